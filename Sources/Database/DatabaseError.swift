/// What a database can refuse, in the same cases on both engines.
public enum DatabaseError: Error, Equatable {
    /// The columns that must be unique together, as `table.column, table.column`; the index's name where it is on an expression.
    case unique(String)
    case foreignKey
    /// The rule of the schema that does not hold: the name of a CHECK, or `table.column` of a NOT NULL.
    case check(String)
    /// The disk has no room. Writes go on by themselves once it has.
    case full
    case readOnly
    /// The database cannot be reached or opened now; the words say why and never hold a password.
    case unavailable(String)
    /// The data was written by a newer version of the program.
    case newerSchema(found: Int, known: Int)
    case other(String)
}

extension DatabaseError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unique(let columns): "\(columns) is taken already"
        case .foreignKey: "a row that is pointed to is missing, or still pointed to"
        case .check(let rule): "the rule \(rule) of the schema does not hold"
        case .full: "the disk is full"
        case .readOnly: "the database may only be read: see who owns its file and folder"
        case .unavailable(let why): why
        case .newerSchema(let found, let known):
            "the data has schema \(found), written by a newer Cairn; this one knows up to \(known): install the newer version, or restore a backup"
        case .other(let why): why
        }
    }

    @usableFromInline
    static func mismatch(_ value: Value, _ wanted: String) -> DatabaseError {
        switch value {
        case .null: .other("\(wanted) was expected, it is NULL")
        case .integer: .other("\(wanted) was expected, it is a whole number")
        case .real: .other("\(wanted) was expected, it is a number")
        case .text: .other("\(wanted) was expected, it is a text")
        }
    }

    static let closed = DatabaseError.unavailable("the database is closed")
    static let zeroByte = DatabaseError.other("a text holds a zero byte, which no database keeps")
}
