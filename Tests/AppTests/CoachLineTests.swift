@testable import App
import Foundation
import Testing

@Suite struct CoachLineTests {
    @Test func `a line of JSON holds what the coach says, in the language of the statement`() throws {
        let line = CoachLine.json("Drei Workshops durchführen")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(Set(object.keys) == ["label", "certainty", "because", "question"])
        #expect(object["label"] as? String == "output" && object["certainty"] as? Double ?? 0 > 0.5)
        #expect((object["because"] as? String)?.hasPrefix("„durchführen“ sagt, was getan wird") == true)
        #expect(!line.contains("\n"))
    }

    @Test(arguments: ["", "\"", "\\", "\u{0}", "a\tb\u{1B}[31m", "\u{2028}", "🎉", "\u{202E}abc"])
    func `hostile text stays on one line`(statement: String) throws {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(CoachLine.json(statement).utf8)) as? [String: Any])
        #expect(object["label"] as? String == "unsure" && object["question"] is String)
        #expect(CoachLine.text("Publish \(statement)").unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }

    @Test func `people read it in a sentence`() {
        #expect(
            CoachLine.text("Hold three workshops with customers", language: .en)
                == "Work done (71\u{A0}%): “Hold” says what will be done, not what changes by it. “three workshops” counts what is made or held. "
                + "When the three workshops are done, what will customers do differently?")
        #expect(CoachLine.text("", language: .de) == "Nicht sicher (0\u{A0}%): Hier stehen noch keine Worte.")
    }
}
