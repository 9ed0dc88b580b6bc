/// The rules. Each looks at one thing in a statement, points at words, and gives points: above 0 for a change, below for work.
///
/// What leads the statement weighs most. Work in the lead ("Publish …", "… veröffentlichen", "Einführung von …") makes all that speaks for a
/// change weigh little, for it is then what the work is about.
struct CoachRules {
    let s: CoachSentence
    var words: [CoachSentence.Word]
    var lead: Lead?
    var found: [CoachClue] = []

    /// The verb that leads: the first word of "Publish a roadmap", the last of "Roadmap veröffentlichen".
    struct Lead {
        var index: Int
        var marks: CoachMarks
        /// Not known, but it stands where a verb stands.
        var isGuess = false
    }

    /// Every clue in a statement, and which of its words is the work that leads it, if any.
    static func look(at sentence: CoachSentence) -> (clues: [CoachClue], work: Int?) {
        var rules = CoachRules(sentence)
        rules.look()
        return (rules.found, rules.leads([.work, .settle]) ? rules.lead?.index : nil)
    }

    private init(_ sentence: CoachSentence) {
        s = sentence
        words = sentence.words
        leaveAsides()
        if s.language == .en { joinNouns() }
        lead = findLead()
    }

    private mutating func look() {
        lookAtLead()
        lookAtChange()
        lookAtMovement()
        lookAtPeople()
        lookAtPer()
        lookAtState()
        lookAtDone()
        lookAtThings()
        lookAtMeasures()
        lookAtLimits()
        lookAtComparison()
        lookAtPurpose()
    }

    // MARK: What leads

    /// What only explains ("…, where active means …") is left out, and in brackets only numbers count.
    private mutating func leaveAsides() {
        if let aside = words.indices.dropFirst().first(where: { has($0, .aside) }) { words.removeLast(words.count - aside) }
        var depth = 0
        for index in words.indices {
            switch words[index].folded {
            case "(", "[": depth += 1
            case ")", "]": depth = max(0, depth - 1)
            default: break
            }
            if depth > 0 { words[index].marks.formIntersection([.number, .percent, .time, .money, .limit, .pause, .from, .to]) }
        }
    }

    /// "Satisfaction survey" is a survey and "survey response rate" a rate: of nouns in a row the last one counts.
    private mutating func joinNouns() {
        let nouns: CoachMarks = [.thing, .measure, .people]
        for index in words.indices.dropLast() where has(index, nouns) && has(index + 1, nouns) {
            if has(index + 1, [.plain, .finite]), !has(index + 1, .nouny), has(index, .people) { continue }
            words[index].marks.subtract(nouns)
        }
    }

    private func findLead() -> Lead? { s.language == .en ? findEnglishLead() : findGermanLead() }

    private func findEnglishLead() -> Lead? {
        let start = words.firstIndex { $0.marks.isDisjoint(with: [.skip, .pause]) && !$0.folded.hasSuffix("ly") }
        guard let start else { return nil }
        if has(start, .verbs), has(start, [.plain, .naming]) {
            if isNoun(start) { return nil }
            return !has(start, .work) && isAnd(start + 1) && has(start + 2, .work) ? lead(at: start + 2) : lead(at: start)
        }
        // "The data team writes …": what the team does is work.
        if let team = words.indices.prefix(3).first(where: { has($0, .we) }), has(team + 1, [.work, .settle]),
            has(team + 1, [.plain, .finite])
        {
            return lead(at: team + 1)
        }
        return looksLikeVerb(start) ? Lead(index: start, marks: .work, isGuess: true) : nil
    }

    /// "Release frequency": a word that is a verb elsewhere, and here belongs to what is measured.
    private func isNoun(_ index: Int) -> Bool {
        guard has(index, .nouny) else { return false }
        return has(index + 1, .measure) || has(index + 2, .measure) && !has(index + 1, [.of, .small, .number, .nounNext])
    }

    /// "Oil every hinge": a word that is not known, in front of what stands before nouns.
    private func looksLikeVerb(_ index: Int) -> Bool {
        let others: CoachMarks = [.measure, .people, .more, .none, .number, .limit, .be, .can, .past, .of, .nounNext, .money, .done]
        let next = isAnd(index + 1) ? index + 3 : index + 1
        if isRate(index) || isPlural(index) { return false }
        return !has(index, others) && has(next, [.nounNext, .number]) && words[index].folded.first?.isLetter ?? false && !isAcronym(index)
    }

    /// "Calls a week", "Anrufe pro Woche": something counted in a time.
    func isRate(_ index: Int) -> Bool {
        (has(index + 1, .per) || ["a", "an", "each", "every"].contains(folded(index + 1))) && has(index + 2, .time) && !has(index, .verbs)
    }

