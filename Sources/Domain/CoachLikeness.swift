/// How alike two titles read: a cheap look at their words and at the letters in threes, so that "Cut waiting time at the counter" is found
/// beside "Waiting times at the counters are cut", and goals that only share a word or two are not.
public struct Likeness: Sendable, Hashable {
    private var words: [UInt32] = []
    private var threes: [UInt32] = []

    /// From here on two titles say the same, give or take a word.
    public static let alike = 0.6

    /// Make one of each title once: comparing two then takes a microsecond.
    public init(_ title: String) {
        let folded = fold(String(title.prefix(Limit.title)))
        var kept: [UInt32] = []
        var letters: [UInt8] = [32]
        for word in folded.utf8.split(whereSeparator: { !Self.isLetter($0) }) where !Self.carriesNothing(word) {
            let stem = word.prefix(6)
            kept.append(Self.hash(stem))
            letters += stem
            letters.append(32)
        }
        words = Self.sorted(kept)
        guard letters.count >= 3 else { return }
        threes = Self.sorted((0..<(letters.count - 2)).map { Self.hash(letters[$0..<($0 + 3)]) })
    }

    /// From 0, nothing in common, to 1, the same words. A title without a word is like no other.
    public func share(with other: Likeness) -> Double {
        guard !words.isEmpty, !other.words.isEmpty else { return 0 }
        return (Self.common(words, other.words) + Self.common(threes, other.threes)) / 2
    }

    /// What both have of what either has.
    private static func common(_ left: [UInt32], _ right: [UInt32]) -> Double {
        var (l, r, both) = (0, 0, 0)
        while l < left.count, r < right.count {
            if left[l] == right[r] {
                both += 1
                l += 1
                r += 1
            } else if left[l] < right[r] {
                l += 1
            } else {
                r += 1
            }
        }
        let either = left.count + right.count - both
        return either == 0 ? 0 : Double(both) / Double(either)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte > 127 || (97...122).contains(byte) || (48...57).contains(byte) }

    private static func carriesNothing(_ word: Substring.UTF8View.SubSequence) -> Bool {
        guard word.count <= 6 else { return false }
        let text = String(Substring(word))
        return [CoachLexicon.english, .german].contains { $0.words[text]?.contains(.small) ?? false }
    }

    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }

    private static func sorted(_ hashes: [UInt32]) -> [UInt32] { Set(hashes).sorted() }
}
