/// A statement as the coach sees it: its words with what each can mean. Only the first hundred words are looked at.
struct CoachSentence {
    struct Word {
        var range: Range<String.Index>
        var folded: String
        var marks: CoachMarks
    }

    let text: String
    let language: Coach.Language
    private(set) var words: [Word] = []
    private static let mostWords = 100, mostBytes = 2_000

    init(_ text: String, _ language: Coach.Language?) {
        self.text = text
        let pieces = Self.pieces(of: text)
        self.language = language ?? Self.language(of: pieces)
        let lexicon = CoachLexicon.of(self.language)
        words = Self.joined(pieces, lexicon)
        dropLabel()
    }

    /// German where more of its small words stand in it than of English ones, or a letter only German has.
    private static func language(of pieces: [Word]) -> Coach.Language {
        var (english, german) = (0, 0)
        for piece in pieces {
            let (en, de) = (CoachLexicon.english.words[piece.folded], CoachLexicon.german.words[piece.folded])
            if let en { english += en.contains(.small) ? 3 : 2 }
            if let de { german += de.contains(.small) ? 3 : 2 }
            if en == nil, de == nil, !CoachLexicon.german.marks(of: piece.folded).isEmpty { german += 2 }
            if piece.marks.contains(.small) { german += 3 }
        }
        return german > english ? .de : .en
    }

    // MARK: Cutting

    /// Words, numbers and signs, folded, not yet looked up; German letters leave the mark `small`.
    private static func pieces(of text: String) -> [Word] {
        var pieces: [Word] = []
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        let end = text.utf8.index(scalars.startIndex, offsetBy: mostBytes, limitedBy: text.endIndex) ?? text.endIndex
        while index < end, pieces.count < mostWords {
            let scalar = scalars[index]
            let start = index
            scalars.formIndex(after: &index)
            switch kind(scalar) {
            case .nothing: continue
            case .sign: pieces.append(Word(range: start..<index, folded: String(scalar), marks: sign(scalar)))
            case .digit:
                while index < end, continuesNumber(scalars, index) { scalars.formIndex(after: &index) }
                pieces.append(Word(range: start..<index, folded: String(scalars[start..<index]), marks: .number))
            case .letter:
                while index < end, continuesWord(scalars, index) { scalars.formIndex(after: &index) }
                pieces.append(word(text, start..<index))
            }
        }
        return pieces
    }

    private enum Kind { case letter, digit, sign, nothing }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 48...57: return .digit
        case 65...90, 97...122, 0xC0...0x24F: return scalar.value == 0xD7 ? .sign : .letter
        case 0...32, 0xA0, 0xAD: return .nothing
        case 33...127, 0x2010...0x2026, 0x2190...0x21FF, 0x2260...0x2265, 0x20A0...0x20BF, 0xA3: return .sign
        default: return scalar.properties.isAlphabetic ? .letter : .nothing
        }
    }

    private static func continuesWord(_ scalars: String.UnicodeScalarView, _ index: String.Index) -> Bool {
        let value = scalars[index].value
        return kind(scalars[index]) == .letter || (48...57).contains(value) || value == 0x27 || value == 0x2019
            || (0x300...0x36F).contains(value)
    }

    /// A digit, or a point, comma or k between or behind digits: 1,200 or 2.5 or 80k.
    private static func continuesNumber(_ scalars: String.UnicodeScalarView, _ index: String.Index) -> Bool {
        let value = scalars[index].value
        if (48...57).contains(value) { return true }
        let next = scalars.index(after: index)
        let isInside = next < scalars.endIndex && (48...57).contains(scalars[next].value)
        if value == 0x2C || value == 0x2E { return isInside }
        let endsThere = next == scalars.endIndex || kind(scalars[next]) != .letter
        return [0x6B, 0x4B, 0x4D, 0x6D, 0x78].contains(value) && endsThere
    }

    private static func word(_ text: String, _ range: Range<String.Index>) -> Word {
        let raw = text[range]
        let bytes = raw.utf8
        let isGerman = bytes.count < 60 && bytes.contains(0xC3) && raw.unicodeScalars.contains { "äöüßÄÖÜ".unicodeScalars.contains($0) }
        var folded = bytes.count < 60 ? fold(String(raw)) : "…"
        for ending in ["'s", "'"] where folded.hasSuffix(ending) { folded.removeLast(ending.utf8.count) }
        return Word(range: range, folded: folded, marks: isGerman ? .small : [])
    }

    private static func sign(_ scalar: Unicode.Scalar) -> CoachMarks {
        switch scalar {
        case "%": .percent
        case ",", ";", ":", "(", ")", "[", "]", "-", "–", "—", ".", "!", "?", "\"", "“", "”", "„": .pause
        default: []
        }
    }

    // MARK: Looking up

    /// Looks every word up, and makes one of two or three that count only together.
    private static func joined(_ pieces: [Word], _ lexicon: CoachLexicon) -> [Word] {
        var words: [Word] = []
        words.reserveCapacity(pieces.count)
        var index = 0
        while index < pieces.count {
            var word = pieces[index]
            word.marks.remove(.small)
            if let seconds = lexicon.pairs[word.folded], let (length, marks) = pair(seconds, pieces, index) {
                word.range = word.range.lowerBound..<pieces[index + length].range.upperBound
                word.marks = marks
                index += length
            } else if word.marks.isEmpty {
                word.marks = lexicon.marks(of: word.folded)
            }
            words.append(word)
            index += 1
        }
        return words
    }

    private static func pair(_ seconds: [String: CoachMarks], _ pieces: [Word], _ index: Int) -> (Int, CoachMarks)? {
        guard index + 1 < pieces.count else { return nil }
        // "sign-up" and "sign up" are the same.
        let step = pieces[index + 1].folded == "-" && index + 2 < pieces.count ? 2 : 1
        let second = pieces[index + step].folded
        if let marks = seconds[second] { return (step, marks) }
        if index + step + 1 < pieces.count, let marks = seconds[second + " " + pieces[index + step + 1].folded] { return (step + 1, marks) }
        return nil
    }

    private static let labels: Set = ["kr", "key", "result", "o", "objective", "goal", "ziel", "okr", "p", "wip", "optional", "priority"]

    /// Takes off what only numbers a statement: "KR 1:", "[P0]", "2.1", "Objective:".
    private mutating func dropLabel() {
        var (end, sawName, sawPause) = (0, false, false)
        for (position, word) in words.prefix(7).enumerated() {
            if Self.labels.contains(word.folded) || Self.labels.contains(String(word.folded.prefix { !$0.isNumber })) {
                sawName = true
            } else if word.marks.contains(.pause) {
                sawPause = true
                if sawName, word.folded != "-" { end = position + 1 }
            } else if !word.marks.contains(.number) || !sawName && !sawPause {
                break
            }
        }
        if end == 0, words.count > 1, words[0].marks == .number, [".", ")", ":"].contains(words[1].folded) { end = 2 }
        if end == 0, let first = words.first?.folded, first.hasPrefix("kr"), first.last?.isNumber ?? false { end = 1 }
        words.removeFirst(end)
        while let first = words.first, first.marks.contains(.pause) { words.removeFirst() }
    }

    func string(_ range: Range<String.Index>) -> String { String(text[range]) }
}
