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
