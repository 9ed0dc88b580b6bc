import Database
import Domain

/// What waits for one person, by date.
struct Waiting: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case jointAction = "joint-action", contradiction, checkIn = "check-in", mention, commitment, initiative, milestone
    }

    var kind: Kind
    var goalID: ID<Goal>
    var title: String
    /// When it is due; nil for what has no date.
    var due: Day?
    var details: Words
    var subject: String?
}

/// Everything that "Today" shows.
struct TodayView: Sendable {
    var waiting: [Waiting] = []
    var goals: [GoalLine] = []
    var news: [EventRow] = []
    var newsSince: Moment?
    var nextCheckIn: Day?
    var hasGoals = false
}

/// A goal in a short list, with its standing.
struct GoalLine: Sendable {
    var goal: Goal
    var standing: Standing
    /// What its owner is asked where numbers and people lie far apart.
    var question: Words?
}

extension Connection {
    /// The committed goals this person checks in on, their own and those of whose key results they own one, that are due within a week. The statement
    /// leaves out by the clock what is clearly not due yet, a day to spare; the calendar decides. At most 200. Guests are asked for nothing that
    /// they may not do.
    func checkInsDue(by viewer: Viewer, today: Day) throws -> [Waiting] {
        guard Person.mayWrite(viewer).isGranted else { return [] }
        let workspace = viewer.workspace
        let soon = today.advanced(by: 7)
        let horizon = today.advanced(by: 9).start(in: workspace.zone)
        let running: SQL = """
            goal.stage = 'committed' AND goal.starts_on <= \(today) AND (goal.cycle_id IS NULL OR goal.cycle_id IN (SELECT cycle.id FROM cycle
                WHERE cycle.workspace_id = \(workspace.id) AND cycle.stage IN ('active', 'closing')))
            AND (COALESCE(goal.last_check_in_at, 0) + COALESCE(goal.rhythm_days, \(workspace.rule.rhythmDays)) * 86400000 < \(horizon)
                OR goal.due_on <= \(soon))
            AND goal.id IN (SELECT own.id FROM goal AS own WHERE own.workspace_id = \(workspace.id) AND own.owner_id = \(viewer.id)
                UNION SELECT key_result.goal_id FROM key_result WHERE key_result.workspace_id = \(workspace.id) AND key_result.owner_id = \(viewer.id))
            """
        return try goals(where: running, visibleTo: viewer, limit: 200).compactMap { goal in
            guard let due = goal.nextCheckInOn(in: workspace.zone, rule: workspace.rule), due <= soon else { return nil }
            return Waiting(kind: .checkIn, goalID: goal.id, title: goal.title, due: due, details: checkInWords(goal))
        }
    }

    /// What this person looks at together with others, until they have agreed.
    func jointActions(for viewer: Viewer) throws -> [Waiting] {
        let asked: SQL = """
            joint_action.closed_at IS NULL AND \(sql: viewer.seesGoal) AND joint_action.id IN (SELECT joint_view.joint_action_id
                FROM joint_view WHERE joint_view.workspace_id = \(viewer.workspace.id) AND joint_view.person_id = \(viewer.id))
            """
        return try rows(of: try jointActions(in: viewer.workspace.id, where: asked, limit: 20), for: viewer).map { row in
            let others = row.views.filter { $0.view.personID != viewer.id }.map(\.name)
            let isHeard = row.views.first { $0.view.personID == viewer.id }?.view.writtenAt != nil
            let rule = row.action.rule.words(on: row.keyResult)
            let with: Words = others.isEmpty ? "\(rule)" : "\(rule); with \(others.joined(separator: ", "))"
            return Waiting(
                kind: .jointAction, goalID: row.goal.id, title: row.title, due: row.action.dueOn,
                details: isHeard ? "\(with); you have written, now agree" : with, subject: row.action.id.text)
        }
    }

    /// What this person's goals rest on and was contradicted, until they say what should change.
    func contradictions(for viewer: Viewer) throws -> [Waiting] {
        guard Person.mayWrite(viewer).isGranted else { return [] }
        return try rows(
            """
            SELECT goal.id, assumption.id, assumption.belief, goal.title FROM goal CROSS JOIN assumption
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.owner_id = \(viewer.id) AND goal.stage <> 'closed'
                AND assumption.workspace_id = goal.workspace_id AND assumption.goal_id = goal.id AND assumption.state = 'contradicted'
                AND assumption.answer = '' ORDER BY assumption.id LIMIT 20
            """
        ).map { row in
            var columns = row.columns
            let (goal, assumption): (ID<Goal>, ID<Assumption>) = (try columns.next(), try columns.next())
            let belief = Markdown.plain(try columns.next(), limit: 160)
            let title: String = try columns.next()
            return Waiting(
                kind: .contradiction, goalID: goal, title: belief, details: "Contradicted: what should change in “\(title)”?",
                subject: assumption.text)
        }
    }

