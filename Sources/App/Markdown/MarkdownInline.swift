/// Reads the characters of a block. Openers wait on a stack; what never closes stands as typed.
struct MarkdownInline {
    private struct Opener {
        var mark: String
        var piece: Int
    }

    private let markdown: Markdown
    private let text: [Character]
    /// Whether a character could begin markup. Between those, text is taken in runs: reading each character for itself cost more than a page.
    private let isMark: [Bool]
    /// The text as names are compared, where it could name anybody.
    private let folded: [Character]
    private var at = 0
    private var plain = ""
    private var pieces: [String] = []
    private var openers: [Opener] = []
    /// From where on no backtick closes, so that it is not looked for again from every one that opens.
    private var noCodeAfter = Int.max
    /// Until where no bracket closes and no space stands, so that many unfinished links are not searched again and again.
    private var unclosedUntil = 0

    init(_ markdown: Markdown, _ text: String) {
        self.markdown = markdown
        self.text = Array(text)
        let hasAddress = text.contains("://")
        isMark = self.text.map { character in
            switch character.utf8.first {
            case UInt8(ascii: "\\"), UInt8(ascii: "\n"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["),
                UInt8(ascii: "]"),
                UInt8(ascii: "@"):
                true
            case UInt8(ascii: "h"): hasAddress
            default: false
            }
        }
        folded = text.contains("@") ? NamesAfterAt.folded(text) : []
    }

    func html() -> String {
        var copy = self
        while copy.at < copy.text.count {
            let end = copy.isMark[copy.at...].firstIndex(of: true) ?? copy.text.count
            if end > copy.at { copy.take(end - copy.at) } else { copy.step() }
        }
        copy.flush()
        return copy.pieces.joined()
    }

    private mutating func step() {
        switch text[at] {
        case "\\" where at + 1 < text.count && "\\`*_[]#>-@".contains(text[at + 1]): escaped()
        case "\n": put("<br>", upTo: at + 1)
        case "`" where at < noCodeAfter: code()
        case "*", "_": emphasis()
        case "[": openLink()
        case "]": closeLink()
        case "h" where !isInLink && startsURL(): address()
        case "@": mention()
        default: take(1)
        }
    }

    private var isInLink: Bool { openers.contains { $0.mark == "[" } }

    /// Takes characters as they stand.
    private mutating func take(_ count: Int) {
        plain.append(contentsOf: text[at..<at + count])
        at += count
    }

    /// Puts markup in the place of everything up to a position.
    private mutating func put(_ markup: String, upTo end: Int) {
        flush()
        pieces.append(markup)
        at = end
    }

    private mutating func flush() {
        if !plain.isEmpty { pieces.append(HTML(escaping: plain).markup) }
        plain = ""
    }

    private mutating func escaped() {
        at += 1
        take(1)
    }

    private mutating func code() {
        guard let end = text[(at + 1)...].firstIndex(of: "`") else {
            noCodeAfter = at
            return take(1)
        }
        guard end > at + 1 else { return take(1) }
        put("<code>\(HTML(escaping: String(text[(at + 1)..<end])).markup)</code>", upTo: end + 1)
    }

    private mutating func emphasis() {
        let character = text[at]
        let isDouble = at + 1 < text.count && text[at + 1] == character
        let mark = String(repeating: character, count: isDouble ? 2 : 1)
        let before = at > 0 ? text[at - 1] : " "
        let after = at + mark.count < text.count ? text[at + mark.count] : " "
        // An underscore inside a word is part of the word.
        if let top = openers.last, top.mark == mark, !before.isWhitespace, character == "*" || !after.isLetter {
            openers.removeLast()
            put(isDouble ? "</strong>" : "</em>", upTo: at + mark.count)
            pieces[top.piece] = isDouble ? "<strong>" : "<em>"
        } else if !after.isWhitespace, character == "*" || !before.isLetter, !openers.contains(where: { $0.mark == mark }) {
            open(mark)
        } else {
            take(mark.count)
        }
    }

    private mutating func open(_ mark: String) {
        put(mark, upTo: at + mark.count)
        openers.append(Opener(mark: mark, piece: pieces.count - 1))
    }

    /// A bracket inside a bracket forgets the outer one: links do not nest, and the stack stays short.
    private mutating func openLink() {
        openers.removeAll { $0.mark == "[" }
        open("[")
    }

    private mutating func closeLink() {
        guard let index = openers.lastIndex(where: { $0.mark == "[" }), let (url, end) = target(from: at + 1) else { return take(1) }
        let opener = openers[index]
        openers.removeSubrange(index...)
        put("</a>", upTo: end)
        pieces[opener.piece] = "<a href=\"\(HTML(escaping: url).markup)\" rel=\"nofollow noopener\">"
    }

    /// `(https://…)` right after a closing bracket; only addresses that lead somewhere by http, https or mail, or a path of our own.
    private mutating func target(from start: Int) -> (String, Int)? {
        guard start < text.count, text[start] == "(" else { return nil }
        var end = max(start + 1, unclosedUntil)
        while end < text.count, end - start < 2000, text[end] != ")", !text[end].isWhitespace { end += 1 }
        unclosedUntil = max(unclosedUntil, end)
        guard end < text.count, end - start < 2000, text[end] == ")" else { return nil }
        let url = String(text[(start + 1)..<end])
        let lower = url.lowercased()
        let isOurs = url.hasPrefix("/") && !url.hasPrefix("//")
        guard isOurs || ["http://", "https://", "mailto:"].contains(where: lower.hasPrefix) else { return nil }
        return (url, end + 1)
    }

    private func startsURL() -> Bool {
        guard at == 0 || !(text[at - 1].isLetter || text[at - 1].isNumber) else { return false }
        let start = String(text[at..<min(text.count, at + 9)])
        return (start.hasPrefix("https://") && start.count == 9) || (start.hasPrefix("http://") && start.count >= 8)
    }

    private mutating func address() {
        var end = at
        while end < text.count, end - at < 2000, !text[end].isWhitespace, !"<>\"'`".contains(text[end]) { end += 1 }
        while end > at, ".,;:!?)]*_".contains(text[end - 1]) { end -= 1 }
        let url = HTML(escaping: String(text[at..<end])).markup
        put("<a href=\"\(url)\" rel=\"nofollow noopener\">\(url)</a>", upTo: end)
    }

    private mutating func mention() {
        guard !isInLink, let length = markdown.names.length(in: folded, after: at) else { return take(1) }
        let name = text[(at + 1)...(at + length)]
        let path = HTML(escaping: markdown.path(of: name)).markup
        put("<a class=\"mention\" href=\"\(path)\">@\(HTML(escaping: String(name)).markup)</a>", upTo: at + 1 + length)
    }
}
