@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct TeamTests {
    @Test(arguments: Engine.tested)
    func `teams are shown as a tree with lead, people and goals`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.insertTeam("Counter", parent: app.scene.permits)
            _ = try await app.insertGoal()
            let page = try await app.get("/wexholm/teams", as: .eve).body
            #expect(page.contains("Permits") && page.contains("led by Carla Weiss") && page.contains("3 people · one goal"))
            #expect(page.contains("Counter") && page.contains("nobody leads it"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a team's page shows its goals to those who may see them`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.insertGoal("For the team", visibility: .team)
            let path = app.path("teams", app.scene.permits)
            #expect(try await app.get(path, as: .ben).body.contains("For the team"))
            #expect(!(try await app.get(path, as: .eve).body.contains("For the team")))
        }
    }

    @Test(arguments: Engine.tested)
    func `an admin makes a team, a lead one below the own, and twice makes one`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let form: KeyValuePairs = [
                "form_key": app.newText(), "name": "Archive", "purpose": "Nothing is lost.", "lead_id": app.id(.eve).text,
            ]
            let made = try await app.post("/wexholm/teams", form: form, as: .dana)
            #expect(made.code == 303)
            #expect(try await app.post("/wexholm/teams", form: form, as: .dana).location == made.location)
            let below: KeyValuePairs = ["name": "Counter", "parent_id": app.scene.permits.text]
            #expect(try await app.post("/wexholm/teams", form: below, as: .carla).code == 303)
            #expect(try await app.post("/wexholm/teams", form: ["name": "Top"], as: .carla).code == 403)
            #expect(try await app.post("/wexholm/teams", form: ["name": "Wrong", "lead_id": app.id(.mallory).text], as: .dana).code == 422)
            let count: Int? = try await app.read { db in try db.one("SELECT COUNT(*) FROM team") }
            #expect(count == 4)
        }
    }

    @Test(arguments: Engine.tested)
    func `a team never comes to stand below itself, also when two move at once`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let (one, two) = (try await app.insertTeam("One"), try await app.insertTeam("Two"))
            func move(_ team: ID<Team>, _ name: String, below parent: ID<Team>) async throws -> Int {
                try await app.post(app.path("teams", team), form: ["name": name, "parent_id": parent.text, "version": "1"], as: .dana).code
            }
            async let first = move(one, "One", below: two)
            async let second = move(two, "Two", below: one)
            #expect(try await [first, second].sorted() == [303, 422])
            #expect(try await move(app.scene.permits, "Permits", below: app.scene.permits) == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `a stale save shows both texts and puts neither away`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let path = app.path("teams", app.scene.permits)
            func save(_ purpose: String, as member: Cast) async throws -> Answer {
                try await app.post(
                    path, form: ["name": "Permits", "purpose": purpose, "lead_id": app.id(.carla).text, "version": "1"], as: member)
            }
            #expect(try await save("What Carla wrote", as: .carla).code == 303)
            let late = try await save("What Dana wrote", as: .dana)
            #expect(late.code == 409)
            #expect(late.body.contains("What Carla wrote") && late.body.contains("What Dana wrote") && late.field("version") == "2")
        }
    }

    @Test(arguments: Engine.tested)
    func `a team that holds something stays, and the words say what`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.insertTeam("Counter", parent: app.scene.permits)
            _ = try await app.insertGoal()
            let path = app.path("teams", app.scene.permits, "removal")
            let kept = try await app.post(path, as: .dana)
            #expect(kept.code == 422 && kept.body.contains("1 goals belong to it and 1 teams stand below it."))
            _ = try await app.invite(team: app.scene.harbour)
            #expect(try await app.post(app.path("teams", app.scene.harbour, "removal"), as: .dana).code == 303)
            #expect(try await app.get(app.path("teams", app.scene.harbour), as: .dana).code == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `joining a team shows its goals at once, leaving hides them`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.insertGoal("For the team", visibility: .team)
            let path = app.path("teams", app.scene.permits)
            #expect(!(try await app.get(path, as: .eve).body.contains("For the team")))
            #expect(try await app.post("\(path)/members", form: ["person": app.id(.eve).text], as: .carla).code == 303)
            #expect(try await app.get(path, as: .eve).body.contains("For the team"))
            #expect(try await app.post("\(path)/members/\(app.id(.eve))/removal", as: .carla).code == 303)
            #expect(!(try await app.get(path, as: .eve).body.contains("For the team")))
            #expect(try await app.post("\(path)/members", form: ["person": app.id(.mallory).text], as: .carla).code == 404)
        }
    }
}
