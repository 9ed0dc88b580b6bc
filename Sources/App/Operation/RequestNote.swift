import Database
import Domain
import Synchronization

/// What is known of the request that is being answered: for its line in the log, and for lines of the audit log that it causes.
final class RequestNote: Sendable {
    private struct Known {
        var person: String?
        var actor = ""
    }

    /// The name under which the request is found in the log, on the error page and in the answer's `X-Request-Id`.
    let id: String
    /// Where it came from.
    let address: String
    private let known = Mutex(Known())

    init(id: String, address: String) {
        (self.id, self.address) = (id, address)
    }

    /// The note of the request that runs here, also inside a closure that was handed to the database.
    static var current: RequestNote? { Caller.note as? RequestNote }

    /// Who it turned out to be.
    /// - actor: by which of their ways in: `sign-in <id>` or `token <id>`, never the secret itself.
    func recognise(_ person: ID<Person>?, actor: String) {
        known.withLock { $0 = Known(person: person?.text, actor: actor) }
    }

    var person: String? { known.withLock(\.person) }
    var actor: String { known.withLock(\.actor) }
}
