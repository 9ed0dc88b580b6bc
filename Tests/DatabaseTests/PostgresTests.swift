import Foundation
import Support
import Synchronization
import Testing

@testable import Database

@Suite(.enabled(if: Engine.tested.contains(.postgres), "CAIRN_TEST_POSTGRES says skip"))
struct PostgresTests {
    private func databases(_ count: Int, connections: Int = 4) async throws -> [Postgres] {
        let url = try await scratchPostgresURL()
        let all = try (0..<count).map { _ in try Postgres(url: url, connections: connections) }
        try await all[0].migrate([Migration(1, "To try.", ["CREATE TABLE thing (id TEXT PRIMARY KEY, whole BIGINT)"])], at: 1)
        try await all[0].write { try $0.run("INSERT INTO thing (id, whole) VALUES ('a', 0)") }
        return all
    }

    private func close(_ all: [Postgres]) async {
        for each in all { await each.close() }
    }

    @Test func `a write that another was in the way of runs again`() async throws {
        let all = try await databases(1), db = all[0]
        let gate = Gate(), runs = Atomic(0)
        let slow = Task {
            try await db.write { db in
                let whole: Int = try db.one("SELECT whole FROM thing WHERE id = 'a'")!
                if runs.add(1, ordering: .relaxed).newValue == 1 { gate.pass() }
                try db.run("UPDATE thing SET whole = \(whole + 1) WHERE id = 'a'")
            }
        }
        try await gate.isReached()
        try await db.write { try $0.run("UPDATE thing SET whole = 10 WHERE id = 'a'") }
        gate.open()
        try await slow.value
        #expect(runs.load(ordering: .relaxed) == 2)
        #expect(try await db.read { try $0.one("SELECT whole FROM thing") } == 11)
        await close(all)
    }

    @Test func `of many who change the same row at once, none is turned away`() async throws {
        let all = try await databases(1, connections: 8), db = all[0]
        try await db.write { db in
            try db.run("CREATE TABLE tally (id TEXT PRIMARY KEY, count BIGINT NOT NULL)")
            try db.run("INSERT INTO tally VALUES ('a', 0)")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    try await db.write { db in
                        let count = try db.one("SELECT count FROM tally WHERE id = 'a'", as: Int.self) ?? 0
                        // As long as a check-in takes between what it reads and what it writes.
                        _ = try db.row("SELECT pg_sleep(0.01)")
                        try db.run("UPDATE tally SET count = \(count + 1) WHERE id = 'a'")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await db.read { try $0.one("SELECT count FROM tally", as: Int.self) } == 64)
        await close(all)
    }

    @Test func `a statement prepared before the table changed is prepared again`() async throws {
        let all = try await databases(2, connections: 1)
        #expect(try await all[0].read { try $0.row("SELECT * FROM thing")?.values.count } == 2)
        try await all[1].write { try $0.run("ALTER TABLE thing ADD COLUMN name TEXT") }
        #expect(try await all[0].read { try $0.row("SELECT * FROM thing")?.values.count } == 3)
        try await all[0].write { try $0.run("DEALLOCATE ALL") }
        #expect(try await all[0].read { try $0.row("SELECT * FROM thing")?.values.count } == 3)
        await close(all)
    }

    @Test func `a connection that broke while idle is made again`() async throws {
        let all = try await databases(2, connections: 1)
        for round in 0..<2 {
            let process: Int = try #require(try await all[0].read { try $0.one("SELECT pg_backend_pid()") })
            try await all[1].write { try $0.run("SELECT pg_terminate_backend(CAST(\(process) AS INTEGER))") }
            if round == 0 {
                #expect(try await all[0].read { try $0.one("SELECT whole FROM thing") } == 0)
            } else {
                #expect(try await all[0].write { try $0.run("UPDATE thing SET whole = 1") } == 1)
            }
        }
        await close(all)
    }

    @Test func `a write whose connection broke before its commit runs again`() async throws {
        let all = try await databases(1), runs = Atomic(0)
        let count = try await all[0].write { db in
            try db.run("UPDATE thing SET whole = whole + 1")
            if runs.add(1, ordering: .relaxed).newValue == 1 { _ = try? db.run("SELECT pg_terminate_backend(pg_backend_pid())") }
            return try db.one("SELECT whole FROM thing", as: Int.self)
        }
        #expect(count == 1)
        #expect(runs.load(ordering: .relaxed) == 2)
        await close(all)
    }

    @Test func `a write whose connection broke during its commit is an error and does not run again`() async throws {
        let all = try await databases(1), runs = Atomic(0)
        try await all[0].write { db in
            try db.run(
                """
                CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
                """
            )
            try db.run(
                """
                CREATE CONSTRAINT TRIGGER late AFTER INSERT ON thing DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION break_off()
                """
            )
        }
        let error = await #expect(throws: DatabaseError.self) {
            try await all[0].write { db in
                runs.add(1, ordering: .relaxed)
                try db.run("INSERT INTO thing (id) VALUES ('b')")
            }
        }
        #expect("\(try #require(error))".contains("not known"))
        #expect(runs.load(ordering: .relaxed) == 1)
        #expect(try await all[0].read { try $0.one("SELECT COUNT(*) FROM thing") } == 1)
        await close(all)
    }

