import Database
import Domain

let goalColumns: SQL = """
    goal.id, goal.title, goal.starts_on, goal.due_on, goal.created_by, goal.created_at, goal.why, goal.team_id, goal.cycle_id, goal.owner_id,
    goal.visibility, goal.stage, goal.outcome, goal.outcome_reason, goal.rhythm_days, goal.roll_up, goal.hand_progress, goal.owner_status,
    goal.owner_status_reason, goal.progress, goal.plan, goal.status, goal.worst_status, goal.worst_id, goal.confidence, goal.last_check_in_at,
    goal.check_in_count, goal.comment_count, goal.key_result_count, goal.child_count, goal.parent_count, goal.initiative_count, goal.source_id,
    goal.source_status, goal.source_score, goal.version, goal.updated_at, goal.committed_at, goal.closed_at, goal.grade, goal.lesson,
    goal.carried_from
    """

extension Goal {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), title: try columns.next(), startsOn: try columns.next(), dueOn: try columns.next(),
            createdBy: try columns.next(), createdAt: try columns.next())
        try readWritten(&columns)
        try readReckoned(&columns)
        sourceID = try columns.next()
        sourceStatus = try columns.next()
        sourceScore = try columns.next()
        version = try columns.next()
        updatedAt = try columns.next()
        committedAt = try columns.next()
        closedAt = try columns.next()
        grade = try columns.next()
        lesson = try columns.next(String?.self) ?? ""
        carriedFrom = try columns.next()
    }

    private mutating func readWritten(_ columns: inout Columns) throws {
        why = try columns.next()
        teamID = try columns.next()
        cycleID = try columns.next()
        ownerID = try columns.next()
        visibility = try columns.next()
        stage = try columns.next()
        outcome = try columns.next()
        outcomeReason = try columns.next()
        rhythmDays = try columns.next()
        rollUp = try columns.next()
        handProgress = try columns.next()
        ownerStatus = try columns.next()
        ownerStatusReason = try columns.next()
    }

    private mutating func readReckoned(_ columns: inout Columns) throws {
        progress = try columns.next()
        plan = Plan(try columns.next(String.self))
        status = try columns.next()
        worstStatus = try columns.next()
        worstID = try columns.next()
        confidence = try columns.next()
        lastCheckInAt = try columns.next()
        checkInCount = try columns.next()
        commentCount = try columns.next()
        keyResultCount = try columns.next()
        childCount = try columns.next()
        parentCount = try columns.next()
        initiativeCount = try columns.next()
    }
}

/// A goal above or below another, with what it counts there (0 to 100; nil shares what the fixed ones leave).
struct LinkedGoal: Sendable, Hashable {
    var goal: Goal
    var weight: Double?
}

extension Connection {
    /// The goal, for this viewer: unseen and not there are the same.
    func goal(_ id: ID<Goal>, visibleTo viewer: Viewer) throws -> Goal {
        guard let goal = try goals(where: "goal.id = \(id)", visibleTo: viewer).first else { throw AppError.notFound }
        return goal
    }

    /// Goals of the viewer's workspace that they may see.
    func goals(where condition: SQL, visibleTo viewer: Viewer, order: SQL = "goal.id", limit: Int = 100_000) throws -> [Goal] {
        let found = try rows(
            """
            SELECT \(sql: goalColumns) FROM goal
            WHERE goal.workspace_id = \(viewer.workspace.id) AND (\(sql: condition)) AND \(sql: viewer.seesGoal)
            ORDER BY \(sql: order) LIMIT \(limit)
            """)
        return try found.map { row in
            var columns = row.columns
            return try Goal(&columns)
        }
    }

    /// The goals this one serves, as far as the viewer sees them.
    func parents(of goal: ID<Goal>, visibleTo viewer: Viewer) throws -> [LinkedGoal] {
        try linked(viewer, "goal_link.parent_id = goal.id", "goal_link.child_id = \(goal)")
    }

    /// The goals that serve this one, as far as the viewer sees them.
    func children(of goal: ID<Goal>, visibleTo viewer: Viewer) throws -> [LinkedGoal] {
        try linked(viewer, "goal_link.child_id = goal.id", "goal_link.parent_id = \(goal)")
    }

