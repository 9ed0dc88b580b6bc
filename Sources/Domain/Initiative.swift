/// Work done for a goal, perhaps for one of its key results: owner, deadline, effort, status. It does not move progress by itself.
public struct Initiative: Sendable, Hashable {
    public let id: ID<Initiative>
    public var goalID: ID<Goal>
    public var keyResultID: ID<KeyResult>?
    public var title: String
    public var notes: String
    public var ownerID: ID<Person>?
    public var dueOn: Day?
    public var effort: Effort?
    public var status: Status
    public var sourceID: String?
    public var sourceStatus: String?
    public var sourceScore: String?
    public var version: Int
    public var createdAt: Moment

    public enum Effort: String, Sendable, CaseIterable {
        case small, medium, large

        public var word: Words {
            switch self {
            case .small: "Small"
            case .medium: "Medium"
            case .large: "Large"
            }
        }
    }

    public enum Status: String, Sendable, CaseIterable {
        case planned, doing, waiting, done, dropped

        public var word: Words {
            switch self {
            case .planned: "Planned"
            case .doing: "Doing"
            case .waiting: "Waiting"
            case .done: "Done"
            case .dropped: "Dropped"
            }
        }

        public var isOpen: Bool { self != .done && self != .dropped }
    }

    public init(
        id: ID<Initiative>, goalID: ID<Goal>, keyResultID: ID<KeyResult>? = nil, title: String, notes: String = "",
        ownerID: ID<Person>? = nil, dueOn: Day? = nil, effort: Effort? = nil, status: Status = .planned, sourceID: String? = nil,
        sourceStatus: String? = nil, sourceScore: String? = nil, version: Int = 1, createdAt: Moment
    ) {
        self.id = id
        self.goalID = goalID
        self.keyResultID = keyResultID
        self.title = title
        self.notes = notes
        self.ownerID = ownerID
        self.dueOn = dueOn
        self.effort = effort
        self.status = status
        self.sourceID = sourceID
        self.sourceStatus = sourceStatus
        self.sourceScore = sourceScore
        self.version = version
        self.createdAt = createdAt
    }

    public func isOverdue(on today: Day) -> Bool { status.isOpen && dueOn.map { $0 < today } ?? false }
}

extension Initiative {
    /// What a person writes to make or change an initiative.
    public struct Draft: Sendable, Hashable {
        public var title: String
        public var notes: String
        public var keyResultID: ID<KeyResult>?
        public var ownerID: ID<Person>?
        public var dueOn: Day?
        public var effort: Effort?
        public var status: Status
        public var version: Int

        public init(
            title: String, notes: String = "", keyResultID: ID<KeyResult>? = nil, ownerID: ID<Person>? = nil, dueOn: Day? = nil,
            effort: Effort? = nil, status: Status = .planned, version: Int = 0
        ) {
            self.title = title
            self.notes = notes
            self.keyResultID = keyResultID
            self.ownerID = ownerID
            self.dueOn = dueOn
            self.effort = effort
            self.status = status
            self.version = version
        }

        /// The draft, trimmed; throws every problem it has.
        public func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.title = problems.line(title, "title", missing: "An initiative needs a title: what will be done?", limit: Limit.title)
            draft.notes = problems.lines(notes, "notes")
            try problems.check()
            return draft
        }
    }

    public static func make(
        _ draft: Draft, id: ID<Initiative>, in goal: Goal, by viewer: Viewer, at moment: Moment
    ) throws(AppError) -> Initiative {
        try goal.mayPlanWork(by: viewer).check()
        let draft = try draft.checked()
        return Initiative(
            id: id, goalID: goal.id, keyResultID: draft.keyResultID, title: draft.title, notes: draft.notes, ownerID: draft.ownerID,
            dueOn: draft.dueOn, effort: draft.effort, status: draft.status, createdAt: moment)
    }

    /// Its owner may always change it; others may if they may plan work for the goal.
    public func mayEdit(by viewer: Viewer, in goal: Goal) -> Permission {
        if viewer.id == ownerID, goal.isOpen, Person.mayWrite(viewer).isGranted { return .granted }
        return goal.mayPlanWork(by: viewer)
    }

    public mutating func edit(_ draft: Draft, in goal: Goal, by viewer: Viewer) throws(AppError) -> [Change] {
        try mayEdit(by: viewer, in: goal).check()
        guard draft.version == version else { throw .stale }
        let draft = try draft.checked()
        var changes = Changes()
        changes.set("title", &title, draft.title)
        changes.set("notes", &notes, draft.notes)
        changes.set("key_result_id", &keyResultID, draft.keyResultID)
        changes.set("owner_id", &ownerID, draft.ownerID)
        changes.set("due_on", &dueOn, draft.dueOn)
        changes.set("effort", &effort, draft.effort)
        changes.set("status", &status, draft.status)
        if !changes.list.isEmpty { version += 1 }
        return changes.list
    }
}
