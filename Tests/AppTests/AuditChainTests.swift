@testable import App
import Database
import Domain
import Foundation
@testable import Support
import Testing

/// A change of the log is found, whatever was changed.
@Suite struct AuditChainTests {
    @Test(arguments: Engine.tested)
    func `what is written is sealed once, in one chain, and proves whole`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.audit(450)
            #expect(try await app.proof() == AuditProof(lines: 0), "nothing is sealed yet")
            try await app.chain.seal()
            try await app.chain.seal()
            #expect(try await app.proof() == AuditProof(lines: 450))
            try await app.audit(3)
            try await app.chain.seal()
            #expect(try await app.proof() == AuditProof(lines: 453))
        }
    }

    @Test(arguments: Engine.tested)
    func `two nodes that seal while others write make one chain`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let twin = try Cairn(database: app.database, logger: quiet, clock: { app.clock.now })
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { for _ in 0..<20 { try await app.audit(1) } } }
                for cairn in [app.cairn, twin] { group.addTask { for _ in 0..<15 { try await AuditChain(cairn: cairn).seal() } } }
                try await group.waitForAll()
            }
            try await app.chain.seal()
            #expect(try await app.proof() == AuditProof(lines: 160))
            #expect(app.database.load.totals.failedWrites == 0)
            #expect(app.database.load.totals.retries < 160, "hardly anybody is in anybody's way")
        }
    }

    @Test(arguments: Engine.tested)
    func `a changed, removed, inserted or cut line is found`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.audit(10)
            try await app.chain.seal()
            func after(_ sql: SQL) async throws -> [AuditProof.Fault] {
                try await app.write { db in
                    try db.run("DROP TABLE IF EXISTS audit_copy")
                    try db.run("CREATE TABLE audit_copy AS SELECT * FROM audit")
                    try db.run(sql)
                }
                let faults = try await app.proof().faults
                try await app.write { db in
                    try db.run("DELETE FROM audit")
                    try db.run("INSERT INTO audit SELECT * FROM audit_copy")
                }
                #expect(try await app.proof().faults == [], "put back")
                return faults
            }
            for column in ["action", "object", "details", "address", "actor", "request_id", "account_id", "person_id", "workspace_id"] {
                let column = SQL(stringLiteral: column)
                #expect(try await after("UPDATE audit SET \(sql: column) = 'x' WHERE seq = 5") == [.changed(5)])
            }
            #expect(try await after("UPDATE audit SET created_at = created_at + 1 WHERE seq = 5") == [.changed(5)])
            #expect(try await after("DELETE FROM audit WHERE seq = 5") == [.missing(from: 5, to: 5)])
            #expect(try await after("DELETE FROM audit WHERE seq < 3") == [.missing(from: 1, to: 2)])
            #expect(try await after("DELETE FROM audit WHERE seq > 7") == [.missing(from: 8, to: 10)])
            #expect(try await after("UPDATE audit SET seq = 11 WHERE seq = 10") == [.foreign(11), .missing(from: 10, to: 10)])
            let inserted: SQL = "INSERT INTO audit (id, action, created_at, seq, hash) VALUES ('x', 'exported', 0, 11, 'x')"
            #expect(try await after(inserted) == [.foreign(11)])
            #expect(try await after("UPDATE audit SET hash = 'x' WHERE seq = 10") == [.changed(10)])
        }
    }

    @Test(arguments: Engine.tested)
    func `what is too old goes, is noted, and the rest still proves whole`(engine: Engine) async throws {
        try await withApp(engine) { app in
            try await app.audit(5)
            try await app.chain.seal()
            app.clock.move(days: 300)
            try await app.audit(4)
            try await app.chain.seal()
            try await app.chain.shorten()
            #expect(try await app.proof() == AuditProof(lines: 9), "nothing is older than a year")
            app.clock.move(days: 66)
            try await app.chain.shorten()
            try await app.chain.seal()
            #expect(try await app.proof() == AuditProof(lines: 5))
            #expect(try await app.audited("audit log shortened") == 1)
            try await app.chain.shorten()
            #expect(try await app.audited("audit log shortened") == 1)
            try await app.write { db in try db.run("DELETE FROM audit WHERE seq = 6") }
            #expect(try await app.proof().faults == [.missing(from: 6, to: 6)])
        }
    }

    @Test(arguments: Engine.tested)
    func `lines of before the chain are sealed with it`(engine: Engine) async throws {
        let database = try await scratchDatabase(engine)
        try await database.migrate(Array(migrations.prefix(1)), at: 0)
        try await database.write { db in
            try db.run("INSERT INTO audit (id, action, object, details, created_at) VALUES ('a', 'role changed', 'Ben', '{}', 5)")
        }
        try await database.migrate(migrations, at: 1)
        let cairn = try Cairn(database: database, logger: quiet)
        try await AuditChain(cairn: cairn).seal()
        #expect(try await database.read { db in try AuditProof(db) } == AuditProof(lines: 1))
        await database.close()
    }

    @Test func `the hash is as the handbook says, so that others can check it`() {
        let line = Audit(
            id: ID(trusted: "1"), action: "exported", workspaceID: ID(trusted: "w"), object: "a \"b\"", createdAt: Moment(milliseconds: 5))
        #expect(line.canonical == #"["1", "5", "exported", "w", "", "", "", "a \"b\"", "{}", "", ""]"#)
        #expect(AuditSeal(seq: 1, hash: "h").next(line) == AuditSeal(seq: 2, hash: sha256("h\n2\n\(line.canonical)")))
    }
}

extension AuditProof {
    fileprivate init(lines: Int) {
        self.init()
        self.lines = lines
    }
}

extension TestApp {
    fileprivate var chain: AuditChain { AuditChain(cairn: cairn) }
    fileprivate func proof() async throws -> AuditProof { try await read { db in try AuditProof(db) } }
    fileprivate func audit(_ count: Int) async throws {
        try await write { [cairn] db in for _ in 0..<count { try db.audit(.exported, object: "wexholm", cairn) } }
    }
}
