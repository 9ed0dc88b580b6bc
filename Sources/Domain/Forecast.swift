import Foundation

/// Where a number ends by its due date if it goes on as reported: a line, a range around it, and how likely a target is. It is about the data
/// alone; what people think stands beside it.
///
/// The line is robust, so that one odd report does not turn it: its slope is the median of the slopes between all pairs of reports (Theil 1950,
/// Sen 1968), per day and not per report; its height is the median of what the reports then leave. The range holds the end eight times in ten:
///
///     k × s × √(v × (1 + v × (1/n + (day − mean day)² ÷ Σ(report's day − mean day)²)))
///
/// - The root is that of a forecast from a straight line: spread of a report, plus height, plus slope, which grows with the distance.
/// - `s` is the distance from the line within which 70 % of the reports lie, so up to 30 % of them may be far off. It is never less than what
///   rounding hides: a step of the last digit reported ÷ √12.
/// - `v` = (1 + r) ÷ (1 − r) widens where neighbours lie on the same side of the line, as when a number wanders or bends; `r` is the
///   correlation of neighbours (distances cut at 2 s) plus 1/n, because fitting a line lowers it, between 0 and 0.8.
/// - `k` = 1.16 + 2.35 ÷ (n − 3) was fitted on simulated series, 60,000 for each of 14 sizes from 4 to 20 reports and 15,000 for each of four
///   from 25 to 60: normal noise around a line, about weekly, with 35 to 95 % of the time gone. It is within 3 % of the factor that gives
///   exactly 80 %.
/// - Beyond the range, chances follow Student's distribution with 0.4 n degrees of freedom, which fits how far the ends lay out there.
///
/// Tests measure how often ranges hold, and compare the line with simpler ones.
public struct Forecast: Sendable, Hashable {
    /// A number and the day it was reported for.
    public struct Report: Sendable, Hashable {
        public var day: Day
        public var value: Double

        public init(_ day: Day, _ value: Double) {
            self.day = day
            self.value = value
        }
    }

    /// What is to be expected on a day: the line, and the ends of the range that holds it eight times in ten.
    public struct Range: Sendable, Hashable {
        public var day: Day
        public var low: Double
        public var middle: Double
        public var high: Double
    }

    /// Fewer days with reports say nothing.
    public static let fewest = 4
    /// Older reports are left out, so that the work stays small: 1,770 pairs at most.
    public static let most = 60

    /// How many reports it was made from, one a day.
    public let count: Int
    public let lastOn: Day
    public let dueOn: Day
    private let line: Trend
    private let scatter: Scatter
    private let bounds: ClosedRange<Double>

    /// From reports in any order; of two on one day the later in the list counts, of more than 60 days the last 60. `bounds` are values that
    /// the number cannot leave.
    ///
    /// Nil with reports on fewer than four days, and when the last report is of the due date or after it: then the end is known. What no typed
    /// number could be (NaN, infinity, more than 15 digits) is left out.
    public init?(_ reports: [Report], dueOn: Day, within bounds: ClosedRange<Double>? = nil) {
        let reports = Forecast.oneADay(reports)
        guard reports.count >= Forecast.fewest, let last = reports.last?.day, last < dueOn else { return nil }
        (count, lastOn, self.dueOn) = (reports.count, last, dueOn)
        line = Trend(reports, from: last)
        scatter = Scatter(reports, around: line)
        self.bounds = bounds ?? -Forecast.largest...Forecast.largest
    }

    /// The range on a day; nil before the last report and after the due date.
    public func range(on day: Day) -> Range? {
        guard lastOn <= day, day <= dueOn else { return nil }
        let (middle, reach) = (line.value(on: day), scatter.reach(on: day))
        return Range(day: day, low: kept(middle - reach), middle: kept(middle), high: kept(middle + reach))
    }

    /// Where it ends.
    public var end: Range {
        let (middle, reach) = (line.value(on: dueOn), scatter.reach(on: dueOn))
        return Range(day: dueOn, low: kept(middle - reach), middle: kept(middle), high: kept(middle + reach))
    }

    /// The range from the last report to the due date, on at most twelve days, for a chart.
    public var band: [Range] {
        let days = lastOn.distance(to: dueOn)
        let steps = min(days, 11)
        return (0...steps).compactMap { range(on: lastOn.advanced(by: days * $0 / steps)) }
    }

    /// How likely it ends within limits, both included, as a share: between 0.01 and 0.99, because no trend is certain.
    public func likelihood(of limits: ClosedRange<Double>) -> Double {
        let (middle, half) = (line.value(on: dueOn), scatter.step / 2)
        let below = { (value: Double) in scatter.share(below: value - middle, on: dueOn) }
        let low = limits.lowerBound <= bounds.lowerBound ? 0 : below(limits.lowerBound - half)
        let high = limits.upperBound >= bounds.upperBound ? 1 : below(limits.upperBound + half)
        return min(max(high - low, 0.01), 0.99)
    }

