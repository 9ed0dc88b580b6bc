import Foundation

/// Everything the demo workspace is made of: the invented city of Wexholm, its people, and what they wrote over three cycles.
///
/// Read from `Assets/demo/wexholm.json`, which is written to be read: one check-in, comment or key result to a line.
///
/// - **Days** are offsets to the day the demo is made: -7 is a week ago, 36 in five weeks. Whatever has happened lies on day -1 or before,
///   so that nothing is in the future at any hour. **Minutes** are minutes after midnight in the workspace's time zone.
/// - **Keys** tie the parts together (`"noor"`, `"permits"`); they are unique among their kind, a key result's within its goal.
/// - **Words** such as `"committed"`, `"keep below"`, `"customer value"` or `"carried over"` are those of the database.
/// - What is left out of the file has the meaning of an ordinary case: visible to the workspace, the workspace's rhythm, an equal weight.
/// - No text names a weekday, month or season in relation to its date, so it fits whenever the demo is made.
struct DemoContent: Decodable, Sendable {
    var workspace: Workspace
    var signIns: [SignIn]
    var people: [Person]
    /// Parents stand before their children.
    var teams: [Team]
    /// From the oldest to the next.
    var cycles: [Cycle]
    /// Parents stand before their children.
    var goals: [Goal]
    var reviews: [Review]

    init(json: Data) throws {
        self = try JSONDecoder().decode(Self.self, from: json)
    }

    struct Review: Decodable, Sendable {
        var title: String
        var words: String
        var by: String
        var day: Int
        var minute: Int
        var columns: [String]
        /// In their order.
        var goals: [Entry]

        struct Entry: Decodable, Sendable {
            var goal: String
            var comment: String?
        }
    }

    struct Workspace: Decodable, Sendable {
        var name: String
        var purpose: String
        var timeZone: String
    }

    /// One of the four people whom the sign-in page offers with one click.
    struct SignIn: Decodable, Sendable {
        var person: String
        /// What this person stands for: `contributor`, `team lead`, `leader`, `operator`.
        var role: String
        /// Who this is and what is interesting to see with their eyes.
        var line: String
    }

    struct Person: Decodable, Sendable {
        var key: String
        var name: String
        var email: String
        /// `owner`, `admin`, `member` or `guest`
        var role: String
        /// What they do at Wexholm, in a few words.
        var does: String
        /// `deactivated` for the one who has left, who still wrote check-ins before; everybody else is active.
        var state: String?
    }

    struct Team: Decodable, Sendable {
        var key: String
        var parent: String?
        var name: String
        var purpose: String
        /// Always one of the members.
        var lead: String
        var members: [String]
    }

    struct Cycle: Decodable, Sendable {
        var key: String
        /// A template: `{season} {year}`, both of the day it starts (months 3 to 5 are spring, 6 to 8 summer, 9 to 11 autumn,
        /// the rest winter). No two cycles here can fall into the same season.
        var name: String
        var purpose: String
        var starts: Int
        var ends: Int
        var stage: String
    }

    /// A goal as it is today. How it was when it was committed follows from undoing `changes` from the last to the first.
    struct Goal: Decodable, Sendable {
        var key: String
        var title: String
        var why: String
        var team: String
        /// None for the goals that outlast every cycle.
        var cycle: String?
        /// Nobody, for a few.
        var owner: String?
        var stage: String
        /// `team` or `private`; otherwise the whole workspace.
        var visibility: String?
        /// Who may read a private goal, its owner among them.
        var readers: [String]?
        /// `key results`, `child goals` or `both`; otherwise automatic.
        var rollUp: String?
        var starts: Int
        /// In the past where a goal is overdue.
        var due: Int
        /// Days between check-ins; otherwise the workspace's.
        var rhythm: Int?
        var created: Int
        var committed: Int?
        var closed: Int?
        var outcome: String?
        var outcomeReason: String?
        /// From 0 to 1, in tenths.
        var grade: Double?
        var lesson: String?
        /// The key of the closed goal that it goes on from.
        var carriedFrom: String?
        var ownerStatus: OwnerStatus?
        var parents: [Parent]
        var keyResults: [KeyResult]
        var initiatives: [Initiative]
        var milestones: [Milestone]
        /// Oldest first.
        var checkIns: [CheckIn]
        /// Oldest first.
        var comments: [Comment]
        /// What was changed after everybody had committed, oldest first.
        var changes: [Change]
        /// When people agreed to look together.
        var thresholds: [Threshold]?
        /// What it rests on.
        var assumptions: [Assumption]?
    }

