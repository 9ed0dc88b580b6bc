import CPostgres
import Foundation

/// The address of a PostgreSQL database, as libpq reads it; what is said about it never shows the password.
struct PostgresURL: Sendable {
    private let url: String
    private let password: String?

    init(_ url: String) throws {
        var message: UnsafeMutablePointer<CChar>?
        defer { PQfreemem(message) }
        guard let options = PQconninfoParse(url, &message) else {
            // libpq's own words may repeat a part of the address, and so of the password.
            throw DatabaseError.unavailable("DATABASE_URL cannot be read: it must be postgres://user:password@host:port/database")
        }
        defer { PQconninfoFree(options) }
        self.url = url
        password = PostgresURL.option("password", of: options)
    }

    private static func option(_ name: String, of options: UnsafeMutablePointer<PQconninfoOption>) -> String? {
        var each = options
        while let keyword = each.pointee.keyword {
            if String(cString: keyword) == name { return each.pointee.val.map { String(cString: $0) } }
            each += 1
        }
        return nil
    }

    /// A new connection; the one who asked finishes it.
    func connected() throws -> OpaquePointer {
        // What stands before the address gives way to it, what stands behind does not.
        let settings = [
            ("connect_timeout", "10"), ("application_name", "cairn"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "30000"), ("dbname", url), ("client_encoding", "UTF8"),
        ]
        guard let link = withCStrings(settings.map(\.0), settings.map(\.1), { PQconnectdbParams($0, $1, 1) }) else {
            throw DatabaseError.unavailable("no memory for a connection")
        }
        PQsetNoticeProcessor(link, { _, _ in }, nil)
        guard PQstatus(link) == CONNECTION_OK else {
            defer { PQfinish(link) }
            throw DatabaseError.unavailable("PostgreSQL cannot be reached: \(clean(String(cString: PQerrorMessage(link))))")
        }
        return link
    }

    private func clean(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard let password, !password.isEmpty else { return line }
        return line.replacing(password, with: "…")
    }
}

/// Two lists of C strings that end with NULL.
private func withCStrings<T>(
    _ left: [String], _ right: [String],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> T
) -> T {
    let lefts = left.map { strdup($0) }, rights = right.map { strdup($0) }
    defer { (lefts + rights).forEach { free($0) } }
    return body(lefts.map { UnsafePointer($0) } + [nil], rights.map { UnsafePointer($0) } + [nil])
}
