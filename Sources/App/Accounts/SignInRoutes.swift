import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// The door: sign-in, sign-out, and the first page of a server.
struct SignInRoutes {
    let cairn: Cairn
    private var signIns: SignIns { SignIns(cairn: cairn) }

    func front(request: Request, context: VisitorContext) async throws -> Response {
        if let account = context.account {
            let slugs = account.viewers.keys.sorted()
            return .redirect(to: slugs.count == 1 ? "/\(slugs[0])/today" : "/workspaces", type: .normal)
        }
        let (workspaces, key) = (Workspaces(cairn: cairn), request.query["key"])
        guard try await workspaces.isFirstStart(), try await workspaces.isEmpty() || !key.isEmpty else {
            return .redirect(to: "/sign-in", type: .normal)
        }
        return cairn.respond(cairn.plainPage(for: context).welcome(key: key))
    }

    func form(request: Request, context: VisitorContext) async throws -> Response {
        try await page(.fresh, next: request.query["next"], context)
    }

    func create(request: Request, context: VisitorContext) async throws -> Response {
        let form = try await request.form()
        do {
            let token = try await signIns.signIn(
                email: form["email"], password: form.raw("password"), from: context.address, device: request.headers[.userAgent] ?? "")
            return entered(token, next: form["next"])
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            return try await page(state, next: form["next"], context)
        }
    }

    private func page(_ state: FormState, next: String, _ context: VisitorContext) async throws -> Response {
        let workspaces = Workspaces(cairn: cairn)
        let demo = try await workspaces.demoPeople()
        let mayBegin = context.isLocal && !demo.isEmpty ? try await workspaces.isFirstStart() : false
        let page = cairn.plainPage(for: context).signIn(state, next: next, demo: demo, mayBegin: mayBegin)
        return cairn.respond(page, status: state.status)
    }

    /// One click on the sign-in page of a server that shows the demo.
    func demo(request: Request, context: VisitorContext) async throws -> Response {
        let form = try await request.form()
        try cairn.limits.take("demo from \(context.address)", .signInFromAddress, at: cairn.now)
        guard let account = try await Workspaces(cairn: cairn).demoAccount(email: form["email"]) else { throw AppError.notFound }
        let token = try await signIns.open(account, from: context.address, device: request.headers[.userAgent] ?? "")
        return entered(token, next: form["next"])
    }

    func delete(request: Request, context: VisitorContext) async throws -> Response {
        if let token = cairn.token(of: request) { try await signIns.signOut(token: token) }
        var response = cairn.seeOther("/sign-in", flash: .signedOut)
        response.headers.append(HTTPField(name: .setCookie, value: cairn.signInCookie("", seconds: 0)))
        response.headers[.clearSiteData] = "\"cache\", \"storage\""
        return response
    }

    func entered(_ token: String, next: String, flash: Flash? = nil) -> Response {
        var response = cairn.seeOther(ownPath(next), flash: flash)
        response.headers.append(HTTPField(name: .setCookie, value: cairn.signInCookie(token, seconds: absoluteDays * 86_400)))
        return response
    }
}

extension Cairn {
    func signInCookie(_ token: String, seconds: Int) -> String {
        "\(settings.cookieName)=\(token); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)" + (settings.isSecure ? "; Secure" : "")
    }
}

/// Where to go after sign-in: only a path of this server, never another host (`//evil`, `/\evil`).
func ownPath(_ next: String) -> String {
    let bytes = Array(next.utf8)
    guard bytes.first == UInt8(ascii: "/"), bytes.count < 2000,
        bytes.count == 1 || (bytes[1] != UInt8(ascii: "/") && bytes[1] != UInt8(ascii: "\\")),
        bytes.allSatisfy({ $0 > 32 && $0 < 127 })
    else { return "/" }
    return next
}
