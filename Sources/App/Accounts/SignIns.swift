import Database
import Domain
import Foundation

/// Coming in and going out.
struct SignIns: Sendable {
    let cairn: Cairn

    /// Checks e-mail and password, and makes a new session. The answer to an unknown address and to a wrong password is the same, in words and in time.
    /// - Returns: the secret for the cookie.
    func signIn(email: String, password: String, from address: String, device: String) async throws -> String {
        let key = emailKey(String(email.prefix(320)))
        try cairn.limits.take("sign-in from \(address)", .signInFromAddress, at: cairn.now)
        try cairn.limits.take("sign-in of \(key)", .signInOfAccount, at: cairn.now)
        let found = try await cairn.database.read { db in try db.account(email: key) }
        let matches = try await Passwords.shared.matches(String(password.prefix(1000)), kept: found?.password)
        guard matches, let account = found?.account else {
            try await audit("sign-in refused", object: key, account: found?.account.id, from: address)
            throw AppError.invalid("password", "E-mail and password do not match. Check both, or ask an admin for a new link.")
        }
        return try await open(account, from: address, device: device)
    }

    /// Makes a session for an account that has proven itself some other way: an accepted invitation, a used reset link, the demo's buttons.
    func open(_ account: Account, from address: String, device: String) async throws -> String {
        let token = newToken()
        let id: ID<Account> = cairn.newID()
        let now = cairn.now
        try await cairn.database.write { db in
            try db.insertSignIn(
                hash: hash(ofToken: token), id: id.text, account: account.id, address: address, device: String(device.prefix(300)), at: now)
            try db.noteUse(ofSignIn: hash(ofToken: token), account: account.id, at: now)
            try db.audit("signed in", account: account.id, object: account.email, address: address, at: now, id: id.text)
        }
        return token
    }

    func signOut(token: String) async throws {
        try await cairn.database.write { db in try db.deleteSignIn(hash: hash(ofToken: token)) }
    }

    private func audit(_ action: String, object: String, account: ID<Account>?, from address: String) async throws {
        let id: ID<Account> = cairn.newID()
        let now = cairn.now
        try await cairn.database.write { db in
            try db.audit(action, account: account, object: object, address: address, at: now, id: id.text)
        }
    }
}

extension Connection {
    /// What somebody did in a workspace.
    func audit(
        _ action: String, by viewer: Viewer, object: String = "", details fields: [String: String] = [:], from address: String,
        _ cairn: Cairn
    ) throws {
        try audit(
            action, workspace: viewer.workspace.id, account: viewer.account.id, object: object, details: details(fields), address: address,
            at: cairn.now, id: cairn.auditID)
    }

    /// One line of the audit trail. Details carry names of fields and their values, never passwords, tokens or private texts.
    func audit(
        _ action: String, workspace: ID<Workspace>? = nil, account: ID<Account>?, object: String = "", details: String = "{}",
        address: String = "", at now: Moment, id: String
    ) throws {
        try run(
            """
            INSERT INTO audit (id, workspace_id, account_id, action, object, details, address, created_at)
            VALUES (\(id), \(workspace), \(account), \(action), \(object), \(details), \(address), \(now))
            """)
    }
}

extension Cairn {
    /// The name of a new line of the audit trail.
    var auditID: String {
        let id: ID<Audit> = newID()
        return id.text
    }
}

/// A line of the trail of who signed in and who changed rights.
enum Audit {}
