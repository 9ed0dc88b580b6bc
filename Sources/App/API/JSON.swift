/// JSON that came in. Numbers keep what the text said; an object keeps its fields in order.
enum JSON: Sendable, Equatable {
    case null
    case truth(Bool)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([Field])

    struct Field: Sendable, Equatable {
        var name: String
        var value: JSON
    }

    subscript(name: String) -> JSON? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.name == name }?.value
    }

    /// The text under this name; a thing of our own making that lacks it was damaged.
    func string(_ name: String) throws -> String {
        guard case .text(let text)? = self[name] else { throw UnknownValue(text: name, type: "a text in JSON") }
        return text
    }
}

extension JSON {
    /// What is wrong with a text that is no JSON, or goes beyond what is read here.
    enum Unreadable: Error, Equatable {
        case notUTF8
        /// At this byte, counted from 1.
        case syntax(at: Int)
        case tooDeep
        /// Two fields of one object have this name, so nobody can say which was meant.
        case twice(String)
    }

    /// Reads a whole text: UTF-8, at most 32 levels deep, no name twice. NUL is dropped, as in forms: no database here keeps it.
    init(reading bytes: [UInt8]) throws(Unreadable) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        var reader = Reader(bytes: bytes)
        self = try reader.all()
    }
}

/// Foundation's reader keeps the last of two fields with one name and says nothing; this one refuses them, and names the byte where it stopped.
private struct Reader {
    let bytes: [UInt8]
    var index = 0
    var depth = 0

    mutating func all() throws(JSON.Unreadable) -> JSON {
        let value = try value()
        skipSpace()
        guard index == bytes.count else { throw here }
        return value
    }

    private var here: JSON.Unreadable { .syntax(at: index + 1) }
    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 { index += 1 }
    }

    private mutating func take(_ letter: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: letter) else { return false }
        index += 1
        return true
    }

    private mutating func value() throws(JSON.Unreadable) -> JSON {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try nested { (reader) throws(JSON.Unreadable) in .object(try reader.fields()) }
        case UInt8(ascii: "["): return try nested { (reader) throws(JSON.Unreadable) in .list(try reader.items()) }
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .truth(true))
        case UInt8(ascii: "f"): return try word("false", .truth(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested(_ read: (inout Reader) throws(JSON.Unreadable) -> JSON) throws(JSON.Unreadable) -> JSON {
        guard depth < 32 else { throw .tooDeep }
        depth += 1
        index += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func fields() throws(JSON.Unreadable) -> [JSON.Field] {
        var fields: [JSON.Field] = []
        var names: Set<String> = []
        skipSpace()
        if take("}") { return [] }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw here }
            let name = try text()
            guard names.insert(name).inserted else { throw .twice(name) }
            skipSpace()
            guard take(":") else { throw here }
            fields.append(.init(name: name, value: try value()))
            skipSpace()
        } while take(",")
        guard take("}") else { throw here }
        return fields
    }

    private mutating func items() throws(JSON.Unreadable) -> [JSON] {
        var items: [JSON] = []
        skipSpace()
        if take("]") { return [] }
        repeat {
            items.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw here }
        return items
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.Unreadable) -> JSON {
        let end = index + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes[index..<end].elementsEqual(word.description.utf8) else { throw here }
        index = end
        return value
    }

    private mutating func number() throws(JSON.Unreadable) -> Double {
        let start = index
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        guard let number = Double(String(decoding: bytes[start..<index], as: UTF8.self)) else { throw here }
        return number
    }

    private mutating func digits() throws(JSON.Unreadable) {
        let start = index
        while let byte = next, (48...57).contains(byte) { index += 1 }
        if index == start { throw here }
    }

    private mutating func text() throws(JSON.Unreadable) -> String {
        index += 1
        var out: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 32 else { throw here }
            index += 1
            if byte == UInt8(ascii: "\\") { try escape(&out) } else { out.append(byte) }
        }
        guard take("\"") else { throw here }
        return String(decoding: out, as: UTF8.self)
    }

    private mutating func escape(_ out: inout [UInt8]) throws(JSON.Unreadable) {
        guard let byte = next else { throw here }
        index += 1
        switch byte {
        case UInt8(ascii: "n"): out.append(10)
        case UInt8(ascii: "t"): out.append(9)
        case UInt8(ascii: "r"): out.append(13)
        case UInt8(ascii: "b"): out.append(8)
        case UInt8(ascii: "f"): out.append(12)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
        case UInt8(ascii: "u"):
            let scalar = try scalar()
            if scalar.value != 0 { out += String(Character(scalar)).utf8 }
        default:
            index -= 1
            throw here
        }
    }

    /// Half of a pair alone names no letter.
    private mutating func scalar() throws(JSON.Unreadable) -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take("\\"), take("u") else { throw here }
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second) else { throw here }
        let both = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(both) else { throw here }
        return scalar
    }

    private mutating func unit() throws(JSON.Unreadable) -> UInt16 {
        guard index + 4 <= bytes.count, bytes[index..<(index + 4)].allSatisfy(isHexDigit),
            let unit = UInt16(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
        else { throw here }
        index += 4
        return unit
    }

    private func isHexDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }
}
