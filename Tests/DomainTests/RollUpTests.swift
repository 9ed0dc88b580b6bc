import Domain
import Testing

private let plan = Plan.straight(from: day("2026-09-01"), to: day("2026-12-10"))

private func part(_ progress: Double?, weight: Double? = nil, status: Status? = nil, id: String? = nil, plan: Plan? = plan) -> RollUp.Part {
    RollUp.Part(goalID: id.map { ID(trusted: $0) }, weight: weight, progress: progress, plan: plan, status: status)
}

@Suite struct `Rolling up` {
    @Test(
        arguments: [
            ([nil, nil], [50, 50]), ([nil], [100]), ([40, nil, nil], [40, 30, 30]), ([0, nil], [0, 100]), ([100, nil], [100, 0]),
            ([30, 30], [50, 50]),
            ([60, 20], [75, 25]), ([80, 80], [50, 50]), ([150, 50, nil], [75, 25, 0]), ([0, 0], [0, 0]), ([], []), ([0], [0]),
            ([20], [100]),
        ] as [([Double?], [Double])])
    func `fixed weights stay and the others share the rest`(fixed: [Double?], weights: [Double]) {
        #expect(RollUp.weights(fixed) == weights)
    }

    @Test func `weights always make 100`() {
        var random = Seeded(9)
        for _ in 0..<5_000 {
            let fixed = (0..<Int.random(in: 1...30, using: &random)).map { _ in random.maybe { Double.random(in: 0...100, using: &$0) } }
            let weights = RollUp.weights(fixed)
            if fixed.contains(where: { $0 != 0 }) { #expect(abs(weights.reduce(0, +) - 100) < 1e-9) }
            #expect(weights.allSatisfy { (0...100.000_001).contains($0) })
        }
    }

    @Test func `fixed weights over 100 are refused on entry`() throws {
        try RollUp.check([50, 50, nil])
        #expect(problems { try RollUp.check([50, 51]) }["weight"] == "The fixed weights make 101 % together; there is room for 100 %.")
    }

    @Test func `progress is the weighted mean, and silence counts as nothing done`() throws {
        #expect(abs(try #require(RollUp([part(0.2, weight: 50), part(0.4, weight: 30), part(0.9)]).progress) - 0.4) < 1e-12)
        #expect(RollUp([part(0.8), part(nil)]).progress == 0.4)
        #expect(RollUp([part(nil), part(nil)]).progress == nil)
        #expect(RollUp([]).progress == nil && RollUp([]).plan == nil)
        #expect(RollUp([part(0.5), part(1, weight: 0)]).progress == 0.5)
        #expect(RollUp([part(1, weight: 0), part(0.3, weight: 0)]).progress == nil)
    }

    @Test func `what has no way to go does not count, nor what is kept until it is first reported`() {
        #expect(RollUp([part(0.8), part(nil, plan: nil)]).progress == 0.8)
        #expect(RollUp([part(0.8), part(nil, plan: .kept(from: today))]).progress == 0.8)
        #expect(RollUp([part(0.8), part(0, plan: .kept(from: today))]).progress == 0.4)
    }

    @Test func `the worst child goal that counts is remembered, the first of equals`() {
        let rolled = RollUp([
            part(0.5, status: .atRisk, id: "A"), part(0.5, status: .offTrack, id: "B"), part(0.5, status: .missed, id: "C"),
            part(0.1, weight: 0, status: .offTrack, id: "D"), part(0.1, status: .offTrack),
        ])
        #expect(rolled.worstID == ID(trusted: "B") && rolled.worstStatus == .offTrack)
        #expect(RollUp([part(0.5, weight: 0, status: .offTrack, id: "A"), part(0.5)]).worstStatus == nil)
    }

    @Test func `each mode takes its own parts`() {
        let child = goal(id: "CHILD") { ($0.progress, $0.plan, $0.status) = (0.2, plan, .offTrack) }
        let rolled = { (mode: Goal.RollUpMode, keyResults: [KeyResult]) in
            goal { ($0.rollUp, $0.handProgress) = (mode, 0.9) }.rolledUp(keyResults: keyResults, children: [(child, nil)])
        }
        let keyResults = [number(value: 60)]
        #expect(rolled(.automatic, keyResults).progress == 0.6)
        #expect(rolled(.automatic, keyResults).worstStatus == nil)
        #expect(rolled(.automatic, []).progress == 0.2)
        #expect(rolled(.automatic, []).worstStatus == .offTrack)
        #expect(rolled(.keyResults, []).progress == nil)
        #expect(rolled(.childGoals, keyResults).progress == 0.2)
        #expect(rolled(.both, keyResults).progress == 0.4)
        #expect(rolled(.both, keyResults).worstID == child.id)
        #expect(rolled(.byHand, keyResults).progress == 0.9)
        #expect(rolled(.byHand, keyResults).plan?.expected(on: day("2026-12-18")) == 1)
    }

    @Test func `drafts, proposals and dropped goals do not count`() {
        let child = { (stage: Goal.Stage, outcome: Goal.Outcome?) in
            goal(stage, id: "CHILD") { ($0.progress, $0.plan, $0.status, $0.outcome) = (0.2, plan, .offTrack, outcome) }
        }
        let counts = { (child: Goal) in goal().rolledUp(keyResults: [], children: [(child, nil)]).worstStatus != nil }
        #expect(!counts(child(.draft, nil)) && !counts(child(.proposed, nil)) && !counts(child(.closed, .dropped)))
        #expect(counts(child(.committed, nil)) && counts(child(.closed, .missed)) && counts(child(.closed, .carriedOver)))
    }

    @Test func `through random trees progress stays in its bounds and no parent looks better than its worst child`() {
        var random = Seeded(10)
        for _ in 0..<300 {
            var level = (0..<8).map { index in
                goal(id: "L\(index)") {
                    ($0.progress, $0.plan) = (random.maybe { Double.random(in: 0...1, using: &$0) }, random.maybe { $0.plan() })
                    ($0.lastCheckInAt, $0.keyResultCount) = (now, 1)
                    $0.status = $0.standing(on: today, in: .gmt, rule: StatusRule()).status
                }
            }
            while level.count > 1 {
                level = stride(from: 0, to: level.count, by: 2).map { index in
                    let children = level[index...min(index + 1, level.count - 1)].map {
                        (goal: $0, weight: random.maybe { Double.random(in: 0...50, using: &$0) })
                    }
                    return goal(id: "P\(index)") {
                        $0.take($0.rolledUp(keyResults: [], children: children))
                        ($0.lastCheckInAt, $0.childCount) = (now, children.count)
                        let standing = $0.standing(on: today, in: .gmt, rule: StatusRule())
                        $0.status = standing.status
                        if let progress = $0.progress { #expect((0...1).contains(progress)) }
                        for child in children where child.weight != 0 { #expect(!child.goal.status.isWorse(than: standing.status)) }
                    }
                }
            }
        }
    }
}

@Suite struct `Links between goals` {
    private let a = ID<Goal>(trusted: "A"), b = ID<Goal>(trusted: "B"), c = ID<Goal>(trusted: "C")

    @Test func `a link that closes a circle is seen`() {
        #expect(Links.closeCycle(parent: a, child: a, ancestors: []))
        #expect(Links.closeCycle(parent: c, child: a, ancestors: [a, b]))
        #expect(!Links.closeCycle(parent: c, child: ID(trusted: "D"), ancestors: [a, b]))
    }

    @Test func `a goal serves at most 20 others, 200 levels deep`() throws {
        try Links.check(parent: a, child: b, ancestors: [], parentCount: 19, depthAbove: 99, depthBelow: 99)
        #expect(problems { try Links.check(parent: a, child: b, ancestors: [], parentCount: 20) }["parents"] != nil)
        #expect(
            problems { try Links.check(parent: a, child: b, ancestors: [], parentCount: 0, depthAbove: 100, depthBelow: 99) }["parents"]
                != nil)
        #expect(
            problems { try Links.check(parent: a, child: a, ancestors: [], parentCount: 0) }["parents"] == "A goal cannot serve itself.")
        #expect(problems { try Links.check(parent: a, child: b, ancestors: [b], parentCount: 0) }["parents"]?.contains("circle") == true)
    }

    @Test func `random moves never make a circle`() {
        var random = Seeded(11)
        let ids = (0..<30).map { ID<Goal>(trusted: "G\($0)") }
        var parents: [ID<Goal>: Set<ID<Goal>>] = [:]
        func ancestors(_ id: ID<Goal>) -> Set<ID<Goal>> {
            var (found, next): (Set<ID<Goal>>, [ID<Goal>]) = ([], [id])
            while let current = next.popLast() {
                for parent in parents[current] ?? [] where found.insert(parent).inserted { next.append(parent) }
            }
            return found
        }
        for _ in 0..<3_000 {
            let (parent, child) = (ids.randomElement(using: &random)!, ids.randomElement(using: &random)!)
            let isAllowed = (try? Links.check(parent: parent, child: child, ancestors: ancestors(parent), parentCount: 0)) != nil
            if isAllowed { parents[child, default: []].insert(parent) }
            if Int.random(in: 0..<4, using: &random) == 0 { _ = parents[child]?.popFirst() }
        }
        for id in ids { #expect(!ancestors(id).contains(id)) }
        #expect(parents.values.contains { $0.count > 1 })
    }
}
