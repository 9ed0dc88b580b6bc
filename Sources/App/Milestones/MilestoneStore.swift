import Database
import Domain

let milestoneColumns: SQL = """
    milestone.id, milestone.goal_id, milestone.initiative_id, milestone.title, milestone.on_day, milestone.reached_on, milestone.version,
    milestone.created_at
    """

extension Milestone {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), goalID: try columns.next(), initiativeID: try columns.next(), title: try columns.next(),
            onDay: try columns.next(), reachedOn: try columns.next(), version: try columns.next(), createdAt: try columns.next())
    }
}

extension Connection {
    /// The milestones of a goal by date.
    func milestones(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [Milestone] {
        try milestones(in: workspace, where: "milestone.goal_id = \(goal)")
    }

    func milestone(_ id: ID<Milestone>, of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> Milestone {
        let found = try milestones(in: workspace, where: "milestone.id = \(id) AND milestone.goal_id = \(goal)")
        guard let milestone = found.first else { throw AppError.notFound }
        return milestone
    }

    func milestones(in workspace: ID<Workspace>, where condition: SQL) throws -> [Milestone] {
        let found = try rows(
            """
            SELECT \(sql: milestoneColumns) FROM milestone WHERE milestone.workspace_id = \(workspace) AND (\(sql: condition))
            ORDER BY milestone.on_day, milestone.id
            """)
        return try found.map { row in
            var columns = row.columns
            return try Milestone(&columns)
        }
    }

    func insert(_ milestone: Milestone, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO milestone (workspace_id, id, goal_id, initiative_id, title, on_day, reached_on, version, created_at)
            VALUES (\(workspace), \(milestone.id), \(milestone.goalID), \(milestone.initiativeID), \(milestone.title), \(milestone.onDay),
                \(milestone.reachedOn), \(milestone.version), \(milestone.createdAt))
            """)
    }

    /// Keeps what people wrote, unless somebody else has saved since it was loaded (its version was raised by one after that).
    func save(_ milestone: Milestone, in workspace: ID<Workspace>) throws {
        let count = try run(
            """
            UPDATE milestone SET initiative_id = \(milestone.initiativeID), title = \(milestone.title), on_day = \(milestone.onDay),
                reached_on = \(milestone.reachedOn), version = \(milestone.version)
            WHERE workspace_id = \(workspace) AND id = \(milestone.id) AND version = \(milestone.version - 1)
            """)
        if count == 0 { throw AppError.stale }
    }

    func delete(_ milestone: Milestone, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM milestone WHERE workspace_id = \(workspace) AND id = \(milestone.id)")
    }
}
