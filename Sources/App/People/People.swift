import Database
import Domain

/// What can be done with the people of a workspace: see them, name them, give them a role, end their access.
struct People: Sendable {
    let cairn: Cairn

    func list(for viewer: Viewer, matching text: String) async throws -> [PersonRow] {
        try await cairn.database.read { db in try db.people(for: viewer, matching: text) }
    }

    func view(_ id: ID<Person>, for viewer: Viewer) async throws -> PersonView {
        try await cairn.database.read { db in
            let person = try db.person(id, for: viewer)
            return PersonView(
                person: person, teams: try db.teams(of: id, for: viewer),
                goals: try db.openGoals(where: "goal.owner_id = \(id)", for: viewer),
                lastSeenAt: try db.lastSeen(id, in: viewer.workspace.id), holdings: try db.holdings(of: id, in: viewer.workspace.id),
                others: try db.peopleToChoose(in: viewer.workspace.id).filter { $0.id != id && $0.canOwn })
        }
    }

    /// Names someone who has not joined yet, so that they can own goals. The same form sent twice makes one person.
    @discardableResult
    func add(_ draft: PlaceholderDraft, id: ID<Person>, by viewer: Viewer, from address: String) async throws -> ID<Person> {
        guard viewer.isAdmin else { throw AppError.forbidden("Only owners and admins of the workspace can do this.") }
        let person = try draft.person(id: id)
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            guard try db.insertOnce(person, in: viewer.workspace.id, at: now) else { return id }
            try db.record(.personAdded, by: viewer, subject: id.text, names: ["subject": person.name], cairn)
            try db.audit(.personAdded, by: viewer, object: person.name, details: ["person": id.text], from: address, cairn)
            return id
        }
    }

    func changeRole(of id: ID<Person>, to role: Person.Role, by viewer: Viewer, from address: String) async throws {
        try await change(id, .roleChanged, .roleChanged, by: viewer, from: address) { (person, owners) throws(AppError) in
            try person.changeRole(to: role, owners: owners, by: viewer)
        }
    }

    /// Ends the person's access at once: open pages stop being renewed within seconds.
    func deactivate(_ id: ID<Person>, by viewer: Viewer, from address: String) async throws {
        try await change(id, .personDeactivated, .personDeactivated, by: viewer, from: address) { (person, owners) throws(AppError) in
            try person.deactivate(owners: owners, by: viewer)
        }
    }

    func reactivate(_ id: ID<Person>, by viewer: Viewer, from address: String) async throws {
        try await change(id, .personReactivated, .personReactivated, by: viewer, from: address) { (person, _) throws(AppError) in
            try person.reactivate(by: viewer)
        }
    }

    private func change(
        _ id: ID<Person>, _ kind: Event.Kind, _ action: Audit.Action, by viewer: Viewer, from address: String,
        _ verb: @escaping @Sendable (inout Person, _ owners: Int) throws(AppError) -> [Change]
    ) async throws {
        try await cairn.database.write { [cairn] db in
            var person = try db.person(id, for: viewer)
            let changes = try verb(&person, try db.owners(in: viewer.workspace.id))
            guard !changes.isEmpty else { return }
            try db.update(person, in: viewer.workspace.id)
            try endSignIns(of: person, unless: viewer, in: db)
            if person.state == .deactivated { try db.deleteTokens(of: id, in: viewer.workspace.id) }
            try db.record(kind, by: viewer, subject: id.text, changes: changes, names: ["subject": person.name], cairn)
            try db.audit(action, by: viewer, object: person.name, details: ["person": id.text], changes: changes, from: address, cairn)
        }
    }

    /// Another role and the end of access end the sign-ins, so that nothing of what was lives on. Someone who is in other workspaces stays
    /// signed in there; what they may do here is looked up anew with every request.
    private func endSignIns(of person: Person, unless viewer: Viewer, in db: any Connection) throws {
        guard let account = person.accountID, account != viewer.account.id else { return }
        let elsewhere = try db.row(
            "SELECT 1 FROM person WHERE account_id = \(account) AND workspace_id <> \(viewer.workspace.id) AND state = 'active'")
        if elsewhere == nil { try db.deleteSignIns(of: account) }
    }
}

/// One person's page.
struct PersonView: Sendable {
    var person: Person
    var teams: [Team]
    var goals: [OpenGoal]
    var lastSeenAt: Moment?
    var holdings: Holdings
    /// To whom things can be handed over.
    var others: [Person]
}

/// What an admin writes to name someone before they join.
struct PlaceholderDraft: Sendable {
    var name: String
    var email: String

    func person(id: ID<Person>) throws(AppError) -> Person {
        let name = try Person.checkedName(name)
        let email = email.isEmpty ? nil : try Account.checkedEmail(email)
        return Person(id: id, name: name, email: email, role: .member, state: .placeholder)
    }
}
