import Domain
import Testing

/// A key result of the cast on which these values were reported, heard today.
private func facts(
    _ values: [Double], _ keyResult: KeyResult = number(), silence: Int = 0, gap: Double? = nil
) -> Threshold.Facts {
    var facts = Threshold.Facts(keyResult, values: values, heardOn: today.advanced(by: -silence), today: today)
    facts.gap = gap
    return facts
}

private func progress(_ shares: [Double]) -> Threshold.Facts {
    Threshold.Facts(goal { $0.progress = shares.last }, progress: shares, heardOn: today, today: today)
}

/// What comes of looking after each report, one letter each: `x` crossed, `o` cleared, `.` unchanged.
private func turns(_ threshold: Threshold, _ looks: [Threshold.Facts]) -> String {
    var state = Threshold.State()
    return looks.map { facts in
        let (next, turn) = threshold.judge(state, facts)
        state = next
        return switch turn {
        case .crossed: "x"
        case .cleared: "o"
        case .unchanged: "."
        }
    }.joined()
}

/// Looking after each of these values.
private func turns(_ threshold: Threshold, _ values: [Double], on keyResult: KeyResult = number()) -> String {
    turns(threshold, values.indices.map { facts(Array(values[...$0]), keyResult) })
}

private func crossing(_ threshold: Threshold, _ facts: Threshold.Facts) -> String? {
    if case .crossed(let words) = threshold.judge(.init(), facts).turn { english(words) } else { nil }
}

private func clearing(_ threshold: Threshold, _ facts: Threshold.Facts, back: Double? = nil) -> String? {
    if case .cleared(let words) = threshold.judge(.init(isOpen: true, back: back), facts).turn { english(words) } else { nil }
}

@Suite struct `A threshold opens once` {
    @Test(
        arguments: [
            (Threshold.below(35), [40, 35, 34.9, 30, 36, 39.9, 34, 40, 34], "..x....ox"),
            (.above(35), [30, 35, 35.1, 40, 31, 36, 30, 36], "..x...ox"),
            (.worse(times: 3), [40, 38, 35, 31, 29, 35, 36, 33], "...x..o."),
            (.worse(times: 3), [40, 38, 38, 35, 35, 31, 31, 31], ".....x.."),
            (.worse(times: 2), [1, 2, 3], "..."),
            (.worse(times: 2), [5, 4], ".."), (.worse(times: 2), [5, 4, 3], "..x"),
            (.worse(times: 2), [9, 8, 7, 9, 8, 7], "..xo.x"),
        ] as [(Threshold, [Double], String)])
    func `and not again before it was clearly back`(threshold: Threshold, values: [Double], said: String) {
        #expect(turns(threshold, values) == said)
    }

    @Test func `worse has the sense of the direction`() {
        #expect(turns(.worse(times: 2), [1, 2, 3, 4], on: number(.decrease, from: 9, to: 0)) == "..x.")
        #expect(turns(.worse(times: 2), [4, 3, 2], on: number(.decrease, from: 9, to: 0)) == "...")
        #expect(turns(.worse(times: 2), [1, 2, 3], on: number(.keepBelow, to: 5)) == "..x")
        #expect(turns(.worse(times: 2), [5, 7, 9], on: number(.within, to: 4, upper: 6)) == "..x")
        #expect(turns(.worse(times: 2), [5, 3, 1], on: number(.within, to: 4, upper: 6)) == "..x")
        #expect(turns(.worse(times: 2), [9, 7, 5], on: number(.within, to: 4, upper: 6)) == "...")
        #expect(turns(.worse(times: 2), [3, 2, 1], on: described(.zones)) == "..x")
    }

    @Test func `behind plan opens at the points and is back five points earlier`() {
        let looks = { (points: Int, gaps: [Double]) in turns(.behind(points: points), gaps.map { facts([], gap: $0) }) }
        #expect(looks(15, [14.9, 15, 20, 14, 10.1, 15, 10, 15]) == ".x....ox")
        #expect(looks(4, [4, 3, 2.1, 2, 4]) == "x..ox")
        #expect(turns(.behind(points: 15), [facts([])]) == ".")
    }

    @Test func `silence ends with a check-in`() {
        let looks = [0, 7, 13, 14, 15, 30, 0, 5, 14].map { facts([1], silence: $0) }
        #expect(turns(.silent(days: 14), looks) == "...x..o.x")
    }

    @Test func `a goal speaks of its progress in per cent`() {
        #expect(turns(.below(35), [0.4, 0.35, 0.349, 0.39, 0.4].map { progress([$0]) }) == "..x.o")
        #expect(turns(.worse(times: 2), [progress([0.4, 0.3, 0.2])]) == "x")
    }

    @Test func `being back stays within reach`() {
        let share = { number($0, from: nil, to: $1) { $0.unit = "%" } }
        #expect(turns(.below(99), [98, 99.4, 99.5], on: share(.keepAbove, 99)) == "x.o")
        #expect(turns(.above(1), [2, 0.6, 0.5], on: share(.keepBelow, 1)) == "x.o")
        #expect(turns(.below(98), [97, 98.9, 99], on: number(from: 0, to: 100)) == "x.o")
        #expect(turns(.below(98), [0.97, 0.985, 0.99].map { progress([$0]) }) == "x.o")
    }

    @Test func `what is not known changes nothing`() {
        for threshold in [Threshold.below(35), .above(35), .behind(points: 5), .worse(times: 2)] {
            for state in [Threshold.State(), .init(isOpen: true, back: 4)] {
                #expect(threshold.judge(state, facts([])) == (state, .unchanged))
            }
        }
    }
}

@Suite struct `A threshold and noise` {
    private let thresholds = [Threshold.below(35), .above(35), .behind(points: 15), .worse(times: 3), .silent(days: 14)]

