import Domain
import Testing

@Suite struct `Key results` {
    @Test(arguments: [
        (KeyResult.Direction.increase, 0.0, 100.0, 42.0, 0.42), (.increase, 38, 70, 57, 19.0 / 32), (.decrease, 94, 42, 78, 16.0 / 52),
        (.increase, -10, 10, 0, 0.5), (.decrease, 5, -5, 0, 0.5), (.increase, 0, 100, 130, 1), (.increase, 20, 100, 10, 0),
        (.decrease, 94, 42, 99, 0),
        (.increase, 5, 5, 5, 1), (.increase, 5, 5, 4, 0), (.decrease, 5, 5, 5, 1), (.decrease, 5, 5, 6, 0),
    ])
    func `progress is the way behind it, between 0 and 1`(
        direction: KeyResult.Direction, baseline: Double, target: Double, value: Double, progress: Double
    ) throws {
        #expect(abs(try #require(number(direction, from: baseline, to: target, value: value).progress) - progress) < 1e-12)
    }

    @Test func `without value, baseline or target there is no progress`() {
        #expect(number().progress == nil)
        #expect(number(from: nil, value: 5).progress == nil)
        #expect(number(to: nil, value: 5).progress == nil)
        #expect(number(.keepAbove, to: nil, value: 5).progress == nil)
        #expect(number(.within, to: 2, value: 5).progress == nil)
        #expect(described(.zones).progress == nil)
    }

    @Test(arguments: [
        (KeyResult.Direction.keepAbove, 95.0, 1.0, 0.0), (.keepAbove, 94.5, 0, 0.5), (.keepBelow, 95, 1, 0), (.keepBelow, 97, 0, 2),
        (.within, 95, 1, 0), (.within, 98, 1, 0), (.within, 94, 0, 1), (.within, 99.5, 0, 1.5),
    ])
    func `what is kept is met or not, with the distance`(direction: KeyResult.Direction, value: Double, progress: Double, distance: Double)
    {
        let keyResult = number(direction, from: nil, to: 95, upper: 98, value: value)
        #expect(keyResult.progress == progress)
        #expect(keyResult.distance == distance)
    }

