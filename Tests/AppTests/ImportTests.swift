@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

/// Goals from tables: what becomes of each row.
@Suite struct ImportTests {
    private static let header =
        "Id,Parent Id,Type,Title,Description,Owner,Team,Cycle,Start Date,Due Date,Unit,Baseline,Target,Current,Status,Score\n"
    private static let small =
        header + """
            o1,,Objective,Fewer letters,Because people wait.,Ana Lund,Permits,2026-Q4,,,,,,,on track,
            k1,o1,Key Results,Letters rewritten,,ben@wexholm.example,,2026-Q4,,,letters,0,90,45,,
            k2,o1,KR,Form is live,,,,2026-Q4,,,,,,,done,
            k3,o1,key result,People understand,,Kim,,2026-Q4,,,,,,,,0.7
            i1,k1,initiative,Read aloud,,Kim,,2026-Q4,,2026-12-01,,,,,in progress,

            """

    @Test(arguments: Engine.tested)
    func `goals, key results of every kind and initiatives come in`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let report = try await app.importTables(["goals.csv": Self.small])
            #expect(report.errors.isEmpty, "\(report.errors)")
            #expect(report.created == [.people: 1, .cycles: 1, .goals: 1, .keyResults: 3, .initiatives: 1])
            #expect(report.placeholders == ["Kim"])
            let goal = try #require(try await app.importedGoal("o1"))
            #expect(goal.title == "Fewer letters" && goal.why == "Because people wait." && goal.stage == .committed)
            #expect(goal.ownerID == app.id(.ana) && goal.teamID == app.scene.permits && goal.visibility == .workspace)
            #expect(goal.startsOn.iso == "2026-10-01" && goal.dueOn.iso == "2026-12-31" && goal.sourceStatus == "on track")
            #expect(goal.keyResultCount == 3 && goal.initiativeCount == 1)
            let keyResults = try await app.importedKeyResults()
            let (number, done, score) = (keyResults["k1"]!, keyResults["k2"]!, keyResults["k3"]!)
            #expect(
                number.kind == .number && number.target == 90 && number.value == 45 && number.unit == "letters"
                    && number.ownerID == app.id(.ben))
            #expect(done.kind == .done && done.value == 1 && done.sourceStatus == "done")
            #expect(
                score.kind == .number && score.baseline == 0 && score.target == 1 && score.value == 0.7 && score.sourceScore == "0.7"
                    && score.decimals == 1)
            #expect(abs(goal.progress! - (0.5 + 1 + 0.7) / 3) < 1e-9)
            let initiative = try await app.read { [id = app.scene.wexholm.id] db in
                try db.initiatives(in: id, where: "initiative.source_id = 'i1'")
            }[0]
            #expect(initiative.keyResultID == number.id && initiative.status == .doing && initiative.dueOn?.iso == "2026-12-01")
            try await app.expectStandingsAreRebuilt()
        }
    }

    @Test(arguments: Engine.tested)
    func `the same files again change nothing; another word changes that row, with a line of history`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.importTables(["goals.csv": Self.small])
            let before = try await app.everything()
            let again = try await app.importTables(["goals.csv": Self.small])
            #expect(again.isEmpty && again.errors.isEmpty && again.rows.allSatisfy { $0.outcome == .unchanged })
            #expect(try await app.everything() == before)
            let changed = Self.small.replacing("Fewer letters", with: "Fewer and better letters").replacing(",0,90,45", with: ",0,80,45")
            let report = try await app.importTables(["goals.csv": changed])
            #expect(report.created.isEmpty && report.updated == [.goals: 1, .keyResults: 1])
            let events = try await app.read { [id = app.scene.wexholm.id] db in
                try db.rows("SELECT kind FROM event WHERE workspace_id = \(id) AND reason = 'Import' ORDER BY kind").map {
                    try $0.first(as: String.self)
                }
            }
            #expect(events == ["goal edited", "key result edited"])
            try await app.expectStandingsAreRebuilt()
        }
    }

    @Test(arguments: Engine.tested)
    func `a dry run says the same and writes nothing`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let before = try await app.everything()
            var trial = try await app.importTables(["goals.csv": Self.small], dryRun: true)
            #expect(trial.isDryRun)
            #expect(try await app.everything() == before)
            let real = try await app.importTables(["goals.csv": Self.small])
            trial.isDryRun = false
            #expect(trial == real)
        }
    }

    @Test(arguments: Engine.tested)
    func `rows may stand in any order and any depth`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let rows = (1...60).map { "g\($0),\($0 == 1 ? "" : "g\($0 - 1)"),goal,Level \($0),,,,,,,,,,,,\n" }
            let report = try await app.importTables(["goals.csv": Self.header + rows.reversed().joined()])
            #expect(report.errors.isEmpty && report.created == [.goals: 60])
            let top = try #require(try await app.importedGoal("g1"))
            let last = try #require(try await app.importedGoal("g60"))
            #expect(top.childCount == 1 && top.parentCount == 0 && last.parentCount == 1 && last.childCount == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a key result with key results below becomes a goal; one on its own as well`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let table =
                Self.header + """
                    o,,objective,Top,,,,,,,,,,,,
                    k,o,key result,Three guides,,,,,,,guides,0,3,1,,
                    k1,k,key result,First guide,,,,,,,,,,,,
                    i,k,initiative,Write it,,,,,,,,,,,,
                    lone,,key result,Nobody above,,,,,,,,,,,,0.4

                    """
            let report = try await app.importTables(["goals.csv": table])
            #expect(report.errors.isEmpty && report.created == [.goals: 3, .keyResults: 3, .initiatives: 1])
            #expect(report.warnings.contains { $0.place.line == 3 } && report.warnings.contains { $0.place.line == 6 })
            let guides = try #require(try await app.importedGoal("k"))
            #expect(guides.title == "Three guides" && guides.parentCount == 1 && guides.keyResultCount == 2)
            let inner = try await app.importedKeyResults()
            #expect(inner["k"]?.goalID == guides.id && inner["k"]?.target == 3 && inner["lone"]?.value == 0.4)
            #expect(try await app.importTables(["goals.csv": table]).isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `a row that is not understood stops everything, unless it is to be left out`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let table =
                Self.header + """
                    a,,goal,Good,,,,,,,,,,,,
                    b,,theme,Unknown type,,,,,,,,,,,,
                    c,b,goal,Below a bad one,,,,,,,,,,,,
                    d,nowhere,goal,No parent,,,,,,,,,,,,
                    e,f,goal,Round,,,,,,,,,,,,
                    f,e,goal,and round,,,,,,,,,,,,
                    g,,goal,\(String(repeating: "x", count: 501)),,,,,,,,,,,,
                    h,,goal,Ambiguous,,,,,04/05/2026,,,,,,,
                    a,,goal,Twice,,,,,,,,,,,,
                    ,,goal,No id,,,,,,,,,,,,
                    k,a,key result,No number,,,,,,,,many,3,,,
                    i,,initiative,Belongs to nothing,,,,,,,,,,,,
                    j,j,goal,Itself,,,,,,,,,,,,
                    l,,goal,Ends early,,,,,2026-12-01,2026-11-01,,,,,,

                    """
            let before = try await app.everything()
            let report = try await app.importTables(["goals.csv": table])
            #expect(Set(report.errors.map(\.place.line)) == Set(3...15), "\(report.errors.map(\.place.line))")
            #expect(report.errors.count == 13, "\(report.errors.map { "\($0.place.line) \($0.words.key)" })")
            #expect(try await app.everything() == before)
            let named = table.replacing("l,,goal,Ends early,,,,", with: "l,,goal,Ends early,,Nobody Known,New Team,Spring")
            let odd = "m,,goal,Odd number,,Nobody Either,,,,,,,many,,,\n"
            let skipped = try await app.importTables(["goals.csv": named + odd], skippingBadRows: true)
            // What only the bad rows name is not made either.
            #expect(skipped.created == [.goals: 1] && skipped.errors.count == 14 && skipped.placeholders.isEmpty)
            #expect(try await app.importedGoal("a")?.title == "Good")
        }
    }

    @Test(arguments: Engine.tested)
    func `columns may be unknown, rows short or long, and the report names them`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let report = try await app.importTables([
                "g.csv": "\u{feff}Title;ID;type;Mood;PARENT ID\r\nShort;1;goal\r\nLong;2;Goal;fine;1;more\r\n"
            ])
            #expect(report.errors.isEmpty && report.created == [.goals: 2])
            #expect(
                report.warnings.map(\.words) == [
                    "The column “\("Mood")” is not known here and was left out.",
                    "This row has \(3) cells, the header \(5). The missing ones are taken as empty.",
                    "This row has \(6) cells, the header \(5). What is beyond was left out.",
                ])
            #expect(try await app.importedGoal("2")?.parentCount == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `people, teams and cycles are found by name or made`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let table =
                Self.header + """
                    1,,goal,One,,"ana lund, Ben Okafor",permits,Autumn 2026,,,,,,,,
                    2,,goal,Two,,Zoe Brandt <zoe@example.org>,Letters,FY27,,,,,,,,
                    3,,goal,Three,,zoe@example.org,Letters,Someday,2026-03-01,2026-05-31,,,,,,
                    4,,goal,Four,,Gus Moreau,,2027-Q1,,,,,,,,
                    5,,goal,Five,,Sales (North & South),,,,,,,,,,

                    """
            let report = try await app.importTables(["goals.csv": table])
            #expect(report.errors.isEmpty && report.created == [.people: 2, .teams: 1, .cycles: 3, .goals: 5])
            #expect(report.placeholders == ["Zoe Brandt <zoe@example.org>", "Sales (North & South)"])
            let one = try #require(try await app.importedGoal("1"))
            #expect(one.cycleID == app.scene.autumn && one.ownerID == app.id(.ana))
            #expect(report.warnings.count == 4, "\(report.warnings.map(\.words.key))")
            let four = try #require(try await app.importedGoal("4"))
            #expect(four.stage == .draft && four.ownerID == nil && four.startsOn.iso == "2027-01-01")
            let cycles = try await app.read { [id = app.scene.wexholm.id] db in
                try db.rows("SELECT name, starts_on, ends_on, stage FROM cycle WHERE workspace_id = \(id) ORDER BY name").map { row in
                    var columns = row.columns
                    return
                        "\(try columns.next(String.self)) \(try columns.next(String.self)) \(try columns.next(String.self)) \(try columns.next(String.self))"
                }
            }
            #expect(
                cycles == [
                    "2027-Q1 2027-01-01 2027-03-31 drafting", "Autumn 2026 2026-10-05 2026-12-18 active",
                    "FY27 2026-10-01 2026-12-31 active",
                    "Someday 2026-03-01 2026-05-31 closing",
                ])
        }
    }

    @Test(arguments: Engine.tested)
    func `sources that number their rows alike do not overwrite each other`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let one = Self.header + (1...4).map { "n\($0),,goal,Apples \($0),,,,,,,,,,,,\n" }.joined()
            let two = Self.header + (1...4).map { "n\($0),\($0 == 1 ? "" : "n1"),goal,Pears \($0),,,,,,,,,,,,\n" }.joined()
            #expect(try await app.importTables(["apples.csv": one]).created == [.goals: 4])
            let pears = try await app.importTables(["pears.csv": two])
            #expect(pears.created == [.goals: 4] && pears.updated.isEmpty && pears.warnings.count == 1)
            #expect(try await app.importedGoal("n2")?.title == "Apples 2")
            #expect(try await app.importedGoal("pears/n2")?.title == "Pears 2")
            for (name, table) in [("apples.csv", one), ("pears.csv", two)] { #expect(try await app.importTables([name: table]).isEmpty) }
            #expect(try await app.importTables(["apples.csv": one, "pears.csv": two]).isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `hostile text stays text`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let title = "<script>alert(1)</script> '; DROP TABLE goal; -- \u{202E}😀"
            let report = try await app.importTables(["<b>.csv": Self.header + "x,,goal,\"\(title)\",,\"<img src=x>\",,,,,,,,,,\n"])
            #expect(report.errors.isEmpty)
            #expect(try await app.importedGoal("x")?.title == title)
            let page = try await app.get("/wexholm/goals", as: .ana)
            #expect(!page.body.contains("<script>alert") && page.body.contains("&lt;script&gt;alert"))
        }
    }

    @Test(arguments: Engine.tested)
    func `an admin's import leaves what is private as it is`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.importTables(["goals.csv": Self.small])
            try await app.write { db in try db.run("UPDATE goal SET visibility = 'private' WHERE source_id = 'o1'") }
            let changed = Self.small.replacing("Fewer letters", with: "Mine now").replacing("Letters rewritten", with: "Mine too")
            let report = try await app.importTables(["goals.csv": changed], by: .dana)
            #expect(report.isEmpty && report.errors.isEmpty && report.warnings.count >= 2)
            #expect(try await app.importedGoal("o1")?.title == "Fewer letters")
        }
    }
}

