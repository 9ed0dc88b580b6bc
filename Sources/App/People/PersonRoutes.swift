import Domain
import Hummingbird

/// The people of a workspace.
struct PersonRoutes {
    let cairn: Cairn
    private var people: People { People(cairn: cairn) }

    func list(request: Request, context: ViewerContext) async throws -> Response {
        let text = String(request.query["q"].prefix(100))
        let rows = try await people.list(for: context.viewer, matching: text)
        return try await cairn.show(context) { page in page.peoplePage(rows, matching: text) }
    }

    func show(request: Request, context: ViewerContext) async throws -> Response {
        let view = try await people.view(context.id("person"), for: context.viewer)
        return try await cairn.show(context) { page in page.personPage(view) }
    }

    func new(request: Request, context: AdminContext) async throws -> Response {
        let id: ID<Person> = cairn.newID()
        return try await cairn.show(context) { page in page.newPersonPage(.fresh, formKey: id.text) }
    }

    func create(request: Request, context: AdminContext) async throws -> Response {
        let form = try await request.form()
        do {
            let id: ID<Person> = try form.id("form_key") ?? cairn.newID()
            let draft = PlaceholderDraft(name: form["name"], email: form["email"])
            try await people.add(draft, id: id, by: context.viewer, from: context.visitor.address)
            return cairn.seeOther(cairn.path(context.viewer, "people", id), flash: .made)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            return try await cairn.show(context, status: state.status) { page in page.newPersonPage(state, formKey: form["form_key"]) }
        }
    }

    func changeRole(request: Request, context: AdminContext) async throws -> Response {
        try await act(request, context, flash: .saved) { id, form in
            guard let role = Person.Role(rawValue: form["role"]) else { throw AppError.invalid("role", "Choose one from the list.") }
            try await people.changeRole(of: id, to: role, by: context.viewer, from: context.visitor.address)
        }
    }

    func deactivate(request: Request, context: AdminContext) async throws -> Response {
        try await act(request, context, flash: .deactivated) { id, _ in
            try await people.deactivate(id, by: context.viewer, from: context.visitor.address)
        }
    }

    func reactivate(request: Request, context: AdminContext) async throws -> Response {
        try await act(request, context, flash: .activated) { id, _ in
            try await people.reactivate(id, by: context.viewer, from: context.visitor.address)
        }
    }

    func handOver(request: Request, context: ViewerContext) async throws -> Response {
        try await act(request, context, flash: .handedOver) { id, form in
            try await HandOver(cairn: cairn).run(from: id, to: form.id("to"), by: context.viewer, address: context.visitor.address)
        }
    }

    /// The link is in this answer and nowhere else, so it is not kept by the browser and not shown again.
    func passwordLink(request: Request, context: AdminContext) async throws -> Response {
        let id: ID<Person> = try context.id("person")
        do {
            let token = try await PasswordResets(cairn: cairn).make(for: id, by: context.viewer, from: context.visitor.address)
            let view = try await people.view(id, for: context.viewer)
            let link = "\(cairn.address(of: request))/reset/\(token)"
            var response = try await cairn.show(context, status: .created) { page in page.passwordLinkPage(view.person, link: link) }
            response.headers[.cacheControl] = "no-store"
            return response
        } catch let error as AppError {
            guard let state = FormState(Form(), error) else { throw error }
            let view = try await people.view(id, for: context.viewer)
            return try await cairn.show(context, status: state.status) { page in page.personPage(view, state) }
        }
    }

    /// Something done to a person from their page; what stands against it is said there.
    private func act(
        _ request: Request, _ context: some PersonContext, flash: Flash, _ verb: (ID<Person>, Form) async throws -> Void
    ) async throws -> Response {
        let id: ID<Person> = try context.id("person")
        let form = try await request.form()
        do {
            try await verb(id, form)
            return cairn.seeOther(cairn.path(context.viewer, "people", id), flash: flash)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            let view = try await people.view(id, for: context.viewer)
            return try await cairn.show(context, status: state.status) { page in page.personPage(view, state) }
        }
    }
}

/// A request in a workspace, by anybody in it or by an admin.
protocol PersonContext: ReaderContext {
    var viewer: Viewer { get }
}
extension ViewerContext: PersonContext {}
extension AdminContext: PersonContext {}

extension Cairn {
    /// A path in the viewer's workspace.
    func path(_ viewer: Viewer, _ parts: any CustomStringConvertible...) -> String {
        "/" + ([viewer.workspace.slug] + parts.map { "\($0)" }).joined(separator: "/")
    }

    /// Where people reach this server: what the operator set, otherwise what this browser used.
    func address(of request: Request) -> String {
        settings.baseURL ?? "http://\(request.head.authority ?? "\(settings.host):\(settings.port)")"
    }
}
