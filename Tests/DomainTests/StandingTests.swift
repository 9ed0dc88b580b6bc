import Domain
import Foundation
import Testing

private let rule = StatusRule()

/// A goal from 1 September to 10 December (100 days), heard today, with a plan that expects `expected` today.
private func inputs(_ progress: Double?, expected: Double?, _ change: (inout StandingInputs) -> Void = { _ in }) -> StandingInputs {
    var inputs = StandingInputs(
        startsOn: day("2026-09-01"), dueOn: day("2026-12-10"), progress: progress, plan: expected.flatMap { Plan([.init(today, $0)]) },
        lastCheckInOn: today, committedOn: day("2026-09-01"))
    change(&inputs)
    return inputs
}

private func standing(_ progress: Double?, expected: Double?, _ change: (inout StandingInputs) -> Void = { _ in }) -> Standing {
    Standing(of: inputs(progress, expected: expected, change), today: today, rule: rule)
}

@Suite struct `How a goal stands` {
    @Test(
        arguments: [
            (0.60, 0.60, Status.onTrack, "On plan: 60 % of the way, 60 % expected by today.", "on plan"),
            (0.42, 0.60, .atRisk, "18 points behind plan: 42 % of the way, 60 % expected by today.", "18 behind"),
            (0.65, 0.60, .onTrack, "5 points ahead of plan: 65 % of the way, 60 % expected by today.", "5 ahead"),
            (0.59, 0.60, .onTrack, "1 point behind plan: 59 % of the way, 60 % expected by today.", "1 behind"),
            (0.61, 0.60, .onTrack, "1 point ahead of plan: 61 % of the way, 60 % expected by today.", "1 ahead"),
            (0.50, 0.60, .onTrack, "10 points behind plan: 50 % of the way, 60 % expected by today.", "10 behind"),
            (0.70, 0.80, .onTrack, "10 points behind plan: 70 % of the way, 80 % expected by today.", "10 behind"),
            (0.49, 0.60, .atRisk, "11 points behind plan: 49 % of the way, 60 % expected by today.", "11 behind"),
            (0.35, 0.60, .atRisk, "25 points behind plan: 35 % of the way, 60 % expected by today.", "25 behind"),
            (0.34, 0.60, .offTrack, "26 points behind plan: 34 % of the way, 60 % expected by today.", "26 behind"),
            (0.4984, 0.6, .atRisk, "10.2 points behind plan: 49.8 % of the way, 60.0 % expected by today.", "10.2 behind"),
            (0.49999, 0.6, .atRisk, "10.1 points behind plan: 50.0 % of the way, 60.0 % expected by today.", "10.1 behind"),
            (0.9996, 1, .onTrack, "On plan: 99.9 % of the way, 100 % expected by today.", "on plan"),
            (nil, 0.12, .atRisk, "Nothing reported yet; 12 % expected by today.", "nothing yet"),
            (nil, 0, .onTrack, "Nothing reported yet; 0 % expected by today.", "nothing yet"),
            (nil, 0.5, .offTrack, "Nothing reported yet; 50 % expected by today.", "nothing yet"),
        ] as [(Double?, Double, Status, String, String)])
    func `the gap decides, and the sentence says it`(progress: Double?, expected: Double, status: Status, sentence: String, short: String) {
        let standing = standing(progress, expected: expected)
        #expect(standing.status == status)
        #expect(english(standing.reason) == sentence)
        #expect(standing.short.map(english) == short)
    }

    @Test func `the workspace's own limits hold`() {
        let strict = StatusRule(atRiskGap: 0, offTrackGap: 5)
        let status = { Standing(of: inputs($0, expected: 0.6), today: today, rule: strict).status }
        #expect([0.60, 0.59, 0.55, 0.54].map(status) == [.onTrack, .atRisk, .atRisk, .offTrack])
    }

    @Test func `before it is committed or started it is not started`() {
        #expect(standing(0.1, expected: 0.9) { $0.stage = .draft }.status == .notStarted)
        #expect(standing(0.1, expected: 0.9) { $0.stage = .proposed }.status == .notStarted)
        let later = standing(0.1, expected: 0.9) { $0.startsOn = today.advanced(by: 1) }
        #expect(later.status == .notStarted)
        #expect(english(later.reason) == "It starts on 2026-11-24.")
        #expect(standing(0.1, expected: 0.9) { $0.startsOn = today }.status == .offTrack)
    }

    @Test func `everything reached is met, even late and silent`() {
        let met = standing(1, expected: 0.6) { $0.lastCheckInOn = day("2026-09-02") }
        #expect(met.status == .met)
        #expect(english(met.reason) == "Reached: 100 % of the way.")
        #expect(standing(1, expected: 1) { $0.dueOn = day("2026-10-01") }.status == .met)
    }

