import Database
import Domain

/// Everything a goal's page shows, loaded in one transaction with one small statement for each kind of thing.
struct GoalView: Sendable {
    var goal: Goal
    var names: Names
    var standing: Standing
    var keyResults: [KeyResultView] = []
    /// The newest first.
    var checkIns: [CheckInRow] = []
    /// What each of these check-ins reported.
    var reported: [ID<CheckIn>: [ID<KeyResult>: Double]] = [:]
    var parents: [ParentRow] = []
    var children: [ChildRow] = []
    var initiatives: [InitiativeRow] = []
    var milestones: [MilestoneRow] = []
    var comments: [CommentRow] = []
    /// The newest first.
    var events: [EventRow] = []
    var readers: [(id: ID<Person>, name: String)] = []
    var origin: CarriedGoal?
    var continuations: [CarriedGoal] = []
    var drift = GoalDrift()
    var thresholds: [ThresholdRow] = []
    /// Open ones first, then the last ones that were agreed.
    var jointActions: [JointActionRow] = []
    var assumptions: [AssumptionRow] = []
    /// The latest first.
    var stories: [StoryRow] = []
    var today: Day

    /// The names behind the goal's ids, joined in.
    struct Names: Sendable {
        var owner: String?
        var team: String?
        var maker: String?
        var cycle: String?
        var cycleStartsOn: Day?
        var cycleEndsOn: Day?
        /// Whether there are thresholds or joint actions to ask for.
        var isWatched = false
        /// Whether there are assumptions or stories to ask for.
        var isTold = false
    }

    var owner: (id: ID<Person>, name: String)? { goal.ownerID.map { ($0, names.owner ?? "") } }
    /// Parents that this reader may not see.
    var hiddenParents: Int { parents.count { $0.title == nil } }
    /// Children that this reader may not see.
    var hiddenChildren: Int { max(goal.childCount - children.count, 0) }

    /// One level of days for every chart of the page, so that the same day stands at the same place.
    var axis: TimeAxis {
        let days = keyResults.flatMap { [$0.keyResult.startsOn, $0.keyResult.dueOn] + $0.points.map(\.day) } + milestones.map(\.day)
        return TimeAxis(holding: [goal.startsOn, goal.dueOn] + days) ?? TimeAxis(from: goal.startsOn, to: goal.dueOn)
    }
}

/// A key result with its owner's name, what it counts, and what was reported.
struct KeyResultView: Sendable {
    var keyResult: KeyResult
    var ownerName: String?
    /// What it counts in its goal, in per cent.
    var counts: Double
    var standing: Standing
    var points: [Chart.Point] = []
    /// Where they point, while there is something to come.
    var forecast: Forecast?
}

/// A goal that this one serves; without a title where the reader may not see it.
struct ParentRow: Sendable {
    var id: ID<Goal>
    var title: String?
    var weight: Double?
    var rollUp: Goal.RollUpMode
    var keyResultCount: Int
    /// Of all children that count there: how many, how many with a fixed weight, and those weights together.
    var siblings: Int
    var fixed: Int
    var fixedTotal: Double
}

struct ChildRow: Sendable {
    var row: GoalRow
    var standing: Standing
    var weight: Double?
}

struct InitiativeRow: Sendable {
    var id: ID<Initiative>
    var title: String
    var ownerID: ID<Person>?
    var ownerName: String?
    var dueOn: Day?
    var effort: Initiative.Effort?
    var status: Initiative.Status
    var keyResultTitle: String?
}

struct MilestoneRow: Sendable {
    var id: ID<Milestone>
    var title: String
    var day: Day
    var reachedOn: Day?
    var initiative: String?
}

