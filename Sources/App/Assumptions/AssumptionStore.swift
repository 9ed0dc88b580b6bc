import Database
import Domain

private let assumptionColumns: SQL = """
    assumption.id, assumption.goal_id, assumption.key_result_id, assumption.belief, assumption.because, assumption.wrong_if,
    assumption.state, assumption.answer, assumption.version, assumption.created_by, assumption.created_at
    """

extension Assumption {
    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), goalID: try columns.next(), keyResultID: try columns.next(), belief: try columns.next(),
            because: try columns.next(), wrongIf: try columns.next(), state: try columns.next(), answer: try columns.next(),
            version: try columns.next(), createdBy: try columns.next(), createdAt: try columns.next())
    }
}

extension Assumption.State: WordColumn {}

/// An assumption with what it takes to read it.
struct AssumptionRow: Sendable {
    var assumption: Assumption
    /// The title of the key result that rests on it.
    var keyResult: String?
    /// How many stories speak for it, and against it.
    var supporting: Int
    var contradicting: Int
}

extension Connection {
    /// What a goal and its key results rest on, in the order in which it was written.
    func assumptions(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [AssumptionRow] {
        try assumptions(in: workspace, where: "assumption.goal_id = \(goal)")
    }

    func assumption(_ id: ID<Assumption>, of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> AssumptionRow {
        let found = try assumptions(in: workspace, where: "assumption.id = \(id) AND assumption.goal_id = \(goal)")
        guard let row = found.first else { throw AppError.notFound }
        return row
    }

    private func assumptions(in workspace: ID<Workspace>, where condition: SQL) throws -> [AssumptionRow] {
        let counted: SQL =
            "SELECT COUNT(*) FROM story WHERE story.workspace_id = assumption.workspace_id AND story.assumption_id = assumption.id"
        return try rows(
            """
            SELECT \(sql: assumptionColumns), key_result.title, (\(sql: counted) AND story.bearing = 'supports'),
                (\(sql: counted) AND story.bearing = 'contradicts')
            FROM assumption
                LEFT JOIN key_result ON key_result.workspace_id = assumption.workspace_id AND key_result.id = assumption.key_result_id
            WHERE assumption.workspace_id = \(workspace) AND \(sql: condition) ORDER BY assumption.id
            """
        ).map { row in
            var columns = row.columns
            return AssumptionRow(
                assumption: try Assumption(&columns), keyResult: try columns.next(), supporting: try columns.next(),
                contradicting: try columns.next())
        }
    }

    func insert(_ assumption: Assumption, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO assumption (workspace_id, id, goal_id, key_result_id, belief, because, wrong_if, state, answer, version, created_by,
                created_at)
            VALUES (\(workspace), \(assumption.id), \(assumption.goalID), \(assumption.keyResultID), \(assumption.belief),
                \(assumption.because), \(assumption.wrongIf), \(assumption.state), \(assumption.answer), \(assumption.version),
                \(assumption.createdBy), \(assumption.createdAt))
            """)
    }

    /// Keeps what people wrote, unless somebody else has saved since it was loaded.
    func save(_ assumption: Assumption, in workspace: ID<Workspace>) throws {
        let count = try run(
            """
            UPDATE assumption SET key_result_id = \(assumption.keyResultID), belief = \(assumption.belief), because = \(assumption.because),
                wrong_if = \(assumption.wrongIf), state = \(assumption.state), answer = \(assumption.answer), version = \(assumption.version)
            WHERE workspace_id = \(workspace) AND id = \(assumption.id) AND version = \(assumption.version - 1)
            """)
        if count == 0 { throw AppError.stale }
    }

    /// The stories told about it stay, without it.
    func delete(_ assumption: Assumption, in workspace: ID<Workspace>) throws {
        try run(
            "UPDATE story SET assumption_id = NULL, bearing = NULL WHERE workspace_id = \(workspace) AND assumption_id = \(assumption.id)")
        try run("DELETE FROM assumption WHERE workspace_id = \(workspace) AND id = \(assumption.id)")
    }
}
