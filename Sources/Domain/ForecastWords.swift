extension KeyResult {
    /// Where its reports point by its due date. Nil for done / not done and zones, without reports on four days, and when the last report is of
    /// the due date or later. A per cent whose reports, baseline, target and upper end lie between 0 and 100 stays there.
    public func forecast(from reports: [Forecast.Report]) -> Forecast? {
        guard kind == .number else { return nil }
        let numbers = reports.map(\.value) + [baseline, target, upper].compactMap { $0 }
        let isShare = unit == "%" && numbers.allSatisfy { (0...100).contains($0) }
        return Forecast(reports, dueOn: dueOn, within: isShare ? 0...100 : nil)
    }

    /// How likely the target is by the due date, as a share from 0.01 to 0.99: at it or beyond it, or within what is to be kept. Nil without a
    /// target.
    public func likelihood(by forecast: Forecast) -> Double? { reached.map { forecast.likelihood(of: $0) } }

    /// How it was made and what it says, with the chance of the target in a second sentence where there is one.
    public func words(for forecast: Forecast) -> [Words] {
        [made(forecast), likelihood(by: forecast).flatMap { chance($0) }].compactMap { $0 }
    }

    /// The values that count as reached.
    private var reached: ClosedRange<Double>? {
        switch direction {
        case .increase: target.map { $0...max($0, .greatestFiniteMagnitude) }
        case .decrease: target.map { min($0, -.greatestFiniteMagnitude)...$0 }
        case .keepAbove, .keepBelow, .within: limits
        }
    }

    private func made(_ forecast: Forecast) -> Words {
        let (low, high) = (forecast.end.low, forecast.end.high)
        if Number.looksSame(low, high, decimals: decimals) {
            return """
                From \(forecast.count) check-ins: the middle of all their trends, and how far reports lay from it; \
                eight times in ten it ends at about \(format(forecast.end.middle)).
                """
        }
        return """
            From \(forecast.count) check-ins: the middle of all their trends, and how far reports lay from it; \
            eight times in ten it ends between \(low, decimals: decimals) and \(format(high)).
            """
    }

    private func chance(_ share: Double) -> Words? {
        aim.map { "If it goes on like this, the target (\($0)) is \(percent: share) likely on \(dueOn)." }
    }
}
