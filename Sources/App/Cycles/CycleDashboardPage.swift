import Domain
import Foundation

/// The page of a cycle: few numbers large, all statuses at once, what moves early beside what confirms, what changed, what people say.
extension Page {
    func cycleDashboard(_ view: CycleDashboard) -> HTML {
        let cycle = view.cycle
        return layout(
            HTML(escaping: dashboardTitle(view)), at: .cycles, topics: ["cycle:\(cycle.id)", "workspace"],
            """
            <div data-live="head">\(dashboardHead(view))</div>
            <div class="page-body">\(view.goals.isEmpty ? noGoals(in: cycle) : dashboardBody(view))</div>
            """)
    }

    private func dashboardBody(_ view: CycleDashboard) -> HTML {
        """
        \(primarySection(view))\(tallySection(view))\(pairedSection(view))\
        \(pair([changesSection(view), lookingAndTelling(view)].compactMap { $0 }))\
        \(pair([confidenceSection(view), staleSection(view)].compactMap { $0 }))
        """
    }

    private func pair(_ sections: [HTML]) -> HTML? {
        guard !sections.isEmpty else { return nil }
        return "<div class=\"pair\">\(sections)</div>"
    }

    private func noGoals(in cycle: Cycle) -> HTML {
        let new: HTML? =
            cycle.stage != .closed && may { Goal.mayMake(by: $0) }
            ? "<a class=\"button primary\" href=\"\(path("goals", "new"))?cycle=\(cycle.id.text)\" data-key=\"n\">\(t("New goal"))</a>"
            : nil
        return
            "<div data-live=\"goals\">\(empty(t("No goals in this cycle yet"), t("A goal says what will be different, for whom, and by when. Begin with the one that matters most."), actions: new, level: 2))</div>"
    }

    // MARK: Head

    func dashboardTitle(_ view: CycleDashboard) -> String {
        view.team.map { "\(view.cycle.name), \($0.name)" } ?? view.cycle.name
    }

    /// Where the goals are listed that this page is about.
    private func listPath(_ view: CycleDashboard) -> HTML {
        "\(path("goals"))?cycle=\(view.cycle.id.text)\(view.team.map { "&amp;team=\($0.id.text)" as HTML })"
    }

    /// Choosing a team, where there are several.
    private func teamChoice(_ view: CycleDashboard) -> HTML? {
        guard view.teams.count > 1 else { return nil }
        return """
            <form class="filters" data-filters method="get" action="\(path("cycles", view.cycle.id))" aria-label="\(t("Filters"))">\
            \(teamFilter(view.teams, chosen: view.team?.id))<button class="button small without-script">\(t("Show"))</button></form>
            """
    }

    private func dashboardHead(_ view: CycleDashboard) -> HTML {
        let cycle = view.cycle
        let crumbs: HTML = """
            <nav class="crumbs" aria-label="\(t("Where this is"))"><ol><li><a href="\(path("today"))">\(viewer?.workspace.name ?? "")</a></li>\
            <li><a href="\(path("cycles"))">\(t("Cycles"))</a></li></ol></nav>
            """
        let purpose: HTML? = cycle.purpose.isEmpty ? nil : "<p class=\"lede serif\">\(t("“\(cycle.purpose)”"))</p>"
        return """
            <header class="page-head">\(crumbs)<h1>\(dashboardTitle(view))</h1>\(purpose)<p class="mute">\(dashboardDates(cycle))</p>\(teamChoice(view))\
            <div class="page-actions">\(cycleActions(view))</div></header>
            """
    }

    /// "1 September to 18 December, week 11 of 16".
    func dashboardDates(_ cycle: Cycle) -> HTML {
        let span = span(of: cycle)
        switch cycle.stage {
        case .drafting: return t("\(span), being drafted")
        case .closed: return t("\(span), closed")
        case .active, .closing:
            guard let week = cycle.week(on: workspaceToday) else { return span }
            return cycle.stage == .closing
                ? t("\(span), week \(week) of \(cycle.weeks), closing") : t("\(span), week \(week) of \(cycle.weeks)")
        }
    }

