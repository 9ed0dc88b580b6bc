import Foundation

/// What a word can mean to the coach: the groups of `coachWords`, and the form it stands in.
struct CoachMarks: OptionSet, Sendable, Hashable {
    let rawValue: UInt64

    static let work = CoachMarks(rawValue: 1 << 0), nouny = CoachMarks(rawValue: 1 << 1), settle = CoachMarks(rawValue: 1 << 2)
    static let done = CoachMarks(rawValue: 1 << 3), change = CoachMarks(rawValue: 1 << 4), better = CoachMarks(rawValue: 1 << 5)
    static let reach = CoachMarks(rawValue: 1 << 6), measure = CoachMarks(rawValue: 1 << 7), thing = CoachMarks(rawValue: 1 << 8)
    static let people = CoachMarks(rawValue: 1 << 9), act = CoachMarks(rawValue: 1 << 10), state = CoachMarks(rawValue: 1 << 11)
    static let more = CoachMarks(rawValue: 1 << 12), none = CoachMarks(rawValue: 1 << 13), limit = CoachMarks(rawValue: 1 << 14)
    static let time = CoachMarks(rawValue: 1 << 15), money = CoachMarks(rawValue: 1 << 16), can = CoachMarks(rawValue: 1 << 17)
    static let be = CoachMarks(rawValue: 1 << 18), we = CoachMarks(rawValue: 1 << 19), skip = CoachMarks(rawValue: 1 << 20)
    static let small = CoachMarks(rawValue: 1 << 21), nounNext = CoachMarks(rawValue: 1 << 22), purpose = CoachMarks(rawValue: 1 << 23)
    static let from = CoachMarks(rawValue: 1 << 24), to = CoachMarks(rawValue: 1 << 25), by = CoachMarks(rawValue: 1 << 26)
    static let of = CoachMarks(rawValue: 1 << 27), number = CoachMarks(rawValue: 1 << 28), percent = CoachMarks(rawValue: 1 << 29)
    /// Ends a part of the statement: a comma, a dash, a bracket.
    static let pause = CoachMarks(rawValue: 1 << 30)
    /// The forms of a verb: publish / publishes, publishing / Veröffentlichung, published / veröffentlicht.
    static let plain = CoachMarks(rawValue: 1 << 31), naming = CoachMarks(rawValue: 1 << 32), past = CoachMarks(rawValue: 1 << 33)
    static let finite = CoachMarks(rawValue: 1 << 34)

    static let aside = CoachMarks(rawValue: 1 << 35), per = CoachMarks(rawValue: 1 << 36), instead = CoachMarks(rawValue: 1 << 37)

    static let verbs: CoachMarks = [.work, .settle, .change, .better, .reach]

    static let groups: [String: CoachMarks] = [
        "work": .work, "nouny": .nouny, "settle": .settle, "done": .done, "change": .change, "better": .better, "reach": .reach,
        "measure": .measure, "thing": .thing, "people": .people, "act": .act, "state": .state, "more": .more, "none": .none,
        "limit": .limit, "time": .time, "money": .money, "can": .can, "be": .be, "we": .we, "skip": .skip, "small": .small,
        "noun_next": .nounNext, "purpose": .purpose, "from": .from, "to": .to, "by": .by, "of": .of, "number": .number, "aside": .aside,
        "per": .per, "instead": .instead,
    ]
}

/// The words of one language, in all their forms, folded.
struct CoachLexicon: Sendable {
    private(set) var words: [String: CoachMarks] = [:]
    /// What follows the first word of two that count only together.
    private(set) var pairs: [String: [String: CoachMarks]] = [:]
    /// Ends of longer words, such as `quote` for Fehlerquote.
    private var endings: [String: CoachMarks] = [:]
    private static let shortestEnding = 4, longestEnding = 18, longestWord = 40

    static let english = CoachLexicon(.en), german = CoachLexicon(.de)

    static func of(_ language: Coach.Language) -> CoachLexicon { language == .en ? english : german }

    private init(_ language: Coach.Language) {
        for line in coachWords.split(separator: "\n") where !line.hasPrefix("#") {
            let sides = line.split(separator: ":", maxSplits: 1)
            let head = sides[0].split(separator: " ")
            guard sides.count == 2, head.count == 2, head[1] == language.rawValue, let group = CoachMarks.groups[String(head[0])] else {
                continue
            }
            for word in sides[1].split(separator: " ") { add(String(word), group, language) }
        }
    }

