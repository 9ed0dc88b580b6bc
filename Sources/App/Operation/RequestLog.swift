import Database
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// Finds out where a request comes from, gives it its id, counts it, and writes one line about it: what kind of request, how it ended, how long it took, who asked.
/// Addresses stand there as their pattern: what fills it in may be a secret, as in `/reset/:token`.
struct RequestLog: RouterMiddleware {
    let cairn: Cairn

    func handle(_ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response) async throws
        -> Response
    {
        let start = DispatchTime.now().uptimeNanoseconds
        var context = context
        believe(request, &context)
        if let id = given(request, context) { context.requestID = id }
        let note = RequestNote(id: context.requestID, address: context.address)
        do {
            var response = try await Caller.$note.withValue(note) { try await next(request, context) }
            response.headers[.xRequestID] = note.id
            finish(request, pattern(context), response.status.code, start, note)
            return response
        } catch {
            finish(request, pattern(context), 500, start, note)
            throw error
        }
    }

    /// A trusted proxy says for whom it asks: the last address it added itself. Whatever came through any proxy did not come from this machine.
    private func believe(_ request: Request, _ context: inout VisitorContext) {
        if proxyHeaders.contains(where: { request.headers[$0] != nil }) { context.isLocal = false }
        guard let forwarded = request.headers[.xForwardedFor] else { return }
        guard cairn.settings.trustedProxies.contains(context.peer), let last = forwarded.split(separator: ",").last else { return }
        context.address = last.trimmingCharacters(in: .whitespaces)
    }

    /// The id that a trusted proxy gave it, so that its log and ours can be laid side by side.
    private func given(_ request: Request, _ context: VisitorContext) -> String? {
        guard let id = request.headers[.xRequestID], cairn.settings.trustedProxies.contains(context.peer) else { return nil }
        return isPlainID(id) ? id : nil
    }

    private func isPlainID(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46 || byte == 95
            }
    }

    /// The router has a word of its own for what is in no table.
    private func pattern(_ context: VisitorContext) -> String? {
        context.endpointPath.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    private func finish(_ request: Request, _ pattern: String?, _ status: Int, _ start: UInt64, _ note: RequestNote) {
        let nanoseconds = DispatchTime.now().uptimeNanoseconds - start
        let method = knownMethods.contains(request.method) ? request.method.rawValue : "OTHER"
        cairn.requests.note(method: method, pattern: pattern ?? "none", status: status, seconds: Double(nanoseconds) / 1e9)
        let isNoise = pattern.map { quietPatterns.contains($0) } ?? false
        cairn.logger.log(
            level: isNoise ? .debug : .info, "request",
            metadata: [
                "request": .string(note.id), "method": .string(method), "route": .string(routeName(pattern)),
                "status": .stringConvertible(status), "ms": .stringConvertible((Double(nanoseconds) / 1e4).rounded() / 100),
                "person": note.person.map { .string($0) } ?? .string("-"),
            ])
    }
}

/// What watches the server asks often, and says nothing about people.
private let quietPatterns: Set<String> = ["/healthz", "/readyz", "/metrics", "/assets/**"]
private let knownMethods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]

/// A pattern as the table of routes writes it: `/:workspace/goals/:goal`.
func routeName(_ pattern: String?) -> String {
    guard let pattern else { return "none" }
    return pattern.replacing("{", with: ":").replacing("}", with: "")
}

private let proxyHeaders: [HTTPField.Name] = [.xForwardedFor, .forwarded, .xRealIP, .xForwardedProto, .xForwardedHost, .via]

extension HTTPField.Name {
    fileprivate static let forwarded = HTTPField.Name("Forwarded")!
    fileprivate static let xRealIP = HTTPField.Name("X-Real-IP")!
    fileprivate static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
    fileprivate static let xForwardedHost = HTTPField.Name("X-Forwarded-Host")!
    static let xRequestID = HTTPField.Name("X-Request-Id")!
}
