import Foundation

/// A named period, such as a quarter or a year, in which goals are set and kept. Several may run at once.
public struct Cycle: Sendable, Hashable {
    public let id: ID<Cycle>
    public var name: String
    public var purpose: String
    public var startsOn: Day
    public var endsOn: Day
    public var stage: Stage
    public var version: Int
    public var createdAt: Moment

    public enum Stage: String, Sendable, CaseIterable { case drafting, active, closing, closed }

    public init(
        id: ID<Cycle>, name: String, purpose: String = "", startsOn: Day, endsOn: Day, stage: Stage = .drafting, version: Int = 1,
        createdAt: Moment
    ) {
        self.id = id
        self.name = name
        self.purpose = purpose
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.stage = stage
        self.version = version
        self.createdAt = createdAt
    }

    /// How many weeks it has; the last one may be short.
    public var weeks: Int { (startsOn.distance(to: endsOn) + 7) / 7 }

    /// Which of its weeks a day lies in, counted from 1; nil outside the cycle.
    public func week(on day: Day) -> Int? {
        (startsOn...endsOn).contains(day) ? startsOn.distance(to: day) / 7 + 1 : nil
    }

    /// The share of its days that has passed when a day begins: 0 on the first day, 1 after the last.
    public func passed(on day: Day) -> Double {
        let days = Double(startsOn.distance(to: endsOn) + 1)
        return min(max(Double(startsOn.distance(to: day)) / days, 0), 1)
    }

    /// "Week 11 of 16", or when it begins or has ended.
    public func place(on day: Day) -> Words {
        if let week = week(on: day) { return "Week \(week) of \(weeks)" }
        return day < startsOn ? "Begins on \(startsOn)" : "Ended on \(endsOn)"
    }
}

extension Cycle.Stage {
    public var word: Words {
        switch self {
        case .drafting: "Drafting"
        case .active: "Active"
        case .closing: "Closing"
        case .closed: "Closed"
        }
    }

    /// The stages it may move to: one step forward, one step back.
    public var moves: [Cycle.Stage] {
        switch self {
        case .drafting: [.active]
        case .active: [.closing, .drafting]
        case .closing: [.closed, .active]
        case .closed: [.closing]
        }
    }
}

extension Cycle {
    /// What a person writes to make or change a cycle.
    public struct Draft: Sendable, Hashable {
        public var name: String
        public var purpose: String
        public var startsOn: Day
        public var endsOn: Day
        public var version: Int

        public init(name: String, purpose: String = "", startsOn: Day, endsOn: Day, version: Int = 0) {
            self.name = name
            self.purpose = purpose
            self.startsOn = startsOn
            self.endsOn = endsOn
            self.version = version
        }

        /// The draft, trimmed; throws every problem it has.
        public func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.name = problems.line(name, "name", missing: "A cycle needs a name, such as “Autumn 2026”.", limit: Limit.name)
            draft.purpose = problems.lines(purpose, "purpose", limit: Limit.purpose)
            problems.require(startsOn <= endsOn, "ends_on", "It ends before it begins.")
            problems.require(
                startsOn.distance(to: endsOn) <= Limit.cycleYears * 366, "ends_on", "A cycle lasts at most \(Limit.cycleYears) years.")
            try problems.check()
            return draft
        }
    }

    public static func mayMake(by viewer: Viewer) -> Permission {
        .when(viewer.isAdmin || viewer.isLead, "Cycles are made by team leads and admins. Ask one of them.")
    }

    public static func make(_ draft: Draft, id: ID<Cycle>, by viewer: Viewer, at moment: Moment) throws(AppError) -> Cycle {
        try mayMake(by: viewer).check()
        let draft = try draft.checked()
        return Cycle(
            id: id, name: draft.name, purpose: draft.purpose, startsOn: draft.startsOn, endsOn: draft.endsOn, createdAt: moment)
    }

    public func mayEdit(by viewer: Viewer) -> Permission {
        if stage == .closed { return .refused("This cycle is closed. An admin can reopen it.") }
        return .when(viewer.isAdmin || viewer.isLead, "Cycles are changed by team leads and admins. Ask one of them.")
    }

    /// Changes it and says what changed; nothing is touched where nothing differs.
    public mutating func edit(_ draft: Draft, by viewer: Viewer) throws(AppError) -> [Change] {
        try mayEdit(by: viewer).check()
        guard draft.version == version else { throw .stale }
        let draft = try draft.checked()
        var changes = Changes()
        changes.set("name", &name, draft.name)
        changes.set("purpose", &purpose, draft.purpose)
        changes.set("starts_on", &startsOn, draft.startsOn)
        changes.set("ends_on", &endsOn, draft.endsOn)
        if !changes.list.isEmpty { version += 1 }
        return changes.list
    }

    public func mayMove(to next: Stage, by viewer: Viewer) -> Permission {
        guard stage.moves.contains(next) else { return .refused("A cycle moves one step at a time: drafting, active, closing, closed.") }
        if stage == .closed { return .when(viewer.isAdmin, "A closed cycle is reopened by an admin. Ask one of them.") }
        return .when(viewer.isAdmin || viewer.isLead, "Cycles are moved on by team leads and admins. Ask one of them.")
    }

    /// Whether it can be closed: give how many of its goals are still open, leaving out those for named people, which nobody else can close.
    public func mayClose(by viewer: Viewer, open: Int) -> Permission {
        guard mayMove(to: .closed, by: viewer).isGranted else { return mayMove(to: .closed, by: viewer) }
        if open == 1 { return .refused("One of its goals is still open. Close it first; a draft can be dropped.") }
        return .when(open == 0, "\(open) of its goals are still open. Close them first; drafts can be dropped.")
    }

    /// Only what nobody has begun and nothing hangs on: give how many goals are in it, whoever may see them.
    public func mayRemove(by viewer: Viewer, goals: Int) -> Permission {
        guard mayEdit(by: viewer).isGranted else { return mayEdit(by: viewer) }
        guard stage == .drafting else {
            return .refused("Only a cycle that is still being drafted can be taken away. Close it: it stays readable.")
        }
        return .when(goals == 0, "There are goals in this cycle. Move them to another one first.")
    }

    /// - Parameter open: how many of its goals are still open; counts where it is closed.
    public mutating func move(to next: Stage, open: Int = 0, by viewer: Viewer) throws(AppError) -> [Change] {
        try (next == .closed ? mayClose(by: viewer, open: open) : mayMove(to: next, by: viewer)).check()
        var changes = Changes()
        changes.set("stage", &stage, next)
        version += 1
        return changes.list
    }
}
