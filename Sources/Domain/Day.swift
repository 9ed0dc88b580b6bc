import Foundation

/// A calendar date without a time or a zone, counted in days since 1970-01-01 (proleptic Gregorian).
public struct Day: Hashable, Sendable, Comparable, Strideable, CustomStringConvertible {
    public var number: Int

    public init(number: Int) {
        self.number = number
    }

    /// A date of the calendar; nil where there is no such day (30 February), or outside the years 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(of: month, in: year) else {
            return nil
        }
        // Days from civil, after Howard Hinnant's public-domain note "chrono-Compatible Low-Level Date Algorithms".
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `2026-11-23`; nil for anything else.
    public init?(iso text: some StringProtocol) { self.init(iso: String(text)) }

    /// The same without a copy, because a page of goals reads thousands.
    public init?(iso text: String) {
        var text = text
        let numbers = text.withUTF8 { bytes -> (Int, Int, Int)? in
            guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
            guard let year = Day.number(bytes[0..<4]), let month = Day.number(bytes[5..<7]), let day = Day.number(bytes[8..<10]) else {
                return nil
            }
            return (year, month, day)
        }
        guard let numbers else { return nil }
        self.init(year: numbers.0, month: numbers.1, day: numbers.2)
    }

    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var number = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 48)
        }
        return number
    }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var dayOfMonth: Int { civil.day }

    /// 1 is Monday, 7 is Sunday (ISO 8601).
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    /// `2026-11-23`
    public var iso: String {
        let (year, month, day) = civil
        return String(unsafeUninitializedCapacity: 10) { text in
            func put(_ value: Int, _ digits: Int, at start: Int) {
                var rest = value
                for index in stride(from: start + digits - 1, through: start, by: -1) {
                    text[index] = UInt8(48 + rest % 10)
                    rest /= 10
                }
            }
            put(year, 4, at: 0)
            put(month, 2, at: 5)
            put(day, 2, at: 8)
            text[4] = UInt8(ascii: "-")
            text[7] = UInt8(ascii: "-")
            return 10
        }
    }

    public var description: String { iso }

    /// The moment at which this day begins in a time zone. Where midnight is skipped by a clock change, the first moment that exists.
    public func start(in zone: TimeZone) -> Moment {
        let utc = Int64(number) * 86_400_000
        let first = utc - Int64(zone.secondsFromGMT(for: Moment(milliseconds: utc).date)) * 1000
        let offset = Int64(zone.secondsFromGMT(for: Moment(milliseconds: first).date)) * 1000
        let start = Moment(milliseconds: utc - offset)
        return start.day(in: zone) < self ? Moment(milliseconds: max(first, start.milliseconds + 3_600_000)) : start
    }

    public func distance(to other: Day) -> Int { other.number - number }
    public func advanced(by days: Int) -> Day { Day(number: number + days) }
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
