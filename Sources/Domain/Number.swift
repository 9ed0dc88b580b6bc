import Foundation

/// Numbers as people type them and as histories keep them.
public enum Number {
    /// Why a typed number was not understood, in words.
    public struct Problem: Error, Hashable {
        public var words: Words
    }

    /// At most this many digits, so that every number typed is kept exactly as it was typed.
    public static let mostDigits = 15

    /// Reads what a person typed in their language: `1,5`, `1.5`, `1 200`, `1’200`, `12 %`, `−3`. A trailing unit is allowed.
    ///
    /// A single comma or point is read as the language reads it where three digits follow (`1,200` is 1200 in English and 1.2 in German),
    /// and as a decimal sign otherwise. Exponents, NaN and infinity are not numbers here.
    public static func read(_ text: String, language: String, unit: String = "") throws(Problem) -> Double {
        let typed = text.trimmed
        var rest = Substring(withoutUnit(typed, unit))
        let isNegative = rest.first.map { "-−–".contains($0) } ?? false
        if isNegative || rest.first == "+" { rest = rest.dropFirst() }
        guard rest.utf8.count <= 100, let plain = plainDigits(String(rest).trimmed, language), let value = Double(plain), value.isFinite
        else {
            throw notANumber(typed)
        }
        let digits = plain.drop { $0 == "0" || $0 == "." }.count { $0 != "." }
        guard digits <= mostDigits else { throw Problem(words: "A number has at most \(mostDigits) digits.") }
        return isNegative && value != 0 ? -value : value
    }

    /// Takes a number that came as one, such as from JSON; refuses what no typed number could be.
    public static func check(_ value: Double) throws(Problem) -> Double {
        guard value.isFinite else { throw Problem(words: "This is not a number.") }
        guard abs(value) < 1e15 else { throw Problem(words: "A number has at most \(mostDigits) digits.") }
        return value == 0 ? 0 : value
    }

    /// The shortest plain text that reads back as the same number: `42`, `0.5`.
    public static func text(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// How many decimals a number needs to be shown whole, at most six.
    public static func decimals(of value: Double) -> Int {
        let text = text(value)
        guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return 0 }
        return min(6, text.distance(from: point, to: text.endIndex) - 1)
    }

    /// Whether two numbers are shown alike with so many decimals.
    static func looksSame(_ left: Double, _ right: Double, decimals: Int) -> Bool {
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        return (left * scale).rounded() == (right * scale).rounded()
    }

    private static func notANumber(_ typed: String) -> Problem {
        Problem(words: typed.count > 40 ? "This is not a number." : "“\(typed)” is not a number.")
    }

    private static func withoutUnit(_ text: String, _ unit: String) -> String {
        if let first = unit.first, first.isNumber || separators[first] != nil { return text }
        let endings = unit.isEmpty ? ["%"] : [unit]
        for ending in endings where text.lowercased().hasSuffix(ending.lowercased()) && text.count > ending.count {
            return String(text.dropLast(ending.count)).trimmed
        }
        return text
    }

    /// Digits with at most one decimal point, from digits with grouping and decimal signs; nil where they make no sense.
    private static func plainDigits(_ text: String, _ language: String) -> String? {
        var pieces: [(separator: Character?, digits: String)] = [(nil, "")]
        for character in text {
            if let digit = character.wholeNumberValue, character.isASCII {
                pieces[pieces.count - 1].digits += "\(digit)"
            } else if let separator = separators[character] {
                pieces.append((separator, ""))
            } else {
                return nil
            }
        }
        guard pieces.dropFirst().allSatisfy({ !$0.digits.isEmpty }) else { return nil }
        let decimal = decimalIndex(pieces, language)
        let whole = decimal.map { pieces[..<$0] } ?? pieces[...]
        guard isGrouped(Array(whole)) else { return nil }
        let digits = whole.map(\.digits).joined()
        guard let decimal else { return digits.isEmpty ? nil : digits }
        return (digits.isEmpty ? "0" : digits) + "." + pieces[decimal].digits
    }

    private static let separators: [Character: Character] = [
        ".": ".", ",": ",", "'": "'", "’": "'", " ": " ", "\u{00A0}": " ", "\u{2009}": " ", "\u{202F}": " ",
    ]

    /// Which piece stands behind the decimal sign: always the last one, if its sign is one.
    private static func decimalIndex(_ pieces: [(separator: Character?, digits: String)], _ language: String) -> Int? {
        let last = pieces.count - 1
        guard let sign = pieces[last].separator, sign == "." || sign == "," else { return nil }
        let signs = pieces.compactMap(\.separator)
        if signs.filter({ $0 == sign }).count > 1 { return nil }
        if signs.count > 1 { return last }
        if pieces[last].digits.count != 3 || pieces[0].digits.isEmpty || pieces[0].digits.count > 3 || pieces[0].digits == "0" {
            return last
        }
        return sign == (language == "de" ? "," : ".") ? last : nil
    }

    /// One to three digits, then threes, all divided by the same sign.
    private static func isGrouped(_ pieces: [(separator: Character?, digits: String)]) -> Bool {
        guard pieces.count > 1 else { return true }
        return (1...3).contains(pieces[0].digits.count) && pieces.dropFirst().allSatisfy { $0.digits.count == 3 }
            && Set(pieces.compactMap(\.separator)).count == 1
    }
}
