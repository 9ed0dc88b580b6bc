import Database
import Domain

/// What can be done with the dated marks on a goal or on one of its initiatives.
struct Milestones: Sendable {
    let cairn: Cairn

    /// Sets one. The form's key becomes its id, so a form that is sent twice sets one.
    func add(_ draft: Milestone.Draft, to goalID: ID<Goal>, key: ID<Milestone>? = nil, by viewer: Viewer) async throws -> Milestone {
        let now = cairn.now
        let today = now.day(in: viewer.workspace.zone)
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let known = try key.map { try db.milestones(in: workspace, where: "milestone.id = \($0)") }?.first
            if let known, known.goalID == goalID { return known }
            let id = known == nil ? key ?? cairn.newID() : cairn.newID()
            let milestone = try Milestone.make(draft, id: id, in: goal, by: viewer, at: now, today: today)
            try db.checkInitiative(of: milestone, unlike: nil, workspace)
            try db.insert(milestone, in: workspace)
            try record(milestone, .milestoneMade, [], in: db, by: viewer, at: now)
            return milestone
        }
    }

    func edit(_ id: ID<Milestone>, of goalID: ID<Goal>, _ draft: Milestone.Draft, by viewer: Viewer) async throws {
        try await change(id, of: goalID, by: viewer) { _ in draft }
    }

    /// Says that it is reached today, or not reached after all.
    func setReached(_ isReached: Bool, _ id: ID<Milestone>, of goalID: ID<Goal>, by viewer: Viewer) async throws {
        let today = cairn.now.day(in: viewer.workspace.zone)
        try await change(id, of: goalID, by: viewer) { milestone in
            var draft = Milestone.Draft(milestone)
            draft.reachedOn = isReached ? milestone.reachedOn ?? today : nil
            return draft
        }
    }

    func remove(_ id: ID<Milestone>, of goalID: ID<Goal>, version: Int, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            let milestone = try db.milestone(id, of: goalID, in: viewer.workspace.id)
            try goal.mayPlanWork(by: viewer).check()
            guard milestone.version == version else { throw AppError.stale }
            try db.delete(milestone, in: viewer.workspace.id)
            try record(milestone, .milestoneRemoved, [], in: db, by: viewer, at: now)
        }
    }

    private func change(
        _ id: ID<Milestone>, of goalID: ID<Goal>, by viewer: Viewer, _ draft: @escaping @Sendable (Milestone) -> Milestone.Draft
    ) async throws {
        let now = cairn.now
        let today = now.day(in: viewer.workspace.zone)
        try await cairn.database.write { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            let before = try db.milestone(id, of: goalID, in: viewer.workspace.id)
            var milestone = before
            let changes = try milestone.edit(draft(before), in: goal, by: viewer, today: today)
            if changes.isEmpty { return }
            try db.checkInitiative(of: milestone, unlike: before, viewer.workspace.id)
            try db.save(milestone, in: viewer.workspace.id)
            let isReached = before.reachedOn == nil && milestone.reachedOn != nil
            try record(milestone, isReached ? .milestoneReached : .milestoneEdited, changes, in: db, by: viewer, at: now)
        }
    }

    private func record(
        _ milestone: Milestone, _ kind: Event.Kind, _ changes: [Change], in db: any Connection, by viewer: Viewer, at now: Moment
    ) throws {
        let details = Event.Details(changes: changes, names: ["subject": milestone.title])
        try db.record(
            Event(
                id: cairn.newID(), kind: kind, actorID: viewer.id, goalID: milestone.goalID, subjectID: milestone.id.text, details: details,
                createdAt: now), in: viewer.workspace.id)
    }
}

extension Milestone.Draft {
    init(_ milestone: Milestone) {
        self.init(
            title: milestone.title, onDay: milestone.onDay, reachedOn: milestone.reachedOn, initiativeID: milestone.initiativeID,
            version: milestone.version)
    }
}

extension Connection {
    fileprivate func checkInitiative(of milestone: Milestone, unlike old: Milestone?, _ workspace: ID<Workspace>) throws {
        guard let initiative = milestone.initiativeID, initiative != old?.initiativeID else { return }
        guard try !initiatives(in: workspace, where: "initiative.id = \(initiative) AND initiative.goal_id = \(milestone.goalID)").isEmpty
        else {
            throw AppError.invalid("initiative_id", "This initiative does not belong to the goal any more. Choose another.")
        }
    }
}
