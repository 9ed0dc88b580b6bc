import Database
import Domain
import Foundation
import Logging

/// The running program: its data, its clock, where new ids come from, and who is listening. Every feature is handed this and nothing else.
public struct Cairn: Sendable {
    public let database: any Database
    public let settings: Settings
    let clock: @Sendable () -> Moment
    let changes: Changes
    let live: LiveHub
    let signIns: SignInCache
    let limits: Limits
    let navigations = NavigationCache()
    let uploads = Uploads()
    let assets: Assets
    let logger: Logger
    let requests = RequestMeter()
    let sealing = AuditBell()
    let startedAt = Moment(Date())

    public init(
        database: any Database, settings: Settings = Settings(), logger: Logger = Logger(label: "cairn"),
        clock: @escaping @Sendable () -> Moment = { Moment(Date()) }
    ) throws {
        self.database = database
        self.settings = settings
        self.clock = clock
        self.logger = logger
        changes = Changes()
        live = LiveHub()
        signIns = SignInCache()
        limits = Limits()
        assets = try Assets.load()
        database.listen { [changes, live, signIns, sealing] topic in
            changes.note(topic)
            if topic == "*" || topic.hasPrefix("account") || topic.hasSuffix("/access") { signIns.forget() }
            if topic == auditTopic || topic == "*" { sealing.ring() }
            live.publish(topic)
        }
    }

    var now: Moment { clock() }

    /// A new id, made of the clock's time and the system's randomness.
    func newID<Noun>() -> ID<Noun> {
        var random = SystemRandomNumberGenerator()
        return ID(at: clock(), random: &random)
    }
}

/// What the operator decides: where it listens, under which address people reach it, whom it trusts to say so.
public struct Settings: Sendable {
    public var host = "127.0.0.1"
    public var port = 8080
    /// The address people type, such as `https://goals.example.org`; links in invitations start with it, and `https` makes cookies secure.
    public var baseURL: String?
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: Set<String> = []
    /// Lets a browser that is not on this machine make the first workspace: printed at the first start, dead once there is one.
    public var setupKey: String?
    public var dataFolder = "data"
    /// Opens `/metrics` to whoever sends it as a bearer token.
    public var metricsToken: String?
    /// For how many days lines of the audit log are kept; 0 for ever.
    public var auditDays = 365

    public init() {}

    public var isSecure: Bool { baseURL?.hasPrefix("https://") ?? false }
    var cookieName: String { isSecure ? "__Host-cairn" : "cairn" }
}
