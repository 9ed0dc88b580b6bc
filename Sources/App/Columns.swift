import Database
import Domain

extension ID: Column {
    public init(value: Value) throws {
        self.init(trusted: try String(value: value))
    }

    public var value: Value { .text(text) }
}

extension Moment: Column {
    public init(value: Value) throws {
        self.init(milliseconds: try Int64(value: value))
    }

    public var value: Value { .integer(milliseconds) }
}

extension Day: Column {
    public init(value: Value) throws {
        let text = try String(value: value)
        guard let day = Day(iso: text) else { throw UnknownValue(text: text, type: "Day") }
        self = day
    }

    public var value: Value { .text(iso) }
}

/// An enumeration of the domain that is kept as its word.
protocol WordColumn: Column, RawRepresentable<String> {}

extension WordColumn {
    public init(value: Value) throws {
        let text = try String(value: value)
        guard let word = Self(rawValue: text) else { throw UnknownValue(text: text, type: "\(Self.self)") }
        self = word
    }

    public var value: Value { .text(rawValue) }
}

/// The database holds a word this program does not know: a bug or a foreign hand.
struct UnknownValue: Error {
    var text: String
    var type: String
}

extension Person.Role: WordColumn {}
extension Person.State: WordColumn {}
extension Account.Theme: WordColumn {}

typealias Columns = Row.Columns

extension Row {
    /// The only column of a row.
    func first<T: Column>(as type: T.Type = T.self) throws -> T {
        var columns = columns
        return try columns.next()
    }
}

extension Goal.Visibility: WordColumn {}
extension Goal.Stage: WordColumn {}
extension Goal.Outcome: WordColumn {}
extension Goal.RollUpMode: WordColumn {}
extension Status: WordColumn {}
extension KeyResult.Kind: WordColumn {}
extension KeyResult.Direction: WordColumn {}
extension KeyResult.Indicator: WordColumn {}
extension KeyResult.Serves: WordColumn {}
extension Initiative.Status: WordColumn {}
extension Initiative.Effort: WordColumn {}
extension Cycle.Stage: WordColumn {}
extension Event.Kind: WordColumn {}
