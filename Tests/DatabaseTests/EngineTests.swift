import Database
import Foundation
import Support
import Synchronization
import Testing

/// What both engines promise alike.
@Suite struct EngineTests {
    private func database(_ engine: Engine) async throws -> any Database {
        let database = try await scratchDatabase(engine)
        try await database.migrate([Migration(1, "Something to try things on.", schema)], at: 1)
        return database
    }

    private let schema: [SQL] = [
        "CREATE TABLE parent (id TEXT PRIMARY KEY)",
        """
        CREATE TABLE thing (
            id TEXT PRIMARY KEY,
            parent_id TEXT REFERENCES parent (id),
            whole BIGINT,
            part DOUBLE PRECISION,
            name TEXT,
            kind TEXT NOT NULL DEFAULT 'a' CONSTRAINT kind_known CHECK (kind IN ('a', 'b')),
            UNIQUE (whole, kind)
        )
        """,
        "CREATE UNIQUE INDEX thing_lower ON thing (lower(name))",
    ]

    @Test(arguments: Engine.tested) func `values come back as they were given`(engine: Engine) async throws {
        let db = try await database(engine)
        let wholes: [Int64] = [0, -1, .max, .min]
        let parts: [Double] = [0.1, -2.5e300, 1e-300, 3, .infinity]
        let texts = ["", "Grüße 🙂 e\u{301}", "a'b\"c\\d$1 %s\n\t", String(repeating: "x", count: 100_000), "NULL", "\u{FFFD}"]
        for (index, text) in texts.enumerated() {
            let whole = wholes[index % wholes.count], part = parts[index % parts.count]
            let row = try await db.write { db in
                try db.run("INSERT INTO thing (id, whole, part, kind) VALUES (\(text), \(whole), \(part), \(index < 4 ? "a" : "b"))")
                return try db.row("SELECT id, whole, part FROM thing WHERE id = \(text)")
            }
            var columns = try #require(row).columns
            #expect(try columns.next(String.self) == text)
            #expect(try columns.next(Int64.self) == whole)
            #expect(try columns.next(Double.self) == part)
        }
        await db.close()
    }

    @Test(arguments: Engine.tested) func `NULL is nil, and an error where nil may not be`(engine: Engine) async throws {
        let db = try await database(engine)
        let none: Int? = nil
        try await db.write { try $0.run("INSERT INTO thing (id, whole) VALUES (\("a"), \(none))") }
        let row = try await db.read { try $0.row("SELECT whole, part, id FROM thing WHERE \(none) IS NULL") }
        var columns = try #require(row).columns
        #expect(try columns.next(Int?.self) == nil)
        #expect(throws: DatabaseError.other("column part: a number was expected, it is NULL")) { try columns.next(Double.self) }
        #expect(try columns.next(String?.self) == "a")
        #expect(throws: DatabaseError.self) { try columns.next(String.self) }
        await db.close()
    }

    @Test(arguments: Engine.tested) func `truth, sums and counts have the same types`(engine: Engine) async throws {
        let db = try await database(engine)
        try await db.write { try $0.run("INSERT INTO thing (id, whole, part) VALUES ('a', 2, 0.5), ('b', 3, 1)") }
        let row = try await db.read { db in
            try db.row("SELECT whole > 2, SUM(whole), COUNT(*), SUM(part), AVG(whole), MAX(id) FROM thing WHERE id = \("b") GROUP BY whole")
        }
        #expect(row?.values.prefix(4) == [.integer(1), .integer(3), .integer(1), .real(1)])
        var columns = try #require(row).columns
        #expect(try columns.next(Bool.self))
        columns.skip(3)
        #expect(try columns.next(Double.self) == 3)
        #expect(try columns.next(String.self) == "b")
        await db.close()
    }

