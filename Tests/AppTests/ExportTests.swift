@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

/// Everything as one file, and back.
@Suite struct ExportTests {
    @Test(arguments: Engine.tested, Engine.tested)
    func `an export goes into an empty server, and comes out the same, byte by byte`(from: Engine, into: Engine) async throws {
        try await withEmptyApp(from) { app in
            _ = try await app.cairn.makeDemo()
            let first = try await app.cairn.exportWorkspace(nil)
            try await withEmptyApp(into) { other in
                let result = try await other.cairn.importFiles([("export.json", first)], ImportOptions())
                #expect(result.isGood, "\(result.lines)")
                let second = try await other.cairn.exportWorkspace("wexholm")
                #expect(second == first)
                let standings = try await app.read { db in try db.standingsForTest(db.allWorkspaces()[0].id) }
                #expect(try await other.read { db in try db.standingsForTest(db.allWorkspaces()[0].id) } == standings)
                let folded =
                    "SELECT folded FROM goal UNION ALL SELECT folded FROM check_in UNION ALL SELECT folded FROM comment ORDER BY 1" as SQL
                let texts = try await app.read { db in try db.rows(folded).map(\.values) }
                #expect(Set(try await other.read { db in try db.rows(folded).map(\.values) }) == Set(texts))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `it holds every table of the workspace and no secret`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let bytes = try await app.everything()
            let root = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            #expect(Set(root.keys) == Set(["format", "workspace"] + ExportTable.all.map(\.name)))
            #expect((root["people"] as? [[String: Any]])?.count == 7)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("scrypt") && !text.contains("token") && !text.contains(Cast.mallory.email))
        }
    }

    @Test func `the guide names every array and field`() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let guide = try String(contentsOf: folder.appending(path: "docs/export.md"), encoding: .utf8)
        for table in ExportTable.all {
            let part = guide.range(of: "### `\(table.name)`").map { guide[$0.upperBound...].prefix { $0 != "#" } } ?? ""
            #expect(!part.isEmpty, "\(table.name)")
            for field in table.fields { #expect(part.contains("`\(field.name)`"), "\(table.name): \(field.name)") }
        }
        for field in ExportTable.workspaceFields { #expect(guide.contains("`\(field.name)`"), "workspace: \(field.name)") }
    }

    @Test(arguments: Engine.tested)
    func `it goes into an empty workspace, whose owner stays; not into one with goals`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let export = try await app.everything()
            let viewer = try await app.read { [scene = app.scene] db in try db.operatorViewer(of: scene.elsewhere) }
            #expect(viewer.person.name == Cast.mallory.name)
            let result = try await app.cairn.importFiles([("e.json", export)], ImportOptions(workspace: "elsewhere"))
            #expect(result.isGood, "\(result.lines)")
            let people = try await app.read { [id = app.scene.elsewhere.id] db in
                try db.rows("SELECT name FROM person WHERE workspace_id = \(id) AND account_id IS NOT NULL ORDER BY name").map {
                    try $0.first(as: String.self)
                }
            }
            #expect(people == Cast.allCases.map(\.name).sorted())
            await #expect(throws: AppError.self) {
                try await app.cairn.importFiles([("e.json", export)], ImportOptions(workspace: "wexholm"))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a broken export is refused in words, and nothing is written`(engine: Engine) async throws {
        try await withEmptyApp(engine) { app in
            _ = try await app.cairn.makeDemo()
            let whole = String(decoding: try await app.cairn.exportWorkspace(nil), as: UTF8.self)
            let broken = [
                String(whole.dropLast(200)), whole.replacing("cairn 1", with: "cairn 9"), "{}",
                whole.replacing("\"role\": \"member\"", with: "\"role\": \"king\""), whole.replacing("\"title\": ", with: "\"name\": "),
                whole.replacing("\"kind\": \"goal made\"", with: "\"kind\": \"goal eaten\""),
                whole.replacing("\"status\": \"on track\"", with: "\"status\": \"<b>\""),
                whole.replacing("\"author_id\": \"01", with: "\"author_id\": \"02"),
            ]
            try await withEmptyApp(engine) { other in
                for text in broken {
                    let result = try await other.cairn.importFiles([("e.json", Array(text.utf8))], ImportOptions())
                    #expect(!result.isGood && result.lines.count == 1)
                    #expect(try await other.read { db in try db.allWorkspaces() }.isEmpty)
                }
                let trial = try await other.cairn.importFiles([("e.json", Array(whole.utf8))], ImportOptions(dryRun: true))
                #expect(trial.isGood)
                #expect(try await other.read { db in try db.allWorkspaces() }.isEmpty)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an admin downloads what they may see, and the audit says so`(engine: Engine) async throws {
        try await withApp(engine) { app in
            _ = try await app.importTables(["g.csv": "Id,Type,Title,Owner\n1,goal,Open to all,Ana Lund\n2,goal,Ana keeps this,Ana Lund\n"])
            try await app.write { db in try db.run("UPDATE goal SET visibility = 'private' WHERE source_id = '2'") }
            let answer = try await app.get("/wexholm/export", as: .dana)
            #expect(answer.code == 200 && answer.headers[.contentDisposition] == "attachment; filename=\"wexholm.json\"")
            #expect(answer.body.contains("Open to all") && !answer.body.contains("Ana keeps this"))
            #expect(String(decoding: try await app.everything(), as: UTF8.self).contains("Ana keeps this"))
            let audited: Int? = try await app.read { db in
                try db.one("SELECT COUNT(*) FROM audit WHERE action = 'exported' AND account_id IS NOT NULL")
            }
            #expect(audited == 1)
            for member in [Cast.ana, .gus, .carla] { #expect(try await app.get("/wexholm/export", as: member).code == 403) }
            #expect(try await app.get("/wexholm/export", as: .mallory).code == 404)
        }
    }
}
