@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

@Suite struct CommentTests {
    @Test(arguments: Engine.tested)
    func `whoever sees a goal may speak, guests too`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            for member in [Cast.ana, .ben, .carla, .dana, .olaf, .eve, .gus] {
                let answer = try await app.say("I read this.", on: goal, as: member)
                #expect(answer.code == 303 && answer.location?.hasPrefix(app.path("goals", goal.id) + "#c-") == true, "\(member)")
            }
            #expect(try await app.stored(goal).commentCount == 7)
            #expect(try await app.events(.commentMade, on: goal) == 7)
            #expect(try await app.say("Hello", on: goal, as: .mallory).code == 404)
            let secret = try await app.makeGoal(visibility: .named)
            #expect(try await app.say("Hello", on: secret, as: .dana).code == 404)
            #expect(try await app.count("comment") == 7)
        }
    }

    @Test(arguments: Engine.tested)
    func `a comment that cannot be kept comes back with its text`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let empty = try await app.say("  \n ", on: goal, as: .gus)
            #expect(empty.code == 422 && empty.body.contains("Write something first."))
            let long = String(repeating: "é", count: 25_000)
            let over = try await app.say(long + "<", on: goal, key: "key")
            #expect(over.code == 422 && over.body.contains("This text is 51 kB long") && over.body.contains(long + "&lt;"))
            #expect(over.field("form_key") == "key")
            #expect(try await app.say(long, on: goal).code == 303)
            let badCheckIn = try await app.post(
                app.path("goals", goal.id, "comments"), form: ["text": "x", "check_in": "nonsense"], as: .ana)
            #expect(badCheckIn.code == 422)
            let noCheckIn = try await app.post(
                app.path("goals", goal.id, "comments"), form: ["text": "x", "check_in": "01J00000000000000000000000"], as: .ana)
            #expect(noCheckIn.code == 404)
            #expect(try await app.count("comment") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the same form is said once, other words with it twice`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            async let first = app.say("Once.", on: goal, key: "k")
            async let second = app.say("Once.", on: goal, key: "k")
            #expect(try await first.location == second.location)
            #expect(try await app.count("comment") == 1)
            #expect(try await app.say("Once more.", on: goal, key: "k").code == 303)
            #expect(try await app.say("Once.", on: goal, key: "k", as: .ben).code == 303)
            #expect(try await app.count("comment") == 3)
            #expect(try await app.stored(goal).commentCount == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `a check-in has its own answers`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            #expect(try await app.checkIn(goal, changed: "Two counters are open.").code == 303)
            let checkIn: String = try await app.read { db in try db.one("SELECT id FROM check_in") ?? "" }
            let answer = try await app.post(
                app.path("goals", goal.id, "comments"), form: ["text": "Which ones?", "check_in": checkIn], as: .eve)
            #expect(answer.location?.hasPrefix(app.path("goals", goal.id, "check-ins") + "#c-") == true)
            #expect(try await app.read { db in try db.one("SELECT comment_count FROM check_in", as: Int.self) } == 1)
            let other = try await app.makeGoal("Another")
            let misplaced = try await app.post(
                app.path("goals", other.id, "comments"), form: ["text": "Here?", "check_in": checkIn], as: .eve)
            #expect(misplaced.code == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `only its author changes a comment`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let id = try await app.said("First thought.", on: goal, as: .ben)
            let edit = app.path("comments", id, "edit")
            #expect(try await app.get(edit, as: .ben).body.contains("First thought."))
            for member in [Cast.ana, .dana, .gus] {
                #expect(try await app.get(edit, as: member).code == 403)
                let answer = try await app.post(app.path("comments", id), form: ["text": "Mine now.", "version": "1"], as: member)
                #expect(answer.code == 403 && answer.body.contains("A comment is changed by the one who wrote it."))
            }
            #expect(try await app.get(edit, as: .mallory).code == 404)
            #expect(try await app.post(app.path("comments", id), form: ["text": "x", "version": "1"], as: .mallory).code == 404)
            #expect(try await app.post(app.path("comments", id), form: ["text": "Second thought.", "version": "1"], as: .ben).code == 303)
            let kept = try await app.comment(id)
            #expect(kept.text == "Second thought." && kept.editedAt == app.clock.now && kept.version == 2)
            #expect(try await app.events(.commentEdited) == 1)
            #expect(try await app.post(app.path("comments", id), form: ["text": " ", "version": "2"], as: .ben).code == 422)
            #expect(try await app.post(app.path("comments", id), form: ["text": "Second thought.", "version": "2"], as: .ben).code == 303)
            #expect(try await app.comment(id).version == 2, "nothing changed, so nothing happened")
        }
    }

    @Test(arguments: Engine.tested)
    func `two tabs change a comment: both texts are shown, and somebody chooses`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let id = try await app.said("First.", on: goal, as: .ben)
            #expect(try await app.post(app.path("comments", id), form: ["text": "From one tab.", "version": "1"], as: .ben).code == 303)
            let stale = try await app.post(app.path("comments", id), form: ["text": "From the <other> tab.", "version": "1"], as: .ben)
            #expect(stale.code == 409)
            #expect(stale.body.contains("From one tab.") && stale.body.contains("From the &lt;other&gt; tab."))
            #expect(stale.field("version") == "2")
            #expect(try await app.comment(id).text == "From one tab.")
            #expect(
                try await app.post(app.path("comments", id), form: ["text": "From the other tab.", "version": "2"], as: .ben).code == 303)
            #expect(try await app.comment(id).text == "From the other tab.")
            for version in ["", "0", "-1", "many", "99"] {
                #expect(try await app.post(app.path("comments", id), form: ["text": "x", "version": version], as: .ben).code == 409)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `its author or an admin takes a comment away, and its place stays`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let (mine, other) = (try await app.said("Mine.", on: goal, as: .gus), try await app.said("@Ana Lund rude", on: goal, as: .ben))
            for member in [Cast.ana, .eve, .gus] {
                #expect(try await app.post(app.path("comments", other, "removal"), as: member).code == 403)
            }
            #expect(try await app.post(app.path("comments", other, "removal"), as: .mallory).code == 404)
            #expect(try await app.post(app.path("comments", mine, "removal"), as: .gus).code == 303)
            #expect(try await app.post(app.path("comments", other, "removal"), as: .dana).code == 303)
            #expect(try await app.post(app.path("comments", other, "removal"), as: .dana).code == 303, "asked for twice, done once")
            #expect(try await app.events(.commentRemoved) == 2)
            #expect(try await app.comment(other).text.isEmpty)
            #expect(try await app.stored(goal).commentCount == 0)
            #expect(try await app.count("mention") == 0)
            #expect(try await app.get(app.path("comments", mine, "edit"), as: .gus).code == 403)
            #expect(try await app.post(app.path("comments", mine), form: ["text": "Back.", "version": "2"], as: .gus).code == 403)
        }
    }
}

