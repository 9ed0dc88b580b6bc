@testable import App
import Database
import Domain
import HTTPTypes
import Support
import Testing

@Suite struct ScreenTests {
    @Test(arguments: Engine.tested)
    func `a screen signs itself in by its link and shows what everybody may see, and nothing leads anywhere`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goals = [
                app.goal("Seen by all"), app.goal("Off <track>", status: .offTrack),
                app.goal("Of the team", visibility: .team, status: .atRisk),
                app.goal("Between two", visibility: .named, status: .stale),
            ]
            try await app.insert(goals)
            let primary = app.keyResult("Days <b>to</b> decide", of: goals[0], value: 78, reportedAt: app.clock.now, isPrimary: true)
            try await app.write { [workspace = app.scene.wexholm.id] db in try db.insert(primary, in: workspace) }
            let form = try await app.get("/wexholm/screens", as: .dana).body
            #expect(form.contains("No screens yet") && form.contains("the cycle that runs"))
            let made = try await app.post("/wexholm/screens", form: ["name": "Kitchen <2>"], as: .dana)
            let secret = try #require(made.body.firstMatch(of: /\/screen\/([A-Za-z0-9_-]{43})/)).output.1
            #expect(made.code == 201 && made.headers[.cacheControl] == "no-store")
            #expect(try await app.count("screen", where: "hash = \(hash(ofToken: String(secret)))") == 1)
            #expect(try await app.audited("screen made") == 1)

            let wall = try await app.get("/screen/\(secret)")
            #expect(wall.code == 200 && wall.body.contains("All 2 goals") && wall.body.contains("78"))
            #expect(wall.body.contains("Days &lt;b&gt;to&lt;/b&gt; decide"))
            #expect(!wall.body.contains("Between two") && !wall.body.contains("Of the team"))
            let main = try #require(wall.body.firstMatch(of: /<main[\s\S]*<\/main>/)).output
            #expect(!main.contains("<a ") && !main.contains("href=") && !main.contains("<form"))
            #expect(wall.body.contains("data-live-url=\"/screen/\(secret)/live"))
            let again = try await app.request(.get, "/screen/\(secret)", headers: ["If-None-Match": try #require(wall.headers[.eTag])])
            #expect(again.code == 304)
            let list = try await app.get("/wexholm/screens", as: .dana).body
            #expect(list.contains("Kitchen &lt;2&gt;") && !list.contains(secret) && !list.contains("not yet"))
            #expect(try await app.get("/wexholm/goals/\(goals[0].id)", headers: ["Cookie": "cairn=\(secret)"]).code == 303)

            let end = try #require(list.firstMatch(of: /\/wexholm\/screens\/[0-9A-Z]{26}\/revocation/)).output
            #expect(try await app.post(String(end), as: .dana).code == 303)
            let ended = try await app.get("/screen/\(secret)")
            #expect(ended.code == 410 && ended.body.contains("This screen was ended.") && !ended.body.contains("data-live-url"))
            #expect(try await app.audited("screen ended") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `it follows the cycle that runs, or keeps to one, and ends with its team`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let drafted = try await app.insertCycle()
            let team = try await app.insertTeam("Harbour")
            let running = try await app.screen()
            let one = try await app.screen(cycle: drafted)
            let teams = try await app.screen(team)
            #expect(try await app.get("/screen/\(one.secret)").body.contains("Drafted"))
            #expect(try await app.get("/screen/\(teams.secret)").body.contains("Harbour"))
            let autumn = try await app.read { [workspace = app.scene.wexholm.id, id = app.scene.autumn] db in
                try db.cycle(id, in: workspace)
            }
            #expect(try await app.get("/screen/\(running.secret)").body.contains(autumn.name))
            try await app.write { [workspace = app.scene.wexholm.id] db in
                try db.run("UPDATE cycle SET stage = 'closed' WHERE workspace_id = \(workspace)")
            }
            #expect(try await app.get("/screen/\(running.secret)").body.contains("No cycle runs"))
            #expect(try await app.post(app.path("teams", team, "removal"), as: .dana).code == 303)
            #expect(try await app.get("/screen/\(teams.secret)").code == 410)
        }
    }

    @Test(arguments: Engine.tested)
    func `a lead shows a team of theirs and nothing else`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let other = try await app.insertTeam("Harbour")
            for team in ["", other.text, app.newText()] {
                let answer = try await app.post("/wexholm/screens", form: ["name": "Hall", "team_id": team], as: .carla)
                #expect(answer.code == 422 && answer.body.contains("value=\"Hall\""), "\(team)")
            }
            #expect(try await app.post("/wexholm/screens", form: ["name": "", "team_id": app.scene.permits.text], as: .carla).code == 422)
            #expect(
                try await app.post("/wexholm/screens", form: ["name": "Hall", "team_id": app.scene.permits.text], as: .carla).code == 201)
            #expect(try await app.post("/wexholm/screens", form: ["name": "Hall", "cycle_id": app.newText()], as: .dana).code == 422)
            let dana = try await app.screen()
            #expect(try await app.get("/wexholm/screens", as: .carla).body.contains("Hall"))
            #expect(!(try await app.get("/wexholm/screens", as: .carla).body.contains(dana.screen.id.text)))
        }
    }

    @Test func `links are taken out of markup, and text that looks like one stays`() {
        let markup: HTML = "<p><a class=\"x\" href=\"/y\">One</a> \("<a href='z'>") <abbr>b</abbr></p>"
        #expect(markup.withoutLinks.markup == "<p><span class=\"x\" >One</span> &lt;a href=&#39;z&#39;&gt; <abbr>b</abbr></p>")
    }
}
