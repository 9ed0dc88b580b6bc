@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

/// The first thing people see: an invented city in the middle of its work.
@Suite struct DemoTests {
    @Test(arguments: Engine.tested)
    func `it stands where reckoning it anew would put it, with every status`(engine: Engine) async throws {
        try await withEmptyApp(engine) { app in
            #expect(try await app.cairn.makeDemo() == "/wexholm")
            let workspace = try await app.read { db in try db.allWorkspaces()[0] }
            #expect(workspace.isDemo)
            let (goals, statuses, frozen) = try await app.read { db in
                (
                    try db.one("SELECT COUNT(*) FROM goal", as: Int.self),
                    Set(try db.rows("SELECT DISTINCT status FROM goal").map { try $0.first(as: Status.self) }),
                    Set(try db.rows("SELECT DISTINCT status FROM check_in").map { try $0.first(as: Status.self) })
                )
            }
            #expect(goals == 90 && statuses == Set(Status.allCases))
            #expect(frozen.isSuperset(of: [.onTrack, .atRisk, .offTrack, .met]))
            try await app.expectStandingsAreRebuilt(of: workspace)
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing in it points at nothing, or lies in the future`(engine: Engine) async throws {
        try await withEmptyApp(engine) { app in
            _ = try await app.cairn.makeDemo()
            let now = app.clock.now
            try await app.read { db in
                for (table, column) in [
                    ("event", "created_at"), ("check_in", "created_at"), ("comment", "created_at"), ("goal", "updated_at"),
                    ("goal", "closed_at"), ("key_result", "reported_at"), ("joint_action", "opened_at"), ("joint_view", "written_at"),
                    ("joint_action", "closed_at"), ("assumption", "created_at"), ("story", "created_at"), ("review", "created_at"),
                ] {
                    let late: Int? = try db.one(
                        "SELECT COUNT(*) FROM \(sql: SQL(stringLiteral: table)) WHERE \(sql: SQL(stringLiteral: column)) > \(now)")
                    #expect(late == 0, "\(table).\(column)")
                }
                let lost: Int? = try db.one(
                    """
                    SELECT COUNT(*) FROM event WHERE (goal_id IS NOT NULL AND goal_id NOT IN (SELECT id FROM goal))
                        OR (actor_id IS NOT NULL AND actor_id NOT IN (SELECT id FROM person))
                        OR (kind = 'checked in' AND subject_id NOT IN (SELECT id FROM check_in))
                        OR (kind = 'comment made' AND subject_id NOT IN (SELECT id FROM comment))
                    """)
                #expect(lost == 0)
                let reviewed: Int? = try db.one("SELECT COUNT(*) FROM review_goal")
                let told = try Demo.content().reviews
                #expect(
                    reviewed == told.flatMap(\.goals).count && told.flatMap(\.columns).allSatisfy { Review.Column(rawValue: $0) != nil })
                let mentions: Int? = try db.one("SELECT COUNT(*) FROM mention WHERE seen_at IS NULL")
                #expect(mentions! > 0)
                let early: Int? = try db.one(
                    "SELECT COUNT(*) FROM event JOIN goal ON goal.id = event.goal_id WHERE event.created_at < goal.created_at")
                #expect(early == 0)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `four of its people come in by one click, and nobody else does`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let workspaces = Workspaces(cairn: app.cairn)
            #expect(try await workspaces.demoPeople().isEmpty)
            #expect(try await workspaces.demoAccount(email: Cast.ana.email) == nil)
            _ = try await app.cairn.makeDemo()
            let people = try await workspaces.demoPeople()
            #expect(people.map(\.name) == ["Noor Haddad", "Britta Sandvik", "Petra Novak", "Joram Quist"])
            let answer = try await app.post("/demo-sign-in", form: ["email": people[0].email, "next": "/"])
            #expect(answer.code == 303 && answer.cookie("cairn")?.isEmpty == false)
            for email in [Cast.olaf.email, "ruth.weiss@wexholm.example", "hyun-ji.park@wexholm.example", ""] {
                #expect(try await app.post("/demo-sign-in", form: ["email": email]).code == 404)
            }
            // Let into a workspace of somebody's own, one click would open that as well.
            try await app.write { [scene = app.scene, now = app.clock.now] db in
                let account = try db.account(email: people[0].email)!.account
                try db.insert(
                    Person(id: ID(trusted: "01ARZ3NDEKTSV4RRFFQ69G5FAV"), accountID: account.id, name: "Noor", role: .admin),
                    in: scene.wexholm.id, at: now)
            }
            #expect(try await app.post("/demo-sign-in", form: ["email": people[0].email]).code == 404)
            #expect(try await workspaces.demoPeople().count == 3)
        }
    }

    @Test func `whoever looks around in the demo is shown no way to a workspace of their own, and told how to come to one`() async throws {
        try await withApp(.sqlite) { app in
            _ = try await app.cairn.makeDemo()
            let entered = try await app.post("/demo-sign-in", form: ["email": "joram.quist@wexholm.example"])
            let cookie: KeyValuePairs = ["Cookie": "cairn=\(entered.cookie("cairn") ?? "")"]
            let list = try await app.get("/workspaces", headers: cookie)
            #expect(list.code == 200 && !list.body.contains("\"/setup\"") && list.body.contains("Sign out first"))
            #expect(try await app.get("/setup", headers: cookie).code == 403)
            #expect(try await app.get("/workspaces", as: .gus).body.contains("\"/setup\""))
        }
    }

    @Test(arguments: Engine.tested)
    func `it is made once; again replaces only the demo`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let before = try await app.everything()
            let first = try await app.cairn.makeDemo()
            #expect(first == "/wexholm-2")
            await #expect(throws: AppError.self) { try await app.cairn.makeDemo() }
            #expect(try await app.cairn.makeDemo(again: true) == first)
            #expect(try await app.read { db in try db.allWorkspaces().filter(\.isDemo).count } == 1)
            #expect(try await app.everything() == before)
        }
    }

    /// A table that is forgotten stays unnoticed until somebody has written something into it.
    @Test func `whatever belongs to a workspace goes with it`() async throws {
        try await withEmptyApp(.sqlite) { app in
            let owned: [String] = try await app.read { db in
                try db.rows(
                    """
                    SELECT DISTINCT sqlite_master.name FROM sqlite_master JOIN pragma_table_info(sqlite_master.name) AS part
                    WHERE sqlite_master.type = 'table' AND part.name = 'workspace_id' ORDER BY 1
                    """
                ).map { try $0.first() }
            }
            let outlives: Set = ["audit"]
            #expect(owned.count > 20 && Set(owned).subtracting(outlives) == Set(workspaceTables.map { $0.text }))
        }
    }

    @Test(arguments: Engine.tested)
    func `it shows a line that was crossed and is looked at, one that was agreed on, and one that holds`(engine: Engine) async throws {
        try await withEmptyApp(engine) { app in
            _ = try await app.cairn.makeDemo()
            let (open, agreed, thresholds, heard) = try await app.read { db in
                (
                    try db.one("SELECT COUNT(*) FROM joint_action WHERE closed_at IS NULL", as: Int.self),
                    try db.one("SELECT COUNT(*) FROM joint_action WHERE decision = 'correction'", as: Int.self),
                    try db.one("SELECT COUNT(*) FROM threshold", as: Int.self),
                    try db.one("SELECT COUNT(*) FROM joint_view WHERE written_at IS NOT NULL", as: Int.self)
                )
            }
            #expect(open == 1 && agreed == 1 && thresholds == 3 && heard == 5)
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await app.count("joint_action") == 2)
        }
    }
}
