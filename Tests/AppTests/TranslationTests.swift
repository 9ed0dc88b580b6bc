@testable import App
import Foundation
import Testing

@Suite struct TranslationTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Sources")

    private func sentences() throws -> [FoundSentence] {
        try ["Domain", "App"].flatMap { try SourceScanner.sentences(in: Self.sources.appending(path: $0)) }.filter(\.isForPeople)
    }

    @Test func `every sentence has its German`() throws {
        let missing = try sentences().filter { German.words[$0.key] == nil }
        let lines = Set(missing.map { "\"\($0.key.replacing("\"", with: "\\\""))\": \"\",  // \($0.place)" }).sorted()
        #expect(missing.isEmpty, "\(missing.count) sentences have no German:\n\(lines.joined(separator: "\n"))")
    }

    @Test func `a sentence and its German have the same places`() throws {
        for (english, german) in German.words {
            let wanted = english.matches(of: /{}/).count
            let plain = german.matches(of: /{}/).count
            let numbered = Set(german.matches(of: /{(\d)}/).compactMap { Int($0.1) })
            #expect(plain == wanted && numbered.isEmpty || plain == 0 && numbered == Set(1...max(wanted, 1)), "\(english)\n\(german)")
        }
    }

    @Test func `the scanner finds enough to be believed`() throws {
        let keys = Set(try sentences().map(\.key))
        #expect(keys.count > 300)
        for key in [
            "Sign in", "{} % of the way, {} % expected by today", "Choose one from the list.",
            "{} is the last owner. Make somebody else an owner first.",
            "The invitation no longer works.", "Search and commands",
            "A team is changed by its lead, the lead of the team above it and admins. Ask one of them.",
        ] {
            #expect(keys.contains(key), "\(key)")
        }
    }
}

extension FoundSentence {
    /// Values alone, and signs, are the same in every language.
    fileprivate var isForPeople: Bool { key.replacing("{}", with: "").contains(where: \.isLetter) }
}
