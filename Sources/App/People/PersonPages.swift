import Domain

extension Page {
    /// Everyone in the workspace, in a table; those who left below.
    func peoplePage(_ rows: [PersonRow], matching text: String) -> HTML {
        let here = rows.filter { $0.person.state != .deactivated }
        let left = rows.filter { $0.person.state == .deactivated }
        return layout(
            t("People"), at: .team, topics: ["workspace"],
            """
            \(head(t("People"), lede: peopleSentence(here), actions: peopleActions))
            \(peopleTabs(at: "people"))
            <form class="filters" data-filters method="get" action="\(path("people"))"><label class="visually-hidden" for="q">\(t("Name or e-mail"))</label>\
            <input class="input small" id="q" name="q" type="search" value="\(text)" placeholder="\(t("Name or e-mail"))"><button class="button \
            without-script">\(t("Show"))</button></form>
            \(section("people", t("Here"), count: "\(here.count)", bare: true, here.isEmpty ? nobodyFound(text) : peopleTable(here)))
            \(when(!left.isEmpty, section("left", t("No longer here"), count: "\(left.count)", peopleTable(left))))
            """)
    }

    /// The two places of "Team": who is here, and who works with whom.
    func peopleTabs(at place: String) -> HTML {
        let tabs = [("teams", t("Teams")), ("people", t("People"))].map { name, label -> HTML in
            "<a href=\"\(path(name))\"\(when(name == place, " aria-current=\"page\""))>\(label)</a>"
        }
        return "<nav class=\"tabs\" aria-label=\"\(t("Team"))\">\(tabs)</nav>"
    }

    private func peopleSentence(_ here: [PersonRow]) -> HTML {
        let waiting = here.count { $0.person.state == .placeholder }
        switch waiting {
        case 0: return t("Everyone who can sign in to this workspace.")
        case 1: return t("One of them is named here but has not joined yet.")
        default: return t("\(waiting) of them are named here but have not joined yet.")
        }
    }

    private var peopleActions: HTML? {
        let invite: HTML = "<a class=\"button primary\" href=\"\(path("invitations", "new"))\">\(icon("plus"))\(t("Invite people"))</a>"
        let add: HTML = "<a class=\"button\" href=\"\(path("people", "new"))\">\(t("Add someone without an invitation"))</a>"
        return viewer?.mayInvite == true ? "\(when(viewer?.isAdmin == true, add))\(invite)" : nil
    }

    private func nobodyFound(_ text: String) -> HTML {
        empty(
            t("Nobody matches “\(text)”"), t("Part of a name or an address is enough."),
            actions:
                "<a class=\"button\" href=\"\(path("people"))\">\(t("Show everyone"))</a>")
    }

    private func peopleTable(_ rows: [PersonRow]) -> HTML {
        """
        <table class="table stacks roster"><thead><tr><th scope="col">\(t("Name"))</th><th scope="col">\(t("Role"))</th><th scope="col">\(t("Teams"))</th>\
        <th scope="col" class="number">\(t("Open goals"))</th><th scope="col">\(t("Last seen"))</th></tr></thead>
        <tbody data-rows>\(rows.map(personRow))</tbody></table>
        """
    }

    private func personRow(_ row: PersonRow) -> HTML {
        let isGone = row.person.state == .deactivated
        return """
            <tr id="p-\(row.person.id.text)"\(when(isGone, " class=\"left\""))><th scope="row">\(person((row.person.id, row.person.name)))\
            <span class="note">\(shownEmail(row.person))</span></th><td>\(t(row.person.role.word))</td><td>\(row.teams.joined(separator: ", "))</td>\
            <td class="number">\(row.goals)</td><td>\(lastSeen(row))</td></tr>

            """
    }

    /// Guests see names; addresses are for those who work here.
    private func shownEmail(_ person: Person) -> String {
        (viewer?.person.role ?? .guest) >= .member || person.id == viewer?.id ? person.email ?? "" : ""
    }

    private func lastSeen(_ row: PersonRow) -> HTML {
        switch row.person.state {
        case .deactivated: return t("deactivated")
        case .placeholder:
            let invite: HTML =
                "<a class=\"button small\" href=\"\(inviteLink(row.person))\">\(t("Invite"))<span class=\"visually-hidden\"> \(row.person.name)</span></a>"
            return "<span class=\"mute\">\(t("not joined yet"))</span> \(when(viewer?.isAdmin == true, invite))"
        case .active: return row.lastSeenAt.map(relativeTime) ?? t("not yet")
        }
    }

    func inviteLink(_ person: Person) -> String { path("invitations", "new") + "?person=\(person.id)" }

    func newPersonPage(_ state: FormState, formKey: String) -> HTML {
        layout(
            t("Add someone"), at: .team,
            """
            \(head(t("Add someone without an invitation"), crumbs: [(t("People"), path("people"))],
                lede: t("They can own goals at once, and join later by an invitation made for them.")))
            <form class="form" method="post" action="\(path("people"))">\(hidden("form_key", formKey))\(formProblems(state))
            \(textField("name", t("Name"), state, attributes: "maxlength=\"200\" autocomplete=\"off\""))
            \(textField("email", t("E-mail"), state, type: "email", optional: true, attributes: "maxlength=\"254\" autocomplete=\"off\""))
            \(formFoot(t("Add"), cancel: path("people")))</form>
            """)
    }

    func passwordLinkPage(_ person: Person, link: String) -> HTML {
        layout(
            t("A link for \(person.name)"), at: .team,
            """
            \(head(t("A link for \(person.name)"), crumbs: [(t("People"), path("people")), (HTML(escaping: person.name), path("people", person.id))],
                lede: t("It works once and for one day. It is shown only here: copy it and hand it over yourself.")))
            \(copyRow("link", t("Link for a new password"), link))
            """)
    }

    /// A secret that is shown once, with a button that copies it.
    func copyRow(_ id: String, _ label: HTML, _ text: String) -> HTML {
        """
        <div class="form"><div class="field"><label for="\(id)">\(label)</label><div class="copy-row"><input class="input" id="\(id)" readonly value="\(text)">\
        <button type="button" class="button with-script" data-copy="\(id)" data-copied="\(t("Copied"))">\(t("Copy"))</button></div></div></div>
        """
    }
}
