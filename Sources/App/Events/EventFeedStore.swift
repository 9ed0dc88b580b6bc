import Database
import Domain

/// Which events somebody asks for.
struct EventFilter: Sendable {
    var kind: Event.Kind?
    var goal: ID<Goal>?

    func takes(_ event: Event) -> Bool {
        (kind == nil || kind == event.kind) && (goal == nil || goal == event.goalID)
    }

    fileprivate var condition: SQL {
        var parts: [SQL] = ["1 = 1"]
        if let kind { parts.append("event.kind = \(kind)") }
        if let goal { parts.append("event.goal_id = \(goal)") }
        return SQL(joining: parts, by: " AND ")
    }
}

/// An event and where it stands in the order in which events are followed.
struct PlacedEvent: Sendable {
    var position: Position
    var row: EventRow
}

extension Connection {
    /// Where an event of this workspace stands; nil for what is none.
    func position(of event: ID<Event>, in workspace: ID<Workspace>) throws -> Position? {
        try row("SELECT turn, step FROM event WHERE workspace_id = \(workspace) AND id = \(event)").map { row in
            var columns = row.columns
            return try Position(&columns)
        }
    }

    /// The newest position that nothing comes in behind any more.
    func lastPosition(in workspace: ID<Workspace>, before settled: Int64) throws -> Position {
        let found = try row(
            """
            SELECT turn, step FROM event WHERE workspace_id = \(workspace) AND turn < \(settled) ORDER BY turn DESC, step DESC LIMIT 1
            """)
        guard var columns = found?.columns else { return .start }
        return try Position(&columns)
    }

    /// The last event that this viewer sees up to a position: where somebody stands who has read all of it.
    func lastEvent(upTo position: Position, for viewer: Viewer) throws -> ID<Event>? {
        try one(
            """
            SELECT event.id FROM event LEFT JOIN goal ON goal.workspace_id = event.workspace_id AND goal.id = event.goal_id
            WHERE event.workspace_id = \(viewer.workspace.id) AND (event.turn, event.step) <= (\(position.turn), \(position.step))
                AND (event.goal_id IS NULL OR \(sql: viewer.seesGoal))
            ORDER BY event.turn DESC, event.step DESC LIMIT 1
            """)
    }

    /// What happened after a position and up to another that this viewer may know of, in the order in which it was saved.
    func events(
        after start: Position, upTo end: Position, matching filter: EventFilter, for viewer: Viewer, limit: Int
    ) throws -> [PlacedEvent] {
        let found = try rows(
            """
            SELECT \(sql: eventColumns), event.turn, event.step, person.name, goal.title FROM event
                LEFT JOIN person ON person.workspace_id = event.workspace_id AND person.id = event.actor_id
                LEFT JOIN goal ON goal.workspace_id = event.workspace_id AND goal.id = event.goal_id
            WHERE event.workspace_id = \(viewer.workspace.id) AND (event.turn, event.step) > (\(start.turn), \(start.step))
                AND (event.turn, event.step) <= (\(end.turn), \(end.step)) AND \(sql: filter.condition)
                AND (event.goal_id IS NULL OR \(sql: viewer.seesGoal))
            ORDER BY event.turn, event.step LIMIT \(limit)
            """
        ).map { row in
            var columns = row.columns
            let (event, position) = (try Event(&columns), try Position(&columns))
            return PlacedEvent(position: position, row: EventRow(event: event, actor: try columns.next(), goal: try columns.next()))
        }
        var shown = found.map(\.row)
        try hideOthers(in: &shown, from: viewer)
        return zip(found, shown).map { PlacedEvent(position: $0.position, row: $1) }
    }
}

/// What a look at a workspace found that nobody has been told yet.
struct NewEvents: Sendable {
    var upTo: Position
    var events: [SharedEvent] = []
    /// There was more than one look holds.
    var isMore = false
    /// Something is there already that has to wait for a transaction which began before it.
    var isHeld = false
}

extension Connection {
    /// What happened after a position, for everybody: with whom its goals let in. Without a position, only where the newest stands.
    func newEvents(after start: Position?, in workspace: ID<Workspace>, limit: Int) throws -> NewEvents {
        let settled = try settled()
        let isHeld = try row("SELECT 1 FROM event WHERE workspace_id = \(workspace) AND turn >= \(settled) LIMIT 1") != nil
        guard let start else { return NewEvents(upTo: try lastPosition(in: workspace, before: settled), isHeld: isHeld) }
        let found = try rows(
            """
            SELECT \(sql: eventColumns), event.turn, event.step, person.name FROM event
                LEFT JOIN person ON person.workspace_id = event.workspace_id AND person.id = event.actor_id
            WHERE event.workspace_id = \(workspace) AND (event.turn, event.step) > (\(start.turn), \(start.step))
                AND event.turn < \(settled)
            ORDER BY event.turn, event.step LIMIT \(limit)
            """)
        let events = try shared(found, in: workspace)
        return NewEvents(upTo: events.last?.position ?? start, events: events, isMore: events.count == limit, isHeld: isHeld)
    }

    private func shared(_ found: [Row], in workspace: ID<Workspace>) throws -> [SharedEvent] {
        let placed = try found.map { row in
            var columns = row.columns
            let (event, position) = (try Event(&columns), try Position(&columns))
            return PlacedEvent(position: position, row: EventRow(event: event, actor: try columns.next()))
        }
        let events = placed.map(\.row.event)
        let others = events.filter(\.namesAnotherGoal).compactMap { $0.subjectID.map { ID<Goal>(trusted: $0) } }
        let goals = try circles(of: Set(events.compactMap(\.goalID)).union(others), in: workspace)
        return placed.map { each in
            var row = each.row
            let goal = row.event.goalID.flatMap { goals[$0] }
            row.goal = goal?.title
            let other = row.event.namesAnotherGoal ? row.event.subjectID.flatMap { goals[ID(trusted: $0)] } : nil
            return SharedEvent(position: each.position, row: row, circle: goal?.circle, other: other?.circle)
        }
    }

    /// The titles of goals, and whom they let in.
    private func circles(
        of goals: Set<ID<Goal>>, in workspace: ID<Workspace>
    ) throws -> [ID<Goal>: (title: String, circle: Goal.Circle)] {
        guard !goals.isEmpty else { return [:] }
        var found: [ID<Goal>: (title: String, circle: Goal.Circle)] = [:]
        let place: SQL = "workspace_id = \(workspace)"
        let names = goals.sorted()
        for row in try rows(
            "SELECT id, title, visibility, team_id, owner_id, created_by FROM goal WHERE \(sql: place) AND id IN (\(list: names))")
        {
            var columns = row.columns
            found[try columns.next()] = (
                try columns.next(),
                Goal.Circle(
                    visibility: try columns.next(), teamID: try columns.next(), ownerID: try columns.next(), createdBy: try columns.next())
            )
        }
        for row in try rows("SELECT goal_id, person_id FROM goal_reader WHERE \(sql: place) AND goal_id IN (\(list: names))") {
            var columns = row.columns
            let goal: ID<Goal> = try columns.next()
            found[goal]?.circle.readers.insert(try columns.next())
        }
        return found
    }
}

extension Position {
    fileprivate init(_ columns: inout Columns) throws {
        self.init(turn: try columns.next(), step: try columns.next())
    }
}
