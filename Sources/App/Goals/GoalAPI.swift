import Database
import Domain

/// Why something stands as it does.
let reasonShape = Shape<Words>("Reason", words: "Why a status is what it is.") { shape in
    shape.add("code", .word(Standing.reasonCodes + ["other"]), "The kind of reason; it stays the same in every language.") {
        reason, json, _ in json.append(text: Standing.code(of: reason))
    }
    shape.sentence("sentence", "The reason in words.") { $0 }
}

let parentShape = Shape<Goal.Parent>("Parent", words: "A goal that another one serves.") { shape in
    shape.id("id", "The goal above.") { $0.id }
    shape.number("weight", "What it counts there, 0 to 100; null shares what the fixed ones leave.") { $0.weight }
}

let goalShape = Shape<GoalRecord>("Goal", words: "An outcome a team wants by a date, with its key results.") { shape in
    shape.id("id", "Its id.") { $0.goal.id }
    shape.text("title", "What is different when it is reached.") { $0.goal.title }
    shape.text("why", "Why it matters, in Markdown.") { $0.goal.why }
    shape.word("stage", "How far it is agreed on.") { $0.goal.stage }
    shape.word("outcome", "How it ended, once it is closed.") { $0.goal.outcome }
    shape.text("outcome_reason", "Why it ended so.") { $0.goal.outcomeReason }
    shape.number("grade", "How well it went, 0 to 1, once it is closed and graded.") { $0.goal.grade }
    shape.text("lesson", "What people learned, once it was closed.") { $0.goal.lesson }
    shape.id("carried_from", "The goal of another cycle that it goes on from, if you may see it.") { $0.carriedFrom }
    shape.ids("carried_to", "The goals in which it goes on, as far as you may see them.") { $0.carriedTo }
    shape.id("owner_id", "Who answers for it.") { $0.goal.ownerID }
    shape.text("owner_name", "The owner's name.") { $0.ownerName }
    shape.id("team_id", "Whose it is.") { $0.goal.teamID }
    shape.text("team_name", "The team's name.") { $0.teamName }
    shape.id("cycle_id", "The cycle it belongs to.") { $0.goal.cycleID }
    shape.text("cycle_name", "The cycle's name.") { $0.cycleName }
    shape.date("starts_on", "The day it begins.") { $0.goal.startsOn }
    shape.date("due_on", "The day by which it is reached.") { $0.goal.dueOn }
    shape.word("visibility", "Who sees it: the workspace, its team, or named people.") { $0.goal.visibility }
    shape.ids("reader_ids", "The people named on a private goal.") { $0.readers }
    shape.word("status", "How it stands: the owner's word where it counts, otherwise the computed one.") { $0.standing.status }
    shape.word("computed_status", "How it stands by the numbers.") { $0.standing.computed }
    shape.many("reasons", "Why, the deciding reason first.", reasonShape) { $0.standing.reasons }
    shape.number("progress", "How far it is, 0 to 1; null while nothing was reported.") { $0.standing.progress }
    shape.number("expected", "How far it should be by today, 0 to 1.") { $0.standing.expected }
    shape.number("gap", "Expected minus progress, in points of a hundred; above 0 is behind.") { $0.standing.gap }
    shape.integer("confidence", "How likely people think it is, 0 to 100.") { $0.goal.confidence }
    shape.word("owner_status", "Another status that the owner gave.") { $0.goal.ownerStatus }
    shape.text("owner_status_reason", "Why the owner gave it.") { $0.goal.ownerStatusReason }
    shape.word("roll_up", "Where its progress comes from.") { $0.goal.rollUp }
    shape.number("hand_progress", "Its progress where it is set by hand, 0 to 1.") { $0.goal.handProgress }
    shape.integer("rhythm_days", "Days between check-ins; null takes the workspace's.") { $0.goal.rhythmDays }
    shape.time("last_check_in_at", "When it was last heard of.") { $0.goal.lastCheckInAt }
    shape.date("next_check_in_on", "When the next check-in is due.") { $0.nextCheckInOn }
    shape.integer("check_in_count", "How many check-ins it has.") { $0.goal.checkInCount }
    shape.integer("comment_count", "How many comments it has.") { $0.goal.commentCount }
    shape.integer("child_count", "How many goals serve it, also those you may not see.") { $0.goal.childCount }
    shape.many("parents", "The goals it serves, as far as you may see them.", parentShape) { $0.parents }
    shape.many("key_results", "What shows that it is reached, in order.", keyResultShape) { $0.keyResults }
    shape.id("created_by", "Who wrote it down.") { $0.goal.createdBy }
    shape.time("created_at", "When it was written down.") { $0.goal.createdAt }
    shape.time("updated_at", "When it last changed.") { $0.goal.updatedAt }
    shape.time("committed_at", "When it was committed.") { $0.goal.committedAt }
    shape.time("closed_at", "When it was closed.") { $0.goal.closedAt }
    shape.version { $0.goal.version }
    shape.text("page", "The path of its page.") { $0.page }
}

