@testable import App
import Domain
import Foundation
import Support
import Testing

/// Escaping, forms, words and numbers: what stands between people's text and our pages.
@Suite struct FormTests {
    @Test func `any text comes out of markup as it went in`() {
        let pieces = [
            "<", ">", "&", "\"", "'", "&amp;", "<!--", "-->", "]]>", "</script>", "a", " ", "\n", "\u{0}", "\u{202E}", "é", "🪨", "\u{301}",
            "`", "=", "\u{1}",
        ]
        var random = Seeded(3)
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
            let html: HTML = "<p title=\"\(text)\">\(text)</p>"
            let match = html.markup.wholeMatch(
                of: /<p title="([^"<>]*)">([^<>"]*)<\/p>/.dotMatchesNewlines().matchingSemantics(.unicodeScalar))
            #expect(match.map { unescaped($0.output.1) } == text)
            #expect(match.map { unescaped($0.output.2) } == text)
        }
    }

    @Test func `twenty thousand random bodies are read or refused, and never more`() {
        let pieces: [[UInt8]] =
            [
                "a", "=", "&", "+", "%", "%2", "%20", "%00", "%FF", "%C3%A9", "value-", "[", "]", "é", "==", "&&", "%zz", "title",
            ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [10], [13]]
        var random = Seeded(5)
        var refused = 0
        for _ in 0..<20_000 {
            let body = (0..<Int.random(in: 0...25, using: &random)).flatMap { _ in pieces.randomElement(using: &random)! }
            do {
                let form = try Form(urlEncoded: body)
                #expect(form.fields.allSatisfy { !$0.name.contains("\u{0}") && !$0.value.contains("\u{0}") })
                for (name, _) in form.fields { _ = (form[name], form.has(name), form.keyed(name), form.all(name)) }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 1000 && refused < 19_000)
    }

    @Test func `a form means what a browser meant`() throws {
        let form = try Form(urlEncoded: "a=1&b=x+y%20z&a=2&empty=&c&=d&w[k1]=5&w[k2]=&100%=50%&nul=a%00b&plus=%2B&%C3%A9=%C3%BC".utf8)
        #expect(form["a"] == "1" && form.all("a") == ["1", "2"])
        #expect(form["b"] == "x y z" && form["empty"].isEmpty && form.has("c") && form[""] == "d")
        #expect(form.keyed("w").map(\.key) == ["k1", "k2"])
        #expect(form["100%"] == "50%" && form["nul"] == "ab" && form["plus"] == "+" && form["é"] == "ü")
        #expect(try Form(urlEncoded: "a=%20+x+".utf8)["a"] == "x")
        #expect(try Form(urlEncoded: "a=%20x".utf8).raw("a") == " x")
        #expect(throws: AppError.self) { try Form(urlEncoded: [0x61, 0x3D, 0xFF]) }
        #expect(throws: AppError.self) { try Form(urlEncoded: "a=%FF".utf8) }
        #expect(try Form(urlEncoded: String(repeating: "a=1&", count: 100_000).utf8).fields.count == 5000)
    }

    @Test func `fields are read as what they are, or say what they should be`() throws {
        let form = Form([
            ("day", "2026-02-29"), ("good", "2028-02-29"), ("n", "1.5"), ("id", "nope"), ("stage", "no stage"), ("whole", " 42 "),
        ])
        var problems = Problems()
        let days = ["day", "good", "none"].map { form.day($0, &problems) }
        let numbers = ["n", "whole", "none"].map { form.integer($0, &problems) }
        let stage: Goal.Stage? = form.word("stage", &problems)
        #expect(days == [nil, Day(year: 2028, month: 2, day: 29), nil])
        #expect(numbers == [nil, 42, nil])
        #expect(stage == nil)
        #expect(throws: AppError.self) { try form.id("id", of: Goal.self) }
        let list = problems
        do { try list.check() } catch AppError.invalid(let all) { #expect(all.map(\.field) == ["day", "n", "stage"]) } catch {}
    }

    /// By bytes: a combining mark after a sign would hide it from a search by characters.
    private func unescaped(_ text: Substring) -> String {
        let codes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        let bytes = codes.reduce(Array(text.utf8)) { $0.replacing(Array($1.0.utf8), with: Array($1.1.utf8)) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

@Suite struct WordsTests {
    private let english = Tongue(language: .en, zone: .gmt)
    private let german = Tongue(language: .de, zone: TimeZone(identifier: "Europe/Berlin")!)

    @Test(arguments: [
        (0.0, 0, "0", "0"), (-0.0, 2, "0.00", "0,00"), (1234, 0, "1234", "1234"), (12_345.678, 2, "12,345.68", "12.345,68"),
        (-1_234_567, 0, "−1,234,567", "−1.234.567"),
        (0.005, 2, "0.01", "0,01"), (0.994, 2, "0.99", "0,99"), (0.999, 2, "1.00", "1,00"), (-0.001, 2, "0.00", "0,00"),
        (9_007_199_254.740_99, 5, "9,007,199,254.74099", "9.007.199.254,74099"),
        (123_456_789_012_345, 6, "123,456,789,012,345.000000", "123.456.789.012.345,000000"),
        (999_999_999_999_999, 0, "999,999,999,999,999", "999.999.999.999.999"),
        (.infinity, 0, "–", "–"), (.nan, 3, "–", "–"), (1e15, 0, "–", "–"), (1e-9, 6, "0.000000", "0,000000"),
        (99_999.999_999_9, 6, "100,000.000000", "100.000,000000"),
    ])
    func `a number is written as the language writes it`(number: Double, decimals: Int, en: String, de: String) {
        #expect(english.number(number, decimals: decimals) == en)
        #expect(german.number(number, decimals: decimals) == de)
    }

    @Test func `any number comes back as it was typed, in both languages`() throws {
        var random = Seeded(13)
        for index in 0..<4000 {
            let size = pow(10, Double.random(in: -9...14, using: &random))
            let digits = Int.random(in: 1...9, using: &random)
            let number = Double(String(format: "%.\(digits - 1)e", Double.random(in: -1...1, using: &random) * size))!
            let numbers = [number, Double(index), -Double(index) / 1000]
            for number in numbers where abs(number) < 1e15 {
                for tongue in [english, german] {
                    let typed = tongue.typed(number)
                    #expect(try Number.read(typed, language: tongue.language.rawValue) == number, "\(typed)")
                    _ = tongue.number(number, decimals: index % 7)
                }
            }
        }
    }

    @Test func `values stand where the language wants them`() {
        #expect(english.fill("{} of {}", count: 2) { ["a", "b"][$0] } == "a of b")
        #expect(english.fill("{2} von {1}", count: 2) { ["a", "b"][$0] } == "b von a")
        #expect(english.fill("{} { {x} {9} {0} {-1}", count: 1) { _ in "{}" } == "{} { {x} {9} {0} {-1}")
        #expect(english.fill("no place", count: 3) { _ in "x" } == "no place")
        #expect(english.fill("{}", count: 0) { _ in "x" } == "{}")
        #expect(english.fill("{} {}", count: 1) { _ in "x" } == "x {}")
        #expect(english.plain("\("{}") and \(3)") == "{} and 3")
        #expect(english.plain("\(percent: 0.426)") == "43\u{a0}%" && german.plain("\(1234.5, decimals: 1)") == "1234,5")
    }

    @Test func `dates are said as people say them`() {
        let day = Day(iso: "2026-11-05")!
        #expect(english.fullDay(day) == "Thursday, 5 November 2026" && german.fullDay(day) == "Donnerstag, 5. November 2026")
        #expect(english.day(day, seenOn: day) == "5 Nov" && german.day(Day(iso: "2025-03-01")!, seenOn: day) == "1. März 2025")
        let said = (-15...8).map { english.plain(english.relative(day.advanced(by: $0), today: day)) }
        #expect(
            said == [
                "21 Oct", "22 Oct", "13 days ago", "12 days ago", "11 days ago", "10 days ago", "9 days ago", "8 days ago", "7 days ago",
                "6 days ago", "5 days ago",
                "4 days ago", "3 days ago", "2 days ago", "yesterday", "today", "tomorrow", "Saturday", "Sunday", "Monday", "Tuesday",
                "Wednesday", "12 Nov", "13 Nov",
            ])
        let moment = Moment(milliseconds: 1_793_865_600_000)
        #expect(english.clock(moment) == "08:00" && german.clock(moment) == "09:00")
        #expect(english.clock(Moment(milliseconds: -60_000)) == "23:59")
        #expect(german.fullMoment(moment) == "Donnerstag, 5. November 2026, 09:00")
        #expect(english.day(Day(iso: "2027-01-01")!, seenOn: Day(iso: "2026-12-31")!) == "1 Jan 2027")
    }
}
