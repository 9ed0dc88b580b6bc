import Foundation
import Support
import Synchronization
import Testing

@testable import Database

@Suite struct SQLiteTests {
    private let schema = [Migration(1, "To try.", ["CREATE TABLE thing (id TEXT PRIMARY KEY, other TEXT REFERENCES thing (id))"])]

    private func database(longestGroup: Double = 20) async throws -> SQLite {
        let db = try SQLite.inMemory(longestGroup: longestGroup)
        try await db.migrate(schema, at: 1)
        return db
    }

    @Test func `the writer waits for the disk at each commit, and foreign keys are on`() async throws {
        let db = try await database()
        let pragmas = try await db.write { db in
            try ["journal_mode", "synchronous", "foreign_keys", "temp_store", "cache_size"].map {
                try db.row(SQL(stringLiteral: "PRAGMA \($0)"))?.values.first
            }
        }
        #expect(pragmas == [.text("wal"), .integer(2), .integer(1), .integer(2), .integer(-8000)])
        #expect(try await db.read { try $0.one("PRAGMA foreign_keys") } == 1)
        await db.close()
    }

    /// Holds the writing thread, lets writes gather behind it in their order, then lets them run in one group.
    private func together(
        _ db: SQLite, answered: Heard = Heard(), _ writes: [@Sendable (any Connection) throws -> Void]
    ) async throws -> [Task<Void, any Error>] {
        let gate = Gate()
        let first = Task { try await db.write { _ in gate.pass() } }
        try await gate.isReached()
        var tasks: [Task<Void, any Error>] = []
        for write in writes {
            tasks.append(
                Task {
                    try await db.write(write)
                    answered.add("answer")
                }
            )
            let count = tasks.count
            try await eventually("a write waits") { db.waitingWrites == count }
        }
        gate.open()
        try await first.value
        return tasks
    }

    private func answers(_ tasks: [Task<Void, any Error>]) async -> [Bool] {
        var answers: [Bool] = []
        for task in tasks { answers.append((try? await task.result.get()) != nil) }
        return answers
    }

    private func ids(_ db: any Database) async throws -> [Value] {
        try await db.read { try $0.rows("SELECT id FROM thing ORDER BY id").map { $0.values[0] } }
    }

    @Test func `writes that arrive together share a commit, and a failing one spoils no other`() async throws {
        struct Refused: Error {}
        let db = try await database()
        let before = db.statistics
        let heard = Heard()
        db.listen { heard.add($0) }
        let tasks = try await together(
            db,
            [
                { try $0.run("INSERT INTO thing (id) VALUES ('a')") },
                { db in
                    try db.run("INSERT INTO thing (id) VALUES ('b')")
                    db.notify("b")
                    throw Refused()
                },
                { db in
                    try db.run("INSERT INTO thing (id) VALUES ('c')")
                    db.notify("c")
                },
                { try $0.run("INSERT INTO thing (id) VALUES ('a')") },
                { db in
                    try db.run("INSERT INTO thing (id) VALUES ('d')")
                    _ = try? db.run("INSERT INTO thing (id) VALUES ('c')")
                },
                { try $0.run("INSERT INTO thing (id) VALUES ('e')") },
            ]
        )
        #expect(await answers(tasks) == [true, false, true, false, false, true])
        #expect(try await ids(db) == [.text("a"), .text("c"), .text("e")])
        // On a busy machine the last of them may miss the first commit; each for itself would be three.
        #expect(db.statistics.commits <= before.commits + 2)
        #expect(db.statistics.largest >= 2)
        #expect(heard.all == ["c"])
        await db.close()
    }

    @Test func `failing writes that come first spoil no other`() async throws {
        struct Refused: Error {}
        let db = try await database()
        let blocked: @Sendable (any Connection) throws -> Void = { db in
            try db.run("INSERT INTO thing (id) VALUES ('x')")
            throw Refused()
        }
        let tasks = try await together(db, [blocked, blocked, { try $0.run("INSERT INTO thing (id) VALUES ('a')") }, blocked])
        #expect(await answers(tasks) == [false, false, true, false])
        #expect(try await ids(db) == [.text("a")])
        await db.close()
    }

