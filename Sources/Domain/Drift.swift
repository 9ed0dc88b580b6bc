/// How far a goal has moved from what was committed: each field that changed since, with what it said then and says now.
public struct Drift: Sendable, Hashable {
    /// One field of the goal or of one of its key results.
    public struct Move: Sendable, Hashable {
        /// As in `Change`: `target`, `due_on`, `owner_id` …
        public var field: String
        /// The key result it belongs to, and what that was last called; nil for the goal's own.
        public var keyResultID: String?
        public var keyResult: String?
        public var from: String
        public var to: String
        /// How often it changed; ups and downs are those of a number.
        public var times = 0
        public var ups = 0
        public var downs = 0
    }

    /// In the order of the sentence: numbers, dates, then the rest; the goal's own before those of key results.
    public let moves: [Move]
    /// Key results that came or went since; how they changed meanwhile is not told besides.
    public let added: Int
    public let removed: Int

    /// From the goal's events, in any order; those up to the commitment, and those that say nothing of what was committed, are passed over.
    /// Nil when nothing changed.
    public init?(_ events: [Event], since committed: Moment) {
        let later = events.filter { $0.createdAt > committed }.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        let made = Set(later.filter { $0.kind == .keyResultMade }.map(\.subjectID))
        let gone = Set(later.filter { $0.kind == .keyResultRemoved }.map(\.subjectID))
        moves = Drift.moves(in: later.filter { $0.subjectID == nil || !made.union(gone).contains($0.subjectID) })
        (added, removed) = (made.subtracting(gone).count, gone.subtracting(made).count)
        if moves.isEmpty && added == 0 && removed == 0 { return nil }
    }

    /// "Since it was committed: target lowered twice, from 40 to 31; due date 6 weeks later; owner changed once."
    public var sentence: Words {
        let parts = moves.map { $0.words(named: namesKeyResults) } + [addedWords, removedWords].compactMap { $0 }
        return "Since it was committed: \(parts.dropFirst().reduce(parts[0]) { "\($0); \($1)" })."
    }

    /// Named only where several are meant.
    private var namesKeyResults: Bool { Set(moves.compactMap(\.keyResultID)).count > 1 }

    private var addedWords: Words? {
        added == 0 ? nil : added == 1 ? "one key result added" : "\(added) key results added"
    }

    private var removedWords: Words? {
        removed == 0 ? nil : removed == 1 ? "one key result removed" : "\(removed) key results removed"
    }

    /// What was agreed, in the order it is told.
    private static let fields = [
        "target", "upper", "baseline", "due_on", "starts_on", "steps", "kind", "direction", "unit", "title", "why", "zone_commit",
        "zone_target",
        "zone_stretch", "source", "owner_id",
    ]

    private static func moves(in events: [Event]) -> [Move] {
        var moves: [Move] = []
        for event in events where [.goalEdited, .goalHandedOver, .keyResultEdited].contains(event.kind) {
            let keyResult = event.kind == .keyResultEdited ? event.subjectID ?? "" : nil
            for change in event.details.changes where fields.contains(change.field) && change.from != change.to {
                let known = moves.firstIndex { $0.field == change.field && $0.keyResultID == keyResult }
                if known == nil { moves.append(Move(field: change.field, keyResultID: keyResult, from: change.from, to: change.to)) }
                moves[known ?? moves.count - 1].take(change, of: event)
            }
        }
        let told = moves.filter { !$0.repeatsGoal(in: moves) }
        return told.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
    }

    /// The goal's own come before those of key results.
    fileprivate static func place(of move: Move) -> Int {
        (fields.firstIndex(of: move.field) ?? fields.count) * 2 + (move.keyResultID == nil ? 0 : 1)
    }
}

extension Drift.Move {
    fileprivate var place: Int { Drift.place(of: self) }

    fileprivate mutating func take(_ change: Change, of event: Event) {
        if keyResultID != nil { keyResult = event.details.names["subject"] ?? keyResult }
        to = change.to
        times += 1
        guard let old = number(change.from), let new = number(change.to) else { return }
        if new > old { ups += 1 } else if new < old { downs += 1 }
    }

    /// A date of a key result that went along with its goal's is not told twice.
    fileprivate func repeatsGoal(in moves: [Drift.Move]) -> Bool {
        keyResultID != nil
            && moves.contains { $0.keyResultID == nil && $0.field == field && ["due_on", "starts_on"].contains(field) && $0.to == to }
    }

    private func number(_ text: String) -> Double? {
        Double(text) ?? Day(iso: text).map { Double($0.number) }
    }
}
