@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

/// The page of one goal: what it shows, to whom, and what it offers to do.
@Suite struct GoalPageTests {
    @Test(arguments: Engine.tested)
    func `a goal shows why, key results with charts, check-ins, work and history`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.addStory()
            let page = try await app.get("/wexholm/goals/\(goal)", as: .ana)
            #expect(page.code == 200)
            let wanted = [
                "Permits in weeks", "<strong>Families</strong> wait", "Days to decide", "counts 100", "class=\"value\" points", "94", "78",
                "42",
                "42 planned", "The numbers", "Median fell to 78", "Confidence 55", "was 70", "Counter trial", "Rewrite the checklist",
                "points behind plan", "kr-", "Ana Lund", "Autumn 2026", "Week 5 of 11", "/check-ins/new", "Edit",
            ]
            for text in wanted { #expect(page.body.contains(text), "\(text) is missing") }
            #expect(!page.body.contains("style=\"") && !page.body.contains("{}"))
            let ids = page.body.matches(of: /\ id="([^"]+)"/).map { String($0.1) }
            #expect(ids.count == Set(ids).count)
        }
    }

    @Test(arguments: Engine.tested)
    func `from the fourth check-in on a number says where it points, until the goal is closed`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let number = try await app.measure(goal)
            func page() async throws -> String { try await app.get(app.path("goals", goal.id), as: .ana).body }
            #expect(try await !page().contains("A forecast needs four."))
            for value in ["10", "20", "31"] {
                #expect(try await app.checkIn(goal, [number: value]).code == 303)
                app.clock.move(days: 3)
            }
            #expect(try await page().contains("3 check-ins so far. A forecast needs four."))
            #expect(try await app.checkIn(goal, [number: "41"]).code == 303)
            let told = try await page()
            #expect(
                told.contains("From 4 check-ins: the middle of all their trends")
                    && told.contains("If it goes on like this, the target (100)"))
            #expect(!told.contains("A forecast needs four."))
            #expect(told.contains("class=\"band\"") && told.contains("8 times in 10"))
            let answer = try await app.api(.get, "/goals/\(goal.id)/forecasts", token: app.token(.eve, .read))
            #expect(answer.items.count == 1)
            #expect(answer.body.contains("\"reports\":4") && answer.body.contains("From 4 check-ins"))
            let open = try await app.stored(goal)
            _ = try await Goals(cairn: app.cairn).close(
                goal.id, .partly, reason: "Enough.", version: open.version, by: app.viewer(of: .dana))
            #expect(try await !page().contains("From 4 check-ins"))
            #expect(try await !page().contains("class=\"band\""))
        }
    }

    @Test(arguments: Engine.tested)
    func `where numbers and people lie far apart, the owner is asked what is coming, and nobody else`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let number = try await app.measure(goal)
            func page(_ member: Cast) async throws -> String { try await app.get(app.path("goals", goal.id), as: member).body }
            for (value, sure) in [("10", "40"), ("12", "40"), ("13", "40"), ("15", "20")] {
                _ = try await app.checkIn(goal, [number: value], confidence: sure)
                app.clock.move(days: 3)
            }
            #expect(try await !page(.ana).contains("id=\"disagreement\""))
            _ = try await app.checkIn(goal, [number: "17"], confidence: "80")
            #expect(try await page(.ana).contains("The check-in says 80\u{A0}% likely, the numbers so far say 1\u{A0}%. What is coming"))
            for other in [Cast.ben, .carla, .dana] { #expect(try await !page(other).contains("id=\"disagreement\""), "\(other)") }
            let today = try await app.get(app.path("today"), as: .ana).body
            #expect(today.contains("likely, the numbers so far say"), "Today asks the owner as well")
            #expect(!(try await app.get(app.path("today"), as: .ben).body.contains("likely, the numbers so far say")))
        }
    }

    @Test(arguments: Engine.tested)
    func `a page is asked of the data in few statements`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.addStory()
            let viewer = try await app.viewer(.ana)
            let now = app.clock.now
            let count = try await app.read { db in
                let counting = CountingConnection(db)
                _ = try counting.goalView(goal, for: viewer, at: now)
                return counting.count
            }
            #expect(count <= 9, "\(count) statements")
        }
    }

    @Test(arguments: Engine.tested)
    func `who may not see a goal cannot tell it from one that is not there`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let secret = try await app.addGoal("Secret", visibility: .named)
            let team = try await app.addGoal("Of the team", visibility: .team)
            for place in ["", "/check-ins", "/history"] {
                #expect(try await app.get("/wexholm/goals/\(secret)\(place)", as: .ana).code == 200)
                for member in [Cast.ben, .carla, .dana, .olaf, .gus, .eve, .mallory] {
                    #expect(try await app.get("/wexholm/goals/\(secret)\(place)", as: member).code == 404, "\(member) \(place)")
                }
                for member in [Cast.ben, .carla, .dana, .olaf] {
                    #expect(try await app.get("/wexholm/goals/\(team)\(place)", as: member).code == 200)
                }
                for member in [Cast.eve, .gus, .mallory] {
                    #expect(try await app.get("/wexholm/goals/\(team)\(place)", as: member).code == 404)
                }
                #expect(try await app.get("/wexholm/goals/\(secret)\(place)").code == 303)
                #expect(try await app.get("/wexholm/goals/01JABCDEFGHJKMNPQRSTVWXYZ0\(place)", as: .ana).code == 404)
                #expect(try await app.get("/wexholm/goals/not-an-id\(place)", as: .ana).code == 404)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `children that a reader cannot see are counted, not named`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.addGoal("Parent")
            try await app.addGoal("Open child", parents: [parent])
            let secret = try await app.addGoal("Secret child", parents: [parent], visibility: .named)
            let page = try await app.get("/wexholm/goals/\(parent)", as: .ben)
            #expect(page.body.contains("Open child") && page.body.contains("And a goal you cannot see."))
            #expect(!page.body.contains("Secret child") && !page.body.contains(secret.text))
        }
    }

    @Test(arguments: Engine.tested)
    func `a draft says what to do next to those who may do it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let draft = try await app.addGoal("A draft", owner: nil, stage: .draft)
            let mine = try await app.get("/wexholm/goals/\(draft)", as: .carla)
            #expect(mine.body.contains("Give it a key result") && mine.body.contains("Commit it") && mine.body.contains("Name its owner"))
            #expect(!mine.body.contains("/check-ins/new"))
            let guest = try await app.get("/wexholm/goals/\(draft)", as: .gus)
            #expect(guest.code == 200)
            for offer in ["/commitment", "/edit", "/key-results/new", "/closure"] { #expect(!guest.body.contains(offer), "\(offer)") }
        }
    }

    @Test(arguments: Engine.tested)
    func `the owner's own status stands beside the computed one, with its reason`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.addGoal("Behind", progress: 0.0, seen: 1)
            _ = try await app.write { [scene = app.scene] db in
                try db.run(
                    """
                    UPDATE goal SET owner_status = 'on track', owner_status_reason = 'Two people <come> back.', source_status = 'Amber', source_score = '0.4'
                    WHERE workspace_id = \(scene.wexholm.id) AND id = \(goal)
                    """)
            }
            let page = try await app.get("/wexholm/goals/\(goal)", as: .ana)
            #expect(page.body.contains("status large\" data-status=\"off-track\"") && page.body.contains("Its owner says:"))
            #expect(page.body.contains("Two people &lt;come&gt; back.") && page.body.contains("Amber, 0.4"))
            let tree = try await app.get("/wexholm/goals", as: .ana)
            #expect(tree.body.contains("numbers: off track"))
        }
    }

    @Test(arguments: Engine.tested)
    func `every check-in can be read, thirty at a time`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.addStory(checkIns: 35)
            let first = try await app.get("/wexholm/goals/\(goal)/check-ins", as: .ana)
            #expect(first.body.components(separatedBy: "class=\"narrative\"").count == 31 && first.body.contains("Show older ones"))
            let link = try #require(first.body.firstMatch(of: /check-ins\?before=(\d+)/))
            let second = try await app.get("/wexholm/goals/\(goal)/check-ins?before=\(link.1)", as: .ana)
            #expect(second.body.components(separatedBy: "class=\"narrative\"").count == 6 && !second.body.contains("Show older ones"))
        }
    }

    @Test(arguments: Engine.tested)
    func `history tells from what to what, and why`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.addGoal("Permits in weeks")
            let details = Event.Details(changes: [
                Change(field: "due_on", from: "2026-11-30", to: "2026-12-18"),
                Change(field: "owner_id", from: app.id(.ben).text, to: app.id(.ana).text),
            ])
            try await app.write { [cairn = app.cairn, scene = app.scene, now = app.clock.now, ana = app.id(.ana)] db in
                try db.record(
                    Event(
                        id: cairn.newID(), kind: .goalEdited, actorID: ana, goalID: goal, reason: "Two <vacancies>.", details: details,
                        createdAt: now),
                    in: scene.wexholm.id)
            }
            for place in ["", "/history"] {
                let page = try await app.get("/wexholm/goals/\(goal)\(place)", as: .eve)
                #expect(page.body.contains("<span class=\"was\">30 Nov</span> → <strong>18 Dec</strong>"))
                #expect(page.body.contains("<span class=\"was\">Ben Okafor</span> → <strong>Ana Lund</strong>"))
                #expect(page.body.contains("Two &lt;vacancies&gt;.") && page.body.contains("class=\"drift\""))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `zones, done and limits are shown without a plan`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.addGoal("Three kinds")
            try await app.addKeyResult(to: goal) {
                $0.title = "Overturned"; $0.direction = .keepBelow; $0.target = 4; $0.value = 2.6; $0.decimals = 1
            }
            try await app.addKeyResult(to: goal) {
                $0.title = "Opened"; $0.kind = .done; $0.value = 1
            }
            try await app.addKeyResult(to: goal) {
                $0.title = "Readable"; $0.kind = .zones; $0.zoneCommit = "Two <pages>"; $0.zoneTarget = "One page";
                $0.zoneStretch = "A child reads it"; $0.value = 2
            }
            let page = try await app.get("/wexholm/goals/\(goal)", as: .ana)
            for text in ["Keep below", "2.6", "Two &lt;pages&gt;", "A child reads it", "It is done.", "class=\"zones\""] {
                #expect(page.body.contains(text), "\(text)")
            }
            #expect(page.body.components(separatedBy: "class=\"reached\"").count == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `the page speaks German`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.addStory()
            try await app.write { [account = app.scene.accounts[.ana]!] db in
                try db.run("UPDATE account SET language = 'de' WHERE id = \(account.id)")
                db.notify("account")
            }
            let page = try await app.get("/wexholm/goals/\(goal)", as: .ana)
            #expect(page.body.contains("lang=\"de\"") && page.body.contains("Schlüsselergebnisse") && page.body.contains("42 geplant"))
            #expect(try await app.get("/wexholm/goals", as: .ana).body.contains("Fortschritt und Plan"))
        }
    }
}

