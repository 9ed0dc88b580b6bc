import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The channel by which open pages learn that what they show has changed. It carries names of topics, never data.
struct LiveRoutes {
    let cairn: Cairn

    func stream(request: Request, context: ViewerContext) async throws -> Response {
        let names = Set(request.query["topics"].split(separator: " ").prefix(20).map(String.init))
        let viewer = context.viewer
        let token = cairn.token(of: request) ?? ""
        let wanted = Set((names.isEmpty ? ["workspace"] : names).union(["access"]).map { "\(viewer.workspace.id)/\($0)" })
        // Subscribed before anything is looked at, so that nothing that happens in between is missed.
        let changes = cairn.live.subscribe(to: wanted)
        try await check(names, viewer)
        let place = try cairn.placeForPage(of: .person(viewer.id))
        return cairn.liveStream(of: changes, at: place, in: viewer.workspace.zone) { change in
            try await stillMaySee(names, token: token, slug: viewer.workspace.slug, after: change)
        }
    }

    /// A goal that this person cannot see cannot be listened to either.
    private func check(_ names: Set<String>, _ viewer: Viewer) async throws {
        let goals = names.filter { $0.hasPrefix("goal:") }.map { String($0.dropFirst(5)) }
        guard !goals.isEmpty else { return }
        try await cairn.database.read { db in
            for text in goals {
                guard let id = ID<Goal>(text) else { throw AppError.notFound }
                try db.requireVisible(goal: id, to: viewer)
            }
        }
    }

    /// After rights may have changed, and with every tick, it is looked at again whether the person may still listen.
    private func stillMaySee(_ names: Set<String>, token: String, slug: String, after change: String) async throws -> Bool {
        guard change == LiveHub.tick || change == "*" || change.hasSuffix("/access") else { return true }
        do {
            guard let viewer = try await cairn.signedIn(token: token)?.viewers[slug] else { return false }
            try await check(names, viewer)
            return true
        } catch is AppError {
            return false
        }
    }
}

extension Cairn {
    /// The answer that tells one page what changed.
    /// - Parameters:
    ///   - place: held until the stream ends.
    ///   - zone: where the page's days turn: at midnight everything that is reckoned by the day has changed.
    ///   - isAllowed: asked before each word whether the reader may still listen.
    func liveStream(
        of changes: AsyncStream<String>, at place: OpenStreams.Place, in zone: TimeZone,
        isAllowed: @escaping @Sendable (String) async throws -> Bool
    ) -> Response {
        let body = ResponseBody { [self] writer in
            var day = now.day(in: zone)
            try await writer.write(ByteBuffer(string: "retry: 2000\nevent: open\ndata: 1\n\n"))
            // A server that is told to stop does not wait for readers: they come back to the next one.
            for await change in changes.cancelOnGracefulShutdown() {
                guard try await isAllowed(change) else {
                    try await writer.write(ByteBuffer(string: "event: gone\ndata: 1\n\n"))
                    break
                }
                let today = now.day(in: zone)
                try await writer.write(ByteBuffer(string: today == day ? liveMessage(change) : liveMessage("*")))
                day = today
            }
            try await writer.finish(nil)
            withExtendedLifetime(place) {}
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store", .xAccelBuffering: "no"],
            body: body)
    }
}

private func liveMessage(_ change: String) -> String {
    guard change != LiveHub.tick else { return "event: beat\ndata: 1\n\n" }
    let topic = change.split(separator: "/", maxSplits: 1).last.map(String.init) ?? "*"
    return "event: changed\ndata: \(topic)\n\n"
}

extension HTTPField.Name {
    static let xAccelBuffering = HTTPField.Name("X-Accel-Buffering")!
}
