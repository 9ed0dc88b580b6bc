import Domain

/// So many goals of others are listed; more are folded, so that what waits for the reader stays in sight.
private let fewOthers = 6

/// The guided end of a cycle: one goal asked about, what else waits, who has to close the rest, and what is closed.
extension Page {
    /// - Parameter chosen: the goal to ask about; otherwise the first that waits for this reader.
    func cycleClosing(_ view: CycleClosing, chosen: ID<Goal>?, _ state: FormState) -> HTML {
        let cycle = view.cycle
        let title = cycle.stage == .closed ? t("How \(cycle.name) ended") : t("Close \(cycle.name)")
        let crumbs = [(t("Cycles"), path("cycles")), (HTML(escaping: cycle.name), path("cycles", cycle.id))]
        return layout(
            title, at: .cycles, topics: ["cycle:\(cycle.id)", "workspace"],
            """
            \(head(title, crumbs: crumbs, lede: lede(of: cycle)))
            <div class="page-body closing">\(closingBody(view, chosen, state))</div>
            """)
    }

    private func lede(of cycle: Cycle) -> HTML? {
        switch cycle.stage {
        case .closing:
            t(
                "One goal after the other: how well it went, what you learned, what goes on. Each is saved for itself, so stop whenever you like."
            )
        case .closed: nil
        case .active, .drafting: t("Closing has not begun. Until then, goals are closed one by one on their own pages.")
        }
    }

    /// Two regions that are always there: were one to come or go, all of the page would be renewed, and the form in which somebody types with it.
    private func closingBody(_ view: CycleClosing, _ chosen: ID<Goal>?, _ state: FormState) -> HTML {
        let isClosing = view.cycle.stage == .closing
        let mine = isClosing ? view.mine : []
        let now = mine.first { $0.goal.id == chosen } ?? (state.typed == nil ? mine.first : nil)
        let left = mine.filter { $0.goal.id != now?.goal.id }
        return """
            \(closingCount(view))\(lateWords(view, chosen, now, state))\(now.map { asked($0, view, state) })\
            <div class="column" data-live="closing-rest">\(waiting(left, view.cycle))\(closeCycle(view))\(closedSection(view))\(othersSection(view))</div>
            """
    }

    /// A section inside of a region.
    private func part(_ id: String, _ title: HTML, count: Int, _ body: HTML) -> HTML {
        """
        <section class="section" id="\(id)" aria-labelledby="\(id)-h"><div class="section-head"><h2 id="\(id)-h">\(title)</h2>\
        <span class="count">\(count)</span></div>\(body)</section>
        """
    }

    // MARK: How far it is

    private func closingCount(_ view: CycleClosing) -> HTML {
        let (closed, all) = (view.closed.count, view.goals.count)
        if all == 0, view.hiddenOpen == 0 {
            return "<div data-live=\"closing-count\"><p class=\"mute\">\(t("There are no goals in this cycle."))</p></div>"
        }
        var parts: [HTML] = [all == 1 ? t("\(closed) of one goal is closed.") : t("\(closed) of \(all) goals are closed.")]
        if view.cycle.stage == .closing {
            if !view.mine.isEmpty { parts.append(t("\(view.mine.count) can be closed by you.")) }
            if !view.others.isEmpty {
                parts.append(view.others.count == 1 ? t("One waits for others.") : t("\(view.others.count) wait for others."))
            }
        }
        if view.hiddenOpen == 1 { parts.append(t("One goal that you cannot see is still open.")) }
        if view.hiddenOpen > 1 { parts.append(t("\(view.hiddenOpen) goals that you cannot see are still open.")) }
        let share = all == 0 ? 1 : Double(closed) / Double(all)
        return """
            <div data-live="closing-count" class="closing-count">\(progressOfClosing(share))<p>\(parts.joined(separator: " "))</p></div>
            """
    }

    private func progressOfClosing(_ share: Double) -> HTML {
        let percent = Int((share * 100).rounded())
        return """
            <svg class="progress" data-status="none" role="img" aria-label="\(t("\(percent) % of the goals are closed"))"><rect class="track"/>\
            \(when(percent > 0, "<rect class=\"fill\" width=\"\(percent)%\"/>"))</svg>
            """
    }

    // MARK: One goal

