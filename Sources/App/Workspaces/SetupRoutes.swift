import Domain
import Hummingbird

/// Making a workspace: the first one of a server, or another one by somebody who has an account.
struct SetupRoutes {
    let cairn: Cairn
    private var workspaces: Workspaces { Workspaces(cairn: cairn) }

    func form(request: Request, context: VisitorContext) async throws -> Response {
        let key = request.query["key"]
        if let refusal = try await refuse(context, key: key) { return refusal }
        return cairn.respond(cairn.plainPage(for: context).setup(.fresh, key: key))
    }

    func create(request: Request, context: VisitorContext) async throws -> Response {
        let form = try await request.form()
        if let refusal = try await refuse(context, key: form["key"]) { return refusal }
        do {
            return try await make(form, request, context)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            return cairn.respond(cairn.plainPage(for: context).setup(state, key: form["key"]), status: state.status)
        }
    }

    /// Makes the demo on a fresh server, and leads to the people through whose eyes it can be seen.
    func demo(request: Request, context: VisitorContext) async throws -> Response {
        let form = try await request.form()
        guard try await workspaces.isFirstStart() else { return cairn.seeOther("/sign-in") }
        if let refusal = try await refuse(context, key: form["key"]) { return refusal }
        // Pressed twice: the demo of the first press is shown.
        if try await workspaces.isEmpty() { _ = try await cairn.makeDemo() }
        return cairn.seeOther("/sign-in")
    }

    /// Where nobody is signed in, only the first start makes a workspace, and only for whoever stands at the machine or holds its key.
    private func refuse(_ context: VisitorContext, key: String) async throws -> Response? {
        if let account = context.account {
            guard account.mayMakeWorkspaces else {
                throw AppError.forbidden("You look around as somebody of the demo. Sign out first, then make your own workspace.")
            }
            return nil
        }
        guard try await workspaces.isFirstStart() else { return .redirect(to: "/sign-in?next=/setup", type: .normal) }
        guard workspaces.mayBegin(context, key: key) else {
            throw AppError.forbidden("Begin on the machine itself, or with the address that was printed when it was started.")
        }
        return nil
    }

    private func make(_ form: Form, _ request: Request, _ context: VisitorContext) async throws -> Response {
        let draft = Workspace.Draft(name: form["workspace"], purpose: form["purpose"])
        if let account = context.account?.account {
            let workspace = try await workspaces.make(draft, for: account)
            return cairn.seeOther("/\(workspace.slug)/begin", flash: .workspaceReady)
        }
        let owner = Account.Draft(
            name: form["name"], email: form["email"], language: form["language"], timeZone: form["time_zone"])
        let made = try await workspaces.makeFirst(draft, owner: owner, password: form.raw("password"))
        let token = try await SignIns(cairn: cairn).open(made.owner, from: context.address, device: request.device)
        return SignInRoutes(cairn: cairn).entered(token, next: "/\(made.workspace.slug)/begin", flash: .workspaceReady)
    }
}
