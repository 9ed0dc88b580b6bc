@testable import App
import Database
import Domain
import Foundation
import HTTPTypes
@testable import Support
import Testing

/// What happened, listed by cursor.
@Suite struct EventFeedTests {
    @Test(arguments: Engine.tested)
    func `events are told in the order in which they were saved, whole, in the reader's language`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.ben, .read)
            let goal = try await app.makeGoal("Permits in weeks")
            app.clock.move(seconds: 1)
            let before = try await app.listedEvents(token)
            let ids = try await app.happen(.goalJudged, on: goal.id, goal.id)
            try await app.write { [workspace = app.scene.wexholm.id, ana = app.id(.ana), now = app.clock.now] db in
                // Long ago, and yet the newest: an import.
                let change = Change(field: "due_on", from: "2026-12-18", to: "2027-01-31")
                let old = Event(
                    id: ID(trusted: "01J00000000000000000000000"), kind: .goalEdited, actorID: ana, goalID: goal.id,
                    reason: "Said \"no\"\nto <b>one</b>", details: .init(changes: [change]), createdAt: now.adding(days: -40))
                try db.record(old, in: workspace)
            }
            try await app.settle()
            let answer = try await app.api(.get, "/events?after=\(before.last!)", token: token, headers: ["Accept-Language": "de"])
            #expect(answer.items.map { $0["id"] } == (ids.map(\.text) + ["01J00000000000000000000000"]).map { .text($0) })
            let last = try #require(answer.items.last)
            #expect(last["created_at"] == .text("2026-09-26T08:00:\(seconds(app))Z"), "\(last)")
            #expect(last["kind"] == .text("goal-edited") && last["actor_id"] == .text(app.id(.ana).text))
            #expect(last["actor_name"] == .text("Ana Lund") && last["goal_title"] == .text("Permits in weeks"))
            #expect(last["reason"] == .text("Said \"no\"\nto <b>one</b>") && last["subject_id"] == .null)
            guard case .text(let sentence)? = last["sentence"], case .list(let changes)? = last["changes"] else {
                Issue.record("\(last)")
                return
            }
            #expect(sentence.hasPrefix("Ana Lund") && sentence.contains("Fällig"), "\(sentence)")
            #expect(changes.count == 1 && changes[0]["field"] == .text("due_on") && changes[0]["to"] == .text("2027-01-31"))
            #expect(answer.json?["next"] == .null)
        }
    }

    private func seconds(_ app: TestApp) -> String { String(app.clock.now.rfc3339.suffix(7).dropLast()) }

    @Test(arguments: Engine.tested)
    func `parts of a list join without a gap, whatever is asked for`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let token = try await app.token(.ana, .read)
            let (one, other) = (try await app.makeGoal("One"), try await app.makeGoal("Other"))
            for number in 0..<9 { try await app.happen(number % 2 == 0 ? .goalJudged : .goalEdited, on: one.id, nil, other.id) }
            let all = try await app.listedEvents(token, limit: 200)
            #expect(all.count >= 27 && Set(all).count == all.count)
            for limit in [1, 2, 5] { #expect(try await app.listedEvents(token, limit: limit) == all) }
            #expect(try await app.listedEvents(token, after: "0") == all)
            #expect(try await app.listedEvents(token, after: all[7]) == Array(all[8...]))
            #expect(try await app.listedEvents(token, after: all.last) == [])
            let judged = try await app.listedEvents(token, query: "&kind=goal-judged")
            #expect(judged.count == 15 && judged == all.filter { judged.contains($0) })
            let ofOne = try await app.listedEvents(token, query: "&goal=\(one.id)&kind=goal-judged")
            #expect(ofOne.count == 5 && ofOne == all.filter { ofOne.contains($0) })
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody is told of goals they do not see, nor of their titles`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let open = try await app.makeGoal("Open to all")
            let team = try await app.makeGoal("For the team", visibility: .team)
            let secret = try await app.makeGoal("Ana keeps this", visibility: .named, readers: [.gus])
            let events = try await app.happen(on: open.id, team.id, secret.id)
            let comment = try await Comments(cairn: app.cairn).post(
                Comment.Draft(text: "Between us."), on: secret.id, checkIn: nil, by: app.viewer(.ana))
            try await app.write { [workspace = app.scene.wexholm.id, ana = app.id(.ana), cairn = app.cairn, now = app.clock.now] db in
                let link = Event(
                    id: cairn.newID(), kind: .goalLinked, actorID: ana, goalID: open.id, subjectID: secret.id.text,
                    details: .init(names: ["other": "Ana keeps this"]), createdAt: now)
                try db.record(link, in: workspace)
            }
            let seen: [Cast: [Int]] = [
                .ana: [0, 1, 2], .ben: [0, 1], .carla: [0, 1], .dana: [0, 1], .olaf: [0, 1], .gus: [0, 2], .eve: [0], .mallory: [],
            ]
            for member in Cast.allCases {
                let token = try await app.token(member, .read)
                let stream = try await app.followEvents(token, query: "?after=0")
                let listed = try await app.listedEvents(token)
                #expect(events.indices.filter { listed.contains(events[$0].text) } == seen[member], "\(member)")
                #expect(await eventually { stream.eventIDs == listed }, "\(member)")
                let answer = try await app.api(.get, "/events?limit=200", token: token)
                for text in [answer.body, stream.text] {
                    #expect(text.contains(comment.text) == [.ana, .gus].contains(member), "\(member)")
                    #expect(text.contains("Ana keeps this") == [.ana, .gus].contains(member), "\(member)")
                    #expect(text.contains("serve “…”") == ![.ana, .gus, .mallory].contains(member), "\(member)")
                }
                let asked = try await app.api(.get, "/events?goal=\(secret.id)", token: token)
                #expect(asked.code == ([.ana, .gus].contains(member) ? 200 : 404), "\(member)")
                stream.stop()
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a cursor that is none of this workspace's is refused in words`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let token = try await app.token(.ana, .read)
            let mine = try await app.happen(on: nil)[0].text
            let theirs: ID<Event> = app.cairn.newID()
            try await app.write { [elsewhere = app.scene.elsewhere.id, now = app.clock.now] db in
                try db.record(Event(id: theirs, kind: .workspaceEdited, actorID: nil, createdAt: now), in: elsewhere)
            }
            let future: ID<Event> = app.cairn.newID()
            let hostile = [
                theirs.text, future.text, "garbage", "1", "00", "-1", "0 OR 1=1", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
                String(repeating: "0", count: 26),
                "%00", "\u{202E}", mine + "0",
            ]
            for cursor in hostile {
                let query = "/events?after=\(encoded(cursor))"
                let answer = try await app.api(.get, query, token: token)
                #expect(answer.code == 400 && answer.problem == "bad-parameter" && answer.wrong == ["after": "wrong-type"], "\(cursor)")
                #expect(answer.text("detail")?.contains("no event of this workspace") == true, "\(answer.body)")
                let opened = try await app.openStream(query, token: token)
                #expect(opened.status == .badRequest, "\(cursor)")
                if cursor.utf8.allSatisfy({ (33...126).contains($0) }) {
                    let resumed = try await app.openStream("/events", token: token, headers: ["Last-Event-ID": cursor])
                    #expect(resumed.status == .badRequest, "\(cursor)")
                }
            }
            #expect(try await app.api(.get, "/events?after=\(String(repeating: "x", count: 201))", token: token).code == 400)
            #expect(try await app.api(.get, "/events?from=yesterday", token: token).wrong["from"] != nil)
            #expect(try await app.openStream("/events?from=yesterday", token: token).status == .badRequest)
            #expect(try await app.api(.get, "/events?kind=nonsense&goal=x&limit=0", token: token).wrong.count == 3)
            #expect(try await app.api(.get, "/events?after=\(mine.lowercased())", token: token).code == 200)
            #expect(app.cairn.tails.count == 0, "nothing is left behind")
        }
    }

    @Test(arguments: Engine.tested, Engine.tested)
    func `data that moves to another server is followed from the same cursors`(from: Engine, into: Engine) async throws {
        try await withApp(from, settings: .fast) { app in
            let goal = try await app.makeGoal("Here and there")
            for _ in 0..<5 {
                app.clock.move(seconds: 1)
                try await app.happen(on: goal.id)
            }
            let listed = try await app.listedEvents(app.token(.ana, .read))
            let export = try await app.cairn.exportWorkspace("wexholm")
            try await withApp(into, settings: .fast) { other in
                let result = try await other.cairn.importFiles([("e.json", export)], ImportOptions(workspace: "elsewhere"))
                #expect(result.isGood, "\(result.lines)")
                let viewer = try await other.read { [scene = other.scene] db in try db.operatorViewer(of: scene.elsewhere) }
                try await other.settle()
                let feed = EventFeed(cairn: other.cairn)
                let found = try await feed.list(after: listed[2], matching: EventFilter(), limit: 100, for: viewer)
                #expect(found.map(\.row.event.id.text) == Array(listed[3...]))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `events from before they were numbered are told in the order of their time`(engine: Engine) async throws {
        let database = try await scratchDatabase(engine)
        let followed = try #require(migrations.first { $0.why.hasPrefix("What happens can be followed") }).number
        try await database.migrate(migrations.filter { $0.number < followed }, at: 1)
        let clock = TestClock()
        let cairn = try Cairn(database: database, clock: { clock.now })
        let scene = Scene.make(cairn)
        let ids = (0..<6).map { _ -> ID<Event> in cairn.newID() }
        try await database.write { db in
            try scene.insert(into: db, at: clock.now)
            for (index, id) in ids.enumerated() {
                try db.run(
                    """
                    INSERT INTO event (workspace_id, id, kind, created_at)
                    VALUES (\(scene.wexholm.id), \(id), 'exported', \(clock.now.adding(seconds: [5, 3, 3, 9, 0, 1][index])))
                    """)
            }
        }
        try await database.migrate(migrations, at: 2)
        try await database.write { db in try db.beginTurns(after: db.lastTurn()) }
        let new: ID<Event> = cairn.newID()
        try await database.write { db in
            try db.record(Event(id: new, kind: .exported, actorID: nil, createdAt: clock.now.adding(days: -1)), in: scene.wexholm.id)
        }
        try await waitUntilSettled(database)
        let viewer = try await database.read { db in try db.viewers(of: scene.accounts[.ana]!)[0] }
        let found = try await EventFeed(cairn: cairn).list(after: nil, matching: EventFilter(), limit: 100, for: viewer)
        let expected = [ids[4], ids[5]] + [ids[1], ids[2]].sorted() + [ids[0], ids[3], new]
        #expect(found.map(\.row.event.id) == expected)
        await database.close()
    }
}
