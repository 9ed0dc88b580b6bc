import Database

/// Writes JSON straight into bytes, in the order it is told, so that the same data is the same bytes.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// Makes room beforehand for so many bytes.
    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Gives what was written so far and forgets it, for writing a large file piece by piece.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    mutating func object(_ fields: (inout JSONWriter) throws -> Void) rethrows {
        try bracketed("{", "}", fields)
    }

    mutating func array(_ items: (inout JSONWriter) throws -> Void) rethrows {
        try bracketed("[", "]", items)
    }

    mutating func array<Item>(_ name: String, _ items: [Item], _ fields: (inout JSONWriter, Item) throws -> Void) rethrows {
        key(name)
        try array { json in
            for item in items { try json.object { try fields(&$0, item) } }
        }
    }

    mutating func list(_ name: String, _ texts: [String]) {
        key(name)
        array { json in for text in texts { json.value(.text(text)) } }
    }

    mutating func field(_ name: String, _ column: some Column) {
        key(name)
        value(column.value)
    }

    mutating func field(_ name: String, _ truth: Bool) {
        key(name)
        separate()
        bytes += (truth ? "true" : "false").utf8
        needsComma = true
    }

    mutating func key(_ name: String) {
        separate()
        string(name)
        bytes += [UInt8(ascii: ":"), UInt8(ascii: " ")]
        needsComma = false
    }

    mutating func value(_ value: Value) {
        separate()
        switch value {
        case .null: bytes += "null".utf8
        case .integer(let number): bytes += "\(number)".utf8
        case .real(let number): bytes += Self.number(number).utf8
        case .text(let text): string(text)
        }
        needsComma = true
    }

    /// Text that is JSON already.
    mutating func raw(_ json: String) {
        separate()
        bytes += json.utf8
        needsComma = true
    }

    /// A line break between values, for people who compare files line by line.
    mutating func line() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    /// The shortest text that reads back as the same number: whole ones without a point, as they may stand in any JSON.
    private static func number(_ number: Double) -> String {
        guard number.isFinite else { return "null" }
        return number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
    }

    private mutating func bracketed(_ open: String, _ close: String, _ inside: (inout JSONWriter) throws -> Void) rethrows {
        separate()
        bytes += open.utf8
        needsComma = false
        try inside(&self)
        bytes += close.utf8
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes += [UInt8(ascii: ","), UInt8(ascii: " ")] }
        needsComma = false
    }

    private mutating func string(_ text: String) { append(text: text) }
}

/// For the API, which knows the names of its fields beforehand: pieces without separators.
extension JSONWriter {
    /// Bytes that are JSON already, such as a field's name with its colon.
    mutating func append(_ json: [UInt8]) { bytes += json }

    mutating func append(number: Double) { bytes += Self.number(number).utf8 }

    mutating func append(integer: Int) { bytes += String(integer).utf8 }

    /// A text in quotes. Most texts need no sign replaced and are copied whole.
    mutating func append(text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { letters in
            if letters.contains(where: { $0 < 32 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
                for letter in letters { append(escaping: letter) }
            } else {
                bytes.append(contentsOf: letters)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(escaping letter: UInt8) {
        switch letter {
        case UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\"")]
        case UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
        case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
        case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
        case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
        case 0..<32: bytes += "\\u00".utf8 + [lowerHexDigits[Int(letter >> 4)], lowerHexDigits[Int(letter & 15)]]
        default: bytes.append(letter)
        }
    }
}

let lowerHexDigits = Array("0123456789abcdef".utf8)