    @Test func `nobody is answered before the commit`() async throws {
        let db = try await database()
        let gate = Gate(), answered = Heard()
        let gathering = Task {
            try await together(
                db, answered: answered, [{ try $0.run("INSERT INTO thing (id) VALUES ('a')") }, { _ in gate.pass() }]
            )
        }
        let watching = Task {
            try await gate.isReached()
            #expect(try await ids(db) == [])
            #expect(answered.all == [])
            gate.open()
        }
        let tasks = try await gathering.value
        try await watching.value
        #expect(await answers(tasks) == [true, true])
        #expect(try await ids(db) == [.text("a")])
        await db.close()
    }

    @Test func `a foreign key that fails at the commit is one write's fault`() async throws {
        let db = try SQLite.inMemory(longestGroup: 20)
        let later: SQL = "CREATE TABLE thing (id TEXT PRIMARY KEY, other TEXT REFERENCES thing (id) DEFERRABLE INITIALLY DEFERRED)"
        try await db.migrate([Migration(1, "Checked late.", [later])], at: 1)
        let tasks = try await together(
            db,
            [
                { try $0.run("INSERT INTO thing (id) VALUES ('a')") },
                { try $0.run("INSERT INTO thing (id, other) VALUES ('b', 'nobody')") },
                { try $0.run("INSERT INTO thing (id, other) VALUES ('c', 'c')") },
            ]
        )
        #expect(await answers(tasks) == [true, false, true])
        #expect(try await ids(db) == [.text("a"), .text("c")])
        await db.close()
    }

    @Test func `what another program writes to the file is noticed, own writes are not taken for it`() async throws {
        let folder = try Folder()
        let ours = try SQLite(path: folder / "cairn.db"), other = try SQLite(path: folder / "cairn.db")
        try await ours.migrate(schema, at: 1)
        let heard = Heard()
        ours.listen { heard.add($0) }
        try await eventually("the file is watched") { ours.isWatching }
        for id in ["a", "b"] {
            try await ours.write { db in
                try db.run("INSERT INTO thing (id) VALUES (\(id))")
                db.notify(id)
            }
        }
        try await other.write { try $0.run("INSERT INTO thing (id) VALUES ('c')") }
        try await eventually("the change of another is heard") { heard.all.contains("*") }
        #expect(heard.all == ["a", "b", "*"])
        await ours.close()
        await other.close()
    }

    @Test func `the file is for its owner only`() async throws {
        let folder = try Folder()
        let db = try await openDatabase(url: nil, dataFolder: folder / "data")
        try await db.migrate(schema, at: 1)
        let rights = { (path: String) in try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int }
        #expect(try rights(folder / "data") == 0o700)
        for name in ["cairn.db", "cairn.db-wal", "cairn.db-shm"] {
            #expect(try rights(folder / "data/\(name)") == 0o600)
        }
        await db.close()
    }

    @Test func `a running database is copied to a file`() async throws {
        let folder = try Folder()
        let db = try await database()
        try await db.write { try $0.run("INSERT INTO thing (id) VALUES ('a')") }
        try await db.backup(to: folder / "copy.db")
        try await db.write { try $0.run("INSERT INTO thing (id) VALUES ('b')") }
        await #expect(throws: DatabaseError.self) { try await db.backup(to: folder / "copy.db") }
        await #expect(throws: DatabaseError.self) { try await db.backup(to: folder / "nowhere/copy.db") }
        await db.close()
        #expect(try FileManager.default.attributesOfItem(atPath: folder / "copy.db")[.posixPermissions] as? Int == 0o600)
        let copy = try SQLite(path: folder / "copy.db", migrations: schema)
        #expect(try await ids(copy) == [.text("a")])
        await copy.close()
    }

