import Domain
import Hummingbird

/// Links that let people in: made and taken back in the workspace, accepted at the door.
struct InvitationRoutes {
    let cairn: Cairn
    private var invitations: Invitations { Invitations(cairn: cairn) }

    func list(request: Request, context: ViewerContext) async throws -> Response {
        let rows = try await invitations.list(for: context.viewer)
        return try await cairn.show(context) { page in page.invitationsPage(rows) }
    }

    func new(request: Request, context: ViewerContext) async throws -> Response {
        let choices = try await invitations.choices(for: context.viewer)
        let query = request.query
        let draft = Invitation.Draft(
            teamID: try? query.id("team", of: Team.self), personID: try? query.id("person", of: Person.self))
        let key: ID<Invitation> = cairn.newID()
        return try await cairn.show(context) { page in page.newInvitationPage(draft, choices, .fresh, formKey: key.text) }
    }

    /// The link is in this answer and nowhere else. The same form sent again leads to the list.
    func create(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        do {
            let id: ID<Invitation> = try form.id("form_key") ?? cairn.newID()
            let draft = try draft(form)
            guard let token = try await invitations.make(draft, id: id, by: context.viewer, from: context.visitor.address) else {
                return cairn.seeOther(cairn.path(context.viewer, "invitations"))
            }
            let link = "\(cairn.address(of: request))/invitations/\(token)"
            var response = try await cairn.show(context, status: .created, flash: Flash.invited.words) { page in
                page.invitationLinkPage(draft, link: link)
            }
            response.headers[.cacheControl] = "no-store"
            return response
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            let choices = try await invitations.choices(for: context.viewer)
            return try await cairn.show(context, status: state.status) { page in
                page.newInvitationPage(Invitation.Draft(), choices, state, formKey: form["form_key"])
            }
        }
    }

    func revoke(request: Request, context: ViewerContext) async throws -> Response {
        try await invitations.revoke(context.id("invitation"), by: context.viewer, from: context.visitor.address)
        return cairn.seeOther(cairn.path(context.viewer, "invitations"), flash: .revoked)
    }

    private func draft(_ form: Form) throws -> Invitation.Draft {
        var problems = Problems()
        let role: Person.Role? = form.word("role", &problems)
        let days = form.integer("days", &problems)
        let places = form.integer("places", &problems)
        try problems.check()
        return Invitation.Draft(
            role: role ?? .member, teamID: try form.id("team_id"), personID: try form.id("person_id"), note: form["note"],
            places: places ?? 1,
            days: days ?? 14)
    }

    /// At the door: what the link leads to.
    func open(request: Request, context: VisitorContext) async throws -> Response {
        let (token, view) = try await find(context)
        if let viewer = context.account?.viewers[view.workspace.slug] {
            return .redirect(to: "/\(viewer.workspace.slug)/today", type: .normal)
        }
        return cairn.respond(cairn.plainPage(for: context).invitation(view, token: token, .fresh))
    }

    func accept(request: Request, context: VisitorContext) async throws -> Response {
        let form = try await request.form()
        let (token, view) = try await find(context)
        do {
            if let account = context.account?.account {
                let workspace = try await invitations.accept(token, as: account, address: context.address)
                return cairn.seeOther("/\(workspace.slug)/today", flash: .joined)
            }
            let draft = Account.Draft(
                name: form["name"], email: form["email"], language: form["language"],
                timeZone: form["time_zone"].isEmpty ? "UTC" : form["time_zone"])
            let made = try await invitations.accept(
                token, draft, password: form.raw("password"), device: request.device, address: context.address)
            return SignInRoutes(cairn: cairn).entered(made.token, next: "/\(made.workspace.slug)/today", flash: .joined)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            return cairn.respond(cairn.plainPage(for: context).invitation(view, token: token, state), status: state.status)
        }
    }

    private func find(_ context: VisitorContext) async throws -> (String, InvitationView) {
        try cairn.limits.take("link from \(context.address)", .linkFromAddress, at: cairn.now)
        let token = context.parameters.get("token") ?? ""
        return (token, try await invitations.find(token))
    }
}
