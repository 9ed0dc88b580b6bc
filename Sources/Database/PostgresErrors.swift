import CPostgres

extension PostgresConnection.Failure {
    init(link: OpaquePointer?, answer: OpaquePointer?) {
        let field = { (code: UnicodeScalar) -> String in
            PQresultErrorField(answer, Int32(code.value)).map { String(cString: $0) } ?? ""
        }
        state = field("C")
        isBroken = link == nil || PQstatus(link) == CONNECTION_BAD || ["57P01", "57P02"].contains(state)
        let message = field("M")
        error = DatabaseError(postgres: state, message: message.isEmpty ? "no answer" : message, isBroken: isBroken, field: field)
    }
}

extension DatabaseError {
    /// - state: the SQLSTATE (PostgreSQL manual, appendix A).
    /// - field: a part of the error by its letter: n constraint, t table, c column, D detail.
    init(postgres state: String, message: String, isBroken: Bool, field: (UnicodeScalar) -> String) {
        switch state {
        case "23505": self = .unique(DatabaseError.columns(in: field("D"), table: field("t")) ?? field("n"))
        case "23503": self = .foreignKey
        case "23502": self = .check("\(field("t")).\(field("c"))")
        case "23514", "23P01": self = .check(field("n"))
        case "53100": self = .full
        case "25006": self = .readOnly
        case "53300": self = .unavailable("PostgreSQL has no connection left: \(message)")
        case _ where isBroken || state.hasPrefix("08") || state.hasPrefix("57P"):
            self = .unavailable("the connection to PostgreSQL broke: \(message)")
        case "40001", "40P01": self = .unavailable("too many changes to the same data at once")
        default: self = .other("PostgreSQL \(state): \(message)")
        }
    }

    /// "Key (a, b)=(1, 2) already exists." says `table.a, table.b`, as SQLite does; nil for an index on an expression.
    private static func columns(in detail: String, table: String) -> String? {
        guard let start = detail.firstIndex(of: "("), let end = detail.range(of: ")=(") else { return nil }
        let names = detail[detail.index(after: start)..<end.lowerBound]
        guard !names.contains("(") && !names.contains("'") else { return nil }
        return names.split(separator: ", ").map { "\(table).\($0)" }.joined(separator: ", ")
    }
}
