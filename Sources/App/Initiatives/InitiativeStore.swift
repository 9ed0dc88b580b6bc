import Database
import Domain

let initiativeColumns: SQL = """
    initiative.id, initiative.goal_id, initiative.key_result_id, initiative.title, initiative.notes, initiative.owner_id, initiative.due_on,
    initiative.effort, initiative.status, initiative.source_id, initiative.source_status, initiative.source_score, initiative.version,
    initiative.created_at
    """

extension Initiative {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), goalID: try columns.next(), keyResultID: try columns.next(), title: try columns.next(),
            notes: try columns.next(), ownerID: try columns.next(), dueOn: try columns.next(), effort: try columns.next(),
            status: try columns.next(), sourceID: try columns.next(), sourceStatus: try columns.next(), sourceScore: try columns.next(),
            version: try columns.next(), createdAt: try columns.next())
    }
}

extension Connection {
    /// The initiatives of a goal: open ones first, by date.
    func initiatives(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [Initiative] {
        try initiatives(in: workspace, where: "initiative.goal_id = \(goal)")
    }

    func initiative(_ id: ID<Initiative>, of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> Initiative {
        let found = try initiatives(in: workspace, where: "initiative.id = \(id) AND initiative.goal_id = \(goal)")
        guard let initiative = found.first else { throw AppError.notFound }
        return initiative
    }

    func initiatives(in workspace: ID<Workspace>, where condition: SQL) throws -> [Initiative] {
        let found = try rows(
            """
            SELECT \(sql: initiativeColumns) FROM initiative WHERE initiative.workspace_id = \(workspace) AND (\(sql: condition))
            ORDER BY CASE WHEN initiative.status IN ('done', 'dropped') THEN 1 ELSE 0 END, COALESCE(initiative.due_on, '9999'), initiative.id
            """)
        return try found.map { row in
            var columns = row.columns
            return try Initiative(&columns)
        }
    }

    func insert(_ initiative: Initiative, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO initiative (workspace_id, id, goal_id, key_result_id, title, notes, owner_id, due_on, effort, status, folded, source_id,
                source_status, source_score, version, created_at)
            VALUES (\(workspace), \(initiative.id), \(initiative.goalID), \(initiative.keyResultID), \(initiative.title), \(initiative.notes),
                \(initiative.ownerID), \(initiative.dueOn), \(initiative.effort), \(initiative.status), \(fold(initiative.title)),
                \(initiative.sourceID), \(initiative.sourceStatus), \(initiative.sourceScore), \(initiative.version), \(initiative.createdAt))
            """)
        try countInitiatives(of: initiative.goalID, in: workspace)
    }

    /// Keeps what people wrote, unless somebody else has saved since it was loaded (its version was raised by one after that).
    func save(_ initiative: Initiative, in workspace: ID<Workspace>) throws {
        let count = try run(
            """
            UPDATE initiative SET key_result_id = \(initiative.keyResultID), title = \(initiative.title), notes = \(initiative.notes),
                owner_id = \(initiative.ownerID), due_on = \(initiative.dueOn), effort = \(initiative.effort),
                status = \(initiative.status), folded = \(fold(initiative.title)), version = \(initiative.version)
            WHERE workspace_id = \(workspace) AND id = \(initiative.id) AND version = \(initiative.version - 1)
            """)
        if count == 0 { throw AppError.stale }
    }

    func delete(_ initiative: Initiative, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM initiative WHERE workspace_id = \(workspace) AND id = \(initiative.id)")
        try countInitiatives(of: initiative.goalID, in: workspace)
    }

    private func countInitiatives(of goal: ID<Goal>, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE goal SET initiative_count = (SELECT COUNT(*) FROM initiative WHERE workspace_id = \(workspace) AND goal_id = \(goal))
            WHERE workspace_id = \(workspace) AND id = \(goal)
            """)
    }
}
