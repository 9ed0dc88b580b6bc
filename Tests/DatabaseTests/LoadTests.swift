@testable import Database
import Support
import Testing

@Suite struct LoadTests {
    @Test(arguments: Engine.tested)
    func `reads, writes and what failed are counted`(engine: Engine) async throws {
        let database = try await scratchDatabase(engine)
        _ = try await database.read { db in try db.one("SELECT 1", as: Int.self) }
        try await database.write { db in try db.run("CREATE TABLE stone (weight BIGINT)") }
        _ = try? await database.write { db in try db.run("SELECT nothing") }
        _ = try? await database.read { _ in throw Refused() }
        #expect(database.load.reads.reading.count == 2 && database.load.writes.reading.count == 2)
        #expect(database.load.totals == Load.Counts(failedReads: 0, failedWrites: 1), "what a rule refuses is no failure")
        #expect(database.load.writes.reading.sum > 0)
        await database.close()
    }

    @Test(arguments: Engine.tested)
    func `a full disk stays in mind until a write is kept`(engine: Engine) async throws {
        let database = try await scratchDatabase(engine)
        for error in [DatabaseError.full, .readOnly, .unavailable("away")] {
            _ = try? await database.write { _ in throw error }
            #expect(database.load.trouble == error)
            _ = try? await database.write { _ in throw DatabaseError.foreignKey }
            #expect(database.load.trouble == error)
            try await database.write { db in try db.run("CREATE TABLE IF NOT EXISTS stone (weight BIGINT)") }
            #expect(database.load.trouble == nil)
        }
        await database.close()
    }

    @Test func `the writes that share a commit are counted together`() async throws {
        let database = try SQLite.inMemory(longestGroup: 20)
        try await database.write { db in try db.run("CREATE TABLE stone (weight BIGINT)") }
        let gate = Gate()
        async let first: Void = database.write { _ in gate.pass() }
        try await gate.isReached()
        await withTaskGroup { group in
            for weight in 0..<5 {
                group.addTask { _ = try? await database.write { db in try db.run("INSERT INTO stone VALUES (\(weight))") } }
            }
            try? await eventually("five writes wait") { database.queues.contains(Queue(name: "write", waiting: 5)) }
            gate.open()
        }
        try await first
        #expect(database.load.commits.reading == Histogram.Reading(counts: [1, 0, 0, 1, 0, 0, 0, 0, 0], sum: 7))
        await database.close()
    }

    @Test func `a size counts up to its bound`() {
        let histogram = Histogram(bounds: [1, 10])
        for size in [0, 1, 1.5, 10, 11] { histogram.note(size) }
        #expect(histogram.reading == Histogram.Reading(counts: [2, 2, 1], sum: 23.5))
    }

    @Test(arguments: Engine.tested)
    func `a caller finds its note inside the closure, and nobody else's`(engine: Engine) async throws {
        let database = try await scratchDatabase(engine)
        let found = try await Caller.$note.withValue("mine") {
            (try await database.read { _ in Caller.note as? String }, try await database.write { _ in Caller.note as? String })
        }
        #expect(found.0 == "mine" && found.1 == "mine")
        #expect(try await database.write { _ in Caller.note as? String } == nil)
        await database.close()
    }

    @Test(arguments: Engine.tested)
    func `looking whether it can be written to writes nothing`(engine: Engine) async throws {
        let database = try await scratchDatabase(engine)
        try await database.checkWritable()
        if let postgres = database as? Postgres {
            try await postgres.write { db in try db.run("SET default_transaction_read_only = on") }
        }
        await database.close()
        await #expect(throws: DatabaseError.self) { try await database.checkWritable() }
    }

    private struct Refused: Error {}
}
