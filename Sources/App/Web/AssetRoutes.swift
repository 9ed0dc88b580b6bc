import Domain
import HTTPTypes
import Hummingbird

/// Style, script and pictures: named by their hash, so kept for ever.
struct AssetRoutes {
    let cairn: Cairn

    func file(request: Request, context: VisitorContext) async throws -> Response {
        let path = context.parameters.getCatchAll().joined(separator: "/")
        guard let file = cairn.assets.files[path] else { throw AppError.notFound }
        return Response(
            status: .ok, headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
            body: ResponseBody(byteBuffer: file.body))
    }
}
