import Foundation
import GRDBSQLite

/// One connection to a SQLite file, stepped through SQLite's own interface: a statement is prepared once and kept.
final class SQLiteConnection: Connection {
    /// A prepared statement; its names are read again when SQLite prepared it anew after a change of the schema.
    private final class Statement {
        let pointer: OpaquePointer
        var names: [String] = []
        var preparations: Int32 = -1
        var lastUse = 0

        init(_ pointer: OpaquePointer) { self.pointer = pointer }

        deinit { sqlite3_finalize(pointer) }
    }

    private static let mostStatements = 300

    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]
    private var uses = 0
    private(set) var topics: [String] = []
    /// The last one given in this transaction.
    var position: Position?
    /// The first error of the transaction: it ends it, as on PostgreSQL.
    private(set) var failure: DatabaseError?

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    func rows(_ sql: SQL) throws -> [Row] {
        try checked {
            let statement = try bound(sql)
            defer { sqlite3_reset(statement.pointer) }
            return try all(of: statement)
        }
    }

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        try checked {
            let statement = try bound(sql)
            defer { sqlite3_reset(statement.pointer) }
            let before = sqlite3_total_changes(handle)
            while try step(statement) {}
            return sqlite3_total_changes(handle) == before ? 0 : Int(sqlite3_changes(handle))
        }
    }

    func notify(_ topic: String) {
        if !topics.contains(topic) { topics.append(topic) }
    }

    /// Forgets the topics, the turn and the failure of what ran before.
    func startAnew() {
        topics.removeAll(keepingCapacity: true)
        position = nil
        failure = nil
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// BEGIN, COMMIT and the like: run even after a failure.
    func control(_ text: SQL) throws {
        let statement = try bound(text)
        defer { sqlite3_reset(statement.pointer) }
        while try step(statement) {}
    }

    /// Lets go of what is prepared, so that the connection can be closed.
    func forgetStatements() {
        statements.removeAll()
    }

    private func checked<T>(_ body: () throws -> T) throws -> T {
        if let failure { throw failure }
        do {
            return try body()
        } catch let error as DatabaseError {
            failure = error
            throw error
        }
    }

    private func bound(_ sql: SQL) throws -> Statement {
        let statement = try statement(sql.text)
        for (index, place) in sql.places.enumerated() {
            let code = try bind(place.value, at: Int32(index + 1), of: statement.pointer)
            guard code == SQLITE_OK else { throw error() }
        }
        return statement
    }

    private func statement(_ text: String) throws -> Statement {
        uses += 1
        if let known = statements[text] {
            known.lastUse = uses
            return known
        }
        if statements.count >= Self.mostStatements { forgetLeastUsed() }
        let statement = try prepared(text)
        statement.lastUse = uses
        statements[text] = statement
        return statement
    }

    private func prepared(_ text: String) throws -> Statement {
        var text = text
        return try text.withUTF8 { bytes in
            var pointer: OpaquePointer?
            var tail: UnsafePointer<CChar>?
            let code = bytes.withMemoryRebound(to: CChar.self) {
                let code = sqlite3_prepare_v3(handle, $0.baseAddress, Int32($0.count), UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, &tail)
                return (code, $0.baseAddress.map { start in tail.map { $0 - start } ?? 0 } ?? 0)
            }
            guard code.0 == SQLITE_OK else { throw error() }
            guard let pointer else { throw DatabaseError.other("an empty statement") }
            let statement = Statement(pointer)
            guard bytes[code.1...].allSatisfy({ [0x20, 0x0A, 0x0D, 0x09, 0x3B].contains($0) }) else {
                throw DatabaseError.other("more than one statement was given: \(String(decoding: bytes, as: UTF8.self))")
            }
            return statement
        }
    }

    private func forgetLeastUsed() {
        let oldest = statements.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(Self.mostStatements / 4)
        for (text, _) in oldest { statements[text] = nil }
    }

    private func bind(_ value: Value, at index: Int32, of pointer: OpaquePointer) throws -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(pointer, index)
        case .integer(let number): return sqlite3_bind_int64(pointer, index, number)
        case .real(let number): return sqlite3_bind_double(pointer, index, number)
        case .text(var text):
            return try text.withUTF8 { bytes in
                guard let start = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_text(pointer, index, "", 0, copied) }
                guard memchr(start, 0, bytes.count) == nil else { throw DatabaseError.zeroByte }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(pointer, index, $0, Int32(bytes.count), copied)
                }
            }
        }
    }

    private func all(of statement: Statement) throws -> [Row] {
        guard try step(statement) else { return [] }
        let width = sqlite3_column_count(statement.pointer)
        var values: [Value] = []
        values.reserveCapacity(Int(width) * 4)
        repeat {
            for column in 0..<width { values.append(try value(of: statement.pointer, column)) }
        } while try step(statement)
        return RowSet(names: names(of: statement, width), values: values).rows
    }

    private func value(of pointer: OpaquePointer, _ column: Int32) throws -> Value {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(pointer, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(pointer, column))
        case SQLITE_NULL: return .null
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(pointer, column) else { throw error() }
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        default: throw DatabaseError.other("a BLOB was read; columns hold text and numbers")
        }
    }

    private func names(of statement: Statement, _ width: Int32) -> [String] {
        let preparations = sqlite3_stmt_status(statement.pointer, SQLITE_STMTSTATUS_REPREPARE, 0)
        if statement.preparations != preparations {
            statement.names = (0..<width).map { String(cString: sqlite3_column_name(statement.pointer, $0)) }
            statement.preparations = preparations
        }
        return statement.names
    }

    /// True when there is a row to read.
    private func step(_ statement: Statement) throws -> Bool {
        switch sqlite3_step(statement.pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw error()
        }
    }

    private func error() -> DatabaseError {
        DatabaseError(sqlite: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
    }
}

/// Tells SQLite to copy a text before it returns.
nonisolated(unsafe) private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
