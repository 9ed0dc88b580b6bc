@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct CycleTests {
    private let form: KeyValuePairs = [
        "name": "Spring 2027", "purpose": "Fewer letters, more answers.", "starts_on": "2027-01-04", "ends_on": "2027-03-26",
    ]

    @Test(arguments: Engine.tested)
    func `a lead makes a cycle and finds it among those being drafted`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let answer = try await app.post(app.path("cycles"), form: form, as: .carla)
            #expect(answer.status == .seeOther)
            let page = try await app.get(app.path("cycles"), as: .gus)
            #expect(page.status == .ok)
            #expect(page.body.contains("Spring 2027") && page.body.contains("4 January 2027 to 26 March 2027"))
            #expect(page.body.contains("Autumn 2026") && page.body.contains("Week 5 of 11"))
            let shown = try await app.get(answer.location!, as: .ana)
            #expect(shown.body.contains("“Fewer letters, more answers.”") && shown.body.contains("No goals in this cycle yet"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a form that is sent twice makes one cycle`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let key = try await app.get(app.path("cycles", "new"), as: .carla).field("form_key")!
            for _ in 0..<2 {
                let fields: KeyValuePairs = ["form_key": key, "name": "Once", "starts_on": "2027-01-04", "ends_on": "2027-03-26"]
                #expect(try await app.post(app.path("cycles"), form: fields, as: .carla).location == app.path("cycles", key))
            }
            #expect(try await app.read { db in try db.one("SELECT COUNT(*) FROM cycle WHERE name = 'Once'", as: Int.self) } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `what is wrong stands beside its field and what was typed is kept`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let hostile: KeyValuePairs = ["name": "", "purpose": "<script>alert(1)</script>", "starts_on": "2027-02-30", "ends_on": ""]
            let answer = try await app.post(app.path("cycles"), form: hostile, as: .carla)
            #expect(answer.status == .unprocessableContent)
            for words in [
                "A cycle needs a name", "Write the date as year-month-day", "Say on which day it ends.", "&lt;script&gt;alert(1)",
            ] {
                #expect(answer.body.contains(words), "\(words)")
            }
            #expect(!answer.body.contains("<script>alert"))
            let turned: KeyValuePairs = ["name": "Back", "starts_on": "2027-03-26", "ends_on": "2027-01-04"]
            #expect(try await app.post(app.path("cycles"), form: turned, as: .carla).body.contains("It ends before it begins."))
        }
    }

    @Test(arguments: Engine.tested)
    func `members and guests do not make, change or move cycles, and are told who does`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let autumn = app.scene.autumn
            for who in [Cast.ana, .gus, .eve] {
                #expect(try await app.post(app.path("cycles"), form: form, as: who).status == .forbidden)
                #expect(try await app.post(app.path("cycles"), as: who).status == .forbidden)
                #expect(try await app.get(app.path("cycles", "new"), as: who).status == .forbidden)
                #expect(try await app.get(app.path("cycles", autumn, "edit"), as: who).status == .forbidden)
                #expect(try await app.post(app.path("cycles", autumn), form: form, as: who).status == .forbidden)
                let moved = try await app.post(app.path("cycles", autumn, "stage"), form: ["stage": "closing", "version": "1"], as: who)
                #expect(moved.status == .forbidden && moved.body.contains("team leads and admins"))
                #expect(try await app.post(app.path("cycles", autumn, "removal"), as: who).status == .forbidden)
            }
            #expect(try await app.get(app.path("cycles"), as: .mallory).status == .notFound)
            #expect(try await app.get("/elsewhere/cycles/\(autumn)", as: .mallory).status == .notFound)
        }
    }

    @Test(arguments: Engine.tested)
    func `a cycle moves one step at a time and only an admin opens a closed one`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let path = app.path("cycles", app.scene.autumn)
            func move(_ stage: String, _ version: Int, as who: Cast = .carla) async throws -> Int {
                try await app.post(path + "/stage", form: ["stage": stage, "version": "\(version)"], as: who).code
            }
            #expect(try await move("closed", 1) == 403)
            #expect(try await move("nonsense", 1) == 422)
            #expect(try await move("closing", 1) == 303)
            #expect(try await move("closed", 1) == 409)
            #expect(try await move("closed", 2) == 303)
            #expect(try await move("closing", 3) == 403)
            #expect(try await move("closing", 3, as: .dana) == 303)
            let events = try await app.read { [id = app.scene.autumn.text] db in
                try db.one("SELECT COUNT(*) FROM event WHERE kind = 'cycle moved' AND subject_id = \(id)", as: Int.self)
            }
            #expect(events == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `a stale save shows both texts and loses neither`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let path = app.path("cycles", app.scene.autumn)
            let mine: KeyValuePairs = ["name": "Mine", "purpose": "", "starts_on": "2026-10-05", "ends_on": "2026-12-18", "version": "1"]
            let theirs: KeyValuePairs = [
                "name": "Theirs", "purpose": "", "starts_on": "2026-10-05", "ends_on": "2026-12-18", "version": "1",
            ]
            #expect(try await app.post(path, form: theirs, as: .dana).code == 303)
            let answer = try await app.post(path, form: mine, as: .carla)
            #expect(answer.code == 409)
            #expect(answer.body.contains("value=\"Mine\"") && answer.body.contains("Theirs") && answer.field("version") == "2")
        }
    }

    @Test(arguments: Engine.tested)
    func `only an empty cycle that is being drafted can be taken away`(engine: Engine) async throws {
        try await withApp(engine) { app in
            #expect(try await app.post(app.path("cycles", app.scene.autumn, "removal"), as: .dana).status == .forbidden)
            #expect(try await app.get(app.path("cycles", app.scene.autumn, "removal"), as: .dana).status == .forbidden)
            let made = try await app.post(app.path("cycles"), form: form, as: .carla).location!
            let id = ID<Cycle>(made.suffix(26))!
            let goal = app.goal("A goal in it", cycle: id)
            try await app.write { [workspace = app.scene.wexholm.id] db in try db.insert(goal, in: workspace) }
            #expect(try await app.post(made + "/removal", as: .carla).body.contains("There are goals in this cycle."))
            try await app.write { [workspace = app.scene.wexholm.id] db in try db.delete(goal.id, in: workspace) }
            #expect(try await app.get(made + "/removal", as: .carla).status == .ok)
            #expect(try await app.post(made + "/removal", as: .carla).location == app.path("cycles"))
            #expect(try await app.get(made, as: .carla).status == .notFound)
        }
    }
}