    private func cycleActions(_ view: CycleDashboard) -> HTML {
        let cycle = view.cycle
        let moves = cycle.stage.moves.filter { stage in may { cycle.mayMove(to: stage, by: $0) } }
        let start: HTML? = cycle.stage == .drafting && !moves.isEmpty ? move(cycle, to: .active, "button primary") : nil
        let close: HTML? =
            cycle.stage == .closing && view.goals.contains(where: \.isOpen)
            ? "<a class=\"button primary\" href=\"\(path("cycles", cycle.id, "closing"))\">\(t("Close its goals"))</a>" : nil
        let new: HTML? =
            cycle.stage != .closed && !view.goals.isEmpty && may { Goal.mayMake(by: $0) }
            ? "<a class=\"button\" href=\"\(path("goals", "new"))?cycle=\(cycle.id.text)\" data-key=\"n\">\(icon("plus", small: true))\(t("New goal"))</a>"
            : nil
        var entries: [HTML] = []
        if may(cycle.mayEdit) {
            entries.append("<a href=\"\(path("cycles", cycle.id, "edit"))\">\(icon("edit", small: true))\(t("Edit"))</a>")
        }
        if cycle.stage == .closing || cycle.stage == .closed, !view.goals.isEmpty {
            entries.append(
                "<a href=\"\(path("cycles", cycle.id, "closing"))\">\(icon("check", small: true))\(t("How its goals ended"))</a>")
        }
        if !view.goals.isEmpty {
            entries.append("<a href=\"\(path("cycles", cycle.id, "present"))\">\(icon("sessions", small: true))\(t("Present"))</a>")
            if may({ Screen.mayMake(by: $0) }) {
                entries.append(
                    "<a href=\"\(path("screens"))?cycle=\(cycle.id.text)\(view.team.map { "&amp;team=\($0.id.text)" as HTML })\">\(icon("table", small: true))\(t("Show on a screen"))</a>"
                )
            }
            entries.append("<a href=\"\(path("cycles", cycle.id, "statistics"))\">\(icon("table", small: true))\(t("Statistics"))</a>")
        }
        entries += moves.filter { !(cycle.stage == .drafting && $0 == .active) && !($0 == .closed && view.goals.contains(where: \.isOpen)) }
            .map { move(cycle, to: $0, nil) }
        if may({ cycle.mayRemove(by: $0, goals: view.goals.count) }) {
            entries.append(
                "<a class=\"danger\" href=\"\(path("cycles", cycle.id, "removal"))\">\(icon("close", small: true))\(t("Take away"))</a>")
        }
        let menu: HTML? =
            entries.isEmpty
            ? nil
            : """
            <details class="more-menu"><summary class="icon-button" aria-label="\(t("More"))">\(icon("more"))</summary><div class="menu">\(entries)</div></details>
            """
        return "\(start)\(close)\(new)\(menu)"
    }

    func move(_ cycle: Cycle, to stage: Cycle.Stage, _ style: HTML?) -> HTML {
        let words =
            switch (cycle.stage, stage) {
            case (.drafting, _): t("Start the cycle")
            case (.active, .closing): t("Begin to close")
            case (.active, _): t("Back to drafting")
            case (.closing, .closed): t("Close the cycle")
            case (.closing, _): t("Let it run on")
            case (.closed, _): t("Reopen")
            }
        return """
            <form method="post" action="\(path("cycles", cycle.id, "stage"))">\(hidden("version", String(cycle.version)))\(hidden("stage", stage.rawValue))\
            <button\(style.map { " class=\"\($0)\"" as HTML })>\(style == nil ? icon("arrow", small: true) : nil)\(words)</button></form>
            """
    }

    // MARK: Numbers

    /// Key results that people marked, large. Without one, whoever may mark one is told how.
    private func primarySection(_ view: CycleDashboard) -> HTML? {
        guard !view.primary.isEmpty else { return nil }
        return """
            <section aria-labelledby="primary-h" data-live="primary"><h2 class="visually-hidden" id="primary-h">\(t("Primary key results"))</h2>\
            <div class="stats">\(view.primary.map { stat($0, on: view.today) })</div></section>
            """
    }

