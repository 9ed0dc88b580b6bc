import Domain

/// A file of rows after RFC 4180, read: the names of its columns, and each row with the line it begins on.
///
/// Read in one pass over the bytes, so it costs what the file is long. It takes what spreadsheets write: a byte order mark, `,` `;` or tab as
/// the header has it, line breaks of any system, cells with line breaks in quotes, rows with fewer or more cells than the header.
struct CSVFile: Sendable {
    struct Row: Sendable, Hashable {
        var line: Int
        var cells: [String]
        /// Why this row cannot be read, though those around it can.
        var problem: Words?
    }

    var header: [String] = []
    var delimiter = UInt8(ascii: ",")
    var rows: [Row] = []

    static let mostColumns = 1000
    static let mostRows = 1_000_000
    static let mostBytesInACell = 200_000

    init(_ bytes: [UInt8]) throws(AppError) {
        try CSVFile.refuseOtherThanText(bytes)
        var scanner = Scanner(bytes: bytes)
        scanner.skip([0xEF, 0xBB, 0xBF])
        if let named = scanner.delimiterNamedByExcel() {
            delimiter = named
        } else {
            delimiter = scanner.delimiterOfHeader()
        }
        scanner.delimiter = delimiter
        while let row = try scanner.row() {
            if row.cells.allSatisfy(\.isEmpty), row.problem == nil { continue }
            if header.isEmpty { try takeHeader(row) } else { rows.append(row) }
            if rows.count > Self.mostRows { throw .tooLarge("This file has more than \(Self.mostRows) rows. Divide it.") }
        }
    }

    private mutating func takeHeader(_ row: Row) throws(AppError) {
        if let problem = row.problem { throw .invalid("file", problem) }
        header = row.cells
    }

    private static func refuseOtherThanText(_ bytes: [UInt8]) throws(AppError) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw .invalid("file", "This file is in UTF-16. Save it as CSV in UTF-8.")
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            throw .invalid("file", "This is a workbook, or another packed file. Save the sheet as CSV in UTF-8.")
        }
        if let zero = bytes.firstIndex(of: 0) {
            let line = bytes[..<zero].count { $0 == newline } + 1
            throw .invalid("file", "Line \(line) holds a zero byte, so this is not a file of text.")
        }
    }
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let quote = UInt8(ascii: "\"")

/// Where reading has come to.
private struct Scanner {
    let bytes: [UInt8]
    var index = 0
    var line = 1
    var delimiter = UInt8(ascii: ",")

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func skip(_ prefix: [UInt8]) {
        if bytes[index...].starts(with: prefix) { index += prefix.count }
    }

    /// `sep=;` on the first line.
    mutating func delimiterNamedByExcel() -> UInt8? {
        let rest = bytes[index...].prefix(7)
        guard rest.count >= 5, String(decoding: rest.prefix(4), as: UTF8.self).lowercased() == "sep=" else { return nil }
        let named = bytes[index + 4]
        guard candidates.contains(named), index + 5 == bytes.count || isLineEnd(bytes[index + 5]) else { return nil }
        index += 5
        endLine()
        return named
    }

    /// The sign that divides the header most often, outside quotes.
    func delimiterOfHeader() -> UInt8 {
        var counts = [Int](repeating: 0, count: candidates.count)
        var isQuoted = false
        for byte in bytes[index...] {
            if byte == quote { isQuoted.toggle() }
            if isQuoted { continue }
            if isLineEnd(byte), counts.contains(where: { $0 > 0 }) { break }
            if let found = candidates.firstIndex(of: byte) { counts[found] += 1 }
        }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }

    /// The next row; nil at the end of the file.
    mutating func row() throws(AppError) -> CSVFile.Row? {
        guard index < bytes.count else { return nil }
        var row = CSVFile.Row(line: line, cells: [])
        while true {
            let cell = try cell(&row)
            if row.cells.count < CSVFile.mostColumns {
                row.cells.append(cell)
            } else {
                row.problem = "This row has more than \(CSVFile.mostColumns) cells."
            }
            guard index < bytes.count, bytes[index] == delimiter else { break }
            index += 1
        }
        endLine()
        return row
    }

    private mutating func cell(_ row: inout CSVFile.Row) throws(AppError) -> String {
        let content = index < bytes.count && bytes[index] == quote ? try quoted(&row) : plain()
        if content.count > CSVFile.mostBytesInACell {
            row.problem = "A cell of this row is longer than \(CSVFile.mostBytesInACell / 1000) kB."
            return ""
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            row.problem = "This row is not in Unicode. Save the file as CSV in UTF-8."
            return ""
        }
        return text
    }

    /// Up to the next delimiter or line end; quotes inside are letters like any other.
    private mutating func plain() -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count, bytes[index] != delimiter, !isLineEnd(bytes[index]) { index += 1 }
        return bytes[start..<index]
    }

    /// What stands between quotes, two of them being one.
    private mutating func quoted(_ row: inout CSVFile.Row) throws(AppError) -> ArraySlice<UInt8> {
        let opened = line
        var content: [UInt8] = []
        index += 1
        while true {
            let start = index
            while index < bytes.count, bytes[index] != quote {
                if bytes[index] == newline { line += 1 }
                index += 1
            }
            guard index < bytes.count else { throw .invalid("file", "The quotation mark in line \(opened) is never closed.") }
            content += bytes[start..<index]
            index += 1
            guard index < bytes.count, bytes[index] == quote else { break }
            content.append(quote)
            index += 1
        }
        let rest = plain()
        if !rest.allSatisfy({ $0 == UInt8(ascii: " ") }) { row.problem = "There is text after a closing quotation mark." }
        return content[...]
    }

    private mutating func endLine() {
        guard index < bytes.count else { return }
        let first = bytes[index]
        index += 1
        if first == carriageReturn, index < bytes.count, bytes[index] == newline { index += 1 }
        line += 1
    }
}

private let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

private func isLineEnd(_ byte: UInt8) -> Bool { byte == newline || byte == carriageReturn }
