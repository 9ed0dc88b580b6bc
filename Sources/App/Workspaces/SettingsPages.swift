import Domain

extension Page {
    /// What the workspace is and by which rule it judges: to change for admins, to read for everyone else.
    func settingsPage(_ workspace: Workspace, _ state: FormState) -> HTML {
        layout(
            t("Settings"), at: nil, topics: state.typed == nil ? ["workspace"] : [],
            """
            \(head(t("Settings"), lede: sentence(workspace.rule)))
            \(viewer?.isAdmin == true ? settingsForm(workspace, state) : settingsFacts(workspace))
            \(settingsLinks)
            """)
    }

    /// The rule as people say it.
    private func sentence(_ rule: StatusRule) -> HTML {
        t(
            "A goal is on track while it is up to \(rule.atRiskGap) points behind plan, at risk up to \(rule.offTrackGap), and off track beyond. A check-in is due every \(rule.rhythmDays) days; \(rule.graceDays) days later the goal is stale."
        )
    }

    private func settingsForm(_ workspace: Workspace, _ state: FormState) -> HTML {
        """
        <form method="post" action="\(path("settings"))">\(hidden("version", "\(workspace.version)"))\(formProblems(state))
        \(theirs(settingsTexts(workspace), state))
        \(setting(t("Workspace"), t("Its address, /\(workspace.slug), stays as it is, so that links stay."), "<div class=\"form\">\(workspaceFields(workspace, state))</div>"))
        \(setting(t("Status"), t("Gaps are points behind plan. Every status is reckoned anew when you save."), "<div class=\"form\">\(ruleFields(workspace.rule, state))</div>"))
        \(setting(t("Commitment"), t("What a goal must have before people promise it."), "<div class=\"form\">\(checkbox("asks_for_numbers", t("Each number has a baseline and a target"), on: workspace.asksForNumbers, state, hint: t("Without it, the coach only points at what is missing.")))</div>"))
        <div class="setting"><div></div><div class="form">\(formFoot(t("Save")))</div></div></form>
        """
    }

    private func settingsTexts(_ workspace: Workspace) -> [(label: HTML, name: String, stored: String)] {
        [
            (t("Name"), "name", workspace.name), (t("Purpose"), "purpose", workspace.purpose),
            (t("At risk beyond"), "at_risk_gap", "\(workspace.rule.atRiskGap)"),
            (t("Off track beyond"), "off_track_gap", "\(workspace.rule.offTrackGap)"),
        ]
    }

    private func workspaceFields(_ workspace: Workspace, _ state: FormState) -> HTML {
        """
        \(textField("name", t("Name"), value: workspace.name, state, attributes: "maxlength=\"100\""))
        \(textArea("purpose", t("Purpose"), value: workspace.purpose, state, rows: 3))
        <div class="form-row">\(languageField(workspace.language, state))\(timeZoneField(workspace.timeZone, state))</div>
        """
    }

    private func ruleFields(_ rule: StatusRule, _ state: FormState) -> HTML {
        func number(_ name: String, _ label: HTML, _ value: Int, _ hint: HTML) -> HTML {
            textField(name, label, value: "\(value)", state, hint: hint, attributes: "inputmode=\"numeric\" maxlength=\"3\"")
        }
        return """
            <div class="form-row">\(number("at_risk_gap", t("At risk beyond"), rule.atRiskGap, t("points behind plan")))\
            \(number("off_track_gap", t("Off track beyond"), rule.offTrackGap, t("points behind plan")))</div>
            <div class="form-row">\(number("rhythm_days", t("A check-in every"), rule.rhythmDays, t("days, unless a goal says otherwise")))\
            \(number("grace_days", t("Days of grace"), rule.graceDays, t("days after it was due, then it is stale")))</div>
            """
    }

    private func settingsFacts(_ workspace: Workspace) -> HTML {
        """
        <dl class="facts wide"><dt>\(t("Name"))</dt><dd>\(workspace.name)</dd><dt>\(t("Purpose"))</dt><dd>\
        \(workspace.purpose.isEmpty ? t("Not written yet.") : HTML(escaping: workspace.purpose))</dd>\
        <dt>\(t("Time zone"))</dt><dd>\(workspace.timeZone)</dd></dl>
        <p class="mute mt">\(t("Only owners and admins of the workspace can do this."))</p>
        """
    }

    private var settingsLinks: HTML {
        let isAdmin = viewer?.isAdmin == true
        let links: [HTML?] = [
            link("people", t("People"), t("Who is here, and what they may do.")), link("teams", t("Teams"), t("Who works with whom.")),
            when(viewer?.mayInvite == true, link("invitations", t("Invitations"), t("Links that let people in."))),
            when(viewer.map { Screen.mayMake(by: $0).isGranted } == true, link("screens", t("Screens"), t("A dashboard on a wall."))),
            link("tokens", t("Tokens"), t("For programs that read or write here for you.")),
            when(isAdmin, link("import", t("Import"), t("Goals and check-ins from a table."))),
            when(isAdmin, link("export", t("Export"), t("Everything, as one file."))),
            when(isAdmin, link("audit", t("Audit log"), t("Who came in, and who changed what others may do."))),
        ]
        return section("more", t("More to set up"), "<ul class=\"list\">\(links.compactMap { $0 })</ul>")
    }

    private func link(_ place: String, _ name: HTML, _ what: HTML) -> HTML {
        "<li><strong><a href=\"\(path(place))\">\(name)</a></strong><p class=\"meta\">\(what)</p></li>"
    }
}
