import Database
import Domain
import Foundation

/// Everything on the page of a cycle, as one person sees it.
struct CycleDashboard: Sendable {
    var cycle: Cycle
    /// Nil for all of the workspace; otherwise this team and those below it.
    var team: Team?
    var teams: [Team] = []
    var goals: [CycleGoal] = []
    /// At most four, those of its key results that people marked.
    var primary: [CycleKeyResult] = []
    var leading: [CycleKeyResult] = []
    var lagging: [CycleKeyResult] = []
    /// How many more key results there are than the two tables show.
    var more = 0
    var changes: [EventRow] = []
    var narratives: [Narrative] = []
    /// Nil until somebody has said how likely something is.
    var confidence: ConfidenceOverTime?
    /// Open ones, by date.
    var jointActions: [JointActionRow] = []
    var today: Day

    var tally: Tally { Tally(goals.map(\.status)) }
    /// Goals whose rhythm was missed, the longest silence first.
    var stale: [CycleGoal] {
        goals.filter { $0.status == .stale }.sorted {
            ($0.lastCheckInAt?.milliseconds ?? 0, $0.id) < ($1.lastCheckInAt?.milliseconds ?? 0, $1.id)
        }
    }
}

/// A goal as far as the dashboard speaks of it.
struct CycleGoal: Sendable {
    var id: ID<Goal>
    var title: String
    var status: Status
    var isOpen: Bool
    var lastCheckInAt: Moment?
    var closedAt: Moment?
    /// How it stood a week ago, as its last check-in of then froze it; nil where there was none.
    var lastWeek: Status?

    /// Whether it stands worse or better than a week ago; nil where that cannot be said, or nothing changed. Who has gone quiet has not moved.
    var isWorse: Bool? {
        guard let lastWeek, isOpen, !Status.silent.contains(lastWeek), !Status.silent.contains(status) else { return nil }
        return status.severity == lastWeek.severity ? nil : status.isWorse(than: lastWeek)
    }
}

extension Status {
    fileprivate static let silent: Set<Status> = [.stale, .notStarted]
}

/// A key result with its goal, how it stands, and what was reported.
struct CycleKeyResult: Sendable {
    var keyResult: KeyResult
    var goal: String
    var standing: Standing
    /// Of its goal.
    var stage: Goal.Stage
    var points: [(at: Moment, value: Double)] = []
    /// Where a primary one ends if it goes on as reported, while there is something to come.
    var forecast: Forecast?
    /// What it was a week ago; nil where nothing has been reported since, or nothing had been before.
    var lastWeek: Double?
    /// The titles of those it moves together with.
    var movesWith: [String] = []
}

/// What somebody wrote in a check-in.
struct Narrative: Sendable {
    var id: ID<CheckIn>
    var goalID: ID<Goal>
    var goal: String
    var authorID: ID<Person>
    var author: String
    var text: String
    var at: Moment
}

/// How many rows each of the two tables shows.
private let pairedRows = 8

extension Cycles {
    func dashboard(_ id: ID<Cycle>, team: ID<Team>? = nil, for viewer: Viewer) async throws -> CycleDashboard {
        let now = cairn.now
        return try await cairn.database.read { db in try db.dashboard(of: id, team: team, for: viewer, at: now) }
    }
}

extension Connection {
    /// Some ten statements, whatever the number of goals; what is shown of each kind is bounded.
    func dashboard(of id: ID<Cycle>, team: ID<Team>? = nil, for viewer: Viewer, at now: Moment) throws -> CycleDashboard {
        let today = now.day(in: viewer.workspace.zone)
        var view = CycleDashboard(cycle: try cycle(id, in: viewer.workspace.id), today: today)
        view.teams = try teamChoices(in: viewer.workspace.id)
        if let team {
            view.team = view.teams.first { $0.id == team }
            if view.team == nil { throw AppError.notFound }
        }
        let place: SQL =
            team.map { "goal.cycle_id = \(id) AND goal.team_id IN (\(list: view.teams.below($0).sorted()))" } ?? "goal.cycle_id = \(id)"
        view.goals = try cycleGoals(place, for: viewer)
        let lastWeek = try statuses(place, before: now.adding(days: -7), for: viewer)
        for index in view.goals.indices { view.goals[index].lastWeek = lastWeek[view.goals[index].id] }
        view.choose(try cycleKeyResults(place, for: viewer, today: today))
        try namePairs(in: &view, viewer.workspace.id)
        try addReports(to: &view, in: viewer.workspace, at: now)
        let week = now.adding(days: -7)
        let goals = try news(ofGoals: place, since: week, for: viewer, limit: 60)
        view.changes = (try news(of: id, since: week, for: viewer) + goals).sorted { $0.event.createdAt > $1.event.createdAt }.mostTelling(
            8)
        view.confidence = try confidence(of: view, place, for: viewer)
        view.narratives = try narratives(from: view.goals, in: viewer.workspace.id)
        view.jointActions = try openJointActions(place, for: viewer)
        return view
    }

