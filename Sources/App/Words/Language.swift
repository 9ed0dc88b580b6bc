import Domain
import Foundation

/// A language the pages are written in. English is the source; another is a dictionary from the English sentence to its own.
public enum Language: String, Sendable, CaseIterable {
    case en, de

    /// What the language calls itself.
    var name: String { self == .en ? "English" : "Deutsch" }

    /// The first language of a browser's `Accept-Language` that is spoken here.
    init(accepting header: String?) {
        let wanted = (header ?? "").split(separator: ",").map { $0.prefix { $0 != ";" && $0 != "-" }.trimmingCharacters(in: .whitespaces) }
        self = wanted.lazy.compactMap { Language(rawValue: $0.lowercased()) }.first ?? .en
    }

    /// The sentence with this English key, in this language, its places still open.
    func sentence(_ key: String) -> String {
        self == .en ? key : German.words[key] ?? key
    }
}

/// The German of every sentence, gathered from one file per part of the program.
enum German {
    static let words: [String: String] = parts.reduce(into: [:]) { all, part in all.merge(part) { _, new in new } }
    private static let parts = [
        general, today, views, domain, domainEvents, domainRules, domainHouse, domainForecast, imports, cycles, writing, people, api,
        apiFields, apiThings, events, operation, coach, commitment, closing, statistics, thresholds, assumptions, terminal, looking,
    ]
}

/// A language and a time zone together: how one reader sees words, numbers and dates.
public struct Tongue: Sendable {
    var language: Language
    var zone: TimeZone

    /// The sentence as plain text.
    func plain(_ words: Words) -> String {
        fill(language.sentence(words.key), count: words.values.count) { text(words.values[$0]) }
    }

    /// Puts values into the places of a sentence: `{}` in order, or `{1}`, `{2}` where a language says them in another.
    func fill(_ sentence: String, count: Int, value: (Int) -> String) -> String {
        guard count > 0 else { return sentence }
        var out = ""
        out.reserveCapacity(sentence.utf8.count + count * 16)
        // By bytes: a page fills hundreds of sentences, and looking for braces by characters costs more than the rest of them.
        var rest = Substring(sentence).utf8
        var next = 0
        while let open = rest.firstIndex(of: UInt8(ascii: "{")), let close = rest[open...].firstIndex(of: UInt8(ascii: "}")) {
            out += Substring(rest[..<open])
            let inside = Substring(rest[rest.index(after: open)..<close])
            if let place = inside.isEmpty ? next : Int(inside).map({ $0 - 1 }), (0..<count).contains(place) {
                out += value(place)
                next += 1
            } else {
                out += Substring(rest[open...close])
            }
            rest = rest[rest.index(after: close)...]
            // A date such as "5. Nov." brings the full stop of its sentence along.
            if rest.first == UInt8(ascii: "."), out.utf8.last == UInt8(ascii: ".") || out.hasSuffix(".</time>") { rest = rest.dropFirst() }
        }
        return out + Substring(rest)
    }

    func text(_ value: Words.Value) -> String {
        switch value {
        case .text(let text): text
        case .number(let number, let decimals): self.number(number, decimals: decimals)
        case .percent(let share): percent(share)
        case .day(let day): self.day(day)
        case .moment(let moment): self.day(moment.day(in: zone))
        case .words(let words): plain(words)
        }
    }
}
