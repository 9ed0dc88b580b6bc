import Domain

let stepShape = Shape<KeyResult.Step>("Step", words: "A dated intermediate target.") { shape in
    shape.date("day", "The day.") { $0.day }
    shape.number("value", "The number to reach by then.") { $0.value }
}

let keyResultShape = Shape<KeyResultRecord>(
    "KeyResult", words: "A number that shows a goal is reached; or something done or not; or three zones."
) {
    shape in
    shape.id("id", "Its id.") { $0.keyResult.id }
    shape.id("goal_id", "The goal it belongs to.") { $0.keyResult.goalID }
    shape.integer("position", "Its place among the goal's key results.") { $0.keyResult.position }
    shape.text("title", "What is counted or looked at.") { $0.keyResult.title }
    shape.word("kind", "A number, done or not done, or three zones.") { $0.keyResult.kind }
    shape.word("direction", "Which way a number has to go.") { $0.keyResult.direction }
    shape.text("unit", "What is counted: days, %.") { $0.keyResult.unit }
    shape.integer("decimals", "How many decimals are shown.") { $0.keyResult.decimals }
    shape.number("baseline", "Where it stood at the start.") { $0.keyResult.baseline }
    shape.number("target", "The number to reach; the limit to keep; the lower end of a range.") { $0.keyResult.target }
    shape.number("upper", "The upper end of a range.") { $0.keyResult.upper }
    shape.text("zone_commit", "What people are sure to reach.") { $0.keyResult.zoneCommit }
    shape.text("zone_target", "What people want to reach.") { $0.keyResult.zoneTarget }
    shape.text("zone_stretch", "What would be more than people dare to expect.") { $0.keyResult.zoneStretch }
    shape.number("value", "What was last reported; 0 or 1 for done, 0 to 3 for zones.") { $0.keyResult.value }
    shape.number("previous_value", "What was reported before that.") { $0.keyResult.previousValue }
    shape.time("reported_at", "When it was last reported.") { $0.keyResult.reportedAt }
    shape.number("progress", "How far it is, 0 to 1; null while nothing was reported.") { $0.standing.progress }
    shape.number("expected", "How far it should be by today, 0 to 1.") { $0.standing.expected }
    shape.word("status", "How it stands.") { $0.standing.status }
    shape.many("reasons", "Why, the deciding reason first.", reasonShape) { $0.standing.reasons }
    shape.id("owner_id", "Who keeps it.") { $0.keyResult.ownerID }
    shape.text("owner_name", "The owner's name.") { $0.ownerName }
    shape.text("source", "Where the number comes from.") { $0.keyResult.source }
    shape.word("indicator", "Whether it moves early or confirms late.") { $0.keyResult.indicator }
    shape.word("serves", "What it is good for.") { $0.keyResult.serves }
    shape.number("weight", "What it counts in its goal, 0 to 100; null shares what the fixed ones leave.") { $0.keyResult.weight }
    shape.date("starts_on", "The day it begins.") { $0.keyResult.startsOn }
    shape.date("due_on", "The day by which it is reached.") { $0.keyResult.dueOn }
    shape.many("steps", "Intermediate targets.", stepShape) { $0.keyResult.steps }
    shape.truth("is_primary", "Whether it is the one that counts most to its readers.") { $0.keyResult.isPrimary }
    shape.ids("moves_with", "Key results of the goal: of a leading one those that should follow it, of a lagging one those it follows.") {
        $0.keyResult.movesWith.sorted()
    }
    shape.version { $0.keyResult.version }
}

/// A key result as a program writes it.
struct KeyResultInput: Sendable {
    var draft: KeyResult.Draft
    var startsOn: Day?
    var dueOn: Day?
    var reason = ""
}

let stepInput = InputShape<KeyResult.Step>("StepInput", words: "A dated intermediate target.", blank: { KeyResult.Step(Day(number: 0), 0) })
{
    shape in
    shape.date("day", "The day.", required: true) { $0.day = $1 ?? $0.day }
    shape.number("value", "The number to reach by then.", required: true) { $0.value = $1 ?? 0 }
}

