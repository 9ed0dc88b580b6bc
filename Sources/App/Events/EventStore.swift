import Database
import Domain

let eventColumns: SQL = """
    event.id, event.kind, event.actor_id, event.goal_id, event.subject_id, event.reason, event.details, event.created_at
    """

extension Event {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), kind: try columns.next(), actorID: try columns.next(), goalID: try columns.next(),
            subjectID: try columns.next(), reason: try columns.next(), details: try Details(json: try columns.next()),
            createdAt: try columns.next())
    }
}

extension Event.Details {
    /// Reads what `json` wrote. By our own reader: a goal's page reads ten of these, and every change writes one.
    init(json: String) throws {
        self.init()
        guard json != "{}" else { return }
        let read = try JSON(reading: Array(json.utf8))
        if case .list(let list)? = read["changes"] {
            changes = try list.map { Change(field: try $0.string("field"), from: try $0.string("from"), to: try $0.string("to")) }
        }
        if case .object(let fields)? = read["names"] {
            for field in fields { names[field.name] = try read["names"]!.string(field.name) }
        }
    }

    /// Compact, its fields and names in the order of the alphabet, so that the same details are the same bytes.
    var json: String {
        guard !isEmpty else { return "{}" }
        var json = JSONWriter()
        func join<Item>(_ items: [Item], _ open: String, _ close: String, _ write: (Item) -> Void) {
            json.append(Array(open.utf8))
            for (index, item) in items.enumerated() {
                if index > 0 { json.append([UInt8(ascii: ",")]) }
                write(item)
            }
            json.append(Array(close.utf8))
        }
        func text(_ name: String, _ value: String) {
            json.append(text: name)
            json.append([UInt8(ascii: ":")])
            json.append(text: value)
        }
        json.append([UInt8(ascii: "{")])
        if !changes.isEmpty {
            join(changes, "\"changes\":[", "]") { change in
                join([("field", change.field), ("from", change.from), ("to", change.to)], "{", "}") { text($0.0, $0.1) }
            }
        }
        if !changes.isEmpty, !names.isEmpty { json.append([UInt8(ascii: ",")]) }
        if !names.isEmpty { join(names.sorted { $0.key < $1.key }, "\"names\":{", "}") { text($0.key, $0.value) } }
        json.append([UInt8(ascii: "}")])
        return json.text
    }
}

/// An event with the names it needs to become a sentence, as they are now, as far as the reader may know them.
struct EventRow: Sendable {
    var event: Event
    /// Nil where the program itself did it.
    var actor: String?
    /// The title of the goal it is about.
    var goal: String?
    /// The names behind ids in its changes: people, teams, cycles, goals, key results, initiatives.
    var names: [String: String] = [:]

    /// Takes out the title of the other goal, for whom that one is not to be seen.
    mutating func hideOther() { event.details.names["other"] = "…" }

    var sentence: Words { event.sentence(actor: actor ?? "Cairn", goal: goal ?? "") }
}

extension Connection {
    /// Writes down what happened, and tells the pages that show it.
    func record(_ event: Event, in workspace: ID<Workspace>) throws {
        let position = try nextPosition()
        try run(
            """
            INSERT INTO event (workspace_id, id, kind, actor_id, goal_id, subject_id, reason, details, created_at, turn, step)
            VALUES (\(workspace), \(event.id), \(event.kind), \(event.actorID), \(event.goalID), \(event.subjectID), \(event.reason),
                \(event.details.json), \(event.createdAt), \(position.turn), \(position.step))
            """)
        for topic in event.topics { notify("\(workspace)/\(topic)") }
    }

    /// The highest turn that an event has.
    func lastTurn() throws -> Int64 {
        try one(
            """
            SELECT COALESCE(MAX((SELECT MAX(event.turn) FROM event WHERE event.workspace_id = workspace.id)), 0) FROM workspace
            """) ?? 0
    }

