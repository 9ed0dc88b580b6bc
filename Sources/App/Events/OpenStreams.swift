import Domain
import Synchronization

/// How many streams of events each token holds open.
final class OpenStreams: Sendable {
    private let counts = Mutex<[ID<Token>: Int]>([:])

    /// How many are open.
    var count: Int { counts.withLock { $0.values.reduce(0, +) } }

    /// A place for one more stream of this token, given back when nothing holds it any more; nil where there is none left.
    func place(for token: ID<Token>, most: Int) -> Place? {
        let hasRoom = counts.withLock { counts in
            guard counts[token, default: 0] < most else { return false }
            counts[token, default: 0] += 1
            return true
        }
        return hasRoom ? Place(of: token, in: self) : nil
    }

    private func leave(_ token: ID<Token>) {
        counts.withLock { counts in
            let left = counts[token, default: 0] - 1
            counts[token] = left > 0 ? left : nil
        }
    }

    /// Held by the answer, so that a stream which fails before it begins, or breaks off, gives its place back like one that ends.
    final class Place: Sendable {
        private let token: ID<Token>
        private let streams: OpenStreams

        fileprivate init(of token: ID<Token>, in streams: OpenStreams) {
            (self.token, self.streams) = (token, streams)
        }

        deinit { streams.leave(token) }
    }
}
