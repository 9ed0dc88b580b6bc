/// A number that shows a goal is reached, part of its goal; or something done or not; or three described zones.
public struct KeyResult: Sendable, Hashable {
    public let id: ID<KeyResult>
    public var goalID: ID<Goal>
    public var position: Int
    public var title: String
    public var kind: Kind
    public var direction: Direction
    public var unit: String
    public var decimals: Int
    public var baseline: Double?
    /// The number to reach; the limit where something is kept above or below it; the lower end of a range.
    public var target: Double?
    /// The upper end of a range.
    public var upper: Double?
    public var zoneCommit: String
    public var zoneTarget: String
    public var zoneStretch: String
    /// What was last reported; 0 or 1 for done / not done, 0 to 3 for zones.
    public var value: Double?
    public var reportedAt: Moment?
    public var previousValue: Double?
    public var ownerID: ID<Person>?
    public var source: String
    public var indicator: Indicator?
    public var serves: Serves?
    /// What it counts in its goal, 0 to 100; nil shares what the fixed ones leave.
    public var weight: Double?
    public var startsOn: Day
    public var dueOn: Day
    public var steps: [Step]
    public var isPrimary: Bool
    /// Key results of the same goal: of a leading one the lagging ones that should follow it, and the other way round.
    public var movesWith: Set<ID<KeyResult>>
    public var sourceID: String?
    public var sourceStatus: String?
    public var sourceScore: String?
    public var version: Int
    public var createdAt: Moment

    public init(
        id: ID<KeyResult>, goalID: ID<Goal>, position: Int = 0, title: String, kind: Kind = .number, direction: Direction = .increase,
        unit: String = "", decimals: Int = 0, baseline: Double? = nil, target: Double? = nil, upper: Double? = nil, zoneCommit: String = "",
        zoneTarget: String = "", zoneStretch: String = "", value: Double? = nil, reportedAt: Moment? = nil, previousValue: Double? = nil,
        ownerID: ID<Person>? = nil, source: String = "", indicator: Indicator? = nil, serves: Serves? = nil, weight: Double? = nil,
        startsOn: Day, dueOn: Day, steps: [Step] = [], isPrimary: Bool = false, movesWith: Set<ID<KeyResult>> = [],
        sourceID: String? = nil, sourceStatus: String? = nil, sourceScore: String? = nil, version: Int = 1, createdAt: Moment
    ) {
        self.id = id
        self.goalID = goalID
        self.position = position
        self.title = title
        self.kind = kind
        self.direction = direction
        self.unit = unit
        self.decimals = decimals
        self.baseline = baseline
        self.target = target
        self.upper = upper
        self.zoneCommit = zoneCommit
        self.zoneTarget = zoneTarget
        self.zoneStretch = zoneStretch
        self.value = value
        self.reportedAt = reportedAt
        self.previousValue = previousValue
        self.ownerID = ownerID
        self.source = source
        self.indicator = indicator
        self.serves = serves
        self.weight = weight
        self.startsOn = startsOn
        self.dueOn = dueOn
        self.steps = steps
        self.isPrimary = isPrimary
        self.movesWith = movesWith
        self.sourceID = sourceID
        self.sourceStatus = sourceStatus
        self.sourceScore = sourceScore
        self.version = version
        self.createdAt = createdAt
    }
}

extension KeyResult {
    public enum Kind: String, Sendable, CaseIterable {
        case number, done, zones

        public var word: Words {
            switch self {
            case .number: "A number"
            case .done: "Done or not done"
            case .zones: "Three zones"
            }
        }
    }

    public enum Direction: String, Sendable, CaseIterable {
        case increase, decrease
        case keepAbove = "keep above"
        case keepBelow = "keep below"
        case within

        public var word: Words {
            switch self {
            case .increase: "Increase"
            case .decrease: "Decrease"
            case .keepAbove: "Keep above"
            case .keepBelow: "Keep below"
            case .within: "Keep within"
            }
        }

        /// Something to hold on to rather than a way to go: met or not met.
        public var isKept: Bool { self != .increase && self != .decrease }
    }

    /// Leading moves early and can be influenced; lagging confirms the effect.
    public enum Indicator: String, Sendable, CaseIterable {
        case leading, lagging

        public var word: Words { self == .leading ? "Leading" : "Lagging" }

        /// What a key result of this kind moves together with.
        public var counterpart: Indicator { self == .leading ? .lagging : .leading }
    }

    public enum Serves: String, Sendable, CaseIterable {
        case customerValue = "customer value"
        case efficiency, strategy

        public var word: Words {
            switch self {
            case .customerValue: "Customer value"
            case .efficiency: "Efficiency"
            case .strategy: "Strategy"
            }
        }
    }

    /// How far a described key result has come.
    public enum Zone: Int, Sendable, CaseIterable {
        case none, commit, target, stretch

        public var word: Words {
            switch self {
            case .none: "Not there yet"
            case .commit: "Committed"
            case .target: "Target"
            case .stretch: "Stretch"
            }
        }
    }

    /// A dated intermediate target.
    public struct Step: Sendable, Hashable {
        public var day: Day
        public var value: Double

        public init(_ day: Day, _ value: Double) {
            self.day = day
            self.value = value
        }
    }

    /// A number that is kept above, below or within its limits.
    public var isKept: Bool { kind == .number && direction.isKept }
}

extension KeyResult.Step {
    /// `2026-10-01:40;2026-11-01:55`, as the database keeps it.
    public static func text(_ steps: [KeyResult.Step]) -> String {
        steps.map { "\($0.day.iso):\(Number.text($0.value))" }.joined(separator: ";")
    }

    /// Reads what `text` wrote; nil where a part is not understood.
    public static func parse(_ text: String) -> [KeyResult.Step]? {
        read(text) { Double($0).flatMap { $0.isFinite ? $0 : nil } }
    }

    /// Reads what a person typed, one step a line or divided by semicolons, numbers in their language.
    public static func parse(typed text: String, language: String) -> [KeyResult.Step]? {
        read(text) { try? Number.read($0, language: language) }
    }

    private static func read(_ text: String, _ number: (String) -> Double?) -> [KeyResult.Step]? {
        var steps: [KeyResult.Step] = []
        for part in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) where !String(part).isBlank {
            let sides = part.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
            guard sides.count == 2, let day = Day(iso: sides[0]), let value = number(sides[1]) else { return nil }
            steps.append(KeyResult.Step(day, value))
        }
        return steps
    }
}
