import Domain
import Testing

@Suite struct `The end of a goal` {
    private func reached(_ progress: Double?) -> Goal { goal { $0.progress = progress } }
    private let half = [number(value: 50)]

    @Test func `the suggested grade needs no reason, another one does`() throws {
        var closing = reached(0.72)
        #expect(
            problems { _ = try closing.close(.partly, grade: 0.9, reason: "", keyResults: half, by: Cast.owner, at: now) }["reason"] != nil)
        #expect(
            problems { _ = try closing.close(.partly, grade: 1.2, reason: "x", keyResults: half, by: Cast.owner, at: now) }["grade"] != nil)
        let changes = try closing.close(.partly, grade: 0.7, reason: "", lesson: " Ask first. ", keyResults: half, by: Cast.owner, at: now)
        #expect(closing.grade == 0.7 && closing.lesson == "Ask first." && closing.outcomeReason == "")
        #expect(changes.map(\.field) == ["outcome", "grade", "lesson", "stage"])
        var other = reached(0.72)
        _ = try other.close(.achieved, grade: 1, reason: "The rest came a week later.", by: Cast.owner, at: now)
        #expect(other.grade == 1 && other.outcomeReason == "The rest came a week later.")
    }

    @Test func `without a grade it is the suggested one where the outcome is, and none otherwise`() throws {
        var (same, other, unheard) = (reached(0.72), reached(0.72), reached(nil))
        _ = try same.close(.partly, reason: "Most of it.", by: Cast.owner, at: now)
        _ = try other.close(.missed, reason: "The wrong part of it.", by: Cast.owner, at: now)
        _ = try unheard.close(.missed, reason: "Nobody looked.", by: Cast.owner, at: now)
        #expect(same.grade == 0.7 && other.grade == nil && unheard.grade == nil)
    }

    @Test func `what is dropped has no grade and a reason, and opening again keeps only what was learned`() throws {
        var dropped = reached(0.72)
        #expect(problems { _ = try dropped.close(.dropped, grade: 0.7, reason: "", by: Cast.owner, at: now) }["reason"] != nil)
        _ = try dropped.close(.dropped, grade: 0.7, reason: "Nobody needs it.", lesson: "Ask first.", by: Cast.owner, at: now)
        #expect(dropped.grade == nil)
        var achieved = reached(1)
        _ = try achieved.close(.achieved, grade: 1, reason: "", lesson: "Ask first.", by: Cast.owner, at: now)
        _ = try achieved.reopen(reason: "Not yet.", by: Cast.owner, at: now)
        #expect(achieved.grade == nil && achieved.lesson == "Ask first.")
        #expect(
            problems {
                _ = try achieved.close(.achieved, reason: "", lesson: String(repeating: "x", count: 2001), by: Cast.owner, at: now)
            }["lesson"] != nil)
    }

    @Test func `it goes on as it was, over the days of the next cycle`() throws {
        let next = Cycle(
            id: ID(trusted: "NEXT"), name: "Spring", startsOn: day("2027-01-04"), endsOn: day("2027-03-26"), createdAt: now)
        let closed = goal(.closed) { $0.cycleID = ID(trusted: "CYCLE") }
        let draft = try closed.carriedOver(to: next, parents: [], readers: [], by: Cast.owner)
        #expect(draft.title == closed.title && draft.ownerID == closed.ownerID && draft.cycleID == next.id)
        #expect(draft.startsOn == next.startsOn && draft.dueOn == next.endsOn && draft.version == 0)
        var own = next
        own.stage = .closed
        for (goal, cycle) in [(goal(), next), (closed, own), (goal(.closed) { $0.cycleID = next.id }, next)] {
            #expect(problems { _ = try goal.carriedOver(to: cycle, parents: [], readers: [], by: Cast.owner) }["carry_to"] != nil)
        }
        #expect(isForbidden { _ = try closed.carriedOver(to: next, parents: [], readers: [], by: Cast.mate) })
    }

    @Test func `what is still to reach moves on from where it stands`() {
        let (start, end) = (day("2027-01-04"), day("2027-03-26"))
        func on(_ keyResult: KeyResult) -> KeyResult.Draft? { keyResult.carriedOver(from: start, to: end) }
        #expect(on(number(value: 60))?.baseline == 60 && on(number(value: 60))?.target == 100)
        #expect(on(number(value: -5))?.baseline == -5 && on(number())?.baseline == 0)
        #expect(on(number(.decrease, from: 94, to: 42, value: 61))?.baseline == 61)
        #expect(on(number(value: 100)) == nil && on(number(.decrease, from: 94, to: 42, value: 40)) == nil)
        #expect(on(number(.keepAbove, from: nil, to: 90, value: 95))?.target == 90)
        #expect(on(described(.done, value: 1)) == nil && on(described(.done)) != nil)
        #expect(on(described(.zones, value: 1)) != nil && on(described(.zones, value: 3)) == nil)
        #expect(on(number(value: 60) { $0.steps = [.init(day("2026-10-01"), 30)] })?.steps == [])
        #expect(on(number(value: 60)).map { ($0.startsOn, $0.dueOn) } ?? (today, today) == (start, end))
    }

    @Test func `fixed shares stay only where all of them move on`() {
        let (start, end) = (day("2027-01-04"), day("2027-03-26"))
        func weights(_ all: [KeyResult]) -> [Double?] { KeyResult.carriedOver(all, from: start, to: end).map(\.weight) }
        let fixed = number(value: 50) { $0.weight = 70 }
        #expect(weights([fixed, number(value: 10)]) == [70, nil])
        #expect(weights([fixed, number(value: 10) { $0.weight = 0 }, number(value: 100)]) == [nil, 0])
    }

    @Test func `a cycle is closed when its goals are`() throws {
        let cycle = Cycle(
            id: ID(trusted: "CYCLE"), name: "Autumn", startsOn: day("2026-09-01"), endsOn: day("2026-12-18"), stage: .closing,
            createdAt: now)
        var closing = cycle
        #expect(isForbidden { _ = try closing.move(to: .closed, open: 1, by: Cast.admin) })
        #expect(!cycle.mayClose(by: Cast.lead, open: 3).isGranted && !cycle.mayClose(by: Cast.mate, open: 0).isGranted)
        _ = try closing.move(to: .closed, open: 0, by: Cast.lead)
        #expect(closing.stage == .closed)
        #expect(throws: Never.self) {
            var back = cycle; _ = try back.move(to: .active, open: 7, by: Cast.lead)
        }
    }
}