    @Test func `noise around the line opens it once`() {
        var seed = Seeded(35)
        for _ in 0..<300 {
            let values = (0..<40).map { _ in Double.random(in: 30.1..<39.9, using: &seed) } + [34, 36]
            #expect(turns(.below(35), values).count { $0 != "." } == 1)
            #expect(turns(.above(35), values).count { $0 != "." } == 1)
            let gaps = values.map { facts([], gap: $0 - 20) }
            #expect(turns(.behind(points: 15), gaps).count { $0 != "." } == 1)
        }
    }

    @Test func `it opens and clears in turns, and a check-in that repeats the values changes nothing`() {
        var seed = Seeded(36)
        for _ in 0..<300 {
            let threshold = thresholds.randomElement(using: &seed)!
            var (state, values) = (Threshold.State(), [Double]())
            for _ in 0..<40 {
                values.append(Double(Int.random(in: 20...50, using: &seed)))
                let look = facts(values, silence: Int.random(in: 0...30, using: &seed), gap: Double.random(in: 0...30, using: &seed))
                let (next, turn) = threshold.judge(state, look)
                switch turn {
                case .crossed: #expect(!state.isOpen && next.isOpen)
                case .cleared: #expect(state.isOpen && !next.isOpen)
                case .unchanged: #expect(state == next)
                }
                var again = look
                again.values.append(values.last!)
                #expect(threshold.judge(next, look) == (next, .unchanged) && threshold.judge(next, again) == (next, .unchanged))
                state = next
            }
        }
    }
}

@Suite struct `The words of a threshold` {
    @Test func `it says the facts as they were, and what was agreed`() {
        let agreed = "Agreed as the point to look at it together:"
        #expect(crossing(.below(35), facts([34])) == "It stands at 34\u{A0}days. \(agreed) below 35\u{A0}days.")
        #expect(
            crossing(.below(35), facts([34.96], number { $0.decimals = 0 }))
                == "It stands at 34.96\u{A0}days. \(agreed) below 35\u{A0}days.")
        #expect(crossing(.above(35), facts([36])) == "It stands at 36\u{A0}days. \(agreed) above 35\u{A0}days.")
        #expect(crossing(.below(35), progress([0.3])) == "It stands at 30\u{A0}%. \(agreed) below 35\u{A0}%.")
        #expect(crossing(.below(35), progress([0.3496])) == "It stands at 34.96\u{A0}%. \(agreed) below 35\u{A0}%.")
        #expect(crossing(.behind(points: 15), facts([], gap: 18.2)) == "It is 18 points behind plan. \(agreed) 15 points behind plan.")
        #expect(crossing(.behind(points: 1), facts([], gap: 1)) == "It is 1 point behind plan. \(agreed) 1 point behind plan.")
        #expect(
            crossing(.worse(times: 3), facts([50, 40, 38, 35]))
                == "The last values are 50\u{A0}days, 40\u{A0}days, 38\u{A0}days, 35\u{A0}days. \(agreed) worse 3 times in a row.")
        #expect(
            crossing(.silent(days: 14), facts([], silence: 16))
                == "There was no check-in for 16 days. \(agreed) no check-in for 14 days.")
        #expect(crossing(.silent(days: 1), facts([], silence: 1)) == "The last check-in was a day ago. \(agreed) no check-in for a day.")
    }

    @Test func `it says when it is back`() {
        #expect(clearing(.below(35), facts([41])) == "It stands at 41\u{A0}days. It is clearly back.")
        #expect(clearing(.behind(points: 15), facts([], gap: -3)) == "It is not behind plan. It is clearly back.")
        #expect(clearing(.worse(times: 2), facts([3, 2, 1, 9]), back: 2) == "It stands at 9\u{A0}days. It is clearly back.")
        #expect(clearing(.silent(days: 14), facts([])) == "There is a check-in again.")
    }

    @Test func `it is named as it was agreed, and refuses what makes no sense`() {
        #expect(english(Threshold.worse(times: 2).words(on: nil)) == "worse twice in a row")
        #expect(english(Threshold.below(35).words(on: nil)) == "below 35\u{A0}%")
        for fine in [Threshold.below(0), .above(-4.5), .behind(points: 100), .worse(times: 10), .silent(days: 366)] {
            #expect(fine.problem(on: number()) == nil && fine.problem(on: nil) == nil)
        }
        for wrong in [Threshold.below(.nan), .above(1e15), .behind(points: 0), .worse(times: 1), .silent(days: 0)] {
            #expect(wrong.problem(on: number()) != nil && wrong.problem(on: nil) != nil)
        }
        #expect(Threshold.below(1).problem(on: described(.done)) != nil && Threshold.silent(days: 3).problem(on: described(.done)) == nil)
    }

    @Test func `it is the same after it was written down`() {
        for threshold in [Threshold.below(35.25), .above(-1e-7), .behind(points: 15), .worse(times: 3), .silent(days: 14)] {
            #expect(Threshold(threshold.text) == threshold)
        }
        for wrong in ["", "below", "below:", "below:x", "below:nan", "behind:1.5", "other:3", "below:1:2", ":3"] {
            #expect(Threshold(wrong) == nil, "\(wrong)")
        }
    }

    @Test func `a goal is listened to from its last check-in, commitment or start`() {
        #expect(goal(.draft).heardOn(in: .gmt) == nil && goal(.closed).heardOn(in: .gmt) == nil)
        #expect(goal().heardOn(in: .gmt) == today)
        #expect(goal { $0.startsOn = day("2026-12-01") }.heardOn(in: .gmt) == day("2026-12-01"))
        #expect(goal { $0.lastCheckInAt = now.adding(days: 3) }.heardOn(in: .gmt) == day("2026-11-26"))
    }
}
