import Database
import Domain

/// Looks whether thresholds are crossed, in the transaction that moved what they watch, and opens a joint action for those that are.
///
/// A goal without thresholds costs one statement that finds nothing. Otherwise: the goals, the key results, and the last reports of those whose
/// rule is about a row of them.
struct ThresholdLook {
    private let db: any Connection
    private let workspace: Workspace
    private let now: Moment
    private let today: Day

    init(_ db: any Connection, _ workspace: Workspace, at now: Moment) {
        self.db = db
        self.workspace = workspace
        self.now = now
        today = now.day(in: workspace.zone)
    }

    /// After these goals or their key results have moved.
    func look(at goals: [ID<Goal>]) throws {
        for part in goals.chunks(of: 500) {
            try look(try db.thresholds(in: workspace.id, where: "goal.stage = 'committed' AND threshold.goal_id IN (\(list: part))"))
        }
    }

    /// When the day has turned: what is expected grows, and silence lasts.
    func lookAtAll() throws {
        try look(try db.thresholds(in: workspace.id, where: "goal.stage = 'committed'"))
    }

    private func look(_ thresholds: [AgreedThreshold]) throws {
        guard !thresholds.isEmpty else { return }
        let facts = try Watched(db, workspace, thresholds, today: today)
        for var threshold in thresholds {
            guard let facts = try facts.facts(for: threshold) else { continue }
            let (state, turn) = threshold.rule.judge(threshold.state, facts)
            guard state != threshold.state else { continue }
            threshold.state = state
            try db.saveState(of: threshold, in: workspace.id)
            db.notify("\(workspace.id)/goal:\(threshold.goalID)")
            if case .crossed = turn { try open(threshold, facts) }
        }
    }

    /// Calls the people together, unless they still are from the last time.
    private func open(_ threshold: AgreedThreshold, _ facts: Threshold.Facts) throws {
        let open = try db.jointActions(
            in: workspace.id, where: "joint_action.threshold_id = \(threshold.id) AND joint_action.closed_at IS NULL")
        guard open.isEmpty else { return }
        let action = JointAction(threshold, facts, id: newID(), at: now, today: today)
        try db.insert(action, for: try db.peopleToCall(for: threshold, in: workspace.id), in: workspace.id)
        try db.record(
            Event(
                id: newID(), kind: .thresholdCrossed, actorID: nil, goalID: threshold.goalID, subjectID: action.id.text,
                details: .init(names: facts.keyResult.map { ["subject": $0.title] } ?? [:]), createdAt: now),
            in: workspace.id)
    }

    private func newID<Noun>() -> ID<Noun> {
        var random = SystemRandomNumberGenerator()
        return ID(at: now, random: &random)
    }
}

extension Threshold {
    /// What this threshold would see now.
    static func facts(
        of goal: ID<Goal>, _ keyResult: ID<KeyResult>?, rule: Threshold, _ db: any Connection, _ workspace: Workspace, today: Day
    ) throws -> Facts? {
        let nobody = ID<Person>(trusted: "")
        let threshold = AgreedThreshold(
            id: ID(trusted: ""), goalID: goal, keyResultID: keyResult, rule: rule, people: [], createdBy: nobody,
            createdAt: Moment(milliseconds: 0))
        return try Watched(db, workspace, [threshold], today: today).facts(for: threshold)
    }
}

/// What some thresholds watch, read at once.
private struct Watched {
    private let db: any Connection
    private let workspace: Workspace
    private let today: Day
    private var goals: [ID<Goal>: Goal] = [:]
    private var keyResults: [ID<KeyResult>: KeyResult] = [:]

    init(_ db: any Connection, _ workspace: Workspace, _ thresholds: [AgreedThreshold], today: Day) throws {
        (self.db, self.workspace, self.today) = (db, workspace, today)
        for part in Set(thresholds.map(\.goalID)).sorted().chunks(of: 500) {
            for goal in try db.standingGoals(part, in: workspace.id) { goals[goal.id] = goal }
        }
        for part in Set(thresholds.compactMap(\.keyResultID)).sorted().chunks(of: 500) {
            for keyResult in try db.keyResults(in: workspace.id, where: "key_result.id IN (\(list: part))") {
                keyResults[keyResult.id] = keyResult
            }
        }
    }

