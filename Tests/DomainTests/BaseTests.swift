import Domain
import Foundation
import Testing

@Suite struct `Days, ids and folding` {
    @Test func `a day agrees with Foundation's calendar from 1700 to 2300`() {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        for number in stride(from: -98_615, through: 120_500, by: 37) {
            let day = Day(number: number)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            #expect([day.year, day.month, day.dayOfMonth] == [parts.year, parts.month, parts.day])
            #expect(day.weekday == (parts.weekday! + 5) % 7 + 1)
            #expect(Day(iso: day.iso) == day)
        }
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-01", "", "2026-01-01T00", "２０２６-01-01", "0000-01-01", "2026-04-31",
    ])
    func `what is no date is not read as one`(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test func `leap years are those of the Gregorian calendar`() {
        #expect(Day(iso: "2024-02-29") != nil)
        #expect(Day(iso: "2000-02-29") != nil)
        #expect(Day(iso: "1900-02-29") == nil)
    }

    @Test(arguments: ["Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu", "Africa/Cairo", "Pacific/Apia", "America/St_Johns", "UTC"])
    func `a day begins in its zone at the first moment that belongs to it`(name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        for number in 14_000..<21_500 {
            let day = Day(number: number)
            let start = day.start(in: zone)
            if name == "Pacific/Apia" && day.iso == "2011-12-30" { continue }  // the day that Samoa skipped
            #expect(start.day(in: zone) == day, "\(day)")
            #expect(Moment(milliseconds: start.milliseconds - 1).day(in: zone) < day, "\(day)")
        }
    }

    @Test func `ids sort by the moment they were made and read back`() {
        var random = Seeded(1)
        let ids = (0..<500).map { ID<Goal>(at: Moment(milliseconds: 1_700_000_000_000 + Int64($0)), random: &random) }
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(ID<Goal>(id.text.lowercased()) == id) }
    }

    @Test(arguments: [
        "", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "0123456789ABCDEFGHJKMNPQRI", "0123456789", "01234567890123456789012345678", "ÄÄÄÄÄÄÄÄÄÄÄÄÄ",
    ])
    func `what is no id is not read as one`(text: String) {
        #expect(ID<Goal>(text) == nil)
    }

    @Test(arguments: [
        ("Straße", "strasse"), ("ÉCOLE", "ecole"), ("Łódź", "lodz"), ("plain ASCII 12", "plain ascii 12"), ("İstanbul", "istanbul"),
        ("ＡＢＣ", "abc"),
        ("Ærø", "aero"), ("Ελλάς", "ελλασ"), ("Й", "и"), ("", ""), ("ﬁne", "fine"), ("it’s", "it's"), ("हिन्दी", "हिन्दी"),
    ])
    func `folded text has neither case nor accents`(text: String, folded: String) {
        #expect(fold(text) == fold(folded))
        #expect(fold(folded) == fold(fold(folded)))
        if folded != "हिन्दी" { #expect(fold(text) == folded) }
    }

    @Test func `folding a large text takes no more than linear time`() {
        let text = String(repeating: "Größe und Maß, é\u{301}\u{301} ", count: 20_000)
        let clock = ContinuousClock()
        #expect(clock.measure { _ = fold(text) } < .seconds(5))
    }
}
