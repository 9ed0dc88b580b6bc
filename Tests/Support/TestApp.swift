@testable import App
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization

/// A clock that stands still until the test moves it. It begins on Thursday, 5 November 2026, 08:00 UTC.
public final class TestClock: Sendable {
    private let moment = Mutex(Moment(milliseconds: 1_793_865_600_000))

    public var now: Moment { moment.withLock { $0 } }

    public func move(days: Int = 0, seconds: Int = 0) {
        moment.withLock { $0 = $0.adding(days: days).adding(seconds: seconds) }
    }
}

/// A Cairn inside the test's process, on a database of its own, with the cast in it.
public final class TestApp: Sendable {
    public let cairn: Cairn
    public let clock: TestClock
    public let scene: Scene
    private let responder: any HTTPResponder<VisitorContext>

    init(cairn: Cairn, clock: TestClock, scene: Scene, endpoints: [Endpoint] = endpoints) {
        self.cairn = cairn
        self.clock = clock
        self.scene = scene
        responder = App.responder(cairn, endpoints)
    }

    public var database: any Database { cairn.database }

    /// A path in the workspace `wexholm`: `path("people", id)`.
    public func path(_ parts: any CustomStringConvertible...) -> String {
        "/" + (["wexholm"] + parts.map { "\($0)" }).joined(separator: "/")
    }

    public func id(_ member: Cast) -> ID<Person> { scene.people[member]! }

    public func get(_ path: String, as member: Cast? = nil, headers: KeyValuePairs<String, String> = [:]) async throws -> Answer {
        try await request(.get, path, as: member, headers: headers)
    }

    /// Sends a form as a browser does from one of our own pages.
    public func post(
        _ path: String, form: KeyValuePairs<String, String> = [:], as member: Cast? = nil, headers: KeyValuePairs<String, String> = [:]
    ) async throws -> Answer {
        let body = form.map { "\(encoded($0.key))=\(encoded($0.value))" }.joined(separator: "&")
        return try await request(.post, path, body: Array(body.utf8), as: member, headers: headers)
    }

    /// Any request. Headers given here come last, so they win over those a browser would send; an empty one is left out.
    public func request(
        _ method: HTTPRequest.Method, _ path: String, body: [UInt8]? = nil, as member: Cast? = nil,
        headers: KeyValuePairs<String, String> = [:], authority: String = "localhost"
    ) async throws -> Answer {
        let response = try await open(method, path, body: body, as: member, headers: headers, authority: authority)
        return Answer(status: response.status, headers: response.headers, body: try await text(of: response))
    }

    /// The whole body; of a stream, once it has ended.
    public func text(of response: Response) async throws -> String {
        let writer = BodyCollector()
        try await response.body.write(writer)
        return String(buffer: writer.all)
    }

    /// The answer with its body not read yet, for streams.
    public func open(
        _ method: HTTPRequest.Method, _ path: String, body: [UInt8]? = nil, as member: Cast? = nil,
        headers: KeyValuePairs<String, String> = [:], authority: String = "localhost"
    ) async throws -> Response {
        var fields: HTTPFields = [.acceptLanguage: "en"]
        if body != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        if method != .get { fields[.secFetchSite] = "same-origin" }
        if let body { fields[.contentLength] = String(body.count) }
        if let member { fields[.cookie] = "\(cairn.settings.cookieName)=\(member.token)" }
        for (name, value) in headers { fields[HTTPField.Name(name)!] = value.isEmpty ? nil : value }
        return try await send(method, path, fields, body, authority: authority)
    }