    /// How committed goals stood at a moment: as the last check-in before it froze it.
    /// - Parameter place: the condition on `goal` that says which.
    func statuses(_ place: SQL, before moment: Moment, for viewer: Viewer) throws -> [ID<Goal>: Status] {
        let found = try rows(
            """
            SELECT goal.id, check_in.status FROM goal CROSS JOIN check_in
            WHERE goal.workspace_id = \(viewer.workspace.id) AND \(sql: place) AND goal.stage = 'committed' AND \(sql: viewer.seesGoal)
                AND check_in.workspace_id = goal.workspace_id AND check_in.id = (SELECT older.id FROM check_in AS older
                    WHERE older.workspace_id = goal.workspace_id AND older.goal_id = goal.id AND older.created_at < \(moment)
                    ORDER BY older.created_at DESC, older.id DESC LIMIT 1)
            """)
        return Dictionary(
            try found.map { row -> (ID<Goal>, Status) in
                var columns = row.columns
                return (try columns.next(), try columns.next())
            }, uniquingKeysWith: { first, _ in first })
    }

    private func openJointActions(_ place: SQL, for viewer: Viewer) throws -> [JointActionRow] {
        let open: SQL = "joint_action.closed_at IS NULL AND \(sql: place) AND \(sql: viewer.seesGoal)"
        return try rows(of: try jointActions(in: viewer.workspace.id, where: open, limit: 20), for: viewer)
    }

    private func news(of cycle: ID<Cycle>, since: Moment, for viewer: Viewer) throws -> [EventRow] {
        let own: SQL = "event.goal_id IS NULL AND event.subject_id = \(cycle.text) AND event.created_at >= \(since)"
        return try events("\(sql: own) AND event.kind IN ('cycle edited', 'cycle moved')", for: viewer, limit: 20)
    }

    /// - Parameter place: the condition on `goal` that says which.
    private func cycleGoals(_ place: SQL, for viewer: Viewer) throws -> [CycleGoal] {
        let found = try rows(
            """
            SELECT goal.id, goal.title, goal.status, goal.stage, goal.last_check_in_at, goal.closed_at FROM goal
            WHERE goal.workspace_id = \(viewer.workspace.id) AND \(sql: place) AND \(sql: viewer.seesGoal)
            """)
        return try found.map { row in
            var columns = row.columns
            return CycleGoal(
                id: try columns.next(), title: try columns.next(), status: try columns.next(),
                isOpen: try columns.next(Goal.Stage.self) != .closed, lastCheckInAt: try columns.next(),
                closedAt: try columns.next())
        }
    }

    /// What has been said since the cycle began of how likely its goals are.
    private func confidence(of view: CycleDashboard, _ place: SQL, for viewer: Viewer) throws -> ConfidenceOverTime? {
        guard view.goals.contains(where: { $0.lastCheckInAt != nil }) else { return nil }
        let zone = viewer.workspace.zone
        let said = try rows(
            """
            SELECT check_in.created_at, check_in.goal_id, check_in.confidence FROM goal CROSS JOIN check_in
            WHERE goal.workspace_id = \(viewer.workspace.id) AND \(sql: place) AND goal.stage IN ('committed', 'closed')
                AND \(sql: viewer.seesGoal) AND check_in.workspace_id = goal.workspace_id AND check_in.goal_id = goal.id
                AND check_in.created_at >= \(view.cycle.startsOn.start(in: zone)) AND check_in.confidence IS NOT NULL
            """
        ).map { row -> ConfidenceOverTime.Said in
            var columns = row.columns
            let at: Moment = try columns.next()
            return .init(of: try columns.next(), at: at, try columns.next())
        }
        let ended = view.goals.compactMap { goal in goal.closedAt.map { (goal.id, $0) } }
        let found = ConfidenceOverTime(
            said.sorted { $0.at < $1.at }, ended: Dictionary(ended) { first, _ in first }, of: view.cycle, today: view.today, in: zone)
        return found.weeks.isEmpty ? nil : found
    }

