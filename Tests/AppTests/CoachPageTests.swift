@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct CoachPageTests {
    @Test(arguments: Engine.tested)
    func `while a goal is written, the coach says what its words name and why`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let empty = try await app.get(app.path("goals", "new"), as: .ana)
            #expect(empty.body.contains("The coach reads along"))
            let work = try await app.post(app.path("coach", "goal"), [("title", "Launch the <new> portal")], as: .ana)
            #expect(work.code == 200)
            #expect(work.body.contains("This is something we will do"))
            #expect(work.body.contains("<mark>Launch</mark> the &lt;new&gt;"))
            #expect(!work.body.contains("<nav"), "only its words, not a page")
            let change = try await app.post(app.path("coach", "goal"), [("title", "Applicants get an answer within a day")], as: .ana)
            #expect(change.body.contains("This names a change"))
            let refused = try await app.post(app.path("goals"), [("title", "Launch the portal"), ("due_on", "soon")], as: .ana)
            #expect(refused.code == 422)
            #expect(refused.body.contains("This is something we will do"), "without script it speaks when the form comes back")
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal that reads like another one is named, unless it is not to be seen`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let seen = try await app.insertGoal("Tenants hear the same day when the lift is broken", owner: .ben)
            let secret = try await app.insertGoal("Parents find a nursery place near home", owner: .ben, visibility: .named)
            let alike = try await app.post(
                app.path("coach", "goal"), [("title", "Tenants hear the same day that a lift is broken")], as: .ana)
            #expect(alike.body.contains(app.path("goals", seen)))
            let hidden = try await app.post(app.path("coach", "goal"), [("title", "Parents find a nursery place near home")], as: .ana)
            #expect(!hidden.body.contains(secret.text) && !hidden.body.contains("reads like"))
            let own = try await app.post(
                app.path("coach", "goal") + "?goal=\(seen)", [("title", "Tenants hear the same day when the lift is broken")], as: .ben)
            #expect(!own.body.contains("reads like"), "not like itself")
        }
    }

    @Test(arguments: Engine.tested)
    func `a key result is told what it lacks, and nothing that cannot be read breaks it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.insertGoal(stage: .draft)
            let path = app.path("goals", goal, "coach")
            func said(_ fields: [(String, String)]) async throws -> String {
                let answer = try await app.post(
                    path, [("title", "Days from application to decision"), ("kind", "number")] + fields, as: .ana)
                #expect(answer.code == 200)
                return answer.body
            }
            let bare = try await said([("direction", "decrease")])
            #expect(
                bare.contains("It does not say where it stands today.") && bare.contains("It does not say where the number comes from."))
            let reached = try await said([("direction", "decrease"), ("baseline", "40"), ("target", "60"), ("source", "Case log")])
            #expect(reached.contains("nothing is left to do"))
            #expect(!reached.contains("where the number comes from"))
            let garbage = try await said([("direction", "sideways"), ("baseline", "many"), ("due_on", "never"), ("indicator", "x")])
            #expect(garbage.contains("It does not say where it stands today."))
        }
    }

    @Test(arguments: Engine.tested)
    func `the coach stands on the page of a draft, for those who may reword it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let draft = try await app.insertGoal("Publish the handbook", stage: .draft)
            #expect(try await app.get(app.path("goals", draft), as: .ana).body.contains("This is something we will do"))
            #expect(try await !app.get(app.path("goals", draft), as: .gus).body.contains("This is something we will do"))
            let committed = try await app.insertGoal("Publish the handbook")
            #expect(try await !app.get(app.path("goals", committed), as: .ana).body.contains("This is something we will do"))
        }
    }
}