    @Test(arguments: Engine.tested) func `lists, upserts, RETURNING and recursion run on both`(engine: Engine) async throws {
        let db = try await database(engine)
        let ids: [String] = try await db.write { db in
            try db.run("INSERT INTO thing (id, whole) VALUES ('a', 1), ('b', 2), ('c', 3)")
            try db.run("INSERT INTO thing (id, whole) VALUES ('a', 7) ON CONFLICT (id) DO UPDATE SET whole = excluded.whole")
            return try db.rows("DELETE FROM thing WHERE id IN (\(list: ["a", "c", "z"])) RETURNING id").map { row in
                var columns = row.columns
                return try columns.next()
            }
        }
        #expect(ids.sorted() == ["a", "c"])
        let none: [String] = []
        #expect(try await db.read { try $0.rows("SELECT id FROM thing WHERE id IN (\(list: none))").isEmpty })
        let sum = try await db.read { db in
            try db.one("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(10)) SELECT SUM(i) FROM n") ?? 0
        }
        #expect(sum == 55)
        await db.close()
    }

    @Test(arguments: Engine.tested) func `run says how many rows it touched`(engine: Engine) async throws {
        let db = try await database(engine)
        let counts = try await db.write { db in
            [
                try db.run("INSERT INTO thing (id) VALUES ('a'), ('b')"), try db.run("UPDATE thing SET whole = 1 WHERE id = 'a'"),
                try db.run("UPDATE thing SET whole = 1 WHERE id = 'z'"), try db.run("CREATE TABLE other (id TEXT)"),
            ]
        }
        #expect(counts == [2, 1, 0, 0])
        await db.close()
    }

    @Test(arguments: Engine.tested) func `LIKE tells large letters from small`(engine: Engine) async throws {
        let db = try await database(engine)
        try await db.write { try $0.run("INSERT INTO thing (id) VALUES ('Ab'), ('acb')") }
        #expect(try await db.read { try $0.one("SELECT COUNT(*) FROM thing WHERE id LIKE \("a%")") } == 1)
        await db.close()
    }

