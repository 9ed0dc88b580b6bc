import Crypto
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Cairn {
    /// A page for whoever asks, with the navigation filled in. The closure makes the markup; it may not touch the data.
    func show(
        _ context: some ReaderContext, status: HTTPResponse.Status = .ok, flash: Words? = nil, _ make: (Page) -> HTML
    ) async throws -> Response {
        var page = plainPage(for: context)
        page.flash = flash ?? page.flash
        page.isLive = status == .ok
        if let viewer = context.readerViewer { page.navigation = try await navigation(for: viewer) }
        let html = make(page)
        var response = respond(html, status: status)
        if context.readerViewer != nil, status == .ok { response.headers[.eTag] = shortHash(html.markup) }
        return response
    }

    /// A page without navigation, for doors and errors.
    func plainPage(for context: some ReaderContext) -> Page {
        let visitor = context.visitor
        let language = context.reader.flatMap { Language(rawValue: $0.language) } ?? Language(accepting: visitor.languages)
        let zone = context.reader?.zone ?? .gmt
        return Page(
            assets: assets, account: context.reader, viewer: context.readerViewer, tongue: Tongue(language: language, zone: zone),
            now: now, settings: settings, flash: visitor.flash.flatMap(Flash.init)?.words)
    }

    func respond(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html.markup)))
    }

    /// After a form was carried out: 303, so that going back or loading again does not send it twice. The words are shown once on the next page.
    func seeOther(_ path: String, flash: Flash? = nil) -> Response {
        var response = Response.redirect(to: path, type: .normal)
        if let flash {
            let cookie = "cairn-flash=\(flash.rawValue); Path=/; Max-Age=60; SameSite=Lax; HttpOnly"
            response.headers.append(HTTPField(name: .setCookie, value: cookie))
        }
        return response
    }
}

/// Pages that have not changed are not made again: the tag is made of the workspace's counter, the reader, the address and the quarter
/// of an hour (for "10 minutes ago"), and of the markup itself, so that a change elsewhere in the workspace still answers 304.
struct Unchanged: RouterMiddleware {
    let cairn: Cairn

    func handle(_ request: Request, context: ViewerContext, next: (Request, ViewerContext) async throws -> Response) async throws
        -> Response
    {
        guard request.method == .get || request.method == .head else { return try await next(request, context) }
        let flash = cookie("cairn-flash", in: request)
        let state = state(of: request, context)
        // A proxy that compresses makes our tag a weak one.
        let wanted = request.headers[.ifNoneMatch].map { $0.hasPrefix("W/") ? String($0.dropFirst(2)) : $0 }
        if flash == nil, let wanted, wanted.hasPrefix("\"\(state).") { return unchanged(wanted) }
        var response = try await next(request, context)
        guard let content = response.headers[.eTag] else { return response }
        response.headers[.cacheControl] = "private, no-cache"
        response.headers[.vary] = "Cookie"
        if flash != nil {
            response.headers[.cacheControl] = "no-store"
            response.headers[.eTag] = nil
            return response
        }
        let tag = "\"\(state).\(content)\""
        if wanted?.hasSuffix(".\(content)\"") == true { return unchanged(tag) }
        response.headers[.eTag] = tag
        return response
    }

    private func state(of request: Request, _ context: ViewerContext) -> String {
        let viewer = context.viewer
        let quarter = cairn.now.milliseconds / 900_000
        let mark = cairn.changes.mark(of: viewer.workspace.id)
        return shortHash("\(viewer.id) \(viewer.account.version) \(mark) \(quarter) \(cairn.assets.fingerprint) \(request.uri.string)")
    }

    private func unchanged(_ tag: String) -> Response {
        Response(status: .notModified, headers: [.eTag: tag, .cacheControl: "private, no-cache", .vary: "Cookie"])
    }
}

/// FNV-1a over words of eight bytes: names a state or a text, guards no secret.
func shortHash(_ text: String) -> String {
    var text = text
    return text.withUTF8 { shortHash(UnsafeRawBufferPointer($0)) }
}

func shortHash(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { shortHash($0) } }

private func shortHash(_ raw: UnsafeRawBufferPointer) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var index = 0
    while index + 8 <= raw.count {
        hash = (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x100_0000_01b3
        hash ^= hash >> 29
        index += 8
    }
    while index < raw.count {
        hash = (hash ^ UInt64(raw[index])) &* 0x100_0000_01b3
        index += 1
    }
    return String(hash, radix: 36)
}
