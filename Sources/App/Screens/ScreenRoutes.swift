import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// Screens on a wall: made and ended in the workspace; shown to whoever holds the link, who is not signed in.
struct ScreenRoutes {
    let cairn: Cairn
    private var screens: Screens { Screens(cairn: cairn) }

    func list(request: Request, context: ViewerContext) async throws -> Response {
        let (rows, choices) = (try await screens.list(for: context.viewer), try await screens.choices(for: context.viewer))
        let draft = Screen.Draft(name: "", teamID: ID(request.query["team"]), cycleID: ID(request.query["cycle"]))
        return try await cairn.show(context) { page in page.screensPage(rows, choices, draft, .fresh) }
    }

    /// The link is in this answer and nowhere else, so it is not kept by the browser and not shown again.
    func create(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        return try await cairn.carryOut(form, context) {
            let draft = Screen.Draft(name: form["name"], teamID: try form.id("team_id"), cycleID: try form.id("cycle_id"))
            let made = try await screens.make(draft, by: context.viewer, from: context.visitor.address)
            let link = "\(cairn.address(of: request))/screen/\(made.secret)"
            var response = try await cairn.show(context, status: .created) { page in page.newScreenPage(made.screen, link: link) }
            response.headers[.cacheControl] = "no-store"
            return response
        } again: { state in
            let (rows, choices) = (try await screens.list(for: context.viewer), try await screens.choices(for: context.viewer))
            return { page in page.screensPage(rows, choices, Screen.Draft(name: ""), state) }
        }
    }

    func revoke(request: Request, context: ViewerContext) async throws -> Response {
        try await screens.revoke(context.id("screen"), by: context.viewer, from: context.visitor.address)
        return cairn.seeOther(context.path("screens"), flash: .screenEnded)
    }

    // MARK: On the wall

    func show(request: Request, context: VisitorContext) async throws -> Response {
        let secret = try secret(context)
        let view = try await screens.show(secret)
        let (language, workspace) = (Language(rawValue: view.viewer.workspace.language) ?? .en, view.viewer.workspace)
        var page = Page(
            assets: cairn.assets, account: nil, viewer: view.viewer, tongue: Tongue(language: language, zone: workspace.zone),
            now: cairn.now, settings: cairn.settings)
        page.livePath = "/screen/\(secret)/live"
        let html = page.wall(view)
        let tag = "\"\(shortHash(html.markup))\""
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: [.eTag: tag]) }
        var response = cairn.respond(html)
        response.headers[.eTag] = tag
        return response
    }

    /// The page's own channel: it carries names of what changed, and ends with the link.
    func live(request: Request, context: VisitorContext) async throws -> Response {
        let secret = try secret(context)
        let view = try await screens.show(secret)
        let workspace = view.viewer.workspace
        let wanted = Set((view.topics + ["access"]).map { "\(workspace.id)/\($0)" })
        let place = try cairn.placeForPage(of: .screen(view.screen.id))
        return cairn.liveStream(of: cairn.live.subscribe(to: wanted), at: place, in: workspace.zone) { change in
            guard change == LiveHub.tick || change == "*" || change.hasSuffix("/access") else { return true }
            return try await screens.works(secret)
        }
    }

    private func secret(_ context: VisitorContext) throws -> String {
        guard let secret = context.parameters.get("secret"), secret.utf8.count < 100 else { throw AppError.notFound }
        return secret
    }
}
