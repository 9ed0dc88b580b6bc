import Database
import Domain

let teamColumns: SQL = "team.id, team.parent_id, team.name, team.purpose, team.lead_id, team.version"

extension Team {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), parentID: try columns.next(), name: try columns.next(), purpose: try columns.next(),
            leadID: try columns.next(), version: try columns.next())
    }
}

extension Connection {
    func team(_ id: ID<Team>, for viewer: Viewer) throws -> Team {
        let found = try row("SELECT \(sql: teamColumns) FROM team WHERE workspace_id = \(viewer.workspace.id) AND id = \(id)")
        guard var columns = found?.columns else { throw AppError.notFound }
        return try Team(&columns)
    }

    /// Every team of the workspace, by name.
    func teams(in workspace: ID<Workspace>) throws -> [Team] {
        try rows("SELECT \(sql: teamColumns) FROM team WHERE workspace_id = \(workspace) ORDER BY folded, id").map { row in
            var columns = row.columns
            return try Team(&columns)
        }
    }

    /// The teams a person is on or leads, by name.
    func teams(of person: ID<Person>, for viewer: Viewer) throws -> [Team] {
        let found = try rows(
            """
            SELECT \(sql: teamColumns) FROM team WHERE workspace_id = \(viewer.workspace.id) AND (lead_id = \(person)
                OR id IN (SELECT team_id FROM membership WHERE workspace_id = \(viewer.workspace.id) AND person_id = \(person)))
            ORDER BY folded, id
            """)
        return try found.map { row in
            var columns = row.columns
            return try Team(&columns)
        }
    }

    /// How many people are on each team, its lead included.
    func peopleCounts(in workspace: ID<Workspace>) throws -> [ID<Team>: Int] {
        try counts(
            """
            SELECT team_id, COUNT(*) FROM (
                SELECT team_id, person_id FROM membership WHERE workspace_id = \(workspace)
                UNION SELECT id, lead_id FROM team WHERE workspace_id = \(workspace) AND lead_id IS NOT NULL) AS everyone
            JOIN person ON person.workspace_id = \(workspace) AND person.id = everyone.person_id
            WHERE person.state <> 'deactivated' GROUP BY team_id
            """)
    }

    /// How many open goals each team has that the viewer may see.
    func goalCounts(for viewer: Viewer) throws -> [ID<Team>: Int] {
        try counts(
            """
            SELECT team_id, COUNT(*) FROM goal WHERE workspace_id = \(viewer.workspace.id) AND team_id IS NOT NULL AND stage <> 'closed'
                AND \(sql: viewer.seesGoal) GROUP BY team_id
            """)
    }

    private func counts(_ sql: SQL) throws -> [ID<Team>: Int] {
        try rows(sql).reduce(into: [:]) { counts, row in
            var columns = row.columns
            counts[try columns.next()] = try columns.next(Int.self)
        }
    }

    /// The people of a team, by name; those who left stay away.
    func members(of team: ID<Team>, in workspace: ID<Workspace>) throws -> [Person] {
        let found = try rows(
            """
            SELECT \(sql: personColumns) FROM membership
            JOIN person ON person.workspace_id = membership.workspace_id AND person.id = membership.person_id
            WHERE membership.workspace_id = \(workspace) AND membership.team_id = \(team) AND person.state <> 'deactivated'
            ORDER BY person.folded, person.id
            """)
        return try found.map { row in
            var columns = row.columns
            return try Person(&columns)
        }
    }

    func insertOnce(_ team: Team, in workspace: ID<Workspace>, at now: Moment) throws -> Bool {
        try run(
            """
            INSERT INTO team (workspace_id, id, parent_id, name, purpose, lead_id, folded, created_at)
            VALUES (\(workspace), \(team.id), \(team.parentID), \(team.name), \(team.purpose), \(team.leadID), \(fold(team.name)), \(now))
            ON CONFLICT DO NOTHING
            """) > 0
    }

    func update(_ team: Team, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE team SET parent_id = \(team.parentID), name = \(team.name), purpose = \(team.purpose), lead_id = \(team.leadID),
                folded = \(fold(team.name)), version = \(team.version) WHERE workspace_id = \(workspace) AND id = \(team.id)
            """)
    }

    func deleteTeam(_ id: ID<Team>, in workspace: ID<Workspace>) throws {
        try run("UPDATE invitation SET team_id = NULL WHERE workspace_id = \(workspace) AND team_id = \(id)")
        try run("DELETE FROM team WHERE workspace_id = \(workspace) AND id = \(id)")
    }

    func insertMembership(_ person: ID<Person>, in team: ID<Team>, of workspace: ID<Workspace>, at now: Moment) throws -> Bool {
        try run(
            """
            INSERT INTO membership (workspace_id, team_id, person_id, created_at) VALUES (\(workspace), \(team), \(person), \(now))
            ON CONFLICT DO NOTHING
            """) > 0
    }

    func deleteMembership(_ person: ID<Person>, in team: ID<Team>, of workspace: ID<Workspace>) throws -> Bool {
        try run("DELETE FROM membership WHERE workspace_id = \(workspace) AND team_id = \(team) AND person_id = \(person)") > 0
    }

    /// Pages that show the team, and the memory of who is on it.
    func notifyTeam(_ team: ID<Team>, in workspace: ID<Workspace>) {
        notify("\(workspace)/team:\(team)")
        notify("\(workspace)/workspace")
        notify("\(workspace)/access")
    }
}