/// Passes statements on and counts them.
private final class CountingConnection: Connection {
    private let inner: any Connection
    private(set) var count = 0

    init(_ inner: any Connection) { self.inner = inner }

    func rows(_ sql: SQL) throws -> [Row] {
        count += 1
        return try inner.rows(sql)
    }

    func run(_ sql: SQL) throws -> Int {
        count += 1
        return try inner.run(sql)
    }

    func notify(_ topic: String) { inner.notify(topic) }
    func nextPosition() throws -> Position { try inner.nextPosition() }
    func settled() throws -> Int64 { try inner.settled() }
    func beginTurns(after turn: Int64) throws { try inner.beginTurns(after: turn) }
}

extension TestApp {
    func viewer(_ member: Cast) async throws -> Viewer {
        let account = scene.accounts[member]!
        return try await read { db in try db.viewers(of: account)[0] }
    }

    func addKeyResult(to goal: ID<Goal>, _ change: @Sendable (inout KeyResult) -> Void) async throws {
        var keyResult = KeyResult(
            id: cairn.newID(), goalID: goal, title: "", startsOn: Day(iso: "2026-10-05")!, dueOn: Day(iso: "2026-12-18")!,
            createdAt: clock.now)
        change(&keyResult)
        try await write { [keyResult, scene] db in try db.insert(keyResult, in: scene.wexholm.id) }
        _ = try await write { [scene] db in
            try db.run(
                """
                UPDATE goal SET key_result_count = (SELECT COUNT(*) FROM key_result WHERE goal_id = \(goal))
                WHERE workspace_id = \(scene.wexholm.id) AND id = \(goal)
                """)
        }
    }

