import Domain
import Hummingbird

/// The pages of one goal.
struct GoalViewRoutes {
    let cairn: Cairn
    private var views: GoalViews { GoalViews(cairn: cairn) }

    func show(request: Request, context: ViewerContext) async throws -> Response {
        let view = try await views.page(context.id("goal"), for: context.viewer)
        return try await cairn.show(context) { page in page.goalPage(view, formKey: formKey) }
    }

    func checkIns(request: Request, context: ViewerContext) async throws -> Response {
        let (view, older) = try await views.checkIns(context.id("goal"), before: before(request), for: context.viewer)
        return try await cairn.show(context) { page in page.checkInsPage(view, older: older) { formKey } }
    }

    func history(request: Request, context: ViewerContext) async throws -> Response {
        let (view, older) = try await views.history(context.id("goal"), before: ID<Event>(request.query["before"]), for: context.viewer)
        return try await cairn.show(context) { page in page.historyPage(view, older: older) }
    }

    /// Made anew for each page, so that a form that is sent twice is carried out once.
    private var formKey: String {
        let id: ID<Comment> = cairn.newID()
        return id.text
    }

    private func before(_ request: Request) -> Moment? { Int64(request.query["before"]).map { Moment(milliseconds: $0) } }
}