    private static let largest = 999_999_999_999_999.0

    private func kept(_ value: Double) -> Double { min(max(value, bounds.lowerBound), bounds.upperBound) }

    private static func oneADay(_ reports: [Report]) -> [Report] {
        let known = reports.enumerated().filter { abs($0.element.value) <= largest }
        var days: [Report] = []
        for (_, report) in known.sorted(by: { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }) {
            if days.last?.day == report.day { days.removeLast() }
            days.append(report)
        }
        return days.suffix(most)
    }
}

/// A robust line through reports (Theil–Sen).
private struct Trend: Sendable, Hashable {
    let origin: Day
    let slope: Double
    let height: Double

    /// At least two reports, on different days, in order. Days are counted from `origin`.
    init(_ reports: [Forecast.Report], from origin: Day) {
        self.origin = origin
        let slope = median(Trend.slopes(reports))
        self.slope = slope
        height = median(reports.map { $0.value - slope * Double(origin.distance(to: $0.day)) })
    }

    func value(on day: Day) -> Double { height + slope * Double(origin.distance(to: day)) }

    private static func slopes(_ reports: [Forecast.Report]) -> [Double] {
        var slopes: [Double] = []
        slopes.reserveCapacity(reports.count * (reports.count - 1) / 2)
        for (index, left) in reports.enumerated() {
            for right in reports[(index + 1)...] { slopes.append((right.value - left.value) / Double(left.day.distance(to: right.day))) }
        }
        return slopes
    }
}

/// How far reports lie from their line, and what that means for a day ahead.
private struct Scatter: Sendable, Hashable {
    /// The last digit reported, as 0.1; 0 where there is none.
    let step: Double
    private let count: Double
    private let spread: Double
    private let widening: Double
    private let middle: Double
    private let width: Double

    init(_ reports: [Forecast.Report], around line: Trend) {
        let left = reports.map { $0.value - line.value(on: $0.day) }
        let days = reports.map { Double(line.origin.distance(to: $0.day)) }
        let middle = days.reduce(0, +) / Double(days.count)
        step = Scatter.step(of: reports)
        count = Double(reports.count)
        spread = max(quantile(left.map { abs($0) }, 0.7), step / 12.squareRoot())
        widening = Scatter.widening(left, spread)
        self.middle = Double(line.origin.number) + middle
        width = days.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    }

    /// Half the range on a day.
    func reach(on day: Day) -> Double {
        let ahead = Double(day.number) - middle
        let unknown = 1 / count + ahead * ahead / width
        return (1.16 + 2.35 / (count - 3)) * spread * (widening * (1 + widening * unknown)).squareRoot()
    }

    /// How likely a number lies below so much more than the line. By Student's distribution, drawn near the normal one as by Wallace (1959), such
    /// that the reach is its 90th percentile.
    func share(below more: Double, on day: Day) -> Double {
        let reach = reach(on: day)
        if reach == 0 { return more > 0 ? 1 : 0 }
        let (freedom, ninetieth) = (0.4 * count, 1.2815515655)
        let bend = (8 * freedom + 1) / (8 * freedom + 3)
        let square = freedom * (exp((ninetieth / bend) * (ninetieth / bend) / freedom) - 1)
        let ratio = more / reach
        let normal = bend * (freedom * log(1 + ratio * ratio * square / freedom)).squareRoot()
        return 0.5 * erfc((more < 0 ? normal : -normal) / 2.squareRoot())
    }

    private static func widening(_ left: [Double], _ spread: Double) -> Double {
        let cut = left.map { min(max($0, -2 * spread), 2 * spread) }
        let whole = cut.reduce(0) { $0 + $1 * $1 }
        guard whole > 0 else { return 1 }
        let neighbours = zip(cut, cut.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        let alike = min(max(neighbours / whole + 1 / Double(left.count), 0), 0.8)
        return (1 + alike) / (1 - alike)
    }

    /// A one in the last place that any of the values uses, down to a millionth; 0 beyond.
    private static func step(of reports: [Forecast.Report]) -> Double {
        let scales = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].lazy.map(Double.init)
        let scale = scales.first { scale in reports.allSatisfy { ($0.value * scale).rounded() / scale == $0.value } }
        return scale.map { 1 / $0 } ?? 0
    }
}

private func median(_ values: [Double]) -> Double { quantile(values, 0.5) }

/// The value below which a share of the values lies, straight between neighbours.
private func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let (low, rest) = (Int(place), place - Double(Int(place)))
    return rest == 0 ? sorted[low] : sorted[low] + (sorted[low + 1] - sorted[low]) * rest
}
