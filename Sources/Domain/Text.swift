import Foundation

/// How long the texts of the product may be: one table, checked at the limit and one beyond it.
public enum Limit {
    /// Characters of Unicode (scalars) in the title of a goal, key result, initiative or milestone.
    public static let title = 500
    public static let name = 200
    public static let purpose = 2_000
    public static let reason = 2_000
    public static let unit = 40
    /// Bytes of UTF-8 in a text of several lines.
    public static let text = 50_000
    public static let parents = 20
    public static let keyResults = 50
    public static let readers = 200
    public static let depth = 200
    public static let goalYears = 20
    public static let cycleYears = 5
}

extension Problems {
    /// One line of text, trimmed; adds a problem where it is missing, too long, or holds line breaks or control characters.
    mutating func line(_ text: String, _ field: String, missing: Words?, limit: Int) -> String {
        let line = text.trimmed
        let length = line.unicodeScalars.count
        if let missing, line.isBlank { add(field, missing) }
        if length > limit { add(field, "There is room for \(limit) characters here; you wrote \(length).") }
        if line.unicodeScalars.contains(where: \.breaksLine) { add(field, "Line breaks and control characters have no place here.") }
        return line
    }

    /// Several lines of text, trimmed, with line feeds only; the limit is in characters of Unicode, or in bytes at 50 kB.
    mutating func lines(_ text: String, _ field: String, missing: Words? = nil, limit: Int = Limit.text) -> String {
        let lines = text.withLineFeeds.trimmed
        if let missing, lines.isBlank { add(field, missing) }
        if limit >= Limit.text {
            let size = lines.utf8.count
            if size > limit { add(field, "This text is \((size + 999) / 1000) kB long; there is room for \(limit / 1000) kB.") }
        } else {
            let length = lines.unicodeScalars.count
            if length > limit { add(field, "There is room for \(limit) characters here; you wrote \(length).") }
        }
        if lines.unicodeScalars.contains(where: { $0.breaksLine && $0 != "\n" && $0 != "\t" }) {
            add(field, "This text holds control characters that cannot be kept.")
        }
        return lines
    }
}

extension String {
    /// Without white space at its ends. Most texts have none, and those are told at a glance.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        let isBare = first > 0x20 && first < 0x7F && last > 0x20 && last < 0x7F
        return isBare ? self : trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Nothing a reader would see: only spaces and invisible marks.
    var isBlank: Bool {
        unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.properties.generalCategory == .format }
    }

    /// Browsers send line breaks as carriage return and line feed; we keep line feeds.
    fileprivate var withLineFeeds: String {
        guard utf8.contains(13) else { return self }
        var bytes: [UInt8] = []
        var afterReturn = false
        for byte in utf8 {
            if byte == 13 || !(byte == 10 && afterReturn) { bytes.append(byte == 13 ? 10 : byte) }
            afterReturn = byte == 13
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Unicode.Scalar {
    fileprivate var breaksLine: Bool { properties.generalCategory == .control || self == "\u{2028}" || self == "\u{2029}" }
}
