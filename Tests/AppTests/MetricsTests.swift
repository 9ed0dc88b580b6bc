@testable import App
import Database
import Foundation
import Support
import Testing

@Suite struct MetricsTests {
    @Test(arguments: Engine.tested)
    func `requests are counted by pattern, method and hundred, never by what fills the pattern in`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.insertGoal()
            for _ in 0..<3 { _ = try await app.get(app.path("goals", goal, "history"), as: .ana) }
            _ = try await app.get(app.path("goals", goal, "history"), as: .mallory)
            _ = try await app.request(.init("BREW")!, "/nowhere")
            let numbers = try await app.numbers()
            let history = "method=\"GET\",route=\"/:workspace/goals/:goal/history\""
            #expect(numbers["cairn_http_requests_total{\(history),status=\"2xx\"}"] == 3)
            #expect(numbers["cairn_http_requests_total{\(history),status=\"4xx\"}"] == 1)
            #expect(numbers["cairn_http_request_duration_seconds_count{\(history)}"] == 4)
            #expect(numbers["cairn_http_request_duration_seconds_bucket{\(history),le=\"+Inf\"}"] == 4)
            #expect(numbers["cairn_http_requests_total{method=\"OTHER\",route=\"none\",status=\"4xx\"}"] == 1)
            #expect(!numbers.keys.contains { $0.contains(goal.text) || $0.contains("wexholm") })
        }
    }

    @Test(arguments: Engine.tested)
    func `the database, the program and open streams are in it`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let before = try await app.numbers()
            _ = try await app.read { db in try db.one("SELECT 1", as: Int.self) }
            _ = try? await app.write { db in try db.run("SELECT no_such_thing") }
            let stream = app.cairn.live.subscribe(to: ["x"])
            let numbers = try await app.numbers()
            func grown(_ name: String) -> Double { (numbers[name] ?? -1) - (before[name] ?? 0) }
            #expect(grown("cairn_database_duration_seconds_count{kind=\"read\"}") == 1)
            #expect(grown("cairn_database_duration_seconds_count{kind=\"write\"}") == 1)
            #expect(grown("cairn_database_failures_total{kind=\"write\"}") == 1)
            #expect(numbers["cairn_live_streams"] == 1)
            #expect(numbers["process_resident_memory_bytes"]! > 1_000_000 && numbers["process_start_time_seconds"]! > 1_700_000_000)
            #expect(numbers["cairn_build_info{version=\"\(cairnVersion)\",engine=\"\(engine.rawValue)\"}"] == 1)
            let queues = engine == .sqlite ? ["read", "write"] : ["connection"]
            for queue in queues { #expect(numbers["cairn_database_waiting{queue=\"\(queue)\"}"] == 0) }
            #expect(engine == .postgres || numbers["cairn_database_commit_writes_count"]! > 0)
            withExtendedLifetime(stream) {}
        }
    }

    @Test func `programs that follow what happens are counted apart from open pages`() async throws {
        try await withApp(.sqlite) { app in
            let page = app.cairn.live.subscribe(to: ["x"])
            let stream = try await app.followEvents(app.token(.ana, .read))
            let numbers = try await app.numbers()
            #expect(numbers["cairn_live_streams"] == 1 && numbers["cairn_event_streams"] == 1)
            stream.stop()
            withExtendedLifetime(page) {}
        }
    }

    @Test func `every line is as Prometheus reads it, and buckets rise`() async throws {
        try await withApp(.sqlite) { app in
            _ = try await app.get("/sign-in")
            let text = try await app.get("/metrics").body
            let sample = /^[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? [0-9.e+-]+$/
            var family = "", last = 0.0
            for line in text.split(separator: "\n") {
                if line.hasPrefix("# TYPE ") { family = String(line.split(separator: " ")[2]) }
                if line.hasPrefix("#") { continue }
                #expect(try sample.wholeMatch(in: String(line)) != nil && line.hasPrefix(family), "\(line)")
                guard line.contains("_bucket{") else { continue }
                let value = Double(line.split(separator: " ").last!)!
                if line.contains("le=\"0.0005\"") || line.contains("le=\"1\"") && line.contains("commit_writes") { last = 0 }
                #expect(value >= last, "\(line)")
                last = value
            }
            #expect(text.hasSuffix("\n"))
        }
    }

    @Test func `a label cannot end its quotes`() {
        var all = Exposition()
        all.sample("x", 1, [("label", "a\"b\\c\nd")])
        #expect(all.text == "x{label=\"a\\\"b\\\\c\\nd\"} 1\n")
    }

    @Test func `only this machine and whoever has the token see that it is there`() async throws {
        var settings = Settings()
        settings.metricsToken = "a token of the operator"
        let here = "127.0.0.1:8080"
        let asked: [(KeyValuePairs<String, String>, String, Int)] = [
            ([:], here, 200), ([:], "localhost", 200), ([:], "goals.example.org", 404), ([:], "127.0.0.1.evil.example", 404),
            (["X-Forwarded-For": "1"], here, 404), (["Forwarded": "1"], here, 404), (["X-Real-IP": "1"], here, 404),
            (["Via": "1"], here, 404),
            (["X-Forwarded-For": "1", "Authorization": "Bearer a token of the operator"], "goals.example.org", 200),
            (["Authorization": "Bearer "], here, 404), (["Authorization": "Bearer wrong"], here, 404),
            (["Authorization": "Basic a token of the operator"], here, 404),
        ]
        try await withApp(.sqlite, settings: settings) { app in
            for (headers, host, code) in asked {
                let answer = try await app.request(.get, "/metrics", headers: headers, authority: host)
                #expect(answer.code == code, "\(headers) \(host)")
            }
        }
        settings.metricsToken = ""
        try await withApp(.sqlite, settings: settings) { app in
            let answer = try await app.request(.get, "/metrics", headers: ["Via": "1", "Authorization": "Bearer "])
            #expect(answer.code == 404)
        }
    }
}

extension TestApp {
    /// Every sample of `/metrics` by its name and labels.
    fileprivate func numbers() async throws -> [String: Double] {
        let lines = try await get("/metrics").body.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Dictionary(
            lines.map { line in
                let space = line.lastIndex(of: " ")!
                return (String(line[..<space]), Double(line[line.index(after: space)...])!)
            }, uniquingKeysWith: { first, _ in first })
    }
}