    @Test func `what is only kept is on track until its due date has passed`() {
        let kept = { (due: Day) in standing(1, expected: nil) { ($0.plan, $0.dueOn) = (.kept(from: $0.startsOn), due) }.status }
        #expect(kept(today) == .onTrack)
        #expect(kept(today.advanced(by: -1)) == .met)
    }

    @Test func `past its due date it is missed; on the due date it still runs`() {
        #expect(standing(0.9, expected: 1) { $0.dueOn = today }.status == .onTrack)
        let missed = standing(0.9, expected: 1) { $0.dueOn = today.advanced(by: -1) }
        #expect(missed.status == .missed)
        #expect(english(missed.reason) == "It was due on 2026-11-22, and is 90 % of the way.")
        let silent = standing(nil, expected: 1) { $0.dueOn = today.advanced(by: -1) }
        #expect(english(silent.reason) == "It was due on 2026-11-22, and nothing was reported.")
    }

    @Test(arguments: [(10, Status.onTrack), (11, .stale)])
    func `silence beyond rhythm and grace is stale, on its last day not yet`(days: Int, status: Status) {
        let standing = standing(0.6, expected: 0.6) { $0.lastCheckInOn = today.advanced(by: -days) }
        #expect(standing.status == status)
    }

    @Test func `silence says how long, and what the rhythm is`() {
        let days = standing(0.6, expected: 0.6) { $0.lastCheckInOn = today.advanced(by: -19) }
        #expect(english(days.reason) == "No check-in for 19 days; the rhythm is weekly.")
        #expect(days.short.map(english) == "last heard 2026-11-04")
        let never = standing(nil, expected: 0.6) { ($0.lastCheckInOn, $0.committedOn, $0.rhythmDays) = (nil, day("2026-11-01"), 14) }
        #expect(english(never.reason) == "No check-in yet, 22 days after it began; the rhythm is every two weeks.")
        #expect(standing(0.6, expected: 0.6) { ($0.lastCheckInOn, $0.rhythmDays) = (day("2026-11-01"), 31) }.status == .onTrack)
    }

    @Test func `a goal committed before its start is not stale on its first day`() {
        let early = standing(nil, expected: 0) { ($0.lastCheckInOn, $0.committedOn, $0.startsOn) = (nil, day("2026-08-01"), today) }
        #expect(early.status == .onTrack)
    }

    @Test func `without a plan or anything to measure it says so`() {
        #expect(
            english(standing(nil, expected: nil) { $0.hasParts = false }.reason)
                == "Nothing here can be measured yet: add a key result or a child goal.")
        #expect(english(standing(nil, expected: nil).reason) == "Nothing reported yet, and there is no plan to compare it with.")
        let bare = standing(0.3, expected: nil)
        #expect(bare.status == .notStarted && bare.gap == nil && bare.short == nil)
        #expect(english(bare.reason) == "30 % of the way; there is no plan to compare it with.")
    }

    @Test(arguments: [
        (Goal.Outcome.achieved, 0.8, Status.met), (.missed, 0.9, .missed), (.partly, 0.35, .atRisk), (.dropped, 0.1, .offTrack),
        (.carriedOver, 0.6, .onTrack),
        (.partly, 1, .met),
    ])
    func `a closed goal keeps the status of its last day`(outcome: Goal.Outcome, progress: Double, status: Status) {
        let closed = standing(progress, expected: nil) {
            ($0.stage, $0.outcome, $0.closedOn) = (.closed, outcome, day("2026-10-01"))
            ($0.plan, $0.lastCheckInOn) = (Plan([.init(day("2026-10-01"), 0.6), .init(day("2026-10-02"), 1)]), day("2026-09-01"))
        }
        #expect(closed.status == status)
        #expect(english(closed.reason).hasPrefix("Closed as "))
    }
}

@Suite struct `Children and the owner's word` {
    @Test func `a parent is never better than its worst child`() {
        let dragged = standing(0.6, expected: 0.6) { ($0.worstStatus, $0.worstTitle, $0.childCount) = (.offTrack, "Applicants know", 3) }
        #expect(dragged.status == .offTrack)
        #expect(english(dragged.reasons[0]) == "Its child goal “Applicants know” is off track.")
        #expect(english(dragged.reasons[1]) == "On plan: 60 % of the way, 60 % expected by today.")
        #expect(dragged.short.map(english) == "worst of 3")
        let unseen = standing(0.6, expected: 0.6) { ($0.worstStatus, $0.childCount) = (.atRisk, 1) }
        #expect(english(unseen.reason) == "One of its child goals is at risk.")
    }

