/// An outcome a team wants by a date, and why it matters. Made as a draft, proposed, committed (and so locked), closed.
///
/// The fields from `progress` to `initiativeCount` are kept by the program when something changes below the goal; people never write them.
public struct Goal: Sendable, Hashable {
    public let id: ID<Goal>
    public var title: String
    public var why: String
    public var teamID: ID<Team>?
    public var cycleID: ID<Cycle>?
    public var ownerID: ID<Person>?
    public var visibility: Visibility
    public var stage: Stage
    public var outcome: Outcome?
    public var outcomeReason: String
    /// How well it went, in tenths from 0 to 1; nil where nobody graded it.
    public var grade: Double?
    /// What people learned, as they wrote it at the end. Opening the goal again keeps it.
    public var lesson: String
    /// The goal of another cycle that this one goes on from.
    public var carriedFrom: ID<Goal>?
    public var startsOn: Day
    public var dueOn: Day
    /// Days between check-ins; nil means the workspace's rhythm.
    public var rhythmDays: Int?
    public var rollUp: RollUpMode
    /// A share from 0 to 1, where progress is set by hand.
    public var handProgress: Double?
    public var ownerStatus: Status?
    public var ownerStatusReason: String
    /// A share from 0 to 1; nil while nothing was reported.
    public var progress: Double?
    public var plan: Plan?
    public var status: Status
    public var worstStatus: Status?
    public var worstID: ID<Goal>?
    /// How likely people think the targets are by the due date, 0 to 100.
    public var confidence: Int?
    public var lastCheckInAt: Moment?
    public var checkInCount: Int
    public var commentCount: Int
    public var keyResultCount: Int
    public var childCount: Int
    public var parentCount: Int
    public var initiativeCount: Int
    public var sourceID: String?
    public var sourceStatus: String?
    public var sourceScore: String?
    public var version: Int
    public var createdBy: ID<Person>
    public var createdAt: Moment
    public var updatedAt: Moment
    public var committedAt: Moment?
    public var closedAt: Moment?

    public init(
        id: ID<Goal>, title: String, why: String = "", teamID: ID<Team>? = nil, cycleID: ID<Cycle>? = nil, ownerID: ID<Person>? = nil,
        visibility: Visibility = .workspace, stage: Stage = .draft, outcome: Outcome? = nil, outcomeReason: String = "",
        grade: Double? = nil,
        lesson: String = "", carriedFrom: ID<Goal>? = nil, startsOn: Day, dueOn: Day, rhythmDays: Int? = nil,
        rollUp: RollUpMode = .automatic, handProgress: Double? = nil, ownerStatus: Status? = nil,
        ownerStatusReason: String = "", progress: Double? = nil, plan: Plan? = nil, status: Status = .notStarted,
        worstStatus: Status? = nil, worstID: ID<Goal>? = nil, confidence: Int? = nil, lastCheckInAt: Moment? = nil, checkInCount: Int = 0,
        commentCount: Int = 0, keyResultCount: Int = 0, childCount: Int = 0, parentCount: Int = 0, initiativeCount: Int = 0,
        sourceID: String? = nil, sourceStatus: String? = nil, sourceScore: String? = nil, version: Int = 1, createdBy: ID<Person>,
        createdAt: Moment, updatedAt: Moment? = nil, committedAt: Moment? = nil, closedAt: Moment? = nil
    ) {
        self.id = id
        self.title = title
        self.why = why
        self.teamID = teamID
        self.cycleID = cycleID
        self.ownerID = ownerID
        self.visibility = visibility
        self.stage = stage
        self.outcome = outcome
        self.outcomeReason = outcomeReason
        self.grade = grade
        self.lesson = lesson
        self.carriedFrom = carriedFrom
        self.startsOn = startsOn
        self.dueOn = dueOn
        self.rhythmDays = rhythmDays
        self.rollUp = rollUp
        self.handProgress = handProgress
        self.ownerStatus = ownerStatus
        self.ownerStatusReason = ownerStatusReason
        self.progress = progress
        self.plan = plan
        self.status = status
        self.worstStatus = worstStatus
        self.worstID = worstID
        self.confidence = confidence
        self.lastCheckInAt = lastCheckInAt
        self.checkInCount = checkInCount
        self.commentCount = commentCount
        self.keyResultCount = keyResultCount
        self.childCount = childCount
        self.parentCount = parentCount
        self.initiativeCount = initiativeCount
        self.sourceID = sourceID
        self.sourceStatus = sourceStatus
        self.sourceScore = sourceScore
        self.version = version
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt ?? createdAt
        self.committedAt = committedAt
        self.closedAt = closedAt
    }

    public var isOpen: Bool { stage != .closed }

    /// Days between check-ins, its own or the workspace's.
    public func rhythm(_ rule: StatusRule) -> Int { rhythmDays ?? rule.rhythmDays }
}

extension Goal {
    public enum Visibility: String, Sendable, CaseIterable {
        case workspace, team
        case named = "private"

        public var word: Words {
            switch self {
            case .workspace: "Everyone in the workspace"
            case .team: "Its team"
            case .named: "Named people"
            }
        }
    }

    public enum Stage: String, Sendable, CaseIterable {
        case draft, proposed, committed, closed

        public var word: Words {
            switch self {
            case .draft: "Draft"
            case .proposed: "Proposed"
            case .committed: "Committed"
            case .closed: "Closed"
            }
        }
    }

    public enum Outcome: String, Sendable, CaseIterable {
        case achieved, partly, missed, dropped
        case carriedOver = "carried over"

        public var word: Words {
            switch self {
            case .achieved: "Achieved"
            case .partly: "Partly achieved"
            case .missed: "Missed"
            case .dropped: "Dropped"
            case .carriedOver: "Carried over"
            }
        }
    }

    /// Where a goal's progress comes from. Automatic takes the key results if there are any, otherwise the child goals.
    public enum RollUpMode: String, Sendable, CaseIterable {
        case automatic
        case keyResults = "key results"
        case childGoals = "child goals"
        case both
        case byHand = "by hand"

        public var word: Words {
            switch self {
            case .automatic: "Key results, or else child goals"
            case .keyResults: "Key results"
            case .childGoals: "Child goals"
            case .both: "Key results and child goals"
            case .byHand: "Set by hand"
            }
        }
    }

    /// A link to a goal that this one serves. The weight (0 to 100) is what it counts there; nil shares what the fixed ones leave.
    public struct Parent: Sendable, Hashable {
        public var id: ID<Goal>
        public var weight: Double?

        public init(id: ID<Goal>, weight: Double? = nil) {
            self.id = id
            self.weight = weight
        }
    }
}