@Suite struct MentionTests {
    @Test(arguments: Engine.tested)
    func `whoever is named finds it on Today until they have seen it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let id = try await app.said("Could you look, @ben okafor? And @Dana Petrov.", on: goal, as: .ana)
            let today = try await app.get(app.path("today"), as: .ben)
            #expect(today.body.contains("Ana Lund mentioned you: “Could you look, @ben okafor? And @Dana Petrov.”"))
            #expect(today.body.contains(app.path("goals", goal.id) + "#c-\(id)"))
            #expect(try await app.waits(for: .ben) == 1)
            #expect(try await app.waits(for: .dana) == 1)
            #expect(try await app.waits(for: .carla) == 0)
            let seen = try await app.post(app.path("goals", goal.id, "mentions-seen"), as: .ben)
            #expect(seen.code == 303 && seen.location == app.path("today"))
            #expect(try await app.waits(for: .ben) == 0)
            #expect(try await app.waits(for: .dana) == 1)
            #expect(try await app.say("I did.", on: goal, as: .dana).code == 303)
            #expect(try await app.waits(for: .dana) == 0, "who answers has read it")
            #expect(try await app.post(app.path("goals", goal.id, "mentions-seen"), as: .mallory).code == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `reading never marks anything as seen`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            _ = try await app.said("@Ben Okafor", on: goal, as: .ana)
            for _ in 0..<2 { _ = try await app.get(app.path("today"), as: .ben) }
            #expect(try await app.count("mention", where: "seen_at IS NULL") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a mention tells nobody of a goal that is not theirs to see`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let everyone = "@Ana Lund @Ben Okafor @Carla Weiss @Dana Petrov @Olaf Nyberg @Gus Moreau @Eve Tanaka @Mallory Finch"
            let secret = try await app.makeGoal("Secret", owner: .ben, visibility: .named, readers: [.gus], by: .ben)
            _ = try await app.said(everyone, on: secret, as: .ben)
            #expect(try await app.named() == ["Gus Moreau"])
            let ours = try await app.makeGoal("Ours", owner: .eve, visibility: .team, by: .carla)
            _ = try await app.said(everyone, on: ours, as: .dana)
            #expect(try await app.named() == ["Ana Lund", "Ben Okafor", "Carla Weiss", "Eve Tanaka", "Gus Moreau", "Olaf Nyberg"])
            #expect(try await app.waits(for: .gus) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal that is hidden later hides its mentions`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal("Open for now")
            _ = try await app.said("@Eve Tanaka look", on: goal, as: .ana)
            #expect(try await app.waits(for: .eve) == 1)
            var draft = Goal.Draft(try await app.stored(goal), parents: [], readers: [])
            draft.visibility = .team
            _ = try await Goals(cairn: app.cairn).edit(goal.id, draft, reason: "Only us.", by: app.viewer(of: .ana))
            #expect(try await app.waits(for: .eve) == 0)
            #expect(try await !app.get(app.path("today"), as: .eve).body.contains("Open for now"))
        }
    }

    @Test(arguments: Engine.tested)
    func `the longest name counts, whole names only, and who left is not named`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            try await app.write { [workspace = app.scene.wexholm.id, now = app.clock.now, cairn = app.cairn] db in
                for (name, state) in [
                    ("Ana", Person.State.active), ("Ana Lundqvist", .placeholder), ("Ben", .deactivated), ("Ana", .active),
                ] {
                    try db.insert(Person(id: cairn.newID(), name: name, state: state), in: workspace, at: now)
                }
            }
            _ = try await app.said("@Ana Lund!", on: goal, as: .carla)
            #expect(try await app.named() == ["Ana Lund"])
            _ = try await app.said("@ANA LUNDQVIST and @Ben, @Anabel, mail@Ana", on: goal, as: .carla)
            #expect(try await app.named() == ["Ana Lund", "Ana Lundqvist"])
            _ = try await app.said("(@Ana) and @Ana", on: goal, as: .carla)
            #expect(try await app.named() == ["Ana", "Ana", "Ana Lund", "Ana Lundqvist"])
        }
    }

    @Test(arguments: Engine.tested)
    func `an edited comment names whom it names now`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let id = try await app.said("@Ben Okafor", on: goal, as: .ana)
            _ = try await app.post(app.path("comments", id), form: ["text": "@Carla Weiss", "version": "1"], as: .ana)
            #expect(try await app.waits(for: .ben) == 0)
            #expect(try await app.waits(for: .carla) == 1)
        }
    }
}

