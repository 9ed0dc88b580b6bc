import Domain
import Foundation

/// What the coach has to say of a goal or key result as it is written so far. It advises; nothing waits for it.
struct CoachAdvice: Sendable {
    /// What is being worded.
    var statement: String
    /// Nil while nothing is written.
    var reading: Coach.Reading?
    var notes: [Coach.Note]

    private init(_ statement: String, notes: [Coach.Note]) {
        self.statement = statement
        reading = statement.isEmpty ? nil : Coach.read(statement)
        self.notes = statement.isEmpty ? [] : notes
    }
}

extension CoachAdvice {
    /// On the form of a goal, as typed, with the key results it has already.
    init(on form: GoalForm, _ state: FormState) {
        let title = state.value("title", form.draft.title).asStatement
        let typed = Day(iso: state.value("due_on", form.draft.dueOn.iso))
        let cycle = state.value("cycle_id", form.draft.cycleID?.text ?? "")
        let dueOn = typed ?? form.cycles.first { $0.id.text == cycle }?.endsOn
        let sketch = Coach.Sketch(title: title, dueOn: dueOn, keyResults: form.keyResults.map { Coach.Measure($0) })
        let others = title.isEmpty ? [] : form.others.map { Coach.Neighbour(id: $0.id, title: $0.name) }
        self.init(title, notes: Coach.notes(for: sketch, among: others).filter { $0.keyResult == nil })
    }

    /// On the form of a key result, beside the others of its goal.
    init(on form: KeyResultForm, _ state: FormState, language: String) {
        let others = form.others.map { Coach.Measure($0) }
        let own =
            state.typed.map { Coach.Measure(typed: $0, in: form, language: language) }
            ?? Coach.Measure(form.draft, value: form.keyResult?.value)
        let sketch = Coach.Sketch(title: form.goal.title, dueOn: form.goal.dueOn, keyResults: others + [own])
        self.init(own.title, notes: Coach.notes(for: sketch).filter { $0.keyResult == others.count || $0.keyResult == nil })
    }

    /// On a goal's own page, while it can still be reworded freely.
    init(on view: GoalView) {
        let keyResults = view.keyResults.map(\.keyResult)
        self.init(view.goal.title, notes: Coach.notes(for: Coach.Sketch(view.goal, keyResults: keyResults)))
    }
}

extension Coach.Measure {
    /// What is typed so far. What cannot be read is as good as not there; the form says so when it is sent.
    fileprivate init(typed: Form, in form: KeyResultForm, language: String) {
        var ignored = Problems()
        let kind: KeyResult.Kind = typed.word("kind", &ignored) ?? .number
        func number(_ name: String) -> Double? { typed.number(name, language: language, unit: typed["unit"], &ignored) }
        self.init(
            title: typed["title"].asStatement, kind: kind, direction: typed.word("direction", &ignored) ?? .increase,
            unit: typed["unit"], baseline: number("baseline"), target: number("target"), upper: number("upper"),
            value: form.keyResult?.value, source: typed["source"], indicator: typed.word("indicator", &ignored),
            serves: typed.word("serves", &ignored), dueOn: typed.day("due_on", &ignored) ?? form.goal.dueOn)
    }
}

extension String {
    /// No longer than a title may be: what is too long is refused when the form is sent, and need not be read until then.
    fileprivate var asStatement: String { String(trimmingCharacters(in: .whitespacesAndNewlines).prefix(Limit.title)) }
}
