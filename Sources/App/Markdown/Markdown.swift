import Domain
import Foundation

/// People's texts as markup: a small Markdown (paragraphs, lists, quotations, headings, code, emphasis, links, names after `@`).
///
/// It builds HTML from escaped text only and knows no raw HTML, so there is nothing to take out afterwards. One pass over blocks and one over
/// the characters of each, with a stack that never looks back further than its top: time grows with the length, whatever the text.
struct Markdown {
    /// The names that lead somewhere when they stand after an `@`.
    fileprivate let names: NamesAfterAt
    private let paths: [[Character]: String]

    /// - Parameter people: those this text names, and where their pages are.
    init(people: [(name: String, path: String)] = []) {
        names = NamesAfterAt(people.map(\.name))
        paths = Dictionary(people.map { (NamesAfterAt.folded($0.name), $0.path) }, uniquingKeysWith: { first, _ in first })
    }

    func html(_ text: String) -> HTML {
        var blocks = Blocks(markdown: self)
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { blocks.add(line) }
        return HTML(proven: blocks.finish())
    }

    fileprivate func path(of name: some Sequence<Character>) -> String { paths[NamesAfterAt.folded(String(name))] ?? "" }

    /// The first words without any markup, for lists and titles.
    static func plain(_ text: String, limit: Int = 200) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let bare = line.filter { !"*_`#>[]".contains($0) }.trimmingCharacters(in: .whitespaces)
        return bare.count > limit ? bare.prefix(limit - 1) + "…" : bare
    }
}

/// Reads lines into blocks. A block stays open until a line of another kind or an empty line ends it.
private struct Blocks {
    enum Open: Equatable { case none, paragraph, bullets, numbers, quote, code }

    let markdown: Markdown
    private var out = ""
    private var open = Open.none
    private var lines: [Substring] = []

    init(markdown: Markdown) {
        self.markdown = markdown
    }

    mutating func add(_ line: Substring) {
        if open == .code {
            if line.hasPrefix("```") { close() } else { lines.append(line) }
            return
        }
        let bare = line.drop { $0 == " " || $0 == "\t" }
        if bare.isEmpty {
            close()
        } else if bare.hasPrefix("```") {
            start(.code)
        } else if let heading = heading(bare) {
            close()
            out += "<p><strong>\(inline(heading))</strong></p>"
        } else if bare.hasPrefix("- ") || bare.hasPrefix("* ") || bare.hasPrefix("• ") {
            item(.bullets, bare.dropFirst(2))
        } else if let text = numbered(bare) {
            item(.numbers, text)
        } else if bare.hasPrefix(">") {
            if open != .quote { start(.quote) }
            lines.append(bare.dropFirst().drop { $0 == " " })
        } else {
            if open == .none || open == .quote { start(.paragraph) }
            lines.append(bare)
        }
    }

    mutating func finish() -> String {
        close()
        return out
    }

    private mutating func start(_ kind: Open) {
        close()
        open = kind
    }

    private mutating func item(_ kind: Open, _ text: Substring) {
        if open != kind {
            start(kind)
            out += kind == .bullets ? "<ul>" : "<ol>"
        } else {
            flushItem()
        }
        lines = [text]
    }

    private mutating func flushItem() {
        out += "<li>\(inline(joined))</li>"
        lines = []
    }

    private mutating func close() {
        switch open {
        case .none: break
        case .paragraph: out += "<p>\(inline(joined))</p>"
        case .quote: out += "<blockquote><p>\(inline(joined))</p></blockquote>"
        case .code: out += "<pre><code>\(HTML(escaping: joined).markup)</code></pre>"
        case .bullets:
            flushItem()
            out += "</ul>"
        case .numbers:
            flushItem()
            out += "</ol>"
        }
        open = .none
        lines = []
    }

    private var joined: String { lines.joined(separator: "\n") }
    private func inline(_ text: some StringProtocol) -> String { Inline(markdown: markdown).html(String(text)) }

    private func heading(_ line: Substring) -> Substring? {
        let marks = line.prefix { $0 == "#" }
        guard (1...6).contains(marks.count), line.dropFirst(marks.count).first == " " else { return nil }
        return line.dropFirst(marks.count + 1)
    }

    private func numbered(_ line: Substring) -> Substring? {
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        let rest = line.dropFirst(digits.count)
        guard (1...4).contains(digits.count), rest.hasPrefix(". ") || rest.hasPrefix(") ") else { return nil }
        return rest.dropFirst(2)
    }
}

/// Reads the characters of a block. Openers wait on a stack; what never closes stands as typed.
private struct Inline {
    struct Opener {
        var mark: String
        var piece: Int
    }

    let markdown: Markdown
    private var pieces: [String] = []
    private var openers: [Opener] = []
    /// Until where no bracket closes and no space stands, so that many unfinished links are not searched again and again.
    private var unclosedUntil = 0

    init(markdown: Markdown) {
        self.markdown = markdown
    }

    func html(_ text: String) -> String {
        var copy = self
        copy.read(Array(text))
        return copy.pieces.joined()
    }

    private var isInLink: Bool { openers.contains { $0.mark == "[" } }

