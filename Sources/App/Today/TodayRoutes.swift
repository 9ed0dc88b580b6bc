import Domain
import Hummingbird

struct TodayRoutes {
    let cairn: Cairn

    /// The workspace's own address leads to Today.
    func front(request: Request, context: ViewerContext) async throws -> Response {
        .redirect(to: "/\(context.viewer.workspace.slug)/today", type: .normal)
    }

    func show(request: Request, context: ViewerContext) async throws -> Response {
        let view = try await Today(cairn: cairn).view(for: context.viewer)
        return try await cairn.show(context) { page in page.todayPage(view) }
    }
}
