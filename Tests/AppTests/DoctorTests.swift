@testable import App
import Database
import Domain
import Foundation
@testable import Support
import Testing

/// What doctor says about data, and about the operator's settings.
@Suite struct DoctorTests {
    @Test(arguments: Engine.tested)
    func `data that is well is found well, and what is wrong is found`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let number = try await app.measure(goal)
            _ = try await app.checkIn(goal, [number: "42"])
            try await DayTurn(cairn: app.cairn).run()
            try await AuditChain(cairn: app.cairn).seal()
            #expect(try await app.wrong() == [])
            try await app.write { db in try db.run("UPDATE goal SET progress = 0.9, check_in_count = 7") }
            #expect(try await app.wrong() == ["standings", "counts"])
            app.clock.move(days: -1)
            #expect(try await app.wrong() == ["standings", "counts", "clock"])
        }
    }

    @Test(arguments: Engine.tested)
    func `the engine is examined`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let found = try await app.database.examine()
            let names =
                engine == .sqlite
                ? ["engine", "integrity", "references", "disk", "permissions"] : ["engine", "writing", "durability", "references"]
            #expect(found.map(\.name) == names)
            // The tests' files lie in a folder for all, and their PostgreSQL does without fsync.
            #expect(found.filter { !$0.isFine }.allSatisfy { ["permissions", "durability"].contains($0.name) }, "\(found)")
        }
    }

    @Test func `a row that points nowhere is found`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cairn-doctor-\(UUID().uuidString)").path()
        let database = try await openCairnDatabase(url: nil, dataFolder: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await database.write { db in
            try db.run("PRAGMA defer_foreign_keys = ON")
            try db.run("CREATE TABLE loose (id TEXT REFERENCES workspace (id))")
        }
        #expect(try await database.examine().allSatisfy(\.isFine), "a folder of its own is private")
        chmod(folder + "/cairn.db", 0o640)
        #expect(try await database.examine().filter { !$0.isFine }.map(\.name) == ["permissions"])
        await database.close()
    }

    @Test func `nothing is made by looking`() async throws {
        var settings = Settings()
        settings.dataFolder = "/tmp/cairn-nowhere-\(UUID().uuidString)"
        let found = await Doctor(url: nil, settings: settings).findings()
        #expect(found.first { $0.name == "data" }?.remedy != nil && !FileManager.default.fileExists(atPath: settings.dataFolder))
    }

    @Test func `a server that cannot be reached is explained, without the password`() async throws {
        let found = await Doctor(url: "postgres://cairn:secret7@127.0.0.1:1/cairn", settings: Settings()).findings()
        let data = try #require(found.first { $0.name == "data" })
        #expect(data.remedy?.contains("PostgreSQL") == true && !data.words.contains("secret7"))
    }

    @Test func `settings that would harm are said`() {
        func wrong(_ change: (inout Settings) -> Void) -> [String] {
            var settings = Settings()
            change(&settings)
            return Surroundings(settings: settings).findings.filter { !$0.isFine }.map(\.name)
        }
        #expect(wrong { _ in } == [])
        #expect(wrong { $0.host = "0.0.0.0" } == ["address"])
        #expect(wrong { $0.baseURL = "http://goals.example.org" } == ["address"])
        #expect(wrong { $0.baseURL = "https://goals.example.org" } == ["proxies"])
        #expect(wrong { ($0.baseURL, $0.trustedProxies) = ("https://goals.example.org", ["127.0.0.1"]) } == [])
        for base in ["https://goals.example.org/cairn", "goals.example.org", "ftp://x", "https://"] {
            #expect(wrong { ($0.baseURL, $0.trustedProxies) = (base, ["127.0.0.1"]) } == ["address"], "\(base)")
        }
    }
}

@Suite struct SettingsFromEnvironmentTests {
    @Test func `what the environment says is taken, and what cannot be meant is refused by name`() throws {
        let settings = try Settings(environment: ["CAIRN_PORT": "9000", "CAIRN_BASE_URL": "https://x.example/", "CAIRN_AUDIT_DAYS": "0"])
        #expect(settings.port == 9000 && settings.baseURL == "https://x.example" && settings.auditDays == 0 && settings.idleSeconds == 75)
        for (name, text) in [
            ("CAIRN_PORT", "80a"), ("CAIRN_PORT", "70000"), ("CAIRN_AUDIT_DAYS", "-1"), ("CAIRN_TRUSTED_PROXIES", "proxy.local"),
            ("CAIRN_TRUSTED_PROXIES", "10.0.0.0/33"), ("CAIRN_IDLE_SECONDS", "0"),
        ] {
            let error = #expect(throws: UnfitSetting.self) { try Settings(environment: [name: text]) }
            #expect(error?.description.hasPrefix(name) == true)
        }
    }

    @Test func `a proxy is trusted by its address or its range, and nothing else is`() throws {
        let proxies = try TrustedProxies("127.0.0.1, 10.0.0.0/8,192.168.4.0/22, ::1, fd00::/8")
        for address in ["127.0.0.1", "10.255.0.1", "192.168.7.255", "::1", "fd12::9", "::ffff:10.0.0.1", "0:0:0:0:0:0:0:1"] {
            #expect(proxies.contains(address), "\(address)")
        }
        for address in ["127.0.0.2", "11.0.0.1", "192.168.8.0", "::2", "fe00::1", "", "10.0.0.1.evil", "::ffff:11.0.0.1"] {
            #expect(!proxies.contains(address), "\(address)")
        }
        #expect(try TrustedProxies("unix").contains("") && TrustedProxies("0.0.0.0/0").contains("8.8.8.8"))
        #expect(try !TrustedProxies("0.0.0.0/0").contains("::1") && !TrustedProxies("").contains(""))
    }

    @Test func `sockets are taken over only when they are meant for us`() {
        #expect(Supervisor(environment: ["LISTEN_PID": "7", "LISTEN_FDS": "2"], process: 8).sockets == [])
        #expect(Supervisor(environment: ["LISTEN_FDS": "2"], process: 8).sockets == [])
        #expect(Supervisor(environment: [:], process: 8).sockets == [])
    }
}

extension TestApp {
    /// Names of what is not well in the data.
    fileprivate func wrong() async throws -> [String] {
        let health = DataHealth(database: database, now: clock.now)
        let all = try await health.standings() + health.counts() + health.audit() + health.clock()
        return all.filter { !$0.isFine }.map(\.name)
    }
}
