import Database
import Domain

/// A person as the list shows them.
struct PersonRow: Sendable {
    var person: Person
    var teams: [String]
    var lastSeenAt: Moment?
    /// How many open goals they own that the reader may see.
    var goals: Int
}

/// What somebody would hand over.
struct Holdings: Sendable, Equatable {
    var goals = 0
    var keyResults = 0
    var initiatives = 0

    var isEmpty: Bool { goals + keyResults + initiatives == 0 }
}

/// One goal in a short list: what it is called, how it stands.
struct OpenGoal: Sendable {
    var id: ID<Goal>
    var title: String
    var stage: Goal.Stage
    var status: Status
    var progress: Double?
    var owner: (id: ID<Person>, name: String)?
    var cycle: String?
}

extension Connection {
    /// A person of the viewer's workspace.
    func person(_ id: ID<Person>, for viewer: Viewer) throws -> Person {
        let found = try row("SELECT \(sql: personColumns) FROM person WHERE workspace_id = \(viewer.workspace.id) AND id = \(id)")
        guard var columns = found?.columns else { throw AppError.notFound }
        return try Person(&columns)
    }

    /// Everyone in the workspace, by name, with what the viewer may know of them.
    func people(for viewer: Viewer, matching text: String = "") throws -> [PersonRow] {
        let workspace = viewer.workspace.id
        let pattern = "%\(escapedForLike(fold(text)))%"
        let found = try rows(
            """
            SELECT \(sql: personColumns), person.last_seen_at, COALESCE(owned.count, 0) FROM person
            LEFT JOIN (SELECT owner_id, COUNT(*) AS count FROM goal WHERE workspace_id = \(workspace) AND stage <> 'closed'
                AND \(sql: viewer.seesGoal) GROUP BY owner_id) AS owned ON owned.owner_id = person.id
            WHERE person.workspace_id = \(workspace)
                AND (person.folded LIKE \(pattern) ESCAPE '!' OR LOWER(COALESCE(person.email, '')) LIKE \(pattern) ESCAPE '!')
            ORDER BY person.folded, person.id
            """)
        let teams = try teamNames(in: workspace)
        return try found.map { row in
            var columns = row.columns
            let person = try Person(&columns)
            return PersonRow(
                person: person, teams: teams[person.id] ?? [], lastSeenAt: try columns.next(), goals: try columns.next())
        }
    }

    private func teamNames(in workspace: ID<Workspace>) throws -> [ID<Person>: [String]] {
        let found = try rows(
            """
            SELECT membership.person_id, team.name FROM membership
            JOIN team ON team.workspace_id = membership.workspace_id AND team.id = membership.team_id
            WHERE membership.workspace_id = \(workspace) ORDER BY team.folded
            """)
        return try found.reduce(into: [:]) { names, row in
            var columns = row.columns
            names[try columns.next(), default: []].append(try columns.next())
        }
    }

    /// People who can own something or join a team, by name: id and name.
    func peopleToChoose(in workspace: ID<Workspace>) throws -> [Person] {
        let found = try rows(
            "SELECT \(sql: personColumns) FROM person WHERE workspace_id = \(workspace) AND state <> 'deactivated' ORDER BY folded, id")
        return try found.map { row in
            var columns = row.columns
            return try Person(&columns)
        }
    }

    func lastSeen(_ person: ID<Person>, in workspace: ID<Workspace>) throws -> Moment? {
        try one("SELECT last_seen_at FROM person WHERE workspace_id = \(workspace) AND id = \(person)", as: Moment?.self) ?? nil
    }

    func owners(in workspace: ID<Workspace>) throws -> Int {
        try one("SELECT COUNT(*) FROM person WHERE workspace_id = \(workspace) AND role = 'owner' AND state = 'active'") ?? 0
    }

    func update(_ person: Person, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE person SET account_id = \(person.accountID), name = \(person.name), email = \(person.email), role = \(person.role),
                state = \(person.state), folded = \(fold(person.name)), version = version + 1
            WHERE workspace_id = \(workspace) AND id = \(person.id)
            """)
        notifyPerson(person.id, in: workspace)
    }

    /// Inserts the person unless the same form was sent before.
    func insertOnce(_ person: Person, in workspace: ID<Workspace>, at now: Moment) throws -> Bool {
        let count = try run(
            """
            INSERT INTO person (workspace_id, id, account_id, name, email, role, state, folded, created_at)
            VALUES (\(workspace), \(person.id), \(person.accountID), \(person.name), \(person.email), \(person.role), \(person.state),
                \(fold(person.name)), \(now)) ON CONFLICT DO NOTHING
            """)
        if count > 0 { notifyPerson(person.id, in: workspace) }
        return count > 0
    }
}

extension Connection {
    /// The open goals that fit a condition on `goal`, as far as this person may see them; at most 200.
    func openGoals(where condition: SQL, for viewer: Viewer) throws -> [OpenGoal] {
        let found = try rows(
            """
            SELECT goal.id, goal.title, goal.stage, goal.status, goal.progress, goal.owner_id, person.name, cycle.name FROM goal
            LEFT JOIN person ON person.workspace_id = goal.workspace_id AND person.id = goal.owner_id
            LEFT JOIN cycle ON cycle.workspace_id = goal.workspace_id AND cycle.id = goal.cycle_id
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.stage <> 'closed' AND \(sql: condition) AND \(sql: viewer.seesGoal)
            ORDER BY goal.due_on, goal.id LIMIT 200
            """)
        return try found.map { row in
            var columns = row.columns
            var line = OpenGoal(
                id: try columns.next(), title: try columns.next(), stage: try columns.next(), status: try columns.next(),
                progress: try columns.next())
            let (ownerID, ownerName) = (try columns.next(ID<Person>?.self), try columns.next(String?.self))
            line.owner = ownerID.flatMap { id in ownerName.map { (id, $0) } }
            line.cycle = try columns.next()
            return line
        }
    }
}

/// Text that stands for itself in a LIKE pattern with `ESCAPE '!'`.
func escapedForLike(_ text: String) -> String {
    text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
}
