import Domain

/// The level axis of charts: from which day to which. Charts under each other share one, so that the same day stands at the same place.
struct TimeAxis: Sendable, Hashable {
    let from: Day
    let to: Day

    init(from: Day, to: Day) {
        self.from = from
        self.to = max(to, from.advanced(by: 1))
    }

    /// The axis that holds every one of these days.
    init?(holding days: some Sequence<Day>) {
        var bounds: (Day, Day)?
        for day in days { bounds = bounds.map { (min($0.0, day), max($0.1, day)) } ?? (day, day) }
        guard let bounds else { return nil }
        self.init(from: bounds.0, to: bounds.1)
    }

    /// Hundredths of the width.
    func x(_ day: Day) -> Double {
        Double(from.distance(to: min(max(day, from), to))) / Double(from.distance(to: to)) * 100
    }

    func contains(_ day: Day) -> Bool { from <= day && day <= to }

    /// The days that are named below: firsts of months, at most seven of them; over years, each January.
    var marks: [Day] {
        let months = (to.year - from.year) * 12 + to.month - from.month
        let step = [1, 3, 6, 12, 60].first { months / $0 < 7 } ?? 240
        let starts = (0...months).compactMap { offset -> Day? in
            let month = from.month - 1 + offset
            guard offset == 0 || (step < 12 ? month % step == 0 : month % 12 == 0 && (from.year + month / 12) % (step / 12) == 0) else {
                return nil
            }
            return Day(year: from.year + month / 12, month: month % 12 + 1, day: 1)
        }
        // The first day is named unless a month begins right after it.
        let inside = starts.filter { $0 > from && x($0) < 97 }
        guard let first = inside.first, x(first) < 9 else { return [from] + inside }
        return inside
    }
}
