import Database
import Domain

/// A check-in as the API answers it, with the values that it froze.
struct CheckInRecord: Sendable {
    var goalID: ID<Goal>
    var row: CheckInRow
    var values: [(keyResult: ID<KeyResult>, value: Double)] = []

    /// Where a list goes on behind it: newest first, whatever the order of ids.
    var cursor: String { "\(row.createdAt.milliseconds)-\(row.id)" }
}

extension CheckInRecord {
    /// One that was just written, without reading it back.
    init(_ checkIn: CheckIn, by author: Person) {
        goalID = checkIn.goalID
        row = CheckInRow(
            id: checkIn.id, authorID: author.id, author: author.name, confidence: checkIn.confidence, changed: checkIn.changed,
            surprised: checkIn.surprised, usersNeed: checkIn.usersNeed, weNeed: checkIn.weNeed, progress: checkIn.progress,
            status: checkIn.status, commentCount: checkIn.commentCount, createdAt: checkIn.createdAt)
        values = checkIn.values.sorted { $0.key < $1.key }.map { (keyResult: $0.key, value: $0.value) }
    }
}

/// Which check-ins are asked for.
struct CheckInFilter: Sendable {
    var goal: ID<Goal>?
    var author: ID<Person>?
    var cycle: ID<Cycle>?
    var team: ID<Team>?
    var since: Moment?
    var after: (at: Moment, id: ID<CheckIn>)?
}

extension Connection {
    /// Check-ins on goals that the viewer sees, the newest first, one more than `limit` where there are more.
    func checkInRecords(_ filter: CheckInFilter, limit: Int, for viewer: Viewer) throws -> [CheckInRecord] {
        var conditions: [SQL] = ["check_in.workspace_id = \(viewer.workspace.id)"]
        if let goal = filter.goal { conditions.append("check_in.goal_id = \(goal)") }
        if let author = filter.author { conditions.append("check_in.author_id = \(author)") }
        if let cycle = filter.cycle { conditions.append("goal.cycle_id = \(cycle)") }
        if let team = filter.team { conditions.append("goal.team_id = \(team)") }
        if let since = filter.since { conditions.append("check_in.created_at >= \(since)") }
        if let after = filter.after {
            conditions.append(
                "(check_in.created_at < \(after.at) OR (check_in.created_at = \(after.at) AND check_in.id < \(after.id)))")
        }
        return try checkInRecords(where: SQL(joining: conditions, by: " AND "), limit: limit + 1, for: viewer)
    }

    func checkInRecord(_ id: ID<CheckIn>, for viewer: Viewer) throws -> CheckInRecord {
        let condition: SQL = "check_in.workspace_id = \(viewer.workspace.id) AND check_in.id = \(id)"
        guard let record = try checkInRecords(where: condition, limit: 1, for: viewer).first else { throw AppError.notFound }
        return record
    }

    /// The newest check-in of each goal of a cycle. Goals are found first, so that it costs what the cycle costs.
    func lastCheckIns(in cycle: ID<Cycle>, for viewer: Viewer) throws -> [CheckInRecord] {
        try lastCheckIns("goal.cycle_id = \(cycle)", for: viewer)
    }

    /// - Parameter place: the condition on `goal` that says which.
    func lastCheckIns(_ place: SQL, for viewer: Viewer) throws -> [CheckInRecord] {
        let newest: SQL = """
            goal.workspace_id = \(viewer.workspace.id) AND \(sql: place) AND check_in.workspace_id = goal.workspace_id
                AND check_in.id = (SELECT newest.id FROM check_in AS newest
                    WHERE newest.workspace_id = goal.workspace_id AND newest.goal_id = goal.id
                    ORDER BY newest.created_at DESC, newest.id DESC LIMIT 1)
            """
        return try checkInRecords(from: "goal CROSS JOIN check_in", where: newest, limit: 100_000, for: viewer)
    }

    private func checkInRecords(where condition: SQL, limit: Int, for viewer: Viewer) throws -> [CheckInRecord] {
        let both: SQL = "check_in JOIN goal ON goal.workspace_id = check_in.workspace_id AND goal.id = check_in.goal_id"
        return try checkInRecords(from: both, where: condition, limit: limit, for: viewer)
    }

    private func checkInRecords(from tables: SQL, where condition: SQL, limit: Int, for viewer: Viewer) throws -> [CheckInRecord] {
        let found = try rows(
            """
            SELECT check_in.id, check_in.author_id, person.name, check_in.confidence, check_in.changed, check_in.surprised,
                check_in.users_need, check_in.we_need, check_in.progress, check_in.status, check_in.comment_count, check_in.created_at,
                check_in.goal_id
            FROM \(sql: tables) JOIN person ON person.workspace_id = check_in.workspace_id AND person.id = check_in.author_id
            WHERE \(sql: condition) AND \(sql: viewer.seesGoal)
            ORDER BY check_in.created_at DESC, check_in.id DESC LIMIT \(limit)
            """)
        var records = try found.map { row in
            var columns = row.columns
            columns.skip(12)
            return CheckInRecord(goalID: try columns.next(), row: try CheckInRow(row))
        }
        try addValues(to: &records, in: viewer.workspace.id)
        return records
    }

    private func addValues(to records: inout [CheckInRecord], in workspace: ID<Workspace>) throws {
        guard !records.isEmpty else { return }
        var values: [ID<CheckIn>: [(ID<KeyResult>, Double)]] = [:]
        for row in try rows(
            """
            SELECT check_in_id, key_result_id, value FROM check_in_value
            WHERE workspace_id = \(workspace) AND check_in_id IN (\(list: records.map(\.row.id))) ORDER BY key_result_id
            """)
        {
            var columns = row.columns
            values[try columns.next(), default: []].append((try columns.next(), try columns.next()))
        }
        for index in records.indices { records[index].values = values[records[index].row.id] ?? [] }
    }
}
