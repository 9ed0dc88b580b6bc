extension Drift {
    /// What of a promise changed, as statistics and the line of changes tell it apart.
    public enum Kind: String, Sendable, CaseIterable {
        case wording, target, plan, date, owner

        public var word: Words {
            switch self {
            case .wording: "Wording"
            case .target: "Target"
            case .plan: "Plan"
            case .date: "Date"
            case .owner: "Owner"
            }
        }

        /// Nil for a field that is no part of what was promised.
        public init?(field: String) {
            switch field {
            case "title", "why": self = .wording
            case "target", "upper", "baseline", "kind", "direction", "unit", "source", "zone_commit", "zone_target", "zone_stretch":
                self = .target
            case "steps": self = .plan
            case "due_on", "starts_on": self = .date
            case "owner_id": self = .owner
            default: return nil
            }
        }
    }

    /// One change of a promise: when, by which event, and what of it.
    public struct Mark: Sendable, Hashable {
        public var at: Moment
        public var event: ID<Event>
        public var kinds: [Kind]

        public init(at: Moment, event: ID<Event>, kinds: [Kind]) {
            (self.at, self.event, self.kinds) = (at, event, kinds)
        }
    }

    /// The changes since the commitment, oldest first: each event once, with what it touched. A key result that came or went changed a target.
    public static func marks(in events: [Event], since committed: Moment) -> [Mark] {
        let later = events.filter { $0.createdAt > committed }.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        return later.compactMap { event in
            let kinds = Set(event.promises)
            return kinds.isEmpty ? nil : Mark(at: event.createdAt, event: event.id, kinds: Kind.allCases.filter(kinds.contains))
        }
    }
}

extension Event {
    /// What of the promise it touched.
    fileprivate var promises: [Drift.Kind] {
        switch kind {
        case .goalEdited, .goalHandedOver, .keyResultEdited:
            details.changes.filter { $0.from != $0.to }.compactMap { Drift.Kind(field: $0.field) }
        case .keyResultMade, .keyResultRemoved: [.target]
        default: []
        }
    }
}
