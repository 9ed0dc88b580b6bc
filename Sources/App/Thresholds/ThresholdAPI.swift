import Domain

let thresholdShape = Shape<ThresholdRow>(
    "Threshold", words: "A line agreed in advance, and who looks together when it is crossed."
) { shape in
    shape.id("id", "Its id.") { $0.threshold.id }
    shape.id("goal_id", "The goal it belongs to.") { $0.threshold.goalID }
    shape.id("key_result_id", "The key result it stands on; none where it is about the goal as a whole.") { $0.threshold.keyResultID }
    shape.word("rule", "The kind of line.") { $0.threshold.rule.kind }
    shape.number("amount", "Where it is drawn: a value (per cent of progress for a goal), or how many points, times or days.") {
        $0.threshold.rule.amount
    }
    shape.sentence("words", "The line in words.") { $0.words }
    shape.many("people", "Who looks together.", personNameShape) { $0.people }
    shape.integer("days", "How many days they have to agree on what follows.") { $0.threshold.days }
    shape.truth("is_crossed", "Whether it is crossed and not clearly back yet.") { $0.threshold.state.isOpen }
    shape.time("created_at", "When it was agreed.") { $0.threshold.createdAt }
    shape.version { $0.threshold.version }
}

/// A threshold as a program writes it.
struct ThresholdInput: Sendable {
    var keyResultID: ID<KeyResult>?
    var kind = Threshold.Kind.behind
    var amount = 0.0
    var people: Set<ID<Person>> = []
    var days = 7

    init() {}

    init(_ threshold: AgreedThreshold) {
        (keyResultID, kind, amount) = (threshold.keyResultID, threshold.rule.kind, threshold.rule.amount)
        (people, days) = (threshold.people, threshold.days)
    }

    func draft(version: Int = 0) throws(AppError) -> AgreedThreshold.Draft {
        AgreedThreshold.Draft(
            keyResultID: keyResultID, rule: try Threshold.checked(kind, amount), people: people, days: days, version: version)
    }
}

extension Threshold {
    static func checked(_ kind: Kind, _ amount: Double) throws(AppError) -> Threshold {
        guard let rule = Threshold(kind, amount) else { throw .invalid("amount", "Write a whole number.") }
        return rule
    }
}

extension Threshold.Kind: APIWord {}

let thresholdInput = InputShape<ThresholdInput>(
    "ThresholdInput", words: "A line, and who looks together when it is crossed.", blank: { ThresholdInput() }
) { shape in
    shape.word("rule", "The kind of line.", required: true) { $0.kind = $1 ?? .behind }
    shape.number(
        "amount", "Where it is drawn: a value (per cent of progress for a goal), or how many points, times or days.", required: true
    ) { $0.amount = $1 ?? 0 }
    shape.ids("people_ids", "Who looks together: two at least.") { $0.people = Set($1 ?? []) }
    shape.integer("days", "How many days they have to agree on what follows; 7 where nothing is said.", in: 1...60) { $0.days = $1 ?? 7 }
    shape.id("key_result_id", "The key result it stands on; it does not move later.") { $0.keyResultID = $1 }
}

private let thresholdNames = ["people": "people_ids"]

let thresholdEndpoints: [Endpoint] = [
    .list(
        "/goals/{goal}/thresholds", "listThresholds", .thresholds, summary: "List the thresholds of a goal and its key results",
        paged: false, gives: thresholdShape
    ) { call in
        let goal: ID<Goal> = try call.id("goal")
        return try await call.read { db, _ in
            try db.requireVisible(goal: goal, to: call.viewer)
            return Items(try db.thresholdRows(of: goal, in: call.viewer.workspace.id))
        }
    },
    .make(
        "/goals/{goal}/thresholds", "createThreshold", .thresholds,
        summary: "Agree on when to look together; a line that is crossed already calls people at once", takes: thresholdInput,
        gives: thresholdShape, at: { "/goals/\($0.threshold.goalID)/thresholds/\($0.threshold.id)" },
        example: Example(#"{"rule": "behind", "amount": 15, "key_result_id": "$keyResult", "people_ids": ["$person", "$teammate"]}"#)
    ) { call, given in
        try await call.naming(thresholdNames) {
            try await Thresholds(cairn: call.cairn).add(given.on(ThresholdInput()).draft(), to: call.id("goal"), by: call.viewer)
        }
    } then: { call, made in
        try await call.threshold(ID(trusted: made))
    },
    .get("/goals/{goal}/thresholds/{threshold}", "getThreshold", .thresholds, summary: "Read a threshold", gives: thresholdShape) { call in
        try await call.threshold(call.id("threshold"))
    },
    .change(
        "/goals/{goal}/thresholds/{threshold}", "editThreshold", .thresholds, summary: "Change a threshold: only the fields that are named",
        takes: thresholdInput, gives: thresholdShape, example: Example(#"{"amount": 20}"#)
    ) { call, given in
        let id: ID<AgreedThreshold> = try call.id("threshold")
        try await call.again {
            let threshold = try await call.threshold(id).threshold
            let draft = try given.on(ThresholdInput(threshold)).draft(version: call.ifMatch ?? threshold.version)
            try await call.naming(thresholdNames) {
                try await Thresholds(cairn: call.cairn).edit(id, of: call.id("goal"), draft, by: call.viewer)
            }
        }
        return try await call.threshold(id)
    },
    .remove(
        "/goals/{goal}/thresholds/{threshold}", "removeThreshold", .thresholds,
        summary: "Take a threshold away; what it has opened stays"
    ) { call in
        let id: ID<AgreedThreshold> = try call.id("threshold")
        try await call.again {
            let version = call.ifMatch == nil ? try await call.threshold(id).threshold.version : call.ifMatch ?? 0
            try await Thresholds(cairn: call.cairn).remove(id, of: call.id("goal"), version: version, by: call.viewer)
        }
    },
]

extension APICall {
    /// A threshold of the goal in the address.
    fileprivate func threshold(_ id: ID<AgreedThreshold>) async throws -> ThresholdRow {
        let goal: ID<Goal> = try self.id("goal")
        return try await read { db, _ in
            try db.requireVisible(goal: goal, to: viewer)
            let threshold = try db.threshold(id, of: goal, in: viewer.workspace.id)
            guard let row = try db.rows(of: [threshold], in: viewer.workspace.id).first else { throw AppError.notFound }
            return row
        }
    }
}
