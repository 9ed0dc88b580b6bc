import Domain
import Synchronization

/// Who showed which secret in the last minute, so that most requests need no look at the data to know who asks.
/// Forgotten whole whenever an account, a role or a membership changes anywhere.
final class Remembered<Value: Sendable>: Sendable {
    private struct State {
        var generation = 0
        var known: [String: (value: Value, at: Moment)] = [:]
    }

    private let state = Mutex(State())

    var generation: Int { state.withLock(\.generation) }

    func find(_ hash: String, at now: Moment) -> Value? {
        state.withLock { state in
            guard let entry = state.known[hash], abs(now.seconds(since: entry.at)) < 60 else { return nil }
            return entry.value
        }
    }

    /// Keeps what was read, unless something was forgotten since the reading began.
    func keep(_ value: Value, _ hash: String, at now: Moment, generation: Int) {
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.known.count >= 10_000 { state.known.removeAll(keepingCapacity: true) }
            state.known[hash] = (value, now)
        }
    }

    func forget() {
        state.withLock { state in
            state.generation += 1
            state.known.removeAll(keepingCapacity: true)
        }
    }
}

/// Sign-ins of browsers.
typealias SignInCache = Remembered<RecognisedAccount>
