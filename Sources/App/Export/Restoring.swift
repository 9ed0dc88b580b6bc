import Database
import Domain
import Foundation

/// An export, read: the rows of each array as they go into the tables.
struct ExportDocument: Decodable {
    private(set) var workspace: [String: Value] = [:]
    private(set) var rows: [String: [[Value]]] = [:]
    /// Check-in, key result, value.
    private(set) var values: [[Value]] = []

    init(json: [UInt8]) throws(AppError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(json))
        } catch let error as AppError {
            throw error
        } catch let error as DecodingError {
            throw .invalid("file", "This export cannot be read at \(error.place).")
        } catch {
            throw .invalid("file", "This file is not an export of Cairn.")
        }
    }

    init(from decoder: any Decoder) throws {
        let root = try decoder.container(keyedBy: Name.self)
        guard try root.decodeIfPresent(String.self, forKey: "format") == Exports.format else {
            throw AppError.invalid("file", "This file is not an export that this version can read.")
        }
        let fields = ExportTable.workspaceFields
        workspace = Dictionary(
            uniqueKeysWithValues: zip(fields.map(\.name), try root.nestedContainer(keyedBy: Name.self, forKey: "workspace").values(fields)))
        for table in ExportTable.all where !table.isNewer || root.contains(Name(table.name)) {
            var list = try root.nestedUnkeyedContainer(forKey: Name(table.name))
            var found: [[Value]] = []
            while !list.isAtEnd {
                let row = try list.nestedContainer(keyedBy: Name.self)
                found.append(try row.values(table.fields))
                if table.name == "check_ins" { try takeValues(of: found[found.count - 1][0], row) }
            }
            rows[table.name] = found
        }
    }

    private mutating func takeValues(of checkIn: Value, _ row: KeyedDecodingContainer<Name>) throws {
        var list = try row.nestedUnkeyedContainer(forKey: "values")
        while !list.isAtEnd {
            let reported = try list.nestedContainer(keyedBy: Name.self).values(Array(ExportTable.values.fields.dropFirst()))
            values.append([checkIn] + reported)
        }
    }
}

