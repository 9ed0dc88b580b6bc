import Database
import Domain
import Foundation
import Logging
import Synchronization

/// The tails of all workspaces in which somebody follows what happens.
final class EventTails: Sendable {
    private let database: any Database
    private let live: LiveHub
    private let logger: Logger
    private let known = Mutex<[ID<Workspace>: EventTail]>([:])

    init(database: any Database, live: LiveHub, logger: Logger) {
        self.database = database
        self.live = live
        self.logger = logger
    }

    /// How many follow.
    var count: Int { known.withLock { $0.values.reduce(0) { $0 + $1.count } } }

    /// How many of those who listen to the hub are tails.
    var listeners: Int { known.withLock(\.count) }

    func tail(of workspace: ID<Workspace>) -> EventTail {
        known.withLock { known in
            if let tail = known[workspace] { return tail }
            let tail = EventTail(workspace, database, live, logger)
            known[workspace] = tail
            return tail
        }
    }
}

/// What happens in one workspace, read once for all who follow it.
///
/// Followers are woken and take what is new from memory; who comes too late for that reads on from where it stands. So a follower costs
/// little, none can hold up another, and what memory keeps is bounded.
final class EventTail: Sendable {
    /// What a follower finds behind where it stands.
    enum News {
        case nothing
        case these(ArraySlice<SharedEvent>, upTo: Position)
        /// It is no longer in memory.
        case longAgo(upTo: Position)
    }

    private struct State {
        /// Up to here everything was read; nil while nobody follows.
        var head: Position?
        /// What was read lately, without a gap, ends at the head. What was true of its goals then may not be for long.
        var recent: [SharedEvent] = []
        var recentAfter = Position.start
        var readAt = ContinuousClock.now
        var followers: [Int: AsyncStream<Void>.Continuation] = [:]
        var last = 0
        var pause = EventTail.shortest
        var isWaiting = false
        var hasEnded = false
    }

    /// A place among those who follow.
    struct Seat: Sendable {
        /// Comes once the newest is known, and then whenever there may be news, or rights may have changed.
        let wakes: AsyncStream<Void>
        fileprivate let continuation: AsyncStream<Void>.Continuation

        func leave() { continuation.finish() }
    }

    private static let mostAtOnce = 500
    /// What memory holds is told for so long after it was read: it also says who may see a goal.
    private static let fresh = Duration.seconds(3)
    private static let shortest = Duration.milliseconds(20)
    private static let longest = Duration.milliseconds(500)

    private let workspace: ID<Workspace>
    private let database: any Database
    private let live: LiveHub
    private let logger: Logger
    private let state = Mutex(State())
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ workspace: ID<Workspace>, _ database: any Database, _ live: LiveHub, _ logger: Logger) {
        self.workspace = workspace
        self.database = database
        self.live = live
        self.logger = logger
        let topics = Set(["\(workspace)/workspace", "\(workspace)/access", "account", joining])
        // Subscribed before anything is looked at, so that nothing that happens in between is missed. Wakes that wait are one.
        let wakes = live.subscribe(to: topics, keeping: 1)
        let running = Task.detached { [weak self] in
            for await _ in wakes { await self?.wake() }
            self?.end()
        }
        task.withLock { $0 = running }
    }

    deinit { task.withLock { $0?.cancel() } }

    private var joining: String { "\(workspace)/followed" }

    var count: Int { state.withLock { $0.followers.count } }

    /// Grows every twenty seconds, so that silent streams say that they are alive.
    var beats: Int { live.beats }

    var head: Position? { state.withLock { $0.head } }

    func join() -> Seat {
        let (wakes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.last += 1
            state.followers[state.last] = continuation
            return state.last
        }
        continuation.onTermination = { [weak self] _ in self?.state.withLock { _ = $0.followers.removeValue(forKey: number) } }
        let (isKnown, hasEnded) = state.withLock { ($0.head != nil, $0.hasEnded) }
        if isKnown { continuation.yield() } else { live.publish(joining) }
        if hasEnded { continuation.finish() }
        return Seat(wakes: wakes, continuation: continuation)
    }

    func news(after position: Position) -> News {
        state.withLock { state in
            guard let head = state.head, position < head else { return .nothing }
            guard position >= state.recentAfter, ContinuousClock.now - state.readAt < Self.fresh else { return .longAgo(upTo: head) }
            let first = state.recent.firstIndex { $0.position > position } ?? state.recent.endIndex
            return .these(state.recent[first...], upTo: head)
        }
    }

    // MARK: Looking

    private func wake() async {
        // Whether there is news or not, rights may have changed, or it may be time to say that the line is alive.
        if await !look() { ring() }
    }

    /// Reads what is new and tells of it; false where nobody was told of anything.
    private func look() async -> Bool {
        guard let head = state.withLock({ $0.followers.isEmpty ? nil : Optional($0.head) }) else {
            rest()
            return true
        }
        do {
            var (found, isNews) = (try await newEvents(after: head), false)
            while take(found) {
                isNews = true
                guard found.isMore else { break }
                found = try await newEvents(after: found.upTo)
            }
            lookAgain(isNeeded: found.isHeld)
            return isNews
        } catch {
            if state.withLock({ $0.pause }) == Self.shortest {
                logger.error("what happened could not be read; it is tried again", metadata: ["error": "\(error)"])
            }
            lookAgain(isNeeded: true)
        }
        return false
    }

    private func newEvents(after head: Position?) async throws -> NewEvents {
        try await database.read { [workspace] db in try db.newEvents(after: head, in: workspace, limit: Self.mostAtOnce) }
    }

    /// An older transaction still runs, and its end may wake nobody: it is waited for, ever more patiently, but never for long.
    private func lookAgain(isNeeded: Bool) {
        let pause: Duration? = state.withLock { state in
            guard isNeeded else {
                state.pause = Self.shortest
                return nil
            }
            guard !state.isWaiting else { return nil }
            state.isWaiting = true
            defer { state.pause = min(state.pause * 2, Self.longest) }
            return state.pause
        }
        guard let pause else { return }
        Task.detached { [weak self] in
            try? await Task.sleep(for: pause)
            guard let self else { return }
            self.state.withLock { $0.isWaiting = false }
            self.live.publish(self.joining)
        }
    }

    /// Forgets where it stood while nobody follows.
    private func rest() {
        state.withLock { state in
            guard state.followers.isEmpty else { return }
            state.head = nil
            state.recent = []
        }
    }

    /// Keeps what was found and tells of it; false where nothing was.
    private func take(_ found: NewEvents) -> Bool {
        let isNews = state.withLock { state in
            defer { state.head = found.upTo }
            let (head, now) = (state.head ?? found.upTo, ContinuousClock.now)
            if now - state.readAt >= Self.fresh / 3 || state.recent.count > Self.mostAtOnce || state.recent.isEmpty {
                (state.recent, state.recentAfter, state.readAt) = ([], head, now)
            }
            state.recent += found.events
            return state.head == nil || !found.events.isEmpty
        }
        if isNews { ring() }
        return isNews
    }

    private func ring() {
        let all = state.withLock { Array($0.followers.values) }
        for each in all { each.yield() }
    }

    private func end() {
        let all = state.withLock { state in
            state.hasEnded = true
            return Array(state.followers.values)
        }
        for each in all { each.finish() }
    }
}
