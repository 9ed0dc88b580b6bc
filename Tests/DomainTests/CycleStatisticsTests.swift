import Domain
import Foundation
import Testing

@Suite struct `What a cycle can teach` {
    private let cycle = Cycle(
        id: ID(trusted: "CYCLE"), name: "Autumn", startsOn: day("2026-09-01"), endsOn: day("2026-09-30"), createdAt: now)
    private let utc = TimeZone.gmt

    private func statistics(_ parts: [CycleStatistics.Part], today: String = "2026-12-01") -> CycleStatistics {
        CycleStatistics(parts, of: cycle, today: day(today), in: utc, rule: StatusRule())
    }

    private func at(_ iso: String) -> Moment { day(iso).start(in: utc).adding(seconds: 36_000) }

    private func report(_ iso: String, _ status: Status = .onTrack, said: Int? = nil, by author: String = "ANA") -> CycleStatistics.Report {
        .init(at: at(iso), author: ID(trusted: author), confidence: said, status: status)
    }

    private func ended(_ outcome: Goal.Outcome, _ grade: Double?, on iso: String = "2026-09-29", title: String = "x") -> Goal {
        goal(.closed) {
            ($0.outcome, $0.grade, $0.title, $0.dueOn) = (outcome, grade, title, day("2026-09-30"))
            ($0.committedAt, $0.closedAt) = (at("2026-09-01"), at(iso))
        }
    }

    @Test func `grades and outcomes are counted, what was dropped is not missing a grade`() {
        let found = statistics(
            [ended(.achieved, 1), ended(.partly, 0.7), ended(.partly, nil), ended(.dropped, nil), goal()].map { .init(goal: $0) })
        #expect(found.goals == 5 && found.open == 1 && found.ungraded == 1)
        #expect(found.outcomes == [.achieved: 1, .partly: 2, .dropped: 1])
        #expect(found.grades == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1] && abs((found.meanGrade ?? 0) - 0.85) < 1e-9)
        #expect(statistics([]).meanGrade == nil && statistics([]).weeks.allSatisfy { $0.running == 0 })
    }

    @Test func `each week says how the running goals stood at its end`() {
        let part = CycleStatistics.Part(
            goal: ended(.partly, 0.7), reports: [report("2026-09-08"), report("2026-09-09", .atRisk), report("2026-09-15", .offTrack)])
        let weeks = statistics([part]).weeks
        #expect(weeks.map(\.number) == [1, 2, 3, 4, 5] && weeks[4].to == day("2026-09-30"))
        #expect(weeks.map(\.statuses) == [[.notStarted: 1], [.atRisk: 1], [.offTrack: 1], [.stale: 1], [:]])
        #expect(weeks.map(\.checkIns) == [0, 2, 1, 0, 0] && weeks.map(\.heard) == [0, 1, 1, 0, 0])
        #expect(statistics([part], today: "2026-09-10").weeks.count == 2)
    }

    @Test func `a person's last word before the end counts once, and what was dropped not at all`() {
        let reports = [
            report("2026-09-05", said: 20), report("2026-09-20", said: 80), report("2026-09-20", said: 40, by: "BEN"),
            report("2026-09-30", said: 100), report("2026-09-21", said: nil),
        ]
        let found = statistics([.init(goal: ended(.achieved, 1), reports: reports)]).forecasts
        #expect(found == [.init(said: 80, cameTrue: true), .init(said: 40, cameTrue: true)])
        #expect(statistics([.init(goal: ended(.missed, 0.1), reports: reports)]).forecasts.allSatisfy { !$0.cameTrue })
        #expect(statistics([.init(goal: ended(.dropped, nil), reports: reports)]).forecasts.isEmpty)
        #expect(statistics([.init(goal: goal(), reports: reports)]).forecasts.isEmpty)
        let late = ended(.achieved, 1, on: "2026-11-01")
        #expect(statistics([.init(goal: late, reports: [report("2026-10-05", said: 90)])]).forecasts.isEmpty)
    }

    @Test func `calibration needs twenty forecasts`() {
        let part = CycleStatistics.Part(goal: ended(.achieved, 1), reports: [report("2026-09-05", said: 70)])
        #expect(statistics(Array(repeating: part, count: 19)).calibration == nil)
        #expect(statistics(Array(repeating: part, count: 20)).calibration?.count == 20)
    }

    @Test func `promises that changed are told apart by what changed`() {
        let marks = [
            Drift.Mark(at: now, event: ID(trusted: "E1"), kinds: [.target, .date]),
            Drift.Mark(at: now, event: ID(trusted: "E2"), kinds: [.target]),
        ]
        let found = statistics([.init(goal: ended(.missed, 0.2), marks: marks), .init(goal: goal()), .init(goal: goal(.draft))])
        #expect(found.committed == 2 && found.unchanged == 1)
        #expect(found.changes.map(\.goals) == [0, 1, 0, 1, 0] && found.changes.map(\.times) == [0, 2, 0, 1, 0])
    }

    @Test func `titles are read by the coach`() {
        let found = statistics(
            [ended(.achieved, 1, title: "Fewer people wait for a permit"), ended(.partly, 0.4, title: "Launch the citizen portal")].map {
                .init(goal: $0)
            })
        #expect(found.wordings.map(\.goals) == [1, 1, 0] && found.wordings.map(\.meanGrade) == [1, 0.4, nil])
    }

    @Test func `the line of changes has each event once, and nothing from before the commitment`() {
        func event(_ days: Int, _ kind: Event.Kind, _ fields: [String]) -> Event {
            Event(
                id: ID(trusted: "E\(days)"), kind: kind, actorID: nil, goalID: ID(trusted: "GOAL"),
                details: .init(changes: fields.map { Change(field: $0, from: "1", to: "2") }), createdAt: now.adding(days: days))
        }
        let events = [
            event(5, .keyResultEdited, ["target", "steps", "notes"]), event(2, .goalEdited, ["title", "why", "due_on"]),
            event(-1, .goalEdited, ["title"]), event(3, .goalEdited, ["cycle_id"]), event(6, .goalHandedOver, ["owner_id"]),
            event(7, .keyResultRemoved, []), event(8, .commentMade, []),
        ]
        #expect(
            Drift.marks(in: events, since: now).map(\.kinds) == [[.wording, .date], [.target, .plan], [.owner], [.target]])
    }
}
