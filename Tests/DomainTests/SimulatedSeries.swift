import Domain
import Foundation

/// A series of check-ins made up with a known end, to see what a forecast is worth.
struct SimulatedSeries {
    var reports: [Forecast.Report]
    var dueOn: Day
    /// What is reported on the due date, if the world goes on like this.
    var end: Double

    enum Family: String, CaseIterable {
        case noise = "trend + noise"
        case outliers = "trend + noise + outliers"
        case outliersAtEnd = "the same, end may be one"
        case few = "few points (4–6)"
        case fewWithOutliers = "few points + outliers"
        case heavy = "heavy tails (Student, 3)"
        case related = "autocorrelated (0.5)"
        case closelyRelated = "autocorrelated (0.8)"
        case walk = "random walk with drift"
        case saturating = "saturating"

        fileprivate var isFew: Bool { self == .few || self == .fewWithOutliers }
        fileprivate var hasOutliers: Bool { self == .outliers || self == .outliersAtEnd || self == .fewWithOutliers }
    }

    /// About weekly, 8 to 20 reports, with 35 to 95 % of the time gone; the noise of one report is 1, the trend goes up to 3 a week.
    static func make(_ family: Family, _ seed: inout Seeded) -> SimulatedSeries {
        let count = family.isFew ? Int.random(in: 4...6, using: &seed) : Int.random(in: 8...20, using: &seed)
        var days = (0..<count).map { $0 * 7 + Int.random(in: -2...2, using: &seed) }
        let gone = Double(days[count - 1] - days[0])
        days.append(days[count - 1] + max(1, Int((gone / Double.random(in: 0.35...0.95, using: &seed) - gone).rounded())))
        let slope = family == .saturating ? 0 : Double.random(in: -3...3, using: &seed) / 7
        let values = zip(days, seed.noise(family, days)).map { 50 + slope * Double($0) + $1 }
        let reports = zip(days, values).dropLast().map { Forecast.Report(Day(number: 20_000 + $0), $1) }
        return SimulatedSeries(reports: reports, dueOn: Day(number: 20_000 + days[count]), end: values[count])
    }

    /// Where the straight line of least squares ends.
    var leastSquares: Double {
        let points = reports.map { (x: Double($0.day.number), y: $0.value) }
        let count = Double(points.count)
        let (x, y) = (points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count)
        let slope = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
        return y + slope * (Double(dueOn.number) - x)
    }
}

extension Seeded {
    /// A normal number, by Box and Muller (1958).
    mutating func normal() -> Double {
        let (radius, angle) = (Double.random(in: 0.000_000_1..<1, using: &self), Double.random(in: 0..<1, using: &self))
        return (-2 * log(radius)).squareRoot() * cos(2 * .pi * angle)
    }

    fileprivate mutating func noise(_ family: SimulatedSeries.Family, _ days: [Int]) -> [Double] {
        let plain = days.map { _ in normal() }
        switch family {
        case .noise, .few: return plain
        case .outliers, .outliersAtEnd, .fewWithOutliers: return withOutliers(plain, atEnd: family == .outliersAtEnd)
        case .heavy: return days.map { _ in student() }
        case .related: return related(plain, days, 0.5)
        case .closelyRelated: return related(plain, days, 0.8)
        case .walk: return walk(plain, days)
        case .saturating: return saturating(plain, days)
        }
    }

    /// Student's with three degrees of freedom, and variance 1.
    private mutating func student() -> Double {
        let squares = (0..<3).reduce(0.0) { sum, _ in
            let one = normal()
            return sum + one * one
        }
        return normal() / squares.squareRoot()
    }

    /// One in ten lies 5 to 10 times the noise away.
    private mutating func withOutliers(_ plain: [Double], atEnd: Bool) -> [Double] {
        plain.enumerated().map { index, value in
            let isOdd = Double.random(in: 0..<1, using: &self) < 0.1
            let way = Double.random(in: 5...10, using: &self) * (Bool.random(using: &self) ? 1 : -1)
            return isOdd && (atEnd || index < plain.count - 1) ? value + way : value
        }
    }

    /// Each week remembers a share of the one before.
    private func related(_ plain: [Double], _ days: [Int], _ share: Double) -> [Double] {
        var values = [plain[0]]
        for index in 1..<plain.count {
            let kept = pow(share, Double(days[index] - days[index - 1]) / 7)
            values.append(kept * values[index - 1] + (1 - kept * kept).squareRoot() * plain[index])
        }
        return values
    }

    private func walk(_ plain: [Double], _ days: [Int]) -> [Double] {
        var values = [0.0]
        for index in 1..<plain.count {
            values.append(values[index - 1] + (Double(days[index] - days[index - 1]) / 7).squareRoot() * plain[index])
        }
        return values
    }

    /// 20 times the noise is the way; most of it is gone early.
    private mutating func saturating(_ plain: [Double], _ days: [Int]) -> [Double] {
        let time = Double.random(in: 0.2...0.6, using: &self) * Double(days[days.count - 1] - days[0])
        return zip(days, plain).map { 20 * (1 - exp(-Double($0 - days[0]) / time)) + $1 }
    }
}
