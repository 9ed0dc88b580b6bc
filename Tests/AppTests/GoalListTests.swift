@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

/// Goals in the places where many of them stand: tree, table, file. Who sees what, and what filters let through.
@Suite struct GoalListTests {
    @Test(arguments: Engine.tested)
    func `the tree shows parents above their children, with status, progress and owner`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.addGoal("People get an answer")
            try await app.addGoal("Permits in weeks", parents: [parent], progress: 0.3)
            let page = try await app.get("/wexholm/goals", as: .ana)
            #expect(page.code == 200)
            #expect(page.body.firstRange(of: "People get an answer")!.lowerBound < page.body.firstRange(of: "Permits in weeks")!.lowerBound)
            #expect(page.body.contains("data-level=\"2\"") && page.body.contains("30\u{a0}%") && page.body.contains("Ana Lund"))
            #expect(page.body.contains("2 goals, 1 person who owns them"))
        }
    }

    @Test(arguments: Engine.tested)
    func `goals that are not for me are nowhere: tree, table, file, counts`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.addGoal("Open to all")
            try await app.addGoal("Only for Permits", visibility: .team)
            try await app.addGoal("Ana keeps this", visibility: .named)
            let shared = try await app.addGoal("Shared with Eve", visibility: .named)
            try await app.write { [scene = app.scene] db in try db.setReaders([scene.people[.eve]!], of: shared, in: scene.wexholm.id) }
            let expected: [(Cast, [String], [String])] = [
                (.ana, ["Open to all", "Only for Permits", "Ana keeps this", "Shared with Eve"], []),
                (.ben, ["Open to all", "Only for Permits"], ["Ana keeps this", "Shared with Eve"]),
                (.eve, ["Open to all", "Shared with Eve"], ["Only for Permits", "Ana keeps this"]),
                (.dana, ["Open to all", "Only for Permits"], ["Ana keeps this", "Shared with Eve"]),
                (.gus, ["Open to all"], ["Only for Permits", "Ana keeps this", "Shared with Eve"]),
            ]
            for address in [
                "/wexholm/goals", "/wexholm/goals?view=table", "/wexholm/goals?view=table&format=csv", "/wexholm/goals?cycle=all",
            ] {
                for (member, seen, hidden) in expected {
                    let page = try await app.get(address, as: member)
                    for title in seen { #expect(page.body.contains(title), "\(member) at \(address) misses \(title)") }
                    for title in hidden { #expect(!page.body.contains(title), "\(member) at \(address) sees \(title)") }
                    if !address.contains("csv") {
                        #expect(
                            page.body.contains("All <span class=\"count\">\(seen.count)<")
                                || page.body.contains("All<span class=\"count\">\(seen.count)<"))
                    }
                }
            }
            #expect(try await app.get("/wexholm/goals", as: .mallory).code == 404)
            #expect(try await app.get("/wexholm/goals").code == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `a child of a goal I cannot see stands at the top, and its parent is not named`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let secret = try await app.addGoal("Secret plan", visibility: .named)
            let child = try await app.addGoal("Open part", parents: [secret])
            let tree = try await app.get("/wexholm/goals", as: .ben)
            #expect(tree.body.contains("Open part") && !tree.body.contains("Secret plan") && !tree.body.contains(secret.text))
            let page = try await app.get("/wexholm/goals/\(child)", as: .ben)
            #expect(page.body.contains("a goal you cannot see") && !page.body.contains("Secret plan") && !page.body.contains(secret.text))
        }
    }

    @Test(arguments: Engine.tested)
    func `each preset shows its own`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.addGoal("Far along", progress: 0.9, seen: 1)
            try await app.addGoal("Far behind", parents: [parent], progress: 0.0, seen: 1)
            try await app.addGoal("Of Eve", owner: .eve, team: app.scene.harbour, parents: [parent], progress: 0.9, seen: 1)
            try await app.addGoal("Quiet", parents: [parent], progress: 0.9, seen: 8)
            try await app.addGoal("Late", parents: [parent], due: "2026-10-30", progress: 0.9, seen: 1)
            try await app.addGoal("Nobody's", owner: nil, parents: [parent], progress: 0.9, seen: 1)
            try await app.addGoal("Alone", progress: 0.9, seen: 1)
            try await app.addGoal("Ended", parents: [parent], stage: .closed, progress: 1, seen: 1)
            let presets: [(String, [String])] = [
                ("mine", ["Far along", "Far behind", "Quiet", "Late", "Alone", "Ended"]), ("at-risk", ["Far behind"]),
                ("not-updated", ["Quiet"]),
                ("overdue", ["Late"]), ("no-owner", ["Nobody&#39;s"]), ("unaligned", ["Alone"]), ("closed-lately", ["Ended"]),
                ("my-team", ["Far along", "Far behind", "Quiet", "Late", "Nobody&#39;s", "Alone", "Ended"]),
            ]
            let titles = ["Far along", "Far behind", "Of Eve", "Quiet", "Late", "Nobody&#39;s", "Alone", "Ended"]
            for (preset, wanted) in presets {
                let page = try await app.get("/wexholm/goals?view=table&preset=\(preset)", as: .ana)
                for title in titles { #expect(page.body.contains(">\(title)<") == wanted.contains(title), "\(preset): \(title)") }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `filters in the address let through what they say`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.addGoal("Permits in weeks", progress: 0.9)
            try await app.addGoal("Ships wait less", owner: .eve, team: app.scene.harbour, stage: .draft)
            try await app.addGoal("Without a cycle", hasCycle: false)
            func titles(_ query: String) async throws -> [String] {
                let page = try await app.get("/wexholm/goals?view=table&\(query)", as: .ana)
                return ["Permits in weeks", "Ships wait less", "Without a cycle"].filter { page.body.contains(">\($0)<") }
            }
            #expect(try await titles("") == ["Permits in weeks", "Ships wait less", "Without a cycle"])
            #expect(try await titles("cycle=\(app.scene.autumn)") == ["Permits in weeks", "Ships wait less"])
            #expect(try await titles("team=\(app.scene.harbour)") == ["Ships wait less"])
            #expect(try await titles("owner=\(app.id(.ana))") == ["Permits in weeks", "Without a cycle"])
            #expect(try await titles("stage=draft") == ["Ships wait less"])
            #expect(try await titles("status=not-started&stage=draft") == ["Ships wait less"])
            #expect(try await titles("q=PERMITS") == ["Permits in weeks"])
            #expect(try await titles("q=nothing+like+this") == [])
            let none = try await app.get("/wexholm/goals?q=nothing+like+this", as: .ana)
            #expect(none.body.contains("No goal fits these filters") && none.body.contains("Take away filters"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a match below other goals is led to by muted rows`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let top = try await app.addGoal("The top")
            let middle = try await app.addGoal("The middle", parents: [top])
            try await app.addGoal("The needle", parents: [middle])
            try await app.addGoal("Something else", parents: [top])
            let page = try await app.get("/wexholm/goals?q=needle", as: .ana)
            #expect(page.body.components(separatedBy: "data-context").count == 3)
            #expect(page.body.contains("1 goal, 1 person") && !page.body.contains("Something else"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal with two parents stands under both and says so`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let one = try await app.addGoal("First parent")
            let two = try await app.addGoal("Second parent")
            try await app.addGoal("Shared child", parents: [one, two])
            let page = try await app.get("/wexholm/goals", as: .ana)
            #expect(page.body.components(separatedBy: ">Shared child</a>").count == 3)
            #expect(page.body.contains(/also under (First|Second) parent/) && page.body.contains("3 goals"))
            let ids = page.body.matches(of: /\ id="([^"]+)"/).map { String($0.1) }
            #expect(ids.count == Set(ids).count)
        }
    }

    @Test(arguments: Engine.tested)
    func `hostile and endless titles show as text`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let hostile = "<script>alert(1)</script> \"'& \u{202e}אבג🪨"
            let id = try await app.addGoal(hostile)
            let long = try await app.addGoal(String(repeating: "W", count: 10_000))
            for address in [
                "/wexholm/goals", "/wexholm/goals?view=table", "/wexholm/goals/\(id)", "/wexholm/goals/\(long)",
                "/wexholm/goals/\(id)/history",
            ] {
                let page = try await app.get(address, as: .ana)
                #expect(page.code == 200)
                #expect(!page.body.contains("<script>alert"), "\(address)")
                #expect(page.body.utf8.count < 60_000, "\(address): \(page.body.utf8.count)")
            }
            #expect(try await app.get("/wexholm/goals", as: .ana).body.contains("&lt;script&gt;alert(1)&lt;/script&gt; &quot;&#39;&amp;"))
        }
    }

    @Test(arguments: Engine.tested)
    func `the file is safe to open in a spreadsheet`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.addGoal("=HYPERLINK(\"http://evil\")")
            try await app.addGoal("Plain, with a comma")
            let file = try await app.get("/wexholm/goals?view=table&format=csv", as: .ana)
            #expect(file.headers[.contentType]?.hasPrefix("text/csv") == true)
            #expect(file.headers[.contentDisposition] == "attachment; filename=\"goals-2026-11-05.csv\"")
            #expect(file.body.contains("\"'=HYPERLINK(\"\"http://evil\"\")\"") && file.body.contains("\"Plain, with a comma\""))
            #expect(file.body.components(separatedBy: "\r\n").count == 4)
            let audited: Int? = try await app.read { db in try db.one("SELECT COUNT(*) FROM audit WHERE action = 'downloaded goals'") }
            #expect(audited == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the table is sorted by the column asked for, both ways`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.addGoal("Apple", progress: 0.9)
            try await app.addGoal("Banana", progress: 0.1)
            try await app.addGoal("Cherry")
            func order(_ sort: String) async throws -> [String] {
                let body = try await app.get("/wexholm/goals?view=table&sort=\(sort)", as: .ana).body
                return ["Apple", "Banana", "Cherry"].sorted {
                    body.firstRange(of: ">\($0)<")!.lowerBound < body.firstRange(of: ">\($1)<")!.lowerBound
                }
            }
            #expect(try await order("title") == ["Apple", "Banana", "Cherry"])
            #expect(try await order("-title") == ["Cherry", "Banana", "Apple"])
            #expect(try await order("progress") == ["Banana", "Apple", "Cherry"])
            #expect(try await order("-progress") == ["Apple", "Banana", "Cherry"])
            for column in GoalFilter.Sort.allCases { _ = try await order(column.rawValue) }
        }
    }

    @Test(arguments: Engine.tested)
    func `without goals the page says what to do`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let page = try await app.get("/wexholm/goals", as: .ana)
            #expect(page.body.contains("No goals here yet") && page.body.contains("/wexholm/goals/new"))
            let guest = try await app.get("/wexholm/goals", as: .gus)
            #expect(!guest.body.contains("/wexholm/goals/new"))
        }
    }

    @Test(arguments: Engine.tested)
    func `goals of other cycles stand above muted, and not at all without something below`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let year: ID<Cycle> = app.cairn.newID()
            _ = try await app.write { [scene = app.scene, now = app.clock.now] db in
                try db.run(
                    """
                    INSERT INTO cycle (workspace_id, id, name, starts_on, ends_on, stage, created_at)
                    VALUES (\(scene.wexholm.id), \(year), '2026', '2026-01-01', '2026-12-31', 'drafting', \(now))
                    """)
            }
            let top = try await app.addGoal("The whole year", cycle: year)
            try await app.addGoal("Nobody's year", cycle: year)
            try await app.addGoal("This autumn", parents: [top])
            let page = try await app.get("/wexholm/goals", as: .ana)
            #expect(page.body.contains("The whole year") && page.body.contains("This autumn") && !page.body.contains("Nobody&#39;s year"))
            #expect(page.body.contains("1 goal, ") && page.body.components(separatedBy: "data-context").count == 2)
        }
    }
}

