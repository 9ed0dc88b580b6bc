/// A threshold as people agreed on it: the line, the goal or key result it is drawn on, and who looks together when it is crossed.
public struct AgreedThreshold: Sendable, Hashable {
    public let id: ID<AgreedThreshold>
    public var goalID: ID<Goal>
    /// Nil where it is about the goal as a whole.
    public var keyResultID: ID<KeyResult>?
    public var rule: Threshold
    /// Whom it brings together: two at least, so that it is never one person's failure.
    public var people: Set<ID<Person>>
    /// How many days they have, once it is crossed, to agree on what follows.
    public var days: Int
    public var state: Threshold.State
    public var version: Int
    public var createdBy: ID<Person>
    public var createdAt: Moment

    public init(
        id: ID<AgreedThreshold>, goalID: ID<Goal>, keyResultID: ID<KeyResult>? = nil, rule: Threshold, people: Set<ID<Person>>,
        days: Int = 7,
        state: Threshold.State = .init(), version: Int = 1, createdBy: ID<Person>, createdAt: Moment
    ) {
        self.id = id
        self.goalID = goalID
        self.keyResultID = keyResultID
        self.rule = rule
        self.people = people
        self.days = days
        self.state = state
        self.version = version
        self.createdBy = createdBy
        self.createdAt = createdAt
    }
}

extension AgreedThreshold {
    /// What people write to agree on one, or to change it.
    public struct Draft: Sendable, Hashable {
        public var keyResultID: ID<KeyResult>?
        public var rule: Threshold
        public var people: Set<ID<Person>>
        public var days: Int
        public var version: Int

        public init(
            keyResultID: ID<KeyResult>? = nil, rule: Threshold, people: Set<ID<Person>> = [], days: Int = 7, version: Int = 0
        ) {
            self.keyResultID = keyResultID
            self.rule = rule
            self.people = people
            self.days = days
            self.version = version
        }

        public init(_ threshold: AgreedThreshold) {
            self.init(
                keyResultID: threshold.keyResultID, rule: threshold.rule, people: threshold.people, days: threshold.days,
                version: threshold.version)
        }

        /// Throws every problem it has; give the key result it stands on.
        func check(on keyResult: KeyResult?) throws(AppError) {
            var problems = Problems()
            if let words = rule.problem(on: keyResult) { problems.add("amount", words) }
            problems.require(people.count >= 2, "people", "Name at least two people: a threshold brings people together.")
            problems.require(
                people.count <= AgreedThreshold.mostPeople, "people", "At most \(AgreedThreshold.mostPeople) people look together.")
            problems.require((1...60).contains(days), "days", "They need 1 to 60 days.")
            try problems.check()
        }
    }

    public static let mostPeople = 20
    /// On one goal and its key results.
    public static let mostOnAGoal = 50

    /// Whoever plans the work of a goal may agree on when to look at it again.
    public static func make(
        _ draft: Draft, id: ID<AgreedThreshold>, on keyResult: KeyResult?, of goal: Goal, by viewer: Viewer, at moment: Moment
    ) throws(AppError) -> AgreedThreshold {
        try mayEdit(in: goal, by: viewer).check()
        try draft.check(on: keyResult)
        return AgreedThreshold(
            id: id, goalID: goal.id, keyResultID: keyResult?.id, rule: draft.rule, people: draft.people, days: draft.days,
            createdBy: viewer.id, createdAt: moment)
    }

    public static func mayEdit(in goal: Goal, by viewer: Viewer) -> Permission {
        guard Person.mayWrite(viewer).isGranted else { return Person.mayWrite(viewer) }
        guard goal.isOpen else { return .refused("This goal is closed. Its thresholds say nothing any more.") }
        return .when(
            goal.mayPlanWork(by: viewer).isGranted,
            "Thresholds are agreed by the goal's owner, its maker, its team and admins. You can write a comment.")
    }

    /// A line that is drawn anew has been crossed by nobody yet. What it stands on stays.
    public mutating func edit(_ draft: Draft, on keyResult: KeyResult?, of goal: Goal, by viewer: Viewer) throws(AppError) -> [Change] {
        try Self.mayEdit(in: goal, by: viewer).check()
        guard draft.version == version else { throw .stale }
        try draft.check(on: keyResult)
        if rule != draft.rule { state = .init() }
        var changes = Changes()
        changes.set("threshold", &rule, draft.rule)
        changes.set("people", &people, draft.people)
        changes.set("days", &days, draft.days)
        if !changes.list.isEmpty { version += 1 }
        return changes.list
    }
}

extension Threshold {
    /// The ways in which a line can be drawn.
    public enum Kind: String, Sendable, CaseIterable {
        case below, above, behind, worse, silent

        public var word: Words {
            switch self {
            case .below: "Below a value"
            case .above: "Above a value"
            case .behind: "Points behind plan"
            case .worse: "Worse several times in a row"
            case .silent: "Days without a check-in"
            }
        }
    }

    /// - amount: a value in the key result's unit (or per cent of progress), points, times or days; whole for all but the first.
    public init?(_ kind: Kind, _ amount: Double) {
        switch kind {
        case .below: self = .below(amount)
        case .above: self = .above(amount)
        default:
            guard let whole = Int(exactly: amount) else { return nil }
            self = kind == .behind ? .behind(points: whole) : kind == .worse ? .worse(times: whole) : .silent(days: whole)
        }
    }

    public var kind: Kind {
        switch self {
        case .below: .below
        case .above: .above
        case .behind: .behind
        case .worse: .worse
        case .silent: .silent
        }
    }

    /// Whether it is drawn at a value, so that a chart can show it.
    public var isValue: Bool { kind == .below || kind == .above }

    public var amount: Double {
        switch self {
        case .below(let line), .above(let line): line
        case .behind(let count), .worse(let count), .silent(let count): Double(count)
        }
    }
}

extension Threshold: Plain {
    var plain: String { text }
}
