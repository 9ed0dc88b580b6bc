/// How progress comes together: the weighted mean of what counts, the mean of the plans, and the worst child goal.
public struct RollUp: Sendable, Hashable {
    /// A share from 0 to 1; nil when nothing that counts has reported.
    public var progress: Double?
    public var plan: Plan?
    public var worstStatus: Status?
    public var worstID: ID<Goal>?

    /// One thing that may count: a key result, or a child goal (with its id and status).
    public struct Part: Sendable, Hashable {
        public var goalID: ID<Goal>?
        /// 0 to 100; nil shares what the fixed ones leave.
        public var weight: Double?
        public var progress: Double?
        public var plan: Plan?
        public var status: Status?

        public init(goalID: ID<Goal>? = nil, weight: Double?, progress: Double?, plan: Plan?, status: Status? = nil) {
            self.goalID = goalID
            self.weight = weight
            self.progress = progress
            self.plan = plan
            self.status = status
        }

        public init(_ keyResult: KeyResult) {
            self.init(weight: keyResult.weight, progress: keyResult.progress, plan: keyResult.plan)
        }

        /// Nil for a child that does not count: not committed, or dropped.
        public init?(child: Goal, weight: Double?) {
            guard child.counts else { return nil }
            self.init(goalID: child.id, weight: weight, progress: child.progress, plan: child.plan, status: child.status)
        }
    }

    /// Rolls up parts. A part counts once it has progress or a way to go; one that has not reported yet counts as nothing done, so silence
    /// does not look like success. A kept number that was never reported does not count until it is. The result does not depend on the day.
    public init(_ parts: [Part]) {
        let weights = RollUp.weights(parts.map(\.weight))
        let counted = zip(parts, weights).filter { part, weight in weight > 0 && (part.progress != nil || !(part.plan?.isKept ?? true)) }
        let total = counted.reduce(0) { $0 + $1.1 }
        if counted.contains(where: { $0.0.progress != nil }) {
            let sum = counted.reduce(0) { $0 + ($1.0.progress ?? 0) * $1.1 }
            progress = min(max(sum / total, 0), 1)
        }
        plan = Plan.mean(counted.compactMap { part, weight in part.plan.map { ($0, weight) } })
        for (part, weight) in zip(parts, weights) where weight > 0 {
            guard let id = part.goalID, let status = part.status, worstStatus.map({ status.isWorse(than: $0) }) ?? true else { continue }
            (worstStatus, worstID) = (status, id)
        }
    }

    /// What each part counts, in per cent, 100 in all. Fixed weights stay and the others share the rest equally; 0 does not count.
    ///
    /// Where the fixed ones alone are more than 100, or where all are fixed and do not make 100, they are scaled to 100 (`check` refuses the
    /// first on entry; the second happens when a part is removed). Where all are fixed at 0, nothing counts.
    public static func weights(_ fixed: [Double?]) -> [Double] {
        let total = fixed.reduce(0) { $0 + ($1 ?? 0) }
        let shared = fixed.count { $0 == nil }
        if shared > 0 && total <= 100 { return fixed.map { $0 ?? (100 - total) / Double(shared) } }
        return fixed.map { total > 0 ? ($0 ?? 0) / total * 100 : 0 }
    }

    /// Throws where fixed weights leave less than nothing for the others.
    public static func check(_ fixed: [Double?]) throws(AppError) {
        let total = fixed.reduce(0) { $0 + ($1 ?? 0) }
        if total > 100.000_001 {
            throw .invalid("weight", "The fixed weights make \(percent: total / 100) together; there is room for \(percent: 1).")
        }
    }
}

extension Goal {
    /// Whether it counts for the goals it serves: committed or closed, and not dropped.
    public var counts: Bool { stage == .committed || (stage == .closed && outcome != .dropped) }

    /// Whether child goals count in its progress, and so for "never better than its worst child".
    public func countsChildren(hasKeyResults: Bool) -> Bool {
        switch rollUp {
        case .automatic: !hasKeyResults
        case .childGoals, .both: true
        case .keyResults, .byHand: false
        }
    }

    /// Its progress, plan and worst child from everything that may count. Give all its key results, and every child goal with its weight.
    /// By hand: what was set, against a straight line from start to due date.
    public func rolledUp(keyResults: [KeyResult], children: [(goal: Goal, weight: Double?)]) -> RollUp {
        if rollUp == .byHand {
            return RollUp([.init(weight: nil, progress: handProgress, plan: .straight(from: startsOn, to: dueOn))])
        }
        var parts: [RollUp.Part] = []
        if rollUp != .childGoals { parts += keyResults.map { .init($0) } }
        if countsChildren(hasKeyResults: !keyResults.isEmpty) { parts += children.compactMap { .init(child: $0.goal, weight: $0.weight) } }
        return RollUp(parts)
    }

    /// Takes over what was rolled up.
    public mutating func take(_ result: RollUp) {
        progress = result.progress
        plan = result.plan
        worstStatus = result.worstStatus
        worstID = result.worstID
    }
}
