@testable import App
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
@testable import Support
import Synchronization
import Testing

@Suite struct WebTests {
    @Test(arguments: Engine.tested)
    func `every answer carries the security headers`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let tag = try #require(try await app.get(app.path("today"), as: .ana).headers[.eTag])
            var answers = [try await app.get(app.path("today"), as: .ana, headers: ["If-None-Match": tag])]
            for path in [
                "/", "/sign-in", "/nowhere", "/wexholm/today", "/wexholm/goals/nonsense/check-ins/new", app.cairn.assets.style,
                "/assets/none.css", "/%ff", "//",
            ] {
                answers.append(try await app.get(path))
                answers.append(try await app.get(path, as: .ana))
            }
            for body in [nil, [UInt8](repeating: 97, count: 1_000_001)] {
                answers.append(try await app.request(.post, "/sign-in", body: body))
            }
            answers.append(try await app.post("/sign-in", headers: ["Sec-Fetch-Site": "cross-site"]))
            #expect(Set(answers.map(\.code)).isSuperset(of: [200, 303, 304, 403, 404, 413, 422]))
            for answer in answers {
                #expect(
                    answer.header("Content-Security-Policy")?.contains("default-src 'none'; script-src 'self'; style-src 'self'") == true)
                #expect(answer.header("Content-Security-Policy")?.contains("object-src 'none'") == true)
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                #expect(answer.header("Referrer-Policy") == "same-origin")
                #expect(
                    answer.header("Cross-Origin-Opener-Policy") == "same-origin"
                        && answer.header("Cross-Origin-Resource-Policy") == "same-origin")
                #expect(answer.header("Permissions-Policy") == "camera=(), microphone=(), geolocation=()")
                #expect(answer.header("Strict-Transport-Security") == nil)
                #expect(answer.header("Access-Control-Allow-Origin") == nil)
                #expect(answer.headers[.cacheControl] != nil)
                if !answer.body.isEmpty {
                    #expect(answer.headers[.contentType]?.contains("charset=utf-8") == true, "\(answer.body.prefix(200))")
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `by https the cookie is fixed to this host, and the browser stays there`(engine: Engine) async throws {
        var settings = Settings()
        settings.baseURL = "https://goals.example.org"
        try await withApp(engine, settings: settings) { app in
            let form: KeyValuePairs = ["email": Cast.ana.email, "password": Cast.password]
            let answer = try await app.post("/sign-in", form: form)
            #expect(answer.header("Strict-Transport-Security") == "max-age=31536000; includeSubDomains")
            let cookie = try #require(answer.headers[values: .setCookie].first { $0.hasPrefix("__Host-cairn=") })
            #expect(["Secure", "HttpOnly", "SameSite=Lax", "Path=/"].allSatisfy { cookie.contains($0) } && !cookie.contains("Domain"))
            for (origin, code) in [
                ("https://goals.example.org", 303), ("https://evil.example", 403), ("http://goals.example.org", 403), ("null", 403),
            ] {
                #expect(
                    try await app.post("/sign-in", form: form, headers: ["Sec-Fetch-Site": "", "Origin": origin]).code == code, "\(origin)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `what another site sends is refused, what we send is not`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            func say(_ headers: KeyValuePairs<String, String>) async throws -> Int {
                try await app.post(app.path("goals", goal.id, "comments"), form: ["text": "Hello"], as: .ana, headers: headers).code
            }
            #expect(try await say(["Sec-Fetch-Site": "same-origin"]) == 303)
            #expect(try await say(["Sec-Fetch-Site": "none"]) == 303)
            for site in ["cross-site", "same-site", "nonsense"] { #expect(try await say(["Sec-Fetch-Site": site]) == 403, "\(site)") }
            #expect(try await say(["Sec-Fetch-Site": "", "Origin": "http://localhost"]) == 303)
            #expect(try await say(["Sec-Fetch-Site": "", "Origin": "http://evil.example"]) == 403)
            #expect(try await say(["Sec-Fetch-Site": ""]) == 403, "a cookie alone is not enough")
            #expect(try await app.count("comment") == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `unknown addresses and methods are not there, and writes never come by GET`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            for path in [
                "/nowhere", "/wexholm/nowhere", "/wexholm", "/elsewhere/today", "/.env", "/wp-admin", "/assets/../Package.swift", "/%00",
                "/a%2Fb", "/wexholm%2Ftoday",
            ] {
                let answer = try await app.get(path, as: .ana)
                #expect(answer.code == (path == "/wexholm" ? 303 : 404), "\(path)")
            }
            let seen = try await app.get("/wexholm/nowhere", as: .ana).body
            #expect(seen.contains("This page does not exist, or is not yours to see") && seen.contains("href=\"/wexholm/today\""))
            for method in [HTTPRequest.Method.put, .delete, .patch, .options, .trace, .post] {
                let answer = try await app.request(method, app.path("today"), as: .ana)
                #expect(answer.code == 405 && answer.header("Allow") == "GET, HEAD", "\(method)")
                #expect(try await app.request(method, "/no/such/page").code == 404, "\(method)")
            }
            for path in ["comments", "mentions-seen"] {
                let answer = try await app.get(app.path("goals", goal.id, path), as: .ana)
                #expect(answer.code == 405 && answer.header("Allow") == "POST" && answer.body.contains("This address does not take that"))
            }
            #expect(try await app.count("check_in") == 0)
            #expect(try await app.count("comment") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a body that is too large, broken or of another kind is refused in words`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let path = app.path("goals", goal.id, "comments")
            let large = try await app.request(.post, path, body: Array("text=".utf8) + [UInt8](repeating: 97, count: 1_000_000), as: .ana)
            #expect(large.code == 413 && large.body.contains("A form may hold up to 1 MB."))
            let promised = try await app.request(
                .post, path, body: Array("text=x".utf8), as: .ana, headers: ["Content-Length": "99999999999"])
            #expect(promised.code == 413, "it is refused by its length, before it is read")
            let chunked = try await app.request(
                .post, path, body: [UInt8](repeating: 97, count: 1_000_001), as: .ana, headers: ["Content-Length": ""])
            #expect(chunked.code == 413)
            for type in ["application/json", "text/plain", "multipart/form-data; boundary=x"] {
                #expect(
                    try await app.request(.post, path, body: Array("text=x".utf8), as: .ana, headers: ["Content-Type": type]).code == 415,
                    "\(type)")
            }
            #expect(try await app.request(.post, path, body: Array("text=%ff%fe".utf8), as: .ana).code == 422)
            #expect(try await app.request(.post, path, body: [0x74, 0x3D, 0xC3, 0x28], as: .ana).body.contains("not in Unicode"))
            #expect(try await app.request(.post, path, body: [], as: .ana).code == 422)
            #expect(try await app.count("comment") == 0)
            #expect(
                try await app.request(.post, path, body: Array("text=a%00b%0Dc".utf8), as: .ana, headers: ["Content-Type": ""]).code == 303)
            #expect(try await app.read { db in try db.one("SELECT text FROM comment") } == "ab\nc")
            let charset = "application/x-www-form-urlencoded; charset=utf-8"
            #expect(
                try await app.request(.post, path, body: Array("text=x".utf8), as: .ana, headers: ["Content-Type": charset]).code == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `HEAD answers like GET, without the page`(engine: Engine) async throws {
        try await withApp(engine) { app in
            for path in ["/sign-in", app.path("today"), app.cairn.assets.style] {
                let (head, get) = (try await app.request(.head, path, as: .ana), try await app.get(path, as: .ana))
                #expect(head.code == get.code && head.body.isEmpty, "\(path)")
                #expect(head.headers[.contentType] == get.headers[.contentType])
            }
            #expect(try await app.request(.head, "/no/such/page").code == 404)
            _ = try await app.request(.head, app.path("live"), as: .ana)
            #expect(await eventually { app.cairn.live.count == 0 })
        }
    }

    @Test(arguments: [
        ";", ",", "", ",;q=1", ";;;", "de;q=0.9, en;q=0.8", "DE-at", "fr,de", "fr", "\u{1F4A9}", "deutsch",
        String(repeating: "x,", count: 2000),
    ])
    func `whatever a browser says it speaks is answered`(languages: String) {
        let german = ["de;q=0.9, en;q=0.8", "DE-at", "fr,de"].contains(languages)
        #expect(Language(accepting: languages) == (german ? .de : .en))
    }

    @Test(arguments: [
        ("/w/today", "/w/today"), ("/", "/"), ("", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/w\r\nSet-Cookie: x=1", "/"), ("/w today", "/"), ("/ü", "/"), ("\\/evil", "/"), ("/w?x=//evil", "/w?x=//evil"), ("today", "/"),
        (" /w", "/"),
    ])
    func `after sign-in one stays on this server`(next: String, path: String) {
        #expect(ownPath(next) == path)
        #expect(ownPath("/" + String(repeating: "a", count: 5000)) == "/")
    }

    @Test func `a cookie is found by its whole name, and two of the same are none`() {
        func found(_ lines: String...) -> String? {
            var head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/")
            for line in lines { head.headerFields.append(HTTPField(name: .cookie, value: line)) }
            return cookie("cairn", in: Request(head: head, body: RequestBody(buffer: ByteBuffer())))
        }
        #expect(found("cairn=a") == "a")
        #expect(found("x=1; cairn=a=b; y") == "a=b")
        #expect(found("x=1", "cairn=a") == "a")
        #expect(
            found("cairn-flash=a") == nil && found("xcairn=a") == nil && found("Cairn=a") == nil && found("cairn") == nil && found() == nil)
        #expect(found("cairn=a; cairn=b") == nil && found("cairn=a", "cairn=b") == nil)
        #expect(found(";;; ; cairn=a;;=") == "a")
    }
}

