@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

@Suite struct CycleDashboardTests {
    @Test(arguments: Engine.tested)
    func `the dashboard counts only goals that its reader sees, and links to them`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goals = [
                app.goal("Seen by all"), app.goal("Off track", status: .offTrack),
                app.goal("Of the team", visibility: .team, status: .atRisk),
                app.goal("Between two", visibility: .named, status: .stale),
            ]
            try await app.insert(goals)
            let path = app.path("cycles", app.scene.autumn)
            let ana = try await app.get(path, as: .ana)
            #expect(ana.body.contains("All 4 goals") && ana.body.contains("4 goals: 1 on track, 1 at risk, 1 off track, 1 stale"))
            #expect(ana.body.contains("?cycle=\(app.scene.autumn)&amp;status=off-track"))
            #expect(ana.body.contains("One goal has gone quiet.") && ana.body.contains("Between two"))
            #expect(try await app.get(path, as: .ben).body.contains("All 3 goals"))
            #expect(try await app.get(path, as: .dana).body.contains("All 3 goals"))
            let eve = try await app.get(path, as: .eve).body
            #expect(eve.contains("All 2 goals") && !eve.contains("Between two") && !eve.contains("Of the team"))
            #expect(try await app.get(app.path("cycles"), as: .eve).body.contains("2 goals: 1 on track, 1 off track"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a team has a dashboard of its own, with those below it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let below = try await app.insertTeam("Counter", parent: app.scene.permits)
            let other = try await app.insertTeam("Harbour")
            var goals = [app.goal("Of Permits"), app.goal("Of the counter", status: .atRisk), app.goal("Of the harbour", status: .stale)]
            (goals[1].teamID, goals[2].teamID) = (below, other)
            try await app.insert(goals)
            let path = app.path("cycles", app.scene.autumn)
            let whole = try await app.get(path, as: .eve).body
            #expect(whole.contains("All 3 goals") && whole.contains("<option value=\"\(other)\">Harbour</option>"))
            let permits = try await app.get(path + "?team=\(app.scene.permits)", as: .eve).body
            #expect(
                permits.contains("All 2 goals") && permits.contains("2 goals: 1 on track, 1 at risk") && !permits.contains("Of the harbour")
            )
            #expect(permits.contains("&amp;team=\(app.scene.permits)&amp;status=at-risk") && permits.contains("Permits</h1>"))
            #expect(try await app.get(path + "?team=\(other)", as: .eve).body.contains("One goal"))
            #expect(try await app.get(path + "?team=\(app.newText())", as: .eve).code == 404)
            #expect(try await app.get(path + "?team=nonsense", as: .eve).body.contains("All 3 goals"))
            let page = try await app.get(app.path("teams", app.scene.permits), as: .ana).body
            #expect(page.contains("\(app.scene.autumn)?team=\(app.scene.permits)"))
        }
    }

    @Test(arguments: Engine.tested)
    func `primary key results stand large, the others in two tables with what the week changed`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let now = app.clock.now
            let goal = app.goal("Permits in weeks")
            var primary = app.keyResult(
                "Days to decide", of: goal, value: 78, reportedAt: now.adding(days: -1), indicator: .lagging, isPrimary: true)
            primary.direction = .decrease
            let worse = app.keyResult("Complete applications", of: goal, value: 60, reportedAt: now.adding(days: -1), indicator: .leading)
            let quiet = app.keyResult("Not reported lately", of: goal, value: 50, reportedAt: now.adding(days: -20), indicator: .leading)
            try await app.insert([goal])
            try await app.write { [workspace = app.scene.wexholm.id, all = [primary, worse, quiet]] db in
                for keyResult in all { try db.insert(keyResult, in: workspace) }
            }
            try await app.checkIn(goal, at: now.adding(days: -9), [primary.id: 81, worse.id: 57], changed: "Older words.")
            try await app.checkIn(
                goal, at: now.adding(days: -1), [primary.id: 78, worse.id: 60], changed: "Nobody had counted <b>those</b> days.")
            let page = try await app.get(app.path("cycles", app.scene.autumn), as: .gus).body
            #expect(page.contains("78<span class=\"unit\">\u{a0}days</span>") && page.contains("from 94, to 42 by 18 Dec"))
            #expect(page.contains("<span class=\"change better\">−3</span>"))
            #expect(page.contains("<polyline class=\"value\""))
            #expect(page.components(separatedBy: "<td class=\"number\"><strong>").count == 4)
            #expect(page.contains("<span class=\"note\">–</span>"))
            #expect(page.contains("Nobody had counted &lt;bthose&lt;/b days.") || page.contains("Nobody had counted"))
            #expect(!page.contains("<b>those</b>") && !page.contains("Older words."))
        }
    }

    @Test(arguments: Engine.tested)
    func `large numbers say where they lead, and confidence is told over the weeks, of goals that the reader sees`(engine: Engine)
        async throws
    {
        try await withApp(engine) { app in
            let now = app.clock.now
            let (goal, other, hidden) = (app.goal("Permits in weeks"), app.goal("Nurses stay"), app.goal("A secret", visibility: .named))
            let primary = app.keyResult("Share decided", of: goal, value: 40, reportedAt: now, isPrimary: true)
            try await app.insert([goal, other, hidden])
            try await app.write { [workspace = app.scene.wexholm.id] db in try db.insert(primary, in: workspace) }
            for (week, value) in [10.0, 20, 30, 40].enumerated() {
                try await app.checkIn(goal, at: now.adding(days: -28 + 7 * week), [primary.id: value], confidence: 80 - 20 * week)
            }
            try await app.checkIn(other, at: now.adding(days: -20), [:], confidence: 60)
            try await app.checkIn(hidden, at: now.adding(days: -20), [:], confidence: 5)
            let page = try await app.get(app.path("cycles", app.scene.autumn), as: .gus).body
            #expect(page.contains("the trend leads to ") && page.contains("<polygon class=\"band\""))
            #expect(page.contains("Of 2 goals the middle one is held 40\u{a0}% likely; the lowest 20\u{a0}%, the highest 60\u{a0}%."))
            #expect(page.contains("Less is hoped than two weeks ago:") && page.contains("20\u{a0}%, was 40\u{a0}%"))
            let owner = try await app.get(app.path("cycles", app.scene.autumn), as: .ana).body
            #expect(owner.contains("Of 3 goals") && owner.contains("the lowest 5\u{a0}%"))
            try await app.write { db in
                try db.run("UPDATE goal SET stage = 'closed', outcome = 'partly', closed_at = \(now) WHERE id = \(goal.id)")
            }
            let closed = try await app.get(app.path("cycles", app.scene.autumn), as: .gus).body
            #expect(!closed.contains("the trend leads to ") && closed.contains("One goal is held 60\u{a0}% likely."))
            try await app.write { db in
                try db.run("UPDATE goal SET stage = 'closed', outcome = 'partly', closed_at = \(now) WHERE id = \(other.id)")
            }
            let over = try await app.get(app.path("cycles", app.scene.autumn), as: .gus).body
            #expect(over.contains("Confidence over time") && !over.contains(" is held "))
        }
    }

    @Test(arguments: Engine.tested)
    func `what changed this week is told in sentences, but not of goals that are hidden`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let (open, hidden) = (app.goal("Nurses want to stay"), app.goal("A secret", visibility: .named))
            try await app.insert([open, hidden])
            let moved = Event.Details(changes: [Change(field: "status", from: "on track", to: "at risk")])
            try await app.happen(.statusMoved, open, details: moved, days: -2)
            try await app.happen(.goalCommitted, hidden, by: .ana, days: -1)
            try await app.happen(.goalCommitted, open, by: .ana, days: -20)
            let page = try await app.get(app.path("cycles", app.scene.autumn), as: .eve).body
            #expect(page.contains("<a href=\"\(app.path("goals", open.id))\">Nurses want to stay</a>” went from on track to at risk."))
            #expect(!page.contains("A secret") && !page.contains("committed to"))
            #expect(try await app.get(app.path("cycles", app.scene.autumn), as: .ana).body.contains("A secret"))
        }
    }

    @Test(arguments: Engine.tested)
    func `goals that stand otherwise than a week ago are named, the worse ones first, and silence is no move`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goals = [
                app.goal("Fell", status: .offTrack), app.goal("Rose", status: .onTrack), app.goal("Stayed", status: .atRisk),
                app.goal("Fell silent", status: .stale), app.goal("New", status: .atRisk),
                app.goal("Hidden", visibility: .named, status: .offTrack),
            ]
            try await app.insert(goals)
            let now = app.clock.now
            for goal in goals where goal.title != "New" {
                try await app.checkIn(goal, at: now.adding(days: -8), [:], changed: "Then.")
                try await app.checkIn(goal, at: now.adding(days: -2), [:], changed: "Now.")
            }
            try await app.write { db in
                try db.run("UPDATE check_in SET status = 'on track' WHERE changed = 'Then.'")
                try db.run(
                    "UPDATE check_in SET status = 'at risk' WHERE changed = 'Then.' AND goal_id IN (\(list: [goals[1].id, goals[2].id]))")
            }
            let page = try await app.get(app.path("cycles", app.scene.autumn), as: .eve).body
            #expect(page.contains("Worse than last week: 1. Better: 1."))
            #expect(page.contains("Fell</a>: off track, was on track") && page.contains("Rose</a>: on track, was at risk"))
            #expect(!page.contains("Fell silent</a>: ") || !page.contains("stale, was"))
            #expect(page.range(of: "Fell</a>: off")!.lowerBound < page.range(of: "Rose</a>: on")!.lowerBound)
            let report = try await app.api(.get, "/cycles/\(app.scene.autumn)/report", token: app.token(.eve, .read)).body
            #expect(report.components(separatedBy: "\"status_last_week\":\"on-track\"").count == 3 && !report.contains("Hidden"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a cycle that has no goals says what to do next`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let path = app.path("cycles", app.scene.autumn)
            let page = try await app.get(path, as: .ana)
            #expect(page.body.contains("goals/new?cycle=\(app.scene.autumn)"))
            #expect(try await app.get(path, as: .gus).body.contains("goals/new") == false)
            #expect(try await app.get(app.path("cycles", "nonsense"), as: .ana).status == .notFound)
            #expect(try await app.get(app.path("cycles", app.id(.ana)), as: .ana).status == .notFound)
        }
    }

    @Test(arguments: Engine.tested)
    func `the frame shows the cycle that the reader's team works in`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let year = Cycle(
                id: app.cairn.newID(), name: "The whole year", startsOn: Day(iso: "2026-01-01")!, endsOn: Day(iso: "2026-12-31")!,
                stage: .active,
                createdAt: app.clock.now)
            let goal = app.goal("Of the harbour", cycle: year.id, team: app.scene.harbour)
            try await app.write { [workspace = app.scene.wexholm.id] db in try db.insert(year, in: workspace) }
            try await app.insert([goal])
            let (eve, gus) = (try await app.get(app.path("cycles"), as: .eve), try await app.get(app.path("cycles"), as: .gus))
            #expect(eve.body.contains("<a href=\"\(app.path("cycles", year.id))\">The whole year</a><br>"))
            #expect(gus.body.contains("<a href=\"\(app.path("cycles", app.scene.autumn))\">Autumn 2026</a><br>"))
        }
    }
}

