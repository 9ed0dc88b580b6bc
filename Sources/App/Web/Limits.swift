import Domain
import Synchronization

/// How often something may be tried, in memory: a bucket of tries per name that fills up again with time.
final class Limits: Sendable {
    struct Rule: Sendable {
        var burst: Double
        var perSecond: Double
    }

    private struct Bucket {
        var left: Double
        var at: Moment
    }

    private let buckets = Mutex<[String: Bucket]>([:])

    /// Takes one try from the bucket of this name, or throws `tooMany` with the seconds until there is one again.
    func take(_ name: String, _ rule: Rule, at now: Moment) throws(AppError) {
        let wait: Double? = buckets.withLock { buckets in
            if buckets.count > 20_000 { buckets = buckets.filter { now.seconds(since: $0.value.at) < 3600 } }
            var bucket = buckets[name] ?? Bucket(left: rule.burst, at: now)
            let passed = max(0, Double(now.milliseconds - bucket.at.milliseconds) / 1000)
            bucket.left = min(rule.burst, bucket.left + passed * rule.perSecond)
            bucket.at = now
            defer { buckets[name] = bucket }
            guard bucket.left >= 1 else { return (1 - bucket.left) / rule.perSecond }
            bucket.left -= 1
            return nil
        }
        if let wait { throw .tooMany(retryAfter: max(1, Int(wait.rounded(.up)))) }
    }
}

extension Limits.Rule {
    static let signInOfAccount = Self(burst: 5, perSecond: 5.0 / 60)
    static let signInFromAddress = Self(burst: 20, perSecond: 20.0 / 60)
    static let linkFromAddress = Self(burst: 20, perSecond: 20.0 / 60)
}
