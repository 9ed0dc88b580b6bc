/// What the status of a goal is computed from.
public struct StandingInputs: Sendable, Hashable {
    public var stage: Goal.Stage
    public var outcome: Goal.Outcome?
    public var startsOn: Day
    public var dueOn: Day
    public var progress: Double?
    public var plan: Plan?
    /// Whether anything is there that could report: key results, child goals that count, or progress by hand.
    public var hasParts: Bool
    public var lastCheckInOn: Day?
    public var committedOn: Day?
    public var closedOn: Day?
    /// Nil means the workspace's.
    public var rhythmDays: Int?
    public var worstStatus: Status?
    /// Nil where the reader may not see that child.
    public var worstTitle: String?
    public var childCount: Int
    public var ownerStatus: Status?
    public var ownerReason: String

    public init(
        stage: Goal.Stage = .committed, outcome: Goal.Outcome? = nil, startsOn: Day, dueOn: Day, progress: Double? = nil,
        plan: Plan? = nil, hasParts: Bool = true, lastCheckInOn: Day? = nil, committedOn: Day? = nil, closedOn: Day? = nil,
        rhythmDays: Int? = nil, worstStatus: Status? = nil, worstTitle: String? = nil, childCount: Int = 0, ownerStatus: Status? = nil,
        ownerReason: String = ""
    ) {
        self.stage = stage
        self.outcome = outcome
        self.startsOn = startsOn
        self.dueOn = dueOn
        self.progress = progress
        self.plan = plan
        self.hasParts = hasParts
        self.lastCheckInOn = lastCheckInOn
        self.committedOn = committedOn
        self.closedOn = closedOn
        self.rhythmDays = rhythmDays
        self.worstStatus = worstStatus
        self.worstTitle = worstTitle
        self.childCount = childCount
        self.ownerStatus = ownerStatus
        self.ownerReason = ownerReason
    }
}

/// A status with its reasons: what is shown, what was computed, and why, in sentences.
///
/// The first of these that holds decides: not committed yet or not started; closed; everything reached (what is only to be kept is met
/// after its due date, not before); past the due date; rhythm missed; and then the gap between plan and progress. Exactly 10 points
/// behind is on track, exactly 25 at risk, with the workspace's own limits in their place. The rhythm is missed on the first day after
/// rhythm and grace. The due date itself still counts.
///
/// A goal that counts child goals is never better than the worst of them, unless its owner gives another status with a reason. The owner's
/// word does not help against silence, nor change what is met, missed or not started.
public struct Standing: Sendable, Hashable {
    /// What is shown: the owner's status where there is one, else the computed one.
    public var status: Status
    public var computed: Status
    /// The owner's words first, if they decide; then why it was computed so, the deciding sentence first. Never empty.
    public var reasons: [Words]
    /// A few words for a row: "18 behind", "worst of 2". Nil where there is nothing to compare.
    public var short: Words?
    public var progress: Double?
    /// The share expected by the day.
    public var expected: Double?
    /// Expected minus progress in points; positive is behind.
    public var gap: Double?

    public var reason: Words { reasons[0] }

    public init(of inputs: StandingInputs, today: Day, rule: StatusRule) {
        let day = inputs.stage == .closed ? min(inputs.closedOn ?? today, today) : today
        progress = inputs.progress
        expected = inputs.plan?.expected(on: day)
        gap = expected.map { ($0 - (inputs.progress ?? 0)) * 100 }
        let own = Verdict.of(inputs, on: day, expected: expected, rule)
        (status, computed, reasons, short) = (own.status, own.status, own.reasons, own.short)
        if own.yieldsToChildren { lower(to: inputs) }
        status = computed
        if own.yieldsToOwner, let word = inputs.ownerStatus { hear(word, inputs.ownerReason) }
    }

