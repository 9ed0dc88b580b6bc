import Domain
import Foundation

/// The parts of a form that carries files (`multipart/form-data`, RFC 7578), read in one pass, within limits.
struct Multipart: Sendable {
    struct Part: Sendable {
        var name: String
        /// What the file is called on the person's machine, without folders; nil for an ordinary field.
        var fileName: String?
        var content: [UInt8]
    }

    var parts: [Part] = []

    static let mostParts = 50
    static let mostHeaderBytes = 8_000

    /// - contentType: the request's header, which names what divides the parts.
    init(_ bytes: [UInt8], contentType: String) throws(AppError) {
        guard let boundary = Multipart.boundary(in: contentType) else { throw unreadable }
        var reader = Reader(bytes: bytes, divider: Array("\r\n--\(boundary)".utf8))
        guard reader.startsWithDivider() else { throw unreadable }
        while try reader.hasPart() {
            guard parts.count < Self.mostParts else { throw .invalid("file", "At most \(Self.mostParts) files can be sent at once.") }
            let head = try reader.head()
            let content = try reader.content()
            if let part = Part(head: head, content: content) { parts.append(part) }
        }
    }

    func text(_ name: String) -> String {
        parts.first { $0.name == name && $0.fileName == nil }.map { String(decoding: $0.content, as: UTF8.self) } ?? ""
    }

    /// The files of a field; a field where none was chosen is sent as an empty one without a name.
    func files(_ name: String) -> [Part] {
        parts.filter { $0.name == name && !($0.fileName ?? "").isEmpty }
    }

    private static func boundary(in contentType: String) -> String? {
        guard contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        guard let boundary = parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else { return nil }
        return boundary.utf8.allSatisfy { $0 >= 32 && $0 < 127 } ? boundary : nil
    }
}

private let unreadable = AppError.invalid("file", "The file did not arrive whole. Choose it again.")

/// Where reading has come to. The body is read as if it began with a line break, so that every divider looks alike.
private struct Reader {
    let bytes: [UInt8]
    let divider: [UInt8]
    var index = 0

    mutating func startsWithDivider() -> Bool {
        guard bytes.starts(with: divider.dropFirst(2)) else { return false }
        index = divider.count - 2
        return true
    }

    /// Behind a divider: `--` ends it all, a line break begins a part.
    mutating func hasPart() throws(AppError) -> Bool {
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") { index += 1 }
        guard index + 1 < bytes.count else { throw unreadable }
        let mark = (bytes[index], bytes[index + 1])
        index += 2
        if mark == (UInt8(ascii: "-"), UInt8(ascii: "-")) { return false }
        guard mark == (13, 10) else { throw unreadable }
        return true
    }

    /// The lines above the empty one.
    mutating func head() throws(AppError) -> [String] {
        var lines: [String] = []
        let start = index
        while let end = lineEnd(), index - start <= Multipart.mostHeaderBytes {
            let line = bytes[index..<end]
            index = end + 2
            if line.isEmpty { return lines }
            lines.append(String(decoding: line, as: UTF8.self))
        }
        throw unreadable
    }

    mutating func content() throws(AppError) -> [UInt8] {
        // An empty part: its divider's line break is the one that ended the head.
        let start = index
        if bytes[index...].starts(with: divider.dropFirst(2)) {
            index += divider.count - 2
            return []
        }
        while index + divider.count <= bytes.count {
            if bytes[index] == 13, bytes[index..<index + divider.count].elementsEqual(divider) {
                defer { index += divider.count }
                return Array(bytes[start..<index])
            }
            index += 1
        }
        throw unreadable
    }

    private func lineEnd() -> Int? {
        var end = index
        let limit = min(bytes.count - 1, index + Multipart.mostHeaderBytes)
        while end < limit {
            if bytes[end] == 13, bytes[end + 1] == 10 { return end }
            end += 1
        }
        return nil
    }
}

extension Multipart.Part {
    /// Nil for a part that does not say which field it is.
    init?(head: [String], content: [UInt8]) {
        let disposition = head.first { $0.lowercased().hasPrefix("content-disposition:") } ?? ""
        guard let name = parameter("name", of: disposition) else { return nil }
        let path = parameter("filename", of: disposition)
        let fileName = path.map { String($0.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "").prefix(200) }
        self.init(name: name, fileName: fileName.map(String.init), content: content)
    }
}

/// The value behind `; name=` in a header, with or without quotes. Browsers write a quotation mark inside as `%22`.
private func parameter(_ name: String, of header: String) -> String? {
    for part in parameters(of: header) {
        let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, sides[0].trimmingCharacters(in: .whitespaces).lowercased() == name else { continue }
        let value = sides[1].trimmingCharacters(in: .whitespaces)
        guard value.utf8.first == UInt8(ascii: "\""), value.utf8.count >= 2, value.hasSuffix("\"") else { return value }
        return String(value.dropFirst().dropLast()).replacing("%22", with: "\"").replacing("\\\"", with: "\"")
    }
    return nil
}

/// Divided at semicolons outside quotes.
private func parameters(of header: String) -> [Substring] {
    var isQuoted = false
    return header.split(omittingEmptySubsequences: true) { character in
        if character == "\"" { isQuoted.toggle() }
        return character == ";" && !isQuoted
    }.map { $0 }
}
