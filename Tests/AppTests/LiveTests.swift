@testable import App
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
@testable import Support
import Synchronization
import Testing

@Suite struct LiveTests {
    @Test(arguments: Engine.tested)
    func `an open page hears of the goal and of what moves above it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.makeGoal("Above")
            let goal = try await app.makeGoal(parents: [.init(id: parent.id)])
            let days = try await app.measure(goal)
            let (below, above) = (try await app.follow("goal:\(goal.id)", as: .eve), try await app.follow("goal:\(parent.id)", as: .gus))
            #expect(try await app.checkIn(goal, [days: "50"]).code == 303)
            #expect(await below.hears("event: changed\ndata: goal:\(goal.id)"))
            #expect(await above.hears("event: changed\ndata: goal:\(parent.id)"))
            #expect(below.headers[.contentType] == "text/event-stream; charset=utf-8")
            #expect(below.headers[.cacheControl] == "no-store")
            #expect(below.text.hasPrefix("retry: 2000\nevent: open\n"))
            above.stop()
            below.stop()
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal that one does not see cannot be listened to`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let secret = try await app.makeGoal(visibility: .named)
            let live = { (topics: String) in app.path("live") + "?topics=" + encoded(topics) }
            for topics in ["goal:\(secret.id)", "workspace goal:\(secret.id)", "goal:nonsense", "goal:", "goal:01J00000000000000000000000"]
            {
                #expect(try await app.get(live(topics), as: .dana).code == 404, "\(topics)")
            }
            #expect(try await app.get(live("workspace"), as: .mallory).code == 404)
            #expect(try await app.get("/elsewhere/live?topics=goal:\(secret.id)", as: .mallory).code == 404)
            #expect(try await app.get(live("workspace"), headers: ["X-Live": "1"]).code == 401)
            #expect(app.cairn.live.count == 0, "nothing is left behind")
        }
    }

    @Test(arguments: Engine.tested)
    func `a screen hears what changes, and goes dark when it is ended`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let made = try await app.screen()
            let stream = try await app.follow(path: "/screen/\(made.secret)/live")
            #expect(try await app.say("Hello", on: goal).code == 303)
            #expect(await stream.hears("event: changed\ndata: workspace"))
            try await Screens(cairn: app.cairn).revoke(made.screen.id, by: app.viewer(.dana), from: "")
            #expect(await stream.hears("event: gone"))
            stream.stop()
        }
    }

    @Test func `at the turn of the day everything has changed`() async throws {
        try await withApp(.sqlite) { app in
            let stream = try await app.follow("workspace", as: .ana)
            app.cairn.live.beat()
            #expect(await stream.hears("event: beat"))
            #expect(!stream.text.contains("changed"))
            app.clock.move(days: 1)
            app.cairn.live.beat()
            #expect(await stream.hears("event: changed\ndata: *"))
            stream.stop()
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing of another workspace is heard`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let stranger = try await app.follow("workspace person:\(app.id(.ana))", as: .mallory, in: "elsewhere")
            #expect(try await app.say("Hello", on: goal).code == 303)
            app.cairn.live.beat()
            #expect(await stranger.hears("event: beat"))
            #expect(!stranger.text.contains("changed"))
            stranger.stop()
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever loses access loses the stream at once`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(visibility: .team)
            let bens = try await app.follow("goal:\(goal.id)", as: .ben)
            let anas = try await app.follow("goal:\(goal.id)", as: .ana)
            try await app.write { [workspace = app.scene.wexholm.id, ben = app.id(.ben)] db in
                try db.run("DELETE FROM membership WHERE person_id = \(ben)")
                db.notify("\(workspace)/access")
            }
            #expect(await bens.hears("event: gone"))
            #expect(await anas.hears("data: access"))
            #expect(!anas.text.contains("gone"))
            try await People(cairn: app.cairn).deactivate(app.id(.ana), by: app.viewer(of: .dana), from: "")
            #expect(await anas.hears("event: gone"))
            #expect(await eventually { app.cairn.live.count == 0 })
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever signs out is noticed with the next beat`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let stream = try await app.follow("workspace", as: .ben)
            app.cairn.live.beat()
            #expect(await stream.hears("event: beat"))
            #expect(try await app.post("/sign-out", as: .ben).code == 303)
            app.cairn.live.beat()
            #expect(await stream.hears("event: gone"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal that turns private ends the streams of those who cannot see it any more`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let eves = try await app.follow("goal:\(goal.id)", as: .eve)
            var draft = Goal.Draft(try await app.stored(goal), parents: [], readers: [])
            draft.visibility = .team
            _ = try await Goals(cairn: app.cairn).edit(goal.id, draft, reason: "Only us.", by: app.viewer(of: .ana))
            #expect(await eves.hears("event: gone"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a form on its way back does not ask for itself again, so what was typed stays`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            #expect(try await app.get(app.path("goals", goal.id, "edit"), as: .ana).body.contains("data-live-url"))
            let back = try await app.post(app.path("goals", goal.id), app.fields(goal, ["title": " "]), as: .ana)
            #expect(back.code == 422 && !back.body.contains("data-live-url"))
            let stale = try await app.post(app.path("goals", goal.id), app.fields(goal, ["title": "Other", "version": "0"]), as: .ana)
            #expect(stale.code == 409 && !stale.body.contains("data-live-url"))
        }
    }

    @Test func `a page without topics hears of the workspace, and at most twenty topics are followed`() async throws {
        try await withApp(.sqlite) { app in
            let goal = try await app.makeGoal()
            let stream = try await app.follow("", as: .ben)
            let many = try await app.follow((0..<30).map { "cycle:\($0)" }.joined(separator: " "), as: .ben)
            #expect(try await app.say("Hello", on: goal).code == 303)
            #expect(await stream.hears("data: workspace"))
            stream.stop()
            many.stop()
            #expect(await eventually { app.cairn.live.count == 0 })
        }
    }

    @Test func `a check-in on one node is heard on the other`() async throws {
        guard Engine.tested.contains(.postgres) else { return }
        let url = try await scratchPostgresURL()
        let databases = [try Postgres(url: url, connections: 3), try Postgres(url: url, connections: 3)]
        try await twoNodes(databases, hears: { "event: changed\ndata: goal:\($0.id)" })
    }

    @Test func `what another process writes to the file is heard, whatever it was`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cairn-live-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let databases = [try SQLite(path: folder + "/cairn.db"), try SQLite(path: folder + "/cairn.db")]
        try await twoNodes(databases, hears: { _ in "event: changed\ndata: *" })
    }

    /// Two Cairns on the same data: a page is open on the second, a check-in is made on the first.
    private func twoNodes(_ databases: [any Database], hears text: (Goal) -> String) async throws {
        let clock = TestClock()
        try await databases[0].migrate(migrations, at: clock.now.milliseconds)
        let cairns = try databases.map { try Cairn(database: $0, clock: { clock.now }) }
        let scene = Scene.make(cairns[0])
        try await databases[0].write { db in try scene.insert(into: db, at: clock.now) }
        let (here, there) = (TestApp(cairn: cairns[0], clock: clock, scene: scene), TestApp(cairn: cairns[1], clock: clock, scene: scene))
        let goal = try await here.makeGoal()
        let page = app(there, "goals", goal.id, "check-ins", "new")
        let tag = try #require(try await there.get(page, as: .ben).headers[.eTag])
        let stream = try await there.follow("goal:\(goal.id)", as: .ben)
        #expect(try await here.checkIn(goal, changed: "Heard over there?").code == 303)
        #expect(await stream.hears(text(goal)))
        let fresh = try await there.get(page, as: .ben, headers: ["If-None-Match": tag])
        #expect(fresh.code == 200 && fresh.body.contains("Heard over there?"))
        stream.stop()
        for database in databases { await database.close() }
    }

    private func app(_ app: TestApp, _ parts: any CustomStringConvertible...) -> String {
        "/wexholm/" + parts.map { "\($0)" }.joined(separator: "/")
    }
}

