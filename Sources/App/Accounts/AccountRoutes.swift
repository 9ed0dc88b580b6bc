import Domain
import Hummingbird

/// The pages about oneself.
struct AccountRoutes {
    let cairn: Cairn
    private var accounts: Accounts { Accounts(cairn: cairn) }

    func show(request: Request, context: AccountContext) async throws -> Response {
        try await page(context)
    }

    func update(request: Request, context: AccountContext) async throws -> Response {
        let form = try await request.form()
        do {
            let draft = Account.Draft(
                name: form["name"], email: form["email"], language: form["language"], timeZone: form["time_zone"],
                shortcuts: form.has("shortcuts"), theme: Account.Theme(rawValue: form["theme"]) ?? .system,
                version: Int(form["version"]) ?? 0)
            try await accounts.edit(context.account, draft, password: form.raw("current_password"))
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            return try await page(context, profile: state)
        }
        return cairn.seeOther("/account", flash: .saved)
    }

    func changePassword(request: Request, context: AccountContext) async throws -> Response {
        let form = try await request.form()
        do {
            let token = try await accounts.changePassword(
                context.account, from: form.raw("old_password"), to: form.raw("password"), device: request.device,
                address: context.visitor.address)
            return SignInRoutes(cairn: cairn).entered(token, next: "/account", flash: .passwordChanged)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            return try await page(context, password: state)
        }
    }

    func endSignIn(request: Request, context: AccountContext) async throws -> Response {
        try await accounts.end(context.parameters.get("signIn") ?? "", of: context.account)
        return cairn.seeOther("/account", flash: .signInsEnded)
    }

    func endOtherSignIns(request: Request, context: AccountContext) async throws -> Response {
        try await accounts.endOthers(than: context.signInID, of: context.account)
        return cairn.seeOther("/account", flash: .signInsEnded)
    }

    /// The page with the account as it is now: after a clash, what the other one wrote.
    private func page(_ context: AccountContext, profile: FormState = .fresh, password: FormState = .fresh) async throws -> Response {
        let current = profile.isStale ? try await accounts.reload(context.account) : context.account
        let view = AccountView(
            signIns: try await accounts.signIns(of: context.account), current: context.signInID,
            workspaces: context.visitor.account.map { Array($0.viewers.values) } ?? [])
        let page = cairn.plainPage(for: context).accountPage(current, view, profile: profile, password: password)
        return cairn.respond(page, status: profile.typed == nil ? password.status : profile.status)
    }
}

extension Request {
    /// What the browser says of itself.
    var device: String { headers[.userAgent] ?? "" }
}
