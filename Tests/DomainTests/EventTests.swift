import Domain
import Foundation
import Testing

@Suite struct `What happened, in sentences` {
    private func sentence(_ kind: Event.Kind, changes: [Change] = [], names: [String: String] = [:]) -> String {
        let event = Event(
            id: ID(trusted: "E"), kind: kind, actorID: Cast.owner.id, details: .init(changes: changes, names: names), createdAt: now)
        return english(event.sentence(actor: "Noor Haddad", goal: "Permits"))
    }

    @Test(arguments: Event.Kind.allCases) func `every kind makes a sentence with its actor`(kind: Event.Kind) {
        let text = sentence(kind, names: ["subject": "Subject", "other": "Other"])
        #expect(text.hasSuffix("."))
        if ![.statusMoved, .thresholdCrossed].contains(kind) { #expect(text.hasPrefix("Noor Haddad ")) }
        if kind != .exported { #expect(!text.contains("exported the workspace")) }
    }

    @Test func `sentences say what changed`() {
        let due = Change(field: "due_on", from: "2026-12-18", to: "2027-01-31")
        #expect(sentence(.goalEdited, changes: [due]) == "Noor Haddad changed “Permits”: Due on.")
        #expect(sentence(.goalEdited, changes: [due, due, due, due]) == "Noor Haddad changed “Permits”: Due on, Due on and 2 more.")
        #expect(
            sentence(.goalClosed, changes: [.init(field: "outcome", from: "", to: "carried over")])
                == "Noor Haddad closed “Permits” as carried over.")
        #expect(
            sentence(.checkedIn, names: ["summary": "78 days, confidence 55 %"])
                == "Noor Haddad checked in on “Permits”: 78 days, confidence 55 %.")
        #expect(
            sentence(.statusMoved, changes: [.init(field: "status", from: "on track", to: "at risk")])
                == "“Permits” went from on track to at risk.")
        #expect(
            sentence(.roleChanged, changes: [.init(field: "role", from: "member", to: "admin")], names: ["subject": "Elif"])
                == "Noor Haddad changed the role of Elif from Member to Admin.")
        #expect(
            sentence(.cycleMoved, changes: [.init(field: "stage", from: "active", to: "closing")], names: ["subject": "Autumn"])
                == "Noor Haddad moved the cycle “Autumn” to closing.")
        #expect(
            sentence(.goalJudged, changes: [.init(field: "owner_status", from: "", to: "at risk")])
                == "Noor Haddad set “Permits” to at risk.")
    }

    @Test(arguments: [
        ("due_on", "2026-12-18", "2026-12-18"), ("due_on", "", "nothing"), ("target", "42.5", "42.5"), ("weight", "40", "40 %"),
        ("hand_progress", "0.5", "50 %"), ("owner_id", "OWNER", "Noor"), ("owner_id", "GONE", "someone or something now gone"),
        ("readers", "OWNER OWNER", "Noor, Noor"), ("stage", "committed", "Committed"), ("title", "Permits <b>", "Permits <b>"),
        ("direction", "keep above", "Keep above"), ("is_primary", "true", "yes"), ("title", "met", "met"),
        ("state", "deactivated", "Deactivated"),
    ])
    func `before and after are read as what they are`(field: String, text: String, read: String) {
        let change = Change(field: field, from: text, to: "")
        #expect(english(change.before { $0 == "OWNER" ? "Noor" : nil }) == read)
        #expect(english(change.after { _ in nil }) == "nothing")
        #expect(!english(change.label).contains("_"))
    }

    @Test func `details read back as they were written, and empty ones are empty`() throws {
        let details = Event.Details(changes: [.init(field: "title", from: "\"a\"", to: "é\n")], names: ["subject": "x"])
        #expect(try JSONDecoder().decode(Event.Details.self, from: JSONEncoder().encode(details)) == details)
        #expect(try JSONDecoder().decode(Event.Details.self, from: Data("{}".utf8)).isEmpty)
        #expect(String(decoding: try JSONEncoder().encode(Event.Details()), as: UTF8.self) == "{}")
    }
}
