@testable import App
import Database
import Domain
import HTTPTypes
import Support
import Testing

/// Things that examples of the API speak of, by the names they have there.
struct APIScene: Sendable {
    var ids: [String: String]

    subscript(name: String) -> String { ids[name] ?? "" }
}

extension TestApp {
    /// A secret of a new token, whatever its person may have.
    func token(_ member: Cast, _ scope: Token.Scope = .write, days: Int? = 90) async throws -> String {
        let viewer = try await viewer(member)
        let secret = Token.prefix + newText() + newText()
        let token = Token(
            id: cairn.newID(), personID: viewer.id, name: "Test", scope: scope, createdAt: clock.now,
            expiresAt: days.map { clock.now.adding(days: $0) })
        try await write { db in try db.insert(token, hash: hash(ofToken: secret), in: viewer.workspace.id) }
        return secret
    }

    /// A committed goal of Ana's with two key results, a check-in and a comment; goals in every other stage; and what else there is.
    func apiScene(author: Cast = .ana, tokenOf holder: Cast = .ana) async throws -> APIScene {
        let goal = try await makeGoal()
        let first = try await measure(goal)
        let second = try await measure(goal, "Permits issued in time")
        clock.move(seconds: 1)
        let checkIn = try await CheckIns(cairn: cairn).post(
            CheckIn.Draft(values: [first.id: .number(20)], confidence: 60, changed: "The form is shorter."), on: goal.id, language: "en",
            by: viewer(.ana))
        // On four days, so that there is a forecast; back again, because the next scene begins in the same app.
        defer { clock.move(days: -3) }
        for value in [24.0, 29, 33] {
            clock.move(days: 1)
            _ = try await CheckIns(cairn: cairn).post(
                CheckIn.Draft(values: [first.id: .number(value)], confidence: 60), on: goal.id, language: "en", by: viewer(.ana))
        }
        let comment = try await Comments(cairn: cairn).post(
            Comment.Draft(text: "Well done."), on: goal.id, checkIn: nil, by: viewer(author))
        let draft = try await makeGoal("A draft", commit: false)
        let proposed = try await makeGoal("A proposal", commit: false)
        _ = try await Goals(cairn: cairn).propose(proposed.id, version: proposed.version, by: viewer(.ana))
        let closed = try await makeGoal("A closed one")
        _ = try await Goals(cairn: cairn).close(closed.id, .achieved, reason: "", version: closed.version, by: viewer(.ana))
        let new = try await Tokens(cairn: cairn).make(Token.Draft(name: "Another"), by: viewer(holder), from: "192.0.2.7")
        let drafted = try await insertCycle()
        let parent = try await makeGoal("The city gets faster", owner: .olaf, by: .dana)
        let initiative = try await Initiatives(cairn: cairn).add(Initiative.Draft(title: "A shorter form"), to: goal.id, by: viewer(.ana))
        let milestone = try await Milestones(cairn: cairn).add(
            Milestone.Draft(title: "The form is live", onDay: Day(iso: "2026-11-20")!), to: goal.id, by: viewer(.ana))
        let invitation: ID<Invitation> = cairn.newID()
        _ = try await Invitations(cairn: cairn).make(Invitation.Draft(), id: invitation, by: viewer(.dana), from: "192.0.2.7")
        let assumption = try await believe(on: goal.id)
        let story = try await tell("Six weeks, and they thanked us.", on: goal.id, by: author)
        let threshold = try await draw(.silent(days: 300), on: goal.id)
        let called: [Cast] = author == .ana ? [.ana, .ben] : [.ana, author]
        let (opened, heard) = (try await crossed(called), try await crossed(called, heard: called))
        return APIScene(ids: [
            "goal": goal.id.text, "keyResult": first.id.text, "secondKeyResult": second.id.text, "checkIn": checkIn.id.text,
            "comment": comment.text, "draft": draft.id.text, "proposed": proposed.id.text, "closed": closed.id.text,
            "token": new.token.id.text, "otherToken": new.token.id.text, "cycle": scene.autumn.text, "draftedCycle": drafted.text,
            "team": scene.permits.text, "emptyTeam": try await insertTeam().text, "person": id(.ana).text, "teammate": id(.ben).text,
            "guest": id(.gus).text, "placeholder": try await insertPlaceholder().text, "parent": parent.id.text,
            "initiative": initiative.id.text, "milestone": milestone.id.text,
            "invitation": invitation.text, "screen": try await screen().screen.id.text,
            "review": try await review([goal.id]).id.text,
            "assumption": assumption.id.text, "story": story.id.text, "threshold": threshold.id.text, "jointAction": opened.text,
            "heardAction": heard.text,
        ])
    }

