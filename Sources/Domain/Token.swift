/// What lets a program in for somebody: a secret with a name, a scope and an end. It does what its person may do, and no more than its scope.
public struct Token: Sendable, Hashable {
    public let id: ID<Token>
    public var personID: ID<Person>
    public var name: String
    public var scope: Scope
    public var createdAt: Moment
    /// Nil for one that works until it is revoked.
    public var expiresAt: Moment?
    /// Noted at most every ten minutes.
    public var lastUsedAt: Moment?

    public init(
        id: ID<Token>, personID: ID<Person>, name: String, scope: Scope, createdAt: Moment, expiresAt: Moment? = nil,
        lastUsedAt: Moment? = nil
    ) {
        self.id = id
        self.personID = personID
        self.name = name
        self.scope = scope
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
    }

    /// What every secret begins with, so that programs which look for leaked secrets know it.
    public static let prefix = "cairn_"

    public func works(at moment: Moment) -> Bool { expiresAt.map { moment < $0 } ?? true }

    /// Each scope holds the ones before it.
    public enum Scope: String, Sendable, CaseIterable, Comparable {
        case read, write, admin

        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
        private var rank: Int { Self.allCases.firstIndex(of: self)! }

        public var word: Words {
            switch self {
            case .read: "Read"
            case .write: "Read and write"
            case .admin: "Administer"
            }
        }

        public var meaning: Words {
            switch self {
            case .read: "Sees what you see, and changes nothing."
            case .write: "Makes and changes goals, checks in, comments."
            case .admin: "Also people, invitations, settings and tokens, as far as you may."
            }
        }
    }
}

extension Token {
    /// What a person writes to make a token.
    public struct Draft: Sendable, Hashable {
        public var name: String
        public var scope: Scope
        /// How many days it works; nil until it is revoked.
        public var days: Int?

        public init(name: String, scope: Scope = .read, days: Int? = 90) {
            self.name = name
            self.scope = scope
            self.days = days
        }

        public func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.name = problems.line(
                name, "name", missing: "Name the program that will use it, so that you know later what ends with it.", limit: Limit.name)
            problems.require(days.map { (1...3650).contains($0) } ?? true, "days", "A token works between 1 and 3650 days.")
            try problems.check()
            return draft
        }
    }

    /// - Parameter most: the scope of the token that asks for another one; a page asks with all that the person may.
    public static func make(
        _ draft: Draft, id: ID<Token>, by viewer: Viewer, most: Scope = .admin, at moment: Moment
    ) throws(AppError) -> Token {
        let draft = try draft.checked()
        if draft.scope > most { throw .invalid("scope", "A token gives no more than the one that asks for it.") }
        if draft.scope == .admin && !viewer.isAdmin && !viewer.isLead {
            throw .invalid("scope", "Only owners, admins and leads of teams can have this one.")
        }
        return Token(
            id: id, personID: viewer.id, name: draft.name, scope: draft.scope, createdAt: moment,
            expiresAt: draft.days.map { moment.adding(days: $0) })
    }

    public func mayRevoke(by viewer: Viewer) -> Permission {
        .when(viewer.id == personID || viewer.isAdmin, "A token is revoked by the one it belongs to, or by an admin.")
    }
}
