import Domain

/// A sentence of a page that is looked up in the reader's language, with markup or values in its places:
/// `t("\(personLink) answered \(goalLink).")` has the key `{} answered {}.`
public struct Phrase: Sendable, ExpressibleByStringInterpolation {
    var key: String
    var values: [Value]

    enum Value: Sendable {
        case html(HTML)
        case word(Words.Value)
    }

    public init(stringLiteral key: String) {
        self.key = key
        values = []
    }

    public init(stringInterpolation: StringInterpolation) {
        key = stringInterpolation.key
        values = stringInterpolation.values
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        var key = ""
        var values: [Value] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) { key += literal }
        public mutating func appendInterpolation(_ html: HTML) { append(.html(html)) }
        public mutating func appendInterpolation(_ text: String) { append(.word(.text(text))) }
        public mutating func appendInterpolation(_ number: Int) { append(.word(.number(Double(number), decimals: 0))) }
        public mutating func appendInterpolation(_ number: Double, decimals: Int) { append(.word(.number(number, decimals: decimals))) }
        public mutating func appendInterpolation(percent share: Double) { append(.word(.percent(share))) }
        public mutating func appendInterpolation(_ day: Day) { append(.word(.day(day))) }
        public mutating func appendInterpolation(_ moment: Moment) { append(.word(.moment(moment))) }
        public mutating func appendInterpolation(_ words: Words) { append(.word(.words(words))) }

        private mutating func append(_ value: Value) {
            key += "{}"
            values.append(value)
        }
    }
}
