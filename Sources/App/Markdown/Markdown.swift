import Domain
import Foundation

/// People's texts as markup: a small Markdown (paragraphs, lists, quotations, headings, code, emphasis, links, names after `@`).
///
/// It builds HTML from escaped text only and knows no raw HTML, so there is nothing to take out afterwards. One pass over blocks and one over
/// the characters of each, with a stack that never looks back further than its top: time grows with the length, whatever the text.
struct Markdown {
    /// The names that lead somewhere when they stand after an `@`.
    let names: NamesAfterAt
    private let paths: [[Character]: String]

    /// - Parameter people: those this text names, and where their pages are.
    init(people: [(name: String, path: String)] = []) {
        names = NamesAfterAt(people.map(\.name))
        paths = Dictionary(people.map { (NamesAfterAt.folded($0.name), $0.path) }, uniquingKeysWith: { first, _ in first })
    }

    func html(_ text: String) -> HTML {
        // A text that names people reads differently for each goal; a long one would push all others out.
        guard paths.isEmpty, text.utf8.count < 20_000 else { return rendered(text) }
        return RenderedTexts.shared.html(text) { rendered(text) }
    }

    private func rendered(_ text: String) -> HTML {
        var blocks = Blocks(markdown: self)
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { blocks.add(line) }
        return HTML(proven: blocks.finish())
    }

    func path(of name: some Sequence<Character>) -> String { paths[NamesAfterAt.folded(String(name))] ?? "" }

    /// The first words without any markup, for lists and titles.
    static func plain(_ text: String, limit: Int = 200) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let marks = "*_`#>[]".utf8
        let bare = String(decoding: line.utf8.filter { !marks.contains($0) }, as: UTF8.self).trimmingCharacters(in: .whitespaces)
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
    private func inline(_ text: some StringProtocol) -> String { MarkdownInline(markdown, String(text)).html() }

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