extension TestApp {
    /// Imports tables as the operator, or as one of the cast.
    func importTables(_ tables: [String: String], dryRun: Bool = false, skippingBadRows: Bool = false, by member: Cast? = nil) async throws
        -> ImportReport
    {
        let files = tables.sorted { $0.key < $1.key }.map { ImportFile(name: $0.key, bytes: Array($0.value.utf8)) }
        var viewer = try await read { [scene] db in try db.operatorViewer(of: scene.wexholm) }
        if let member {
            viewer = try await read { [scene] db in
                try db.viewers(of: scene.accounts[member]!).first { $0.workspace.id == scene.wexholm.id }!
            }
        }
        return try await Imports(cairn: cairn).run(
            files, dryRun: dryRun, skippingBadRows: skippingBadRows, by: viewer, actor: member.map { id($0) })
    }

    func importedGoal(_ sourceID: String) async throws -> Goal? {
        try await read { [scene] db in
            try db.row(
                "SELECT \(sql: goalColumns) FROM goal WHERE goal.workspace_id = \(scene.wexholm.id) AND goal.source_id = \(sourceID)"
            ).map { row in
                var columns = row.columns
                return try Goal(&columns)
            }
        }
    }

    func importedKeyResults() async throws -> [String: KeyResult] {
        let found = try await read { [scene] db in try db.keyResults(in: scene.wexholm.id, where: "key_result.source_id IS NOT NULL") }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.sourceID!, $0) })
    }

    /// The whole workspace, to see whether anything has changed.
    func everything() async throws -> [UInt8] { try await Exports(cairn: cairn).everything(of: scene.wexholm.id) }

    /// Stored counts and standings are what reckoning all of them anew would give.
    func expectStandingsAreRebuilt(of workspace: Workspace? = nil) async throws {
        let workspace = workspace ?? scene.wexholm
        let now = cairn.now
        let (stored, rebuilt) = try await write { db in
            let stored = try db.standingsForTest(workspace.id)
            try db.recount(workspace.id)
            try Standings(db, workspace, at: now).refresh(try StandingSet(db, workspace.id).childrenFirst())
            return (stored, try db.standingsForTest(workspace.id))
        }
        #expect(stored == rebuilt)
    }
}

extension Connection {
    func standingsForTest(_ workspace: ID<Workspace>) throws -> [[Value]] {
        try rows(
            """
            SELECT id, progress, plan, status, worst_status, worst_id, confidence, last_check_in_at, check_in_count, comment_count,
                key_result_count, child_count, parent_count, initiative_count FROM goal WHERE workspace_id = \(workspace) ORDER BY id
            """
        ).map(\.values)
    }
}
