import Domain

/// What a step of a goal takes: a reason, where one is asked for.
let reasonInput = InputShape<String>("ReasonInput", words: "Why something is done.", blank: { "" }) { shape in
    shape.text("reason", "Why; the history keeps it.") { $0 = $1 ?? "" }
}

/// How a goal ends.
struct Closure: Sendable {
    var outcome = Goal.Outcome.dropped
    var grade: Double?
    var reason = ""
    /// Nil leaves what an earlier end has taught.
    var lesson: String?
    /// The cycle in which it goes on.
    var carryTo: ID<Cycle>?
}

let closureInput = InputShape<Closure>("ClosureInput", words: "How a goal ends.", blank: { Closure() }) { shape in
    shape.word("outcome", "How it ended.", required: true) { $0.outcome = $1 ?? .dropped }
    shape.number("grade", "How well it went, 0 to 1; left out, it is what the numbers suggest where the outcome is theirs.", in: 0...1) {
        $0.grade = $1
    }
    shape.text("reason", "Why; asked for where the grade differs from the numbers, and without a grade unless it was achieved.") {
        $0.reason = $1 ?? ""
    }
    shape.text("lesson", "What you learned, in a sentence.") { $0.lesson = $1 ?? "" }
    shape.id("carry_to", "The cycle in which it goes on, as a new draft.") { $0.carryTo = $1 }
}

/// Where a goal goes on.
let carryOverInput = InputShape<ID<Cycle>?>("CarryOverInput", words: "Where a closed goal goes on.", blank: { nil }) { shape in
    shape.id("carry_to", "The cycle in which it goes on, as a new draft.", required: true) { $0 = $1 }
}

/// Another status than the computed one.
struct Judgement: Sendable {
    var status: Status?
    var reason = ""
}

let judgementInput = InputShape<Judgement>("OwnerStatusInput", words: "The owner's word on how a goal stands.", blank: { Judgement() }) {
    shape in
    shape.word("status", "On track, at risk or off track; null takes the owner's word back.") { $0.status = $1 }
    shape.text("reason", "Why the numbers do not tell it all.") { $0.reason = $1 ?? "" }
}

/// Each change of state is a thing of its own that is posted, as on the pages.
let goalStageEndpoints: [Endpoint] = [
    step("/proposal", "proposeGoal", "Propose a draft", at: "draft", reasonInput) { goals, id, version, _, viewer in
        try await goals.propose(id, version: version, by: viewer)
    },
    step("/withdrawal", "withdrawGoal", "Take a proposal back", at: "proposed", reasonInput) { goals, id, version, _, viewer in
        try await goals.withdraw(id, version: version, by: viewer)
    },
    step("/commitment", "commitGoal", "Commit a goal: from now on changes need a reason", at: "proposed", reasonInput) {
        goals, id, version, _, viewer in try await goals.commit(id, version: version, by: viewer)
    },
    step(
        "/closure", "closeGoal", "Close a goal with how it ended", at: "goal", closureInput,
        body: #"{"outcome": "partly", "grade": 0.5, "reason": "Half are decided in time.", "lesson": "Begin with the forms."}"#
    ) { goals, id, version, closure, viewer in
        try await goals.close(id, closure, version: version, by: viewer)
    },
    .make(
        "/goals/{goal}/carry-over", "carryGoalOver", .goals,
        summary: "Let a closed goal go on in another cycle, from where it stands: answers the new draft", takes: carryOverInput,
        gives: goalShape, at: { "/goals/\($0.goal.id)" },
        example: Example(#"{"carry_to": "$draftedCycle"}"#, path: ["goal": "closed"])
    ) { call, given in
        try await Goals(cairn: call.cairn).carryOver(call.id("goal"), to: given.on(nil), by: call.viewer)
    } then: { call, made in
        try await call.goal(ID(trusted: made))
    },
    step(
        "/reopening", "reopenGoal", "Open a closed goal again", at: "closed", reasonInput, body: #"{"reason": "It was closed too early."}"#
    ) { goals, id, version, reason, viewer in
        try await goals.reopen(id, reason: reason, version: version, by: viewer)
    },
    step(
        "/owner-status", "setOwnerStatus", "Set another status than the computed one", at: "goal", judgementInput,
        body: #"{"status": "at-risk", "reason": "Two of us are ill."}"#
    ) { goals, id, version, judgement, viewer in
        try await goals.judge(id, judgement.status, reason: judgement.reason, version: version, by: viewer)
    },
]

/// - Parameters:
///   - thing: the goal of the example's scene that stands before this step.
private func step<Input: Sendable>(
    _ path: String, _ name: String, _ summary: Words, at thing: String, _ input: InputShape<Input>, body: String? = nil,
    _ verb: @escaping @Sendable (Goals, ID<Goal>, Int, Input, Viewer) async throws -> Goal
) -> Endpoint {
    .act(
        "/goals/{goal}\(path)", name, .goals, summary: summary, takes: input, gives: goalShape,
        example: Example(body, path: ["goal": thing])
    ) { call, given in
        let id: ID<Goal> = try call.id("goal")
        return try await call.again {
            try await verb(Goals(cairn: call.cairn), id, call.goalVersion(of: id), given.on(input.blank()), call.viewer)
        }
    } then: { call, _ in
        try await call.goal(call.id("goal"))
    }
}
