import Database
import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// What went wrong, as a program is told: problem details (RFC 9457) with a code that stays, words for people, and the fields that are wrong.
struct APIProblem: Error {
    /// One wrong field: `parents[0].weight`, or a parameter of the address.
    struct Field: Sendable, Equatable {
        var field: String
        var code: String
        var words: Words
    }

    var code: Code
    /// More exact than the title; the title's sentence where there is no more to say.
    var detail: Words
    var fields: [Field] = []
    var retryAfter: Int?
    /// What the thing is now, as JSON, where somebody else was faster.
    var current: [UInt8]?
    var tag: String?

    init(_ code: Code, _ detail: Words, _ fields: [Field] = []) {
        self.code = code
        self.detail = detail
        self.fields = fields
    }

    /// The kinds of problems. Each has a paragraph in the reference, to which `type` leads.
    enum Code: String, CaseIterable, Sendable {
        case unreadable, badParameter = "bad-parameter", badHeader = "bad-header"
        case noToken = "no-token", badToken = "bad-token"
        case scope, notYours = "not-yours", notFound = "not-found", method, timeout
        case conflict, keyInUse = "key-in-use", gone, stale, tooLarge = "too-large", contentType = "content-type"
        case invalid, keyReused = "key-reused", tooMany = "too-many"
        case bug, unavailable, readOnly = "read-only", full
    }
}

extension APIProblem.Code {
    var status: HTTPResponse.Status {
        switch self {
        case .unreadable, .badParameter, .badHeader: .badRequest
        case .noToken, .badToken: .unauthorized
        case .scope, .notYours: .forbidden
        case .notFound: .notFound
        case .method: .methodNotAllowed
        case .timeout: .requestTimeout
        case .conflict, .keyInUse: .conflict
        case .gone: .gone
        case .stale: .preconditionFailed
        case .tooLarge: .contentTooLarge
        case .contentType: .unsupportedMediaType
        case .invalid, .keyReused: .unprocessableContent
        case .tooMany: .tooManyRequests
        case .bug: .internalServerError
        case .unavailable, .readOnly: .serviceUnavailable
        case .full: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
        }
    }

    var title: Words {
        switch self {
        case .unreadable: "The body cannot be read"
        case .badParameter: "The address has a parameter that does not fit"
        case .badHeader: "A header does not fit"
        case .noToken: "A token is needed"
        case .badToken: "This token does not work"
        case .scope: "This token may not do that"
        case .notYours: "This is not yours to change"
        case .notFound: "Not there, or not yours to see"
        case .method: "This address does not take that method"
        case .timeout: "The request took too long to arrive"
        case .conflict: "Someone changed this meanwhile"
        case .keyInUse: "The first request with this key is still running"
        case .gone: "This is no longer there"
        case .stale: "It is no longer what you saw"
        case .tooLarge: "This is too large"
        case .contentType: "Send JSON"
        case .invalid: "Something does not fit yet"
        case .keyReused: "This key was used for another request"
        case .tooMany: "One moment"
        case .bug: "Something went wrong"
        case .unavailable: "The data cannot be reached"
        case .readOnly: "This server can only be read now"
        case .full: "The disk is full"
        }
    }
}

extension APIProblem {
    /// Whatever was thrown. What is not known here is a bug: said with nothing but its id.
    init(_ error: any Error, isOtherMethod: Bool = false) {
        switch error {
        case let error as APIProblem: self = error
        case _ where isOtherMethod: self.init(.method, "Allow lists those it takes.")
        case let error as AppError: self.init(app: error)
        case let error as HTTPError where error.status.kind == .clientError: self.init(http: error.status)
        case DatabaseError.full: self.init(.full, "Nothing was saved. Whoever runs the server has to make room.")
        case DatabaseError.readOnly: self.init(.readOnly, "Nothing was saved. Whoever runs it has to make its data writable.")
        case DatabaseError.unavailable: self.init(.unavailable, "Nothing was saved. Try again in a moment.")
        default: self.init(.bug, "Nothing was half saved. Under the id in “request” whoever runs this server finds out more.")
        }
    }

    private init(app error: AppError) {
        switch error {
        case .notFound: self.init(.notFound, "Ids of other workspaces, and of what this token's person may not see, look the same.")
        case .signedOut: self.init(.noToken, "Send “Authorization: Bearer cairn_…”.")
        case .forbidden(let words): self.init(.notYours, words)
        case .invalid(let problems):
            self.init(
                .invalid, problems.first?.words ?? "Something does not fit yet",
                problems.map { Field(field: $0.field, code: InputProblems.Code.invalid.rawValue, words: $0.words) })
        case .stale: self.init(.conflict, "Ask for it again and repeat the request.")
        case .gone(let words): self.init(.gone, words)
        case .tooLarge(let words): self.init(.tooLarge, words)
        case .tooMany(let seconds):
            self.init(.tooMany, "That was a lot at once. Try again in \(seconds) seconds.")
            retryAfter = seconds
        }
    }

    private init(http status: HTTPResponse.Status) {
        switch status {
        case .notFound: self.init(app: .notFound)
        case .contentTooLarge: self.init(.tooLarge, "A body may hold up to 1 MB.")
        case .unsupportedMediaType: self.init(.contentType, "Say “Content-Type: application/json” and send an object.")
        case .requestTimeout: self.init(.timeout, "Send the whole body within 30 seconds.")
        default: self.init(.unreadable, "Send an object of JSON, in UTF-8.")
        }
    }

    func response(_ tongue: Tongue, request: String, allow: String? = nil) -> Response {
        var json = JSONWriter()
        write(&json, tongue, request)
        var headers: HTTPFields = [.contentType: "application/problem+json; charset=utf-8"]
        if let allow { headers[.allow] = allow }
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        if let tag { headers[.eTag] = tag }
        if code.status == .unauthorized {
            headers[.wwwAuthenticate] = code == .noToken ? "Bearer realm=\"Cairn\"" : "Bearer realm=\"Cairn\", error=\"invalid_token\""
        }
        return Response(status: code.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }

    private func write(_ json: inout JSONWriter, _ tongue: Tongue, _ request: String) {
        json.object { json in
            json.field("type", "/api#\(code.rawValue)")
            json.field("title", tongue.plain(code.title))
            json.field("status", code.status.code)
            json.field("detail", tongue.plain(detail))
            json.field("code", code.rawValue)
            json.field("request", request)
            if !fields.isEmpty {
                json.array("errors", fields) { json, field in
                    json.field("field", field.field)
                    json.field("code", field.code)
                    json.field("words", tongue.plain(field.words))
                }
            }
            if let current {
                json.key("current")
                json.raw(String(decoding: current, as: UTF8.self))
            }
        }
    }
}

extension HTTPField.Name {
    static let wwwAuthenticate = HTTPField.Name("WWW-Authenticate")!
}
