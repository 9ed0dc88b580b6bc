import HTTPTypes
import Hummingbird
import Synchronization

/// Which methods the addresses of the table take, so that a way that is not taken is told from an address that is not there.
final class Ways: Sendable {
    private let patterns = Mutex<[(method: HTTPRequest.Method, parts: [Substring])]>([])

    /// Reads the table once it is complete.
    func learn(_ routes: [(method: HTTPRequest.Method, path: String)]) {
        patterns.withLock { patterns in patterns = routes.map { ($0.method, parts($0.path)) } }
    }

    /// What this address takes, as the header `Allow` lists it; nil for one that is not there.
    func taken(at path: String) -> String? {
        let parts = parts(path)
        let methods = patterns.withLock { patterns in patterns.filter { fits(parts, $0.parts) }.map(\.method.rawValue) }
        // The router answers HEAD wherever it answers GET.
        let all = Set(methods).union(methods.contains("GET") ? ["HEAD"] : [])
        return all.isEmpty ? nil : all.sorted().joined(separator: ", ")
    }

    private func parts(_ path: String) -> [Substring] { path.split(separator: "/") }

    private func fits(_ parts: [Substring], _ pattern: [Substring]) -> Bool {
        if pattern.last == "**" { return parts.starts(with: pattern.dropLast()) }
        return parts.count == pattern.count && zip(parts, pattern).allSatisfy { part, wanted in wanted.first == "{" || part == wanted }
    }
}
