import Database
import Domain

/// Looking at one goal: its page, its check-ins, its history.
struct GoalViews: Sendable {
    let cairn: Cairn

    func page(_ id: ID<Goal>, for viewer: Viewer) async throws -> GoalView {
        let now = cairn.now
        return try await cairn.database.read { db in try db.goalView(id, for: viewer, at: now) }
    }

    /// The check-ins of a goal from the newest (or one before a moment) on, and where the older ones begin.
    func checkIns(_ id: ID<Goal>, before: Moment?, for viewer: Viewer) async throws -> (GoalView, older: Moment?) {
        let now = cairn.now
        return try await cairn.database.read { db in
            var view = try db.bareGoalView(id, for: viewer, at: now)
            let workspace = viewer.workspace
            view.keyResults = try db.keyResultViews(of: view.goal, in: workspace, today: view.today)
            view.checkIns = try db.checkIns(on: id, in: workspace.id, limit: checkInsPerPage + 1, before: before)
            let isMore = view.checkIns.count > checkInsPerPage
            if isMore { view.checkIns.removeLast() }
            try db.addValues(to: &view, workspace)
            if view.goal.commentCount > 0 { view.comments = try db.comments(on: id, in: workspace.id) }
            return (view, isMore ? view.checkIns.last?.createdAt : nil)
        }
    }

    func history(_ id: ID<Goal>, before: ID<Event>?, for viewer: Viewer) async throws -> (GoalView, older: ID<Event>?) {
        let now = cairn.now
        return try await cairn.database.read { db in
            var view = try db.bareGoalView(id, for: viewer, at: now)
            view.events = try db.goalEvents(of: id, for: viewer, before: before, limit: eventsPerPage + 1)
            let isMore = view.events.count > eventsPerPage
            if isMore { view.events.removeLast() }
            return (view, isMore ? view.events.last?.event.id : nil)
        }
    }
}

private let checkInsPerPage = 30
private let eventsPerPage = 100

extension Connection {
    /// The goal and how it stands, without what lies below it.
    func bareGoalView(_ id: ID<Goal>, for viewer: Viewer, at now: Moment) throws -> GoalView {
        let today = now.day(in: viewer.workspace.zone)
        let (goal, names) = try goalWithNames(id, for: viewer)
        return GoalView(
            goal: goal, names: names, standing: goal.standing(on: today, in: viewer.workspace.zone, rule: viewer.workspace.rule),
            today: today)
    }

    /// Everything on a goal's page. What the goal's own counts say is not there is not asked for.
    func goalView(_ id: ID<Goal>, for viewer: Viewer, at now: Moment) throws -> GoalView {
        var view = try bareGoalView(id, for: viewer, at: now)
        let (goal, workspace) = (view.goal, viewer.workspace)
        if goal.keyResultCount > 0 { view.keyResults = try keyResultViews(of: goal, in: workspace, today: view.today) }
        if goal.checkInCount > 0 {
            view.checkIns = try checkIns(on: id, in: workspace.id, limit: 5)
            try addValues(to: &view, workspace)
            view.lookAhead()
        }
        if goal.parentCount > 0 { view.parents = try parentRows(of: id, for: viewer) }
        if goal.childCount > 0 { try addChildren(to: &view, for: viewer) }
        if goal.initiativeCount > 0 { view.initiatives = try initiativeRows(of: id, in: workspace.id) }
        view.milestones = try milestoneRows(of: id, in: workspace.id)
        if goal.commentCount > 0 { view.comments = try comments(on: id, in: workspace.id) }
        view.events = try goalEvents(of: id, for: viewer, limit: 10)
        if view.names.isWatched {
            view.thresholds = try thresholdRows(of: id, in: workspace.id)
            view.jointActions = try jointActionRows(of: id, for: viewer)
        }
        if view.names.isTold {
            view.assumptions = try assumptions(of: id, in: workspace.id)
            view.stories = try stories(of: id, in: workspace.id, limit: 4)
        }
        view.drift = try drift(of: goal, in: workspace.id)
        view.origin = try origin(of: goal, for: viewer)
        if !goal.isOpen { view.continuations = try continuations(of: id, for: viewer) }
        if goal.visibility == .named { view.readers = try readers(of: id, in: workspace.id) }
        return view
    }

