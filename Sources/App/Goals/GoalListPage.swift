import Domain

/// Goals: presets, filters, and the same goals as a tree or a table.
extension Page {
    func goalListPage(_ list: GoalList) -> HTML {
        layout(
            t("Goals"), at: .goals, topics: ["workspace"], dense: true,
            """
            \(head(t("Goals"), actions: goalListActions(list)))
            \(presets(list))
            \(goalFilters(list))
            <div data-live="goals">\(goalListBody(list))</div>
            """)
    }

    private func goalListActions(_ list: GoalList) -> HTML {
        """
        <nav class="views" aria-label="\(t("View"))">\(look(.tree, "tree", t("Tree"), key: "1", list))\(look(.table, "table", t("Table"), key: "2", list))</nav>\
        \(newGoalButton(primary: true))
        """
    }

    private func newGoalButton(primary: Bool) -> HTML? {
        guard viewer.map({ Goal.mayMake(by: $0).isGranted }) == true else { return nil }
        return """
            <a class="button\(when(primary, " primary"))" href="\(path("goals", "new"))"\(when(primary, " data-key=\"n\""))>\(icon("plus", small: true))\(t("New goal"))</a>
            """
    }

    private func look(_ look: GoalFilter.Look, _ symbol: String, _ name: HTML, key: String, _ list: GoalList) -> HTML {
        let href = address(list.filter.with { $0.look = look })
        return """
            <a href="\(href)" data-key="\(key)"\(when(list.filter.look == look, " aria-current=\"page\""))>\(icon(symbol, small: true))\(name)</a>
            """
    }

    func address(_ filter: GoalFilter) -> String { path("goals") + filter.query }

    private func presets(_ list: GoalList) -> HTML {
        let tabs = GoalFilter.Preset.allCases.map { preset -> HTML in
            """
            <a href="\(address(list.filter.with { $0.preset = preset }))"\(when(preset == list.filter.preset, " aria-current=\"page\""))>\(t(preset.words))\
            <span class="count">\(list.counts[preset] ?? 0)</span></a>
            """
        }
        return "<nav class=\"tabs presets\" aria-label=\"\(t("Presets"))\" data-live=\"presets\">\(tabs)</nav>"
    }

    private func goalListBody(_ list: GoalList) -> HTML {
        guard list.matches.contains(true) else { return nothing(list) }
        let cut: HTML? =
            list.isCut ? "<p class=\"flash\">\(t("Only the first \(goalListLimit) goals are shown. Narrow them with a filter."))</p>" : nil
        return "\(cut)\(list.filter.look == .tree ? goalTree(list) : goalTable(list))\(goalListFoot(list))"
    }

    /// What can be done with these goals as a whole.
    private func goalListFoot(_ list: GoalList) -> HTML {
        let csv = address(list.filter) + (list.filter.query.isEmpty ? "?" : "&") + "format=csv"
        let file: HTML? =
            list.filter.look == .table
            ? "<a class=\"button quiet\" href=\"\(csv)\">\(icon("download", small: true))\(t("Download as CSV"))</a>" : nil
        let review: HTML? =
            may { Review.mayMake(by: $0) }
            ? "<a class=\"button quiet\" href=\"\(path("reviews", "new") + list.filter.query)\">\(icon("table", small: true))\(t("Make a review of these"))</a>"
            : nil
        return "<p class=\"table-foot\">\(file)\(review)<a class=\"button quiet\" href=\"\(path("reviews"))\">\(t("All reviews"))</a></p>"
    }

    private func nothing(_ list: GoalList) -> HTML {
        if list.filter.isOpen, list.filter.span == .now {
            return empty(
                t("No goals here yet"),
                t("A goal says what will be different, for whom, and by when. Begin with the one that matters most."),
                actions: newGoalButton(primary: false), level: 2)
        }
        let wider = "<a class=\"button\" href=\"\(address(list.filter.widened))\">\(t("Take away filters"))</a>" as HTML
        return empty(
            t("No goal fits these filters"), t("Something may be hidden by the cycle or another filter."), actions: wider, level: 2)
    }

    // MARK: The tree

    private func goalTree(_ list: GoalList) -> HTML {
        let ids = list.rows.map(\.goal.id)
        let isLarge = list.rows.count > 500
        let tree = GoalTree(ids: ids, links: list.links, matches: list.matches, openLevels: isLarge && list.filter.isOpen ? 2 : .max)
        return """
            <table class="tree"><caption class="visually-hidden">\(t("Goals as a tree. The upright mark on a bar is what was expected by today."))</caption>
            <thead><tr><th scope="col">\(t("Goal"))</th><th scope="col" class="c-status">\(t("Status"))</th><th scope="col" class="c-progress">\
            \(t("Progress and plan"))</th><th scope="col" class="c-confidence number">\(t("Confidence"))</th><th scope="col" class="c-owner"><span \
            class="name">\(t("Owner"))</span></th><th scope="col" class="c-seen number">\(t("Check-in"))</th></tr></thead>
            <tbody data-rows>
            \(tree.rows.map { treeRow($0, list) })</tbody></table>
            """
    }

