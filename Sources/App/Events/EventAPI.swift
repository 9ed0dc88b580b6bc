import Domain
import HTTPTypes
import Hummingbird

let changeShape = Shape<Change>("Change", words: "One field that changed, as it is kept: dates, numbers and ids.") { shape in
    shape.text("field", "Which field.") { $0.field }
    shape.text("from", "What it was before; empty for nothing.") { $0.from }
    shape.text("to", "What it is now; empty for nothing.") { $0.to }
}

let eventShape = Shape<EventRow>("Event", words: "Something that happened. It stays as it was.") { shape in
    shape.id("id", "Its id, and the cursor behind it.") { $0.event.id }
    shape.time("created_at", "When it happened; what was imported happened earlier than it was saved.") { $0.event.createdAt }
    shape.word("kind", "What kind of thing happened.") { $0.event.kind }
    shape.id("actor_id", "Who did it; null where Cairn did.") { $0.event.actorID }
    shape.text("actor_name", "The name of who did it, as it is now.") { $0.actor }
    shape.id("goal_id", "The goal it is about; null where it is about the workspace, its people, teams or cycles.") { $0.event.goalID }
    shape.text("goal_title", "The title of the goal, as it is now.") { $0.goal }
    shape.text("subject_id", "What it is about besides: a key result, a check-in, a comment, a person, whatever the kind says.") {
        $0.event.subjectID
    }
    shape.text("reason", "Why, as people said; empty where nobody had to.") { $0.event.reason }
    shape.many("changes", "The fields that changed.", changeShape) { $0.event.details.changes }
    shape.sentence("sentence", "What happened, in the reader's language.") { $0.sentence }
}

let eventEndpoints: [Endpoint] = [
    Endpoint.list(
        "/events", "listEvents", .history, summary: "List what happened in the order in which it was saved, or follow it as it happens",
        query: [
            QueryField("kind", Event.Kind.schema, words: "Those of this kind."),
            QueryField("goal", .id, words: "Those of this goal."),
        ], gives: eventShape, example: Example(query: "goal=$goal&limit=2")
    ) { call in
        let limit = call.limit
        let found = try await call.refusingCursor(.badParameter("after", unknownCursor)) {
            try await EventFeed(cairn: call.cairn).list(after: call.query["after"], matching: call.events, limit: limit, for: call.viewer)
        }
        return Items(found.map(\.row), limit: limit) { $0.event.id.text }
    }.streamed { call, request in
        let last = request.headers[.lastEventID].flatMap { $0.isEmpty ? nil : $0 }
        let problem: APIProblem = last == nil ? .badParameter("after", unknownCursor) : APIProblem(.badHeader, unknownCursor)
        let secret = call.cairn.bearer(of: request) ?? ""
        let place = try call.placeForStream()
        return try await call.refusingCursor(problem) {
            try await EventFeed(cairn: call.cairn).follow(
                after: last ?? call.query["after"], matching: call.events, for: call.viewer, by: secret, in: call.tongue, at: place)
        }
    }
]

private let unknownCursor: Words =
    "This is no event of this workspace. Give the id of one that was read here, or 0 to begin with the first that is kept."

extension APICall {
    fileprivate var events: EventFilter { EventFilter(kind: query.word("kind"), goal: query.id("goal")) }

    /// Each stream costs memory for as long as it stays open, so a token has so many and no more.
    fileprivate func placeForStream() throws -> OpenStreams.Place {
        let most = cairn.settings.apiStreams
        if let place = cairn.openStreams.place(for: .token(token.id), most: most) { return place }
        var problem = APIProblem(.tooMany, "This token holds \(most) streams open, and may not hold more. Close one of them first.")
        problem.retryAfter = 20
        throw problem
    }

    fileprivate func refusingCursor<T>(_ problem: APIProblem, _ act: () async throws -> T) async throws -> T {
        do {
            return try await act()
        } catch is UnknownCursor {
            throw problem
        }
    }
}

extension Event.Kind: APIWord {}

extension HTTPField.Name {
    static let lastEventID = HTTPField.Name("Last-Event-ID")!
}
