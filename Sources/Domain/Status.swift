/// How a goal or key result stands. Computed by the workspace's rule; it always comes with its reason.
public enum Status: String, Sendable, CaseIterable, Hashable {
    case notStarted = "not started"
    case onTrack = "on track"
    case atRisk = "at risk"
    case offTrack = "off track"
    case met
    case missed
    case stale

    public var word: Words {
        switch self {
        case .notStarted: "Not started"
        case .onTrack: "On track"
        case .atRisk: "At risk"
        case .offTrack: "Off track"
        case .met: "Met"
        case .missed: "Missed"
        case .stale: "Stale"
        }
    }

    /// As it stands within a sentence: "is off track".
    public var inSentence: Words {
        switch self {
        case .notStarted: "not started"
        case .onTrack: "on track"
        case .atRisk: "at risk"
        case .offTrack: "off track"
        case .met: "met"
        case .missed: "missed"
        case .stale: "stale"
        }
    }

    /// The name the style sheets know it by: `on-track`.
    public var slug: String {
        switch self {
        case .notStarted: "not-started"
        case .onTrack: "on-track"
        case .atRisk: "at-risk"
        case .offTrack: "off-track"
        case .met, .missed, .stale: rawValue
        }
    }

    /// How bad it is, for "never better than its worst child". Met and not started worry nobody; stale is unknown, so worse than on track
    /// and better than a known risk; missed weighs as much as off track, because a parent that is still running cannot be missed.
    public var severity: Int {
        switch self {
        case .met, .notStarted: 0
        case .onTrack: 1
        case .stale: 2
        case .atRisk: 3
        case .offTrack, .missed: 4
        }
    }

    public func isWorse(than other: Status) -> Bool { severity > other.severity }
}
