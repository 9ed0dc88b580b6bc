import Domain
import Foundation
import Testing

/// What a forecast was worth on many simulated series.
private struct Worth {
    var family: SimulatedSeries.Family
    /// The share of ends inside the range, and the median width of the range.
    var held = 0.0
    var width = 0.0
    /// Mean absolute errors at the end.
    var forecast = 0.0
    var lastValue = 0.0
    var leastSquares = 0.0

    init(_ family: SimulatedSeries.Family, series count: Int = 2000) {
        self.family = family
        var seed = Seeded(1968)
        var widths: [Double] = []
        for _ in 0..<count {
            let series = SimulatedSeries.make(family, &seed)
            let end = Forecast(series.reports, dueOn: series.dueOn)!.end
            held += end.low <= series.end && series.end <= end.high ? 1 : 0
            widths.append(end.high - end.low)
            forecast += abs(end.middle - series.end)
            lastValue += abs(series.reports.last!.value - series.end)
            leastSquares += abs(series.leastSquares - series.end)
        }
        width = widths.sorted()[count / 2]
        (held, forecast) = (held / Double(count), forecast / Double(count))
        (lastValue, leastSquares) = (lastValue / Double(count), leastSquares / Double(count))
    }

    var line: String {
        family.rawValue.padding(toLength: 26, withPad: " ", startingAt: 0)
            + String(format: "%6.1f %%%8.2f%10.2f%12.2f%14.2f", held * 100, width, forecast, lastValue, leastSquares)
    }
}

private let worth = Dictionary(uniqueKeysWithValues: SimulatedSeries.Family.allCases.map { ($0, Worth($0)) })

@Suite struct `What a forecast is worth` {
    @Test func `the table`() {
        print("2,000 series each           held   width  forecast  last value  least squares")
        for family in SimulatedSeries.Family.allCases { print(worth[family]!.line) }
    }

    @Test(arguments: [SimulatedSeries.Family.noise, .outliers, .outliersAtEnd, .few, .fewWithOutliers, .heavy])
    func `a range of eight in ten holds the end 75 to 85 times in a hundred`(family: SimulatedSeries.Family) {
        #expect((0.75...0.85).contains(worth[family]!.held), "\(worth[family]!.line)")
    }

    /// Honest limits of a straight line: a number that wanders leaves the range more often, and one that levels off most of the time.
    @Test(arguments: [(SimulatedSeries.Family.related, 0.7), (.closelyRelated, 0.65), (.walk, 0.6), (.saturating, 0.3)])
    func `it widens for what is no straight line, but not enough`(family: SimulatedSeries.Family, least: Double) {
        #expect(worth[family]!.held >= least, "\(worth[family]!.line)")
    }

    @Test func `it beats both simple ways where reports are odd, and costs little where they are not`() {
        for family in [SimulatedSeries.Family.outliers, .outliersAtEnd] {
            #expect(worth[family]!.forecast < worth[family]!.leastSquares && worth[family]!.forecast < worth[family]!.lastValue)
        }
        #expect(worth[.fewWithOutliers]!.forecast < worth[.fewWithOutliers]!.leastSquares)
        #expect(worth[.noise]!.forecast <= worth[.noise]!.leastSquares * 1.1)
        #expect(worth[.few]!.forecast <= worth[.few]!.leastSquares * 1.1)
    }

    /// A target somewhere near the end; of those called 60 to 80 % likely, about 70 % are reached.
    @Test func `chances come true as often as they say`() {
        var seed = Seeded(1950)
        var bins = Array(repeating: (said: 0.0, held: 0.0, count: 0.0), count: 5)
        for index in 0..<6000 {
            let series = SimulatedSeries.make(index % 3 == 0 ? .few : .noise, &seed)
            let forecast = Forecast(series.reports, dueOn: series.dueOn)!
            let target = forecast.end.middle + seed.normal() * (forecast.end.high - forecast.end.low) / 2
            let said = forecast.likelihood(of: target...Double.greatestFiniteMagnitude)
            let bin = min(Int(said * 5), 4)
            bins[bin] = (bins[bin].said + said, bins[bin].held + (series.end >= target ? 1 : 0), bins[bin].count + 1)
        }
        for bin in bins { #expect(bin.count > 300 && abs(bin.said - bin.held) / bin.count < 0.05, "\(bin)") }
    }
}
