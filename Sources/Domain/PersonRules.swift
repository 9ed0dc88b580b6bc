extension Person.Role {
    public var word: Words {
        switch self {
        case .owner: "Workspace owner"
        case .admin: "Admin"
        case .member: "Member"
        case .guest: "Guest"
        }
    }

    /// What the role may do, in a sentence.
    public var meaning: Words {
        switch self {
        case .owner: "Everything, and who is an admin or owner."
        case .admin: "Invites people, keeps teams and cycles, and can change every goal that is not private."
        case .member: "Makes goals, works on them and checks in."
        case .guest: "Reads and comments."
        }
    }
}

extension Person.State {
    public var word: Words {
        switch self {
        case .active: "Active"
        case .placeholder: "Not joined yet"
        case .deactivated: "Deactivated"
        }
    }
}

extension Person {
    /// Whether goals and key results may be theirs: members and above who have not left; placeholders too.
    public var canOwn: Bool { role >= .member && state != .deactivated }

    /// Owners change everybody's role; admins that of members and guests, up to their own. Placeholders have a role as well.
    public func mayChangeRole(by viewer: Viewer) -> Permission {
        if viewer.person.isOwner { return .granted }
        guard viewer.isAdmin else { return .refused("Roles are changed by admins. Ask one of them.") }
        return .when(role < .admin, "The role of an admin or owner is changed by an owner. Ask one of them.")
    }

    /// Give the number of active owners there are now, of which this person may be one.
    public mutating func changeRole(to next: Role, owners: Int, by viewer: Viewer) throws(AppError) -> [Change] {
        try mayChangeRole(by: viewer).check()
        if next > viewer.person.role { throw .forbidden("You can give roles up to your own.") }
        if isOwner && next != .owner && owners <= 1 { throw .forbidden(lastOwner) }
        if next == .owner && state != .active { throw .invalid("role", "Only somebody who has joined can be an owner.") }
        var changes = Changes()
        changes.set("role", &role, next)
        if !changes.list.isEmpty { version += 1 }
        return changes.list
    }

    public func mayDeactivate(by viewer: Viewer) -> Permission {
        if viewer.id == id { return .refused("Nobody deactivates themselves. Ask another admin.") }
        if viewer.person.isOwner { return .granted }
        guard viewer.isAdmin else { return .refused("People are deactivated by admins. Ask one of them.") }
        return .when(role < .admin, "An admin or owner is deactivated by an owner. Ask one of them.")
    }

    /// Ends their access. What they own stays theirs until it is handed over.
    public mutating func deactivate(owners: Int, by viewer: Viewer) throws(AppError) -> [Change] {
        try mayDeactivate(by: viewer).check()
        if isOwner && owners <= 1 { throw .forbidden(lastOwner) }
        return move(to: .deactivated)
    }

    /// Lets them in again; somebody who never joined is a placeholder again.
    public mutating func reactivate(by viewer: Viewer) throws(AppError) -> [Change] {
        try mayDeactivate(by: viewer).check()
        guard state == .deactivated else { return [] }
        return move(to: accountID == nil ? .placeholder : .active)
    }

    /// Handing over all they own: they themselves, or an admin.
    public func mayHandOver(by viewer: Viewer) -> Permission {
        let isOwn = viewer.id == id && role >= .member
        return .when(isOwn || viewer.isAdmin, "Goals are handed over by the one who owns them, or by an admin. Ask one of them.")
    }

    /// A link with which this person sets a new password: from an admin, for an owner only from another owner.
    public func mayGetPasswordLink(from viewer: Viewer) -> Permission {
        if viewer.id == id { return .refused("Change your own password on your account page.") }
        guard viewer.isAdmin else { return .refused("A new link comes from an admin. Ask one of them.") }
        guard viewer.person.isOwner || role != .owner else {
            return .refused("A link for an owner comes from another owner. Ask one of them.")
        }
        return .when(state == .active, "This person has not joined yet, or not any more.")
    }

    public func mayRename(by viewer: Viewer) -> Permission {
        .when(viewer.id == id || viewer.isAdmin, "A name is changed by the person or by an admin.")
    }

    /// A name, trimmed; throws where it is missing or too long.
    public static func checkedName(_ name: String) throws(AppError) -> String {
        var problems = Problems()
        let name = problems.line(name, "name", missing: "Write the name people know you by.", limit: Limit.name)
        try problems.check()
        return name
    }

    private var lastOwner: Words { "\(name) is the last owner. Make somebody else an owner first." }

    private mutating func move(to next: State) -> [Change] {
        var changes = Changes()
        changes.set("state", &state, next)
        if !changes.list.isEmpty { version += 1 }
        return changes.list
    }
}
