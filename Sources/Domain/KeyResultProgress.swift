extension KeyResult {
    /// (value − baseline) ÷ (target − baseline), without bounds; nil while value, baseline or target is missing.
    ///
    /// Kept numbers are met (1) or not met (0). Done is 1. Zones: none 0, commit 0.5, target and stretch 1. Where baseline and target are
    /// the same, being at the target or beyond it is 1 and anything else 0.
    public var rawProgress: Double? { rawProgress(at: value) }

    /// The same as a share from 0 to 1.
    public var progress: Double? { rawProgress.map { min(max($0, 0), 1) } }

    public func progress(at value: Double?) -> Double? { rawProgress(at: value).map { min(max($0, 0), 1) } }

    /// Which zone a described key result is in; stretch shows here although its progress is that of the target.
    public var zone: Zone? {
        guard kind == .zones, let value else { return nil }
        return Zone(rawValue: Int(min(max(value, 0), 3)))
    }

    /// How far a kept number is outside its limits: 0 inside, nil where there is no number or no limit.
    public var distance: Double? {
        guard isKept, let value, let limits else { return nil }
        return max(limits.lowerBound - value, value - limits.upperBound, 0)
    }

    /// Says so when the value is on the wrong side of where it started.
    public var wrongSide: Words? {
        guard kind == .number, !direction.isKept, let value, let baseline, let raw = rawProgress, raw < 0 else { return nil }
        return value < baseline
            ? "\(format(value)) is below the baseline of \(format(baseline))."
            : "\(format(value)) is above the baseline of \(format(baseline))."
    }

    /// The expected path; nil where the target or baseline is missing, so that nothing can be expected.
    ///
    /// Straight from start to due date, or through the dated steps; nothing until the due date for done / not done; everything from the
    /// start for kept numbers.
    public var plan: Plan? {
        switch kind {
        case .done: return .atOnce(on: dueOn)
        case .zones: return .straight(from: startsOn, to: dueOn)
        case .number:
            if direction.isKept { return limits == nil ? nil : .kept(from: startsOn) }
            guard let baseline, let target else { return nil }
            if steps.isEmpty || baseline == target || startsOn >= dueOn { return .straight(from: startsOn, to: dueOn) }
            let inside = steps.filter { startsOn < $0.day && $0.day < dueOn }
            let bends = inside.map { Plan.Point($0.day, ($0.value - baseline) / (target - baseline)) }
            return Plan([Plan.Point(startsOn, 0)] + bends + [Plan.Point(dueOn, 1)])
        }
    }

    /// The share expected by a day, 0 to 1.
    public func expected(on day: Day) -> Double? { plan?.expected(on: day) }

    /// The number expected by a day, for charts and check-ins; nil for kept numbers, done / not done and zones.
    public func expectedValue(on day: Day) -> Double? {
        guard kind == .number, !direction.isKept, let baseline, let target, let share = expected(on: day) else { return nil }
        return baseline + (target - baseline) * share
    }

    /// Expected minus progress, in points; positive is behind, negative ahead. A missing value counts as no progress.
    public func gap(on day: Day) -> Double? { expected(on: day).map { ($0 - (progress ?? 0)) * 100 } }

    /// What a kept number has to stay in.
    public var limits: ClosedRange<Double>? {
        guard kind == .number, let target else { return nil }
        switch direction {
        case .keepAbove: return target...Double.greatestFiniteMagnitude
        case .keepBelow: return -Double.greatestFiniteMagnitude...target
        case .within: return upper.flatMap { $0 >= target ? target...$0 : nil }
        case .increase, .decrease: return nil
        }
    }

    private func rawProgress(at value: Double?) -> Double? {
        guard let value else { return nil }
        switch kind {
        case .done: return value >= 1 ? 1 : 0
        case .zones: return value >= 2 ? 1 : value >= 1 ? 0.5 : 0
        case .number: return direction.isKept ? limits.map { $0.contains(value) ? 1 : 0 } : share(of: value)
        }
    }

    private func share(of value: Double) -> Double? {
        guard let baseline, let target else { return nil }
        if baseline == target { return (direction == .increase ? value >= target : value <= target) ? 1 : 0 }
        return (value - baseline) / (target - baseline)
    }
}

extension KeyResult {
    /// A value as people read it: number, unit after a space that does not break, or what the zone says.
    public func format(_ value: Double) -> Words {
        switch kind {
        case .done: return value >= 1 ? "done" : "not done"
        case .zones: return (Zone(rawValue: Int(min(max(value, 0), 3))) ?? .none).word
        case .number: return unit.isEmpty ? "\(value, decimals: decimals)" : "\(value, decimals: decimals)\u{A0}\(unit)"
        }
    }

    /// What is to be reached or kept: "42 days", "above 95 %", "between 2 and 4".
    public var aim: Words? {
        switch kind {
        case .done: return "done"
        case .zones: return zoneTarget.isEmpty ? Zone.target.word : .verbatim(zoneTarget)
        case .number:
            guard let target else { return nil }
            switch direction {
            case .increase, .decrease: return format(target)
            case .keepAbove: return "at least \(format(target))"
            case .keepBelow: return "at most \(format(target))"
            case .within: return upper.map { "between \(target, decimals: decimals) and \(format($0))" }
            }
        }
    }

    /// Reads what a person typed as this key result's value.
    public func read(_ text: String, language: String) throws(Number.Problem) -> Double {
        switch kind {
        case .number: return try Number.read(text, language: language, unit: unit)
        case .done:
            guard let value = doneWords[text.trimmed.lowercased()] else { throw Number.Problem(words: "Choose done or not done.") }
            return value
        case .zones:
            guard let value = zoneWords[text.trimmed.lowercased()] else { throw Number.Problem(words: "Choose one of the zones.") }
            return value
        }
    }

    /// Takes a value that came as a number.
    public func check(_ value: Double) throws(Number.Problem) -> Double {
        switch kind {
        case .number: return try Number.check(value)
        case .done, .zones: return try read(Number.text(value), language: "en")
        }
    }
}

private let doneWords: [String: Double] = [
    "1": 1, "true": 1, "on": 1, "yes": 1, "done": 1, "0": 0, "false": 0, "off": 0, "no": 0, "not done": 0,
]
private let zoneWords: [String: Double] = ["0": 0, "none": 0, "1": 1, "commit": 1, "2": 2, "target": 2, "3": 3, "stretch": 3]
