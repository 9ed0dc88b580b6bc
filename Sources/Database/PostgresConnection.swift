import CPostgres
import Foundation
import Synchronization

/// One connection to a PostgreSQL server: made when it is needed, made anew when it broke, with its statements prepared once.
final class PostgresConnection: Connection {
    /// What a transaction may do, and what the server is told for it.
    enum Kind {
        /// A snapshot is all a read needs; SERIALIZABLE would make the server remember what it read and might refuse it.
        case read
        case write

        var begin: String {
            switch self {
            case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .write: "BEGIN ISOLATION LEVEL SERIALIZABLE"
            }
        }
    }

    /// An error of the server or of the way to it, with what it means for the transaction.
    struct Failure: Error {
        let state: String
        let error: DatabaseError
        let isBroken: Bool

        /// Another transaction was in the way, or a prepared statement has aged: nothing was kept, and the same may well succeed.
        var passes: Bool { ["40001", "40P01", "26000"].contains(state) || isStale }
        var isStale: Bool { state == "26000" || (state == "0A000" && "\(error)".contains("cached plan")) }
    }

    private struct Key: Hashable {
        let text: String
        let types: [Oid]
    }

    private struct Prepared {
        let name: String
        var lastUse: Int
    }

    private static let mostStatements = 300
    private static let mostAttempts = 12
    private static let urgentAttempt = 5
    /// The lock of the session in which writes stand in line, those of other nodes, too: one for each set of data.
    private static let lock = "hashtextextended('cairn stands in line ' || current_schema(), 0)"

    private let url: PostgresURL
    private let topicMarker: String
    private let load: Load?
    private let line: Line
    private var link: OpaquePointer?
    private var channel = "cairn"
    private var statements: [Key: Prepared] = [:]
    private var uses = 0
    private var topics: [String] = []
    /// The last one given in this transaction.
    var position: Position?
    private var failure: Failure?

    /// - topicMarker: stands before the topics it sends to other nodes, so that its own node knows them.
    /// - line: of all connections to the same data here.
    init(url: PostgresURL, topicMarker: String, load: Load? = nil, line: Line = Line()) {
        self.url = url
        self.topicMarker = topicMarker
        self.load = load
        self.line = line
    }

    deinit { disconnect() }

    func rows(_ sql: SQL) throws -> [Row] {
        let result = try checked { try execute(sql) }
        defer { PQclear(result) }
        return PostgresResult(result).rows()
    }

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        let result = try checked { try execute(sql) }
        defer { PQclear(result) }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    func notify(_ topic: String) {
        if !topics.contains(topic) { topics.append(topic) }
    }

    // MARK: Transactions

    /// Runs a transaction, again where another was in the way; gives the result and the topics it named.
    ///
    /// A write that others were in the way of twice stands in a line with those to which it happened too, so that they are no longer in each other's
    /// way. One that still loses to new ones (the winner's next write may always begin a little earlier) makes these wait until it is through.
    func transaction<T>(_ kind: Kind, _ body: (any Connection) throws -> T) throws -> (T, [String]) {
        var attempt = 1
        var wasBroken = false
        var (isInLine, isUrgent) = (false, false)
        defer {
            if isInLine { leaveLine() }
            if isUrgent { line.calm() }
        }
        while true {
            do {
                if kind == .write, attempt == 1, line.isUrgent, standInLine() { leaveLine() }
                if kind == .write, attempt > 2, !isInLine { isInLine = standInLine() }
                if isInLine, !isUrgent, attempt >= Self.urgentAttempt {
                    isUrgent = true
                    line.hurry()
                }
                return (try once(kind, body), topics)
            } catch let failure as Failure {
                if failure.isBroken {
                    disconnect()
                    isInLine = false
                }
                if failure.isStale { forgetStatements() }
                let again = failure.isBroken ? !wasBroken : failure.passes && attempt < Self.mostAttempts
                guard again else { throw failure.error }
                load?.retried()
                if failure.isBroken { wasBroken = true } else if !isInLine { pause(after: attempt) }
                attempt += 1
            }
        }
    }

    /// Waits until it is this one's turn. Where the connection breaks, the transaction will say so.
    private func standInLine() -> Bool {
        (try? connect()) != nil && (try? control("SELECT pg_advisory_lock(\(Self.lock))")) != nil
    }

    private func leaveLine() {
        try? control("SELECT pg_advisory_unlock(\(Self.lock))")
    }

    private func once<T>(_ kind: Kind, _ body: (any Connection) throws -> T) throws -> T {
        topics.removeAll(keepingCapacity: true)
        position = nil
        failure = nil
        try connect()
        try control(kind.begin)
        let result = Result { try body(self) }
        if case .success = result, kind == .write { try? sendTopics() }
        if let failure {
            rollBack()
            if failure.passes || failure.isBroken { throw failure }
            if case .failure(let error) = result { throw error }
            throw failure.error
        }
        guard case .success(let value) = result else {
            rollBack()
            return try result.get()
        }
        try commit(kind)
        return value
    }

