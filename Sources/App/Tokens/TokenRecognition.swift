import Domain
import HTTPTypes
import Hummingbird

/// A token with the person it acts for, as they are now.
struct TokenHolder: Sendable {
    var token: Token
    var viewer: Viewer
}

extension Cairn {
    /// Whoever sent a token that works, within what one token may ask for. Cookies mean nothing here.
    func tokenHolder(of request: Request, from address: String) async throws -> TokenHolder {
        guard let secret = bearer(of: request) else { throw AppError.signedOut }
        guard let holder = try await tokenHolder(secret: secret) else {
            try limits.take("token from \(address)", .tokenFromAddress, at: now)
            throw APIProblem(.badToken, "It is unknown, has expired or was revoked. Make another on your page of tokens.")
        }
        RequestNote.current?.recognise(holder.viewer.id, actor: "token \(holder.token.id)")
        try limits.take("token \(holder.token.id)", .init(burst: settings.apiRate * 10, perSecond: settings.apiRate), at: now)
        return holder
    }

    /// What stands behind `Authorization: Bearer`. By bytes, because every call of a program begins here.
    func bearer(of request: Request) -> String? {
        guard let header = request.headers[.authorization]?.utf8, header.count < 300 else { return nil }
        guard header.prefix(7).elementsEqual("bearer ".utf8, by: { $0 | 32 == $1 }) else { return nil }
        let isSpace = { (byte: UInt8) in byte == 32 || byte == 9 }
        let rest = header.dropFirst(7).drop(while: isSpace)
        guard let end = rest.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(Substring(rest[...end]))
    }

    func tokenHolder(secret: String) async throws -> TokenHolder? {
        guard secret.hasPrefix(Token.prefix) else { return nil }
        let hash = hash(ofToken: secret)
        let now = now
        if let known = tokens.find(hash, at: now) { return known.token.works(at: now) ? known : nil }
        let count = tokens.generation
        guard let found = try await database.read({ db in try db.tokenHolder(hash: hash) }), found.token.works(at: now) else { return nil }
        tokens.keep(found, hash, at: now, generation: count)
        if found.token.lastUsedAt.map({ now.seconds(since: $0) > 600 }) ?? true {
            _ = try? await database.write { db in try db.noteUse(of: found.token.id, in: found.viewer.workspace.id, at: now) }
        }
        return found
    }
}

extension Limits.Rule {
    static let tokenFromAddress = Self(burst: 20, perSecond: 20.0 / 60)
}
