import Database
import Domain

extension Cairn {
    /// Checks in again and again, one after the other, each with a durable commit of its own: what the engine alone can do, for the benchmark to set
    /// the server beside. Nobody else calls this.
    /// - Returns: how many check-ins were made.
    @_spi(Benchmarks) public func checkInOneByOne(until isOver: () -> Bool) async throws -> Int {
        let found = try await database.read { db in try db.goalsToCheckIn() }
        guard !found.isEmpty else { return 0 }
        var count = 0
        while !isOver() {
            let (viewer, goal, keyResult) = found[count % found.count]
            let draft = CheckIn.Draft(values: [keyResult: .number(Double(count % 100))], confidence: 60, changed: "As planned.")
            _ = try await CheckIns(cairn: self).post(draft, on: goal, language: "en", by: viewer)
            count += 1
        }
        return count
    }
}

extension Connection {
    /// Committed goals with a key result, each with someone who may report on it.
    fileprivate func goalsToCheckIn() throws -> [(viewer: Viewer, goal: ID<Goal>, keyResult: ID<KeyResult>)] {
        guard var columns = try row("SELECT \(sql: accountColumns) FROM account ORDER BY created_at LIMIT 1")?.columns else { return [] }
        guard let viewer = try viewers(of: Account(&columns)).first else { return [] }
        return try rows(
            """
            SELECT goal.id, min(key_result.id) FROM goal JOIN key_result ON key_result.workspace_id = goal.workspace_id AND key_result.goal_id = goal.id
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.stage = 'committed' AND goal.child_count = 0 GROUP BY goal.id
            ORDER BY goal.id LIMIT 2000
            """
        ).map { row in
            var columns = row.columns
            return (viewer, try columns.next(), try columns.next())
        }
    }
}
