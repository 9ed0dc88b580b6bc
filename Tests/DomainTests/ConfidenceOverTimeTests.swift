import Domain
import Foundation
import Testing

@Suite struct `Confidence over the weeks of a cycle` {
    private let cycle = Cycle(
        id: ID(trusted: "CYCLE"), name: "Autumn", startsOn: day("2026-09-01"), endsOn: day("2026-09-30"), createdAt: now)

    /// Late in the evening of a day in Berlin: there it is the day it says.
    private let zone = TimeZone(identifier: "Europe/Berlin")!
    private func at(_ iso: String) -> Moment { day(iso).start(in: zone).adding(seconds: 86_399) }

    private func said(_ goal: String, _ iso: String, _ percent: Int) -> ConfidenceOverTime.Said {
        .init(of: ID(trusted: goal), at: at(iso), percent)
    }

    @Test func `each week holds what was last said of each goal by its end`() {
        let found = ConfidenceOverTime(
            [
                said("A", "2026-09-08", 80), said("B", "2026-09-09", 50), said("A", "2026-09-14", 60), said("C", "2026-09-16", 10),
                said("A", "2026-09-29", 65),
            ], of: cycle, today: day("2026-10-20"), in: zone)
        #expect(found.weeks.map(\.number) == [2, 3, 4, 5] && found.weeks.map(\.goals) == [2, 3, 3, 3])
        #expect(found.weeks.map(\.lowest) == [50, 10, 10, 10] && found.weeks.map(\.highest) == [60, 60, 60, 65])
        #expect(found.weeks.map(\.median) == [55, 50, 50, 50])
        #expect(found.weeks.map(\.to) == ["2026-09-14", "2026-09-21", "2026-09-28", "2026-09-30"].map { day($0) })
    }

    @Test func `it ends today, and knows nothing of what is said later`() {
        let all = [said("A", "2026-09-01", 80), said("A", "2026-09-10", 20)]
        let found = ConfidenceOverTime(all, of: cycle, today: day("2026-09-09"), in: zone)
        #expect(found.weeks.map(\.median) == [80, 80] && found.weeks.last?.to == day("2026-09-09"))
        #expect(ConfidenceOverTime(all, of: cycle, today: day("2026-08-01"), in: zone).weeks.isEmpty)
        #expect(ConfidenceOverTime([], of: cycle, today: day("2026-09-20"), in: zone).weeks.isEmpty)
    }

    @Test func `a goal that was closed does not count from then on`() {
        let found = ConfidenceOverTime(
            [said("A", "2026-09-01", 80), said("B", "2026-09-01", 40)], ended: [ID(trusted: "A"): at("2026-09-14")], of: cycle,
            today: day("2026-09-21"), in: zone)
        #expect(found.weeks.map(\.median) == [60, 40, 40] && found.weeks.map(\.goals) == [2, 1, 1])
    }

    @Test(arguments: [(70, 55, true), (70, 56, false), (40, 90, false), (100, 0, true)])
    func `less hope than two weeks ago is named from fifteen points on`(before: Int, now: Int, isFall: Bool) {
        let found = ConfidenceOverTime(
            [said("A", "2026-09-05", before), said("A", "2026-09-15", now)], of: cycle, today: day("2026-09-19"), in: zone)
        #expect(found.falls == (isFall ? [.init(goal: ID(trusted: "A"), before: before, now: now)] : []))
        #expect(
            ConfidenceOverTime([said("A", "2026-09-06", 90), said("A", "2026-09-15", 0)], of: cycle, today: day("2026-09-19"), in: zone)
                .falls.isEmpty
        )
    }

    @Test func `the deepest fall comes first, and none of what has ended`() {
        let all = [
            said("A", "2026-09-02", 60), said("B", "2026-09-02", 90), said("C", "2026-09-02", 90), said("A", "2026-09-16", 40),
            said("B", "2026-09-16", 20), said("C", "2026-09-16", 0),
        ]
        let ended: [ID<Goal>: Moment] = [ID(trusted: "C"): at("2026-09-17")]
        let found = ConfidenceOverTime(all, ended: ended, of: cycle, today: day("2026-09-20"), in: zone)
        #expect(found.falls.map(\.goal.text) == ["B", "A"])
    }
}