extension TestApp {
    /// Writes a goal as it would stand in the data, committed on 5 October and standing where it is said to.
    @discardableResult
    func addGoal(
        _ title: String, owner: Cast? = .ana, team: ID<Team>? = nil, parents: [ID<Goal>] = [], cycle: ID<Cycle>? = nil,
        hasCycle: Bool = true,
        visibility: Goal.Visibility = .workspace, stage: Goal.Stage = .committed, due: String = "2026-12-18", progress: Double? = nil,
        seen: Int? = nil
    ) async throws -> ID<Goal> {
        let now = clock.now
        let start = Day(iso: "2026-10-05")!
        let due = Day(iso: due)!
        var goal = Goal(
            id: cairn.newID(), title: title, teamID: team ?? scene.permits, cycleID: hasCycle ? cycle ?? scene.autumn : nil,
            ownerID: owner.map { id($0) }, visibility: visibility, stage: stage, outcome: stage == .closed ? .achieved : nil,
            startsOn: start,
            dueOn: due, progress: progress, plan: progress == nil ? nil : .straight(from: start, to: due), createdBy: id(owner ?? .ana),
            createdAt: now, committedAt: stage == .draft ? nil : start.start(in: .gmt), closedAt: stage == .closed ? now : nil)
        goal.lastCheckInAt = seen.map { now.adding(days: -$0) }
        try await write { [goal, scene] db in
            try db.insert(goal, in: scene.wexholm.id)
            try db.run(
                "UPDATE goal SET last_check_in_at = \(goal.lastCheckInAt) WHERE workspace_id = \(scene.wexholm.id) AND id = \(goal.id)")
            for parent in parents { try db.link(goal.id, to: Goal.Parent(id: parent), in: scene.wexholm.id, at: now) }
        }
        return goal.id
    }
}
