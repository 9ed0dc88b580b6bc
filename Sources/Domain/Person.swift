/// Someone in a workspace. A placeholder was named (by an import, say) but has not joined; a deactivated person cannot enter.
public struct Person: Sendable, Hashable {
    public let id: ID<Person>
    public var accountID: ID<Account>?
    public var name: String
    public var email: String?
    public var role: Role
    public var state: State
    public var version: Int

    public enum Role: String, Sendable, CaseIterable, Comparable {
        case guest, member, admin, owner

        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
        private var rank: Int { Self.allCases.firstIndex(of: self)! }
    }

    public enum State: String, Sendable, CaseIterable { case active, placeholder, deactivated }

    public init(
        id: ID<Person>, accountID: ID<Account>? = nil, name: String, email: String? = nil, role: Role = .member, state: State = .active,
        version: Int = 1
    ) {
        self.id = id
        self.accountID = accountID
        self.name = name
        self.email = email
        self.role = role
        self.state = state
        self.version = version
    }

    public var isAdmin: Bool { state == .active && role >= .admin }
    public var isOwner: Bool { state == .active && role == .owner }

    /// The two letters on a person's pebble.
    public var initials: String {
        let isGap = { (letter: Character) in letter == " " || letter == "-" }
        guard let first = name.firstIndex(where: { !isGap($0) }), let end = name.lastIndex(where: { !isGap($0) }) else { return "" }
        guard let gap = name[first...end].lastIndex(where: isGap) else { return name[first].uppercased() }
        return name[first].uppercased() + name[name.index(after: gap)].uppercased()
    }
}

/// Someone who is signed in, in one workspace, with what decides what they may see and do.
public struct Viewer: Sendable, Hashable {
    public var person: Person
    public var account: Account
    public var workspace: Workspace
    /// The teams this person is a member or the lead of.
    public var teams: Set<ID<Team>>
    /// The teams this person leads.
    public var leads: Set<ID<Team>>

    public init(person: Person, account: Account, workspace: Workspace, teams: Set<ID<Team>> = [], leads: Set<ID<Team>> = []) {
        self.person = person
        self.account = account
        self.workspace = workspace
        self.teams = teams
        self.leads = leads
    }

    public var id: ID<Person> { person.id }
    public var isAdmin: Bool { person.isAdmin }
}
