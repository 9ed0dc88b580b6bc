import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The door for programs: recognises the token, checks what came against the endpoint's description, has it carried out, and answers.
struct APIRoutes {
    let cairn: Cairn
    let endpoints: [Endpoint]

    func mount(on routes: RouterGroup<VisitorContext>) {
        for endpoint in endpoints {
            routes.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                try await answer(endpoint, request, context)
            }
        }
    }

    private func answer(_ endpoint: Endpoint, _ request: Request, _ context: VisitorContext) async throws -> Response {
        let rights = cairn.tokens.generation
        let holder = try await cairn.tokenHolder(of: request, from: context.address)
        guard holder.token.scope >= endpoint.scope else {
            throw APIProblem(.scope, "It has the scope \(holder.token.scope.slug), and this asks for \(endpoint.scope.slug).")
        }
        guard endpoint.scope < .admin || holder.viewer.isAdmin || (endpoint.isForLeads && holder.viewer.isLead) else {
            throw AppError.forbidden("Only owners and admins of the workspace can do this.")
        }
        let call = try APICall(
            cairn: cairn, viewer: holder.viewer, token: holder.token, tongue: cairn.apiTongue(request, holder), address: context.address,
            path: request.uri.path, queryText: request.uri.query, parameters: context.parameters,
            query: QueryValues(request.uri.query, endpoint.query),
            ifMatch: version(of: request.headers[.ifMatch]))
        if let stream = endpoint.stream, request.wantsStream { return try await stream(call, request) }
        if endpoint.isRemembered { return respond(try await known(endpoint, call, request, rights), endpoint, request) }
        let body = endpoint.method == .get ? [] : Array(buffer: try await request.collected(limit: 1_000_000))
        return respond(try await run(endpoint, call, request, body), endpoint, request)
    }

    private func run(_ endpoint: Endpoint, _ call: APICall, _ request: Request, _ body: [UInt8]) async throws -> APIAnswer {
        do {
            let json = try json(body, endpoint, request)
            guard endpoint.method == .post, let header = request.headers[.idempotencyKey] else { return try await endpoint.run(call, json) }
            let key = try IdempotencyKey(header, call.viewer, method: "POST", address: request.uri.string, body: body)
            return try await once(key, endpoint, call, json)
        } catch AppError.stale where call.ifMatch != nil {
            throw await changedMeanwhile(endpoint, call)
        }
    }

    /// Carries it out unless the answer of before still holds.
    /// - Parameter rights: how often rights had changed before it was recognised who asks.
    private func known(_ endpoint: Endpoint, _ call: APICall, _ request: Request, _ rights: Int) async throws -> APIAnswer {
        guard let commits = cairn.database.commits else { return try await run(endpoint, call, request, []) }
        let key = AnswerMemory.Key(
            person: call.viewer.id, rights: rights, language: call.tongue.language, zone: call.tongue.zone.identifier,
            address: request.uri.string,
            minute: cairn.now.milliseconds / 60_000)
        // Taken before anything is read: what is committed meanwhile makes the answer one of before.
        let state = "\(commits) \(cairn.changes.mark(of: call.viewer.workspace.id))"
        if let answer = cairn.answers.find(key, state) { return answer }
        var answer = try await run(endpoint, call, request, [])
        answer.getReady()
        cairn.answers.keep(answer, key, state)
        return answer
    }

    private func json(_ body: [UInt8], _ endpoint: Endpoint, _ request: Request) throws -> JSON? {
        guard let input = endpoint.input, !body.isEmpty || input.isRequired else { return nil }
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        guard type == "application/json" else { throw HTTPError(.unsupportedMediaType) }
        do {
            return try JSON(reading: body)
        } catch {
            throw APIProblem(.unreadable, error.words)
        }
    }

    /// Carries it out unless the key says that it was before.
    private func once(_ key: IdempotencyKey, _ endpoint: Endpoint, _ call: APICall, _ json: JSON?) async throws -> APIAnswer {
        guard cairn.runningKeys.enter(key.place) else { throw APIProblem(.keyInUse, "Wait for its answer, then ask again if you must.") }
        defer { cairn.runningKeys.leave(key.place) }
        let now = cairn.now
        do {
            if let known = try await cairn.database.read({ db in try db.replay(of: key, at: now) }) { throw known }
            var call = call
            call.cairn = cairn.on(OnceDatabase(cairn.database, key, at: now))
            return try await endpoint.run(call, json)
        } catch let replay as Repeated {
            guard replay.fingerprint == key.fingerprint, let again = endpoint.replay else {
                throw APIProblem(.keyReused, "Choose a new key for each thing you do, and the same one only to repeat it.")
            }
            var answer = try await again(call, replay.made)
            answer.headers[.idempotencyReplayed] = "true"
            return answer
        }
    }

    /// What the thing is now, for a client that saw something older: the answer of the endpoint which reads it.
    private func changedMeanwhile(_ endpoint: Endpoint, _ call: APICall) async -> APIProblem {
        var problem = APIProblem(.stale, "“current” is what it is now. Nothing of yours has been written over it.")
        let readers = endpoints.filter { other in
            other.method == .get && other.output.hasTag && !other.output.isList && (endpoint.path + "/").hasPrefix(other.path + "/")
        }
        if let reader = readers.max(by: { $0.path.utf8.count < $1.path.utf8.count }), let answer = try? await reader.run(call, nil) {
            (problem.current, problem.tag) = (answer.body, answer.tag)
        }
        return problem
    }

    private func respond(_ answer: APIAnswer, _ endpoint: Endpoint, _ request: Request) -> Response {
        var response = Response(status: answer.status, headers: answer.headers)
        if let deprecation = endpoint.deprecation { tell(deprecation, &response) }
        guard answer.body != nil || answer.ready != nil else { return response }
        if let tag = answer.tag {
            response.headers[.eTag] = tag
            response.headers[.cacheControl] = "private, no-cache"
            response.headers[.vary] = "Authorization, Accept-Language"
            if endpoint.method == .get, request.headers[.ifNoneMatch].map({ names($0, tag) }) == true {
                response.status = .notModified
                return response
            }
        }
        if endpoint.method != .get, wantsLittle(request) {
            response.headers[.preferenceApplied] = "return=minimal"
            if response.status == .ok { response.status = .noContent }
            return response
        }
        response.headers[.contentType] = "application/json; charset=utf-8"
        response.body = ResponseBody(byteBuffer: answer.ready?.body ?? ByteBuffer(bytes: answer.body ?? []))
        return response
    }

    /// RFC 9745 and RFC 8594.
    private func tell(_ deprecation: Endpoint.Deprecation, _ response: inout Response) {
        response.headers[.deprecation] = "@\(deprecation.since.start(in: .gmt).milliseconds / 1000)"
        response.headers[.sunset] = httpDate(deprecation.endsOn)
        if let successor = endpoints.first(where: { $0.name == deprecation.successor }) {
            response.headers[.link] = "</api/v1\(successor.path)>; rel=\"successor-version\""
        }
    }

    /// A proxy that compresses makes our tag a weak one.
    private func names(_ header: String, _ tag: String) -> Bool {
        header.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            .contains { $0 == "*" || $0 == tag || $0 == "W/\(tag)" }
    }

    private func wantsLittle(_ request: Request) -> Bool {
        request.headers[.prefer]?.split(separator: ",").contains { $0.trimmingCharacters(in: .whitespaces) == "return=minimal" } ?? false
    }

    /// The number before the point of a tag, or the bare number; `*` is satisfied by whatever is there.
    private func version(of header: String?) throws -> Int? {
        guard let header, header != "*" else { return nil }
        let bare = header.hasPrefix("W/") ? header.dropFirst(2) : header[...]
        let inside = bare.trimmingPrefix("\"").prefix { $0 != "." && $0 != "\"" }
        guard let version = Int(inside), version >= 0 else { throw APIProblem(.badHeader, "If-Match takes the tag that ETag gave.") }
        return version
    }
}

