import Database
import Domain

/// What can be done with the key results of a goal. On a committed goal every change needs a reason.
struct KeyResults: Sendable {
    let cairn: Cairn

    /// Adds one at the end. The form's key becomes its id, so a form that is sent twice adds one.
    func add(
        _ draft: KeyResult.Draft, to goalID: ID<Goal>, key: ID<KeyResult>? = nil, reason: String, by viewer: Viewer
    ) async throws -> KeyResult {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let known = try db.keyResults(of: goalID, in: workspace)
            if let same = known.first(where: { $0.id == key }) { return same }
            let isTaken =
                try key.map { try db.row("SELECT 1 FROM key_result WHERE workspace_id = \(workspace) AND id = \($0)") != nil } ?? true
            let keyResult = try KeyResult.make(
                draft, id: isTaken ? cairn.newID() : key ?? cairn.newID(), in: goal, among: known, reason: reason, by: viewer, at: now)
            try db.checkOwner(of: keyResult, unlike: nil, in: goal, viewer)
            try db.checkPrimary(keyResult, unlike: nil, in: goal, viewer)
            try db.checkNumbers(keyResult, in: goal, workspace)
            try db.insert(keyResult, in: workspace)
            try db.savePairs(of: keyResult, before: [], in: workspace)
            try db.checkWeights(of: goal, in: workspace)
            try finish(keyResult, .keyResultMade, [], reason, in: db, by: viewer, at: now)
            return keyResult
        }
    }

    func edit(
        _ id: ID<KeyResult>, of goalID: ID<Goal>, _ draft: KeyResult.Draft, reason: String, by viewer: Viewer
    ) async throws -> KeyResult {
        let now = cairn.now
        return try await cairn.database.write { db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let all = try db.withPairs(db.keyResults(of: goalID, in: workspace), in: workspace)
            guard let before = all.first(where: { $0.id == id }) else { throw AppError.notFound }
            var keyResult = before
            let changes = try keyResult.edit(draft, in: goal, among: all, reason: reason, by: viewer)
            if changes.isEmpty { return keyResult }
            try db.checkOwner(of: keyResult, unlike: before, in: goal, viewer)
            try db.checkPrimary(keyResult, unlike: before, in: goal, viewer)
            try db.checkNumbers(keyResult, in: goal, workspace)
            try db.save(keyResult, in: workspace)
            try db.savePairs(of: keyResult, before: before.movesWith, in: workspace)
            try db.checkWeights(of: goal, in: workspace)
            try finish(keyResult, .keyResultEdited, changes, reason, in: db, by: viewer, at: now)
            return keyResult
        }
    }

    /// Takes it away, with the values that were reported on it.
    func remove(_ id: ID<KeyResult>, of goalID: ID<Goal>, version: Int, reason: String, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            let keyResult = try db.keyResult(id, of: goalID, in: viewer.workspace.id)
            try goal.mayEdit(by: viewer).check()
            guard keyResult.version == version else { throw AppError.stale }
            try goal.requireReason(reason)
            try db.delete(keyResult, in: viewer.workspace.id)
            try finish(keyResult, .keyResultRemoved, [], reason, in: db, by: viewer, at: now)
        }
    }

    /// Moves it one place up or down. The order promises nothing, so it needs no reason.
    func move(_ id: ID<KeyResult>, of goalID: ID<Goal>, up: Bool, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let keyResult = try db.keyResult(id, of: goalID, in: workspace)
            try goal.mayEdit(by: viewer).check()
            var order = try db.keyResults(of: goalID, in: workspace).map(\.id)
            let from = order.firstIndex(of: id)!
            let to = up ? from - 1 : from + 1
            guard order.indices.contains(to) else { return }
            order.swapAt(from, to)
            for (position, id) in order.enumerated() { try db.setPosition(position, of: id, in: workspace) }
            let change = Change(field: "position", from: "\(from + 1)", to: "\(to + 1)")
            try finish(keyResult, .keyResultEdited, [change], "", in: db, by: viewer, at: now)
        }
    }

    private func finish(
        _ keyResult: KeyResult, _ kind: Event.Kind, _ changes: [Change], _ reason: String, in db: any Connection, by viewer: Viewer,
        at now: Moment
    ) throws {
        let details = Event.Details(changes: changes, names: ["subject": keyResult.title])
        try db.record(
            Event(
                id: cairn.newID(), kind: kind, actorID: viewer.id, goalID: keyResult.goalID, subjectID: keyResult.id.text, reason: reason,
                details: details, createdAt: now), in: viewer.workspace.id)
        try db.refreshStandings(from: [keyResult.goalID], in: viewer.workspace, at: now)
    }
}

