/// A link that lets people into a workspace: with which role, into which team, how many, and until when. Its token is stored hashed only.
public struct Invitation: Sendable, Hashable {
    public let id: ID<Invitation>
    public var role: Person.Role
    public var teamID: ID<Team>?
    /// The placeholder whose place is taken by accepting.
    public var personID: ID<Person>?
    public var note: String
    public var places: Int
    public var taken: Int
    public var createdBy: ID<Person>
    public var createdAt: Moment
    public var expiresAt: Moment
    public var revokedAt: Moment?

    public enum State: String, Sendable, CaseIterable {
        case open, expired, revoked
        case usedUp = "used up"

        public var word: Words {
            switch self {
            case .open: "Still open"
            case .usedUp: "Used up"
            case .expired: "Expired"
            case .revoked: "Revoked"
            }
        }
    }

    public init(
        id: ID<Invitation>, role: Person.Role, teamID: ID<Team>? = nil, personID: ID<Person>? = nil, note: String = "", places: Int = 1,
        taken: Int = 0, createdBy: ID<Person>, createdAt: Moment, expiresAt: Moment, revokedAt: Moment? = nil
    ) {
        self.id = id
        self.role = role
        self.teamID = teamID
        self.personID = personID
        self.note = note
        self.places = places
        self.taken = taken
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }

    public func state(at moment: Moment) -> State {
        if revokedAt != nil { return .revoked }
        if taken >= places { return .usedUp }
        return moment < expiresAt ? .open : .expired
    }
}

extension Invitation {
    /// What an admin chooses for a new invitation.
    public struct Draft: Sendable, Hashable {
        public var role: Person.Role
        public var teamID: ID<Team>?
        public var personID: ID<Person>?
        public var note: String
        public var places: Int
        public var days: Int

        public init(
            role: Person.Role = .member, teamID: ID<Team>? = nil, personID: ID<Person>? = nil, note: String = "", places: Int = 1,
            days: Int = 14
        ) {
            self.role = role
            self.teamID = teamID
            self.personID = personID
            self.note = note
            self.places = places
            self.days = days
        }

        public func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.note = problems.line(note, "note", missing: nil, limit: Limit.name)
            problems.require(role != .owner, "role", "Nobody is invited as an owner. Invite them as an admin, then change their role.")
            problems.require((1...500).contains(places), "places", "An invitation is for 1 to 500 people.")
            problems.require(personID == nil || places == 1, "places", "An invitation for one person has one place.")
            problems.require((1...90).contains(days), "days", "An invitation lasts 1 to 90 days.")
            try problems.check()
            return draft
        }
    }

    /// Admins invite everybody; a lead invites members and guests into a team of theirs.
    public static func mayMake(by viewer: Viewer) -> Permission {
        .when(
            viewer.isAdmin || viewer.isLead,
            "People are invited by admins, and into a team by its lead. Ask one of them.")
    }

    public static func make(_ draft: Draft, id: ID<Invitation>, by viewer: Viewer, at moment: Moment) throws(AppError) -> Invitation {
        try mayMake(by: viewer).check()
        let draft = try draft.checked()
        if draft.role > viewer.person.role { throw .forbidden("You can invite people up to your own role.") }
        if !viewer.isAdmin { try checkLead(draft, viewer) }
        return Invitation(
            id: id, role: draft.role, teamID: draft.teamID, personID: draft.personID, note: draft.note, places: draft.places,
            createdBy: viewer.id, createdAt: moment, expiresAt: moment.adding(days: draft.days))
    }

    private static func checkLead(_ draft: Draft, _ viewer: Viewer) throws(AppError) {
        var problems = Problems()
        problems.require(draft.teamID.map(viewer.leads.contains) ?? false, "team_id", "Choose a team that you lead.")
        problems.require(draft.role <= .member, "role", "A lead invites members and guests.")
        problems.require(draft.personID == nil, "person_id", "Only an admin can invite someone who is named here already.")
        try problems.check()
    }

    /// Takes one place; throws `gone`, saying why, when there is none.
    public mutating func take(at moment: Moment) throws(AppError) {
        switch state(at: moment) {
        case .open: taken += 1
        case .usedUp: throw .gone("This invitation has been used. Ask the person who sent it for a new one.")
        case .expired: throw .gone("This invitation has expired. Ask the person who sent it for a new one.")
        case .revoked: throw .gone("This invitation was taken back. Ask the person who sent it.")
        }
    }

    /// Whoever made it and admins take it back.
    public func mayRevoke(by viewer: Viewer) -> Permission {
        .when(viewer.isAdmin || createdBy == viewer.id, "An invitation is taken back by whoever made it, or by an admin. Ask one of them.")
    }

    public mutating func revoke(by viewer: Viewer, at moment: Moment) throws(AppError) {
        try mayRevoke(by: viewer).check()
        if revokedAt == nil { revokedAt = moment }
    }
}

extension Viewer {
    public var mayInvite: Bool { Invitation.mayMake(by: self).isGranted }

    /// The roles they can invite to, the lowest first.
    public var rolesToInvite: [Person.Role] { isAdmin ? [.guest, .member, .admin] : [.guest, .member] }
}
