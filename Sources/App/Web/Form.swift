import Domain
import Foundation
import Hummingbird
import NIOCore

/// What a person typed into a form: fields by name, in the order sent. A name can come several times (checkboxes).
struct Form: Sendable {
    private(set) var fields: [(name: String, value: String)] = []

    init(_ fields: [(name: String, value: String)] = []) {
        self.fields = fields
    }

    /// Reads `application/x-www-form-urlencoded`. Bytes that are not UTF-8 are refused rather than guessed at.
    init(urlEncoded bytes: some Sequence<UInt8>) throws(AppError) {
        for pair in Array(bytes).split(separator: UInt8(ascii: "&")).prefix(5000) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(parts[0]), let value = parts.count > 1 ? decoded(parts[1]) : "" else {
                throw .invalid("", "This text is not in Unicode (UTF-8), so it cannot be read.")
            }
            fields.append((name, value))
        }
    }

    /// The value without spaces around it; empty where the field is missing.
    subscript(name: String) -> String { raw(name).trimmingCharacters(in: .whitespacesAndNewlines) }

    /// The value as typed, for passwords.
    func raw(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// Fields named `prefix[key]`, by key.
    func keyed(_ prefix: String) -> [(key: String, value: String)] {
        fields.compactMap { name, value in
            name.hasPrefix("\(prefix)[") && name.hasSuffix("]") ? (String(name.dropFirst(prefix.count + 1).dropLast()), value) : nil
        }
    }

    /// The field as an id; nil when empty. What is not an id is a problem of that field.
    func id<Noun>(_ name: String, of: Noun.Type = Noun.self) throws(AppError) -> ID<Noun>? {
        let text = self[name]
        guard !text.isEmpty else { return nil }
        guard let id = ID<Noun>(text) else { throw .invalid(name, "Choose one from the list.") }
        return id
    }

    /// The field as a date; nil when empty.
    func day(_ name: String, _ problems: inout Problems) -> Day? {
        let text = self[name]
        guard !text.isEmpty else { return nil }
        let day = Day(iso: text)
        if day == nil { problems.add(name, "Write the date as year-month-day, such as 2026-11-05.") }
        return day
    }

    /// The field as a whole number; nil when empty.
    func integer(_ name: String, _ problems: inout Problems) -> Int? {
        let text = self[name]
        guard !text.isEmpty else { return nil }
        let number = Int(text)
        if number == nil { problems.add(name, "Write a whole number.") }
        return number
    }

    /// The field as one of the words of an enumeration; nil when empty or unknown, the latter a problem.
    func word<Word: RawRepresentable<String>>(_ name: String, _ problems: inout Problems) -> Word? {
        let text = self[name]
        guard !text.isEmpty else { return nil }
        let word = Word(rawValue: text)
        if word == nil { problems.add(name, "Choose one from the list.") }
        return word
    }
}

extension Request {
    /// The body as a form, at most 1 MB, within 30 seconds.
    func form(limit: Int = 1_000_000) async throws -> Form {
        guard headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") ?? true else { throw HTTPError(.unsupportedMediaType) }
        let body = try await collected(limit: limit)
        return try Form(urlEncoded: body.readableBytesView)
    }

    /// The body in memory. One that is too large is refused before it is read where its length is known.
    func collected(limit: Int, within seconds: Int = 30) async throws -> ByteBuffer {
        if let length = headers[.contentLength].flatMap(Int.init), length > limit { throw HTTPError(.contentTooLarge) }
        let body = body
        return try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            group.addTask {
                do { return try await body.collect(upTo: limit) } catch is NIOTooManyBytesError { throw HTTPError(.contentTooLarge) }
            }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw HTTPError(.requestTimeout)
            }
            defer { group.cancelAll() }
            return try await group.next()!
        }
    }

    /// The fields of the address's query.
    var query: Form { (try? Form(urlEncoded: (uri.query ?? "").utf8)) ?? Form() }
}

/// Percent and plus decoding; nil for bytes that are not UTF-8. A percent sign that begins no code stands for itself, as in a typed address.
/// NUL is dropped: PostgreSQL cannot hold it, and nobody types it.
private func decoded(_ bytes: some Collection<UInt8>) -> String? {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
        var byte = byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte
        if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(hexDigit), let low = rest.dropFirst().first.flatMap(hexDigit) {
            byte = high << 4 | low
            rest = rest.dropFirst(2)
        }
        if byte != 0 { out.append(byte) }
    }
    return String(validating: out, as: UTF8.self)
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
}