    /// The key results that have a place on the dashboard: marked as primary, leading or lagging, in the order in which they were made. (Sorted
    /// here: asked to sort, SQLite walks all goals of the workspace by id instead of those of the cycle.)
    private func cycleKeyResults(_ place: SQL, for viewer: Viewer, today: Day) throws -> [CycleKeyResult] {
        let found = try rows(
            """
            SELECT \(sql: keyResultColumns), goal.title, goal.stage FROM goal CROSS JOIN key_result
            WHERE goal.workspace_id = \(viewer.workspace.id) AND \(sql: place) AND \(sql: viewer.seesGoal)
                AND key_result.workspace_id = goal.workspace_id AND key_result.goal_id = goal.id
                AND (key_result.is_primary = 1 OR (key_result.indicator IS NOT NULL AND goal.stage IN ('committed', 'closed')))
            """)
        return try found.map { row in
            var columns = row.columns
            let keyResult = try KeyResult(&columns)
            let goal: String = try columns.next()
            let stage: Goal.Stage = try columns.next()
            let standing = keyResult.standing(on: today, stage: stage, rule: viewer.workspace.rule)
            return CycleKeyResult(keyResult: keyResult, goal: goal, standing: standing, stage: stage)
        }.sorted {
            ($0.keyResult.goalID, $0.keyResult.position, $0.keyResult.id) < ($1.keyResult.goalID, $1.keyResult.position, $1.keyResult.id)
        }
    }

    /// Names those that each of the two tables' key results moves together with. Both belong to one goal, so whoever sees one sees the other.
    private func namePairs(in view: inout CycleDashboard, _ workspace: ID<Workspace>) throws {
        let shown = (view.leading + view.lagging).map(\.keyResult.id).sorted()
        guard !shown.isEmpty else { return }
        var titles: [ID<KeyResult>: [String]] = [:]
        for row in try rows(
            """
            SELECT key_result_pair.leading_id, early.title, key_result_pair.lagging_id, late.title FROM key_result_pair
                JOIN key_result AS early ON early.workspace_id = key_result_pair.workspace_id AND early.id = key_result_pair.leading_id
                JOIN key_result AS late ON late.workspace_id = key_result_pair.workspace_id AND late.id = key_result_pair.lagging_id
            WHERE key_result_pair.workspace_id = \(workspace)
                AND (key_result_pair.leading_id IN (\(list: shown)) OR key_result_pair.lagging_id IN (\(list: shown)))
            ORDER BY early.position, late.position
            """)
        {
            var columns = row.columns
            let (early, earlyTitle): (ID<KeyResult>, String) = (try columns.next(), try columns.next())
            let (late, lateTitle): (ID<KeyResult>, String) = (try columns.next(), try columns.next())
            titles[early, default: []].append(lateTitle)
            titles[late, default: []].append(earlyTitle)
        }
        for place in view.leading.indices { view.leading[place].movesWith = titles[view.leading[place].keyResult.id] ?? [] }
        for place in view.lagging.indices { view.lagging[place].movesWith = titles[view.lagging[place].keyResult.id] ?? [] }
    }

    /// What was reported on the key results that are shown, oldest first.
    private func addReports(to view: inout CycleDashboard, in workspace: Workspace, at now: Moment) throws {
        let shown = Set((view.primary + view.leading + view.lagging).map(\.keyResult.id))
        guard !shown.isEmpty else { return }
        let found = try rows(
            """
            SELECT check_in_value.key_result_id, check_in.created_at, check_in_value.value FROM check_in_value
                JOIN check_in ON check_in.workspace_id = check_in_value.workspace_id AND check_in.id = check_in_value.check_in_id
            WHERE check_in_value.workspace_id = \(workspace.id) AND check_in_value.key_result_id IN (\(list: shown.sorted()))
            ORDER BY check_in.created_at DESC LIMIT 3000
            """)
        var points: [ID<KeyResult>: [(at: Moment, value: Double)]] = [:]
        for row in found.reversed() {
            var columns = row.columns
            points[try columns.next(), default: []].append((try columns.next(), try columns.next()))
        }
        let week = now.adding(days: -7)
        view.primary = view.primary.map {
            $0.with(points[$0.keyResult.id] ?? [], since: week).lookingAhead(from: view.today, in: workspace.zone)
        }
        view.leading = view.leading.map { $0.with(points[$0.keyResult.id] ?? [], since: week) }
        view.lagging = view.lagging.map { $0.with(points[$0.keyResult.id] ?? [], since: week) }
    }

