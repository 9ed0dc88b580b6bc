import Database
import Foundation
import Synchronization

/// An empty database of its own for one test, not migrated: SQLite in memory, PostgreSQL in a new schema of the server that CAIRN_TEST_POSTGRES names.
public func scratchDatabase(_ engine: Engine) async throws -> any Database {
    switch engine {
    case .sqlite: return try SQLite.inMemory()
    case .postgres: return try Postgres(url: try await scratchPostgresURL(), connections: 4)
    }
}

/// The address of a new, empty schema; several databases on it are several nodes.
public func scratchPostgresURL() async throws -> String {
    guard let url = ProcessInfo.processInfo.environment["CAIRN_TEST_POSTGRES"], !url.isEmpty else { throw MissingPostgres() }
    let schema = "t\(Int(Date().timeIntervalSince1970))_\(UUID().uuidString.prefix(8).lowercased())"
    let server = try sharedServer(url)
    try await dropOldSchemas(on: server)
    try await server.write { db in try db.run(SQL(stringLiteral: "CREATE SCHEMA \(schema)")) }
    return url + (url.contains("?") ? "&" : "?") + "options=-csearch_path%3D" + schema
}

extension Engine {
    /// The engines to test on here: both, or SQLite alone where CAIRN_TEST_POSTGRES says "skip".
    public static var tested: [Engine] {
        ProcessInfo.processInfo.environment["CAIRN_TEST_POSTGRES"] == "skip" ? [.sqlite] : Engine.allCases
    }
}

/// Tests on PostgreSQL were asked for without a server.
public struct MissingPostgres: Error, CustomStringConvertible {
    public var description: String {
        "CAIRN_TEST_POSTGRES is not set: run eval \"$(scripts/postgres-for-tests start)\" first, or set it to skip to test on SQLite alone"
    }
}

private let server = Mutex<Postgres?>(nil)

private func sharedServer(_ url: String) throws -> Postgres {
    try server.withLock { known in
        if let known { return known }
        let made = try Postgres(url: url, connections: 2)
        known = made
        return made
    }
}

private let hasCleaned = Atomic(false)

/// What earlier runs left behind is dropped by the next run, once it is old enough that none of them can still be using it.
private func dropOldSchemas(on server: Postgres) async throws {
    guard !hasCleaned.exchange(true, ordering: .relaxed) else { return }
    let limit = Int(Date().timeIntervalSince1970) - 1200
    let names: [String] = try await server.read { db in
        try db.rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 't%\\_%'").map { row in
            var columns = row.columns
            return try columns.next()
        }
    }
    let old = names.filter { name in name.dropFirst().split(separator: "_").first.flatMap { Int($0) }.map { $0 < limit } ?? false }
    Task.detached(priority: .background) {
        for name in old { _ = try? await server.write { db in try db.run(SQL(stringLiteral: "DROP SCHEMA \(name) CASCADE")) } }
    }
}
