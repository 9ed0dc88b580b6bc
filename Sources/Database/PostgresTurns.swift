/// Many write at a time and a sequence does not end in order, so a turn is the server's own number of the transaction. Nothing below the
/// oldest that runs can change any more, and all of it can be seen in the same snapshot.
///
/// The numbers belong to the server. Data that moves to another one may hold higher ones than it has given, so `base` is added to all.
extension PostgresConnection {
    func nextPosition() throws -> Position {
        let turn: SQL = "SELECT base + CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT) FROM turn"
        let next = try position?.next ?? Position(turn: one(turn) ?? 0, step: 1)
        position = next
        return next
    }

    func settled() throws -> Int64 {
        try one("SELECT base + CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT) FROM turn") ?? 0
    }

    func beginTurns(after turn: Int64) throws {
        let next: SQL = "CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT) AS BIGINT)"
        try run("UPDATE turn SET base = \(turn) + 1 - \(sql: next) WHERE base + \(sql: next) <= \(turn)")
    }
}
