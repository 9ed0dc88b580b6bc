import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

struct SearchRoutes {
    let cairn: Cairn
    private var search: Search { Search(cairn: cairn) }

    /// The whole page; with `part=results` only what was found, for the palette.
    func show(request: Request, context: ViewerContext) async throws -> Response {
        let query = Query(request.query["q"])
        guard request.query["part"] == "results" else {
            let found = try await search.find(query, size: .page, for: context.viewer)
            return try await cairn.show(context) { page in page.searchPage(found) }
        }
        let found = try await search.find(query, size: .palette, for: context.viewer)
        return cairn.respond(cairn.plainPage(for: context).paletteResults(found))
    }

    /// Whom one could mean after `@`.
    func mentions(request: Request, context: ViewerContext) async throws -> Response {
        let names = try await search.people(named: request.query["q"], for: context.viewer)
        let body = try JSONEncoder().encode(names.map { Mentionable(name: $0, handle: $0) })
        return Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

/// Someone who can be named after `@`; the handle is what stands in the text.
private struct Mentionable: Encodable {
    var name: String
    var handle: String
}