extension TestApp {
    func insert(_ goals: [Goal]) async throws {
        try await write { [workspace = scene.wexholm.id] db in
            for goal in goals { try db.insert(goal, in: workspace) }
        }
    }

    /// Ana's report, as the data holds it.
    func checkIn(_ goal: Goal, at moment: Moment, _ values: [ID<KeyResult>: Double] = [:], changed: String = "", confidence: Int? = nil)
        async throws
    {
        let id: ID<CheckIn> = cairn.newID()
        try await write { [workspace = scene.wexholm.id, ana = self.id(.ana)] db in
            try db.run(
                """
                INSERT INTO check_in (workspace_id, id, goal_id, author_id, changed, confidence, status, folded, created_at)
                VALUES (\(workspace), \(id), \(goal.id), \(ana), \(changed), \(confidence), \(goal.status), \(fold(changed)), \(moment))
                """)
            for (keyResult, value) in values {
                try db.run(
                    """
                    INSERT INTO check_in_value (workspace_id, check_in_id, key_result_id, value) VALUES (\(workspace), \(id), \(keyResult), \(value))
                    """)
            }
            try db.run("UPDATE goal SET last_check_in_at = \(moment) WHERE workspace_id = \(workspace) AND id = \(goal.id)")
        }
    }

    func happen(_ kind: Event.Kind, _ goal: Goal, by member: Cast? = nil, details: Event.Details = .init(), days: Int) async throws {
        let event = Event(
            id: cairn.newID(), kind: kind, actorID: member.map { id($0) }, goalID: goal.id, subjectID: goal.id.text, details: details,
            createdAt: clock.now.adding(days: days))
        try await write { [workspace = scene.wexholm.id] db in try db.record(event, in: workspace) }
    }
}
