/// The rows one statement gave: all their values one after the other over one list of names, so a row costs no memory of its own.
@usableFromInline
final class RowSet: Sendable {
    @usableFromInline let names: [String]
    @usableFromInline let values: [Value]

    init(names: [String], values: [Value]) {
        self.names = names
        self.values = values
    }

    var rows: [Row] {
        guard !names.isEmpty else { return [] }
        return stride(from: 0, to: values.count, by: names.count).map { Row(all: self, start: $0) }
    }
}

/// One row, read from left to right in the order of the column list that asked for it.
public struct Row: Sendable {
    @usableFromInline let all: RowSet
    @usableFromInline let start: Int

    init(all: RowSet, start: Int) {
        self.all = all
        self.start = start
    }

    public var values: [Value] { Array(all.values[start..<(start + all.names.count)]) }
    public var names: [String] { all.names }

    /// A reader standing before the first column.
    @inlinable
    public var columns: Columns { Columns(row: self) }

    /// Where reading a row has come to.
    public struct Columns {
        @usableFromInline let row: Row
        @usableFromInline var index = 0

        @inlinable
        init(row: Row) { self.row = row }

        /// The next column; throws `DatabaseError.other` naming the column when there is none or it holds another type.
        @inlinable
        public mutating func next<T: Column>(_ type: T.Type = T.self) throws -> T {
            guard index < row.all.names.count else { throw DatabaseError.other("a row of \(index) columns was read further") }
            defer { index += 1 }
            do {
                return try T(value: row.all.values[row.start + index])
            } catch {
                throw row.mismatch(error, at: index)
            }
        }

        /// Passes over columns that are of no interest here.
        public mutating func skip(_ count: Int = 1) { index += count }
    }

    @usableFromInline
    func mismatch(_ error: any Error, at index: Int) -> any Error {
        guard case DatabaseError.other(let why) = error else { return error }
        return DatabaseError.other("column \(all.names[index]): \(why)")
    }
}