    private func commit(_ kind: Kind) throws {
        do {
            try control("COMMIT")
        } catch let failure as Failure {
            if kind == .read { return }
            guard failure.isBroken else {
                rollBack()
                throw failure
            }
            disconnect()
            throw DatabaseError.unavailable("the connection to PostgreSQL broke during a commit: whether it was kept is not known")
        }
    }

    private func rollBack() {
        guard let link, PQtransactionStatus(link) != PQTRANS_IDLE else { return }
        try? control("ROLLBACK")
    }

    /// Waits longer each time, and never as long as another that waits beside it.
    private func pause(after attempt: Int) {
        let most = min(0.1, 0.001 * Double(1 << min(attempt, 10)))
        Thread.sleep(forTimeInterval: .random(in: 0...most))
    }

    /// Tells other nodes inside the transaction, in as few messages as the server's 8,000 bytes allow.
    private func sendTopics() throws {
        var message = ""
        for topic in topics {
            if !message.isEmpty, message.utf8.count + topic.utf8.count > 7_500 {
                try run("SELECT pg_notify(\(channel), \(topicMarker + " " + message))")
                message = ""
            }
            message += message.isEmpty ? topic : "\n" + topic
        }
        if !message.isEmpty { try run("SELECT pg_notify(\(channel), \(topicMarker + " " + message))") }
    }

    // MARK: Connecting

    func connect() throws {
        if let link {
            if PQstatus(link) == CONNECTION_OK { return }
            disconnect()
        }
        let made = try url.connected()
        link = made
        do {
            let result = try result(of: PQexec(made, "SELECT current_schema()"))
            defer { PQclear(result) }
            let schema = PQgetisnull(result, 0, 0) == 1 ? "public" : String(cString: PQgetvalue(result, 0, 0))
            channel = PostgresConnection.channel(of: schema)
        } catch {
            disconnect()
            throw error
        }
    }

    /// Two sets of data in two schemas of one database do not hear each other.
    static func channel(of schema: String) -> String { schema == "public" ? "cairn" : "cairn_" + schema }

    func disconnect() {
        if let link { PQfinish(link) }
        link = nil
        statements.removeAll()
    }

    // MARK: Statements

    /// A statement of the engine's own, without values.
    func control(_ text: String) throws {
        PQclear(try result(of: PQexec(link, text)))
    }

    private func checked(_ body: () throws -> OpaquePointer) throws -> OpaquePointer {
        if let failure { throw failure.error }
        do {
            return try body()
        } catch let error as Failure {
            failure = error
            throw error.error
        } catch let error as DatabaseError {
            failure = Failure(state: "", error: error, isBroken: false)
            throw error
        }
    }

    private func execute(_ sql: SQL) throws -> OpaquePointer {
        let call = try PostgresCall(sql)
        let name = try prepared(Key(text: call.text, types: call.types))
        return try call.withValues { try result(of: PQexecPrepared(link, name, Int32(call.types.count), $0, nil, nil, 0)) }
    }

    private func prepared(_ key: Key) throws -> String {
        uses += 1
        if let index = statements.index(forKey: key) {
            statements.values[index].lastUse = uses
            return statements.values[index].name
        }
        if statements.count >= Self.mostStatements { try forgetLeastUsed() }
        let name = "s\(uses)"
        PQclear(try result(of: PQprepare(link, name, key.text, Int32(key.types.count), key.types)))
        statements[key] = Prepared(name: name, lastUse: uses)
        return name
    }

    private func forgetLeastUsed() throws {
        for (key, each) in statements.sorted(by: { $0.value.lastUse < $1.value.lastUse }).prefix(Self.mostStatements / 4) {
            try control("DEALLOCATE \(each.name)")
            statements[key] = nil
        }
    }

    private func forgetStatements() {
        statements.removeAll()
        try? control("DEALLOCATE ALL")
    }

    /// Takes a result over, or throws what the server said.
    private func result(of answer: OpaquePointer?) throws -> OpaquePointer {
        guard let answer else { throw Failure(link: link, answer: nil) }
        switch PQresultStatus(answer) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return answer
        default:
            defer { PQclear(answer) }
            throw Failure(link: link, answer: answer)
        }
    }
}

/// How many writes of one process lose again and again, see `PostgresConnection.transaction`.
final class Line: Sendable {
    private let count = Atomic(0)

    var isUrgent: Bool { count.load(ordering: .relaxed) > 0 }
    func hurry() { count.add(1, ordering: .relaxed) }
    func calm() { count.subtract(1, ordering: .relaxed) }
}
