import Domain
import Synchronization

/// The last answers to calls that read much, each with the state of the data that it was made from: programs ask every minute for what nobody has
/// changed, and then are answered without a look at the data.
///
/// An answer is given again only while nothing at all was committed: by this process, which counts its commits, or by another, which the counter of
/// changes hears of within a fifth of a second (as for pages). PostgreSQL is shared with other nodes; there nothing is remembered.
final class AnswerMemory: Sendable {
    /// What an answer depends on beside the data.
    struct Key: Hashable {
        let person: ID<Person>
        /// How often rights had changed anywhere before it was recognised who asks.
        let rights: Int
        let language: Language
        let zone: String
        let address: String
        /// Statuses depend on the day, and days begin with a minute everywhere.
        let minute: Int64
    }

    private struct State {
        var known: [Key: (state: String, answer: APIAnswer)] = [:]
        var bytes = 0
    }

    /// Bytes of bodies, of all answers together; an answer alone may have an eighth of it.
    static let most = 8 << 20

    private let state = Mutex(State())

    var bytes: Int { state.withLock(\.bytes) }

    func find(_ key: Key, _ state: String) -> APIAnswer? {
        self.state.withLock { memory in memory.known[key].flatMap { $0.state == state ? $0.answer : nil } }
    }

    func keep(_ answer: APIAnswer, _ key: Key, _ state: String) {
        guard let size = answer.ready?.body.readableBytes, size <= Self.most / 8 else { return }
        self.state.withLock { memory in
            if memory.bytes + size > Self.most { memory = State() }
            let old = memory.known.updateValue((state, answer), forKey: key)
            memory.bytes += size - (old?.answer.ready?.body.readableBytes ?? 0)
        }
    }
}
