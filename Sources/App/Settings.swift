import Foundation

/// What the operator decides: where it listens, under which address people reach it, whom it trusts to say so.
public struct Settings: Sendable {
    public var host = "127.0.0.1"
    public var port = 8080
    /// The address people type, such as `https://goals.example.org`; links in invitations start with it, and `https` makes cookies secure.
    public var baseURL: String?
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: TrustedProxies = []
    /// Lets a browser that is not on this machine make the first workspace: printed at the first start, dead once there is one.
    public var setupKey: String?
    public var dataFolder = "data"
    /// Opens `/metrics` to whoever sends it as a bearer token.
    public var metricsToken: String?
    /// Requests a second that one token may send in the long run; ten times as many at once.
    public var apiRate = 10.0
    /// How many streams of events one token may hold open.
    public var apiStreams = 20
    /// How many open pages of one person, or of one screen, are told of changes at once.
    public var pageStreams = 200
    /// For how many days lines of the audit log are kept; 0 for ever.
    public var auditDays = 365
    /// After so many seconds without a request, or within one that does not go on, a connection is closed.
    public var idleSeconds = 75

    public init() {}

    public var isSecure: Bool { baseURL?.hasPrefix("https://") ?? false }
    var cookieName: String { isSecure ? "__Host-cairn" : "cairn" }
}

extension Settings {
    /// Reads what the environment's variables say. What cannot be meant is refused in words, so that no typing error goes unseen.
    public init(environment: [String: String]) throws(UnfitSetting) {
        self.init()
        host = environment["CAIRN_HOST"] ?? host
        port = try Self.number(environment, "CAIRN_PORT", 0...65_535) ?? port
        baseURL = environment["CAIRN_BASE_URL"].map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        metricsToken = environment["CAIRN_METRICS_TOKEN"]
        auditDays = try Self.number(environment, "CAIRN_AUDIT_DAYS", 0...36_500) ?? auditDays
        apiRate = try Self.number(environment, "CAIRN_API_RATE", 1...1_000_000).map(Double.init) ?? apiRate
        apiStreams = try Self.number(environment, "CAIRN_API_STREAMS", 1...1_000_000) ?? apiStreams
        pageStreams = try Self.number(environment, "CAIRN_PAGE_STREAMS", 1...1_000_000) ?? pageStreams
        idleSeconds = try Self.number(environment, "CAIRN_IDLE_SECONDS", 1...3600) ?? idleSeconds
        do throws(TrustedProxies.Unreadable) {
            trustedProxies = try TrustedProxies(environment["CAIRN_TRUSTED_PROXIES"] ?? "")
        } catch {
            throw UnfitSetting(description: "CAIRN_TRUSTED_PROXIES: “\(error.text)” is no address such as 127.0.0.1 or 10.0.0.0/8.")
        }
    }

    private static func number(_ environment: [String: String], _ name: String, _ range: ClosedRange<Int>) throws(UnfitSetting) -> Int? {
        guard let text = environment[name], !text.isEmpty else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw UnfitSetting(description: "\(name) is “\(text)”; it has to be a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}

/// A setting that cannot be meant.
public struct UnfitSetting: Error, CustomStringConvertible {
    public var description: String
}
