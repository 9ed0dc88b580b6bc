import Database
import Domain

let auditColumns: SQL = """
    audit.id, audit.action, audit.workspace_id, audit.account_id, audit.person_id, audit.actor, audit.object, audit.details, audit.address,
    audit.request_id, audit.created_at
    """

extension Audit {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), action: try columns.next(), workspaceID: try columns.next(), accountID: try columns.next(),
            personID: try columns.next(), actor: try columns.next(), object: try columns.next(), details: try columns.next(),
            address: try columns.next(), requestID: try columns.next(), createdAt: try columns.next())
    }
}

extension Connection {
    /// What somebody did in a workspace, kept if and only if the transaction is.
    /// - Parameters:
    ///   - details: named facts. Never a password, a token or a private text.
    ///   - changes: fields with what they were before and after.
    ///   - address: that of the request that runs, unless said otherwise.
    func audit(
        _ action: Audit.Action, by viewer: Viewer, object: String = "", details: [String: String] = [:], changes: [Change] = [],
        from address: String? = nil, _ cairn: Cairn
    ) throws {
        try audit(
            action, workspace: viewer.workspace.id, account: viewer.account.id, person: viewer.id, object: object, details: details,
            changes: changes, from: address, cairn)
    }

    /// The same of somebody who is not, or not only, in a workspace; of the operator, where nobody is named and no request runs.
    func audit(
        _ action: Audit.Action, workspace: ID<Workspace>? = nil, account: ID<Account>? = nil, person: ID<Person>? = nil,
        object: String = "",
        details: [String: String] = [:], changes: [Change] = [], from address: String? = nil, _ cairn: Cairn
    ) throws {
        let note = RequestNote.current
        try insert(
            Audit(
                id: cairn.newID(), action: action.rawValue, workspaceID: workspace, accountID: account, personID: person,
                actor: note?.actor ?? "operator", object: object, details: json(details, changes), address: address ?? note?.address ?? "",
                requestID: note?.id ?? "", createdAt: cairn.now))
    }

    private func insert(_ line: Audit) throws {
        try run(
            """
            INSERT INTO audit (id, action, workspace_id, account_id, person_id, actor, object, details, address, request_id, created_at)
            VALUES (\(line.id), \(line.action), \(line.workspaceID), \(line.accountID), \(line.personID), \(line.actor), \(line.object),
                \(line.details), \(line.address), \(line.requestID), \(line.createdAt))
            """)
        notify(auditTopic)
    }

    private func json(_ facts: [String: String], _ changes: [Change]) -> String {
        var json = JSONWriter()
        json.object { json in
            for (name, fact) in facts.sorted(by: { $0.key < $1.key }) { json.field(name, fact) }
            for change in changes {
                json.key(change.field)
                json.object {
                    $0.field("from", change.from)
                    $0.field("to", change.to)
                }
            }
        }
        return json.text
    }
}

/// Says that lines wait to be sealed.
let auditTopic = "audit"
