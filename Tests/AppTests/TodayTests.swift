@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

@Suite struct TodayTests {
    @Test(arguments: Engine.tested)
    func `a new workspace says how to begin, and a quiet one that it is quiet`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let first = try await app.get(app.path("today"), as: .ana)
            #expect(first.code == 200 && first.body.contains("No goals yet") && first.body.contains("Nothing waits for you."))
            #expect(try await app.waits(for: .ana) == 0)
            _ = try await app.makeGoal()
            let quiet = try await app.get(app.path("today"), as: .eve)
            #expect(quiet.body.contains("Nothing waits for you</h3>") && quiet.body.contains("Enjoy the quiet."))
            #expect(try await app.get("/", as: .ana).location == app.path("today"))
            #expect(try await app.get(app.path(), as: .ana).location == app.path("today"))
            #expect(try await app.get(app.path("today"), as: .mallory).code == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `a check-in waits from a week before it is due, for owners of the goal and its key results`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(rhythm: 10)
            try await app.measure(goal, owner: .eve)
            #expect(try await app.due(.ana) == [])
            #expect(try await app.get(app.path("today"), as: .ana).body.contains("Your next check-in is on Sunday, 15 November."))
            app.clock.move(days: 3)
            #expect(try await app.due(.ana) == ["2026-11-15"])
            #expect(try await app.due(.eve) == ["2026-11-15"])
            #expect(try await app.due(.ben) == [])
            #expect(try await app.due(.carla) == [])
            #expect(try await app.due(.dana) == [])
            #expect(try await app.checkIn(goal, changed: "Early.", as: .eve).code == 303)
            #expect(try await app.due(.ana) == [])
            #expect(try await app.due(.eve) == [])
            app.clock.move(days: 6)
            _ = try await app.get(app.path("today"), as: .ana)
            app.clock.move(days: 6)
            let late = try await app.get(app.path("today"), as: .ana).body
            #expect(
                late.contains("<h3>Overdue</h3>") && late.contains("Check-in due 2 days ago")
                    && late.contains("one number, last time 60 % sure"))
            #expect(try await app.waits(for: .ana) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing is asked of a goal that has not begun, sleeps or is over`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.makeGoal("Later", from: "2026-12-01", inCycle: false)
            let inDraftedCycle = try await app.makeGoal("Drafted cycle", rhythm: 1)
            let closed = try await app.makeGoal("Closed", rhythm: 1)
            _ = try await Goals(cairn: app.cairn).close(
                closed.id, .dropped, reason: "No.", version: closed.version, by: app.viewer(of: .ana))
            #expect(try await app.due(.ana).count == 1)
            try await app.write { db in try db.run("UPDATE cycle SET stage = 'drafting'") }
            #expect(try await app.due(.ana).isEmpty)
            _ = inDraftedCycle
            try await app.write { db in try db.run("UPDATE cycle SET stage = 'closing'") }
            #expect(try await app.due(.ana).count == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `guests are asked for nothing that they may not do`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.makeGoal("Owned", rhythm: 1)
            _ = try await app.makeGoal("Draft", commit: false)
            #expect(try await app.waits(for: .ana) == 2)
            try await app.write { [ana = app.id(.ana), workspace = app.scene.wexholm.id] db in
                try db.run("UPDATE person SET role = 'guest' WHERE id = \(ana)")
                db.notify("\(workspace)/access")
            }
            #expect(try await app.waits(for: .ana) == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `drafts wait for their owner, proposals for whoever can commit them`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal("A promise", commit: false)
            #expect(try await app.get(app.path("today"), as: .ana).body.contains("Your draft; propose it when it is ready"))
            #expect(try await app.waits(for: .carla) == 0)
            _ = try await Goals(cairn: app.cairn).propose(goal.id, version: goal.version, by: app.viewer(of: .ana))
            for member in [Cast.ana, .carla] {
                #expect(try await app.get(app.path("today"), as: member).body.contains("Proposed by Ana Lund; it waits to be committed"))
                #expect(try await app.waits(for: member) == 1)
            }
            for member in [Cast.ben, .dana, .eve, .gus] { #expect(try await app.waits(for: member) == 0) }
        }
    }

    @Test(arguments: Engine.tested)
    func `the day is the workspace's, whatever the reader's clock says`(engine: Engine) async throws {
        try await withApp(engine) { app in
            // 08:00 UTC on 5 November: 21:45 in Chatham, 05:00 in São Paulo, 13:45 in Kathmandu.
            let goal = try await app.makeGoal(rhythm: 7)
            for (zone, hours, day) in [
                ("Pacific/Chatham", 2, "2026-11-05"), ("Pacific/Chatham", 3, "2026-11-06"), ("America/Sao_Paulo", 18, "2026-11-05"),
                ("America/Sao_Paulo", 19, "2026-11-06"), ("Asia/Kathmandu", 10, "2026-11-05"), ("Asia/Kathmandu", 11, "2026-11-06"),
                ("UTC", 15, "2026-11-05"),
            ] {
                try await app.setWorkspace(zone: zone)
                try await app.set(zone: "Pacific/Kiritimati", of: .ana)
                let at = Moment(milliseconds: 1_793_865_600_000).adding(seconds: hours * 3600)
                try await app.write { db in try db.run("UPDATE goal SET last_check_in_at = \(at) WHERE id = \(goal.id)") }
                let viewer = try await app.viewer(of: .ana)
                let due = try await app.read { db in try db.checkInsDue(by: viewer, today: Day(iso: "2026-11-20")!).first?.due }
                #expect(due == Day(iso: day)!.advanced(by: 7), "\(zone) at \(hours)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `year end, a leap day and clock changes move no due date`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(rhythm: 7, from: "2026-10-05", to: "2029-12-31", inCycle: false)
            for (zone, heard, due) in [
                ("UTC", "2026-12-28", "2027-01-04"), ("UTC", "2028-02-23", "2028-03-01"), ("UTC", "2027-02-23", "2027-03-02"),
                ("Europe/Berlin", "2027-03-22", "2027-03-29"), ("Europe/Berlin", "2027-10-25", "2027-11-01"),
                ("Pacific/Chatham", "2027-04-01", "2027-04-08"),
                ("America/Sao_Paulo", "2027-11-01", "2027-11-08"),
            ] {
                try await app.setWorkspace(zone: zone)
                let viewer = try await app.viewer(of: .ana)
                for hour in [0, 1, 2, 3, 12, 22] {
                    let at = Day(iso: heard)!.start(in: viewer.workspace.zone).adding(seconds: hour * 3600 + 60)
                    try await app.write { db in try db.run("UPDATE goal SET last_check_in_at = \(at) WHERE id = \(goal.id)") }
                    let found = try await app.read { db in try db.checkInsDue(by: viewer, today: Day(iso: due)!).first?.due }
                    #expect(found == Day(iso: due), "\(zone), \(heard) at \(hour)")
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `deadlines of my work and milestones of my goals wait within a week`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(rhythm: 30)
            try await app.write {
                [workspace = app.scene.wexholm.id, people = app.scene.people, now = app.clock.now, cairn = app.cairn] db in
                for (title, owner, due, status) in [
                    ("Mine", Cast.ana, "2026-11-12", "doing"), ("Too far", .ana, "2026-11-13", "doing"),
                    ("Done", .ana, "2026-11-06", "done"),
                    ("Ben's", .ben, "2026-11-01", "planned"),
                ] {
                    let id: ID<Initiative> = cairn.newID()
                    try db.run(
                        """
                        INSERT INTO initiative (workspace_id, id, goal_id, title, owner_id, due_on, status, folded, created_at)
                        VALUES (\(workspace), \(id), \(goal.id), \(title), \(people[owner]!), \(due), \(status), '', \(now))
                        """)
                }
                for (title, day, reached) in [
                    ("Soon", "2026-11-10", String?.none), ("Reached", "2026-11-10", "2026-11-04"), ("Far", "2026-11-30", nil),
                ] {
                    let id: ID<Milestone> = cairn.newID()
                    try db.run(
                        """
                        INSERT INTO milestone (workspace_id, id, goal_id, title, on_day, reached_on, created_at)
                        VALUES (\(workspace), \(id), \(goal.id), \(title), \(day), \(reached), \(now))
                        """)
                }
                db.notify("\(workspace)/workspace")
            }
            let viewers = (try await app.viewer(of: .ana), try await app.viewer(of: .ben))
            let (mine, bens) = try await app.read { db in
                (
                    try db.waiting(for: viewers.0, today: Day(iso: "2026-11-05")!),
                    try db.waiting(for: viewers.1, today: Day(iso: "2026-11-05")!)
                )
            }
            #expect(mine.map(\.title) == ["Soon", "Mine"])
            #expect(bens.map(\.title) == ["Ben's"])
            #expect(try await app.waits(for: .ana) == 2)
            #expect(try await app.waits(for: .ben) == 1)
        }
    }
}

@Suite struct NewsTests {
    @Test(arguments: Engine.tested)
    func `news is what others did to goals that one sees`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let open = try await app.makeGoal("Open to all")
            let secret = try await app.makeGoal("A secret of two", owner: .ben, visibility: .named, readers: [.gus], by: .ben)
            let ours = try await app.makeGoal("Ours alone", owner: .eve, visibility: .team, by: .carla)
            for goal in [open, secret, ours] {
                #expect(try await app.say("Have a look.", on: goal, as: goal == open ? .ana : .eve).code == (goal == secret ? 404 : 303))
            }
            _ = try await app.said("Between us.", on: secret, as: .ben)
            func news(_ member: Cast) async throws -> String { try await app.get(app.path("today"), as: member).body }
            #expect(try await news(.gus).contains("A secret of two"))
            #expect(try await !news(.gus).contains("Ours alone"))
            for member in [Cast.ana, .carla, .dana, .olaf, .eve] {
                #expect(try await !news(member).contains("A secret of two"), "\(member)")
            }
            for member in [Cast.ana, .carla, .dana, .olaf] { #expect(try await news(member).contains("Ours alone"), "\(member)") }
            #expect(try await news(.gus).contains("<a href=\"\(app.path("people", app.id(.ana)))\">Ana Lund</a> commented on"))
            #expect(try await !news(.ana).contains("Ana Lund</a> commented on"), "one's own doings are no news")
            #expect(try await !app.get("/elsewhere/today", as: .mallory).body.contains("Open to all"))
        }
    }

    @Test(arguments: Engine.tested)
    func `news goes back to the last visit, and stays while a visit lasts`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal("Something to read")
            app.clock.move(days: 6)
            func hasNews() async throws -> Bool { try await app.get(app.path("today"), as: .eve).body.contains("Something to read") }
            #expect(try await hasNews(), "whoever is new sees a week")
            for _ in 0..<6 {
                app.clock.move(seconds: 900)
                #expect(try await hasNews(), "one long visit")
            }
            app.clock.move(seconds: 7200)
            #expect(try await !hasNews(), "the next visit")
            app.clock.move(seconds: 60)
            _ = try await app.said("New.", on: goal, as: .ana)
            #expect(try await hasNews())
            app.clock.move(days: 1)
            #expect(try await hasNews())
            app.clock.move(days: 1)
            #expect(try await !hasNews())
        }
    }

    @Test(arguments: Engine.tested)
    func `signing in begins a visit`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.post("/sign-in", form: ["email": Cast.eve.email, "password": Cast.password])
            let seen: Moment?? = try await app.read { [eve = app.id(.eve)] db in
                try db.one("SELECT last_seen_at FROM person WHERE id = \(eve)", as: Moment?.self)
            }
            #expect(seen == app.clock.now)
        }
    }
}

