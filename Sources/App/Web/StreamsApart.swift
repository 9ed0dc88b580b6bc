import Hummingbird

/// Answers through the table of routes; a request for a stream in a task of its own, so that its connection does not hold for hours what finding
/// the answer took.
struct StreamsApart<Inner: HTTPResponder>: HTTPResponder where Inner.Context: Sendable {
    let inner: Inner

    func respond(to request: Request, context: Inner.Context) async throws -> Response {
        guard request.wantsStream else { return try await inner.respond(to: request, context: context) }
        return try await apart { try await inner.respond(to: request, context: context) }
    }
}

extension Request {
    var wantsStream: Bool { headers[values: .accept].contains { $0.lowercased().contains("text/event-stream") } }
}

/// The table of routes, ready to answer.
func responder(_ cairn: Cairn, _ endpoints: [Endpoint] = endpoints) -> some HTTPResponder<VisitorContext> {
    StreamsApart(inner: router(cairn, endpoints).buildResponder())
}

/// Carries something out in a task of its own and waits for it; it is cancelled with the one that waits.
///
/// A task keeps all the room it ever took for what it awaited, until it ends. That of a connection ends with the connection: each reader of a stream
/// held 35 kB, most of it the way of the request through middleware and permissions. A task apart takes its room along when it is done.
func apart<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await work() }
        guard let result = try await group.next() else { throw CancellationError() }
        return result
    }
}
