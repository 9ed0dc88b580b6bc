import Foundation

/// Where a Cairn is, as somebody typed it: `https://goals.example.org`. The token never travels without encryption unless it is asked for.
public struct ServerAddress: Equatable, Sendable {
    public let text: String

    public init(_ typed: String, insecure: Bool = false) throws {
        let full = typed.contains("://") ? typed : "https://" + typed
        guard let parts = URLComponents(string: full), let host = parts.host, !host.isEmpty, let scheme = parts.scheme?.lowercased(),
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
        else { throw ClientError(.usage, "This is no address of a server: \(harmless(typed)). Write https://goals.example.org.") }
        let isHere = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host.lowercased())
        guard scheme == "https" || scheme == "http" && (isHere || insecure) else {
            throw ClientError(.usage, "Over \(harmless(scheme)) anybody on the way could read the token. Use https, or --insecure.")
        }
        text = String(full.reversed().drop { $0 == "/" }.reversed())
    }
}