/// A goal as a program writes it: the draft that the form makes, and what only the form's page knows.
struct GoalInput: Sendable {
    var draft: Goal.Draft
    /// Nil where nothing was said: then it is the cycle's.
    var startsOn: Day?
    var dueOn: Day?
    var reason = ""
}

let goalInput = InputShape<GoalInput>(
    "GoalInput", words: "What people write down of a goal.",
    blank: { GoalInput(draft: Goal.Draft(title: "", startsOn: anyDay, dueOn: anyDay)) }
) { shape in
    shape.text("title", "What is different when it is reached.", required: true) { $0.draft.title = $1 ?? "" }
    shape.text("why", "Why it matters, in Markdown.") { $0.draft.why = $1 ?? "" }
    shape.id("owner_id", "Who answers for it.") { $0.draft.ownerID = $1 }
    shape.id("team_id", "Whose it is.") { $0.draft.teamID = $1 }
    shape.id("cycle_id", "The cycle it belongs to.") { $0.draft.cycleID = $1 }
    shape.date("starts_on", "The day it begins; where it is left out, that of the cycle.") { $0.startsOn = $1 }
    shape.date("due_on", "The day by which it is reached; where it is left out, the end of the cycle.") { $0.dueOn = $1 }
    shape.word("visibility", "Who sees it: the workspace, its team, or named people.") { $0.draft.visibility = $1 ?? .workspace }
    shape.ids("reader_ids", "The people named on a private goal.") { $0.draft.readers = Set($1 ?? []) }
    shape.ids("parent_ids", "The goals it serves. Those you may not see stay as they are.") {
        $0.draft.parents = ($1 ?? []).map { Goal.Parent(id: $0) }
    }
    shape.word("roll_up", "Where its progress comes from.") { $0.draft.rollUp = $1 ?? .automatic }
    shape.number("hand_progress", "Its progress where it is set by hand, 0 to 1.", in: 0...1) { $0.draft.handProgress = $1 }
    shape.integer("rhythm_days", "Days between check-ins; null takes the workspace's.", in: 1...366) { $0.draft.rhythmDays = $1 }
    shape.text("reason", "Why it changes; asked for once it is committed, and kept in its history.") { $0.reason = $1 ?? "" }
}

private let anyDay = Day(number: 0)

/// The fields that rules of goals call otherwise.
let goalNames = ["parents": "parent_ids", "readers": "reader_ids"]

let goalFilterFields: [QueryField] = [
    QueryField("preset", .word(GoalFilter.Preset.allCases.map(\.rawValue)), words: "One of the ready-made views of the page."),
    QueryField("cycle", .text(atMost: 26), words: "The id of a cycle, or “all”; where nothing is said, the cycles that run now."),
    QueryField("team", .id, words: "Goals of this team and of those below it."),
    QueryField("owner", .id, words: "Goals of this person."),
    QueryField("status", Status.schema, words: "Goals that stand like this."),
    QueryField("stage", Goal.Stage.schema, words: "Goals that are agreed on as far as this."),
    QueryField("q", .text(atMost: 200), words: "Words that stand in the title."),
]