extension Connection {
    fileprivate func checkOwner(of keyResult: KeyResult, unlike old: KeyResult?, in goal: Goal, _ viewer: Viewer) throws {
        guard keyResult.ownerID != old?.ownerID else { return }
        try checkOwner(keyResult.ownerID, of: goal, in: viewer.workspace.id)
    }

    fileprivate func checkNumbers(_ keyResult: KeyResult, in goal: Goal, _ workspace: ID<Workspace>) throws {
        guard goal.stage == .committed, try self.workspace(workspace).asksForNumbers else { return }
        try keyResult.checkNumbers()
    }

    /// Throws where a goal that changes its team, or is opened again, would bring its team more primary key results than people can keep in sight.
    func checkPrimaries(of goal: Goal, field: String, in workspace: ID<Workspace>) throws {
        guard let team = goal.teamID, goal.keyResultCount > 0 else { return }
        let own: Int? = try one(
            "SELECT COUNT(*) FROM key_result WHERE workspace_id = \(workspace) AND goal_id = \(goal.id) AND is_primary = 1")
        guard let own, own > 0 else { return }
        let others: Int? = try one(
            """
            SELECT COUNT(*) FROM goal JOIN key_result ON key_result.workspace_id = goal.workspace_id AND key_result.goal_id = goal.id
            WHERE goal.workspace_id = \(workspace) AND goal.team_id = \(team) AND goal.stage <> 'closed' AND goal.id <> \(goal.id)
                AND key_result.is_primary = 1
            """)
        try KeyResult.checkPrimary(bringing: own, to: others ?? 0, field: field)
    }

    /// Throws where the goal's team would have more primary key results than people can keep in sight.
    fileprivate func checkPrimary(_ keyResult: KeyResult, unlike old: KeyResult?, in goal: Goal, _ viewer: Viewer) throws {
        guard keyResult.isPrimary, old?.isPrimary != true, let team = goal.teamID else { return }
        let others = try rows(
            """
            SELECT CASE WHEN \(sql: viewer.seesGoal) THEN key_result.title END FROM goal JOIN key_result
                ON key_result.workspace_id = goal.workspace_id AND key_result.goal_id = goal.id
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.team_id = \(team) AND goal.stage <> 'closed'
                AND key_result.is_primary = 1 AND key_result.id <> \(keyResult.id) ORDER BY key_result.id LIMIT 20
            """
        ).map { try $0.first(as: String?.self) }
        try KeyResult.checkPrimary(among: others)
    }

    /// Throws unless this person may own things, and sees the goal they belong to.
    func checkOwner(_ owner: ID<Person>?, of goal: Goal, in workspace: ID<Workspace>) throws {
        guard let owner else { return }
        var problems = Problems()
        try checkOwner(owner, in: workspace, &problems)
        try problems.check()
        guard try maySee(goal.id, person: owner, in: workspace) else {
            throw AppError.invalid("owner_id", "This person does not see the goal. Name them on it first, or choose somebody else.")
        }
    }

    /// Throws where the fixed weights in a goal are more than the whole.
    func checkWeights(of goal: Goal, in workspace: ID<Workspace>) throws {
        try RollUp.check(try fixedWeights(of: goal, in: workspace))
    }
}
