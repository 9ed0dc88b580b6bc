import Crypto
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What a supervisor, a load balancer or Prometheus asks. No cookie is read or set.
struct OperationRoutes {
    let cairn: Cairn

    /// The program runs and answers; the data is not touched.
    func health(request: Request, context: VisitorContext) async throws -> Response {
        answer(nil, to: request)
    }

    /// Data can be read and written.
    func readiness(request: Request, context: VisitorContext) async throws -> Response {
        answer(await Health(cairn: cairn).problem(), to: request)
    }

    /// Only for this machine, or with the operator's token; to everyone else it is not there.
    func metrics(request: Request, context: VisitorContext) async throws -> Response {
        guard isFromHere(request, context) || hasToken(request) else { throw AppError.notFound }
        return text(Metrics(cairn: cairn).text, type: "text/plain; version=0.0.4; charset=utf-8")
    }

    private func answer(_ problem: String?, to request: Request) -> Response {
        let isJSON = request.headers[.accept]?.contains("application/json") == true
        var response = isJSON ? text(json(problem), type: "application/json; charset=utf-8") : text("\(problem ?? "ok")\n")
        if problem != nil { response.status = .serviceUnavailable }
        return response
    }

    private func json(_ problem: String?) -> String {
        var json = JSONWriter()
        json.object {
            $0.field("status", problem == nil ? "ok" : "unavailable")
            if let problem { $0.field("reason", problem) }
        }
        return json.text + "\n"
    }

    private func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A proxy on this machine that says nothing of itself still asks for the host that people typed.
    private func isFromHere(_ request: Request, _ context: VisitorContext) -> Bool {
        guard context.isLocal, request.headers[.authorization] == nil else { return false }
        let host = request.head.authority ?? ""
        return ["localhost", "127.0.0.1", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
    }

    private func hasToken(_ request: Request) -> Bool {
        guard let token = cairn.settings.metricsToken, !token.isEmpty, let given = request.headers[.authorization] else { return false }
        return isSame(given, "Bearer " + token)
    }

    /// Compared in the same time wherever they differ.
    private func isSame(_ left: String, _ right: String) -> Bool {
        SHA256.hash(data: Data(left.utf8)) == SHA256.hash(data: Data(right.utf8))
    }
}
