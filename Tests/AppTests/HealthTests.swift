@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

@Suite struct HealthTests {
    @Test(arguments: Engine.tested)
    func `a server that can read and write is healthy and ready, without a cookie`(engine: Engine) async throws {
        try await withApp(engine) { app in
            for path in ["/healthz", "/readyz"] {
                let answer = try await app.get(path, as: .ana, headers: ["Cookie": "cairn=x; cairn-flash=saved"])
                #expect(answer.code == 200 && answer.body == "ok\n", "\(path)")
                #expect(answer.header("Set-Cookie") == nil && answer.header("Cache-Control") == "no-store", "\(path)")
            }
            let json = try await app.get("/readyz", headers: ["Accept": "application/json"])
            #expect(json.body == "{\"status\": \"ok\"}\n" && json.header("Content-Type") == "application/json; charset=utf-8")
        }
    }

    @Test(arguments: Engine.tested)
    func `data that a newer version wrote makes it healthy and not ready`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.write { db in
                try db.run("INSERT INTO schema_migration (number, why, applied_at) VALUES (9999, 'Of the future.', 0)")
            }
            let answer = try await app.get("/readyz")
            #expect(answer.code == 503 && answer.body == "The data was written by a newer version of Cairn.\n")
            let json = try await app.get("/readyz", headers: ["Accept": "application/json"])
            #expect(json.body == "{\"status\": \"unavailable\", \"reason\": \"The data was written by a newer version of Cairn.\"}\n")
            #expect(try await app.get("/healthz").code == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `a closed database makes it healthy and not ready`(engine: Engine) async throws {
        try await withApp(engine) { app in
            await app.database.close()
            let answer = try await app.get("/readyz")
            #expect(answer.code == 503 && answer.body == "The data cannot be reached.\n")
            #expect(try await app.get("/healthz").code == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `after a write that found the disk full it is not ready until a write is kept again`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try? await app.database.write { _ in throw DatabaseError.full }
            #expect(app.database.load.trouble == .full)
            let answer = try await app.get("/readyz")
            #expect(answer.code == 200, "it tries again by itself")
            #expect(app.database.load.trouble == nil)
        }
    }

    @Test func `a file that is gone is said`() async throws {
        try await withApp(.sqlite) { app in
            let file = try #require(app.database as? SQLite).path
            unlink(file)
            let answer = try await app.get("/readyz")
            #expect(answer.code == 503)
        }
    }

    @Test func `no workspace can take these addresses`() {
        for name in ["healthz", "readyz", "metrics"] { #expect(!Workspace.isSlug(name)) }
    }
}
