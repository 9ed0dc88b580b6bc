import Domain
import Testing

/// An event so many days after the commitment.
private func event(
    _ days: Int, _ kind: Event.Kind = .keyResultEdited, _ changes: [(String, String, String)] = [], of keyResult: String = "A"
) -> Event {
    let isGoal = ![.keyResultEdited, .keyResultMade, .keyResultRemoved].contains(kind)
    return Event(
        id: ID(trusted: "E\(days)"), kind: kind, actorID: Cast.owner.id, goalID: ID(trusted: "GOAL"), subjectID: isGoal ? nil : keyResult,
        details: .init(
            changes: changes.map { Change(field: $0.0, from: $0.1, to: $0.2) }, names: isGoal ? [:] : ["subject": "Title of \(keyResult)"]),
        createdAt: now.adding(days: days))
}

private func drift(_ events: [Event]) -> String? { Drift(events, since: now).map { english($0.sentence) } }

@Suite struct `How far a goal has drifted` {
    @Test func `all that moved stands in one sentence, whatever the order of events`() {
        let events = [
            event(9, .goalHandedOver, [("owner_id", "X", "Y")]),
            event(2, .keyResultEdited, [("target", "40", "35")]),
            event(7, .goalEdited, [("due_on", "2026-11-06", "2026-12-18")]),
            event(5, .keyResultEdited, [("target", "35", "31"), ("notes", "a", "b")]),
        ]
        let sentence =
            "Since it was committed: target lowered twice, from 40 to 31; due date 6 weeks later; owner changed once."
        #expect(drift(events) == sentence && drift(events.reversed()) == sentence)
    }

    @Test(
        arguments: [
            ([("target", "40", "31.5")], "target lowered once, from 40 to 31.5"),
            ([("target", "40", "50"), ("target", "50", "60"), ("target", "60", "70")], "target raised 3 times, from 40 to 70"),
            ([("target", "40", "50"), ("target", "50", "45")], "target changed twice, from 40 to 45"),
            ([("target", "40", "50"), ("target", "50", "40")], "target changed twice, and 40 again"),
            ([("target", "", "50")], "target set to 50"),
            ([("target", "50", "")], "target of 50 taken away"),
            ([("upper", "9", "8")], "upper end lowered once, from 9 to 8"),
            ([("baseline", "-1", "2")], "baseline raised once, from -1 to 2"),
            ([("due_on", "2026-11-06", "2026-11-07")], "due date one day later"),
            ([("due_on", "2026-11-06", "2026-10-30")], "due date one week earlier"),
            ([("due_on", "2026-11-06", "2026-11-16")], "due date 10 days later"),
            (
                [("due_on", "2026-11-06", "2026-11-16"), ("due_on", "2026-11-16", "2026-11-06")],
                "due date moved twice, and 2026-11-06 again"
            ),
            ([("starts_on", "2026-09-01", "2026-09-15")], "start 2 weeks later"),
            ([("owner_id", "X", "Y"), ("owner_id", "Y", "Z")], "owner of a key result changed twice"),
            ([("title", "x", "y")], "key result reworded once"),
            ([("steps", "", "2026-10-01:4")], "intermediate targets changed once"),
            ([("unit", "days", "weeks")], "way of measuring changed once"),
            ([("source", "a", "b")], "source changed once"),
            (
                [("title", "x", "y"), ("baseline", "0", "5"), ("target", "9", "8")],
                "target lowered once, from 9 to 8; baseline raised once, from 0 to 5; key result reworded once"
            ),
        ] as [([(String, String, String)], String)])
    func `each field says how it moved`(changes: [(String, String, String)], said: String) {
        let events = changes.enumerated().map { event($0.offset + 1, .keyResultEdited, [$0.element]) }
        #expect(drift(events) == "Since it was committed: \(said).")
    }

    @Test func `the goal's own words count, and key results that came and went`() {
        #expect(
            drift([event(1, .goalEdited, [("title", "a", "b"), ("why", "a", "b")]), event(2, .goalEdited, [("title", "b", "c")])])
                == "Since it was committed: reworded twice; reason why reworded once.")
        #expect(drift([event(1, .keyResultMade)]) == "Since it was committed: one key result added.")
        #expect(
            drift([event(1, .keyResultMade), event(2, .keyResultMade, of: "B"), event(3, .keyResultRemoved, of: "C")])
                == "Since it was committed: 2 key results added; one key result removed.")
    }

    @Test func `what was never committed, or is gone, did not drift`() {
        let change = [("target", "4", "3")]
        #expect(drift([event(1, .keyResultMade), event(2, .keyResultEdited, change)]) == "Since it was committed: one key result added.")
        #expect(
            drift([event(2, .keyResultEdited, change), event(3, .keyResultRemoved)]) == "Since it was committed: one key result removed.")
        #expect(drift([event(1, .keyResultMade), event(2, .keyResultEdited, change), event(3, .keyResultRemoved)]) == nil)
    }

    @Test func `several key results are named`() {
        let events = [event(1, .keyResultEdited, [("target", "4", "3")]), event(2, .keyResultEdited, [("target", "7", "9")], of: "B")]
        #expect(
            drift(events)
                == "Since it was committed: “Title of A”: target lowered once, from 4 to 3; “Title of B”: target raised once, from 7 to 9.")
    }

    @Test func `a due date that goes along with the goal's is told once`() {
        let dates = [("due_on", "2026-11-06", "2026-12-18")]
        #expect(
            drift([event(1, .goalEdited, dates), event(2, .keyResultEdited, dates)]) == "Since it was committed: due date 6 weeks later.")
    }

    @Test func `nothing changed is nothing to say`() {
        #expect(drift([]) == nil)
        #expect(drift([event(-1, .keyResultEdited, [("target", "40", "31")]), event(0, .goalEdited, [("title", "a", "b")])]) == nil)
        #expect(drift([event(1, .checkedIn), event(2, .commentMade), event(3, .goalEdited, [("rhythm_days", "7", "14")])]) == nil)
        #expect(drift([event(1, .keyResultEdited, [("target", "40", "40")])]) == nil)
    }
}
