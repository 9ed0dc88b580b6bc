import Domain
import HTTPTypes
import Hummingbird

/// The page of tokens.
struct TokenRoutes {
    let cairn: Cairn
    private var tokens: Tokens { Tokens(cairn: cairn) }

    func list(request: Request, context: ViewerContext) async throws -> Response {
        let rows = try await tokens.list(for: context.viewer)
        return try await cairn.show(context) { page in page.tokensPage(rows, .fresh) }
    }

    /// The secret is in this answer and nowhere else, so it is not kept by the browser and not shown again.
    func create(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        return try await cairn.carryOut(form, context) {
            let made = try await tokens.make(draft(form), by: context.viewer, from: context.visitor.address)
            let address = cairn.address(of: request)
            var response = try await cairn.show(context, status: .created) { page in page.newTokenPage(made, address: address) }
            response.headers[.cacheControl] = "no-store"
            return response
        } again: { state in
            let rows = try await tokens.list(for: context.viewer)
            return { page in page.tokensPage(rows, state) }
        }
    }

    func revoke(request: Request, context: ViewerContext) async throws -> Response {
        try await tokens.revoke(context.id("token"), by: context.viewer, from: context.visitor.address)
        return cairn.seeOther(context.path("tokens"), flash: .tokenRevoked)
    }

    private func draft(_ form: Form) throws(AppError) -> Token.Draft {
        var problems = Problems()
        let scope: Token.Scope = form.word("scope", &problems) ?? .read
        let days = form["days"] == "" ? nil : form.integer("days", &problems)
        try problems.check()
        return Token.Draft(name: form["name"], scope: scope, days: days)
    }
}