    /// What was reported: for the charts by key result, for the narratives by check-in.
    func addValues(to view: inout GoalView, _ workspace: Workspace) throws {
        guard !view.keyResults.isEmpty else { return }
        let places = Dictionary(
            view.keyResults.indices.map { (view.keyResults[$0].keyResult.id, $0) }, uniquingKeysWith: { first, _ in first })
        let shown = Set(view.checkIns.map(\.id))
        for report in try reportedValues(of: view.goal.id, in: workspace.id) {
            guard let place = places[report.keyResultID] else { continue }
            view.keyResults[place].add(Chart.Point(day: report.at.day(in: workspace.zone), value: report.value))
            if shown.contains(report.checkInID) { view.reported[report.checkInID, default: [:]][report.keyResultID] = report.value }
        }
        for place in view.keyResults.indices { view.keyResults[place].thin() }
    }

    /// The children this viewer sees; the worst of them is named in the reason only if it is among them.
    private func addChildren(to view: inout GoalView, for viewer: Viewer) throws {
        view.children = try childRows(of: view.goal.id, for: viewer, today: view.today)
        guard let worst = view.children.first(where: { $0.row.goal.id == view.goal.worstID })?.row.goal.title else { return }
        view.standing = view.goal.standing(on: view.today, in: viewer.workspace.zone, rule: viewer.workspace.rule, worstTitle: worst)
    }
}

extension GoalView {
    /// A forecast for each number of a promise that is not due yet.
    mutating func lookAhead() {
        guard goal.stage == .committed else { return }
        for place in keyResults.indices { keyResults[place].lookAhead(from: today) }
    }
}

extension [KeyResultView] {
    /// How likely a goal is by its numbers alone: the mean of its key results' chances, each by what it counts. Nil where those with a forecast
    /// count less than half of the goal.
    var likelihood: Double? {
        let known = compactMap { part in part.forecast.flatMap { part.keyResult.likelihood(by: $0) }.map { (part.counts, $0) } }
        let weight = known.reduce(0) { $0 + $1.0 }
        return weight >= 50 ? known.reduce(0) { $0 + $1.0 * $1.1 } / weight : nil
    }
}

extension Connection {
    /// What to ask the owner of each of these goals whose numbers and whose confidence lie far apart. Two statements, however many goals.
    func disagreements(on goals: [Goal], in workspace: Workspace, today: Day) throws -> [ID<Goal>: Words] {
        let told = goals.filter { $0.stage == .committed && $0.confidence != nil && $0.checkInCount >= Forecast.fewest }
        guard !told.isEmpty else { return [:] }
        let keyResults = try keyResults(ofAny: told.map(\.id), in: workspace.id)
        var points: [ID<KeyResult>: [Chart.Point]] = [:]
        for report in try reportedValues("check_in.goal_id IN (\(list: told.map(\.id)))", in: workspace.id) {
            points[report.keyResultID, default: []].append(Chart.Point(day: report.at.day(in: workspace.zone), value: report.value))
        }
        var words: [ID<Goal>: Words] = [:]
        for goal in told {
            let own = keyResults[goal.id] ?? []
            let views = zip(own, RollUp.weights(own.map(\.weight))).map { keyResult, counts in
                var view = KeyResultView(
                    keyResult: keyResult, counts: counts, standing: keyResult.standing(on: today, stage: goal.stage, rule: workspace.rule))
                for point in points[keyResult.id] ?? [] { view.add(point) }
                view.lookAhead(from: today)
                return view
            }
            if let data = views.likelihood, let people = goal.confidence {
                words[goal.id] = Forecast.disagreement(data: data, people: people)
            }
        }
        return words
    }
}

extension KeyResultView {
    /// A forecast, while there is something to come.
    fileprivate mutating func lookAhead(from today: Day) {
        guard today <= keyResult.dueOn else { return }
        forecast = keyResult.forecast(from: points.map { Forecast.Report($0.day, $0.value) })
    }

    /// Of two reports on one day the later one is drawn.
    fileprivate mutating func add(_ point: Chart.Point) {
        if points.last?.day == point.day { points.removeLast() }
        points.append(point)
    }

    /// More points than a chart is wide are not told apart: of thousands some hundreds are drawn, always the last.
    fileprivate mutating func thin() {
        guard points.count > 400 else { return }
        let step = points.count / 200
        points = points.enumerated().filter { ($0.offset - (points.count - 1)).isMultiple(of: step) }.map(\.element)
    }
}
