import Domain
import Foundation

/// The dates that the name of a cycle carries: "2019-Q2", "calendar 2019-Q4", "H1 2021", "2021", "May 2020", "2020-05-01/2020-07-31".
/// Only what can be nothing else: fiscal years begin where each organisation wants, and seasons differ between the halves of the earth.
enum CyclePeriod {
    static func read(_ name: String) -> ClosedRange<Day>? {
        let days = dates(in: name)
        if days.count == 2 { return days[0] <= days[1] ? days[0]...days[1] : nil }
        let words = words(of: name)
        guard days.isEmpty, !words.contains(where: { $0.hasPrefix("fy") || $0.hasPrefix("fiscal") }) else { return nil }
        if words.count == 2, let year = year(words[0]), words[1].utf8.count == 2, let month = Int(words[1]), (1...12).contains(month) {
            return Unit(first: month, months: 1).days(of: year)
        }
        let years = words.compactMap(year)
        let units = words.indices.compactMap { unit(words, at: $0) }
        switch (units.count, years.count) {
        case (0, 1):
            return words.allSatisfy { year($0) != nil || plainWords.contains($0) } ? Unit(first: 1, months: 12).days(of: years[0]) : nil
        case (1, 1): return units[0].days(of: years[0])
        case (2, 1), (2, 2):
            guard units[0].months == units[1].months else { return nil }
            let (first, last) = (units[0].days(of: years[0]), units[1].days(of: years[years.count - 1]))
            return first.lowerBound <= last.upperBound ? first.lowerBound...last.upperBound : nil
        default: return nil
        }
    }

    /// The quarter of the year that a day lies in.
    static func quarter(of day: Day) -> ClosedRange<Day> {
        Unit(first: (day.month - 1) / 3 * 3 + 1, months: 3).days(of: day.year)
    }

    /// Some months of a year.
    private struct Unit {
        var first: Int
        var months: Int

        func days(of year: Int) -> ClosedRange<Day> {
            let next = first + months
            let end = next > 12 ? Day(year: year + 1, month: 1, day: 1)! : Day(year: year, month: next, day: 1)!
            return Day(year: year, month: first, day: 1)!...end.advanced(by: -1)
        }
    }

    private static func dates(in name: String) -> [Day] {
        name.split(whereSeparator: { " /,;()–—".contains($0) }).compactMap { SourceDate.day(String($0)) }
    }

    /// Runs of letters and of digits, in lower case: "2019Q2" is three, "2019", "q", "2", of which "q2" is put together again.
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var last: Character?
        for character in fold(String(name.prefix(300))) {
            defer { last = character }
            guard character.isLetter || character.isNumber else { continue }
            let joins = last.map {
                $0.isLetter && character.isLetter || $0.isNumber && character.isNumber || isMark($0, words) && character.isNumber
            }
            if joins == true { words[words.count - 1].append(character) } else { words.append(String(character)) }
        }
        return words
    }

    /// After a lone "q" or "h" comes its number.
    private static func isMark(_ last: Character, _ words: [String]) -> Bool {
        ["q", "h"].contains(words.last ?? "") && last.isLetter
    }

    private static func year(_ word: String) -> Int? {
        word.utf8.count == 4 ? Int(word).flatMap { (1900...2199).contains($0) ? $0 : nil } : nil
    }

    private static func unit(_ words: [String], at index: Int) -> Unit? {
        let word = words[index]
        switch word {
        case "q1", "q2", "q3", "q4": return Unit(first: Int(word.dropFirst())! * 3 - 2, months: 3)
        case "h1", "h2": return Unit(first: Int(word.dropFirst())! * 6 - 5, months: 6)
        case "quarter", "quartal": return beside(words, index, 1...4).map { Unit(first: $0 * 3 - 2, months: 3) }
        case "half", "halbjahr": return beside(words, index, 1...2).map { Unit(first: $0 * 6 - 5, months: 6) }
        default: return SourceDate.month(word).map { Unit(first: $0, months: 1) }
        }
    }

    private static func beside(_ words: [String], _ index: Int, _ range: ClosedRange<Int>) -> Int? {
        [index - 1, index + 1].lazy.filter(words.indices.contains).compactMap { Int(words[$0]) }.first { range.contains($0) }
    }

    /// What may stand beside a lone year without changing it.
    private static let plainWords: Set<String> = [
        "calendar", "year", "annual", "jahr", "kalenderjahr", "okr", "okrs", "goals", "ziele", "cycle", "zyklus", "cy",
    ]
}
