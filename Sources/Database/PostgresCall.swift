import CPostgres
import Foundation

/// A statement as libpq takes it: each value as text with its type, NULL written into the statement, since a NULL alone has no type.
struct PostgresCall {
    let text: String
    private(set) var types: [Oid] = []
    private var bytes: [CChar] = []
    private var starts: [Int] = []

    init(_ sql: SQL) throws {
        types.reserveCapacity(sql.places.count)
        starts.reserveCapacity(sql.places.count)
        bytes.reserveCapacity(sql.places.count * 24)
        text = PostgresCall.withNulls(sql)
        for place in sql.places { try append(place.value) }
    }

    func withValues<T>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> T) rethrows -> T {
        try bytes.withUnsafeBufferPointer { bytes in
            let values = starts.map { start in bytes.baseAddress.map { $0 + start } }
            return try values.withUnsafeBufferPointer { try body($0.baseAddress) }
        }
    }

    private static func withNulls(_ sql: SQL) -> String {
        guard sql.places.contains(where: { $0.value == .null }) else { return sql.text }
        var text = "", count = 0
        sql.walk(
            literal: { text += $0 },
            place: { value in
                if value != .null { count += 1 }
                text += value == .null ? "NULL" : "$\(count)"
            }
        )
        return text
    }

    private mutating func append(_ value: Value) throws {
        switch value {
        case .null: return
        case .integer(let number): add(20, String(number))
        case .real(let number): add(701, String(number))
        case .text(let text):
            guard !text.utf8.contains(0) else { throw DatabaseError.zeroByte }
            add(25, text)
        }
    }

    private mutating func add(_ type: Oid, _ text: String) {
        types.append(type)
        starts.append(bytes.count)
        for byte in text.utf8 { bytes.append(CChar(bitPattern: byte)) }
        bytes.append(0)
    }
}
