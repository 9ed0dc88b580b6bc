@testable import App
import Database
import Domain
import Hummingbird
import Support
import Testing

@Suite struct SecurityTests {
    @Test func `the cookie is for this host, not for scripts, and secure where there is https`() async throws {
        var settings = Settings()
        settings.baseURL = "https://goals.example.org"
        for (settings, name, secure) in [(Settings(), "cairn", false), (settings, "__Host-cairn", true)] {
            try await withApp(.sqlite, settings: settings) { app in
                let answer = try await app.post("/sign-in", form: ["email": "ana@wexholm.example", "password": Cast.password])
                let line = answer.headers[values: .setCookie].first { $0.hasPrefix("\(name)=") } ?? ""
                #expect(
                    line.contains("; Path=/; HttpOnly; SameSite=Lax") && line.hasSuffix("; Secure") == secure && !line.contains("Domain"))
                #expect((answer.headers[.strictTransportSecurity] != nil) == secure)
            }
        }
    }

    @Test func `every answer has the headers that keep a page safe`() async throws {
        try await withApp(.sqlite) { app in
            for row in permissionMatrix {
                for member in [nil, Cast.ana, .olaf] {
                    let path = try await row.path(app)
                    let response = try await app.open(row.isGet ? .get : .post, path, body: row.isGet ? nil : [], as: member)
                    let policy = response.headers[values: .init("Content-Security-Policy")!].first ?? ""
                    #expect(
                        policy.contains("default-src 'none'") && policy.contains("base-uri 'none'") && !policy.contains("unsafe"),
                        "\(row.route)")
                    #expect(response.headers[.init("X-Content-Type-Options")!] == "nosniff", "\(row.route)")
                    #expect(response.headers[.init("Referrer-Policy")!] == "same-origin", "\(row.route)")
                    #expect(response.headers[.cacheControl] != nil, "\(row.route)")
                    #expect(
                        response.status.kind == .redirection || response.headers[.contentType]?.contains("charset=utf-8") == true
                            || path.hasSuffix(".svg"), "\(row.route)")
                }
            }
        }
    }

    @Test func `an unknown page has them too, and says so to people`() async throws {
        try await withApp(.sqlite) { app in
            for path in ["/nowhere", "/wexholm/nowhere", "/wexholm/people/no-id", "/assets/../Package.swift", "/wexholm/goals/%00"] {
                let answer = try await app.get(path, as: .ana)
                #expect(answer.code == 404, "\(path)")
                #expect(answer.headers[.init("X-Content-Type-Options")!] == "nosniff", "\(path)")
                #expect(answer.body.contains("This page does not exist, or is not yours to see"), "\(path)")
            }
        }
    }

    @Test func `after sign-in nobody is led to another host`() async throws {
        try await withApp(.sqlite) { app in
            for next in [
                "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil", "/ /evil", "evil",
                "/\r\nSet-Cookie: x=1", "",
            ] {
                app.clock.move(seconds: 60)
                let answer = try await app.post(
                    "/sign-in", form: ["email": "ana@wexholm.example", "password": Cast.password, "next": next])
                #expect(answer.location == "/", "\(next)")
            }
        }
    }

    @Test func `what another site makes a browser send is refused`() async throws {
        try await withApp(.sqlite) { app in
            func send(_ headers: KeyValuePairs<String, String>) async throws -> Int {
                try await app.post("/account/sign-ins/removal", as: .ana, headers: headers).code
            }
            do {
                let found = try await send(["Sec-Fetch-Site": "cross-site"])
                #expect(found == 403)
            }
            do {
                let found = try await send(["Sec-Fetch-Site": "same-site"])
                #expect(found == 403)
            }
            do {
                let found = try await send(["Sec-Fetch-Site": "", "Origin": "https://evil.example"])
                #expect(found == 403)
            }
            do {
                let found = try await send(["Sec-Fetch-Site": "", "Origin": "null"])
                #expect(found == 403)
            }
            do {
                let found = try await send(["Sec-Fetch-Site": ""])
                #expect(found == 403)
            }
            do {
                let found = try await send(["Sec-Fetch-Site": "", "Origin": "http://localhost"])
                #expect(found == 303)
            }
            do {
                let found = try await send(["Sec-Fetch-Site": "same-origin"])
                #expect(found == 303)
            }
        }
    }

    @Test func `links in secrets name the operator's address, not what a request claims`() async throws {
        var settings = Settings()
        settings.baseURL = "https://goals.example.org"
        try await withApp(.sqlite, settings: settings) { app in
            let form = Array("role=member".utf8)
            let page = try await app.request(.post, "/wexholm/invitations", body: form, as: .dana, authority: "evil.example")
            #expect(page.code == 201 && page.body.contains("https://goals.example.org/invitations/") && !page.body.contains("evil"))
            let link = try await app.request(
                .post, app.path("people", app.id(.ana), "password-link"), body: [], as: .dana, authority: "evil.example")
            #expect(link.body.contains("https://goals.example.org/reset/") && !link.body.contains("evil"))
            let forged = try await app.post(
                "/account/sign-ins/removal", as: .ana, headers: ["Sec-Fetch-Site": "", "Origin": "https://evil.example"])
            #expect(forged.code == 403)
        }
    }

    @Test func `an address that a stranger claims to forward for is not believed`() async throws {
        try await withApp(.sqlite) { app in
            for number in 1...20 {
                _ = try await app.post(
                    "/sign-in", form: ["email": "x\(number)@x.example", "password": "no"],
                    headers: ["X-Forwarded-For": "198.51.100.\(number)"])
            }
            let last = try await app.post(
                "/sign-in", form: ["email": "y@x.example", "password": "no"], headers: ["X-Forwarded-For": "198.51.100.99"])
            #expect(last.code == 429)
        }
    }

    @Test func `two cookies of one name are none`() async throws {
        try await withApp(.sqlite) { app in
            do {
                let code = try await app.get("/account", as: .ana, headers: ["Cookie": "cairn=a; cairn=b"]).code
                #expect(code == 303)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `text that is not Unicode, or too much of it, is refused without a trace`(engine: Engine) async throws {
        try await withApp(engine) { app in
            for bytes in [
                [0x6E, 0x3D, 0xFF], Array("name=%FF%FE".utf8), Array("name=%C3".utf8), Array("name=%zz".utf8), Array("%80=x".utf8),
            ] {
                #expect(try await app.request(.post, "/account", body: bytes, as: .ana).code == 422)
            }
            let large = Array(("name=" + String(repeating: "x", count: 1_000_001)).utf8)
            #expect(try await app.request(.post, "/account", body: large, as: .ana).code == 413)
            let json = try await app.request(
                .post, "/account", body: Array("{}".utf8), as: .ana, headers: ["Content-Type": "application/json"])
            #expect(json.code == 415)
            #expect(try await app.get("/wexholm/people?q=%FF", as: .ana).code == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `hostile text is shown as text`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let texts = [
                "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' OR 1=1 --", "\u{202E}txt.exe", "👩‍👩‍👧‍👦 \u{0301}\u{0301}",
                "{} {1} \\(x)",
                "Robert'); DROP TABLE person;--", "a\u{0}b",
            ]
            for text in texts {
                let form: KeyValuePairs = ["name": text, "purpose": text]
                let made = try await app.post("/wexholm/teams", form: form, as: .dana)
                #expect(made.code == 303, "\(text)")
                let page = try await app.get(made.location ?? "", as: .dana).body
                #expect(!page.contains("<script>alert") && !page.contains("<img src=x"), "\(text)")
                #expect(page.contains(HTML(escaping: text.replacing("\u{0}", with: "")).markup), "\(text)")
            }
            let long = try await app.post("/wexholm/teams", form: ["name": String(repeating: "ä", count: 10_000)], as: .dana)
            #expect(long.code == 422 && long.body.contains("10,000"))
        }
    }

    @Test(arguments: Engine.tested)
    func `what is in another workspace is not there, by whatever way`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let mallory = "/elsewhere"
            for path in [
                "people/\(app.id(.ana))", "teams/\(app.scene.permits)", "teams/\(app.scene.permits)/edit",
            ] {
                do {
                    let code = try await app.get("\(mallory)/\(path)", as: .mallory).code
                    #expect(code == 404, "\(path)")
                }
            }
            for path in [
                "people/\(app.id(.ana))/role", "people/\(app.id(.ana))/deactivation", "people/\(app.id(.ana))/password-link",
                "people/\(app.id(.ana))/hand-over", "teams/\(app.scene.permits)", "teams/\(app.scene.permits)/removal",
                "teams/\(app.scene.permits)/members",
            ] {
                let form: KeyValuePairs = [
                    "role": "guest", "to": app.id(.mallory).text, "name": "Mine", "version": "1", "person": app.id(.mallory).text,
                ]
                do {
                    let code = try await app.post("\(mallory)/\(path)", form: form, as: .mallory).code
                    #expect(code == 404, "\(path)")
                }
            }
        }
    }

    @Test func `a way that is not taken says so`() async throws {
        try await withApp(.sqlite) { app in
            do {
                let code = try await app.request(.delete, "/account", body: [], as: .ana).code
                #expect(code == 405)
            }
            do {
                let code = try await app.request(.post, "/wexholm/today", body: [], as: .ana).code
                #expect(code == 405)
            }
        }
    }
}