    @Test func `a file that is no database is refused in words and left alone`() async throws {
        let folder = try Folder()
        let text = Data(String(repeating: "Dear diary, ", count: 200).utf8)
        try text.write(to: URL(fileURLWithPath: folder / "cairn.db"))
        #expect(throws: DatabaseError.other("the file is not a SQLite database")) { try SQLite(path: folder / "cairn.db") }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder / "cairn.db")) == text)
        #expect(throws: DatabaseError.self) { try SQLite(path: folder / "nowhere/cairn.db") }
        #expect(throws: DatabaseError.self) { try SQLite(path: folder.path) }
    }

    @Test func `a database in memory leaves no file behind`() async throws {
        let db = try await database()
        #expect(FileManager.default.fileExists(atPath: db.path))
        await db.close()
        for suffix in ["", "-wal", "-shm"] { #expect(!FileManager.default.fileExists(atPath: db.path + suffix)) }
    }

    @Test func `a full disk refuses writes until there is room again`() async throws {
        guard let disk = try SmallDisk() else { return }
        defer { disk.remove() }
        let db = try SQLite(path: disk / "cairn.db")
        try await db.migrate(schema, at: 1)
        let filler = disk / "filler"
        try Data(count: 1_000_000).write(to: URL(fileURLWithPath: filler))
        let long = String(repeating: "x", count: 100_000)
        var kept = 0
        await #expect(throws: DatabaseError.full) {
            for number in 0..<100 {
                try await db.write { try $0.run("INSERT INTO thing (id) VALUES (\("\(number) \(long)"))") }
                kept += 1
            }
        }
        #expect(try await db.read { try $0.one("SELECT COUNT(*) FROM thing") } == kept)
        try FileManager.default.removeItem(atPath: filler)
        try await db.write { try $0.run("INSERT INTO thing (id) VALUES ('after')") }
        #expect(try await db.read { try $0.one("SELECT COUNT(*) FROM thing") } == kept + 1)
        await db.close()
    }

    @Test func `a file that may only be read is refused in words`() async throws {
        guard let disk = try SmallDisk() else { return }
        defer { disk.remove() }
        let db = try SQLite(path: disk / "cairn.db")
        try await db.migrate(schema, at: 1)
        await db.close()
        try disk.makeReadOnly()
        #expect(throws: DatabaseError.readOnly) { try SQLite(path: disk / "cairn.db") }
        #expect(throws: DatabaseError.readOnly) { try SQLite(path: disk / "new.db") }
    }
}

/// A disk of three megabytes, mounted for one test; nil, with a word in the log, where mounting is not allowed.
private struct SmallDisk {
    private let folder: Folder

    init?() throws {
        folder = try Folder()
        guard try SmallDisk.mount(["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder.path]) else {
            print("skipped: a small disk can only be mounted by root")
            return nil
        }
    }

    static func / (disk: SmallDisk, name: String) -> String { disk.folder / name }

    func makeReadOnly() throws {
        guard try SmallDisk.mount(["-o", "remount,ro", folder.path]) else { throw DatabaseError.other("the disk cannot be made read-only") }
    }

    func remove() {
        _ = try? SmallDisk.run("umount", [folder.path])
    }

    private static func mount(_ arguments: [String]) throws -> Bool { try geteuid() == 0 && run("mount", arguments) }

    /// By the system's own call: Foundation's `Process` walks over every open file first, and tests beside this one open and close thousands.
    private static func run(_ program: String, _ arguments: [String]) throws -> Bool {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = (["/usr/bin/env", program] + arguments).map { strdup($0) } + [nil]
        let settings = [strdup("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), nil]
        defer {
            (words + settings).forEach { free($0) }
            posix_spawn_file_actions_destroy(&actions)
        }
        var (process, status): (pid_t, Int32) = (0, 0)
        guard posix_spawn(&process, "/usr/bin/env", &actions, nil, words, settings) == 0 else { return false }
        while waitpid(process, &status, 0) == -1 && errno == EINTR {}
        return status == 0
    }
}
