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
            try await cairn.database.write { [cairn] db in
                try db.audit(.signInRefused, account: found?.account.id, object: key, from: address, cairn)
            }
            throw AppError.invalid("password", "E-mail and password do not match. Check both, or ask an admin for a new link.")
        }
        return try await open(account, from: address, device: device)
    }

    /// Makes a session for an account that has proven itself some other way: an accepted invitation, a used reset link, the demo's buttons.
    func open(_ account: Account, from address: String, device: String) async throws -> String {
        let token = newToken()
        let id: ID<Account> = cairn.newID()
        let now = cairn.now
        try await cairn.database.write { [cairn] db in
            try db.insertSignIn(
                hash: hash(ofToken: token), id: id.text, account: account.id, address: address, device: String(device.prefix(300)), at: now)
            try db.noteUse(ofSignIn: hash(ofToken: token), account: account.id, at: now)
            try db.audit(.signedIn, account: account.id, object: account.email, details: ["sign_in": id.text], from: address, cairn)
        }
        return token
    }

    func signOut(token: String) async throws {
        try await cairn.database.write { [cairn] db in
            guard let account = try db.deleteSignIn(hash: hash(ofToken: token)) else { return }
            try db.audit(.signedOut, account: account.id, object: account.email, cairn)
        }
    }
}