    /// The one that is asked about. No live region: what is typed stays.
    private func asked(_ row: ClosingGoal, _ view: CycleClosing, _ state: FormState) -> HTML {
        let goal = row.goal
        let isSent = state.typed != nil
        return """
            <section class="section" id="now" aria-labelledby="now-h"><div class="section-head"><h2 id="now-h"><a class="goal-title" href="\(path("goals", goal.id))">\(goal.title)</a></h2></div>
            <div class="pair"><div>\(closureForm(goal, row.keyResults, view.next, isSent ? state : .fresh, from: "closing", back: nil))</div>\
            <div>\(numbersOf(row))\(nextCycleHint(view))</div></div></section>
            """
    }

    private func numbersOf(_ row: ClosingGoal) -> HTML {
        let goal = row.goal
        let facts: HTML = """
            <dl class="facts"><dt>\(t("Owner"))</dt><dd>\(person(goal.ownerID.map { ($0, row.record.ownerName ?? "") }))</dd>\
            \(row.record.teamName.map { "<dt>\(t("Team"))</dt><dd>\($0)</dd>" as HTML })<dt>\(t("Due on"))</dt><dd>\(date(goal.dueOn))</dd>\
            \(goal.confidence.map { "<dt>\(t("Confidence"))</dt><dd>\(confidence($0))</dd>" as HTML })</dl>
            """
        guard !row.keyResults.isEmpty else { return facts }
        let lines = row.record.keyResults.map { record -> HTML in
            let keyResult = record.keyResult
            let way = keyResult.aim.map { t("to be \($0)") } ?? ""
            return """
                <tr><th scope="row">\(shortened(keyResult.title, to: 160))<span class="note">\(way)</span></th>\
                <td class="number">\(keyResult.value.map { t(keyResult.format($0)) } ?? "–")</td><td>\(status(record.standing.status))</td></tr>
                """
        }
        return """
            \(facts)<table class="table mt"><caption class="visually-hidden">\(t("Key results"))</caption><thead><tr><th scope="col">\(t("Key result"))</th>\
            <th scope="col" class="number">\(t("Now"))</th><th scope="col">\(t("Status"))</th></tr></thead><tbody>\(lines)</tbody></table>
            """
    }

    private func nextCycleHint(_ view: CycleClosing) -> HTML? {
        guard view.next.isEmpty, may({ Cycle.mayMake(by: $0) }) else { return nil }
        return """
            <p class="mute mt">\(t("For goals that go on, make the next cycle first.")) <a href="\(path("cycles", "new"))">\(t("New cycle"))</a></p>
            """
    }

    /// Somebody was faster: what they said stands below; what was written here is not lost.
    private func lateWords(_ view: CycleClosing, _ chosen: ID<Goal>?, _ now: ClosingGoal?, _ state: FormState) -> HTML? {
        guard let typed = state.typed, now == nil else { return nil }
        let title = view.goals.first { $0.goal.id == chosen }?.goal.title ?? ""
        let texts = [(t("Why, in a sentence"), typed["reason"]), (t("What we learned"), typed["lesson"])].filter { !$0.1.isEmpty }
        let kept = texts.map { "<div><h3>\($0.0)</h3><p class=\"text\">\($0.1)</p></div>" as HTML }
        return """
            <div>\(formProblems(state))<p>\(title)</p>\(kept.isEmpty ? nil : "<h2>\(t("What you wrote"))</h2><div class=\"versions\">\(kept)</div>")</div>
            """
    }

    // MARK: The others

    private func waiting(_ rows: [ClosingGoal], _ cycle: Cycle) -> HTML? {
        guard !rows.isEmpty else { return nil }
        let items = rows.map { row -> HTML in
            let suggested: HTML? = row.suggested.map { t("the numbers suggest \($0.value, decimals: 1)") }
            let words = [HTML(escaping: row.record.ownerName ?? tongue.plain("No owner")), suggested].compactMap { $0 }.joined(
                separator: ", ")
            return """
                <li id="w-\(row.goal.id.text)"><a class="goal-title" href="\(path("cycles", cycle.id, "closing"))?goal=\(row.goal.id.text)">\(row.goal.title)</a>\
                <span class="meta">\(words)</span></li>
                """
        }
        return part("waiting", t("Then"), count: rows.count, "<ul class=\"list\">\(items)</ul>")
    }

