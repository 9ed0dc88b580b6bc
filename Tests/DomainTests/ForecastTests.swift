import Domain
import Testing

/// Reports a week apart, from 7 September on.
private func weekly(_ values: [Double]) -> [Forecast.Report] {
    values.enumerated().map { Forecast.Report(day("2026-09-07").advanced(by: $0.offset * 7), $0.element) }
}

private func percent(_ direction: KeyResult.Direction, from: Double? = 0, to target: Double?, upper: Double? = nil) -> KeyResult {
    number(direction, from: from, to: target, upper: upper) { $0.unit = "%" }
}

@Suite struct `Where a number ends` {
    @Test func `a straight line goes on, and rounding leaves a little room`() throws {
        let forecast = try #require(Forecast(weekly([10, 20, 30, 40]), dueOn: day("2026-10-12")))
        #expect(abs(forecast.end.middle - 60) < 1e-9 && forecast.count == 4 && forecast.lastOn == day("2026-09-28"))
        #expect(forecast.end.low < 60 && forecast.end.low > 56)
        #expect(forecast.likelihood(of: 70...1e9) < 0.05 && forecast.likelihood(of: 50...1e9) > 0.95)
    }

    @Test func `days count, not reports`() throws {
        let reports = [(0, 0.0), (1, 1), (2, 2), (3, 3), (30, 30)].map { Forecast.Report(today.advanced(by: $0.0), $0.1) }
        #expect(abs(try #require(Forecast(reports, dueOn: today.advanced(by: 60))).end.middle - 60) < 1e-9)
    }

    @Test func `one odd report does not turn it`() throws {
        let forecast = try #require(Forecast(weekly([10, 20, 30, 400, 50, 60, 70]), dueOn: day("2026-10-26")))
        #expect(abs(forecast.end.middle - 80) < 1e-9)
    }

    @Test func `it needs four days, and time that is left`() {
        let due = day("2026-12-10")
        #expect(Forecast([], dueOn: due) == nil && Forecast(weekly([1, 2, 3]), dueOn: due) == nil)
        #expect(Forecast(weekly([1, 2, 3]) + weekly([4, 5]), dueOn: due) == nil)
        #expect(Forecast(weekly([1, 2, 3, 4]), dueOn: day("2026-09-28")) == nil)
        #expect(Forecast(weekly([1, 2, 3, 4]), dueOn: day("2026-09-01")) == nil)
        #expect(Forecast(weekly([1, 2, 3, 4]), dueOn: day("2026-09-29")) != nil)
    }

    @Test func `of two reports on a day the later in the list counts, and their order is no matter otherwise`() {
        let due = day("2026-12-10")
        let plain = weekly([3, 5, 4, 7, 9])
        let corrected = [Forecast.Report(day("2026-09-14"), 500)] + plain
        #expect(Forecast(plain, dueOn: due) == Forecast(corrected, dueOn: due))
        #expect(Forecast(plain, dueOn: due) == Forecast(plain.reversed(), dueOn: due))
    }

    @Test func `what is no number is left out`() {
        let due = day("2026-12-10")
        let broken = [Double.nan, .infinity, -.infinity, 1e300].map { Forecast.Report(day("2026-09-20"), $0) }
        #expect(Forecast(weekly([3, 5, 4, 7]) + broken, dueOn: due) == Forecast(weekly([3, 5, 4, 7]), dueOn: due))
        #expect(Forecast(weekly([3, 5, 4]) + broken, dueOn: due) == nil)
    }

    @Test func `a number that never moves stays, as far as rounding can tell`() throws {
        for value in [0, 5, -3, 0.1, 1e-9, 1e14] {
            let forecast = try #require(Forecast(weekly([value, value, value, value, value]), dueOn: day("2026-12-10")))
            #expect(forecast.end.middle == value && forecast.end.low <= value && value <= forecast.end.high)
            #expect(forecast.likelihood(of: value - 100...value + 100) >= 0.9)
        }
        let kept = percent(.keepAbove, to: 95)
        let held = try #require(kept.forecast(from: weekly([95, 95, 95, 95, 95, 95])))
        #expect(try #require(kept.likelihood(by: held)) > 0.6)
    }

