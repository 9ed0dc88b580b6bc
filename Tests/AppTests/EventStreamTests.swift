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

/// What happens, followed as it happens.
@Suite struct EventStreamTests {
    @Test(arguments: Engine.tested)
    func `whoever follows is told of what happens, and goes on where the line was cut`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.ben, .read)
            let goal = try await app.makeGoal()
            let newest = try await app.listedEvents(token, limit: 200).last!
            let stream = try await app.followEvents(token)
            #expect(stream.headers[.contentType] == "text/event-stream; charset=utf-8" && stream.headers[.cacheControl] == "no-store")
            #expect(stream.text == "retry: 2000\nid: \(newest)\n: open\n\n")
            let first = try await app.happen(on: goal.id, nil).map(\.text)
            #expect(await eventually { stream.eventIDs == first })
            let data = frames(in: stream.text)[0].data
            let listed = try await app.api(.get, "/events?after=\(newest)&limit=1", token: token)
            #expect(try JSON(reading: Array(data.utf8)) == listed.items.first)
            stream.stop()
            #expect(await eventually { app.cairn.tails.count == 0 })

            let ids = try await first + app.happen(on: goal.id, goal.id).map(\.text)
            let resumed = try await app.followEvents(token, query: "?after=0", headers: ["Last-Event-ID": ids[0]])
            #expect(await eventually { resumed.eventIDs == Array(ids[1...]) }, "the header wins")
            let again = try await app.followEvents(token, query: "?after=\(ids[2])&kind=goal-edited&goal=\(goal.id)")
            try await app.happen(.goalJudged, on: goal.id)
            try await app.happen(on: nil)
            let last = try await app.happen(on: goal.id)[0].text
            #expect(await eventually { again.eventIDs == [ids[3], last] })
            resumed.stop()
            again.stop()
        }
    }

    @Test(arguments: Engine.tested)
    func `a stream that is cut before the first event misses nothing either`(engine: Engine) async throws {
        try await withEmptyApp(engine) { app in
            try await app.write { [scene = app.scene, now = app.clock.now] db in try scene.insert(into: db, at: now) }
            let token = try await app.token(.ben, .read)
            let stream = try await app.followEvents(token)
            #expect(stream.lastID == "0")
            stream.stop()
            let ids = try await app.happen(on: nil).map(\.text)
            let resumed = try await app.followEvents(token, headers: ["Last-Event-ID": stream.lastID!])
            #expect(await eventually { resumed.eventIDs == ids })
            resumed.stop()
        }
    }

    @Test(arguments: Engine.tested)
    func `a token that is revoked, or whose person leaves, is told nothing more`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let made = try await Tokens(cairn: app.cairn).make(Token.Draft(name: "Mine"), by: app.viewer(.ana), from: "")
            let streams = [try await app.followEvents(made.secret), try await app.followEvents(app.token(.ben))]
            try await Tokens(cairn: app.cairn).revoke(made.token.id, by: app.viewer(.ana), from: "")
            #expect(await eventually { streams[0].hasEnded })
            try await People(cairn: app.cairn).deactivate(app.id(.ben), by: app.viewer(.dana), from: "")
            #expect(await eventually { streams[1].hasEnded })
            #expect(streams[0].eventIDs.isEmpty && app.cairn.tails.count == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a token that ends by itself ends its streams with the next beat`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let stream = try await app.followEvents(app.token(.ana, .read, days: 1))
            app.cairn.live.beat()
            #expect(await stream.hears("\n\n:\n\n"))
            app.clock.move(days: 1)
            app.cairn.live.beat()
            #expect(await eventually { stream.hasEnded })
        }
    }

    @Test(arguments: Engine.tested)
    func `what somebody may see is what they may see now`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(visibility: .team)
            let (bens, eves) = (try await app.followEvents(app.token(.ben)), try await app.followEvents(app.token(.eve)))
            let first = try await app.happen(on: goal.id)[0].text
            #expect(await eventually { bens.eventIDs == [first] })
            try await app.write {
                [workspace = app.scene.wexholm.id, permits = app.scene.permits, ben = app.id(.ben), eve = app.id(.eve)] db in
                try db.run("UPDATE membership SET team_id = \(permits) WHERE person_id = \(eve)")
                try db.run("DELETE FROM membership WHERE person_id = \(ben)")
                db.notify("\(workspace)/access")
            }
            let second = try await app.happen(on: goal.id)[0].text
            let third = try await app.happen(on: nil)[0].text
            #expect(await eventually { bens.eventIDs == [first, third] && eves.eventIDs == [second, third] })
            var draft = Goal.Draft(try await app.stored(goal), parents: [], readers: [])
            draft.visibility = .named
            _ = try await Goals(cairn: app.cairn).edit(goal.id, draft, reason: "Only me.", by: app.viewer(.ana))
            let fifth = try await app.happen(on: nil)[0].text
            #expect(await eventually { bens.lastID == fifth && eves.lastID == fifth })
            #expect(!eves.text.contains("Only me."))
            bens.stop()
            eves.stop()
        }
    }

    @Test func `streams end when the server is told to stop`() async throws {
        try await withApp(.sqlite) { app in
            let token = try await app.token(.ana)
            let stream = try await app.followEvents(token)
            app.cairn.live.close()
            #expect(await eventually { stream.hasEnded })
        }
    }

    @Test(arguments: Engine.tested)
    func `a reader who does not read holds up nobody, and misses nothing`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let token = try await app.token(.ana, .read)
            let stuck = StuckReader()
            let response = try await app.openStream("/events?after=0", token: token)
            let reading = Task { try? await response.body.write(stuck) }
            let quick = try await app.followEvents(token)
            for _ in 0..<12 { try await app.happen(on: nil, nil, nil) }
            try await app.write { [workspace = app.scene.wexholm.id, cairn = app.cairn, now = app.clock.now] db in
                let many = (0..<1300).map { _ in Event(id: cairn.newID(), kind: .exported, actorID: nil, createdAt: now) }
                try db.insert(many, in: workspace)
                db.notify("\(workspace)/workspace")
            }
            let listed = try await app.listedEvents(token, limit: 200)
            #expect(await eventually { quick.eventIDs.count == 1336 })
            #expect(stuck.eventIDs.isEmpty)
            stuck.goOn()
            #expect(await eventually { stuck.eventIDs.count == listed.count })
            #expect(stuck.eventIDs == listed && quick.eventIDs == Array(listed.suffix(1336)))
            reading.cancel()
            quick.stop()
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever could not be sent anything while their rights ended is told nothing from after that`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let goal = try await app.makeGoal(visibility: .team)
            let (seen, before) = (try await app.token(.ben, .read), try await app.happen(on: goal.id)[0].text)
            try await app.settle()
            let stuck = StuckReader()
            let response = try await app.openStream("/events?after=0", token: seen)
            let reading = Task { try? await response.body.write(stuck) }
            #expect(await eventually { stuck.isAsked })
            try await app.write { [workspace = app.scene.wexholm.id, ben = app.id(.ben)] db in
                try db.run("DELETE FROM membership WHERE person_id = \(ben)")
                db.notify("\(workspace)/access")
            }
            let hidden = try await app.happen(on: goal.id)[0].text
            let open = try await app.happen(on: nil)[0].text
            try await app.settle()
            stuck.goOn()
            #expect(await eventually { stuck.eventIDs.last == open })
            #expect(!stuck.eventIDs.contains(hidden) && !stuck.eventIDs.contains(before))
            reading.cancel()
        }
    }

    @Test func `a program that asks for the head of a stream alone leaves none open`() async throws {
        try await withApp(.sqlite) { app in
            let token = try await app.token(.ana, .read)
            do {
                let response = try await app.openStream("/events", token: token)
                #expect(response.status == .ok && app.cairn.tails.count == 1)
            }
            #expect(await eventually { app.cairn.tails.count == 0 })
        }
    }

    /// On PostgreSQL the one that began first ends last: it is told first all the same, and the other waits for it.
    @Test func `what overtakes something older is told behind it`() async throws {
        guard Engine.tested.contains(.postgres) else { return }
        try await withApp(.postgres) { app in
            let token = try await app.token(.ana, .read)
            let before = try await app.listedEvents(token, limit: 200)
            let stream = try await app.followEvents(token)
            let (begun, end) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            let old = Event(id: app.cairn.newID(), kind: .exported, actorID: nil, createdAt: app.clock.now)
            let slow = Task { [workspace = app.scene.wexholm.id] in
                try await app.write { db in
                    try db.record(old, in: workspace)
                    begun.signal()
                    _ = end.wait(timeout: .now() + 20)
                }
            }
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    _ = begun.wait(timeout: .now() + 20); continuation.resume()
                }
            }
            let new = try await app.happen(on: nil)[0].text
            #expect(try await app.listedEvents(token, limit: 200, waits: false) == before, "the newer one waits")
            try await Task.sleep(for: .milliseconds(200))
            #expect(stream.eventIDs.isEmpty)
            end.signal()
            try await slow.value
            #expect(await eventually { stream.eventIDs == [old.id.text, new] }, "\(stream.eventIDs)")
            #expect(try await app.listedEvents(token, after: before.last, limit: 1) == [old.id.text, new])
            stream.stop()
        }
    }
}

/// A reader who takes nothing until told to.
private final class StuckReader: ResponseBodyWriter, Sendable {
    private let heard = Mutex("")
    private let isFree = Mutex(false)
    private let asked = Mutex(false)

    /// Whether something waits to be taken.
    var isAsked: Bool { asked.withLock { $0 } }
    var eventIDs: [String] { frames(in: heard.withLock { $0 }).map(\.id) }
    func goOn() { isFree.withLock { $0 = true } }

    func write(_ buffer: ByteBuffer) async throws {
        asked.withLock { $0 = true }
        while !isFree.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(10)) }
        heard.withLock { $0 += String(buffer: buffer) }
    }

    func finish(_ trailers: HTTPFields?) async throws {}
}
