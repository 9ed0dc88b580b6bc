@testable import App
import Domain
import Foundation
import Testing

/// Dates, periods and measures as other tools write them.
@Suite struct SourceDateTests {
    @Test(arguments: [
        ("2019-04-01", "2019-04-01"), ("2019-04-01T10:00:00Z", "2019-04-01"), ("2019-04-01 10:00", "2019-04-01"),
        ("2019/4/1", "2019-04-01"),
        ("01.04.2019", "2019-04-01"), ("1.4.2019", "2019-04-01"), ("04/30/2019", "2019-04-30"), ("30/04/2019", "2019-04-30"),
        ("04/04/2019", "2019-04-04"), ("1 Apr 2019", "2019-04-01"), ("April 1, 2019", "2019-04-01"), ("1. März 2019", "2019-03-01"),
        ("04/30/2019 2:05 PM", "2019-04-30"),
    ])
    func `dates are read`(text: String, iso: String) {
        #expect(SourceDate.day(text)?.iso == iso)
    }

    @Test(arguments: ["", "soon", "04/05/2019", "2019-02-30", "2019-13-01", "Q2", "1.4.19", "2019", "12345-01-01", "2019-04", "1/2/3/4"])
    func `what is no date, or could be two, is none`(text: String) {
        #expect(SourceDate.day(text) == nil)
    }

    @Test func `times are taken in the zone they name, otherwise in the workspace's`() {
        let berlin = TimeZone(identifier: "Europe/Berlin")!
        func milliseconds(_ text: String) -> Int64? { SourceDate.moment(text, zone: berlin)?.moment?.milliseconds }
        #expect(milliseconds("2026-11-05T10:00:00Z") == 1_793_872_800_000)
        #expect(milliseconds("2026-11-05 11:00") == 1_793_872_800_000)
        #expect(milliseconds("2026-11-05T15:30:00+05:30") == 1_793_872_800_000)
        #expect(milliseconds("11/05/2026 11:00") == nil && milliseconds("2026-11-05") == nil)
        #expect(SourceDate.moment("2026-11-05T23:30:00Z", zone: berlin)?.day.iso == "2026-11-06")
        #expect(SourceDate.moment("2026-11-05 25:00", zone: berlin) == nil)
    }

    @Test(arguments: [
        ("2019-Q2", "2019-04-01", "2019-06-30"), ("Q2 2019", "2019-04-01", "2019-06-30"), ("2019Q2", "2019-04-01", "2019-06-30"),
        ("calendar 2019-Q4", "2019-10-01", "2019-12-31"), ("2020-05-01/2020-07-31", "2020-05-01", "2020-07-31"),
        ("Now, 2026-01-01/2026-12-31", "2026-01-01", "2026-12-31"), ("2020-05-01 to 2020-07-31", "2020-05-01", "2020-07-31"),
        ("1.5.2020 – 31.7.2020", "2020-05-01", "2020-07-31"), ("H1 2021", "2021-01-01", "2021-06-30"),
        ("2021-H2", "2021-07-01", "2021-12-31"),
        ("2021", "2021-01-01", "2021-12-31"), ("Calendar year 2021", "2021-01-01", "2021-12-31"), ("May 2020", "2020-05-01", "2020-05-31"),
        ("2020-02", "2020-02-01", "2020-02-29"), ("3. Quartal 2024", "2024-07-01", "2024-09-30"),
        ("Q4 2020 – Q1 2021", "2020-10-01", "2021-03-31"),
        ("Q1-Q2 2019", "2019-01-01", "2019-06-30"), ("Team 7, Q1 2019", "2019-01-01", "2019-03-31"),
        ("Mai – Juli 2020", "2020-05-01", "2020-07-31"),
    ])
    func `names of cycles carry dates`(name: String, start: String, end: String) {
        let period = CyclePeriod.read(name)
        #expect(period?.lowerBound.iso == start && period?.upperBound.iso == end)
    }

    @Test(arguments: [
        "", "FY20 Q1", "FY2020", "fiscal 2019-Q4", "Spring 2026", "Q2", "Vision 2030", "Next", "Q3 2019 – Q1 2019", "H1 Q2 2020",
        "2020-07-31/2020-05-01",
    ])
    func `what is not certain is not read`(name: String) {
        #expect(CyclePeriod.read(name) == nil)
    }
}
