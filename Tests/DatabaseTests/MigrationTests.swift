import Database
import Foundation
import Support
import Testing

@Suite struct MigrationTests {
    private let first = Migration(1, "A table.", ["CREATE TABLE thing (id TEXT PRIMARY KEY)"])
    private let second = Migration(
        2, "A name.", ["ALTER TABLE thing ADD COLUMN name TEXT", "INSERT INTO thing (id, name) VALUES ('a', 'A')"]
    )
    private let broken = Migration(3, "Never.", ["CREATE TABLE half (id TEXT)", "INSERT INTO nowhere VALUES (1)"])

    @Test(arguments: Engine.tested) func `what is missing is applied once, with its reason`(engine: Engine) async throws {
        let db = try await scratchDatabase(engine)
        try await db.migrate([first], at: 10)
        try await db.migrate([first, second], at: 20)
        try await db.migrate([first, second], at: 30)
        let rows = try await db.read { try $0.rows("SELECT number, why, applied_at FROM schema_migration ORDER BY number") }
        #expect(rows.map(\.values) == [[.integer(1), .text("A table."), .integer(10)], [.integer(2), .text("A name."), .integer(20)]])
        #expect(try await db.read { try $0.one("SELECT name FROM thing") } == "A")
        await db.close()
    }

    @Test(arguments: Engine.tested) func `a migration that fails leaves nothing behind`(engine: Engine) async throws {
        let db = try await scratchDatabase(engine)
        await #expect(throws: DatabaseError.self) { try await db.migrate([first, broken], at: 1) }
        #expect(try await db.read { try $0.one("SELECT MAX(number) FROM schema_migration") } == 1)
        try await db.write { try $0.run("CREATE TABLE half (id TEXT)") }
        await db.close()
    }

    @Test(arguments: Engine.tested) func `several nodes may start at once`(engine: Engine) async throws {
        let folder = try Folder()
        let url = engine == .postgres ? try await scratchPostgresURL() : nil
        let nodes = try (0..<4).map { _ -> any Database in
            if let url { try Postgres(url: url, connections: 2) } else { try SQLite(path: folder / "cairn.db") }
        }
        try await withThrowingTaskGroup { group in
            for node in nodes { group.addTask { try await node.migrate([first, second], at: 1) } }
            try await group.waitForAll()
        }
        #expect(try await nodes[0].read { try $0.one("SELECT COUNT(*) FROM thing") } == 1)
        for node in nodes { await node.close() }
    }

    @Test(arguments: Engine.tested) func `a newer schema is refused`(engine: Engine) async throws {
        let db = try await scratchDatabase(engine)
        try await db.migrate([first, second], at: 1)
        await #expect(throws: DatabaseError.newerSchema(found: 2, known: 1)) { try await db.migrate([first], at: 2) }
        await db.close()
    }

    @Test func `a file of a newer schema is refused without changing a byte`() async throws {
        let folder = try Folder()
        let db = try await openDatabase(url: nil, dataFolder: folder.path)
        try await db.migrate([first, second], at: 1)
        await db.close()
        let file = URL(fileURLWithPath: folder / "cairn.db")
        let before = try Data(contentsOf: file)
        await #expect(throws: DatabaseError.newerSchema(found: 2, known: 1)) {
            try await openDatabase(url: nil, dataFolder: folder.path, migrations: [first])
        }
        #expect(try Data(contentsOf: file) == before)
        let again = try await openDatabase(url: nil, dataFolder: folder.path, migrations: [first, second])
        #expect(try await again.read { try $0.one("SELECT COUNT(*) FROM thing") } == 1)
        await again.close()
    }

    @Test(.enabled(if: Engine.tested.contains(.postgres))) func `a server of a newer schema is refused`() async throws {
        let url = try await scratchPostgresURL()
        let db = try await openDatabase(url: url, dataFolder: "/nowhere", migrations: [first])
        try await db.migrate([first, second], at: 1)
        await db.close()
        await #expect(throws: DatabaseError.newerSchema(found: 2, known: 1)) {
            try await openDatabase(url: url, dataFolder: "/nowhere", migrations: [first])
        }
    }
}
