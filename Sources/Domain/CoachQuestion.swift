import Foundation

/// The question that turns work into a change, or makes a change countable, made from the words of the statement.
struct CoachQuestion {
    let s: CoachSentence
    /// The word that leads as work.
    let work: Int?
    let reasons: [CoachClue]
    private static let mostWords = 7, mostLetters = 80

    init(_ sentence: CoachSentence, work: Int?, _ reasons: [CoachClue]) {
        s = sentence
        self.work = work
        self.reasons = reasons
    }

    func words(for label: Coach.Label) -> Words? {
        if s.words.isEmpty { return nil }
        switch label {
        case .output: return turnsWork
        case .outcome: return countsChange
        case .unsure: return "If this works, what will be different, and for whom?"
        }
    }

    private var turnsWork: Words? {
        let about = s.language == .en ? englishObject : nil
        guard let about else {
            let quoted = shortened
            return audience.map { "When “\(quoted)” is done, what will \($0) do differently?" }
                ?? "When “\(quoted)” is done, who will notice, and what will they do differently?"
        }
        if about.isPlural {
            return audience.map { "When \(about.text) are done, what will \($0) do differently?" }
                ?? "When \(about.text) are done, who will notice, and what will they do differently?"
        }
        return audience.map { "When \(about.text) is done, what will \($0) do differently?" }
            ?? "When \(about.text) is done, who will notice, and what will they do differently?"
    }

    private var countsChange: Words? {
        let isCounted = s.words.contains { $0.marks.contains(.number) } || s.words.prefix(2).contains { $0.marks.contains(.none) }
        if isCounted { return saysFrom ? nil : "Where does it stand today?" }
        let measure = reasons.first { $0.kind == .measure }.map { s.string($0.range) }
        return "How would you count “\(measure ?? shortened)”, and where does it stand today?"
    }

    /// "From 40 to 55" says where it stands already.
    private var saysFrom: Bool {
        s.words.indices.contains { index in
            s.words[index].folded == "→"
                || s.words[index].marks.contains(.from) && s.words[index...].prefix(4).contains { $0.marks.contains(.number) }
        }
    }

    // MARK: Their own words

    private struct About {
        var text: String
        var isPlural: Bool
    }

    /// What the work is about, with an article: "three workshops" of "Hold three workshops with customers" becomes "the three workshops".
    private var englishObject: About? {
        let start = work.map { $0 + 1 } ?? 0
        let ends: CoachMarks = [.pause, .purpose, .aside, .of, .be, .done, .past, .by, .from, .can, .act]
        var end = start
        while end < s.words.count, end - start < Self.mostWords, !stops(end, ends, start) { end += 1 }
        let words = s.words[start..<end]
        guard end - start < Self.mostWords, let first = words.first, let last = words.last, canEnd(last), isThing(words) else { return nil }
        var text = s.string(first.range.lowerBound..<last.range.upperBound)
        if ["a", "an"].contains(first.folded) { text = String(text.drop { $0 != " " }.dropFirst()) }
        if start == 0, first.marks != [] || first.folded.hasSuffix("ly"), text.prefix(2).dropFirst().allSatisfy(\.isLowercase) {
            text = text.prefix(1).lowercased() + text.dropFirst()
        }
        let owned: Set = ["the", "our", "my", "its", "their", "this", "these", "those", "all", "every", "each", "any"]
        if !owned.contains(first.folded) { text = "the " + text }
        let isMany = words.contains { $0.marks.contains(.number) && !["one", "1"].contains($0.folded) } || first.folded == "all"
        let looksPlural = last.folded.hasSuffix("s") && !["ss", "is", "us"].contains { last.folded.hasSuffix($0) }
        return text.count > Self.mostLetters ? nil : About(text: text, isPlural: isMany || looksPlural)
    }

    private func canEnd(_ word: CoachSentence.Word) -> Bool { word.marks.isDisjoint(with: [.number, .nounNext, .small]) }

    private func isThing(_ words: ArraySlice<CoachSentence.Word>) -> Bool {
        words.contains { $0.marks.contains(.thing) } && !words.contains { $0.marks.contains(.people) }
    }

    private func stops(_ index: Int, _ ends: CoachMarks, _ start: Int) -> Bool {
        let marks = s.words[index].marks
        if marks.contains(.past), index + 1 < s.words.count, s.words[index + 1].marks.contains(.thing) { return false }
        return !marks.isDisjoint(with: ends) && !(marks.contains(.act) && marks.contains(.thing))
            || ["to", "and", "&"].contains(s.words[index].folded)
    }

    /// Who is named, where it is more than one, so that a sentence can be made with them.
    private var audience: String? {
        let named = s.words.first { $0.marks.contains(.people) && $0.folded.first?.isLetter ?? false && isMany($0.folded) }
        return named.map { s.string($0.range) }
    }

    private func isMany(_ folded: String) -> Bool {
        if s.language == .de { return folded.hasSuffix("innen") || ["kunden", "patienten", "eltern", "leute"].contains(folded) }
        return folded.hasSuffix("s") && !folded.hasSuffix("ss") || ["people", "children", "women", "men", "youth"].contains(folded)
    }

    private var shortened: String {
        let whole = s.text.trimmed.trimmingCharacters(in: ["."])
        return whole.count <= Self.mostLetters ? whole : whole.prefix(Self.mostLetters).trimmed + "…"
    }
}

extension Substring {
    fileprivate var trimmed: String { String(self).trimmed }
}
