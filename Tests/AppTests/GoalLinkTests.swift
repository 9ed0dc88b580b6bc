@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct GoalLinkTests {
    @Test(arguments: Engine.tested)
    func `goals serve several others and never go in a circle`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let top = try await app.writtenGoal("Top")
            let middle = try await app.writtenGoal("Middle", parents: [top.id])
            let low = try await app.writtenGoal("Low", parents: [middle.id, top.id])
            #expect(try await app.stored(top.id).childCount == 2)
            #expect(try await app.stored(low.id).parentCount == 2)
            for parent in [top, middle, low] {
                let answer = try await app.post(app.path("goals", top.id), app.fields(top, ["parents": parent.id.text]), as: .ana)
                #expect(answer.code == 422, "\(parent.title)")
                #expect(answer.body.contains("id=\"parents-error\""))
            }
            #expect(try await app.stored(top.id).parentCount == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `no goal serves what its writer cannot see, or what is closed`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            let secret = try await app.writtenGoal("Secret", by: .ben, visibility: .named)
            let closed = try await app.writtenGoal("Closed")
            _ = try await Goals(cairn: app.cairn).close(closed.id, .dropped, reason: "No.", version: 1, by: app.viewer(.ana))
            let theirs = ID<Goal>(trusted: "01ARZ3NDEKTSV4RRFFQ69G5FAV")
            try await app.write { [elsewhere = app.scene.elsewhere.id, now = app.clock.now, mallory = app.id(.mallory)] db in
                let goal = Goal(
                    id: theirs, title: "Elsewhere", startsOn: Day(number: 0), dueOn: Day(number: 1), createdBy: mallory, createdAt: now)
                try db.insert(goal, in: elsewhere)
            }
            for parent in [secret.id, closed.id, theirs] {
                let answer = try await app.post(app.path("goals", goal.id), app.fields(goal, ["parents": parent.text]), as: .ana)
                #expect(answer.code == 422)
            }
            #expect(try await app.get(app.path("goals", theirs, "edit"), as: .ana).code == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `two requests at once cannot close a circle`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let one = try await app.writtenGoal("One")
            let two = try await app.writtenGoal("Two")
            async let first = app.post(app.path("goals", one.id), app.fields(one, ["parents": two.id.text]), as: .ana)
            async let second = app.post(app.path("goals", two.id), app.fields(two, ["parents": one.id.text]), as: .ana)
            let codes = try await [first.code, second.code].sorted()
            #expect(codes == [303, 422])
            let links = try await app.read { db in try db.one("SELECT COUNT(*) FROM goal_link", as: Int.self) }
            #expect(links == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `goals nest 200 levels deep and no deeper`(engine: Engine) async throws {
        try await withApp(engine) { app in
            var chain: [Goal] = []
            for level in 1...200 {
                let goal = Goal(
                    id: app.cairn.newID(), title: "Level \(level)", teamID: app.scene.permits, startsOn: Day(number: 0),
                    dueOn: Day(number: 9),
                    createdBy: app.id(.ana), createdAt: app.clock.now)
                let above = chain.last?.id
                try await app.write { [workspace = app.scene.wexholm.id, now = app.clock.now] db in
                    try db.insert(goal, in: workspace)
                    if let above { try db.link(goal.id, to: Goal.Parent(id: above), in: workspace, at: now) }
                }
                chain.append(goal)
            }
            let goals = Goals(cairn: app.cairn)
            let ana = try await app.viewer(.ana)
            await #expect(throws: AppError.self) {
                try await goals.make(
                    Goal.Draft(title: "201", startsOn: Day(number: 0), dueOn: Day(number: 9), parents: [.init(id: chain[199].id)]), by: ana)
            }
            let last = try await goals.make(
                Goal.Draft(title: "200", startsOn: Day(number: 0), dueOn: Day(number: 9), parents: [.init(id: chain[198].id)]), by: ana)
            await #expect(throws: AppError.self) {
                try await goals.make(
                    Goal.Draft(title: "201", startsOn: Day(number: 0), dueOn: Day(number: 9), parents: [.init(id: last.id)]), by: ana)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `parents that the writer cannot see stay`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let secret = try await app.writtenGoal("Secret", by: .ben, visibility: .named)
            let goal = try await app.writtenGoal(by: .ben, owner: .ana, parents: [secret.id])
            let page = try await app.get(app.path("goals", goal.id, "edit"), as: .ana)
            #expect(!page.body.contains("Secret"))
            #expect(
                try await app.post(app.path("goals", goal.id), app.fields(goal, ["title": "Other", "parents": ""]), as: .ana).code == 303)
            #expect(try await app.stored(goal.id).parentCount == 1)
            #expect(try await app.history(of: goal.id).last?.details.changes.map(\.field) == ["title"])
        }
    }

    @Test(arguments: Engine.tested)
    func `what a goal counts above is said by those who may change the goal above`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let above = try await app.writtenGoal("Above", by: .dana, team: false)
            let goal = try await app.writtenGoal(by: .ana, parents: [above.id])
            let wish = [("version", "1"), ("parents", above.id.text), ("weight[\(above.id)]", "40")]
            #expect(try await app.post(app.path("goals", goal.id, "parents"), wish, as: .ana).code == 303)
            func weight() async throws -> Double? {
                try await app.read { [workspace = app.scene.wexholm.id] db in try db.links(above: goal.id, in: workspace)[0].weight }
            }
            #expect(try await weight() == nil, "Ana may not change what stands above")
            #expect(try await app.post(app.path("goals", goal.id, "parents"), wish, as: .dana).code == 303)
            #expect(try await weight() == 40)
            let event = try await app.history(of: goal.id).last!
            #expect(event.details.changes == [Change(field: "weight", from: "", to: "40")])
            let now = try await app.stored(goal.id)
            let tooMuch = [("version", String(now.version)), ("parents", above.id.text), ("weight[\(above.id)]", "140")]
            #expect(try await app.post(app.path("goals", goal.id, "parents"), tooMuch, as: .dana).code == 422)
            let none = [("version", String(now.version))]
            #expect(try await app.post(app.path("goals", goal.id, "parents"), none, as: .ana).code == 303)
            #expect(try await app.stored(above.id).childCount == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `progress moves up when a child is committed, weighed and closed`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.writtenGoal("Parent")
            let goals = Goals(cairn: app.cairn)
            let ana = try await app.viewer(.ana)
            var children: [Goal] = []
            for title in ["One", "Two"] {
                var child = try await app.writtenGoal(title, parents: [parent.id])
                let keyResult = try await app.writtenKeyResult(in: child.id)
                try await app.write { [workspace = app.scene.wexholm.id] db in
                    let value = title == "One" ? 42.0 : 94.0
                    try db.run("UPDATE key_result SET value = \(value) WHERE workspace_id = \(workspace) AND id = \(keyResult.id)")
                }
                child = try await goals.commit(child.id, version: 1, by: ana)
                children.append(child)
            }
            #expect(try await app.stored(parent.id).progress == 0.5)
            let page = try await app.get(app.path("goals", parent.id, "weights"), as: .ana)
            #expect(page.body.contains("One") && page.body.contains("50\u{a0}%"))
            let weights = [("version", "1"), ("weight[\(children[0].id)]", "80"), ("weight[\(children[1].id)]", "")]
            #expect(try await app.post(app.path("goals", parent.id, "weights"), weights, as: .ana).code == 303)
            let progress = try await app.stored(parent.id).progress ?? 0
            #expect(abs(progress - 0.8) < 1e-9)
            let twoMuch = [("version", "2"), ("weight[\(children[0].id)]", "80"), ("weight[\(children[1].id)]", "21")]
            let refused = try await app.post(app.path("goals", parent.id, "weights"), twoMuch, as: .ana)
            #expect(refused.code == 422 && refused.body.contains("value=\"21\""))
            _ = try await goals.close(children[0].id, .dropped, reason: "No.", version: children[0].version, by: ana)
            #expect(try await app.stored(parent.id).progress == 0)
        }
    }
}
