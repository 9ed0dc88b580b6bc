import Support
import Testing

@testable import Database

@Suite struct Smoke {
    @Test(arguments: Engine.tested) func `a row comes back`(engine: Engine) async throws {
        let db = try await scratchDatabase(engine)
        try await db.migrate([Migration(1, "x", ["CREATE TABLE a (id TEXT PRIMARY KEY, n BIGINT, r DOUBLE PRECISION)"])], at: 5)
        let none: String? = nil
        let count = try await db.write { db in try db.run("INSERT INTO a VALUES (\("x"), \(4), \(none)), (\("ü'\""), \(-9), \(1.5))") }
        #expect(count == 2)
        let rows = try await db.read { try $0.rows("SELECT id, n, r, n = 4, SUM(n) FROM a GROUP BY id, n, r ORDER BY n DESC") }
        #expect(rows.map(\.values) == [
            [.text("x"), .integer(4), .null, .integer(1), .integer(4)],
            [.text("ü'\""), .integer(-9), .real(1.5), .integer(0), .integer(-9)],
        ])
        await #expect(throws: DatabaseError.unique("a.id")) { try await db.write { try $0.run("INSERT INTO a (id) VALUES ('x')") } }
        await db.close()
    }
}
