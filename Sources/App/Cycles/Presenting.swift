import Database
import Domain

/// A cycle shown to a meeting, one goal at a time. Goals for named people are never among them: a screen has more readers than one.
struct Presentation: Sendable {
    var cycle: Cycle
    /// What has been promised, team by team.
    var goals: [ID<Goal>]
    /// The goal that is shown; nil where there is none.
    var view: GoalView?

    var place: Int? { view.flatMap { view in goals.firstIndex(of: view.goal.id) } }
    var previous: ID<Goal>? { place.flatMap { $0 > 0 ? goals[$0 - 1] : nil } }
    var next: ID<Goal>? { place.flatMap { $0 + 1 < goals.count ? goals[$0 + 1] : nil } }
}

extension Cycles {
    /// - Parameter goal: the one to show; the first where it is not among them.
    func presentation(_ id: ID<Cycle>, at goal: ID<Goal>?, for viewer: Viewer) async throws -> Presentation {
        let now = cairn.now
        return try await cairn.database.read { db in
            let goals = try db.presentedGoals(of: id, for: viewer)
            let shown = goal.flatMap { goals.contains($0) ? $0 : nil } ?? goals.first
            return Presentation(
                cycle: try db.cycle(id, in: viewer.workspace.id), goals: goals,
                view: try shown.map { try db.goalView($0, for: viewer, at: now) })
        }
    }
}

extension Connection {
    fileprivate func presentedGoals(of cycle: ID<Cycle>, for viewer: Viewer) throws -> [ID<Goal>] {
        let found = try rows(
            """
            SELECT goal.id FROM goal LEFT JOIN team ON team.workspace_id = goal.workspace_id AND team.id = goal.team_id
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.cycle_id = \(cycle) AND goal.stage IN ('committed', 'closed')
                AND goal.visibility <> 'private' AND \(sql: viewer.seesGoal)
            ORDER BY COALESCE(team.folded, ''), goal.id
            """)
        return try found.map { row in try row.first() }
    }
}
