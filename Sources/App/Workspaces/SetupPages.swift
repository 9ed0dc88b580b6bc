import Domain

extension Page {
    /// One form: the workspace, and who owns it unless somebody is signed in.
    func setup(_ state: FormState, key: String) -> HTML {
        door(
            t("A new workspace"),
            """
            <header><h1>\(t("A place for your goals"))</h1><p class="lede">\(t("Everything here can be changed later."))</p></header>
            <form class="form" method="post" action="/setup">\(hidden("key", key))\(formProblems(state))
            \(textField("workspace", t("Name of the workspace"), state, hint: t("As people say it: the name of your organisation."), attributes: "maxlength=\"100\""))
            \(textArea("purpose", t("Why it exists"), state, rows: 3, hint: t("Two or three sentences that every goal will answer to. You can leave it for later.")))
            \(account == nil ? ownerFields(state) : nil)
            <button class="button primary">\(t("Create the workspace"))</button>
            </form>
            """)
    }

    private func ownerFields(_ state: FormState) -> HTML {
        """
        \(textField("name", t("Your name"), state, attributes: "autocomplete=\"name\" maxlength=\"100\""))
        \(textField("email", t("Your e-mail"), state, type: "email", hint: t("You sign in with it. Nothing is sent to it."),
            attributes: "autocomplete=\"username\" maxlength=\"320\""))
        \(newPasswordField("password", t("Password"), state))
        <div class="form-row">\(languageField(tongue.language.rawValue, state))\(timeZoneField("UTC", state, asksBrowser: true))</div>
        """
    }

    /// The workspaces of somebody who has several, or none. A link to a new one stands there only for whoever may make it.
    func workspacesPage(_ viewers: [Viewer], mayMake: Bool) -> HTML {
        let items = viewers.map { viewer -> HTML in
            """
            <li><a href="/\(viewer.workspace.slug)/today"><span class="name">\(viewer.workspace.name)</span><small>\(t(viewer.person.role.word))</small>\
            \(icon("arrow"))</a></li>
            """
        }
        let none = empty(t("You are in no workspace"), t("Open the invitation you were sent, or make a workspace of your own."), level: 2)
        let another = viewers.isEmpty ? t("Create a workspace") : t("Create another")
        let demo: HTML =
            "<p class=\"mute\">\(t("You look around as somebody of the demo. Sign out first, then make your own workspace."))</p>"
        return door(
            t("Workspaces"),
            """
            <header><h1>\(t("Workspaces"))</h1></header>
            \(viewers.isEmpty ? none : "<ul class=\"workspaces\">\(items)</ul>")
            <div class="door-actions">\(mayMake ? "<a class=\"button\" href=\"/setup\">\(another)</a>" : demo)
            <a class="button quiet" href="/account">\(t("Your account"))</a>
            <form method="post" action="/sign-out"><button class="button quiet">\(t("Sign out"))</button></form></div>
            """)
    }

    /// The first steps in a new workspace, each done or still to do.
    func beginPage(_ steps: FirstSteps, _ state: FormState = .fresh) -> HTML {
        layout(
            t("First steps"), at: nil, topics: ["workspace"],
            """
            \(head(t("Three stones to begin with"), lede: t("Each takes a few minutes. You can leave at any time; what you wrote stays."),
                actions: "<a class=\"button quiet\" href=\"\(path("today"))\">\(t("Go to Today"))</a>"))
            <ol class="steps" data-live="steps">\(purposeStep(steps, state))\(peopleStep(steps))\(goalStep(steps))</ol>
            """)
    }

    private func purposeStep(_ steps: FirstSteps, _ state: FormState) -> HTML {
        let name = viewer?.workspace.name ?? ""
        let form: HTML = """
            <form class="form" method="post" action="\(path("purpose"))">\(hidden("version", "\(steps.workspace.version)"))\(formProblems(state))
            \(textArea("purpose", t("Purpose of \(name)"), value: steps.workspace.purpose, state, rows: 3, optional: false, attributes: "maxlength=\"2000\""))
            <div class="form-foot"><button class="button primary">\(t("Save and go on"))</button></div></form>
            """
        let isDone = !steps.workspace.purpose.isEmpty && state.typed == nil
        return """
            <li\(when(isDone, " class=\"done\""))><div><h2>\(t("Say why you exist"))</h2><p>\(isDone ? HTML(escaping: steps.workspace.purpose)
                : t("Two or three sentences that every goal will answer to. Write it as you would say it to a new colleague."))</p></div>\
            \(isDone || viewer?.isAdmin != true ? nil : form)</li>
            """
    }

    private func peopleStep(_ steps: FirstSteps) -> HTML {
        let link: HTML = "<a class=\"button\" href=\"\(path("invitations", "new"))\">\(t("Invite people"))</a>"
        return """
            <li\(when(steps.hasPeople, " class=\"done\""))><div><h2>\(t("Bring your team"))</h2><p>\
            \(t("Invite people with a link. Five are enough to start; nobody needs training."))</p></div>\(when(viewer?.mayInvite == true, link))</li>
            """
    }

    private func goalStep(_ steps: FirstSteps) -> HTML {
        """
        <li\(when(steps.hasGoals, " class=\"done\""))><div><h2>\(t("Draft the first goal"))</h2><p>\
        \(t("What should be different in three months, and for whom? A draft is enough; the others can shape it with you."))</p></div>\
        <a class="button" href="\(path("goals", "new"))">\(t("Draft a goal"))</a></li>
        """
    }
}

/// How far a new workspace has come.
struct FirstSteps: Sendable {
    var workspace: Workspace
    var hasPeople: Bool
    var hasGoals: Bool
}
