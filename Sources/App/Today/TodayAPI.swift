import Domain

/// One thing that waits, with what its sentences and its address need.
struct WaitingRecord: Sendable {
    var waiting: Waiting
    var today: Day
    var workspace: String
}

/// What Today shows, for programs.
struct TodayRecord: Sendable {
    var view: TodayView
    var today: Day
    var workspace: String

    var waiting: [WaitingRecord] { view.waiting.map { WaitingRecord(waiting: $0, today: today, workspace: workspace) } }
}

extension Waiting.Kind: APIWord {}

let waitingShape = Shape<WaitingRecord>("Waiting", words: "Something that waits for somebody.") { shape in
    shape.word(
        "kind",
        "What waits: people to look together with, something a goal rests on that was contradicted, a check-in, a mention, a goal to be committed, an initiative or a milestone."
    ) { $0.waiting.kind }
    shape.id("goal_id", "The goal it is about.") { $0.waiting.goalID }
    shape.text("title", "The title of the goal, the initiative or the milestone.") { $0.waiting.title }
    shape.date("due_on", "When it is due; null for what has no date and waits since somebody asked.") { $0.waiting.due }
    shape.add("due", .text(atMost: nil), "When it is due, in words.") { record, json, tongue in
        json.append(text: tongue.plain(tongue.due(record.waiting, today: record.today)))
    }
    shape.sentence("details", "What it will ask for, or where it comes from.") { $0.waiting.details }
    shape.text("page", "The path of the page on which it is done.") { $0.page }
}

private let todayGoalShape = Shape<GoalLine>("TodayGoal", words: "A committed goal of this person's, in short.") { shape in
    shape.id("id", "Its id.") { $0.goal.id }
    shape.text("title", "What is different when it is reached.") { $0.goal.title }
    shape.word("status", "How it stands: the owner's word where it counts, otherwise the computed one.") { $0.standing.status }
    shape.number("progress", "How far it is, 0 to 1; null while nothing was reported.") { $0.standing.progress }
    shape.number("expected", "How far it should be by today, 0 to 1.") { $0.standing.expected }
    shape.sentence("short", "Why it stands so, in a few words; empty where the status says it all.") { $0.standing.short ?? "" }
    shape.date("due_on", "The day by which it is reached.") { $0.goal.dueOn }
    shape.sentence("question", "What its owner is asked where confidence and numbers lie far apart; empty where they do not.") {
        $0.question ?? ""
    }
}

let todayShape = Shape<TodayRecord>("Today", words: "What waits for the token's person, how their goals stand, what is new to them.") {
    shape in
    shape.date("day", "The workspace's date.") { $0.today }
    shape.add("sentence", .text(atMost: nil), "How much waits, in a sentence.") { record, json, tongue in
        json.append(text: tongue.plain(tongue.lede(record.view, today: record.today)))
    }
    shape.many("waiting", "What waits, by date.", waitingShape) { $0.waiting }
    shape.many("goals", "The goals the person answers for: twelve by due date, those with a question first.", todayGoalShape) {
        $0.view.goals
    }
    shape.date("next_check_in_on", "When the next check-in on one of these is due.") { $0.view.nextCheckIn }
    shape.time("news_since", "When the person was last here, a week back for somebody new.") { $0.view.newsSince }
    shape.many("news", "What others did since, the newest first, at most forty.", eventShape) { $0.view.news }
}

let todayEndpoints: [Endpoint] = [
    .get(
        "/today", "getToday", .workspace, summary: "Read what waits for you, how your goals stand, and what is new", gives: todayShape
    ) { call in
        let view = try await Today(cairn: call.cairn).view(for: call.viewer)
        return TodayRecord(view: view, today: call.today, workspace: call.viewer.workspace.slug)
    }
]

extension WaitingRecord {
    fileprivate var page: String {
        waiting.kind == .jointAction
            ? "/\(workspace)/joint-actions/\(waiting.subject ?? "")" : "/\(workspace)/goals/\(waiting.goalID)" + place
    }

    private var place: String {
        switch waiting.kind {
        case .checkIn: "/check-ins/new"
        case .contradiction: "/assumptions/\(waiting.subject ?? "")"
        case .mention: "#c-\(waiting.subject ?? "")"
        case .commitment, .jointAction: ""
        case .initiative, .milestone: "#initiatives"
        }
    }
}
