@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct ReviewTests {
    @Test(arguments: Engine.tested)
    func `goals are picked by a filter and by hand, with a comment each, and read as a page and as a file`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goals = [
                app.goal("Permits <in> weeks"), app.goal("Shorter letters", status: .offTrack), app.goal("Left out"),
                app.goal("Between two", visibility: .named),
            ]
            try await app.insert(goals)
            let days = app.keyResult("Days to decide", of: goals[0], value: 78, reportedAt: app.clock.now)
            try await app.write { [workspace = app.scene.wexholm.id] db in
                try db.insert(days, in: workspace)
                try db.run("UPDATE goal SET key_result_count = 1 WHERE id = \(goals[0].id)")
            }
            try await app.checkIn(goals[0], at: app.clock.now, [days.id: 78], changed: "=Nobody <counted> them.")
            let form = try await app.get("/wexholm/reviews/new?q=letters", as: .ben).body
            #expect(form.contains("value=\"\(goals[1].id)\" checked") && !form.contains("value=\"\(goals[0].id)\""))
            let all = try await app.get("/wexholm/reviews/new", as: .ben).body
            #expect(all.contains("Permits &lt;in&gt; weeks") && !all.contains("Between two"))
            let key = app.newText()
            let fields: [(String, String)] = [
                ("form_key", key), ("title", "November <1>"), ("words", "Look *here*."), ("columns", "status"), ("columns", "key results"),
                ("columns", "last words"), ("goals", goals[1].id.text), ("goals", goals[0].id.text),
                ("comment-\(goals[0].id)", "The **form** <works>."), ("comment-\(goals[2].id)", "never said"),
            ]
            for _ in 1...2 { #expect(try await app.post("/wexholm/reviews", fields, as: .ben).code == 303) }
            #expect(try await app.count("review") == 1)
            let id: ID<Review> = ID(trusted: key)
            let page = try await app.get(app.path("reviews", id), as: .eve).body
            #expect(page.contains("November &lt;1&gt;") && page.contains("Look <em>here</em>.") && page.contains("class=\"status\""))
            #expect(page.contains("The <strong>form</strong> &lt;works&gt;.") && page.contains("Days to decide") && page.contains("78"))
            #expect(page.contains("Nobody") && !page.contains("<counted>") && !page.contains("Left out") && !page.contains("never said"))
            let (first, second) = (page.range(of: goals[1].id.text)!, page.range(of: goals[0].id.text)!)
            #expect(first.lowerBound < second.lowerBound, "in the order that was chosen")
            let file = try await app.get(app.path("reviews", id) + "?format=csv", as: .eve)
            #expect(file.headers[.contentType]?.hasPrefix("text/csv") == true)
            #expect(file.body.contains("Title,Status,Reason,Key results,What was last said,Comment"))
            #expect(file.body.contains("'=Nobody <counted> them.") && file.body.contains("The **form** <works>."))
            #expect(try await app.audited("downloaded goals") == 1)
            #expect(try await app.get("/wexholm/reviews", as: .gus).body.contains("November &lt;1&gt;"))
        }
    }

    @Test(arguments: Engine.tested)
    func `each sees of it only the goals that are theirs to see, and whoever changes it takes away none of the others`(engine: Engine)
        async throws
    {
        try await withApp(engine) { app in
            let open = try await app.makeGoal("Open")
            let secret = try await app.makeGoal("Secret", visibility: .named, readers: [.ben])
            let review = try await app.review([secret.id, open.id])
            let place = app.path("reviews", review.id)
            let eves = try await app.get(place, as: .eve).body
            #expect(eves.contains("Open") && !eves.contains("Secret") && eves.contains("And a goal you cannot see."))
            #expect(try await app.get(place, as: .ben).body.contains("Secret"))
            #expect(!(try await app.get(place + "?format=csv", as: .eve).body.contains("Secret")))
            // Dana administers and does not see the secret one.
            let edit = try await app.get(place + "/edit", as: .dana).body
            #expect(!edit.contains("Secret") && edit.contains("Open"))
            let change: [(String, String)] = [("title", "Now"), ("version", "1"), ("goals", open.id.text)]
            #expect(try await app.post(place, change, as: .dana).code == 303)
            #expect(try await app.count("review_goal", where: "comment = 'Said of it.'") == 1)
            #expect(try await app.get(place, as: .ben).body.contains("Secret"))
            for goals in [[secret.id.text], [app.newText()], [open.id.text, open.id.text], ["nonsense"], []] {
                let fields = [("title", "Now"), ("version", "2")] + goals.map { ("goals", $0) }
                #expect(try await app.post("/wexholm/reviews", fields, as: .eve).code == 422, "\(goals)")
            }
            #expect(try await app.post(place, change, as: .dana).code == 409)
            try await app.settle()
            let history = try await app.api(.get, "/events?kind=review-edited", token: app.token(.eve, .read)).body
            #expect(!history.contains(secret.id.text) && history.contains("Now"))
            #expect(try await app.post(place + "/removal", [("version", "2")], as: .ana).code == 303)
            #expect(try await app.count("review_goal") == 0)
            #expect(try await app.count("goal") == 2)
        }
    }
}
