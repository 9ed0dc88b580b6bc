import Database
import Domain

/// A token with its secret, which is nowhere else.
struct NewToken: Made {
    var token: Token
    var secret: String
    var madeName: String { token.id.text }
}

/// What can be done with tokens: made, listed, revoked. The secret is given once and never kept, only its hash.
struct Tokens: Sendable {
    let cairn: Cairn

    /// What somebody may see: their own, admins everybody's.
    func list(for viewer: Viewer) async throws -> [TokenRow] {
        try await cairn.database.read { db in try db.tokens(of: viewer.isAdmin ? nil : viewer.id, in: viewer.workspace.id) }
    }

    func token(_ id: ID<Token>, for viewer: Viewer) async throws -> TokenRow {
        try await cairn.database.read { db in
            let row = try db.token(id, in: viewer.workspace.id)
            guard row.token.mayRevoke(by: viewer).isGranted else { throw AppError.notFound }
            return row
        }
    }

    /// - Parameter most: the scope of the token that asks for this one.
    func make(
        _ draft: Token.Draft, by viewer: Viewer, most: Token.Scope = .admin, from address: String
    ) async throws -> NewToken {
        let token = try Token.make(draft, id: cairn.newID(), by: viewer, most: most, at: cairn.now)
        let secret = Token.prefix + newToken()
        let made = try await cairn.database.write { [cairn] db in
            try db.insert(token, hash: hash(ofToken: secret), in: viewer.workspace.id)
            try note(.tokenMade, token, viewer.person.name, in: db, by: viewer, from: address, cairn)
            db.notify("\(viewer.workspace.id)/person:\(viewer.id)")
            return token
        }
        return NewToken(token: made, secret: secret)
    }

    /// Ends it at once.
    func revoke(_ id: ID<Token>, by viewer: Viewer, from address: String) async throws {
        try await cairn.database.write { [cairn] db in
            let row = try db.token(id, in: viewer.workspace.id)
            guard row.token.mayRevoke(by: viewer).isGranted else { throw AppError.notFound }
            try db.delete(id, in: viewer.workspace.id)
            try note(.tokenRevoked, row.token, row.person, in: db, by: viewer, from: address, cairn)
            db.notify("\(viewer.workspace.id)/person:\(row.token.personID)")
        }
    }

    private func note(
        _ action: Audit.Action, _ token: Token, _ person: String, in db: any Connection, by viewer: Viewer, from address: String,
        _ cairn: Cairn
    ) throws {
        let fields = ["token": token.id.text, "scope": token.scope.rawValue, "person": token.personID.text]
        try db.audit(action, by: viewer, object: "\(token.name), \(person)", details: fields, from: address, cairn)
    }
}
