import Hummingbird

/// Answers through the table of routes; a request for a stream in a task of its own, so that its connection does not hold for hours what finding
/// the answer took.
struct StreamsApart: HTTPResponder {
    let inner: any HTTPResponder<VisitorContext>

    func respond(to request: Request, context: VisitorContext) async throws -> Response {
        request.wantsStream ? try await Question(inner, request, context).answeredApart() : try await answer(request, context)
    }

    /// By itself, so that its room is not part of what a stream holds.
    @inline(never)
    private func answer(_ request: Request, _ context: VisitorContext) async throws -> Response {
        try await inner.respond(to: request, context: context)
    }

    /// A request on its way, in an object that is gone once there is an answer.
    private final class Question: Sendable {
        let inner: any HTTPResponder<VisitorContext>
        let request: Request
        let context: VisitorContext

        init(_ inner: any HTTPResponder<VisitorContext>, _ request: Request, _ context: VisitorContext) {
            (self.inner, self.request, self.context) = (inner, request, context)
        }

        @inline(never)
        func answeredApart() async throws -> Response {
            try await apart { try await self.inner.respond(to: self.request, context: self.context) }
        }
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