extension JSON.Unreadable {
    fileprivate var words: Words {
        switch self {
        case .notUTF8: "The text is not in Unicode (UTF-8), so it cannot be read."
        case .syntax(let place): "This is no JSON: the text stops making sense at byte \(place)."
        case .tooDeep: "Lists and objects stand at most 32 deep."
        case .twice(let name): "The field “\(name)” comes twice, so nobody can say which was meant."
        }
    }
}

/// `Sat, 06 Nov 2027 00:00:00 GMT`
private func httpDate(_ day: Day) -> String {
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(weekdays[day.weekday - 1]), \(day.iso.suffix(2)) \(months[day.month - 1]) \(day.iso.prefix(4)) 00:00:00 GMT"
}

extension Cairn {
    /// The language of words in answers: what the request asks for where it is spoken here, otherwise that of the token's account.
    func apiTongue(_ request: Request, _ holder: TokenHolder?) -> Tongue {
        let wanted = (request.headers[.acceptLanguage] ?? "").split(separator: ",").lazy.compactMap { part in
            Language(rawValue: part.prefix { $0 != ";" && $0 != "-" }.trimmingCharacters(in: .whitespaces).lowercased())
        }.first
        let own = holder.flatMap { Language(rawValue: $0.viewer.account.language) }
        return Tongue(language: wanted ?? own ?? .en, zone: holder?.viewer.account.zone ?? .gmt)
    }

    /// The same for a request that failed, as far as memory knows who sent it.
    func apiTongue(_ request: Request) -> Tongue {
        apiTongue(request, bearer(of: request).flatMap { tokens.find(hash(ofToken: $0), at: now) })
    }
}

/// Whether an address is the API's, so that its errors are told to programs.
func isAPI(_ path: String) -> Bool { path.hasPrefix("/api/v1/") || path == "/api/v1" }
