import Database
import Domain
import Foundation

/// What a person can do with their own account: who they are, their password, where they are signed in.
struct Accounts: Sendable {
    let cairn: Cairn

    /// Saves who I am; my name and address change in every workspace with me. Another address needs the password once more.
    func edit(_ account: Account, _ draft: Account.Draft, password: String) async throws {
        let draft = try draft.checked()
        if emailKey(draft.email) != emailKey(account.email) { try await prove(account, password, field: "current_password") }
        try await cairn.database.write { [cairn] db in
            try db.requireFree(email: draft.email, for: account.id)
            try db.update(account.id, draft)
            for viewer in try db.viewers(of: account) { db.notifyPerson(viewer.id, in: viewer.workspace.id) }
            if draft.email != account.email {
                let change = Change(field: "email", from: account.email, to: draft.email)
                try db.audit(.emailChanged, account: account.id, object: account.name, changes: [change], cairn)
            }
            db.notify("account")
        }
    }

    /// Sets a new password and ends every sign-in, this one too: whoever changes it is given a new one.
    /// - Returns: the secret for the cookie.
    func changePassword(_ account: Account, from old: String, to new: String, device: String, address: String) async throws -> String {
        try await prove(account, old, field: "old_password")
        return try await setPassword(new, of: account, action: .passwordChanged, device: device, address: address)
    }

    func setPassword(
        _ password: String, of account: Account, action: Audit.Action, device: String, address: String,
        also: @escaping @Sendable (any Connection) throws -> Void = { _ in }
    ) async throws -> String {
        if let words = Account.passwordProblem(password, email: account.email, name: account.name) {
            throw AppError.invalid("password", words)
        }
        let kept = try await Passwords.shared.hash(password)
        try await cairn.database.write { [cairn] db in
            try also(db)
            try db.setPassword(kept, of: account.id)
            try db.audit(action, account: account.id, object: account.email, from: address, cairn)
        }
        return try await SignIns(cairn: cairn).open(account, from: address, device: device)
    }

    /// Every browser this account is signed in with, the one used last first.
    func signIns(of account: Account) async throws -> [SignIn] {
        let now = cairn.now
        return try await cairn.database.read { db in try db.signIns(of: account.id, at: now) }
    }

    /// Ends one sign-in of mine.
    func end(_ signIn: String, of account: Account) async throws {
        try await cairn.database.write { [cairn] db in
            guard try db.deleteSignIns(of: account.id, only: signIn) > 0 else { throw AppError.notFound }
            try db.audit(.signInsEnded, account: account.id, object: account.email, details: ["sign_in": signIn, "count": "1"], cairn)
        }
    }

    func endOthers(than signIn: String, of account: Account) async throws {
        try await cairn.database.write { [cairn] db in
            let count = try db.deleteSignIns(of: account.id, but: signIn)
            guard count > 0 else { return }
            try db.audit(.signInsEnded, account: account.id, object: account.email, details: ["count": "\(count)"], cairn)
        }
    }

    func reload(_ account: Account) async throws -> Account {
        try await cairn.database.read { db in try db.account(account.id) ?? account }
    }

    /// Asks for the password again before something that a stolen browser must not do.
    private func prove(_ account: Account, _ password: String, field: String) async throws {
        try cairn.limits.take("sign-in of \(emailKey(account.email))", .signInOfAccount, at: cairn.now)
        let kept = try await cairn.database.read { db in try db.account(email: account.email)?.password }
        guard try await Passwords.shared.matches(String(password.prefix(1000)), kept: kept) else {
            try await cairn.database.write { [cairn] db in
                try db.audit(.passwordRefused, account: account.id, object: account.email, cairn)
            }
            throw AppError.invalid(field, "This is not your password.")
        }
    }
}

/// A browser in which somebody is signed in.
struct SignIn: Sendable {
    var id: String
    var address: String
    var device: String
    var createdAt: Moment
    var lastUsedAt: Moment
}
