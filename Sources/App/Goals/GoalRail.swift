import Domain

/// Beside a goal: how it stands and why, and the facts about it.
extension Page {
    func verdict(_ view: GoalView) -> HTML {
        let goal = view.goal
        switch goal.stage {
        case .draft, .proposed: return nextSteps(view)
        case .closed: return outcome(view)
        case .committed: break
        }
        return """
            <section class="verdict-block" aria-labelledby="verdict-h"><h2 class="visually-hidden" id="verdict-h">\(t("Status"))</h2>\
            \(status(view.standing.computed, large: true))<p class="reason">\(t(computedReason(view.standing)))</p>\
            \(progressBar(view.standing.progress, expected: view.standing.expected, status: view.standing.computed))\(weakest(view))\(ownStatus(goal))\(disagreement(view))</section>
            """
    }

    /// Why the numbers say so; the owner's words stand below in their own place.
    private func computedReason(_ standing: Standing) -> Words {
        standing.status != standing.computed && standing.reasons.count > 1 ? standing.reasons[1] : standing.reason
    }

    /// The key result that is furthest behind, in a sentence.
    private func weakest(_ view: GoalView) -> HTML? {
        guard view.keyResults.count > 1 else { return nil }
        let behind = view.keyResults.filter { $0.counts > 0 }.compactMap { part in part.standing.gap.map { (part.keyResult, $0) } }
        guard let worst = behind.max(by: { $0.1 < $1.1 }), worst.1 >= 1 else { return nil }
        return "<p class=\"mute\">\(t("Weakest: \(shortened(worst.0.title, to: 80)), \(Int(worst.1.rounded())) points behind."))</p>"
    }

    /// Told to the owner: what people believe and what the numbers say lie far apart.
    private func disagreement(_ view: GoalView) -> HTML? {
        guard viewer?.id == view.goal.ownerID, let people = view.goal.confidence, let data = view.keyResults.likelihood,
            let words = Forecast.disagreement(data: data, people: people)
        else { return nil }
        return "<p class=\"reason\" id=\"disagreement\">\(t(words))</p>"
    }

    /// What the owner says where it differs: both are shown.
    private func ownStatus(_ goal: Goal) -> HTML? {
        guard let own = goal.ownerStatus else { return nil }
        return """
            <div class="own-status"><p class="mute">\(t("Its owner says:"))</p>\(status(own))<p class="reason">\(goal.ownerStatusReason)</p></div>
            """
    }

    /// A draft says what to do next.
    private func nextSteps(_ view: GoalView) -> HTML {
        let goal = view.goal
        var steps: [HTML] = []
        if may(goal.mayEdit) {
            if goal.why.isEmpty { steps.append("<a href=\"\(path("goals", goal.id, "edit"))\">\(t("Say why it matters"))</a>") }
            if goal.keyResultCount == 0, goal.childCount == 0 {
                steps.append("<a href=\"\(path("goals", goal.id, "key-results", "new"))\">\(t("Give it a key result"))</a>")
            }
            if goal.ownerID == nil { steps.append("<a href=\"\(path("goals", goal.id, "edit"))\">\(t("Name its owner"))</a>") }
        }
        if may(goal.mayCommit) { steps.append("<a href=\"\(path("goals", goal.id, "commitment"))\">\(t("Commit it"))</a>") }
        let list: HTML? =
            steps.isEmpty ? nil : "<p>\(t("What to do next:"))</p><ul class=\"next-steps\">\(steps.map { "<li>\($0)</li>" as HTML })</ul>"
        let words =
            goal.stage == .draft
            ? t("Nobody has promised it yet. It can still be reworded freely.")
            : t("It waits for its owner or the lead of its team to commit it.")
        let coach = may(goal.mayEdit) ? coachBlock(view) : nil
        return """
            <section class="verdict-block" aria-labelledby="verdict-h"><h2 id="verdict-h">\(t(goal.stage.word))</h2><p class="reason">\(words)</p>\(list)\
            \(view.standing.progress == nil ? nil : progressBar(view.standing.progress, expected: view.standing.expected, status: view.standing.status))</section>\(coach)
            """
    }

    private func outcome(_ view: GoalView) -> HTML {
        let goal = view.goal
        let on: HTML? = goal.closedAt.map { "<p class=\"mute\">\(t("Closed on \($0.day(in: tongue.zone))"))</p>" }
        return """
            <section class="verdict-block" aria-labelledby="verdict-h"><h2 class="visually-hidden" id="verdict-h">\(t("Outcome"))</h2>\
            \(goal.outcome.map { "<p><strong class=\"outcome\">\(t($0.word))</strong></p>" as HTML })\(gradeLine(view))\
            \(when(!goal.outcomeReason.isEmpty, "<p class=\"reason\">\(goal.outcomeReason)</p>"))\
            \(progressBar(view.standing.progress, expected: nil, status: nil))\(learned(goal))\(goesOn(view))\(on)</section>
            """
    }

