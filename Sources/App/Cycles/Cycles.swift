import Database
import Domain

/// The cycles of a workspace as somebody sees them.
struct CycleList: Sendable {
    var cycles: [Cycle]
    var tallies: [ID<Cycle>: Tally]

    var running: [Cycle] { cycles.filter { $0.stage == .active || $0.stage == .closing }.sorted { $0.endsOn < $1.endsOn } }
    var drafting: [Cycle] { cycles.filter { $0.stage == .drafting }.sorted { $0.startsOn < $1.startsOn } }
    var past: [Cycle] { cycles.filter { $0.stage == .closed } }
}

/// What can be done with a cycle: made, changed, moved from stage to stage, taken away while it is empty. One transaction and one line of history each.
struct Cycles: Sendable {
    let cairn: Cairn

    func list(for viewer: Viewer) async throws -> CycleList {
        try await cairn.database.read { db in
            CycleList(cycles: try db.cycles(in: viewer.workspace.id), tallies: try db.tallies(for: viewer))
        }
    }

    /// A cycle for its form; whoever may not change it is told who can.
    func editable(_ id: ID<Cycle>, by viewer: Viewer) async throws -> Cycle {
        let cycle = try await cairn.database.read { db in try db.cycle(id, in: viewer.workspace.id) }
        try cycle.mayEdit(by: viewer).check()
        return cycle
    }

    /// A cycle that this person may take away; others are told why not.
    func removable(_ id: ID<Cycle>, by viewer: Viewer) async throws -> Cycle {
        try await cairn.database.read { db in
            let cycle = try db.cycle(id, in: viewer.workspace.id)
            try cycle.mayRemove(by: viewer, goals: try db.goalCount(in: id, of: viewer.workspace.id)).check()
            return cycle
        }
    }

    /// What the form for a new cycle begins with: thirteen weeks, from tomorrow of the last cycle where that is still to come.
    func proposal(for viewer: Viewer) async throws -> Cycle.Draft {
        try Cycle.mayMake(by: viewer).check()
        let today = cairn.now.day(in: viewer.workspace.zone)
        let cycles = try await cairn.database.read { db in try db.cycles(in: viewer.workspace.id) }
        let start = cycles.map(\.endsOn).max().map { $0 < today ? today : $0.advanced(by: 1) } ?? today
        return Cycle.Draft(name: "", startsOn: start, endsOn: start.advanced(by: 90))
    }

    /// Makes a cycle. The form's key becomes its id, so a form that is sent twice makes one cycle.
    func make(_ draft: Cycle.Draft, key: ID<Cycle>?, by viewer: Viewer) async throws -> Cycle {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            if let key, let known = try? db.cycle(key, in: workspace) { return known }
            let cycle = try Cycle.make(draft, id: key ?? cairn.newID(), by: viewer, at: now)
            try db.insert(cycle, in: workspace)
            try db.finish(cycle, .cycleMade, id: cairn.newID(), by: viewer, at: now)
            return cycle
        }
    }

    func edit(_ id: ID<Cycle>, _ draft: Cycle.Draft, by viewer: Viewer) async throws -> Cycle {
        try await change(id, .cycleEdited, by: viewer) { cycle, _ in try cycle.edit(draft, by: viewer) }
    }

    func move(_ id: ID<Cycle>, to stage: Cycle.Stage, version: Int, by viewer: Viewer) async throws -> Cycle {
        try await change(id, .cycleMoved, by: viewer) { cycle, db in
            guard cycle.version == version else { throw AppError.stale }
            let open = stage == .closed ? try db.openGoals(in: id, of: viewer.workspace.id) : 0
            return try cycle.move(to: stage, open: open, by: viewer)
        }
    }

    /// Takes away a cycle that nobody has begun.
    func remove(_ id: ID<Cycle>, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let cycle = try db.cycle(id, in: workspace)
            try cycle.mayRemove(by: viewer, goals: try db.goalCount(in: id, of: workspace)).check()
            try db.delete(id, in: workspace)
            try db.finish(cycle, .cycleRemoved, id: cairn.newID(), by: viewer, at: now)
        }
    }

    private func change(
        _ id: ID<Cycle>, _ kind: Event.Kind, by viewer: Viewer, _ verb: @escaping @Sendable (inout Cycle, any Connection) throws -> [Change]
    ) async throws -> Cycle {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            var cycle = try db.cycle(id, in: viewer.workspace.id)
            let changes = try verb(&cycle, db)
            if changes.isEmpty { return cycle }
            try db.save(cycle, in: viewer.workspace.id)
            try db.finish(cycle, kind, changes, id: cairn.newID(), by: viewer, at: now)
            return cycle
        }
    }
}

extension Connection {
    /// One line of history; it tells every page that shows the cycle.
    fileprivate func finish(
        _ cycle: Cycle, _ kind: Event.Kind, _ changes: [Change] = [], id: ID<Event>, by viewer: Viewer, at now: Moment
    ) throws {
        let details = Event.Details(changes: changes, names: ["subject": cycle.name])
        let event = Event(id: id, kind: kind, actorID: viewer.id, subjectID: cycle.id.text, details: details, createdAt: now)
        try record(event, in: viewer.workspace.id)
    }
}
