import Foundation
import GRDB
import GRDBSQLite

/// The engine without a server: one file, read by several threads, written by one that puts writes arriving together into one commit.
public final class SQLite: Database {
    public let engine = Engine.sqlite
    public let path: String
    public let load = Load()

    private let pool: DatabasePool
    private let listeners = Listeners()
    private let readers: Crew<Read>
    private let writer: SQLiteWriter
    private let isTemporary: Bool

    typealias Read = @Sendable (Result<SQLiteConnection, DatabaseError>) -> Void

    /// Opens a file, or makes it for the user's eyes only. Given migrations, data with a newer schema is refused before anything is touched.
    public convenience init(path: String, migrations: [Migration] = []) throws {
        try self.init(path: path, migrations: migrations, isTemporary: false, longestGroup: SQLiteWriter.longestGroup)
    }

    /// A database for a moment: a real file in memory where the system has such a folder, gone when it is closed.
    public static func inMemory() throws -> SQLite { try inMemory(longestGroup: SQLiteWriter.longestGroup) }

    static func inMemory(longestGroup: Double) throws -> SQLite {
        let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        return try SQLite(path: folder + "/cairn-\(UUID().uuidString).db", migrations: [], isTemporary: true, longestGroup: longestGroup)
    }

    private init(path: String, migrations: [Migration], isTemporary: Bool, longestGroup: Double) throws {
        self.path = path
        self.isTemporary = isTemporary
        if try SQLite.isThere(path) { try SQLite.inspect(path, migrations) } else { try SQLite.makePrivateFile(path) }
        let pool = try SQLite.opened(path)
        self.pool = pool
        readers = Crew(name: "sqlite-read", limit: pool.configuration.maximumReaderCount) { SQLite.serve($0, from: pool) }
        writer = SQLiteWriter(pool: pool, listeners: listeners, load: load, longestGroup: longestGroup)
    }

