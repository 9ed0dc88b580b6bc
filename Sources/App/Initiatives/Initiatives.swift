import Database
import Domain

/// What can be done with the work for a goal.
struct Initiatives: Sendable {
    let cairn: Cairn

    /// Plans one. The form's key becomes its id, so a form that is sent twice plans one.
    func add(_ draft: Initiative.Draft, to goalID: ID<Goal>, key: ID<Initiative>? = nil, by viewer: Viewer) async throws -> Initiative {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let known = try key.map { try db.initiatives(in: workspace, where: "initiative.id = \($0)") }?.first
            if let known, known.goalID == goalID { return known }
            let id = known == nil ? key ?? cairn.newID() : cairn.newID()
            let initiative = try Initiative.make(draft, id: id, in: goal, by: viewer, at: now)
            try db.checkReferences(of: initiative, unlike: nil, in: goal, workspace)
            try db.insert(initiative, in: workspace)
            try record(initiative, .initiativeMade, [], in: db, by: viewer, at: now)
            return initiative
        }
    }

    func edit(_ id: ID<Initiative>, of goalID: ID<Goal>, _ draft: Initiative.Draft, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            let before = try db.initiative(id, of: goalID, in: viewer.workspace.id)
            var initiative = before
            let changes = try initiative.edit(draft, in: goal, by: viewer)
            if changes.isEmpty { return }
            try db.checkReferences(of: initiative, unlike: before, in: goal, viewer.workspace.id)
            try db.save(initiative, in: viewer.workspace.id)
            try record(initiative, .initiativeEdited, changes, in: db, by: viewer, at: now)
        }
    }

    /// Says how far the work is, without the rest of the form.
    func setStatus(_ status: Initiative.Status, of id: ID<Initiative>, goal goalID: ID<Goal>, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            var initiative = try db.initiative(id, of: goalID, in: viewer.workspace.id)
            var draft = Initiative.Draft(initiative)
            draft.status = status
            let changes = try initiative.edit(draft, in: goal, by: viewer)
            if changes.isEmpty { return }
            try db.save(initiative, in: viewer.workspace.id)
            try record(initiative, .initiativeEdited, changes, in: db, by: viewer, at: now)
        }
    }

    /// Takes it away, with its milestones.
    func remove(_ id: ID<Initiative>, of goalID: ID<Goal>, version: Int, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            let initiative = try db.initiative(id, of: goalID, in: viewer.workspace.id)
            try initiative.mayEdit(by: viewer, in: goal).check()
            guard initiative.version == version else { throw AppError.stale }
            try db.delete(initiative, in: viewer.workspace.id)
            try record(initiative, .initiativeRemoved, [], in: db, by: viewer, at: now)
        }
    }

    private func record(
        _ initiative: Initiative, _ kind: Event.Kind, _ changes: [Change], in db: any Connection, by viewer: Viewer, at now: Moment
    ) throws {
        let details = Event.Details(changes: changes, names: ["subject": initiative.title])
        try db.record(
            Event(
                id: cairn.newID(), kind: kind, actorID: viewer.id, goalID: initiative.goalID, subjectID: initiative.id.text,
                details: details,
                createdAt: now), in: viewer.workspace.id)
    }
}

extension Initiative.Draft {
    init(_ initiative: Initiative) {
        self.init(
            title: initiative.title, notes: initiative.notes, keyResultID: initiative.keyResultID, ownerID: initiative.ownerID,
            dueOn: initiative.dueOn, effort: initiative.effort, status: initiative.status, version: initiative.version)
    }
}

extension Connection {
    fileprivate func checkReferences(of initiative: Initiative, unlike old: Initiative?, in goal: Goal, _ workspace: ID<Workspace>) throws {
        if let keyResult = initiative.keyResultID, keyResult != old?.keyResultID {
            guard try !keyResults(in: workspace, where: "key_result.id = \(keyResult) AND key_result.goal_id = \(goal.id)").isEmpty else {
                throw AppError.invalid("key_result_id", "This key result does not belong to the goal any more. Choose another.")
            }
        }
        if initiative.ownerID != old?.ownerID { try checkOwner(initiative.ownerID, of: goal, in: workspace) }
    }
}
