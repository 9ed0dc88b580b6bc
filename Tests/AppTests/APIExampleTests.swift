@testable import App
import Database
import Domain
import Support
import Testing

/// Every endpoint is tried with its example: it does what it says, and its answer is what the description promises.
@Suite struct APIExampleTests {
    @Test(arguments: Engine.tested)
    func `every example works and its answer fits the description`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let token = try await app.token(.dana, .admin)
            for endpoint in endpoints {
                let scene = try await app.apiScene(author: .dana, tokenOf: .dana)
                let answer = try await app.run(endpoint, in: scene, token: token)
                #expect(answer.status == endpoint.output.status, "\(endpoint.name): \(answer.body)")
                check(answer, endpoint)
            }
        }
    }

    private func check(_ answer: Answer, _ endpoint: Endpoint) {
        guard let shape = endpoint.output.shape else {
            #expect(answer.body.isEmpty, "\(endpoint.name)")
            return
        }
        let page = ShapeDescription(
            name: "", words: "",
            fields: [
                .init(name: "items", schema: .list(.shape(shape)), words: "", isRequired: true),
                .init(name: "next", schema: .nullable(.text(atMost: nil)), words: "", isRequired: true),
            ])
        let wrong = answer.json.map { misfits($0, .shape(endpoint.output.isList ? page : shape)) } ?? ["no JSON"]
        #expect(wrong.isEmpty, "\(endpoint.name)")
        #expect(!endpoint.output.isList || !answer.items.isEmpty, "the example of \(endpoint.name) shows nothing")
        #expect((answer.headers[.eTag] != nil) == endpoint.output.hasTag, "\(endpoint.name)")
        #expect((answer.location != nil) == (endpoint.output.status == .created), "\(endpoint.name)")
    }

    @Test func `whatever was made is found at its address`() async throws {
        try await withApp(.sqlite, settings: .fast) { app in
            let token = try await app.token(.dana, .admin)
            for endpoint in endpoints where endpoint.output.status == .created {
                let made = try await app.run(endpoint, in: app.apiScene(author: .dana, tokenOf: .dana), token: token)
                let place = String((made.location ?? "").dropFirst("/api/v1".count))
                let found = try await app.api(.get, place, token: token)
                #expect(found.code == 200 && found.json?["id"] == made.json?["id"], "\(endpoint.name) \(place)")
            }
        }
    }

    @Test func `names, paths and examples are as they should be`() {
        #expect(Set(endpoints.map(\.name)).count == endpoints.count)
        #expect(Set(endpoints.map { "\($0.method) \($0.path)" }).count == endpoints.count)
        for endpoint in endpoints {
            #expect(endpoint.method == .get || endpoint.scope > .read, "\(endpoint.name) changes something")
            #expect(endpoint.method != .post || endpoint.replay != nil, "\(endpoint.name) cannot be repeated")
            #expect(endpoint.input.map { !$0.isRequired || endpoint.example.body != nil } ?? true, "\(endpoint.name) has no example")
        }
    }
}

extension Settings {
    /// For tests that ask more than a program may.
    static var fast: Settings {
        var settings = Settings()
        settings.apiRate = 1_000_000
        return settings
    }
}