    @Test func `a better child changes nothing, a missed one makes it off track`() {
        #expect(standing(0.4, expected: 0.6) { $0.worstStatus = .onTrack }.status == .atRisk)
        #expect(standing(0.6, expected: 0.6) { $0.worstStatus = .notStarted }.status == .onTrack)
        #expect(standing(0.6, expected: 0.6) { $0.worstStatus = .missed }.status == .offTrack)
        #expect(standing(0.6, expected: 0.6) { $0.worstStatus = .stale }.status == .stale)
        #expect(standing(0.4, expected: 0.6) { $0.worstStatus = .stale }.status == .atRisk)
    }

    @Test func `the owner's word lifts it with a reason, and both are shown`() {
        let lifted = standing(0.2, expected: 0.6) { ($0.ownerStatus, $0.ownerReason) = (.onTrack, "The law changes on Monday.") }
        #expect(lifted.status == .onTrack && lifted.computed == .offTrack)
        #expect(
            lifted.reasons.map(english) == [
                "The owner says on track: “The law changes on Monday.”", "40 points behind plan: 20 % of the way, 60 % expected by today.",
            ])
        let child = standing(0.6, expected: 0.6) { ($0.worstStatus, $0.ownerStatus, $0.ownerReason) = (.offTrack, .onTrack, "x") }
        #expect(child.status == .onTrack && child.computed == .offTrack && child.reasons.count == 3)
        #expect(standing(0.6, expected: 0.6) { ($0.ownerStatus, $0.ownerReason) = (.atRisk, "I worry.") }.status == .atRisk)
    }

    @Test func `the owner's word does not help against silence, nor change what is met or missed`() {
        let word: (inout StandingInputs) -> Void = { ($0.ownerStatus, $0.ownerReason) = (.onTrack, "x") }
        #expect(
            standing(0.6, expected: 0.6) {
                word(&$0); $0.lastCheckInOn = day("2026-10-01")
            }.status == .stale)
        #expect(standing(1, expected: 0.6) { ($0.ownerStatus, $0.ownerReason) = (.offTrack, "x") }.status == .met)
        #expect(
            standing(0.6, expected: 1) {
                word(&$0); $0.dueOn = day("2026-10-10")
            }.status == .missed)
        #expect(
            standing(0.6, expected: 1) {
                word(&$0); $0.stage = .draft
            }.status == .notStarted)
    }

    @Test func `whatever the inputs: a reason, bounds, and no parent better than its worst child without one`() {
        var random = Seeded(8)
        for _ in 0..<20_000 {
            let start = Day(number: Int.random(in: 20_000...20_900, using: &random))
            let some = StandingInputs(
                stage: Goal.Stage.allCases.randomElement(using: &random)!, outcome: Goal.Outcome.allCases.randomElement(using: &random)!,
                startsOn: start, dueOn: start.advanced(by: Int.random(in: 0...600, using: &random)),
                progress: random.maybe { Double.random(in: 0...1, using: &$0) }, plan: random.maybe { $0.plan() },
                hasParts: Bool.random(using: &random),
                lastCheckInOn: random.maybe { Day(number: Int.random(in: 20_000...21_000, using: &$0)) },
                committedOn: random.maybe { _ in start }, closedOn: random.maybe { _ in start },
                rhythmDays: random.maybe { Int.random(in: 1...60, using: &$0) },
                worstStatus: Status.allCases.randomElement(using: &random), worstTitle: random.maybe { _ in "Child" },
                childCount: Int.random(in: 0...4, using: &random),
                ownerStatus: random.maybe { [.onTrack, .atRisk, .offTrack].randomElement(using: &$0)! }, ownerReason: "x")
            let day = Day(number: Int.random(in: 20_000...21_500, using: &random))
            let standing = Standing(of: some, today: day, rule: StatusRule(atRiskGap: 10, offTrackGap: 25))
            #expect(!standing.reasons.isEmpty && !english(standing.reason).isEmpty)
            #expect(standing.expected.map { (0...1).contains($0) } ?? true)
            #expect(standing.gap.map { (-100...100).contains($0) } ?? true)
            let runs = some.stage == .committed && day >= some.startsOn
            if runs, let worst = some.worstStatus {
                #expect(!worst.isWorse(than: standing.computed))
                if worst.isWorse(than: standing.status) { #expect(english(standing.reason).hasPrefix("The owner says")) }
            }
        }
    }
}

