import Database
import Domain

/// Writing down everything a workspace holds, as one file that can be read anywhere and taken into an empty workspace again.
///
/// The same data is the same bytes: fields in a fixed order, rows by their ids, no time of writing. Passwords, sign-ins, invitations and the
/// audit trail are not in it.
struct Exports: Sendable {
    let cairn: Cairn

    static let format = "cairn 1"

    /// Everything, for whoever runs the server.
    func everything(of workspace: ID<Workspace>) async throws -> [UInt8] {
        let (bytes, slug) = try await cairn.database.read { db in
            (try Export(db, workspace, hidden: nil).bytes(), try db.workspace(workspace).slug)
        }
        try await cairn.database.write { [cairn] db in try db.audit(.exported, workspace: workspace, object: slug, cairn) }
        return bytes
    }

    /// What an admin may have: private goals only where they are theirs to see. Leaves a line in the audit trail.
    func download(by viewer: Viewer, from address: String) async throws -> [UInt8] {
        try await cairn.database.write { [cairn] db in
            try db.audit(.exported, by: viewer, object: viewer.workspace.slug, from: address, cairn)
            return try Export(db, viewer.workspace.id, hidden: "NOT \(sql: viewer.seesGoal)").bytes()
        }
    }
}

/// One export being written.
private struct Export {
    let db: any Connection
    let workspace: ID<Workspace>
    /// The condition on goals that are left out, with all that belongs to them.
    let hidden: SQL?

    init(_ db: any Connection, _ workspace: ID<Workspace>, hidden: SQL?) {
        (self.db, self.workspace, self.hidden) = (db, workspace, hidden)
    }

    func bytes() throws -> [UInt8] {
        var json = JSONWriter()
        try json.object { json in
            json.field("format", Exports.format)
            json.line()
            json.key("workspace")
            try workspaceFields(&json)
            for table in ExportTable.all {
                json.line()
                json.key(table.name)
                try json.array { json in try rows(of: table, &json) }
            }
        }
        return json.take() + [UInt8(ascii: "\n")]
    }

    private func workspaceFields(_ json: inout JSONWriter) throws {
        let fields = ExportTable.workspaceFields
        let names = SQL(stringLiteral: fields.map(\.name).joined(separator: ", "))
        guard let row = try db.row("SELECT \(sql: names) FROM workspace WHERE id = \(workspace)") else { throw AppError.notFound }
        try json.object { json in for (field, value) in zip(fields, row.values) { try json.field(field, value) } }
    }

    /// A thousand rows at a time, each beginning after the last.
    private func rows(of table: ExportTable, _ json: inout JSONWriter) throws {
        var last: [Value] = []
        while true {
            let page = try page(of: table, after: last)
            let values = table.name == "check_ins" ? try values(of: page) : [:]
            for row in page {
                json.line()
                try json.object { json in
                    for (field, value) in zip(table.fields, row) { try json.field(field, value) }
                    if table.name == "check_ins" { try valueRows(values[row[0]] ?? [], &json) }
                }
            }
            guard page.count == Self.pageSize, let end = page.last else { break }
            last = Array(end.prefix(table.keys))
        }
    }

    private static let pageSize = 1000

    private func page(of table: ExportTable, after last: [Value]) throws -> [[Value]] {
        let name = SQL(stringLiteral: table.table)
        let keys = SQL(joining: table.fields.prefix(table.keys).map { SQL(stringLiteral: "\(table.table).\($0.name)") }, by: ", ")
        let after: SQL = last.isEmpty ? "" : "AND (\(sql: keys)) > (\(list: last))"
        return try db.rows(
            """
            SELECT \(sql: table.columns) FROM \(sql: name)
            WHERE \(sql: name).workspace_id = \(workspace) \(sql: visible(table)) \(sql: after) ORDER BY \(sql: keys) LIMIT \(Self.pageSize)
            """
        ).map(\.values)
    }

    private func visible(_ table: ExportTable) -> SQL {
        guard let hidden, let goal = table.goal else { return "" }
        let left: SQL = "(SELECT goal.id FROM goal WHERE goal.workspace_id = \(workspace) AND \(sql: hidden))"
        let both: SQL = table.name == "goal_links" ? "AND goal_link.parent_id NOT IN \(sql: left)" : ""
        return "AND (\(sql: goal) IS NULL OR \(sql: goal) NOT IN \(sql: left)) \(sql: both)"
    }

    private func values(of page: [[Value]]) throws -> [Value: [[Value]]] {
        guard !page.isEmpty else { return [:] }
        let found = try db.rows(
            """
            SELECT \(sql: ExportTable.values.columns) FROM check_in_value WHERE check_in_value.workspace_id = \(workspace)
                AND check_in_value.check_in_id IN (\(list: page.map { $0[0] })) ORDER BY check_in_value.key_result_id
            """
        ).map(\.values)
        return Dictionary(grouping: found) { $0[0] }
    }

    private func valueRows(_ rows: [[Value]], _ json: inout JSONWriter) throws {
        json.key("values")
        try json.array { json in
            for row in rows {
                try json.object { json in
                    for (field, value) in zip(ExportTable.values.fields, row).dropFirst() { try json.field(field, value) }
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func field(_ field: ExportTable.Field, _ value: Value) throws {
        switch field.kind {
        case .truth: self.field(field.name, try Bool(value: value))
        case .details:
            key(field.name)
            raw(try String(value: value))
        default: self.field(field.name, value)
        }
    }
}
