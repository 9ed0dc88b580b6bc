import Domain

extension Page {
    /// One person: where they work, what they own, and for admins what can be done.
    func personPage(_ view: PersonView, _ state: FormState = .fresh) -> HTML {
        let person = view.person
        return layout(
            HTML(escaping: person.name), at: .team, topics: state.typed == nil ? ["workspace", "person:\(person.id)"] : [],
            """
            \(head(HTML(escaping: person.name), crumbs: [(t("People"), path("people"))], lede: personLede(person)))
            \(formProblems(state))
            <div class="page-body with-rail"><div class="column">
            \(section("goals", t("Goals"), count: view.goals.isEmpty ? nil : "\(view.goals.count)", goalsOwned(view)))
            \(managing(view, state))
            </div><aside class="rail">\(section("facts", t("About"), personFacts(view)))</aside></div>
            """)
    }

    private func personLede(_ person: Person) -> HTML {
        switch person.state {
        case .active: t(person.role.meaning)
        case .placeholder:
            t("Named here, but not joined yet. Whoever accepts the invitation made for them takes this place, with all its goals.")
        case .deactivated: t("Cannot sign in here any more. What they made stays.")
        }
    }

    private func goalsOwned(_ view: PersonView) -> HTML {
        guard !view.goals.isEmpty else {
            return empty(t("No open goals that you can see"), t("Goals are shown to those they are meant for."))
        }
        return goalTable(view.goals, withOwner: false)
    }

    /// Goals in a few columns: what, how it stands, how far.
    func goalTable(_ lines: [OpenGoal], withOwner: Bool) -> HTML {
        let rows = lines.map { line -> HTML in
            """
            <tr id="g-\(line.id.text)"><th scope="row"><a class="goal-title" href="\(path("goals", line.id))">\(line.title)</a>\
            <span class="note">\(line.cycle ?? "")</span></th><td>\(line.stage == .committed ? status(line.status) : t(line.stage.word))</td>\
            <td>\(line.stage == .committed ? progressWithNumber(line.progress, expected: nil, status: line.status) : "")</td>\
            \(when(withOwner, "<td>\(person(line.owner))</td>"))</tr>

            """
        }
        return """
            <table class="table stacks"><thead><tr><th scope="col">\(t("Goal"))</th><th scope="col">\(t("Status"))</th><th scope="col">\(t("Progress"))</th>\
            \(when(withOwner, "<th scope=\"col\">\(t("Owner"))</th>"))</tr></thead><tbody data-rows>\(rows)</tbody></table>
            """
    }

    private func personFacts(_ view: PersonView) -> HTML {
        let teams = view.teams.map { "<a href=\"\(path("teams", $0.id))\">\($0.name)</a>" as HTML }
        let email: HTML? = view.person.email.map { "<dt>\(t("E-mail"))</dt><dd>\($0)</dd>" }
        return """
            <dl class="facts"><dt>\(t("Role"))</dt><dd>\(t(view.person.role.word))</dd>\((viewer?.person.role ?? .guest) >= .member ? email : nil)\
            <dt>\(t("Teams"))</dt><dd>\(teams.isEmpty ? t("none yet") : teams.joined(separator: ", "))</dd>\
            <dt>\(t("Last seen"))</dt><dd>\(view.lastSeenAt.map(relativeTime) ?? t("not yet"))</dd></dl>
            """
    }

    /// What the reader may do with this person; nothing dead is shown.
    private func managing(_ view: PersonView, _ state: FormState) -> HTML? {
        guard let viewer else { return nil }
        let person = view.person
        let parts: [HTML?] = [
            when(person.mayHandOver(by: viewer).isGranted && !view.holdings.isEmpty, handOverForm(view, state)),
            when(
                viewer.isAdmin && person.mayChangeRole(by: viewer).isGranted && person.state != .deactivated,
                roleForm(person, viewer, state)),
            when(viewer.isAdmin && person.state == .placeholder, inviteForm(person)),
            when(viewer.isAdmin && person.mayGetPasswordLink(from: viewer).isGranted && person.state == .active, passwordForm(person)),
            when(person.mayDeactivate(by: viewer).isGranted, accessForm(person)),
        ]
        let shown = parts.compactMap { $0 }
        return shown.isEmpty ? nil : section("manage", t("Manage"), "\(shown)")
    }

    private func handOverForm(_ view: PersonView, _ state: FormState) -> HTML {
        let options =
            [(value: "", label: t("Choose who takes them"))] + view.others.map { (value: $0.id.text, label: HTML(escaping: $0.name)) }
        let holdings = view.holdings
        return setting(
            t("Hand over"),
            t(
                "Goals: \(holdings.goals). Key results: \(holdings.keyResults). Initiatives: \(holdings.initiatives). Private ones are counted and handed over too."
            ),
            id: "hand-over",
            """
            <form class="form" method="post" action="\(path("people", view.person.id, "hand-over"))">\(select("to", t("To"), options: options, state))
            <div class="form-foot"><button class="button">\(t("Hand over all"))</button></div></form>
            """)
    }

    private func roleForm(_ person: Person, _ viewer: Viewer, _ state: FormState) -> HTML {
        let roles = Person.Role.allCases.reversed().filter { $0 <= viewer.person.role || $0 == person.role }
        let options = roles.map { (value: $0.rawValue, label: t($0.word), hint: t($0.meaning)) }
        return setting(
            t("Role"), t("Another role signs the person out, so that it holds at once."),
            """
            <form class="form" method="post" action="\(path("people", person.id, "role"))">\
            \(radios("role", t("Role"), options: options, value: person.role.rawValue, state))
            <div class="form-foot"><button class="button">\(t("Change role"))</button></div></form>
            """)
    }

    private func inviteForm(_ person: Person) -> HTML {
        setting(
            t("Invitation"), t("Whoever accepts it becomes this person here."),
            """
            <div class="form"><a class="button" href="\(inviteLink(person))">\(t("Invite \(person.name)"))</a></div>
            """)
    }

    private func passwordForm(_ person: Person) -> HTML {
        setting(
            t("Password"), t("For someone who cannot sign in any more: a link that works once, for a day."),
            """
            <form class="form" method="post" action="\(path("people", person.id, "password-link"))"><button class="button">\
            \(t("Make a link for a new password"))</button></form>
            """)
    }

    private func accessForm(_ person: Person) -> HTML {
        guard person.state != .deactivated else {
            return setting(
                t("Access"), t("They come back with the role and the teams they had."),
                """
                <form class="form" method="post" action="\(path("people", person.id, "activation"))"><button class="button">\
                \(t("Let \(person.name) in again"))</button></form>
                """)
        }
        return setting(
            t("Access"), t("Ends every sign-in at once. Goals stay theirs until they are handed over."),
            """
            <form class="form" method="post" action="\(path("people", person.id, "deactivation"))"><button class="button danger">\
            \(t("End the access of \(person.name)"))</button></form>
            """)
    }
}
