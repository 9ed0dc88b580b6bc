import Domain
import Foundation

/// Fields that several forms about people and accounts share.
extension Page {
    func languageField(_ language: String, _ state: FormState) -> HTML {
        select(
            "language", t("Language"), options: Language.allCases.map { ($0.rawValue, HTML(escaping: $0.name)) }, value: language, state)
    }

    /// Every zone the machine knows. On a fresh form the script chooses the one the browser is in.
    func timeZoneField(_ zone: String, _ state: FormState, asksBrowser: Bool = false) -> HTML {
        let chosen = state.value("time_zone", zone)
        let names = timeZoneNames.contains(chosen) ? timeZoneNames : [chosen] + timeZoneNames
        return """
            <div class="field"><label for="time_zone">\(t("Time zone"))</label><select class="select" id="time_zone" name="time_zone"\
            \(when(asksBrowser && state.typed == nil, " data-zone"))\(when(state.words("time_zone") != nil, " aria-invalid=\"true\" aria-describedby=\"time_zone-error\""))>\
            \(choices(names.map { ($0, HTML(escaping: $0.replacing("_", with: " "))) }, chosen: chosen))</select>\(problem("time_zone", state))</div>
            """
    }

    /// The zone of the browser, filled in by the script; UTC without it.
    var browserZone: HTML { "<input type=\"hidden\" name=\"time_zone\" value=\"\" data-zone>" }

    func newPasswordField(_ name: String, _ label: HTML, _ state: FormState) -> HTML {
        textField(
            name, label, state, type: "password", hint: t("At least eight characters; a few words in a row are good."),
            attributes: "autocomplete=\"new-password\" minlength=\"8\" maxlength=\"128\"")
    }

    /// One thing that can be set: what it is and why, and its form.
    func setting(_ title: HTML, _ why: HTML, id: String? = nil, _ form: HTML) -> HTML {
        """
        <section class="setting"\(id.map { " id=\"\($0)\"" as HTML })><div><h2>\(title)</h2><p>\(why)</p></div>\(form)</section>
        """
    }

    /// After somebody else was faster: what they wrote, beside what is in the form.
    func theirs(_ texts: [(label: HTML, name: String, stored: String)], _ state: FormState) -> HTML {
        guard state.isStale else { return "" }
        let differ = texts.filter { state.value($0.name, $0.stored) != $0.stored }
        return HTML.empty
            + differ.map { text -> HTML in
                """
                <div class="versions"><div><h3>\(text.label): \(t("what stands there now"))</h3><p class="text">\(text.stored)</p></div>\
                <div><h3>\(text.label): \(t("what you wrote"))</h3><p class="text">\(state.value(text.name, ""))</p></div></div>
                """
            }.joined(separator: "")
    }
}

private let timeZoneNames = ["UTC"] + TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") && !$0.hasPrefix("Etc/") }.sorted()
