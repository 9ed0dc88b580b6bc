import Domain
import Foundation
import Testing

@Suite struct `Coach reading` {
    @Test(arguments: CoachSentences.work + CoachSentences.germanWork)
    func `work done is called so`(statement: String) {
        let reading = Coach.read(statement)
        #expect(reading.label == .output, "\(english(reading.because))")
    }

    @Test(arguments: CoachSentences.change + CoachSentences.germanChange)
    func `a change is called so`(statement: String) {
        let reading = Coach.read(statement)
        #expect(reading.label == .outcome, "\(english(reading.because))")
    }

    @Test(arguments: [
        "Improve the documentation", "Be excellent", "Better communication", "Kommunikation verbessern", "Exzellenz",
        "The team is a great place", "Users can export their notes as a file",
    ])
    func `what says little is not decided with much certainty`(statement: String) {
        #expect(Coach.read(statement).certainty < 0.65)
    }

    @Test func `the language is found out`() {
        for statement in CoachSentences.work + CoachSentences.change { #expect(Coach.read(statement).language == .en, "\(statement)") }
        for statement in CoachSentences.germanWork + CoachSentences.germanChange {
            #expect(Coach.read(statement).language == .de, "\(statement)")
        }
        #expect(Coach.read("Workshop", in: .de).language == .de && Coach.read("Umsatz", in: .en).language == .en)
    }

    @Test func `it points at the words that decided`() {
        let statement = "Publish five posts about cycling"
        let reading = Coach.read(statement)
        #expect(reading.decided.map { String(statement[$0]) } == ["Publish", "five posts"])
        #expect(
            english(reading.because)
                == "“Publish” says what will be done, not what changes by it. “five posts” counts what is made or held.")
        let change = "Median reply time falls from 9 to 4 hours"
        #expect(Coach.read(change).decided.map { String(change[$0]) } == ["from 9 to 4 hours", "falls"])
    }

    @Test(arguments: [
        ("Hold three workshops with customers", "When the three workshops are done, what will customers do differently?"),
        ("Write a handbook for volunteers", "When the handbook is done, what will volunteers do differently?"),
        ("Publish our roadmap", "When our roadmap is done, who will notice, and what will they do differently?"),
        ("Hire two nurses", "When “Hire two nurses” is done, what will nurses do differently?"),
        ("Drei Workshops durchführen", "When “Drei Workshops durchführen” is done, who will notice, and what will they do differently?"),
        ("Fewer complaints about noise", "How would you count “complaints”, and where does it stand today?"),
        ("Churn below 2 % a month", "Where does it stand today?"),
        ("Be excellent", "If this works, what will be different, and for whom?"),
    ])
    func `it asks with their own words`(statement: String, question: String) {
        #expect(Coach.read(statement).question.map(english) == question)
    }

    @Test func `where a number has its beginning there is nothing to ask`() {
        #expect(Coach.read("Raise the share of repeat donors from 20 to 35 %").question == nil)
    }

    @Test(arguments: ["", " ", "\n", "...", "—", "🎉🎉🎉", "\u{0}", "1", "%", "→", "KR 1:", "[P0]", "“”", "\u{200B}", "שלום עולם", "日本語の目標"])
    func `without words it is unsure`(statement: String) {
        let reading = Coach.read(statement)
        #expect(reading.label == .unsure && reading.certainty < 0.5)
        #expect(reading.decided.allSatisfy { !statement[$0].isEmpty })
    }

    @Test func `a label in front changes nothing`() {
        for label in ["KR1: ", "KR 2.1 – ", "[P0] ", "Objective: ", "1. ", "- ", "KR3 "] {
            let (plain, labelled) = (Coach.read("Publish five posts"), Coach.read(label + "Publish five posts"))
            #expect(plain.label == labelled.label && plain.certainty == labelled.certainty, "\(label)")
        }
    }

