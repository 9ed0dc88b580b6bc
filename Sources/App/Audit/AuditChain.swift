import Database
import Domain

/// The chain that makes a change of the audit log visible: each line holds the hash of the line before it and of its own content.
///
/// Lines are written without a number, in the transaction of what they tell, and sealed soon after, one node at a time: numbered and hashed in
/// an order in which all that came before is committed. So a write never waits for another's line, and the chain cannot fork.
struct AuditChain: Sendable {
    let cairn: Cairn
    static let together = 200

    /// Seals what waits. Two nodes at once: the second begins anew and finds nothing left to do.
    func seal() async throws {
        while true {
            let waiting = try await cairn.database.read { db in
                try db.rows(
                    "SELECT \(sql: auditColumns) FROM audit WHERE audit.seq IS NULL ORDER BY audit.created_at, audit.id LIMIT \(Self.together)"
                ).map(Audit.init(row:))
            }
            guard !waiting.isEmpty else { return }
            let head = try await cairn.database.write { db in try db.seal(waiting) }
            // Whoever keeps the log elsewhere has the head of the chain there, too.
            cairn.logger.info("audit log sealed", metadata: ["seq": .stringConvertible(head.seq), "hash": .string(head.hash)])
        }
    }

    /// Takes away what is older than the operator keeps, from the oldest on. The chain goes on from the last line that went.
    func shorten() async throws {
        guard cairn.settings.auditDays > 0 else { return }
        let limit = cairn.now.adding(days: -cairn.settings.auditDays)
        guard try await cairn.database.read({ db in try db.lastAudit(before: limit) }) != nil else { return }
        try await cairn.database.write { [cairn] db in
            guard let last = try db.lastAudit(before: limit) else { return }
            let count = try db.run("DELETE FROM audit WHERE seq <= \(last.seq)")
            try db.run("UPDATE audit_chain SET removed_seq = \(last.seq), removed_hash = \(last.hash)")
            try db.audit(
                .auditShortened, object: "\(last.seq)", details: ["lines": "\(count)", "days": "\(cairn.settings.auditDays)"], cairn)
        }
    }
}

/// A place in the chain: a line's number and hash. Before the first line it is 0 and empty.
struct AuditSeal: Sendable, Equatable {
    var seq = 0
    var hash = ""

    /// The seal of the next line.
    func next(_ line: Audit) -> AuditSeal { AuditSeal(seq: seq + 1, hash: sha256("\(hash)\n\(seq + 1)\n\(line.canonical)")) }
}

extension Audit {
    init(row: Row) throws {
        var columns = row.columns
        try self.init(&columns)
    }

    /// The content as the chain hashes it: a JSON list of texts in a fixed order.
    var canonical: String {
        let fields = [
            id.text, "\(createdAt.milliseconds)", action, workspaceID?.text ?? "", accountID?.text ?? "", personID?.text ?? "", actor,
            object, details, address, requestID,
        ]
        var json = JSONWriter()
        json.array { json in for field in fields { json.value(.text(field)) } }
        return json.text
    }
}

extension Connection {
    fileprivate func seal(_ lines: [Audit]) throws -> AuditSeal {
        var head = try auditHead()
        for line in lines {
            let next = head.next(line)
            let isMine = try run("UPDATE audit SET seq = \(next.seq), hash = \(next.hash) WHERE id = \(line.id) AND seq IS NULL") == 1
            if isMine { head = next }
        }
        try run("UPDATE audit_chain SET sealed_seq = \(head.seq), sealed_hash = \(head.hash)")
        return head
    }

    /// The last line that was sealed, whether it is still there or not.
    func auditHead() throws -> AuditSeal { try auditSeal("SELECT sealed_seq, sealed_hash FROM audit_chain") ?? AuditSeal() }

    /// The last line that was taken away because of its age.
    func auditAnchor() throws -> AuditSeal { try auditSeal("SELECT removed_seq, removed_hash FROM audit_chain") ?? AuditSeal() }

    /// The last of the lines from the oldest on that are all older than this.
    fileprivate func lastAudit(before limit: Moment) throws -> AuditSeal? {
        try auditSeal(
            """
            SELECT seq, hash FROM audit WHERE seq IS NOT NULL AND seq < COALESCE(
                (SELECT MIN(younger.seq) FROM audit AS younger WHERE younger.created_at >= \(limit)), \(Int64.max))
            ORDER BY seq DESC LIMIT 1
            """)
    }

    private func auditSeal(_ sql: SQL) throws -> AuditSeal? {
        guard var columns = try row(sql)?.columns else { return nil }
        return AuditSeal(seq: try columns.next(), hash: try columns.next())
    }
}
