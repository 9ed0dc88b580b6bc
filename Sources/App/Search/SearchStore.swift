import Database
import Domain

/// How many of the newest check-ins and comments are looked through: beyond that, a search would be slower than people think.
private let newestCheckIns = 20_000
private let newestComments = 10_000

extension Query {
    /// The condition that a folded text has all the words. What people type is never a pattern. A single letter stands nearly everywhere, so it
    /// is looked for where words begin.
    func matches(_ column: SQL) -> SQL {
        SQL(joining: words.map { word in word.count == 1 ? begins(column, with: word) : has(column, word) }, by: " AND ")
    }

    private func has(_ column: SQL, _ word: String) -> SQL { "\(sql: column) LIKE \("%" + escaped(word) + "%") ESCAPE '!'" }

    private func begins(_ column: SQL, with letter: String) -> SQL {
        "(\(sql: column) LIKE \(escaped(letter) + "%") ESCAPE '!' OR \(sql: column) LIKE \("% " + escaped(letter) + "%") ESCAPE '!')"
    }

    func begins(_ column: SQL) -> SQL { "\(sql: column) LIKE \(escaped(folded) + "%") ESCAPE '!'" }

    /// Title and text are folded together with a line break between; so this says that the title has all the words.
    fileprivate func matchesFirstLine(_ column: SQL) -> SQL {
        SQL(joining: words.map { word in "\(sql: column) LIKE \("%" + escaped(word) + "%\n%") ESCAPE '!'" as SQL }, by: " AND ")
    }

    fileprivate func escaped(_ text: String) -> String {
        text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
    }
}

extension Connection {
    /// What is found of one kind, best first, one more than is shown.
    func hits(_ kind: Hit.Kind, _ query: Query, _ size: Search.Size, for viewer: Viewer) throws -> [Hit] {
        let limit = size.most(kind) + 1
        switch kind {
        case .goal: return try goalHits(query, for: viewer, limit)
        case .keyResult: return try keyResultHits(query, for: viewer, limit)
        case .person: return try personHits(query, for: viewer, limit)
        case .team: return try teamHits(query, for: viewer, limit)
        case .checkIn: return try checkInHits(query, for: viewer, limit)
        case .comment: return try commentHits(query, for: viewer, limit)
        }
    }

    private func goalHits(_ query: Query, for viewer: Viewer, _ limit: Int) throws -> [Hit] {
        let found = try rows(
            """
            SELECT goal.id, goal.title, goal.why, goal.stage, goal.status, team.name
            FROM goal LEFT JOIN team ON team.workspace_id = goal.workspace_id AND team.id = goal.team_id
            WHERE goal.workspace_id = \(viewer.workspace.id) AND \(sql: query.matches("goal.folded")) AND \(sql: viewer.seesGoal)
            ORDER BY CASE WHEN \(sql: query.begins("goal.folded")) THEN 0 WHEN \(sql: query.matchesFirstLine("goal.folded")) THEN 1 ELSE 2 END,
                CASE WHEN goal.stage = 'closed' THEN 1 ELSE 0 END, goal.id DESC LIMIT \(limit)
            """)
        let hits = try found.map { row in
            var columns = row.columns
            let id: ID<Goal> = try columns.next()
            let (title, why): (String, String) = (try columns.next(), try columns.next())
            let isClosed = try columns.next(Goal.Stage.self) == .closed
            let isTitle = query.rank(of: title) < 2
            return Hit(
                kind: .goal, id: id.text, title: title, goalID: id, status: try columns.next(), isClosed: isClosed,
                place: try columns.next(),
                excerpt: isTitle ? "" : query.excerpt(of: why))
        }
        return best(hits, query)
    }

    /// A text of several lines can look like a title to the statement; this puts it right.
    private func best(_ hits: [Hit], _ query: Query) -> [Hit] {
        hits.enumerated().sorted { left, right in
            (query.rank(of: left.element.title), left.element.isClosed ? 1 : 0, left.offset)
                < (query.rank(of: right.element.title), right.element.isClosed ? 1 : 0, right.offset)
        }.map(\.element)
    }

    private func keyResultHits(_ query: Query, for viewer: Viewer, _ limit: Int) throws -> [Hit] {
        let found = try rows(
            """
            SELECT key_result.id, key_result.title, goal.id, goal.title, goal.stage FROM key_result CROSS JOIN goal
            WHERE key_result.workspace_id = \(viewer.workspace.id) AND \(sql: query.matches("key_result.folded"))
                AND goal.workspace_id = key_result.workspace_id AND goal.id = key_result.goal_id AND \(sql: viewer.seesGoal)
            ORDER BY CASE WHEN \(sql: query.begins("key_result.folded")) THEN 0 ELSE 1 END, CASE WHEN goal.stage = 'closed' THEN 1 ELSE 0 END,
                key_result.id DESC LIMIT \(limit)
            """)
        return try found.map { row in
            var columns = row.columns
            let (id, title): (String, String) = (try columns.next(), try columns.next())
            let (goal, place): (ID<Goal>, String) = (try columns.next(), try columns.next())
            return Hit(
                kind: .keyResult, id: id, title: title, goalID: goal, isClosed: try columns.next(Goal.Stage.self) == .closed, place: place)
        }
    }