    /// What happened to a goal, newest first. Whoever sees the goal sees its history; find the goal for the viewer first.
    func events(of goal: ID<Goal>, for viewer: Viewer, before: ID<Event>? = nil, limit: Int = 50) throws -> [EventRow] {
        try events("event.goal_id = \(goal)", for: viewer, before: before, limit: limit)
    }

    /// What happened in the workspace, newest first: the house's own events, and those of goals this person sees.
    func activity(for viewer: Viewer, since: Moment? = nil, before: ID<Event>? = nil, limit: Int = 50) throws -> [EventRow] {
        let time: SQL = since.map { "event.created_at > \($0) AND" } ?? ""
        return try events("\(sql: time) (event.goal_id IS NULL OR \(sql: viewer.seesGoal))", for: viewer, before: before, limit: limit)
    }

    /// What is worth telling of goals that fit a condition on `goal` and that this viewer sees, newest first.
    ///
    /// Goals are found first and their events by index, so that it costs what these goals cost, whatever else happens in the workspace.
    func news(ofGoals condition: SQL, since: Moment, for viewer: Viewer, limit: Int) throws -> [EventRow] {
        let found = try rows(
            """
            SELECT \(sql: eventColumns), person.name, goal.title
            FROM goal CROSS JOIN event LEFT JOIN person ON person.workspace_id = event.workspace_id AND person.id = event.actor_id
            WHERE goal.workspace_id = \(viewer.workspace.id) AND \(sql: condition) AND \(sql: viewer.seesGoal)
                AND event.workspace_id = goal.workspace_id AND event.goal_id = goal.id AND event.created_at >= \(since)
                AND event.kind IN (\(list: newsworthy)) ORDER BY event.created_at DESC, event.id DESC LIMIT \(limit)
            """)
        return try found.map { row in
            var columns = row.columns
            return EventRow(event: try Event(&columns), actor: try columns.next(), goal: try columns.next())
        }
    }

    /// Events under a condition on `event` and `goal`; it has to leave out goals that the viewer does not see.
    func events(_ condition: SQL, for viewer: Viewer, before: ID<Event>? = nil, limit: Int) throws -> [EventRow] {
        let earlier: SQL = before.map { "AND event.id < \($0)" } ?? ""
        let found = try rows(
            """
            SELECT \(sql: eventColumns), person.name, goal.title FROM event
                LEFT JOIN person ON person.workspace_id = event.workspace_id AND person.id = event.actor_id
                LEFT JOIN goal ON goal.workspace_id = event.workspace_id AND goal.id = event.goal_id
            WHERE event.workspace_id = \(viewer.workspace.id) AND \(sql: condition) \(sql: earlier)
            ORDER BY event.created_at DESC, event.id DESC LIMIT \(limit)
            """)
        var events = try found.map { row in
            var columns = row.columns
            return EventRow(event: try Event(&columns), actor: try columns.next(), goal: try columns.next())
        }
        let names = try names(behind: events.flatMap(\.event.details.changes), for: viewer)
        for index in events.indices { events[index].names = names }
        try hideOthers(in: &events, from: viewer)
        return events
    }

    /// Takes out the titles of other goals that this viewer may not see.
    func hideOthers(in events: inout [EventRow], from viewer: Viewer) throws {
        let others = Set(events.filter(\.event.namesAnotherGoal).compactMap(\.event.subjectID))
        guard !others.isEmpty else { return }
        let seen = Set(
            try rows(
                """
                SELECT goal.id FROM goal
                WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.id IN (\(list: others.sorted())) AND \(sql: viewer.seesGoal)
                """
            ).map { row in try row.first(as: String.self) })
        for index in events.indices where events[index].event.namesAnotherGoal && !seen.contains(events[index].event.subjectID ?? "") {
            events[index].hideOther()
        }
    }

    /// The names behind the ids in changes; of goals only those the viewer sees.
    func names(behind changes: [Change], for viewer: Viewer) throws -> [String: String] {
        var ids: [String: Set<String>] = [:]
        for change in changes {
            guard let table = namedTables[change.field] else { continue }
            ids[table, default: []].formUnion("\(change.from) \(change.to)".split(separator: " ").map(String.init))
        }
        var names: [String: String] = [:]
        for (table, ids) in ids.sorted(by: { $0.key < $1.key }) where !ids.isEmpty {
            for row in try rows(namesQuery(table, ids.sorted(), viewer)) {
                var columns = row.columns
                names[try columns.next()] = try columns.next(String.self)
            }
        }
        return names
    }

