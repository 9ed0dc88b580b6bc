import Foundation

/// What a cycle can teach, counted: how its goals ended and stood, how often they were heard of, what changed after it was promised, and how
/// well confidence came true. It knows no names, so it can rank nobody, and it does not say who has no goals.
public struct CycleStatistics: Sendable {
    /// A goal with what happened to it.
    public struct Part: Sendable {
        public var goal: Goal
        /// Oldest first.
        public var reports: [Report]
        /// Changes of what was promised, after it was.
        public var marks: [Drift.Mark]

        public init(goal: Goal, reports: [Report] = [], marks: [Drift.Mark] = []) {
            (self.goal, self.reports, self.marks) = (goal, reports, marks)
        }
    }

    /// A check-in as far as it counts here.
    public struct Report: Sendable {
        public var at: Moment
        public var author: ID<Person>
        public var confidence: Int?
        public var status: Status

        public init(at: Moment, author: ID<Person>, confidence: Int?, status: Status) {
            (self.at, self.author, self.confidence, self.status) = (at, author, confidence, status)
        }
    }

    public struct Week: Sendable, Hashable {
        /// Counted from 1.
        public var number: Int
        public var from: Day
        public var to: Day
        /// How the goals that were running stood at its end.
        public var statuses: [Status: Int] = [:]
        public var checkIns = 0
        /// How many of the running goals were heard of.
        public var heard = 0

        public var running: Int { statuses.values.reduce(0, +) }
    }

    public struct Wording: Sendable, Hashable {
        public var label: Coach.Label
        public var goals: Int
        /// Of those that are graded; nil where none is.
        public var meanGrade: Double?
    }

    public struct Changed: Sendable, Hashable {
        public var kind: Drift.Kind
        public var goals: Int
        public var times: Int
    }

    public let goals: Int
    /// How many goals got each grade, from 0.0 to 1.0 in tenths.
    public let grades: [Int]
    public let meanGrade: Double?
    /// Closed, not dropped, and without a grade.
    public let ungraded: Int
    public let outcomes: [Goal.Outcome: Int]
    public let weeks: [Week]
    /// Goals that were promised, and how many of them stayed as they were.
    public let committed: Int
    public let unchanged: Int
    public let changes: [Changed]
    public let wordings: [Wording]
    /// The last word of each person on each goal that ended, before it was due.
    public let forecasts: [Calibration.Forecast]
    public let confidence: ConfidenceOverTime

    public var calibration: Calibration? { Calibration(forecasts) }
    public var open: Int { goals - outcomes.values.reduce(0, +) }

    public init(_ parts: [Part], of cycle: Cycle, today: Day, in zone: TimeZone, rule: StatusRule) {
        let closed = parts.map(\.goal).filter { !$0.isOpen }
        let given = closed.compactMap(\.grade)
        goals = parts.count
        grades = (0...10).map { tenth in given.count { Int(($0 * 10).rounded()) == tenth } }
        meanGrade = mean(given)
        ungraded = closed.count { $0.grade == nil && $0.outcome != .dropped }
        outcomes = Dictionary(grouping: closed.compactMap(\.outcome), by: \.self).mapValues(\.count)
        weeks = CycleStatistics.weeks(parts, of: cycle, today: today, in: zone, rule: rule)
        let promised = parts.filter { $0.goal.committedAt != nil }
        committed = promised.count
        unchanged = promised.count { $0.marks.isEmpty }
        changes = Drift.Kind.allCases.map { kind in
            let touched = promised.map { part in part.marks.count { $0.kinds.contains(kind) } }
            return Changed(kind: kind, goals: touched.count { $0 > 0 }, times: touched.reduce(0, +))
        }
        let labels = Dictionary(grouping: parts.map(\.goal)) { Coach.read($0.title).label }
        wordings = Coach.Label.allCases.map { label in
            let own = labels[label] ?? []
            return Wording(label: label, goals: own.count, meanGrade: mean(own.compactMap(\.grade)))
        }
        forecasts = parts.flatMap { $0.forecasts(in: zone) }
        confidence = CycleStatistics.confidence(parts, of: cycle, today: today, in: zone)
    }

