import Domain
import Foundation

/// What the account page shows beside the account itself.
struct AccountView: Sendable {
    var signIns: [SignIn]
    /// The sign-in of the browser that asks.
    var current: String
    var workspaces: [Viewer]
}

extension Page {
    /// Everything about oneself, at one address.
    func accountPage(_ account: Account, _ view: AccountView, profile: FormState, password: FormState) -> HTML {
        plain(
            t("Your account"),
            """
            \(head(t("Your account"), crumbs: wayBack(view.workspaces), lede: t("What you change here holds in every workspace."), actions: signOut))
            \(setting(t("You"), t("How others see you, and how you see Cairn."), profileForm(account, profile)))
            \(setting(t("Password"), t("At least eight characters; a few words in a row are good. Changing it signs out every other browser."), passwordForm(password)))
            \(setting(t("Where you are signed in"), t("End what you do not recognise, then change your password."), devices(view)))
            """)
    }

    /// The one workspace, or the list of them.
    private func wayBack(_ viewers: [Viewer]) -> [(HTML, String)] {
        guard viewers.count == 1 else { return [(t("Workspaces"), "/workspaces")] }
        return [("\(viewers[0].workspace.name)", "/\(viewers[0].workspace.slug)/today")]
    }

    private var signOut: HTML {
        "<form method=\"post\" action=\"/sign-out\"><button class=\"button\">\(icon("leave"))\(t("Sign out"))</button></form>"
    }

    private func profileForm(_ account: Account, _ state: FormState) -> HTML {
        """
        <form class="form" method="post" action="/account">\(hidden("version", "\(account.version)"))\(formProblems(state))
        \(theirs(accountTexts(account), state))
        \(textField("name", t("Name"), value: account.name, state, attributes: "autocomplete=\"name\" maxlength=\"100\""))
        \(textField("email", t("E-mail"), value: account.email, state, type: "email", attributes: "autocomplete=\"email\" maxlength=\"320\""))
        \(textField("current_password", t("Your password, if you change the address"), state, type: "password", optional: true,
            attributes: "autocomplete=\"current-password\""))
        <div class="form-row">\(languageField(account.language, state))\(timeZoneField(account.timeZone, state))</div>
        \(radios("theme", t("Colours"), options: themes, value: account.theme.rawValue, state))
        \(checkbox("shortcuts", t("Keys of one letter"), on: account.shortcuts, state,
            hint: t("Such as c to check in and j for the next row. They act only while you are not writing.")))
        \(formFoot(t("Save")))</form>
        """
    }

    private func accountTexts(_ account: Account) -> [(label: HTML, name: String, stored: String)] {
        [(t("Name"), "name", account.name), (t("E-mail"), "email", account.email), (t("Time zone"), "time_zone", account.timeZone)]
    }

    private var themes: [(value: String, label: HTML, hint: HTML)] {
        [("system", t("As this device has them"), ""), ("light", t("Light"), ""), ("dark", t("Dark"), "")]
    }

    private func passwordForm(_ state: FormState) -> HTML {
        """
        <form class="form" method="post" action="/account/password">\(formProblems(state))
        <input type="hidden" name="username" autocomplete="username" value="\(account?.email ?? "")">
        \(textField("old_password", t("Password until now"), state, type: "password", attributes: "autocomplete=\"current-password\""))
        \(newPasswordField("password", t("New password"), state))
        <div class="form-foot"><button class="button">\(t("Change password"))</button></div></form>
        """
    }

    private func devices(_ view: AccountView) -> HTML {
        let items = view.signIns.map { signIn -> HTML in
            let isThis = signIn.id == view.current
            let end: HTML = """
                <form method="post" action="/account/sign-ins/\(signIn.id)/removal"><button class="button quiet">\(t("Sign out there"))</button></form>
                """
            return """
                <li><div><strong>\(t(device(signIn.device)))</strong><p class="meta">\(t("from \(signIn.address), last used")) \
                \(relativeTime(signIn.lastUsedAt))</p></div>\(isThis ? "<span class=\"mute\">\(t("this browser"))</span>" : end)</li>
                """
        }
        let endAll: HTML = """
            <form class="mt" method="post" action="/account/sign-ins/removal"><button class="button">\(t("Sign out everywhere else"))</button></form>
            """
        return "<div class=\"form\"><ul class=\"list devices\">\(items)</ul>\(when(view.signIns.count > 1, endAll))</div>"
    }

    /// What a browser says of itself, in words: "Firefox on Linux".
    private func device(_ agent: String) -> Words {
        let browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
        let systems = [
            ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
            ("CrOS", "ChromeOS"),
            ("Linux", "Linux"),
        ]
        let browser = browsers.first { agent.contains($0.0) }?.1
        let system = systems.first { agent.contains($0.0) }?.1
        return switch (browser, system) {
        case (let browser?, let system?): "\(browser) on \(system)"
        case (let browser?, nil): .verbatim(browser)
        default: "A browser that does not say what it is"
        }
    }
}
