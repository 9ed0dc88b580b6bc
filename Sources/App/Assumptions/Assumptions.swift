import Database
import Domain

/// Writing down what a goal rests on, and judging it.
struct Assumptions: Sendable {
    let cairn: Cairn

    /// The form's key becomes its id, so a form that is sent twice writes one.
    func add(_ draft: Assumption.Draft, to goalID: ID<Goal>, key: ID<Assumption>? = nil, by viewer: Viewer) async throws -> Assumption {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let known = try db.assumptions(of: goalID, in: workspace)
            if let same = known.first(where: { $0.assumption.id == key }) { return same.assumption }
            guard known.count < Assumption.mostOnAGoal else {
                throw AppError.invalid("", "A goal rests on at most \(Assumption.mostOnAGoal) assumptions.")
            }
            let isTaken =
                try key.map { try db.row("SELECT 1 FROM assumption WHERE workspace_id = \(workspace) AND id = \($0)") != nil } ?? true
            let assumption = try Assumption.make(
                draft, id: isTaken ? cairn.newID() : key ?? cairn.newID(), in: goal, by: viewer, at: now)
            try db.checkKeyResult(of: assumption, workspace)
            try db.insert(assumption, in: workspace)
            try record(.assumptionMade, assumption, in: db, by: viewer, at: now)
            return assumption
        }
    }

    func edit(_ id: ID<Assumption>, of goalID: ID<Goal>, _ draft: Assumption.Draft, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            var assumption = try db.assumption(id, of: goalID, in: viewer.workspace.id).assumption
            let changes = try assumption.edit(draft, in: goal, by: viewer)
            if changes.isEmpty { return }
            try db.checkKeyResult(of: assumption, viewer.workspace.id)
            try db.save(assumption, in: viewer.workspace.id)
            try record(.assumptionEdited, assumption, changes, in: db, by: viewer, at: now)
        }
    }

    func remove(_ id: ID<Assumption>, of goalID: ID<Goal>, version: Int, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            let assumption = try db.assumption(id, of: goalID, in: viewer.workspace.id).assumption
            try Assumption.mayEdit(in: goal, by: viewer).check()
            guard assumption.version == version else { throw AppError.stale }
            try db.delete(assumption, in: viewer.workspace.id)
            try record(.assumptionRemoved, assumption, in: db, by: viewer, at: now)
        }
    }

    private func record(
        _ kind: Event.Kind, _ assumption: Assumption, _ changes: [Change] = [], in db: any Connection, by viewer: Viewer, at now: Moment
    ) throws {
        let subject = Markdown.plain(assumption.belief, limit: 120)
        try db.record(
            Event(
                id: cairn.newID(), kind: kind, actorID: viewer.id, goalID: assumption.goalID, subjectID: assumption.id.text,
                details: .init(changes: changes, names: ["subject": subject]), createdAt: now), in: viewer.workspace.id)
    }
}

extension Connection {
    fileprivate func checkKeyResult(of assumption: Assumption, _ workspace: ID<Workspace>) throws {
        guard let id = assumption.keyResultID else { return }
        guard try !keyResults(in: workspace, where: "key_result.id = \(id) AND key_result.goal_id = \(assumption.goalID)").isEmpty else {
            throw AppError.invalid("key_result_id", "This key result does not belong to the goal any more. Choose another.")
        }
    }
}
