@testable import App
import Database
import Domain
import Foundation
@testable import Support
import Testing

/// What concerns access leaves a line, exactly one, and the page shows it to those whom it concerns.
@Suite struct AuditTests {
    @Test(arguments: Engine.tested)
    func `each of these deeds leaves exactly one line, with who, where from and by which request`(engine: Engine) async throws {
        try await withApp(engine) { app in
            for deed in deeds {
                let before = try await app.lines()
                let answer = try await deed.act(app)
                let new = try await app.lines().filter { line in !before.contains { $0.id == line.id } }
                #expect(new.map(\.action).sorted() == deed.lines.map(\.rawValue).sorted(), "\(deed.name): \(answer.code)")
                for line in new {
                    #expect(line.requestID == answer.header("X-Request-Id") && line.createdAt == app.clock.now, "\(deed.name)")
                    #expect(line.actor == deed.actor.map { "sign-in sign-in of \($0.rawValue)" } ?? "", "\(deed.name)")
                }
                app.clock.move(seconds: 120)
            }
            let all = try await app.lines().map(\.details).joined() + app.lines().map(\.object).joined()
            #expect(!all.contains("wrong-guess") && !all.contains("another long password") && !all.contains(Cast.password))
        }
    }

    @Test(arguments: Engine.tested)
    func `what is refused or taken back leaves none`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let before = try await app.lines().count
            _ = try await app.post(app.path("people", app.id(.ben), "role"), form: ["role": "admin", "version": "1"], as: .ana)
            _ = try await app.post(app.path("people", app.id(.olaf), "deactivation"), as: .olaf)
            _ = try await app.get("/wexholm/export", as: .ana)
            _ = try await app.post("/wexholm/settings", form: ["name": ""], as: .dana)
            _ = try await app.post("/sign-out")
            _ = try? await app.write { db in
                try db.audit(.exported, object: "x", app.cairn)
                throw AppError.notFound
            }
            #expect(try await app.lines().count == before)
        }
    }

    @Test(arguments: Engine.tested)
    func `a change is kept with before and after`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.post(app.path("people", app.id(.ben), "role"), form: ["role": "admin"], as: .olaf)
            let line = try #require(try await app.lines().last)
            #expect(line.details == "{\"person\": \"\(app.id(.ben))\", \"role\": {\"from\": \"member\", \"to\": \"admin\"}}")
            #expect(line.personID == app.id(.olaf) && line.workspaceID == app.scene.wexholm.id && line.object == "Ben Okafor")
            let page = try await app.get("/wexholm/audit", as: .dana).body
            #expect(page.contains("Role changed") && page.contains("<span class=\"was\">Member</span> → <strong>Admin</strong>"))
            let german = try await app.get("/wexholm/audit", as: .dana, headers: ["Accept-Language": "de"]).body
            #expect(german.contains("Audit log"), "the account's language goes before the browser's")
        }
    }

    @Test(arguments: Engine.tested)
    func `an admin sees their workspace and its people's sign-ins, and nothing of another`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.post("/sign-in", form: ["email": Cast.ana.email, "password": Cast.password])
            _ = try await app.post("/sign-in", form: ["email": Cast.mallory.email, "password": Cast.password])
            _ = try await app.post("/sign-in", form: ["email": "nobody@x.example", "password": "wrong-guess"])
            _ = try await app.get("/elsewhere/export", as: .mallory)
            let ours = try await app.get("/wexholm/audit", as: .dana).body
            let theirs = try await app.get("/elsewhere/audit", as: .mallory).body
            #expect(ours.contains(Cast.ana.email) && !ours.contains(Cast.mallory.email) && !ours.contains("nobody@x.example"))
            #expect(theirs.contains(Cast.mallory.email) && !theirs.contains(Cast.ana.email) && !theirs.contains("nobody@x.example"))
            try await app.write { db in try db.run("UPDATE workspace SET is_demo = 1 WHERE slug = 'elsewhere'") }
            #expect(try await app.get("/wexholm/audit", as: .dana).body.contains("nobody@x.example"), "there is one workspace only")
        }
    }

    @Test(arguments: Engine.tested)
    func `filters stand in the address and hold for the page, older pages and the file`(engine: Engine) async throws {
        try await withApp(engine) { app in
            #expect(try await app.get("/wexholm/audit?action=exported", as: .dana).body.contains("Nothing of this kind"))
            try await app.write { db in
                for number in 0..<120 { try db.audit(.exported, by: try app.person(.ana, db), object: "file \(number)", app.cairn) }
                try db.audit(.imported, by: try app.person(.ana, db), object: "not this", app.cairn)
                try db.audit(.exported, by: try app.person(.eve, db), object: "nor this", app.cairn)
            }
            let filter = "?action=exported&person=\(app.id(.ana))"
            let first = try await app.get("/wexholm/audit\(filter)", as: .dana)
            #expect(
                first.body.matches(of: /<tr id="a-/).count == 100 && !first.body.contains("not this") && !first.body.contains("nor this"))
            #expect(first.header("ETag") == nil)
            let link = try #require(first.body.firstMatch(of: /href="([^"]*before=[^"]*)"/)).1.replacing("&amp;", with: "&")
            let second = try await app.get(String(link), as: .dana).body
            #expect(second.matches(of: /<tr id="a-/).count == 20 && !second.contains("before="))
            let file = try await app.get("/wexholm/audit\(filter)&format=jsonl", as: .dana)
            let lines = file.body.split(separator: "\n")
            #expect(lines.count == 120 && file.header("Content-Disposition")?.contains("audit-wexholm.jsonl") == true)
            for line in lines { #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any]) }
            #expect(try await app.audited("audit log downloaded") == 1)
        }
    }

    @Test func `a hostile name is text on the page and one line in the file`() async throws {
        try await withApp(.sqlite) { app in
            let evil = "<script>alert(1)</script>\r\n{\"id\": 1}"
            try await app.write { db in
                try db.audit(.imported, by: try app.person(.ana, db), object: evil, details: ["files": evil, evil: evil], app.cairn)
            }
            #expect(try await !app.get("/wexholm/audit", as: .dana).body.contains("<script>alert"))
            let file = try await app.get("/wexholm/audit?format=jsonl&action=imported", as: .dana).body
            #expect(file.split(separator: "\n").count == 1 && file.hasSuffix("}\n"))
        }
    }
}

/// Something done by a request, and the lines it has to leave.
private struct Deed: Sendable {
    var name: String
    var actor: Cast?
    var lines: [Audit.Action]
    var act: @Sendable (TestApp) async throws -> Answer

    init(_ name: String, by actor: Cast?, _ lines: Audit.Action..., act: @escaping @Sendable (TestApp) async throws -> Answer) {
        (self.name, self.actor, self.lines, self.act) = (name, actor, lines, act)
    }
}

private let deeds: [Deed] = [
    Deed("sign in", by: nil, .signedIn) { app in try await app.post("/sign-in", form: ["email": Cast.ana.email, "password": Cast.password])
    },
    Deed("guess", by: nil, .signInRefused) { app in
        try await app.post("/sign-in", form: ["email": Cast.ana.email, "password": "wrong-guess"])
    },
    Deed("guess a name", by: nil, .signInRefused) { app in
        try await app.post("/sign-in", form: ["email": "no@x.example", "password": "wrong-guess"])
    },
    Deed("end the others", by: .ana, .signInsEnded) { app in try await app.post("/account/sign-ins/removal", as: .ana) },
    Deed("end the others again", by: .ana) { app in try await app.post("/account/sign-ins/removal", as: .ana) },
    Deed("another role", by: .olaf, .roleChanged) { app in
        try await app.post(app.path("people", app.id(.ben), "role"), form: ["role": "admin"], as: .olaf)
    },
    Deed("the same role", by: .olaf) { app in
        try await app.post(app.path("people", app.id(.ben), "role"), form: ["role": "admin"], as: .olaf)
    },
    Deed("deactivate", by: .dana, .personDeactivated) { app in
        try await app.post(app.path("people", app.id(.gus), "deactivation"), as: .dana)
    },
    Deed("reactivate", by: .dana, .personReactivated) { app in try await app.post(app.path("people", app.id(.gus), "activation"), as: .dana)
    },
    Deed("name somebody", by: .dana, .personAdded) { app in try await app.post("/wexholm/people", form: ["name": "Pia Winter"], as: .dana)
    },
    Deed("password link", by: .dana, .passwordLinkMade) { app in
        try await app.post(app.path("people", app.id(.ben), "password-link"), as: .dana)
    },
    Deed("hand over", by: .dana, .goalsHandedOver) { app in
        try await app.post(app.path("people", app.id(.ana), "hand-over"), form: ["to": app.id(.eve).text], as: .dana)
    },
    Deed("invite", by: .dana, .invitationMade) { app in try await app.post("/wexholm/invitations", form: ["role": "member"], as: .dana) },
    Deed("into a team", by: .dana, .teamJoined) { app in
        try await app.post(app.path("teams", app.scene.permits, "members"), form: ["person": app.id(.eve).text], as: .dana)
    },
    Deed("out of a team", by: .dana, .teamLeft) { app in
        try await app.post(app.path("teams", app.scene.permits, "members", app.id(.eve), "removal"), as: .dana)
    },
    Deed("settings", by: .dana, .settingsChanged) { app in
        try await app.post(
            "/wexholm/settings",
            form: [
                "name": "Wexholm", "purpose": "Less waiting.", "time_zone": "UTC", "language": "en", "at_risk_gap": "10",
                "off_track_gap": "25",
                "rhythm_days": "7", "grace_days": "3", "version": "1",
            ], as: .dana)
    },
    Deed("export", by: .dana, .exported) { app in try await app.get("/wexholm/export", as: .dana) },
    Deed("goals as a file", by: .ana, .goalsDownloaded) { app in try await app.get("/wexholm/goals?format=csv", as: .ana) },
    Deed("the log as a file", by: .dana, .auditDownloaded) { app in try await app.get("/wexholm/audit?format=jsonl", as: .dana) },
    Deed("wrong old password", by: .ana, .passwordRefused) { app in
        try await app.post("/account/password", form: ["old_password": "wrong-guess", "password": "another long password"], as: .ana)
    },
    Deed("another address", by: .eve, .emailChanged) { app in
        try await app.post(
            "/account",
            form: [
                "name": "Eve Tanaka", "email": "eve2@x.example", "language": "en", "time_zone": "UTC", "theme": "system", "version": "1",
                "current_password": Cast.password,
            ], as: .eve)
    },
    // A new password signs in anew, which is a deed of its own.
    Deed("another password", by: .ana, .passwordChanged, .signedIn) { app in
        try await app.post("/account/password", form: ["old_password": Cast.password, "password": "another long password"], as: .ana)
    },
    Deed("sign out", by: .carla, .signedOut) { app in try await app.post("/sign-out", as: .carla) },
]

extension TestApp {
    fileprivate func lines() async throws -> [Audit] {
        try await read { db in try db.rows("SELECT \(sql: auditColumns) FROM audit ORDER BY id").map(Audit.init(row:)) }
    }

    fileprivate func person(_ member: Cast, _ db: any Connection) throws -> Viewer { try db.viewers(of: scene.accounts[member]!)[0] }
}
