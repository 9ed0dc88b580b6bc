/// What a crossed threshold opens: the people named in advance look at the facts together, say how they see them, and agree on what follows.
///
/// It keeps the facts as they were, so that what people said of them still makes sense when the numbers have moved on.
public struct JointAction: Sendable, Hashable {
    public let id: ID<JointAction>
    public var goalID: ID<Goal>
    public var keyResultID: ID<KeyResult>?
    /// The threshold that opened it; it may be gone by now.
    public var thresholdID: ID<AgreedThreshold>
    public var rule: Threshold
    public var facts: Facts
    public var openedAt: Moment
    /// By when they agree.
    public var dueOn: Day
    /// Nil while it is open.
    public var agreement: Agreement?
    public var version: Int

    /// What was known when it opened, without the key result they are about.
    public struct Facts: Sendable, Hashable {
        /// The last values, oldest first; of a goal, its progress in per cent.
        public var values: [Double]
        /// Points behind plan.
        public var gap: Double?
        /// Days without a check-in.
        public var silence: Int

        public init(values: [Double], gap: Double?, silence: Int) {
            (self.values, self.gap, self.silence) = (values, gap, silence)
        }

        public init(_ facts: Threshold.Facts) {
            self.init(values: facts.values, gap: facts.gap, silence: facts.silence)
        }
    }

    public enum Decision: String, Sendable, CaseIterable {
        case goOn = "go on"
        case correction
        case newThreshold = "new threshold"

        public var word: Words {
            switch self {
            case .goOn: "Go on as planned"
            case .correction: "Correct the course"
            case .newThreshold: "Draw the line anew"
            }
        }
    }

    /// What they agreed on, in their words.
    public struct Agreement: Sendable, Hashable {
        public var decision: Decision
        public var text: String
        /// The line as it is drawn from now on, for `newThreshold`.
        public var rule: Threshold?
        public var by: ID<Person>
        public var at: Moment

        public init(decision: Decision, text: String, rule: Threshold? = nil, by: ID<Person>, at: Moment) {
            (self.decision, self.text, self.rule, self.by, self.at) = (decision, text, rule, by, at)
        }
    }

    public init(
        id: ID<JointAction>, goalID: ID<Goal>, keyResultID: ID<KeyResult>?, thresholdID: ID<AgreedThreshold>, rule: Threshold,
        facts: Facts, openedAt: Moment, dueOn: Day, agreement: Agreement? = nil, version: Int = 1
    ) {
        self.id = id
        self.goalID = goalID
        self.keyResultID = keyResultID
        self.thresholdID = thresholdID
        self.rule = rule
        self.facts = facts
        self.openedAt = openedAt
        self.dueOn = dueOn
        self.agreement = agreement
        self.version = version
    }

    /// One that a threshold opens now.
    public init(_ threshold: AgreedThreshold, _ facts: Threshold.Facts, id: ID<JointAction>, at moment: Moment, today: Day) {
        self.init(
            id: id, goalID: threshold.goalID, keyResultID: threshold.keyResultID, thresholdID: threshold.id, rule: threshold.rule,
            facts: Facts(facts), openedAt: moment, dueOn: today.advanced(by: threshold.days))
    }

    public var isOpen: Bool { agreement == nil }

    /// Why it opened, with the facts as they were.
    public func reason(on keyResult: KeyResult?) -> Words {
        rule.crossedWords(.init(keyResult, values: facts.values, gap: facts.gap, silence: facts.silence))
    }
}

extension JointAction {
    /// How one of its people sees it.
    public struct View: Sendable, Hashable {
        public var personID: ID<Person>
        /// Empty until they have written.
        public var text: String
        public var writtenAt: Moment?

        public init(personID: ID<Person>, text: String = "", writtenAt: Moment? = nil) {
            (self.personID, self.text, self.writtenAt) = (personID, text, writtenAt)
        }
    }

    /// Whether this person sees what others wrote: while it is open, whoever was asked writes first, so that nobody only echoes the first voice.
    public func showsViews(_ views: [View], to person: ID<Person>) -> Bool {
        !isOpen || views.first { $0.personID == person }?.writtenAt != nil || !views.contains { $0.personID == person }
    }

    public func mayWriteView(_ views: [View], by viewer: Viewer) -> Permission {
        guard viewer.person.state == .active else { return .refused("Your access has ended. Ask an admin.") }
        guard isOpen else { return .refused("They have agreed already. A comment on the goal still reaches them.") }
        return .when(
            views.contains { $0.personID == viewer.id },
            "The people named for it write here how they see it. You can write a comment on the goal.")
    }

    /// The text as it is kept; throws what is wrong with it.
    public static func checkedView(_ text: String) throws(AppError) -> String {
        var problems = Problems()
        let text = problems.lines(text, "view", missing: "Write how you see it: what changed, what it means, what you would do.")
        try problems.check()
        return text
    }

    /// Those it brings together, and those who answer for the goal.
    public func mayAgree(_ views: [View], in goal: Goal, by viewer: Viewer) -> Permission {
        guard Person.mayWrite(viewer).isGranted else { return Person.mayWrite(viewer) }
        guard isOpen else { return .refused("They have agreed already.") }
        return .when(
            views.contains { $0.personID == viewer.id } || goal.mayJudge(by: viewer).isGranted,
            "What follows is agreed by the people named for it, the goal's owner, the lead of its team and admins.")
    }

    /// What people write down when they agree.
    public struct Draft: Sendable, Hashable {
        public var decision: Decision?
        public var text: String
        /// For a line drawn anew.
        public var rule: Threshold?
        public var version: Int

        public init(decision: Decision?, text: String, rule: Threshold? = nil, version: Int = 0) {
            (self.decision, self.text, self.rule, self.version) = (decision, text, rule, version)
        }
    }

    /// Ends it with what was agreed. Two have to have said how they see it, so that it is not one person's verdict.
    /// - Parameter facts: as they are now: a new line that is crossed already would only call everybody again.
    public mutating func agree(
        _ draft: Draft, _ views: [View], _ facts: Threshold.Facts, in goal: Goal, by viewer: Viewer, at moment: Moment
    ) throws(AppError) {
        try mayAgree(views, in: goal, by: viewer).check()
        guard draft.version == version else { throw .stale }
        var problems = Problems()
        let heard = views.count { $0.writtenAt != nil }
        problems.require(
            heard >= min(2, views.count), "",
            heard == 0
                ? "Nobody has written yet how they see it. Two people do so before you agree."
                : "One person has written so far. Hear at least one more before you agree.")
        problems.require(draft.decision != nil, "decision", "Choose what you agreed on.")
        let text = problems.lines(draft.text, "agreed", missing: "Write what you agreed on, and why.")
        let rule = draft.decision == .newThreshold ? draft.rule : nil
        if draft.decision == .newThreshold { check(rule, facts, &problems) }
        try problems.check()
        agreement = Agreement(decision: draft.decision ?? .goOn, text: text, rule: rule, by: viewer.id, at: moment)
        version += 1
    }

    private func check(_ rule: Threshold?, _ facts: Threshold.Facts, _ problems: inout Problems) {
        guard let rule else { return problems.add("amount", "Say where the line is drawn from now on.") }
        if let words = rule.problem(on: facts.keyResult) { return problems.add("amount", words) }
        problems.require(
            !rule.judge(.init(), facts).state.isOpen, "amount", "This line is crossed already as things stand. Draw one that is not.")
    }
}
