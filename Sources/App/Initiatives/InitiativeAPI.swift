import Domain

let initiativeShape = Shape<Initiative>("Initiative", words: "Work done for a goal, perhaps for one of its key results.") { shape in
    shape.id("id", "Its id.") { $0.id }
    shape.id("goal_id", "The goal it belongs to.") { $0.goalID }
    shape.id("key_result_id", "The key result it is for, if it is for one.") { $0.keyResultID }
    shape.text("title", "What is done.") { $0.title }
    shape.text("notes", "More about it, in Markdown.") { $0.notes }
    shape.id("owner_id", "Who does it.") { $0.ownerID }
    shape.date("due_on", "When it should be done.") { $0.dueOn }
    shape.word("effort", "How much work it is.") { $0.effort }
    shape.word("status", "How far it is.") { $0.status }
    shape.time("created_at", "When it was written down.") { $0.createdAt }
    shape.version { $0.version }
}

let initiativeInput = InputShape<Initiative.Draft>(
    "InitiativeInput", words: "What people write down of an initiative.", blank: { Initiative.Draft(title: "") }
) { shape in
    shape.text("title", "What is done.", required: true) { $0.title = $1 ?? "" }
    shape.text("notes", "More about it, in Markdown.") { $0.notes = $1 ?? "" }
    shape.id("key_result_id", "The key result it is for, if it is for one.") { $0.keyResultID = $1 }
    shape.id("owner_id", "Who does it.") { $0.ownerID = $1 }
    shape.date("due_on", "When it should be done.") { $0.dueOn = $1 }
    shape.word("effort", "How much work it is.") { $0.effort = $1 }
    shape.word("status", "How far it is.") { $0.status = $1 ?? .planned }
}

let initiativeEndpoints: [Endpoint] = [
    .list(
        "/goals/{goal}/initiatives", "listInitiatives", .work, summary: "List the work for a goal, open ones first", paged: false,
        gives: initiativeShape
    ) {
        call in
        let goal: ID<Goal> = try call.id("goal")
        return try await call.read { db, _ in
            try db.requireVisible(goal: goal, to: call.viewer)
            return Items(try db.initiatives(of: goal, in: call.viewer.workspace.id))
        }
    },
    .make(
        "/goals/{goal}/initiatives", "createInitiative", .work, summary: "Plan work for a goal", takes: initiativeInput,
        gives: initiativeShape,
        at: { "/goals/\($0.goalID)/initiatives/\($0.id)" },
        example: Example(#"{"title": "A shorter form", "owner_id": "$person", "due_on": "2026-11-30", "effort": "small"}"#)
    ) { call, given in
        try await Initiatives(cairn: call.cairn).add(given.on(initiativeInput.blank()), to: call.id("goal"), by: call.viewer)
    } then: { call, made in
        try await call.initiative(ID(trusted: made))
    },
    .get("/goals/{goal}/initiatives/{initiative}", "getInitiative", .work, summary: "Read an initiative", gives: initiativeShape) { call in
        try await call.initiative(call.id("initiative"))
    },
    .change(
        "/goals/{goal}/initiatives/{initiative}", "editInitiative", .work, summary: "Change an initiative: only the fields that are named",
        takes: initiativeInput, gives: initiativeShape, example: Example(#"{"status": "done"}"#)
    ) { call, given in
        let id: ID<Initiative> = try call.id("initiative")
        try await call.again {
            var draft = Initiative.Draft(try await call.initiative(id))
            given.put(into: &draft)
            draft.version = call.ifMatch ?? draft.version
            try await Initiatives(cairn: call.cairn).edit(id, of: call.id("goal"), draft, by: call.viewer)
        }
        return try await call.initiative(id)
    },
    .remove("/goals/{goal}/initiatives/{initiative}", "removeInitiative", .work, summary: "Take an initiative away, with its milestones") {
        call in
        let id: ID<Initiative> = try call.id("initiative")
        try await call.again {
            let version = call.ifMatch == nil ? try await call.initiative(id).version : call.ifMatch ?? 0
            try await Initiatives(cairn: call.cairn).remove(id, of: call.id("goal"), version: version, by: call.viewer)
        }
    },
]

extension APICall {
    /// An initiative of the goal in the address.
    fileprivate func initiative(_ id: ID<Initiative>) async throws -> Initiative {
        let goal: ID<Goal> = try self.id("goal")
        return try await read { db, _ in
            try db.requireVisible(goal: goal, to: viewer)
            return try db.initiative(id, of: goal, in: viewer.workspace.id)
        }
    }
}
