import Domain

extension Page {
    /// The first page of a fresh server.
    func welcome(key: String) -> HTML {
        let hidden = key.isEmpty ? "" : hidden("key", key)
        return door(
            t("Welcome"),
            """
            <header><h1>\(t("Where a team sets its goals together, and keeps them alive"))</h1></header>
            <div class="welcome">
            <form class="welcome-choice" method="post" action="/demo">\(hidden)<h2>\(t("Look around first"))</h2>\
            <p>\(t("An invented city with sixty people, three cycles and ninety goals. Nothing you do there can break anything."))</p>\
            <button class="button">\(t("Explore the demo"))</button></form>
            <form class="welcome-choice" method="get" action="/setup">\(hidden)<h2>\(t("Begin"))</h2>\
            <p>\(t("Name your workspace, say why it exists, and invite the first people. It takes three minutes."))</p>\
            <button class="button primary">\(t("Create our workspace"))</button></form>
            </div>
            """)
    }

    func signIn(_ state: FormState, next: String, demo: [DemoPerson], mayBegin: Bool) -> HTML {
        door(
            t("Sign in"),
            """
            <header><h1>\(t("Good to see you"))</h1></header>
            \(demo.isEmpty ? nil : demoDoor(demo, next: next))
            <form class="form" method="post" action="/sign-in">\(hidden("next", next))
            \(textField("email", t("E-mail"), state, type: "email", attributes: "autocomplete=\"username\" maxlength=\"320\""))
            \(textField("password", t("Password"), state, type: "password", attributes: "autocomplete=\"current-password\""))
            <button class="button primary">\(t("Sign in"))</button>
            </form>
            <p class="mute">\(t("Forgotten your password? An admin of your workspace can give you a new link."))</p>
            \(when(mayBegin, "<a class=\"button\" href=\"/setup\">\(t("Create our workspace"))</a>"))
            """)
    }

    private func demoDoor(_ people: [DemoPerson], next: String) -> HTML {
        let buttons = people.map { person -> HTML in
            """
            <form method="post" action="/demo-sign-in">\(hidden("email", person.email))\(hidden("next", next))<button class="button">\
            <span class="pebble" aria-hidden="true">\(Person(id: ID(trusted: ""), name: person.name).initials)</span>\(person.name)</button>\
            <span class="hint">\(person.about)</span></form>
            """
        }
        return """
            <section class="demo-people" aria-label="\(t("The demo"))"><p>\(t("This server shows the demo. Look around as one of these people:"))</p>\(buttons)</section>
            <p class="or">\(t("or"))</p>
            """
    }
}

/// One of the people whose eyes the demo can be seen with.
struct DemoPerson: Sendable {
    var name: String
    var email: String
    var about: String
}