    private func linked(_ viewer: Viewer, _ join: SQL, _ condition: SQL) throws -> [LinkedGoal] {
        let found = try rows(
            """
            SELECT \(sql: goalColumns), goal_link.weight FROM goal_link
                JOIN goal ON goal.workspace_id = goal_link.workspace_id AND \(sql: join)
            WHERE goal_link.workspace_id = \(viewer.workspace.id) AND \(sql: condition) AND \(sql: viewer.seesGoal)
            ORDER BY goal_link.created_at, goal.id
            """)
        return try found.map { row in
            var columns = row.columns
            return LinkedGoal(goal: try Goal(&columns), weight: try columns.next())
        }
    }

    /// The people who are named on a private goal.
    func readerIDs(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> Set<ID<Person>> {
        let found = try rows("SELECT person_id FROM goal_reader WHERE workspace_id = \(workspace) AND goal_id = \(goal)")
        return Set(try found.map { row in try row.first(as: ID<Person>.self) })
    }

    func insert(_ goal: Goal, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO goal (workspace_id, id, title, why, team_id, cycle_id, owner_id, visibility, stage, outcome, outcome_reason, starts_on,
                due_on, rhythm_days, roll_up, hand_progress, owner_status, owner_status_reason, folded, progress, plan, status, confidence,
                source_id, source_status, source_score, version, created_by, created_at, updated_at, committed_at, closed_at, grade, lesson,
                carried_from)
            VALUES (\(workspace), \(goal.id), \(goal.title), \(goal.why), \(goal.teamID), \(goal.cycleID), \(goal.ownerID), \(goal.visibility),
                \(goal.stage), \(goal.outcome), \(goal.outcomeReason), \(goal.startsOn), \(goal.dueOn), \(goal.rhythmDays), \(goal.rollUp),
                \(goal.handProgress), \(goal.ownerStatus), \(goal.ownerStatusReason), \(goal.folded), \(goal.progress),
                \(goal.plan?.text ?? ""), \(goal.status), \(goal.confidence), \(goal.sourceID), \(goal.sourceStatus), \(goal.sourceScore),
                \(goal.version), \(goal.createdBy), \(goal.createdAt), \(goal.updatedAt), \(goal.committedAt), \(goal.closedAt), \(goal.grade),
                \(goal.lesson), \(goal.carriedFrom))
            """)
    }

    /// Keeps what people wrote, unless somebody else has saved since this goal was loaded (its version was raised by one after that).
    func save(_ goal: Goal, in workspace: ID<Workspace>) throws {
        let count = try run(
            """
            UPDATE goal SET title = \(goal.title), why = \(goal.why), team_id = \(goal.teamID), cycle_id = \(goal.cycleID),
                owner_id = \(goal.ownerID), visibility = \(goal.visibility), stage = \(goal.stage), outcome = \(goal.outcome),
                outcome_reason = \(goal.outcomeReason), starts_on = \(goal.startsOn), due_on = \(goal.dueOn),
                rhythm_days = \(goal.rhythmDays), roll_up = \(goal.rollUp), hand_progress = \(goal.handProgress),
                owner_status = \(goal.ownerStatus), owner_status_reason = \(goal.ownerStatusReason), folded = \(goal.folded),
                version = \(goal.version), updated_at = \(goal.updatedAt), committed_at = \(goal.committedAt), closed_at = \(goal.closedAt),
                grade = \(goal.grade), lesson = \(goal.lesson)
            WHERE workspace_id = \(workspace) AND id = \(goal.id) AND version = \(goal.version - 1)
            """)
        if count == 0 { throw AppError.stale }
    }

    func delete(_ goal: ID<Goal>, in workspace: ID<Workspace>) throws {
        try run("UPDATE goal SET carried_from = NULL WHERE workspace_id = \(workspace) AND carried_from = \(goal)")
        try run("DELETE FROM goal WHERE workspace_id = \(workspace) AND id = \(goal)")
    }

    /// Names exactly these people on a private goal.
    func setReaders(_ people: Set<ID<Person>>, of goal: ID<Goal>, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM goal_reader WHERE workspace_id = \(workspace) AND goal_id = \(goal)")
        for person in people.sorted() {
            try run("INSERT INTO goal_reader (workspace_id, goal_id, person_id) VALUES (\(workspace), \(goal), \(person))")
        }
    }
}

extension Goal {
    /// What search looks through.
    var folded: String { fold("\(title)\n\(why)") }
}
