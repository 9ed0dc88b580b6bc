/// The expected path of a key result or goal: which share of the way should be behind it on which day. Straight between its points,
/// flat before the first and after the last.
///
/// Shares are kept in millionths, so a plan is the same after it was written down and read again.
public struct Plan: Sendable, Hashable {
    public struct Point: Sendable, Hashable {
        public var day: Day
        public var share: Double

        public init(_ day: Day, _ share: Double) {
            self.day = day
            self.share = (min(max(share, 0), 1) * 1_000_000).rounded() / 1_000_000
        }
    }

    /// At least one, with rising days.
    public let points: [Point]

    static let mostPoints = 60

    /// Nil without points. Of two points on one day the later one counts.
    public init?(_ points: [Point]) {
        var sorted: [Point] = []
        for point in points.enumerated().sorted(by: { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }).map(\.element) {
            if sorted.last?.day == point.day { sorted.removeLast() }
            sorted.append(point)
        }
        guard !sorted.isEmpty else { return nil }
        self.points = sorted
    }

    private init(sorted points: [Point]) { self.points = points }

    /// From nothing on the first day to everything on the last.
    public static func straight(from start: Day, to due: Day) -> Plan {
        start < due ? Plan(sorted: [Point(start, 0), Point(due, 1)]) : atOnce(on: due)
    }

    /// Nothing until the day, then everything.
    public static func atOnce(on day: Day) -> Plan { Plan(sorted: [Point(day.advanced(by: -1), 0), Point(day, 1)]) }

    /// Everything, from the beginning: what is to be kept rather than reached.
    public static func kept(from start: Day) -> Plan { Plan(sorted: [Point(start, 1)]) }

    /// Whether it is about keeping only, so that being at 100 % is no arrival.
    public var isKept: Bool { points.allSatisfy { $0.share == 1 } }

    /// The share expected by a day, 0 to 1.
    public func expected(on day: Day) -> Double {
        var (low, high) = (0, points.count)
        while low < high {
            let middle = (low + high) / 2
            if points[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        if low == 0 { return points[0].share }
        if low == points.count { return points[low - 1].share }
        return Plan.share(on: day, between: points[low - 1], and: points[low])
    }

    private static func share(on day: Day, between left: Point, and right: Point) -> Double {
        let way = Double(left.day.distance(to: day)) / Double(left.day.distance(to: right.day))
        return left.share + (right.share - left.share) * way
    }
}

extension Plan {
    /// The weighted mean of several plans: exact at every day where one of them bends, as long as at most 60 points say it all; beyond that
    /// the points are kept that matter most. Nil without a positive weight.
    public static func mean(_ parts: [(plan: Plan, weight: Double)]) -> Plan? {
        let parts = parts.filter { $0.weight > 0 }
        let total = parts.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return nil }
        if parts.count == 1 { return parts[0].plan }
        let days = Set(parts.flatMap { $0.plan.points.map(\.day) }).sorted()
        var sums = [Double](repeating: 0, count: days.count)
        for (plan, weight) in parts { plan.add(times: weight / total, to: &sums, on: days) }
        return Plan(sorted: thinned(zip(days, sums).map { Point($0, $1) }))
    }

    /// Adds the expected shares on rising days, walking along the plan once.
    private func add(times factor: Double, to sums: inout [Double], on days: [Day]) {
        var next = 0
        for (index, day) in days.enumerated() {
            while next < points.count && points[next].day <= day { next += 1 }
            let share =
                next == 0
                ? points[0].share
                : next == points.count ? points[next - 1].share : Plan.share(on: day, between: points[next - 1], and: points[next])
            sums[index] += share * factor
        }
    }

    /// Starts from the two ends and takes in the point that is farthest off, until none is off by more than a millionth or 60 are kept.
    private static func thinned(_ points: [Point]) -> [Point] {
        guard points.count > 2 else { return points }
        var kept = [0, points.count - 1]
        var worst = [farthest(points, 0, points.count - 1)]
        while kept.count < mostPoints, let gap = worst.indices.max(by: { worst[$0].error < worst[$1].error }), worst[gap].error > 1e-6 {
            let middle = worst[gap].index
            worst.replaceSubrange(gap...gap, with: [farthest(points, kept[gap], middle), farthest(points, middle, kept[gap + 1])])
            kept.insert(middle, at: gap + 1)
        }
        return kept.map { points[$0] }
    }

    private static func farthest(_ points: [Point], _ first: Int, _ last: Int) -> (index: Int, error: Double) {
        var found = (index: first, error: 0.0)
        for index in first + 1..<max(last, first + 1) {
            let error = abs(points[index].share - share(on: points[index].day, between: points[first], and: points[last]))
            if error > found.error { found = (index, error) }
        }
        return found
    }
}

extension Plan {
    /// `20416:0;20520:1000000`: the day's number and the share in millionths, as the database keeps it.
    public var text: String {
        points.map { "\($0.day.number):\(Int(($0.share * 1_000_000).rounded()))" }.joined(separator: ";")
    }

    /// Reads what `text` wrote; nil for an empty text and for anything else. Fast: a page of goals reads thousands.
    public init?(_ text: String) {
        var text = text
        let points = text.withUTF8 { Plan.read($0) }
        guard let points else { return nil }
        self.points = points
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [Point]? {
        var points: [Point] = []
        var index = 0
        func number() -> Int? {
            let start = index
            let isNegative = index < bytes.count && bytes[index] == UInt8(ascii: "-")
            if isNegative { index += 1 }
            var value = 0
            let digits = index
            while index < bytes.count, (48...57).contains(bytes[index]), index - start < 12 {
                value = value * 10 + Int(bytes[index] - 48)
                index += 1
            }
            return index == digits ? nil : isNegative ? -value : value
        }
        func skip(_ letter: UInt8) -> Bool {
            guard index < bytes.count, bytes[index] == letter else { return false }
            index += 1
            return true
        }
        repeat {
            guard let day = number(), skip(UInt8(ascii: ":")), let share = number(), (0...1_000_000).contains(share) else { return nil }
            guard points.last.map({ $0.day.number < day }) ?? true else { return nil }
            points.append(Point(Day(number: day), Double(share) / 1_000_000))
        } while skip(UInt8(ascii: ";"))
        return index == bytes.count ? points : nil
    }
}
