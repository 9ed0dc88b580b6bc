@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

extension TestApp {
    /// A line on a key result (or the goal), with Ana and Ben to look together.
    @discardableResult
    func draw(
        _ rule: Threshold, on goal: ID<Goal>, _ keyResult: ID<KeyResult>? = nil, people: [Cast] = [.ana, .ben], days: Int = 7,
        by member: Cast = .ana
    ) async throws -> AgreedThreshold {
        let draft = AgreedThreshold.Draft(keyResultID: keyResult, rule: rule, people: Set(people.map { id($0) }), days: days)
        return try await Thresholds(cairn: cairn).add(draft, to: goal, by: viewer(member))
    }

    /// The open joint actions, as somebody sees them.
    func jointActions(_ member: Cast = .ana) async throws -> [JointActionRow] {
        try await JointActions(cairn: cairn).all(for: viewer(member)).open
    }

    /// A goal whose number has crossed a line: the open joint action of these people.
    func crossed(_ people: [Cast] = [.ana, .ben], heard: [Cast] = []) async throws -> ID<JointAction> {
        let goal = try await makeGoal()
        let days = try await measure(goal)
        try await report(50, on: days)
        clock.move(seconds: 1)
        try await draw(.below(35), on: goal.id, days.id, people: people)
        try await report(30, on: days)
        // Asked for by its goal: the page's list ends somewhere, and an app may hold more scenes than that.
        let found = try await read { db in try db.one("SELECT id FROM joint_action WHERE goal_id = \(goal.id)", as: ID<JointAction>.self) }
        let action = try #require(found)
        for member in heard {
            clock.move(seconds: 1)
            try await JointActions(cairn: cairn).write("\(member.rawValue) sees it so.", seen: nil, on: action, by: viewer(member))
        }
        return action
    }

    /// Ana's word on a number, not through a page.
    private func report(_ value: Double, on keyResult: KeyResult) async throws {
        let draft = CheckIn.Draft(values: [keyResult.id: .number(value)], confidence: 60)
        _ = try await CheckIns(cairn: cairn).post(draft, on: keyResult.goalID, language: "en", by: viewer(.ana))
    }

    func waitingWords(_ member: Cast) async throws -> [String] {
        let viewer = try await viewer(member)
        let day = clock.now.day(in: viewer.workspace.zone)
        return try await read { db in
            try db.jointActions(for: viewer).map { "\($0.title) by \($0.due.map { day.distance(to: $0) } ?? -1): " + $0.details.key }
        }
    }
}

@Suite struct ThresholdTests {
    @Test(arguments: Engine.tested)
    func `a check-in that crosses a line calls its people once, and again only after it was clearly back`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let days = try await app.measure(goal)
            _ = try await app.checkIn(goal, [days: "50"])
            try await app.draw(.below(35), on: goal.id, days.id)
            #expect(try await app.jointActions().isEmpty)
            for value in ["30", "34", "36", "20"] {
                app.clock.move(seconds: 1)
                _ = try await app.checkIn(goal, [days: value])
                #expect(try await app.jointActions().count == 1, "\(value)")
            }
            let action = try #require(await app.jointActions().first)
            #expect(action.action.facts.values == [30] && action.views.map(\.name) == [Cast.ana.name, Cast.ben.name].sorted())
            #expect(try await app.events(.thresholdCrossed, on: goal) == 1)
            for member in [Cast.ana, .ben] {
                try await JointActions(cairn: app.cairn).write("Seen.", seen: nil, on: action.action.id, by: app.viewer(member))
            }
            try await JointActions(cairn: app.cairn).agree(
                .init(decision: .goOn, text: "It is the holidays.", version: 1), on: action.action.id, by: app.viewer(.ben))
            for (value, open) in [("20", 0), ("36", 0), ("41", 0), ("34", 1)] {
                app.clock.move(seconds: 1)
                _ = try await app.checkIn(goal, [days: value])
                #expect(try await app.jointActions().count == open, "\(value)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `those it names see it on Today until they have agreed, and nobody else`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let action = try await app.crossed()
            #expect(try await app.waitingWords(.ana) == ["Days until a decision by 7: {}; with {}"])
            #expect(try await app.waitingWords(.ben).count == 1)
            for other in [Cast.carla, .dana, .eve, .gus] { #expect(try await app.waitingWords(other).isEmpty, "\(other)") }
            let today = try await app.get(app.path("today"), as: .ben)
            #expect(today.body.contains("below 35; with \(Cast.ana.name)") && today.body.contains("joint-actions/\(action)"))
            app.clock.move(days: 9)
            #expect(try await app.get(app.path("today"), as: .ben).body.contains("Joint action due 2 days ago"))
        }
    }

