@testable import App
import Foundation
import Testing

/// People's texts as markup: what it means, and that nothing else gets through.
@Suite struct MarkdownTests {
    private func html(_ text: String, _ people: [(name: String, path: String)] = []) -> String {
        Markdown(people: people).html(text).markup
    }

    @Test(arguments: [
        ("Plain.", "<p>Plain.</p>"), ("One\ntwo\n\nthree", "<p>One<br>two</p><p>three</p>"),
        ("*soft* and **strong**", "<p><em>soft</em> and <strong>strong</strong></p>"),
        ("snake_case_name stays", "<p>snake_case_name stays</p>"), ("2 * 3 * 4", "<p>2 * 3 * 4</p>"), ("*open", "<p>*open</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"), ("1. one\n2) two", "<ol><li>one</li><li>two</li></ol>"),
        ("> said", "<blockquote><p>said</p></blockquote>"), ("# Title", "<p><strong>Title</strong></p>"), ("#tag", "<p>#tag</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"), ("```\n<b>\n```\nafter", "<pre><code>&lt;b&gt;</code></pre><p>after</p>"),
        ("\\*kept\\*", "<p>*kept*</p>"), ("one\r\n\r\ntwo", "<p>one</p><p>two</p>"), ("", ""), ("\n\n", ""),
        ("[here](https://a.example/x)", "<p><a href=\"https://a.example/x\" rel=\"nofollow noopener\">here</a></p>"),
        ("see https://a.example/x.", "<p>see <a href=\"https://a.example/x\" rel=\"nofollow noopener\">https://a.example/x</a>.</p>"),
        ("[mail](mailto:a@b.example)", "<p><a href=\"mailto:a@b.example\" rel=\"nofollow noopener\">mail</a></p>"),
        ("[*soft*](/w/today)", "<p><a href=\"/w/today\" rel=\"nofollow noopener\"><em>soft</em></a></p>"),
    ])
    func `what people type means what they expect`(text: String, markup: String) {
        #expect(html(text) == markup)
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", " https://a.example",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)", "\u{1}javascript:alert(1)", "ftp://a.example", "about:blank", "blob:x",
    ])
    func `only addresses by http, https and mail, and of this server, are links`(url: String) {
        #expect(!html("[x](\(url))").contains("href"), "\(url)")
    }

    @Test func `markup in a text is text`() {
        for text in [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "`<b>`", "> <i>", "# <h1>", "- <li>",
            "[<b>](https://x.example/\"><script>)",
        ] {
            #expect(foreign(html(text)).isEmpty, "\(text)")
        }
        #expect(html("[x](https://a.example/\"onclick=alert(1))").contains("&quot;onclick"))
    }

    @Test func `names lead to their people, the longest first`() {
        let people = [(name: "Ana", path: "/w/people/1"), (name: "Ana Lund", path: "/w/people/2"), (name: "Zoë <b>", path: "/w/people/3")]
        #expect(html("@Ana Lund, hi", people) == "<p><a class=\"mention\" href=\"/w/people/2\">@Ana Lund</a>, hi</p>")
        #expect(html("@ana lundgren", people) == "<p><a class=\"mention\" href=\"/w/people/1\">@ana</a> lundgren</p>")
        #expect(html("@Anabel and mail@Ana", people) == "<p>@Anabel and mail@Ana</p>")
        #expect(html("(@Zoë <b>)", people) == "<p>(<a class=\"mention\" href=\"/w/people/3\">@Zoë &lt;b&gt;</a>)</p>")
        #expect(html("[@Ana](https://a.example)", people) == "<p><a href=\"https://a.example\" rel=\"nofollow noopener\">@Ana</a></p>")
    }

    @Test func `the first words of a text stand without markup`() {
        #expect(Markdown.plain("**Bold** [x]\nsecond") == "Bold x")
        #expect(Markdown.plain(String(repeating: "a", count: 300), limit: 10) == "aaaaaaaaa…")
    }

    /// Texts that make a careless reader slow. Eight times the text takes about eight times the work; a quadratic one would take 64 times.
    @Test(arguments: [
        "[", "]", "[](", "](", "*", "_", "**a", "*a_", "`", "``a", "> ", "- ", "\n- [", "@", "@a", "h", "http://", "https://.", "\\", "#",
        "![", "[a](b", "a*", "<",
        "(((", "\u{301}", "1. ", "```\n",
    ])
    func `time grows with the length, whatever the text`(piece: String) {
        let people = (0..<200).map { (name: "a\($0) a", path: "/w/people/\($0)") }
        let markdown = Markdown(people: people)
        let small = String(repeating: piece, count: 3000 / piece.utf8.count)
        let large = String(repeating: piece, count: 24_000 / piece.utf8.count)
        let (short, long) = (processorTime { _ = markdown.html(small) }, processorTime { _ = markdown.html(large) })
        #expect(long < 0.03 || long < short * 30, "\(piece): \(short) s and \(long) s")
        #expect(foreign(markdown.html(large).markup).isEmpty)
    }

    @Test func `ten thousand nested brackets and a megabyte of them are only text`() {
        let nested = String(repeating: "[", count: 10_000) + "x" + String(repeating: "](https://a.example)", count: 10_000)
        #expect(foreign(html(nested)).isEmpty)
        let million = html(String(repeating: "[", count: 1_000_000))
        #expect(million.utf8.count == 1_000_007)
    }

    @Test func `random texts give only our own tags, each closed where it was opened`() {
        let pieces = [
            "*", "**", "_", "__", "`", "```", "[", "]", "(", ")", "](", "https://a.example", "http://", "/x", "\"", "'", "<", ">", "&",
            "\\", "@Ana", "@Ana Lund", "\n",
            "\n\n", "- ", "1. ", "> ", "# ", "a", " ", "ß", "🪨", "javascript:", "<b>", "</p>", "\r\n", "\t", "\u{202E}",
        ]
        var random = Seeded(7)
        let markdown = Markdown(people: [("Ana", "/w/people/1"), ("Ana Lund", "/w/people/2")])
        for _ in 0..<8000 {
            let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
            let markup = markdown.html(text).markup
            #expect(foreign(markup).isEmpty, "\(text.debugDescription)")
            #expect(isBalanced(markup), "\(text.debugDescription) gave \(markup)")
        }
    }

    /// The seconds this thread worked, whatever else the machine does; the best of three.
    private func processorTime(_ work: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        return (0..<3).map { _ in
            let begun = now()
            work()
            return now() - begun
        }.min()!
    }

    /// Every piece of markup that is not one of our own tags; by bytes, because a combining mark hides a sign from a search by characters.
    private func foreign(_ markup: String) -> [Substring] {
        let ours = /(\/?(p|ul|ol|li|blockquote|pre|code|strong|em|a)>|br>|a (class="mention" )?href="[^"<>]*"( rel="nofollow noopener")?>)/
        let pieces = markup.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst().map { Substring($0) }
        return pieces.filter { $0.prefixMatch(of: ours.matchingSemantics(.unicodeScalar)) == nil }
    }

    private func isBalanced(_ markup: String) -> Bool {
        var open: [Substring] = []
        for tag in markup.matches(of: /<(\/?)([a-z]+)/).map(\.output) where tag.2 != "br" {
            if tag.1.isEmpty {
                if tag.2 == "a", open.contains("a") { return false }
                open.append(tag.2)
            } else if open.popLast() != tag.2 {
                return false
            }
        }
        return open.isEmpty
    }
}
