/// A line that people agreed on in advance: when it is crossed, those named beside it look together. On a key result it speaks of its values, on a goal
/// of its progress in per cent.
///
/// It opens once when crossed, and cannot open again before things were clearly back, so that a number near the line calls people once:
///
/// | opens | is clearly back |
/// |---|---|
/// | below (above) a value | beyond it by the margin of `Facts.margin`: 5 points of progress; 5 % of the way from baseline to target |
/// | so many points behind plan, or more | 5 points less behind, or half of it where that is less |
/// | worse so many times in a row | half of what was lost in that row is made up, and no such row stands at the end |
/// | no check-in for so many days | a check-in |
///
/// Reports that repeat the last value neither lengthen a row nor end it. What is not known (no value, no plan) changes nothing.
public enum Threshold: Sendable, Hashable {
    case below(Double)
    case above(Double)
    case behind(points: Int)
    case worse(times: Int)
    case silent(days: Int)

    /// What a threshold remembers between two looks.
    public struct State: Sendable, Hashable {
        public var isOpen: Bool
        /// After a row of worse values: how good (see `Facts.goodness`) it has to be again.
        public var back: Double?

        public init(isOpen: Bool = false, back: Double? = nil) {
            self.isOpen = isOpen
            self.back = back
        }
    }

    /// What came of a look, with the facts as they were.
    public enum Turn: Sendable, Hashable {
        case crossed(Words)
        case cleared(Words)
        case unchanged
    }

    /// Looks at the facts. The same facts again change nothing.
    public func judge(_ state: State, _ facts: Facts) -> (state: State, turn: Turn) {
        if state.isOpen {
            return isBack(state, facts) ? (State(), .cleared(clearedWords(facts))) : (state, .unchanged)
        }
        guard isCrossed(facts) else { return (state, .unchanged) }
        return (State(isOpen: true, back: back(facts)), .crossed(crossedWords(facts)))
    }

    private func isCrossed(_ facts: Facts) -> Bool {
        switch self {
        case .below(let line): facts.value.map { $0 < line } ?? false
        case .above(let line): facts.value.map { $0 > line } ?? false
        case .behind(let points): facts.gap.map { $0 >= Double(points) - 1e-9 } ?? false
        case .worse(let times): facts.row.count > times
        case .silent(let days): facts.silence >= days
        }
    }

    private func isBack(_ state: State, _ facts: Facts) -> Bool {
        switch self {
        case .below(let line): facts.value.map { $0 >= line + facts.margin(above: line) } ?? false
        case .above(let line): facts.value.map { $0 <= line - facts.margin(below: line) } ?? false
        case .behind(let points): facts.gap.map { $0 <= Double(points) - min(5, Double(points) / 2) } ?? false
        case .worse: !isCrossed(facts) && (facts.value.map { facts.goodness($0) >= state.back ?? -.infinity } ?? false)
        case .silent: !isCrossed(facts)
        }
    }

    /// Half way back to where the row began.
    private func back(_ facts: Facts) -> Double? {
        guard case .worse = self, let first = facts.row.first, let last = facts.row.last else { return nil }
        return facts.goodness(first) / 2 + facts.goodness(last) / 2
    }
}

extension Threshold {
    /// What a look is based on.
    public struct Facts: Sendable, Hashable {
        /// Nil for a goal's progress.
        public var keyResult: KeyResult?
        /// What was reported, oldest first; the last one is the value of now. Progress in per cent. For rows of worse ones the last dozen will do.
        public var values: [Double]
        /// Points behind plan on the day.
        public var gap: Double?
        /// Days since the last check-in, or since it began.
        public var silence: Int

        /// As a joint action kept them.
        public init(_ keyResult: KeyResult?, values: [Double], gap: Double?, silence: Int) {
            self.keyResult = keyResult
            self.values = values
            self.gap = gap
            self.silence = silence
        }

        /// Of a key result, `values` as reported; `heardOn` is the day of its goal's last check-in, commitment or start, whichever is latest.
        public init(_ keyResult: KeyResult, values: [Double], heardOn: Day, today: Day) {
            self.keyResult = keyResult
            self.values = values
            gap = keyResult.value == nil ? nil : keyResult.gap(on: today)
            silence = heardOn.distance(to: today)
        }

        /// Of a goal, with its progress (0 to 1) after each check-in, oldest first, the one of now last.
        public init(_ goal: Goal, progress: [Double], heardOn: Day, today: Day) {
            values = progress.map { ($0 * 1e8).rounded() / 1e6 }
            gap = goal.progress.flatMap { progress in goal.plan.map { ($0.expected(on: today) - progress) * 100 } }
            silence = heardOn.distance(to: today)
        }

        public var value: Double? { values.last }

        /// Higher is better: the value, or its opposite where less is wanted, or how near it is to the middle of a range.
        public func goodness(_ value: Double) -> Double {
            guard let keyResult, keyResult.kind == .number else { return value }
            switch keyResult.direction {
            case .increase, .keepAbove: return value
            case .decrease, .keepBelow: return -value
            case .within: return keyResult.limits.map { -abs(value - ($0.lowerBound / 2 + $0.upperBound / 2)) } ?? value
            }
        }

        /// The last values that each were worse than the one before, and the one before the first of them. Repeated ones count once.
        var row: ArraySlice<Double> {
            let values = values.reduce(into: [Double]()) { if $0.last != $1 { $0.append($1) } }
            var start = max(values.count - 1, 0)
            while start > 0, goodness(values[start]) < goodness(values[start - 1]) { start -= 1 }
            return values[start...]
        }

        /// How far above the line is clearly back.
        func margin(above line: Double) -> Double { margin(line) { $0 - line } }
        func margin(below line: Double) -> Double { margin(line) { line - $0 } }

        /// 5 points of progress; 5 % of the way of a key result, or 2 % of the line where there is no way; at least its last decimal. But never more
        /// than half of the room that is left to its target, or to 0 and 100 for a per cent, so that it can be reached.
        private func margin(_ line: Double, room: (Double) -> Double) -> Double {
            guard let keyResult else { return within(5, [room(0), room(100)]) }
            guard keyResult.kind == .number else { return 0 }
            let way = keyResult.isKept ? 0 : abs((keyResult.target ?? 0) - (keyResult.baseline ?? keyResult.target ?? 0))
            let last = (0..<keyResult.decimals).reduce(1.0) { step, _ in step / 10 }
            let ends = keyResult.unit == "%" ? [room(0), room(100)] : []
            return within(max(way > 0 ? way * 0.05 : abs(line) * 0.02, last), ends + [keyResult.target.map(room) ?? 0])
        }

        private func within(_ margin: Double, _ rooms: [Double]) -> Double { rooms.filter { $0 > 0 }.reduce(margin) { min($0, $1 / 2) } }
    }
}