    /// Who can close what this reader cannot.
    private func othersSection(_ view: CycleClosing) -> HTML? {
        let rows = view.cycle.stage == .closed ? view.goals.filter(\.isOpen) : view.others
        guard !rows.isEmpty, view.cycle.stage != .drafting else { return nil }
        let items = rows.map { row -> HTML in
            """
            <li id="o-\(row.goal.id.text)"><a class="goal-title" href="\(path("goals", row.goal.id))">\(row.goal.title)</a>\
            <span class="meta">\(whoCloses(row))</span></li>
            """
        }
        let list = "<ul class=\"list\">\(items)</ul>" as HTML
        return part("others", t("Closed by others"), count: rows.count, rows.count > fewOthers ? folded(list) : list)
    }

    private func folded(_ list: HTML) -> HTML {
        "<details class=\"more\"><summary>\(icon("chevron", small: true))\(t("Which ones, and who can"))</summary>\(list)</details>"
    }

    private func whoCloses(_ row: ClosingGoal) -> HTML {
        switch (row.record.ownerName, row.lead) {
        case (let owner?, let lead?) where owner != lead: t("\(owner), \(lead) or an admin can close it.")
        case (let name?, _), (nil, let name?): t("\(name) or an admin can close it.")
        case (nil, nil): t("An admin can close it.")
        }
    }

    private func closedSection(_ view: CycleClosing) -> HTML? {
        guard !view.closed.isEmpty else { return nil }
        let rows = view.closed.map { closedRow($0, view) }
        return part(
            "closed", t("Closed"), count: rows.count,
            """
            <table class="table stacks goals closed"><caption class="visually-hidden">\(t("Closed goals"))</caption><thead><tr><th scope="col">\(t("Goal"))</th>\
            <th scope="col">\(t("Outcome"))</th><th scope="col" class="number">\(t("Grade"))</th><th scope="col">\(t("What we learned"))</th>\
            <th scope="col">\(t("Goes on in"))</th></tr></thead><tbody>\(rows)</tbody></table>
            """)
    }

    private func closedRow(_ row: ClosingGoal, _ view: CycleClosing) -> HTML {
        let goal = row.goal
        let lesson = goal.lesson.isEmpty ? goal.outcomeReason : goal.lesson
        return """
            <tr id="c-\(goal.id.text)"><th scope="row"><a href="\(path("goals", goal.id))">\(shortened(goal.title, to: 160))</a></th>\
            <td>\(goal.outcome.map { t($0.word) })</td><td class="number">\(goal.grade.map { HTML(escaping: tongue.number($0, decimals: 1)) } ?? "–")</td>\
            <td class="c-lesson">\(shortened(lesson, to: 400))</td><td>\(goesOn(row, view))</td></tr>
            """
    }

    private func goesOn(_ row: ClosingGoal, _ view: CycleClosing) -> HTML {
        guard row.continuations.isEmpty else {
            return row.continuations.map { next -> HTML in
                "<a href=\"\(path("goals", next.id))\">\(next.cycle ?? shortened(next.title, to: 60))</a>"
            }.joined(separator: ", ")
        }
        guard !view.next.isEmpty, may(row.goal.mayCarryOver) else { return "–" }
        let name = t("Let “\(shortened(row.goal.title, to: 60))” go on")
        return "<a href=\"\(path("goals", row.goal.id, "carry-over"))\" aria-label=\"\(name)\">\(t("Let it go on"))</a>"
    }

    // MARK: The cycle itself

    private func closeCycle(_ view: CycleClosing) -> HTML? {
        let cycle = view.cycle
        switch cycle.stage {
        case .closing: return lastStep(view)
        case .active where may { cycle.mayMove(to: .closing, by: $0) }:
            return "<div class=\"button-row\">\(move(cycle, to: .closing, "button"))</div>"
        default: return nil
        }
    }

    private func lastStep(_ view: CycleClosing) -> HTML? {
        let cycle = view.cycle
        guard view.open == 0 else { return nil }
        guard let viewer, cycle.mayClose(by: viewer, open: 0).isGranted else {
            return "<p class=\"mute\">\(t("Every goal is closed. A team lead or an admin closes the cycle."))</p>"
        }
        return """
            <section class="section"><p>\(t("Every goal is closed. What is left is the cycle itself: it stays readable, and an admin can open it again."))</p>
            <div class="button-row mt">\(move(cycle, to: .closed, "button primary"))</div></section>
            """
    }
}
