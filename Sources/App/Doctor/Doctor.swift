import Database
import Domain
import Foundation

/// Looks at everything that has to be right for a server to be well, and says what to do where it is not. Changes nothing, and may look while
/// the server runs.
public struct Doctor: Sendable {
    let url: String?
    let settings: Settings
    let clock: @Sendable () -> Moment

    /// - url: a `postgres://` address, or nil for the file in the data folder.
    public init(url: String?, settings: Settings, clock: @escaping @Sendable () -> Moment = { Moment(Date()) }) {
        (self.url, self.settings, self.clock) = (url.flatMap { $0.isEmpty ? nil : $0 }, settings, clock)
    }

    public func findings() async -> [Finding] {
        let program = Finding("program", "Cairn \(cairnVersion), which knows schema \(known).")
        return [program] + (await aboutData()) + Surroundings(settings: settings).findings
    }

    private var known: Int { migrations.map(\.number).max() ?? 0 }

    /// What can be found out about the data; where it cannot be opened, why.
    private func aboutData() async -> [Finding] {
        if let missing { return [missing] }
        do {
            let database = try await openDatabase(url: url, dataFolder: settings.dataFolder, migrations: migrations)
            let found = await examine(database)
            await database.close()
            return found
        } catch {
            return [trouble("data", error)]
        }
    }

    /// Opening would make the file.
    private var missing: Finding? {
        let file = settings.dataFolder + "/cairn.db"
        guard url == nil, !FileManager.default.fileExists(atPath: file) else { return nil }
        return Finding(
            "data", "There is no data at \(file).",
            remedy: "Name the folder with --data or CAIRN_DATA as the server has it, or start the server once: cairn serve.")
    }

    private func examine(_ database: any Database) async -> [Finding] {
        var found: [Finding] = []
        func look(_ name: String, _ body: () async throws -> [Finding]) async {
            do { found += try await body() } catch { found.append(trouble(name, error)) }
        }
        var isCurrent = false
        await look("schema") {
            let finding = try await schema(database)
            isCurrent = finding.isFine
            return [finding]
        }
        await look("engine") { try await database.examine() }
        guard isCurrent else { return found }
        let health = DataHealth(database: database, now: clock())
        await look("standings") { try await health.standings() }
        await look("counts") { try await health.counts() }
        await look("audit") { try await health.audit() }
        await look("clock") { try await health.clock() }
        return found
    }

    private func schema(_ database: any Database) async throws -> Finding {
        let exists: SQL =
            database.engine == .sqlite
            ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
            : "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migration'"
        let found = try await database.read { db in
            try db.row(exists) == nil ? 0 : try db.one("SELECT COALESCE(MAX(number), 0) FROM schema_migration", as: Int.self) ?? 0
        }
        return Finding(
            "schema", isFine: found == known, "The data has schema \(found), as it should.",
            else: found == 0 ? "The database is empty." : "The data has schema \(found), which this version brings to \(known).",
            remedy: "Start the server, which does it by itself, or: cairn migrate. Take a backup before.")
    }

    private func trouble(_ name: String, _ error: any Error) -> Finding {
        let words = (error as? DatabaseError)?.description ?? "\(error)"
        return Finding(name, words.prefix(1).uppercased() + words.dropFirst() + ".", remedy: remedy(of: error))
    }

    private func remedy(of error: any Error) -> String {
        switch error {
        case DatabaseError.newerSchema: "Install the newer version again, or restore a backup from before the update."
        case DatabaseError.readOnly: "Run this as the user that Cairn runs as, and see that the file and its folder belong to it."
        case DatabaseError.full: "Make room on the disk. Cairn goes on by itself."
        case DatabaseError.unavailable where url != nil: "See that PostgreSQL runs and that DATABASE_URL is as the server has it."
        case DatabaseError.unavailable: "See that \(settings.dataFolder) may be read and written by this user."
        default: "Keep the file aside, and restore the last backup."
        }
    }
}
