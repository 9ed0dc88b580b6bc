import CPostgres
import Foundation
import Synchronization

/// The engine with a server, for more than one node: a pool of connections, each on a thread of its own.
public final class Postgres: Database {
    public let engine = Engine.postgres
    public let load = Load()

    private let url: PostgresURL
    private let node = UUID().uuidString
    private let crew: Crew<Job>
    private let listeners = Listeners()
    private let listener = Mutex<PostgresListener?>(nil)

    typealias Job = @Sendable (PostgresConnection) -> Void

    /// Reads the address; connections are made when they are needed.
    ///
    /// - connections: at most so many at once, besides one that listens.
    public init(url: String, connections: Int = 8) throws {
        let address = try PostgresURL(url)
        self.url = address
        let line = Line()
        crew = Crew(name: "postgres", limit: connections) { [node, load] crew in
            let connection = PostgresConnection(url: address, topicMarker: node, load: load, line: line)
            while let job = crew.next() { job(connection) }
            connection.disconnect()
        }
    }

    deinit {
        crew.close()
        listener.withLock { $0?.stop() }
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let body = Caller.carried(body)
        return try await load.read { try await perform { try $0.transaction(.read, body).0 } }
    }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let body = Caller.carried(body)
        return try await load.write {
            try await perform { [listeners] connection in
                let (result, topics) = try connection.transaction(.write, body)
                listeners.deliver(topics)
                return result
            }
        }
    }

    public var queues: [Queue] { [Queue(name: "connection", waiting: crew.count)] }

    /// A server that only follows another, or that was set to be read only, keeps nothing.
    public func checkWritable() async throws {
        let isReadOnly = try await perform { connection in
            try connection.transaction(.write) { db in try db.one("SELECT current_setting('transaction_read_only')", as: String.self) }.0
        }
        if isReadOnly == "on" { throw DatabaseError.readOnly }
    }

    public func listen(_ handler: @escaping @Sendable (String) -> Void) {
        listeners.add(handler)
        listener.withLock {
            if $0 == nil { $0 = PostgresListener(url: url, node: node, listeners: listeners) }
        }
    }

    /// A lock of the session, held by a connection of its own, keeps two nodes from doing this at once.
    public func migrate(_ migrations: [Migration], at milliseconds: Int64) async throws {
        let lock = Crew<Job>(name: "postgres-lock", limit: 1) { [url, node] crew in
            let connection = PostgresConnection(url: url, topicMarker: node)
            while let job = crew.next() { job(connection) }
            connection.disconnect()
        }
        do {
            try await perform(on: lock) {
                try $0.connect()
                try $0.control("SELECT pg_advisory_lock(hashtextextended('cairn migrates ' || current_schema(), 0))")
            }
            while try await write({ try $0.applyNext(of: migrations, at: milliseconds) }) {}
        } catch {
            await lock.end()
            throw (error as? PostgresConnection.Failure)?.error ?? error
        }
        await lock.end()
    }

    /// Connects, and refuses data that a newer program wrote.
    func check(_ migrations: [Migration]) async throws {
        try await read { db in
            try db.refuseNewerSchema(
                than: migrations,
                hasTable: "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migration'"
            )
        }
    }

    public func close() async {
        let listening = listener.withLock { each in
            defer { each = nil }
            return each
        }
        await listening?.end()
        await crew.end()
    }

    private func perform<T: Sendable>(
        on crew: Crew<Job>? = nil, _ work: @escaping @Sendable (PostgresConnection) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = (crew ?? self.crew).add { connection in
                continuation.resume(with: Result { try work(connection) })
            }
            if !isTaken { continuation.resume(throwing: DatabaseError.closed) }
        }
    }
}
