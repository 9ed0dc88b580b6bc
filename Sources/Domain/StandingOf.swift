import Foundation

extension Goal {
    /// How it stands on a day, from what is stored on it. Give the worst child's title only to readers who may see that child.
    public func standing(on today: Day, in zone: TimeZone, rule: StatusRule, worstTitle: String? = nil) -> Standing {
        Standing(of: standingInputs(in: zone, worstTitle: worstTitle), today: today, rule: rule)
    }

    public func standingInputs(in zone: TimeZone, worstTitle: String? = nil) -> StandingInputs {
        StandingInputs(
            stage: stage, outcome: outcome, startsOn: startsOn, dueOn: dueOn, progress: progress, plan: plan,
            hasParts: rollUp == .byHand || keyResultCount > 0 || childCount > 0, lastCheckInOn: lastCheckInAt?.day(in: zone),
            committedOn: committedAt?.day(in: zone), closedOn: closedAt?.day(in: zone), rhythmDays: rhythmDays, worstStatus: worstStatus,
            worstTitle: worstTitle, childCount: childCount, ownerStatus: ownerStatus, ownerReason: ownerStatusReason)
    }

    /// The day the next check-in is due: the last one (or the commitment, or the start) and a rhythm later, never after the due date.
    /// Nil unless it is committed and running.
    public func nextCheckInOn(in zone: TimeZone, rule: StatusRule) -> Day? {
        guard let heard = heardOn(in: zone) else { return nil }
        let next = heard.advanced(by: rhythm(rule))
        return heard < dueOn ? min(next, dueOn) : next
    }

    /// The day silence is counted from: the last check-in, or else the commitment; never before it starts. Nil unless it is committed.
    public func heardOn(in zone: TimeZone) -> Day? {
        guard stage == .committed else { return nil }
        return max((lastCheckInAt ?? committedAt)?.day(in: zone) ?? startsOn, startsOn)
    }
}

extension KeyResult {
    /// How it stands on a day by itself. Give the stage of its goal: nothing is behind before anybody has committed.
    public func standing(on today: Day, stage: Goal.Stage, rule: StatusRule) -> Standing {
        let expected = expected(on: today)
        let verdict = verdict(on: today, stage, expected, rule)
        return Standing(
            status: verdict.status, computed: verdict.status, reasons: verdict.reasons, short: verdict.short, progress: progress,
            expected: expected, gap: gap(on: today))
    }

    private func verdict(on today: Day, _ stage: Goal.Stage, _ expected: Double?, _ rule: StatusRule) -> Verdict {
        if stage == .draft || stage == .proposed { return Verdict(.notStarted, "Its goal is not committed yet.") }
        if today < startsOn { return Verdict(.notStarted, "It starts on \(startsOn).") }
        if isKept { return keptVerdict(on: today) }
        if let progress, progress >= 1 - 1e-9 { return reached }
        if kind == .done, today <= dueOn { return Verdict(.onTrack, "Not done yet; it is due on \(dueOn).") }
        if plan == nil { return Verdict(.notStarted, "It has no baseline or no target, so nothing can be expected.") }
        if today > dueOn {
            return progress.map { Verdict(.missed, "It was due on \(dueOn), and is \(Verdict.share($0)) of the way.") }
                ?? Verdict(.missed, "It was due on \(dueOn), and nothing was reported.")
        }
        var verdict = Verdict.numbers(progress, expected, hasParts: true, rule)
        if let wrongSide { verdict.reasons.append(wrongSide) }
        return verdict
    }

    private var reached: Verdict {
        switch kind {
        case .done: return Verdict(.met, "It is done.", "reached")
        case .zones:
            return zone == .stretch
                ? Verdict(.met, "Reached, and beyond: it is in the stretch zone.", "stretch")
                : Verdict(.met, "Reached: it is in the target zone.", "reached")
        case .number: return Verdict(.met, "Reached: \(value.map(format) ?? "") of \(target.map(format) ?? "").", "reached")
        }
    }

    private func keptVerdict(on today: Day) -> Verdict {
        guard let limits, let aim else { return Verdict(.notStarted, "It has no limit to keep, so nothing can be expected.") }
        guard let value else { return Verdict(.notStarted, "Nothing reported yet; it should be \(aim).") }
        let isOver = today > dueOn
        if limits.contains(value) {
            return Verdict(isOver ? .met : .onTrack, "\(format(value)) is where it should be: \(aim).", "kept")
        }
        let (off, side) = value < limits.lowerBound ? (limits.lowerBound - value, true) : (value - limits.upperBound, false)
        let sentence: Words =
            side ? "\(format(off)) too low: it should be \(aim)." : "\(format(off)) too high: it should be \(aim)."
        return Verdict(isOver ? .missed : .offTrack, sentence, side ? "too low" : "too high")
    }
}

extension Standing {
    init(
        status: Status, computed: Status, reasons: [Words], short: Words?, progress: Double?, expected: Double?, gap: Double?
    ) {
        self.status = status
        self.computed = computed
        self.reasons = reasons
        self.short = short
        self.progress = progress
        self.expected = expected
        self.gap = gap
    }
}
