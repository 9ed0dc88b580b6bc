import Database
import Domain

let workspaceColumns: SQL = """
    workspace.id, workspace.slug, workspace.name, workspace.purpose, workspace.time_zone, workspace.language, workspace.is_demo,
    workspace.at_risk_gap, workspace.off_track_gap, workspace.rhythm_days, workspace.grace_days, workspace.asks_for_numbers, workspace.version
    """

extension Workspace {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), slug: try columns.next(), name: try columns.next(), purpose: try columns.next(),
            timeZone: try columns.next(), language: try columns.next(), isDemo: try columns.next(),
            rule: StatusRule(
                atRiskGap: try columns.next(), offTrackGap: try columns.next(), rhythmDays: try columns.next(),
                graceDays: try columns.next()),
            asksForNumbers: try columns.next(), version: try columns.next())
    }
}

let personColumns: SQL = """
    person.id, person.account_id, person.name, person.email, person.role, person.state, person.version
    """

extension Person {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), accountID: try columns.next(), name: try columns.next(), email: try columns.next(),
            role: try columns.next(), state: try columns.next(), version: try columns.next())
    }
}

extension Connection {
    func insert(_ workspace: Workspace, at now: Moment) throws {
        try run(
            """
            INSERT INTO workspace (id, slug, name, purpose, time_zone, language, is_demo, at_risk_gap, off_track_gap, rhythm_days,
                grace_days, asks_for_numbers, created_at)
            VALUES (\(workspace.id), \(workspace.slug), \(workspace.name), \(workspace.purpose), \(workspace.timeZone),
                \(workspace.language), \(workspace.isDemo), \(workspace.rule.atRiskGap), \(workspace.rule.offTrackGap),
                \(workspace.rule.rhythmDays), \(workspace.rule.graceDays), \(workspace.asksForNumbers), \(now))
            """)
    }

    func insert(_ person: Person, in workspace: ID<Workspace>, sourceID: String? = nil, at now: Moment) throws {
        try run(
            """
            INSERT INTO person (workspace_id, id, account_id, name, email, role, state, folded, source_id, created_at)
            VALUES (\(workspace), \(person.id), \(person.accountID), \(person.name), \(person.email), \(person.role), \(person.state),
                \(fold(person.name)), \(sourceID), \(now))
            """)
    }

    func workspace(_ id: ID<Workspace>) throws -> Workspace {
        guard var columns = try row("SELECT \(sql: workspaceColumns) FROM workspace WHERE id = \(id)")?.columns else {
            throw AppError.notFound
        }
        return try Workspace(&columns)
    }

    /// Saves what the settings change. Statuses are reckoned anew at the next turn of the clock.
    func update(_ workspace: Workspace) throws {
        try run(
            """
            UPDATE workspace SET name = \(workspace.name), purpose = \(workspace.purpose), time_zone = \(workspace.timeZone),
                language = \(workspace.language), at_risk_gap = \(workspace.rule.atRiskGap), off_track_gap = \(workspace.rule.offTrackGap),
                rhythm_days = \(workspace.rule.rhythmDays), grace_days = \(workspace.rule.graceDays), asks_for_numbers = \(workspace.asksForNumbers),
                statuses_on = NULL, version = version + 1
            WHERE id = \(workspace.id)
            """)
    }

    /// Takes a workspace away with everything in it. Table by table, what points before what is pointed at: PostgreSQL checks as it goes.
    func deleteWorkspace(_ id: ID<Workspace>) throws {
        for table in workspaceTables { try run("DELETE FROM \(sql: table) WHERE workspace_id = \(id)") }
        try run("DELETE FROM workspace WHERE id = \(id)")
        notify("\(id)/access")
        notify("account")
    }
}

/// In an order in which nothing is left that points at what is gone. The audit trail outlives the workspace.
let workspaceTables: [SQL] = [
    "review_goal", "review", "screen", "story", "assumption", "joint_view", "joint_action", "threshold_person", "threshold", "event",
    "mention", "comment", "check_in_value",
    "check_in", "milestone",
    "initiative", "key_result_pair", "key_result", "goal_link", "goal_reader",
    "goal",
    "cycle", "invitation", "membership", "team", "idempotency", "token", "person",
]
