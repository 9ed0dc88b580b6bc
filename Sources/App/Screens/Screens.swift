import Database
import Domain

/// A screen with the secret of its link, which is nowhere else.
struct NewScreen: Made {
    var screen: Screen
    var secret: String
    var madeName: String { screen.id.text }
}

/// What a screen shows: the dashboard as everybody in the workspace sees it; nil where no cycle runs.
struct ScreenView: Sendable {
    var screen: Screen
    var viewer: Viewer
    var dashboard: CycleDashboard?

    /// What it listens to.
    var topics: [String] { ["workspace"] + (dashboard.map { ["cycle:\($0.cycle.id)"] } ?? []) }
}

/// Screens on a wall: made, listed, ended, and shown to whoever holds the link.
struct Screens: Sendable {
    let cairn: Cairn

    func list(for viewer: Viewer) async throws -> [ScreenRow] {
        try Screen.mayMake(by: viewer).check()
        return try await cairn.database.read { db in try db.screens(for: viewer) }
    }

    func screen(_ id: ID<Screen>, for viewer: Viewer) async throws -> ScreenRow {
        try Screen.mayMake(by: viewer).check()
        return try await cairn.database.read { db in try db.screen(id, for: viewer) }
    }

    /// What the form offers: cycles that are not closed, and teams the viewer may show.
    func choices(for viewer: Viewer) async throws -> ScreenChoices {
        try Screen.mayMake(by: viewer).check()
        return try await cairn.database.read { db in
            ScreenChoices(
                cycles: try db.cycles(in: viewer.workspace.id).filter { $0.stage != .closed },
                teams: try db.teams(in: viewer.workspace.id).filter { viewer.isAdmin || viewer.leads.contains($0.id) })
        }
    }

    func make(_ draft: Screen.Draft, by viewer: Viewer, from address: String) async throws -> NewScreen {
        let screen = try Screen.make(draft, id: cairn.newID(), by: viewer, at: cairn.now)
        let secret = newToken()
        let made = try await cairn.database.write { [cairn] db in
            if let team = screen.teamID, (try? db.team(team, for: viewer)) == nil {
                throw AppError.invalid("team_id", "Choose one from the list.")
            }
            if let cycle = screen.cycleID, (try? db.cycle(cycle, in: viewer.workspace.id)) == nil {
                throw AppError.invalid("cycle_id", "Choose one from the list.")
            }
            try db.insert(screen, hash: hash(ofToken: secret), in: viewer.workspace.id)
            try db.audit(.screenMade, by: viewer, object: screen.name, details: ["screen": screen.id.text], from: address, cairn)
            return screen
        }
        return NewScreen(screen: made, secret: secret)
    }

    /// Ends it at once: whatever shows it goes dark within seconds.
    func revoke(_ id: ID<Screen>, by viewer: Viewer, from address: String) async throws {
        try Screen.mayMake(by: viewer).check()
        try await cairn.database.write { [cairn] db in
            let row = try db.screen(id, for: viewer)
            try db.delete(id, in: viewer.workspace.id)
            try db.audit(.screenRevoked, by: viewer, object: row.screen.name, details: ["screen": id.text], from: address, cairn)
        }
    }

    /// What the link shows now.
    func show(_ secret: String) async throws -> ScreenView {
        let now = cairn.now
        let hash = hash(ofToken: secret)
        let view = try await cairn.database.read { db in
            guard let (screen, workspace) = try db.screen(hash: hash) else { throw gone }
            let viewer = screen.viewer(in: workspace)
            let cycle = try screen.cycleID ?? db.currentCycle(for: viewer, today: now.day(in: workspace.zone))?.id
            return ScreenView(
                screen: screen, viewer: viewer,
                dashboard: try cycle.map { try db.dashboard(of: $0, team: screen.teamID, for: viewer, at: now) })
        }
        if view.screen.shownAt.map({ now.seconds(since: $0) > 600 }) ?? true {
            _ = try? await cairn.database.write { db in try db.noteShown(view.screen.id, in: view.viewer.workspace.id, at: now) }
        }
        return view
    }

    /// Whether the link still works.
    func works(_ secret: String) async throws -> Bool {
        let hash = hash(ofToken: secret)
        return try await cairn.database.read { db in try db.screen(hash: hash) != nil }
    }
}

struct ScreenChoices: Sendable {
    var cycles: [Cycle]
    var teams: [Team]
}

private let gone = AppError.gone("This screen was ended. Whoever looks after it makes a new link.")
