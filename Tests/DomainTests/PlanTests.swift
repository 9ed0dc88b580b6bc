import Domain
import Testing

@Suite struct `Plans` {
    @Test func `a straight plan rises evenly and is flat outside`() {
        let plan = Plan.straight(from: day("2026-09-01"), to: day("2026-09-11"))
        #expect(plan.expected(on: day("2026-08-01")) == 0)
        #expect(plan.expected(on: day("2026-09-01")) == 0)
        #expect(abs(plan.expected(on: day("2026-09-06")) - 0.5) < 1e-12)
        #expect(plan.expected(on: day("2026-09-11")) == 1)
        #expect(plan.expected(on: day("2027-01-01")) == 1)
    }

    @Test func `a plan of one day expects nothing the day before`() {
        let plan = Plan.straight(from: today, to: today)
        #expect(plan.expected(on: today.advanced(by: -1)) == 0)
        #expect(plan.expected(on: today) == 1)
    }

    @Test func `done or not done expects nothing until the due date`() {
        let plan = described(.done).plan!
        #expect(plan.expected(on: day("2026-12-09")) == 0)
        #expect(plan.expected(on: day("2026-12-10")) == 1)
    }

    @Test func `dated steps bend the plan, whatever the direction`() {
        let plan = number(.decrease, from: 94, to: 42) { $0.steps = [.init(day("2026-10-01"), 81), .init(day("2026-11-01"), 68)] }.plan!
        #expect(abs(plan.expected(on: day("2026-10-01")) - 0.25) < 1e-6)
        #expect(abs(plan.expected(on: day("2026-11-01")) - 0.5) < 1e-6)
        #expect(plan.points.count == 4)
    }

    @Test func `steps outside the way are bounded, steps outside the time do not count`() {
        let plan = number { $0.steps = [.init(day("2026-08-01"), 50), .init(day("2026-10-01"), 500), .init(day("2027-01-01"), 3)] }.plan!
        #expect(plan.points.map(\.share) == [0, 1, 1])
    }

    @Test func `without a target nothing can be expected, and what is kept is expected always`() {
        #expect(number(to: nil).plan == nil)
        #expect(number(from: nil).plan == nil)
        #expect(number(.keepAbove, from: nil, to: 5).plan!.expected(on: day("2000-01-01")) == 1)
        #expect(number(.within, to: 5, upper: 4).plan == nil)
        #expect(number(.keepBelow).plan!.isKept)
        #expect(!described(.done).plan!.isKept)
    }

    @Test func `a plan reads back as it was written`() {
        var random = Seeded(3)
        for _ in 0..<2_000 {
            let plan = random.plan()
            #expect(Plan(plan.text) == plan)
        }
        #expect(Plan([.init(Day(number: -5), 0.5)])!.text == "-5:500000")
        #expect(Plan("-5:500000")?.points == [.init(Day(number: -5), 0.5)])
    }

    @Test(arguments: ["", ";", "1", "1:", "1:2;", "x:1", "1:1000001", "2:0;1:0", "1:0;1:0", "1:0 ", "1:-1", "99999999999999999999:0"])
    func `what is no plan is not read as one`(text: String) {
        #expect(Plan(text) == nil)
    }

    @Test func `expected never leaves its bounds, and never falls where the plan rises`() {
        var random = Seeded(4)
        for _ in 0..<500 {
            let plan = random.plan(rising: true)
            let shares = (19_990..<21_510).map { plan.expected(on: Day(number: $0)) }
            #expect(shares.allSatisfy { (0...1).contains($0) })
            #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
        }
    }

    @Test func `the mean of plans is the mean of what they expect, on every day`() throws {
        var random = Seeded(5)
        for _ in 0..<200 {
            let count = Int.random(in: 1...4, using: &random)
            let parts = (0..<count).map { _ in (plan: random.plan(), weight: Double.random(in: 0.1...100, using: &random)) }
            let mean = try #require(Plan.mean(parts))
            let total = parts.reduce(0) { $0 + $1.weight }
            for number in stride(from: 19_990, to: 21_510, by: 7) {
                let day = Day(number: number)
                let pointwise = parts.reduce(0) { $0 + $1.plan.expected(on: day) * $1.weight } / total
                #expect(abs(mean.expected(on: day) - pointwise) < 3e-6)
            }
        }
    }

    @Test func `a mean of many plans keeps at most 60 points and stays near`() throws {
        var random = Seeded(6)
        for _ in 0..<10 {
            let parts = (0..<40).map { _ in (plan: random.plan(rising: true), weight: Double.random(in: 1...100, using: &random)) }
            let mean = try #require(Plan.mean(parts))
            let total = parts.reduce(0) { $0 + $1.weight }
            #expect(mean.points.count <= 60)
            for number in 19_990..<21_510 {
                let pointwise = parts.reduce(0) { $0 + $1.plan.expected(on: Day(number: number)) * $1.weight } / total
                #expect(abs(mean.expected(on: Day(number: number)) - pointwise) < 0.02)
            }
        }
    }

    @Test func `plans without weight do not count, and none at all make no plan`() {
        let plan = Plan.straight(from: today, to: today.advanced(by: 10))
        #expect(Plan.mean([]) == nil)
        #expect(Plan.mean([(plan, 0)]) == nil)
        #expect(Plan.mean([(plan, 5), (.kept(from: today), 0)]) == plan)
    }

    @Test func `steps read back as they were written, and as people type them`() {
        let steps = [KeyResult.Step(day("2026-10-01"), 40), .init(day("2026-11-01"), 55.5)]
        #expect(KeyResult.Step.text(steps) == "2026-10-01:40;2026-11-01:55.5")
        #expect(KeyResult.Step.parse(KeyResult.Step.text(steps)) == steps)
        #expect(KeyResult.Step.parse("") == [])
        #expect(KeyResult.Step.parse(typed: "2026-10-01: 40\n2026-11-01: 55,5\n", language: "de") == steps)
        for wrong in ["2026-10-01", "2026-10-32:4", "2026-10-01:x", "2026-10-01:nan", ":4"] { #expect(KeyResult.Step.parse(wrong) == nil) }
    }
}
