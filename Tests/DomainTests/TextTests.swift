import Domain
import Testing

@Suite struct `Texts people write` {
    private func draft(_ title: String, why: String = "") -> Goal.Draft {
        Goal.Draft(title: title, why: why, startsOn: today, dueOn: today)
    }

    @Test func `a title has room for 500 characters and not one more`() throws {
        #expect(try draft(String(repeating: "ä", count: 500)).checked().title.count == 500)
        #expect(
            problems { _ = try draft(String(repeating: "x", count: 501)).checked() }
                == ["title": "There is room for 500 characters here; you wrote 501."])
        #expect(problems { _ = try draft(String(repeating: "x", count: 10_000)).checked() }["title"] != nil)
    }

    @Test(arguments: ["", "   ", "\n\t", "\u{200B}\u{200D}", "\u{FEFF}"]) func `a title of nothing is asked for`(title: String) {
        #expect(problems { _ = try draft(title).checked() } == ["title": "A goal needs a title: what is different when it is reached?"])
    }

    @Test(arguments: ["two\nlines", "bell\u{7}", "nul\u{0}", "line\u{2028}sep", "a\r\nb"])
    func `a title is one line without control characters`(title: String) {
        #expect(problems { _ = try draft(title).checked() } == ["title": "Line breaks and control characters have no place here."])
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\"quotes\" & 'more'", "שלום עולם", "👩‍👩‍👧 family", "a'; DROP TABLE goal; --", "\u{202E}reversed",
    ])
    func `hostile or foreign text is kept as it is`(title: String) throws {
        #expect(try draft("  \(title) ").checked().title == title)
    }

    @Test func `why has room for 50 kB of UTF-8, with line feeds only`() throws {
        #expect(try draft("x", why: String(repeating: "a", count: 50_000)).checked().why.utf8.count == 50_000)
        #expect(
            problems { _ = try draft("x", why: String(repeating: "ä", count: 25_001)).checked() }
                == ["why": "This text is 51 kB long; there is room for 50 kB."])
        #expect(try draft("x", why: " one\r\ntwo\rthree\n\n").checked().why == "one\ntwo\nthree")
        #expect(problems { _ = try draft("x", why: "nul\u{0}").checked() }["why"] != nil)
    }

    @Test func `every problem is told at once`() {
        let wrong = Goal.Draft(
            title: "", visibility: .team, startsOn: today, dueOn: today.advanced(by: -1), rhythmDays: 0,
            parents: [.init(id: ID(trusted: "A"), weight: 101), .init(id: ID(trusted: "A"))], handProgress: 1.5)
        let found = problems { _ = try wrong.checked() }
        #expect(Set(found.keys) == ["title", "team_id", "due_on", "rhythm_days", "parents", "hand_progress"])
        #expect(found["due_on"] == "It ends before it begins.")
    }

    @Test func `a goal may take 20 years and serve 20 others, not more`() throws {
        let parents = (0..<20).map { Goal.Parent(id: ID(trusted: "P\($0)")) }
        _ = try Goal.Draft(title: "x", startsOn: day("2026-01-01"), dueOn: day("2045-12-31"), parents: parents).checked()
        let found = problems {
            _ = try Goal.Draft(
                title: "x", startsOn: day("2026-01-01"), dueOn: day("9999-12-31"), parents: parents + [.init(id: ID(trusted: "Q"))]
            )
            .checked()
        }
        #expect(Set(found.keys) == ["due_on", "parents"])
    }
}