    /// "Graded 0.6", with what the numbers suggest.
    private func gradeLine(_ view: GoalView) -> HTML? {
        guard let grade = view.goal.grade else { return nil }
        let suggested = view.goal.suggestedGrade(view.keyResults.map(\.keyResult))
        let from: HTML? = suggested.map { suggested in
            suggested.value == grade
                ? " <span class=\"note\">\(t(suggested.reason))</span>"
                : " <span class=\"note\">\(t("The numbers suggest \(suggested.value, decimals: 1): \(suggested.reason)"))</span>"
        }
        return "<p><strong>\(t("Graded \(grade, decimals: 1)"))</strong>\(from)</p>"
    }

    private func learned(_ goal: Goal) -> HTML? {
        goal.lesson.isEmpty ? nil : "<p class=\"mute\">\(t("What we learned:"))</p><p class=\"reason\">\(goal.lesson)</p>"
    }

    /// Where it goes on; where it does not yet, the way to let it.
    private func goesOn(_ view: GoalView) -> HTML? {
        let goal = view.goal
        let links = view.continuations.map { next -> HTML in
            "<a href=\"\(path("goals", next.id))\">\(shortened(next.title, to: 120))</a>\(next.cycle.map { ", \($0)" as HTML })"
        }
        if !links.isEmpty { return "<p><span class=\"mute\">\(t("Goes on in"))</span> \(links.joined(separator: "; "))</p>" }
        guard may(goal.mayCarryOver) else { return nil }
        return "<p><a href=\"\(path("goals", goal.id, "carry-over"))\">\(t("Let it go on in another cycle"))</a></p>"
    }

    // MARK: Facts