/// A page that was seen is not made again, until something changes.
@Suite struct UnchangedTests {
    @Test(arguments: Engine.tested)
    func `an unchanged page is 304, a changed one is whole`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let path = app.path("goals", goal.id, "check-ins", "new")
            let today = try await app.get(app.path("today"), as: .ben)
            let tag = try #require(today.headers[.eTag])
            #expect(today.headers[.cacheControl] == "private, no-cache" && today.headers[.vary] == "Cookie")
            for wanted in [tag, "W/" + tag] {
                let same = try await app.get(app.path("today"), as: .ben, headers: ["If-None-Match": wanted])
                #expect(same.code == 304 && same.body.isEmpty && same.headers[.eTag] == tag)
                #expect(same.headers[.cacheControl] == "private, no-cache")
            }
            #expect(try await app.checkIn(goal, changed: "News.").code == 303)
            let changed = try await app.get(app.path("today"), as: .ben, headers: ["If-None-Match": tag])
            #expect(changed.code == 200 && changed.body.contains("checked in on"))
            _ = path
        }
    }

    @Test(arguments: Engine.tested)
    func `a change elsewhere that this page does not show is still 304`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(visibility: .named)
            let tag = try #require(try await app.get(app.path("today"), as: .eve).headers[.eTag])
            #expect(try await app.say("Nobody else sees this.", on: goal).code == 303)
            let same = try await app.get(app.path("today"), as: .eve, headers: ["If-None-Match": tag])
            #expect(same.code == 304 && same.headers[.eTag] != tag)
        }
    }

    @Test(arguments: Engine.tested)
    func `another reader, another address, another language have another tag`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let path = app.path("today")
            let tag = try #require(try await app.get(path, as: .ana).headers[.eTag])
            #expect(try await app.get(path, as: .ben, headers: ["If-None-Match": tag]).code == 200)
            #expect(try await app.get("/elsewhere/today", as: .mallory, headers: ["If-None-Match": tag]).code == 200)
            #expect(try await app.get(path, headers: ["If-None-Match": tag]).code == 303)
            try await app.set(language: "de", of: .ana)
            #expect(try await app.get(path, as: .ana, headers: ["If-None-Match": tag]).code == 200)
            for wrong in ["*", "\"\"", "\"x\"", "\".\"", "nonsense", String(repeating: "\"", count: 5000)] {
                #expect(try await app.get(path, as: .ben, headers: ["If-None-Match": wrong]).code == 200, "\(wrong.prefix(20))")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `time alone changes a page: the day turns for the reader`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.set(zone: "Asia/Kathmandu", of: .ana)
            // 13:45 in Kathmandu; ten and a quarter hours later a new day begins there.
            let tag = try #require(try await app.get(app.path("today"), as: .ana).headers[.eTag])
            app.clock.move(seconds: 36_900)
            let next = try await app.get(app.path("today"), as: .ana, headers: ["If-None-Match": tag])
            #expect(next.code == 200 && next.body.contains("Friday, 6 November"))
        }
    }

    @Test(arguments: Engine.tested)
    func `what just happened is said once`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let path = app.path("today")
            let tag = try #require(try await app.get(path, as: .ana).headers[.eTag])
            let cookie = "cairn=\(Cast.ana.token); cairn-flash=checkedIn"
            let said = try await app.get(path, headers: ["Cookie": cookie, "If-None-Match": tag])
            #expect(said.code == 200 && said.body.contains("Your check-in is saved."))
            #expect(said.headers[.eTag] == nil && said.headers[.cacheControl] == "no-store" && said.cookie("cairn-flash") == "")
            #expect(try await !app.get(path, as: .ana).body.contains("Your check-in is saved."))
            for (path, member) in [("/sign-in", nil as Cast?), ("/wexholm/nowhere", .ana), ("/no/such/page", nil)] {
                let cookie = (member.map { "cairn=\($0.token); " } ?? "") + "cairn-flash=signedOut"
                let answer = try await app.get(path, headers: ["Cookie": cookie])
                #expect(answer.body.contains("You are signed out.") && answer.cookie("cairn-flash") == "", "\(path)")
            }
            let forged = try await app.get(path, headers: ["Cookie": "cairn=\(Cast.ana.token); cairn-flash=%3Cscript%3E"])
            #expect(forged.code == 200 && !forged.body.contains("flash\" role") && forged.cookie("cairn-flash") == "")
        }
    }

    @Test(arguments: Engine.tested)
    func `signing out takes away what the browser keeps, and the server's memory of it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let tag = try #require(try await app.get(app.path("today"), as: .ana).headers[.eTag])
            let out = try await app.post("/sign-out", as: .ana)
            #expect(out.code == 303 && out.location == "/sign-in")
            #expect(out.headers[.clearSiteData] == "\"cache\", \"storage\"")
            #expect(out.headers[values: .setCookie].contains { $0.hasPrefix("cairn=; ") && $0.contains("Max-Age=0") })
            let after = try await app.get(app.path("today"), as: .ana, headers: ["If-None-Match": tag])
            #expect(after.code == 303 && after.location == "/sign-in?next=%2Fwexholm%2Ftoday")
        }
    }
}

/// One open stream, read in the background.
final class OpenStream: Sendable {
    let headers: HTTPFields
    private let heard = Mutex("")
    private let task = Mutex<Task<Void, Never>?>(nil)
    private let end = Mutex(false)

    init(_ response: Response) {
        headers = response.headers
        let ear = Ear { [weak self] text in self?.heard.withLock { $0 += text } }
        let running = Task { [weak self] in
            _ = try? await response.body.write(ear)
            self?.end.withLock { $0 = true }
        }
        task.withLock { $0 = running }
    }

    var hasEnded: Bool { end.withLock { $0 } }
    var text: String { heard.withLock { $0 } }

    func hears(_ words: String) async -> Bool { await eventually { self.text.contains(words) } }
    func stop() { task.withLock { $0?.cancel() } }
}

private final class Ear: ResponseBodyWriter {
    let tell: @Sendable (String) -> Void

    init(_ tell: @escaping @Sendable (String) -> Void) { self.tell = tell }

    func write(_ buffer: ByteBuffer) async throws { tell(String(buffer: buffer)) }
    func finish(_ trailers: HTTPFields?) async throws {}
}

/// Waits up to ten seconds for something to become true.
func eventually(_ isTrue: @Sendable () -> Bool) async -> Bool {
    for _ in 0..<500 {
        if isTrue() { return true }
        try? await Task.sleep(for: .milliseconds(20))
    }
    return isTrue()
}

extension TestApp {
    /// Opens the stream of these topics and waits until it stands.
    func follow(_ topics: String, as member: Cast, in workspace: String = "wexholm") async throws -> OpenStream {
        try await follow(path: "/\(workspace)/live?topics=\(encoded(topics))", as: member)
    }

    /// A stream at any address, once it is open.
    func follow(path: String, as member: Cast? = nil) async throws -> OpenStream {
        let response = try await open(.get, path, as: member)
        let stream = OpenStream(response)
        #expect(await stream.hears("event: open"))
        return stream
    }
}
