extension Goal {
    /// What a person writes to make or change a goal.
    public struct Draft: Sendable, Hashable {
        public var title: String
        public var why: String
        public var teamID: ID<Team>?
        public var cycleID: ID<Cycle>?
        public var ownerID: ID<Person>?
        public var visibility: Visibility
        public var readers: Set<ID<Person>>
        public var startsOn: Day
        public var dueOn: Day
        public var rhythmDays: Int?
        public var parents: [Parent]
        public var rollUp: RollUpMode
        public var handProgress: Double?
        /// The version the form was made from; 0 for a new goal.
        public var version: Int

        public init(
            title: String, why: String = "", teamID: ID<Team>? = nil, cycleID: ID<Cycle>? = nil, ownerID: ID<Person>? = nil,
            visibility: Visibility = .workspace, readers: Set<ID<Person>> = [], startsOn: Day, dueOn: Day, rhythmDays: Int? = nil,
            parents: [Parent] = [], rollUp: RollUpMode = .automatic, handProgress: Double? = nil, version: Int = 0
        ) {
            self.title = title
            self.why = why
            self.teamID = teamID
            self.cycleID = cycleID
            self.ownerID = ownerID
            self.visibility = visibility
            self.readers = readers
            self.startsOn = startsOn
            self.dueOn = dueOn
            self.rhythmDays = rhythmDays
            self.parents = parents
            self.rollUp = rollUp
            self.handProgress = handProgress
            self.version = version
        }

        /// The draft of a goal as it is now, to change some of it.
        public init(_ goal: Goal, parents: [Parent], readers: Set<ID<Person>>) {
            self.init(
                title: goal.title, why: goal.why, teamID: goal.teamID, cycleID: goal.cycleID, ownerID: goal.ownerID,
                visibility: goal.visibility, readers: readers, startsOn: goal.startsOn, dueOn: goal.dueOn, rhythmDays: goal.rhythmDays,
                parents: parents, rollUp: goal.rollUp, handProgress: goal.handProgress, version: goal.version)
        }

        /// The draft, trimmed; throws every problem it has.
        public func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.title = problems.line(
                title, "title", missing: "A goal needs a title: what is different when it is reached?", limit: Limit.title)
            draft.why = problems.lines(why, "why")
            checkDates(&problems)
            checkProgress(&problems)
            problems.require(visibility != .team || teamID != nil, "team_id", "Choose the team that sees it.")
            problems.require(readers.count <= Limit.readers, "readers", "At most \(Limit.readers) people can be named.")
            checkParents(&problems)
            try problems.check()
            return draft
        }

        private func checkDates(_ problems: inout Problems) {
            problems.require(startsOn <= dueOn, "due_on", "It ends before it begins.")
            problems.require(
                startsOn.distance(to: dueOn) <= Limit.goalYears * 366, "due_on", "A goal lasts at most \(Limit.goalYears) years.")
            problems.require(
                rhythmDays.map { (1...366).contains($0) } ?? true, "rhythm_days", "Check-ins can be between 1 and 366 days apart.")
        }

        private func checkProgress(_ problems: inout Problems) {
            problems.require(
                handProgress.map { (0...1).contains($0) } ?? true, "hand_progress", "Progress lies between 0 and 100 %.")
        }

        private func checkParents(_ problems: inout Problems) {
            problems.require(parents.count <= Limit.parents, "parents", "A goal can serve at most \(Limit.parents) others.")
            problems.require(Set(parents.map(\.id)).count == parents.count, "parents", "The same goal is named twice.")
            let weights = parents.compactMap(\.weight)
            problems.require(weights.allSatisfy { (0...100).contains($0) }, "parents", "A weight lies between 0 and 100 %.")
        }
    }
}
