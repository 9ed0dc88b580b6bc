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
    func `a person holds only so many open pages, and each that ends makes room`(engine: Engine) async throws {
        var settings = Settings()
        settings.pageStreams = 3
        try await withApp(engine, settings: settings) { app in
            var pages: [OpenStream] = []
            for _ in 0..<3 { pages.append(try await app.follow("workspace", as: .ana)) }
            let refused = try await app.get(app.path("live"), as: .ana)
            #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] == "20")
            pages.append(try await app.follow("workspace", as: .ben))
            pages[0].stop()
            #expect(await eventually { app.cairn.openStreams.count == 3 })
            pages.append(try await app.follow("workspace", as: .ana))
            #expect(try await app.get(app.path("today"), as: .ana).code == 200)
            let screen = try await app.screen()
            for _ in 0..<3 { pages.append(try await app.follow(path: "/screen/\(screen.secret)/live")) }
            #expect(try await app.get("/screen/\(screen.secret)/live").status == .tooManyRequests)
            for page in pages { page.stop() }
            #expect(await eventually { app.cairn.openStreams.count == 0 })
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