/// What goes wrong is a page with words, and tells strangers nothing.
@Suite struct ErrorTests {
    @Test func `each trouble of the data has its words`() async throws {
        try await withFlaky { app, flaky in
            let goal = try await app.makeGoal()
            for (error, code, words) in [
                (DatabaseError.full, 507, "The disk is full"), (.readOnly, 503, "This server can only be read now"),
                (.unavailable("connection to 10.0.0.7 refused"), 503, "The data cannot be reached"),
                (.other("SELECT secret FROM person"), 500, "Something went wrong"),
            ] {
                flaky.failure.withLock { $0 = error }
                let answer = try await app.say("Hello", on: goal)
                flaky.failure.withLock { $0 = nil }
                #expect(answer.code == code && answer.body.contains(words), "\(error)")
                #expect(!answer.body.contains("10.0.0.7") && !answer.body.contains("SELECT") && !answer.body.contains("data-live-url"))
                #expect(answer.body.contains("Number:") == (code == 500))
            }
            #expect(try await app.count("comment") == 0)
            #expect(try await app.say("Hello", on: goal).code == 303, "and afterwards everything goes on")
        }
    }

    @Test func `a bug is a number, the same in page and log, and in the reader's language`() async throws {
        try await withFlaky { app, flaky in
            try await app.set(language: "de", of: .ana)
            _ = try await app.get(app.path("today"), as: .ana)
            flaky.failure.withLock { $0 = UnknownValue(text: "a private text", type: "Status") }
            let answer = try await app.get(app.path("today"), as: .ana)
            #expect(answer.code == 500 && answer.body.contains("<html lang=\"de\"") && !answer.body.contains("a private text"))
            #expect(answer.body.firstMatch(of: /<code>[0-9a-z]{8,14}<\/code>/) != nil)
            #expect(answer.headers[.eTag] == nil && answer.headers[.cacheControl] == "no-store")
            #expect(try await app.get("/", headers: ["Accept-Language": "de"]).body.contains("<html lang=\"de\""))
        }
    }

