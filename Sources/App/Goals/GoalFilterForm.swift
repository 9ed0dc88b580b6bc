import Domain

/// The row of filters above the goals: a form with GET, so that what is chosen stands in the address.
extension Page {
    /// - Parameter place: the page that the filters lead to; that of goals unless another one uses them.
    func goalFilters(_ list: GoalList, at place: String? = nil) -> HTML {
        let filter = list.filter
        let kept = filter.fields.filter { ["view", "preset", "sort"].contains($0.name) }
        return """
            <form class="filters" data-filters method="get" action="\(place ?? path("goals"))" aria-label="\(t("Filters"))">\(kept.map { hidden($0.name, $0.value) })
            \(choice("cycle", t("Cycle"), cycleOptions(list), chosen: filter.spanText, attributes: " data-key=\"f\""))
            \(choice("team", t("Team"), [any] + teamOptions(list.teams), chosen: filter.team?.text))
            \(choice("owner", t("Owner"), [any] + ownerOptions(list), chosen: filter.owner?.text))
            \(choice("status", t("Status"), [any] + Status.allCases.map { ($0.slug, t($0.word)) }, chosen: filter.status?.slug))
            \(choice("stage", t("Stage"), [any] + Goal.Stage.allCases.map { ($0.rawValue, t($0.word)) }, chosen: filter.stage?.rawValue))
            <label class="filter">\(icon("search", small: true))<input id="filter-q" name="q" aria-label="\(t("Words in the title"))" \
            type="search" value="\(filter.text)" maxlength="200" placeholder="\(t("Title"))"></label>
            <button class="button small without-script">\(t("Show"))</button>\(place == nil ? takeAway(filter) : nil)
            <span class="result" data-live="result">\(result(list))</span>
            </form>
            """
    }

    /// For one team and those below it, or for all.
    func teamFilter(_ teams: [Team], chosen: ID<Team>?) -> HTML {
        choice("team", t("Team"), [any] + teamOptions(teams), chosen: chosen?.text)
    }

    private typealias Option = (value: String, label: HTML)

    private var any: Option { ("", t("any")) }

    private func choice(_ name: String, _ label: HTML, _ options: [Option], chosen: String?, attributes: HTML = "") -> HTML {
        """
        <label class="filter">\(label)<select id="filter-\(name)" name="\(name)"\(attributes)>\(choices(options, chosen: chosen ?? ""))</select></label>
        """
    }

    private func takeAway(_ filter: GoalFilter) -> HTML? {
        guard !filter.isOpen || filter.span != .now else { return nil }
        let bare = GoalFilter().with { $0.look = filter.look }
        return "<a class=\"filter\" href=\"\(address(bare))\">\(icon("close", small: true))\(t("Take away filters"))</a>"
    }

    private func cycleOptions(_ list: GoalList) -> [Option] {
        let running = list.running.map(\.name).joined(separator: ", ")
        var options: [Option] = running.isEmpty ? [("", t("all"))] : [("", t("now: \(running)")), ("all", t("all"))]
        options += list.cycles.map { ($0.id.text, HTML(escaping: $0.name)) }
        return options
    }

    /// Teams below teams, one dash per level.
    private func teamOptions(_ teams: [Team]) -> [Option] {
        let byParent = Dictionary(grouping: teams, by: \.parentID)
        func below(_ parent: ID<Team>?, _ depth: Int) -> [Option] {
            guard depth < 12 else { return [] }
            return (byParent[parent] ?? []).flatMap { team in
                [(team.id.text, HTML(escaping: String(repeating: "– ", count: depth) + team.name))] + below(team.id, depth + 1)
            }
        }
        return below(nil, 0)
    }

    private func ownerOptions(_ list: GoalList) -> [Option] {
        var owners = list.owners
        if let viewer { owners = owners.filter { $0.id == viewer.id } + owners.filter { $0.id != viewer.id } }
        return owners.map { ($0.id.text, $0.id == viewer?.id ? t("\($0.name) (me)") : HTML(escaping: $0.name)) }
    }

    /// "33 goals, 18 people who own them"
    private func result(_ list: GoalList) -> HTML {
        let goals = list.matching
        let people = Set(goals.compactMap { list.rows[$0].goal.ownerID }).count
        let first = goals.count == 1 ? t("1 goal") : t("\(goals.count) goals")
        switch people {
        case 0: return first
        case 1: return t("\(first), 1 person who owns them")
        default: return t("\(first), \(people) people who own them")
        }
    }
}