    func goalFacts(_ view: GoalView) -> HTML {
        let goal = view.goal
        var facts: [HTML] = []
        func fact(_ name: HTML, _ value: HTML?) {
            if let value, !value.isEmpty { facts.append("<dt>\(name)</dt><dd>\(value)</dd>") }
        }
        fact(t("Confidence"), confidenceFact(view))
        fact(t("Next check-in"), nextCheckIn(view))
        fact(t("Owner"), person(view.owner))
        fact(t("Team"), goal.teamID.map { "<a href=\"\(path("teams", $0))\">\(view.names.team ?? "")</a>" })
        fact(t("Cycle"), cycleFact(view))
        fact(t("From, to"), "\(date(goal.startsOn)) – \(date(goal.dueOn))")
        fact(
            t("Goes on from"),
            view.origin.map {
                "<a href=\"\(path("goals", $0.id))\">\(shortened($0.title, to: 160))</a>\($0.cycle.map { "<span class=\"note\">\($0)</span>" as HTML })"
            })
        fact(t("Serves"), serves(view))
        fact(t("Child goals"), childFact(view))
        fact(t("Progress from"), goal.rollUp == .automatic ? nil : t(goal.rollUp.word))
        fact(t("Visible to"), visibility(view))
        fact(t("The source said"), sourceWords(goal.sourceStatus, goal.sourceScore))
        fact(t("Written"), written(view))
        return "<section><dl class=\"facts\">\(facts)</dl></section>"
    }

    private func confidenceFact(_ view: GoalView) -> HTML? {
        guard let now = view.goal.confidence else { return nil }
        let reports = view.checkIns.filter { $0.confidence != nil }
        let before = reports.count > 1 ? reports[1].confidence : nil
        let was: HTML? = before.flatMap { $0 == now ? nil : " <span class=\"mute\">\(t("was \(percent: Double($0) / 100)"))</span>" }
        let by: HTML? = reports.first.map { "<span class=\"note\">\($0.author), \(relativeDate($0.createdAt.day(in: tongue.zone)))</span>" }
        return "<strong>\(confidence(now))</strong>\(was)\(by)"
    }

    private func nextCheckIn(_ view: GoalView) -> HTML? {
        guard let workspace = viewer?.workspace, let due = view.goal.nextCheckInOn(in: workspace.zone, rule: workspace.rule) else {
            return nil
        }
        let late: HTML? = due < view.today ? " <span class=\"mute\">\(t("overdue"))</span>" : nil
        return
            "<strong>\(capitalised(relativeDate(due)))</strong>\(late)<span class=\"note\">\(rhythmWords(view.goal.rhythm(workspace.rule)))</span>"
    }

    private func capitalised(_ html: HTML) -> HTML { "<span class=\"sentence\">\(html)</span>" }

    func rhythmWords(_ days: Int) -> HTML {
        switch days {
        case 1: t("Every day")
        case 7: t("Every week")
        case 14: t("Every two weeks")
        default: t("Every \(days) days")
        }
    }

    private func cycleFact(_ view: GoalView) -> HTML? {
        guard let id = view.goal.cycleID, let name = view.names.cycle, let starts = view.names.cycleStartsOn,
            let ends = view.names.cycleEndsOn
        else { return nil }
        let cycle = Cycle(id: id, name: name, startsOn: starts, endsOn: ends, createdAt: view.goal.createdAt)
        return "<a href=\"\(path("cycles", id))\">\(name)</a><span class=\"note\">\(t(cycle.place(on: view.today)))</span>"
    }

    private func serves(_ view: GoalView) -> HTML? {
        let seen = view.parents.compactMap { parent -> HTML? in
            guard let title = parent.title else { return nil }
            let weight: HTML? = parent.counts(fixed: parent.weight).map {
                "<span class=\"note\">\(t("counts \(percent: $0 / 100) there"))</span>"
            }
            return "<a href=\"\(path("goals", parent.id))\">\(shortened(title, to: 160))</a>\(weight)"
        }
        let hidden: HTML? =
            view.hiddenParents == 0
            ? nil : view.hiddenParents == 1 ? t("a goal you cannot see") : t("\(view.hiddenParents) goals you cannot see")
        let all = seen + (hidden.map { ["<span class=\"mute\">\($0)</span>"] } ?? [])
        return all.isEmpty ? nil : "<ul>\(all.map { "<li>\($0)</li>" as HTML })</ul>"
    }

    private func childFact(_ view: GoalView) -> HTML? {
        guard view.goal.childCount > 0 else { return nil }
        let worried = view.children.filter { $0.row.goal.isOpen && ($0.standing.status == .offTrack || $0.standing.status == .atRisk) }
        let off = worried.count { $0.standing.status == .offTrack }
        let words: HTML? = off > 0 ? t("\(off) off track") : worried.isEmpty ? nil : t("\(worried.count) at risk")
        return "<a href=\"#child-goals\">\(view.goal.childCount)</a>\(words.map { "<span class=\"note\">\($0)</span>" as HTML })"
    }

    private func visibility(_ view: GoalView) -> HTML {
        let names = view.readers.map { HTML(escaping: $0.name) }.joined(separator: ", ")
        return "\(t(view.goal.visibility.word))\(when(!view.readers.isEmpty, "<span class=\"note\">\(names)</span>"))"
    }

    /// What an imported goal's source said of it: kept as it was, never mixed with our own.
    func sourceWords(_ status: String?, _ score: String?) -> HTML? {
        let parts = [status, score].compactMap { $0 }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : HTML(escaping: shortened(parts.joined(separator: ", "), to: 200))
    }

    private func written(_ view: GoalView) -> HTML {
        let by: HTML? = view.names.maker.map { "<span class=\"note\">\(t("by \($0)"))</span>" }
        return "\(date(view.goal.createdAt.day(in: tongue.zone)))\(by)"
    }

    /// What the stage means for changing the goal.
    func stageBlock(_ view: GoalView) -> HTML? {
        guard view.goal.stage == .committed else { return nil }
        let since: HTML? = view.goal.committedAt.map { t("Since \($0.day(in: tongue.zone)).") + " " }
        return """
            <section class="section"><div class="section-head"><h2 class="with-icon">\(icon("lock", small: true))\(t("Committed"))</h2></div><p \
            class="mute">\(since)\(t("Changes need a reason that the history keeps. Its owner, the lead of its team and admins may change it."))</p>\(driftWords(view))</section>
            """
    }
}

extension ParentRow {
    /// What the child counts there, in per cent; nil where child goals do not count, or beside key results, whose weights are not known here.
    func counts(fixed weight: Double?) -> Double? {
        let usesChildren = rollUp == .childGoals || (rollUp == .automatic && keyResultCount == 0)
        guard usesChildren, siblings > 0 else { return nil }
        let shared = siblings - fixed
        if shared > 0, fixedTotal <= 100 { return weight ?? (100 - fixedTotal) / Double(shared) }
        return fixedTotal > 0 ? (weight ?? 0) / fixedTotal * 100 : 0
    }
}