    func stat(_ row: CycleKeyResult, on today: Day) -> HTML {
        let keyResult = row.keyResult
        return """
            <article class="stat" id="kr-\(keyResult.id.text)"><h3><a href="\(path("goals", keyResult.goalID))#kr-\(keyResult.id.text)">\(keyResult.title)</a></h3>\
            <p class="value">\(largeValue(keyResult))</p><p class="path">\(way(keyResult))\(ahead(row))</p>\(spark(row))\
            <div class="verdict">\(status(row.standing.status))<span class="reason">\(t(shortReason(row)))</span></div></article>
            """
    }

    private func largeValue(_ keyResult: KeyResult) -> HTML {
        guard let value = keyResult.value else { return "–" }
        guard keyResult.kind == .number else { return t(keyResult.format(value)) }
        let unit: HTML? = keyResult.unit.isEmpty ? nil : "<span class=\"unit\">\u{a0}\(keyResult.unit)</span>"
        return "\(tongue.number(value, decimals: keyResult.decimals))\(unit)"
    }

    /// "from 94, to 42 by 18 Dec"
    private func way(_ keyResult: KeyResult) -> HTML {
        guard keyResult.kind == .number, !keyResult.direction.isKept, let baseline = keyResult.baseline, let target = keyResult.target
        else {
            return keyResult.aim.map { t("to be \($0) by \(keyResult.dueOn)") } ?? t("due \(keyResult.dueOn)")
        }
        let (from, to) = (tongue.number(baseline, decimals: keyResult.decimals), tongue.number(target, decimals: keyResult.decimals))
        return t("from \(from), to \(to) by \(keyResult.dueOn)")
    }

    /// "the trend leads to 58–71, the target is 12 % likely"
    private func ahead(_ row: CycleKeyResult) -> HTML? {
        guard let forecast = row.forecast else { return nil }
        let ends = span(of: forecast.end, decimals: row.keyResult.decimals)
        let words =
            row.keyResult.likelihood(by: forecast).map { t("the trend leads to \(ends), the target is \(percent: $0) likely") }
            ?? t("the trend leads to \(ends)")
        return "<span class=\"ahead\">\(words)</span>"
    }

    private func spark(_ row: CycleKeyResult) -> HTML {
        let points = row.points.map { Chart.Point(day: $0.at.day(in: tongue.zone), value: $0.value) }
        let plan = plan(of: row.keyResult)
        let days = [row.keyResult.startsOn, row.keyResult.dueOn] + points.map(\.day)
        guard let axis = TimeAxis(holding: days) else { return "" }
        return sparkline(points: points, plan: plan, band: row.forecast?.band ?? [], axis: axis)
    }

    private func plan(of keyResult: KeyResult) -> [Chart.Point] {
        guard keyResult.kind == .number, let target = keyResult.target else { return [] }
        if keyResult.direction.isKept {
            return [Chart.Point(day: keyResult.startsOn, value: target), Chart.Point(day: keyResult.dueOn, value: target)]
        }
        guard let baseline = keyResult.baseline, let plan = keyResult.plan else { return [] }
        return plan.points.map { Chart.Point(day: $0.day, value: baseline + (target - baseline) * $0.share) }
    }

    /// "23 points behind plan"; where the gap does not decide, the reason itself.
    private func shortReason(_ row: CycleKeyResult) -> Words {
        let standing = row.standing
        guard [.onTrack, .atRisk, .offTrack].contains(standing.status), !row.keyResult.isKept, row.keyResult.value != nil,
            let gap = standing.gap
        else {
            return standing.reason
        }
        let points = Int(abs(gap).rounded())
        if points == 0 { return "on plan" }
        if points == 1 { return gap > 0 ? "1 point behind plan" : "1 point ahead of plan" }
        return gap > 0 ? "\(points) points behind plan" : "\(points) points ahead of plan"
    }

    // MARK: Statuses

    private func tallySection(_ view: CycleDashboard) -> HTML {
        let count = view.goals.count
        let see = "<a class=\"aside\" href=\"\(listPath(view))\">\(t("See them"))</a>" as HTML
        let hint: HTML? =
            view.primary.isEmpty && may(view.cycle.mayEdit)
            ? "<p class=\"hint mute\">\(t("Up to four key results can stand large above: edit one and choose “Shown large on the dashboard of the cycle”."))</p>"
            : nil
        return section(
            "statuses", count == 1 ? t("One goal") : t("All \(count) goals"), aside: see,
            "\(tally(view.tally, of: view.cycle, team: view.team?.id))\(moved(view))\(hint)")
    }

