import Database
import Domain

/// The parts of changing a goal that page, import and demo share, each inside the caller's transaction.
extension Connection {
    /// Applies a draft to a goal, with its links and named readers, and leaves one line of history.
    func change(
        _ goal: inout Goal, _ draft: Goal.Draft, parents: [Goal.Parent], reason: String, by viewer: Viewer, at now: Moment, id: ID<Event>
    ) throws -> Goal {
        let workspace = viewer.workspace.id
        let before = goal
        let readers = try readerIDs(of: goal.id, in: workspace)
        let edit = try goal.edit(draft, parents: parents, readers: readers, reason: reason, by: viewer, at: now)
        if edit.isEmpty { return goal }
        let draft = try draft.checked()
        try checkReferences(of: draft, unlike: before, linked: edit.linked, by: viewer)
        if goal.teamID != before.teamID { try checkPrimaries(of: goal, field: "team_id", in: workspace) }
        try save(goal, in: workspace)
        if draft.readers != readers { try setReaders(draft.readers, of: goal.id, in: workspace) }
        for parent in edit.unlinked { try unlink(goal.id, from: parent, in: workspace) }
        try link(goal, to: edit.linked, beside: parents.count - edit.unlinked.count, by: viewer, at: now)
        for parent in edit.reweighted { try weigh(parent, of: goal.id, reason: reason, by: viewer) }
        let changes = edit.changes + edit.links(unlike: parents)
        let near = edit.linked.map(\.id) + edit.unlinked + edit.reweighted.map(\.id)
        return try finish(goal, .goalEdited, changes, reason: reason, by: viewer, at: now, id: id, also: near)
    }

    /// Throws where the draft names a team, cycle, person or goal that is not there for this viewer. What was named before may stay.
    func checkReferences(of draft: Goal.Draft, unlike old: Goal?, linked: [Goal.Parent], by viewer: Viewer) throws {
        let workspace = viewer.workspace.id
        var problems = Problems()
        if let team = draft.teamID, team != old?.teamID {
            let isThere = try row("SELECT 1 FROM team WHERE workspace_id = \(workspace) AND id = \(team)") != nil
            problems.require(isThere, "team_id", "This team is not there any more. Choose another.")
        }
        if let cycle = draft.cycleID, cycle != old?.cycleID {
            let stage: Cycle.Stage? = try one("SELECT stage FROM cycle WHERE workspace_id = \(workspace) AND id = \(cycle)")
            problems.require(stage != nil, "cycle_id", "This cycle is not there any more. Choose another.")
            problems.require(stage != .closed, "cycle_id", "This cycle is closed. Choose one that is still open.")
        }
        if let owner = draft.ownerID, owner != old?.ownerID { try checkOwner(owner, in: workspace, &problems) }
        try checkReaders(draft.readers, in: workspace, &problems)
        for parent in linked {
            let stage = try goals(where: "goal.id = \(parent.id)", visibleTo: viewer).first?.stage
            problems.require(stage != nil, "parents", "One of these goals is not there any more, or not yours to see.")
            problems.require(stage != .closed, "parents", "A closed goal cannot be served any more. Choose another.")
        }
        try problems.check()
    }

    /// Adds a problem unless this person may own goals, key results or initiatives.
    func checkOwner(_ owner: ID<Person>, in workspace: ID<Workspace>, _ problems: inout Problems) throws {
        let found = try row("SELECT \(sql: personColumns) FROM person WHERE person.workspace_id = \(workspace) AND person.id = \(owner)")
        guard var columns = found?.columns else { return problems.add("owner_id", "Choose one from the list.") }
        let person = try Person(&columns)
        problems.require(person.canOwn, "owner_id", "\(person.name) cannot own goals: choose a member who has not left.")
    }

    private func checkReaders(_ readers: Set<ID<Person>>, in workspace: ID<Workspace>, _ problems: inout Problems) throws {
        guard !readers.isEmpty else { return }
        let count: Int? = try one("SELECT COUNT(*) FROM person WHERE workspace_id = \(workspace) AND id IN (\(list: readers.sorted()))")
        problems.require(count == readers.count, "readers", "One of these people is not in this workspace.")
    }

