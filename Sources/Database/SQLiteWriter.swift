import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// The one thread that writes to a SQLite file. Writes that arrive together share one commit, and so one wait for the disk:
/// each has a savepoint, a failing one takes back only its own, and nobody is answered before the commit.
public final class SQLiteWriter: Sendable {
    /// How many writes and commits there were, and the most writes in one commit.
    public struct Statistics: Sendable, Equatable {
        public var writes = 0
        public var commits = 0
        public var largest = 0
    }

    /// A write that waits: runs its closure, and keeps the answer until the commit is done or has failed.
    struct Pending: Sendable {
        let run: @Sendable (SQLiteConnection) -> Done
        let refuse: @Sendable (DatabaseError) -> Void
    }

    struct Done {
        let isKept: Bool
        let topics: [String]
        /// Answers with the error of the commit, or without one with what the closure gave or threw.
        let answer: (DatabaseError?) -> Void
    }

    /// After so many seconds a group takes no more writes, so that its first does not wait for long.
    static let longestGroup = 0.01

    private let crew: Crew<Pending>
    private let counts: Counts
    private let watches: Watch

    init(pool: DatabasePool, listeners: Listeners, load: Load, longestGroup: Double) {
        let counts = Counts()
        let watches = Watch()
        self.counts = counts
        self.watches = watches
        crew = Crew(name: "sqlite-write", limit: 1) { crew in
            pool.writeWithoutTransaction { database in
                let loop = WriteLoop(SQLiteConnection(database.freed), crew, counts, watches, listeners, load, longestGroup)
                loop.serve()
            }
        }
    }

    /// How many writes wait for the thread.
    var waiting: Int { crew.count }
    var isWatching: Bool { watches.hasBegun.load(ordering: .relaxed) }
    var statistics: Statistics { counts.value.withLock { $0 } }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let pending = Pending(
                run: { connection in
                    connection.startAnew()
                    var result = Result { try body(connection) }
                    if case .success = result, let failure = connection.failure { result = .failure(failure) }
                    let isKept = if case .success = result { true } else { false }
                    return Done(isKept: isKept, topics: connection.topics) { error in
                        continuation.resume(with: error.map { .failure($0) } ?? result)
                    }
                },
                refuse: { continuation.resume(throwing: $0) }
            )
            if !crew.add(pending) { continuation.resume(throwing: DatabaseError.closed) }
        }
    }

    /// Begins to look for what other programs commit to the file.
    func watchOthers() {
        guard !watches.isOn.exchange(true, ordering: .relaxed) else { return }
        // The thread may sleep without a deadline, or not run at all yet: an empty write sets it going.
        _ = crew.add(Pending(run: { _ in Done(isKept: false, topics: []) { _ in } }, refuse: { _ in }))
    }

    func close() { crew.close() }
    func end() async { await crew.end() }
}

final class Counts: Sendable {
    let value = Mutex(SQLiteWriter.Statistics())
}

final class Watch: Sendable {
    let isOn = Atomic(false)
    let hasBegun = Atomic(false)
}

/// What the writing thread does until it is closed.
private final class WriteLoop {
    private static let mostTogether = 128
    private static let pause = 0.2

    private let connection: SQLiteConnection
    private let crew: Crew<SQLiteWriter.Pending>
    private let counts: Counts
    private let watch: Watch
    private let listeners: Listeners
    private let load: Load
    private let longest: Double
    private var version: Int64?
    private var nextLook = Date.distantPast

    init(
        _ connection: SQLiteConnection, _ crew: Crew<SQLiteWriter.Pending>,
        _ counts: Counts, _ watch: Watch, _ listeners: Listeners, _ load: Load, _ longest: Double
    ) {
        self.connection = connection
        self.crew = crew
        self.counts = counts
        self.watch = watch
        self.listeners = listeners
        self.load = load
        self.longest = longest
    }

    func serve() {
        defer { connection.forgetStatements() }
        while true {
            switch crew.next(before: watch.isOn.load(ordering: .relaxed) ? nextLook : nil) {
            case .job(let first): commitTogether(first)
            case .nothing: break
            case .end: return
            }
            lookForOthers()
        }
    }

