import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// The audit log, as a page and as a file.
struct AuditRoutes {
    let cairn: Cairn
    private var log: AuditLog { AuditLog(cairn: cairn) }

    func show(request: Request, context: AdminContext) async throws -> Response {
        let query = request.query
        let filter = AuditLog.Filter(query)
        if query["format"] == "jsonl" { return try await download(filter, context) }
        let view = try await log.page(filter, before: ID(query["before"]), for: context.viewer)
        var response = try await cairn.show(context) { page in page.auditPage(view) }
        // Sign-ins change no workspace, so nothing would tell that a kept page is old.
        response.headers[.eTag] = nil
        return response
    }

    /// Written while it is sent, a thousand lines at a time.
    private func download(_ filter: AuditLog.Filter, _ context: AdminContext) async throws -> Response {
        let viewer = context.viewer
        try await log.noteDownload(filter, by: viewer, from: context.visitor.address)
        let body = ResponseBody { [log] writer in
            var before: ID<Audit>?
            repeat {
                let part = try await log.file(filter, before: before, for: viewer)
                before = part.last
                if before != nil { try await writer.write(ByteBuffer(string: part.text)) }
            } while before != nil
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/jsonl; charset=utf-8",
                .contentDisposition: "attachment; filename=\"audit-\(viewer.workspace.slug).jsonl\"", .cacheControl: "no-store",
            ], body: body)
    }
}
