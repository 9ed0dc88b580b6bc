import Database
import Domain

let cycleShape = Shape<Cycle>("Cycle", words: "A named period in which goals are set and kept.") { shape in
    shape.id("id", "Its id.") { $0.id }
    shape.text("name", "What people call it.") { $0.name }
    shape.text("purpose", "What matters in it.") { $0.purpose }
    shape.date("starts_on", "Its first day.") { $0.startsOn }
    shape.date("ends_on", "Its last day.") { $0.endsOn }
    shape.word("stage", "How far it is.") { $0.stage }
    shape.time("created_at", "When it was made.") { $0.createdAt }
    shape.version { $0.version }
}

let cycleInput = InputShape<Cycle.Draft>(
    "CycleInput", words: "What people write down of a cycle.",
    blank: { Cycle.Draft(name: "", startsOn: Day(number: 0), endsOn: Day(number: 0)) }
) { shape in
    shape.text("name", "What people call it.", required: true) { $0.name = $1 ?? "" }
    shape.text("purpose", "What matters in it.") { $0.purpose = $1 ?? "" }
    shape.date("starts_on", "Its first day.", required: true) { $0.startsOn = $1 ?? $0.startsOn }
    shape.date("ends_on", "Its last day.", required: true) { $0.endsOn = $1 ?? $0.endsOn }
}

let cycleStageInput = InputShape<Cycle.Stage>("CycleStageInput", words: "Where a cycle moves.", blank: { .drafting }) { shape in
    shape.word("stage", "One step on, or one back.", required: true) { $0 = $1 ?? .drafting }
}

/// A whole cycle at once: what a report is written from.
struct CycleReport: Sendable {
    struct Line: Sendable {
        var goal: GoalRecord
        var last: CheckInRecord?
        /// How it stood a week ago.
        var lastWeek: Status?
    }

    var cycle: Cycle
    var at: Moment
    var lines: [Line]
}

private let reportLineShape = Shape<CycleReport.Line>("CycleReportGoal", words: "A goal of a cycle, with what was last said of it.") {
    shape in
    shape.one("goal", "The goal, with its key results and why it stands as it does.", goalShape) { $0.goal }
    shape.one("last_check_in", "The last check-in on it.", checkInShape) { $0.last }
    shape.word("status_last_week", "How it stood a week ago, as its last check-in of then says; null where there was none.") { $0.lastWeek }
}

let cycleReportShape = Shape<CycleReport>("CycleReport", words: "A whole cycle for a report, in one answer.") { shape in
    shape.one("cycle", "The cycle.", cycleShape) { $0.cycle }
    shape.time("made_at", "When this was put together.") { $0.at }
    shape.many("goals", "Its goals that you may see, in the order they were written down.", reportLineShape) { $0.lines }
}

let cycleEndpoints: [Endpoint] = [
    .list("/cycles", "listCycles", .cycles, summary: "List the cycles, the latest first", paged: false, gives: cycleShape) { call in
        Items(try await call.read { db, _ in try db.cycles(in: call.viewer.workspace.id) })
    },
    .make(
        "/cycles", "createCycle", .cycles, summary: "Make a cycle", takes: cycleInput, gives: cycleShape, at: { "/cycles/\($0.id)" },
        example: Example(#"{"name": "Spring 2027", "starts_on": "2027-01-04", "ends_on": "2027-03-26"}"#)
    ) { call, given in
        try await Cycles(cairn: call.cairn).make(given.on(cycleInput.blank()), key: nil, by: call.viewer)
    } then: { call, made in
        try await call.cycle(ID(trusted: made))
    },
    .get("/cycles/{cycle}", "getCycle", .cycles, summary: "Read a cycle", gives: cycleShape) { call in
        try await call.cycle(call.id("cycle"))
    },
    .change(
        "/cycles/{cycle}", "editCycle", .cycles, summary: "Change a cycle: only the fields that are named", takes: cycleInput,
        gives: cycleShape, example: Example(#"{"purpose": "Waiting gets shorter."}"#)
    ) { call, given in
        let id: ID<Cycle> = try call.id("cycle")
        return try await call.again {
            let cycle = try await call.cycle(id)
            let draft = given.on(
                Cycle.Draft(
                    name: cycle.name, purpose: cycle.purpose, startsOn: cycle.startsOn, endsOn: cycle.endsOn,
                    version: call.ifMatch ?? cycle.version))
            return try await Cycles(cairn: call.cairn).edit(id, draft, by: call.viewer)
        }
    },
    .act(
        "/cycles/{cycle}/stage", "moveCycle", .cycles, summary: "Move a cycle one step on, or one back", takes: cycleStageInput,
        gives: cycleShape, example: Example(#"{"stage": "active"}"#, path: ["cycle": "draftedCycle"])
    ) { call, given in
        let id: ID<Cycle> = try call.id("cycle")
        return try await call.again {
            let version = call.ifMatch == nil ? try await call.cycle(id).version : call.ifMatch ?? 0
            return try await Cycles(cairn: call.cairn).move(id, to: given.on(.drafting), version: version, by: call.viewer)
        }
    } then: { call, _ in
        try await call.cycle(call.id("cycle"))
    },
    .remove(
        "/cycles/{cycle}", "removeCycle", .cycles, summary: "Take away a cycle that nobody has begun",
        example: Example(path: ["cycle": "draftedCycle"])
    ) { call in
        let id: ID<Cycle> = try call.id("cycle")
        try call.require(try await call.cycle(id).version)
        try await Cycles(cairn: call.cairn).remove(id, by: call.viewer)
    },
    .get(
        "/cycles/{cycle}/report", "getCycleReport", .cycles,
        summary: "Read a whole cycle at once: goals, key results, last check-ins, and why each stands as it does", gives: cycleReportShape
    ) { call in
        let id: ID<Cycle> = try call.id("cycle")
        return try await call.read { db, now in try db.report(on: id, for: call.viewer, at: now) }
    }.remembered(),
]

extension APICall {
    fileprivate func cycle(_ id: ID<Cycle>) async throws -> Cycle {
        try await read { db, _ in try db.cycle(id, in: viewer.workspace.id) }
    }
}

extension Connection {
    /// Seven statements, however many goals there are.
    fileprivate func report(on id: ID<Cycle>, for viewer: Viewer, at now: Moment) throws -> CycleReport {
        let cycle = try cycle(id, in: viewer.workspace.id)
        let found = try goalRecords(["goal.cycle_id = \(id)"], limit: 100_000, for: viewer, at: now)
        let goals = try complete(found, for: viewer, at: now)
        let last = Dictionary(try lastCheckIns(in: id, for: viewer).map { ($0.goalID, $0) }, uniquingKeysWith: { first, _ in first })
        let before = try statuses("goal.cycle_id = \(id)", before: now.adding(days: -7), for: viewer)
        return CycleReport(
            cycle: cycle, at: now, lines: goals.map { .init(goal: $0, last: last[$0.goal.id], lastWeek: before[$0.goal.id]) })
    }
}
