import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// What the API is, for people and for programs.
struct ReferenceRoutes {
    let cairn: Cairn
    let endpoints: [Endpoint]

    func show(request: Request, context: VisitorContext) async throws -> Response {
        let address = cairn.address(of: request)
        return cairn.respond(cairn.plainPage(for: context).referencePage(endpoints, address: address))
    }

    func document(request: Request, context: VisitorContext) async throws -> Response {
        let document = OpenAPI(endpoints: endpoints, tongue: cairn.apiTongue(request)).document()
        return Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8", .vary: "Accept-Language"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: document)))
    }
}