    private func namesQuery(_ table: String, _ ids: [String], _ viewer: Viewer) -> SQL {
        let place: SQL = "workspace_id = \(viewer.workspace.id) AND id IN (\(list: ids))"
        switch table {
        case "person": return "SELECT id, name FROM person WHERE \(sql: place)"
        case "team": return "SELECT id, name FROM team WHERE \(sql: place)"
        case "cycle": return "SELECT id, name FROM cycle WHERE \(sql: place)"
        case "assumption": return "SELECT id, belief FROM assumption WHERE \(sql: place)"
        case "key_result": return "SELECT id, title FROM key_result WHERE \(sql: place)"
        case "initiative": return "SELECT id, title FROM initiative WHERE \(sql: place)"
        default: return "SELECT id, title FROM goal WHERE \(sql: place) AND \(sql: viewer.seesGoal)"
        }
    }
}

/// What news are made of. Comments, links and the housekeeping of teams and people are told elsewhere.
private let newsworthy: [Event.Kind] = [
    .goalMade, .goalProposed, .goalCommitted, .goalClosed, .goalReopened, .goalJudged, .goalHandedOver, .goalEdited, .statusMoved,
    .keyResultMade, .keyResultEdited, .keyResultRemoved, .checkedIn, .milestoneReached, .thresholdCrossed, .jointActionAgreed, .storyTold,
    .assumptionEdited,
]

extension [EventRow] {
    /// Those that say most, in their order: what was promised, decided or reached before what was only reported.
    func mostTelling(_ most: Int) -> [EventRow] {
        let ranked = enumerated().sorted { ($0.element.event.kind.weight, $0.offset) < ($1.element.event.kind.weight, $1.offset) }
        return ranked.prefix(most).sorted { $0.offset < $1.offset }.map(\.element)
    }
}

extension Event.Kind {
    fileprivate var weight: Int {
        switch self {
        case .statusMoved, .goalClosed, .goalReopened, .goalJudged, .cycleMoved, .milestoneReached, .thresholdCrossed, .jointActionAgreed: 0
        case .goalCommitted, .goalHandedOver, .goalEdited, .keyResultEdited, .keyResultRemoved: 1
        case .checkedIn: 2
        default: 3
        }
    }
}

private let namedTables = [
    "owner_id": "person", "lead_id": "person", "person_id": "person", "readers": "person", "people": "person", "team_id": "team",
    "cycle_id": "cycle",
    "assumption_id": "assumption", "parent_id": "goal", "key_result_id": "key_result", "moves_with": "key_result",
    "initiative_id": "initiative",
]

extension Event {
    /// Whether its sentence holds the title of a goal besides its own.
    var namesAnotherGoal: Bool { [.goalLinked, .goalUnlinked, .goalReweighted].contains(kind) }

    /// Who has to look again: every list, the goal's page, and what the event is about.
    fileprivate var topics: [String] {
        var topics = ["workspace"]
        if let goalID { topics.append("goal:\(goalID)") }
        for change in details.changes where change.field == "cycle_id" {
            topics += [change.from, change.to].filter { !$0.isEmpty }.map { "cycle:\($0)" }
        }
        switch kind {
        case .cycleMade, .cycleEdited, .cycleMoved: topics += subject("cycle")
        case .teamMade, .teamEdited, .personJoined, .personAdded, .personEdited:
            topics += subject(kind.rawValue.hasPrefix("team") ? "team" : "person")
        case .teamRemoved, .teamJoined, .teamLeft, .roleChanged, .personDeactivated, .personReactivated: topics += ["access"]
        default: break
        }
        return topics
    }

    private func subject(_ noun: String) -> [String] { subjectID.map { ["\(noun):\($0)"] } ?? [] }
}