    deinit {
        readers.close()
        writer.close()
        if isTemporary { removeFiles() }
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let body = Caller.carried(body)
        return try await load.read {
            try await withCheckedThrowingContinuation { continuation in
                let isTaken = readers.add { connection in
                    continuation.resume(with: Result { try connection.get().reading(body) })
                }
                if !isTaken { continuation.resume(throwing: DatabaseError.closed) }
            }
        }
    }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let body = Caller.carried(body)
        return try await load.write { try await writer.write(body) }
    }

    public var commits: Int? { writer.statistics.commits }

    public var queues: [Queue] { [Queue(name: "read", waiting: readers.count), Queue(name: "write", waiting: writer.waiting)] }

    /// The file must be there and writable, and its disk must have room for a few commits.
    public func checkWritable() async throws {
        guard try SQLite.isThere(path) else { throw DatabaseError.unavailable("the database file \(path) is gone") }
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return }
        if UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < SQLite.leastRoom { throw DatabaseError.full }
    }

    private static let leastRoom: UInt64 = 4 << 20

    public func listen(_ handler: @escaping @Sendable (String) -> Void) {
        listeners.add(handler)
        writer.watchOthers()
    }

    public func migrate(_ migrations: [Migration], at milliseconds: Int64) async throws {
        while try await write({ try $0.applyNext(of: migrations, at: milliseconds) }) {}
    }

    /// How well writes that arrive together share commits.
    public var statistics: SQLiteWriter.Statistics { writer.statistics }

    var waitingWrites: Int { writer.waiting }
    var isWatching: Bool { writer.isWatching }

    /// Copies everything as it is at this moment to a new file, while others go on reading and writing.
    public func backup(to copy: String) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let isTaken = readers.add { connection in
                continuation.resume(with: Result { try SQLite.copy(connection.get(), to: copy) })
            }
            if !isTaken { continuation.resume(throwing: DatabaseError.closed) }
        }
    }

    public func close() async {
        await readers.end()
        await writer.end()
        try? pool.close()
        if isTemporary { removeFiles() }
    }

    // MARK: Opening

    /// Whether there is a file, which must then be writable. It is not opened to find out: closing it would end the locks of this process.
    private static func isThere(_ path: String) throws -> Bool {
        if access(path, R_OK | W_OK) == 0 { return true }
        switch errno {
        case ENOENT: return false
        case EROFS: throw DatabaseError.readOnly
        case EACCES where access(path, R_OK) == 0: throw DatabaseError.readOnly
        default: throw DatabaseError.unavailable("the database file \(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
    }

    /// Looks at a file that is there already without changing a byte of it, as setting the journal mode would.
    private static func inspect(_ path: String, _ migrations: [Migration]) throws {
        try looking(at: path) { connection in
            let table: SQL = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
            _ = try connection.row(table)
            try connection.refuseNewerSchema(than: migrations, hasTable: table)
        }
    }

    /// A connection that only reads, for a moment.
    static func looking<T>(at path: String, _ body: (SQLiteConnection) throws -> T) throws -> T {
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else { throw DatabaseError(sqlite: code, message: String(cString: sqlite3_errstr(code))) }
        sqlite3_busy_timeout(handle, 10_000)
        let connection = SQLiteConnection(handle)
        defer { connection.forgetStatements() }
        return try body(connection)
    }

    /// SQLite gives its other files the rights of this one.
    private static func makePrivateFile(_ path: String) throws {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file >= 0 { return _ = Glibc.close(file) }
        switch errno {
        case EEXIST: return
        case ENOSPC: throw DatabaseError.full
        case EROFS: throw DatabaseError.readOnly
        default: throw DatabaseError.unavailable("the database file \(path) cannot be made: \(String(cString: strerror(errno)))")
        }
    }

    private static func opened(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = max(2, ProcessInfo.processInfo.activeProcessorCount)
        configuration.prepareDatabase { database in
            // LIKE tells letters apart as on PostgreSQL, and may then use an index.
            try database.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000; PRAGMA case_sensitive_like = ON")
        }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB leaves NORMAL behind, with which a power cut could lose what was acknowledged.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864") }
            return pool
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError(sqlite: error.extendedResultCode.rawValue, message: error.message ?? "")
        }
    }

    // MARK: Reading

    private static func serve(_ readers: Crew<Read>, from pool: DatabasePool) {
        do {
            try pool.unsafeRead { database in
                let connection = SQLiteConnection(database.freed)
                defer { connection.forgetStatements() }
                while let job = readers.next() { job(.success(connection)) }
            }
        } catch {
            let error = error as? GRDB.DatabaseError
            let reason = error.map { DatabaseError(sqlite: $0.extendedResultCode.rawValue, message: $0.message ?? "") } ?? .closed
            readers.waiting()?(.failure(reason))
        }
    }

    private static func copy(_ connection: SQLiteConnection, to path: String) throws {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DatabaseError.unavailable("\(path) cannot be made: \(String(cString: strerror(errno)))") }
        defer { Glibc.close(file) }
        do {
            connection.startAnew()
            try connection.run("VACUUM INTO \(path)")
            guard fsync(file) == 0 else { throw DatabaseError.other("\(path) cannot be made safe: \(String(cString: strerror(errno)))") }
        } catch {
            unlink(path)
            throw error
        }
    }

    private func removeFiles() {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }
}

extension SQLiteConnection {
    /// One read transaction.
    func reading<T>(_ body: (any Connection) throws -> T) throws -> T {
        startAnew()
        try control("BEGIN")
        do {
            let result = try body(self)
            if let failure { throw failure }
            try control("COMMIT")
            return result
        } catch {
            if isInTransaction { try? control("ROLLBACK") }
            throw error
        }
    }
}

extension GRDB.Database {
    /// The connection without GRDB's hooks: they would follow statements that it does not run.
    var freed: OpaquePointer {
        let handle = sqliteConnection!
        sqlite3_set_authorizer(handle, nil, nil)
        sqlite3_commit_hook(handle, nil, nil)
        sqlite3_rollback_hook(handle, nil, nil)
        return handle
    }
}