    @Test func `any text is read, and what it says holds`() {
        var random = Seeded(26)
        let words = (CoachSentences.work + CoachSentences.germanChange).flatMap { $0.split(separator: " ").map(String.init) }
        let odd = [
            "🎉", "\u{0}", "\u{202E}", "e\u{301}", "ß", "→", "%", "(", ")", "100", "3.5", "-", "’", "\u{1F468}\u{200D}\u{1F469}", "עברית",
        ]
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...30, using: &random)
            let parts = (0..<count).map { _ in (Int.random(in: 0...4, using: &random) == 0 ? odd : words).randomElement(using: &random)! }
            let statement = parts.joined(separator: Bool.random(using: &random) ? " " : "")
            let reading = Coach.read(statement, in: random.maybe { Bool.random(using: &$0) ? .en : .de })
            #expect((0...1).contains(reading.certainty))
            #expect((reading.label == .unsure) == (reading.certainty < 0.5), "\(statement)")
            #expect(reading.decided.allSatisfy { $0.upperBound <= statement.endIndex && !statement.unicodeScalars[$0].isEmpty })
            #expect(!english(reading.because).isEmpty)
            #expect(reading == Coach.read(statement, in: reading.language))
        }
    }

    @Test(arguments: ["a", "ä", "🎉", "ship ", "\u{0}", ".", "1", "-", "'", "e\u{301}", "aufbau", "(", "from 1 to "])
    func `a very long text is read up to a point`(piece: String) {
        let long = String(repeating: piece, count: 100_000)
        let reading = Coach.read(long)
        #expect(reading.decided.allSatisfy { long[$0].utf8.count < 3_000 })
    }
}

/// How often the coach is right on statements that other people wrote and labelled. They are not part of this repository.
@Suite struct `Coach accuracy` {
    private static let file: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["CAIRN_STATEMENTS"].map { URL(filePath: $0) }
        let file = named ?? root.deletingLastPathComponent().appending(path: "shared/data/statements.csv")
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }()

    @Test(.enabled(if: file != nil, "there is no labelled file"))
    func `on labelled statements it is mostly right, and not too often unsure`() throws {
        let rows = try Self.rows(String(contentsOf: #require(Self.file), encoding: .utf8))
        let readings = rows.filter { $0["label"] == "outcome" || $0["label"] == "output" }.map { row in
            (label: row["label"] ?? "", reading: Coach.read(row["text"] ?? ""))
        }
        let decided = readings.filter { $0.reading.label != .unsure }
        let right = decided.filter { $0.reading.label.rawValue == $0.label }
        let accuracy = Double(right.count) / Double(max(decided.count, 1))
        let unsure = 1 - Double(decided.count) / Double(max(readings.count, 1))
        print("Coach: \(right.count) of \(decided.count) decided are right, \(readings.count - decided.count) of \(readings.count) unsure.")
        #expect(accuracy >= 0.85, "right: \(accuracy)")
        #expect(unsure <= 0.25, "unsure: \(unsure)")
    }

    /// The rows of a CSV file by the names of its columns; quotes as usual.
    private static func rows(_ text: String) -> [[String: String]] {
        var (table, row, cell, isQuoted) = ([[String]](), [String](), "", false)
        let letters = Array(text.replacing("\r\n", with: "\n")) + ["\n"]
        for (index, letter) in letters.enumerated() {
            if letter == "\"" {
                if isQuoted, letters[index + 1] == "\"" { cell.append(letter) }
                isQuoted.toggle()
            } else if letter == "," && !isQuoted {
                row.append(cell)
                cell = ""
            } else if letter == "\n" && !isQuoted {
                table.append(row + [cell])
                (row, cell) = ([], "")
            } else {
                cell.append(letter)
            }
        }
        guard let names = table.first else { return [] }
        return table.dropFirst().filter { $0.count == names.count }.map {
            Dictionary(zip(names, $0), uniquingKeysWith: { first, _ in first })
        }
    }
}
