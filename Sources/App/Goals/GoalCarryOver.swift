import Database
import Domain

/// A goal of another cycle that this one goes on from, or in which it goes on.
struct CarriedGoal: Sendable {
    var id: ID<Goal>
    var title: String
    var cycle: String?
}

extension Goals {
    /// Lets a closed goal go on: a new draft in another cycle, from where it stands, linked both ways.
    func carryOver(_ id: ID<Goal>, to cycle: ID<Cycle>?, by viewer: Viewer) async throws -> Goal {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let goal = try db.goal(id, visibleTo: viewer)
            try goal.mayCarryOver(by: viewer).check()
            guard let cycle else { throw AppError.invalid("carry_to", "Choose the cycle in which it goes on.") }
            return try db.carryOver(goal, to: cycle, by: viewer, at: now, cairn)
        }
    }
}

extension Connection {
    /// Inside the caller's transaction. Parents that are closed or hidden, and owners who have left, stay behind.
    func carryOver(_ goal: Goal, to id: ID<Cycle>, by viewer: Viewer, at now: Moment, _ cairn: Cairn) throws -> Goal {
        let workspace = viewer.workspace.id
        guard let cycle = try cycles(in: workspace).first(where: { $0.id == id }) else {
            throw AppError.invalid("carry_to", "This cycle is not there any more. Choose another.")
        }
        let parents = try parents(of: goal.id, visibleTo: viewer).filter { $0.goal.isOpen }.map { Goal.Parent(id: $0.goal.id) }
        var draft = try goal.carriedOver(to: cycle, parents: parents, readers: readerIDs(of: goal.id, in: workspace), by: viewer)
        if try row("SELECT 1 FROM goal WHERE workspace_id = \(workspace) AND carried_from = \(goal.id) AND cycle_id = \(id)") != nil {
            throw AppError.invalid("carry_to", "It goes on in this cycle already.")
        }
        draft.ownerID = try owning(draft.ownerID, in: workspace)
        var new = try Goal.make(draft, id: cairn.newID(), by: viewer, at: now)
        new.carriedFrom = goal.id
        try insert(new, in: workspace)
        if new.visibility == .named { try setReaders(draft.readers, of: new.id, in: workspace) }
        try link(new, to: parents, beside: 0, by: viewer, at: now)
        try carryKeyResults(of: goal, to: new, by: viewer, at: now, cairn)
        new = try finish(new, .goalMade, by: viewer, at: now, id: cairn.newID(), also: parents.map(\.id))
        try record(
            Event(
                id: cairn.newID(), kind: .goalCarriedOver, actorID: viewer.id, goalID: goal.id, subjectID: new.id.text,
                details: Event.Details(names: ["other": cycle.name]), createdAt: now), in: workspace)
        return new
    }

    /// Those that go on, and the pairs of which both ends do.
    private func carryKeyResults(of goal: Goal, to new: Goal, by viewer: Viewer, at now: Moment, _ cairn: Cairn) throws {
        let workspace = viewer.workspace.id
        var made: [KeyResult] = []
        let known = try keyResults(of: goal.id, in: workspace)
        let goOn = known.filter { $0.carriedOver(from: new.startsOn, to: new.dueOn) != nil }
        for draft in KeyResult.carriedOver(known, from: new.startsOn, to: new.dueOn) {
            var draft = draft
            draft.ownerID = try owning(draft.ownerID, in: workspace)
            let next = try KeyResult.make(draft, id: cairn.newID(), in: new, among: made, reason: "", by: viewer, at: now)
            try insert(next, in: workspace)
            made.append(next)
        }
        let next = Dictionary(uniqueKeysWithValues: zip(goOn.map(\.id), made.map(\.id)))
        let pairs = try pairs(of: goOn, in: workspace)
        for leading in goOn where leading.indicator == .leading {
            for lagging in (pairs[leading.id] ?? []).sorted() {
                guard let early = next[leading.id], let late = next[lagging] else { continue }
                try insertPair(early, late, in: workspace)
            }
        }
    }

    /// The same person, unless they have left.
    private func owning(_ person: ID<Person>?, in workspace: ID<Workspace>) throws -> ID<Person>? {
        guard let person else { return nil }
        var problems = Problems()
        try checkOwner(person, in: workspace, &problems)
        do { try problems.check() } catch { return nil }
        return person
    }

    /// The goals that satisfy a condition about carrying over, as far as the viewer sees them.
    private func carried(_ condition: SQL, for viewer: Viewer) throws -> [CarriedGoal] {
        let found = try rows(
            """
            SELECT goal.id, goal.title, cycle.name FROM goal
                LEFT JOIN cycle ON cycle.workspace_id = goal.workspace_id AND cycle.id = goal.cycle_id
            WHERE goal.workspace_id = \(viewer.workspace.id) AND \(sql: condition) AND \(sql: viewer.seesGoal) ORDER BY goal.id
            """)
        return try found.map { row in
            var columns = row.columns
            return CarriedGoal(id: try columns.next(), title: try columns.next(), cycle: try columns.next())
        }
    }

    /// What a goal goes on from, as far as the viewer sees it.
    func origin(of goal: Goal, for viewer: Viewer) throws -> CarriedGoal? {
        guard let from = goal.carriedFrom else { return nil }
        return try carried("goal.id = \(from)", for: viewer).first
    }

    /// Where a goal goes on, as far as the viewer sees it.
    func continuations(of goal: ID<Goal>, for viewer: Viewer) throws -> [CarriedGoal] {
        try carried("goal.carried_from = \(goal)", for: viewer)
    }

    /// Where goals go on, by the goal they go on from; and which of their own origins the viewer sees.
    func continuations(of goals: [ID<Goal>], for viewer: Viewer) throws -> [ID<Goal>: [ID<Goal>]] {
        guard !goals.isEmpty else { return [:] }
        var all: [ID<Goal>: [ID<Goal>]] = [:]
        for row in try rows(
            """
            SELECT goal.carried_from, goal.id FROM goal
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.carried_from IN (\(list: goals)) AND \(sql: viewer.seesGoal)
            ORDER BY goal.id
            """)
        {
            var columns = row.columns
            all[try columns.next(), default: []].append(try columns.next())
        }
        return all
    }

    /// The cycles in which a goal can go on: those that are open, without its own; the next one first.
    func nextCycles(after goal: Goal, in workspace: ID<Workspace>) throws -> [Choice<Cycle>] {
        let open = try cycleChoices(in: workspace).filter { $0.stage != .closed && $0.id != goal.cycleID }
        return open.sorted { ($0.stage == .drafting ? 0 : 1, $0.startsOn, $0.id) < ($1.stage == .drafting ? 0 : 1, $1.startsOn, $1.id) }
            .map { Choice(id: $0.id, name: $0.name) }
    }
}
