/// A leading key result beside a lagging one that should follow it.
public enum Pairing: Sendable, Hashable, CaseIterable {
    /// The leading one is on its way, the lagging one is not: it takes longer, or does not depend on it.
    case doesNotFollow
    /// The lagging one is on its way although the leading one is not: something else moves it.
    case movesAlone

    /// What the two say together; nil where they go the same way, or where one of them says nothing yet.
    public init?(leading: Status, lagging: Status) {
        switch (Self.isOnItsWay(leading), Self.isOnItsWay(lagging)) {
        case (true?, false?): self = .doesNotFollow
        case (false?, true?): self = .movesAlone
        default: return nil
        }
    }

    private static func isOnItsWay(_ status: Status) -> Bool? {
        switch status {
        case .onTrack, .met: true
        case .atRisk, .offTrack, .missed: false
        case .notStarted, .stale: nil
        }
    }

    /// A sentence that stands with the lagging key result.
    /// - Parameter leading: the title of the leading one.
    public func words(leading: String) -> Words {
        switch self {
        case .doesNotFollow: "“\(leading)” moves, and this does not follow yet. Does the one still lead to the other?"
        case .movesAlone: "This moves although “\(leading)” does not. What else moves it?"
        }
    }
}

extension KeyResult.Draft {
    /// Throws where it would move together with what is not its counterpart in the same goal.
    func checkPairs(of id: ID<KeyResult>, among others: [KeyResult]) throws(AppError) {
        guard !movesWith.isEmpty else { return }
        guard let indicator else {
            throw .invalid("moves_with", "Say first whether it is leading or lagging.")
        }
        for wanted in movesWith.sorted() {
            guard let other = others.first(where: { $0.id == wanted && $0.id != id }) else {
                throw .invalid("moves_with", "It moves together with other key results of its goal only.")
            }
            guard other.indicator == indicator.counterpart else {
                throw .invalid(
                    "moves_with",
                    indicator == .leading
                        ? "A leading key result moves together with lagging ones, and “\(other.title)” is none."
                        : "A lagging key result moves together with leading ones, and “\(other.title)” is none.")
            }
        }
    }
}
