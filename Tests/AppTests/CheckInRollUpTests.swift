@testable import App
import Database
import Domain
import Foundation
import Support
import Synchronization
import Testing

/// A check-in moves everything above the goal at once, and freezes what it reported.
@Suite struct CheckInRollUpTests {
    @Test(arguments: Engine.tested)
    func `three parents move with their child`(engine: Engine) async throws {
        try await withApp(engine) { app in
            var parents: [Goal] = []
            for name in ["One", "Two", "Three"] { parents.append(try await app.makeGoal(name)) }
            let goal = try await app.makeGoal(parents: parents.map { .init(id: $0.id) })
            let days = try await app.measure(goal, from: 80, to: 30)
            #expect(try await app.checkIn(goal, [days: "70"]).code == 303)
            for parent in parents {
                let moved = try await app.stored(parent)
                #expect(moved.progress == 0.2)
                #expect(moved.status == .atRisk)
                #expect(moved.worstID == goal.id && moved.worstStatus == .atRisk)
                #expect(moved.version == parent.version, "a check-in below is no edit")
                let standing = moved.standing(on: Day(iso: "2026-11-05")!, in: .gmt, rule: StatusRule())
                let tongue = Tongue(language: .en, zone: .gmt)
                #expect(tongue.plain(standing.reason) == "22 points behind plan: 20\u{a0}% of the way, 42\u{a0}% expected by today.")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a chain of four moves to its top`(engine: Engine) async throws {
        try await withApp(engine) { app in
            var chain = [try await app.makeGoal("Top")]
            for name in ["Second", "Third", "Bottom"] { chain.append(try await app.makeGoal(name, parents: [.init(id: chain.last!.id)])) }
            let days = try await app.measure(chain[3])
            #expect(try await app.checkIn(chain[3], [days: "50"]).code == 303)
            for goal in chain { #expect(try await app.stored(goal).progress == 0.5, "\(goal.title)") }
            #expect(try await app.checkIn(chain[3], [days: "5"]).code == 303)
            for goal in chain { #expect(try await app.stored(goal).status == .offTrack, "\(goal.title)") }
        }
    }

    @Test(arguments: Engine.tested)
    func `a diamond is reckoned once, after both its sides`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let top = try await app.makeGoal("Top")
            let left = try await app.makeGoal("Left", parents: [.init(id: top.id)])
            let right = try await app.makeGoal("Right", parents: [.init(id: top.id)])
            let bottom = try await app.makeGoal("Bottom", parents: [.init(id: left.id), .init(id: right.id), .init(id: top.id)])
            let own = try await app.makeGoal("Beside", parents: [.init(id: right.id)])
            let (days, cost) = (try await app.measure(bottom), try await app.measure(own))
            #expect(try await app.checkIn(own, [cost: "100"]).code == 303)
            #expect(try await app.checkIn(bottom, [days: "40"]).code == 303)
            #expect(try await app.stored(left).progress == 0.4)
            #expect(try await app.stored(right).progress == 0.7)
            #expect(abs(try await app.stored(top).progress! - 0.5) < 1e-9)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever shows a goal that moved is told, once it is done`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.makeGoal("Above")
            let goal = try await app.makeGoal(parents: [.init(id: parent.id)])
            let days = try await app.measure(goal)
            let heard = Heard()
            app.database.listen { heard.add($0) }
            #expect(try await app.checkIn(goal, [days: "50"]).code == 303)
            let workspace = app.scene.wexholm.id
            #expect(
                heard.all.isSuperset(of: [
                    "\(workspace)/workspace", "\(workspace)/goal:\(goal.id)", "\(workspace)/goal:\(parent.id)",
                    "\(workspace)/cycle:\(app.scene.autumn)",
                ]))
            heard.clear()
            #expect(try await app.checkIn(goal, [days: "many"]).code == 422)
            #expect(heard.all.isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `one check-in is one line of history, with what it reported`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let days = try await app.measure(goal, unit: "days")
            let before = try await app.count("event")
            app.clock.move(seconds: 1)
            #expect(try await app.checkIn(goal, [days: "42"], changed: "It went well.").code == 303)
            #expect(try await app.count("event") == before + 1)
            let viewer = try await app.viewer(of: .ben)
            let news = try await app.read { db in try db.events(of: goal.id, for: viewer, limit: 1) }
            let said = Tongue(language: .en, zone: .gmt).plain(news[0].sentence)
            #expect(said == "Ana Lund checked in on “\(goal.title)”: 42\u{a0}days.")
        }
    }

    @Test(arguments: Engine.tested)
    func `a check-in keeps what it reported, whatever comes later`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let days = try await app.measure(goal)
            #expect(try await app.checkIn(goal, [days: "10"], confidence: "30").code == 303)
            app.clock.move(days: 7)
            #expect(try await app.checkIn(goal, [days: "80"], confidence: "70").code == 303)
            let workspace = app.scene.wexholm.id
            let (values, told) = try await app.read { db in
                (try db.reportedValues(of: goal.id, in: workspace).map(\.value), try db.checkIns(on: goal.id, in: workspace))
            }
            #expect(values == [10, 80])
            #expect(told.map(\.progress) == [0.8, 0.1] && told.map(\.confidence) == [70, 30])
            #expect(told.map(\.status) == [.onTrack, .offTrack])
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal that is closed keeps what it had, whatever its children do`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.makeGoal("Above")
            let goal = try await app.makeGoal(parents: [.init(id: parent.id)])
            let days = try await app.measure(goal)
            #expect(try await app.checkIn(goal, [days: "40"]).code == 303)
            let viewer = try await app.viewer(of: .ana)
            let closed = try await Goals(cairn: app.cairn).close(
                parent.id, .partly, reason: "Enough.", version: app.stored(parent).version, by: viewer)
            #expect(try await app.checkIn(goal, [days: "90"]).code == 303)
            #expect(try await app.stored(parent).progress == 0.4)
            _ = try await Goals(cairn: app.cairn).reopen(parent.id, reason: "Not enough.", version: closed.version, by: viewer)
            #expect(try await app.stored(parent).progress == 0.9)
        }
    }
}

/// The topics that were told, in no order.
final class Heard: Sendable {
    private let topics = Mutex<[String]>([])

    var list: [String] { topics.withLock { $0 } }
    var all: Set<String> { Set(list) }
    func add(_ topic: String) { topics.withLock { $0.append(topic) } }
    func clear() { topics.withLock { $0 = [] } }
}
