@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

@Suite struct JointActionTests {
    @Test(arguments: Engine.tested)
    func `each writes first and reads then, and others who see the goal read along`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let action = try await app.crossed(heard: [.ben])
            let page = app.path("joint-actions", action)
            let before = try await app.get(page, as: .ana).body
            #expect(!before.contains("ben sees it so.") && before.contains("Write yours first.") && before.contains("1 of 2 have written"))
            #expect(try await app.get(page, as: .eve).body.contains("ben sees it so."))
            #expect(try await app.post(page + "/views", [("view", ""), ("seen", "")], as: .ana).code == 422)
            #expect(try await app.post(page + "/views", [("view", "The *form* works."), ("seen", "")], as: .ana).code == 303)
            let after = try await app.get(page, as: .ana).body
            #expect(after.contains("ben sees it so.") && after.contains("The *form* works.") && after.contains("Keep what we agreed"))
            #expect(try await app.get(page, as: .ben).body.contains("<em>form</em>"))
            #expect(try await app.post(page + "/views", [("view", "Me, too."), ("seen", "")], as: .eve).code == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `the tab that is behind does not overwrite, and shows both texts`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let action = try await app.crossed(heard: [.ana])
            let page = app.path("joint-actions", action, "views")
            let late = try await app.post(page, [("view", "From the other tab."), ("seen", "")], as: .ana)
            #expect(late.code == 409 && late.body.contains("From the other tab.") && late.body.contains("ana sees it so."))
            let same = try await app.post(page, [("view", "ana sees it so."), ("seen", "")], as: .ana)
            #expect(same.code == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `it ends with what was agreed, and says so on the goal, its history and the list`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let action = try await app.crossed(heard: [.ana])
            let page = app.path("joint-actions", action)
            let early = try await app.post(page + "/agreement", [("decision", "go on"), ("agreed", "On."), ("version", "1")], as: .ana)
            #expect(early.code == 422 && early.body.contains("One person has written so far."))
            app.clock.move(seconds: 1)
            try await JointActions(cairn: app.cairn).write("Two were ill.", seen: nil, on: action, by: app.viewer(.ben))
            let empty = try await app.post(page + "/agreement", [("decision", "correction"), ("agreed", ""), ("version", "1")], as: .ben)
            #expect(empty.code == 422 && empty.body.contains("Write what you agreed on, and why."))
            app.clock.move(seconds: 1)
            let kept = try await app.post(
                page + "/agreement", [("decision", "correction"), ("agreed", "Two people move over."), ("version", "1")], as: .ben)
            #expect(kept.code == 303)
            #expect(
                try await app.post(page + "/agreement", [("decision", "go on"), ("agreed", "On."), ("version", "1")], as: .ana).code == 403)
            for place in [page, app.path("joint-actions")] {
                #expect(try await app.get(place, as: .eve).body.contains("Two people move over."), "\(place)")
            }
            let row = try await JointActions(cairn: app.cairn).row(action, for: app.viewer(.eve))
            #expect(try await app.get(app.path("goals", row.goal.id), as: .eve).body.contains("What was agreed before"))
            #expect(
                try await app.history(of: row.goal.id).map(\.kind).suffix(3) == [.jointViewWritten, .jointViewWritten, .jointActionAgreed])
            #expect(try await app.waitingWords(.ana).isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `a line that is drawn anew takes the place of the old one, and may not be crossed already`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let action = try await app.crossed(heard: [.ana, .ben])
            let page = app.path("joint-actions", action)
            func agree(_ amount: String) async throws -> Answer {
                try await app.post(
                    page + "/agreement",
                    [
                        ("decision", "new threshold"), ("rule", "below"), ("amount", amount), ("agreed", "It was too high."),
                        ("version", "1"),
                    ], as: .ana
                )
            }
            #expect(try await agree("").body.contains("Say where the line is drawn"))
            #expect(try await agree("33").body.contains("This line is crossed already"))
            #expect(try await agree("25").code == 303)
            let row = try await JointActions(cairn: app.cairn).row(action, for: app.viewer(.ana))
            let thresholds = try await app.read { [workspace = app.scene.wexholm.id] db in try db.thresholds(of: row.goal.id, in: workspace)
            }
            let threshold = try #require(thresholds.first)
            #expect(threshold.rule == .below(25) && !threshold.state.isOpen && threshold.people.count == 2)
            let number = try await app.stored(try #require(row.keyResult))
            _ = try await app.checkIn(row.goal, [number: "20"])
            #expect(try await app.jointActions().map(\.action.rule) == [.below(25)])
        }
    }

    @Test(arguments: Engine.tested)
    func `the dashboard of the cycle names the open ones, and the export keeps all`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let action = try await app.crossed(heard: [.ana, .ben])
            let dashboard = try await app.get(app.path("cycles", app.scene.autumn), as: .eve).body
            #expect(
                dashboard.contains("Joint actions") && dashboard.contains("joint-actions/\(action)")
                    && dashboard.contains("2 of 2 have written"))
            let bytes = try await app.everything()
            try await withEmptyApp(engine) { other in
                let result = try await other.cairn.importFiles([("export.json", bytes)], ImportOptions())
                #expect(result.isGood, "\(result.lines)")
                #expect(try await other.cairn.exportWorkspace("wexholm") == bytes)
            }
            let older = String(decoding: bytes, as: UTF8.self).replacing(
                /\n"(thresholds|threshold_people|joint_actions|joint_views)": \[[^\]]*\],/, with: "")
            #expect(!older.contains("joint_views"))
            try await withEmptyApp(engine) { other in
                let result = try await other.cairn.importFiles([("export.json", Array(older.utf8))], ImportOptions())
                #expect(result.isGood, "\(result.lines)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `hostile words stay words`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let action = try await app.crossed(heard: [.ben])
            let page = app.path("joint-actions", action)
            let hostile = "<script>alert(1)</script> [x](javascript:alert(1))"
            #expect(try await app.post(page + "/views", [("view", hostile), ("seen", "")], as: .ana).code == 303)
            _ = try await app.post(page + "/agreement", [("decision", "go on"), ("agreed", hostile), ("version", "1")], as: .ana)
            for place in [page, app.path("joint-actions")] {
                let body = try await app.get(place, as: .ben).body
                #expect(!body.contains("<script>alert") && !body.contains("href=\"javascript:"), "\(place)")
            }
        }
    }
}
