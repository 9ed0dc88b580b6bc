import Domain

let jointViewShape = Shape<JointView>("JointView", words: "How one of the people who look together sees it.") { shape in
    shape.id("person_id", "Who.") { $0.view.personID }
    shape.text("name", "Their name.") { $0.name }
    shape.text("text", "What they wrote, in Markdown; empty until then, and to whoever was asked and has not written yet.") { $0.view.text }
    shape.time("written_at", "When they wrote it.") { $0.view.writtenAt }
}

let agreementShape = Shape<JointAction.Agreement>("Agreement", words: "What people agreed on after looking together.") { shape in
    shape.word("decision", "To go on, to correct the course, or to draw the line anew.") { $0.decision }
    shape.text("text", "What exactly, and why, in Markdown.") { $0.text }
    shape.word("rule", "The kind of line from now on, where it was drawn anew.") { $0.rule?.kind }
    shape.number("amount", "Where it is drawn from now on.") { $0.rule?.amount }
    shape.id("agreed_by", "Who wrote it down.") { $0.by }
    shape.time("agreed_at", "When.") { $0.at }
}

let jointActionShape = Shape<JointActionRow>(
    "JointAction", words: "What a crossed threshold opens: people look at the facts together and agree on what follows."
) { shape in
    shape.id("id", "Its id.") { $0.action.id }
    shape.id("goal_id", "The goal it is about.") { $0.action.goalID }
    shape.id("key_result_id", "The key result it is about; none where it is the goal as a whole.") { $0.action.keyResultID }
    shape.id("threshold_id", "The threshold that opened it; it may be gone by now.") { $0.action.thresholdID }
    shape.sentence("title", "What it is about: the key result or the goal.") { .verbatim($0.title) }
    shape.sentence("reason", "Why it opened, with the facts as they were.") { $0.action.reason(on: $0.keyResult) }
    shape.number("value", "The value as it was, in the key result's unit; of a goal, its progress in per cent.") {
        $0.action.facts.values.last
    }
    shape.number("points_behind", "How many points it was behind plan; below 0 where it was ahead.") { $0.action.facts.gap }
    shape.integer("silent_days", "How many days there had been no check-in.") { $0.action.facts.silence }
    shape.time("opened_at", "When the line was crossed.") { $0.action.openedAt }
    shape.date("due_on", "By when they agree.") { $0.action.dueOn }
    shape.truth("is_open", "Whether they still have to agree.") { $0.action.isOpen }
    shape.truth("is_back", "Whether it is clearly on the right side of the line again.") { $0.isBack }
    shape.many("views", "How each of them sees it, in the order of their names.", jointViewShape) { $0.views }
    shape.one("agreement", "What they agreed on.", agreementShape) { $0.action.agreement }
    shape.version { $0.action.version }
}

let jointViewInput = InputShape<String>("JointViewInput", words: "How you see it.", blank: { "" }) { shape in
    shape.text("text", "What changed, what it means, what you would do; in Markdown.", required: true) { $0 = $1 ?? "" }
}

/// What was agreed, as a program writes it.
struct AgreementInput: Sendable {
    var decision: JointAction.Decision?
    var text = ""
    var kind: Threshold.Kind?
    var amount: Double?
}

let agreementInput = InputShape<AgreementInput>(
    "AgreementInput", words: "What people agreed on after looking together.", blank: { AgreementInput() }
) { shape in
    shape.word("decision", "To go on, to correct the course, or to draw the line anew.", required: true) { $0.decision = $1 }
    shape.text("text", "What exactly, and why, in Markdown.", required: true) { $0.text = $1 ?? "" }
    shape.word("rule", "The kind of line from now on, where it is drawn anew.") { $0.kind = $1 }
    shape.number("amount", "Where it is drawn from now on.") { $0.amount = $1 }
}

extension JointAction.Decision: APIWord {}

private let viewNames = ["view": "text"]
private let agreementNames = ["agreed": "text"]

let jointActionEndpoints: [Endpoint] = [
    .list(
        "/joint-actions", "listJointActions", .thresholds,
        summary: "List the joint actions you see: open ones by date, or those agreed lately",
        query: [QueryField("agreed", .truth, words: "Those agreed, the latest first, instead of the open ones.")], paged: false,
        gives: jointActionShape
    ) { call in
        let (open, agreed) = try await JointActions(cairn: call.cairn).all(for: call.viewer)
        return Items(call.query.truth("agreed") ? agreed : open)
    },
    .get("/joint-actions/{jointAction}", "getJointAction", .thresholds, summary: "Read a joint action", gives: jointActionShape) { call in
        try await JointActions(cairn: call.cairn).row(call.id("jointAction"), for: call.viewer)
    },
    .act(
        "/joint-actions/{jointAction}/views", "writeJointView", .thresholds, summary: "Say how you see it, or change what you said",
        takes: jointViewInput, gives: jointActionShape, example: Example(#"{"text": "Two of us were ill; the form itself works."}"#)
    ) { call, given in
        let id: ID<JointAction> = try call.id("jointAction")
        let actions = JointActions(cairn: call.cairn)
        try await call.naming(viewNames) {
            try await call.again {
                let own = try await actions.row(id, for: call.viewer).views.first { $0.view.personID == call.viewer.id }
                try await actions.write(given.on(""), seen: own?.view.writtenAt, on: id, by: call.viewer)
            }
        }
        return Done()
    } then: { call, _ in
        try await JointActions(cairn: call.cairn).row(call.id("jointAction"), for: call.viewer)
    },
    .act(
        "/joint-actions/{jointAction}/agreement", "agreeJointAction", .thresholds, summary: "Write down what was agreed, which ends it",
        takes: agreementInput, gives: jointActionShape,
        example: Example(
            #"{"decision": "correction", "text": "Two people move over until the backlog is gone."}"#, path: ["jointAction": "heardAction"])
    ) { call, given in
        let id: ID<JointAction> = try call.id("jointAction")
        let (input, actions) = (given.on(AgreementInput()), JointActions(cairn: call.cairn))
        let rule = try input.kind.flatMap { kind in try input.amount.map { try Threshold.checked(kind, $0) } }
        try await call.naming(agreementNames) {
            try await call.again {
                let version = call.ifMatch == nil ? try await actions.row(id, for: call.viewer).action.version : call.ifMatch ?? 0
                let draft = JointAction.Draft(decision: input.decision, text: input.text, rule: rule, version: version)
                try await actions.agree(draft, on: id, by: call.viewer)
            }
        }
        return Done()
    } then: { call, _ in
        try await JointActions(cairn: call.cairn).row(call.id("jointAction"), for: call.viewer)
    },
]
