import Database
import Domain

/// Letting people in: making links, taking them back, and accepting one.
struct Invitations: Sendable {
    let cairn: Cairn

    func list(for viewer: Viewer) async throws -> [InvitationRow] {
        try Invitation.mayMake(by: viewer).check()
        return try await cairn.database.read { db in try db.invitations(for: viewer) }
    }

    /// What the form offers: teams the viewer may invite into, and people who are named but have not joined.
    func choices(for viewer: Viewer) async throws -> InvitationChoices {
        try Invitation.mayMake(by: viewer).check()
        return try await cairn.database.read { db in
            let teams = try db.teams(in: viewer.workspace.id).filter { viewer.isAdmin || viewer.leads.contains($0.id) }
            let people = viewer.isAdmin ? try db.peopleToChoose(in: viewer.workspace.id).filter { $0.state == .placeholder } : []
            return InvitationChoices(teams: teams, people: people)
        }
    }

    /// Makes an invitation; the same form sent twice makes one.
    /// - Returns: the secret for its link, or nil where this form was sent before.
    func make(_ draft: Invitation.Draft, id: ID<Invitation>, by viewer: Viewer, from address: String) async throws -> String? {
        let token = newToken()
        let invitation = try Invitation.make(draft, id: id, by: viewer, at: cairn.now)
        let made = try await cairn.database.write { [cairn] db in
            try requireKnown(invitation, for: viewer, in: db)
            guard try db.insertOnce(invitation, hash: hash(ofToken: token), in: viewer.workspace.id) else {
                return NewInvitation(id: id, secret: nil)
            }
            try db.record(.invitationMade, by: viewer, subject: id.text, cairn)
            try db.audit(
                .invitationMade, by: viewer, object: id.text,
                details: [
                    "role": invitation.role.rawValue, "places": "\(invitation.places)",
                    "team": try invitation.teamID.map { try db.team($0, for: viewer).name } ?? "",
                ],
                from: address,
                cairn)
            return NewInvitation(id: id, secret: token)
        }
        return made.secret
    }

    func revoke(_ id: ID<Invitation>, by viewer: Viewer, from address: String) async throws {
        let now = cairn.now
        try await cairn.database.write { [cairn] db in
            var invitation = try db.invitation(id, for: viewer)
            guard invitation.revokedAt == nil else { return }
            try invitation.revoke(by: viewer, at: now)
            try db.update(invitation, in: viewer.workspace.id)
            try db.record(.invitationRevoked, by: viewer, subject: id.text, cairn)
            try db.audit(.invitationRevoked, by: viewer, object: id.text, from: address, cairn)
        }
    }

    private func requireKnown(_ invitation: Invitation, for viewer: Viewer, in db: any Connection) throws {
        var problems = Problems()
        if let team = invitation.teamID {
            problems.require((try? db.team(team, for: viewer)) != nil, "team_id", "Choose one from the list.")
        }
        if let person = invitation.personID {
            let found = try? db.person(person, for: viewer)
            problems.require(found?.state == .placeholder, "person_id", "This person has joined already, or is not here.")
        }
        try problems.check()
    }

    /// What a link leads to; throws in words for its holder where it lets nobody in any more.
    func find(_ token: String) async throws -> InvitationView {
        let now = cairn.now
        return try await cairn.database.read { db in
            var (invitation, workspace) = try db.invitation(hash: hash(ofToken: token))
            let names = try db.names(of: invitation, in: workspace.id)
            let view = InvitationView(
                invitation: invitation, workspace: workspace, madeBy: names.madeBy, team: names.team, person: names.person)
            try invitation.take(at: now)
            return view
        }
    }

    /// A new person with a new account.
    /// - Returns: the secret for the cookie.
    func accept(
        _ token: String, _ draft: Account.Draft, password: String, device: String, address: String
    ) async throws -> (token: String, workspace: Workspace) {
        _ = try await find(token)
        let draft = try draft.checked(password: password)
        let account = draft.account(id: cairn.newID())
        let kept = try await Passwords.shared.hash(password)
        let now = cairn.now
        let workspace = try await cairn.database.write { [cairn] db in
            try db.requireFree(email: account.email)
            try db.insert(account, password: kept, at: now)
            return try db.join(account, by: token, from: address, cairn)
        }
        return (try await SignIns(cairn: cairn).open(account, from: address, device: device), workspace)
    }

    /// Someone who is signed in joins with one press.
    func accept(_ token: String, as account: Account, address: String) async throws -> Workspace {
        try await cairn.database.write { [cairn] db in try db.join(account, by: token, from: address, cairn) }
    }
}

extension Connection {
    /// Takes a place and lets the account in, in one transaction: of two who want the last place, one gets it.
    fileprivate func join(_ account: Account, by token: String, from address: String, _ cairn: Cairn) throws -> Workspace {
        var (invitation, workspace) = try invitation(hash: hash(ofToken: token))
        if let known = try person(of: account.id, in: workspace.id) {
            guard known.state == .active else { throw AppError.gone("Your access to this workspace was ended. Ask one of its admins.") }
            return workspace
        }
        try invitation.take(at: cairn.now)
        try update(invitation, in: workspace.id)
        let person = try newPerson(account, invitation, in: workspace.id, cairn)
        if let team = invitation.teamID, try insertMembership(person.id, in: team, of: workspace.id, at: cairn.now) {
            notify("\(workspace.id)/team:\(team)")
        }
        try record(
            Event(id: cairn.newID(), kind: .personJoined, actorID: person.id, subjectID: person.id.text, createdAt: cairn.now),
            in: workspace.id)
        try audit(
            .invitationAccepted, workspace: workspace.id, account: account.id, person: person.id, object: person.name,
            details: ["invitation": invitation.id.text, "role": person.role.rawValue], from: address, cairn)
        notifyPerson(person.id, in: workspace.id)
        notify("account")
        return workspace
    }

    /// The person who was named and is waiting for this account, or a new one.
    private func newPerson(_ account: Account, _ invitation: Invitation, in workspace: ID<Workspace>, _ cairn: Cairn) throws -> Person {
        if let id = invitation.personID,
            var columns = try row("SELECT \(sql: personColumns) FROM person WHERE workspace_id = \(workspace) AND id = \(id)")?.columns
        {
            var person = try Person(&columns)
            guard person.state == .placeholder else {
                throw AppError.gone("Someone has joined as \(person.name) already. Ask for another invitation.")
            }
            (person.accountID, person.name, person.email) = (account.id, account.name, account.email)
            (person.role, person.state) = (invitation.role, .active)
            try update(person, in: workspace)
            return person
        }
        let person = Person(id: cairn.newID(), accountID: account.id, name: account.name, email: account.email, role: invitation.role)
        try insert(person, in: workspace, at: cairn.now)
        return person
    }
}

/// An invitation with the secret of its link, which is nowhere else.
struct NewInvitation: Made {
    var id: ID<Invitation>
    var secret: String?
    var madeName: String { id.text }
}

/// What the form for an invitation offers.
struct InvitationChoices: Sendable {
    var teams: [Team]
    var people: [Person]
}

/// What stands behind a link.
struct InvitationView: Sendable {
    var invitation: Invitation
    var workspace: Workspace
    var madeBy: String
    var team: String?
    /// Whom accepting it makes one, where it was made for someone named already.
    var person: Person?
}
