import Domain

/// Screens: the list with the form for another, the link once, and what hangs on the wall.
extension Page {
    func screensPage(_ rows: [ScreenRow], _ choices: ScreenChoices, _ draft: Screen.Draft, _ state: FormState) -> HTML {
        layout(
            t("Screens"), at: .cycles, topics: state.typed == nil ? ["workspace"] : [],
            """
            \(head(t("Screens"), crumbs: [(t("Settings"), path("settings"))],
                lede: t("A screen in the corridor or the kitchen shows the dashboard, large and live. It signs itself in by its link and shows only goals that everybody here may see.")))
            <div data-live="screens">\(rows.isEmpty ? empty(t("No screens yet"), t("Make a link, open it on the screen, and let the browser fill it (F11)."), level: 2) : screenTable(rows))</div>
            \(section("new", t("A new screen"), newScreenForm(choices, draft, state)))
            """)
    }

    private func screenTable(_ rows: [ScreenRow]) -> HTML {
        """
        <table class="table stacks"><thead><tr><th scope="col">\(t("Where it hangs"))</th><th scope="col">\(t("What it shows"))</th>\
        <th scope="col">\(t("Last shown"))</th><th scope="col">\(t("Made by"))</th>\
        <th scope="col"><span class="visually-hidden">\(t("Actions"))</span></th></tr></thead>
        <tbody>\(rows.map(screenRow))</tbody></table>
        """
    }

    private func screenRow(_ row: ScreenRow) -> HTML {
        let screen = row.screen
        let cycle = row.cycle.map { HTML(escaping: $0) } ?? t("the cycle that runs")
        return """
            <tr id="s-\(screen.id.text)"><th scope="row">\(screen.name)</th><td>\(row.team.map { t("\(cycle), team \($0)") } ?? cycle)</td>\
            <td>\(screen.shownAt.map(relativeTime) ?? t("not yet"))</td><td>\(row.madeBy)</td>\
            <td><form method="post" action="\(path("screens", screen.id, "revocation"))"><button class="button quiet">\(t("End"))\
            <span class="visually-hidden"> \(screen.name)</span></button></form></td></tr>

            """
    }

    private func newScreenForm(_ choices: ScreenChoices, _ draft: Screen.Draft, _ state: FormState) -> HTML {
        let none: [(value: String, label: HTML)] = viewer?.isAdmin == true ? [("", t("everyone"))] : []
        let teams = none + choices.teams.map { (value: $0.id.text, label: HTML(escaping: $0.name)) }
        let cycles =
            [(value: "", label: t("the cycle that runs"))] + choices.cycles.map { (value: $0.id.text, label: HTML(escaping: $0.name)) }
        return """
            <form class="form" method="post" action="\(path("screens"))">\(formProblems(state))
            \(textField("name", t("Where it hangs"), value: draft.name, state, hint: t("Such as “Kitchen, second floor”."), attributes: "maxlength=\"200\" autocomplete=\"off\""))
            <div class="form-row">\(select("cycle_id", t("Cycle"), options: cycles, value: draft.cycleID?.text ?? "", state))\
            \(select("team_id", t("Team"), options: teams, value: draft.teamID?.text ?? "", state))</div>
            \(formFoot(t("Make the link")))</form>
            """
    }

    func newScreenPage(_ screen: Screen, link: String) -> HTML {
        layout(
            t("The link of the screen"), at: .cycles,
            """
            \(head(t("Open this link on the screen"), crumbs: [(t("Screens"), path("screens"))],
                lede: t("Whoever has it sees what hangs there, without signing in. It is shown only here; if it gets lost, end it and make another.")))
            \(copyRow("link", t("Link"), link))
            <div class="button-row mt"><a class="button" href="\(path("screens"))">\(t("All screens"))</a></div>
            """)
    }

    // MARK: On the wall

    /// The dashboard from three metres: few numbers large, statuses, what changed, what people say. Nothing leads anywhere, as nobody is signed in.
    func wall(_ view: ScreenView) -> HTML {
        guard let dashboard = view.dashboard else {
            return stage(
                t("No cycle runs"), topics: view.topics, isWall: true,
                """
                <div data-live="wall"><h1>\(view.viewer.workspace.name)</h1>\
                \(empty(t("No cycle runs"), t("When one starts, it appears here by itself."), level: 2))</div>
                """)
        }
        let parts = [wallNumbers(dashboard), wallTally(dashboard), wallWords(dashboard)]
        return stage(
            HTML(escaping: dashboardTitle(dashboard)), topics: view.topics, isWall: true,
            "<div class=\"wall-body\" data-live=\"wall\">\(wallHead(dashboard))\(parts.compactMap { $0?.withoutLinks })</div>")
    }

    private func wallHead(_ view: CycleDashboard) -> HTML {
        """
        <header class="wall-head"><h1>\(dashboardTitle(view))</h1><p>\(dashboardDates(view.cycle))</p><p class="mute">\(viewer?.workspace.name ?? "")</p></header>
        """
    }

    private func wallNumbers(_ view: CycleDashboard) -> HTML? {
        guard !view.primary.isEmpty else { return nil }
        return """
            <section aria-labelledby="primary-h"><h2 class="visually-hidden" id="primary-h">\(t("Primary key results"))</h2>\
            <div class="stats">\(view.primary.map { stat($0, on: view.today) })</div></section>
            """
    }

    private func wallTally(_ view: CycleDashboard) -> HTML? {
        let count = view.goals.count
        guard count > 0 else { return "<p>\(t("No goals in this cycle yet"))</p>" }
        return """
            <section aria-labelledby="statuses-h"><h2 id="statuses-h">\(count == 1 ? t("One goal") : t("All \(count) goals"))</h2>\
            \(tally(view.tally, of: view.cycle, team: view.team?.id))\(moved(view, naming: 0))</section>
            """
    }

    /// What moves early beside what confirms, what changed, and what people say: as much as fits beside each other.
    private func wallWords(_ view: CycleDashboard) -> HTML? {
        var narrower = view
        (narrower.leading, narrower.lagging) = (Array(view.leading.prefix(3)), Array(view.lagging.prefix(3)))
        (narrower.changes, narrower.narratives, narrower.more) = (Array(view.changes.prefix(3)), Array(view.narratives.prefix(1)), 0)
        let told = [changesSection(narrower), narrativesSection(narrower)].compactMap { $0 }
        return "<div class=\"wall-words\">\(pairedSection(narrower))<div class=\"column\">\(told)</div></div>"
    }
}

extension HTML {
    /// The same with its links as plain pieces of text that look alike. It turns tags of ours only: what people wrote is escaped and has none.
    var withoutLinks: HTML {
        var out = ""
        out.reserveCapacity(markup.utf8.count)
        var rest = Substring(markup)
        while let open = rest.firstRange(of: "<a ") {
            out += rest[..<open.lowerBound]
            rest = rest[open.upperBound...]
            guard let end = rest.firstIndex(of: ">") else { break }
            out += "<span " + rest[..<end].replacing(/href="[^"]*"/, with: "") + ">"
            rest = rest[rest.index(after: end)...]
        }
        out += rest
        return HTML(proven: out.replacing("</a>", with: "</span>"))
    }
}