extension TestApp {
    /// A committed goal of Ana's in the team Permits and the running cycle, unless something else is said.
    func goal(
        _ title: String, why: String = "", cycle: ID<Cycle>? = nil, team: ID<Team>? = nil, visibility: Goal.Visibility = .workspace,
        stage: Goal.Stage = .committed, status: Status = .onTrack, lastCheckInAt: Moment? = nil
    ) -> Goal {
        Goal(
            id: cairn.newID(), title: title, why: why, teamID: team ?? scene.permits, cycleID: cycle ?? scene.autumn, ownerID: id(.ana),
            visibility: visibility, stage: stage, outcome: stage == .closed ? .achieved : nil, startsOn: Day(iso: "2026-10-05")!,
            dueOn: Day(iso: "2026-12-18")!, status: status, lastCheckInAt: lastCheckInAt, createdBy: id(.ana), createdAt: clock.now)
    }

    func keyResult(
        _ title: String, of goal: Goal, value: Double? = nil, reportedAt: Moment? = nil, indicator: KeyResult.Indicator? = nil,
        isPrimary: Bool = false
    ) -> KeyResult {
        KeyResult(
            id: cairn.newID(), goalID: goal.id, title: title, unit: "days", baseline: 94, target: 42, value: value, reportedAt: reportedAt,
            indicator: indicator, startsOn: goal.startsOn, dueOn: goal.dueOn, isPrimary: isPrimary, createdAt: clock.now)
    }
}
