import Domain

extension Page {
    /// Teams as a tree, each with its lead, its people and its goals.
    func teamsPage(_ tree: TeamTree) -> HTML {
        let known = Set(tree.teams.map(\.id))
        let roots = tree.teams.filter { team in team.parentID.map { !known.contains($0) } ?? true }
        return layout(
            t("Teams"), at: .team, topics: ["workspace"],
            """
            \(head(t("Teams"), lede: t("Who works with whom, and what for."), actions: newTeam(" primary")))
            \(peopleTabs(at: "teams"))
            <div class="after-tabs" data-live="teams">\(roots.isEmpty ? noTeams : "<ul class=\"teams\">\(roots.map { branch($0, tree, level: 1) })</ul>")</div>
            """)
    }

    private func newTeam(_ emphasis: HTML = "") -> HTML? {
        guard let viewer, viewer.isAdmin || !viewer.leads.isEmpty else { return nil }
        return "<a class=\"button\(emphasis)\" href=\"\(path("teams", "new"))\">\(icon("plus"))\(t("New team"))</a>"
    }

    private var noTeams: HTML {
        empty(
            t("No teams yet"), t("A team has a purpose and a lead, and its goals can be for its eyes only. Goals do without one, too."),
            actions: newTeam(), level: 2)
    }

    private func branch(_ team: Team, _ tree: TeamTree, level: Int) -> HTML {
        let children = level > 30 ? [] : tree.teams.filter { $0.parentID == team.id }
        let below: HTML = "<ul>\(children.map { branch($0, tree, level: level + 1) })</ul>"
        let lead = team.leadID.flatMap { id in tree.names[id].map { (id: id, name: $0) } }
        return """
            <li id="t-\(team.id.text)"><div class="team"><h2><a href="\(path("teams", team.id))">\(team.name)</a></h2>\
            \(when(!team.purpose.isEmpty, "<p>\(firstLine(team.purpose))</p>"))\
            <p class="meta">\(lead.map { t("led by \($0.name)") } ?? t("nobody leads it"))</p>\
            <span class="aside">\(counts(people: tree.people[team.id] ?? 0, goals: tree.goals[team.id] ?? 0))</span></div>\
            \(when(!children.isEmpty, below))</li>

            """
    }

    private func counts(people: Int, goals: Int) -> HTML {
        "\(t(people == 1 ? "one person" : "\(people) people")) · \(t(goals == 1 ? "one goal" : "\(goals) goals"))"
    }

    private func firstLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return line.count > 200 ? line.prefix(199) + "…" : line
    }

    /// One team: why it exists, who is on it, what it wants now.
    func teamPage(_ view: TeamView, _ state: FormState = .fresh) -> HTML {
        let team = view.team
        let mayEdit = viewer.map { view.mayEdit(by: $0).isGranted } ?? false
        let crumbs = [(t("Teams"), path("teams"))] + view.above.reversed().map { (HTML(escaping: $0.name), path("teams", $0.id)) }
        let edit: HTML = "<a class=\"button\" href=\"\(path("teams", team.id, "edit"))\">\(icon("edit"))\(t("Edit"))</a>"
        return layout(
            HTML(escaping: team.name), at: .team, topics: state.typed == nil ? ["workspace", "team:\(team.id)"] : [],
            """
            \(head(HTML(escaping: team.name), crumbs: crumbs, lede: team.purpose.isEmpty ? nil : HTML(escaping: team.purpose), actions: when(mayEdit, edit)))
            \(formProblems(state))
            <div class="page-body with-rail"><div class="column">
            \(section("goals", t("Goals of the running cycles"), count: view.goals.isEmpty ? nil : "\(view.goals.count)", aside: dashboardLink(view), goals(of: view)))
            \(section("members", t("People"), count: "\(view.members.count)", members(view, state, mayEdit: mayEdit)))
            \(when(!view.children.isEmpty, section("below", t("Teams below"), childList(view))))
            </div><aside class="rail">\(section("facts", t("About"), teamFacts(view)))\(mayEdit ? teamActions(view) : nil)</aside></div>
            """)
    }

    /// To the numbers of this team in the cycle that runs.
    private func dashboardLink(_ view: TeamView) -> HTML? {
        guard let cycle = navigation.cycle, !view.goals.isEmpty else { return nil }
        return "<a class=\"aside\" href=\"\(path("cycles", cycle.id))?team=\(view.team.id.text)\">\(t("Dashboard"))</a>"
    }

    private func goals(of view: TeamView) -> HTML {
        guard view.goals.isEmpty else { return goalTable(view.goals, withOwner: true) }
        let draft: HTML = "<a class=\"button\" href=\"\(path("goals", "new"))?team=\(view.team.id)\">\(t("Draft a goal"))</a>"
        return empty(
            t("No goals in the running cycles"), t("What should be different for the people this team works for?"),
            actions: (viewer?.person.role ?? .guest) >= .member ? draft : nil)
    }

    private func members(_ view: TeamView, _ state: FormState, mayEdit: Bool) -> HTML {
        let items = view.members.map { member -> HTML in
            let remove: HTML = """
                <form method="post" action="\(path("teams", view.team.id, "members", member.id, "removal"))"><button class="button quiet">\
                \(t("Remove"))<span class="visually-hidden"> \(member.name)</span></button></form>
                """
            return "<li>\(person((member.id, member.name)))\(mayEdit ? remove : "<span class=\"mute\">\(t(member.role.word))</span>")</li>"
        }
        let list: HTML =
            items.isEmpty ? "<p class=\"mute\">\(t("Nobody is on this team yet."))</p>" : "<ul class=\"list devices\">\(items)</ul>"
        return "\(list)\(mayEdit && !view.others.isEmpty ? addMember(view, state) : nil)"
    }

    private func addMember(_ view: TeamView, _ state: FormState) -> HTML {
        let options = [(value: "", label: t("Choose someone"))] + view.others.map { (value: $0.id.text, label: HTML(escaping: $0.name)) }
        return """
            <form class="form mt" method="post" action="\(path("teams", view.team.id, "members"))">\(select("person", t("Add to the team"), options: options, state))
            <div class="form-foot"><button class="button">\(t("Add"))</button></div></form>
            """
    }

    private func childList(_ view: TeamView) -> HTML {
        let items = view.children.map { child -> HTML in
            """
            <li><strong><a href="\(path("teams", child.id))">\(child.name)</a></strong>\
            \(when(!child.purpose.isEmpty, "<p class=\"meta\">\(firstLine(child.purpose))</p>"))</li>
            """
        }
        return "<ul class=\"list\">\(items)</ul>"
    }

    private func teamFacts(_ view: TeamView) -> HTML {
        let above = view.above.first.map { "<a href=\"\(path("teams", $0.id))\">\($0.name)</a>" as HTML }
        return """
            <dl class="facts"><dt>\(t("Lead"))</dt><dd>\(view.lead.map { person(($0.id, $0.name)) } ?? t("nobody yet"))</dd>\
            <dt>\(t("People"))</dt><dd>\(view.members.count)</dd>\(above.map { "<dt>\(t("Part of"))</dt><dd>\($0)</dd>" as HTML })</dl>
            """
    }

    private func teamActions(_ view: TeamView) -> HTML {
        """
        <div class="button-row"><a class="button quiet" href="\(path("invitations", "new"))?team=\(view.team.id)">\(t("Invite into this team"))</a>\
        <a class="button quiet" href="\(path("teams", "new"))?parent=\(view.team.id)">\(t("New team below"))</a></div>
        """
    }
}
