import CPostgres
import Foundation

/// The rows a statement gave, read by the types the server names.
struct PostgresResult {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) {
        self.result = result
    }

    func rows() -> [Row] {
        let width = PQnfields(result), height = PQntuples(result)
        guard height > 0, width > 0 else { return [] }
        let types = (0..<width).map { PQftype(result, $0) }
        var values: [Value] = []
        values.reserveCapacity(Int(width) * Int(height))
        for row in 0..<height {
            for column in 0..<width { values.append(value(row, column, types[Int(column)])) }
        }
        return RowSet(names: (0..<width).map { String(cString: PQfname(result, $0)) }, values: values).rows
    }

    /// Reads a column by the type the server names (`SELECT oid, typname FROM pg_type`).
    private func value(_ row: Int32, _ column: Int32, _ type: Oid) -> Value {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        switch type {
        case 20, 21, 23, 26: return .integer(Int64(strtoll(start, nil, 10)))
        case 16: return .integer(start[0] == CChar(UInt8(ascii: "t")) ? 1 : 0)
        case 700, 701: return .real(strtod(start, nil))
        case 1700: return exact(String(cString: start))
        default:
            let length = Int(PQgetlength(result, row, column))
            return .text(String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self))
        }
    }

    /// A sum of whole numbers comes as an exact decimal: whole again, as SQLite gives it.
    private func exact(_ text: String) -> Value {
        if let whole = Int64(text) { return .integer(whole) }
        return Double(text).map { .real($0) } ?? .null
    }
}
