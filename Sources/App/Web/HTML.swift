import Domain

/// Markup that is safe to send to a browser: every interpolated value is escaped unless it is HTML already.
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    public var markup: String

    public init(stringLiteral markup: String) { self.markup = markup }
    public init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

    /// Text that becomes safe by escaping.
    public init(escaping text: String) {
        var text = text
        if text.withUTF8({ !$0.contains(where: isSpecial) }) {
            markup = text
        } else {
            markup = ""
            markup.append(escaping: text)
        }
    }

    /// Markup made by code that has proven it safe: the Markdown renderer, the icon sprite, a chart's numbers.
    init(proven markup: String) { self.markup = markup }

    public static let empty: HTML = ""
    public var isEmpty: Bool { markup.isEmpty }

    public static func + (left: HTML, right: HTML) -> HTML { HTML(proven: left.markup + right.markup) }

    public struct StringInterpolation: StringInterpolationProtocol {
        var markup = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        public mutating func appendLiteral(_ literal: String) { markup += literal }
        public mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
        public mutating func appendInterpolation(_ html: HTML?) { if let html { markup += html.markup } }
        public mutating func appendInterpolation(_ list: [HTML]) { for html in list { markup += html.markup } }
        public mutating func appendInterpolation(_ number: Int) { markup += String(number) }
        public mutating func appendInterpolation(_ text: String) { markup.append(escaping: text) }
        public mutating func appendInterpolation<Noun>(_ id: ID<Noun>) { markup += id.text }
        /// A length in a drawing: at most two decimals.
        public mutating func appendInterpolation(_ length: Double) { markup.append(length: length) }
    }
}

extension [HTML] {
    func joined(separator: HTML) -> HTML { HTML(proven: map(\.markup).joined(separator: separator.markup)) }
}

/// An attribute that is there or not: `<input\(when(on, " checked"))>`.
func when(_ condition: Bool, _ html: HTML) -> HTML? { condition ? html : nil }

extension String {
    /// Appends a length for SVG, such as `27.78`, without what a formatter costs. What is not a number becomes 0.
    mutating func append(length: Double) {
        let hundredths = length.isFinite && abs(length) < 1e9 ? Int((length * 100).rounded()) : 0
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        if hundredths < 0 { self += "-" }
        self += String(whole)
        guard rest > 0 else { return }
        self += rest < 10 ? ".0" : "."
        self += String(rest.isMultiple(of: 10) ? rest / 10 : rest)
    }

    /// Appends text with the five characters that mean something in markup replaced. Text without them is copied whole.
    mutating func append(escaping text: String) {
        var text = text
        let escaped: String? = text.withUTF8 { bytes in
            guard bytes.contains(where: isSpecial) else { return nil }
            var out: [UInt8] = []
            out.reserveCapacity(bytes.count + 32)
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
                case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
                case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
                case UInt8(ascii: "\""): out.append(contentsOf: "&quot;".utf8)
                case UInt8(ascii: "'"): out.append(contentsOf: "&#39;".utf8)
                default: out.append(byte)
                }
            }
            return String(decoding: out, as: UTF8.self)
        }
        self += escaped ?? text
    }
}

private func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
        || byte == UInt8(ascii: "'")
}