extension Connection {
    /// The goal for this viewer, with the names behind its ids; unseen is not found.
    func goalWithNames(_ id: ID<Goal>, for viewer: Viewer) throws -> (Goal, GoalView.Names) {
        let found = try row(
            """
            SELECT \(sql: goalColumns), owner.name, team.name, maker.name, cycle.name, cycle.starts_on, cycle.ends_on,
                CASE WHEN EXISTS (SELECT 1 FROM threshold WHERE threshold.workspace_id = goal.workspace_id AND threshold.goal_id = goal.id)
                    OR EXISTS (SELECT 1 FROM joint_action WHERE joint_action.workspace_id = goal.workspace_id AND joint_action.goal_id = goal.id)
                    THEN 1 ELSE 0 END,
                CASE WHEN EXISTS (SELECT 1 FROM assumption WHERE assumption.workspace_id = goal.workspace_id AND assumption.goal_id = goal.id)
                    OR EXISTS (SELECT 1 FROM story WHERE story.workspace_id = goal.workspace_id AND story.goal_id = goal.id)
                    THEN 1 ELSE 0 END
            FROM goal
                LEFT JOIN person AS owner ON owner.workspace_id = goal.workspace_id AND owner.id = goal.owner_id
                LEFT JOIN team ON team.workspace_id = goal.workspace_id AND team.id = goal.team_id
                LEFT JOIN person AS maker ON maker.workspace_id = goal.workspace_id AND maker.id = goal.created_by
                LEFT JOIN cycle ON cycle.workspace_id = goal.workspace_id AND cycle.id = goal.cycle_id
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.id = \(id) AND \(sql: viewer.seesGoal)
            """)
        guard var columns = found?.columns else { throw AppError.notFound }
        let goal = try Goal(&columns)
        let names = GoalView.Names(
            owner: try columns.next(), team: try columns.next(), maker: try columns.next(), cycle: try columns.next(),
            cycleStartsOn: try columns.next(), cycleEndsOn: try columns.next(), isWatched: try columns.next(),
            isTold: try columns.next())
        return (goal, names)
    }

    func keyResultViews(of goal: Goal, in workspace: Workspace, today: Day) throws -> [KeyResultView] {
        let found = try rows(
            """
            SELECT \(sql: keyResultColumns), person.name FROM key_result
                LEFT JOIN person ON person.workspace_id = key_result.workspace_id AND person.id = key_result.owner_id
            WHERE key_result.workspace_id = \(workspace.id) AND key_result.goal_id = \(goal.id) ORDER BY key_result.position, key_result.id
            """)
        let views = try found.map { row in
            var columns = row.columns
            let keyResult = try KeyResult(&columns)
            let standing = keyResult.standing(on: today, stage: goal.stage, rule: workspace.rule)
            return KeyResultView(keyResult: keyResult, ownerName: try columns.next(), counts: 0, standing: standing)
        }
        let weights = RollUp.weights(views.map(\.keyResult.weight))
        let pairs = try pairs(of: views.map(\.keyResult), in: workspace.id)
        return zip(views, weights).map { view, weight in
            var view = view
            view.counts = weight
            view.keyResult.movesWith = pairs[view.keyResult.id] ?? []
            return view
        }
    }

    /// The goals above, each with what is needed to say what this one counts there. CROSS JOIN keeps SQLite to this order: without statistics it
    /// would begin with every link of the workspace.
    func parentRows(of goal: ID<Goal>, for viewer: Viewer) throws -> [ParentRow] {
        let workspace = viewer.workspace.id
        let found = try rows(
            """
            SELECT goal.id, CASE WHEN \(sql: viewer.seesGoal) THEN goal.title END, goal_link.weight, goal.roll_up, goal.key_result_count,
                COUNT(child.id), COUNT(CASE WHEN child.id IS NOT NULL THEN other.weight END),
                COALESCE(SUM(CASE WHEN child.id IS NOT NULL THEN other.weight END), 0.0)
            FROM goal_link CROSS JOIN goal CROSS JOIN goal_link AS other
                LEFT JOIN goal AS child ON child.workspace_id = other.workspace_id AND child.id = other.child_id
                    AND (child.stage = 'committed' OR (child.stage = 'closed' AND child.outcome <> 'dropped'))
            WHERE goal_link.workspace_id = \(workspace) AND goal_link.child_id = \(goal)
                AND goal.workspace_id = goal_link.workspace_id AND goal.id = goal_link.parent_id
                AND other.workspace_id = goal_link.workspace_id AND other.parent_id = goal_link.parent_id
            GROUP BY goal.workspace_id, goal.id, goal_link.workspace_id, goal_link.parent_id, goal_link.child_id ORDER BY goal_link.created_at, goal.id
            """)
        return try found.map { row in
            var columns = row.columns
            return ParentRow(
                id: try columns.next(), title: try columns.next(), weight: try columns.next(), rollUp: try columns.next(),
                keyResultCount: try columns.next(), siblings: try columns.next(), fixed: try columns.next(), fixedTotal: try columns.next())
        }
    }

