import Domain

/// A value that was reported, or is.
struct ReportedNumber: Sendable {
    var keyResult: ID<KeyResult>
    var value: Double
}

let reportedShape = Shape<ReportedNumber>("ReportedValue", words: "What a check-in says of a key result.") { shape in
    shape.id("key_result_id", "The key result.") { $0.keyResult }
    shape.number("value", "What was reported; 0 or 1 for done, 0 to 3 for zones.") { $0.value }
}

let checkInShape = Shape<CheckInRecord>("CheckIn", words: "A dated report on a goal. It stays as it was said.") { shape in
    shape.id("id", "Its id.") { $0.row.id }
    shape.id("goal_id", "The goal it is about.") { $0.goalID }
    shape.id("author_id", "Who wrote it.") { $0.row.authorID }
    shape.text("author_name", "The author's name.") { $0.row.author }
    shape.many("values", "The values that were changed or confirmed.", reportedShape) { record in
        record.values.map { ReportedNumber(keyResult: $0.keyResult, value: $0.value) }
    }
    shape.integer("confidence", "How likely the targets are by the due date, 0 to 100.") { $0.row.confidence }
    shape.text("changed", "What changed, and what surprised people, in Markdown.") { $0.row.changed }
    shape.text("surprised", "What surprised people.") { $0.row.surprised }
    shape.text("users_need", "What users need now.") { $0.row.usersNeed }
    shape.text("we_need", "What the team needs.") { $0.row.weNeed }
    shape.number("progress", "The goal's progress after it, 0 to 1.") { $0.row.progress }
    shape.word("status", "The goal's status after it.") { $0.row.status }
    shape.integer("comment_count", "How many comments it has.") { $0.row.commentCount }
    shape.time("created_at", "When it was written.") { $0.row.createdAt }
    shape.tagged()
}

let reportedInput = InputShape<ReportedNumber>(
    "ReportedValueInput", words: "What a check-in says of a key result.", blank: { ReportedNumber(keyResult: ID(trusted: ""), value: 0) }
) { shape in
    shape.id("key_result_id", "The key result.", required: true) { $0.keyResult = $1 ?? $0.keyResult }
    shape.number("value", "What to report; 0 or 1 for done, 0 to 3 for zones.", required: true) { $0.value = $1 ?? 0 }
}

/// A check-in as a program writes it.
struct CheckInInput: Sendable {
    var draft = CheckIn.Draft()
    var values: [ReportedNumber] = []
}

let checkInInput = InputShape<CheckInInput>(
    "CheckInInput", words: "What a check-in reports; anything of it is enough.", blank: { CheckInInput() }
) {
    shape in
    shape.many("values", "New or confirmed values. What is not named stays as it was.", reportedInput) { $0.values = $1 ?? [] }
    shape.number("hand_progress", "The progress of a goal that is set by hand, 0 to 1.", in: 0...1) {
        $0.draft.handProgress = $1.map { .number(($0 * 1e10).rounded() / 1e8) }
    }
    shape.integer("confidence", "How likely the targets are by the due date, 0 to 100.", in: 0...100) { $0.draft.confidence = $1 }
    shape.text("changed", "What changed, and what surprised people, in Markdown.") { $0.draft.changed = $1 ?? "" }
    shape.text("surprised", "What surprised people.") { $0.draft.surprised = $1 ?? "" }
    shape.text("users_need", "What users need now.") { $0.draft.usersNeed = $1 ?? "" }
    shape.text("we_need", "What the team needs.") { $0.draft.weNeed = $1 ?? "" }
}

let checkInEndpoints: [Endpoint] = [
    .list(
        "/goals/{goal}/check-ins", "listGoalCheckIns", .checkIns, summary: "List the check-ins on a goal, the newest first",
        gives: checkInShape
    ) {
        call in
        let goal: ID<Goal> = try call.id("goal")
        return try await call.checkIns(CheckInFilter(goal: goal, after: call.afterCheckIn()), in: goal)
    },
    .make(
        "/goals/{goal}/check-ins", "createCheckIn", .checkIns, summary: "Check in on a goal", takes: checkInInput, gives: checkInShape,
        at: { "/check-ins/\($0.row.id)" },
        example: Example(
            #"{"values": [{"key_result_id": "$keyResult", "value": 37}], "confidence": 70, "changed": "The new form is live."}"#),
        known: { call, posted in posted.checkIn.map { CheckInRecord($0, by: call.viewer.person) } }
    ) { call, given in
        let input = given.on(CheckInInput())
        var draft = input.draft
        draft.values = Dictionary(input.values.map { ($0.keyResult, .number($0.value)) }, uniquingKeysWith: { _, last in last })
        let places = input.values.enumerated().map { (CheckIn.Draft.field($1.keyResult), "values[\($0)].value") }
        return try await call.naming(Dictionary(places, uniquingKeysWith: { _, last in last })) { [draft] in
            try await CheckIns(cairn: call.cairn).post(draft, on: call.id("goal"), language: "en", by: call.viewer)
        }
    } then: { call, made in
        try await call.checkIn(ID(trusted: made))
    },
    .list(
        "/check-ins", "listCheckIns", .checkIns, summary: "List the check-ins on all goals you may see, the newest first",
        query: [
            QueryField("author", .id, words: "Those of this person."), QueryField("cycle", .id, words: "Those on goals of this cycle."),
            QueryField("team", .id, words: "Those on goals of this team."),
            QueryField("since", .date, words: "Those of this day in the workspace's time zone, and later."),
        ], gives: checkInShape, example: Example(query: "since=2026-11-01")
    ) { call in
        let since = call.query.day("since")?.start(in: call.viewer.workspace.zone)
        return try await call.checkIns(
            CheckInFilter(
                author: call.query.id("author"), cycle: call.query.id("cycle"), team: call.query.id("team"), since: since,
                after: call.afterCheckIn()))
    },
    .get("/check-ins/{checkIn}", "getCheckIn", .checkIns, summary: "Read a check-in", gives: checkInShape) { call in
        try await call.checkIn(call.id("checkIn"))
    },
]

extension APICall {
    fileprivate func checkIn(_ id: ID<CheckIn>) async throws -> CheckInRecord {
        try await read { db, _ in try db.checkInRecord(id, for: viewer) }
    }

    /// - Parameter goal: one that has to be there for this viewer.
    fileprivate func checkIns(_ filter: CheckInFilter, in goal: ID<Goal>? = nil) async throws -> Items<CheckInRecord> {
        let limit = limit
        return try await read { db, _ in
            if let goal { try db.requireVisible(goal: goal, to: viewer) }
            return Items(try db.checkInRecords(filter, limit: limit, for: viewer), limit: limit, cursor: \.cursor)
        }
    }

    fileprivate func afterCheckIn() throws -> (at: Moment, id: ID<CheckIn>)? {
        guard let text = query["after"] else { return nil }
        let parts = text.split(separator: "-")
        guard parts.count == 2, let time = Int64(parts[0]), let id = ID<CheckIn>(parts[1]) else {
            throw APIProblem.badParameter("after", "Give “next” of the answer before.")
        }
        return (Moment(milliseconds: time), id)
    }
}
