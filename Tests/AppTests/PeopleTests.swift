@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct PeopleTests {
    @Test(arguments: Engine.tested)
    func `the list shows everyone, and finds by part of a name without case or accents`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.insertPlaceholder("Zoë Ångström")
            let all = try await app.get("/wexholm/people", as: .ben).body
            #expect(all.contains("Ana Lund") && all.contains("ana@wexholm.example") && all.contains("not joined yet"))
            let found = try await app.get("/wexholm/people?q=ZOE+ang", as: .ben).body
            #expect(found.contains("Zoë Ångström") && !found.contains("Gus Moreau"))
            #expect(try await app.get("/wexholm/people?q=%25_!", as: .ben).body.contains("Nobody matches “%_!”"))
        }
    }

    @Test func `guests see names, not addresses`() async throws {
        try await withApp(.sqlite) { app in
            do {
                let holds = try await app.get("/wexholm/people", as: .gus).body.contains("ana@wexholm.example")
                #expect(!holds)
            }
            do {
                let holds = try await app.get(app.path("people", app.id(.ana)), as: .gus).body.contains("ana@wexholm.example")
                #expect(!holds)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a person's page shows their goals to those who may see them`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.insertGoal("An open goal")
            _ = try await app.insertGoal("A goal of the team", visibility: .team)
            _ = try await app.insertGoal("A goal of her own", visibility: .named)
            let path = app.path("people", app.id(.ana))
            let (stranger, team) = (try await app.get(path, as: .eve).body, try await app.get(path, as: .ben).body)
            #expect(
                stranger.contains("An open goal") && !stranger.contains("A goal of the team") && !stranger.contains("A goal of her own"))
            #expect(team.contains("A goal of the team") && !team.contains("A goal of her own"))
            #expect(!(try await app.get(path, as: .olaf).body.contains("A goal of her own")))
            #expect(try await app.get("/wexholm/people", as: .ana).body.contains("<td class=\"number\">3</td>"))
            #expect(try await app.get("/wexholm/people", as: .eve).body.contains("<td class=\"number\">1</td>"))
        }
    }

    @Test(arguments: Engine.tested)
    func `another role holds at once`(engine: Engine) async throws {
        try await withApp(engine) { app in
            do {
                let code = try await app.get("/wexholm/people/new", as: .ana).code
                #expect(code == 403)
            }
            do {
                let code = try await role(.ana, "admin", by: .olaf, app).code
                #expect(code == 303)
            }
            do {
                let code = try await app.get("/wexholm/people/new", as: .ana).code
                #expect(code == 303, "signed out: she signs in with the new role")
            }
            do {
                let found = try await app.audited("role changed")
                #expect(found == 1)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `admins make no admins or owners of owners, and give no more than they are`(engine: Engine) async throws {
        try await withApp(engine) { app in
            do {
                let code = try await role(.olaf, "member", by: .dana, app).code
                #expect(code == 403)
            }
            do {
                let code = try await role(.ana, "owner", by: .dana, app).code
                #expect(code == 403)
            }
            do {
                let code = try await role(.ana, "emperor", by: .dana, app).code
                #expect(code == 422)
            }
            do {
                let code = try await role(.ana, "member", by: .mallory, app).code
                #expect(code == 404)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the last owner cannot be lost, whatever two do at once`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let alone = try await role(.olaf, "admin", by: .olaf, app)
            #expect(alone.code == 403 && alone.body.contains("Olaf Nyberg is the last owner."))
            #expect(try await app.post(app.path("people", app.id(.olaf), "deactivation"), as: .olaf).code == 403)
            #expect(try await role(.dana, "owner", by: .olaf, app).code == 303)
            let dana = try await app.post("/sign-in", form: ["email": "dana@wexholm.example", "password": Cast.password])
            let cookie = "cairn=\(dana.cookie("cairn") ?? "")"
            async let one = role(.olaf, "admin", by: .olaf, app)
            async let two = app.post(app.path("people", app.id(.dana), "role"), form: ["role": "admin"], headers: ["Cookie": cookie])
            #expect(try await [one.code, two.code].sorted() == [303, 403])
            let owners: Int? = try await app.read { [scene = app.scene] db in try db.owners(in: scene.wexholm.id) }
            #expect(owners == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a deactivated person is out at once, loses the open stream, and can come back`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let stream = try await app.open(.get, "/wexholm/live?topics=workspace", as: .eve)
            let reading = Task { try await app.text(of: stream) }
            #expect(try await app.post(app.path("people", app.id(.eve), "deactivation"), as: .dana).code == 303)
            #expect(try await reading.value.contains("event: gone"))
            #expect(try await app.get("/wexholm/today", as: .eve).code == 303)
            #expect(try await app.get("/wexholm/people", as: .ana).body.contains("No longer here"))
            #expect(try await app.post(app.path("people", app.id(.eve), "activation"), as: .dana).code == 303)
            let again = try await app.post("/sign-in", form: ["email": "eve@wexholm.example", "password": Cast.password])
            #expect(try await app.get("/wexholm/today", headers: ["Cookie": "cairn=\(again.cookie("cairn") ?? "")"]).code == 200)
            #expect(try await app.audited("person deactivated") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `what somebody owns is handed over, private goals too, without a title shown`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let open = try await app.insertGoal("An open goal")
            let own = try await app.insertGoal("A goal of her own", visibility: .named)
            _ = try await app.insertKeyResult(of: open)
            let path = app.path("people", app.id(.ana))
            let page = try await app.get(path, as: .dana).body
            #expect(page.contains("Goals: 2. Key results: 1. Initiatives: 0.") && !page.contains("A goal of her own"))
            #expect(try await app.post("\(path)/hand-over", form: ["to": app.id(.gus).text], as: .dana).code == 422)
            #expect(try await app.post("\(path)/hand-over", form: ["to": app.id(.ana).text], as: .dana).code == 422)
            #expect(try await app.post("\(path)/hand-over", form: ["to": app.id(.mallory).text], as: .dana).code == 422)
            #expect(try await app.post("\(path)/hand-over", form: ["to": app.id(.ben).text], as: .dana).code == 303)
            #expect(try await app.get(app.path("people", app.id(.ben)), as: .ben).body.contains("A goal of her own"))
            let events: Int? = try await app.read { db in
                try db.one("SELECT COUNT(*) FROM event WHERE kind = 'goal handed over' AND goal_id IN (\(open), \(own))")
            }
            #expect(events == 2)
            #expect(try await app.audited("goals handed over") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a placeholder is named once, however often the form is sent`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let form: KeyValuePairs = ["form_key": app.newText(), "name": "<script>alert(1)</script>", "email": ""]
            #expect(try await app.post("/wexholm/people", form: form, as: .dana).code == 303)
            #expect(try await app.post("/wexholm/people", form: form, as: .dana).code == 303)
            let page = try await app.get("/wexholm/people", as: .dana).body
            #expect(page.components(separatedBy: "<tr id=\"p-").count == 9)
            #expect(page.contains("&lt;script&gt;") && !page.contains("<script>alert"))
        }
    }

    private func role(_ member: Cast, _ role: String, by other: Cast, _ app: TestApp) async throws -> Answer {
        try await app.post(app.path("people", app.id(member), "role"), form: ["role": role], as: other)
    }
}
