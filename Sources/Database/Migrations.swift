/// One step in how the data came to have its shape, with a sentence of why. Once released it is never edited.
public struct Migration: Sendable {
    public let number: Int
    public let why: String
    public let statements: [SQL]

    public init(_ number: Int, _ why: String, _ statements: [SQL]) {
        self.number = number
        self.why = why
        self.statements = statements
    }
}

extension Connection {
    /// Applies the first migration that is missing; false when there is none. The caller sees to it that only one process is here.
    func applyNext(of migrations: [Migration], at milliseconds: Int64) throws -> Bool {
        try run("CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY, why TEXT NOT NULL, applied_at BIGINT NOT NULL)")
        let found = try schemaNumber()
        let known = migrations.map(\.number).max() ?? 0
        guard found <= known else { throw DatabaseError.newerSchema(found: found, known: known) }
        guard let next = migrations.filter({ $0.number > found }).min(by: { $0.number < $1.number }) else { return false }
        for statement in next.statements { try run(statement) }
        try run("INSERT INTO schema_migration (number, why, applied_at) VALUES (\(next.number), \(next.why), \(milliseconds))")
        return true
    }

    /// The newest migration applied, 0 when there is none; the table must be there.
    func schemaNumber() throws -> Int {
        try one("SELECT COALESCE(MAX(number), 0) FROM schema_migration") ?? 0
    }

    /// Refuses data that a newer program wrote, touching nothing. An empty list checks nothing.
    func refuseNewerSchema(than migrations: [Migration], hasTable: SQL) throws {
        guard let known = migrations.map(\.number).max(), try row(hasTable) != nil else { return }
        let found = try schemaNumber()
        guard found <= known else { throw DatabaseError.newerSchema(found: found, known: known) }
    }
}
