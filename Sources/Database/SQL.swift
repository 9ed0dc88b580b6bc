/// One statement with its values: what is interpolated is bound, never pasted, so no raw text reaches the database.
///
///     "SELECT title FROM goal WHERE id = \(id)"              binds $1; a nil binds NULL
///     "… WHERE id IN (\(list: ids))"                         binds $1, $2, …; an empty list is NULL, so `IN` finds nothing (never use it with NOT IN)
///     "SELECT \(sql: goalColumns) FROM goal \(sql: filter)"  nests a statement; its places are numbered on
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// A bound value and where its `$n` begins in the text, in bytes.
    struct Place: Sendable {
        let value: Value
        let offset: Int
    }

    /// What the engine is given: `$1`, `$2`, … in the order of the places.
    public let text: String
    let places: [Place]

    public var values: [Value] { places.map(\.value) }

    public init(stringLiteral text: String) {
        self.text = text
        places = []
    }

    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        places = stringInterpolation.places
    }

    /// Statements one after the other, such as conditions with " AND " between them.
    public init(joining parts: [SQL], by separator: String) {
        var all = StringInterpolation(literalCapacity: parts.count * 32, interpolationCount: parts.count)
        for (index, part) in parts.enumerated() {
            if index > 0 { all.appendLiteral(separator) }
            all.appendInterpolation(sql: part)
        }
        self.init(stringInterpolation: all)
    }

    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var text = ""
        var places: [Place] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 3)
            places.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        public mutating func appendInterpolation(_ column: some Column) {
            bind(column.value)
        }

        public mutating func appendInterpolation<C: Column>(_ column: C?) {
            bind(column.value)
        }

        public mutating func appendInterpolation(list: some Sequence<some Column>) {
            var isFirst = true
            for column in list {
                if !isFirst { text += ", " }
                isFirst = false
                bind(column.value)
            }
            if isFirst { text += "NULL" }
        }

        public mutating func appendInterpolation(sql: SQL) {
            sql.walk(literal: { text += $0 }, place: { bind($0) })
        }

        private mutating func bind(_ value: Value) {
            places.append(Place(value: value, offset: text.utf8.count))
            text += "$"
            text += String(places.count)
        }
    }

    /// Goes through the text and its places in their order.
    func walk(literal: (Substring) -> Void, place: (Value) -> Void) {
        let bytes = text.utf8
        var rest = bytes.startIndex
        for (index, each) in places.enumerated() {
            let start = bytes.index(bytes.startIndex, offsetBy: each.offset)
            literal(text[rest..<start])
            place(each.value)
            rest = bytes.index(start, offsetBy: 1 + String(index + 1).utf8.count)
        }
        literal(text[rest...])
    }
}
