import Foundation
import Synchronization

/// What a database counts about its own work since it was opened, for whoever watches it.
public final class Load: Sendable {
    /// From being handed over until the answer, in seconds: waiting for a thread, the closure, and for writes the commit.
    public let reads = Histogram.ofSeconds
    public let writes = Histogram.ofSeconds
    /// How many writes shared a commit.
    public let commits = Histogram(bounds: [1, 2, 4, 8, 16, 32, 64, 128])
    private let counts = Mutex(Counts())
    private let lastFailure = Mutex<DatabaseError?>(nil)

    /// What went wrong or had to be done again.
    public struct Counts: Sendable, Equatable {
        /// Reads and writes that the database refused or could not carry out.
        public var failedReads = 0
        public var failedWrites = 0
        /// Transactions that ran once more, because another was in the way.
        public var retries = 0
    }

    public var totals: Counts { counts.withLock { $0 } }

    /// Why the last write could not be kept: a full disk, data that may only be read, a server that is away. Nil once a write was kept again.
    public var trouble: DatabaseError? { lastFailure.withLock { $0 } }

    func retried() { counts.withLock { $0.retries += 1 } }

    func read<T>(_ body: () async throws -> T) async throws -> T {
        let start = DispatchTime.now().uptimeNanoseconds
        defer { reads.note(seconds(since: start)) }
        do {
            return try await body()
        } catch {
            if error is DatabaseError { counts.withLock { $0.failedReads += 1 } }
            throw error
        }
    }

    func write<T>(_ body: () async throws -> T) async throws -> T {
        let start = DispatchTime.now().uptimeNanoseconds
        defer { writes.note(seconds(since: start)) }
        do {
            let result = try await body()
            lastFailure.withLock { if $0 != nil { $0 = nil } }
            return result
        } catch {
            if let error = error as? DatabaseError { note(error) }
            throw error
        }
    }

    private func note(_ error: DatabaseError) {
        counts.withLock { $0.failedWrites += 1 }
        switch error {
        case .full, .readOnly, .unavailable: lastFailure.withLock { $0 = error }
        default: break
        }
    }

    private func seconds(since start: UInt64) -> Double { Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9 }
}

/// Jobs that wait for a thread of the database.
public struct Queue: Sendable, Equatable {
    public var name: String
    public var waiting: Int
}

/// What a caller wants to find again inside its closure, which runs on a thread of the database and not in the caller's task.
public enum Caller {
    @TaskLocal public static var note: (any Sendable)?

    /// The closure with the note of whoever hands it over.
    static func carried<T>(_ body: @escaping @Sendable (any Connection) throws -> T) -> @Sendable (any Connection) throws -> T {
        guard let note else { return body }
        return { db in try $note.withValue(note) { try body(db) } }
    }
}
