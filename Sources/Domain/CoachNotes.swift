extension Coach {
    /// What is written so far of a goal: all that the coach's notes look at. A form that is being filled in may lack any of it.
    public struct Sketch: Sendable, Hashable {
        public var title: String
        public var dueOn: Day?
        public var keyResults: [Measure]

        public init(title: String, dueOn: Day? = nil, keyResults: [Measure] = []) {
            self.title = title
            self.dueOn = dueOn
            self.keyResults = keyResults
        }

        public init(_ draft: Goal.Draft, keyResults: [KeyResult] = []) {
            self.init(title: draft.title, dueOn: draft.dueOn, keyResults: keyResults.map { Measure($0) })
        }

        public init(_ goal: Goal, keyResults: [KeyResult]) {
            self.init(title: goal.title, dueOn: goal.dueOn, keyResults: keyResults.map { Measure($0) })
        }
    }

    /// What is written so far of a key result.
    public struct Measure: Sendable, Hashable {
        public var title: String
        public var kind: KeyResult.Kind
        public var direction: KeyResult.Direction?
        public var unit: String
        public var baseline: Double?
        public var target: Double?
        public var upper: Double?
        public var value: Double?
        public var source: String
        public var indicator: KeyResult.Indicator?
        public var serves: KeyResult.Serves?
        public var dueOn: Day?

        public init(
            title: String, kind: KeyResult.Kind = .number, direction: KeyResult.Direction? = nil, unit: String = "",
            baseline: Double? = nil, target: Double? = nil, upper: Double? = nil, value: Double? = nil, source: String = "",
            indicator: KeyResult.Indicator? = nil,
            serves: KeyResult.Serves? = nil, dueOn: Day? = nil
        ) {
            self.title = title
            self.kind = kind
            self.direction = direction
            self.unit = unit
            self.baseline = baseline
            self.target = target
            self.upper = upper
            self.value = value
            self.source = source
            self.indicator = indicator
            self.serves = serves
            self.dueOn = dueOn
        }

        /// A draft, and what was last reported where the key result is there already.
        public init(_ draft: KeyResult.Draft, value: Double? = nil) {
            self.init(
                title: draft.title, kind: draft.kind, direction: draft.direction, unit: draft.unit, baseline: draft.baseline,
                target: draft.target, upper: draft.upper, value: value, source: draft.source, indicator: draft.indicator,
                serves: draft.serves, dueOn: draft.dueOn)
        }

        public init(_ keyResult: KeyResult) { self.init(KeyResult.Draft(keyResult), value: keyResult.value) }
    }

    /// Another goal that a new one may read like, with its likeness made once.
    public struct Neighbour: Sendable, Hashable {
        public var id: ID<Goal>
        public var title: String
        public var likeness: Likeness

        public init(id: ID<Goal>, title: String) {
            self.id = id
            self.title = title
            likeness = Likeness(title)
        }
    }

    /// Something worth another look. It blocks nothing.
    public struct Note: Sendable, Hashable {
        public enum Code: String, Sendable, CaseIterable {
            case noDate = "no_date"
            case alike
            case tooMany = "too_many_key_results"
            case noLeading = "no_leading"
            case noLagging = "no_lagging"
            case oneValue = "one_value"
            case noBaseline = "no_baseline"
            case noTarget = "no_target"
            case noSource = "no_source"
            case noDirection = "no_direction"
            case alreadyReached = "already_reached"
        }

        public var code: Code
        /// The field of the form it stands beside: "title", "due_on", "key_results", "baseline", …
        public var field: String
        /// Which key result it is about, counted from 0; nil for the goal.
        public var keyResult: Int?
        /// The goal it reads like.
        public var goalID: ID<Goal>?
        public var words: Words
        public var question: Words?
    }

    /// So many key results people can still keep in mind.
    public static let manyKeyResults = 5

    /// What is worth another look in a goal and its key results, the goal's own notes first. Give the other goals the reader may see.
    public static func notes(for sketch: Sketch, among others: [Neighbour] = []) -> [Note] {
        goalNotes(sketch, others) + mixNotes(sketch.keyResults) + sketch.keyResults.enumerated().flatMap { notes(on: $1, at: $0) }
    }

    private static func goalNotes(_ sketch: Sketch, _ others: [Neighbour]) -> [Note] {
        var notes: [Note] = []
        if sketch.dueOn == nil { notes.append(note(.noDate, "due_on")) }
        if let twin = closest(to: sketch.title, among: others) {
            var alike = note(.alike, "title", words: readsLike(twin.title))
            alike.goalID = twin.id
            notes.append(alike)
        }
        if sketch.keyResults.count > manyKeyResults {
            notes.append(note(.tooMany, "key_results", words: tooMany(sketch.keyResults.count)))
        }
        return notes
    }

    /// The goal a title reads like most, if any does.
    public static func closest(to title: String, among others: [Neighbour]) -> Neighbour? {
        let own = Likeness(title)
        let shares = others.map { ($0, own.share(with: $0.likeness)) }
        return shares.max { $0.1 < $1.1 }.flatMap { $0.1 >= Likeness.alike ? $0.0 : nil }
    }

    /// Whether the key results together look ahead and back, and at more than one value.
    private static func mixNotes(_ keyResults: [Measure]) -> [Note] {
        guard !keyResults.isEmpty else { return [] }
        var notes: [Note] = []
        if !keyResults.contains(where: { $0.indicator == .leading }) { notes.append(note(.noLeading, "indicator")) }
        if !keyResults.contains(where: { $0.indicator == .lagging }) { notes.append(note(.noLagging, "indicator")) }
        if keyResults.count > 1, let value = keyResults[0].serves, keyResults.allSatisfy({ $0.serves == value }) {
            notes.append(note(.oneValue, "serves", words: allServe(value)))
        }
        return notes
    }

    private static func notes(on keyResult: Measure, at index: Int) -> [Note] {
        var notes: [Note] = []
        if keyResult.kind == .number {
            let isKept = keyResult.direction?.isKept ?? false
            if keyResult.baseline == nil, !isKept { notes.append(note(.noBaseline, "baseline")) }
            if keyResult.target == nil { notes.append(note(.noTarget, "target")) }
            if lacksDirection(keyResult) { notes.append(note(.noDirection, "direction", words: noDirection(keyResult.title))) }
            if let reached = reached(keyResult) { notes.append(note(.alreadyReached, "target", words: reached)) }
        }
        if keyResult.source.isBlank { notes.append(note(.noSource, "source")) }
        if keyResult.dueOn == nil { notes.append(note(.noDate, "due_on")) }
        return notes.map {
            var note = $0
            note.keyResult = index
            return note
        }
    }

    /// A measure without a way to go: none was chosen, or a form's first choice stands and neither numbers nor words say where to.
    private static func lacksDirection(_ keyResult: Measure) -> Bool {
        guard let direction = keyResult.direction else { return true }
        if direction.isKept || keyResult.baseline != nil && keyResult.target != nil { return false }
        let clues = CoachRules.look(at: CoachSentence(keyResult.title, nil)).clues
        return clues.contains { $0.kind == .measure } && !clues.contains { [.change, .moved, .limit, .compared, .vague].contains($0.kind) }
    }

    /// What to say where a target asks for no more than there is.
    private static func reached(_ keyResult: Measure) -> Words? {
        guard let target = keyResult.target, let now = keyResult.value ?? keyResult.baseline else { return nil }
        let isReached: Bool
        switch keyResult.direction {
        case .increase: isReached = target <= now
        case .decrease: isReached = target >= now
        default: return nil
        }
        return isReached ? alreadyThere(number(now, keyResult.unit), number(target, keyResult.unit)) : nil
    }

    private static func number(_ value: Double, _ unit: String) -> Words {
        let decimals = Number.decimals(of: value)
        return unit.isEmpty ? "\(value, decimals: decimals)" : "\(value, decimals: decimals)\u{A0}\(unit)"
    }

    private static func note(_ code: Note.Code, _ field: String, words: Words? = nil) -> Note {
        Note(code: code, field: field, words: words ?? code.words, question: code.question)
    }

    // MARK: Sentences that name something

    private static func readsLike(_ title: String) -> Words { "This reads like “\(title)”." }
    private static func tooMany(_ count: Int) -> Words { "\(count) key results are more than people keep in mind." }
    private static func noDirection(_ title: String) -> Words { "“\(title)” says what is measured, not where it should go." }
    private static func alreadyThere(_ now: Words, _ target: Words) -> Words {
        "It stands at \(now) and the target is \(target): nothing is left to do."
    }
    private static func allServe(_ value: KeyResult.Serves) -> Words { "All of them serve the same: \(value.word)." }
}

