import Domain
import Foundation

/// Dates and times as other tools write them. What could be two dates (04/05/2019) is none.
enum SourceDate {
    /// `2019-04-01`, `2019/04/01`, `01.04.2019`, `04/30/2019`, `1 Apr 2019`, `April 1, 2019`, each with or without a time, which is left out.
    static func day(_ text: String) -> Day? { calendarDay(parts(text).date) }

    /// The same with its time: in the zone it names, otherwise in the given one; nil for the time where there is none.
    static func moment(_ text: String, zone: TimeZone) -> (day: Day, moment: Moment?)? {
        let (date, time) = parts(text)
        guard let day = calendarDay(date) else { return nil }
        guard !time.isEmpty else { return (day, nil) }
        guard let clock = TimeOfDay(time) else { return nil }
        let start = clock.offset.map { Moment(milliseconds: Int64(day.number) * 86_400_000 - Int64($0) * 1000) } ?? day.start(in: zone)
        let moment = Moment(milliseconds: start.milliseconds + clock.milliseconds)
        return (moment.day(in: zone), moment)
    }

    /// The number of a month by its English or German name or the first three letters of it.
    static func month(_ word: some StringProtocol) -> Int? {
        let folded = fold(String(word))
        return folded.count < 3
            ? nil : months.firstIndex { names in names.contains { $0 == folded || $0.prefix(3) == folded } }.map { $0 + 1 }
    }

    private static let months = [
        ["january", "januar"], ["february", "februar"], ["march", "marz", "maerz"], ["april"], ["may", "mai"], ["june", "juni"],
        ["july", "juli"],
        ["august"], ["september", "sept"], ["october", "oktober"], ["november"], ["december", "dezember"],
    ]

    /// Divides before the hour of the first `10:30`.
    private static func parts(_ text: String) -> (date: Substring, time: Substring) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.utf8.count <= 60, let colon = text.firstIndex(of: ":") else { return (text.prefix(60), "") }
        var hour = colon
        while hour > text.startIndex, text[text.index(before: hour)].isNumber { hour = text.index(before: hour) }
        var end = hour
        while end > text.startIndex, " Tt,".contains(text[text.index(before: end)]) { end = text.index(before: end) }
        return (text[..<end], text[hour...])
    }

    private static func calendarDay(_ text: Substring) -> Day? {
        let pieces = text.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
        guard pieces.count == 3 else { return nil }
        let numbers = pieces.map { $0.utf8.count <= 4 ? Int($0) : nil }
        let separators = Set(text.filter { !$0.isLetter && !$0.isNumber && $0 != " " })
        switch (numbers[0], numbers[1], numbers[2]) {
        case (let year?, let month?, let day?) where pieces[0].utf8.count == 4: return Day(year: year, month: month, day: day)
        case (let first?, let second?, let year?) where pieces[2].utf8.count == 4:
            return separators == ["."] ? Day(year: year, month: second, day: first) : unambiguous(first, second, year)
        case (let day?, nil, let year?): return month(pieces[1]).flatMap { Day(year: year, month: $0, day: day) }
        case (nil, let day?, let year?): return month(pieces[0]).flatMap { Day(year: year, month: $0, day: day) }
        default: return nil
        }
    }

    /// Day and month in an order nobody knows: only where one of them cannot be a month, or both are the same.
    private static func unambiguous(_ first: Int, _ second: Int, _ year: Int) -> Day? {
        if first == second || first > 12 { return Day(year: year, month: second, day: first) }
        return second > 12 ? Day(year: year, month: first, day: second) : nil
    }
}

/// A time of day: `10:30`, `10:30:15.250`, `2:05 PM`, with `Z` or `+02:00` behind it where it names its zone.
private struct TimeOfDay {
    var milliseconds: Int64
    /// Seconds east of Greenwich.
    var offset: Int?

    init?(_ text: Substring) {
        let digits = text.prefix { $0.isNumber || $0 == ":" || $0 == "." }
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), var hour = Int(parts[0]), let minute = Int(parts[1]) else { return nil }
        let seconds = parts.count == 3 ? Double(parts[2]) : 0
        guard let seconds, (0..<24).contains(hour), (0..<60).contains(minute), (0..<61).contains(seconds) else { return nil }
        var rest = text[digits.endIndex...].trimmingCharacters(in: .whitespaces).uppercased()
        if rest.hasPrefix("AM") || rest.hasPrefix("PM") {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (rest.hasPrefix("PM") ? 12 : 0)
            rest = String(rest.dropFirst(2)).trimmingCharacters(in: .whitespaces)
        }
        milliseconds = Int64(hour * 3_600_000 + minute * 60_000) + Int64(seconds * 1000)
        guard rest.isEmpty || TimeOfDay.offset(rest) != nil else { return nil }
        offset = rest.isEmpty ? nil : TimeOfDay.offset(rest)
    }

    private static func offset(_ text: String) -> Int? {
        if ["Z", "UTC", "GMT"].contains(text) { return 0 }
        guard let sign = text.first, "+-−".contains(sign) else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.count == 2 || digits.count == 4, let number = Int(digits) else { return nil }
        let seconds = digits.count == 2 ? number * 3600 : number / 100 * 3600 + number % 100 * 60
        return abs(seconds) <= 15 * 3600 ? (sign == "+" ? seconds : -seconds) : nil
    }
}
