import Database
import Domain
import Foundation
import Logging

/// The running program: its data, its clock, where new ids come from, and who is listening. Every feature is handed this and nothing else.
public struct Cairn: Sendable {
    public private(set) var database: any Database
    public let settings: Settings
    let clock: @Sendable () -> Moment
    let changes: Changes
    let live: LiveHub
    let signIns: SignInCache
    let tokens: Remembered<TokenHolder>
    let runningKeys = RunningKeys()
    let tails: EventTails
    let limits: Limits
    let openStreams = OpenStreams()
    let navigations = NavigationCache()
    let answers = AnswerMemory()
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
        tokens = Remembered()
        limits = Limits()
        assets = try Assets.load()
        tails = EventTails(database: database, live: live, logger: logger)
        database.listen { [changes, live, signIns, tokens, sealing] topic in
            changes.note(topic)
            if topic == "*" || topic.hasPrefix("account") || topic.hasSuffix("/access") {
                signIns.forget()
                tokens.forget()
            }
            if topic == auditTopic || topic == "*" { sealing.ring() }
            live.publish(topic)
        }
    }

    var now: Moment { clock() }

    /// The same program, keeping things by way of another database: what wraps this one for a single request.
    func on(_ database: any Database) -> Cairn {
        var copy = self
        copy.database = database
        return copy
    }

    /// A new id, made of the clock's time and the system's randomness.
    func newID<Noun>() -> ID<Noun> {
        var random = SystemRandomNumberGenerator()
        return ID(at: clock(), random: &random)
    }
}
