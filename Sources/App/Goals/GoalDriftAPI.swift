import Domain

let driftMoveShape = Shape<Drift.Move>("DriftMove", words: "A field of a promise that is not what it was.") { shape in
    shape.text("field", "Its name here.") { $0.field }
    shape.text("key_result_id", "The key result it belongs to; null for the goal itself.") { $0.keyResultID }
    shape.text("from", "What stood there when it was committed.") { $0.from }
    shape.text("to", "What stands there now.") { $0.to }
    shape.integer("times", "How often it changed.") { $0.times }
}

let driftMarkShape = Shape<Drift.Mark>("DriftChange", words: "One change of a promise.") { shape in
    shape.time("at", "When.") { $0.at }
    shape.add("kinds", .list(Drift.Kind.schema), "What of the promise it touched.") { mark, json, tongue in
        list(mark.kinds, &json, tongue) { kind, json, _ in json.append(text: kind.slug) }
    }
}

let driftShape = Shape<GoalDrift>("Drift", words: "How far a goal is from what was committed.") { shape in
    shape.addOptional("sentence", .text(atMost: nil), "In words; null where nothing changed.", { $0.drift?.sentence }) {
        words, json, tongue in json.append(text: tongue.plain(words))
    }
    shape.many("moves", "What is not what it was.", driftMoveShape) { $0.drift?.moves ?? [] }
    shape.many("changes", "Each change since the commitment, the oldest first.", driftMarkShape) { $0.marks }
}

let driftEndpoints: [Endpoint] = [
    .get(
        "/goals/{goal}/drift", "getGoalDrift", .goals, summary: "Read how far a goal is from what was committed: sentence, fields, changes",
        gives: driftShape
    ) { call in
        try await Goals(cairn: call.cairn).drift(of: call.id("goal"), for: call.viewer)
    }
]
