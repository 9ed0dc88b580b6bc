import Database
import Domain

/// What can be done with a goal: made, changed, linked, proposed, committed, closed. One transaction and one line of history each.
struct Goals: Sendable {
    let cairn: Cairn

    /// Makes a draft. The form's key becomes the goal's id, so a form that is sent twice makes one goal.
    func make(_ draft: Goal.Draft, key: ID<Goal>? = nil, by viewer: Viewer) async throws -> Goal {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let id = key ?? cairn.newID()
            if let known = try db.goals(where: "goal.id = \(id) AND goal.created_by = \(viewer.id.text)", visibleTo: viewer).first {
                return known
            }
            let isTaken = try db.row("SELECT 1 FROM goal WHERE workspace_id = \(viewer.workspace.id) AND id = \(id)") != nil
            let goal = try Goal.make(draft, id: isTaken ? cairn.newID() : id, by: viewer, at: now)
            let draft = try draft.checked()
            try db.checkReferences(of: draft, unlike: nil, linked: draft.parents, by: viewer)
            try db.insert(goal, in: viewer.workspace.id)
            if goal.visibility == .named { try db.setReaders(draft.readers, of: goal.id, in: viewer.workspace.id) }
            try db.link(goal, to: draft.parents, beside: 0, by: viewer, at: now)
            return try db.finish(goal, .goalMade, by: viewer, at: now, id: cairn.newID(), also: draft.parents.map(\.id))
        }
    }

    /// Changes it. Parents that this person cannot see stay as they are, and so do the weights of those that stay.
    func edit(_ id: ID<Goal>, _ draft: Goal.Draft, reason: String, by viewer: Viewer) async throws -> Goal {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            var goal = try db.goal(id, visibleTo: viewer)
            let parents = try db.links(above: id, in: viewer.workspace.id)
            let seen = Set(try db.parents(of: id, visibleTo: viewer).map(\.goal.id))
            var draft = draft
            draft.parents = draft.parents.map { wanted in parents.first { $0.id == wanted.id } ?? Goal.Parent(id: wanted.id) }
            draft.parents += parents.filter { !seen.contains($0.id) }
            return try db.change(&goal, draft, parents: parents, reason: reason, by: viewer, at: now, id: cairn.newID())
        }
    }

    /// Says which goals it serves and what it counts there. A weight belongs to the goal above, so it takes the right to change that one.
    func serve(_ id: ID<Goal>, _ wanted: [Goal.Parent], version: Int, reason: String, by viewer: Viewer) async throws -> Goal {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            var goal = try db.goal(id, visibleTo: viewer)
            let parents = try db.links(above: id, in: viewer.workspace.id)
            let seen = Dictionary(uniqueKeysWithValues: try db.parents(of: id, visibleTo: viewer).map { ($0.goal.id, $0.goal) })
            var draft = Goal.Draft(goal, parents: [], readers: try db.readerIDs(of: id, in: viewer.workspace.id))
            draft.parents = wanted.map { parent in
                guard let above = seen[parent.id], !above.mayEdit(by: viewer).isGranted else { return parent }
                return parents.first { $0.id == parent.id } ?? parent
            }
            draft.parents += parents.filter { seen[$0.id] == nil }
            draft.version = version
            return try db.change(&goal, draft, parents: parents, reason: reason, by: viewer, at: now, id: cairn.newID())
        }
    }

    func propose(_ id: ID<Goal>, version: Int, by viewer: Viewer) async throws -> Goal {
        try await move(id, version: version, .goalProposed, by: viewer) { goal, now in try goal.propose(by: viewer, at: now) }
    }

    /// Takes a proposal back.
    func withdraw(_ id: ID<Goal>, version: Int, by viewer: Viewer) async throws -> Goal {
        try await move(id, version: version, .goalWithdrawn, by: viewer) { goal, now in try goal.withdraw(by: viewer, at: now) }
    }

    /// Locks it: from now on changes need a reason.
    func commit(_ id: ID<Goal>, version: Int, by viewer: Viewer) async throws -> Goal {
        let now = cairn.now
        let (today, workspace) = (now.day(in: viewer.workspace.zone), viewer.workspace.id)
        return try await cairn.database.write { [cairn] db in
            var goal = try db.goal(id, visibleTo: viewer)
            let numbers = try db.workspace(workspace).asksForNumbers ? try db.keyResults(of: id, in: workspace) : nil
            let changes = try db.move(&goal, version: version) { goal in
                try goal.commit(by: viewer, at: now, today: today, numbersOf: numbers)
            }
            return try db.moved(goal, .goalCommitted, changes, reason: "", by: viewer, at: now, id: cairn.newID())
        }
    }

    func close(_ id: ID<Goal>, _ outcome: Goal.Outcome, reason: String, version: Int, by viewer: Viewer) async throws -> Goal {
        try await close(id, Closure(outcome: outcome, reason: reason), version: version, by: viewer)
    }

    /// Ends it, and lets it go on in another cycle where that is wanted.
    func close(_ id: ID<Goal>, _ closure: Closure, version: Int, by viewer: Viewer) async throws -> Goal {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            var goal = try db.goal(id, visibleTo: viewer)
            let keyResults = try db.keyResults(of: id, in: viewer.workspace.id)
            let changes = try db.move(&goal, version: version) { goal in
                try goal.close(
                    closure.outcome, grade: closure.grade, reason: closure.reason, lesson: closure.lesson ?? goal.lesson,
                    keyResults: keyResults, by: viewer, at: now)
            }
            goal = try db.moved(goal, .goalClosed, changes, reason: closure.reason, by: viewer, at: now, id: cairn.newID())
            if let cycle = closure.carryTo { _ = try db.carryOver(goal, to: cycle, by: viewer, at: now, cairn) }
            return goal
        }
    }

    func reopen(_ id: ID<Goal>, reason: String, version: Int, by viewer: Viewer) async throws -> Goal {
        try await move(id, version: version, .goalReopened, reason: reason, by: viewer) { goal, now in
            try goal.reopen(reason: reason, by: viewer, at: now)
        }
    }

    /// Sets another status than the computed one, or takes it back.
    func judge(_ id: ID<Goal>, _ status: Status?, reason: String, version: Int, by viewer: Viewer) async throws -> Goal {
        try await move(id, version: version, .goalJudged, reason: reason, by: viewer) { goal, now in
            try goal.judge(status, reason: reason, by: viewer, at: now)
        }
    }

    /// Takes away a draft that nobody has checked in on. Goals below it stay, and no longer serve it.
    func remove(_ id: ID<Goal>, version: Int, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(id, visibleTo: viewer)
            try goal.mayRemove(by: viewer).check()
            guard goal.version == version else { throw AppError.stale }
            let above = try db.links(above: id, in: workspace).map(\.id)
            for parent in above { try db.unlink(id, from: parent, in: workspace) }
            for child in try db.links(below: id, in: workspace) { try db.unlink(child.id, from: id, in: workspace) }
            try db.delete(id, in: workspace)
            try db.record(
                Event(
                    id: cairn.newID(), kind: .goalRemoved, actorID: viewer.id, goalID: id,
                    details: Event.Details(names: ["subject": goal.title]), createdAt: now),
                in: workspace)
            try db.refreshStandings(from: above, in: viewer.workspace, at: now)
        }
    }

    private func move(
        _ id: ID<Goal>, version: Int, _ kind: Event.Kind, reason: String = "", by viewer: Viewer,
        _ verb: @escaping @Sendable (inout Goal, Moment) throws -> [Change]
    ) async throws -> Goal {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            var goal = try db.goal(id, visibleTo: viewer)
            let changes = try db.move(&goal, version: version) { goal in try verb(&goal, now) }
            return try db.moved(goal, kind, changes, reason: reason, by: viewer, at: now, id: cairn.newID())
        }
    }
}

extension Connection {
    fileprivate func move(_ goal: inout Goal, version: Int, _ verb: (inout Goal) throws -> [Change]) throws -> [Change] {
        guard goal.version == version else { throw AppError.stale }
        return try verb(&goal)
    }

    fileprivate func moved(
        _ goal: Goal, _ kind: Event.Kind, _ changes: [Change], reason: String, by viewer: Viewer, at now: Moment, id: ID<Event>
    ) throws -> Goal {
        if kind == .goalReopened { try checkPrimaries(of: goal, field: "", in: viewer.workspace.id) }
        try save(goal, in: viewer.workspace.id)
        let above = try links(above: goal.id, in: viewer.workspace.id).map(\.id)
        return try finish(goal, kind, changes, reason: reason, by: viewer, at: now, id: id, also: above)
    }
}
