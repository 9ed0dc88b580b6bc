@testable import App
import Database
import Domain
import Support
import Testing

/// What a cycle can teach, and how far a goal is from its promise, as pages and programs see it.
@Suite struct CycleStatisticsTests {
    @Test(arguments: Engine.tested)
    func `everybody sees what the goals they may see can teach, with the numbers behind each picture`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.tellTheEnd()
            let page = try await app.get(app.path("cycles", app.scene.autumn, "statistics"), as: .gus)
            #expect(page.code == 200)
            for words in [
                "3 goals: 1 partly achieved, 2 still open. The mean grade is 0.5.", "Status over time", "2 check-ins, by week.",
                "2 of 3 committed goals stayed as they were promised.", "Outcome against output",
                "One forecast has come to its end.",
            ] {
                #expect(page.body.contains(words), "\(words)")
            }
            #expect(page.body.ranges(of: "<details class=\"chart-numbers\">").count == 5)
            #expect(!page.body.contains("Ana Lund"), "nobody is named")
            let mine = try await app.get(app.path("cycles", app.scene.autumn, "statistics"), as: .ana)
            #expect(mine.body.contains("4 goals:"))
        }
    }

    @Test(arguments: Engine.tested)
    func `the file has a row for each goal that may be seen, no formula and no name`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.tellTheEnd()
            let file = try await app.get(app.path("cycles", app.scene.autumn, "statistics") + "?format=csv", as: .gus)
            #expect(file.headers[.contentType]?.hasPrefix("text/csv") == true)
            let lines = file.body.split(separator: "\r\n")
            #expect(lines.count == 4 && lines.contains { $0.contains("Partly achieved,0.5,'=Ask first") })
            #expect(!file.body.contains("Ana Lund") && !file.body.contains("Ana's own"))
            #expect(try await app.count("audit", where: "object = \("cycle=\(app.scene.autumn)")") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `programs read the same`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.tellTheEnd()
            let answer = try await app.api(.get, "/cycles/\(app.scene.autumn)/statistics", nil, token: app.token(.gus, .read))
            #expect(answer.code == 200 && answer.body.contains("\"goals\":3,\"open\":2") && answer.body.contains("\"calibration\":null"))
            #expect(answer.body.contains("{\"kind\":\"target\",\"goals\":1,\"times\":2}"))
            #expect(answer.body.contains("\"confidence\":[{\"number\":"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal says how far it is from its promise, on its page and to programs`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.drifted()
            let sentence = "Since it was committed: target lowered twice, from 100 to 80."
            let page = try await app.get(app.path("goals", goal.id), as: .gus)
            #expect(page.body.contains(sentence) && page.body.contains("class=\"drift-line\""))
            let answer = try await app.api(.get, "/goals/\(goal.id)/drift", nil, token: app.token(.gus, .read))
            #expect(answer.text("sentence") == sentence && answer.body.contains("\"kinds\":[\"target\"]"))
            let other = try await app.makeGoal("Nothing changed here")
            #expect(!(try await app.get(app.path("goals", other.id), as: .gus).body.contains("drift-line")))
            #expect(
                try await app.api(.get, "/goals/\(other.id)/drift", nil, token: app.token(.gus, .read)).body.hasPrefix("{\"sentence\":null")
            )
            let hidden = try await app.makeGoal("Ana's own", visibility: .named)
            #expect(try await app.api(.get, "/goals/\(hidden.id)/drift", nil, token: app.token(.dana, .read)).code == 404)
        }
    }
}

extension TestApp {
    /// A goal of the running cycle that ended half the way, one whose target was lowered twice, one that is as it was, and a private one.
    fileprivate func tellTheEnd() async throws {
        let goal = try await half("Permits in weeks")
        _ = try await drifted()
        _ = try await makeGoal("Nobody waits")
        _ = try await makeGoal("Ana's own", visibility: .named)
        clock.move(seconds: 3600)
        _ = try await Goals(cairn: cairn).close(
            goal.id, Closure(outcome: .partly, grade: 0.5, lesson: "=Ask first."), version: goal.version, by: viewer(of: .ana))
    }

    fileprivate func drifted() async throws -> Goal {
        let goal = try await makeGoal("The counter opens early")
        let keyResult = try await measure(goal)
        for target in [90.0, 80] {
            clock.move(seconds: 60)
            var draft = KeyResult.Draft(try await stored(keyResult))
            draft.target = target
            _ = try await KeyResults(cairn: cairn).edit(
                keyResult.id, of: goal.id, draft, reason: "It was too much.", by: viewer(of: .ana))
        }
        clock.move(seconds: 60)
        _ = try await checkIn(goal, [keyResult: "40"])
        return goal
    }
}