extension TestApp {
    func say(_ text: String, on goal: Goal, key: String = "", as member: Cast = .ana) async throws -> Answer {
        try await post(path("goals", goal.id, "comments"), form: ["text": text, "form_key": key], as: member)
    }

    /// Says it, and gives the comment's id.
    func said(_ text: String, on goal: Goal, as member: Cast) async throws -> ID<Domain.Comment> {
        let answer = try await say(text, on: goal, as: member)
        return try #require(answer.location?.split(separator: "#c-").last.flatMap { ID<Domain.Comment>($0) })
    }

    func comment(_ id: ID<Domain.Comment>) async throws -> Domain.Comment {
        try await read { [workspace = scene.wexholm.id] db in try db.comment(id, in: workspace).comment }
    }

    /// Everybody who was mentioned anywhere.
    func named() async throws -> [String] {
        try await read { db in
            try db.rows("SELECT person.name FROM mention JOIN person ON person.id = mention.person_id ORDER BY person.name").map {
                try $0.first()
            }
        }
    }

    /// The number that the navigation shows beside Today, which has to be that of the list.
    func waits(for member: Cast) async throws -> Int {
        let page = try await get(path("today"), as: member).body
        let list = page.matches(of: /<li class="task">/).count
        let shown = page.firstMatch(of: /waiting: <\/span>([0-9]+)</).flatMap { Int($0.output.1) } ?? 0
        #expect(shown == list, "the navigation says \(shown), the list has \(list)")
        return list
    }
}