    /// Nobody is told to do something with a verb in -s; "focus" and "process" are none.
    private func isPlural(_ index: Int) -> Bool {
        let word = words[index].folded
        return word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us")
    }

    private func lead(at index: Int) -> Lead { Lead(index: index, marks: words[index].marks) }

    private func isAcronym(_ index: Int) -> Bool {
        let text = s.text[words[index].range]
        return text.count > 1 && text.allSatisfy { !$0.isLowercase }
    }

    private func findGermanLead() -> Lead? {
        guard let start = words.firstIndex(where: { $0.marks.isDisjoint(with: [.skip, .pause]) }) else { return nil }
        if has(start, .verbs), has(start, .naming) { return lead(at: start) }
        let isWe = words[..<start].contains { $0.folded == "wir" }
        if isWe, has(start, .verbs), has(start, [.plain, .finite]) { return lead(at: start) }
        // Otherwise the verb stands at the end.
        let last = words[..<mainEnd].lastIndex { $0.marks.isDisjoint(with: [.pause, .be]) }
        return last.flatMap { has($0, .verbs) && has($0, .plain) ? lead(at: $0) : nil }
    }

    /// Where a clause of purpose begins, or the end.
    var mainEnd: Int {
        words.indices.first { has($0, .purpose) || $0 > 0 && has($0 - 1, .pause) && words[$0].folded == "um" } ?? words.count
    }

    private mutating func lookAtLead() {
        guard let lead else { return }
        if lead.isGuess { return add(.work, -2.5, lead.index) }
        if lead.marks.contains(.work) { return add(.work, -4, lead.index) }
        if lead.marks.contains(.settle) { return add(.settled, -3, lead.index) }
        if lead.marks.contains(.change) { return add(.change, 3, lead.index) }
        if lead.marks.contains(.better) { add(.vague, 1, lead.index) }
    }

    func leads(_ marks: CoachMarks) -> Bool { lead.map { !$0.marks.isDisjoint(with: marks) } ?? false }

    var isWork: Bool { leads(.work) }

    /// Under work, what speaks for a change weighs little.
    var weight: Double { isWork ? 0.3 : 1 }

    // MARK: Looking

    func has(_ index: Int, _ marks: CoachMarks) -> Bool {
        words.indices.contains(index) && !words[index].marks.isDisjoint(with: marks)
    }

    private func isAnd(_ index: Int) -> Bool { ["and", "&", "/", "or", ","].contains(folded(index)) }

    func folded(_ index: Int) -> String { words.indices.contains(index) ? words[index].folded : "" }

    /// The first word that can mean this.
    func first(_ marks: CoachMarks) -> Int? { words.firstIndex { !$0.marks.isDisjoint(with: marks) } }

    /// Whether a word before this one can mean it.
    func isAny(_ marks: CoachMarks, before index: Int) -> Bool { words[..<index].contains { !$0.marks.isDisjoint(with: marks) } }

    func number(after index: Int, within steps: Int) -> Int? {
        words.indices.first { $0 > index && $0 <= index + steps && has($0, .number) }
    }

    func withUnit(_ index: Int) -> Int { has(index + 1, [.percent, .time, .money]) ? index + 1 : index }

    /// How much by: "by 25 %", "by 3x", "um die Hälfte"; a year or a date is none.
    func amount(after index: Int) -> Int? {
        let shares: Set = ["half", "third", "quarter", "halfte", "drittel", "viertel"]
        for next in index + 1..<index + 4 where next < words.count {
            if shares.contains(folded(next)) { return next }
            if has(next, .number) { return isDate(next) ? nil : withUnit(next) }
            let mayStandBetween =
                has(next, [.limit, .to, .nounNext, .of, .more, .skip]) || ["about", "another", "rund", "etwa"].contains(folded(next))
            if !mayStandBetween { return nil }
        }
        return nil
    }

    private func isDate(_ index: Int) -> Bool {
        let isYear = folded(index).utf8.count == 4 && folded(index).hasPrefix("20")
        return isYear || ["/", "."].contains(folded(index + 1)) && index + 2 < words.count
    }

    mutating func add(_ kind: CoachClue.Kind, _ points: Double, _ index: Int, to last: Int? = nil) {
        found.append(clue(kind, points, index, to: last))
    }

    func clue(_ kind: CoachClue.Kind, _ points: Double, _ index: Int, to last: Int? = nil) -> CoachClue {
        let end = min(max(last ?? index, index), words.count - 1)
        return CoachClue(kind: kind, points: points, range: words[index].range.lowerBound..<words[end].range.upperBound)
    }
}