    /// Carries out an endpoint's example in a scene.
    func run(_ endpoint: Endpoint, in scene: APIScene, token: String?, headers: KeyValuePairs<String, String> = [:]) async throws -> Answer
    {
        let path = endpoint.example.address(of: endpoint.path) { scene[$0] }
        return try await api(
            endpoint.method, path, endpoint.example.body.map { endpoint.example.filled($0) { scene[$0] } }, token: token, headers: headers)
    }
}

extension Answer {
    var json: JSON? { try? JSON(reading: Array(body.utf8)) }
    /// The code of a problem.
    var problem: String? { json?["code"].flatMap { if case .text(let code) = $0 { code } else { nil } } }
    func text(_ name: String) -> String? { json?[name].flatMap { if case .text(let text) = $0 { text } else { nil } } }
    /// The fields that are wrong, with their codes.
    var wrong: [String: String] {
        guard case .list(let errors)? = json?["errors"] else { return [:] }
        return Dictionary(
            errors.compactMap { error in
                guard case .text(let field)? = error["field"], case .text(let code)? = error["code"] else { return nil }
                return (field, code)
            }, uniquingKeysWith: { first, _ in first })
    }
    /// How many things a list holds.
    var items: [JSON] { if case .list(let items)? = json?["items"] { items } else { [] } }
}

/// What in an answer does not fit its description: a path to each place.
func misfits(_ json: JSON, _ schema: Schema, _ path: String = "$") -> [String] {
    switch (schema, json) {
    case (.nullable, .null), (.anything, _): []
    case (.nullable(let inner), _): misfits(json, inner, path)
    case (.text(let most), .text(let text)): most.map { text.unicodeScalars.count <= $0 } ?? true ? [] : ["\(path): too long"]
    case (.id, .text(let text)): ID<Goal>(text)?.text == text ? [] : ["\(path): no id"]
    case (.date, .text(let text)): Day(iso: text) == nil ? ["\(path): no date"] : []
    case (.time, .text(let text)): text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) == nil ? ["\(path): no time"] : []
    case (.integer, .number(let number)): number == number.rounded() ? [] : ["\(path): no whole number"]
    case (.number, .number), (.truth, .truth): []
    case (.word(let words, _), .text(let text)): words.contains(text) ? [] : ["\(path): \(text)"]
    case (.list(let item), .list(let items)): items.enumerated().flatMap { misfits($1, item, "\(path)[\($0)]") }
    case (.shape(let shape), .object(let fields)): misfits(fields, shape, path)
    default: ["\(path): \(json)"]
    }
}

private func misfits(_ fields: [JSON.Field], _ shape: ShapeDescription, _ path: String) -> [String] {
    let unknown = fields.map(\.name).filter { name in !shape.fields.contains { $0.name == name } }.map { "\(path).\($0): unknown" }
    return unknown
        + shape.fields.flatMap { field -> [String] in
            guard let value = fields.first(where: { $0.name == field.name })?.value else { return ["\(path).\(field.name): missing"] }
            return misfits(value, field.schema, "\(path).\(field.name)")
        }
}