    /// Mentions this person has not seen yet.
    func mentions(of viewer: Viewer, limit: Int = 20) throws -> [Waiting] {
        try rows(
            """
            SELECT goal.id, goal.title, comment.id, comment.text, person.name FROM mention
            JOIN comment ON comment.workspace_id = mention.workspace_id AND comment.id = mention.comment_id
            JOIN goal ON goal.workspace_id = comment.workspace_id AND goal.id = comment.goal_id
            JOIN person ON person.workspace_id = comment.workspace_id AND person.id = comment.author_id
            WHERE mention.workspace_id = \(viewer.workspace.id) AND mention.person_id = \(viewer.id) AND mention.seen_at IS NULL
                AND comment.removed_at IS NULL AND \(sql: viewer.seesGoal) ORDER BY mention.created_at DESC LIMIT \(limit)
            """
        ).map { row in
            var columns = row.columns
            let goal: ID<Goal> = try columns.next()
            let title: String = try columns.next()
            let comment: String = try columns.next()
            let text = Markdown.plain(try columns.next(), limit: 120)
            let author: String = try columns.next()
            return Waiting(kind: .mention, goalID: goal, title: title, details: "\(author) mentioned you: “\(text)”", subject: comment)
        }
    }

    /// Goals that wait to be committed: proposed ones of the teams this person leads, and their own drafts. Each kind is found by its index; an OR
    /// over both would look at every goal of the workspace.
    func commitments(for viewer: Viewer, limit: Int = 20) throws -> [Waiting] {
        guard Person.mayWrite(viewer).isGranted else { return [] }
        let workspace = viewer.workspace.id
        let led: SQL =
            viewer.leads.isEmpty
            ? ""
            : """
            UNION SELECT led.id FROM goal AS led WHERE led.workspace_id = \(workspace) AND led.team_id IN (\(list: viewer.leads.sorted()))
                AND led.stage = 'proposed'
            """
        return try rows(
            """
            SELECT goal.id, goal.title, goal.stage, person.name FROM goal
            LEFT JOIN person ON person.workspace_id = goal.workspace_id AND person.id = goal.owner_id
            WHERE goal.workspace_id = \(workspace) AND \(sql: viewer.seesGoal) AND goal.id IN (
                SELECT own.id FROM goal AS own WHERE own.workspace_id = \(workspace) AND own.owner_id = \(viewer.id)
                    AND own.stage IN ('draft', 'proposed') \(sql: led))
            ORDER BY goal.updated_at DESC LIMIT \(limit)
            """
        ).map { row in
            var columns = row.columns
            let goal: ID<Goal> = try columns.next()
            let title: String = try columns.next()
            let stage: String = try columns.next()
            let owner: String? = try columns.next()
            let words: Words =
                stage == "proposed" ? "Proposed by \(owner ?? "–"); it waits to be committed" : "Your draft; propose it when it is ready"
            return Waiting(kind: .commitment, goalID: goal, title: title, details: words)
        }
    }

    /// This person's initiatives and the milestones of their goals that end within a week, or have ended. CROSS JOIN keeps SQLite to this order:
    /// without statistics it would begin with every milestone of the workspace.
    func deadlines(of viewer: Viewer, today: Day) throws -> [Waiting] {
        let horizon = today.advanced(by: 7)
        let initiatives = try rows(
            """
            SELECT goal.id, initiative.title, initiative.due_on, goal.title FROM initiative
            JOIN goal ON goal.workspace_id = initiative.workspace_id AND goal.id = initiative.goal_id
            WHERE initiative.workspace_id = \(viewer.workspace.id) AND initiative.owner_id = \(viewer.id) AND goal.stage <> 'closed'
                AND initiative.status IN ('planned', 'doing', 'waiting') AND initiative.due_on <= \(horizon) AND \(sql: viewer.seesGoal)
            ORDER BY initiative.due_on LIMIT 20
            """)
        let milestones = try rows(
            """
            SELECT goal.id, milestone.title, milestone.on_day, goal.title FROM goal CROSS JOIN milestone
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.owner_id = \(viewer.id) AND goal.stage = 'committed'
                AND milestone.workspace_id = goal.workspace_id AND milestone.goal_id = goal.id AND milestone.reached_on IS NULL AND milestone.on_day <= \(horizon) AND \(sql: viewer.seesGoal)
            ORDER BY milestone.on_day LIMIT 20
            """)
        return try initiatives.map { try deadline($0, .initiative) } + milestones.map { try deadline($0, .milestone) }
    }

    private func deadline(_ row: Row, _ kind: Waiting.Kind) throws -> Waiting {
        var columns = row.columns
        let goal: ID<Goal> = try columns.next()
        let title: String = try columns.next()
        let due: Day = try columns.next()
        let parent: String = try columns.next()
        return Waiting(kind: kind, goalID: goal, title: title, due: due, details: .verbatim(parent))
    }
}

/// "four numbers, last time 55 %": what a check-in will ask for.
private func checkInWords(_ goal: Goal) -> Words {
    let numbers = goal.keyResultCount
    let count: Words = numbers == 0 ? "no numbers" : numbers == 1 ? "one number" : "\(numbers) numbers"
    guard goal.lastCheckInAt != nil else { return "\(count), the first check-in" }
    return goal.confidence.map { "\(count), last time \($0) % sure" } ?? count
}
