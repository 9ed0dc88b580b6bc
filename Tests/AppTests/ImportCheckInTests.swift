@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

/// Check-ins from tables: told again in their order.
@Suite struct ImportCheckInTests {
    private static let goals = """
        Id,Parent Id,Type,Title,Owner,Cycle,Unit,Baseline,Target,Current
        o,,objective,Shorter waits,Ana Lund,2026-Q4,,,,
        k,o,key result,Days to decision,Ana Lund,2026-Q4,days,94,42,
        p,o,key result,Complete forms,Ana Lund,2026-Q4,,,,
        d,o,key result,Counter is open,Ana Lund,2026-Q4,,,,

        """
    private static let checkIns = """
        Id,Item Id,Date,Value,Confidence %,Author,Note
        3,k,2026-10-29T09:00:00Z,68,55%,Ana Lund,"Slower, but it moves"
        1,k,2026-10-08,94,80,ana@wexholm.example,We start
        2,k,10/15/2026,81,,Kim,
        4,p,2026-10-10,20,,,
        5,p,2026-10-20,35,,Kim,Better
        6,d,2026-10-20,yes,,Kim,
        7,o,2026-10-30,,40,Ana Lund,The whole of it
        8,o,2026-10-31,0.5,,Ana Lund,

        """

    @Test(arguments: Engine.tested)
    func `they freeze what they reported, and the last one is where it stands`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let report = try await app.importTables(["check-ins.csv": Self.checkIns, "goals.csv": Self.goals])
            #expect(report.errors.isEmpty, "\(report.errors.map(\.words.key))")
            #expect(report.created == [.people: 2, .cycles: 1, .goals: 1, .keyResults: 3, .checkIns: 8])
            #expect(report.placeholders == ["Unknown author", "Kim"])
            let keyResults = try await app.importedKeyResults()
            #expect(keyResults["k"]?.value == 68 && keyResults["k"]?.previousValue == 81)
            #expect(
                keyResults["p"]?.target == 100 && keyResults["p"]?.unit == "%" && keyResults["p"]?.value == 35
                    && keyResults["d"]?.value == 1)
            let goal = try #require(try await app.importedGoal("o"))
            #expect(goal.confidence == 40 && goal.checkInCount == 8 && goal.lastCheckInAt?.day(in: .gmt).iso == "2026-10-31")
            let told = try await app.read { [id = app.scene.wexholm.id] db in
                try db.rows(
                    """
                    SELECT check_in.source_id, check_in.progress FROM check_in
                    JOIN event ON event.workspace_id = check_in.workspace_id AND event.subject_id = check_in.id
                        AND event.created_at = check_in.created_at
                    WHERE check_in.workspace_id = \(id) ORDER BY check_in.created_at
                    """
                ).map(\.values)
            }
            #expect(told.map { $0[0] } == ["1", "4", "2", "5", "6", "3", "7", "8"].map { .text($0) })
            #expect(told[0][1] == .real(0))
            #expect(abs(try Double(value: told[7][1]) - (0.5 + 0.35 + 1) / 3) < 1e-9)
            #expect(report.warnings.contains { $0.place.id == "8" } && report.warnings.contains { $0.place.id == "p" })
            try await app.expectStandingsAreRebuilt()
        }
    }

    @Test(arguments: Engine.tested)
    func `again they change only what has changed; later ones can come alone`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.importTables(["goals.csv": Self.goals, "check-ins.csv": Self.checkIns])
            let before = try await app.everything()
            #expect(try await app.importTables(["check-ins.csv": Self.checkIns]).isEmpty)
            #expect(try await app.everything() == before)
            let more = "Id,Item Id,Date,Value\n3,k,2026-10-29T09:00:00Z,66\n9,k,2026-11-04,60\n,k,2026-11-05,58\n"
            let report = try await app.importTables(["more.csv": more])
            #expect(report.errors.isEmpty && report.created == [.checkIns: 2] && report.updated == [.checkIns: 1])
            #expect(try await app.importedKeyResults()["k"]?.value == 58)
            #expect(try await app.importTables(["more.csv": more]).isEmpty)
            try await app.expectStandingsAreRebuilt()
        }
    }

    @Test(arguments: Engine.tested)
    func `what cannot be is refused row by row`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let table = """
                Id,Item Id,Date,Value,Confidence %,Author,Note
                1,nowhere,2026-10-08,1,,,
                2,,2026-10-08,1,,,
                3,k,,1,,,
                4,k,2027-01-01,1,,,
                5,k,04/05/2026,1,,,
                6,k,2026-10-08,lots,,,
                7,k,2026-10-08,1,120,,
                8,k,2026-10-08,,,,
                9,k,2026-10-08,50,,,
                9,k,2026-10-09,51,,,

                """
            let report = try await app.importTables(["goals.csv": Self.goals, "check-ins.csv": table])
            #expect(
                Set(report.errors.map(\.place.line)) == [2, 3, 4, 5, 6, 7, 8, 9, 11],
                "\(report.errors.map { "\($0.place.line) \($0.words.key)" })")
            #expect(try await app.importedGoal("o") == nil)
            let skipped = try await app.importTables(["goals.csv": Self.goals, "check-ins.csv": table], skippingBadRows: true)
            #expect(skipped.created[.checkIns] == 1)
        }
    }
}
