import Database
import Domain
import Foundation

/// Reading the audit log of a workspace: what happened in it, and how its people came in.
struct AuditLog: Sendable {
    let cairn: Cairn
    static let pageLength = 100

    /// What is looked for; it stands in the address.
    struct Filter: Sendable, Equatable {
        var action: Audit.Action?
        var person: ID<Person>?

        init(action: Audit.Action? = nil, person: ID<Person>? = nil) {
            (self.action, self.person) = (action, person)
        }

        /// Reads an address; what is unknown there filters nothing.
        init(_ query: Form) {
            action = Audit.Action.allCases.first { $0.slug == query["action"] }
            person = ID(query["person"])
        }

        /// The same as part of an address.
        var query: String {
            let fields = [("action", action?.slug), ("person", person?.text)]
            return fields.compactMap { name, value in value.map { "\(name)=\(encoded($0))" } }.joined(separator: "&")
        }
    }

    /// One page, newest first, and the line at which the next one begins.
    func page(_ filter: Filter, before: ID<Audit>?, for viewer: Viewer) async throws -> AuditPage {
        try await cairn.database.read { db in
            var lines = try db.auditLines(filter, before: before, for: viewer, limit: Self.pageLength + 1)
            let isMore = lines.count > Self.pageLength
            if isMore { lines.removeLast() }
            return AuditPage(
                filter: filter, lines: lines, older: isMore ? lines.last?.line.id : nil,
                people: try db.people(for: viewer, matching: "").map(\.person))
        }
    }

    /// Notes that somebody takes the log with them.
    func noteDownload(_ filter: Filter, by viewer: Viewer, from address: String) async throws {
        try await cairn.database.write { [cairn] db in
            try db.audit(
                .auditDownloaded, by: viewer, object: viewer.workspace.slug, details: ["filter": filter.query], from: address, cairn)
        }
    }

    /// The next thousand lines of the file, newest first, each a JSON object.
    func file(_ filter: Filter, before: ID<Audit>?, for viewer: Viewer) async throws -> (text: String, last: ID<Audit>?) {
        let lines = try await cairn.database.read { db in try db.auditLines(filter, before: before, for: viewer, limit: 1000) }
        return (lines.map { $0.json + "\n" }.joined(), lines.last?.line.id)
    }
}

struct AuditPage: Sendable {
    var filter: AuditLog.Filter
    var lines: [AuditRow]
    var older: ID<Audit>?
    var people: [Person]
}

/// A line with who did it, as they are called now.
struct AuditRow: Sendable {
    var line: Audit
    var seal: AuditSeal?
    var name: String?
    var person: ID<Person>?

    /// Field, what it was (nil where there was no before) and what it is.
    var details: [(field: String, from: String?, to: String)] {
        let found = (try? JSONDecoder().decode([String: Detail].self, from: Data(line.details.utf8))) ?? [:]
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value.from, $0.value.to) }
    }

    fileprivate var json: String {
        var json = JSONWriter()
        json.object { json in
            json.field("id", line.id)
            json.field("time", line.createdAt.rfc3339)
            json.field("action", line.action)
            json.field("workspace", line.workspaceID)
            json.field("account", line.accountID)
            json.field("person", line.personID)
            json.field("name", name)
            json.field("actor", line.actor)
            json.field("object", line.object)
            json.key("details")
            json.raw(line.details)
            json.field("address", line.address)
            json.field("request", line.requestID)
            json.field("seq", seal.map { $0.seq })
            json.field("hash", seal.map { $0.hash })
        }
        return json.text
    }
}

/// A fact, or a change from one to another.
private struct Detail: Decodable {
    var from: String?
    var to: String

    private enum Key: CodingKey {
        case from, to
    }

    init(from decoder: any Decoder) throws {
        if let fact = try? decoder.singleValueContainer().decode(String.self) {
            to = fact
            return
        }
        let fields = try decoder.container(keyedBy: Key.self)
        from = try fields.decode(String.self, forKey: .from)
        to = try fields.decode(String.self, forKey: .to)
    }
}

extension Audit.Action {
    var slug: String { rawValue.replacing(" ", with: "-") }
}

extension Connection {
    fileprivate func auditLines(_ filter: AuditLog.Filter, before: ID<Audit>?, for viewer: Viewer, limit: Int) throws -> [AuditRow] {
        let workspace = viewer.workspace.id
        var conditions: [SQL] = ["(\(sql: viewer.seesAudit))"]
        if let action = filter.action { conditions.append("audit.action = \(action.rawValue)") }
        if let person = filter.person { conditions.append("person.id = \(person)") }
        if let before { conditions.append("audit.id < \(before)") }
        let found = try rows(
            """
            SELECT audit.seq, audit.hash, account.name, person.id, \(sql: auditColumns) FROM audit
            LEFT JOIN account ON account.id = audit.account_id
            LEFT JOIN person ON person.workspace_id = \(workspace) AND person.account_id = audit.account_id
            WHERE \(sql: SQL(joining: conditions, by: " AND ")) ORDER BY audit.id DESC LIMIT \(limit)
            """)
        return try found.map { row in
            var columns = row.columns
            let (seq, hash): (Int?, String?) = (try columns.next(), try columns.next())
            let (name, person): (String?, ID<Person>?) = (try columns.next(), try columns.next())
            let seal = seq.map { AuditSeal(seq: $0, hash: hash ?? "") }
            return AuditRow(line: try Audit(&columns), seal: seal, name: name, person: person)
        }
    }
}

extension Viewer {
    /// What happened in the workspace, and how people of it came in. Who tried a name that nobody has concerns the only workspace there is; of
    /// several it would tell each about the others.
    fileprivate var seesAudit: SQL {
        """
        audit.workspace_id = \(workspace.id) OR (audit.workspace_id IS NULL AND audit.account_id IN
            (SELECT mine.account_id FROM person AS mine WHERE mine.workspace_id = \(workspace.id) AND mine.account_id IS NOT NULL))
        OR (audit.workspace_id IS NULL AND audit.account_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM workspace AS other WHERE other.id <> \(workspace.id) AND other.is_demo = 0))
        """
    }
}
