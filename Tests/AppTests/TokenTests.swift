@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

@Suite struct TokenTests {
    private func make(_ app: TestApp, as member: Cast, _ form: KeyValuePairs<String, String>) async throws -> Answer {
        try await app.post("/wexholm/tokens", form: form, as: member)
    }

    private func secret(_ answer: Answer) -> String {
        answer.body.firstMatch(of: /cairn_[A-Za-z0-9_-]{43}/).map { String($0.output) } ?? ""
    }

    @Test(arguments: Engine.tested)
    func `it is made on its page, shown once, and works until it is revoked`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let answer = try await make(app, as: .ana, ["name": "Weekly <report>", "scope": "read", "days": "30"])
            let secret = secret(answer)
            #expect(answer.code == 201 && answer.headers[.cacheControl] == "no-store" && !secret.isEmpty)
            let me = try await app.api(.get, "/me", token: secret)
            #expect(
                me.text("scope") == "read" && me.text("name") == "Ana Lund" && me.text("expires_at") == "2026-12-05T08:00:00.000Z",
                "\(me.body)")
            let page = try await app.get("/wexholm/tokens", as: .ana)
            #expect(page.body.contains("Weekly &lt;report&gt;") && !page.body.contains(secret) && page.body.contains("5 December"))
            #expect(try await app.count("token", where: "hash = \(hash(ofToken: secret))") == 1)
            #expect(try await app.count("token", where: "hash LIKE '%cairn%' OR name LIKE '%cairn%'") == 0)
            let action = try #require(page.body.firstMatch(of: /\/wexholm\/tokens\/[0-9A-Z]{26}\/revocation/)).output
            #expect(try await app.post(String(action), as: .ana).code == 303)
            #expect(try await app.api(.get, "/me", token: secret).problem == "bad-token")
            #expect(try await app.audited("token made") == 1)
            #expect(try await app.audited("token revoked") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `it ends with its day, and its use is noted every ten minutes`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.ana, .read, days: 2)
            func lastUsed() async throws -> Moment? {
                try await app.read { db in try db.one("SELECT last_used_at FROM token", as: Moment?.self) ?? nil }
            }
            _ = try await app.api(.get, "/me", token: token)
            let first = try await lastUsed()
            #expect(first == app.clock.now)
            app.clock.move(seconds: 300)
            _ = try await app.api(.get, "/me", token: token)
            #expect(try await lastUsed() == first)
            app.clock.move(seconds: 400)
            _ = try await app.api(.get, "/me", token: token)
            #expect(try await lastUsed() == app.clock.now)
            app.clock.move(days: 2)
            let answer = try await app.api(.get, "/me", token: token)
            #expect(answer.code == 401 && answer.headers[.init("WWW-Authenticate")!]?.contains("invalid_token") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `it does what its person may do now, and ends when they are let go`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.ben, .write)
            let goal = try await app.makeGoal(visibility: .team)
            #expect(try await app.api(.get, "/goals/\(goal.id)", token: token).code == 200)
            _ = try await app.post(app.path("teams", app.scene.permits, "members", app.id(.ben), "removal"), as: .dana)
            #expect(try await app.api(.get, "/goals/\(goal.id)", token: token).code == 404)
            try await People(cairn: app.cairn).deactivate(app.id(.ben), by: app.viewer(.dana), from: "")
            #expect(try await app.api(.get, "/me", token: token).code == 401)
            try await People(cairn: app.cairn).reactivate(app.id(.ben), by: app.viewer(.dana), from: "")
            #expect(try await app.api(.get, "/me", token: token).code == 401)
        }
    }

    @Test func `it gives no more than its person has, and no more than the token that made it`() async throws {
        try await withApp(.sqlite) { app in
            let page = try await make(app, as: .ana, ["name": "x", "scope": "admin", "days": "30"])
            #expect(page.code == 422 && secret(page).isEmpty)
            #expect(!(try await app.get("/wexholm/tokens", as: .ana).body.contains("value=\"admin\"")))
            let admin = try await app.token(.dana, .admin)
            let made = try await app.api(.post, "/tokens", #"{"name": "y", "scope": "admin", "days": null}"#, token: admin)
            #expect(made.code == 201 && made.json?["expires_at"] == .null)
            #expect(try await app.api(.get, "/me", token: made.text("secret")).text("scope") == "admin")
            #expect(throws: AppError.self) {
                try Token.make(
                    Token.Draft(name: "z", scope: .admin), id: app.cairn.newID(), by: self.viewer, most: .write, at: app.clock.now)
            }
        }
    }

    private var viewer: Viewer {
        Viewer(
            person: Person(id: ID(trusted: "P"), name: "D", role: .admin),
            account: Account(id: ID(trusted: "A"), email: "d@x.example", name: "D"),
            workspace: Workspace(id: ID(trusted: "W"), slug: "w", name: "W"))
    }

    @Test func `nobody reads or writes across workspaces with it`() async throws {
        try await withApp(.sqlite, settings: .fast) { app in
            let token = try await app.token(.mallory, .admin)
            let scene = try await app.apiScene()
            for endpoint in endpoints where !endpoint.placeNames.isEmpty {
                let answer = try await app.run(endpoint, in: scene, token: token)
                #expect(answer.code == 404 && answer.problem == "not-found", "\(endpoint.name): \(answer.body)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `it goes with its workspace`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.mallory, .admin)
            _ = try await app.api(.get, "/me", token: token)
            try await app.write { [id = app.scene.elsewhere.id] db in try db.deleteWorkspace(id) }
            #expect(try await app.api(.get, "/me", token: token).code == 401)
        }
    }

    @Test func `whoever runs the server makes one at the terminal`() async throws {
        try await withApp(.sqlite) { app in
            let made = try await app.cairn.makeToken(
                for: "ana@wexholm.example", scope: "write", name: "Terminal", days: nil, workspace: nil)
            #expect(try await app.api(.get, "/me", token: made.secret).text("scope") == "write")
            let lines = try await app.cairn.tokenLines(of: "ana@wexholm.example")
            #expect(lines.count == 1 && lines[0].contains("Terminal") && !lines[0].contains(made.secret))
            try await app.cairn.revokeToken(made.id)
            #expect(try await app.api(.get, "/me", token: made.secret).code == 401)
            for (email, scope, name) in [
                ("nobody@x.example", "read", "a"), ("ana@wexholm.example", "all", "a"), ("ana@wexholm.example", "admin", "a"),
                ("ana@wexholm.example", "read", ""),
            ] {
                await #expect(throws: AppError.self) {
                    try await app.cairn.makeToken(for: email, scope: scope, name: name, days: 90, workspace: nil)
                }
            }
        }
    }

    @Test func `the word Bearer is read in any case, with the spaces around a token, and no other word`() async throws {
        try await withApp(.sqlite) { app in
            let token = try await app.token(.ana, .read)
            for header in ["Bearer \(token)", "bearer \(token)", "BEARER   \(token)\t "] {
                #expect(try await app.request(.get, "/api/v1/me", headers: ["Authorization": header]).code == 200, "\(header)")
            }
            for header in ["Basic \(token)", "Bearer\(token)", "Bearer", "Bearer ", "Bearer \(token) x", "Bearer x\(token)", token] {
                #expect(try await app.request(.get, "/api/v1/me", headers: ["Authorization": header]).code == 401, "\(header)")
            }
        }
    }

    /// FIPS 180-2, appendix B.1.
    @Test func `a hash is what the standard says`() {
        #expect(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
