import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Import and export for admins: choose files, look at what would happen, let it happen; download everything.
struct ImportRoutes: Sendable {
    let cairn: Cairn

    func form(request: Request, context: AdminContext) async throws -> Response {
        try await cairn.show(context) { page in page.importPage(.fresh) }
    }

    func upload(request: Request, context: AdminContext) async throws -> Response {
        do {
            let files = try await files(of: request)
            let key = try cairn.uploads.keep(files, of: context.viewer.id, at: cairn.now)
            return cairn.seeOther("/\(context.viewer.workspace.slug)/import/\(key)")
        } catch let error as AppError {
            guard let problems = error.formProblems else { throw error }
            let state = FormState(typed: Form(), problems: problems)
            return try await cairn.show(context, status: .unprocessableContent) { page in page.importPage(state) }
        }
    }

    /// What would happen; once it has, what did.
    func show(request: Request, context: AdminContext) async throws -> Response {
        let key = context.parameters.get("upload") ?? ""
        let upload = try cairn.uploads.find(key, of: context.viewer.id, at: cairn.now)
        if let report = upload.report { return try await cairn.show(context) { page in page.importDone(report) } }
        let report = try await run(upload, dryRun: true, skippingBadRows: false, context)
        return try await cairn.show(context) { page in page.importPreview(report, upload, key: key) }
    }

    func create(request: Request, context: AdminContext) async throws -> Response {
        let key = context.parameters.get("upload") ?? ""
        let form = try await request.form()
        let upload = try cairn.uploads.find(key, of: context.viewer.id, at: cairn.now)
        let path = "/\(context.viewer.workspace.slug)/import/\(key)"
        // Sent twice: the result of the first time.
        if upload.report != nil { return cairn.seeOther(path) }
        let skips = form.has("skip_bad_rows")
        let report = try await run(upload, dryRun: false, skippingBadRows: skips, context)
        let isWritten = report.errors.isEmpty || (skips && !report.errors.contains { $0.place.line == 0 })
        if isWritten { cairn.uploads.finish(key, with: report) }
        return cairn.seeOther(path, flash: isWritten ? .imported : nil)
    }

    func export(request: Request, context: AdminContext) async throws -> Response {
        let bytes = try await Exports(cairn: cairn).download(by: context.viewer, from: context.visitor.address)
        let name = "\(context.viewer.workspace.slug).json"
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/json", .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func run(_ upload: Uploads.Upload, dryRun: Bool, skippingBadRows: Bool, _ context: AdminContext) async throws -> ImportReport {
        try await Imports(cairn: cairn).run(
            upload.files, dryRun: dryRun, skippingBadRows: skippingBadRows, by: context.viewer, actor: context.viewer.id)
    }

    private func files(of request: Request) async throws -> [ImportFile] {
        let body: ByteBuffer
        do {
            body = try await request.collected(limit: Uploads.mostBytes, within: 120)
        } catch let error as HTTPError where error.status == .contentTooLarge {
            throw AppError.invalid(
                "file", "The files are larger than \(Uploads.mostBytes / 1_000_000) MB together. Use cairn import at the command line.")
        }
        let parts = try Multipart(Array(body.readableBytesView), contentType: request.headers[.contentType] ?? "")
        let files = parts.files("file").map { ImportFile(name: $0.fileName ?? "", bytes: $0.content) }
        if files.isEmpty { throw AppError.invalid("file", "Choose at least one file.") }
        return files
    }
}
