import Domain

let assumptionShape = Shape<AssumptionRow>(
    "Assumption", words: "What a goal or one of its key results rests on, written so that it can turn out wrong."
) {
    shape in
    shape.id("id", "Its id.") { $0.assumption.id }
    shape.id("goal_id", "The goal it belongs to.") { $0.assumption.goalID }
    shape.id("key_result_id", "The key result that rests on it; none where it is the goal as a whole.") { $0.assumption.keyResultID }
    shape.text("belief", "What people believe.") { $0.assumption.belief }
    shape.text("because", "Why they believe it.") { $0.assumption.because }
    shape.text("wrong_if", "How they would notice that it is wrong.") { $0.assumption.wrongIf }
    shape.word("state", "What people think of it now.") { $0.assumption.state }
    shape.text("answer", "What the goal's owner says should change, once it was contradicted.") { $0.assumption.answer }
    shape.integer("supporting", "How many stories speak for it.") { $0.supporting }
    shape.integer("contradicting", "How many stories speak against it.") { $0.contradicting }
    shape.time("created_at", "When it was written down.") { $0.assumption.createdAt }
    shape.version { $0.assumption.version }
}

let assumptionInput = InputShape<Assumption.Draft>(
    "AssumptionInput", words: "What a goal or one of its key results rests on.", blank: { Assumption.Draft() }
) { shape in
    shape.text("belief", "What people believe.", required: true) { $0.belief = $1 ?? "" }
    shape.text("because", "Why they believe it.") { $0.because = $1 ?? "" }
    shape.text("wrong_if", "How they would notice that it is wrong.", required: true) { $0.wrongIf = $1 ?? "" }
    shape.id("key_result_id", "The key result that rests on it; none where it is the goal as a whole.") { $0.keyResultID = $1 }
    shape.word("state", "What people think of it now.") { $0.state = $1 ?? .open }
    shape.text("answer", "What should change, once it was contradicted.") { $0.answer = $1 ?? "" }
}

extension Assumption.State: APIWord {}

let assumptionEndpoints: [Endpoint] = [
    .list(
        "/goals/{goal}/assumptions", "listAssumptions", .assumptions, summary: "List what a goal and its key results rest on", paged: false,
        gives: assumptionShape
    ) { call in
        let goal: ID<Goal> = try call.id("goal")
        return try await call.read { db, _ in
            try db.requireVisible(goal: goal, to: call.viewer)
            return Items(try db.assumptions(of: goal, in: call.viewer.workspace.id))
        }
    },
    .make(
        "/goals/{goal}/assumptions", "createAssumption", .assumptions, summary: "Write down what a goal or one of its key results rests on",
        takes: assumptionInput, gives: assumptionShape, at: { "/goals/\($0.assumption.goalID)/assumptions/\($0.assumption.id)" },
        example: Example(
            #"{"belief": "People hand in complete files once they see what is missing.", "wrong_if": "After two months fewer than half are complete."}"#
        )
    ) { call, given in
        try await Assumptions(cairn: call.cairn).add(given.on(assumptionInput.blank()), to: call.id("goal"), by: call.viewer)
    } then: { call, made in
        try await call.assumption(ID(trusted: made))
    },
    .get(
        "/goals/{goal}/assumptions/{assumption}", "getAssumption", .assumptions, summary: "Read an assumption", gives: assumptionShape
    ) { call in
        try await call.assumption(call.id("assumption"))
    },
    .change(
        "/goals/{goal}/assumptions/{assumption}", "editAssumption", .assumptions,
        summary: "Change an assumption, or say what people think of it now: only the fields that are named", takes: assumptionInput,
        gives: assumptionShape, example: Example(#"{"state": "supported"}"#)
    ) { call, given in
        let id: ID<Assumption> = try call.id("assumption")
        try await call.again {
            var draft = Assumption.Draft(try await call.assumption(id).assumption)
            given.put(into: &draft)
            draft.version = call.ifMatch ?? draft.version
            try await Assumptions(cairn: call.cairn).edit(id, of: call.id("goal"), draft, by: call.viewer)
        }
        return try await call.assumption(id)
    },
    .remove(
        "/goals/{goal}/assumptions/{assumption}", "removeAssumption", .assumptions,
        summary: "Take an assumption away; the stories about it stay"
    ) { call in
        let id: ID<Assumption> = try call.id("assumption")
        try await call.again {
            let version = call.ifMatch == nil ? try await call.assumption(id).assumption.version : call.ifMatch ?? 0
            try await Assumptions(cairn: call.cairn).remove(id, of: call.id("goal"), version: version, by: call.viewer)
        }
    },
]

extension APICall {
    fileprivate func assumption(_ id: ID<Assumption>) async throws -> AssumptionRow {
        let goal: ID<Goal> = try self.id("goal")
        return try await read { db, _ in
            try db.requireVisible(goal: goal, to: viewer)
            return try db.assumption(id, of: goal, in: viewer.workspace.id)
        }
    }
}
