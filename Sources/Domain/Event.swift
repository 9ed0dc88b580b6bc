/// Something that happened: one row that activity, history, notification and live all read.
public struct Event: Sendable, Hashable {
    public let id: ID<Event>
    public var kind: Kind
    /// Nil when the program did it, such as a nightly turn of a status.
    public var actorID: ID<Person>?
    public var goalID: ID<Goal>?
    /// The id of what it is about, whatever its kind: a key result, a comment, a person …
    public var subjectID: String?
    public var reason: String
    public var details: Details
    public var createdAt: Moment

    public enum Kind: String, Sendable, CaseIterable {
        case goalMade = "goal made"
        case goalEdited = "goal edited"
        case goalProposed = "goal proposed"
        case goalWithdrawn = "goal withdrawn"
        case goalCommitted = "goal committed"
        case goalClosed = "goal closed"
        case goalReopened = "goal reopened"
        case goalJudged = "goal judged"
        case goalHandedOver = "goal handed over"
        case goalLinked = "goal linked"
        case goalUnlinked = "goal unlinked"
        case goalReweighted = "goal reweighted"
        case goalRemoved = "goal removed"
        case goalCarriedOver = "goal carried over"
        case statusMoved = "status moved"
        case keyResultMade = "key result made"
        case keyResultEdited = "key result edited"
        case keyResultRemoved = "key result removed"
        case checkedIn = "checked in"
        case commentMade = "comment made"
        case commentEdited = "comment edited"
        case commentRemoved = "comment removed"
        case initiativeMade = "initiative made"
        case initiativeEdited = "initiative edited"
        case initiativeRemoved = "initiative removed"
        case milestoneMade = "milestone made"
        case milestoneEdited = "milestone edited"
        case milestoneReached = "milestone reached"
        case milestoneRemoved = "milestone removed"
        case thresholdMade = "threshold made"
        case thresholdEdited = "threshold edited"
        case thresholdRemoved = "threshold removed"
        case thresholdCrossed = "threshold crossed"
        case jointViewWritten = "joint view written"
        case jointActionAgreed = "joint action agreed"
        case assumptionMade = "assumption made"
        case assumptionEdited = "assumption edited"
        case assumptionRemoved = "assumption removed"
        case storyTold = "story told"
        case storyEdited = "story edited"
        case storyRemoved = "story removed"
        case reviewMade = "review made"
        case reviewEdited = "review edited"
        case reviewRemoved = "review removed"
        case cycleMade = "cycle made"
        case cycleEdited = "cycle edited"
        case cycleMoved = "cycle moved"
        case cycleRemoved = "cycle removed"
        case teamMade = "team made"
        case teamEdited = "team edited"
        case teamRemoved = "team removed"
        case teamJoined = "team joined"
        case teamLeft = "team left"
        case invitationMade = "invitation made"
        case invitationRevoked = "invitation revoked"
        case personJoined = "person joined"
        case personAdded = "person added"
        case personEdited = "person edited"
        case roleChanged = "role changed"
        case personDeactivated = "person deactivated"
        case personReactivated = "person reactivated"
        case goalsHandedOver = "goals handed over"
        case workspaceMade = "workspace made"
        case workspaceEdited = "workspace edited"
        case imported
        case exported
    }

    /// What an event remembers besides: the fields that changed, and names as they were then.
    ///
    /// Keys of `names` that `sentence` uses: `subject` (title or name of what it is about), `other` (the second one: the parent goal, the team,
    /// the person who receives), `summary` (what a check-in reported, how many rows came in), `count`.
    public struct Details: Sendable, Hashable, Codable {
        public var changes: [Change]
        public var names: [String: String]

        public init(changes: [Change] = [], names: [String: String] = [:]) {
            self.changes = changes
            self.names = names
        }

        public var isEmpty: Bool { changes.isEmpty && names.isEmpty }
    }

    public init(
        id: ID<Event>, kind: Kind, actorID: ID<Person>?, goalID: ID<Goal>? = nil, subjectID: String? = nil, reason: String = "",
        details: Details = Details(), createdAt: Moment
    ) {
        self.id = id
        self.kind = kind
        self.actorID = actorID
        self.goalID = goalID
        self.subjectID = subjectID
        self.reason = reason
        self.details = details
        self.createdAt = createdAt
    }
}

extension Event.Details {
    private enum CodingKeys: CodingKey { case changes, names }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        changes = try container.decodeIfPresent([Change].self, forKey: .changes) ?? []
        names = try container.decodeIfPresent([String: String].self, forKey: .names) ?? [:]
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if !changes.isEmpty { try container.encode(changes, forKey: .changes) }
        if !names.isEmpty { try container.encode(names, forKey: .names) }
    }
}