    private mutating func lower(to inputs: StandingInputs) {
        guard let worst = inputs.worstStatus, worst.isWorse(than: computed) else { return }
        computed = worst == .missed ? .offTrack : worst
        let sentence: Words =
            inputs.worstTitle.map { "Its child goal “\($0)” is \(worst.inSentence)." } ?? "One of its child goals is \(worst.inSentence)."
        reasons.insert(sentence, at: 0)
        if inputs.childCount > 1 { short = "worst of \(inputs.childCount)" } else { short = "like its child" }
    }

    private mutating func hear(_ word: Status, _ reason: String) {
        guard word != computed else { return }
        status = word
        reasons.insert("The owner says \(word.inSentence): “\(reason)”", at: 0)
    }
}

/// A status by one rule, before children and owner are heard.
struct Verdict {
    var status: Status
    var reasons: [Words]
    var short: Words?
    var yieldsToChildren = false
    var yieldsToOwner = false

    init(_ status: Status, _ reason: Words, _ short: Words? = nil) {
        self.status = status
        reasons = [reason]
        self.short = short
    }

    static func of(_ inputs: StandingInputs, on day: Day, expected: Double?, _ rule: StatusRule) -> Verdict {
        switch inputs.stage {
        case .draft: return Verdict(.notStarted, "It is a draft; nobody has committed to it yet.")
        case .proposed: return Verdict(.notStarted, "It is proposed; nobody has committed to it yet.")
        case .closed: return closed(inputs, expected, rule)
        case .committed: break
        }
        if day < inputs.startsOn { return Verdict(.notStarted, "It starts on \(inputs.startsOn).") }
        if isMet(inputs, on: day) {
            var met = Verdict(.met, "Reached: \(percent: 1) of the way.", "reached")
            met.yieldsToChildren = true
            return met
        }
        if day > inputs.dueOn { return missed(inputs) }
        var verdict = stale(inputs, on: day, rule)
        if verdict == nil {
            verdict = numbers(inputs.progress, expected, hasParts: inputs.hasParts, rule)
            verdict!.yieldsToOwner = true
        }
        verdict!.yieldsToChildren = true
        return verdict!
    }

    private static func isMet(_ inputs: StandingInputs, on day: Day) -> Bool {
        guard let progress = inputs.progress, progress >= 1 - 1e-9 else { return false }
        return day > inputs.dueOn || !(inputs.plan?.isKept ?? false)
    }

    private static func missed(_ inputs: StandingInputs) -> Verdict {
        guard let progress = inputs.progress else {
            return Verdict(.missed, "It was due on \(inputs.dueOn), and nothing was reported.")
        }
        return Verdict(.missed, "It was due on \(inputs.dueOn), and is \(share(progress)) of the way.")
    }

    /// A closed goal keeps the status it had on its last day, unless its outcome says met or missed.
    private static func closed(_ inputs: StandingInputs, _ expected: Double?, _ rule: StatusRule) -> Verdict {
        let outcome = inputs.outcome ?? .dropped
        let sentence: Words =
            inputs.progress.map { "Closed as \(outcome.inSentence), \(share($0)) of the way." } ?? "Closed as \(outcome.inSentence)."
        switch outcome {
        case .achieved: return Verdict(.met, sentence, "reached")
        case .missed: return Verdict(.missed, sentence)
        case .partly, .dropped, .carriedOver:
            if let progress = inputs.progress, progress >= 1 - 1e-9 { return Verdict(.met, sentence, "reached") }
            var verdict = numbers(inputs.progress, expected, hasParts: inputs.hasParts, rule)
            verdict.reasons = [sentence]
            return verdict
        }
    }

    private static func stale(_ inputs: StandingInputs, on day: Day, _ rule: StatusRule) -> Verdict? {
        let heard = max(inputs.lastCheckInOn ?? inputs.committedOn ?? inputs.startsOn, inputs.startsOn)
        let rhythm = inputs.rhythmDays ?? rule.rhythmDays
        guard heard.advanced(by: rhythm + rule.graceDays) < day else { return nil }
        let days = heard.distance(to: day)
        let since: Words = days == 1 ? "1 day" : "\(days) days"
        return inputs.lastCheckInOn == nil
            ? Verdict(.stale, "No check-in yet, \(since) after it began; the rhythm is \(rhythmWord(rhythm)).", "never heard")
            : Verdict(.stale, "No check-in for \(since); the rhythm is \(rhythmWord(rhythm)).", "last heard \(heard)")
    }

