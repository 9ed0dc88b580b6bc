@testable import App
import Database
import Domain
import Support
import Testing

/// The guided end of a cycle, and how goals go on in the next one.
@Suite struct ClosingTests {
    @Test(arguments: Engine.tested)
    func `a lead closes one goal after the other, and then the cycle`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let (first, second) = (try await app.half("Permits in weeks"), try await app.makeGoal("Nobody waits"))
            let next = try await app.insertCycle()
            try await app.beginToClose()
            let page = try await app.get(app.closingPath, as: .carla)
            #expect(page.code == 200 && page.body.contains("0 of 2 goals are closed. 2 can be closed by you."))
            #expect(
                page.body.contains("The numbers suggest <strong>0.5</strong>, partly achieved.")
                    && page.body.contains("its key result is not met."))
            #expect(page.body.contains("id=\"w-\(second.id)\"") && !page.body.contains("Close the cycle"))
            let fields = [
                ("from", "closing"), ("version", "\(first.version)"), ("outcome", "partly"), ("grade", "0.5"), ("lesson", "Ask first."),
                ("carry_to", next.text),
            ]
            #expect(try await app.post(app.path("goals", first.id, "closure"), fields, as: .carla).location == app.closingPath)
            let closed = try await app.stored(first)
            #expect(closed.stage == .closed && closed.grade == 0.5 && closed.lesson == "Ask first." && closed.outcomeReason == "")
            let then = try await app.get(app.closingPath, as: .carla)
            #expect(
                then.body.contains("1 of 2 goals are closed.") && then.body.contains("Nobody waits") && then.body.contains("Ask first."))
            #expect(then.body.contains("no grade. Say yourselves how it went."))
            let missed = [("from", "closing"), ("version", "\(second.version)"), ("outcome", "missed"), ("grade", "")]
            let refused = try await app.post(app.path("goals", second.id, "closure"), missed, as: .carla)
            #expect(refused.code == 422 && refused.body.contains("Say why in a sentence.") && refused.body.contains("closing-count"))
            let why = missed + [("reason", "We had no time.")]
            #expect(try await app.post(app.path("goals", second.id, "closure"), why, as: .carla).code == 303)
            #expect(try await app.get(app.closingPath, as: .carla).body.contains("Close the cycle"))
            #expect(!(try await app.get(app.closingPath, as: .gus).body.contains("Close the cycle")))
            #expect(try await app.moveCycle("closed", as: .carla) == 303)
            let record = try await app.get(app.closingPath, as: .gus)
            #expect(record.body.contains("How Autumn 2026 ended") && record.body.contains("Ask first."))
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal goes on from where it stands, and both point at each other`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.makeGoal("The city gets faster", owner: .olaf, by: .dana)
            let goal = try await app.half("Permits in weeks", parents: [.init(id: parent.id)])
            try await app.measure(goal, "The form is live", kind: .done)
            let met = try await app.measure(goal, "Counters open")
            clock(app)
            _ = try await app.checkIn(goal, [met: "100"])
            let next = try await app.insertCycle()
            let closed = try await Goals(cairn: app.cairn).close(
                goal.id, Closure(outcome: .partly, reason: "Half.", carryTo: next), version: goal.version, by: app.viewer(of: .ana))
            let new = try await app.continuation(of: goal.id)
            #expect(new.stage == .draft && new.title == goal.title && new.ownerID == goal.ownerID && new.cycleID == next)
            #expect(new.keyResultCount == 2 && new.parentCount == 1 && closed.isOpen == false)
            let results = try await app.read { [workspace = app.scene.wexholm.id] db in try db.keyResults(of: new.id, in: workspace) }
            #expect(
                results.map(\.title) == ["Days until a decision", "The form is live"] && results[0].baseline == 50
                    && results[0].target == 100)
            #expect(try await app.get(app.path("goals", goal.id), as: .gus).body.contains(app.path("goals", new.id)))
            #expect(try await app.get(app.path("goals", new.id), as: .gus).body.contains("Goes on from"))
            #expect(try await app.events(.goalCarriedOver, on: goal) == 1)
            let again = try await app.post(app.path("goals", goal.id, "carry-over"), [("carry_to", next.text)], as: .ana)
            #expect(again.code == 422 && again.body.contains("It goes on in this cycle already."))
            let gone = try await app.post(app.path("goals", goal.id, "carry-over"), [("carry_to", app.newText())], as: .ana)
            #expect(gone.code == 422 && gone.body.contains("This cycle is not there any more."))
            try await Goals(cairn: app.cairn).remove(new.id, version: new.version, by: app.viewer(of: .ana))
            #expect(try await app.post(app.path("goals", goal.id, "carry-over"), [("carry_to", next.text)], as: .ana).code == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `what somebody else closed meanwhile stays, and nothing written is lost`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.half("Permits in weeks")
            try await app.beginToClose()
            let fields = [
                ("from", "closing"), ("version", "\(goal.version)"), ("outcome", "partly"), ("grade", "0.5"), ("lesson", "<b>Mine</b>"),
            ]
            _ = try await Goals(cairn: app.cairn).close(
                goal.id, Closure(outcome: .achieved, grade: 1, reason: "It is enough.", lesson: "Theirs."), version: goal.version,
                by: app.viewer(of: .ana))
            let late = try await app.post(app.path("goals", goal.id, "closure"), fields, as: .carla)
            #expect(late.code == 409 && late.body.contains("&lt;b&gt;Mine&lt;/b&gt;") && late.body.contains("Theirs."))
            #expect(try await app.stored(goal).lesson == "Theirs.")
        }
    }

    @Test(arguments: Engine.tested)
    func `a stale tab keeps what was typed and can be sent again`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.half("Permits in weeks")
            try await app.beginToClose()
            _ = try await Goals(cairn: app.cairn).judge(goal.id, .atRisk, reason: "Ill.", version: goal.version, by: app.viewer(of: .ana))
            let fields = [("from", "closing"), ("version", "\(goal.version)"), ("outcome", "partly"), ("grade", "0.5"), ("lesson", "Mine")]
            let stale = try await app.post(app.path("goals", goal.id, "closure"), fields, as: .carla)
            #expect(stale.code == 409 && stale.body.contains("Mine") && stale.field("version") == "\(goal.version + 1)")
        }
    }

    @Test(arguments: Engine.tested)
    func `who may not close a goal reads who can, and hidden goals are only counted`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal("Permits in weeks")
            _ = try await app.makeGoal("Ana's own", visibility: .named)
            _ = try await app.makeGoal("Only for the team", visibility: .team)
            try await app.beginToClose()
            let seen = try await app.get(app.closingPath, as: .gus)
            #expect(seen.body.contains("Ana Lund, Carla") && seen.body.contains("or an admin can close it."))
            #expect(
                !seen.body.contains("<form class=\"form\"") && !seen.body.contains("Ana's own") && !seen.body.contains("Only for the team"))
            #expect(seen.body.contains("One goal that you cannot see is still open."))
            #expect(try await app.post(app.path("goals", goal.id, "closure"), [("from", "closing")], as: .ben).code == 403)
            #expect(try await app.moveCycle("closed", as: .carla) == 403)
            for goal in try await app.openGoals() {
                let closure = Closure(outcome: .dropped, reason: "Enough.")
                _ = try await Goals(cairn: app.cairn).close(goal.id, closure, version: goal.version, by: app.viewer(of: .ana))
            }
            _ = try await app.makeGoal("Ana's next own", visibility: .named)
            #expect(try await app.moveCycle("closed", as: .carla) == 303, "a private goal does not keep a cycle open")
        }
    }

    @Test(arguments: Engine.tested)
    func `where it goes on stays hidden from who may not see that`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal("Permits in weeks")
            let next = try await app.insertCycle()
            _ = try await Goals(cairn: app.cairn).close(
                goal.id, Closure(outcome: .missed, reason: "Late.", carryTo: next), version: goal.version, by: app.viewer(of: .ana))
            let new = try await app.continuation(of: goal.id)
            try await app.write { db in try db.run("UPDATE goal SET visibility = 'private' WHERE id = \(new.id)") }
            let token = try await app.token(.ben, .read)
            let record = try await app.api(.get, "/goals/\(goal.id)", nil, token: token)
            #expect(record.code == 200 && !record.body.contains(new.id.text) && record.body.contains("\"grade\":null"))
            #expect(!(try await app.get(app.path("goals", goal.id), as: .ben).body.contains(new.id.text)))
            let mine = try await app.api(.get, "/goals/\(goal.id)", nil, token: app.token(.ana, .read))
            #expect(mine.body.contains("\"carried_to\":[\"\(new.id)\"]"))
        }
    }

    private func clock(_ app: TestApp) { app.clock.move(seconds: 1) }
}

extension TestApp {
    var closingPath: String { path("cycles", scene.autumn, "closing") }

    /// A committed goal of Ana's whose number is half the way.
    func half(_ title: String, parents: [Goal.Parent] = []) async throws -> Goal {
        let goal = try await makeGoal(title, parents: parents)
        let days = try await measure(goal)
        clock.move(seconds: 1)
        _ = try await checkIn(goal, [days: "50"])
        return try await stored(goal)
    }

    func beginToClose() async throws { #expect(try await moveCycle("closing", as: .carla) == 303) }

    func moveCycle(_ stage: String, as member: Cast) async throws -> Int {
        let version: Int = try await read { [id = scene.autumn] db in try db.one("SELECT version FROM cycle WHERE id = \(id)") ?? 0 }
        return try await post(path("cycles", scene.autumn, "stage"), [("stage", stage), ("version", "\(version)")], as: member).code
    }

    func continuation(of goal: ID<Goal>) async throws -> Goal {
        let viewer = try await viewer(of: .ana)
        return try await read { db in try #require(try db.goals(where: "goal.carried_from = \(goal)", visibleTo: viewer).first) }
    }

    func openGoals() async throws -> [Goal] {
        let viewer = try await viewer(of: .ana)
        return try await read { db in try db.goals(where: "goal.stage <> 'closed'", visibleTo: viewer) }
    }
}