let goalEndpoints: [Endpoint] = [
    .list(
        "/goals", "listGoals", .goals, summary: "List goals through the filters of the page, with their key results",
        query: goalFilterFields, gives: goalShape, example: Example(query: "stage=committed&limit=10")
    ) { call in
        let filter = GoalFilter(call.query.form)
        if let cycle = call.query["cycle"], cycle != "all", ID<Cycle>(cycle) == nil {
            throw APIProblem.badParameter("cycle", "This is the id of a cycle, or “all”.")
        }
        let (after, limit) = (try call.after(Goal.self), call.limit)
        return try await call.read { db, now in try db.goalRecords(filter, after: after, limit: limit, for: call.viewer, at: now) }
    }.remembered(),
    .make(
        "/goals", "createGoal", .goals, summary: "Write a goal down, as a draft", takes: goalInput, gives: goalShape,
        at: { "/goals/\($0.goal.id)" },
        example: Example(
            #"{"title": "Permits are decided in three weeks", "why": "People wait.", "cycle_id": "$cycle", "team_id": "$team", "owner_id": "$person"}"#
        )
    ) { call, given in
        try await call.naming(goalNames) {
            try await Goals(cairn: call.cairn).make(call.newDraft(given), by: call.viewer)
        }
    } then: { call, made in
        try await call.goal(ID(trusted: made))
    },
    .get("/goals/{goal}", "getGoal", .goals, summary: "Read a goal with its key results", gives: goalShape) { call in
        try await call.goal(call.id("goal"))
    },
    .change(
        "/goals/{goal}", "editGoal", .goals, summary: "Change a goal: only the fields that are named", takes: goalInput, gives: goalShape,
        example: Example(#"{"title": "Permits are decided in two weeks", "reason": "We can do better."}"#)
    ) { call, given in
        let id: ID<Goal> = try call.id("goal")
        _ = try await call.again {
            try await call.naming(goalNames) {
                let input = given.on(try await call.stored(id))
                var draft = input.draft
                (draft.startsOn, draft.dueOn) = (input.startsOn ?? draft.startsOn, input.dueOn ?? draft.dueOn)
                return try await Goals(cairn: call.cairn).edit(id, draft, reason: input.reason, by: call.viewer)
            }
        }
        return try await call.goal(id)
    },
    .remove(
        "/goals/{goal}", "removeGoal", .goals, summary: "Take away a draft that nobody has checked in on",
        example: Example(path: ["goal": "draft"])
    ) { call in
        let id: ID<Goal> = try call.id("goal")
        try await call.again { try await Goals(cairn: call.cairn).remove(id, version: call.goalVersion(of: id), by: call.viewer) }
    },
]

extension APICall {
    /// Reads something in one transaction, with the time of the call.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection, Moment) throws -> T) async throws -> T {
        let now = cairn.now
        return try await cairn.database.read { db in try body(db, now) }
    }

    /// Where a list continues that is in the order of its ids.
    func after<Noun>(_: Noun.Type) throws -> ID<Noun>? {
        guard let text = query["after"] else { return nil }
        guard let id = ID<Noun>(text) else { throw APIProblem.badParameter("after", "Give “next” of the answer before.") }
        return id
    }

    func goal(_ id: ID<Goal>) async throws -> GoalRecord {
        try await read { db, now in try db.goalRecord(id, for: viewer, at: now) }
    }

    /// The version a change of this goal was made from: what the client saw, or else what is stored now.
    func goalVersion(of id: ID<Goal>) async throws -> Int {
        if let ifMatch { return ifMatch }
        return try await read { db, _ in try db.goal(id, visibleTo: viewer).version }
    }

    /// A new goal's draft. Dates that were left out are those of its cycle.
    fileprivate func newDraft(_ given: Given<GoalInput>) async throws -> Goal.Draft {
        let input = given.on(goalInput.blank())
        let cycle = try await read { db, _ in try input.draft.cycleID.flatMap { try db.dates(of: $0, in: viewer.workspace.id) } }
        var (draft, problems) = (input.draft, Problems())
        draft.startsOn = input.startsOn ?? cycle?.startsOn ?? today
        draft.dueOn = input.dueOn ?? cycle?.endsOn ?? draft.startsOn
        problems.require(input.dueOn != nil || cycle != nil, "due_on", "Choose the day by which it is reached.")
        try problems.check()
        return draft
    }

    /// A goal as it stands now, to change some of it.
    fileprivate func stored(_ id: ID<Goal>) async throws -> GoalInput {
        try await read { db, _ in
            let goal = try db.goal(id, visibleTo: viewer)
            let parents = try db.parents(of: id, visibleTo: viewer).map { Goal.Parent(id: $0.goal.id, weight: $0.weight) }
            var draft = Goal.Draft(goal, parents: parents, readers: try db.readerIDs(of: id, in: viewer.workspace.id))
            if let ifMatch { draft.version = ifMatch }
            return GoalInput(draft: draft)
        }
    }
}

extension APIProblem {
    static func badParameter(_ name: String, _ words: Words) -> APIProblem {
        APIProblem(.badParameter, words, [Field(field: name, code: InputProblems.Code.wrongType.rawValue, words: words)])
    }
}
