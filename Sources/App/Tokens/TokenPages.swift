import Domain

extension Page {
    /// The tokens somebody may see, and the form for another.
    func tokensPage(_ rows: [TokenRow], _ state: FormState) -> HTML {
        layout(
            t("Tokens"), at: nil, topics: state.typed == nil ? ["person:\(viewer?.id.text ?? "")", "workspace"] : [],
            """
            \(head(t("Tokens"), crumbs: [(t("Settings"), path("settings"))],
                lede: t("With a token a program does here what you may do, as far as its scope goes. \("<a href=\"/api\">\(t("How programs speak with Cairn"))</a>" as HTML)")))
            <div data-live="tokens">\(rows.isEmpty ? empty(t("No tokens yet"), t("Make one for each program, so that you can end one without the others."), level: 2) : tokenTable(rows))</div>
            \(section("new", t("A new token"), newTokenForm(state)))
            """)
    }

    private func tokenTable(_ rows: [TokenRow]) -> HTML {
        let isShared = rows.contains { $0.token.personID != viewer?.id }
        return """
            <table class="table stacks"><thead><tr><th scope="col">\(t("For which program"))</th>\(when(isShared, "<th scope=\"col\">\(t("Of"))</th>"))\
            <th scope="col">\(t("Scope"))</th><th scope="col">\(t("Last used"))</th><th scope="col">\(t("Until"))</th>\
            <th scope="col"><span class="visually-hidden">\(t("Actions"))</span></th></tr></thead>
            <tbody>\(rows.map { tokenRow($0, isShared) })</tbody></table>
            """
    }

    private func tokenRow(_ row: TokenRow, _ isShared: Bool) -> HTML {
        let token = row.token
        let end: HTML =
            token.expiresAt.map { token.works(at: now) ? date($0.day(in: tongue.zone)) : t("has ended") } ?? t("until it is revoked")
        return """
            <tr id="t-\(token.id.text)"><th scope="row">\(token.name)</th>\(when(isShared, "<td>\(person((token.personID, row.person)))</td>"))\
            <td>\(t(token.scope.word))</td><td>\(token.lastUsedAt.map(relativeTime) ?? t("not yet"))</td><td>\(end)</td>\
            <td><form method="post" action="\(path("tokens", token.id, "revocation"))"><button class="button quiet">\(t("Revoke"))\
            <span class="visually-hidden"> \(token.name)</span></button></form></td></tr>

            """
    }

    private func newTokenForm(_ state: FormState) -> HTML {
        let scopes = Token.Scope.allCases.filter { $0 < .admin || viewer?.isAdmin == true || viewer?.isLead == true }
        let options = scopes.map { (value: $0.rawValue, label: t($0.word), hint: t($0.meaning)) }
        let days = [30, 90, 365].map { (value: "\($0)", label: t("\($0) days")) } + [(value: "", label: t("until it is revoked"))]
        return """
            <form class="form" method="post" action="\(path("tokens"))">\(formProblems(state))
            \(textField("name", t("For which program"), state, hint: t("Such as “Weekly report”."), attributes: "maxlength=\"200\" autocomplete=\"off\""))
            \(radios("scope", t("Scope"), options: options, value: Token.Scope.read.rawValue, state))
            \(select("days", t("It works for"), options: days, value: "90", state))
            \(formFoot(t("Make the token")))</form>
            """
    }

    func newTokenPage(_ made: NewToken, address: String) -> HTML {
        layout(
            t("Your new token"), at: nil,
            """
            \(head(t("Your new token"), crumbs: [(t("Tokens"), path("tokens"))],
                lede: t("Copy it now, to where the program reads it. It is shown only here; if it gets lost, revoke it and make another.")))
            \(copyRow("token", t("Token"), made.secret))
            <p class="mt">\(t("Try it:"))</p>
            <pre class="api-call"><code>curl \(address)/api/v1/me -H "Authorization: Bearer \(made.secret)"</code></pre>
            <div class="button-row mt"><a class="button" href="\(path("tokens"))">\(t("All tokens"))</a></div>
            """)
    }
}
