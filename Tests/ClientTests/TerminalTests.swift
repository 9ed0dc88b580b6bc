import Foundation
import Testing

@testable import Client

@Suite struct Terminals {
    @Test(arguments: [
        ("https://goals.example.org/", "https://goals.example.org"), ("goals.example.org", "https://goals.example.org"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://localhost", "http://localhost"),
    ])
    func `an address is read as people type it`(typed: String, address: String) throws {
        #expect(try ServerAddress(typed).text == address)
    }

    @Test(arguments: ["http://goals.example.org", "http://127.0.0.1.example.org", "ftp://x", "https://me:secret@x", "https://", ""])
    func `a token travels nowhere in the open`(typed: String) {
        #expect(throws: ClientError.self) { try ServerAddress(typed) }
    }

    @Test(arguments: [("a\u{1B}[31mb", "a [31mb"), ("a\u{202E}b", "ab"), ("a\nb\u{9B}c", "a b c"), ("Grüße 🪨", "Grüße 🪨")])
    func `titles of others cannot command the terminal`(text: String, shown: String) { #expect(harmless(text) == shown) }

    @Test(arguments: [("12", 12.0), ("12,5", 12.5), ("done", 1), ("not done", 0), ("-3", -3)])
    func `values are read as people type them`(typed: String, value: Double) throws {
        let read = try TypedValue("A = b=\(typed)")
        #expect(read.name == "A = b" && read.value == value)
    }

    @Test(arguments: [("1,200", "en", 1200.0), ("1,200", "de", 1.2), ("1.200", "de", 1200), ("12 %", "en", 12), ("1’200", "de", 1200)])
    func `numbers are read as on the page`(typed: String, language: String, value: Double) throws {
        #expect(try TypedValue.number(typed, language: language) == value)
    }

    @Test(arguments: ["", "12", "=3", "a=", "a=x", "a=inf", "a=nan"])
    func `what is no value is refused`(typed: String) { #expect(throws: ClientError.self) { try TypedValue(typed) } }

    @Test func `the same words are always the same bytes`() throws {
        // The order of a dictionary differs from one start of a program to the next: with eight keys it is the alphabet's by chance once in 40,320.
        let names = ["why", "title", "team", "owner", "due_on", "cycle", "starts_on", "kind"]
        let body = Dictionary(uniqueKeysWithValues: names.map { ($0, JSONValue.integer(1)) })
        let expected = "{" + names.sorted().map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        #expect(try String(decoding: Connection.bytes(of: body), as: UTF8.self) == expected)
    }

    @Test func `a goal is found in the address of its page`() {
        let id = "01J9Z3K4M5N6P7Q8R9S0T1V2W3"
        #expect(goalID(in: id) == id && goalID(in: "https://x.org/wexholm/goals/\(id)/edit?view=tree") == id)
        #expect(goalID(in: "goals") == nil && goalID(in: "/goals/new") == nil)
    }

    @Test func `the file of tokens is private and comes back`() throws {
        let file = SignedIn.file(["XDG_CONFIG_HOME": NSTemporaryDirectory() + UUID().uuidString])
        var signedIn = SignedIn()
        signedIn.add(try Connection(address: ServerAddress("a.org"), token: "cairn_x"))
        try signedIn.write(file)
        #expect(try SignedIn.read(file) == signedIn)
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        try? FileManager.default.removeItem(at: file.deletingLastPathComponent().deletingLastPathComponent())
    }

    @Test func `a tree ends also where goals serve each other, and has colour only if asked`() {
        let goals = [goal("A"), goal("B", below: "A"), goal("C", below: "B")]
        let plain = Paper(hasColour: false)
        #expect(
            plain.tree(goals) == [
                "A  At risk · 40 % · expected 50 %", "  B  At risk · 40 % · expected 50 %", "    C  At risk · 40 % · expected 50 %",
            ])
        #expect(Paper(hasColour: true).status("at-risk") == "\u{1B}[33mAt risk\u{1B}[0m")
        let today = TodayAnswer(
            sentence: "One thing waits for you.", waiting: [.init(title: "A\u{1B}[2J", due: "Waiting", details: "B")],
            goals: [.init(title: "C", status: "on-track", progress: 0.5, short: "5 ahead")])
        #expect(
            plain.today(today) == [
                "One thing waits for you.", "- A [2J", "  Waiting · B", "", "Your goals", "C  On track · 50 % · 5 ahead",
            ])
    }

    private func goal(_ id: String, below parent: String? = nil) -> GoalAnswer {
        GoalAnswer(
            id: id, title: id, stage: "committed", status: "at-risk", reasons: [], progress: 0.4, expected: 0.5,
            parents: parent.map { [.init(id: $0)] } ?? [], keyResults: [], page: "/x/goals/\(id)")
    }
}