    /// A goal with a key result, check-ins every day before today, an initiative and milestones.
    func addStory(checkIns: Int = 3) async throws -> ID<Goal> {
        let goal = try await addGoal("Permits in weeks", progress: 0.31, seen: 1)
        let keyResult: ID<KeyResult> = cairn.newID()
        let (now, ana) = (clock.now, id(.ana))
        let ids = (0..<checkIns).map { _ -> ID<CheckIn> in cairn.newID() }
        let (initiative, milestone): (ID<Initiative>, ID<Milestone>) = (cairn.newID(), cairn.newID())
        try await write { [scene] db in
            let workspace = scene.wexholm.id
            let measured = KeyResult(
                id: keyResult, goalID: goal, title: "Days to decide", direction: .decrease, unit: "days", baseline: 94, target: 42,
                value: 78,
                startsOn: Day(iso: "2026-10-05")!, dueOn: Day(iso: "2026-12-18")!, createdAt: now)
            try db.insert(measured, in: workspace)
            for (index, id) in ids.enumerated() {
                let isLast = index == ids.count - 1
                var checkIn = CheckIn(
                    id: id, goalID: goal, authorID: ana, confidence: isLast ? 55 : 70, createdAt: now.adding(days: index - ids.count))
                checkIn.changed = isLast ? "Median fell to 78 days." : "A quiet day."
                checkIn.values = [keyResult: isLast ? 78 : 90]
                try db.insert(checkIn, in: workspace)
            }
            try db.run(
                """
                UPDATE goal SET why = '**Families** wait.', confidence = 55, key_result_count = 1, check_in_count = \(ids.count), initiative_count = 1
                WHERE workspace_id = \(workspace) AND id = \(goal)
                """)
            try db.run(
                """
                INSERT INTO initiative (workspace_id, id, goal_id, title, status, folded, created_at)
                VALUES (\(workspace), \(initiative), \(goal), 'Rewrite the checklist', 'doing', '', \(now))
                """)
            try db.run(
                """
                INSERT INTO milestone (workspace_id, id, goal_id, title, on_day, created_at)
                VALUES (\(workspace), \(milestone), \(goal), 'Counter trial', '2026-11-20', \(now))
                """)
        }
        return goal
    }
}
