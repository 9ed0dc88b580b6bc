import Database
import Support
import Testing

@Suite struct SignInTests {
    @Test(arguments: Engine.tested)
    func `a person signs in with e-mail and password`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let answer = try await app.post("/sign-in", form: ["email": "Ana@Wexholm.Example", "password": Cast.password])
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/")
            #expect((answer.cookie("cairn") ?? "").count > 40)
        }
    }

    @Test(arguments: Engine.tested)
    func `an unknown address and a wrong password get the same answer`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let wrong = try await app.post("/sign-in", form: ["email": "ana@wexholm.example", "password": "not this one"])
            let unknown = try await app.post("/sign-in", form: ["email": "nobody@wexholm.example", "password": "not this one"])
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.body.replacing("ana@", with: "nobody@") == unknown.body)
            #expect(wrong.body.contains("E-mail and password do not match"))
        }
    }
}
