import Domain

/// What counts in a goal's progress.
struct WeightRecord: Sendable {
    var goal: Goal
    var parts: [Weights.Contributor]
}

private let weightPartShape = Shape<Weights.Contributor>("WeightPart", words: "A key result or a child goal, and what it counts.") {
    shape in
    shape.text("id", "The key result or goal.") { $0.id }
    shape.add("kind", .word(["key-result", "goal"]), "Which of the two it is.") { part, json, _ in
        json.append(text: part.isGoal ? "goal" : "key-result")
    }
    shape.text("title", "What it is called; null for a goal you may not see.") { $0.title }
    shape.number("weight", "What it counts, 0 to 100; null shares what the fixed ones leave.") { $0.weight }
    shape.truth("counts", "Whether it counts now: a child goal does once it is committed.") { $0.counts }
}

private let weightsShape = Shape<WeightRecord>("Weights", words: "What counts in a goal's progress.") { shape in
    shape.id("goal_id", "The goal it is about.") { $0.goal.id }
    shape.many("parts", "Key results first, then child goals.", weightPartShape) { $0.parts }
    shape.version { $0.goal.version }
}

/// What somebody fixes.
struct WeightInput: Sendable {
    var weights: [Goal.Parent] = []
    var reason = ""
}

let weightInput = InputShape<Goal.Parent>(
    "WeightPartInput", words: "A key result or a goal, and what it counts.", blank: { Goal.Parent(id: ID(trusted: "")) }
) {
    shape in
    shape.id("id", "The key result or goal.", required: true) { $0.id = $1 ?? $0.id }
    shape.number("weight", "What it counts, 0 to 100; null shares what the fixed ones leave.", in: 0...100) { $0.weight = $1 }
}

let weightsInput = InputShape<WeightInput>(
    "WeightsInput", words: "What counts in a goal's progress. What is not named stays.", blank: { WeightInput() }
) {
    shape in
    shape.many("parts", "Key results and child goals, each with what it counts.", weightInput) { $0.weights = $1 ?? [] }
    shape.text("reason", "Why it changes; asked for once the goal is committed, and kept in its history.") { $0.reason = $1 ?? "" }
}

let parentsInput = InputShape<WeightInput>(
    "ParentsInput", words: "The goals that a goal serves, all of them that you may see.", blank: { WeightInput() }
) {
    shape in
    shape.many("parents", "The goals it serves, each with what it counts there. Those you may not see stay as they are.", weightInput) {
        $0.weights = $1 ?? []
    }
    shape.text("reason", "Why it changes; asked for once the goal is committed, and kept in its history.") { $0.reason = $1 ?? "" }
}

let weightEndpoints: [Endpoint] = [
    .get("/goals/{goal}/weights", "getWeights", .goals, summary: "Read what counts in a goal's progress", gives: weightsShape) { call in
        try await call.weights()
    },
    .change(
        "/goals/{goal}/weights", "editWeights", .goals, summary: "Fix what counts how much; what is not fixed shares the rest",
        takes: weightsInput,
        gives: weightsShape, example: Example(#"{"parts": [{"id": "$keyResult", "weight": 70}], "reason": "It matters more."}"#)
    ) { call, given in
        let (id, input): (ID<Goal>, WeightInput) = (try call.id("goal"), given.on(WeightInput()))
        let weights = Dictionary(input.weights.map { ($0.id.text, $0.weight) }, uniquingKeysWith: { _, last in last })
        let places = input.weights.enumerated().map { ("weight[\($1.id)]", "parts[\($0)].weight") }
        try await call.naming(Dictionary(places, uniquingKeysWith: { _, last in last })) {
            try await call.again {
                try await Weights(cairn: call.cairn).set(
                    weights, of: id, version: call.goalVersion(of: id), reason: input.reason, by: call.viewer)
            }
        }
        return try await call.weights()
    },
    .act(
        "/goals/{goal}/parents", "setParents", .goals, summary: "Say which goals it serves, and what it counts there", takes: parentsInput,
        gives: goalShape, example: Example(#"{"parents": [{"id": "$parent", "weight": 40}], "reason": "It is part of it."}"#)
    ) { call, given in
        let (id, input): (ID<Goal>, WeightInput) = (try call.id("goal"), given.on(WeightInput()))
        return try await call.again {
            try await Goals(cairn: call.cairn).serve(
                id, input.weights, version: call.goalVersion(of: id), reason: input.reason, by: call.viewer)
        }
    } then: { call, _ in
        try await call.goal(call.id("goal"))
    },
]

extension APICall {
    fileprivate func weights() async throws -> WeightRecord {
        let found = try await Weights(cairn: cairn).load(id("goal"), for: viewer)
        return WeightRecord(goal: found.goal, parts: found.contributors)
    }
}