    /// A status that the owner holds against the computed one, and why.
    struct OwnerStatus: Decodable, Sendable {
        var status: String
        var reason: String
    }

    struct Parent: Decodable, Sendable {
        var goal: String
        /// Edited by hand, 0 for a goal that does not count there; otherwise an equal share of the rest.
        var weight: Double?
    }

    struct KeyResult: Decodable, Sendable {
        var key: String
        var title: String
        /// `number`, `done` (values 0 and 1) or `zones` (0 below all, 1 commit, 2 target, 3 stretch)
        var kind: String
        var zones: Zones?
        /// Only for numbers, as are unit, decimals, baseline and target. `keep above` and `keep below` have a target and no baseline,
        /// `within` reaches from target to upper.
        var direction: String?
        var unit: String?
        var decimals: Int?
        /// Missing from a draft that has not found it yet.
        var baseline: Double?
        var target: Double?
        var upper: Double?
        var owner: String?
        var source: String?
        var indicator: String
        var serves: String
        /// Edited by hand; otherwise an equal share of the rest.
        var weight: Double?
        /// Dated intermediate targets; without them the plan is straight from the goal's start to its due day.
        var steps: [Step]?
        /// Shown large on the cycle's dashboard.
        var primary: Bool?
        /// Of a leading one: the keys of the lagging ones of its goal that should follow it.
        var movesWith: [String]?
    }

    struct Zones: Decodable, Sendable {
        var commit: String
        var target: String
        var stretch: String
    }

    struct Step: Decodable, Sendable {
        var day: Int
        var value: Double
    }

    struct Initiative: Decodable, Sendable {
        /// Unique within its goal.
        var title: String
        var notes: String?
        var owner: String
        var due: Int
        var effort: String
        var status: String
        var keyResult: String?
    }

    struct Milestone: Decodable, Sendable {
        var title: String
        var day: Int
        var reached: Int?
        /// The title of an initiative of the same goal.
        var initiative: String?
    }

    /// A report. Most weeks bring numbers and a confidence; some bring a story.
    struct CheckIn: Decodable, Sendable {
        var day: Int
        var minute: Int
        var author: String
        var confidence: Int
        /// By key of the key result; not all are reported every time.
        var values: [String: Double]?
        var changed: String?
        var surprised: String?
        var usersNeed: String?
        var weNeed: String?
    }

    struct Comment: Decodable, Sendable {
        var day: Int
        var minute: Int
        var author: String
        /// Markdown. A mention is `@` and the full name of a person.
        var text: String
        /// The check-in it is about, by its place in `checkIns`; otherwise the goal.
        var checkIn: Int?
    }

    /// A promise that was changed: by whom, why, and what stood there before.
    struct Change: Decodable, Sendable {
        var day: Int
        var by: String
        var reason: String
        /// `title`, `owner` (a person's key), `due` (a day), or `target` of a key result.
        var field: String
        var keyResult: String?
        var from: Value
        var to: Value
    }

    /// A line that was agreed, and what happened once it was crossed. When that was, its rule says of the check-ins.
    struct Threshold: Decodable, Sendable {
        var keyResult: String
        /// As the database keeps it: `behind:30`.
        var rule: String
        var people: [String]
        var by: String
        var day: Int
        /// To agree on what follows.
        var days: Int
        var views: [View]?
        var agreed: Agreed?
    }

    /// What a goal or one of its key results rests on, with the stories that speak for it and against it.
    struct Assumption: Decodable, Sendable {
        var keyResult: String?
        var belief: String
        var because: String
        var wrongIf: String
        /// `open`, `supported`, `contradicted` or `given up`
        var state: String
        var answer: String?
        var by: String
        var day: Int
        var stories: [Story]
    }

    struct Story: Decodable, Sendable {
        var by: String
        var day: Int
        var text: String
        var touched: String
        /// `supports` or `contradicts`
        var bearing: String
    }

    /// How one of its people saw it.
    struct View: Decodable, Sendable {
        var by: String
        var day: Int
        var minute: Int
        var text: String
    }

    struct Agreed: Decodable, Sendable {
        var by: String
        var day: Int
        /// `go on` or `correction`
        var decision: String
        var text: String
    }

    enum Value: Decodable, Sendable, Hashable {
        case number(Double)
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            self = if let number = try? container.decode(Double.self) { .number(number) } else { .text(try container.decode(String.self)) }
        }
    }
}
