/// A sentence for people that is not yet in their language: the English text with a place for each value, and the values.
///
/// `"\(18) points behind plan"` keeps the key `{} points behind plan` and the value 18. The page that shows it looks the key up in
/// the reader's language and writes numbers and dates as that language does. Singular and plural are two sentences, chosen by the writer.
public struct Words: Sendable, Hashable, ExpressibleByStringInterpolation {
    public var key: String
    public var values: [Value]

    public enum Value: Sendable, Hashable {
        case text(String)
        case number(Double, decimals: Int)
        case percent(Double)
        case day(Day)
        case moment(Moment)
        case words(Words)
    }

    public init(stringLiteral key: String) {
        self.key = key
        values = []
    }

    public init(stringInterpolation: StringInterpolation) {
        key = stringInterpolation.key
        values = stringInterpolation.values
    }

    /// Text that is the same in every language, such as a name a person typed.
    public static func verbatim(_ text: String) -> Words { "\(text)" }

    public struct StringInterpolation: StringInterpolationProtocol {
        var key = ""
        var values: [Value] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) { key += literal }
        public mutating func appendInterpolation(_ text: String) { append(.text(text)) }
        public mutating func appendInterpolation(_ number: Int) { append(.number(Double(number), decimals: 0)) }
        public mutating func appendInterpolation(_ number: Double, decimals: Int) { append(.number(number, decimals: decimals)) }
        /// A share from 0 to 1, written as "42 %".
        public mutating func appendInterpolation(percent share: Double) { append(.percent(share)) }
        public mutating func appendInterpolation(_ day: Day) { append(.day(day)) }
        public mutating func appendInterpolation(_ moment: Moment) { append(.moment(moment)) }
        public mutating func appendInterpolation(_ words: Words) { append(.words(words)) }

        private mutating func append(_ value: Value) {
            key += "{}"
            values.append(value)
        }
    }
}