private struct Name: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init(stringLiteral name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer<Name> {
    fileprivate func values(_ fields: [ExportTable.Field]) throws -> [Value] { try fields.map(value) }

    /// The field as it is kept; what is not of its kind is a problem at its place. What may not be missing, the schema says.
    private func value(_ field: ExportTable.Field) throws -> Value {
        let name = Name(field.name)
        guard try contains(name) && !decodeNil(forKey: name) else { return .null }
        switch field.kind {
        case .integer: return .integer(try decode(Int64.self, forKey: name))
        case .number: return .real(try decode(Double.self, forKey: name))
        case .truth: return try decode(Bool.self, forKey: name).value
        case .details: return .text(try decode(Event.Details.self, forKey: name).json)
        case .text: return .text(try decode(String.self, forKey: name))
        case .id: return try word(name) { ID<Workspace>($0) != nil }
        case .day: return try word(name) { Day(iso: $0) != nil }
        case .status: return try word(name) { Status(rawValue: $0) != nil }
        case .event: return try word(name) { Event.Kind(rawValue: $0) != nil }
        }
    }

    private func word(_ name: Name, _ isKnown: (String) -> Bool) throws -> Value {
        let text = try decode(String.self, forKey: name)
        guard isKnown(text) else { throw DecodingError.dataCorruptedError(forKey: name, in: self, debugDescription: "") }
        return .text(text)
    }
}

extension DecodingError {
    /// `goals, 4, title`
    fileprivate var place: String {
        let context =
            switch self {
            case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
                context
            @unknown default: DecodingError.Context(codingPath: [], debugDescription: "")
            }
        let names = context.codingPath.map { $0.intValue.map { String($0 + 1) } ?? $0.stringValue }
        return names.isEmpty ? "its beginning or end" : names.joined(separator: ", ")
    }
}

extension Connection {
    /// Puts an export into a workspace that holds nothing yet. Whoever had joined there gets an account by their address, without a password.
    func restore(_ document: ExportDocument, into workspace: ID<Workspace>, at now: Moment, accountID: () -> ID<Account>) throws {
        for table in ExportTable.all {
            let rows = document.rows[table.name] ?? []
            switch table.name {
            case "people": try restorePeople(rows, into: workspace, at: now, accountID)
            case "teams": try restoreTeams(rows, into: workspace)
            case "events": try restoreEvents(rows, into: workspace)
            default: try restore(rows, table, into: workspace)
            }
        }
        let values = document.values.map { [workspace.value] + $0 }
        try insert("INSERT INTO check_in_value (workspace_id, check_in_id, key_result_id, value)", values)
        try run(
            """
            UPDATE check_in SET comment_count = (SELECT COUNT(*) FROM comment
                WHERE comment.workspace_id = \(workspace) AND comment.check_in_id = check_in.id AND comment.removed_at IS NULL)
            WHERE workspace_id = \(workspace) AND id IN (SELECT check_in_id FROM comment WHERE workspace_id = \(workspace))
            """)
        try recount(workspace)
    }

    /// Adds what search reads, which is not in the file.
    private func restore(_ rows: [[Value]], _ table: ExportTable, into workspace: ID<Workspace>) throws {
        let name = SQL(stringLiteral: table.table)
        guard let texts = table.searchedTexts else {
            try insert("INSERT INTO \(sql: name) (workspace_id, \(sql: table.names))", rows.map { [workspace.value] + $0 })
            return
        }
        try insert(
            "INSERT INTO \(sql: name) (workspace_id, \(sql: table.names), folded)",
            rows.map { row in
                let parts = texts.map { text in
                    if case .text(let part) = row[text] { part } else { "" }
                }
                // As the nouns do it: titles and reasons always stand there, the parts of a check-in only where something was written.
                let text = table.name == "check_ins" ? parts.filter { !$0.isEmpty } : parts
                return [workspace.value] + row + [fold(text.joined(separator: "\n")).value]
            })
    }

    private func restoreTeams(_ rows: [[Value]], into workspace: ID<Workspace>) throws {
        let parent = ExportTable.teams.fields.firstIndex { $0.name == "parent_id" }!
        try restore(
            rows.map { row in
                var row = row
                row[parent] = .null
                return row
            }, ExportTable.teams, into: workspace)
        for row in rows where row[parent] != .null {
            try run("UPDATE team SET parent_id = \(row[parent]) WHERE workspace_id = \(workspace) AND id = \(row[0])")
        }
    }

    /// They are followed from here on in the order of their time.
    private func restoreEvents(_ rows: [[Value]], into workspace: ID<Workspace>) throws {
        let time = ExportTable.events.fields.firstIndex { $0.name == "created_at" }!
        let times = rows.map { (try? Int64(value: $0[time])) ?? 0 }
        let inOrder = rows.indices.sorted { (times[$0], $0) < (times[$1], $1) }
        try insert(
            "INSERT INTO event (workspace_id, \(sql: ExportTable.events.names), turn, step)",
            try inOrder.map { index in
                let position = try nextPosition()
                return [workspace.value] + rows[index] + [position.turn.value, position.step.value]
            })
    }

    private func restorePeople(_ rows: [[Value]], into workspace: ID<Workspace>, at now: Moment, _ accountID: () -> ID<Account>) throws {
        try restore(rows, ExportTable.people, into: workspace)
        var taken = Set<ID<Account>>()
        for row in rows {
            guard case .text("active") = row[4], case .text(let email) = row[2], case .text(let name) = row[1] else { continue }
            var account = try account(email: email)?.account
            if account == nil, (try? Account.checkedEmail(email)) != nil {
                account = Account(id: accountID(), email: email, name: name)
                try insert(account!, password: nil, at: now)
            }
            guard let account, taken.insert(account.id).inserted else { continue }
            try run("UPDATE person SET account_id = \(account.id) WHERE workspace_id = \(workspace) AND id = \(row[0])")
        }
    }
}

extension ExportTable {
    /// The fields that search looks through, by their place.
    fileprivate var searchedTexts: [Int]? {
        let names: [String]? =
            switch name {
            case "people", "teams": ["name"]
            case "goals": ["title", "why"]
            case "key_results", "initiatives": ["title"]
            case "check_ins": ["changed", "surprised", "users_need", "we_need"]
            case "comments": ["text"]
            default: nil
            }
        return names?.compactMap { name in fields.firstIndex { $0.name == name } }
    }
}
