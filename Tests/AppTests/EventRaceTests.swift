@testable import App
import Database
import Domain
import Foundation
import Support
import Synchronization
import Testing

/// Events that are written all at once, read by those whose line breaks.
@Suite struct EventRaceTests {
    /// Many write at once, some slowly; readers follow whose lines are cut again and again.
    @Test(arguments: Engine.tested)
    func `nothing is skipped and nothing comes twice, whoever is cut off when`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let goals = [
                try await app.makeGoal("Open").id, try await app.makeGoal("Team", visibility: .team).id,
                try await app.makeGoal("Secret", visibility: .named).id,
            ]
            let tokens = [try await app.token(.ana, .read), try await app.token(.ben, .read), try await app.token(.eve, .read)]
            let isDone = Flag()
            async let seen = withTaskGroup(of: (Int, [String]).self) { group in
                for (index, token) in tokens.enumerated() {
                    group.addTask { (index, await follow(app, token, seed: UInt64(index), until: isDone)) }
                }
                return await group.reduce(into: [Int: [String]]()) { $0[$1.0] = $1.1 }
            }
            try await writeAtOnce(app, on: goals, pause: engine == .postgres ? 0.08 : 0.004)
            try await app.settle()
            isDone.raise()
            let found = await seen
            for (index, token) in tokens.enumerated() {
                let listed = try await app.listedEvents(token, limit: 50)
                #expect(found[index] == listed, "reader \(index): \(found[index]?.count ?? 0) of \(listed.count)")
            }
            let stored = try await app.read { [workspace = app.scene.wexholm.id] db in
                try db.rows("SELECT id FROM event WHERE workspace_id = \(workspace) ORDER BY turn, step").map {
                    try $0.first(as: String.self)
                }
            }
            #expect(found[0] == stored && stored.count >= 300)
            #expect(found[2]!.count < found[1]!.count && found[1]!.count < found[0]!.count)
        }
    }
}

/// Six write side by side, every fifth time slowly.
private func writeAtOnce(_ app: TestApp, on goals: [ID<Goal>], pause: Double) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<6 {
            group.addTask {
                for number in 0..<25 {
                    let pause = (number + writer) % 5 == 0 ? pause : 0
                    try await app.happen(on: goals[(number + writer) % 3], number % 4 == 0 ? nil : goals[0], after: pause)
                }
            }
        }
        try await group.waitForAll()
    }
}

/// All that one reader gets from the beginning, over many lines that are cut at random places, until everybody has written and all is there.
private func follow(_ app: TestApp, _ token: String, seed: UInt64, until isDone: Flag) async -> [String] {
    var (seen, cursor, random) = ([String](), "0", SeededRandom(seed))
    let deadline = ContinuousClock.now + .seconds(90)
    while ContinuousClock.now < deadline {
        let wasDone = isDone.isUp
        let reader = CutOffReader(after: Int.random(in: 0...20, using: &random))
        guard let response = try? await app.openStream("/events?after=\(cursor)", token: token) else { return seen }
        let reading = Task { try? await response.body.write(reader) }
        try? await Task.sleep(for: .milliseconds(Int.random(in: 0...60, using: &random)))
        reading.cancel()
        _ = await reading.value
        seen += reader.ids
        cursor = reader.lastID ?? cursor
        let rest = try? await app.api(.get, "/events?limit=1&after=\(cursor)", token: token)
        if wasDone, rest?.items.isEmpty == true { return seen }
    }
    return seen
}

/// Raised once, seen by all.
private final class Flag: Sendable {
    private let state = Mutex(false)

    var isUp: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }
}

/// The same numbers for the same seed.
private struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
