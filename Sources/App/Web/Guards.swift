import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The outermost of the chain: every answer gets the security headers, every error becomes a page with words for people.
/// What is not an `AppError` is a bug: logged with the request's id, shown as "Something went wrong" with that id.
struct ErrorPages: RouterMiddleware {
    let cairn: Cairn
    let ways: Ways

    func handle(_ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response) async throws
        -> Response
    {
        var context = context
        context.languages = request.headers[.acceptLanguage]
        context.flash = cookie("cairn-flash", in: request)
        do {
            return try await secured(forgettingFlash(next(request, context), context))
        } catch {
            return secured(forgettingFlash(answer(to: error, request, context), context))
        }
    }

    /// The sentence that the last form left is on this page now, so the browser forgets it: it is shown once, wherever that is.
    private func forgettingFlash(_ response: Response, _ context: VisitorContext) -> Response {
        guard context.flash != nil, response.headers[.contentType]?.hasPrefix("text/html") == true,
            !response.headers[values: .setCookie].contains(where: { $0.hasPrefix("cairn-flash=") })
        else { return response }
        var response = response
        response.headers.append(HTTPField(name: .setCookie, value: "cairn-flash=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly"))
        return response
    }

    private func answer(to error: any Error, _ request: Request, _ context: VisitorContext) -> Response {
        // The router says "not found" of an address that takes other methods, too.
        let other = (error as? HTTPError)?.status == .notFound ? ways.taken(at: request.uri.path) : nil
        let problem = Problem(other == nil ? error : HTTPError(.methodNotAllowed))
        let forProgram = isAPI(request.uri.path) ? APIProblem(error, isOtherMethod: other != nil) : nil
        let status = forProgram?.code.status ?? problem.status
        if status == .internalServerError || status == .serviceUnavailable {
            cairn.logger.error(
                "request failed",
                metadata: [
                    "request": "\(context.requestID)", "method": "\(request.method)", "route": "\(routeName(context.endpointPath))",
                    "error": "\(error)",
                ])
        }
        if let forProgram { return forProgram.response(cairn.apiTongue(request), request: context.requestID, allow: other) }
        if case .signedOut? = error as? AppError, request.method == .get || request.method == .head, request.headers[.xLive] == nil {
            return .redirect(to: "/sign-in?next=\(encoded(request.uri.string))", type: .normal)
        }
        let recognised = (try? cairn.recognised(request, context)) ?? context
        let page = cairn.plainPage(for: recognised)
        var response = cairn.respond(page.errorPage(problem, id: context.requestID), status: problem.status)
        if let other { response.headers[.allow] = other }
        if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    private func secured(_ response: Response) -> Response {
        var response = response
        for (name, value) in securityHeaders { response.headers[name] = value }
        if cairn.settings.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}

/// An error as it is answered: a status, words, and the fields that are wrong.
struct Problem {
    var status: HTTPResponse.Status
    var title: Words
    var words: Words
    var fields: [AppError.Problem] = []
    var retryAfter: Int?

    init(_ error: any Error) {
        switch error {
        case let error as AppError: self.init(app: error)
        case let error as HTTPError where error.status.kind == .clientError: self.init(http: error.status)
        case DatabaseError.full:
            self.init(
                HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"), "The disk is full",
                "Nothing was saved. What you typed is still in the form if you go back.")
        case DatabaseError.readOnly:
            self.init(
                .serviceUnavailable, "This server can only be read now", "Nothing was saved. Whoever runs it has to make its data writable."
            )
        case DatabaseError.unavailable:
            self.init(.serviceUnavailable, "The data cannot be reached", "Nothing was saved. Try again in a moment.")
        default:
            self.init(
                .internalServerError, "Something went wrong",
                "It is not your doing, and nothing was half saved. The number below helps whoever runs this server to find it.")
        }
    }

    private init(_ status: HTTPResponse.Status, _ title: Words, _ words: Words) {
        self.status = status
        self.title = title
        self.words = words
    }

    private init(app error: AppError) {
        switch error {
        case .notFound:
            self.init(
                .notFound, "This page does not exist, or is not yours to see",
                "Whoever sent the link may have a different team. Ask them, or search.")
        case .signedOut: self.init(.unauthorized, "Sign in first", "You are not signed in, or not any more.")
        case .forbidden(let words): self.init(.forbidden, "This is not yours to change", words)
        case .invalid(let problems):
            self.init(.unprocessableContent, "Something does not fit yet", problems.first?.words ?? "Something does not fit yet")
            fields = problems
        case .stale:
            self.init(
                .conflict, "Someone changed this meanwhile",
                "Open it again to see what is new. Nothing of yours has been written over theirs.")
        case .gone(let words): self.init(.gone, "This is no longer there", words)
        case .tooLarge(let words): self.init(.contentTooLarge, "This is too large", words)
        case .tooMany(let seconds):
            self.init(
                .tooManyRequests, "One moment",
                seconds < 90
                    ? "That was a lot at once. Try again in \(seconds) seconds."
                    : "That was a lot at once. Try again in \(seconds / 60) minutes.")
            retryAfter = seconds
        }
    }

    private init(http status: HTTPResponse.Status) {
        switch status {
        case .contentTooLarge: self.init(status, "This is too large", "A form may hold up to 1 MB.")
        case .methodNotAllowed:
            self.init(status, "This address does not take that", "The page may be from an older version. Go back and load it again.")
        case .notFound: self.init(app: .notFound)
        default:
            self.init(status, "This request cannot be read", "Go back and try again. If it stays like this, tell whoever runs this server.")
        }
    }
}

/// Refuses what another site's page makes a browser send: every unsafe request must come from our own pages (`Sec-Fetch-Site`, or
/// `Origin` where a browser does not say). A program that sends neither header must not rely on a cookie.
struct SameOrigin: RouterMiddleware {
    let cairn: Cairn

    func handle(_ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response) async throws
        -> Response
    {
        if request.method != .get, request.method != .head, !isOurs(request) {
            throw AppError.forbidden("This request came from another site, so it was not carried out.")
        }
        return try await next(request, context)
    }

    private func isOurs(_ request: Request) -> Bool {
        // The API takes no cookies, so there is nothing another site could use.
        if isAPI(request.uri.path) { return true }
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = request.headers[.origin] else { return request.headers[.cookie] == nil }
        if let base = cairn.settings.baseURL { return origin == base }
        return origin == "http://\(request.head.authority ?? "")" || origin == "https://\(request.head.authority ?? "")"
    }
}

private let securityHeaders: [(HTTPField.Name, String)] = [
    (
        HTTPField.Name("Content-Security-Policy")!,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    (HTTPField.Name("X-Content-Type-Options")!, "nosniff"),
    (HTTPField.Name("Referrer-Policy")!, "same-origin"),
    (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
    (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"),
    (HTTPField.Name("Permissions-Policy")!, "camera=(), microphone=(), geolocation=()"),
]

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let xLive = HTTPField.Name("X-Live")!
    static let clearSiteData = HTTPField.Name("Clear-Site-Data")!
}

/// Text as part of a query: everything but letters, digits and `-._~` is percent-encoded.
func encoded(_ text: String) -> String { encoded(text, keeping: isUnreserved) }

/// Text as part of a path: as in a query, but a slash stays a slash.
func encodedPath(_ text: String) -> String { encoded(text) { isUnreserved($0) || $0 == UInt8(ascii: "/") } }

/// By hand: a page encodes a hundred pieces of addresses, and Foundation's way leads over its own strings.
private func encoded(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
    if text.utf8.allSatisfy(isKept) { return text }
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 24)
    for byte in text.utf8 {
        if isKept(byte) { out.append(byte) } else { out += [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]] }
    }
    return String(decoding: out, as: UTF8.self)
}

private let hexDigits = Array("0123456789ABCDEF".utf8)

private func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: false
    }
}
