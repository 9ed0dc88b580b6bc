@testable import App
import Database
import Domain
import Foundation
import HTTPTypes
import Support
import Testing

/// A request that is sent again with the same key does nothing twice.
@Suite struct IdempotencyTests {
    private func body(_ title: String = "Once") -> String { #"{"title": "\#(title)", "due_on": "2026-12-18"}"# }

    @Test(arguments: Engine.tested)
    func `the same request with the same key is done once`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.ana)
            let first = try await app.api(.post, "/goals", body(), token: token, headers: ["Idempotency-Key": "a-1"])
            for key in ["a-1", "\"a-1\""] {
                let again = try await app.api(.post, "/goals", body(), token: token, headers: ["Idempotency-Key": key])
                #expect(again.code == 201 && again.location == first.location && again.body == first.body)
                #expect(again.headers[.init("Idempotency-Replayed")!] == "true" && first.headers[.init("Idempotency-Replayed")!] == nil)
            }
            #expect(try await app.count("goal") == 1)
            let other = try await app.api(.post, "/goals", body("Other"), token: token, headers: ["Idempotency-Key": "a-1"])
            #expect(other.code == 422 && other.problem == "key-reused")
            let elsewhere = try await app.api(
                .post, "/goals/\(first.text("id")!)/commitment", token: token, headers: ["Idempotency-Key": "a-1"])
            #expect(elsewhere.problem == "key-reused")
            // A key is its person's: for somebody else it is another.
            #expect(
                try await app.api(.post, "/goals", body(), token: app.token(.ben), headers: ["Idempotency-Key": "a-1"]).location
                    != first.location)
            app.clock.move(days: 1, seconds: 1)
            let later = try await app.api(.post, "/goals", body(), token: token, headers: ["Idempotency-Key": "a-1"])
            #expect(later.code == 201 && later.location != first.location)
        }
    }

    @Test(arguments: Engine.tested)
    func `every post can be repeated`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let token = try await app.token(.dana, .admin)
            for endpoint in endpoints where endpoint.method == .post {
                let scene = try await app.apiScene(author: .dana, tokenOf: .dana)
                let first = try await app.run(endpoint, in: scene, token: token, headers: ["Idempotency-Key": endpoint.name])
                let events = try await app.count("event")
                let again = try await app.run(endpoint, in: scene, token: token, headers: ["Idempotency-Key": endpoint.name])
                #expect(first.status == endpoint.output.status, "\(endpoint.name): \(first.body)")
                #expect(again.status == first.status && again.location == first.location, "\(endpoint.name): \(again.body)")
                #expect(again.headers[.init("Idempotency-Replayed")!] == "true", "\(endpoint.name)")
                #expect(try await app.count("event") == events, "\(endpoint.name)")
            }
        }
    }

    /// The row and the change are one transaction: what fails after the row leaves neither.
    @Test(arguments: Engine.tested)
    func `what could not be done leaves no key`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.ana)
            let wrong = try await app.api(
                .post, "/goals", #"{"title": "x", "due_on": "2026-12-18", "team_id": "\#(app.scene.autumn)"}"#, token: token,
                headers: ["Idempotency-Key": "b-1"])
            #expect(wrong.code == 422)
            #expect(try await app.count("idempotency") == 0)
            #expect(try await app.api(.post, "/goals", body(), token: token, headers: ["Idempotency-Key": "b-1"]).code == 201)
        }
    }

    @Test(arguments: Engine.tested)
    func `sent many times at once it is done once`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.ana)
            let sent = body()
            let codes = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 {
                    group.addTask { try await app.api(.post, "/goals", sent, token: token, headers: ["Idempotency-Key": "c-1"]).code }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.allSatisfy { $0 == 201 || $0 == 409 } && codes.contains(201), "\(codes)")
            #expect(try await app.count("goal") == 1)
        }
    }

    @Test func `old keys are swept when the day turns`() async throws {
        try await withApp(.sqlite) { app in
            let token = try await app.token(.ana)
            _ = try await app.api(.post, "/goals", body(), token: token, headers: ["Idempotency-Key": "d-1"])
            app.clock.move(days: 2)
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await app.count("idempotency") == 0)
        }
    }

    @Test func `a key of other signs is refused`() async throws {
        try await withApp(.sqlite) { app in
            for key in ["\"\"", "a b", String(repeating: "x", count: 201)] {
                let answer = try await app.api(.post, "/goals", body(), token: app.token(.ana), headers: ["Idempotency-Key": key])
                #expect(answer.problem == "bad-header", "\(key)")
            }
        }
    }
}