let keyResultInput = InputShape<KeyResultInput>(
    "KeyResultInput", words: "What people write down of a key result.",
    blank: { KeyResultInput(draft: KeyResult.Draft(title: "", startsOn: Day(number: 0), dueOn: Day(number: 0))) }
) { shape in
    shape.text("title", "What is counted or looked at.", required: true) { $0.draft.title = $1 ?? "" }
    shape.word("kind", "A number, done or not done, or three zones.") { $0.draft.kind = $1 ?? .number }
    shape.word("direction", "Which way a number has to go.") { $0.draft.direction = $1 ?? .increase }
    shape.text("unit", "What is counted: days, %.") { $0.draft.unit = $1 ?? "" }
    shape.integer("decimals", "How many decimals are shown.", in: 0...6) { $0.draft.decimals = $1 ?? 0 }
    shape.number("baseline", "Where it stood at the start.") { $0.draft.baseline = $1 }
    shape.number("target", "The number to reach; the limit to keep; the lower end of a range.") { $0.draft.target = $1 }
    shape.number("upper", "The upper end of a range.") { $0.draft.upper = $1 }
    shape.text("zone_commit", "What people are sure to reach.") { $0.draft.zoneCommit = $1 ?? "" }
    shape.text("zone_target", "What people want to reach.") { $0.draft.zoneTarget = $1 ?? "" }
    shape.text("zone_stretch", "What would be more than people dare to expect.") { $0.draft.zoneStretch = $1 ?? "" }
    shape.id("owner_id", "Who keeps it.") { $0.draft.ownerID = $1 }
    shape.text("source", "Where the number comes from.") { $0.draft.source = $1 ?? "" }
    shape.word("indicator", "Whether it moves early or confirms late.") { $0.draft.indicator = $1 }
    shape.word("serves", "What it is good for.") { $0.draft.serves = $1 }
    shape.number("weight", "What it counts in its goal, 0 to 100; null shares what the fixed ones leave.", in: 0...100) {
        $0.draft.weight = $1
    }
    shape.date("starts_on", "The day it begins; where it is left out, that of the goal.") { $0.startsOn = $1 }
    shape.date("due_on", "The day by which it is reached; where it is left out, that of the goal.") { $0.dueOn = $1 }
    shape.many("steps", "Intermediate targets.", stepInput) { $0.draft.steps = $1 ?? [] }
    shape.truth("is_primary", "Whether it is the one that counts most to its readers.") { $0.draft.isPrimary = $1 ?? false }
    shape.ids("moves_with", "Key results of the goal: of a leading one lagging ones, of a lagging one leading ones.") {
        $0.draft.movesWith = Set($1 ?? [])
    }
    shape.text("reason", "Why it changes; asked for once the goal is committed, and kept in its history.") { $0.reason = $1 ?? "" }
}

/// Which way a key result goes among the others of its goal.
enum Way: String, APIWord { case up, down }

let wayInput = InputShape<Way>("WayInput", words: "One place up or down.", blank: { .up }) { shape in
    shape.word("way", "One place up or down.", required: true) { $0 = $1 ?? .up }
}

