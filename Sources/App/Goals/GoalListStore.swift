import Database
import Domain

/// A goal as the tree and the table show it: one row of one statement, names joined in. Its texts (why, reasons, source) are not read.
struct GoalRow: Sendable {
    let goal: Goal
    let ownerName: String?
    let teamName: String?
}

let goalRowColumns: SQL = """
    goal.id, goal.title, goal.team_id, goal.cycle_id, goal.owner_id, goal.visibility, goal.stage, goal.outcome, goal.starts_on, goal.due_on,
    goal.rhythm_days, goal.roll_up, goal.hand_progress, goal.owner_status, goal.progress, goal.plan, goal.status, goal.worst_status,
    goal.worst_id, goal.confidence, goal.last_check_in_at, goal.check_in_count, goal.key_result_count, goal.child_count, goal.parent_count,
    goal.created_by, goal.created_at, goal.committed_at, goal.closed_at, person.name, team.name
    """

extension GoalRow {
    init(_ columns: inout Columns) throws {
        let id: ID<Goal> = try columns.next()
        let title: String = try columns.next()
        let team: ID<Team>? = try columns.next()
        let cycle: ID<Cycle>? = try columns.next()
        let owner: ID<Person>? = try columns.next()
        let visibility: Goal.Visibility = try columns.next()
        let stage: Goal.Stage = try columns.next()
        let outcome: Goal.Outcome? = try columns.next()
        goal = Goal(
            id: id, title: title, teamID: team, cycleID: cycle, ownerID: owner, visibility: visibility, stage: stage, outcome: outcome,
            startsOn: try columns.next(), dueOn: try columns.next(), rhythmDays: try columns.next(), rollUp: try columns.next(),
            handProgress: try columns.next(), ownerStatus: try columns.next(), progress: try columns.next(),
            plan: Plan(try columns.next(String.self)), status: try columns.next(), worstStatus: try columns.next(),
            worstID: try columns.next(), confidence: try columns.next(), lastCheckInAt: try columns.next(),
            checkInCount: try columns.next(), keyResultCount: try columns.next(), childCount: try columns.next(),
            parentCount: try columns.next(), createdBy: try columns.next(), createdAt: try columns.next(),
            committedAt: try columns.next(), closedAt: try columns.next())
        ownerName = try columns.next()
        teamName = try columns.next()
    }

    var owner: (id: ID<Person>, name: String)? { goal.ownerID.map { ($0, ownerName ?? "") } }
    var isUnaligned: Bool { goal.parentCount == 0 && goal.childCount == 0 }
}

private let goalRowTables: SQL = """
    goal LEFT JOIN team ON team.workspace_id = goal.workspace_id AND team.id = goal.team_id
        LEFT JOIN person ON person.workspace_id = goal.workspace_id AND person.id = goal.owner_id
    """

/// More than this many goals are not shown at once; the page says so and asks to narrow them.
let goalListLimit = 5000

extension Connection {
    /// The goals of a span of time that the viewer sees, in the order they were made. They are ordered by an expression, so that the engine
    /// finds them by their cycle instead of reading the whole workspace in order.
    func goalRows(_ span: SQL, for viewer: Viewer) throws -> [GoalRow] {
        let found = try rows(
            """
            SELECT \(sql: goalRowColumns) FROM \(sql: goalRowTables)
            WHERE goal.workspace_id = \(viewer.workspace.id) AND \(sql: span) AND \(sql: viewer.seesGoal)
            ORDER BY goal.id || '' LIMIT \(goalListLimit + 1)
            """)
        return try found.map { row in
            var columns = row.columns
            return try GoalRow(&columns)
        }
    }

    /// Which goals these goals are children of, whoever may see them.
    func goalLinks(_ span: SQL, in workspace: ID<Workspace>) throws -> [(parent: ID<Goal>, child: ID<Goal>)] {
        let found = try rows(
            """
            SELECT goal_link.parent_id, goal_link.child_id FROM goal CROSS JOIN goal_link
            WHERE goal.workspace_id = \(workspace) AND \(sql: span)
                AND goal_link.workspace_id = goal.workspace_id AND goal_link.child_id = goal.id
            """)
        return try found.map { row in
            var columns = row.columns
            return (try columns.next(), try columns.next())
        }
    }

    /// The cycles of a workspace, the newest first, for choosing from.
    func cycleChoices(in workspace: ID<Workspace>) throws -> [Cycle] {
        let found = try rows(
            """
            SELECT id, name, starts_on, ends_on, stage, created_at FROM cycle WHERE workspace_id = \(workspace) ORDER BY starts_on DESC, id DESC
            """)
        return try found.map { row in
            var columns = row.columns
            return Cycle(
                id: try columns.next(), name: try columns.next(), startsOn: try columns.next(), endsOn: try columns.next(),
                stage: try columns.next(), createdAt: try columns.next())
        }
    }

    /// The teams of a workspace by name, for choosing from.
    func teamChoices(in workspace: ID<Workspace>) throws -> [Team] {
        let found = try rows("SELECT id, parent_id, name FROM team WHERE workspace_id = \(workspace) ORDER BY folded, id")
        return try found.map { row in
            var columns = row.columns
            return Team(id: try columns.next(), parentID: try columns.next(), name: try columns.next())
        }
    }
}