    private func treeRow(_ row: GoalTree.Row, _ list: GoalList) -> HTML {
        let (goal, standing) = (list.rows[row.goal].goal, list.standings[row.goal])
        let title = shortened(goal.title, to: 300)
        let again: HTML? = row.alsoUnder == nil ? nil : "-\(row.level)-\(row.goal)"
        return """
            <tr data-level="\(row.level)" id="g-\(goal.id.text)\(again)"\(when(row.isContext, " data-context"))\(when(row.isFolded, " data-folded"))>\
            <th scope="row"><div>\(twist(row, title))\(when(row.level > 1, levelWords(row.level)))<a class="title" href="\(path("goals", goal.id))"\
            \(when(title.utf8.count > 56, " title=\"\(title)\""))>\(title)</a>\(stageWords(goal, row, list))</div></th>\(goalCells(list.rows[row.goal], standing))</tr>

            """
    }

    private func levelWords(_ level: Int) -> HTML {
        "<span class=\"visually-hidden\">\(t("Level \(level):")) </span>"
    }

    private func twist(_ row: GoalTree.Row, _ title: String) -> HTML {
        guard row.hasChildren else { return "<span class=\"no-twist\"></span>" }
        return """
            <button type="button" class="twist" aria-expanded="\(row.isOpen ? "true" : "false" as HTML)" aria-label="\(t("Parts of \(title)"))">\
            \(icon("chevron", small: true))</button>
            """
    }

    /// What stands behind the title: draft or proposed, closed and how, and where else the goal stands.
    private func stageWords(_ goal: Goal, _ row: GoalTree.Row, _ list: GoalList) -> HTML? {
        if let parent = row.alsoUnder {
            let above = parent >= 0 ? shortened(list.rows[parent].goal.title, to: 30) : ""
            return "<span class=\"stage\">\(t("also under \(above)"))</span>"
        }
        if row.isContext, goal.stage != .draft { return nil }
        if goal.stage != .committed { return "<span class=\"stage\">\(stage(of: goal))</span>" }
        return list.rows[row.goal].isUnaligned ? "<span class=\"stage\">\(t("serves no goal yet"))</span>" : nil
    }

    private func goalCells(_ row: GoalRow, _ standing: Standing) -> HTML {
        """
        <td>\(status(standing.status))\(gap(standing))</td>\
        <td>\(progressWithNumber(standing.progress, expected: standing.expected, status: standing.status))</td>\
        <td class="number">\(confidence(row.goal.confidence))</td>\
        <td>\(person(row.owner))</td>\
        <td class="number seen">\(seen(row.goal.lastCheckInAt))</td>
        """
    }

    /// "draft", "proposed", or how it was closed.
    func stage(of goal: Goal) -> HTML {
        switch goal.stage {
        case .draft: t("draft")
        case .proposed: t("proposed")
        case .committed: t("committed")
        case .closed: goal.outcome.map { t($0.inSentence) } ?? t("closed")
        }
    }

    func confidence(_ percent: Int?) -> String { percent.map { tongue.percent(Double($0) / 100) } ?? "–" }

    /// When somebody last checked in, in the fewest words: the exact day on hover.
    func seen(_ moment: Moment?) -> HTML {
        guard let moment else { return "–" }
        let day = moment.day(in: tongue.zone)
        return "<span title=\"\(tongue.fullDay(day))\">\(t(tongue.relative(day, today: today)))</span>"
    }

    /// How far from plan, in two words; where the owner gave another status, what the numbers say.
    func gap(_ standing: Standing) -> HTML? {
        if standing.status != standing.computed { return " <span class=\"gap\">\(t("numbers: \(standing.computed.inSentence)"))</span>" }
        return standing.short.map { " <span class=\"gap\">\(t($0))</span>" }
    }
}

extension GoalFilter.Preset {
    var words: Phrase {
        switch self {
        case .all: "All"
        case .mine: "Mine"
        case .team: "My team’s"
        case .risk: "At risk or off track"
        case .quiet: "No update in 7 days"
        case .overdue: "Overdue"
        case .nobody: "No owner"
        case .unaligned: "Unaligned"
        case .closed: "Closed lately"
        }
    }
}