let keyResultEndpoints: [Endpoint] = [
    .list(
        "/goals/{goal}/key-results", "listKeyResults", .keyResults, summary: "List the key results of a goal", paged: false,
        gives: keyResultShape
    ) {
        call in Items(try await call.goal(call.id("goal")).keyResults)
    },
    .make(
        "/goals/{goal}/key-results", "createKeyResult", .keyResults, summary: "Add a key result to a goal", takes: keyResultInput,
        gives: keyResultShape, at: { "/goals/\($0.keyResult.goalID)/key-results/\($0.keyResult.id)" },
        example: Example(
            #"{"title": "Days until a decision", "direction": "decrease", "unit": "days", "baseline": 94, "target": 42, "reason": "Now we can count them."}"#
        )
    ) { call, given in
        let goal: ID<Goal> = try call.id("goal")
        let input = given.on(keyResultInput.blank())
        let whole = try await call.goal(goal).goal
        var draft = input.draft
        (draft.startsOn, draft.dueOn) = (input.startsOn ?? whole.startsOn, input.dueOn ?? whole.dueOn)
        return try await KeyResults(cairn: call.cairn).add(draft, to: goal, reason: input.reason, by: call.viewer)
    } then: { call, made in
        try await call.keyResult(ID(trusted: made))
    },
    .get("/goals/{goal}/key-results/{keyResult}", "getKeyResult", .keyResults, summary: "Read a key result", gives: keyResultShape) {
        call in
        try await call.keyResult(call.id("keyResult"))
    },
    .change(
        "/goals/{goal}/key-results/{keyResult}", "editKeyResult", .keyResults,
        summary: "Change a key result: only the fields that are named",
        takes: keyResultInput, gives: keyResultShape, example: Example(#"{"target": 90, "reason": "The new law allows it."}"#)
    ) { call, given in
        let (goal, id): (ID<Goal>, ID<KeyResult>) = (try call.id("goal"), try call.id("keyResult"))
        _ = try await call.again {
            let now = try await call.keyResult(id).keyResult
            let input = given.on(KeyResultInput(draft: KeyResult.Draft(now)))
            var draft = input.draft
            (draft.startsOn, draft.dueOn) = (input.startsOn ?? now.startsOn, input.dueOn ?? now.dueOn)
            draft.version = call.ifMatch ?? draft.version
            return try await KeyResults(cairn: call.cairn).edit(id, of: goal, draft, reason: input.reason, by: call.viewer)
        }
        return try await call.keyResult(id)
    },
    .act(
        "/goals/{goal}/key-results/{keyResult}/position", "moveKeyResult", .keyResults, summary: "Move a key result one place up or down",
        takes: wayInput, gives: keyResultShape, example: Example(#"{"way": "down"}"#)
    ) { call, given in
        let way = given.on(.up)
        try await KeyResults(cairn: call.cairn).move(call.id("keyResult"), of: call.id("goal"), up: way == .up, by: call.viewer)
        return Done()
    } then: { call, _ in
        try await call.keyResult(call.id("keyResult"))
    },
    .remove(
        "/goals/{goal}/key-results/{keyResult}", "removeKeyResult", .keyResults,
        summary: "Take a key result away, with what was reported on it",
        query: [QueryField("reason", .text(atMost: 2000), words: "Why; asked for once the goal is committed, and kept in its history.")],
        example: Example(query: "reason=Nobody%20can%20count%20it.")
    ) { call in
        let id: ID<KeyResult> = try call.id("keyResult")
        try await call.again {
            let version = call.ifMatch == nil ? try await call.keyResult(id).keyResult.version : call.ifMatch ?? 0
            try await KeyResults(cairn: call.cairn).remove(
                id, of: call.id("goal"), version: version, reason: call.query["reason"] ?? "", by: call.viewer)
        }
    },
]

extension APICall {
    /// A key result of the goal in the address.
    func keyResult(_ id: ID<KeyResult>) async throws -> KeyResultRecord {
        let goal: ID<Goal> = try self.id("goal")
        return try await read { db, now in
            let whole = try db.goal(goal, visibleTo: viewer)
            let found = try db.keyResultsWithOwners(
                where: "key_result.id = \(id) AND key_result.goal_id = \(goal)", in: viewer.workspace.id)
            guard var found = found.first else { throw AppError.notFound }
            found.keyResult.movesWith = try db.pairs(of: found.keyResult, in: viewer.workspace.id)
            let standing = found.keyResult.standing(
                on: now.day(in: viewer.workspace.zone), stage: whole.stage, rule: viewer.workspace.rule)
            return KeyResultRecord(keyResult: found.keyResult, ownerName: found.owner, standing: standing)
        }
    }
}
