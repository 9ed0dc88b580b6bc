@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct GoalPartTests {
    private let number = [
        ("title", "Days to decision"), ("kind", "number"), ("direction", "decrease"), ("unit", "days"), ("baseline", "94"),
        ("target", "42"),
        ("steps", "2026-11-05: 70\r\n2026-12-01: 50"), ("decimals", "1"), ("indicator", "lagging"), ("serves", "customer value"),
        ("source", "Case system"), ("is_primary", "on"),
    ]

    @Test(arguments: Engine.tested)
    func `a key result is added, with its plan, dates and one line of history`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            let form = try await app.get(app.path("goals", goal.id, "key-results", "new"), as: .ana)
            let fields = number + [("form_key", form.field("form_key")!)]
            for _ in 1...2 { #expect(try await app.post(app.path("goals", goal.id, "key-results"), fields, as: .ana).code == 303) }
            let found = try await app.read { [workspace = app.scene.wexholm.id] db in try db.keyResults(of: goal.id, in: workspace) }
            #expect(found.count == 1, "sent twice, it is added once")
            #expect(found[0].steps.count == 2 && found[0].isPrimary && found[0].decimals == 1 && found[0].indicator == .lagging)
            #expect(found[0].startsOn == goal.startsOn && found[0].dueOn == goal.dueOn)
            #expect(try await app.stored(goal.id).keyResultCount == 1)
            #expect(try await app.stored(goal.id).plan != nil)
            #expect(try await app.history(of: goal.id).map(\.kind) == [.goalMade, .keyResultMade])
        }
    }

    @Test(arguments: Engine.tested)
    func `each kind asks for what it needs`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            func add(_ change: [String: String]) async throws -> Answer {
                var fields = number.filter { change[$0.0] == nil && !["steps", "is_primary"].contains($0.0) }
                fields += change.map { ($0.key, $0.value) }
                return try await app.post(app.path("goals", goal.id, "key-results"), fields, as: .ana)
            }
            for (change, field) in [
                (["target": "many"], "target"), (["target": "94"], "target"),
                (["direction": "increase"], "target"), (["direction": "within"], "upper"), (["direction": "sideways"], "direction"),
                (["kind": "guess"], "kind"), (["kind": "zones"], "zone_commit"), (["decimals": "7"], "decimals"), (["title": ""], "title"),
                (["steps": "soon: 70"], "steps"), (["steps": "2027-11-05: 70"], "steps"),
                (["unit": String(repeating: "x", count: 41)], "unit"),
                (["owner_id": app.id(.gus).text], "owner_id"), (["due_on": "2026-10-01"], "due_on"), (["target": "1e999"], "target"),
            ] {
                let answer = try await add(change)
                #expect(answer.code == 422, "\(change)")
                #expect(answer.body.contains("id=\"\(field)-error\""), "\(change)")
            }
            for change in [
                ["kind": "done"], ["kind": "zones", "zone_commit": "a", "zone_target": "b", "zone_stretch": "c"],
                ["direction": "keep above", "target": "9,5"], ["direction": "keep below", "baseline": ""],
                ["direction": "within", "upper": "50"],
                ["baseline": ""], ["target": ""], ["direction": "increase", "target": "1 200"], ["unit": String(repeating: "x", count: 40)],
            ] { #expect(try await add(change).code == 303, "\(change)") }
        }
    }

    @Test(arguments: Engine.tested)
    func `key results of a committed goal change with a reason`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let draft = try await app.writtenGoal()
            let keyResult = try await app.writtenKeyResult(in: draft.id)
            let goal = try await Goals(cairn: app.cairn).commit(draft.id, version: 1, by: app.viewer(.ana))
            let here = app.path("goals", goal.id, "key-results", keyResult.id)
            let change = number.filter { $0.0 != "target" } + [("target", "50"), ("version", "1")]
            #expect(try await app.post(here, change, as: .ana).code == 422)
            #expect(try await app.post(here, change + [("reason", "Learned.")], as: .ben).code == 403)
            #expect(try await app.post(here, change + [("reason", "Learned.")], as: .ana).code == 303)
            #expect(try await app.post(here, change + [("reason", "Learned.")], as: .ana).code == 409, "the version is spent")
            let event = try await app.history(of: goal.id).last!
            #expect(event.kind == .keyResultEdited && event.reason == "Learned.")
            #expect(event.details.changes.contains(Change(field: "target", from: "42", to: "50")))
            #expect(try await app.post(app.path("goals", goal.id, "key-results"), number, as: .ana).code == 422)
            #expect(try await app.post(here + "/removal", [("version", "2")], as: .ana).code == 422)
            #expect(try await app.post(here + "/removal", [("version", "2"), ("reason", "Wrong one.")], as: .ana).code == 303)
            #expect(try await app.stored(goal.id).keyResultCount == 0)
            let weights = try await app.post(app.path("goals", goal.id, "weights"), [("version", "2")], as: .eve)
            #expect(weights.code == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `key results are found through their own goal only, and move`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            let other = try await app.writtenGoal("Other")
            let first = try await app.writtenKeyResult("First", in: goal.id)
            let second = try await app.writtenKeyResult("Second", in: goal.id)
            #expect(try await app.get(app.path("goals", other.id, "key-results", first.id, "edit"), as: .ana).code == 404)
            #expect(try await app.get(app.path("goals", goal.id, "key-results", first.id, "edit"), as: .eve).code == 403)
            #expect(
                try await app.post(app.path("goals", goal.id, "key-results", second.id, "position"), [("to", "up")], as: .ana).code == 303)
            #expect(
                try await app.post(app.path("goals", goal.id, "key-results", second.id, "position"), [("to", "left")], as: .ana).code == 422
            )
            let order = try await app.read { [workspace = app.scene.wexholm.id] db in
                try db.keyResults(of: goal.id, in: workspace).map(\.title)
            }
            #expect(order == ["Second", "First"])
        }
    }

    @Test(arguments: Engine.tested)
    func `numbers are shown and read in the language of the reader`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            let fields = number.filter { $0.0 != "target" && $0.0 != "steps" } + [("target", "1.234")]
            #expect(try await app.post(app.path("goals", goal.id, "key-results"), fields, as: .ana).code == 303)
            try await app.write { [account = app.scene.accounts[.ana]!] db in
                try db.run("UPDATE account SET language = 'de' WHERE id = \(account.id)")
                db.notify("account")
            }
            let keyResult = try await app.read { [workspace = app.scene.wexholm.id] db in try db.keyResults(of: goal.id, in: workspace)[0] }
            let page = try await app.get(app.path("goals", goal.id, "key-results", keyResult.id, "edit"), as: .ana)
            #expect(page.body.contains("value=\"1,234\""))
            #expect(page.body.contains("Schlüsselergebnis ändern"))
            let same = number.filter { $0.0 != "target" && $0.0 != "steps" } + [("target", "1,234"), ("version", "1")]
            #expect(try await app.post(app.path("goals", goal.id, "key-results", keyResult.id), same, as: .ana).code == 303)
            #expect(try await app.history(of: goal.id).count == 2, "nothing changed")
        }
    }

    @Test(arguments: Engine.tested)
    func `owners of parts of a private goal have to see it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal(visibility: .named, readers: [.eve])
            let path = app.path("goals", goal.id, "key-results")
            #expect(try await app.post(path, number + [("owner_id", app.id(.ben).text)], as: .ana).code == 422)
            #expect(try await app.post(path, number + [("owner_id", app.id(.eve).text)], as: .ana).code == 303)
            let work = app.path("goals", goal.id, "initiatives")
            #expect(try await app.post(work, [("title", "Work"), ("owner_id", app.id(.ben).text)], as: .ana).code == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `initiatives are planned by those who work on the goal`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.committed()
            let keyResult = try await app.writtenKeyResult(in: goal.id, reason: "Forgotten.")
            let path = app.path("goals", goal.id, "initiatives")
            let fields = [
                ("title", hostileTitle), ("owner_id", app.id(.eve).text), ("key_result_id", keyResult.id.text), ("due_on", "2026-11-20"),
            ]
            #expect(try await app.post(path, fields, as: .eve).code == 403)
            #expect(try await app.post(path, fields + [("effort", "huge")], as: .ben).code == 422)
            #expect(try await app.post(path, fields, as: .ben).code == 303, "the team plans work on a committed goal")
            let made = try await app.read { [workspace = app.scene.wexholm.id] db in try db.initiatives(of: goal.id, in: workspace)[0] }
            #expect(made.status == .planned && made.keyResultID == keyResult.id)
            let here = path + "/\(made.id)"
            #expect(try await app.post(here + "/status", [("status", "doing")], as: .eve).code == 303, "its owner may")
            #expect(try await app.post(here + "/status", [("status", "doing")], as: .gus).code == 403)
            #expect(try await app.post(here + "/status", [("status", "sleeping")], as: .eve).code == 422)
            #expect(try await app.post(here, fields + [("version", "1")], as: .ben).code == 409)
            #expect(try await app.post(here, fields + [("status", "done"), ("version", "2")], as: .ben).code == 303)
            #expect(try await app.get(here + "/edit", as: .ben).body.contains("&lt;script&gt;"))
            #expect(try await app.stored(goal.id).initiativeCount == 1)
            #expect(try await app.post(here + "/removal", [("version", "1")], as: .ben).code == 409)
            #expect(try await app.post(here + "/removal", [("version", "3")], as: .ben).code == 303)
            let kinds = try await app.history(of: goal.id).map(\.kind).suffix(4)
            #expect(kinds == [.initiativeMade, .initiativeEdited, .initiativeEdited, .initiativeRemoved])
            #expect(try await app.stored(goal.id).initiativeCount == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `milestones are set, reached and taken away`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            let path = app.path("goals", goal.id, "milestones")
            #expect(try await app.post(path, [("title", "Portal open")], as: .ana).code == 422, "without a day")
            #expect(
                try await app.post(path, [("title", "Portal open"), ("on_day", "2026-11-20"), ("reached_on", "2026-11-20")], as: .ana).code
                    == 422)
            #expect(try await app.post(path, [("title", "Portal open"), ("on_day", "2026-11-20")], as: .eve).code == 403)
            #expect(try await app.post(path, [("title", "Portal open"), ("on_day", "2026-11-20")], as: .ana).code == 303)
            let made = try await app.read { [workspace = app.scene.wexholm.id] db in try db.milestones(of: goal.id, in: workspace)[0] }
            let here = path + "/\(made.id)"
            #expect(try await app.post(here + "/reached", [], as: .ben).code == 303)
            let reached = try await app.read { [workspace = app.scene.wexholm.id] db in try db.milestones(of: goal.id, in: workspace)[0] }
            #expect(reached.reachedOn?.iso == "2026-11-05")
            #expect(try await app.post(here + "/reached", [("reached", "no")], as: .ben).code == 303)
            let edit = [("title", "Portal open"), ("on_day", "2026-11-27"), ("version", "3")]
            #expect(try await app.post(here, edit, as: .ana).code == 303)
            #expect(try await app.post(here, edit, as: .ana).code == 409)
            #expect(try await app.get(here + "/edit", as: .ana).body.contains("2026-11-27"))
            #expect(try await app.post(here + "/removal", [("version", "4")], as: .ana).code == 303)
            let kinds = try await app.history(of: goal.id).map(\.kind)
            #expect(kinds == [.goalMade, .milestoneMade, .milestoneReached, .milestoneEdited, .milestoneEdited, .milestoneRemoved])
        }
    }
}
