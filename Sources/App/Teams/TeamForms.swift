import Domain

extension Page {
    func newTeamPage(_ draft: Team.Draft, _ choices: TeamChoices, _ state: FormState, formKey: String) -> HTML {
        layout(
            t("New team"), at: .team,
            """
            \(head(t("New team"), crumbs: [(t("Teams"), path("teams"))]))
            <form class="form" method="post" action="\(path("teams"))" data-keep="new team">\(hidden("form_key", formKey))\(formProblems(state))
            \(teamFields(draft, choices, state, for: nil))
            \(formFoot(t("Make the team"), cancel: path("teams")))</form>
            """)
    }

    func editTeamPage(_ view: TeamView, _ choices: TeamChoices, _ state: FormState) -> HTML {
        let team = view.team
        let draft = Team.Draft(name: team.name, purpose: team.purpose, parentID: team.parentID, leadID: team.leadID)
        let texts = [(label: t("Name"), name: "name", stored: team.name), (label: t("Purpose"), name: "purpose", stored: team.purpose)]
        return layout(
            t("Edit team"), at: .team,
            """
            \(head(t("Edit team"), crumbs: [(t("Teams"), path("teams")), (HTML(escaping: team.name), path("teams", team.id))]))
            <form class="form" method="post" action="\(path("teams", team.id))" data-keep="team \(team.id.text)">\(hidden("version", "\(team.version)"))\
            \(formProblems(state))\(theirs(texts, state))
            \(teamFields(draft, choices, state, for: team))
            \(formFoot(t("Save"), cancel: path("teams", team.id)))</form>
            \(viewer?.isAdmin == true ? removal(view) : nil)
            """)
    }

    private func teamFields(_ draft: Team.Draft, _ choices: TeamChoices, _ state: FormState, for team: Team?) -> HTML {
        let parents = choices.teams.filter { other in team.map { other.id != $0.id && !other.chain(in: choices.teams).contains($0) } ?? true
        }
        let mayBeRoot = viewer?.isAdmin == true || (team != nil && draft.parentID == nil)
        let top: [(value: String, label: HTML)] = mayBeRoot ? [(value: "", label: t("none: it stands at the top"))] : []
        let teams = top + parents.map { (value: $0.id.text, label: HTML(escaping: $0.name)) }
        let leads = [(value: "", label: t("nobody yet"))] + choices.people.map { (value: $0.id.text, label: HTML(escaping: $0.name)) }
        return """
            \(textField("name", t("Name"), value: draft.name, state, attributes: "maxlength=\"200\""))
            \(textArea("purpose", t("Purpose"), value: draft.purpose, state, rows: 3, hint: t("For whom it works, and what gets better through it.")))
            <div class="form-row">\(select("lead_id", t("Lead"), options: leads, value: draft.leadID?.text ?? "", state,
                hint: t("Commits goals with the team, and keeps it up to date.")))\
            \(select("parent_id", t("Part of"), options: teams, value: draft.parentID?.text ?? "", state))</div>
            """
    }

    /// Says what is in the way, or offers to remove it.
    private func removal(_ view: TeamView) -> HTML {
        let isFree = view.goalCount == 0 && view.children.isEmpty
        let why: HTML =
            switch (view.goalCount, view.children.count) {
            case (0, 0): t("It holds no goals and no teams any more. Its people stay.")
            case (0, let teams): t("\(teams) teams stand below it. Move or remove them first.")
            case (let goals, 0): t("\(goals) goals belong to it. Give them to another team first.")
            case (let goals, let teams):
                t("\(goals) goals belong to it and \(teams) teams stand below it. Give the goals away and move the teams first.")
            }
        let form: HTML = """
            <form class="form" method="post" action="\(path("teams", view.team.id, "removal"))"><button class="button danger">\(t("Remove the team"))</button></form>
            """
        return setting(t("Remove"), why, isFree ? form : "<div></div>")
    }
}
