import GRDBSQLite

extension DatabaseError {
    /// - code: SQLite's extended result code.
    init(sqlite code: Int32, message: String) {
        let subject = message.range(of: "constraint failed: ").map { String(message[$0.upperBound...]) } ?? message
        switch (code & 0xFF, code) {
        case (SQLITE_CONSTRAINT, 2067), (SQLITE_CONSTRAINT, 1555), (SQLITE_CONSTRAINT, 2579):  // UNIQUE, PRIMARYKEY, ROWID
            self = .unique(subject.hasPrefix("index '") ? String(subject.dropFirst(7).dropLast()) : subject)
        case (SQLITE_CONSTRAINT, 787): self = .foreignKey
        case (SQLITE_CONSTRAINT, _): self = .check(subject)
        case (SQLITE_FULL, _): self = .full
        case (SQLITE_READONLY, _): self = .readOnly
        case (SQLITE_BUSY, _), (SQLITE_LOCKED, _): self = .unavailable("another program holds the database file for too long")
        case (SQLITE_CANTOPEN, _): self = .unavailable("the database file cannot be opened: see who may write in its folder")
        case (SQLITE_CORRUPT, _): self = .other("the database file is damaged (\(message)): restore a backup")
        case (SQLITE_NOTADB, _): self = .other("the file is not a SQLite database")
        case (SQLITE_IOERR, _): self = .other("the disk cannot be read or written (SQLite \(code): \(message))")
        default: self = .other("SQLite \(code): \(message)")
        }
    }
}