    private func withFlaky(_ test: (TestApp, FlakyDatabase) async throws -> Void) async throws {
        let flaky = FlakyDatabase(try SQLite.inMemory())
        let clock = TestClock()
        try await flaky.migrate(migrations, at: clock.now.milliseconds)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let cairn = try Cairn(database: flaky, logger: logger, clock: { clock.now })
        let app = TestApp(cairn: cairn, clock: clock, scene: Scene.make(cairn))
        try await app.write { [scene = app.scene] db in try scene.insert(into: db, at: clock.now) }
        try await test(app, flaky)
        await flaky.close()
    }
}

/// A database that fails while it is told to.
private final class FlakyDatabase: Database {
    let failure = Mutex<(any Error)?>(nil)
    private let inner: any Database

    init(_ inner: any Database) { self.inner = inner }

    var engine: Engine { inner.engine }
    var load: Load { inner.load }
    var queues: [Queue] { inner.queues }

    func checkWritable() async throws { try await inner.checkWritable() }
    func examine() async throws -> [Finding] { try await inner.examine() }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        if let error = failure.withLock({ $0 }) { throw error }
        return try await inner.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        if let error = failure.withLock({ $0 }) { throw error }
        return try await inner.write(body)
    }

    func listen(_ handler: @escaping @Sendable (String) -> Void) { inner.listen(handler) }
    func migrate(_ migrations: [Migration], at milliseconds: Int64) async throws { try await inner.migrate(migrations, at: milliseconds) }
    func close() async { await inner.close() }
}

extension Answer {
    func header(_ name: String) -> String? { headers[HTTPField.Name(name)!] }
}
