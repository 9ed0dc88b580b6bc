import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A request of a program, after its token was recognised and its parameters were checked: all that a handler needs.
struct APICall: Sendable {
    /// For a request with an `Idempotency-Key`, its first write notes the key in the same transaction. So a handler of POST passes this on, and
    /// uses no other.
    var cairn: Cairn
    let viewer: Viewer
    let token: Token
    let tongue: Tongue
    /// Where it comes from, for the audit trail.
    let address: String
    /// The address it was sent to, without and with what was asked for.
    let path: String
    let queryText: String?
    let parameters: Parameters
    let query: QueryValues
    /// The version that `If-Match` names: what the client saw before it changed something.
    var ifMatch: Int?

    func id<Noun>(_ name: String, of: Noun.Type = Noun.self) throws -> ID<Noun> {
        guard let text = parameters.get(name), let id = ID<Noun>(text) else { throw AppError.notFound }
        return id
    }

    /// The workspace's date, by which statuses are reckoned.
    var today: Day { cairn.now.day(in: viewer.workspace.zone) }

    /// How many things of a list are asked for.
    var limit: Int { query.integer("limit") ?? 50 }

    /// Carries out a change that was made from what is stored now. Where the client did not say what it saw, somebody else's change in between
    /// is no reason to refuse: it is read again.
    func again<T>(_ act: () async throws -> T) async throws -> T {
        for _ in 0..<(ifMatch == nil ? 4 : 0) {
            do { return try await act() } catch AppError.stale {}
        }
        return try await act()
    }

    /// For what has no version to be changed from: refuses where the client saw another one.
    func require(_ version: Int) throws {
        if let ifMatch, ifMatch != version { throw AppError.stale }
    }

    /// Gives problems of the product's rules the names that the fields have here.
    func naming<T>(_ names: [String: String], _ act: () async throws -> T) async throws -> T {
        do {
            return try await act()
        } catch AppError.invalid(let problems) {
            throw AppError.invalid(problems.map { .init(names[$0.field] ?? $0.field, $0.words) })
        }
    }
}

/// The parameters of the address, checked against their description.
struct QueryValues: Sendable {
    private var values: [String: String] = [:]

    /// Reads them; one that is unknown, comes twice or does not fit is refused by name.
    init(_ query: String?, _ fields: [QueryField]) throws {
        guard let form = try? Form(urlEncoded: (query ?? "").utf8) else { throw APIProblem(.badParameter, "The address has to be UTF-8.") }
        var problems = InputProblems()
        for (name, value) in form.fields {
            guard let field = fields.first(where: { $0.name == name }) else {
                problems.add(name, .unknownField, "There is no such parameter here.")
                continue
            }
            if values.updateValue(value, forKey: name) != nil { problems.add(name, .invalid, "This parameter comes twice.") }
            if let words = field.schema.problem(with: value) { problems.add(name, .wrongType, words) }
        }
        for field in fields where field.isRequired && values[field.name] == nil { problems.add(field.name, .missing, "This is missing.") }
        if let first = problems.list.first { throw APIProblem(.badParameter, first.words, problems.list) }
    }

    subscript(name: String) -> String? { values[name] }
    func integer(_ name: String) -> Int? { values[name].flatMap { Int($0) } }
    func id<Noun>(_ name: String, of: Noun.Type = Noun.self) -> ID<Noun>? { values[name].flatMap { ID($0) } }
    func day(_ name: String) -> Day? { values[name].flatMap { Day(iso: $0) } }
    func word<W: APIWord>(_ name: String) -> W? { values[name].flatMap { W(slug: $0) } }
    func truth(_ name: String) -> Bool { values[name] == "true" }

    /// As a page reads them.
    var form: Form { Form(values.map { (name: $0.key, value: $0.value) }) }
}

extension Schema {
    /// What is wrong with a text that should be one of these; nil where nothing is.
    fileprivate func problem(with text: String) -> Words? {
        switch self {
        case .text(let most): text.unicodeScalars.count <= most ?? .max ? nil : "There is room for \(most ?? 0) characters here."
        case .id: ID<Goal>(text) == nil ? "This has to be an id: 26 letters and digits." : nil
        case .date: Day(iso: text) == nil ? "Write the date as year-month-day, such as 2026-11-05." : nil
        case .integer(let range):
            Int(text).map { range?.contains($0) ?? true } ?? false
                ? nil : "This has to be a whole number from \(range?.lowerBound ?? 0) to \(range?.upperBound ?? 0)."
        case .truth: ["true", "false"].contains(text) ? nil : "This has to be true or false."
        case .word(let words, _): words.contains(text) ? nil : "This has to be one of: \(words.joined(separator: ", "))."
        case .time, .number, .nullable, .list, .shape, .anything: nil
        }
    }
}

/// What a program is answered.
struct APIAnswer: Sendable {
    var status: HTTPResponse.Status = .ok
    var headers: HTTPFields = [:]
    var body: [UInt8]?
    /// Of the thing in the body, where it has one.
    var version: Int?
    var isList = false
    /// The same as bytes on their way and with their tag, where they may be sent more than once.
    private(set) var ready: Ready?

    struct Ready: Sendable {
        var tag: String?
        var body: ByteBuffer
    }

    /// Gets it ready to be sent again and again.
    mutating func getReady() {
        guard let bytes = body else { return }
        ready = Ready(tag: tag, body: ByteBuffer(bytes: bytes))
        body = nil
    }

    /// The version, and what the whole body was: a change below the thing moves the second part only. A list has only the second.
    var tag: String? {
        if let ready { return ready.tag }
        guard let body, version != nil || isList else { return nil }
        return "\"\(version.map { "\($0)." } ?? "")\(shortHash(body))\""
    }
}

extension APICall {
    func answer<Value>(
        _ value: Value, _ shape: Shape<Value>, status: HTTPResponse.Status = .ok, at place: String? = nil
    ) -> APIAnswer {
        var json = JSONWriter()
        shape.write(value, &json, tongue)
        var answer = APIAnswer(status: status, body: json.bytes, version: shape.versionOf?(value))
        if let place { answer.headers[.location] = "/api/v1\(place)" }
        return answer
    }

    func answer<Value>(_ page: Items<Value>, _ shape: Shape<Value>) -> APIAnswer {
        var json = JSONWriter()
        json.reserve(1024 * (page.items.count + 1))
        json.append(Array("{\"items\":".utf8))
        list(page.items, &json, tongue, shape.write)
        json.append(Array(",\"next\":".utf8))
        if let next = page.next { json.append(text: next) } else { json.append(Array("null".utf8)) }
        json.append(Array("}".utf8))
        var answer = APIAnswer(body: json.bytes, isList: true)
        if let next = page.next { answer.headers[.link] = "<\(address(after: next))>; rel=\"next\"" }
        return answer
    }

    /// This address with another place to continue at.
    private func address(after next: String) -> String {
        let others = (queryText ?? "").split(separator: "&").filter { !$0.hasPrefix("after=") }.map(String.init)
        return "\(path)?\((others + ["after=\(encoded(next))"]).joined(separator: "&"))"
    }
}

extension HTTPField.Name {
    static let link = HTTPField.Name("Link")!
    static let prefer = HTTPField.Name("Prefer")!
    static let preferenceApplied = HTTPField.Name("Preference-Applied")!
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotencyReplayed = HTTPField.Name("Idempotency-Replayed")!
    static let deprecation = HTTPField.Name("Deprecation")!
    static let sunset = HTTPField.Name("Sunset")!
}
