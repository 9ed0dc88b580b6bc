import Database
import Domain
import Synchronization

extension Cairn {
    /// What the frame shows for this person; kept in memory until anything in the workspace changes.
    func navigation(for viewer: Viewer) async throws -> Navigation {
        let today = now.day(in: viewer.workspace.zone)
        let mark = "\(changes.mark(of: viewer.workspace.id)) \(today)"
        if let known = navigations.find(viewer.id.text, mark) { return known }
        let made = try await database.read { db in try db.navigation(for: viewer, today: today) }
        navigations.keep(made, viewer.id.text, mark)
        return made
    }
}

/// The frames made lately, each with the state of the workspace it was made from.
final class NavigationCache: Sendable {
    private let known = Mutex<[String: (mark: String, navigation: Navigation)]>([:])

    func find(_ person: String, _ mark: String) -> Navigation? {
        known.withLock { known in known[person].flatMap { $0.mark == mark ? $0.navigation : nil } }
    }

    func keep(_ navigation: Navigation, _ person: String, _ mark: String) {
        known.withLock { known in
            if known.count >= 5000 { known.removeAll(keepingCapacity: true) }
            known[person] = (mark, navigation)
        }
    }
}

extension Connection {
    /// How much waits for this person, and the cycle that runs.
    func navigation(for viewer: Viewer, today: Day) throws -> Navigation {
        Navigation(waiting: try waiting(for: viewer, today: today).count, cycle: try currentCycle(for: viewer, today: today))
    }

    /// The cycle that the goals of this person's teams are in; of several, or of none such, the one that ends first and has not ended.
    func currentCycle(for viewer: Viewer, today: Day) throws -> Cycle? {
        let teams: SQL =
            viewer.teams.isEmpty
            ? "1 = 0"
            : """
            EXISTS (SELECT 1 FROM goal WHERE goal.workspace_id = cycle.workspace_id AND goal.cycle_id = cycle.id AND goal.stage <> 'closed'
                AND goal.team_id IN (\(list: viewer.teams.sorted())))
            """
        let found = try row(
            """
            SELECT \(sql: cycleColumns) FROM cycle
            WHERE cycle.workspace_id = \(viewer.workspace.id) AND cycle.stage IN ('active', 'closing')
            ORDER BY CASE WHEN cycle.ends_on >= \(today) THEN 0 ELSE 1 END, CASE WHEN \(sql: teams) THEN 0 ELSE 1 END, cycle.ends_on, cycle.id LIMIT 1
            """)
        guard var columns = found?.columns else { return nil }
        return try Cycle(&columns)
    }
}
