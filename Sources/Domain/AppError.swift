/// What went wrong, in words a person can read. Anything else that is thrown is a bug: it is logged with an id and shown as "Something went wrong".
public enum AppError: Error, Hashable {
    /// Not there, or not for this person: the two must look the same.
    case notFound
    /// Nobody is signed in, and this needs somebody.
    case signedOut
    case forbidden(Words)
    /// Every field that is wrong, each with its words. A problem without a field is about the whole form (field "").
    case invalid([Problem])
    /// Someone else changed it meanwhile: the version the form was made from is no longer the newest.
    case stale
    /// It is gone or spent: an expired link, a revoked invitation.
    case gone(Words)
    case tooLarge(Words)
    case tooMany(retryAfter: Int)

    public struct Problem: Sendable, Hashable {
        public var field: String
        public var words: Words

        public init(_ field: String, _ words: Words) {
            self.field = field
            self.words = words
        }
    }

    public static func invalid(_ field: String, _ words: Words) -> AppError { .invalid([Problem(field, words)]) }
}

/// Gathers the problems of one form, so that a person sees all of them at once.
public struct Problems {
    private var list: [AppError.Problem] = []

    public init() {}

    public mutating func add(_ field: String, _ words: Words) { list.append(.init(field, words)) }

    /// Adds the words unless the condition holds.
    public mutating func require(_ condition: Bool, _ field: String, _ words: @autoclosure () -> Words) {
        if !condition { add(field, words()) }
    }

    /// Adds those of another rule; an error that is not about fields is about the whole form.
    mutating func add(_ error: AppError) {
        switch error {
        case .invalid(let problems): list += problems
        case .forbidden(let words): add("", words)
        default: add("", "This cannot be done.")
        }
    }

    public func check() throws(AppError) {
        if !list.isEmpty { throw .invalid(list) }
    }
}
