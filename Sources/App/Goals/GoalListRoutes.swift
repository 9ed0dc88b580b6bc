import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// Goals, as tree, as table and as file.
struct GoalListRoutes {
    let cairn: Cairn
    private var lists: GoalLists { GoalLists(cairn: cairn) }

    func index(request: Request, context: ViewerContext) async throws -> Response {
        let filter = GoalFilter(request.query)
        if request.query["format"] == "csv" { return try await file(filter, context) }
        let list = try await lists.list(filter, for: context.viewer)
        return try await cairn.show(context) { page in page.goalListPage(list) }
    }

    private func file(_ filter: GoalFilter, _ context: ViewerContext) async throws -> Response {
        let list = try await lists.export(filter, for: context.viewer, from: context.visitor.address)
        let page = cairn.plainPage(for: context)
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8; header=present",
            .contentDisposition: "attachment; filename=\"goals-\(page.workspaceToday.iso).csv\"",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: page.goalCSV(list))))
    }
}
