/// What a goal or one of its key results rests on, written so that it can turn out wrong: "we believe that … because … we would be wrong if …".
public struct Assumption: Sendable, Hashable {
    public let id: ID<Assumption>
    public var goalID: ID<Goal>
    /// Nil where the goal as a whole rests on it.
    public var keyResultID: ID<KeyResult>?
    public var belief: String
    public var because: String
    public var wrongIf: String
    public var state: State
    /// What the goal's owner says should change, once it was contradicted.
    public var answer: String
    public var version: Int
    public var createdBy: ID<Person>
    public var createdAt: Moment

    public enum State: String, Sendable, CaseIterable {
        case open, supported, contradicted
        case givenUp = "given up"

        public var word: Words {
            switch self {
            case .open: "Open"
            case .supported: "Supported"
            case .contradicted: "Contradicted"
            case .givenUp: "Given up"
            }
        }
    }

    public init(
        id: ID<Assumption>, goalID: ID<Goal>, keyResultID: ID<KeyResult>? = nil, belief: String, because: String = "",
        wrongIf: String = "", state: State = .open, answer: String = "", version: Int = 1, createdBy: ID<Person>, createdAt: Moment
    ) {
        self.id = id
        self.goalID = goalID
        self.keyResultID = keyResultID
        self.belief = belief
        self.because = because
        self.wrongIf = wrongIf
        self.state = state
        self.answer = answer
        self.version = version
        self.createdBy = createdBy
        self.createdAt = createdAt
    }

    /// Whether the owner of the goal is asked what should change.
    public var asksOwner: Bool { state == .contradicted && answer.isEmpty }
}

extension Assumption {
    /// What people write of an assumption.
    public struct Draft: Sendable, Hashable {
        public var keyResultID: ID<KeyResult>?
        public var belief: String
        public var because: String
        public var wrongIf: String
        public var state: State
        public var answer: String
        public var version: Int

        public init(
            keyResultID: ID<KeyResult>? = nil, belief: String = "", because: String = "", wrongIf: String = "", state: State = .open,
            answer: String = "", version: Int = 0
        ) {
            self.keyResultID = keyResultID
            self.belief = belief
            self.because = because
            self.wrongIf = wrongIf
            self.state = state
            self.answer = answer
            self.version = version
        }

        public init(_ assumption: Assumption) {
            self.init(
                keyResultID: assumption.keyResultID, belief: assumption.belief, because: assumption.because, wrongIf: assumption.wrongIf,
                state: assumption.state, answer: assumption.answer, version: assumption.version)
        }

        func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.belief = problems.lines(
                belief, "belief", missing: "Write what you believe: what does the goal rest on?", limit: Limit.reason)
            draft.because = problems.lines(because, "because", limit: Limit.reason)
            draft.wrongIf = problems.lines(
                wrongIf, "wrong_if", missing: "Write how you would notice that it is wrong. Otherwise nobody can learn from it.",
                limit: Limit.reason)
            draft.answer = problems.lines(answer, "answer")
            try problems.check()
            return draft
        }
    }

    public static let mostOnAGoal = 50

    public static func make(
        _ draft: Draft, id: ID<Assumption>, in goal: Goal, by viewer: Viewer, at moment: Moment
    ) throws(AppError) -> Assumption {
        try mayEdit(in: goal, by: viewer).check()
        let draft = try draft.checked()
        return Assumption(
            id: id, goalID: goal.id, keyResultID: draft.keyResultID, belief: draft.belief, because: draft.because, wrongIf: draft.wrongIf,
            state: draft.state, answer: draft.answer, createdBy: viewer.id, createdAt: moment)
    }

    /// Whoever plans the work of a goal; of a closed one nothing is assumed any more.
    public static func mayEdit(in goal: Goal, by viewer: Viewer) -> Permission {
        guard Person.mayWrite(viewer).isGranted else { return Person.mayWrite(viewer) }
        guard goal.isOpen else { return .refused("This goal is closed. Reopen it to change what it rests on.") }
        return .when(
            goal.mayPlanWork(by: viewer).isGranted,
            "What a goal rests on is written by its owner, its maker, its team and admins. You can tell what happened, or write a comment.")
    }

    public mutating func edit(_ draft: Draft, in goal: Goal, by viewer: Viewer) throws(AppError) -> [Change] {
        try Self.mayEdit(in: goal, by: viewer).check()
        guard draft.version == version else { throw .stale }
        let draft = try draft.checked()
        var changes = Changes()
        changes.set("key_result_id", &keyResultID, draft.keyResultID)
        changes.set("belief", &belief, draft.belief)
        changes.set("because", &because, draft.because)
        changes.set("wrong_if", &wrongIf, draft.wrongIf)
        changes.set("answer", &answer, draft.answer)
        if state != draft.state {
            // Contradicted anew asks anew.
            if draft.state == .contradicted { changes.set("answer", &answer, "") }
            changes.set("assumption_state", &state, draft.state)
        }
        if !changes.list.isEmpty { version += 1 }
        return changes.list
    }
}

