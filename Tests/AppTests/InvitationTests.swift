@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct InvitationTests {
    @Test(arguments: Engine.tested)
    func `an admin makes a link, shown once, and someone new joins with it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let key: ID<Invitation> = app.cairn.newID()
            let form: KeyValuePairs = [
                "form_key": key.text, "role": "member", "team_id": app.scene.permits.text, "places": "2", "days": "30", "note": "For <Nia>",
            ]
            let page = try await app.post("/wexholm/invitations", form: form, as: .dana)
            #expect(page.code == 201 && page.headers[.cacheControl] == "no-store")
            let token = page.body.firstMatch(of: /http:\/\/localhost\/invitations\/([\w-]+)/).map { String($0.1) } ?? ""
            #expect(try await app.post("/wexholm/invitations", form: form, as: .dana).location == "/wexholm/invitations")

            #expect(try await app.get("/invitations/\(token)").body.contains("Wexholm invites you"))
            let joined = try await app.post("/invitations/\(token)", form: person("nia@x.example"))
            #expect(joined.code == 303 && joined.location == "/wexholm/today")
            let team = try await app.get(app.path("teams", app.scene.permits), headers: ["Cookie": "cairn=\(joined.cookie("cairn") ?? "")"])
            #expect(team.body.contains("Nia Moss"))
            let list = try await app.get("/wexholm/invitations", as: .dana).body
            #expect(list.contains("1 of 2") && list.contains("For &lt;Nia&gt;") && !list.contains(token))
            #expect(try await app.audited("invitation made") == 1)
            #expect(try await app.audited("invitation accepted") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `of two people who want the last place, one gets it and the other is told`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.invite()
            async let one = app.post("/invitations/\(token)", form: person("one@x.example"))
            async let two = app.post("/invitations/\(token)", form: person("two@x.example"))
            let answers = try await [one, two].sorted { $0.code < $1.code }
            #expect(answers.map(\.code) == [303, 410])
            #expect(answers[1].body.contains("This invitation has been used."))
            let count: Int? = try await app.read { db in try db.one("SELECT COUNT(*) FROM account WHERE email LIKE '%@x.example'") }
            #expect(count == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a link that is too old, taken back or used up says so`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let old = try await app.invite(days: 1)
            app.clock.move(days: 1)
            #expect(try await app.get("/invitations/\(old)").code == 410)
            #expect(try await app.post("/invitations/\(old)", form: person("a@x.example")).body.contains("This invitation has expired."))

            let id: ID<Invitation> = app.cairn.newID()
            let token = try await Invitations(cairn: app.cairn).make(.init(), id: id, by: app.viewer(.dana), from: "")!
            #expect(try await app.post(app.path("invitations", id, "revocation"), as: .dana).code == 303)
            #expect(try await app.get("/invitations/\(token)").body.contains("This invitation was taken back."))
            #expect(try await app.get("/invitations/unknown").code == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `someone who is signed in joins with one press, and twice makes no second person`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.invite(role: .guest, places: 2)
            #expect(try await app.get("/invitations/\(token)", as: .mallory).body.contains("Join as Mallory Finch"))
            #expect(try await app.post("/invitations/\(token)", as: .mallory).location == "/wexholm/today")
            #expect(try await app.post("/invitations/\(token)", as: .mallory).location == "/wexholm/today")
            #expect(try await app.get("/wexholm/people", as: .mallory).code == 200)
            let taken: Int? = try await app.read { db in try db.one("SELECT taken FROM invitation") }
            #expect(taken == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever accepts an invitation for a placeholder becomes that person, with its goals`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let place = try await app.insertPlaceholder("Pia Winter")
            let goal = try await app.insertGoal()
            try await app.write { [scene = app.scene] db in
                try db.run("UPDATE goal SET owner_id = \(place) WHERE workspace_id = \(scene.wexholm.id) AND id = \(goal)")
            }
            let token = try await app.invite(person: place)
            #expect(try await app.get("/invitations/\(token)").body.contains("Your place, “Pia Winter”, is ready."))
            let joined = try await app.post("/invitations/\(token)", form: person("pia@x.example"))
            #expect(joined.code == 303)
            let page = try await app.get(app.path("people", place), as: .ben).body
            #expect(page.contains("Nia Moss") && page.contains("Permits in three weeks") && page.contains("pia@x.example"))
            let people: Int? = try await app.read { db in try db.one("SELECT COUNT(*) FROM person WHERE name = 'Nia Moss'") }
            #expect(people == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a lead invites into the own team only, as member or guest, and sees the own invitations`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.invite()
            func make(_ role: String, _ team: ID<Team>?) async throws -> Int {
                try await app.post("/wexholm/invitations", form: ["role": role, "team_id": team?.text ?? ""], as: .carla).code
            }
            #expect(try await make("admin", app.scene.permits) == 403)
            #expect(try await make("member", app.scene.harbour) == 422)
            #expect(try await make("member", nil) == 422)
            #expect(try await make("member", app.scene.permits) == 201)
            #expect(try await app.get("/wexholm/invitations", as: .carla).body.components(separatedBy: "<tr id=\"i-").count == 2)
            #expect(try await app.get("/wexholm/invitations", as: .dana).body.components(separatedBy: "<tr id=\"i-").count == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody is invited as an owner, into another workspace's team, or for a time out of range`(engine: Engine) async throws {
        try await withApp(engine) { app in
            func make(_ form: KeyValuePairs<String, String>) async throws -> Int {
                try await app.post("/wexholm/invitations", form: form, as: .olaf).code
            }
            do {
                let found = try await make(["role": "owner"])
                #expect(found == 422)
            }
            do {
                let found = try await make(["role": "king"])
                #expect(found == 422)
            }
            do {
                let found = try await make(["role": "member", "team_id": app.newText()])
                #expect(found == 422)
            }
            do {
                let found = try await make(["role": "member", "days": "91"])
                #expect(found == 422)
            }
            do {
                let found = try await make(["role": "member", "days": "many"])
                #expect(found == 422)
            }
            do {
                let found = try await make(["role": "member", "places": "501"])
                #expect(found == 422)
            }
            do {
                let found = try await make(["role": "member", "person_id": app.id(.ana).text])
                #expect(found == 422)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an address that has an account signs in first`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.invite()
            let answer = try await app.post("/invitations/\(token)", form: person("Mallory@wexholm.example"))
            #expect(answer.code == 422 && answer.body.contains("There is an account with this address already."))
            #expect(answer.body.contains("/sign-in?next=/invitations/\(token)"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a person whose access was ended does not come back by a link`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.invite(places: 5)
            try await app.write { [scene = app.scene] db in
                try db.run(
                    "UPDATE person SET state = 'deactivated' WHERE workspace_id = \(scene.wexholm.id) AND id = \(scene.people[.gus]!)")
            }
            #expect(try await app.post("/invitations/\(token)", as: .gus).code == 410)
        }
    }

    private func person(_ email: String) -> KeyValuePairs<String, String> {
        ["name": "Nia Moss", "email": email, "password": "four words in a row", "language": "de", "time_zone": "Europe/Vienna"]
    }
}
