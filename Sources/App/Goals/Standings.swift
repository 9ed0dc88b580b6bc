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
        try reckon(goals, in: Ancestry(db, workspace.id, of: goals))
    }

    /// The same for what a goal serves, after the caller has reckoned and written the goal itself.
    @discardableResult
    func refresh(above goal: Goal) throws -> [ID<Goal>] {
        let above = try Ancestry(db, workspace.id, of: [goal.id])
        return try reckon(above.parents[goal.id] ?? [], in: above, moved: [goal.id: goal])
    }

    /// Reckons a goal that the caller holds, with all of its key results, and writes nothing.
    /// - Returns: whether it stands otherwise than before.
    func reckon(_ goal: inout Goal, _ keyResults: [KeyResult]) throws -> Bool {
        let before = goal
        if goal.rollsUp {
            let counts = goal.childCount > 0 && goal.countsChildren(hasKeyResults: !keyResults.isEmpty)
            let children = counts ? try db.standingChildren(of: [goal.id], in: workspace.id) : [:]
            goal.take(goal.rolledUp(keyResults: keyResults, children: children[goal.id] ?? []))
        }
        stand(&goal)
        return goal != before
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

    /// Goals are read with what hangs on them all at once: first those that are to be reckoned, then, only when one of them moved, all above.
    /// - Parameter moved: goals as this transaction has left them.
    private func reckon(_ first: [ID<Goal>], in above: Ancestry, moved: [ID<Goal>: Goal] = [:]) throws -> [ID<Goal>] {
        var (waiting, moved, changed) = (Set(first), moved, [ID<Goal>]())
        var near = StandingPart(db, workspace.id)
        try near.read(moved.isEmpty ? first : above.childrenFirst.filter { moved[$0] == nil })
        for id in above.childrenFirst where waiting.contains(id) {
            if !near.asked.contains(id) { try near.read(above.childrenFirst.filter { !near.asked.contains($0) }) }
            guard var goal = near.goals[id] else { continue }
            let before = goal
            if goal.rollsUp {
                let children = (near.children[id] ?? []).map { (goal: moved[$0.goal.id] ?? $0.goal, weight: $0.weight) }
                goal.take(goal.rolledUp(keyResults: near.keyResults[id] ?? [], children: children))
            }
            stand(&goal)
            guard goal != before else { continue }
            try save(goal)
            moved[id] = goal
            changed.append(id)
            waiting.formUnion(above.parents[id] ?? [])
        }
        return changed
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
