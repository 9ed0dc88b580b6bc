@testable import App
import Database
import Domain
import Support
import Testing

/// A cycle shown to a meeting.
@Suite struct PresentTests {
    @Test(arguments: Engine.tested)
    func `goals come one at a time, without drafts and without those for named people`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let (first, second) = (try await app.half("Permits in weeks"), try await app.makeGoal("Nobody waits"))
            let own = try await app.makeGoal("Ana's own", visibility: .named)
            _ = try await app.makeGoal("A mere draft", commit: false)
            let path = app.path("cycles", app.scene.autumn, "present")
            let page = try await app.get(path, as: .ana)
            #expect(page.body.contains("Permits in weeks") && page.body.contains("1 of 2"))
            #expect(page.body.contains("data-key=\"arrowright\"") && !page.body.contains("data-key=\"arrowleft\""))
            #expect(page.body.contains("\(path)?goal=\(second.id)"))
            let last = try await app.get("\(path)?goal=\(second.id)", as: .gus)
            #expect(last.body.contains("2 of 2") && last.body.contains("\(path)?goal=\(first.id)"))
            for goal in [own.id.text, "nonsense", "<script>"] {
                let other = try await app.get("\(path)?goal=\(encoded(goal))", as: .ana)
                #expect(other.code == 200 && other.body.contains("1 of 2") && !other.body.contains("Ana's own"))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal of a team is not shown to others, and an empty cycle says so`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let path = app.path("cycles", app.scene.autumn, "present")
            #expect(try await app.get(path, as: .gus).body.contains("Nothing to show yet"))
            let goal = try await app.makeGoal("Only for the team", visibility: .team)
            #expect(!(try await app.get("\(path)?goal=\(goal.id)", as: .gus).body.contains("Only for the team")))
            #expect(try await app.get(path, as: .ben).body.contains("Visible to its team."))
        }
    }

    @Test(arguments: Engine.tested)
    func `a note lands on the goal and leads back to the screen`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal("Permits in weeks")
            let path = app.path("cycles", app.scene.autumn, "present")
            let key = try await app.get(path, as: .gus).field("form_key") ?? ""
            let note = [("text", "<b>Ask</b> the counter."), ("form_key", key), ("present", app.scene.autumn.text)]
            for _ in 0..<2 {
                let answer = try await app.post(app.path("goals", goal.id, "comments"), note, as: .gus)
                #expect(answer.location == "\(path)?goal=\(goal.id)#notes")
            }
            #expect(try await app.stored(goal).commentCount == 1)
            #expect(try await app.get(app.path("goals", goal.id), as: .ana).body.contains("&lt;b&gt;Ask"))
            #expect(try await app.get(path, as: .ana).body.contains("the counter."))
            let empty = try await app.post(app.path("goals", goal.id, "comments"), [("text", ""), note[2]], as: .gus)
            #expect(empty.code == 422 && empty.field("present") == app.scene.autumn.text)
            let wrong = try await app.post(app.path("goals", goal.id, "comments"), [("text", "x"), ("present", "//evil")], as: .gus)
            #expect(wrong.code == 422)
        }
    }
}