    private static func confidence(_ parts: [Part], of cycle: Cycle, today: Day, in zone: TimeZone) -> ConfidenceOverTime {
        let reports = parts.flatMap { part in
            part.reports.compactMap { report in report.confidence.map { (at: report.at, goal: part.goal.id, percent: $0) } }
        }
        let start = cycle.startsOn.start(in: zone)
        let said = reports.filter { $0.at >= start }.sorted { $0.at < $1.at }.map {
            ConfidenceOverTime.Said(of: $0.goal, at: $0.at, $0.percent)
        }
        let ended = parts.compactMap { part in part.goal.closedAt.map { (part.goal.id, $0) } }
        return ConfidenceOverTime(said, ended: Dictionary(ended) { first, _ in first }, of: cycle, today: today, in: zone)
    }

    // MARK: Weeks

    private static func weeks(_ parts: [Part], of cycle: Cycle, today: Day, in zone: TimeZone, rule: StatusRule) -> [Week] {
        let spans = parts.map { $0.span(in: zone) }
        return (0..<cycle.weeks).map { index in
            let from = cycle.startsOn.advanced(by: index * 7)
            return Week(number: index + 1, from: from, to: min(from.advanced(by: 6), cycle.endsOn))
        }.filter { $0.from <= today }.map { week in
            var week = week
            for (part, span) in zip(parts, spans) { week.count(part, span, until: min(week.to, today), rule: rule) }
            return week
        }
    }
}

/// The days of a goal and of its reports, reckoned once.
private struct Span {
    var committed: Day?
    var closed: Day?
    var reports: [Day]
}

extension CycleStatistics.Part {
    fileprivate func span(in zone: TimeZone) -> Span {
        Span(
            committed: goal.committedAt?.day(in: zone), closed: goal.closedAt?.day(in: zone), reports: reports.map { $0.at.day(in: zone) })
    }

    /// How it stood on a day: by its last report, or stale where none came in time; nil where it was not running.
    fileprivate func status(_ span: Span, on day: Day, rule: StatusRule) -> Status? {
        guard let committed = span.committed, committed <= day, span.closed.map({ $0 > day }) ?? true else { return nil }
        guard let last = span.reports.lastIndex(where: { $0 <= day }) else { return .notStarted }
        let isLate = span.reports[last].distance(to: day) > goal.rhythm(rule) + rule.graceDays
        return isLate && reports[last].status != .met ? .stale : reports[last].status
    }

    /// What each person last said before it ended or was due, and whether it was reached. What was dropped came neither true nor false.
    fileprivate func forecasts(in zone: TimeZone) -> [Calibration.Forecast] {
        guard let outcome = goal.outcome, outcome != .dropped else { return [] }
        let due = goal.dueOn.advanced(by: 1).start(in: zone)
        let end = goal.closedAt.map { min($0, due) } ?? due
        let said = reports.filter { $0.at < end && $0.confidence != nil }
        let last = Dictionary(said.map { ($0.author, $0.confidence ?? 0) }, uniquingKeysWith: { _, later in later })
        return last.sorted { $0.key < $1.key }.map { .init(said: $0.value, cameTrue: outcome == .achieved) }
    }
}

extension CycleStatistics.Week {
    fileprivate mutating func count(_ part: CycleStatistics.Part, _ span: Span, until day: Day, rule: StatusRule) {
        let reported = span.reports.count { (from...to).contains($0) }
        checkIns += reported
        guard let status = part.status(span, on: day, rule: rule) else { return }
        statuses[status, default: 0] += 1
        if reported > 0 { heard += 1 }
    }
}

private func mean(_ numbers: [Double]) -> Double? {
    numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
}