    @Test(arguments: Engine.tested) func `a write that throws has changed nothing`(engine: Engine) async throws {
        struct Refused: Error {}
        let db = try await database(engine)
        await #expect(throws: Refused.self) {
            try await db.write { db in
                try db.run("INSERT INTO thing (id) VALUES ('a')")
                throw Refused()
            }
        }
        #expect(try await db.read { try $0.one("SELECT COUNT(*) FROM thing") } == 0)
        await db.close()
    }

    @Test(arguments: Engine.tested) func `an error cannot be passed over`(engine: Engine) async throws {
        let db = try await database(engine)
        await #expect(throws: DatabaseError.check("kind_known")) {
            try await db.write { db in
                try db.run("INSERT INTO thing (id) VALUES ('a')")
                _ = try? db.run("INSERT INTO thing (id, kind) VALUES ('b', 'z')")
                _ = try? db.run("INSERT INTO thing (id) VALUES ('c')")
            }
        }
        #expect(try await db.read { try $0.one("SELECT COUNT(*) FROM thing") } == 0)
        await db.close()
    }

    @Test(arguments: Engine.tested) func `what the schema refuses has the same name`(engine: Engine) async throws {
        let db = try await database(engine)
        try await db.write { try $0.run("INSERT INTO thing (id, whole, name) VALUES ('a', 1, 'n')") }
        let cases: [(SQL, DatabaseError)] = [
            ("INSERT INTO thing (id) VALUES ('a')", .unique("thing.id")),
            ("INSERT INTO thing (id, whole) VALUES ('b', 1)", .unique("thing.whole, thing.kind")),
            ("INSERT INTO thing (id, name) VALUES ('A', 'N')", .unique("thing_lower")),
            ("INSERT INTO thing (id, parent_id) VALUES ('c', 'nobody')", .foreignKey),
            ("INSERT INTO thing (id, kind) VALUES ('d', 'z')", .check("kind_known")),
            ("INSERT INTO thing (id, kind) VALUES ('e', NULL)", .check("thing.kind")),
        ]
        for (sql, error) in cases {
            await #expect(throws: error) { try await db.write { try $0.run(sql) } }
        }
        await #expect(throws: zeroByte) { try await db.write { try $0.run("INSERT INTO thing (id) VALUES (\("a\0b"))") } }
        #expect(try await db.read { try $0.one("SELECT COUNT(*) FROM thing") } == 1)
        await db.close()
    }

    @Test(arguments: Engine.tested) func `a read changes nothing`(engine: Engine) async throws {
        let db = try await database(engine)
        await #expect(throws: DatabaseError.readOnly) { try await db.read { try $0.run("INSERT INTO thing (id) VALUES ('a')") } }
        #expect(try await db.read { try $0.one("SELECT COUNT(*) FROM thing") } == 0)
        await db.close()
    }

    @Test(arguments: Engine.tested) func `a read sees one state however long it takes`(engine: Engine) async throws {
        let db = try await database(engine)
        let gate = Gate()
        let reading = Task {
            try await db.read { db in
                let before: Int? = try db.one("SELECT COUNT(*) FROM thing")
                gate.pass()
                return (before, try db.one("SELECT COUNT(*) FROM thing", as: Int.self))
            }
        }
        try await gate.isReached()
        try await db.write { try $0.run("INSERT INTO thing (id) VALUES ('a')") }
        gate.open()
        #expect(try await reading.value == (0, 0))
        #expect(try await db.read { try $0.one("SELECT COUNT(*) FROM thing") } == 1)
        await db.close()
    }

    /// Write skew: each alone is allowed, both are not. Snapshot isolation would let both pass.
    @Test(arguments: Engine.tested) func `a rule checked inside a write holds`(engine: Engine) async throws {
        struct LastOne: Error {}
        let db = try await database(engine)
        for round in 0..<10 {
            try await db.write { db in
                try db.run("DELETE FROM thing")
                try db.run("INSERT INTO thing (id) VALUES ('a'), ('b'), ('c')")
            }
            await withTaskGroup { group in
                for id in ["a", "b", "c"] {
                    group.addTask {
                        try? await db.write { db in
                            guard try db.one("SELECT COUNT(*) FROM thing", as: Int.self)! > 1 else { throw LastOne() }
                            try db.run("DELETE FROM thing WHERE id = \(id)")
                        }
                    }
                }
            }
            #expect(try await db.read { try $0.one("SELECT COUNT(*) FROM thing") } == 1, "round \(round)")
        }
        await db.close()
    }

    @Test(arguments: Engine.tested) func `no change is lost among many at once`(engine: Engine) async throws {
        let db = try await database(engine)
        try await db.write { try $0.run("INSERT INTO thing (id, whole) VALUES ('a', 0)") }
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<10 {
                        try await db.write { db in
                            let whole: Int = try db.one("SELECT whole FROM thing WHERE id = 'a'")!
                            try db.run("UPDATE thing SET whole = \(whole + 1) WHERE id = 'a'")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await db.read { try $0.one("SELECT whole FROM thing") } == 40)
        await db.close()
    }

    @Test(arguments: Engine.tested) func `topics are heard before the write returns, and only once it is kept`(engine: Engine) async throws
    {
        struct Refused: Error {}
        let db = try await database(engine)
        let heard = Heard()
        db.listen { if $0 != "*" { heard.add($0) } }
        try await db.write { db in
            db.notify("goal 1")
            db.notify("team 2")
            db.notify("goal 1")
            try db.run("INSERT INTO thing (id) VALUES ('a')")
        }
        #expect(heard.all == ["goal 1", "team 2"])
        _ = try? await db.write { db in
            db.notify("never")
            throw Refused()
        }
        try await db.write { $0.notify("last") }
        #expect(heard.all == ["goal 1", "team 2", "last"])
        await db.close()
    }

    @Test(arguments: Engine.tested) func `a closed database refuses in words`(engine: Engine) async throws {
        let db = try await database(engine)
        await db.close()
        await #expect(throws: closed) { try await db.read { try $0.one("SELECT 1", as: Int.self) } }
        await #expect(throws: closed) { try await db.write { try $0.run("SELECT 1") } }
    }

    @Test(arguments: Engine.tested) func `more statements than are kept prepared still run`(engine: Engine) async throws {
        let db = try await database(engine)
        for round in 0..<2 {
            try await db.write { db in
                for number in 0..<400 {
                    let found = try db.one(SQL(stringLiteral: "SELECT \(number)"), as: Int.self)
                    #expect(found == number, "round \(round)")
                }
            }
        }
        await db.close()
    }
}

private let zeroByte = DatabaseError.other("a text holds a zero byte, which no database keeps")
private let closed = DatabaseError.unavailable("the database is closed")
