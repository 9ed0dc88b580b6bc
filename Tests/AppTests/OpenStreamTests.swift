@testable import App
import Database
import Domain
import HTTPTypes
import Hummingbird
@testable import Support
import Testing

/// How many streams of events one token may hold open.
@Suite struct OpenStreamTests {
    @Test(arguments: Engine.tested)
    func `a token holds only so many streams open`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let (full, other) = (try await app.token(.ana), try await app.token(.ana))
            var streams: [OpenStream] = []
            for _ in 0..<app.cairn.settings.apiStreams { streams.append(try await app.followEvents(full)) }
            let refused = try await app.openStream("/events", token: full)
            #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] == "20")
            #expect(refused.headers[.contentType] == "application/problem+json; charset=utf-8")
            #expect(try await app.api(.get, "/events", token: full).status == .ok, "a list is no stream")
            streams.append(try await app.followEvents(other))
            streams[0].stop()
            #expect(await eventually { app.cairn.openStreams.count == app.cairn.settings.apiStreams })
            streams.append(try await app.followEvents(full))
            for stream in streams { stream.stop() }
        }
    }

    @Test(arguments: Engine.tested)
    func `a stream that is refused takes no place`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.ana)
            for _ in 0...app.cairn.settings.apiStreams {
                #expect(try await app.openStream("/events?after=01ARZ3NDEKTSV4RRFFQ69G5FAV", token: token).status == .badRequest)
            }
            try await app.followEvents(token).stop()
        }
    }
}