    @Test(arguments: Engine.tested)
    func `time crosses lines, too: once, also where two nodes turn the day`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(rhythm: 60)
            let days = try await app.measure(goal)
            _ = try await app.checkIn(goal, [days: "90"])
            try await app.draw(.silent(days: 14), on: goal.id)
            try await app.draw(.behind(points: 5), on: goal.id, days.id)
            for _ in 0..<13 {
                app.clock.move(days: 1)
                try await DayTurn(cairn: app.cairn).run()
                #expect(try await app.jointActions().isEmpty)
            }
            app.clock.move(days: 1)
            try await DayTurn(cairn: app.cairn).run()
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await app.jointActions().map(\.action.rule) == [.silent(days: 14)])
            app.clock.move(days: 27)
            try await DayTurn(cairn: app.cairn).run()
            #expect(Set(try await app.jointActions().map(\.action.rule)) == [.silent(days: 14), .behind(points: 5)])
            let draft = CheckIn.Draft(values: [days.id: .number(99)], confidence: 90)
            _ = try await CheckIns(cairn: app.cairn).post(draft, on: goal.id, language: "en", by: app.viewer(.ana))
            #expect(try await app.jointActions().allSatisfy(\.isBack))
        }
    }

    @Test(arguments: Engine.tested)
    func `a row of worse values, and a goal's own progress, are lines as well`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let days = try await app.measure(goal)
            try await app.draw(.worse(times: 2), on: goal.id, days.id)
            try await app.draw(.below(40), on: goal.id)
            for (value, rules) in [("60", []), ("55", []), ("50", [Threshold.worse(times: 2)]), ("30", [.worse(times: 2), .below(40)])] {
                app.clock.move(seconds: 1)
                _ = try await app.checkIn(goal, [days: value])
                #expect(Set(try await app.jointActions().map(\.action.rule)) == Set(rules), "\(value)")
            }
            let row = try #require(try await app.jointActions().first { $0.action.rule.kind == .worse })
            #expect(row.action.facts.values == [60, 55, 50])
        }
    }

    @Test(arguments: Engine.tested)
    func `a changed target crosses lines as a check-in does, and a draft crosses none`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let draft = try await app.makeGoal(commit: false)
            let number = try await app.measure(draft)
            try await app.draw(.silent(days: 1), on: draft.id)
            app.clock.move(days: 3)
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await app.jointActions().isEmpty)
            try await app.draw(.behind(points: 30), on: draft.id, number.id)
            let goal = try await Goals(cairn: app.cairn).commit(draft.id, version: draft.version, by: app.viewer(.ana))
            _ = try await app.checkIn(goal, [number: "40"])
            #expect(try await app.jointActions().isEmpty)
            var change = KeyResult.Draft(try await app.stored(number))
            change.target = 1000
            _ = try await KeyResults(cairn: app.cairn).edit(number.id, of: goal.id, change, reason: "More.", by: app.viewer(.ana))
            #expect(try await app.jointActions().map(\.action.rule) == [.behind(points: 30)])
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody stands alone: where those named are gone, whoever answers for the goal is called`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let days = try await app.measure(goal)
            _ = try await app.checkIn(goal, [days: "50"])
            try await app.draw(.below(35), on: goal.id, days.id)
            try await app.write { [ben = app.id(.ben)] db in try db.run("UPDATE person SET state = 'deactivated' WHERE id = \(ben)") }
            _ = try await app.checkIn(goal, [days: "30"])
            let names = try #require(await app.jointActions().first).views.map(\.name)
            #expect(names.count == 2 && names.contains(Cast.ana.name) && names.contains(Cast.carla.name))
        }
    }

    @Test(arguments: Engine.tested)
    func `the form keeps what was typed, says what is wrong, and draws one line however often it is sent`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let days = try await app.measure(goal, unit: "days")
            let place = app.path("goals", goal.id, "thresholds")
            let form = try await app.get(place + "/new?key-result=\(days.id)", as: .ana)
            #expect(form.code == 200 && form.body.contains("value=\"\(app.id(.ana))\" checked") && form.body.contains("A value in days"))
            let alone = [
                ("rule", "below"), ("amount", "3x"), ("key_result_id", days.id.text), ("people", app.id(.ana).text), ("days", "7"),
                ("form_key", app.newText()),
            ]
            let wrong = try await app.post(place, alone, as: .ana)
            #expect(wrong.code == 422 && wrong.body.contains("“3x” is not a number.") && wrong.body.contains("value=\"3x\""))
            let key = app.newText()
            func send(_ amount: String, others: String) async throws -> Answer {
                try await app.post(
                    place,
                    [
                        ("rule", "below"), ("amount", amount), ("key_result_id", days.id.text), ("people", app.id(.ana).text),
                        ("others", others),
                        ("days", "7"),
                        ("form_key", key),
                    ], as: .ana)
            }
            #expect(try await send("35", others: "").body.contains("Name at least two people"))
            #expect(try await send("35", others: "Nobody at All").body.contains("is nobody here"))
            for _ in 0..<2 { #expect(try await send("35 days", others: Cast.ben.name).code == 303) }
            #expect(try await app.count("threshold") == 1)
            #expect(try await app.count("threshold_person") == 2)
            let page = try await app.get(app.path("goals", goal.id), as: .ana)
            #expect(page.body.contains("below 35\u{A0}days</a>") && page.body.contains("Not crossed"))
        }
    }

    @Test(arguments: Engine.tested)
    func `two who change it at once: the second sees both, and taking it away leaves what it opened`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let action = try await app.crossed()
            let row = try await JointActions(cairn: app.cairn).row(action, for: app.viewer(.ana))
            let place = app.path("goals", row.goal.id, "thresholds", row.action.thresholdID)
            let fields = [
                ("rule", "below"), ("amount", "20"), ("people", app.id(.ana).text), ("others", Cast.ben.name), ("days", "7"),
                ("version", "1"),
            ]
            #expect(try await app.post(place, fields, as: .ana).code == 303)
            let late = try await app.post(place, fields, as: .ben)
            #expect(late.code == 409)
            #expect(try await app.post(place + "/removal", [("version", "1")], as: .ana).code == 409)
            #expect(try await app.post(place + "/removal", [("version", "2")], as: .ana).code == 303)
            #expect(try await app.count("threshold") == 0)
            #expect(try await app.jointActions().count == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `who does not see the goal cannot be named, and does not see what it opens`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(visibility: .named, readers: [.ben])
            await #expect(throws: AppError.self) { try await app.draw(.silent(days: 1), on: goal.id, people: [.ana, .eve]) }
            try await app.draw(.silent(days: 1), on: goal.id)
            app.clock.move(days: 3)
            try await DayTurn(cairn: app.cairn).run()
            let seen = try await app.jointActions(.ben)
            let action = try #require(seen.first).action.id
            #expect(try await app.jointActions(.dana).isEmpty)
            #expect(try await app.get(app.path("joint-actions", action), as: .dana).code == 404)
            #expect(try await app.post(app.path("joint-actions", action, "views"), [("view", "x")], as: .dana).code == 404)
            #expect(try await app.get(app.path("joint-actions"), as: .dana).body.contains("Nobody has to look together now"))
            let bytes = String(
                decoding: try await Exports(cairn: app.cairn).download(by: app.viewer(.dana), from: "192.0.2.7"), as: UTF8.self)
            #expect(!bytes.contains(action.text))
        }
    }
}
