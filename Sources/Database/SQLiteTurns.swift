/// One writes at a time, so a number that each transaction raises is the order in which they end; what can be seen is complete.
extension SQLiteConnection {
    func nextPosition() throws -> Position {
        let next = try position?.next ?? Position(turn: one("UPDATE turn SET base = base + 1 RETURNING base") ?? 0, step: 1)
        position = next
        return next
    }

    func settled() throws -> Int64 { .max }

    func beginTurns(after turn: Int64) throws {
        try run("UPDATE turn SET base = \(turn) WHERE base < \(turn)")
    }
}
