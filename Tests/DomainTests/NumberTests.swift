import Domain
import Testing

@Suite struct `Numbers people type` {
    @Test(arguments: [
        ("1,5", "en", 1.5), ("1.5", "en", 1.5), ("1,5", "de", 1.5), ("1.5", "de", 1.5), ("1 200", "en", 1200), ("1’200", "de", 1200),
        ("1'200.5", "en", 1200.5), ("1,200", "en", 1200), ("1,200", "de", 1.2), ("1.200", "de", 1200), ("1.200", "en", 1.2),
        ("1.200,50", "en", 1200.5), ("1,200.50", "de", 1200.5), ("1,200,300", "de", 1_200_300), ("12%", "en", 12), ("12 %", "de", 12),
        ("-3", "en", -3), ("−3,25", "de", -3.25), ("–7", "en", -7), ("+4", "en", 4), (" 42\u{A0}", "en", 42),
        ("1\u{202F}200,5", "de", 1200.5),
        (".5", "en", 0.5), (",5", "de", 0.5), ("0,125", "en", 0.125), ("0.125", "de", 0.125), ("1234,567", "en", 1234.567),
        ("007", "en", 7),
        ("-0", "en", 0), ("999999999999999", "en", 999_999_999_999_999), ("0.000001", "en", 0.000001),
    ])
    func `a number is read as the writer's language reads it`(text: String, language: String, value: Double) throws {
        #expect(try Number.read(text, language: language) == value)
    }

    @Test(arguments: [
        "", " ", "abc", "NaN", "inf", "-inf", "1e400", "1e3", "0x10", "1.2.3", "1,2,3", "12 34", "1,200 5", "5.", "--5", "5-", "1,,5", "٣",
        "½", "²",
        "1,00,000", "1234,567.8.9", "12 days", "%",
    ])
    func `what is no number says so`(text: String) {
        #expect(throws: Number.Problem.self) { try Number.read(text, language: "en") }
    }

    @Test func `sixteen digits are too many`() {
        let problem = #expect(throws: Number.Problem.self) { try Number.read("1234567890123456", language: "en") }
        #expect(problem.map { english($0.words) } == "A number has at most 15 digits.")
        #expect(throws: Number.Problem.self) { try Number.check(1e15) }
        #expect(throws: Number.Problem.self) { try Number.check(.nan) }
        #expect(throws: Number.Problem.self) { try Number.check(-.infinity) }
        #expect(throws: Number.Problem.self) { try Number.read(String(repeating: "1", count: 5_000), language: "en") }
    }

    @Test func `the unit may stand behind the number`() throws {
        #expect(try Number.read("78 days", language: "en", unit: "days") == 78)
        #expect(try Number.read("78Days", language: "en", unit: "days") == 78)
        #expect(try Number.read("1.200 €", language: "de", unit: "€") == 1200)
        #expect(throws: Number.Problem.self) { try Number.read("12 %", language: "en", unit: "days") }
        #expect(try Number.read("11", language: "en", unit: "1") == 11)
    }

    @Test func `the plain text of a number reads back as the same number`() throws {
        var random = Seeded(2)
        for _ in 0..<2_000 {
            let value = (Double.random(in: -1e6...1e6, using: &random) * 1000).rounded() / 1000
            #expect(Double(Number.text(value)) == value)
            #expect(try Number.read(Number.text(value) + (Number.decimals(of: value) == 3 ? "0" : ""), language: "en") == value)
        }
    }

    @Test func `decimals are as many as it takes`() {
        #expect([1, 1.5, 0.25, 1e-9, 1e20].map(Number.decimals) == [0, 1, 2, 0, 0])
    }
}