    /// Links a goal to goals above it: never in a circle, never deeper than the limit, whatever two people do at once.
    func link(_ goal: Goal, to parents: [Goal.Parent], beside count: Int, by viewer: Viewer, at now: Moment) throws {
        guard !parents.isEmpty else { return }
        let workspace = viewer.workspace.id
        let below = try descendants(of: goal.id, in: workspace).levels
        for (index, parent) in parents.enumerated() {
            let above = try ancestors(of: parent.id, in: workspace)
            try Links.check(
                parent: parent.id, child: goal.id, ancestors: above.goals, parentCount: count + index, depthAbove: above.levels,
                depthBelow: below)
            try link(goal.id, to: Goal.Parent(id: parent.id), in: workspace, at: now)
            if parent.weight != nil { try weigh(parent, of: goal.id, reason: "", by: viewer) }
        }
    }

    /// Says what a child counts in a parent: part of the parent, so it takes the right to change that one.
    private func weigh(_ parent: Goal.Parent, of child: ID<Goal>, reason: String, by viewer: Viewer) throws {
        let above = try goal(parent.id, visibleTo: viewer)
        try above.mayEdit(by: viewer).check()
        try setWeight(parent.weight, of: child, in: parent.id, workspace: viewer.workspace.id)
        do {
            try RollUp.check(try fixedWeights(of: above, in: viewer.workspace.id))
        } catch AppError.invalid(let problems) {
            throw AppError.invalid(problems.map { AppError.Problem("parents", $0.words) })
        }
    }

    /// The weights of everything that counts in a goal's progress.
    func fixedWeights(of goal: Goal, in workspace: ID<Workspace>) throws -> [Double?] {
        let keyResults = goal.rollUp == .childGoals ? [] : try keyResults(of: goal.id, in: workspace).map(\.weight)
        let countsChildren = goal.countsChildren(hasKeyResults: goal.keyResultCount > 0)
        return keyResults + (countsChildren ? try links(below: goal.id, in: workspace).map(\.weight) : [])
    }

    /// After a goal was saved: its line of history, the standings it moves, and who has to look again.
    func finish(
        _ goal: Goal, _ kind: Event.Kind, _ changes: [Change] = [], reason: String = "", by viewer: Viewer, at now: Moment, id: ID<Event>,
        also near: [ID<Goal>] = []
    ) throws -> Goal {
        let workspace = viewer.workspace
        try record(
            Event(
                id: id, kind: kind, actorID: viewer.id, goalID: goal.id, reason: reason, details: Event.Details(changes: changes),
                createdAt: now), in: workspace.id)
        if changes.contains(where: { accessFields.contains($0.field) }) { notify("\(workspace.id)/access") }
        try refreshStandings(from: [goal.id] + near, in: workspace, at: now)
        return goal
    }

    /// Reckons these goals anew, and those above them as far as they move, looks at what they may have crossed, and tells their pages.
    func refreshStandings(from goals: [ID<Goal>], in workspace: Workspace, at now: Moment) throws {
        let moved = try Standings(self, workspace, at: now).refresh(goals)
        for goal in moved { notify("\(workspace.id)/goal:\(goal)") }
        try ThresholdLook(self, workspace, at: now).look(at: Array(Set(goals + moved)))
    }
}

/// Fields that decide who sees a goal.
private let accessFields: Set<String> = ["visibility", "team_id", "owner_id", "readers"]

extension Goal.Edit {
    /// The links that changed, as history keeps them.
    fileprivate func links(unlike before: [Goal.Parent]) -> [Change] {
        unlinked.map { Change(field: "parent_id", from: $0.text, to: "") }
            + linked.map { Change(field: "parent_id", from: "", to: $0.id.text) }
            + reweighted.map { parent in
                let was = before.first { $0.id == parent.id }?.weight
                return Change(field: "weight", from: was.map(Number.text) ?? "", to: parent.weight.map(Number.text) ?? "")
            }
    }
}
