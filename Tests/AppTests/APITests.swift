@testable import App
import Database
import Domain
import Foundation
import HTTPTypes
@testable import Support
import Testing

/// What a program can rely on, whatever it asks for.
@Suite struct APITests {
    @Test(arguments: Engine.tested)
    func `a goal is written, measured, committed, reported on and closed`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.ana)
            func next() { app.clock.move(seconds: 1) }
            let made = try await app.api(
                .post, "/goals",
                #"{"title": "Short queues \#u{1FAA8}", "cycle_id": "\#(app.scene.autumn)", "owner_id": "\#(app.id(.ana))"}"#, token: token)
            #expect(made.code == 201 && made.text("starts_on") == "2026-10-05" && made.text("due_on") == "2026-12-18", "\(made.body)")
            let goal = made.text("id")!
            next()
            let keyResult = try await app.api(
                .post, "/goals/\(goal)/key-results", #"{"title": "Minutes", "direction": "decrease", "baseline": 40, "target": 10.5}"#,
                token: token)
            #expect(keyResult.code == 201, "\(keyResult.body)")
            next()
            #expect(try await app.api(.post, "/goals/\(goal)/commitment", token: token).text("stage") == "committed")
            next()
            let report =
                #"{"values": [{"key_result_id": "\#(keyResult.text("id")!)", "value": 30}], "confidence": 55, "changed": "A second desk."}"#
            let checkIn = try await app.api(.post, "/goals/\(goal)/check-ins", report, token: token)
            #expect(checkIn.code == 201 && checkIn.json?["confidence"] == .number(55), "\(checkIn.body)")
            next()
            let closed = try await app.api(
                .post, "/goals/\(goal)/closure", #"{"outcome": "carried-over", "reason": "Next year."}"#, token: token)
            #expect(closed.text("outcome") == "carried-over" && closed.text("page") == "/wexholm/goals/\(goal)", "\(closed.body)")
            let history = try await app.history(of: ID(trusted: goal)).map(\.kind)
            #expect(history == [.goalMade, .keyResultMade, .goalCommitted, .checkedIn, .goalClosed])
        }
    }

    @Test func `what does not fit is said beside each field, all at once`() async throws {
        try await withApp(.sqlite) { app in
            let token = try await app.token(.ana)
            let body =
                #"{"titel": "x", "why": 3, "due_on": "soon", "parent_ids": ["x"], "hand_progress": 2, "rhythm_days": 1.5, "role": "owner", "created_by": null}"#
            let answer = try await app.api(.post, "/goals", body, token: token)
            #expect(answer.code == 422 && answer.problem == "invalid")
            #expect(answer.headers[.contentType]?.hasPrefix("application/problem+json") == true)
            #expect(
                answer.wrong == [
                    "titel": "unknown-field", "role": "unknown-field", "created_by": "unknown-field", "title": "missing",
                    "why": "wrong-type",
                    "due_on": "wrong-type", "parent_ids": "wrong-type", "hand_progress": "wrong-type", "rhythm_days": "wrong-type",
                ])
            let rule = try await app.api(
                .post, "/goals", #"{"title": " ", "starts_on": "2026-12-01", "due_on": "2026-11-01"}"#, token: token)
            #expect(rule.wrong == ["title": "invalid", "due_on": "invalid"])
            let german = try await app.api(.post, "/goals", "{}", token: token, headers: ["Accept-Language": "de-AT, en;q=0.5"])
            #expect(german.body.contains("Das fehlt."), "\(german.body)")
        }
    }

    @Test(arguments: [
        ("{", "unreadable"), ("[]", "invalid"), ("\"x\"", "invalid"), (#"{"title": "a", "title": "b"}"#, "unreadable"),
        ("{} {}", "unreadable"),
        (String(repeating: "[", count: 100_000), "unreadable"), (#"{"title": "\ud800"}"#, "unreadable"),
        ("{\"title\": \"a\nb\"}", "unreadable"),
        (#"{"title": 1e999}"#, "invalid"), (#"{"title": nul}"#, "unreadable"), (#"{"title": 01}"#, "unreadable"),
    ])
    func `a body that is no object of JSON is refused`(body: String, code: String) async throws {
        try await withApp(.sqlite) { app in
            let answer = try await app.api(.post, "/goals", body, token: app.token(.ana))
            #expect(answer.problem == code, "\(answer.body)")
        }
    }

    @Test func `what the router refuses is told to programs as well`() async throws {
        try await withApp(.sqlite) { app in
            let token = try await app.token(.ana)
            func problem(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, headers: KeyValuePairs<String, String> = [:])
                async throws -> (Int, String?, Answer)
            {
                let answer = try await app.api(method, path, body, token: token, headers: headers)
                #expect(answer.headers[.contentType]?.hasPrefix("application/problem+json") == true, "\(path)")
                #expect(answer.text("type") == "/api#\(answer.problem ?? "")" && answer.text("request")?.isEmpty == false, "\(path)")
                return (answer.code, answer.problem, answer)
            }
            #expect(try await problem(.get, "/nothing").1 == "not-found")
            #expect(try await problem(.get, "/goals/x").1 == "not-found")
            #expect(try await problem(.get, "").0 == 404)
            let method = try await problem(.put, "/goals")
            #expect(method.1 == "method" && method.2.headers[.allow] == "GET, HEAD, POST", "\(method.2.headers)")
            #expect(
                try await problem(.post, "/goals", "title=x", headers: ["Content-Type": "application/x-www-form-urlencoded"]).1
                    == "content-type")
            let large = "{\"title\": \"\(String(repeating: "x", count: 1_000_000))\"}"
            #expect(try await problem(.post, "/goals", large).1 == "too-large")
            #expect(try await problem(.get, "/goals?stage=x&limit=0&nothing=1&q=a&q=b").2.wrong.count == 4)
            #expect(try await problem(.get, "/goals?after=x").1 == "bad-parameter")
            #expect(try await problem(.patch, "/goals/x", "{}", headers: ["If-Match": "no tag"]).1 == "bad-header")
        }
    }

    @Test(arguments: Engine.tested)
    func `a change says what it was made from, and nothing is written over`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let token = try await app.token(.ana)
            let goal = try await app.makeGoal(commit: false)
            let read = try await app.api(.get, "/goals/\(goal.id)", token: token)
            let tag = try #require(read.headers[.eTag])
            #expect(tag.hasPrefix("\"1."))
            #expect(try await app.api(.get, "/goals/\(goal.id)", token: token, headers: ["If-None-Match": "W/\(tag)"]).code == 304)
            let first = try await app.api(.patch, "/goals/\(goal.id)", #"{"why": "First."}"#, token: token, headers: ["If-Match": tag])
            #expect(first.code == 200 && first.headers[.eTag]?.hasPrefix("\"2.") == true)
            let second = try await app.api(.patch, "/goals/\(goal.id)", #"{"why": "Second."}"#, token: token, headers: ["If-Match": tag])
            #expect(second.code == 412 && second.problem == "stale" && second.json?["current"]?["why"] == .text("First."), "\(second.body)")
            #expect(second.headers[.eTag] == first.headers[.eTag])
            #expect(try await app.api(.post, "/goals/\(goal.id)/commitment", token: token, headers: ["If-Match": tag]).code == 412)
            #expect(try await app.api(.delete, "/goals/\(goal.id)", token: token, headers: ["If-Match": tag]).code == 412)
            let third = try await app.api(.patch, "/goals/\(goal.id)", #"{"why": null}"#, token: token)
            #expect(third.text("why") == "" && third.text("title") == goal.title)
            #expect(try await app.api(.delete, "/goals/\(goal.id)", token: token).code == 204)
            #expect(try await app.api(.get, "/goals/\(goal.id)", token: token).code == 404)
        }
    }

    @Test func `a client that wants little is answered without a body`() async throws {
        try await withApp(.sqlite) { app in
            let token = try await app.token(.ana)
            let made = try await app.api(
                .post, "/goals", #"{"title": "Little", "due_on": "2026-12-18"}"#, token: token, headers: ["Prefer": "return=minimal"])
            #expect(
                made.code == 201 && made.body.isEmpty && made.location != nil
                    && made.headers[.init("Preference-Applied")!] == "return=minimal")
            let path = String(made.location!.dropFirst("/api/v1".count))
            let changed = try await app.api(.patch, path, #"{"why": "x"}"#, token: token, headers: ["Prefer": "return=minimal"])
            #expect(changed.code == 204 && changed.headers[.eTag]?.hasPrefix("\"2.") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `a list that is as it was is not sent again`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let token = try await app.token(.ana)
            let goal = try await app.makeGoal()
            let keyResult = try await app.measure(goal)
            let read = try await app.api(.get, "/goals?limit=5", token: token)
            let tag = try #require(read.headers[.eTag])
            #expect(read.headers[.cacheControl] == "private, no-cache" && !tag.contains("."))
            for wanted in [tag, "W/\(tag)", "\"other\", \(tag)"] {
                let again = try await app.api(.get, "/goals?limit=5", token: token, headers: ["If-None-Match": wanted])
                #expect(again.code == 304 && again.body.isEmpty && again.headers[.eTag] == tag)
            }
            #expect(try await app.api(.get, "/goals?limit=5", headers: ["If-None-Match": tag]).code == 401)
            #expect(try await app.checkIn(goal, [keyResult: "50"]).code == 303)
            let changed = try await app.api(.get, "/goals?limit=5", token: token, headers: ["If-None-Match": tag])
            #expect(changed.code == 200 && changed.headers[.eTag] != tag)
        }
    }

    @Test(arguments: Engine.tested)
    func `a check-in is answered, without being read back, as whoever reads it finds it`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let (token, above) = (try await app.token(.ana), try await app.makeGoal("Above"))
            let goal = try await app.makeGoal(parents: [.init(id: above.id)])
            let keyResults = [try await app.measure(goal), try await app.measure(goal, from: 10, to: 20)]
            for body in [
                #"{"values": [{"key_result_id": "\#(keyResults[1].id)", "value": 13.7}, {"key_result_id": "\#(keyResults[0].id)", "value": 37}]}"#,
                #"{"confidence": 40, "changed": " A \"quote\" \r\n and a line. ", "surprised": "x", "users_need": "y", "we_need": "z"}"#,
            ] {
                let made = try await app.api(.post, "/goals/\(goal.id)/check-ins", body, token: token)
                let path = String(try #require(made.location).dropFirst("/api/v1".count))
                let read = try await app.api(.get, path, token: token)
                #expect(made.code == 201 && read.code == 200 && made.body == read.body && made.headers[.eTag] == read.headers[.eTag])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a list is read part by part, nothing twice and nothing left out`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let token = try await app.token(.ana)
            for number in 1...7 {
                app.clock.move(seconds: 1)
                let goal = try await app.makeGoal("Goal \(number)", rollUp: .byHand)
                app.clock.move(seconds: 1)
                let draft = CheckIn.Draft(confidence: number, changed: "\(number)")
                _ = try await CheckIns(cairn: app.cairn).post(draft, on: goal.id, language: "en", by: app.viewer(.ana))
            }
            for (start, field) in [("/goals?limit=3", "title"), ("/check-ins?limit=3", "changed"), ("/goals?q=goal&limit=2", "title")] {
                var (path, seen, pages) = (start, [String](), 0)
                while !path.isEmpty, pages < 10 {
                    let answer = try await app.api(.get, path, token: token)
                    seen += answer.items.compactMap { if case .text(let text)? = $0[field] { text } else { nil } }
                    let link = answer.headers[.init("Link")!] ?? ""
                    #expect(link.isEmpty == (answer.json?["next"] == .null))
                    path = link.isEmpty ? "" : String(link.dropFirst("</api/v1".count).prefix { $0 != ">" })
                    pages += 1
                }
                let expected = field == "title" ? (1...7).map { "Goal \($0)" } : (1...7).reversed().map { "\($0)" }
                #expect(seen == expected, "\(start)")
            }
        }
    }

    @Test func `an endpoint that ends says so in every answer`() async throws {
        try await withApp(.sqlite) { app in
            let old = Endpoint.get("/old", "getOld", .workspace, summary: "Read", gives: meShape) { $0 }
                .deprecated(since: Day(iso: "2026-11-01")!, endsOn: Day(iso: "2027-11-06")!, successor: "getMe")
            let other = TestApp(cairn: app.cairn, clock: app.clock, scene: app.scene, endpoints: endpoints + [old])
            let answer = try await other.api(.get, "/old", token: app.token(.ana))
            #expect(
                answer.headers[.init("Deprecation")!] == "@1793491200"
                    && answer.headers[.init("Sunset")!] == "Sat, 06 Nov 2027 00:00:00 GMT")
            #expect(answer.headers[.init("Link")!] == "</api/v1/me>; rel=\"successor-version\"")
            let document = String(decoding: OpenAPI(endpoints: [old], tongue: Tongue(language: .en, zone: .gmt)).document(), as: UTF8.self)
            #expect(document.contains(#""deprecated": true"#))
        }
    }

    @Test func `one token may ask so often, and a wrong one less`() async throws {
        try await withApp(.sqlite) { app in
            let token = try await app.token(.ana)
            for _ in 0..<100 { #expect(try await app.api(.get, "/me", token: token).code == 200) }
            let answer = try await app.api(.get, "/me", token: token)
            #expect(answer.code == 429 && answer.problem == "too-many" && answer.headers[.retryAfter] == "1")
            #expect(try await app.api(.get, "/me", token: app.token(.ben)).code == 200)
            app.clock.move(seconds: 1)
            #expect(try await app.api(.get, "/me", token: token).code == 200)
            for _ in 0..<20 { #expect(try await app.api(.get, "/me", token: "cairn_wrong").code == 401) }
            #expect(try await app.api(.get, "/me", token: "cairn_wrong").code == 429)
        }
    }
}
