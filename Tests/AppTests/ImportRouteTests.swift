@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

/// The import as admins meet it: choose, look, done.
@Suite struct ImportRouteTests {
    private static let table = "Id,Type,Title,Owner\n1,goal,Fewer letters,Ana Lund\n2,goal,Shorter waits,Kim\n"

    @Test(arguments: Engine.tested)
    func `files are looked at, then imported, once`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let sent = try await app.upload([("goals.csv", Self.table)], as: .dana)
            #expect(sent.code == 303)
            let path = try #require(sent.location)
            let preview = try await app.get(path, as: .dana)
            #expect(
                preview.code == 200 && preview.body.contains("Nothing is written yet") && preview.body.contains("Fewer letters")
                    && preview.body.contains("Kim"))
            #expect(try await app.importedGoal("1") == nil)
            let done = try await app.post(path, as: .dana)
            #expect(done.code == 303 && done.location == path)
            #expect(try await app.post(path, as: .dana).code == 303)
            let result = try await app.get(path, as: .dana)
            #expect(result.body.contains("What the files say is here now.") && !result.body.contains("method=\"post\" action=\"\(path)\""))
            let goal = try #require(try await app.importedGoal("1"))
            #expect(goal.createdBy == app.id(.dana))
            let rows = try await app.read { db in
                (
                    try db.one("SELECT COUNT(*) FROM event WHERE kind = 'imported' AND actor_id = \(app.id(.dana))", as: Int.self),
                    try db.one("SELECT COUNT(*) FROM audit WHERE action = 'imported'", as: Int.self)
                )
            }
            #expect(rows.0 == 1 && rows.1 == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `bad rows are shown with their line, and left out only when asked`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let path = try #require(try await app.upload([("g.csv", Self.table + "3,theme,<i>Odd</i>,\n")], as: .olaf).location)
            let preview = try await app.get(path, as: .olaf)
            #expect(
                preview.body.contains("One row is not understood") && preview.body.contains("skip_bad_rows")
                    && !preview.body.contains("<i>Odd"))
            #expect(try await app.post(path, as: .olaf).code == 303)
            #expect(try await app.importedGoal("1") == nil)
            _ = try await app.post(path, form: ["skip_bad_rows": "on"], as: .olaf)
            #expect(try await app.importedGoal("1") != nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `what cannot be read is said on the page`(engine: Engine) async throws {
        try await withApp(engine) { app in
            #expect(try await app.get("/wexholm/import", as: .dana).code == 200)
            for files in [[], [("", "")]] as [[(String, String)]] {
                let answer = try await app.upload(files, as: .dana)
                #expect(answer.code == 422 && answer.body.contains("Choose at least one file."))
            }
            let path = try #require(try await app.upload([("x.csv", "a,b\n1,2\n")], as: .dana).location)
            let preview = try await app.get(path, as: .dana)
            #expect(
                preview.body.contains("A file cannot be read") && preview.body.contains("neither a table of goals")
                    && !preview.body.contains("skip_bad_rows"))
            let broken = try await app.request(
                .post, "/wexholm/import", body: Array("--x".utf8), as: .dana, headers: ["Content-Type": "multipart/form-data; boundary=x"])
            #expect(broken.code == 422)
            let large = try await app.request(
                .post, "/wexholm/import", body: [], as: .dana,
                headers: ["Content-Type": "multipart/form-data; boundary=x", "Content-Length": "20000001"])
            #expect(large.code == 422 && large.body.contains("20 MB"))
        }
    }

    @Test(arguments: Engine.tested)
    func `files are for the one who sent them, for ten minutes`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let path = try #require(try await app.upload([("g.csv", Self.table)], as: .dana).location)
            #expect(try await app.get(path, as: .olaf).code == 410)
            #expect(try await app.get("/wexholm/import/guessed", as: .dana).code == 410)
            app.clock.move(seconds: 599)
            #expect(try await app.get(path, as: .dana).code == 200)
            app.clock.move(seconds: 2)
            #expect(try await app.get(path, as: .dana).code == 410)
            #expect(try await app.post(path, as: .dana).code == 410)
            for member in [Cast.ana, .carla, .gus] {
                #expect(try await app.get("/wexholm/import", as: member).code == 403)
                #expect(try await app.upload([("g.csv", Self.table)], as: member).code == 403)
            }
            #expect(try await app.get("/wexholm/import", as: .mallory).code == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `the command line makes a workspace where there is none, and asks which where there are several`(engine: Engine) async throws {
        try await withEmptyApp(engine) { app in
            let files = [(name: "goals.csv", bytes: Array(Self.table.utf8))]
            let trial = try await app.cairn.importFiles(files, ImportOptions(dryRun: true))
            #expect(trial.isGood && trial.json.contains("\"dry_run\": true"))
            #expect(await app.cairn.isFirstStart())
            let bad = try await app.cairn.importFiles([("b.csv", Array("Id,Title,Type\n1,x,y\n".utf8))], ImportOptions())
            #expect(!bad.isGood)
            #expect(await app.cairn.isFirstStart())
            let made = try await app.cairn.importFiles(files, ImportOptions(workspace: "City of Wexholm", owner: "ada@example.org"))
            #expect(made.isGood && made.lines.last!.contains("cairn user reset ada@example.org"))
            let report = try JSONSerialization.jsonObject(with: Data(made.json.utf8)) as! [String: Any]
            #expect(Set(report.keys) == ["workspace", "dry_run", "rows", "created", "updated", "placeholders", "warnings", "errors"])
            #expect((report["created"] as! [String: Int]) == ["people": 2, "goals": 2] && (report["rows"] as! [[String: Any]]).count == 2)
            #expect(made.lines.contains { $0.contains("new: 2 people, 2 goals.") })
            let one = try await app.cairn.importFiles([("one.csv", Array("Id,Type,Title\n9,goal,Fewer forms\n".utf8))], ImportOptions())
            #expect(one.lines.contains { $0.contains("new: 1 goal.") })
            let again = try await app.cairn.importFiles(files, ImportOptions())
            #expect(again.lines.last?.hasPrefix("Nothing in") == true)
            let slugs = try await app.read { db in try db.allWorkspaces().map(\.slug) }
            #expect(slugs == ["city-of-wexholm"])
        }
        try await withApp(engine) { app in
            let files = [(name: "goals.csv", bytes: Array(Self.table.utf8))]
            await #expect(throws: AppError.self) { try await app.cairn.importFiles(files, ImportOptions()) }
            await #expect(throws: AppError.self) { try await app.cairn.importFiles(files, ImportOptions(workspace: "nowhere")) }
            let named = try await app.cairn.importFiles(files, ImportOptions(workspace: "Wexholm"))
            #expect(named.isGood)
        }
    }
}

extension TestApp {
    /// Sends files as a browser's form does.
    func upload(_ files: [(name: String, text: String)], as member: Cast) async throws -> Answer {
        let parts = files.map {
            "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\($0.name)\"\r\nContent-Type: text/csv\r\n\r\n\($0.text)\r\n"
        }
        return try await request(
            .post, "/wexholm/import", body: Array((parts.joined() + "--frontier--\r\n").utf8), as: member,
            headers: ["Content-Type": "multipart/form-data; boundary=frontier"])
    }
}
