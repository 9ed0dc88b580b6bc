@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct CommitmentTests {
    @Test(arguments: Engine.tested)
    func `a workspace may ask for a baseline and a target before a goal is committed`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal(by: .ana)
            try await app.ask(forNumbers: true)
            func commit() async throws -> Answer {
                let version = try await app.stored(goal.id).version
                return try await app.post(app.path("goals", goal.id, "commitment"), [("version", "\(version)")], as: .ana)
            }
            let bare = try await commit()
            #expect(bare.code == 422 && bare.body.contains("Here a goal needs a key result before it is committed"))
            let form = KeyResult.Draft(
                title: "Days to decision", direction: .decrease, unit: "days", target: 20, startsOn: goal.startsOn, dueOn: goal.dueOn)
            let keyResults = KeyResults(cairn: app.cairn)
            let days = try await keyResults.add(form, to: goal.id, reason: "", by: app.viewer(.ana))
            let halfway = try await commit()
            #expect(halfway.code == 422 && halfway.body.contains("“Days to decision” lacks one"))
            var whole = KeyResult.Draft(days)
            whole.baseline = 60
            _ = try await keyResults.edit(days.id, of: goal.id, whole, reason: "", by: app.viewer(.ana))
            #expect(try await commit().code == 303)
            #expect(try await app.stored(goal.id).stage == .committed)
            let empty = KeyResult.Draft(title: "Calls", startsOn: goal.startsOn, dueOn: goal.dueOn)
            let refused = await #expect(throws: AppError.self) {
                _ = try await keyResults.add(empty, to: goal.id, reason: "Because.", by: app.viewer(.ana))
            }
            #expect("\(refused as Any)".contains("every number of a committed goal"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a team shows at most five key results large, and is told which`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.insertGoal(team: app.scene.permits, stage: .draft)
            let elsewhere = try await app.writtenGoal(team: false).id
            let keyResults = KeyResults(cairn: app.cairn)
            func add(_ title: String, to goal: ID<Goal>) async throws {
                let stored = try await app.stored(goal)
                let draft = KeyResult.Draft(title: title, kind: .done, startsOn: stored.startsOn, dueOn: stored.dueOn, isPrimary: true)
                _ = try await keyResults.add(draft, to: goal, reason: "", by: app.viewer(.ana))
            }
            for number in 1...KeyResult.mostPrimary { try await add("Number \(number)", to: goal) }
            do {
                try await add("One more", to: goal)
                Issue.record("a sixth was taken")
            } catch let AppError.invalid(problems) {
                #expect(problems.map(\.field) == ["is_primary"])
                #expect("\(problems)".contains("Number 1"))
            }
            try await add("Of no team", to: elsewhere)
            let moving = try await app.stored(elsewhere)
            let moved = try await app.post(
                app.path("goals", elsewhere), app.fields(moving, ["team_id": app.scene.permits.text]), as: .ana)
            #expect(moved.code == 422 && moved.body.contains("A team shows at most 5 key results large, and this would make 6."))
            #expect(try await app.stored(elsewhere).teamID == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal that is opened again does not bring its team a sixth`(engine: Engine) async throws {
        try await withApp(engine) { app in
            func primary(_ count: Int, on goal: Goal) async throws {
                for number in 0..<count {
                    let draft = KeyResult.Draft(
                        title: "Number \(number)", kind: .done, startsOn: goal.startsOn, dueOn: goal.dueOn, isPrimary: true)
                    _ = try await KeyResults(cairn: app.cairn).add(draft, to: goal.id, reason: "So.", by: app.viewer(.ana))
                }
            }
            let first = try await app.makeGoal()
            try await primary(3, on: first)
            let open = try await app.stored(first)
            let closed = try await Goals(cairn: app.cairn).close(
                first.id, .dropped, reason: "No.", version: open.version, by: app.viewer(.ana))
            let second = try await app.makeGoal("Another")
            try await primary(3, on: second)
            await #expect(throws: AppError.self) {
                _ = try await Goals(cairn: app.cairn).reopen(first.id, reason: "Yes.", version: closed.version, by: app.viewer(.ana))
            }
            #expect(try await app.stored(first).stage == .closed)
        }
    }
}

extension TestApp {
    fileprivate func ask(forNumbers: Bool) async throws {
        let workspaces = Workspaces(cairn: cairn)
        let dana = try await viewer(.dana)
        var draft = Workspace.Draft(try await workspaces.current(dana))
        draft.asksForNumbers = forNumbers
        try await workspaces.edit(draft, by: dana, from: "")
    }
}
