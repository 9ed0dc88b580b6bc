import Crypto
import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// An account that showed a valid cookie, with the person it is in each of its workspaces.
struct RecognisedAccount: Sendable {
    var account: Account
    var signInID: String
    var lastUsedAt: Moment
    /// By the workspace's slug; deactivated persons are not among them.
    var viewers: [String: Viewer]

    /// Whoever looks around in the demo has no account of their own yet to make a workspace with.
    var mayMakeWorkspaces: Bool { viewers.isEmpty || !viewers.values.allSatisfy(\.workspace.isDemo) }
}

/// Says who is asking: reads the cookie, finds the sign-in (in memory if it was seen lately), and the person in the workspace that the path names.
struct Recognition: RouterMiddleware {
    let cairn: Cairn

    func handle(_ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response) async throws
        -> Response
    {
        guard let token = cairn.token(of: request) else { return try await next(request, context) }
        var context = context
        context.account = try await cairn.signedIn(token: token)
        context.viewer = context.account?.viewers[workspaceSlug(request.uri.path)]
        if let account = context.account { RequestNote.current?.recognise(context.viewer?.id, actor: "sign-in \(account.signInID)") }
        return try await next(request, context)
    }
}

extension Cairn {
    func token(of request: Request) -> String? {
        cookie(settings.cookieName, in: request)
    }

    /// The context of a request that failed before or after it was recognised, as far as memory knows.
    func recognised(_ request: Request, _ context: VisitorContext) throws -> VisitorContext {
        guard context.account == nil, let token = token(of: request) else { return context }
        var context = context
        context.account = signIns.find(hash(ofToken: token), at: now)
        context.viewer = context.account?.viewers[workspaceSlug(request.uri.path)]
        return context
    }

    /// The account that holds this token, unless the sign-in has ended: 14 days unused, or 90 days old.
    func signedIn(token: String) async throws -> RecognisedAccount? {
        let hash = hash(ofToken: token)
        let now = now
        if let known = signIns.find(hash, at: now) { return known }
        let count = signIns.generation
        let found = try await database.read { db in try db.signIn(hash: hash, at: now) }
        guard let found else { return nil }
        signIns.keep(found, hash, at: now, generation: count)
        if now.seconds(since: found.lastUsedAt) > 600 { try await noteUse(of: hash, found, at: now) }
        return found
    }

    private func noteUse(of hash: String, _ found: RecognisedAccount, at now: Moment) async throws {
        _ = try? await database.write { db in try db.noteUse(ofSignIn: hash, account: found.account.id, at: now) }
    }
}

/// What the database keeps of a secret that was handed out: its SHA-256, in hexadecimal.
func hash(ofToken token: String) -> String { sha256(token) }

/// In 64 digits.
func sha256(_ text: String) -> String {
    var text = text
    let digest = text.withUTF8 { bytes in
        var hash = SHA256()
        hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
        return hash.finalize()
    }
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for byte in digest { digits += [lowerHexDigits[Int(byte >> 4)], lowerHexDigits[Int(byte & 15)]] }
    return String(decoding: digits, as: UTF8.self)
}

/// A new secret of 256 random bits, in letters a link and a cookie can hold.
func newToken() -> String {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}

func workspaceSlug(_ path: String) -> String {
    path.split(separator: "/", maxSplits: 1).first.map(String.init) ?? ""
}

/// The value of a cookie. A request with two of the same name (a sign of tampering from a sibling domain) has none.
func cookie(_ name: String, in request: Request) -> String? {
    var found: [Substring] = []
    for field in request.headers[values: .cookie] {
        for pair in field.split(separator: ";") {
            let pair = pair.drop { $0 == " " }
            guard let equals = pair.firstIndex(of: "="), pair[..<equals] == name else { continue }
            found.append(pair[pair.index(after: equals)...])
        }
    }
    return found.count == 1 ? String(found[0]) : nil
}
