import Database
import Domain
import Foundation

/// The demo's content with ids and dates: what happened, told from the beginning, and how everything stands at its end.
struct DemoStory {
    let content: DemoContent
    let workspace: Workspace
    let now: Moment
    let today: Day
    private var random = SystemRandomNumberGenerator()

    var people: [String: ID<Person>] = [:]
    var teams: [String: ID<Team>] = [:]
    var cycles: [String: ID<Cycle>] = [:]
    var ids: [String: ID<Goal>] = [:]
    /// By goal and key.
    var keyResultIDs: [String: [String: ID<KeyResult>]] = [:]
    var goals: [Goal] = []
    var keyResults: [KeyResult] = []
    var links: [(child: ID<Goal>, parent: ID<Goal>, weight: Double?)] = []
    var initiatives: [Initiative] = []
    var milestones: [Milestone] = []
    var checkIns: [CheckIn] = []
    var comments: [Comment] = []
    var events: [Event] = []
    /// By goal, in the order of the content.
    var thresholds: [String: [AgreedThreshold]] = [:]
    var assumptions: [Assumption] = []
    var stories: [Story] = []
    var jointActions: [(action: JointAction, views: [JointAction.View])] = []
    var reviews: [Review] = []

    init(_ content: DemoContent, in workspace: Workspace, at now: Moment, random: inout SystemRandomNumberGenerator) {
        self.content = content
        self.workspace = workspace
        self.now = now
        today = now.day(in: workspace.zone)
        let begun = moment(firstDay, 540)
        for person in content.people { people[person.key] = ID(at: begun, random: &random) }
        for team in content.teams { teams[team.key] = ID(at: begun, random: &random) }
        for cycle in content.cycles { cycles[cycle.key] = ID(at: begun, random: &random) }
        for goal in content.goals {
            ids[goal.key] = ID(at: moment(goal.created, 600), random: &random)
            keyResultIDs[goal.key] = Dictionary(
                uniqueKeysWithValues: goal.keyResults.map { ($0.key, ID(at: moment(goal.created, 601), random: &random)) })
        }
    }

    /// Before anything else happened.
    var firstDay: Int { min(content.goals.map(\.created).min() ?? 0, content.cycles.map(\.starts).min() ?? 0) - 5 }

    func day(_ offset: Int) -> Day { today.advanced(by: offset) }
    func moment(_ offset: Int, _ minute: Int) -> Moment { min(day(offset).start(in: workspace.zone).adding(seconds: minute * 60), now) }

    mutating func id<Noun>(at moment: Moment) -> ID<Noun> { ID(at: moment, random: &random) }

    mutating func tell() {
        tellTheHouse()
        for goal in content.goals { describe(goal) }
        for goal in content.goals { agreeOnThresholds(of: goal) }
        for goal in content.goals { believe(in: goal) }
        tellThePast()
        for goal in content.goals { tellLife(of: goal) }
        for review in content.reviews { share(review) }
    }

    private mutating func share(_ told: DemoContent.Review) {
        guard let maker = people[told.by] else { return }
        let at = moment(told.day, told.minute)
        let entries = told.goals.compactMap { entry in ids[entry.goal].map { Review.Entry(goalID: $0, comment: entry.comment ?? "") } }
        let review = Review(
            id: id(at: at), title: told.title, words: told.words, columns: Set(told.columns.compactMap(Review.Column.init)),
            entries: entries,
            createdBy: maker, createdAt: at)
        reviews.append(review)
        record(.reviewMade, by: maker, at: at, about: review.id.text, names: ["subject": told.title])
    }

    /// Who made it: its owner, or the lead of its team where nobody owns it.
    func maker(of goal: DemoContent.Goal) -> ID<Person> {
        people[goal.owner ?? content.teams.first { $0.key == goal.team }?.lead ?? ""] ?? people[content.people[0].key]!
    }

    mutating func record(
        _ kind: Event.Kind, by actor: ID<Person>?, at moment: Moment, goal: ID<Goal>? = nil, about subject: String? = nil,
        reason: String = "",
        changes: [Change] = [], names: [String: String] = [:]
    ) {
        events.append(
            Event(
                id: id(at: moment), kind: kind, actorID: actor, goalID: goal, subjectID: subject, reason: reason,
                details: .init(changes: changes, names: names), createdAt: moment))
    }

    private mutating func tellTheHouse() {
        let owner = content.people.first { $0.role == "owner" }.flatMap { people[$0.key] }
        record(.workspaceMade, by: owner, at: moment(firstDay, 500))
        for team in content.teams {
            record(.teamMade, by: owner, at: moment(firstDay, 520), about: teams[team.key]?.text, names: ["subject": team.name])
        }
        for cycle in content.cycles {
            let (id, name) = (cycles[cycle.key]?.text, seasoned(cycle))
            let made = max(firstDay, min(cycle.starts - 14, -20))
            record(.cycleMade, by: owner, at: moment(made, 560), about: id, names: ["subject": name])
            guard cycle.stage != "drafting" else { continue }
            record(
                .cycleMoved, by: owner, at: moment(cycle.starts, 545), about: id,
                changes: [.init(field: "stage", from: "drafting", to: "active")], names: ["subject": name])
            guard cycle.stage == "closed" else { continue }
            record(
                .cycleMoved, by: owner, at: moment(cycle.ends + 1, 545), about: id,
                changes: [.init(field: "stage", from: "active", to: "closing")], names: ["subject": name])
            record(
                .cycleMoved, by: owner, at: moment(cycle.ends + 4, 970), about: id,
                changes: [.init(field: "stage", from: "closing", to: "closed")], names: ["subject": name])
        }
    }

