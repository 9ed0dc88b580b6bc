@testable import App
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Support
import Testing

/// Every route of the table, asked for things that nobody should ask: it answers in words, carries its headers, and never breaks.
@Suite struct EveryRouteTests {
    @Test(arguments: Engine.tested)
    func `no address, query or form makes a route break`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let days = try await app.measure(goal)
            let routes = router(app.cairn).routes.map { (method: $0.method, path: "\($0.path)") }.sorted {
                ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue)
            }
            #expect(routes.count > 60 && routes.contains { $0.path.contains("{goal}") })
            var random = Seeded(engine == .sqlite ? 17 : 18)
            for route in routes where route.path != "/sign-out" && !route.path.hasSuffix("/live") {
                for member in [nil, Cast.ana, .dana, .gus, .mallory] {
                    for _ in 0..<(engine == .sqlite ? 3 : 1) {
                        let path = self.path(route.path, goal, days, &random)
                        let query = random.chance(0.6) && route.method == .get ? "?" + form(goal, days, &random) : ""
                        let body = route.method == .get ? nil : Array(form(goal, days, &random).utf8)
                        let answer = try await app.request(route.method, path + query, body: body, as: member)
                        let sent = String(decoding: body ?? [], as: UTF8.self).prefix(1500)
                        let what = "\(route.method) \(path)\(query) \(sent) as \(member?.rawValue ?? "nobody")"
                        #expect(answer.code < 500, "\(what)")
                        #expect(
                            answer.header("Content-Security-Policy") != nil && answer.header("X-Content-Type-Options") == "nosniff",
                            "\(what)")
                        #expect(answer.headers[.cacheControl] != nil, "\(what)")
                        let isPage = answer.headers[.contentType]?.hasPrefix("text/html") == true
                        #expect(!isPage || !answer.body.contains("<script>alert"), "\(what)")
                        #expect(answer.location.map { $0.hasPrefix("/") && !$0.hasPrefix("//") } ?? true, "\(what)")
                    }
                }
            }
        }
    }

    private func path(_ pattern: String, _ goal: Goal, _ days: KeyResult, _ random: inout Seeded) -> String {
        let parts = pattern.split(separator: "/").map { part -> String in
            switch part {
            case "{workspace}": random.chance(0.9) ? "wexholm" : "nowhere"
            case "{goal}": random.chance(0.7) ? goal.id.text : hostile(&random)
            case "**": "cairn.css"
            case let part where part.hasPrefix("{"): random.chance(0.4) ? days.id.text : hostile(&random)
            default: String(part)
            }
        }
        return "/" + parts.map(encoded).joined(separator: "/")
    }

    /// A form with the names that ours have, and values they do not expect.
    private func form(_ goal: Goal, _ days: KeyResult, _ random: inout Seeded) -> String {
        let chosen = names.filter { _ in random.chance(0.5) } + ["value-\(days.id)", "weight[\(goal.id)]", "unknown"]
        return chosen.map { name in
            let value =
                random.chance(0.25) ? ["1", "2026-11-05", goal.id.text, "on", "number"].randomElement(using: &random)! : hostile(&random)
            return "\(encoded(name))=\(encoded(value))"
        }.joined(separator: "&")
    }

    private func hostile(_ random: inout Seeded) -> String { values.randomElement(using: &random)! }

    private let names = [
        "title", "name", "text", "why", "purpose", "reason", "version", "form_key", "starts_on", "due_on", "ends_on", "owner_id", "team_id",
        "cycle_id", "parent_id",
        "parents", "visibility", "readers", "rhythm_days", "roll_up", "hand_progress", "kind", "direction", "unit", "decimals", "baseline",
        "target", "upper",
        "weight", "steps", "source", "indicator", "serves", "confidence", "changed", "outcome", "status", "stage", "role", "email",
        "password", "language",
        "time_zone", "theme", "q", "before", "after", "from", "to", "page", "part", "preset", "sort", "view", "cycle", "team", "owner",
        "topics", "check_in", "person", "person_id",
        "lead_id", "days", "places", "note", "next", "key", "token", "workspace", "limit", "at_risk_gap", "off_track_gap", "grace_days",
        "effort", "notes", "on_day", "reached_on",
    ]

    private let values = [
        "", " ", "0", "-1", "1e308", "NaN", "999999999999999999999999", "0.1", "9999-12-31", "0001-01-01", "10000-01-01", "2026-02-30",
        "<script>alert(1)</script>",
        "'; DROP TABLE goal; --", "%00", "\u{0}", "\u{202E}x", "🪨", "é\u{301}\u{301}", "a\nb", "a\tb", "\u{7F}", "../../etc/passwd",
        "//evil.example", "\\", "\"", "{}", "[]", "null",
        "01J00000000000000000000000",
        "zzzzzzzzzzzzzzzzzzzzzzzzzz", "%", "_", "*", "(", "&", "=", ";", "true", "committed", "private",
        "owner", "de", "Mars/Olympus", "UTC",
        String(repeating: "x", count: 3000), String(repeating: "🪨", count: 600), "2026-11-05:1;2026-11-06:2", "-0", "１２", "٣", "1,5",
        "1.234.567,8",
    ]
}
