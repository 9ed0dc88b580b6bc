import Foundation

/// Text as search compares it: lower case, without diacritics, ß as ss, full-width letters as plain ones. Linear in the length.
public func fold(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 128 }) { return foldASCII(text) }
    var folded = String.UnicodeScalarView()
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars where !scalar.isDiacritic {
        for lower in scalar.properties.lowercaseMapping.unicodeScalars where !lower.isDiacritic {
            if let plain = plainLetters[lower] { folded.append(contentsOf: plain.unicodeScalars) } else { folded.append(lower) }
        }
    }
    return String(folded)
}

private func foldASCII(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
        String(unsafeUninitializedCapacity: bytes.count) { folded in
            for index in bytes.indices { folded[index] = (65...90).contains(bytes[index]) ? bytes[index] + 32 : bytes[index] }
            return bytes.count
        }
    }
}

extension Unicode.Scalar {
    /// The combining marks of Latin, Greek and Cyrillic. Those of other scripts are letters to their readers and stay.
    fileprivate var isDiacritic: Bool { (0x300...0x36F).contains(value) }
}

private let plainLetters: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ς": "σ",
    "’": "'", "‘": "'", "“": "\"", "”": "\"", "„": "\"", "–": "-", "—": "-", "\u{00A0}": " ",
]
