import Database
import Domain

/// Everything that may count in a goal's progress, with its fixed weight: what the page "Weights" shows and changes at once.
struct Weights: Sendable {
    let cairn: Cairn

    /// One key result or child goal.
    struct Contributor: Sendable {
        /// The id, of whichever kind: also the key of its field in the form.
        var id: String
        /// Nil where the viewer may not see the child goal.
        var title: String?
        var isGoal: Bool
        var weight: Double?
        /// A child goal that is not committed does not count yet.
        var counts: Bool
    }

    func load(_ goalID: ID<Goal>, for viewer: Viewer) async throws -> (goal: Goal, contributors: [Contributor]) {
        try await cairn.database.read { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            return (goal, try db.contributors(of: goal, for: viewer))
        }
    }

    /// Fixes some weights and leaves the others to share the rest. Contributors that are not named, or not seen, keep theirs.
    func set(_ weights: [String: Double?], of goalID: ID<Goal>, version: Int, reason: String, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            var goal = try db.goal(goalID, visibleTo: viewer)
            try goal.mayEdit(by: viewer).check()
            guard goal.version == version else { throw AppError.stale }
            var changes: [Change] = []
            for part in try db.contributors(of: goal, for: viewer) where part.title != nil {
                guard let new = weights[part.id], new != part.weight else { continue }
                guard new.map({ (0...100).contains($0) }) ?? true else {
                    throw AppError.invalid("weight[\(part.id)]", "A weight lies between 0 and 100 %.")
                }
                try db.set(new, of: part, in: goalID, workspace)
                let field = part.isGoal ? "weight" : "weight: \(part.title ?? "")"
                changes.append(Change(field: field, from: part.weight.map(Number.text) ?? "", to: new.map(Number.text) ?? ""))
            }
            if changes.isEmpty { return }
            try goal.requireReason(reason)
            try db.checkWeights(of: goal, in: workspace)
            goal.version += 1
            goal.updatedAt = now
            try db.save(goal, in: workspace)
            _ = try db.finish(goal, .goalEdited, changes, reason: reason, by: viewer, at: now, id: cairn.newID())
        }
    }
}

extension Connection {
    /// What may count in this goal by its way of rolling up, key results first; child goals that the viewer does not see have no title.
    fileprivate func contributors(of goal: Goal, for viewer: Viewer) throws -> [Weights.Contributor] {
        let workspace = viewer.workspace.id
        let keyResults = goal.rollUp == .childGoals || goal.rollUp == .byHand ? [] : try keyResults(of: goal.id, in: workspace)
        var parts = keyResults.map { Weights.Contributor(id: $0.id.text, title: $0.title, isGoal: false, weight: $0.weight, counts: true) }
        guard goal.countsChildren(hasKeyResults: goal.keyResultCount > 0) else { return parts }
        let seen = Dictionary(uniqueKeysWithValues: try children(of: goal.id, visibleTo: viewer).map { ($0.goal.id, $0.goal) })
        for link in try links(below: goal.id, in: workspace) {
            let child = seen[link.id]
            parts.append(
                Weights.Contributor(
                    id: link.id.text, title: child?.title, isGoal: true, weight: link.weight, counts: child?.counts ?? true))
        }
        return parts
    }

    fileprivate func set(_ weight: Double?, of part: Weights.Contributor, in goal: ID<Goal>, _ workspace: ID<Workspace>) throws {
        if part.isGoal { return try setWeight(weight, of: ID(trusted: part.id), in: goal, workspace: workspace) }
        try run(
            """
            UPDATE key_result SET weight = \(weight), version = version + 1 WHERE workspace_id = \(workspace) AND id = \(part.id)
            """)
    }
}
