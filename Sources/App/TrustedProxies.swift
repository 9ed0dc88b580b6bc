import Foundation

/// The addresses of proxies that may say for whom they ask: single ones, and ranges such as `10.0.0.0/8` or `fd00::/8`.
public struct TrustedProxies: Sendable, Equatable, ExpressibleByArrayLiteral, CustomStringConvertible {
    private struct Range: Sendable, Equatable {
        var bytes: [UInt8]
        var bits: Int
    }

    public let description: String
    private var ranges: [Range] = []
    /// A UNIX socket has no address: whoever may open it is trusted.
    private var isSocketTrusted = false

    public init(arrayLiteral texts: String...) {
        description = texts.joined(separator: ", ")
        for text in texts { _ = add(text) }
    }

    /// Reads a list with commas between; `unix` stands for a UNIX socket.
    public init(_ list: String) throws(Unreadable) {
        let texts = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        description = texts.joined(separator: ", ")
        for text in texts where !add(text) { throw Unreadable(text: text) }
    }

    private mutating func add(_ text: String) -> Bool {
        if text == "unix" {
            isSocketTrusted = true
        } else if let range = Self.range(text) {
            ranges.append(range)
        } else {
            return false
        }
        return true
    }

    /// What is no address.
    public struct Unreadable: Error {
        public var text: String
    }

    public func contains(_ address: String) -> Bool {
        if address.isEmpty { return isSocketTrusted }
        guard !ranges.isEmpty, let bytes = Self.bytes(of: address) else { return false }
        return ranges.contains { holds($0, bytes) }
    }

    private func holds(_ range: Range, _ bytes: [UInt8]) -> Bool {
        guard range.bytes.count == bytes.count else { return false }
        let (whole, rest) = range.bits.quotientAndRemainder(dividingBy: 8)
        guard range.bytes[..<whole] == bytes[..<whole] else { return false }
        return rest == 0 || (range.bytes[whole] ^ bytes[whole]) >> (8 - rest) == 0
    }

    private static func range(_ text: String) -> Range? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let bytes = bytes(of: String(parts[0])) else { return nil }
        guard parts.count == 2 else { return Range(bytes: bytes, bits: bytes.count * 8) }
        guard let bits = Int(parts[1]), (0...bytes.count * 8).contains(bits) else { return nil }
        return Range(bytes: bytes, bits: bits)
    }

    /// An IPv4 address inside an IPv6 one, as a socket for both has them, is the IPv4 address.
    private static func bytes(of text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: &six) { Array($0) }
        return bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) ? Array(bytes[12...]) : bytes
    }
}
