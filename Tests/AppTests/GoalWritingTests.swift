@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct GoalWritingTests {
    @Test(arguments: Engine.tested)
    func `a goal is written down as a draft, with one line of history`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let form = try await app.get(app.path("goals", "new"), as: .ana)
            #expect(form.code == 200)
            #expect(form.body.contains("Autumn 2026"))
            let key = form.field("form_key")!
            let fields = [
                ("title", "Permits take six weeks"), ("why", "People **wait**."), ("cycle_id", app.scene.autumn.text),
                ("owner_id", app.id(.ana).text), ("visibility", "workspace"), ("form_key", key),
            ]
            let answer = try await app.post(app.path("goals"), fields, as: .ana)
            #expect(answer.code == 303)
            #expect(answer.location == app.path("goals", key))
            let goal = try await app.stored(ID(trusted: key))
            #expect(goal.stage == .draft)
            #expect(goal.startsOn.iso == "2026-10-05" && goal.dueOn.iso == "2026-12-18", "dates left open are those of the cycle")
            #expect(try await app.history(of: goal.id).map(\.kind) == [.goalMade])
            let again = try await app.post(app.path("goals"), fields, as: .ana)
            #expect(again.location == answer.location, "sent twice, it is made once")
            #expect(try await app.history(of: goal.id).count == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the key of somebody else's goal makes another goal`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let secret = try await app.writtenGoal(by: .ben, visibility: .named)
            let answer = try await app.post(app.path("goals"), app.fields(secret, ["title": "Mine", "form_key": secret.id.text]), as: .eve)
            #expect(answer.code == 303)
            #expect(answer.location != app.path("goals", secret.id))
            #expect(try await app.stored(secret.id).title == secret.title)
        }
    }

    @Test(arguments: Engine.tested)
    func `guests and strangers make no goals`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let form = try await app.get(app.path("goals", "new"), as: .gus)
            #expect(form.code == 403)
            #expect(try await app.post(app.path("goals"), [("title", "Mine")], as: .gus).code == 403)
            #expect(try await app.post(app.path("goals"), [("title", "Mine")], as: .mallory).code == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `what is wrong is said beside its field and nothing typed is lost`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let why = "Why it matters <b>"
            let empty = try await app.post(app.path("goals"), [("title", " "), ("why", why), ("due_on", "2026-02-30")], as: .ana)
            #expect(empty.code == 422)
            #expect(empty.body.contains("id=\"due_on-error\""))
            #expect(empty.body.contains("Why it matters &lt;b&gt;"))
            let goal = try await app.writtenGoal()
            for (field, value, isFine) in [
                ("title", String(repeating: "x", count: 500), true), ("title", String(repeating: "x", count: 501), false),
                ("title", "", false), ("why", String(repeating: "y", count: 50_000), true),
                ("why", String(repeating: "y", count: 50_001), false),
                ("due_on", "2026-10-04", false), ("rhythm_days", "366", true), ("rhythm_days", "367", false),
                ("rhythm_days", "often", false),
                ("visibility", "secret", false), ("team_id", "no id", false), ("cycle_id", app.scene.permits.text, false),
                ("owner_id", app.id(.gus).text, false), ("owner_id", app.id(.mallory).text, false),
            ] {
                let now = try await app.stored(goal.id)
                let answer = try await app.post(app.path("goals", goal.id), app.fields(now, [field: value]), as: .ana)
                #expect(answer.code == (isFine ? 303 : 422), "\(field): \(value.prefix(20))")
                if !isFine { #expect(answer.body.contains("id=\"\(field)-error\""), "\(field)") }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `hostile text shows as text`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal(hostileTitle)
            for path in ["edit", "commitment", "closure", "weights", "parents", "key-results/new", "initiatives/new", "milestones/new"] {
                let page = try await app.get(app.path("goals", goal.id, path), as: .ana)
                #expect(page.code == 200, "\(path)")
                #expect(!page.body.contains("<script>alert"), "\(path)")
                #expect(page.body.contains("&lt;script&gt;alert"), "\(path)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `fields that are not of the form change nothing`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            let answer = try await app.post(
                app.path("goals", goal.id),
                app.fields(goal, ["title": "Other"]) + [
                    ("stage", "committed"), ("status", "met"), ("progress", "1"), ("created_by", app.id(.eve).text), ("created_at", "1"),
                    ("workspace_id", app.scene.elsewhere.id.text), ("outcome", "achieved"), ("check_in_count", "9"), ("confidence", "100"),
                ], as: .ana)
            #expect(answer.code == 303)
            var now = try await app.stored(goal.id)
            #expect(now.title == "Other")
            (now.title, now.version, now.updatedAt) = (goal.title, goal.version, goal.updatedAt)
            var before = goal
            (before.status, before.plan, before.progress) = (now.status, now.plan, now.progress)
            #expect(now == before)
        }
    }

    @Test(arguments: Engine.tested)
    func `a committed goal changes with a reason, by those who answer for it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.committed()
            let change = app.fields(goal, ["due_on": "2026-12-20"])
            #expect(try await app.post(app.path("goals", goal.id), change, as: .ben).code == 403, "on the team, not answering for it")
            #expect(try await app.post(app.path("goals", goal.id), change, as: .eve).code == 403)
            #expect(try await app.get(app.path("goals", goal.id, "edit"), as: .eve).code == 403)
            let silent = try await app.post(app.path("goals", goal.id), change, as: .ana)
            #expect(silent.code == 422)
            #expect(silent.body.contains("id=\"reason-error\""))
            let said = try await app.post(app.path("goals", goal.id), change + [("reason", "The council meets later.")], as: .carla)
            #expect(said.code == 303, "the lead of the team may")
            let event = try await app.history(of: goal.id).last!
            #expect(event.kind == .goalEdited)
            #expect(event.reason == "The council meets later.")
            #expect(event.details.changes == [Change(field: "due_on", from: "2026-12-18", to: "2026-12-20")])
            #expect(try await app.stored(goal.id).dueOn.iso == "2026-12-20")
        }
    }

    @Test(arguments: Engine.tested)
    func `a stale form shows both texts and saves nothing`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            _ = try await app.post(app.path("goals", goal.id), app.fields(goal, ["title": "Theirs"]), as: .carla)
            let stale = try await app.post(app.path("goals", goal.id), app.fields(goal, ["title": "Mine"]), as: .ana)
            #expect(stale.code == 409)
            #expect(stale.body.contains("Theirs") && stale.body.contains("value=\"Mine\""))
            let version = stale.field("version")!
            #expect(try await app.stored(goal.id).title == "Theirs")
            let again = try await app.post(app.path("goals", goal.id), app.fields(goal, ["title": "Mine", "version": version]), as: .ana)
            #expect(again.code == 303)
            #expect(try await app.stored(goal.id).title == "Mine")
        }
    }

    @Test(arguments: Engine.tested)
    func `a form that changes nothing leaves no history`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            #expect(try await app.post(app.path("goals", goal.id), app.fields(goal), as: .ana).code == 303)
            #expect(try await app.history(of: goal.id).count == 1)
            #expect(try await app.stored(goal.id).version == goal.version)
        }
    }

    @Test(arguments: Engine.tested)
    func `a private goal is not there for anybody else, admins included`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal(by: .ana, visibility: .named, readers: [.eve])
            for member in [Cast.ben, .carla, .dana, .olaf, .gus, .mallory] {
                for path in ["edit", "commitment", "closure", "weights", "parents", "key-results/new", "initiatives/new", "milestones/new"]
                {
                    #expect(try await app.get(app.path("goals", goal.id, path), as: member).code == 404, "\(member) \(path)")
                }
                #expect(try await app.post(app.path("goals", goal.id), app.fields(goal), as: member).code == 404)
                #expect(try await app.post(app.path("goals", goal.id, "proposal"), [("version", "1")], as: member).code == 404)
            }
            #expect(try await app.get(app.path("goals", goal.id, "edit"), as: .eve).code == 403, "named people read")
        }
    }

    @Test(arguments: Engine.tested)
    func `named people are found by name or address`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            let named = app.fields(goal, ["visibility": "private"])
            let unknown = try await app.post(app.path("goals", goal.id), named + [("readers", "Nobody Here")], as: .ana)
            #expect(unknown.code == 422 && unknown.body.contains("id=\"readers-error\""))
            let known = try await app.post(
                app.path("goals", goal.id), named + [("readers", "ben okafor\r\nEVE@wexholm.example\r\n")], as: .ana)
            #expect(known.code == 303)
            let readers = try await app.read { [workspace = app.scene.wexholm.id] db in try db.readerIDs(of: goal.id, in: workspace) }
            #expect(readers == [app.id(.ben), app.id(.eve)])
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal is proposed, taken back, committed, closed and opened again`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal(by: .ben)
            func step(_ path: String, _ fields: [(String, String)] = [], as member: Cast = .ben) async throws -> Int {
                let version = try await app.stored(goal.id).version
                return try await app.post(app.path("goals", goal.id, path), [("version", String(version))] + fields, as: member).code
            }
            #expect(try await step("proposal") == 303)
            #expect(try await step("proposal") == 422)
            #expect(try await step("draft") == 303)
            #expect(try await step("commitment", as: .eve) == 403)
            #expect(try await step("commitment", as: .carla) == 303)
            #expect(try await step("owner-status", [("status", "at risk")]) == 422, "needs a reason")
            #expect(try await step("owner-status", [("status", "at risk"), ("reason", "The builder left.")]) == 303)
            #expect(try await app.stored(goal.id).ownerStatus == .atRisk)
            #expect(try await step("owner-status", [("status", "stale"), ("reason", "x")]) == 422)
            #expect(try await step("closure", [("outcome", "missed")]) == 422, "needs a reason")
            #expect(try await step("closure", [("outcome", "wonderful")]) == 422)
            #expect(try await step("closure", [("outcome", "missed"), ("reason", "Too late.")], as: .eve) == 403)
            #expect(try await step("closure", [("reason", "I want to.")], as: .eve) == 403, "who may not is told so, not what is missing")
            #expect(try await step("closure", [("outcome", "missed"), ("reason", "Too late.")]) == 303)
            #expect(try await app.get(app.path("goals", goal.id, "edit"), as: .ben).code == 403)
            #expect(try await step("reopening") == 422)
            #expect(try await step("reopening", [("reason", "One more try.")]) == 303)
            let kinds = try await app.history(of: goal.id).map(\.kind)
            #expect(kinds == [.goalMade, .goalProposed, .goalWithdrawn, .goalCommitted, .goalJudged, .goalClosed, .goalReopened])
            #expect(try await app.stored(goal.id).stage == .committed)
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody commits a goal without an owner, or twice`(engine: Engine) async throws {
        try await withApp(engine) { app in
            var goal = try await app.writtenGoal()
            #expect(try await app.post(app.path("goals", goal.id), app.fields(goal, ["owner_id": ""]), as: .ana).code == 303)
            goal = try await app.stored(goal.id)
            let page = try await app.get(app.path("goals", goal.id, "commitment"), as: .carla)
            #expect(page.body.contains("It needs an owner first"))
            let version = [("version", String(goal.version))]
            #expect(try await app.post(app.path("goals", goal.id, "commitment"), version, as: .carla).code == 422)
            let stale = try await app.post(app.path("goals", goal.id, "commitment"), [("version", "1")], as: .carla)
            #expect(stale.code == 409)
        }
    }

    @Test(arguments: Engine.tested)
    func `a draft without check-ins can be taken away, nothing else`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.writtenGoal("Parent")
            let goal = try await app.writtenGoal("Child", parents: [parent.id])
            let child = try await app.writtenGoal("Grandchild", parents: [goal.id])
            _ = try await app.writtenKeyResult(in: goal.id)
            #expect(try await app.get(app.path("goals", goal.id, "removal"), as: .ana).code == 200)
            #expect(try await app.post(app.path("goals", goal.id, "removal"), [("version", "1")], as: .eve).code == 403)
            #expect(try await app.post(app.path("goals", goal.id, "removal"), [("version", "9")], as: .ana).code == 409)
            #expect(try await app.post(app.path("goals", goal.id, "removal"), [("version", "1")], as: .ana).code == 303)
            #expect(try await app.get(app.path("goals", goal.id, "edit"), as: .ana).code == 404)
            #expect(try await app.stored(parent.id).childCount == 0)
            #expect(try await app.stored(child.id).parentCount == 0)
            #expect(try await app.history(of: goal.id).last?.kind == .goalRemoved)
            let committed = try await app.committed("Kept")
            #expect(
                try await app.post(app.path("goals", committed.id, "removal"), [("version", "2"), ("reason", "x")], as: .ana).code == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `history names what changed in words, and only goals the reader sees`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let secret = try await app.writtenGoal("Secret parent", visibility: .named)
            let goal = try await app.writtenGoal()
            let fields = app.fields(goal, ["owner_id": app.id(.ben).text, "parents": secret.id.text])
            #expect(try await app.post(app.path("goals", goal.id), fields, as: .ana).code == 303)
            for (member, parent) in [(Cast.ana, "Secret parent" as String?), (.eve, nil)] {
                let viewer = try await app.viewer(member)
                let row = try await app.read { db in try db.events(of: goal.id, for: viewer) }.first!
                #expect(row.names[app.id(.ben).text] == "Ben Okafor")
                #expect(row.names[secret.id.text] == parent)
            }
            let eve = try await app.viewer(.eve)
            let activity = try await app.read { db in try db.activity(for: eve) }
            #expect(!activity.contains { $0.event.goalID == secret.id })
            #expect(activity.contains { $0.event.goalID == goal.id })
        }
    }
}
