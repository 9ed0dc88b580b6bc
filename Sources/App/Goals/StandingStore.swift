import Database
import Domain

/// A goal as far as its standing depends on it: the other fields are left empty, so that a parent with many children is read quickly.
private let standingColumns: SQL = """
    goal.id, goal.stage, goal.outcome, goal.starts_on, goal.due_on, goal.rhythm_days, goal.roll_up, goal.hand_progress, goal.owner_status,
    goal.owner_status_reason, goal.progress, goal.plan, goal.status, goal.worst_status, goal.worst_id, goal.last_check_in_at,
    goal.key_result_count, goal.child_count, goal.created_by, goal.created_at, goal.committed_at, goal.closed_at
    """

private let standingKeyResultColumns: SQL = """
    key_result.goal_id, key_result.id, key_result.kind, key_result.direction, key_result.baseline, key_result.target, key_result.upper,
    key_result.value, key_result.weight, key_result.starts_on, key_result.due_on, key_result.steps
    """

extension Goal {
    fileprivate init(standing columns: inout Columns) throws {
        let id: ID<Goal> = try columns.next()
        let stage: Stage = try columns.next()
        let outcome: Outcome? = try columns.next()
        let startsOn: Day = try columns.next()
        let dueOn: Day = try columns.next()
        let rhythmDays: Int? = try columns.next()
        let rollUp: RollUpMode = try columns.next()
        let handProgress: Double? = try columns.next()
        let ownerStatus: Status? = try columns.next()
        let ownerStatusReason: String = try columns.next()
        let progress: Double? = try columns.next()
        let plan = Plan(try columns.next(String.self))
        let status: Status = try columns.next()
        let worstStatus: Status? = try columns.next()
        let worstID: ID<Goal>? = try columns.next()
        let lastCheckInAt: Moment? = try columns.next()
        let keyResultCount: Int = try columns.next()
        let childCount: Int = try columns.next()
        let createdBy: ID<Person> = try columns.next()
        self.init(
            id: id, title: "", stage: stage, outcome: outcome, startsOn: startsOn, dueOn: dueOn, rhythmDays: rhythmDays, rollUp: rollUp,
            handProgress: handProgress, ownerStatus: ownerStatus, ownerStatusReason: ownerStatusReason, progress: progress, plan: plan,
            status: status, worstStatus: worstStatus, worstID: worstID, lastCheckInAt: lastCheckInAt, keyResultCount: keyResultCount,
            childCount: childCount, createdBy: createdBy, createdAt: try columns.next(), committedAt: try columns.next(),
            closedAt: try columns.next())
    }
}

extension KeyResult {
    fileprivate init(standing columns: inout Columns) throws {
        let goalID: ID<Goal> = try columns.next()
        let id: ID<KeyResult> = try columns.next()
        let kind: Kind = try columns.next()
        let direction: Direction = try columns.next()
        let baseline: Double? = try columns.next()
        let target: Double? = try columns.next()
        let upper: Double? = try columns.next()
        let value: Double? = try columns.next()
        let weight: Double? = try columns.next()
        let startsOn: Day = try columns.next()
        let dueOn: Day = try columns.next()
        self.init(
            id: id, goalID: goalID, title: "", kind: kind, direction: direction, baseline: baseline, target: target, upper: upper,
            value: value, weight: weight, startsOn: startsOn, dueOn: dueOn, steps: Step.parse(try columns.next(String.self)) ?? [],
            createdAt: Moment(milliseconds: 0))
    }
}

extension Connection {
    /// Those of these goals that are there, at most 500.
    func standingGoals(_ ids: ArraySlice<ID<Goal>>, in workspace: ID<Workspace>) throws -> [Goal] {
        try rows("SELECT \(sql: standingColumns) FROM goal WHERE goal.workspace_id = \(workspace) AND goal.id IN (\(list: ids))").map {
            row in
            var columns = row.columns
            return try Goal(standing: &columns)
        }
    }

    fileprivate func standingKeyResults(of goals: ArraySlice<ID<Goal>>, in workspace: ID<Workspace>) throws -> [KeyResult] {
        try rows(
            """
            SELECT \(sql: standingKeyResultColumns) FROM key_result
            WHERE key_result.workspace_id = \(workspace) AND key_result.goal_id IN (\(list: goals)) ORDER BY key_result.position, key_result.id
            """
        ).map { row in
            var columns = row.columns
            return try KeyResult(standing: &columns)
        }
    }

    /// The child goals of each of these, with only what rolls up: stage, outcome, progress, plan, status.
    func standingChildren(
        of parents: ArraySlice<ID<Goal>>, in workspace: ID<Workspace>
    ) throws -> [ID<Goal>: [(goal: Goal, weight: Double?)]] {
        var children: [ID<Goal>: [(goal: Goal, weight: Double?)]] = [:]
        for row in try rows(
            """
            SELECT goal_link.parent_id, goal_link.weight, goal.id, goal.stage, goal.outcome, goal.progress, goal.plan, goal.status
            FROM goal_link JOIN goal ON goal.workspace_id = goal_link.workspace_id AND goal.id = goal_link.child_id
            WHERE goal_link.workspace_id = \(workspace) AND goal_link.parent_id IN (\(list: parents))
            ORDER BY goal_link.parent_id, goal_link.child_id
            """
        ) {
            var columns = row.columns
            let parent: ID<Goal> = try columns.next()
            let weight: Double? = try columns.next()
            let id: ID<Goal> = try columns.next()
            let stage: Goal.Stage = try columns.next()
            let outcome: Goal.Outcome? = try columns.next()
            let progress: Double? = try columns.next()
            let plan = Plan(try columns.next(String.self))
            let child = Goal(
                id: id, title: "", stage: stage, outcome: outcome, startsOn: anyDay, dueOn: anyDay, progress: progress, plan: plan,
                status: try columns.next(), createdBy: nobody, createdAt: Moment(milliseconds: 0))
            children[parent, default: []].append((child, weight))
        }
        return children
    }
}

