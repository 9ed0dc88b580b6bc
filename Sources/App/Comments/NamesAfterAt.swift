/// Finds the names that follow an `@` in a text, whatever their case: the longest that fits, and only whole ones. Names are kept by their first
/// word, so that the work grows with the text and hardly with the number of people.
struct NamesAfterAt {
    private var byFirstWord: [[Character]: [[Character]]] = [:]
    private var longestWord = 0

    init(_ names: some Sequence<String>) {
        for name in Set(names.map(Self.folded)) where !name.isEmpty {
            let word = Array(name.prefix(while: \.isPartOfWord))
            byFirstWord[word, default: []].append(name)
            longestWord = max(longestWord, word.count)
        }
        for word in byFirstWord.keys { byFirstWord[word]!.sort { $0.count > $1.count } }
    }

    /// The names that a text holds, in lower case.
    func found(in text: String) -> Set<[Character]> {
        let text = Self.folded(text)
        return text.indices.reduce(into: []) { found, at in
            if text[at] == "@", let length = length(in: text, after: at) { found.insert(Array(text[(at + 1)...(at + length)])) }
        }
    }

    /// How many characters after the `@` at this place are a name. Give the text folded.
    func length(in text: [Character], after at: Int) -> Int? {
        guard at == 0 || !text[at - 1].isPartOfWord else { return nil }
        let rest = text[(at + 1)...]
        let word = rest.prefix(longestWord + 1).prefix(while: \.isPartOfWord)
        return byFirstWord[Array(word)]?.first { name in
            rest.starts(with: name) && rest.dropFirst(name.count).first.map { !$0.isPartOfWord } ?? true
        }?.count
    }

    /// Lower case, with as many characters as before.
    static func folded(_ text: String) -> [Character] {
        text.map { character in
            let lower = character.lowercased()
            return lower.count == 1 ? lower.first! : character
        }
    }
}

extension Character {
    fileprivate var isPartOfWord: Bool { isLetter || isNumber }
}