    @Test func `a value on the wrong side of the baseline says so`() {
        #expect(number(from: 38, to: 70, value: 30).wrongSide.map(english) == "30\u{A0}days is below the baseline of 38\u{A0}days.")
        #expect(
            number(.decrease, from: 94, to: 42, value: 99).wrongSide.map(english) == "99\u{A0}days is above the baseline of 94\u{A0}days.")
        #expect(number(from: 38, to: 70, value: 38).wrongSide == nil)
        #expect(number(.keepAbove, to: 70, value: 3).wrongSide == nil)
    }

    @Test func `zones count half at commit and whole at target, and stretch stays visible`() {
        #expect([0, 1, 2, 3].map { described(.zones, value: $0).progress } == [0, 0.5, 1, 1])
        #expect(described(.zones, value: 3).zone == .stretch)
        #expect([0, 1].map { described(.done, value: $0).progress } == [0, 1])
    }

    @Test func `values are written with their unit and decimals`() {
        #expect(english(number().format(78)) == "78\u{A0}days")
        #expect(english(number { ($0.unit, $0.decimals) = ("%", 1) }.format(57)) == "57.0\u{A0}%")
        #expect(english(described(.done).format(1)) == "done")
        #expect(english(described(.zones).format(3)) == "Stretch")
        #expect(number(.within, to: 2, upper: 4).aim.map(english) == "between 2 and 4\u{A0}days")
        #expect(number(.keepBelow, to: 4).aim.map(english) == "at most 4\u{A0}days")
    }

    @Test func `each kind reads its own values`() throws {
        #expect(try number().read("1,5 days", language: "en") == 1.5)
        #expect(try described(.done).read("done", language: "en") == 1)
        #expect(try described(.zones).read("Stretch", language: "en") == 3)
        #expect(throws: Number.Problem.self) { try described(.done).read("2", language: "en") }
        #expect(throws: Number.Problem.self) { try described(.zones).check(4) }
        #expect(throws: Number.Problem.self) { try described(.zones).check(1.5) }
        #expect(try described(.done).check(1) == 1)
    }

    @Test func `the expected value lies on the plan`() throws {
        let keyResult = number(.decrease, from: 94, to: 42)
        #expect(keyResult.expectedValue(on: day("2026-09-01")) == 94)
        #expect(keyResult.expectedValue(on: day("2026-12-10")) == 42)
        #expect(number(.keepAbove).expectedValue(on: today) == nil)
        let gap = try #require(number(value: 40).gap(on: day("2026-10-21")))
        #expect(abs(gap - 10) < 1e-6)
    }

    @Test func `progress stays in its bounds whatever the numbers`() {
        var random = Seeded(7)
        for _ in 0..<5_000 {
            let numbers = (0..<4).map { _ in random.maybe { Double.random(in: -1e9...1e9, using: &$0) } }
            let direction = KeyResult.Direction.allCases.randomElement(using: &random)!
            let keyResult = number(direction, from: numbers[0], to: numbers[1], upper: numbers[2], value: numbers[3])
            if let progress = keyResult.progress { #expect((0...1).contains(progress)) }
            if let distance = keyResult.distance { #expect(distance >= 0) }
            #expect(keyResult.progress == nil || keyResult.plan != nil, "what has progress has a plan")
        }
    }
}

@Suite struct `What people write for key results` {
    private func draft(_ change: (inout KeyResult.Draft) -> Void) -> KeyResult.Draft {
        var draft = KeyResult.Draft(title: "Days", baseline: 94, target: 120, startsOn: day("2026-09-01"), dueOn: day("2026-12-10"))
        change(&draft)
        return draft
    }

    /// A change to a good draft that makes it bad at one field.
    struct Mistake: Sendable, CustomStringConvertible {
        var description: String
        var field: String
        var make: @Sendable (inout KeyResult.Draft) -> Void

        init(_ description: String, _ field: String, _ make: @escaping @Sendable (inout KeyResult.Draft) -> Void) {
            (self.description, self.field, self.make) = (description, field, make)
        }
    }

    static let mistakes: [Mistake] = [
        Mistake("no title", "title") { $0.title = " " },
        Mistake("range without beginning", "target") { ($0.direction, $0.target, $0.upper) = (.within, nil, 130) },
        Mistake("no way up", "target") { $0.target = 94 },
        Mistake("up while decreasing", "target") { ($0.direction, $0.target) = (.decrease, 95) },
        Mistake("range without end", "upper") { $0.direction = .within },
        Mistake("range upside down", "upper") { ($0.direction, $0.upper) = (.within, 119) },
        Mistake("not finite", "target") { $0.target = .infinity },
        Mistake("too many digits", "baseline") { $0.baseline = -1e15 },
        Mistake("too many decimals", "decimals") { $0.decimals = 7 },
        Mistake("too much weight", "weight") { $0.weight = 101 },
        Mistake("weight not a number", "weight") { $0.weight = .nan },
        Mistake("ends before it begins", "due_on") { $0.dueOn = day("2026-08-31") },
        Mistake("step on the start", "steps") { $0.steps = [.init(day("2026-09-01"), 5)] },
        Mistake("step on the due date", "steps") { $0.steps = [.init(day("2026-12-10"), 5)] },
        Mistake("two steps a day", "steps") { $0.steps = [.init(day("2026-10-01"), 5), .init(day("2026-10-01"), 6)] },
        Mistake("long unit", "unit") { $0.unit = String(repeating: "u", count: 41) },
        Mistake("zones not described", "zone_target") { $0.kind = .zones },
    ]

    @Test(arguments: mistakes) func `a mistake is named at its field`(mistake: Mistake) {
        #expect(problems { _ = try draft(mistake.make).checked() }[mistake.field] != nil)
    }

    @Test func `what needs no number asks for none, and forgets those of another kind`() throws {
        let done = try draft { ($0.kind, $0.steps) = (.done, [.init(today, 4)]) }.checked()
        #expect(done.baseline == nil && done.target == nil && done.steps.isEmpty)
        let kept = try draft { ($0.direction, $0.baseline, $0.steps) = (.keepAbove, nil, [.init(today, 4)]) }.checked()
        #expect(kept.target == 120 && kept.steps.isEmpty)
        let early = try draft { ($0.baseline, $0.target) = (nil, nil) }.checked()
        #expect(early.baseline == nil && early.target == nil, "a draft may be written before its numbers are known")
        #expect(try draft { $0.zoneCommit = "left over" }.checked().zoneCommit == "")
    }

    @Test func `fixed weights of one goal make at most 100`() throws {
        let other = number(id: "OTHER") { $0.weight = 60 }
        let made = try KeyResult.make(
            draft { $0.weight = 40 }, id: ID(trusted: "NEW"), in: goal(.draft), among: [other], reason: "", by: Cast.owner, at: now)
        #expect(made.position == 1)
        #expect(
            problems {
                _ = try KeyResult.make(
                    draft { $0.weight = 41 }, id: ID(trusted: "NEW"), in: goal(.draft), among: [other], reason: "", by: Cast.owner, at: now)
            }["weight"] != nil)
    }

    @Test func `a target of a committed goal changes with a reason, and history says from and to`() throws {
        var keyResult = number(.decrease, from: 94, to: 35, value: 78)
        let draft = {
            var draft = KeyResult.Draft(keyResult); draft.target = 42; return draft
        }()
        #expect(problems { _ = try keyResult.edit(draft, in: goal(), among: [], reason: " ", by: Cast.owner) }["reason"] != nil)
        #expect(keyResult.target == 35)
        let changes = try keyResult.edit(draft, in: goal(), among: [], reason: "Two vacancies stay open.", by: Cast.owner)
        #expect(changes == [Change(field: "target", from: "35", to: "42")])
        #expect(keyResult.value == 78 && keyResult.version == 2)
        #expect(isStale { _ = try keyResult.edit(draft, in: goal(), among: [], reason: "again", by: Cast.owner) })
        #expect(isForbidden { _ = try keyResult.edit(draft, in: goal(), among: [], reason: "x", by: Cast.mate) })
        #expect(isForbidden { try keyResult.checkRemoval(in: goal(), reason: "x", by: Cast.maker) })
    }

    @Test func `another kind starts without a value`() throws {
        var keyResult = number(value: 50)
        var draft = KeyResult.Draft(keyResult)
        draft.kind = .done
        _ = try keyResult.edit(draft, in: goal(.draft), among: [], reason: "", by: Cast.mate)
        #expect(keyResult.value == nil && keyResult.target == nil)
    }
}
