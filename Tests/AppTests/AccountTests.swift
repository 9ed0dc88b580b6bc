@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct AccountTests {
    @Test(arguments: Engine.tested)
    func `a person signs in with e-mail and password, and out again`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let answer = try await app.post(
                "/sign-in", form: ["email": "Ana@Wexholm.Example ", "password": Cast.password, "next": "/wexholm/teams"])
            #expect(answer.code == 303)
            #expect(answer.location == "/wexholm/teams")
            let cookie = "cairn=\(answer.cookie("cairn") ?? "")"
            #expect(try await app.get("/wexholm/teams", headers: ["Cookie": cookie]).code == 200)
            let out = try await app.post("/sign-out", headers: ["Cookie": cookie])
            #expect(out.headers[.clearSiteData] == "\"cache\", \"storage\"")
            #expect(try await app.get("/wexholm/teams", headers: ["Cookie": cookie]).code == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `an unknown address and a wrong password get the same answer`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let wrong = try await app.post("/sign-in", form: ["email": "ana@wexholm.example", "password": "not this one"])
            let unknown = try await app.post("/sign-in", form: ["email": "nobody@wexholm.example", "password": "not this one"])
            #expect(wrong.code == 422)
            #expect(wrong.body.replacing("ana@", with: "nobody@") == unknown.body)
            #expect(wrong.body.contains("E-mail and password do not match"))
            #expect(try await app.audited("sign-in refused") == 2)
        }
    }

    @Test func `five tries a minute for one account, then a pause that passes`() async throws {
        try await withApp(.sqlite) { app in
            for _ in 1...5 { _ = try await app.post("/sign-in", form: ["email": "ana@wexholm.example", "password": "no"]) }
            let sixth = try await app.post("/sign-in", form: ["email": "ANA@wexholm.example", "password": Cast.password])
            #expect(sixth.code == 429)
            #expect(sixth.headers[.retryAfter] == "12")
            app.clock.move(seconds: 13)
            #expect(try await app.post("/sign-in", form: ["email": "ana@wexholm.example", "password": Cast.password]).code == 303)
        }
    }

    @Test func `twenty tries a minute from one address, whatever the account`() async throws {
        try await withApp(.sqlite) { app in
            for number in 1...20 { _ = try await app.post("/sign-in", form: ["email": "x\(number)@x.example", "password": "no"]) }
            #expect(try await app.post("/sign-in", form: ["email": "ana@wexholm.example", "password": Cast.password]).code == 429)
        }
    }

    @Test(arguments: Engine.tested)
    func `a sign-in ends after 14 days without use, and after 90 days in all`(engine: Engine) async throws {
        try await withApp(engine) { app in
            app.clock.move(days: 13)
            do {
                let code = try await app.get("/account", as: .ana).code
                #expect(code == 200)
            }
            app.clock.move(days: 13)
            do {
                let code = try await app.get("/account", as: .ana).code
                #expect(code == 200)
            }
            do {
                let code = try await app.get("/account", as: .ben).code
                #expect(code == 303)
            }
            for _ in 1...7 {
                app.clock.move(days: 9)
                do {
                    let code = try await app.get("/account", as: .ana).code
                    #expect(code == 200)
                }
            }
            app.clock.move(days: 2)
            do {
                let code = try await app.get("/account", as: .ana).code
                #expect(code == 303)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `my name changes in every workspace with me, and a stale save shows both texts`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let saved = try await app.post("/account", form: profile(name: "Ana Lund-Berg", version: 1), as: .ana)
            #expect(saved.code == 303)
            #expect(try await app.get("/wexholm/people", as: .ben).body.contains("Ana Lund-Berg"))
            let late = try await app.post("/account", form: profile(name: "Anna", version: 1), as: .ana)
            #expect(late.code == 409)
            #expect(late.body.contains("Ana Lund-Berg") && late.body.contains("value=\"Anna\""))
            #expect(late.field("version") == "2")
        }
    }

    @Test(arguments: Engine.tested)
    func `another address asks for the password, and is free`(engine: Engine) async throws {
        try await withApp(engine) { app in
            #expect(
                try await app.post("/account", form: profile(email: "a@wexholm.example", version: 1), as: .ana).body.contains(
                    "This is not your password."))
            let taken = try await app.post(
                "/account", form: profile(email: "BEN@wexholm.example", password: Cast.password, version: 1), as: .ana)
            #expect(taken.code == 422 && taken.body.contains("There is an account with this address already."))
            let saved = try await app.post(
                "/account", form: profile(email: "a@wexholm.example", password: Cast.password, version: 1), as: .ana)
            #expect(saved.code == 303)
            #expect(try await app.audited("e-mail changed") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a new password needs the old one and ends every other sign-in`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let other = try await app.post("/sign-in", form: ["email": "ana@wexholm.example", "password": Cast.password])
            let cookie = "cairn=\(other.cookie("cairn") ?? "")"
            let wrong = try await app.post("/account/password", form: ["old_password": "no", "password": "four words in a row"], as: .ana)
            #expect(wrong.code == 422)
            let weak = try await app.post("/account/password", form: ["old_password": Cast.password, "password": "password1"], as: .ana)
            #expect(weak.code == 422)
            let done = try await app.post(
                "/account/password", form: ["old_password": Cast.password, "password": "four words in a row"], as: .ana)
            #expect(done.code == 303 && done.location == "/account")
            #expect(try await app.get("/account", as: .ana).code == 303)
            #expect(try await app.get("/account", headers: ["Cookie": cookie]).code == 303)
            #expect(try await app.get("/account", headers: ["Cookie": "cairn=\(done.cookie("cairn") ?? "")"]).code == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `I see where I am signed in and end it there, but not what is another's`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
            let other = try await app.post(
                "/sign-in", form: ["email": "ana@wexholm.example", "password": Cast.password], headers: ["User-Agent": chrome])
            let cookie = "cairn=\(other.cookie("cairn") ?? "")"
            let page = try await app.get("/account", as: .ana)
            #expect(page.body.contains("Chrome on Windows") && page.body.contains("Firefox on Linux") && page.body.contains("this browser"))
            let id = page.body.firstMatch(of: /sign-ins\/([0-9A-Z]{26})\/removal/).map { String($0.1) } ?? ""
            #expect(try await app.post("/account/sign-ins/\(id)/removal", as: .ben).code == 404)
            #expect(try await app.post("/account/sign-ins/\(id)/removal", as: .ana).code == 303)
            #expect(try await app.get("/account", headers: ["Cookie": cookie]).code == 303)
            #expect(try await app.get("/account", as: .ana).code == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `an admin makes a link that sets a new password once, within a day`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let page = try await app.post(app.path("people", app.id(.ana), "password-link"), as: .dana)
            #expect(page.code == 201 && page.headers[.cacheControl] == "no-store")
            let token = page.body.firstMatch(of: /\/reset\/([\w-]+)/).map { String($0.1) } ?? ""
            #expect(try await app.get("/reset/\(token)").body.contains("ana@wexholm.example"))
            let done = try await app.post("/reset/\(token)", form: ["password": "four words in a row"])
            #expect(done.code == 303 && done.cookie("cairn") != nil)
            #expect(try await app.get("/reset/\(token)").code == 410)
            #expect(try await app.get("/account", as: .ana).code == 303)
            let later = try await app.post(app.path("people", app.id(.ben), "password-link"), as: .dana)
            let second = later.body.firstMatch(of: /\/reset\/([\w-]+)/).map { String($0.1) } ?? ""
            app.clock.move(days: 1, seconds: 1)
            #expect(try await app.get("/reset/\(second)").code == 410)
            #expect(try await app.audited("password link made") == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `a mere admin makes no link for an owner, and nobody for an account that is used elsewhere`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let owner = try await app.post(app.path("people", app.id(.olaf), "password-link"), as: .dana)
            #expect(owner.code == 403 && !owner.body.contains("/reset/"))
            try await app.write { [scene = app.scene, id = app.cairn.newID() as ID<Person>, now = app.clock.now] db in
                let person = Person(id: id, accountID: scene.accounts[.ana]!.id, name: "Ana", role: .member)
                try db.insert(person, in: scene.elsewhere.id, at: now)
            }
            let shared = try await app.post(app.path("people", app.id(.ana), "password-link"), as: .dana)
            #expect(shared.code == 403 && shared.body.contains("cairn user reset") && !shared.body.contains("/reset/"))
        }
    }

    private func profile(
        name: String = "Ana Lund", email: String = "ana@wexholm.example", password: String = "", version: Int
    ) -> KeyValuePairs<String, String> {
        [
            "name": name, "email": email, "current_password": password, "language": "en", "time_zone": "Europe/Berlin", "theme": "dark",
            "version": "\(version)",
        ]
    }
}
