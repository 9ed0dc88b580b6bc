import Foundation
import Synchronization

/// Tells open pages which topics have changed. A subscriber names topics (`<workspace id>/goal:<id>`); it is never sent data, only names.
final class LiveHub: Sendable {
    private struct State {
        var next = 0
        var listeners: [String: [Int: AsyncStream<String>.Continuation]] = [:]
        var count = 0
        var beats = 0
    }

    private let state = Mutex(State())

    /// How many streams are open.
    var count: Int { state.withLock(\.count) }

    /// How often it has beaten.
    var beats: Int { state.withLock(\.beats) }

    /// A stream of the topics among these that change. `*` is sent when anything may have changed.
    /// - Parameter most: how many wait for a slow reader; older ones are dropped.
    func subscribe(to topics: Set<String>, keeping most: Int = 64) -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(most))
        let wanted = topics.union(["*"])
        let number = state.withLock { state in
            state.next += 1
            state.count += 1
            for topic in wanted { state.listeners[topic, default: [:]][state.next] = continuation }
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.remove(number, from: wanted) }
        return stream
    }

    func publish(_ topic: String) {
        let waiting = state.withLock { state in state.listeners[topic].map { Array($0.values) } ?? [] }
        for continuation in waiting { continuation.yield(topic) }
    }

    /// Reaches every stream: keeps proxies from closing it, and finds readers who have left or may not listen any more.
    func beat() {
        let all = state.withLock { state in
            state.beats += 1
            return state.listeners["*"].map { Array($0.values) } ?? []
        }
        for continuation in all { continuation.yield(Self.tick) }
    }

    static let tick = "tick"

    /// Ends every stream, so that the server can stop.
    func close() {
        let all = state.withLock { state in state.listeners["*"].map { Array($0.values) } ?? [] }
        for continuation in all { continuation.finish() }
    }

    private func remove(_ number: Int, from topics: Set<String>) {
        state.withLock { state in
            state.count -= 1
            for topic in topics {
                state.listeners[topic]?[number] = nil
                if state.listeners[topic]?.isEmpty == true { state.listeners[topic] = nil }
            }
        }
    }
}
