import Domain
import Hummingbird

/// The teams of a workspace. Admins keep them all, leads their own and those below; the noun decides.
struct TeamRoutes {
    let cairn: Cairn
    private var teams: Teams { Teams(cairn: cairn) }

    func list(request: Request, context: ViewerContext) async throws -> Response {
        let tree = try await teams.tree(for: context.viewer)
        return try await cairn.show(context) { page in page.teamsPage(tree) }
    }

    func show(request: Request, context: ViewerContext) async throws -> Response {
        try await page(of: context.id("team"), context)
    }

    func new(request: Request, context: ViewerContext) async throws -> Response {
        let viewer = context.viewer
        try Team.mayMake(under: Array(viewer.leads), by: viewer).check()
        let choices = try await teams.choices(for: viewer)
        let parent = try? request.query.id("parent", of: Team.self)
        let draft = Team.Draft(name: "", parentID: parent ?? (viewer.isAdmin ? nil : viewer.leads.min()))
        let key: ID<Team> = cairn.newID()
        return try await cairn.show(context) { page in page.newTeamPage(draft, choices, .fresh, formKey: key.text) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        do {
            let id: ID<Team> = try form.id("form_key") ?? cairn.newID()
            try await teams.make(draft(form), id: id, by: context.viewer, from: context.visitor.address)
            return cairn.seeOther(cairn.path(context.viewer, "teams", id), flash: .made)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            let choices = try await teams.choices(for: context.viewer)
            return try await cairn.show(context, status: state.status) { page in
                page.newTeamPage(Team.Draft(name: ""), choices, state, formKey: form["form_key"])
            }
        }
    }

    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let view = try await teams.view(context.id("team"), for: context.viewer)
        try view.mayEdit(by: context.viewer).check()
        let choices = try await teams.choices(for: context.viewer)
        return try await cairn.show(context) { page in page.editTeamPage(view, choices, .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let id: ID<Team> = try context.id("team")
        let form = try await request.form()
        do {
            try await teams.edit(id, draft(form), by: context.viewer, from: context.visitor.address)
            return cairn.seeOther(cairn.path(context.viewer, "teams", id), flash: .saved)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            let view = try await teams.view(id, for: context.viewer)
            let choices = try await teams.choices(for: context.viewer)
            return try await cairn.show(context, status: state.status) { page in page.editTeamPage(view, choices, state) }
        }
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        let id: ID<Team> = try context.id("team")
        do {
            try await teams.remove(id, by: context.viewer, from: context.visitor.address)
            return cairn.seeOther(cairn.path(context.viewer, "teams"), flash: .removed)
        } catch let error as AppError {
            guard let state = FormState(Form(), error) else { throw error }
            return try await page(of: id, context, state)
        }
    }

    func addMember(request: Request, context: ViewerContext) async throws -> Response {
        let id: ID<Team> = try context.id("team")
        let form = try await request.form()
        do {
            try await teams.add(form.id("person"), to: id, by: context.viewer, from: context.visitor.address)
            return cairn.seeOther(cairn.path(context.viewer, "teams", id), flash: .saved)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            return try await page(of: id, context, state)
        }
    }

    func removeMember(request: Request, context: ViewerContext) async throws -> Response {
        let id: ID<Team> = try context.id("team")
        try await teams.remove(context.id("person"), from: id, by: context.viewer, from: context.visitor.address)
        return cairn.seeOther(cairn.path(context.viewer, "teams", id), flash: .saved)
    }

    private func page(of id: ID<Team>, _ context: ViewerContext, _ state: FormState = .fresh) async throws -> Response {
        let view = try await teams.view(id, for: context.viewer)
        return try await cairn.show(context, status: state.status) { page in page.teamPage(view, state) }
    }

    private func draft(_ form: Form) throws(AppError) -> Team.Draft {
        Team.Draft(
            name: form["name"], purpose: form["purpose"], parentID: try form.id("parent_id"), leadID: try form.id("lead_id"),
            version: Int(form["version"]) ?? 0)
    }
}

extension TeamView {
    func mayEdit(by viewer: Viewer) -> Permission { team.mayEdit(above: above.map(\.id), by: viewer) }
}
