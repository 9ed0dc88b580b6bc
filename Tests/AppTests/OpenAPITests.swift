@testable import App
import Domain
import Foundation
import Testing

@Suite struct OpenAPITests {
    private let document = try? JSON(reading: OpenAPI(endpoints: endpoints, tongue: Tongue(language: .en, zone: .gmt)).document())

    /// The reader refuses an object with one name twice, so two things of one name are found as well.
    @Test func `it can be read, and every reference leads somewhere`() throws {
        let document = try #require(document)
        let known = try #require(document["components"]?["schemas"]).names
        let wanted = Set(document.texts(under: "$ref").filter { $0.hasPrefix("#/components/schemas/") }.map { String($0.dropFirst(21)) })
        #expect(wanted.subtracting(known).isEmpty)
    }

    @Test func `a kind of word is described once, by its name`() throws {
        let text = String(decoding: OpenAPI(endpoints: endpoints, tongue: Tongue(language: .en, zone: .gmt)).document(), as: UTF8.self)
        for (word, name) in [
            ("off-track", "Status"), ("carried-over", "GoalOutcome"), ("keep-above", "KeyResultDirection"), ("deactivated", "PersonState"),
        ] {
            #expect(text.components(separatedBy: "\"\(word)\"").count == 2, "\(word)")
            #expect(text.contains("\"\(name)\": {\"type\": \"string\", \"enum\": ["), "\(name)")
        }
    }
}

extension JSON {
    fileprivate var names: [String] { if case .object(let fields) = self { fields.map(\.name) } else { [] } }

    /// All texts that stand anywhere under this name.
    fileprivate func texts(under name: String) -> [String] {
        switch self {
        case .object(let fields):
            fields.flatMap { field -> [String] in
                if field.name == name, case .text(let text) = field.value { [text] } else { field.value.texts(under: name) }
            }
        case .list(let items): items.flatMap { $0.texts(under: name) }
        default: []
        }
    }
}
