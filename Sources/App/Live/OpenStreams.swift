import Domain
import Synchronization

/// How many streams each token, person or screen holds open: each costs memory for as long as it stays.
final class OpenStreams: Sendable {
    enum Holder: Hashable, Sendable {
        case token(ID<Token>), person(ID<Person>), screen(ID<Screen>)
    }

    private let counts = Mutex<[Holder: Int]>([:])

    /// How many are open.
    var count: Int { counts.withLock { $0.values.reduce(0, +) } }

    /// A place for one more stream of this holder, given back when nothing holds it any more; nil where there is none left.
    func place(for holder: Holder, most: Int) -> Place? {
        let hasRoom = counts.withLock { counts in
            guard counts[holder, default: 0] < most else { return false }
            counts[holder, default: 0] += 1
            return true
        }
        return hasRoom ? Place(of: holder, in: self) : nil
    }

    private func leave(_ holder: Holder) {
        counts.withLock { counts in
            let left = counts[holder, default: 0] - 1
            counts[holder] = left > 0 ? left : nil
        }
    }

    /// Held by the answer, so that a stream which fails before it begins, or breaks off, gives its place back like one that ends.
    final class Place: Sendable {
        private let holder: Holder
        private let streams: OpenStreams

        fileprivate init(of holder: Holder, in streams: OpenStreams) {
            (self.holder, self.streams) = (holder, streams)
        }

        deinit { streams.leave(holder) }
    }
}

extension Cairn {
    /// A place for one more open page of a person or a screen; refused where they hold as many as they may.
    func placeForPage(of holder: OpenStreams.Holder) throws -> OpenStreams.Place {
        guard let place = openStreams.place(for: holder, most: settings.pageStreams) else { throw AppError.tooMany(retryAfter: 20) }
        return place
    }
}