    /// Nil where what it stands on is gone.
    func facts(for threshold: AgreedThreshold) throws -> Threshold.Facts? {
        guard let goal = goals[threshold.goalID] else { return nil }
        let heardOn = [goal.lastCheckInAt, goal.committedAt].compactMap { $0?.day(in: workspace.zone) }.reduce(goal.startsOn) {
            max($0, $1)
        }
        let isRow = threshold.rule.kind == .worse
        guard let id = threshold.keyResultID else {
            let progress = isRow ? try db.lastProgress(of: goal.id, in: workspace.id) : goal.progress.map { [$0] } ?? []
            return Threshold.Facts(goal, progress: progress, heardOn: heardOn, today: today)
        }
        guard let keyResult = keyResults[id] else { return nil }
        let values = isRow ? try db.lastValues(of: id, in: workspace.id) : keyResult.value.map { [$0] } ?? []
        return Threshold.Facts(keyResult, values: values, heardOn: heardOn, today: today)
    }
}

/// As many reports as the longest row of worse ones needs, and some that repeat the last.
private let longestRow = 24

extension Connection {
    fileprivate func lastValues(of keyResult: ID<KeyResult>, in workspace: ID<Workspace>) throws -> [Double] {
        try rows(
            """
            SELECT check_in_value.value FROM check_in_value
                JOIN check_in ON check_in.workspace_id = check_in_value.workspace_id AND check_in.id = check_in_value.check_in_id
            WHERE check_in_value.workspace_id = \(workspace) AND check_in_value.key_result_id = \(keyResult)
            ORDER BY check_in.created_at DESC, check_in.id DESC LIMIT \(longestRow)
            """
        ).map { try $0.first(as: Double.self) }.reversed()
    }

    fileprivate func lastProgress(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [Double] {
        try rows(
            """
            SELECT progress FROM check_in WHERE workspace_id = \(workspace) AND goal_id = \(goal) AND progress IS NOT NULL
            ORDER BY created_at DESC, id DESC LIMIT \(longestRow)
            """
        ).map { try $0.first(as: Double.self) }.reversed()
    }

    /// Those named who are still here and see the goal. Where fewer than two are left, whoever answers for the goal is asked to join them, so that
    /// nobody stands alone before a crossed line.
    fileprivate func peopleToCall(for threshold: AgreedThreshold, in workspace: ID<Workspace>) throws -> [ID<Person>] {
        var people = try active(threshold.people.sorted(), of: threshold.goalID, in: workspace)
        guard people.count < 2 else { return people }
        let answering = try rows(
            """
            SELECT person.id FROM goal JOIN person ON person.workspace_id = goal.workspace_id
                AND (person.id = goal.owner_id OR person.id = goal.created_by OR person.role = 'owner'
                    OR person.id = (SELECT team.lead_id FROM team WHERE team.workspace_id = goal.workspace_id AND team.id = goal.team_id))
            WHERE goal.workspace_id = \(workspace) AND goal.id = \(threshold.goalID)
            ORDER BY CASE WHEN person.role = 'owner' THEN 1 ELSE 0 END, person.id
            """
        ).map { try $0.first(as: ID<Person>.self) }
        for person in try active(answering, of: threshold.goalID, in: workspace) where people.count < 2 && !people.contains(person) {
            people.append(person)
        }
        return people
    }

    private func active(_ people: [ID<Person>], of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [ID<Person>] {
        guard !people.isEmpty else { return [] }
        let here = Set(
            try rows("SELECT id FROM person WHERE workspace_id = \(workspace) AND state = 'active' AND id IN (\(list: people))").map {
                try $0.first(as: ID<Person>.self)
            })
        return try people.filter { try here.contains($0) && maySee(goal, person: $0, in: workspace) }
    }
}
