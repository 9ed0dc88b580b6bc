import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What a server answered, with its JSON unchanged.
public struct Answer: Sendable {
    public var status: Int
    public var body: Data
    public var tag: String?

    public func read<Value: Decodable>(_: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do { return try decoder.decode(Value.self, from: body) } catch {
            throw ClientError(
                .refused, "The server answers something else than this cairn understands. Is it a Cairn, and as new as this one?")
        }
    }
}

/// One server, asked with somebody's token.
public struct Connection: Sendable {
    public let address: ServerAddress
    let token: String
    private let session: URLSession

    public init(address: ServerAddress, token: String) throws {
        guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw ClientError(.notSignedIn, "This is no token. It begins with cairn_ and was shown once, when it was made.")
        }
        self.address = address
        self.token = token
        let settings = URLSessionConfiguration.ephemeral
        settings.timeoutIntervalForRequest = 30
        session = URLSession(configuration: settings, delegate: NoRedirects(), delegateQueue: nil)
    }

    public func get(_ path: String, _ query: [String: String] = [:]) async throws -> Answer { try await ask("GET", path, query) }

    /// Sends a change. With a key, a repeated request makes nothing twice: so a line that breaks is tried again.
    public func send(_ method: String, _ path: String, _ body: [String: JSONValue], key: String? = nil, tag: String? = nil) async throws
        -> Answer
    {
        let bytes = try Self.bytes(of: body)
        do { return try await ask(method, path, [:], bytes, key: key, tag: tag) } catch let error as ClientError
            where error.code == .noConnection && key != nil
        {
            return try await ask(method, path, [:], bytes, key: key, tag: tag)
        }
    }

    /// The same words are always the same bytes: a server tells a repeated request from another one with the same key by them, also when
    /// this program was started again in between.
    static func bytes(of body: [String: JSONValue]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(body)
    }

    private func ask(
        _ method: String, _ path: String, _ query: [String: String], _ body: Data? = nil, key: String? = nil, tag: String? = nil
    )
        async throws -> Answer
    {
        guard var parts = URLComponents(string: address.text + "/api/v1" + path) else { throw ClientError(.usage, "No such address.") }
        if !query.isEmpty { parts.queryItems = query.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0.key, value: $0.value) } }
        parts.percentEncodedQuery = parts.percentEncodedQuery?.replacingOccurrences(of: "+", with: "%2B")
        guard let url = parts.url else { throw ClientError(.usage, "No such address.") }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        if body != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
        if let key { request.setValue("\"\(key)\"", forHTTPHeaderField: "Idempotency-Key") }
        if let tag { request.setValue(tag, forHTTPHeaderField: "If-Match") }
        return try await answer(to: request)
    }

    private func answer(to request: URLRequest) async throws -> Answer {
        let data: Data
        let response: URLResponse
        do { (data, response) = try await session.data(for: request) } catch {
            throw ClientError(.noConnection, "\(address.text) does not answer. Is it running, and does the address fit?")
        }
        guard let http = response as? HTTPURLResponse else { throw ClientError(.noConnection, "\(address.text) does not speak HTTP.") }
        let answer = Answer(status: http.statusCode, body: data, tag: http.value(forHTTPHeaderField: "ETag"))
        if (200..<300).contains(answer.status) || answer.status == 412 { return answer }
        throw problem(of: answer)
    }

    private func problem(of answer: Answer) -> ClientError {
        let told = try? JSONDecoder().decode(ProblemAnswer.self, from: answer.body)
        let fields = (told?.errors ?? []).map { "\n  \(harmless($0.field)): \(harmless($0.words ?? ""))" }.joined()
        let words = harmless(told?.detail ?? told?.title ?? "The server answers \(answer.status).") + fields
        switch answer.status {
        case 300..<400: return ClientError(.refused, "\(address.text) sends elsewhere. Sign in with the address it sends to.")
        case 401: return ClientError(.notSignedIn, words + "\nSign in: cairn login \(address.text)")
        case 404: return ClientError(.notFound, words)
        default: return ClientError(.refused, words)
        }
    }
}

/// A redirect could carry the token to another server, so none is followed.
private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _: URLSession, task _: URLSessionTask, willPerformHTTPRedirection _: HTTPURLResponse, newRequest _: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) { completionHandler(nil) }
}

/// What is sent in a field.
public enum JSONValue: Encodable, Sendable, Equatable {
    case text(String), number(Double), integer(Int), null
    case list([[String: JSONValue]]), texts([String])

    public func encode(to encoder: any Encoder) throws {
        var place = encoder.singleValueContainer()
        switch self {
        case .text(let value): try place.encode(value)
        case .number(let value): try place.encode(value)
        case .integer(let value): try place.encode(value)
        case .null: try place.encodeNil()
        case .list(let value): try place.encode(value)
        case .texts(let value): try place.encode(value)
        }
    }
}
