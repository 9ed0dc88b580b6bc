import Synchronization

/// How often something was how long or how large: counts by size, for whoever watches.
public final class Histogram: Sendable {
    /// What has been counted so far.
    public struct Reading: Sendable, Equatable {
        /// How many were up to each bound and above the one before; the last counts those above all bounds.
        public var counts: [Int]
        public var sum = 0.0

        public var count: Int { counts.reduce(0, +) }
    }

    /// The upper ends of the sizes, rising.
    public let bounds: [Double]
    private let state: Mutex<Reading>

    public init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(Reading(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    public func note(_ size: Double) {
        var place = 0
        while place < bounds.count, size > bounds[place] { place += 1 }
        state.withLock {
            $0.counts[place] += 1
            $0.sum += size
        }
    }

    public var reading: Reading { state.withLock { $0 } }

    /// Durations in seconds, from half a millisecond to ten seconds.
    public static var ofSeconds: Histogram {
        Histogram(bounds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10])
    }
}
