import Foundation

/// The two engines that keep Cairn's data.
public enum Engine: String, CaseIterable, Sendable {
    case sqlite, postgres
}

/// What a transaction can do. It is used inside the closure it was given to, nowhere else.
///
/// A statement that fails ends its transaction on both engines: what follows throws the same error, and nothing is kept. Use `ON CONFLICT` where a clash is expected.
public protocol Connection: AnyObject {
    /// Every row of a statement: SELECT, or a write with RETURNING.
    func rows(_ sql: SQL) throws -> [Row]

    /// Runs a statement for its effect; gives how many rows it touched.
    @discardableResult
    func run(_ sql: SQL) throws -> Int

    /// Names what this transaction changes; listeners hear it once it is committed. A topic holds no line break.
    func notify(_ topic: String)

    /// The place of the row that is written next in the order in which followers read; the schema must hold `Position.schema`.
    func nextPosition() throws -> Position

    /// Of rows with a turn below this, a reader sees all there will ever be; those above are read once they are below.
    func settled() throws -> Int64

    /// Sees to it that all turns to come are above this one, which some row has, wherever the data came from. For the start of a program.
    func beginTurns(after turn: Int64) throws
}

extension Connection {
    /// The first row.
    public func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

    /// The first column of the first row; nil without a row, and for NULL when T is optional.
    public func one<T: Column>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
        guard let row = try row(sql) else { return nil }
        var columns = row.columns
        return try columns.next()
    }
}

/// Where everything is kept. Closures run to their end on the engine's own threads, in one transaction each, as if one after the other (serializable).
public protocol Database: AnyObject, Sendable {
    var engine: Engine { get }

    /// What it has done so far.
    var load: Load { get }

    /// Who waits for it now.
    var queues: [Queue] { get }

    /// How often this process has committed, counted before any `write` returns. Nil where another program commits unseen as a matter of course: what
    /// was read there has to be read again to be sure of it.
    var commits: Int? { get }

    /// Throws why nothing could be kept now, as far as looking tells: it writes nothing.
    func checkWritable() async throws

    /// Looks at the engine's settings, and whether what it keeps is whole. Takes as long as reading everything once.
    func examine() async throws -> [Finding]

    /// Reads one consistent state.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// Changes the data, durably before it returns, or throws and has changed nothing. The closure may run again, so it touches nothing but its connection.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// Calls a handler with each topic that a committed transaction named: those of this process before its `write` returns, those of others soon after.
    /// "*" says that anything may have changed. Handlers run on the engine's threads and must be quick.
    func listen(_ handler: @escaping @Sendable (String) -> Void)

    /// Applies what is missing, each migration in a transaction of its own, one process at a time.
    func migrate(_ migrations: [Migration], at milliseconds: Int64) async throws

    /// Finishes what runs and lets go of files and connections.
    func close() async
}

extension Database {
    public var commits: Int? { nil }
}

/// Opens the database that `DATABASE_URL` names; without one, the file `cairn.db` in the data folder, which is made where it is missing.
///
/// Given the migrations that this program knows, data with a newer schema is refused before anything is touched.
public func openDatabase(url: String?, dataFolder: String, migrations: [Migration] = []) async throws -> any Database {
    guard let url, !url.isEmpty else {
        try makePrivateFolder(dataFolder)
        return try SQLite(path: dataFolder + "/cairn.db", migrations: migrations)
    }
    guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else {
        throw DatabaseError.unavailable(
            "DATABASE_URL must be postgres://user:password@host:port/database; leave it unset to keep the data in a file of the data folder"
        )
    }
    let database = try Postgres(url: url)
    try await database.check(migrations)
    return database
}

private func makePrivateFolder(_ path: String) throws {
    do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
        throw DatabaseError.unavailable("the data folder \(path) cannot be made: \(error.localizedDescription)")
    }
}
