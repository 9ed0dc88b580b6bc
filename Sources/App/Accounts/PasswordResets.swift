import Database
import Domain
import Foundation

/// The way back in for someone who has forgotten the password: a link that works once, for a day.
struct PasswordResets: Sendable {
    let cairn: Cairn

    /// Makes a link for a person of the admin's workspace.
    ///
    /// Not for someone who is in other workspaces too: there, whoever makes a workspace and invites people could take over what is not theirs.
    /// - Returns: the secret for the link.
    func make(for id: ID<Person>, by viewer: Viewer, from address: String) async throws -> String {
        let token = newToken()
        let now = cairn.now
        try await cairn.database.write { [cairn] db in
            let person = try db.person(id, for: viewer)
            try person.mayGetPasswordLink(from: viewer).check()
            guard let account = person.accountID else { throw AppError.notFound }
            guard try db.row("SELECT 1 FROM person WHERE account_id = \(account) AND workspace_id <> \(viewer.workspace.id)") == nil else {
                throw AppError.forbidden(
                    "This account is used in other workspaces too, so only whoever runs this server can make a link, with cairn user reset."
                )
            }
            try db.insertReset(hash: hash(ofToken: token), account: account, at: now)
            try db.audit(
                .passwordLinkMade, by: viewer, object: person.name, details: ["person": person.id.text], from: address, cairn)
        }
        return token
    }

    /// Makes a link for whoever runs the server; nil where no account has this address.
    func make(email: String) async throws -> String? {
        let token = newToken()
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            guard let account = try db.account(email: email)?.account else { return nil }
            try db.insertReset(hash: hash(ofToken: token), account: account.id, at: now)
            try db.audit(.passwordLinkMadeByOperator, account: account.id, object: account.email, cairn)
            return token
        }
    }

    /// The account a link is for. A link that is spent, too old or overtaken by another password is gone.
    func account(token: String) async throws -> Account {
        let now = cairn.now
        return try await cairn.database.read { db in try db.account(resetHash: hash(ofToken: token), at: now) }
    }

    /// Sets the new password, ends every sign-in and opens one here.
    func use(_ token: String, password: String, device: String, address: String) async throws -> String {
        let account = try await account(token: token)
        let now = cairn.now
        return try await Accounts(cairn: cairn).setPassword(
            password, of: account, action: .passwordReset, device: device, address: address,
            also: { db in
                guard try db.account(resetHash: hash(ofToken: token), at: now).id == account.id else { throw AppError.notFound }
            })
    }
}

extension Cairn {
    /// For whoever runs the server: the address at which the owner of this account can set a new password, once, within a day.
    public func passwordLink(email: String) async throws -> String? {
        guard let token = try await PasswordResets(cairn: self).make(email: email) else { return nil }
        return "\(settings.baseURL ?? "http://\(settings.host):\(settings.port)")/reset/\(token)"
    }
}

extension Connection {
    /// At most one link works at a time.
    func insertReset(hash: String, account: ID<Account>, at now: Moment) throws {
        try run("DELETE FROM password_reset WHERE account_id = \(account)")
        try run(
            """
            INSERT INTO password_reset (token_hash, account_id, created_at, expires_at)
            VALUES (\(hash), \(account), \(now), \(now.adding(days: 1)))
            """)
    }

    func account(resetHash: String, at now: Moment) throws -> Account {
        let found = try row(
            """
            SELECT \(sql: accountColumns), password_reset.expires_at FROM password_reset
            JOIN account ON account.id = password_reset.account_id WHERE password_reset.token_hash = \(resetHash)
            """)
        guard var columns = found?.columns else {
            throw AppError.gone("This link has been used, or another has been made since. Ask for a new one.")
        }
        let account = try Account(&columns)
        guard try columns.next(Moment.self) > now else {
            throw AppError.gone("This link worked for a day and is over. Ask for a new one.")
        }
        return account
    }
}
