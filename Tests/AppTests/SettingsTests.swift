@testable import App
import Database
import Domain
import Support
import Testing

@Suite struct SettingsTests {
    @Test(arguments: Engine.tested)
    func `an admin changes name, purpose and rule; everybody reads the rule as a sentence`(engine: Engine) async throws {
        try await withApp(engine) { app in
            #expect(try await app.post("/wexholm/settings", form: settings(), as: .dana).code == 303)
            let page = try await app.get("/wexholm/settings", as: .gus).body
            #expect(page.contains("on track while it is up to 5 points behind plan, at risk up to 15"))
            #expect(page.contains("Wexholm &amp; Sons") && !page.contains("name=\"at_risk_gap\""))
            #expect(try await app.audited("settings changed") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `what is out of range is refused beside its field`(engine: Engine) async throws {
        try await withApp(engine) { app in
            for (name, value) in [
                ("at_risk_gap", "101"), ("at_risk_gap", "16"), ("off_track_gap", "-1"), ("rhythm_days", "0"), ("grace_days", "61"),
                ("grace_days", ""),
                ("rhythm_days", "often"), ("name", ""), ("time_zone", "Moon/Sea"), ("language", "xx"),
                ("purpose", String(repeating: "x", count: 2001)),
            ] {
                let answer = try await app.post("/wexholm/settings", form: settings(name, value), as: .dana)
                #expect(answer.code == 422, "\(name) \(value)")
            }
            #expect(try await app.audited("settings changed") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a stale save shows both texts`(engine: Engine) async throws {
        try await withApp(engine) { app in
            #expect(try await app.post("/wexholm/settings", form: settings("purpose", "What Dana wrote"), as: .dana).code == 303)
            let late = try await app.post("/wexholm/settings", form: settings("purpose", "What Olaf wrote"), as: .olaf)
            #expect(late.code == 409 && late.body.contains("What Dana wrote") && late.body.contains("What Olaf wrote"))
        }
    }

    @Test func `fields that nobody asked for change nothing`() async throws {
        try await withApp(.sqlite) { app in
            _ = try await app.post("/wexholm/settings", form: settings("slug", "taken-over"), as: .dana)
            _ = try await app.post("/wexholm/settings", form: settings("is_demo", "1", version: 2), as: .dana)
            #expect(try await app.get("/wexholm/settings", as: .dana).code == 200)
        }
    }

    private func settings(_ name: String = "", _ value: String = "", version: Int = 1) -> KeyValuePairs<String, String> {
        func field(_ key: String, _ usual: String) -> String { key == name ? value : usual }
        return [
            "name": field("name", "Wexholm & Sons"), "purpose": field("purpose", "Less waiting."),
            "time_zone": field("time_zone", "Europe/Berlin"),
            "language": field("language", "de"), "at_risk_gap": field("at_risk_gap", "5"), "off_track_gap": field("off_track_gap", "15"),
            "rhythm_days": field("rhythm_days", "14"), "grace_days": field("grace_days", "2"), "version": "\(version)",
            "slug": field("slug", ""),
            "is_demo": field("is_demo", ""),
        ]
    }
}
