import Domain
import Foundation

/// Dates as people say them. The names stand here rather than in a formatter, because a page shows hundreds of dates and the
/// system's formatter costs more than the rest of the page.
extension Tongue {
    /// "5 Nov", "5. Nov."
    func day(_ day: Day) -> String {
        language == .en ? "\(day.dayOfMonth) \(month(day, short: true))" : "\(day.dayOfMonth). \(month(day, short: true))"
    }

    /// "5 Nov" this year, "5 Nov 2025" in another.
    func day(_ day: Day, seenOn today: Day) -> String {
        day.year == today.year ? self.day(day) : "\(self.day(day)) \(day.year)"
    }

    /// "Thursday, 5 November"
    func longDay(_ day: Day) -> String {
        let number = language == .en ? "\(day.dayOfMonth)" : "\(day.dayOfMonth)."
        return "\(weekday(day)), \(number) \(month(day, short: false))"
    }

    /// "Thursday, 5 November 2026": what stands on hover.
    func fullDay(_ day: Day) -> String { "\(longDay(day)) \(day.year)" }

    /// "5 November 2026"
    func plainDay(_ day: Day) -> String {
        let number = language == .en ? "\(day.dayOfMonth)" : "\(day.dayOfMonth)."
        return "\(number) \(month(day, short: false)) \(day.year)"
    }

    /// "08:10" on the reader's clock.
    func clock(_ moment: Moment) -> String {
        let seconds = moment.milliseconds / 1000 + Int64(zone.secondsFromGMT(for: moment.date))
        let minutes = Int((seconds % 86_400 + 86_400) % 86_400) / 60
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return (hour < 10 ? "0" : "") + "\(hour)" + (minute < 10 ? ":0" : ":") + "\(minute)"
    }

    /// "Thursday, 5 November 2026, 08:10"
    func fullMoment(_ moment: Moment) -> String { "\(fullDay(moment.day(in: zone))), \(clock(moment))" }

    /// "today", "yesterday", "tomorrow", "Tuesday" within a week ahead, "6 days ago" within two weeks back, otherwise the date.
    func relative(_ day: Day, today: Day) -> Words {
        switch today.distance(to: day) {
        case 0: "today"
        case -1: "yesterday"
        case 1: "tomorrow"
        case 2...6: .verbatim(weekday(day))
        case -13 ... -2: "\(-today.distance(to: day)) days ago"
        default: .verbatim(self.day(day, seenOn: today))
        }
    }

    /// For a moment: its time if it was today ("08:10"), otherwise as `relative`.
    func relative(_ moment: Moment, today: Day) -> Words {
        let day = moment.day(in: zone)
        return day == today ? .verbatim(clock(moment)) : relative(day, today: today)
    }

    /// For narrow columns: "08:10" today, "Wed" within the week, "5 Nov" before.
    func compact(_ moment: Moment, today: Day) -> String {
        let day = moment.day(in: zone)
        switch day.distance(to: today) {
        case 0: return clock(moment)
        case 1...6: return String(weekday(day).prefix(language == .en ? 3 : 2))
        default: return self.day(day, seenOn: today)
        }
    }

    func weekday(_ day: Day) -> String {
        (language == .en ? englishDays : germanDays)[day.weekday - 1]
    }

    func month(_ day: Day, short: Bool) -> String {
        switch (language, short) {
        case (.en, true): String(englishMonths[day.month - 1].prefix(3))
        case (.en, false): englishMonths[day.month - 1]
        case (.de, true): germanShortMonths[day.month - 1]
        case (.de, false): germanMonths[day.month - 1]
        }
    }
}

private let englishDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
private let germanDays = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
private let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]
private let germanMonths = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
]
private let germanShortMonths = ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."]
