import Database
import Domain

let tokenColumns: SQL = """
    token.id, token.person_id, token.name, token.scope, token.created_at, token.expires_at, token.last_used_at
    """

extension Token {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), personID: try columns.next(), name: try columns.next(), scope: try columns.next(),
            createdAt: try columns.next(), expiresAt: try columns.next(), lastUsedAt: try columns.next())
    }
}

extension Token.Scope: WordColumn {}

/// A token with the name of the person it acts for.
struct TokenRow: Sendable {
    var token: Token
    var person: String
}

extension Connection {
    /// The token with this hash, and its person as they are now; nobody who has left.
    func tokenHolder(hash: String) throws -> TokenHolder? {
        let found = try row(
            """
            SELECT \(sql: tokenColumns), token.workspace_id, \(sql: accountColumns) FROM token
            JOIN person ON person.workspace_id = token.workspace_id AND person.id = token.person_id
            JOIN account ON account.id = person.account_id WHERE token.hash = \(hash)
            """)
        guard var columns = found?.columns else { return nil }
        let token = try Token(&columns)
        let workspace: ID<Workspace> = try columns.next()
        let viewer = try viewers(of: Account(&columns)).first { $0.workspace.id == workspace }
        return viewer.map { TokenHolder(token: token, viewer: $0) }
    }

    /// The tokens of a person, or of everybody, the newest first.
    func tokens(of person: ID<Person>? = nil, in workspace: ID<Workspace>) throws -> [TokenRow] {
        let found = try rows(
            """
            SELECT \(sql: tokenColumns), person.name FROM token
            JOIN person ON person.workspace_id = token.workspace_id AND person.id = token.person_id
            WHERE token.workspace_id = \(workspace) AND token.person_id = COALESCE(\(person), token.person_id)
            ORDER BY token.id DESC LIMIT 1000
            """)
        return try found.map { row in
            var columns = row.columns
            return TokenRow(token: try Token(&columns), person: try columns.next())
        }
    }

    func token(_ id: ID<Token>, in workspace: ID<Workspace>) throws -> TokenRow {
        let found = try row(
            """
            SELECT \(sql: tokenColumns), person.name FROM token
            JOIN person ON person.workspace_id = token.workspace_id AND person.id = token.person_id
            WHERE token.workspace_id = \(workspace) AND token.id = \(id)
            """)
        guard var columns = found?.columns else { throw AppError.notFound }
        return TokenRow(token: try Token(&columns), person: try columns.next())
    }

    func insert(_ token: Token, hash: String, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO token (workspace_id, id, person_id, name, scope, hash, created_at, expires_at)
            VALUES (\(workspace), \(token.id), \(token.personID), \(token.name), \(token.scope), \(hash), \(token.createdAt), \(token.expiresAt))
            """)
    }

    func noteUse(of token: ID<Token>, in workspace: ID<Workspace>, at now: Moment) throws {
        try run("UPDATE token SET last_used_at = \(now) WHERE workspace_id = \(workspace) AND id = \(token)")
    }

    func delete(_ token: ID<Token>, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM token WHERE workspace_id = \(workspace) AND id = \(token)")
        notify("\(workspace)/access")
    }

    /// Whoever leaves takes their programs along: they do not wake up again if the person comes back.
    func deleteTokens(of person: ID<Person>, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM token WHERE workspace_id = \(workspace) AND person_id = \(person)")
        notify("\(workspace)/access")
    }
}