    /// The newest words of three goals: looked for only where somebody has checked in lately.
    private func narratives(from goals: [CycleGoal], in workspace: ID<Workspace>) throws -> [Narrative] {
        let heard = goals.filter { $0.lastCheckInAt != nil }.sorted { $0.lastCheckInAt! > $1.lastCheckInAt! }.prefix(40)
        guard let oldest = heard.last?.lastCheckInAt else { return [] }
        let titles = Dictionary(heard.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        let found = try rows(
            """
            SELECT check_in.id, check_in.goal_id, check_in.author_id, person.name, check_in.changed, check_in.created_at FROM check_in
                JOIN person ON person.workspace_id = check_in.workspace_id AND person.id = check_in.author_id
            WHERE check_in.workspace_id = \(workspace) AND check_in.goal_id IN (\(list: heard.map(\.id))) AND check_in.created_at >= \(oldest)
                AND check_in.changed <> '' ORDER BY check_in.created_at DESC, check_in.id DESC LIMIT 60
            """)
        var seen: Set<ID<Goal>> = []
        let all = try found.map { row in
            var columns = row.columns
            let (id, goal): (ID<CheckIn>, ID<Goal>) = (try columns.next(), try columns.next())
            return Narrative(
                id: id, goalID: goal, goal: titles[goal] ?? "", authorID: try columns.next(), author: try columns.next(),
                text: try columns.next(), at: try columns.next())
        }
        return all.filter { seen.insert($0.goalID).inserted }.prefix(3).map { $0 }
    }
}

extension CycleDashboard {
    /// Gives each key result its place: four large, then the two tables, those that need a look first.
    fileprivate mutating func choose(_ all: [CycleKeyResult]) {
        primary = Array(all.filter(\.keyResult.isPrimary).prefix(4))
        let paired = all.filter { $0.keyResult.indicator != nil }.enumerated().sorted { left, right in
            (left.element.rank, left.offset) < (right.element.rank, right.offset)
        }.map(\.element)
        leading = Array(paired.filter { $0.keyResult.indicator == .leading }.prefix(pairedRows))
        lagging = Array(paired.filter { $0.keyResult.indicator == .lagging }.prefix(pairedRows))
        more = paired.count - leading.count - lagging.count
    }
}

extension CycleKeyResult {
    /// Primary ones first, then by how bad they are.
    fileprivate var rank: Int { (keyResult.isPrimary ? 0 : 100) - standing.status.severity }

    fileprivate func with(_ points: [(at: Moment, value: Double)], since week: Moment) -> CycleKeyResult {
        var copy = self
        copy.points = points
        let isFresh = keyResult.reportedAt.map { $0 >= week } ?? false
        copy.lastWeek = isFresh ? points.last { $0.at < week }?.value : nil
        return copy
    }

    fileprivate func lookingAhead(from today: Day, in zone: TimeZone) -> CycleKeyResult {
        guard stage == .committed, today <= keyResult.dueOn else { return self }
        var copy = self
        copy.forecast = keyResult.forecast(from: points.map { Forecast.Report($0.at.day(in: zone), $0.value) })
        return copy
    }

    /// Whether the week brought it nearer to where it should be; nil where that cannot be said or nothing changed.
    var isBetter: Bool? {
        guard let now = keyResult.value, let before = lastWeek, now != before else { return nil }
        guard keyResult.kind == .number else { return now > before }
        switch keyResult.direction {
        case .increase, .keepAbove: return now > before
        case .decrease, .keepBelow: return now < before
        case .within: return keyResult.limits.flatMap { limits in nearer(now, before, limits) }
        }
    }

    private func nearer(_ now: Double, _ before: Double, _ limits: ClosedRange<Double>) -> Bool? {
        func distance(_ value: Double) -> Double { max(limits.lowerBound - value, value - limits.upperBound, 0) }
        return distance(now) == distance(before) ? nil : distance(now) < distance(before)
    }
}
