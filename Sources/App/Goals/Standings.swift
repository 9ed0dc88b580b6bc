import Database
import Domain

/// Keeps what is stored about how goals stand: progress, plan, status and worst child, written up the parents in the transaction that moves a
/// number, so that a page of 2,000 goals is one query.
struct Standings {
    private let db: any Connection
    private let workspace: Workspace
    private let today: Day

    init(_ db: any Connection, _ workspace: Workspace, at now: Moment) {
        self.db = db
        self.workspace = workspace
        today = now.day(in: workspace.zone)
    }

    /// As it was on another day, such as the one on which statuses were reckoned last.
    init(_ db: any Connection, _ workspace: Workspace, on day: Day) {
        self.db = db
        self.workspace = workspace
        today = day
    }

    /// Reckons these goals anew and, where one of them changed, the goals they serve: each once, and after everything below it.
    /// - Returns: the goals whose stored standing changed.
    @discardableResult
    func refresh(_ goals: [ID<Goal>]) throws -> [ID<Goal>] {
        let above = try Ancestry(db, workspace.id, of: goals)
        var changed: [ID<Goal>] = []
        var waiting = Set(goals)
        for goal in above.childrenFirst where waiting.contains(goal) {
            guard try reckon(goal) else { continue }
            changed.append(goal)
            waiting.formUnion(above.parents[goal] ?? [])
        }
        return changed
    }

    /// Reckons every goal from everything stored below it: when the day turns, after an import, when the workspace changes its rule. Three
    /// statements to read, one for each goal that changed.
    /// - Parameter arrived: goals that an import brought. One among them that came in closed, with nothing stored yet, is reckoned once.
    @discardableResult
    func refreshAll(arrived: Set<ID<Goal>> = []) throws -> [ID<Goal>] {
        let changed = try rebuilt(arrived: arrived)
        for goal in changed { try save(goal) }
        try db.run("UPDATE workspace SET statuses_on = \(today) WHERE id = \(workspace.id)")
        return changed.map(\.id)
    }

    /// The goals that stand otherwise than is stored when everything is reckoned anew. Nothing is written.
    func rebuilt(arrived: Set<ID<Goal>> = []) throws -> [Goal] {
        var all = try StandingSet(db, workspace.id)
        var changed: [Goal] = []
        for id in all.childrenFirst() {
            guard var goal = all.goals[id] else { continue }
            let before = goal
            if goal.rollsUp || (goal.plan == nil && arrived.contains(id)) {
                let children = (all.children[id] ?? []).compactMap { link in all.goals[link.id].map { (goal: $0, weight: link.weight) } }
                goal.take(goal.rolledUp(keyResults: all.keyResults[id] ?? [], children: children))
            }
            stand(&goal)
            all.goals[id] = goal
            if goal != before { changed.append(goal) }
        }
        return changed
    }

    /// - Returns: whether anything that is stored changed.
    private func reckon(_ id: ID<Goal>) throws -> Bool {
        guard var goal = try db.standingGoal(id, in: workspace.id) else { return false }
        let before = goal
        if goal.rollsUp { try rollUp(&goal) }
        stand(&goal)
        guard goal != before else { return false }
        try save(goal)
        return true
    }

    private func rollUp(_ goal: inout Goal) throws {
        let keyResults = goal.keyResultCount > 0 && goal.rollUp != .byHand ? try db.standingKeyResults(of: goal.id, in: workspace.id) : []
        let counts = goal.childCount > 0 && goal.countsChildren(hasKeyResults: !keyResults.isEmpty)
        goal.take(goal.rolledUp(keyResults: keyResults, children: counts ? try db.standingChildren(of: goal.id, in: workspace.id) : []))
    }

    private func stand(_ goal: inout Goal) {
        goal.status = goal.standing(on: today, in: workspace.zone, rule: workspace.rule).status
    }

    private func save(_ goal: Goal) throws {
        try db.run(
            """
            UPDATE goal SET progress = \(goal.progress), plan = \(goal.plan?.text ?? ""), status = \(goal.status),
                worst_status = \(goal.worstStatus), worst_id = \(goal.worstID)
            WHERE workspace_id = \(workspace.id) AND id = \(goal.id)
            """)
    }
}

extension Goal {
    /// A closed goal keeps what it had on its last day, also if that was nothing, whatever its children do afterwards.
    fileprivate var rollsUp: Bool { stage != .closed }
}
