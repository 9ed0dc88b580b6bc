import Database
import Domain

/// What whoever runs the server does with tokens at the terminal.
extension Cairn {
    /// A token for the person behind an e-mail address.
    /// - Parameter workspace: the first part of its address; needed where the person is in several.
    public func makeToken(
        for email: String, scope: String, name: String, days: Int?, workspace: String?
    ) async throws -> (id: String, secret: String) {
        guard let scope = Token.Scope(rawValue: scope) else {
            throw AppError.invalid("scope", "A scope is one of: \(Token.Scope.slugs.joined(separator: ", ")).")
        }
        let viewer = try await viewer(email: email, workspace: workspace)
        let made = try await Tokens(cairn: self).make(Token.Draft(name: name, scope: scope, days: days), by: viewer, from: "terminal")
        return (made.token.id.text, made.secret)
    }

    /// One line for each token of somebody: its id, scope, end, last use and name.
    public func tokenLines(of email: String) async throws -> [String] {
        var lines: [String] = []
        for viewer in try await viewers(email: email) {
            let rows = try await database.read { db in try db.tokens(of: viewer.id, in: viewer.workspace.id) }
            lines += rows.map { row in
                let token = row.token
                let end = token.expiresAt.map { "until \($0.rfc3339)" } ?? "until it is revoked"
                let use = token.lastUsedAt.map { "used \($0.rfc3339)" } ?? "never used"
                return "\(token.id)  \(viewer.workspace.slug)  \(token.scope.rawValue)  \(end)  \(use)  \(token.name)"
            }
        }
        return lines
    }

    public func revokeToken(_ id: String) async throws {
        guard let id = ID<Token>(id) else { throw AppError.invalid("", "This is no id of a token. cairn token list shows them.") }
        let found = try await database.read { db -> Viewer? in
            guard
                var columns = try db.row(
                    """
                    SELECT token.workspace_id, \(sql: accountColumns) FROM token
                    JOIN person ON person.workspace_id = token.workspace_id AND person.id = token.person_id
                    JOIN account ON account.id = person.account_id WHERE token.id = \(id)
                    """)?.columns
            else { return nil }
            let workspace: ID<Workspace> = try columns.next()
            return try db.viewers(of: Account(&columns)).first { $0.workspace.id == workspace }
        }
        guard let viewer = found else { throw AppError.invalid("", "There is no such token. cairn token list shows them.") }
        try await Tokens(cairn: self).revoke(id, by: viewer, from: "terminal")
    }

    private func viewer(email: String, workspace: String?) async throws -> Viewer {
        let viewers = try await viewers(email: email).filter { workspace == nil || $0.workspace.slug == workspace }
        guard let first = viewers.first else { throw AppError.invalid("", "Nobody signs in here with \(email).") }
        guard viewers.count == 1 else {
            let slugs = viewers.map(\.workspace.slug).joined(separator: ", ")
            throw AppError.invalid("", "They are in several workspaces. Name one: \(slugs).")
        }
        return first
    }

    private func viewers(email: String) async throws -> [Viewer] {
        try await database.read { db in try db.account(email: email).map { try db.viewers(of: $0.account) } ?? [] }
    }
}
