/// The name of one thing for ever: a UUIDv7 written as 26 letters (Crockford base 32), typed by what it names.
public struct ID<Noun>: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    /// Takes what a person or a link wrote; nil unless it is 26 letters of the alphabet (lower case is read as upper).
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 26 else { return nil }
        let upper = text.uppercased()
        guard upper.utf8.allSatisfy({ alphabet.contains($0) }), upper.utf8.first! <= UInt8(ascii: "7") else { return nil }
        self.text = upper
    }

    /// Takes an id that was made here, such as one read back from the database.
    public init(trusted text: String) {
        self.text = text
    }

    public var description: String { text }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension ID {
    /// A new id: 48 bits of time, then 74 random bits, so ids sort by the moment they were made.
    public init(at moment: Moment, random: inout some RandomNumberGenerator) {
        let time = UInt64(bitPattern: moment.milliseconds) & 0xFFFF_FFFF_FFFF
        let high = time << 16 | 0x7000 | UInt64.random(in: 0...0xFFF, using: &random)
        let low = 0x8000_0000_0000_0000 | UInt64.random(in: 0...0x3FFF_FFFF_FFFF_FFFF, using: &random)
        text = String(unsafeUninitializedCapacity: 26) { letters in
            var rest = UInt128(high) << 64 | UInt128(low)
            for index in stride(from: 25, through: 0, by: -1) {
                letters[index] = alphabet[Int(truncatingIfNeeded: rest & 31)]
                rest >>= 5
            }
            return 26
        }
    }
}

private let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
