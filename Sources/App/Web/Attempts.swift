import Domain
import Foundation
import Hummingbird

extension Cairn {
    /// Carries out a form. Where it cannot be done, the same form is shown again with what was typed and what is wrong with it.
    /// - Parameter again: loads what the form needs and gives the page; it may find that this person may not even see the form.
    func carryOut(
        _ form: Form, _ context: ViewerContext, _ act: () async throws -> Response,
        again: (FormState) async throws -> (Page) -> HTML
    ) async throws -> Response {
        do {
            return try await act()
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            let make = try await again(state)
            return try await show(context, status: state.status) { page in make(page) }
        }
    }
}

extension ViewerContext {
    /// A path in the viewer's workspace.
    func path(_ parts: any CustomStringConvertible...) -> String {
        "/" + ([viewer.workspace.slug] + parts.map { encodedPath("\($0)") }).joined(separator: "/")
    }
}

/// A field of a form whose stored text differs from what was typed, for the case that two people changed the same thing.
struct Theirs {
    var field: String
    var label: HTML
    var stored: String
    /// The stored value as people read it, where the field holds an id or a word of ours.
    var shown: String?

    init(_ field: String, _ label: HTML, _ stored: String, shown: String? = nil) {
        self.field = field
        self.label = label
        self.stored = stored
        self.shown = shown
    }
}

extension Page {
    /// What somebody else saved meanwhile, beside what was typed here: only what differs.
    func theirs(_ state: FormState, _ fields: [Theirs]) -> HTML {
        guard state.isStale, let typed = state.typed else { return "" }
        let different = fields.filter { Form.plain(typed.raw($0.field)) != Form.plain($0.stored) }
        let pairs = different.map { field -> HTML in
            let text = field.shown ?? field.stored
            return "<div><h3>\(t("\(field.label) now"))</h3><p class=\"text\">\(text.isEmpty ? "–" : text)</p></div>"
        }
        guard !pairs.isEmpty else { return "" }
        return """
            <section class="group" aria-labelledby="theirs-h"><h2 id="theirs-h">\(t("What was saved meanwhile"))</h2><div class="versions">\(pairs)</div></section>
            """
    }

    /// A number as a person types it in their language: 0.5 or 0,5, without grouping, so that it reads back as the same number.
    func typed(_ number: Double?) -> String {
        number.map(tongue.typed) ?? ""
    }

    /// A number between 0 and 1 as per cent, without the sign.
    func typedPercent(_ share: Double?) -> String { typed(share.map { ($0 * 1000).rounded() / 10 }) }

    /// Where the words of a select stand for nothing chosen.
    func options<Noun>(_ things: [Choice<Noun>], none: HTML) -> [(value: String, label: HTML)] {
        [("", none)] + things.map { ($0.id.text, HTML(escaping: $0.name)) }
    }

    /// The reason a committed goal asks for.
    func reasonField(for goal: Goal?, _ state: FormState) -> HTML {
        guard goal?.stage == .committed else { return "" }
        return textArea(
            "reason", t("Why it changes"), state, rows: 2, hint: t("This goal is committed. Its history keeps the reason."), optional: false
        )
    }
}

/// One entry of a select: something with an id and a name.
struct Choice<Noun>: Sendable {
    var id: ID<Noun>
    var name: String
}

extension Form {
    /// Texts that differ only in how lines end, or in space around them, are the same.
    static func plain(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A number as typed in a language; nil when empty, a problem of the field when it is none.
    func number(_ name: String, language: String, unit: String = "", _ problems: inout Problems) -> Double? {
        let text = self[name]
        guard !text.isEmpty else { return nil }
        do throws(Number.Problem) {
            return try Number.read(text, language: language, unit: unit)
        } catch {
            problems.add(name, error.words)
            return nil
        }
    }
}
