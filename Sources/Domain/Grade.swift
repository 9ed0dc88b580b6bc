/// How well a goal went, from 0.0 to 1.0, with the outcome that fits and why: suggested from the numbers, and changed by people with a reason.
///
/// The grade is the progress in tenths. Its outcome follows the bands that goals are commonly graded by (Doerr 2018, "Measure What Matters": up to 0.3
/// is a miss, up to 0.6 progress, from 0.7 delivered), only that "achieved" is kept for all of it:
///
/// | progress | grade | outcome |
/// |---|---|---|
/// | from 95 % | 1.0 | achieved |
/// | from 35 % | 0.4 to 0.9 | partly achieved |
/// | below | 0.0 to 0.3 | missed |
public struct Grade: Sendable, Hashable {
    /// In tenths, 0 to 1.
    public var value: Double
    public var outcome: Goal.Outcome
    /// Where the numbers came from, or what the person wrote.
    public var reason: Words

    static let achievedFrom = 0.95
    static let partlyFrom = 0.35

    /// The suggestion for a share of the way, 0 to 1.
    public init(progress: Double, reason: Words) {
        let progress = min(max(progress, 0), 1)
        let outcome = Grade.outcome(at: progress)
        value = Grade.tenths(progress, outcome)
        self.outcome = outcome
        self.reason = reason
    }

    private init(value: Double, outcome: Goal.Outcome, reason: Words) {
        (self.value, self.outcome, self.reason) = (value, outcome, reason)
    }

    /// What a person chose. The suggestion needs no reason; another grade or outcome does, and so does any where nothing could be suggested.
    /// Throws `invalid` for the fields `grade` and `reason`.
    public static func chosen(
        _ value: Double, _ outcome: Goal.Outcome, reason: String, suggested: Grade?
    ) throws(AppError) -> Grade {
        var problems = Problems()
        problems.require((0...1).contains(value), "grade", "A grade lies between 0.0 and 1.0.")
        let value = (value * 10).rounded() / 10
        if let suggested, suggested.value == value, suggested.outcome == outcome, reason.isBlank { return suggested }
        let isSuggested = suggested?.value == value && suggested?.outcome == outcome
        let written = problems.lines(
            reason, "reason", missing: isSuggested ? nil : "Say why the grade differs from the numbers. It stays readable beside the goal.",
            limit: Limit.reason)
        try problems.check()
        return Grade(value: value, outcome: outcome, reason: .verbatim(written))
    }

    private static func outcome(at progress: Double) -> Goal.Outcome {
        progress >= achievedFrom - 1e-9 ? .achieved : progress >= partlyFrom - 1e-9 ? .partly : .missed
    }

    /// Rounded, but never across the border of an outcome.
    private static func tenths(_ progress: Double, _ outcome: Goal.Outcome) -> Double {
        let tenths = (progress * 10).rounded() / 10
        return switch outcome {
        case .achieved: 1
        case .partly: min(max(tenths, 0.4), 0.9)
        default: min(tenths, 0.3)
        }
    }
}

extension Goal {
    /// The grade its numbers suggest, from its progress; kept key results count as met or not met in it. Nil while nothing was reported: then
    /// people grade alone.
    public func suggestedGrade(_ keyResults: [KeyResult]) -> Grade? {
        progress.map { Grade(progress: $0, reason: gradeReason($0, keyResults)) }
    }

    private func gradeReason(_ progress: Double, _ keyResults: [KeyResult]) -> Words {
        let share = Verdict.share(progress)
        let counted = keyResults.filter { ($0.weight ?? 1) > 0 }
        if rollUp == .byHand { return "\(share) of the way, set by hand." }
        if rollUp == .childGoals || counted.isEmpty { return "\(share) of the way, from its child goals." }
        let met = counted.count { ($0.progress ?? 0) >= 1 - 1e-9 }
        if counted.count == 1 {
            return met == 1 ? "\(share) of the way; its key result is met." : "\(share) of the way; its key result is not met."
        }
        return "\(share) of the way; \(met) of \(counted.count) key results are met."
    }
}