    private func personHits(_ query: Query, for viewer: Viewer, _ limit: Int) throws -> [Hit] {
        let found = try rows(
            """
            SELECT person.id, person.name FROM person
            WHERE person.workspace_id = \(viewer.workspace.id) AND person.state <> 'deactivated' AND \(sql: query.matches("person.folded"))
            ORDER BY CASE WHEN \(sql: query.begins("person.folded")) THEN 0 ELSE 1 END, person.folded, person.id LIMIT \(limit)
            """)
        return try found.map { row in
            var columns = row.columns
            return Hit(kind: .person, id: try columns.next(), title: try columns.next())
        }
    }

    private func teamHits(_ query: Query, for viewer: Viewer, _ limit: Int) throws -> [Hit] {
        let found = try rows(
            """
            SELECT team.id, team.name, above.name FROM team
            LEFT JOIN team AS above ON above.workspace_id = team.workspace_id AND above.id = team.parent_id
            WHERE team.workspace_id = \(viewer.workspace.id) AND \(sql: query.matches("team.folded"))
            ORDER BY CASE WHEN \(sql: query.begins("team.folded")) THEN 0 ELSE 1 END, team.folded, team.id LIMIT \(limit)
            """)
        return try found.map { row in
            var columns = row.columns
            return Hit(kind: .team, id: try columns.next(), title: try columns.next(), place: try columns.next())
        }
    }

    private func checkInHits(_ query: Query, for viewer: Viewer, _ limit: Int) throws -> [Hit] {
        let found = try rows(
            """
            SELECT check_in.id, goal.id, goal.title, goal.stage, check_in.status, person.name, check_in.created_at,
                check_in.changed, check_in.surprised, check_in.users_need, check_in.we_need
            FROM check_in CROSS JOIN goal
                JOIN person ON person.workspace_id = check_in.workspace_id AND person.id = check_in.author_id
            WHERE check_in.workspace_id = \(viewer.workspace.id) AND check_in.id > \(sql: oldest("check_in", in: viewer.workspace.id, of: newestCheckIns))
                AND \(sql: query.matches("check_in.folded"))
                AND goal.workspace_id = check_in.workspace_id AND goal.id = check_in.goal_id AND \(sql: viewer.seesGoal)
            ORDER BY check_in.id DESC LIMIT \(limit)
            """)
        return try found.map { row in
            var columns = row.columns
            let id: String = try columns.next()
            var hit = Hit(kind: .checkIn, id: id, title: "", goalID: try columns.next())
            hit.title = try columns.next()
            hit.isClosed = try columns.next(Goal.Stage.self) == .closed
            hit.status = try columns.next()
            hit.author = try columns.next()
            hit.at = try columns.next()
            let texts: [String] = [try columns.next(), try columns.next(), try columns.next(), try columns.next()]
            hit.excerpt = query.excerpt(of: texts.joined(separator: "\n"))
            return hit
        }
    }

    private func commentHits(_ query: Query, for viewer: Viewer, _ limit: Int) throws -> [Hit] {
        let found = try rows(
            """
            SELECT comment.id, goal.id, goal.title, comment.check_in_id, person.name, comment.created_at, comment.text
            FROM comment CROSS JOIN goal
                JOIN person ON person.workspace_id = comment.workspace_id AND person.id = comment.author_id
            WHERE comment.workspace_id = \(viewer.workspace.id) AND comment.id > \(sql: oldest("comment", in: viewer.workspace.id, of: newestComments))
                AND comment.removed_at IS NULL AND \(sql: query.matches("comment.folded"))
                AND goal.workspace_id = comment.workspace_id AND goal.id = comment.goal_id AND \(sql: viewer.seesGoal)
            ORDER BY comment.id DESC LIMIT \(limit)
            """)
        return try found.map { row in
            var columns = row.columns
            let id: String = try columns.next()
            var hit = Hit(kind: .comment, id: id, title: "", goalID: try columns.next())
            hit.title = try columns.next()
            hit.checkInID = try columns.next()
            hit.author = try columns.next()
            hit.at = try columns.next()
            hit.excerpt = query.excerpt(of: try columns.next())
            return hit
        }
    }

    /// The id below which nothing is looked through.
    private func oldest(_ table: SQL, in workspace: ID<Workspace>, of newest: Int) -> SQL {
        "COALESCE((SELECT id FROM \(sql: table) WHERE workspace_id = \(workspace) ORDER BY id DESC LIMIT 1 OFFSET \(newest)), '')"
    }

    /// Names of people that can be mentioned: those that begin so first, then those with a part that does, then the others.
    func peopleNamed(_ query: Query, in workspace: ID<Workspace>, limit: Int) throws -> [String] {
        let matching: SQL = query.isEmpty ? "1 = 1" : query.matches("folded")
        let found = try rows(
            """
            SELECT name FROM person WHERE workspace_id = \(workspace) AND state <> 'deactivated' AND \(sql: matching)
            ORDER BY CASE WHEN \(sql: query.begins("folded")) THEN 0 WHEN \(sql: query.beginsPart("folded")) THEN 1 ELSE 2 END, folded, id
            LIMIT \(limit)
            """)
        return try found.map { row in try row.first() }
    }
}

extension Query {
    fileprivate func beginsPart(_ column: SQL) -> SQL { "\(sql: column) LIKE \("% " + escaped(folded) + "%") ESCAPE '!'" }
}
