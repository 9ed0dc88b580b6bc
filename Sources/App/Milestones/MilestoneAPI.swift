import Domain

let milestoneShape = Shape<Milestone>("Milestone", words: "A dated mark on a goal or on one of its initiatives.") { shape in
    shape.id("id", "Its id.") { $0.id }
    shape.id("goal_id", "The goal it belongs to.") { $0.goalID }
    shape.id("initiative_id", "The initiative it belongs to, if it belongs to one.") { $0.initiativeID }
    shape.text("title", "What can be seen on that day.") { $0.title }
    shape.date("on_day", "The day.") { $0.onDay }
    shape.date("reached_on", "The day it was reached.") { $0.reachedOn }
    shape.time("created_at", "When it was written down.") { $0.createdAt }
    shape.version { $0.version }
}

let milestoneInput = InputShape<Milestone.Draft>(
    "MilestoneInput", words: "What people write down of a milestone.", blank: { Milestone.Draft(title: "", onDay: Day(number: 0)) }
) { shape in
    shape.text("title", "What can be seen on that day.", required: true) { $0.title = $1 ?? "" }
    shape.date("on_day", "The day.", required: true) { $0.onDay = $1 ?? $0.onDay }
    shape.date("reached_on", "The day it was reached.") { $0.reachedOn = $1 }
    shape.id("initiative_id", "The initiative it belongs to, if it belongs to one.") { $0.initiativeID = $1 }
}

let milestoneEndpoints: [Endpoint] = [
    .list(
        "/goals/{goal}/milestones", "listMilestones", .work, summary: "List the milestones of a goal, by date", paged: false,
        gives: milestoneShape
    ) { call in
        let goal: ID<Goal> = try call.id("goal")
        return try await call.read { db, _ in
            try db.requireVisible(goal: goal, to: call.viewer)
            return Items(try db.milestones(of: goal, in: call.viewer.workspace.id))
        }
    },
    .make(
        "/goals/{goal}/milestones", "createMilestone", .work, summary: "Set a milestone", takes: milestoneInput, gives: milestoneShape,
        at: { "/goals/\($0.goalID)/milestones/\($0.id)" }, example: Example(#"{"title": "The new form is live", "on_day": "2026-11-20"}"#)
    ) { call, given in
        try await Milestones(cairn: call.cairn).add(given.on(milestoneInput.blank()), to: call.id("goal"), by: call.viewer)
    } then: { call, made in
        try await call.milestone(ID(trusted: made))
    },
    .get("/goals/{goal}/milestones/{milestone}", "getMilestone", .work, summary: "Read a milestone", gives: milestoneShape) { call in
        try await call.milestone(call.id("milestone"))
    },
    .change(
        "/goals/{goal}/milestones/{milestone}", "editMilestone", .work, summary: "Change a milestone: only the fields that are named",
        takes: milestoneInput, gives: milestoneShape, example: Example(#"{"reached_on": "2026-11-04"}"#)
    ) { call, given in
        let id: ID<Milestone> = try call.id("milestone")
        try await call.again {
            var draft = Milestone.Draft(try await call.milestone(id))
            given.put(into: &draft)
            draft.version = call.ifMatch ?? draft.version
            try await Milestones(cairn: call.cairn).edit(id, of: call.id("goal"), draft, by: call.viewer)
        }
        return try await call.milestone(id)
    },
    .remove("/goals/{goal}/milestones/{milestone}", "removeMilestone", .work, summary: "Take a milestone away") { call in
        let id: ID<Milestone> = try call.id("milestone")
        try await call.again {
            let version = call.ifMatch == nil ? try await call.milestone(id).version : call.ifMatch ?? 0
            try await Milestones(cairn: call.cairn).remove(id, of: call.id("goal"), version: version, by: call.viewer)
        }
    },
]

extension APICall {
    /// A milestone of the goal in the address.
    fileprivate func milestone(_ id: ID<Milestone>) async throws -> Milestone {
        let goal: ID<Goal> = try self.id("goal")
        return try await read { db, _ in
            try db.requireVisible(goal: goal, to: viewer)
            return try db.milestone(id, of: goal, in: viewer.workspace.id)
        }
    }
}
