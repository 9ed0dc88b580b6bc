import Foundation

/// One organisation's world; the unit of isolation. Its rule for statuses holds for every goal in it.
public struct Workspace: Sendable, Hashable {
    public let id: ID<Workspace>
    public var slug: String
    public var name: String
    public var purpose: String
    public var timeZone: String
    public var language: String
    public var isDemo: Bool
    public var rule: StatusRule
    /// A goal is committed only when each of its numbers has a baseline and a target.
    public var asksForNumbers: Bool
    public var version: Int

    public init(
        id: ID<Workspace>, slug: String, name: String, purpose: String = "", timeZone: String = "UTC", language: String = "en",
        isDemo: Bool = false, rule: StatusRule = StatusRule(), asksForNumbers: Bool = false, version: Int = 1
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.purpose = purpose
        self.timeZone = timeZone
        self.language = language
        self.isDemo = isDemo
        self.rule = rule
        self.asksForNumbers = asksForNumbers
        self.version = version
    }

    /// The zone in which the workspace's days begin and end; UTC where the machine does not know the name.
    public var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }
}

/// When a gap becomes a worry, and when silence makes a status stale. Gaps in points (hundredths of the way), time in days.
public struct StatusRule: Sendable, Hashable {
    public var atRiskGap: Int
    public var offTrackGap: Int
    public var rhythmDays: Int
    public var graceDays: Int

    public init(atRiskGap: Int = 10, offTrackGap: Int = 25, rhythmDays: Int = 7, graceDays: Int = 3) {
        self.atRiskGap = atRiskGap
        self.offTrackGap = offTrackGap
        self.rhythmDays = rhythmDays
        self.graceDays = graceDays
    }
}