extension Assumption.State: Plain {}

/// What somebody saw change for people: told on a goal at any time, perhaps as evidence for or against what it rests on.
public struct Story: Sendable, Hashable {
    public let id: ID<Story>
    public var goalID: ID<Goal>
    public var assumptionID: ID<Assumption>?
    /// What it says of the assumption; nil without one.
    public var bearing: Bearing?
    public var authorID: ID<Person>
    public var text: String
    /// For whom something was different, in the teller's words.
    public var touched: String
    public var onDay: Day
    public var version: Int
    public var createdAt: Moment

    public enum Bearing: String, Sendable, CaseIterable {
        case supports, contradicts

        public var word: Words {
            switch self {
            case .supports: "Supports it"
            case .contradicts: "Contradicts it"
            }
        }
    }

    public init(
        id: ID<Story>, goalID: ID<Goal>, assumptionID: ID<Assumption>? = nil, bearing: Bearing? = nil, authorID: ID<Person>, text: String,
        touched: String = "", onDay: Day, version: Int = 1, createdAt: Moment
    ) {
        self.id = id
        self.goalID = goalID
        self.assumptionID = assumptionID
        self.bearing = bearing
        self.authorID = authorID
        self.text = text
        self.touched = touched
        self.onDay = onDay
        self.version = version
        self.createdAt = createdAt
    }
}

extension Story {
    /// What somebody writes to tell one.
    public struct Draft: Sendable, Hashable {
        public var assumptionID: ID<Assumption>?
        public var bearing: Bearing?
        public var text: String
        public var touched: String
        public var onDay: Day
        public var version: Int

        public init(
            assumptionID: ID<Assumption>? = nil, bearing: Bearing? = nil, text: String = "", touched: String = "", onDay: Day,
            version: Int = 0
        ) {
            self.assumptionID = assumptionID
            self.bearing = bearing
            self.text = text
            self.touched = touched
            self.onDay = onDay
            self.version = version
        }

        public init(_ story: Story) {
            self.init(
                assumptionID: story.assumptionID, bearing: story.bearing, text: story.text, touched: story.touched, onDay: story.onDay,
                version: story.version)
        }

        /// - Parameter latest: the last day that a story can be of.
        func checked(latest: Day) throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.text = problems.lines(text, "text", missing: "Tell what happened.")
            draft.touched = problems.line(touched, "touched", missing: nil, limit: Limit.name)
            problems.require(onDay <= latest, "on_day", "A story is told once it has happened.")
            if assumptionID == nil { draft.bearing = nil }
            problems.require(
                assumptionID == nil || bearing != nil, "bearing", "Say whether it supports or contradicts what the goal rests on.")
            try problems.check()
            return draft
        }
    }

    public static func make(
        _ draft: Draft, id: ID<Story>, on goal: Goal, by viewer: Viewer, at moment: Moment, today: Day
    ) throws(AppError) -> Story {
        try goal.mayComment(by: viewer).check()
        let draft = try draft.checked(latest: today)
        return Story(
            id: id, goalID: goal.id, assumptionID: draft.assumptionID, bearing: draft.bearing, authorID: viewer.id, text: draft.text,
            touched: draft.touched, onDay: draft.onDay, createdAt: moment)
    }

    public func mayEdit(by viewer: Viewer) -> Permission {
        .when(viewer.id == authorID && viewer.person.state == .active, "A story is changed by whoever told it.")
    }

    public func mayRemove(by viewer: Viewer) -> Permission {
        .when(
            (viewer.id == authorID || viewer.isAdmin) && viewer.person.state == .active,
            "A story is taken away by whoever told it, or an admin.")
    }

    public mutating func edit(_ draft: Draft, by viewer: Viewer, today: Day) throws(AppError) -> [Change] {
        try mayEdit(by: viewer).check()
        guard draft.version == version else { throw .stale }
        let draft = try draft.checked(latest: max(today, onDay))
        var changes = Changes()
        changes.set("assumption_id", &assumptionID, draft.assumptionID)
        changes.set("bearing", &bearing, draft.bearing)
        changes.set("text", &text, draft.text)
        changes.set("touched", &touched, draft.touched)
        changes.set("on_day", &onDay, draft.onDay)
        if !changes.list.isEmpty { version += 1 }
        return changes.list
    }
}

extension Story.Bearing: Plain {}