private let anyDay = Day(number: 0)
private let nobody = ID<Person>(trusted: "")

/// The goals above some goals, and the order in which to reckon them.
struct Ancestry {
    private(set) var parents: [ID<Goal>: [ID<Goal>]] = [:]
    /// The goals and everything above them; a goal stands after all of those below it.
    private(set) var childrenFirst: [ID<Goal>] = []

    init(_ db: any Connection, _ workspace: ID<Workspace>, of goals: [ID<Goal>]) throws {
        for part in goals.chunks(of: 500) {
            for row in try db.rows(
                """
                WITH RECURSIVE above (child_id, parent_id) AS (
                    SELECT child_id, parent_id FROM goal_link WHERE workspace_id = \(workspace) AND child_id IN (\(list: part))
                    UNION
                    SELECT goal_link.child_id, goal_link.parent_id FROM above
                        JOIN goal_link ON goal_link.workspace_id = \(workspace) AND goal_link.child_id = above.parent_id
                )
                SELECT child_id, parent_id FROM above ORDER BY child_id, parent_id
                """
            ) {
                var columns = row.columns
                let child: ID<Goal> = try columns.next()
                let parent: ID<Goal> = try columns.next()
                if parents[child]?.contains(parent) != true { parents[child, default: []].append(parent) }
            }
        }
        childrenFirst = Ancestry.sorted(goals, above: parents)
    }

    /// Depth first along the links, each goal written down after everything above it, then turned round.
    static func sorted(_ goals: [ID<Goal>], above parents: [ID<Goal>: [ID<Goal>]]) -> [ID<Goal>] {
        var done = Set<ID<Goal>>()
        var order: [ID<Goal>] = []
        for start in goals {
            var stack: [(goal: ID<Goal>, next: Int)] = done.insert(start).inserted ? [(start, 0)] : []
            while let top = stack.last {
                let above = parents[top.goal] ?? []
                if top.next < above.count {
                    stack[stack.count - 1].next += 1
                    if done.insert(above[top.next]).inserted { stack.append((above[top.next], 0)) }
                } else {
                    order.append(top.goal)
                    stack.removeLast()
                }
            }
        }
        return order.reversed()
    }
}

/// Some goals with what their standings depend on, read together: three statements for up to 500 of them.
struct StandingPart {
    private let db: any Connection
    private let workspace: ID<Workspace>
    /// The goals that were looked for, found or not.
    private(set) var asked: Set<ID<Goal>> = []
    private(set) var goals: [ID<Goal>: Goal] = [:]
    private(set) var keyResults: [ID<Goal>: [KeyResult]] = [:]
    private(set) var children: [ID<Goal>: [(goal: Goal, weight: Double?)]] = [:]

    init(_ db: any Connection, _ workspace: ID<Workspace>) {
        self.db = db
        self.workspace = workspace
    }

    mutating func read(_ ids: [ID<Goal>]) throws {
        asked.formUnion(ids)
        for part in ids.chunks(of: 500) { try readTogether(part) }
    }

    private mutating func readTogether(_ ids: ArraySlice<ID<Goal>>) throws {
        let found = try db.standingGoals(ids, in: workspace)
        for goal in found { goals[goal.id] = goal }
        let measured = found.filter { $0.keyResultCount > 0 && $0.rollUp != .byHand }.map(\.id)
        if !measured.isEmpty {
            for keyResult in try db.standingKeyResults(of: measured[...], in: workspace) {
                keyResults[keyResult.goalID, default: []].append(keyResult)
            }
        }
        let parents = found.filter { $0.childCount > 0 && $0.countsChildren(hasKeyResults: keyResults[$0.id] != nil) }.map(\.id)
        if !parents.isEmpty { children.merge(try db.standingChildren(of: parents[...], in: workspace)) { _, new in new } }
    }
}

/// Everything in a workspace that standings depend on, read at once.
struct StandingSet {
    var goals: [ID<Goal>: Goal] = [:]
    private(set) var keyResults: [ID<Goal>: [KeyResult]] = [:]
    private(set) var children: [ID<Goal>: [(id: ID<Goal>, weight: Double?)]] = [:]
    private var parents: [ID<Goal>: [ID<Goal>]] = [:]

    init(_ db: any Connection, _ workspace: ID<Workspace>) throws {
        for row in try db.rows("SELECT \(sql: standingColumns) FROM goal WHERE goal.workspace_id = \(workspace)") {
            var columns = row.columns
            let goal = try Goal(standing: &columns)
            goals[goal.id] = goal
        }
        for row in try db.rows(
            "SELECT \(sql: standingKeyResultColumns) FROM key_result WHERE key_result.workspace_id = \(workspace) ORDER BY key_result.position, key_result.id"
        ) {
            var columns = row.columns
            let keyResult = try KeyResult(standing: &columns)
            keyResults[keyResult.goalID, default: []].append(keyResult)
        }
        for row in try db.rows("SELECT parent_id, child_id, weight FROM goal_link WHERE workspace_id = \(workspace) ORDER BY child_id") {
            var columns = row.columns
            let parent: ID<Goal> = try columns.next()
            let child: ID<Goal> = try columns.next()
            children[parent, default: []].append((child, try columns.next()))
            parents[child, default: []].append(parent)
        }
    }

    func childrenFirst() -> [ID<Goal>] { Ancestry.sorted(goals.keys.sorted(), above: parents) }
}

extension Array {
    func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