    /// What a folded word can mean; a long German word also what its end means.
    func marks(of word: String) -> CoachMarks {
        if let known = words[word] { return known }
        let length = word.utf8.count
        guard !endings.isEmpty, length > Self.shortestEnding, length <= Self.longestWord else { return [] }
        var size = min(length - 2, Self.longestEnding)
        while size >= Self.shortestEnding {
            if let known = endings[String(word.suffix(size))] { return known }
            size -= 1
        }
        return []
    }

    private mutating func add(_ written: String, _ group: CoachMarks, _ language: Coach.Language) {
        let folded = fold(written)
        if folded.utf8.contains(UInt8(ascii: "_")) {
            let two = folded.split(separator: "_", maxSplits: 1)
            let second = two[1].replacingOccurrences(of: "_", with: " ")
            pairs[String(two[0]), default: [:]][second, default: []].formUnion(group.union(.plain))
            return
        }
        let isVerb = !group.isDisjoint(with: [.work, .settle, .change, .better, .reach, .act])
        let isNoun = !group.isDisjoint(with: [.measure, .thing, .people, .time])
        if language == .en {
            if isVerb { addEnglishVerb(folded, group) } else if isNoun { addEnglishNoun(folded, group) } else { know(folded, group) }
        } else {
            let isName = written.first?.isUppercase ?? false
            if isVerb, !isName, folded.hasSuffix("n") {
                addGermanVerb(folded, group)
            } else if isVerb {
                know(folded, group.union(.naming))
            } else if isNoun {
                addGermanNoun(folded, group)
            } else {
                for ending in group == .state ? ["", "e", "er", "es", "en"] : [""] { know(folded + ending, group) }
            }
        }
    }

    private mutating func know(_ word: String, _ marks: CoachMarks) { words[word, default: []].formUnion(marks) }

    private mutating func addEnglishNoun(_ word: String, _ group: CoachMarks) {
        know(word, group)
        know(word + "s", group)
        if word.hasSuffix("y") { know(word.dropLast() + "ies", group) }
        if ["s", "x", "ch", "sh"].contains(where: word.hasSuffix) { know(word + "es", group) }
    }

    private mutating func addEnglishVerb(_ word: String, _ group: CoachMarks) {
        know(word, group.union(.plain))
        let short = String(word.dropLast())
        let stem = word.hasSuffix("e") ? short : word
        know(word + "s", group.union(.finite))
        know(stem + "ed", group.union(.past))
        know(stem + "ing", group.union(.naming))
        if word.hasSuffix("y") {
            know(short + "ies", group.union(.finite))
            know(short + "ied", group.union(.past))
        }
        if ["s", "x", "ch", "sh"].contains(where: word.hasSuffix) { know(word + "es", group.union(.finite)) }
        if let last = word.last, "bdgmnprt".contains(last), let vowel = short.last, "aeiou".contains(vowel) {
            know(word + String(last) + "ed", group.union(.past))
            know(word + String(last) + "ing", group.union(.naming))
        }
    }

    private mutating func addGermanNoun(_ word: String, _ group: CoachMarks) {
        let isEnding = word.hasPrefix("-")
        let plain = isEnding ? String(word.dropFirst()) : word
        for form in ["", "e", "n", "en", "er", "ern", "s", "es", "nen"].map({ plain + $0 }) {
            know(form, group)
            if isEnding, form.utf8.count >= Self.shortestEnding { endings[form, default: []].formUnion(group) }
        }
    }

    private mutating func addGermanVerb(_ word: String, _ group: CoachMarks) {
        let parts = word.split(separator: "|").map(String.init)
        let (prefix, verb) = parts.count == 2 ? (parts[0], parts[1]) : ("", word)
        let stem = String(verb.dropLast(verb.hasSuffix("en") ? 2 : 1))
        let noGe = verb.hasSuffix("ieren") || ["be", "ver", "er", "ent", "uber", "unter"].contains { prefix.isEmpty && verb.hasPrefix($0) }
        let t = stem.hasSuffix("t") || stem.hasSuffix("d") ? "et" : "t"
        know(prefix + verb, group.union(.plain))
        let name = prefix + (verb.hasSuffix("eln") ? stem.dropLast(2) + "l" : stem) + "ung"
        know(name, group.union(.naming))
        know(name + "en", group.union(.naming))
        know(prefix + (noGe ? "" : "ge") + stem + t, group.union(.past))
        if !noGe { know(prefix + "ge" + verb, group.union(.past)) }
        if prefix.isEmpty {
            know(stem + t, group.union(.finite))
            know(stem + "e", group.union(.finite))
        } else {
            know(prefix + "zu" + verb, group.union(.plain))
        }
    }
}
