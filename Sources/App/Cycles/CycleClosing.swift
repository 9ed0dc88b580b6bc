import Database
import Domain

/// The end of a cycle, goal by goal, as one person sees it.
struct CycleClosing: Sendable {
    var cycle: Cycle
    /// In the order they were written down.
    var goals: [ClosingGoal]
    /// Open goals that this person does not see and that keep the cycle open, and those for named people, which do not.
    var hiddenOpen: Int
    var open: Int
    /// Where goals can go on.
    var next: [Choice<Cycle>]
    var viewer: Viewer

    /// What waits for this person: committed goals first, then drafts, which can only be dropped.
    var mine: [ClosingGoal] { goals.filter { $0.isOpen && $0.mayClose }.sorted { ($0.rank, $0.goal.id) < ($1.rank, $1.goal.id) } }
    var others: [ClosingGoal] { goals.filter { $0.isOpen && !$0.mayClose } }
    var closed: [ClosingGoal] { goals.filter { !$0.isOpen }.sorted { ($0.closedAt, $0.goal.id) > ($1.closedAt, $1.goal.id) } }
}

/// A goal on its way to its end.
struct ClosingGoal: Sendable {
    var record: GoalRecord
    var lead: String?
    var mayClose: Bool
    /// Where it goes on, as far as this person sees it.
    var continuations: [CarriedGoal] = []

    var goal: Goal { record.goal }
    var isOpen: Bool { goal.isOpen }
    var suggested: Grade? { goal.stage == .draft || goal.stage == .proposed ? nil : goal.suggestedGrade(keyResults) }
    var keyResults: [KeyResult] { record.keyResults.map(\.keyResult) }
    fileprivate var rank: Int { goal.stage == .committed ? 0 : 1 }
    fileprivate var closedAt: Int64 { goal.closedAt?.milliseconds ?? 0 }
}

extension Cycles {
    func closing(_ id: ID<Cycle>, for viewer: Viewer) async throws -> CycleClosing {
        let now = cairn.now
        return try await cairn.database.read { db in try db.closing(of: id, for: viewer, at: now) }
    }
}

extension Connection {
    /// A dozen statements, however many goals there are.
    fileprivate func closing(of id: ID<Cycle>, for viewer: Viewer, at now: Moment) throws -> CycleClosing {
        let workspace = viewer.workspace.id
        let cycle = try cycle(id, in: workspace)
        let records = try complete(
            goalRecords(["goal.cycle_id = \(id)"], limit: 100_000, for: viewer, at: now), for: viewer, at: now)
        let leads = try leadNames(in: workspace)
        let carried = try continuations(in: id, for: viewer)
        let goals = records.map { record in
            ClosingGoal(
                record: record, lead: record.goal.teamID.flatMap { leads[$0] }, mayClose: record.goal.mayEnd(by: viewer),
                continuations: carried[record.goal.id] ?? [])
        }
        let open = try openGoals(in: id, of: workspace)
        let seen = goals.count { $0.isOpen && $0.goal.visibility != .named }
        let next = try cycleChoices(in: workspace).filter { $0.stage != .closed && $0.id != id }
        return CycleClosing(
            cycle: cycle, goals: goals, hiddenOpen: max(open - seen, 0), open: open,
            next: next.sorted { ($0.startsOn, $0.id) > ($1.startsOn, $1.id) }.map { Choice(id: $0.id, name: $0.name) }, viewer: viewer)
    }

    /// How many goals of a cycle are open, whoever may see them, without those for named people: nobody but them can close those.
    func openGoals(in cycle: ID<Cycle>, of workspace: ID<Workspace>) throws -> Int {
        try one(
            """
            SELECT COUNT(*) FROM goal
            WHERE workspace_id = \(workspace) AND cycle_id = \(cycle) AND stage <> 'closed' AND visibility <> 'private'
            """) ?? 0
    }

    private func leadNames(in workspace: ID<Workspace>) throws -> [ID<Team>: String] {
        let found = try rows(
            """
            SELECT team.id, person.name FROM team
                JOIN person ON person.workspace_id = team.workspace_id AND person.id = team.lead_id AND person.state = 'active'
            WHERE team.workspace_id = \(workspace)
            """)
        var names: [ID<Team>: String] = [:]
        for row in found {
            var columns = row.columns
            names[try columns.next()] = try columns.next(String.self)
        }
        return names
    }

    private func continuations(in cycle: ID<Cycle>, for viewer: Viewer) throws -> [ID<Goal>: [CarriedGoal]] {
        let found = try rows(
            """
            SELECT origin.id, goal.id, goal.title, cycle.name FROM goal AS origin
                JOIN goal ON goal.workspace_id = origin.workspace_id AND goal.carried_from = origin.id
                LEFT JOIN cycle ON cycle.workspace_id = goal.workspace_id AND cycle.id = goal.cycle_id
            WHERE origin.workspace_id = \(viewer.workspace.id) AND origin.cycle_id = \(cycle) AND \(sql: viewer.seesGoal) ORDER BY goal.id
            """)
        var carried: [ID<Goal>: [CarriedGoal]] = [:]
        for row in found {
            var columns = row.columns
            let origin: ID<Goal> = try columns.next()
            carried[origin, default: []].append(
                CarriedGoal(id: try columns.next(), title: try columns.next(), cycle: try columns.next()))
        }
        return carried
    }
}

extension Goal {
    /// Whether this person may end it: a draft can be dropped by whoever may change it.
    func mayEnd(by viewer: Viewer) -> Bool {
        (stage == .draft ? mayEdit(by: viewer) : mayClose(by: viewer)).isGranted && isOpen
    }
}