    private mutating func read(_ text: [Character]) {
        let folded = text.contains("@") ? NamesAfterAt.folded(String(text)) : []
        var plain = ""
        var at = 0
        func flush(_ pieces: inout [String]) {
            if !plain.isEmpty { pieces.append(HTML(escaping: plain).markup) }
            plain = ""
        }
        // Where the next closing backtick stands is found once for each, never searched again from every opener.
        var noCodeAfter = Int.max
        while at < text.count {
            let character = text[at]
            switch character {
            case "\\" where at + 1 < text.count && "\\`*_[]#>-@".contains(text[at + 1]):
                plain.append(text[at + 1])
                at += 2
            case "\n":
                flush(&pieces)
                pieces.append("<br>")
                at += 1
            case "`" where at < noCodeAfter:
                if let end = text[(at + 1)...].firstIndex(of: "`"), end > at + 1 {
                    flush(&pieces)
                    pieces.append("<code>\(HTML(escaping: String(text[(at + 1)..<end])).markup)</code>")
                    at = end + 1
                } else {
                    if !text[(at + 1)...].contains("`") { noCodeAfter = at }
                    plain.append(character)
                    at += 1
                }
            case "*", "_":
                let double = at + 1 < text.count && text[at + 1] == character
                let mark = String(repeating: character, count: double ? 2 : 1)
                let before = at > 0 ? text[at - 1] : " "
                let after = at + mark.count < text.count ? text[at + mark.count] : " "
                if let top = openers.last, top.mark == mark, !before.isWhitespace, character == "*" || !after.isLetter {
                    flush(&pieces)
                    openers.removeLast()
                    pieces[top.piece] = double ? "<strong>" : "<em>"
                    pieces.append(double ? "</strong>" : "</em>")
                } else if !after.isWhitespace, character == "*" || !before.isLetter, !openers.contains(where: { $0.mark == mark }), openers.count < 8 {
                    flush(&pieces)
                    openers.append(Opener(mark: mark, piece: pieces.count))
                    pieces.append(mark)
                } else {
                    plain += mark
                }
                at += mark.count
            case "[":
                flush(&pieces)
                // A bracket inside a bracket forgets the outer one: links do not nest, and the stack stays short.
                openers.removeAll { $0.mark == "[" }
                openers.append(Opener(mark: "[", piece: pieces.count))
                pieces.append("[")
                at += 1
            case "]":
                if let index = openers.lastIndex(where: { $0.mark == "[" }), let (url, end) = target(text, from: at + 1) {
                    flush(&pieces)
                    let opener = openers[index]
                    openers.removeSubrange(index...)
                    pieces[opener.piece] = "<a href=\"\(HTML(escaping: url).markup)\" rel=\"nofollow noopener\">"
                    pieces.append("</a>")
                    at = end
                } else {
                    plain.append(character)
                    at += 1
                }
            case "h" where !isInLink && startsURL(text, at):
                let end = urlEnd(text, at)
                let url = HTML(escaping: String(text[at..<end])).markup
                flush(&pieces)
                pieces.append("<a href=\"\(url)\" rel=\"nofollow noopener\">\(url)</a>")
                at = end
            case "@":
                if !isInLink, let length = markdown.names.length(in: folded, after: at) {
                    flush(&pieces)
                    let name = text[(at + 1)...(at + length)]
                    let path = HTML(escaping: markdown.path(of: name)).markup
                    pieces.append("<a class=\"mention\" href=\"\(path)\">@\(HTML(escaping: String(name)).markup)</a>")
                    at += 1 + length
                } else {
                    plain.append(character)
                    at += 1
                }
            default:
                plain.append(character)
                at += 1
            }
        }
        flush(&pieces)
    }

    /// `(https://…)` right after a closing bracket; only addresses that lead somewhere by http, https or mail.
    private mutating func target(_ text: [Character], from start: Int) -> (String, Int)? {
        guard start < text.count, text[start] == "(" else { return nil }
        var end = max(start + 1, unclosedUntil)
        while end < text.count, end - start < 2000, text[end] != ")", !text[end].isWhitespace { end += 1 }
        unclosedUntil = max(unclosedUntil, end)
        guard end < text.count, end - start < 2000, text[end] == ")" else { return nil }
        let url = String(text[(start + 1)..<end])
        let lower = url.lowercased()
        guard ["http://", "https://", "mailto:"].contains(where: lower.hasPrefix) || (url.hasPrefix("/") && !url.hasPrefix("//")) else { return nil }
        return (url, end + 1)
    }

    private func startsURL(_ text: [Character], _ at: Int) -> Bool {
        guard at == 0 || !(text[at - 1].isLetter || text[at - 1].isNumber) else { return false }
        let start = String(text[at..<min(text.count, at + 9)])
        return (start.hasPrefix("https://") && start.count == 9) || (start.hasPrefix("http://") && start.count >= 8)
    }

    private func urlEnd(_ text: [Character], _ start: Int) -> Int {
        var end = start
        while end < text.count, end - start < 2000, !text[end].isWhitespace, !"<>\"'`".contains(text[end]) { end += 1 }
        while end > start, ".,;:!?)]*_".contains(text[end - 1]) { end -= 1 }
        return end
    }
}
