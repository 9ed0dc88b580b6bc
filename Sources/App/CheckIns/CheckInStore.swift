import Database
import Domain

/// A check-in as pages show it, with its author's name.
struct CheckInRow: Sendable {
    var id: ID<CheckIn>
    var authorID: ID<Person>
    var author: String
    var confidence: Int?
    var changed: String
    var surprised: String
    var usersNeed: String
    var weNeed: String
    var progress: Double?
    var status: Status
    var commentCount: Int
    var createdAt: Moment

    /// Whether it carries a story, not only numbers.
    var hasStory: Bool { !(changed.isEmpty && surprised.isEmpty && usersNeed.isEmpty && weNeed.isEmpty) }
}

extension CheckInRow {
    init(_ row: Row) throws {
        var columns = row.columns
        id = try columns.next()
        authorID = try columns.next()
        author = try columns.next()
        confidence = try columns.next()
        changed = try columns.next()
        surprised = try columns.next()
        usersNeed = try columns.next()
        weNeed = try columns.next()
        progress = try columns.next()
        status = try columns.next()
        commentCount = try columns.next()
        createdAt = try columns.next()
    }
}

/// A value that a check-in froze: which key result, when, how much.
struct ReportedValue: Sendable {
    var keyResultID: ID<KeyResult>
    var checkInID: ID<CheckIn>
    var at: Moment
    var value: Double
}

extension Connection {
    /// The check-ins on a goal, newest first.
    func checkIns(on goal: ID<Goal>, in workspace: ID<Workspace>, limit: Int = 100, before: Moment? = nil) throws -> [CheckInRow] {
        let older: SQL = before.map { "AND check_in.created_at < \($0)" } ?? ""
        return try rows(
            """
            SELECT check_in.id, check_in.author_id, person.name, check_in.confidence, check_in.changed, check_in.surprised,
                check_in.users_need, check_in.we_need, check_in.progress, check_in.status, check_in.comment_count, check_in.created_at
            FROM check_in JOIN person ON person.workspace_id = check_in.workspace_id AND person.id = check_in.author_id
            WHERE check_in.workspace_id = \(workspace) AND check_in.goal_id = \(goal) \(sql: older)
            ORDER BY check_in.created_at DESC, check_in.id DESC LIMIT \(limit)
            """
        ).map { try CheckInRow($0) }
    }

    /// Every value reported on a goal, oldest first: what its charts draw. CROSS JOIN keeps SQLite from beginning with every value there is.
    func reportedValues(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [ReportedValue] {
        try reportedValues("check_in.goal_id = \(goal)", in: workspace)
    }

    /// - Parameter place: the condition on `check_in` that says of which goals.
    func reportedValues(_ place: SQL, in workspace: ID<Workspace>) throws -> [ReportedValue] {
        try rows(
            """
            SELECT check_in_value.key_result_id, check_in.id, check_in.created_at, check_in_value.value
            FROM check_in CROSS JOIN check_in_value
            WHERE check_in.workspace_id = \(workspace) AND \(sql: place)
                AND check_in_value.workspace_id = check_in.workspace_id AND check_in_value.check_in_id = check_in.id ORDER BY check_in.created_at, check_in.id
            """
        ).map { row in
            var columns = row.columns
            return ReportedValue(
                keyResultID: try columns.next(), checkInID: try columns.next(), at: try columns.next(), value: try columns.next())
        }
    }

    func insert(_ checkIn: CheckIn, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO check_in (workspace_id, id, goal_id, author_id, confidence, changed, surprised, users_need, we_need, progress, status,
                folded, source_id, form_key, created_at)
            VALUES (\(workspace), \(checkIn.id), \(checkIn.goalID), \(checkIn.authorID), \(checkIn.confidence), \(checkIn.changed),
                \(checkIn.surprised), \(checkIn.usersNeed), \(checkIn.weNeed), \(checkIn.progress), \(checkIn.status), \(fold(checkIn.text)),
                \(checkIn.sourceID), \(checkIn.formKey), \(checkIn.createdAt))
            """)
        for (keyResult, value) in checkIn.values.sorted(by: { $0.key < $1.key }) {
            try run(
                """
                INSERT INTO check_in_value (workspace_id, check_in_id, key_result_id, value)
                VALUES (\(workspace), \(checkIn.id), \(keyResult), \(value))
                """)
        }
    }

    /// Moves a key result to what was reported.
    func report(_ keyResult: KeyResult, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE key_result SET value = \(keyResult.value), previous_value = \(keyResult.previousValue), reported_at = \(keyResult.reportedAt)
            WHERE workspace_id = \(workspace) AND id = \(keyResult.id)
            """)
    }

    /// What a check-in changes on the goal itself, with how it stands then. The version stays: somebody who edits it meanwhile has lost nothing.
    func noteCheckIn(on goal: Goal, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE goal SET confidence = \(goal.confidence), last_check_in_at = \(goal.lastCheckInAt), hand_progress = \(goal.handProgress),
                check_in_count = \(goal.checkInCount), updated_at = \(goal.updatedAt), progress = \(goal.progress),
                plan = \(goal.plan?.text ?? ""), status = \(goal.status), worst_status = \(goal.worstStatus), worst_id = \(goal.worstID)
            WHERE workspace_id = \(workspace) AND id = \(goal.id)
            """)
    }

    /// The check-in that a form made when it was sent the first time.
    func checkIn(formKey: String, by author: ID<Person>, in workspace: ID<Workspace>) throws -> ID<CheckIn>? {
        try one("SELECT id FROM check_in WHERE workspace_id = \(workspace) AND form_key = \(formKey) AND author_id = \(author)")
    }
}
