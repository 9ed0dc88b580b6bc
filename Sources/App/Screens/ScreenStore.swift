import Database
import Domain

private let screenColumns: SQL = """
    screen.id, screen.name, screen.team_id, screen.cycle_id, screen.created_by, screen.created_at, screen.shown_at
    """

extension Screen {
    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), name: try columns.next(), teamID: try columns.next(), cycleID: try columns.next(),
            createdBy: try columns.next(), createdAt: try columns.next(), shownAt: try columns.next())
    }
}

/// A screen with the names behind its ids.
struct ScreenRow: Sendable {
    var screen: Screen
    var team: String?
    var cycle: String?
    var madeBy: String
}

extension Connection {
    /// The screens a person may end, the newest first.
    func screens(for viewer: Viewer) throws -> [ScreenRow] {
        try screens(viewer.isAdmin ? "1 = 1" : "screen.created_by = \(viewer.id)", in: viewer.workspace.id)
    }

    func screen(_ id: ID<Screen>, for viewer: Viewer) throws -> ScreenRow {
        guard let row = try screens("screen.id = \(id)", in: viewer.workspace.id).first, row.screen.mayRevoke(by: viewer).isGranted else {
            throw AppError.notFound
        }
        return row
    }

    private func screens(_ condition: SQL, in workspace: ID<Workspace>) throws -> [ScreenRow] {
        let found = try rows(
            """
            SELECT \(sql: screenColumns), team.name, cycle.name, person.name FROM screen
                LEFT JOIN team ON team.workspace_id = screen.workspace_id AND team.id = screen.team_id
                LEFT JOIN cycle ON cycle.workspace_id = screen.workspace_id AND cycle.id = screen.cycle_id
                JOIN person ON person.workspace_id = screen.workspace_id AND person.id = screen.created_by
            WHERE screen.workspace_id = \(workspace) AND \(sql: condition) ORDER BY screen.id DESC LIMIT 500
            """)
        return try found.map { row in
            var columns = row.columns
            return ScreenRow(
                screen: try Screen(&columns), team: try columns.next(), cycle: try columns.next(), madeBy: try columns.next())
        }
    }

    /// The screen with this hash and its workspace; nil where the link was ended or never was.
    func screen(hash: String) throws -> (Screen, Workspace)? {
        let found = try row("SELECT \(sql: screenColumns), screen.workspace_id FROM screen WHERE screen.hash = \(hash)")
        guard var columns = found?.columns else { return nil }
        let screen = try Screen(&columns)
        return (screen, try workspace(try columns.next()))
    }

    func insert(_ screen: Screen, hash: String, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO screen (workspace_id, id, name, team_id, cycle_id, hash, created_by, created_at)
            VALUES (\(workspace), \(screen.id), \(screen.name), \(screen.teamID), \(screen.cycleID), \(hash), \(screen.createdBy),
                \(screen.createdAt))
            """)
    }

    func noteShown(_ screen: ID<Screen>, in workspace: ID<Workspace>, at now: Moment) throws {
        try run("UPDATE screen SET shown_at = \(now) WHERE workspace_id = \(workspace) AND id = \(screen)")
    }

    func delete(_ screen: ID<Screen>, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM screen WHERE workspace_id = \(workspace) AND id = \(screen)")
        notify("\(workspace)/access")
    }
}
