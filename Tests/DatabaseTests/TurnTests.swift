import Foundation
import Support
import Synchronization
import Testing

@testable import Database

/// Rows can be followed in the order in which they are there to stay.
@Suite struct TurnTests {
    private func database(_ engine: Engine) async throws -> any Database {
        let database = try await scratchDatabase(engine)
        let thing: SQL = "CREATE TABLE thing (name TEXT PRIMARY KEY, turn BIGINT NOT NULL, step BIGINT NOT NULL)"
        try await database.migrate([Migration(1, "To try.", Position.schema + [thing])], at: 1)
        return database
    }

    @Test(arguments: Engine.tested)
    func `what is written later stands later, and steps follow within one transaction`(engine: Engine) async throws {
        let db = try await database(engine)
        let first = try await db.write { db in try (0..<3).map { _ in try db.nextPosition() } }
        let second = try await db.write { db in try db.nextPosition() }
        #expect(first.map(\.step) == [1, 2, 3] && Set(first.map(\.turn)).count == 1)
        #expect(first == first.sorted() && second > first[2] && second.step == 1 && first[0] > .start)
        await db.close()
    }

    @Test(arguments: Engine.tested)
    func `a write that fails keeps no turn from others`(engine: Engine) async throws {
        let db = try await database(engine)
        let before = try await db.write { db in try db.nextPosition() }
        await #expect(throws: CancellationError.self) {
            try await db.write { db in
                _ = try db.nextPosition()
                throw CancellationError()
            }
        }
        let after = try await db.write { db in try db.nextPosition() }
        #expect(after > before)
        try await eventually("it is settled") { try await db.read { db in try db.settled() } > after.turn }
        await db.close()
    }

    @Test(arguments: Engine.tested)
    func `turns begin behind what data brings along`(engine: Engine) async throws {
        let db = try await database(engine)
        try await db.write { try $0.beginTurns(after: 5_000_000_000) }
        let moved = try await db.write { db in try db.nextPosition() }
        #expect(moved.turn > 5_000_000_000)
        try await db.write { try $0.beginTurns(after: 7) }
        let later = try await db.write { db in try db.nextPosition() }
        #expect(later > moved && later.turn < moved.turn + 100_000)
        try await eventually("it is settled") { try await db.read { db in try db.settled() } > later.turn }
        await db.close()
    }

    @Test func `on PostgreSQL nothing is settled while something older runs`() async throws {
        guard Engine.tested.contains(.postgres) else { return }
        let db = try await database(.postgres)
        let gate = Gate()
        let slow = Task {
            try await db.write { db in
                let position = try db.nextPosition()
                gate.pass()
                return position
            }
        }
        try await gate.isReached()
        let fast = try await db.write { db in try db.nextPosition() }
        let settled = try await db.read { db in try db.settled() }
        gate.open()
        let slowOne = try await slow.value
        #expect(slowOne < fast && settled <= slowOne.turn)
        try await eventually("both are settled") { try await db.read { db in try db.settled() } > fast.turn }
        await db.close()
    }

    /// Many write, some take long; whoever reads by position never finds something behind where it stands.
    @Test(arguments: Engine.tested)
    func `a follower misses nothing, whatever ends first`(engine: Engine) async throws {
        let db = try await database(engine)
        let (writers, each) = (3, 30)
        async let seen = follow(db, until: writers * each)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for number in 0..<each {
                        try await db.write { db in
                            let position = try db.nextPosition()
                            if number % (writer + 2) == 0 { Thread.sleep(forTimeInterval: engine == .postgres ? 0.03 : 0.002) }
                            try db.run("INSERT INTO thing VALUES (\("\(writer) \(number)"), \(position.turn), \(position.step))")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let stored = try await db.read { try $0.rows("SELECT name FROM thing ORDER BY turn, step").map(\.values) }
        let found = try await seen
        #expect(found == stored, "\(found.count) of \(stored.count)")
        await db.close()
    }

    private func follow(_ db: any Database, until count: Int) async throws -> [[Value]] {
        var (seen, place) = ([[Value]](), Position.start)
        let deadline = ContinuousClock.now + .seconds(90)
        while seen.count < count, ContinuousClock.now < deadline {
            let found = try await db.read { [place] db in
                try db.rows(
                    """
                    SELECT name, turn, step FROM thing WHERE (turn, step) > (\(place.turn), \(place.step)) AND turn < \(try db.settled())
                    ORDER BY turn, step LIMIT 7
                    """)
            }
            for row in found {
                var columns = row.columns
                seen.append([.text(try columns.next())])
                place = Position(turn: try columns.next(), step: try columns.next())
            }
        }
        return seen
    }
}
