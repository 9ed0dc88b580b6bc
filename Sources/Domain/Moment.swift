import Foundation

/// A point in time, in UTC milliseconds since 1970.
public struct Moment: Hashable, Sendable, Comparable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public init(_ date: Date) {
        milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded(.down))
    }

    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    public func adding(seconds: Int) -> Moment { Moment(milliseconds: milliseconds + Int64(seconds) * 1000) }
    public func adding(days: Int) -> Moment { adding(seconds: days * 86_400) }

    /// The whole seconds from an earlier moment to this one.
    public func seconds(since earlier: Moment) -> Int { Int((milliseconds - earlier.milliseconds) / 1000) }

    /// The calendar date that this moment falls on in a time zone.
    public func day(in zone: TimeZone) -> Day {
        let local = milliseconds + Int64(zone.secondsFromGMT(for: date)) * 1000
        return Day(number: Int((Double(local) / 86_400_000).rounded(.down)))
    }
}

extension Moment {
    /// `2026-11-23T08:05:09.120Z`, as RFC 3339 has it. Written digit by digit, because an answer to a program holds hundreds.
    public var rfc3339: String {
        let ofDay = Int(((milliseconds % 86_400_000) + 86_400_000) % 86_400_000)
        let day = Day(number: Int((milliseconds - Int64(ofDay)) / 86_400_000)).iso
        return String(unsafeUninitializedCapacity: 24) { text in
            for (index, letter) in "\(day)T00:00:00.000Z".utf8.enumerated() { text[index] = letter }
            func put(_ value: Int, _ width: Int, at start: Int) {
                var rest = value
                for index in stride(from: start + width - 1, through: start, by: -1) {
                    text[index] = UInt8(48 + rest % 10)
                    rest /= 10
                }
            }
            put(ofDay / 3_600_000, 2, at: 11)
            put(ofDay / 60_000 % 60, 2, at: 14)
            put(ofDay / 1000 % 60, 2, at: 17)
            put(ofDay % 1000, 3, at: 20)
            return 24
        }
    }
}