extension Coach.Note.Code {
    fileprivate var words: Words {
        switch self {
        case .noDate: "It has no date."
        case .alike: "This reads like another goal."
        case .tooMany: "There are many key results."
        case .noLeading: "No key result moves early: all of them show the effect when it is over."
        case .noLagging: "No key result confirms the effect in the end."
        case .oneValue: "All key results serve the same value."
        case .noBaseline: "It does not say where it stands today."
        case .noTarget: "It does not say when it is reached."
        case .noSource: "It does not say where the number comes from."
        case .noDirection: "It does not say which way is better."
        case .alreadyReached: "The target is reached already."
        }
    }

    fileprivate var question: Words? {
        switch self {
        case .noDate: "By when do you want to be there?"
        case .alike: "Is it the same goal, or a part of it?"
        case .tooMany: "Which of them would tell you enough?"
        case .noLeading: "What would you see in the first weeks if you are on the right way?"
        case .noLagging: "How will you know in the end that it was worth it?"
        case .oneValue: "Who could be worse off if only this gets better?"
        case .noBaseline: "What is the number now, and who knows it?"
        case .noTarget: "Which number would make you say: we are there?"
        case .noSource: "Where do you read it, and who can check it?"
        case .noDirection: "Should it rise, fall, or stay within limits?"
        case .alreadyReached: "What would be worth reaching from here?"
        }
    }
}