    private static func rhythmWord(_ days: Int) -> Words {
        switch days {
        case 1: "daily"
        case 7: "weekly"
        case 14: "every two weeks"
        case 28...31: "monthly"
        case 90...92: "quarterly"
        default: "every \(days) days"
        }
    }

    /// The status by the gap. Without a plan nothing can be compared, and it says so.
    static func numbers(_ progress: Double?, _ expected: Double?, hasParts: Bool, _ rule: StatusRule) -> Verdict {
        guard let expected else {
            if let progress { return Verdict(.notStarted, "\(share(progress)) of the way; there is no plan to compare it with.") }
            return hasParts
                ? Verdict(.notStarted, "Nothing reported yet, and there is no plan to compare it with.")
                : Verdict(.notStarted, "Nothing here can be measured yet: add a key result or a child goal.")
        }
        let gap = (expected - (progress ?? 0)) * 100
        let status: Status = gap <= Double(rule.atRiskGap) + 1e-6 ? .onTrack : gap <= Double(rule.offTrackGap) + 1e-6 ? .atRisk : .offTrack
        guard let progress else { return Verdict(status, "Nothing reported yet; \(share(expected)) expected by today.", "nothing yet") }
        return compared(status, progress, expected, gap, rule)
    }

    private static func compared(_ status: Status, _ progress: Double, _ expected: Double, _ gap: Double, _ rule: StatusRule) -> Verdict {
        let shown = Int((expected * 100).rounded() - (progress * 100).rounded())
        let hidesStep = (status == .atRisk && shown <= rule.atRiskGap) || (status == .offTrack && shown <= rule.offTrackGap)
        if hidesStep { return precisely(status, progress, expected, gap, rule) }
        let (done, planned) = (share(progress), share(expected))
        switch shown {
        case 0: return Verdict(status, "On plan: \(done) of the way, \(planned) expected by today.", "on plan")
        case 1: return Verdict(status, "1 point behind plan: \(done) of the way, \(planned) expected by today.", "\(1) behind")
        case -1: return Verdict(status, "1 point ahead of plan: \(done) of the way, \(planned) expected by today.", "\(1) ahead")
        case 2...:
            return Verdict(status, "\(shown) points behind plan: \(done) of the way, \(planned) expected by today.", "\(shown) behind")
        default:
            return Verdict(status, "\(-shown) points ahead of plan: \(done) of the way, \(planned) expected by today.", "\(-shown) ahead")
        }
    }

    /// With a decimal, where whole points would show 10 and yet say "at risk".
    private static func precisely(_ status: Status, _ progress: Double, _ expected: Double, _ gap: Double, _ rule: StatusRule) -> Verdict {
        let limit = Double(status == .atRisk ? rule.atRiskGap : rule.offTrackGap)
        let points = max((gap * 10).rounded() / 10, limit + 0.1)
        let (done, planned): (Words, Words) = ("\(progress * 100, decimals: 1) %", "\(expected * 100, decimals: 1) %")
        return Verdict(
            status, "\(points, decimals: 1) points behind plan: \(done) of the way, \(planned) expected by today.",
            "\(points, decimals: 1) behind")
    }

    /// A share in whole per cent, but never 100 % while something is missing.
    static func share(_ share: Double) -> Words {
        share < 1 && share >= 0.995 ? "\(min((share * 1000).rounded() / 10, 99.9), decimals: 1) %" : "\(percent: share)"
    }
}

extension Goal.Outcome {
    /// As it stands within a sentence: "closed as partly achieved".
    public var inSentence: Words {
        switch self {
        case .achieved: "achieved"
        case .partly: "partly achieved"
        case .missed: "missed"
        case .dropped: "dropped"
        case .carriedOver: "carried over"
        }
    }
}
