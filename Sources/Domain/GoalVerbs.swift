extension Goal {
    /// What an edit did: fields, links to parents and named readers, each only where it differed.
    public struct Edit: Sendable, Hashable {
        public var changes: [Change]
        public var linked: [Parent]
        public var unlinked: [ID<Goal>]
        public var reweighted: [Parent]

        public var isEmpty: Bool { changes.isEmpty && linked.isEmpty && unlinked.isEmpty && reweighted.isEmpty }
    }

    public static func make(_ draft: Draft, id: ID<Goal>, by viewer: Viewer, at moment: Moment) throws(AppError) -> Goal {
        try mayMake(by: viewer).check()
        let draft = try draft.checked()
        return Goal(
            id: id, title: draft.title, why: draft.why, teamID: draft.teamID, cycleID: draft.cycleID, ownerID: draft.ownerID,
            visibility: draft.visibility, startsOn: draft.startsOn, dueOn: draft.dueOn, rhythmDays: draft.rhythmDays,
            rollUp: draft.rollUp, handProgress: draft.handProgress, createdBy: viewer.id, createdAt: moment)
    }

    /// Changes it. `parents` and `readers` are those of now. A committed goal asks for a reason, which its history keeps.
    public mutating func edit(
        _ draft: Draft, parents: [Parent], readers: Set<ID<Person>>, reason: String, by viewer: Viewer, at moment: Moment
    ) throws(AppError) -> Edit {
        try mayEdit(by: viewer).check()
        guard draft.version == version else { throw .stale }
        let draft = try draft.checked()
        var changed = self
        var edit = Edit(changes: changed.set(draft, readers), linked: [], unlinked: [], reweighted: [])
        let before = Dictionary(parents.map { ($0.id, $0.weight) }, uniquingKeysWith: { first, _ in first })
        edit.linked = draft.parents.filter { before[$0.id] == nil }
        edit.reweighted = draft.parents.filter { before[$0.id].map { [weight = $0.weight] in $0 != weight } ?? false }
        edit.unlinked = parents.map(\.id).filter { id in !draft.parents.contains { $0.id == id } }
        if edit.isEmpty { return edit }
        try requireReason(reason)
        changed.touch(at: moment)
        self = changed
        return edit
    }

    /// Throws unless a reason stands beside a change of a committed goal. Key results and links are part of what was committed.
    public func requireReason(_ reason: String) throws(AppError) {
        var problems = Problems()
        _ = problems.lines(
            reason, "reason",
            missing: stage == .committed ? "This goal is committed. Say why it changes; its history keeps the reason." : nil,
            limit: Limit.reason)
        try problems.check()
    }

    public mutating func propose(by viewer: Viewer, at moment: Moment) throws(AppError) -> [Change] {
        try mayPropose(by: viewer).check()
        guard stage == .draft else { throw .invalid("", "It is already proposed.") }
        return move(to: .proposed, at: moment)
    }

    /// Takes a proposal back.
    public mutating func withdraw(by viewer: Viewer, at moment: Moment) throws(AppError) -> [Change] {
        guard stage == .proposed else { throw .invalid("", "Only a proposed goal can go back to being a draft.") }
        try mayEdit(by: viewer).check()
        return move(to: .draft, at: moment)
    }

    /// Locks it. It needs an owner and a due date from today on; key results are asked for by `commitWarning`, not demanded.
    /// - Parameter keyResults: the goal's own, where the workspace asks that each number has a baseline and a target; otherwise nil.
    public mutating func commit(by viewer: Viewer, at moment: Moment, today: Day, numbersOf keyResults: [KeyResult]? = nil) throws(AppError)
        -> [Change]
    {
        guard stage == .draft || stage == .proposed else {
            throw .invalid("", stage == .closed ? "It is closed. Reopen it instead." : "It is already committed.")
        }
        try mayCommit(by: viewer).check()
        var problems = Problems()
        problems.require(ownerID != nil, "owner_id", "A committed goal needs an owner: someone who answers for it.")
        problems.require(dueOn >= today, "due_on", "Its due date, \(dueOn), has passed. Choose a later one before you commit.")
        if let keyResults, let lacking = lackingNumbers(keyResults) { problems.add("", lacking) }
        try problems.check()
        committedAt = moment
        return move(to: .committed, at: moment)
    }

    /// What is missing where the workspace asks for numbers; nil when nothing is.
    private func lackingNumbers(_ keyResults: [KeyResult]) -> Words? {
        if keyResults.isEmpty, childCount == 0 {
            return "Here a goal needs a key result before it is committed: a number with a baseline and a target."
        }
        let lacking = keyResults.filter(\.lacksNumbers)
        guard let first = lacking.first else { return nil }
        return lacking.count == 1
            ? "Here a goal is committed only when each number has a baseline and a target. “\(first.title)” lacks one."
            : "Here a goal is committed only when each number has a baseline and a target. \(lacking.count) lack one, “\(first.title)” first."
    }

    /// What people should know before they commit; nil when nothing is missing.
    public var commitWarning: Words? {
        guard rollUp != .byHand, keyResultCount == 0, childCount == 0 else { return nil }
        return "It has no key result and no child goal yet, so nobody will see how far it is."
    }

    /// Opens a closed goal again: to committed, or to draft where it never was committed.
    public mutating func reopen(reason: String, by viewer: Viewer, at moment: Moment) throws(AppError) -> [Change] {
        guard stage == .closed else { throw .invalid("", "It is not closed.") }
        try mayReopen(by: viewer).check()
        var problems = Problems()
        _ = problems.lines(reason, "reason", missing: "Say why it is opened again. Its history keeps the reason.", limit: Limit.reason)
        try problems.check()
        var changes = Changes()
        changes.set("outcome", &outcome, nil)
        changes.set("grade", &grade, nil)
        outcomeReason = ""
        closedAt = nil
        return changes.list + move(to: committedAt == nil ? .draft : .committed, at: moment)
    }

    /// Sets another status than the computed one, with a reason; nil takes it back.
    public mutating func judge(_ status: Status?, reason: String, by viewer: Viewer, at moment: Moment) throws(AppError) -> [Change] {
        try mayJudge(by: viewer).check()
        var problems = Problems()
        problems.require(stage == .committed, "", "Only a committed goal has a status to set.")
        problems.require(
            status.map { [.onTrack, .atRisk, .offTrack].contains($0) } ?? true, "status", "Choose on track, at risk or off track.")
        let reason = problems.lines(
            reason, "reason", missing: status == nil ? nil : "Say why the numbers do not tell it all. Both will be shown.",
            limit: Limit.reason)
        try problems.check()
        var changes = Changes()
        changes.set("owner_status", &ownerStatus, status)
        ownerStatusReason = status == nil ? "" : reason
        touch(at: moment)
        return changes.list
    }

    /// Gives it to another owner without the rest of an edit, as when somebody leaves.
    public mutating func handOver(to person: Person, at moment: Moment) throws(AppError) -> [Change] {
        guard person.canOwn else { throw .invalid("owner_id", "\(person.name) cannot own goals: choose a member who has not left.") }
        var changes = Changes()
        changes.set("owner_id", &ownerID, person.id)
        if !changes.list.isEmpty { touch(at: moment) }
        return changes.list
    }

    private mutating func set(_ draft: Draft, _ readers: Set<ID<Person>>) -> [Change] {
        var changes = Changes()
        changes.set("title", &title, draft.title)
        changes.set("why", &why, draft.why)
        changes.set("team_id", &teamID, draft.teamID)
        changes.set("cycle_id", &cycleID, draft.cycleID)
        changes.set("owner_id", &ownerID, draft.ownerID)
        changes.set("visibility", &visibility, draft.visibility)
        changes.note("readers", readers, draft.readers)
        changes.set("starts_on", &startsOn, draft.startsOn)
        changes.set("due_on", &dueOn, draft.dueOn)
        changes.set("rhythm_days", &rhythmDays, draft.rhythmDays)
        changes.set("roll_up", &rollUp, draft.rollUp)
        changes.set("hand_progress", &handProgress, draft.handProgress)
        return changes.list
    }

    mutating func move(to next: Stage, at moment: Moment) -> [Change] {
        var changes = Changes()
        changes.set("stage", &stage, next)
        touch(at: moment)
        return changes.list
    }

    private mutating func touch(at moment: Moment) {
        version += 1
        updatedAt = moment
    }
}
