@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct SetupTests {
    @Test(arguments: Engine.tested)
    func `the first person makes the workspace, owns it and is led to three stones`(engine: Engine) async throws {
        try await withEmptyApp(engine) { app in
            #expect(try await app.get("/").body.contains("Create our workspace"))
            let answer = try await app.post("/setup", form: first)
            #expect(answer.code == 303)
            #expect(answer.location == "/wexholm-harbour/begin")
            #expect(answer.cookie("cairn-flash") == "workspaceReady")
            let cookie = "cairn=\(answer.cookie("cairn") ?? "")"
            let page = try await app.get("/wexholm-harbour/begin", headers: ["Cookie": "\(cookie); cairn-flash=workspaceReady"])
            #expect(page.body.contains("Three stones to begin with"))
            #expect(page.body.contains("The workspace is ready, and you own it."))
            #expect(page.cookie("cairn-flash") == "")
            #expect(try await app.get("/").location == "/sign-in")
        }
    }

    @Test(arguments: Engine.tested)
    func `of two who begin at one moment, one wins`(engine: Engine) async throws {
        try await withEmptyApp(engine) { app in
            async let one = app.post("/setup", form: first)
            async let two = app.post("/setup", form: first)
            let codes = try await [one.code, two.code].sorted()
            #expect(codes == [303, 410] || codes == [303, 303], "the later one may find the door closed already")
            let count: Int? = try await app.read { db in try db.one("SELECT COUNT(*) FROM workspace") }
            #expect(count == 1)
        }
    }

    @Test func `everything that is wrong is said at once, and what was typed stays`() async throws {
        try await withEmptyApp(.sqlite) { app in
            let answer = try await app.post(
                "/setup",
                form: [
                    "workspace": "", "purpose": "<b>why</b>", "name": "", "email": "nobody", "password": "short", "language": "en",
                    "time_zone": "UTC",
                ])
            #expect(answer.code == 422)
            #expect(answer.body.contains("4 fields need another look."))
            #expect(answer.body.contains("&lt;b&gt;why&lt;/b&gt;") && !answer.body.contains("short"))
        }
    }

    @Test func `from another machine, only the printed key opens the first page`() async throws {
        var settings = Settings()
        settings.setupKey = "stone"
        try await withEmptyApp(.sqlite, settings: settings) { app in
            let far: KeyValuePairs = ["X-Forwarded-For": "198.51.100.7"]
            do {
                let code = try await app.get("/setup", headers: far).code
                #expect(code == 403)
            }
            do {
                let code = try await app.get("/setup?key=other", headers: far).code
                #expect(code == 403)
            }
            do {
                let code = try await app.get("/setup?key=stone", headers: far).code
                #expect(code == 200)
            }
            do {
                let code = try await app.post("/setup", form: first, headers: far).code
                #expect(code == 403)
            }
            do {
                let code = try await app.get("/setup").code
                #expect(code == 200)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever has an account makes another workspace, with an address of its own`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let answer = try await app.post("/setup", form: ["workspace": "Wexholm"], as: .gus)
            #expect(answer.location == "/wexholm-2/begin")
            #expect(try await app.post("/setup", form: ["workspace": "Setup"], as: .gus).location == "/setup-2/begin")
            let list = try await app.get("/workspaces", as: .gus)
            #expect(list.body.contains("/wexholm-2/today") && list.body.contains("/setup-2/today"))
            #expect(try await app.get("/wexholm-2/settings", as: .dana).code == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `the operator's link lets a person in`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let link = try await app.cairn.passwordLink(email: "OLAF@wexholm.example") ?? ""
            #expect(link.hasPrefix("http://127.0.0.1:8080/reset/"))
            #expect(try await app.get(String(link.dropFirst("http://127.0.0.1:8080".count))).code == 200)
            #expect(try await app.cairn.passwordLink(email: "nobody@x.example") == nil)
        }
    }

    private var first: KeyValuePairs<String, String> {
        [
            "workspace": "Wexholm Harbour", "purpose": "Ships leave on time.", "name": "Ada Tidewell", "email": "ada@wexholm.example",
            "password": "a long enough password", "language": "en", "time_zone": "Europe/Berlin",
        ]
    }
}