    @Test func `huge numbers stay numbers`() throws {
        let forecast = try #require(Forecast(weekly([-9e14, 9e14, -9e14, 9e14]), dueOn: day("2036-12-10")))
        for range in forecast.band { #expect(range.low.isFinite && range.high < 1e15 && range.low <= range.middle) }
        #expect((0.01...0.99).contains(forecast.likelihood(of: 0...1)))
    }

    @Test func `the last 60 days with reports count`() {
        let long = weekly((0..<100).map { Double($0 < 40 ? 1000 : $0) })
        let forecast = Forecast(long, dueOn: day("2030-12-10"))
        #expect(forecast?.count == 60 && forecast == Forecast(long.suffix(60), dueOn: day("2030-12-10")))
    }
}

@Suite struct `The range over time` {
    @Test func `it begins with the last report, ends on the due date and only grows`() throws {
        var seed = Seeded(7)
        for _ in 0..<200 {
            let series = SimulatedSeries.make(SimulatedSeries.Family.allCases.randomElement(using: &seed)!, &seed)
            let forecast = try #require(Forecast(series.reports, dueOn: series.dueOn))
            let band = forecast.band
            #expect(band.first?.day == series.reports.last?.day && band.last?.day == series.dueOn && band.count <= 12)
            #expect(band.last == forecast.end && Set(band.map(\.day)).count == band.count)
            for (left, right) in zip(band, band.dropFirst()) {
                #expect(left.day < right.day && left.high - left.low <= right.high - right.low + 1e-9)
            }
            #expect(forecast.range(on: forecast.lastOn.advanced(by: -1)) == nil)
            #expect(forecast.range(on: forecast.dueOn.advanced(by: 1)) == nil)
        }
    }

    @Test func `the chance below its lower end is one in ten, and half lies under the line`() throws {
        var seed = Seeded(8)
        for _ in 0..<200 {
            let series = SimulatedSeries.make(.noise, &seed)
            let forecast = try #require(Forecast(series.reports, dueOn: series.dueOn))
            #expect(abs(forecast.likelihood(of: -1e14...forecast.end.low) - 0.1) < 1e-3)
            #expect(abs(forecast.likelihood(of: forecast.end.middle...1e14) - 0.5) < 1e-3)
            #expect(abs(forecast.likelihood(of: forecast.end.low...forecast.end.high) - 0.8) < 1e-3)
        }
    }

    @Test func `a per cent stays between 0 and 100, other numbers do not`() throws {
        let reports = weekly([60, 75, 82, 95, 97])
        let share = try #require(percent(.increase, to: 98).forecast(from: reports))
        #expect(share.end.high == 100 && share.band.allSatisfy { (0...100).contains($0.middle) && (0...100).contains($0.low) })
        #expect(try #require(number(to: 98).forecast(from: reports)).end.high > 100)
        #expect(try #require(percent(.increase, to: 150).forecast(from: reports)).end.high > 100)
    }
}

@Suite struct `How likely a target is` {
    private let rising = weekly([10, 14, 21, 24, 31, 36, 39])

    /// Minus one where there is none.
    private func chance(_ keyResult: KeyResult, _ reports: [Forecast.Report]) -> Double {
        keyResult.forecast(from: reports).flatMap { keyResult.likelihood(by: $0) } ?? -1
    }

    @Test func `each direction has its side`() {
        let falling = rising.map { Forecast.Report($0.day, 100 - $0.value) }
        #expect(chance(number(.increase, to: 60), rising) > 0.9)
        #expect(chance(number(.increase, to: 140), rising) < 0.1)
        #expect(chance(number(.decrease, from: 100, to: 40), falling) > 0.9)
        #expect(chance(number(.keepAbove, to: 50), rising) > 0.9)
        #expect(chance(number(.keepBelow, to: 50), rising) < 0.1)
        #expect(chance(number(.within, to: 0, upper: 40), rising) < 0.1)
        #expect(chance(number(.within, to: 60, upper: 140), rising) > 0.9)
    }

    @Test func `at and beyond a target add up, and nothing is certain`() {
        let above = chance(number(.keepAbove, to: 80), rising.map { .init($0.day, $0.value * 1.000_000_1) })
        let below = chance(number(.keepBelow, to: 80), rising.map { .init($0.day, $0.value * 1.000_000_1) })
        #expect(abs(above + below - 1) < 1e-4)
        #expect(chance(number(.increase, to: -1e9), rising) == 0.99 && chance(number(.increase, to: 1e9), rising) == 0.01)
    }

    @Test func `without a number or a target there is none`() {
        #expect(described(.done).forecast(from: rising) == nil && described(.zones).forecast(from: rising) == nil)
        #expect(chance(number(to: nil), rising) == -1)
        #expect(chance(number(.within, to: 4, upper: 2), rising) == -1)
    }

    @Test func `it says how it was made, and what the target's chance is`() throws {
        let keyResult = number(to: 76)
        let forecast = try #require(keyResult.forecast(from: rising))
        #expect(
            keyResult.words(for: forecast).map(english) == [
                """
                From 7 check-ins: the middle of all their trends, and how far reports lay from it; eight times in ten it ends between 73 and \
                81\u{A0}days.
                """,
                "If it goes on like this, the target (76\u{A0}days) is 73 % likely on 2026-12-10.",
            ])
        let calm = try #require(number(to: nil).forecast(from: weekly([0.81, 0.82, 0.81, 0.82, 0.81])))
        #expect(number(to: nil).words(for: calm).map(english).first?.hasSuffix("it ends at about 1\u{A0}days.") == true)
    }
}