    /// Sends JSON, or nothing, as a program does.
    public func api(
        _ method: HTTPRequest.Method, _ path: String, _ json: String? = nil, token: String? = nil,
        headers: KeyValuePairs<String, String> = [:]
    ) async throws -> Answer {
        var fields: HTTPFields = [:]
        if json != nil { fields[.contentType] = "application/json" }
        if let token { fields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers { fields[HTTPField.Name(name)!] = value }
        let response = try await send(method, "/api/v1\(path)", fields, json.map { Array($0.utf8) }, authority: "localhost")
        return Answer(status: response.status, headers: response.headers, body: try await text(of: response))
    }

    /// Opens what a program follows; the body is not read yet.
    public func openStream(_ path: String, token: String, headers: KeyValuePairs<String, String> = [:]) async throws -> Response {
        var fields: HTTPFields = [.accept: "text/event-stream", .authorization: "Bearer \(token)"]
        for (name, value) in headers { fields[HTTPField.Name(name)!] = value }
        return try await send(.get, "/api/v1\(path)", fields, nil, authority: "localhost")
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields, _ body: [UInt8]?, authority: String
    ) async throws -> Response {
        let head = HTTPRequest(method: method, scheme: "http", authority: authority, path: path, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body ?? [])))
        let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: cairn.logger)
        return try await responder.respond(to: request, context: VisitorContext(source: source))
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await cairn.database.read(body)
    }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await cairn.database.write(body)
    }
}

/// What came back.
public struct Answer: Sendable {
    public let status: HTTPResponse.Status
    public let headers: HTTPFields
    public let body: String

    public var code: Int { status.code }
    public var location: String? { headers[.location] }

    /// The value that the answer gives a cookie, or nil where it does not touch it.
    public func cookie(_ name: String) -> String? {
        let line = headers[values: .setCookie].last { $0.hasPrefix("\(name)=") }
        return line?.dropFirst(name.count + 1).split(separator: ";", omittingEmptySubsequences: false).first.map(String.init)
    }

    /// The value of the first field of this name in the page's forms.
    public func field(_ name: String) -> String? {
        guard let start = body.range(of: "name=\"\(name)\" value=\"") else { return nil }
        return body[start.upperBound...].firstIndex(of: "\"").map { String(body[start.upperBound..<$0]) }
    }
}

/// Runs a test against a fresh Cairn on that engine, and takes its data away afterwards.
public func withApp(
    _ engine: Engine, settings: Settings = Settings(), logger: Logger = quiet, _ test: (TestApp) async throws -> Void
) async throws {
    try await withEmptyApp(engine, settings: settings, logger: logger) { app in
        try await app.write { [scene = app.scene, now = app.clock.now] db in try scene.insert(into: db, at: now) }
        try await test(app)
    }
}

/// The same before anybody has set it up: the cast is not in the data.
public func withEmptyApp(
    _ engine: Engine, settings: Settings = Settings(), logger: Logger = quiet, _ test: (TestApp) async throws -> Void
) async throws {
    if engine == .postgres { await turnstile.enter() }
    defer { if engine == .postgres { turnstile.leave() } }
    let database = try await scratchDatabase(engine)
    let clock = TestClock()
    do {
        try await database.migrate(migrations, at: clock.now.milliseconds)
        let cairn = try Cairn(database: database, settings: settings, logger: logger, clock: { clock.now })
        try await test(TestApp(cairn: cairn, clock: clock, scene: Scene.make(cairn)))
    } catch {
        await database.close()
        throw error
    }
    await database.close()
}

/// A log that says nothing but what ends a program.
public let quiet: Logger = {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
}()

/// Lets a few tests at a time to PostgreSQL, which has room for so many connections only.
private let turnstile = Turnstile(places: 16)

private final class Turnstile: Sendable {
    private struct State {
        var places: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(places: Int) { state = Mutex(State(places: places)) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                state.places -= 1
                if state.places < 0 { state.waiting.append(continuation) }
                return state.places >= 0
            }
            if isFree { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state in
            state.places += 1
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
        next?.resume()
    }
}

private final class BodyCollector: ResponseBodyWriter {
    var all = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws { all.writeImmutableBuffer(buffer) }
    func finish(_ trailers: HTTPFields?) async throws {}
}
