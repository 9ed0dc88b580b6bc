@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

@Suite struct CheckInTests {
    @Test(arguments: Engine.tested)
    func `those who work on a goal report on it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let days = try await app.measure(goal)
            for (member, value) in [(Cast.ana, "10"), (.ben, "20"), (.carla, "30"), (.dana, "40"), (.olaf, "50")] {
                let page = try await app.get(app.path("goals", goal.id, "check-ins", "new"), as: member)
                #expect(page.code == 200)
                let answer = try await app.checkIn(goal, [days: value], as: member)
                #expect(answer.code == 303, "\(member)")
                #expect(answer.location == app.path("goals", goal.id))
                #expect(answer.cookie("cairn-flash") == "checkedIn")
            }
            #expect(try await app.stored(days).value == 50)
            #expect(try await app.stored(days).previousValue == 40)
            #expect(try await app.stored(goal).checkInCount == 5)
        }
    }

    @Test(arguments: Engine.tested)
    func `who owns a key result reports, whatever their team`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            #expect(try await app.checkIn(goal, changed: "I look in.", as: .eve).code == 403)
            let days = try await app.measure(goal, owner: .eve)
            #expect(try await app.checkIn(goal, [days: "12"], as: .eve).code == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `who may not is told who may, and nothing is kept`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let new = app.path("goals", goal.id, "check-ins", "new")
            let stranger = try await app.checkIn(goal, changed: "Hello", as: .eve)
            #expect(stranger.code == 403 && stranger.body.contains("Check-ins are written by the goal&#39;s owner, its team"))
            let guest = try await app.checkIn(goal, changed: "Hello", as: .gus)
            #expect(guest.code == 403 && guest.body.contains("Guests read and comment."))
            #expect(try await app.get(new, as: .eve).code == 403)
            #expect(try await app.get(new, as: .gus).code == 403)
            #expect(try await app.checkIn(goal, changed: "Hello", as: .mallory).code == 404)
            #expect(try await app.get(new, as: .mallory).code == 404)
            #expect(try await app.request(.post, app.path("goals", goal.id, "check-ins"), body: []).code == 401)
            #expect(try await app.get(new).location?.hasPrefix("/sign-in?next=") == true)
            #expect(try await app.count("check_in") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal one does not see is not there`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let mine = try await app.makeGoal(visibility: .named, readers: [.ben])
            #expect(try await app.checkIn(mine, changed: "Hello", as: .dana).code == 404)
            #expect(try await app.get(app.path("goals", mine.id, "check-ins", "new"), as: .dana).code == 404)
            #expect(try await app.checkIn(mine, changed: "Hello", as: .ben).code == 303)
            let teams = try await app.makeGoal(visibility: .team)
            #expect(try await app.checkIn(teams, changed: "Hello", as: .eve).code == 404)
            for id in ["nonsense", "01J00000000000000000000000", "' OR 1=1 --"] {
                #expect(try await app.get(app.path("goals", encoded(id), "check-ins", "new"), as: .ana).code == 404)
            }
            #expect(try await app.get("/elsewhere/goals/\(mine.id)/check-ins/new", as: .mallory).code == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `drafts and closed goals are not reported on`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let draft = try await app.makeGoal(commit: false)
            let refused = try await app.checkIn(draft, changed: "Hello")
            #expect(refused.code == 403 && refused.body.contains("Commit it first"))
            let goal = try await app.makeGoal()
            _ = try await Goals(cairn: app.cairn).close(
                goal.id, .dropped, reason: "No need.", version: goal.version, by: app.viewer(of: .ana))
            let closed = try await app.checkIn(goal, changed: "Hello")
            #expect(closed.code == 403 && closed.body.contains("This goal is closed."))
            #expect(try await app.count("check_in") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `numbers are read as people of that language write them`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let days = try await app.measure(goal, unit: "days")
            try await app.set(language: "de", of: .ben)
            for (typed, member, value) in [
                ("1,200", Cast.ana, 1200.0), ("1,200", .ben, 1.2), ("12 days", .ana, 12), ("1.234,5", .ben, 1234.5), ("1 200", .ana, 1200),
                ("−3", .ana, -3),
                (" 0 ", .ana, 0), ("123456789012345", .ana, 123_456_789_012_345), ("0.00001", .ana, 0.00001),
            ] {
                #expect(try await app.checkIn(goal, [days: typed], as: member).code == 303, "\(typed)")
                #expect(try await app.stored(days).value == value, "\(typed)")
                let again = try await app.get(app.path("goals", goal.id, "check-ins", "new"), as: member)
                let shown = try #require(again.field(CheckIn.Draft.field(days.id), attribute: "inputmode"))
                #expect(try await app.checkIn(goal, [days: shown], as: member).code == 303, "\(typed) came back as \(shown)")
                #expect(try await app.stored(days).value == value, "\(typed) came back as \(shown)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `what is no number comes back with what was typed`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let (days, cost) = (try await app.measure(goal), try await app.measure(goal, "Cost"))
            for (typed, words) in [
                ("many", "“many” is not a number."), ("1234567890123456", "A number has at most 15 digits."),
                ("1e5", "“1e5” is not a number."),
                ("NaN", "“NaN” is not a number."), ("12 weeks", "“12 weeks” is not a number."),
            ] {
                let answer = try await app.checkIn(
                    goal, [days: typed, cost: "7"], confidence: "35", changed: "It <moved> & shook", key: "k")
                #expect(answer.code == 422 && answer.body.contains(words), "\(typed)")
                #expect(answer.body.contains("value=\"\(typed)\""))
                #expect(
                    answer.body.contains("value=\"7\"") && answer.body.contains("value=\"35\"")
                        && answer.body.contains("It &lt;moved&gt; &amp; shook"))
                #expect(answer.field("form_key") == "k")
                #expect(!answer.body.contains("data-live-url"))
            }
            #expect(try await app.stored(cost).value == nil)
            #expect(try await app.count("check_in") == 0)
            #expect(try await app.stored(goal).lastCheckInAt == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `done and zones take one of their words`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let (done, zones) = (try await app.measure(goal, kind: .done), try await app.measure(goal, kind: .zones))
            #expect(try await app.checkIn(goal, [done: "maybe"]).body.contains("Choose done or not done."))
            #expect(try await app.checkIn(goal, [zones: "9"]).body.contains("Choose one of the zones."))
            #expect(try await app.checkIn(goal, [done: "1", zones: "1"]).code == 303)
            #expect(try await app.stored(goal).progress == 0.75)
            #expect(try await app.checkIn(goal, [done: "", zones: "3"]).code == 303)
            #expect(try await app.stored(goal).progress == 1)
            #expect(try await app.stored(done).value == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a form without anything, or with a wrong confidence, says so`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let empty = try await app.checkIn(goal, confidence: "")
            #expect(empty.code == 422 && empty.body.contains("There is nothing to save yet"))
            for wrong in ["101", "-1", "high", "1e1", "99999999999999999999"] {
                let answer = try await app.checkIn(goal, confidence: wrong)
                #expect(answer.code == 422 && answer.body.contains("id=\"confidence-error\""), "\(wrong)")
            }
            #expect(try await app.checkIn(goal, confidence: "0").code == 303)
            #expect(try await app.checkIn(goal, confidence: "100").code == 303)
            #expect(try await app.stored(goal).confidence == 100)
            #expect(try await app.checkIn(goal, confidence: "", changed: "Still the same.").code == 303)
            #expect(try await app.stored(goal).confidence == 100)
        }
    }

    @Test(arguments: Engine.tested)
    func `fifty kilobytes of story fit, one byte more does not`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let text = String(repeating: "é", count: 25_000)
            let over = try await app.checkIn(goal, changed: text + "!")
            #expect(
                over.code == 422 && over.body.contains("This text is 51 kB long; there is room for 50 kB.")
                    && over.body.contains(text + "!"))
            #expect(try await app.checkIn(goal, changed: text).code == 303)
            #expect(try await app.read { db in try db.one("SELECT changed FROM check_in") } == text)
        }
    }

    @Test(arguments: Engine.tested)
    func `the same form sent twice is one check-in`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let days = try await app.measure(goal)
            async let first = app.checkIn(goal, [days: "10"], changed: "Once.", key: "one form")
            async let second = app.checkIn(goal, [days: "10"], changed: "Once.", key: "one form")
            #expect(try await [first.code, second.code] == [303, 303])
            #expect(try await app.checkIn(goal, [days: "10"], changed: "Once.", key: "one form").code == 303)
            #expect(try await app.count("check_in") == 1)
            #expect(try await app.events(.checkedIn) == 1)
            #expect(try await app.stored(goal).checkInCount == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the same form with other words, or of somebody else, is another check-in`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            #expect(try await app.checkIn(goal, changed: "Once.", key: "one form").code == 303)
            #expect(try await app.checkIn(goal, changed: "Went back and wrote more.", key: "one form").code == 303)
            #expect(try await app.checkIn(goal, changed: "Once.", key: "one form", as: .ben).code == 303)
            #expect(try await app.count("check_in") == 3)
            #expect(try await app.checkIn(goal, changed: "Once.", key: String(repeating: "k", count: 101)).code == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `two people report at one moment, and both are kept`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.makeGoal("Above")
            let goals = [
                try await app.makeGoal("Left", parents: [.init(id: parent.id)]),
                try await app.makeGoal("Right", parents: [.init(id: parent.id)]),
            ]
            let numbers = [try await app.measure(goals[0]), try await app.measure(goals[1])]
            async let left = app.checkIn(goals[0], [numbers[0]: "40"], as: .ana)
            async let right = app.checkIn(goals[1], [numbers[1]: "80"], as: .ben)
            async let again = app.checkIn(goals[0], [numbers[0]: "60"], as: .carla)
            #expect(try await [left.code, right.code, again.code] == [303, 303, 303])
            let reported = try await app.stored(numbers[0])
            #expect(Set([reported.value, reported.previousValue]) == [40, 60])
            #expect(try await app.stored(goals[0]).checkInCount == 2)
            #expect(abs(try await app.stored(parent).progress! - (reported.value! / 100 + 0.8) / 2) < 1e-9)
        }
    }

    @Test(arguments: Engine.tested)
    func `only the fields of the form are read`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let other = try await app.makeGoal("Another")
            let foreign = try await app.measure(other)
            let days = try await app.measure(goal)
            let before = try await app.stored(goal)
            let names = [
                "owner_id", "workspace_id", "author_id", "goal_id", "status", "stage", "progress", "created_at", "version", "id", "title",
            ]
            let answer = try await app.checkIn(
                goal, [days: "10"], more: names.map { ($0, "01J00000000000000000000000") } + [("value-nonsense", "3")])
            #expect(answer.code == 303)
            let after = try await app.stored(goal)
            #expect(
                after.ownerID == before.ownerID && after.stage == .committed && after.title == before.title
                    && after.version == before.version)
            #expect(after.progress == 0.1)
            let author: ID<Person>? = try await app.read { db in try db.one("SELECT author_id FROM check_in") }
            #expect(author == app.id(.ana))
            let reached = try await app.checkIn(goal, [foreign: "99"])
            #expect(reached.code == 422 && reached.body.contains("This key result is not part of the goal any more."))
            #expect(try await app.stored(foreign).value == nil)
            let byHand = try await app.checkIn(goal, more: [("hand_progress", "100")])
            #expect(byHand.code == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `hostile text is text`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal("<script>alert(1)</script> \"quoted\" 'single' \u{202E}backwards 🪨")
            for text in [
                "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "'; DROP TABLE goal; --",
                "{}{1}",
            ] {
                #expect(
                    try await app.checkIn(goal, changed: text, more: [("surprised", text), ("users_need", text), ("we_need", text)]).code
                        == 303)
                app.clock.move(seconds: 1)
                let page = try await app.get(app.path("goals", goal.id, "check-ins", "new"), as: .ben)
                #expect(page.code == 200)
                #expect(!page.body.contains("<script>alert") && !page.body.contains("<img") && !page.body.contains("href=\"javascript"))
                #expect(page.body.contains("{}{1}") == (text == "{}{1}"))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a value for a key result that is gone is not lost silently`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let (days, cost) = (try await app.measure(goal), try await app.measure(goal, "Cost"))
            try await app.write { [workspace = app.scene.wexholm.id] db in try db.delete(days, in: workspace) }
            let answer = try await app.checkIn(goal, [days: "4711", cost: "8"], changed: "A tab from yesterday.")
            #expect(answer.code == 422)
            #expect(answer.body.contains("This key result is not part of the goal any more.") && answer.body.contains("4711"))
            #expect(answer.body.contains("A tab from yesterday.") && answer.body.contains("value=\"8\""))
            #expect(try await app.count("check_in") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `progress set by hand is reported in per cent`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(rollUp: .byHand)
            try await app.set(language: "de", of: .ana)
            #expect(try await app.checkIn(goal, more: [("hand_progress", "33,3 %")]).code == 303)
            #expect(abs(try await app.stored(goal).progress! - 0.333) < 1e-9)
            let page = try await app.get(app.path("goals", goal.id, "check-ins", "new"), as: .ana)
            #expect(page.body.contains("value=\"33,3\""))
            for wrong in ["101", "-1", "viel"] { #expect(try await app.checkIn(goal, more: [("hand_progress", wrong)]).code == 422) }
        }
    }
}

extension Answer {
    /// The value of the input with this name that also has the attribute.
    func field(_ name: String, attribute: String) -> String? {
        guard let start = body.range(of: "name=\"\(name)\""), let end = body[start.upperBound...].firstIndex(of: ">") else { return nil }
        let tag = body[start.upperBound..<end]
        guard tag.contains(attribute), let value = tag.range(of: "value=\"") else { return nil }
        return String(tag[value.upperBound...].prefix { $0 != "\"" })
    }
}
