import Domain

extension Page {
    func invitationsPage(_ rows: [InvitationRow]) -> HTML {
        let make: HTML = "<a class=\"button primary\" href=\"\(path("invitations", "new"))\">\(icon("plus"))\(t("Invite people"))</a>"
        return layout(
            t("Invitations"), at: .team, topics: ["workspace"],
            """
            \(head(t("Invitations"), crumbs: [(t("People"), path("people"))], lede: t("Links that let people in. What a link was is not kept, so it cannot be shown again."), actions: make))
            <div data-live="invitations">\(rows.isEmpty ? empty(t("No invitations yet"), t("Make a link and send it the way your team talks anyway."), actions: make, level: 2) : invitationTable(rows))</div>
            """)
    }

    private func invitationTable(_ rows: [InvitationRow]) -> HTML {
        """
        <table class="table stacks"><thead><tr><th scope="col">\(t("For"))</th><th scope="col">\(t("State"))</th><th scope="col" class="number">\(t("Joined"))</th>\
        <th scope="col">\(t("Made by"))</th><th scope="col">\(t("Until"))</th><th scope="col"><span class="visually-hidden">\(t("Actions"))</span></th></tr></thead>
        <tbody>\(rows.map(invitationRow))</tbody></table>
        """
    }

    private func invitationRow(_ row: InvitationRow) -> HTML {
        let invitation = row.invitation
        let state = invitation.state(at: now)
        let revoke: HTML = """
            <form method="post" action="\(path("invitations", invitation.id, "revocation"))"><button class="button quiet">\(t("Take back"))</button></form>
            """
        return """
            <tr id="i-\(invitation.id.text)"><th scope="row">\(whom(row))<span class="note">\(invitation.note)</span></th><td>\(t(state.word))</td>\
            <td class="number">\(t("\(invitation.taken) of \(invitation.places)"))</td><td>\(row.madeBy)</td>\
            <td>\(date(invitation.expiresAt.day(in: tongue.zone)))</td><td>\(when(state == .open, revoke))</td></tr>

            """
    }

    private func whom(_ row: InvitationRow) -> HTML {
        if let person = row.person { return t("\(person), as \(t(row.invitation.role.word))") }
        let role = t(row.invitation.role.word)
        return row.team.map { t("\(role), team \($0)") } ?? role
    }

    func newInvitationPage(_ draft: Invitation.Draft, _ choices: InvitationChoices, _ state: FormState, formKey: String) -> HTML {
        let isAdmin = viewer?.isAdmin == true
        let none: [(value: String, label: HTML)] = isAdmin ? [(value: "", label: t("no team"))] : []
        let teams = none + choices.teams.map { (value: $0.id.text, label: HTML(escaping: $0.name)) }
        return layout(
            t("Invite people"), at: .team,
            """
            \(head(t("Invite people"), crumbs: [(t("Invitations"), path("invitations"))],
                lede: t("You get a link to send yourself: in a message, in a mail, on a slip of paper.")))
            <form class="form" method="post" action="\(path("invitations"))">\(hidden("form_key", formKey))\(formProblems(state))
            \(radios("role", t("Role"), options: roleOptions, value: draft.role.rawValue, state))
            \(when(isAdmin && !choices.people.isEmpty, placeField(draft, choices, state)))
            \(when(!teams.isEmpty, select("team_id", t("Team"), options: teams, value: draft.teamID?.text ?? "", state)))
            <div class="form-row">\(textField("places", t("For how many people"), value: "\(draft.places)", state, attributes: "inputmode=\"numeric\" maxlength=\"3\""))\
            \(textField("days", t("For how many days"), value: "\(draft.days)", state, hint: t("between 1 and 90"), attributes: "inputmode=\"numeric\" maxlength=\"2\""))</div>
            \(textField("note", t("Note for the list"), value: draft.note, state, hint: t("So that you know later whom it was for."), optional: true, attributes: "maxlength=\"200\""))
            \(formFoot(t("Make the link"), cancel: path("invitations")))</form>
            """)
    }

    private var roleOptions: [(value: String, label: HTML, hint: HTML)] {
        (viewer?.rolesToInvite ?? []).reversed().map { (value: $0.rawValue, label: t($0.word), hint: t($0.meaning)) }
    }

    private func placeField(_ draft: Invitation.Draft, _ choices: InvitationChoices, _ state: FormState) -> HTML {
        let people = [(value: "", label: t("someone new"))] + choices.people.map { (value: $0.id.text, label: HTML(escaping: $0.name)) }
        return select(
            "person_id", t("For whom"), options: people, value: draft.personID?.text ?? "", state,
            hint: t("Whoever accepts it becomes this person here, with the goals they own."))
    }

    func invitationLinkPage(_ draft: Invitation.Draft, link: String) -> HTML {
        layout(
            t("The link"), at: .team,
            """
            \(head(t("Send this link"), crumbs: [(t("Invitations"), path("invitations"))],
                lede: linkSentence(draft)))
            \(copyRow("link", t("Link"), link))
            <div class="button-row mt"><a class="button" href="\(path("invitations", "new"))">\(t("Make another"))</a>\
            <a class="button quiet" href="\(path("invitations"))">\(t("All invitations"))</a></div>
            """)
    }

    private func linkSentence(_ draft: Invitation.Draft) -> HTML {
        let role = t(draft.role.word)
        return draft.places == 1
            ? t("It lets one person in as \(role), within \(draft.days) days. It is shown only here.")
            : t("It lets \(draft.places) people in as \(role), within \(draft.days) days. It is shown only here.")
    }

    /// What the holder of a link sees.
    func invitation(_ view: InvitationView, token: String, _ state: FormState) -> HTML {
        let place = view.team.map { t("as \(t(view.invitation.role.word)), in the team \($0)") } ?? t("as \(t(view.invitation.role.word))")
        return door(
            t("Invitation"),
            """
            <header><h1>\(t("\(view.workspace.name) invites you"))</h1><p class="lede">\(t("\(view.madeBy) asks you to join \(place)."))\
             \(view.person.map { t("Your place, “\($0.name)”, is ready.") })</p>\
            \(when(!view.workspace.purpose.isEmpty, "<p class=\"mute\">\(view.workspace.purpose)</p>"))</header>
            \(account.map { joinForm($0, token, state) } ?? newAccountForm(view, token, state))
            """)
    }

    private func joinForm(_ account: Account, _ token: String, _ state: FormState) -> HTML {
        """
        <form class="form" method="post" action="/invitations/\(token)">\(formProblems(state))<button class="button primary">\(t("Join as \(account.name)"))</button></form>
        <form method="post" action="/sign-out"><button class="button quiet">\(t("That is not me: sign out"))</button></form>
        """
    }

    private func newAccountForm(_ view: InvitationView, _ token: String, _ state: FormState) -> HTML {
        """
        <form class="form" method="post" action="/invitations/\(token)">\(browserZone)\(formProblems(state))
        \(textField("name", t("Your name"), value: view.person?.name ?? "", state, attributes: "autocomplete=\"name\" maxlength=\"200\""))
        \(textField("email", t("Your e-mail"), value: view.person?.email ?? "", state, type: "email", hint: t("You sign in with it. Nothing is sent to it."),
            attributes: "autocomplete=\"username\" maxlength=\"254\""))
        \(newPasswordField("password", t("Password"), state))
        \(languageField(tongue.language.rawValue, state))
        <button class="button primary">\(t("Join"))</button>
        </form>
        <p class="or">\(t("or"))</p>
        <a class="button" href="/sign-in?next=/invitations/\(token)">\(t("I have an account here"))</a>
        """
    }
}