    /// "Worse than last week: 3. Better: 2.", and which, the worse ones first.
    /// - Parameter most: how many are named; with 0 only the numbers are told.
    func moved(_ view: CycleDashboard, naming most: Int = 5) -> HTML? {
        let worse = view.goals.filter { $0.isWorse == true }.sorted { ($1.status.severity, $0.id) < ($0.status.severity, $1.id) }
        let better = view.goals.filter { $0.isWorse == false }
        guard !worse.isEmpty || !better.isEmpty else { return nil }
        let words =
            better.isEmpty
            ? t("Worse than last week: \(worse.count).")
            : worse.isEmpty
                ? t("Better than last week: \(better.count).") : t("Worse than last week: \(worse.count). Better: \(better.count).")
        let items = (worse + better).prefix(most).map { goal -> HTML in
            """
            <li><a href="\(path("goals", goal.id))">\(Markdown.plain(goal.title, limit: 120))</a>: \
            \(goal.lastWeek.map { t("\(goal.status.inSentence), was \($0.inSentence)") })</li>
            """
        }
        let rest: HTML? =
            worse.count + better.count > most && most > 0
            ? "<li class=\"mute\">\(t("and \(worse.count + better.count - most) more"))</li>" : nil
        return "<p class=\"moved\">\(words)</p>\(most > 0 ? "<ul class=\"moved-list\">\(items)\(rest)</ul>" : nil)"
    }

    func pairedSection(_ view: CycleDashboard) -> HTML? {
        guard !view.leading.isEmpty || !view.lagging.isEmpty else { return nil }
        let more: HTML? =
            view.more == 0
            ? nil
            : """
            <p class="mute">\(t("Those that need a look come first;")) <a href="\(listPath(view))&amp;view=table">\
            \(view.more == 1 ? t("one more is with its goal") : t("\(view.more) more are with their goals"))</a>.</p>
            """
        return section(
            "leading-beside-lagging", t("Leading beside lagging"),
            aside: "<span class=\"aside\">\(t("change since last week under each number"))</span>",
            """
            <div class="pair"><div>\(paired(t("Leading"), t("moves early, can be influenced"), view.leading))</div>\
            <div>\(paired(t("Lagging"), t("confirms the effect"), view.lagging))</div></div>\(more)
            """)
    }

    private func paired(_ title: HTML, _ words: HTML, _ rows: [CycleKeyResult]) -> HTML {
        guard !rows.isEmpty else {
            return
                "<p><strong>\(title)</strong> <span class=\"mute\">\(words)</span></p><p class=\"mute\">\(t("None of the key results says so yet."))</p>"
        }
        return """
            <table class="table paired"><caption><strong>\(title)</strong> <span class="mute">\(words)</span></caption><thead class="visually-hidden"><tr>\
            <th scope="col">\(t("Key result"))</th><th scope="col">\(t("Now, and since last week"))</th><th scope="col">\(t("Status"))</th></tr></thead>\
            <tbody>\(rows.map(pairedRow))</tbody></table>
            """
    }

    private func pairedRow(_ row: CycleKeyResult) -> HTML {
        let (keyResult, standing) = (row.keyResult, row.standing)
        return """
            <tr id="row-\(keyResult.id.text)"><th scope="row"><a href="\(path("goals", keyResult.goalID))#kr-\(keyResult.id.text)" title="\(row.goal)">\(keyResult.title)</a>\(movesWith(row))\
            \(progressBar(standing.progress, expected: standing.expected, status: standing.status))</th><td class="number">\
            <strong>\(keyResult.value.map { t(keyResult.format($0)) } ?? "–")</strong><span class="note">\(change(row))</span></td>\
            <td>\(status(standing.status))</td></tr>
            """
    }

    /// "leads to “Days to decide”", "follows “Complete the first time”"
    private func movesWith(_ row: CycleKeyResult) -> HTML? {
        guard !row.movesWith.isEmpty else { return nil }
        let titles = row.movesWith.prefix(3).map { tongue.plain("“\(shortened($0, to: 80))”") }.joined(separator: ", ")
        return "<span class=\"note\">\(row.keyResult.indicator == .leading ? t("leads to \(titles)") : t("follows \(titles)"))</span>"
    }

    /// "+3", green or red by whether it helps; "0" where it was reported unchanged; a dash where nothing new is known.
    private func change(_ row: CycleKeyResult) -> HTML {
        guard let now = row.keyResult.value, let before = row.lastWeek else { return "–" }
        if now == before { return "0" }
        let better: HTML = row.isBetter.map { $0 ? " better" : " worse" } ?? ""
        guard row.keyResult.kind == .number else {
            return "<span class=\"change\(better)\">\(t("was: \(row.keyResult.format(before))"))</span>"
        }
        let difference = tongue.number(now - before, decimals: row.keyResult.decimals)
        return "<span class=\"change\(better)\">\(now > before ? "+" : "")\(difference)</span>"
    }

    // MARK: Words

    func changesSection(_ view: CycleDashboard) -> HTML? {
        if view.changes.isEmpty, view.cycle.stage == .closed { return nil }
        let body: HTML =
            view.changes.isEmpty ? "<p class=\"mute\">\(t("Nothing has changed in the last seven days."))</p>" : newsLines(view.changes)
        return section("changed-this-week", t("Changed this week"), body)
    }

    /// What people look at together, and below it what they say: one column, so that neither stands alone beside nothing.
    private func lookingAndTelling(_ view: CycleDashboard) -> HTML? {
        guard let looking = jointActionsSection(view) else { return narrativesSection(view) }
        return "<div class=\"column\">\(looking)\(narrativesSection(view))</div>"
    }

    private func jointActionsSection(_ view: CycleDashboard) -> HTML? {
        let actions = view.jointActions
        guard !actions.isEmpty else { return nil }
        let all = "<a class=\"aside\" href=\"\(path("joint-actions"))\">\(t("All of them"))</a>" as HTML
        return section(
            "joint-actions", t("Joint actions"), count: actions.count == 1 ? t("1 open") : t("\(actions.count) open"), aside: all,
            "<ul class=\"list\">\(actions.prefix(6).map { jointActionLine($0) })</ul>")
    }

    func narrativesSection(_ view: CycleDashboard) -> HTML? {
        guard !view.narratives.isEmpty else { return nil }
        let items = view.narratives.map { narrative -> HTML in
            """
            <li id="n-\(narrative.id.text)"><p class="quote">\(t("“\(Markdown.plain(narrative.text, limit: 280))”"))</p><p class="meta">\(narrative.author), \
            <a href="\(path("goals", narrative.goalID))#check-ins">\(Markdown.plain(narrative.goal, limit: 80))</a>, \(date(narrative.at.day(in: tongue.zone)))</p></li>
            """
        }
        return section("in-their-words", t("In their words"), "<ul class=\"list\">\(items)</ul>")
    }

    /// The goals nobody has reported on for too long, in a sentence.
    private func staleSection(_ view: CycleDashboard) -> HTML? {
        let stale = view.stale
        guard !stale.isEmpty else { return nil }
        let items = stale.prefix(5).map { goal -> HTML in
            let last = goal.lastCheckInAt.map { relativeDate($0.day(in: tongue.zone)) }
            return
                "<li id=\"s-\(goal.id.text)\"><a href=\"\(path("goals", goal.id))\">\(Markdown.plain(goal.title, limit: 120))</a>: \(last.map { t("last check-in \($0).") } ?? t("no check-in yet."))</li>"
        }
        let rest: HTML? =
            stale.count > 5
            ? "<li><a href=\"\(path("goals"))?cycle=\(view.cycle.id.text)&amp;status=stale\">\(t("\(stale.count - 5) more"))</a></li>" : nil
        let words =
            stale.count == 1
            ? t("One goal has gone quiet.") : t("\(tongue.count(stale.count, capital: tongue.language == .en)) goals have gone quiet.")
        return section(
            "stale", t("Not heard of lately"),
            "<p class=\"with-icon\">\(icon("clock", small: true))<span>\(words)</span></p><ul class=\"list\">\(items)\(rest)</ul>")
    }
}
