import Foundation

/// How likely people think it is that their goals come true, week by week of a cycle: of each goal what was last said by the end of the week.
public struct ConfidenceOverTime: Sendable, Hashable {
    /// What was said of a goal in a check-in.
    public struct Said: Sendable, Hashable {
        public var goal: ID<Goal>
        public var at: Moment
        /// 0 to 100.
        public var percent: Int

        public init(of goal: ID<Goal>, at moment: Moment, _ percent: Int) { (self.goal, self.at, self.percent) = (goal, moment, percent) }
    }

    public struct Week: Sendable, Hashable {
        /// Counted from 1.
        public var number: Int
        /// Its last day, or today within it.
        public var to: Day
        /// Of how many goals something had been said.
        public var goals: Int
        public var lowest: Int
        /// Half of the goals lie at it or above; between two, the mean of both, rounded down.
        public var median: Int
        public var highest: Int
    }

    /// A goal of which less is hoped than two weeks ago.
    public struct Fall: Sendable, Hashable {
        public var goal: ID<Goal>
        public var before: Int
        public var now: Int

        public init(goal: ID<Goal>, before: Int, now: Int) { (self.goal, self.before, self.now) = (goal, before, now) }
    }

    /// How many points less is a fall.
    public static let fall = 15
    /// How many days back it is compared with.
    public static let falling = 14

    /// Those of which anything had been said, in order, up to today.
    public let weeks: [Week]
    /// The deepest first.
    public let falls: [Fall]

    /// - Parameters:
    ///   - said: in the order in which it was said.
    ///   - ended: when a goal was closed: from then on it does not count.
    ///   - zone: in which the days of the cycle begin. The ends of some weeks become moments, instead of thousands of moments days.
    public init(_ said: [Said], ended: [ID<Goal>: Moment] = [:], of cycle: Cycle, today: Day, in zone: TimeZone) {
        let last = min(today, cycle.endsOn)
        var latest: [ID<Goal>: Int] = [:]
        var next = said.startIndex
        weeks = (0..<cycle.weeks).compactMap { index in
            let from = cycle.startsOn.advanced(by: index * 7)
            guard from <= last else { return nil }
            let to = min(from.advanced(by: 6), last)
            let end = to.advanced(by: 1).start(in: zone)
            while next < said.endIndex, said[next].at < end {
                latest[said[next].goal] = said[next].percent
                next += 1
            }
            let running = latest.filter { goal, _ in ended[goal].map { $0 >= end } ?? true }
            return Week(number: index + 1, to: to, of: running.values.sorted())
        }
        let then = last.advanced(by: 1 - ConfidenceOverTime.falling).start(in: zone)
        let before = Dictionary(said.prefix { $0.at < then }.map { ($0.goal, $0.percent) }) { $1 }
        falls = latest.compactMap { goal, now -> Fall? in
            guard ended[goal] == nil, let was = before[goal], was - now >= ConfidenceOverTime.fall else { return nil }
            return Fall(goal: goal, before: was, now: now)
        }.sorted { ($1.before - $1.now, $0.goal) < ($0.before - $0.now, $1.goal) }
    }
}

extension ConfidenceOverTime.Week {
    /// - Parameter percents: ascending; nil where there are none.
    fileprivate init?(number: Int, to: Day, of percents: [Int]) {
        guard let lowest = percents.first, let highest = percents.last else { return nil }
        let median = (percents[(percents.count - 1) / 2] + percents[percents.count / 2]) / 2
        self.init(number: number, to: to, goals: percents.count, lowest: lowest, median: median, highest: highest)
    }
}
