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
    /// How much waits for this person, and the cycle that runs: of several the one that ends first.
    func navigation(for viewer: Viewer, today: Day) throws -> Navigation {
        Navigation(waiting: try waiting(for: viewer, today: today).count, cycle: try currentCycle(in: viewer.workspace.id, today: today))
    }

    func currentCycle(in workspace: ID<Workspace>, today: Day) throws -> Cycle? {
        let found = try row(
            """
            SELECT id, name, purpose, starts_on, ends_on, stage, version, created_at FROM cycle
            WHERE workspace_id = \(workspace) AND stage IN ('active', 'closing') ORDER BY CASE WHEN ends_on >= \(today) THEN 0 ELSE 1 END, ends_on, id LIMIT 1
            """)
        guard var columns = found?.columns else { return nil }
        return Cycle(
            id: try columns.next(), name: try columns.next(), purpose: try columns.next(), startsOn: try columns.next(),
            endsOn: try columns.next(), stage: try columns.next(), version: try columns.next(), createdAt: try columns.next())
    }
}