    /// The goals right below that this viewer sees, at most 100.
    func childRows(of goal: ID<Goal>, for viewer: Viewer, today: Day) throws -> [ChildRow] {
        let workspace = viewer.workspace
        let found = try rows(
            """
            SELECT \(sql: goalRowColumns), goal_link.weight FROM goal_link
                JOIN goal ON goal.workspace_id = goal_link.workspace_id AND goal.id = goal_link.child_id
                LEFT JOIN team ON team.workspace_id = goal.workspace_id AND team.id = goal.team_id
                LEFT JOIN person ON person.workspace_id = goal.workspace_id AND person.id = goal.owner_id
            WHERE goal_link.workspace_id = \(workspace.id) AND goal_link.parent_id = \(goal) AND \(sql: viewer.seesGoal)
            ORDER BY goal_link.created_at, goal.id LIMIT 100
            """)
        return try found.map { row in
            var columns = row.columns
            let child = try GoalRow(&columns)
            let standing = child.goal.standing(on: today, in: workspace.zone, rule: workspace.rule)
            return ChildRow(row: child, standing: standing, weight: try columns.next())
        }
    }

    func initiativeRows(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [InitiativeRow] {
        let found = try rows(
            """
            SELECT initiative.id, initiative.title, initiative.owner_id, person.name, initiative.due_on, initiative.effort, initiative.status,
                key_result.title
            FROM initiative LEFT JOIN person ON person.workspace_id = initiative.workspace_id AND person.id = initiative.owner_id
                LEFT JOIN key_result ON key_result.workspace_id = initiative.workspace_id AND key_result.id = initiative.key_result_id
            WHERE initiative.workspace_id = \(workspace) AND initiative.goal_id = \(goal)
            ORDER BY CASE WHEN initiative.status IN ('done', 'dropped') THEN 1 ELSE 0 END, COALESCE(initiative.due_on, '9999'), initiative.id
            LIMIT 200
            """)
        return try found.map { row in
            var columns = row.columns
            return InitiativeRow(
                id: try columns.next(), title: try columns.next(), ownerID: try columns.next(), ownerName: try columns.next(),
                dueOn: try columns.next(), effort: try columns.next(), status: try columns.next(), keyResultTitle: try columns.next())
        }
    }

    func milestoneRows(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [MilestoneRow] {
        let found = try rows(
            """
            SELECT milestone.id, milestone.title, milestone.on_day, milestone.reached_on, initiative.title FROM milestone
                LEFT JOIN initiative ON initiative.workspace_id = milestone.workspace_id AND initiative.id = milestone.initiative_id
            WHERE milestone.workspace_id = \(workspace) AND milestone.goal_id = \(goal) ORDER BY milestone.on_day, milestone.id LIMIT 100
            """)
        return try found.map { row in
            var columns = row.columns
            return MilestoneRow(
                id: try columns.next(), title: try columns.next(), day: try columns.next(), reachedOn: try columns.next(),
                initiative: try columns.next())
        }
    }

    func readers(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [(id: ID<Person>, name: String)] {
        let found = try rows(
            """
            SELECT person.id, person.name FROM goal_reader
                JOIN person ON person.workspace_id = goal_reader.workspace_id AND person.id = goal_reader.person_id
            WHERE goal_reader.workspace_id = \(workspace) AND goal_reader.goal_id = \(goal) ORDER BY person.folded, person.id
            """)
        return try found.map { row in
            var columns = row.columns
            return (try columns.next(), try columns.next())
        }
    }
}
