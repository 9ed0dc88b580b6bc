import Crypto
import Database
import Domain
import Foundation
import Synchronization

/// What a repeated request with the same `Idempotency-Key` is compared with: who sent it, its key, and what it asked for.
struct IdempotencyKey: Sendable {
    /// How long keys are kept.
    static let days = 1

    let workspace: ID<Workspace>
    let person: ID<Person>
    let key: String
    /// SHA-256 of method, address and body.
    let fingerprint: String

    /// - Parameter header: as the draft has it, in quotes, or bare as most clients send it.
    init(_ header: String, _ viewer: Viewer, method: String, address: String, body: [UInt8]) throws(APIProblem) {
        let bare = header.count > 1 && header.hasPrefix("\"") && header.hasSuffix("\"") ? String(header.dropFirst().dropLast()) : header
        guard (1...200).contains(bare.utf8.count), bare.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw APIProblem(.badHeader, "Idempotency-Key has 1 to 200 letters, digits and signs of ASCII.")
        }
        (workspace, person, key) = (viewer.workspace.id, viewer.id, bare)
        var hash = SHA256()
        hash.update(data: Data("\(method) \(address)\n".utf8))
        hash.update(data: body)
        fingerprint = hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    var place: String { "\(workspace) \(person) \(key)" }
}

/// Thrown out of a write that finds its key used: nothing is changed, and the request is answered with what was made before.
struct Repeated: Error {
    var fingerprint: String
    var made: String
}

/// The database as one request with a key sees it: its first write also notes the key, in the same transaction, so that a process which is
/// killed after it leaves both or neither.
final class OnceDatabase: Database {
    private let inner: any Database
    private let key: IdempotencyKey
    private let now: Moment
    private let isNoted = Mutex(false)

    init(_ inner: any Database, _ key: IdempotencyKey, at now: Moment) {
        self.inner = inner
        self.key = key
        self.now = now
    }

    var engine: Engine { inner.engine }
    var load: Load { inner.load }
    var queues: [Queue] { inner.queues }
    func checkWritable() async throws { try await inner.checkWritable() }
    func examine() async throws -> [Finding] { try await inner.examine() }
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T { try await inner.read(body) }
    func listen(_ handler: @escaping @Sendable (String) -> Void) { inner.listen(handler) }
    func migrate(_ migrations: [Migration], at milliseconds: Int64) async throws { try await inner.migrate(migrations, at: milliseconds) }
    func close() async {}

    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        if isNoted.withLock({ $0 }) { return try await inner.write(body) }
        let result = try await noting(body)
        isNoted.withLock { $0 = true }
        return result
    }

    /// Two nodes may write the same key at once: the one that comes second finds it when it looks again.
    private func noting<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let write: @Sendable (any Connection) throws -> T = { [key, now] db in
            if let known = try db.replay(of: key, at: now) { throw known }
            let result = try body(db)
            try db.note(key, made: (result as? any Made)?.madeName ?? "", at: now)
            return result
        }
        do {
            return try await inner.write(write)
        } catch DatabaseError.unique(let columns) where columns.contains("idempotency") {
            return try await inner.write(write)
        }
    }
}

/// What a write gives back and an `Idempotency-Key` remembers: the id under which it is found again.
protocol Made: Sendable {
    var madeName: String { get }
}

extension ID: Made { var madeName: String { text } }
extension Goal: Made { var madeName: String { id.text } }
extension KeyResult: Made { var madeName: String { id.text } }
extension Cycle: Made { var madeName: String { id.text } }
extension Review: Made { var madeName: String { id.text } }
extension Screen: Made { var madeName: String { id.text } }
extension Comment: Made { var madeName: String { id.text } }
extension Token: Made { var madeName: String { id.text } }
extension Initiative: Made { var madeName: String { id.text } }
extension Milestone: Made { var madeName: String { id.text } }
extension Assumption: Made { var madeName: String { id.text } }
extension Story: Made { var madeName: String { id.text } }
extension AgreedThreshold: Made { var madeName: String { id.text } }

/// The change of something that is named in the address.
struct Done: Made { var madeName: String { "" } }

/// Keys of requests that run now: a second one is told to wait rather than run beside the first.
final class RunningKeys: Sendable {
    private let places = Mutex<Set<String>>([])

    func enter(_ place: String) -> Bool { places.withLock { $0.insert(place).inserted } }
    func leave(_ place: String) { places.withLock { _ = $0.remove(place) } }
}

extension Connection {
    /// What was made with this key, within its time.
    func replay(of key: IdempotencyKey, at now: Moment) throws -> Repeated? {
        let found = try row(
            """
            SELECT fingerprint, made FROM idempotency WHERE workspace_id = \(key.workspace) AND person_id = \(key.person) AND key = \(key.key)
                AND created_at > \(now.adding(days: -IdempotencyKey.days))
            """)
        guard var columns = found?.columns else { return nil }
        return Repeated(fingerprint: try columns.next(), made: try columns.next())
    }

    fileprivate func note(_ key: IdempotencyKey, made: String, at now: Moment) throws {
        try run(
            """
            DELETE FROM idempotency WHERE workspace_id = \(key.workspace) AND person_id = \(key.person) AND key = \(key.key)
                AND created_at <= \(now.adding(days: -IdempotencyKey.days))
            """)
        try run(
            """
            INSERT INTO idempotency (workspace_id, person_id, key, fingerprint, made, created_at)
            VALUES (\(key.workspace), \(key.person), \(key.key), \(key.fingerprint), \(made), \(now))
            """)
    }

    /// Forgets keys whose day is over.
    func sweepKeys(at now: Moment) throws {
        try run("DELETE FROM idempotency WHERE created_at <= \(now.adding(days: -IdempotencyKey.days))")
    }
}