@Suite struct `How a key result stands` {
    private func reason(_ keyResult: KeyResult, on day: Day = today, _ stage: Goal.Stage = .committed) -> String {
        let standing = keyResult.standing(on: day, stage: stage, rule: rule)
        return "\(standing.status.rawValue): " + standing.reasons.map(english).joined(separator: " ")
    }

    @Test func `numbers`() {
        let due = day("2026-10-31")  // day 60 of 100
        #expect(reason(number(value: 37), on: due) == "at risk: 23 points behind plan: 37 % of the way, 60 % expected by today.")
        #expect(reason(number(value: 100), on: due) == "met: Reached: 100\u{A0}days of 100\u{A0}days.")
        #expect(
            reason(number(from: 38, to: 70, value: 30), on: due)
                == "off track: 60 points behind plan: 0 % of the way, 60 % expected by today. 30\u{A0}days is below the baseline of 38\u{A0}days."
        )
        #expect(reason(number(), on: due) == "off track: Nothing reported yet; 60 % expected by today.")
        #expect(reason(number(value: 37), on: day("2026-12-11")) == "missed: It was due on 2026-12-10, and is 37 % of the way.")
        #expect(reason(number(value: 37), on: day("2026-08-31")) == "not started: It starts on 2026-09-01.")
        #expect(reason(number(value: 37), on: due, .draft) == "not started: Its goal is not committed yet.")
        #expect(reason(number(to: nil, value: 37), on: due).hasPrefix("not started: It has no baseline or no target"))
    }

    @Test func `kept numbers`() {
        #expect(
            reason(number(.keepBelow, from: nil, to: 4, value: 2.6) { $0.decimals = 1 })
                == "on track: 2.6\u{A0}days is where it should be: at most 4.0\u{A0}days.")
        #expect(
            reason(number(.keepBelow, from: nil, to: 4, value: 6)) == "off track: 2\u{A0}days too high: it should be at most 4\u{A0}days.")
        #expect(
            reason(number(.within, from: nil, to: 4, upper: 8, value: 3))
                == "off track: 1\u{A0}days too low: it should be between 4 and 8\u{A0}days.")
        #expect(reason(number(.keepAbove, from: nil, to: 4, value: 5), on: day("2026-12-11")).hasPrefix("met"))
        #expect(reason(number(.keepAbove, from: nil, to: 4)) == "not started: Nothing reported yet; it should be at least 4\u{A0}days.")
    }

    @Test func `done and zones`() {
        #expect(reason(described(.done, value: 0)) == "on track: Not done yet; it is due on 2026-12-10.")
        #expect(reason(described(.done, value: 1)) == "met: It is done.")
        #expect(reason(described(.done), on: day("2026-12-11")) == "missed: It was due on 2026-12-10, and nothing was reported.")
        #expect(reason(described(.zones, value: 3)) == "met: Reached, and beyond: it is in the stretch zone.")
    }
}

@Suite struct `Statuses and next check-ins` {
    @Test func `statuses have a word, a slug and a weight`() {
        #expect(Status.allCases.map(\.slug) == ["not-started", "on-track", "at-risk", "off-track", "met", "missed", "stale"])
        #expect(Status.offTrack.isWorse(than: .atRisk) && Status.atRisk.isWorse(than: .stale) && Status.stale.isWorse(than: .onTrack))
        #expect(Status.onTrack.isWorse(than: .met) && !Status.missed.isWorse(than: .offTrack))
    }

    @Test func `the next check-in is a rhythm after the last, at the latest on the due date`() {
        let zone = TimeZone.gmt
        let next = { (change: (inout Goal) -> Void) in goal(change: change).nextCheckInOn(in: zone, rule: rule) }
        #expect(next { _ in } == day("2026-11-30"))
        #expect(next { $0.lastCheckInAt = now.adding(days: -3) } == day("2026-11-27"))
        #expect(next { ($0.lastCheckInAt, $0.rhythmDays) = (now, 60) } == day("2026-12-18"))
        #expect(goal(.draft).nextCheckInOn(in: zone, rule: rule) == nil)
    }

    @Test func `a goal stands as its stored fields say`() {
        let stored = goal {
            ($0.progress, $0.plan, $0.keyResultCount) = (0.4, Plan([.init(today, 0.6)]), 1)
            ($0.lastCheckInAt, $0.worstStatus, $0.childCount) = (now, .offTrack, 2)
        }
        #expect(stored.standing(on: today, in: .gmt, rule: rule, worstTitle: "Child").status == .offTrack)
        #expect(goal { $0.committedAt = now }.standing(on: today, in: .gmt, rule: rule).status == .notStarted)
    }
}
