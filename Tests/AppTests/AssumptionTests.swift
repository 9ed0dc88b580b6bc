@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

extension TestApp {
    @discardableResult
    func believe(_ belief: String = "People read what we send.", on goal: ID<Goal>, by member: Cast = .ana) async throws -> Assumption {
        try await Assumptions(cairn: cairn).add(
            .init(belief: belief, because: "They say so.", wrongIf: "Half of them ring all the same."), to: goal, by: viewer(member))
    }

    @discardableResult
    func tell(
        _ text: String, on goal: ID<Goal>, about assumption: Assumption? = nil, _ bearing: Story.Bearing? = nil, by member: Cast = .ana
    ) async throws -> Story {
        let draft = Story.Draft(assumptionID: assumption?.id, bearing: bearing, text: text, onDay: clock.now.day(in: .gmt))
        return try await Stories(cairn: cairn).tell(draft, on: goal, by: viewer(member))
    }
}

@Suite struct AssumptionTests {
    @Test(arguments: Engine.tested)
    func `what a goal rests on is written so that it can be wrong, and found on its page`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let number = try await app.measure(goal)
            let place = app.path("goals", goal.id, "assumptions")
            let half = try await app.post(place, [("belief", "People read <b>letters</b>."), ("wrong_if", "")], as: .ana)
            #expect(
                half.code == 422 && half.body.contains("how you would notice that it is wrong")
                    && half.body.contains("People read &lt;b&gt;"))
            let key = app.newText()
            for _ in 0..<2 {
                let made = try await app.post(
                    place,
                    [
                        ("belief", "People read <b>letters</b>."), ("because", "They say so."), ("wrong_if", "They ring."),
                        ("key_result_id", number.id.text), ("form_key", key),
                    ], as: .ben)
                #expect(made.code == 303)
            }
            #expect(try await app.count("assumption") == 1)
            let page = try await app.get(app.path("goals", goal.id), as: .eve).body
            #expect(
                page.contains("People read &lt;b&gt;letters&lt;/b&gt;.") && page.contains("0 for, 0 against") && page.contains(number.title)
            )
            #expect(
                try await app.post(place, [("belief", "x"), ("wrong_if", "y"), ("key_result_id", app.newText())], as: .ana).code == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `stories speak for it and against it, and stay when it goes`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let belief = try await app.believe(on: goal.id)
            try await app.tell("A builder *thanked* us.", on: goal.id, about: belief, .supports, by: .gus)
            try await app.tell("Four rang on Monday.", on: goal.id, about: belief, .contradicts, by: .eve)
            try await app.tell("The lift works.", on: goal.id)
            let page = try await app.get(app.path("goals", goal.id, "assumptions", belief.id), as: .ben).body
            #expect(
                page.contains("A builder <em>thanked</em> us.") && page.contains("Four rang on Monday.")
                    && !page.contains("The lift works."))
            let whole = try await app.get(app.path("goals", goal.id), as: .ben).body
            #expect(whole.contains("1 for, 1 against") && whole.contains("The lift works."))
            #expect(
                try await app.post(app.path("goals", goal.id, "assumptions", belief.id, "removal"), [("version", "1")], as: .ana).code
                    == 303)
            #expect(try await app.count("story") == 3)
            let stories = try await app.get(app.path("goals", goal.id, "stories"), as: .eve).body
            #expect(stories.contains("Four rang on Monday.") && !stories.contains("Contradicts it"))
        }
    }

    @Test(arguments: Engine.tested)
    func `contradicted, it asks the goal's owner what should change, until they say so`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let belief = try await app.believe(on: goal.id)
            let place = app.path("goals", goal.id, "assumptions", belief.id, "state")
            func asked(_ member: Cast) async throws -> Int {
                let viewer = try await app.viewer(member)
                return try await app.read { db in try db.contradictions(for: viewer).count }
            }
            #expect(try await asked(.ana) == 0)
            #expect(try await app.post(place, [("version", "1"), ("state", "contradicted"), ("answer", "early")], as: .ben).code == 303)
            #expect(try await asked(.ana) == 1)
            #expect(try await asked(.ben) == 0)
            let today = try await app.get(app.path("today"), as: .ana).body
            #expect(today.contains("People read what we send.") && today.contains("assumptions/\(belief.id)"))
            #expect(try await app.post(place, [("version", "1"), ("state", "contradicted"), ("answer", "late")], as: .ana).code == 409)
            #expect(
                try await app.post(place, [("version", "2"), ("state", "contradicted"), ("answer", "We ring them.")], as: .ana).code == 303)
            #expect(try await asked(.ana) == 0)
            #expect(try await app.get(app.path("goals", goal.id, "assumptions", belief.id), as: .eve).body.contains("We ring them."))
            #expect(try await app.post(place, [("version", "3"), ("state", "open")], as: .ana).code == 303)
            #expect(try await app.post(place, [("version", "4"), ("state", "contradicted")], as: .ana).code == 303)
            #expect(try await asked(.ana) == 1)
            #expect(try await app.history(of: goal.id).filter { $0.kind == .assumptionEdited }.count == 4)
        }
    }

    @Test(arguments: Engine.tested)
    func `a story is told by whoever sees the goal, and changed by whoever told it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(visibility: .named, readers: [.gus])
            let belief = try await app.believe(on: goal.id)
            await #expect(throws: AppError.self) { try await app.tell("I saw it.", on: goal.id, by: .dana) }
            let story = try await app.tell("I saw it.", on: goal.id, by: .gus)
            let place = app.path("goals", goal.id, "stories", story.id)
            let tomorrow = try await app.post(place, [("version", "1"), ("text", "I will."), ("on_day", "2030-01-01")], as: .gus)
            #expect(
                tomorrow.code == 422 && tomorrow.body.contains("A story is told once it has happened.") && tomorrow.body.contains("I will.")
            )
            let open = try await app.post(
                place, [("version", "1"), ("text", "I saw it twice."), ("on_day", "2026-11-01"), ("assumption_id", belief.id.text)],
                as: .gus)
            #expect(open.code == 422 && open.body.contains("Say whether it supports or contradicts"))
            #expect(try await app.post(place, [("version", "1"), ("text", "Mine."), ("on_day", "2026-11-01")], as: .ana).code == 403)
            let shared = try await app.makeGoal("Open to all")
            let told = try await app.tell("I saw that, too.", on: shared.id, by: .eve)
            let admin = try await app.get(app.path("goals", shared.id, "stories", told.id, "edit"), as: .dana)
            #expect(
                admin.code == 200 && admin.body.contains("I saw that, too.") && !admin.body.contains("<textarea")
                    && admin.body.contains("/removal"))
            #expect(try await app.get(app.path("goals", goal.id, "stories"), as: .dana).code == 404)
            let other = try await app.makeGoal("Another")
            let foreign = try await app.believe("Elsewhere.", on: other.id)
            await #expect(throws: AppError.self) { try await app.tell("x", on: goal.id, about: foreign, .supports) }
        }
    }

    @Test(arguments: Engine.tested)
    func `all of it is in an export and comes back, and goes with a draft that is taken away`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(commit: false)
            let belief = try await app.believe(on: goal.id)
            try await app.tell("Told.", on: goal.id, about: belief, .contradicts)
            let bytes = try await app.everything()
            try await withEmptyApp(engine) { other in
                let result = try await other.cairn.importFiles([("export.json", bytes)], ImportOptions())
                #expect(result.isGood, "\(result.lines)")
                #expect(try await other.cairn.exportWorkspace("wexholm") == bytes)
            }
            try await Goals(cairn: app.cairn).remove(goal.id, version: goal.version, by: app.viewer(.ana))
            #expect(try await app.count("assumption") == 0)
            #expect(try await app.count("story") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a key result that goes leaves what it rested on with the goal`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(commit: false)
            let number = try await app.measure(goal)
            let draft = Assumption.Draft(keyResultID: number.id, belief: "It counts.", wrongIf: "It does not.")
            _ = try await Assumptions(cairn: app.cairn).add(draft, to: goal.id, by: app.viewer(.ana))
            try await KeyResults(cairn: app.cairn).remove(number.id, of: goal.id, version: 1, reason: "", by: app.viewer(.ana))
            let rows = try await app.read { [workspace = app.scene.wexholm.id] db in try db.assumptions(of: goal.id, in: workspace) }
            #expect(rows.count == 1 && rows.first?.assumption.keyResultID == nil)
        }
    }
}
