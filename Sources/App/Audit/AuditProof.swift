import Database
import Domain

/// Whether the audit log is as it was written.
struct AuditProof: Sendable, Equatable {
    /// What does not fit the chain.
    enum Fault: Sendable, Equatable {
        case changed(Int)
        case missing(from: Int, to: Int)
        /// A line with a number that was never given.
        case foreign(Int)
    }

    var lines = 0
    var faults: [Fault] = []
    private static let mostFaults = 20
    private static let together = 1000

    init() {}

    /// Reads the whole chain, from what was taken away because of its age to the last line sealed.
    init(_ db: any Connection) throws {
        let head = try db.auditHead()
        var last = try db.auditAnchor()
        var seen = last.seq
        while faults.count < Self.mostFaults {
            let found = try db.rows(
                """
                SELECT audit.seq, audit.hash, \(sql: auditColumns) FROM audit WHERE audit.seq > \(seen) ORDER BY audit.seq LIMIT \(Self.together)
                """)
            for row in found { seen = try check(row, &last, head) }
            if found.count < Self.together { break }
        }
        if last.seq < head.seq, faults.count < Self.mostFaults { faults.append(.missing(from: last.seq + 1, to: head.seq)) }
        if last.seq == head.seq, last.hash != head.hash, faults.isEmpty { faults.append(.changed(head.seq)) }
    }

    /// - Returns: the number of the line.
    private mutating func check(_ row: Row, _ last: inout AuditSeal, _ head: AuditSeal) throws -> Int {
        var columns = row.columns
        let seal = AuditSeal(seq: try columns.next(), hash: try columns.next())
        let line = try Audit(&columns)
        lines += 1
        guard seal.seq <= head.seq else {
            faults.append(.foreign(seal.seq))
            return seal.seq
        }
        if seal.seq > last.seq + 1 {
            // Without the hash before it, whether this line was changed cannot be told.
            faults.append(.missing(from: last.seq + 1, to: seal.seq - 1))
        } else if last.next(line) != seal {
            faults.append(.changed(seal.seq))
        }
        last = seal
        return seal.seq
    }
}