    /// Runs a write and those that wait behind it, then commits them all at once.
    private func commitTogether(_ first: SQLiteWriter.Pending) {
        let start = DispatchTime.now().uptimeNanoseconds
        var group: [SQLiteWriter.Pending] = []
        var done: [SQLiteWriter.Done] = []
        var next: SQLiteWriter.Pending? = first
        while let write = next {
            guard let result = run(write, isFirst: !done.contains(where: \.isKept)) else { return refuse(group + [write]) }
            group.append(write)
            done.append(result)
            let isTime = Double(DispatchTime.now().uptimeNanoseconds - start) < longest * 1e9
            next = isTime && group.count < Self.mostTogether ? crew.waiting() : nil
        }
        finish(group, done)
    }

    /// Runs one write inside the group's transaction; nil when there is no transaction (any more).
    ///
    /// While nothing is kept yet the transaction itself is what a failing write takes back, so a write that comes alone needs no savepoint.
    private func run(_ write: SQLiteWriter.Pending, isFirst: Bool) -> SQLiteWriter.Done? {
        do {
            if !connection.isInTransaction { try connection.control("BEGIN IMMEDIATE") }
            if !isFirst { try connection.control("SAVEPOINT one") }
            let done = write.run(connection)
            guard connection.isInTransaction else { return lost(connection.failure) }
            if isFirst {
                if !done.isKept { try connection.control("ROLLBACK") }
            } else {
                if !done.isKept { try connection.control("ROLLBACK TO one") }
                try connection.control("RELEASE one")
            }
            return done
        } catch {
            return lost(error as? DatabaseError)
        }
    }

    private var reason = DatabaseError.closed

    private func lost(_ error: DatabaseError?) -> SQLiteWriter.Done? {
        reason = error ?? .other("SQLite ended the transaction")
        if connection.isInTransaction { try? connection.control("ROLLBACK") }
        return nil
    }

    private func refuse(_ group: [SQLiteWriter.Pending]) {
        for write in group { write.refuse(reason) }
    }

    private func finish(_ group: [SQLiteWriter.Pending], _ done: [SQLiteWriter.Done]) {
        do {
            if connection.isInTransaction { try connection.control("COMMIT") }
        } catch {
            if connection.isInTransaction { try? connection.control("ROLLBACK") }
            return answerFailedCommit(error as? DatabaseError ?? .other("\(error)"), group, done)
        }
        count(done)
        deliver(done)
        for each in done { each.answer(nil) }
    }

    /// A foreign key checked only at the commit is one write's fault: each is tried again by itself. Anything else, such as a full disk, concerns all.
    private func answerFailedCommit(_ error: DatabaseError, _ group: [SQLiteWriter.Pending], _ done: [SQLiteWriter.Done]) {
        guard error == .foreignKey, group.count > 1 else {
            for each in done { each.answer(error) }
            return
        }
        for write in group {
            if let result = run(write, isFirst: true) { finish([write], [result]) } else { refuse([write]) }
        }
    }

    private func count(_ done: [SQLiteWriter.Done]) {
        let kept = done.count(where: \.isKept)
        guard kept > 0 else { return }
        load.commits.note(Double(kept))
        counts.value.withLock {
            $0.writes += kept
            $0.commits += 1
            $0.largest = max($0.largest, kept)
        }
    }

    private func deliver(_ done: [SQLiteWriter.Done]) {
        var seen: Set<String> = []
        listeners.deliver(done.filter(\.isKept).flatMap(\.topics).filter { seen.insert($0).inserted })
    }

    /// The writer's own commits leave `data_version` on its connection as it is: when it changes, another program wrote.
    private func lookForOthers() {
        guard watch.isOn.load(ordering: .relaxed), Date() >= nextLook else { return }
        nextLook = Date().addingTimeInterval(Self.pause)
        connection.startAnew()
        guard let found = try? connection.one("PRAGMA data_version", as: Int64.self) else { return }
        if let version, version != found { listeners.deliver(["*"]) }
        version = found
        watch.hasBegun.store(true, ordering: .relaxed)
    }
}
