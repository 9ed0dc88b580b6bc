/// A dated mark on a goal or on one of its initiatives.
public struct Milestone: Sendable, Hashable {
    public let id: ID<Milestone>
    public var goalID: ID<Goal>
    public var initiativeID: ID<Initiative>?
    public var title: String
    public var onDay: Day
    public var reachedOn: Day?
    public var version: Int
    public var createdAt: Moment

    public init(
        id: ID<Milestone>, goalID: ID<Goal>, initiativeID: ID<Initiative>? = nil, title: String, onDay: Day, reachedOn: Day? = nil,
        version: Int = 1, createdAt: Moment
    ) {
        self.id = id
        self.goalID = goalID
        self.initiativeID = initiativeID
        self.title = title
        self.onDay = onDay
        self.reachedOn = reachedOn
        self.version = version
        self.createdAt = createdAt
    }

    public func isOverdue(on today: Day) -> Bool { reachedOn == nil && onDay < today }
}

extension Milestone {
    /// What a person writes to make or change a milestone.
    public struct Draft: Sendable, Hashable {
        public var title: String
        public var onDay: Day
        public var reachedOn: Day?
        public var initiativeID: ID<Initiative>?
        public var version: Int

        public init(title: String, onDay: Day, reachedOn: Day? = nil, initiativeID: ID<Initiative>? = nil, version: Int = 0) {
            self.title = title
            self.onDay = onDay
            self.reachedOn = reachedOn
            self.initiativeID = initiativeID
            self.version = version
        }

        /// The draft, trimmed; throws every problem it has. A milestone cannot be reached in the future.
        public func checked(today: Day) throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.title = problems.line(
                title, "title", missing: "A milestone needs a title: what can be seen on that day?", limit: Limit.title)
            problems.require(reachedOn.map { $0 <= today } ?? true, "reached_on", "That day has not come yet.")
            try problems.check()
            return draft
        }
    }

    public static func make(
        _ draft: Draft, id: ID<Milestone>, in goal: Goal, by viewer: Viewer, at moment: Moment, today: Day
    ) throws(AppError) -> Milestone {
        try goal.mayPlanWork(by: viewer).check()
        let draft = try draft.checked(today: today)
        return Milestone(
            id: id, goalID: goal.id, initiativeID: draft.initiativeID, title: draft.title, onDay: draft.onDay, reachedOn: draft.reachedOn,
            createdAt: moment)
    }

    public mutating func edit(_ draft: Draft, in goal: Goal, by viewer: Viewer, today: Day) throws(AppError) -> [Change] {
        try goal.mayPlanWork(by: viewer).check()
        guard draft.version == version else { throw .stale }
        let draft = try draft.checked(today: today)
        var changes = Changes()
        changes.set("title", &title, draft.title)
        changes.set("on_day", &onDay, draft.onDay)
        changes.set("reached_on", &reachedOn, draft.reachedOn)
        changes.set("initiative_id", &initiativeID, draft.initiativeID)
        if !changes.list.isEmpty { version += 1 }
        return changes.list
    }
}
