@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct KeyResultPairTests {
    @Test(arguments: Engine.tested)
    func `a leading key result names the lagging ones that should follow it, and both say so`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            let late = try await app.writtenKeyResult("Days <b>to</b> decision", in: goal.id)
            let other = try await app.writtenKeyResult("Complaints", in: goal.id)
            try await app.turn(late, .lagging)
            let place = app.path("goals", goal.id, "key-results")
            func leading(_ with: [String], _ more: [(String, String)] = []) -> [(String, String)] {
                [("title", "Complete the first time"), ("kind", "done"), ("indicator", "leading")] + more
                    + with.map { ("moves_with", $0) }
            }
            let form = try await app.get(place + "/new", as: .ana).body
            #expect(form.contains("name=\"moves_with\" value=\"\(late.id)\"") && !form.contains("value=\"\(other.id)\""))
            for wrong in [other.id.text, app.newText(), "nonsense"] {
                let answer = try await app.post(place, leading([late.id.text, wrong]), as: .ana)
                #expect(answer.code == 422 && answer.body.contains("moves_with-error"), "\(wrong)")
                #expect(answer.body.contains("value=\"\(late.id)\" checked"), "what was ticked stays ticked")
            }
            #expect(try await app.count("key_result_pair") == 0)
            #expect(try await app.post(place, leading([late.id.text]), as: .ana).code == 303)
            #expect(try await app.count("key_result_pair") == 1)
            let early = try await app.named("Complete the first time", in: goal.id)
            let page = try await app.get(app.path("goals", goal.id), as: .eve).body
            #expect(page.contains("Moves together with: <a href=\"#kr-\(late.id)\">Days &lt;b&gt;to&lt;/b&gt; decision</a>"))
            #expect(page.contains("Moves together with: <a href=\"#kr-\(early.id)\">Complete the first time</a>"))
            let history = try await app.get(app.path("goals", goal.id, "history"), as: .eve).body
            #expect(!history.contains("<b>to</b>"))

            // A form of the other end that was open meanwhile does not undo it.
            let stale = try await app.post(
                place + "/\(late.id)", [("title", "Days"), ("kind", "done"), ("indicator", "lagging"), ("version", "2")], as: .ana)
            #expect(stale.code == 409)
            // As long as the two belong together, neither turns into the other's kind.
            let turned = leading([late.id.text], [("version", "1")]).map { $0.0 == "indicator" ? ("indicator", "lagging") : $0 }
            #expect(try await app.post(place + "/\(early.id)", turned, as: .ana).code == 422)
            #expect(try await app.post(place + "/\(early.id)", leading([], [("version", "1")]), as: .ana).code == 303)
            #expect(try await app.count("key_result_pair") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `programs link and read pairs, and whoever takes one end away ends the pair`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.writtenGoal()
            let late = try await app.writtenKeyResult(in: goal.id)
            let early = try await app.writtenKeyResult("Complete the first time", in: goal.id)
            try await app.turn(late, .lagging)
            try await app.turn(early, .leading)
            let pairs = KeyResults(cairn: app.cairn)
            var draft = KeyResult.Draft(try await app.named(late.title, in: goal.id))
            draft.movesWith = [early.id]
            _ = try await pairs.edit(late.id, of: goal.id, draft, reason: "", by: app.viewer(.ana))
            let viewer = try await app.viewer(.eve)
            let now = app.clock.now
            let record = try await app.read { db in try db.goalRecord(goal.id, for: viewer, at: now) }
            let found = Dictionary(uniqueKeysWithValues: record.keyResults.map { ($0.keyResult.id, $0.keyResult.movesWith) })
            #expect(found == [late.id: [early.id], early.id: [late.id]])
            let version = try await app.named(early.title, in: goal.id).version
            try await pairs.remove(early.id, of: goal.id, version: version, reason: "", by: app.viewer(.ana))
            #expect(try await app.count("key_result_pair") == 0)
            #expect(try await app.named(late.title, in: goal.id).movesWith.isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `where both ends of a pair go on in another cycle, the pair goes on`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let (late, early) = (try await app.measure(goal), try await app.measure(goal, "Complete the first time"))
            let stays = try await app.measure(goal, "Reached by now")
            try await app.write { [workspace = app.scene.wexholm.id] db in
                for (keyResult, indicator) in [(late, "lagging"), (early, "leading"), (stays, "lagging")] {
                    try db.run("UPDATE key_result SET indicator = \(indicator) WHERE id = \(keyResult.id)")
                }
                for end in [late, stays] { try db.insertPair(early.id, end.id, in: workspace) }
            }
            _ = try await app.checkIn(goal, [late: "50", early: "50", stays: "100"])
            let open = try await app.stored(goal)
            _ = try await Goals(cairn: app.cairn).close(
                goal.id, Closure(outcome: .partly, reason: "Half.", carryTo: try await app.insertCycle()), version: open.version,
                by: app.viewer(.ana))
            let new = try await app.read { db in
                try db.one("SELECT id FROM goal WHERE carried_from = \(goal.id)", as: ID<Goal>.self)
            }
            let goesOn = try #require(new)
            let (nextEarly, nextLate) = (try await app.named(early.title, in: goesOn), try await app.named(late.title, in: goesOn))
            #expect(nextEarly.id != early.id && nextEarly.movesWith == [nextLate.id])
            #expect(try await app.count("key_result_pair") == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `the goal says where one goes and the other does not, and the dashboard names the pair`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let now = app.clock.now
            let goal = app.goal("Permits in weeks")
            var early = app.keyResult("Complete", of: goal, value: 42, reportedAt: now.adding(days: -1), indicator: .leading)
            let late = app.keyResult("Days to decide", of: goal, value: 94, reportedAt: now.adding(days: -1), indicator: .lagging)
            early.movesWith = [late.id]
            try await app.insert([goal])
            try await app.write { [workspace = app.scene.wexholm.id, all = [early, late]] db in
                for keyResult in all { try db.insert(keyResult, in: workspace) }
                try db.insertPair(all[0].id, all[1].id, in: workspace)
                try db.run("UPDATE goal SET key_result_count = 2 WHERE id = \(goal.id)")
            }
            let page = try await app.get(app.path("goals", goal.id), as: .gus).body
            #expect(page.contains("“Complete” moves, and this does not follow yet."), "\(page)")
            let dashboard = try await app.get(app.path("cycles", app.scene.autumn), as: .gus).body
            #expect(dashboard.contains("leads to “Days to decide”") && dashboard.contains("follows “Complete”"))
        }
    }
}

extension TestApp {
    fileprivate func turn(_ keyResult: KeyResult, _ indicator: KeyResult.Indicator) async throws {
        var draft = KeyResult.Draft(keyResult)
        draft.indicator = indicator
        _ = try await KeyResults(cairn: cairn).edit(keyResult.id, of: keyResult.goalID, draft, reason: "", by: viewer(.ana))
    }

    fileprivate func named(_ title: String, in goal: ID<Goal>) async throws -> KeyResult {
        try await read { [workspace = scene.wexholm.id] db in
            try db.withPairs(db.keyResults(of: goal, in: workspace), in: workspace).first { $0.title == title }!
        }
    }
}
