import Domain
import HTTPTypes

/// The state of a form on its way back to the person: what was typed, and what is wrong with it. Fresh forms have neither.
struct FormState: Sendable {
    var typed: Form?
    var problems: [AppError.Problem] = []
    /// Someone else was faster: both texts are shown.
    var isStale = false

    static let fresh = FormState()

    init(typed: Form? = nil, problems: [AppError.Problem] = []) {
        self.typed = typed
        self.problems = problems
    }

    /// What was typed with what is wrong; nil for an error that no form can show.
    init?(_ form: Form, _ error: AppError) {
        guard let problems = error.formProblems else { return nil }
        self.init(typed: form, problems: problems)
        isStale = error == .stale
        isForbidden = error.isForbidden
    }

    private var isForbidden = false

    /// How the page with this form is answered.
    var status: HTTPResponse.Status {
        if typed == nil { return .ok }
        return isStale ? .conflict : isForbidden ? .forbidden : .unprocessableContent
    }

    func value(_ name: String, _ stored: String) -> String { typed.map { $0.raw(name) } ?? stored }
    func words(_ name: String) -> Words? { problems.first { $0.field == name }?.words }
}

extension AppError {
    fileprivate var isForbidden: Bool {
        if case .forbidden = self { true } else { false }
    }

    /// The problems to show beside the fields of the form that caused this error, or nil where it is not about a form.
    var formProblems: [Problem]? {
        switch self {
        case .invalid(let problems): problems
        case .stale:
            [
                Problem(
                    "",
                    "Someone changed this while you were writing. Your text is below; theirs is on the page. Save again to put yours in its place."
                )
            ]
        case .forbidden(let words): [Problem("", words)]
        default: nil
        }
    }
}

extension Page {
    /// What is wrong with the form as a whole, above it.
    func formProblems(_ state: FormState) -> HTML {
        guard !state.problems.isEmpty else { return "" }
        let whole =
            state.words("").map { t($0) }
            ?? (state.problems.count == 1 ? t("One field needs another look.") : t("\(state.problems.count) fields need another look."))
        return "<p class=\"flash bad\" role=\"alert\">\(icon("close"))<span>\(whole)</span></p>"
    }

    /// One line of text: label, hint, error beside it, what was typed kept.
    /// - Parameter required: false for a field that some choice hides, although it is not optional where it shows.
    func textField(
        _ name: String, _ label: HTML, value: String = "", _ state: FormState, type: String = "text", hint: HTML? = nil,
        optional: Bool = false, required: Bool = true, attributes: HTML = ""
    ) -> HTML {
        field(name, label, state, hint: hint, optional: optional) { described in
            """
            <input class="input" id="\(name)" name="\(name)" type="\(type)" value="\(type == "password" ? "" : state.value(name, value))"\
            \(described)\(when(!optional && required, " required"))\(attributes.isEmpty ? nil : " \(attributes)")>
            """
        }
    }

    func textArea(
        _ name: String, _ label: HTML, value: String = "", _ state: FormState, rows: Int = 4, hint: HTML? = nil, optional: Bool = true,
        attributes: HTML = ""
    ) -> HTML {
        field(name, label, state, hint: hint, optional: optional) { described in
            """
            <textarea class="textarea" id="\(name)" name="\(name)" rows="\(rows)"\(described)\(when(!optional, " required"))\
            \(attributes.isEmpty ? nil : " \(attributes)")>
            \(state.value(name, value))</textarea>
            """
        }
    }

    func dateField(_ name: String, _ label: HTML, value: Day?, _ state: FormState, hint: HTML? = nil, optional: Bool = false) -> HTML {
        textField(name, label, value: value?.iso ?? "", state, type: "date", hint: hint, optional: optional)
    }

    func select(
        _ name: String, _ label: HTML, options: [(value: String, label: HTML)], value: String = "", _ state: FormState, hint: HTML? = nil,
        optional: Bool = false
    ) -> HTML {
        field(name, label, state, hint: hint, optional: optional) { described in
            "<select class=\"select\" id=\"\(name)\" name=\"\(name)\"\(described)>\(choices(options, chosen: state.value(name, value)))</select>"
        }
    }

    func choices(_ options: [(value: String, label: HTML)], chosen: String) -> [HTML] {
        options.map { "<option value=\"\($0.value)\"\(when($0.value == chosen, " selected"))>\($0.label)</option>" }
    }

    /// Radio buttons with a word of explanation each.
    func radios(
        _ name: String, _ label: HTML, options: [(value: String, label: HTML, hint: HTML)], value: String, _ state: FormState,
        cards: Bool = false
    ) -> HTML {
        let chosen = state.value(name, value)
        let items = options.map { option -> HTML in
            let id = "\(name)-\(option.value.replacing(" ", with: "-"))"
            return """
                <div class="choice"><input type="radio" id="\(id)" name="\(name)" value="\(option.value)"\(when(option.value == chosen, " checked"))>\
                <label for="\(id)">\(option.label)</label>\(option.hint.isEmpty ? nil : "<span class=\"hint\">\(option.hint)</span>")</div>
                """
        }
        return
            "<fieldset class=\"field\"><legend>\(label)</legend><div class=\"choices\(when(cards, " cards"))\">\(items)</div>\(problem(name, state))</fieldset>"
    }

    func checkbox(_ name: String, _ label: HTML, on: Bool, _ state: FormState, value: String = "on", hint: HTML? = nil) -> HTML {
        let checked = state.typed.map { $0.all(name).contains(value) } ?? on
        let id = value == "on" ? name : "\(name)-\(value)"
        return """
            <div class="choice"><input type="checkbox" id="\(id)" name="\(name)" value="\(value)"\(when(checked, " checked"))><label \
            for="\(id)">\(label)</label>\(hint.map { "<span class=\"hint\">\($0)</span>" as HTML })</div>
            """
    }

    func hidden(_ name: String, _ value: String) -> HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }

    /// The foot of a form: the one primary button, a way back, a remark.
    func formFoot(_ save: HTML, cancel: String? = nil, hint: HTML? = nil) -> HTML {
        """
        <div class="form-foot"><button class="button primary">\(save)<kbd>Ctrl ↵</kbd></button>\
        \(cancel.map { "<a class=\"button quiet\" href=\"\($0)\">\(t("Cancel"))</a>" as HTML })\(hint.map { "<span class=\"hint\">\($0)</span>" as HTML })</div>
        """
    }

    func field(_ name: String, _ label: HTML, _ state: FormState, hint: HTML?, optional: Bool, _ control: (HTML) -> HTML) -> HTML {
        let wrong = state.words(name) != nil
        let ids = [hint == nil ? nil : "\(name)-hint", wrong ? "\(name)-error" : nil].compactMap { $0 }.joined(separator: " ")
        let described: HTML = "\(when(!ids.isEmpty, " aria-describedby=\"\(ids)\""))\(when(wrong, " aria-invalid=\"true\""))"
        return """
            <div class="field"><label for="\(name)">\(label)\(when(optional, " <span class=\"optional\">\(t("optional"))</span>"))</label>\(control(described))\
            \(hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" as HTML })\(problem(name, state))</div>
            """
    }

    func problem(_ name: String, _ state: FormState) -> HTML {
        guard let words = state.words(name) else { return "" }
        return "<p class=\"error\" id=\"\(name)-error\">\(mark(.missed))<span>\(t(words))</span></p>"
    }
}