    /// "Autumn 2026", by the day it starts.
    func seasoned(_ cycle: DemoContent.Cycle) -> String {
        let start = day(cycle.starts)
        let season = ["Winter", "Spring", "Summer", "Autumn"][start.month % 12 / 3]
        return cycle.name.replacing("{season}", with: season).replacing("{year}", with: "\(start.year)")
    }

    private mutating func describe(_ told: DemoContent.Goal) {
        let (id, made) = (ids[told.key]!, moment(told.created, 600))
        var goal = Goal(
            id: id, title: told.title, why: told.why, teamID: teams[told.team], cycleID: told.cycle.flatMap { cycles[$0] },
            ownerID: told.owner.flatMap { people[$0] }, visibility: told.visibility.flatMap(Goal.Visibility.init) ?? .workspace,
            stage: Goal.Stage(rawValue: told.stage) ?? .draft, startsOn: day(told.starts), dueOn: day(told.due), rhythmDays: told.rhythm,
            rollUp: told.rollUp.flatMap(Goal.RollUpMode.init) ?? .automatic, createdBy: maker(of: told), createdAt: made)
        goal.outcome = told.outcome.flatMap(Goal.Outcome.init)
        goal.outcomeReason = told.outcomeReason ?? ""
        (goal.grade, goal.lesson, goal.carriedFrom) = (told.grade, told.lesson ?? "", told.carriedFrom.flatMap { ids[$0] })
        goal.committedAt = told.committed.map { moment($0, 660) }
        goal.closedAt = told.closed.map { moment($0, 930) }
        goal.ownerStatus = told.ownerStatus.flatMap { Status(rawValue: $0.status) }
        goal.ownerStatusReason = told.ownerStatus?.reason ?? ""
        goals.append(goal)
        links += told.parents.map { (id, ids[$0.goal]!, $0.weight) }
        for (position, keyResult) in told.keyResults.enumerated() { describe(keyResult, position, of: told, goal) }
        for initiative in told.initiatives { describe(initiative, of: told, goal) }
        for milestone in told.milestones { describe(milestone, of: goal) }
    }

    private mutating func describe(_ told: DemoContent.KeyResult, _ position: Int, of goal: DemoContent.Goal, _ made: Goal) {
        keyResults.append(
            KeyResult(
                id: keyResultIDs[goal.key]![told.key]!, goalID: made.id, position: position, title: told.title,
                kind: KeyResult.Kind(rawValue: told.kind) ?? .done,
                direction: told.direction.flatMap(KeyResult.Direction.init) ?? .increase,
                unit: told.unit ?? "", decimals: told.decimals ?? 0, baseline: told.baseline, target: told.target, upper: told.upper,
                zoneCommit: told.zones?.commit ?? "", zoneTarget: told.zones?.target ?? "", zoneStretch: told.zones?.stretch ?? "",
                ownerID: told.owner.flatMap { people[$0] }, source: told.source ?? "",
                indicator: KeyResult.Indicator(rawValue: told.indicator),
                serves: KeyResult.Serves(rawValue: told.serves), weight: told.weight, startsOn: made.startsOn, dueOn: made.dueOn,
                steps: (told.steps ?? []).map { .init(day($0.day), $0.value) }, isPrimary: told.primary ?? false,
                movesWith: Set((told.movesWith ?? []).compactMap { keyResultIDs[goal.key]?[$0] }), createdAt: made.createdAt)
        )
    }

    private mutating func describe(_ told: DemoContent.Initiative, of goal: DemoContent.Goal, _ made: Goal) {
        let begun = moment(goal.committed ?? goal.created, 700)
        initiatives.append(
            Initiative(
                id: id(at: begun), goalID: made.id, keyResultID: told.keyResult.flatMap { keyResultIDs[goal.key]?[$0] }, title: told.title,
                notes: told.notes ?? "", ownerID: people[told.owner], dueOn: day(told.due),
                effort: Initiative.Effort(rawValue: told.effort),
                status: Initiative.Status(rawValue: told.status) ?? .planned, createdAt: begun))
    }

    private mutating func describe(_ told: DemoContent.Milestone, of goal: Goal) {
        let initiative = told.initiative.flatMap { title in initiatives.last { $0.goalID == goal.id && $0.title == title }?.id }
        milestones.append(
            Milestone(
                id: id(at: goal.createdAt), goalID: goal.id, initiativeID: initiative, title: told.title, onDay: day(told.day),
                reachedOn: told.reached.map { day($0) }, createdAt: goal.createdAt))
    }
}
