import Domain

/// What a value of the API can be. The same description checks what comes in and stands in the OpenAPI document and the reference.
indirect enum Schema: Sendable {
    /// With the most characters (Unicode scalars) it may have.
    case text(atMost: Int?)
    case id
    /// A calendar date: `2026-11-05`.
    case date
    /// A moment in UTC, RFC 3339: `2026-11-05T08:00:00.000Z`.
    case time
    case integer(ClosedRange<Int>?)
    case number(ClosedRange<Double>?)
    case truth
    /// One of these words. Those of a kind of word that the product has carry its name: the description says them once, so that programs made from
    /// it have one type for them wherever they stand.
    case word([String], name: String? = nil)
    case nullable(Schema)
    case list(Schema)
    case shape(ShapeDescription)
    case anything
}

/// An object of the API as its readers see it: its name, what it is, and its fields in their order.
final class ShapeDescription: Sendable {
    struct Field: Sendable {
        var name: String
        var schema: Schema
        var words: Words
        var isRequired: Bool
    }

    let name: String
    let words: Words
    let fields: [Field]

    init(name: String, words: Words, fields: [Field]) {
        self.name = name
        self.words = words
        self.fields = fields
    }
}

/// A word of the product as the API writes it: `on-track`, `key-results`. Where the database has a space, programs get a hyphen.
protocol APIWord: RawRepresentable<String>, CaseIterable, Sendable {}

extension APIWord {
    /// The word with hyphens for spaces. By bytes: a list writes hundreds.
    var slug: String { String(decoding: rawValue.utf8.map { $0 == 32 ? UInt8(ascii: "-") : $0 }, as: UTF8.self) }
    init?(slug: String) {
        guard let word = Self.allCases.first(where: { $0.slug == slug }) else { return nil }
        self = word
    }
    static var slugs: [String] { allCases.map(\.slug) }

    static var schema: Schema { .word(slugs, name: schemaName) }

    /// `GoalStage` for `Goal.Stage`; nil for a type that only its own file knows.
    private static var schemaName: String? {
        let parts = String(reflecting: Self.self).split(separator: ".").dropFirst()
        let isPlain = parts.allSatisfy { $0.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) } }
        return isPlain ? parts.joined() : nil
    }
}

extension Schema {
    /// The named words in it, if there are any.
    var namedWords: (name: String, words: [String])? {
        switch self {
        case .word(let words, let name): name.map { ($0, words) }
        case .nullable(let inner), .list(let inner): inner.namedWords
        default: nil
        }
    }
}

extension Goal.Visibility: APIWord {}
extension Goal.Stage: APIWord {}
extension Goal.Outcome: APIWord {}
extension Goal.RollUpMode: APIWord {}
extension Status: APIWord {}
extension KeyResult.Kind: APIWord {}
extension KeyResult.Direction: APIWord {}
extension KeyResult.Indicator: APIWord {}
extension KeyResult.Serves: APIWord {}
extension Initiative.Status: APIWord {}
extension Initiative.Effort: APIWord {}
extension Cycle.Stage: APIWord {}
extension Person.Role: APIWord {}
extension Person.State: APIWord {}
extension Token.Scope: APIWord {}
