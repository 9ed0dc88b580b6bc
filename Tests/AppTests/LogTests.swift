@testable import App
import Database
import Domain
import Foundation
import Logging
import Support
import Synchronization
import Testing

/// What is written about requests, and what must never be.
@Suite struct LogTests {
    @Test(arguments: Engine.tested)
    func `each request leaves one line with its pattern, status, time, id and person`(engine: Engine) async throws {
        let lines = Lines()
        try await withApp(engine, logger: lines.logger(.json, .info)) { app in
            let goal = try await app.insertGoal()
            lines.clear()
            let answer = try await app.get(app.path("goals", goal, "history"), as: .ana)
            let line = try #require(lines.all.first)
            #expect(lines.all.count == 1 && line.hasSuffix("}\n"))
            let found = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(found["message"] as? String == "request" && found["level"] as? String == "info")
            #expect(found["method"] as? String == "GET" && found["route"] as? String == "/:workspace/goals/:goal/history")
            #expect(found["status"] as? Int == 200 && (found["ms"] as? Double).map { $0 > 0 } == true)
            #expect(found["person"] as? String == app.id(.ana).text)
            #expect(found["request"] as? String == answer.header("X-Request-Id") && answer.header("X-Request-Id")?.isEmpty == false)
            #expect(!line.contains(goal.text))
        }
    }

    @Test func `what a program did wrong is no failure of the server`() async throws {
        let lines = Lines()
        try await withApp(.sqlite, logger: lines.logger(.text, .error)) { app in
            let codes = [
                try await app.get("/api/v1/goals").code,
                try await app.get("/api/v1/goals", headers: ["Authorization": "Bearer cairn_wrong"]).code,
                try await app.get("/api/v1/nowhere").code,
            ]
            #expect(codes == [401, 401, 404])
            #expect(lines.all == [])
        }
    }

    @Test func `what watches the server, and what pages are made of, is left out at info`() async throws {
        let lines = Lines()
        try await withApp(.sqlite, logger: lines.logger(.text, .info)) { app in
            for path in ["/healthz", "/readyz", "/metrics", app.cairn.assets.style] { #expect(try await app.get(path).code == 200) }
            #expect(lines.all == [])
            _ = try await app.get("/nowhere/at/all")
            let line = try #require(lines.all.first)
            #expect(lines.all.count == 1 && line.contains(" route=none status=404 "), "\(line)")
        }
    }

    @Test(arguments: LogLines.Form.allCases)
    func `no secret and nothing that people typed is ever written`(form: LogLines.Form) async throws {
        let lines = Lines()
        let canary = "CANARY7f3"
        try await withApp(.sqlite, logger: lines.logger(form, .trace)) { app in
            let key = try await app.insertGoal()
            func ask() async throws {
                _ = try await app.get("/reset/\(canary)?\(canary)=\(canary)", headers: ["Authorization": "Bearer \(canary)"])
                _ = try await app.get(
                    "/invitations/\(canary)", headers: ["Cookie": "cairn=\(canary)", "User-Agent": canary, "Referer": canary])
                _ = try await app.get("/wexholm/search?q=\(canary)", as: .ana)
                _ = try await app.get("/wexholm/\(canary)/\(canary)", as: .ana)
                _ = try await app.post("/sign-in?next=\(canary)", form: ["email": "\(canary)@x.example", "password": canary])
                _ = try await app.post("/account/password", form: ["old_password": canary, "password": canary], as: .ana)
                _ = try await app.post(app.path("goals", key, "comments"), form: ["text": canary, "form_key": canary], as: .ana)
                _ = try await app.post("/reset/\(canary)", form: ["password": canary])
            }
            try await ask()
            await app.database.close()
            try await ask()
        }
        #expect(lines.all.count > 16 && lines.all.contains { $0.contains("request failed") })
        #expect(!lines.all.contains { $0.contains(canary) }, "\(lines.all.filter { $0.contains(canary) })")
    }

    @Test(arguments: LogLines.Form.allCases)
    func `a name cannot begin a line, colour a terminal or turn the text around`(form: LogLines.Form) throws {
        let lines = Lines()
        let logger = lines.logger(form, .info)
        let evil = "a\r\n{\"level\":\"error\"}\n\u{1B}[31mred\u{9B}0m \u{202E}back \u{2028}next \"quote\" \\ \u{0}\u{7F} ü 🪨"
        logger.error("\(evil)", metadata: ["\(evil)": "\(evil)", "time": "\(evil)"])
        let line = try #require(lines.all.first)
        let hidden = line.dropLast().unicodeScalars.filter {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || [0x202E, 0x2028].contains($0.value)
        }
        #expect(lines.all.count == 1 && line.last == "\n" && hidden.isEmpty)
        #expect(line.contains("ü 🪨"))
        guard form == .json else { return }
        let found = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(
            found["message"] as? String == evil && found[evil] as? String == evil && found["time"] as? String == "2026-11-05T08:00:00.000Z")
    }

    @Test func `an id is taken from a trusted proxy alone, and only a plain one`() async throws {
        var settings = Settings()
        settings.trustedProxies = ["unix"]
        let long = String(repeating: "x", count: 65)
        for (settings, given, isTaken) in [
            (settings, "abc-1_2.3", true), (settings, "a b", false), (settings, "a\"b", false), (settings, long, false),
            (settings, "é", false),
            (Settings(), "abc", false),
        ] {
            try await withApp(.sqlite, settings: settings) { app in
                let answer = try await app.get("/sign-in", headers: ["X-Request-Id": given])
                #expect((answer.header("X-Request-Id") == given) == isTaken, "\(given)")
            }
        }
    }

    @Test func `the error page, the log and the header name the same id`() async throws {
        let lines = Lines()
        try await withApp(.sqlite, logger: lines.logger(.text, .info)) { app in
            await app.database.close()
            let answer = try await app.get("/wexholm/today", as: .ana)
            let id = try #require(answer.header("X-Request-Id"))
            #expect(answer.code == 503 && lines.all.count == 2 && lines.all.allSatisfy { $0.contains("request=\(id) ") })
        }
    }
}

/// A log that keeps what is written.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    func clear() { lines.withLock { $0 = [] } }

    func logger(_ form: LogLines.Form, _ level: Logger.Level) -> Logger {
        Logger(
            label: "test",
            factory: { _ in
                LogLines(form, level: level, clock: { Moment(milliseconds: 1_793_865_600_000) }) { line in
                    self.lines.withLock { $0.append(line) }
                }
            })
    }
}