    @Test func `other nodes hear what changed, the own node hears it once`() async throws {
        let all = try await databases(2)
        let heard = [Heard(), Heard()]
        for (node, list) in zip(all, heard) { node.listen { list.add($0) } }
        try await eventually("both listen") { heard.allSatisfy { $0.all == ["*"] } }
        let long = (0..<400).map { "topic number \($0) that has a rather long name" }
        try await all[0].write { db in
            db.notify("goal 1")
            for topic in long { db.notify(topic) }
        }
        #expect(heard[0].all == ["*", "goal 1"] + long)
        try await eventually("the other node hears") { heard[1].all.count == 402 }
        #expect(heard[1].all == ["*", "goal 1"] + long)
        try await all[1].write { $0.notify("back") }
        try await eventually("the first node hears") { heard[0].all.last == "back" }
        #expect(heard[0].all == ["*", "goal 1"] + long + ["back"])
        await close(all)
    }

    @Test func `a listening connection that broke comes back and says that anything may have changed`() async throws {
        let all = try await databases(2)
        let heard = Heard()
        all[0].listen { heard.add($0) }
        try await eventually("it listens") { heard.all == ["*"] }
        let schema: String = try #require(try await all[1].read { try $0.one("SELECT current_schema()") })
        try await all[1].write { db in
            try db.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = \("LISTEN \"cairn_\(schema)\"")")
        }
        try await eventually("it listens again") { heard.all == ["*", "*"] }
        try await all[1].write { $0.notify("goal 1") }
        try await eventually("it hears") { heard.all.last == "goal 1" }
        await close(all)
    }

    @Test func `threads are as many as the work needs, up to the limit`() async throws {
        let all = try await databases(1, connections: 3), db = all[0]
        for _ in 0..<20 { _ = try await db.read { try $0.row("SELECT 1") } }
        let schema: String = try #require(try await db.read { try $0.one("SELECT current_schema()") })
        let pids = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    try await db.read { try $0.one("SELECT pg_backend_pid() FROM (SELECT pg_sleep(0.02)) AS nap") } ?? 0
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect((1...3).contains(pids.count), "\(schema)")
        await close(all)
    }

    @Test(arguments: [
        "mysql://root@localhost/cairn", "cairn.db", "postgres://user:s3cret@127.0.0.1:1/cairn",
        "postgres://user:s3cret@127.0.0.1:pqr/cairn",
        "postgres://user:s3c%ret@127.0.0.1/cairn", "postgres://user:s3cret@127.0.0.1/cairn?frobnicate=s3cret",
        "postgresql://user:s3cret@does-not-exist.invalid/cairn",
    ])
    func `a wrong address is refused in words that hold no password`(url: String) async throws {
        let error = await #expect(throws: DatabaseError.self) { try await openDatabase(url: url, dataFolder: "/nowhere") }
        guard case .unavailable(let words) = try #require(error) else { throw error! }
        #expect(!words.contains("s3c"))
        #expect(words.contains("DATABASE_URL") || words.contains("PostgreSQL cannot be reached"))
    }

    @Test func `an unknown database is named`() async throws {
        let url = try await scratchPostgresURL().replacing("/cairn_test", with: "/no_such_database")
        let error = await #expect(throws: DatabaseError.self) { try await openDatabase(url: url, dataFolder: "/nowhere") }
        #expect("\(try #require(error))".contains("no_such_database"))
    }
}
