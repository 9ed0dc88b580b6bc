@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

@Suite struct SearchTests {
    @Test(arguments: Engine.tested)
    func `everything is found whatever its accents and capitals, and only with all words`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = app.goal("Überall kürzere Wege", why: "Because the harbour is far.")
            try await app.insert([goal])
            try await app.write { [workspace = app.scene.wexholm.id, keyResult = app.keyResult("Minutes to the café", of: goal)] db in
                try db.insert(keyResult, in: workspace)
            }
            try await app.checkIn(goal, at: app.clock.now, changed: "We drew the first map of the crossing.")
            #expect(try await app.search("UBERALL kurzere").contains("Überall kürzere Wege"))
            #expect(try await app.search("CAFE").contains("Minutes to the café"))
            #expect(try await app.search("crossing map").contains("first map of the crossing"))
            #expect(try await app.search("weiss").contains("Carla Weiss"))
            #expect(try await app.search("permits").contains("Permits"))
            #expect(try await app.search("harbour far").contains("Because the harbour is far."))
            #expect(try await app.search("überall nirgends").contains("Nothing found for “überall nirgends”."))
        }
    }

    @Test(arguments: Engine.tested)
    func `what begins so stands first, then titles, then the rest, and open before closed`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.insert([
                app.goal("Elsewhere", why: "For water.\nIt runs."), app.goal("Clean water"),
                app.goal("Water for all, once", stage: .closed), app.goal("Water for all, now"),
            ])
            let page = try await app.search("water")
            let order = ["Water for all, now", "Water for all, once", "Clean water", "Elsewhere"].map {
                page.range(of: ">\($0)</a>")?.lowerBound
            }
            #expect(!order.contains(nil))
            #expect(zip(order, order.dropFirst()).allSatisfy { $0! < $1! })
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing is found that its reader may not see`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let (team, secret) = (app.goal("Zebra of the team", visibility: .team), app.goal("Zebra of two", visibility: .named))
            try await app.insert([team, secret])
            try await app.write { [workspace = app.scene.wexholm.id, keyResult = app.keyResult("Zebra stripes", of: secret)] db in
                try db.insert(keyResult, in: workspace)
            }
            try await app.checkIn(secret, at: app.clock.now, changed: "The zebra ran.")
            let ana = try await app.search("zebra", as: .ana)
            for words in ["Zebra of the team", "Zebra of two", "Zebra stripes", "The zebra ran."] {
                #expect(ana.contains(words), "\(words)")
            }
            #expect(try await app.search("zebra", as: .ben).contains("Zebra of two") == false)
            let dana = try await app.search("zebra", as: .dana)
            #expect(dana.contains("Zebra of the team") && !dana.contains("Zebra of two") && !dana.contains("The zebra ran."))
            #expect(try await app.search("zebra", as: .eve).contains("Nothing found"))
            #expect(try await app.get("/elsewhere/search?q=zebra", as: .mallory).body.contains("Nothing found"))
        }
    }

    @Test(arguments: Engine.tested)
    func `what people type is text, never a pattern or markup`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.insert([app.goal("Reach 100 % of them"), app.goal("Snake_case!")])
            #expect(try await app.search("100 %").contains("Reach 100 % of them"))
            #expect(try await app.search("%").contains("Snake_case!") == false)
            #expect(try await app.search("e_c").contains("Snake_case!"))
            #expect(try await app.search("case!").contains("Snake_case!"))
            let hostile = try await app.search("<script>'\"\\")
            #expect(hostile.contains("&lt;script&gt;") && !hostile.contains("<script>'"))
            #expect(try await app.search(String(repeating: "long ", count: 2000)).contains("Nothing found"))
            #expect(try await app.get(app.path("search"), as: .ana).body.contains("Type a word or two."))
        }
    }

    @Test(arguments: Engine.tested)
    func `the palette is given at most twenty options in groups`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goals = (1...40).map { app.goal("Stone \($0)") }
            try await app.insert(goals)
            for goal in goals.prefix(12) { try await app.checkIn(goal, at: app.clock.now, changed: "A stone moved.") }
            let part = try await app.get(app.path("search") + "?q=stone&part=results", as: .ana)
            #expect(part.headers[.contentType] == "text/html; charset=utf-8")
            #expect(
                part.body.hasPrefix(
                    "<div role=\"group\" aria-label=\"Goals\"><p class=\"palette-kind\" aria-hidden=\"true\">Goals</p><a role=\"option\" id=\"result-1\""
                ))
            #expect((2...20).contains(part.body.components(separatedBy: "role=\"option\"").count - 1))
            #expect(
                try await app.get(app.path("search") + "?q=nowhere&part=results", as: .ana).body
                    == "<p data-say>Nothing found for “nowhere”.</p>")
            #expect(try await app.get(app.path("search") + "?q=&part=results", as: .ana).body.isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `whom one can mention is offered by the beginning of the name`(engine: Engine) async throws {
        try await withApp(engine) { app in
            func names(_ typed: String) async throws -> [String] {
                let answer = try await app.get(app.path("people", "mentions") + "?q=\(encoded(typed))", as: .gus)
                let list = try JSONDecoder().decode([[String: String]].self, from: Data(answer.body.utf8))
                #expect(list.allSatisfy { $0["name"] == $0["handle"] })
                return list.compactMap { $0["name"] }
            }
            let begun = try await names("an")
            #expect(begun == ["Ana Lund", "Dana Petrov", "Eve Tanaka"])
            #expect(try await names("PET") == ["Dana Petrov"])
            #expect(try await names("").count == 7)
            #expect(try await names("%").isEmpty)
        }
    }
}

extension TestApp {
    func search(_ words: String, as member: Cast = .ana) async throws -> String {
        let answer = try await get(path("search") + "?q=\(encoded(words))", as: member)
        #expect(answer.status == .ok)
        return answer.body
    }
}