/// Who sees a goal is said twice, in the domain and in SQL; both have to say the same.
@Suite struct VisibilityTests {
    @Test(arguments: Engine.tested)
    func `the statement finds exactly the goals that the rule lets see`(engine: Engine) async throws {
        try await withApp(engine) { app in
            var random = Seeded(11)
            var goals: [(goal: Goal, readers: Set<ID<Person>>)] = []
            let cast = Cast.allCases.filter { $0 != .mallory }
            for index in 0..<60 {
                let id: ID<Goal> = app.cairn.newID()
                let goal = Goal(
                    id: id, title: "\(index)", teamID: [nil, app.scene.permits, app.scene.harbour].randomElement(using: &random)!,
                    ownerID: random.chance(0.7) ? app.id(cast.randomElement(using: &random)!) : nil,
                    visibility: Goal.Visibility.allCases.randomElement(using: &random)!, startsOn: Day(iso: "2026-10-05")!,
                    dueOn: Day(iso: "2026-12-18")!,
                    createdBy: app.id(cast.randomElement(using: &random)!), createdAt: app.clock.now)
                let readers = Set(cast.filter { _ in random.chance(0.2) }.map { app.id($0) })
                goals.append((goal, readers))
            }
            try await app.write { [goals, workspace = app.scene.wexholm.id] db in
                for (goal, readers) in goals {
                    try db.insert(goal, in: workspace)
                    try db.setReaders(readers, of: goal.id, in: workspace)
                }
            }
            for member in Cast.allCases {
                let viewer = try await app.viewer(of: member)
                let (seen, may) = try await app.read { [goals, workspace = app.scene.wexholm.id] db in
                    (
                        Set(try db.goals(where: "1 = 1", visibleTo: viewer).map(\.title)),
                        Set(try goals.filter { try db.maySee($0.goal.id, person: viewer.id, in: workspace) }.map(\.goal.title))
                    )
                }
                let right = Set(goals.filter { member != .mallory && $0.goal.maySee(by: viewer, readers: $0.readers) }.map(\.goal.title))
                #expect(seen == right, "\(member)")
                #expect(may == right, "\(member)")
            }
        }
    }
}

