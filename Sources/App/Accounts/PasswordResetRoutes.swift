import Domain
import Hummingbird

/// What stands behind a one-time link for a new password.
struct PasswordResetRoutes {
    let cairn: Cairn
    private var resets: PasswordResets { PasswordResets(cairn: cairn) }

    func form(request: Request, context: VisitorContext) async throws -> Response {
        let account = try await find(context).account
        return cairn.respond(cairn.plainPage(for: context).newPassword(for: account, .fresh))
    }

    func create(request: Request, context: VisitorContext) async throws -> Response {
        let form = try await request.form()
        let found = try await find(context)
        do {
            let token = try await resets.use(
                found.token, password: form.raw("password"), device: request.device, address: context.address)
            return SignInRoutes(cairn: cairn).entered(token, next: "/", flash: .passwordChanged)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            return cairn.respond(cairn.plainPage(for: context).newPassword(for: found.account, state), status: state.status)
        }
    }

    private func find(_ context: VisitorContext) async throws -> (token: String, account: Account) {
        try cairn.limits.take("link from \(context.address)", .linkFromAddress, at: cairn.now)
        let token = context.parameters.get("token") ?? ""
        return (token, try await resets.account(token: token))
    }
}

extension Page {
    func newPassword(for account: Account, _ state: FormState) -> HTML {
        door(
            t("New password"),
            """
            <header><h1>\(t("Choose a new password"))</h1><p class="lede">\(t("For \(account.email). Every browser that is signed in now will be signed out."))</p></header>
            <form class="form" method="post">\(formProblems(state))
            <input type="hidden" name="username" autocomplete="username" value="\(account.email)">
            \(newPasswordField("password", t("New password"), state))
            <button class="button primary">\(t("Save and sign in"))</button>
            </form>
            """)
    }
}
