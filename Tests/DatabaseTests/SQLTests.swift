import Testing

@testable import Database

@Suite struct SQLTests {
    @Test func `what is interpolated is bound and never pasted`() {
        let name = "'; DROP TABLE goal; --"
        let sql: SQL = "SELECT id FROM goal WHERE name = \(name) AND weight > \(3)"
        #expect(sql.text == "SELECT id FROM goal WHERE name = $1 AND weight > $2")
        #expect(sql.values == [.text(name), .integer(3)])
    }

    @Test func `a nil binds NULL`() {
        let none: Int? = nil, some: String? = "a"
        let sql: SQL = "UPDATE goal SET weight = \(none), name = \(some)"
        #expect(sql.text == "UPDATE goal SET weight = $1, name = $2")
        #expect(sql.values == [.null, .text("a")])
    }

    @Test func `a list becomes one place each, an empty one NULL`() {
        let none: [String] = []
        let sql: SQL = "WHERE a IN (\(list: [5, 6, 7])) AND b IN (\(list: none)) AND c = \(true)"
        #expect(sql.text == "WHERE a IN ($1, $2, $3) AND b IN (NULL) AND c = $4")
        #expect(sql.values == [.integer(5), .integer(6), .integer(7), .integer(1)])
    }

    @Test func `a nested statement keeps its values and is numbered on`() {
        let filter: SQL = "team = \("t") OR lead = \("l")"
        let plain: SQL = "id, name"
        let sql: SQL = "SELECT \(sql: plain) FROM goal WHERE space = \("s") AND (\(sql: filter)) LIMIT \(9)"
        #expect(sql.text == "SELECT id, name FROM goal WHERE space = $1 AND (team = $2 OR lead = $3) LIMIT $4")
        #expect(sql.values == [.text("s"), .text("t"), .text("l"), .integer(9)])
    }

    @Test func `a dollar in the text is not taken for a place`() {
        let price: SQL = "name = '$1' AND cost = \(4)"
        let sql: SQL = "a = \(1) AND \(sql: price)"
        #expect(sql.text == "a = $1 AND name = '$1' AND cost = $2")
    }

    @Test func `parts are joined by a separator`() {
        let sql = SQL(joining: ["a = \(1)", "b = \("x")", "TRUE"], by: " AND ")
        #expect(sql.text == "a = $1 AND b = $2 AND TRUE")
        #expect(sql.values == [.integer(1), .text("x")])
        #expect(SQL(joining: [], by: ", ").text == "")
    }

    /// Whatever is nested in whatever, reading the text and putting each value back where its number stands must give what plain pasting gives.
    @Test func `nesting of any depth keeps every value at its place`() {
        var random = Dice(seed: 20_26)
        for _ in 0..<500 {
            let (sql, pasted) = tree(depth: Int.random(in: 0...5, using: &random), &random)
            let numbers = sql.text.matches(of: /\$(\d+)/).map { Int($0.1)! }
            #expect(numbers == Array(0..<sql.values.count).map { $0 + 1 })
            let filled = sql.text.replacing(/\$(\d+)/) { match in
                if case .integer(let number) = sql.values[Int(match.1)! - 1] { "<\(number)>" } else { "?" }
            }
            #expect(filled == pasted)
        }
    }

    private func tree(depth: Int, _ random: inout Dice) -> (SQL, String) {
        var sql = SQL.StringInterpolation(literalCapacity: 0, interpolationCount: 0), pasted = ""
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            switch Int.random(in: 0...3, using: &random) {
            case 0:
                let text = ["ä = ", " 🙂 ", "x", ""].randomElement(using: &random)!
                sql.appendLiteral(text)
                pasted += text
            case 1:
                let number = Int.random(in: 0...999, using: &random)
                sql.appendInterpolation(number)
                pasted += "<\(number)>"
            case 2:
                let numbers = (0..<Int.random(in: 1...12, using: &random)).map { $0 }
                sql.appendInterpolation(list: numbers)
                pasted += numbers.map { "<\($0)>" }.joined(separator: ", ")
            default:
                guard depth > 0 else { continue }
                let (inner, innerPasted) = tree(depth: depth - 1, &random)
                sql.appendInterpolation(sql: inner)
                pasted += innerPasted
            }
        }
        return (SQL(stringInterpolation: sql), pasted)
    }
}

/// Chance that comes out the same each time (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
