import Database
import Synchronization

/// Counts requests by the kind of address, method and how they ended, and how long they took.
final class RequestMeter: Sendable {
    struct Route: Hashable, Sendable {
        var method: String
        var pattern: String
    }

    /// What one route has answered: how often with each hundred of status, and in what time.
    struct Answers: Sendable {
        var byClass = [0, 0, 0, 0, 0]
        let times = Histogram.ofSeconds
    }

    private let routes = Mutex<[Route: Answers]>([:])

    /// - status: 100 to 599.
    func note(method: String, pattern: String, status: Int, seconds: Double) {
        let hundred = min(max(status / 100, 1), 5) - 1
        let times = routes.withLock { routes in
            routes[Route(method: method, pattern: pattern), default: Answers()].countAnswer(hundred)
        }
        times.note(seconds)
    }

    var readings: [(route: Route, answers: Answers)] {
        routes.withLock { routes in routes.map { ($0.key, $0.value) } }
            .sorted { ($0.0.pattern, $0.0.method) < ($1.0.pattern, $1.0.method) }
    }
}

extension RequestMeter.Answers {
    fileprivate mutating func countAnswer(_ hundred: Int) -> Histogram {
        byClass[hundred] += 1
        return times
    }
}