extension TestApp {
    /// The days on which this person's check-ins are due, as far as Today shows them.
    func due(_ member: Cast) async throws -> [String] {
        let viewer = try await viewer(of: member)
        let today = clock.now.day(in: viewer.workspace.zone)
        return try await read { db in try db.checkInsDue(by: viewer, today: today).compactMap { $0.due?.iso } }
    }
}

@Suite struct TodayAPITests {
    @Test(arguments: Engine.tested)
    func `a program reads the words of the page`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.makeGoal("Permits in six weeks", rhythm: 1)
            app.clock.move(days: 3)
            let page = try await app.get(app.path("today"), as: .ana).body
            let answer = try await app.api(.get, "/today", token: app.token(.ana, .read))
            #expect(answer.code == 200)
            let sentence = try #require(answer.text("sentence"))
            #expect(sentence == "One thing waits for you, today." && page.contains(sentence))
            guard case .list(let waiting)? = answer.json?["waiting"], let first = waiting.first else {
                Issue.record("nothing waits: \(answer.body)")
                return
            }
            #expect(waiting.count == 1 && first["kind"] == .text("check-in") && first["title"] == .text("Permits in six weeks"))
            guard case .text(let due)? = first["due"], case .text(let place)? = first["page"] else {
                Issue.record("no words: \(answer.body)")
                return
            }
            #expect(due.hasPrefix("Check-in due ") && page.contains(due) && page.contains("href=\"\(place)\""))
            let german = try await app.api(
                .get, "/today", token: app.token(.ana, .read), headers: ["Accept-Language": "de"])
            #expect(german.text("sentence") == "Eines wartet auf Sie, heute.")
        }
    }

    @Test(arguments: Engine.tested)
    func `what others may not see does not wait for them`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.makeGoal(rhythm: 1)
            app.clock.move(days: 3)
            for other in [Cast.gus, .mallory, .dana] {
                let answer = try await app.api(.get, "/today", token: app.token(other, .read))
                #expect(answer.code == 200 && answer.text("sentence") == "Nothing waits for you.", "\(other): \(answer.body)")
            }
        }
    }
}
