import Domain

/// An invitation as the API answers it; with its link once, when it was made.
struct InvitationRecord: Sendable {
    var row: InvitationRow
    var state: Invitation.State
    var secret: String?
}

extension Invitation.State: APIWord {}

let invitationShape = Shape<InvitationRecord>("Invitation", words: "A link that lets people in.") { shape in
    shape.id("id", "Its id.") { $0.row.invitation.id }
    shape.word("state", "Whether it still lets people in.") { $0.state }
    shape.word("role", "What those it lets in may do.") { $0.row.invitation.role }
    shape.id("team_id", "The team they join.") { $0.row.invitation.teamID }
    shape.id("person_id", "The named person whose place is taken by accepting.") { $0.row.invitation.personID }
    shape.text("note", "Whom it was for.") { $0.row.invitation.note }
    shape.integer("places", "For how many people it is.") { $0.row.invitation.places }
    shape.integer("taken", "How many have come.") { $0.row.invitation.taken }
    shape.id("created_by", "Who made it.") { $0.row.invitation.createdBy }
    shape.time("created_at", "When it was made.") { $0.row.invitation.createdAt }
    shape.time("expires_at", "When it ends.") { $0.row.invitation.expiresAt }
    shape.time("revoked_at", "When it was taken back.") { $0.row.invitation.revokedAt }
    shape.text("path", "Its path. It is shown once, in the answer that made it, and not if the request is repeated.") { record in
        record.secret.map { "/invitations/\($0)" }
    }
}

let invitationInput = InputShape<Invitation.Draft>("InvitationInput", words: "Whom to let in.", blank: { Invitation.Draft() }) { shape in
    shape.word("role", "What those it lets in may do.") { $0.role = $1 ?? .member }
    shape.id("team_id", "The team they join.") { $0.teamID = $1 }
    shape.id("person_id", "The named person whose place is taken by accepting.") { $0.personID = $1 }
    shape.text("note", "Whom it was for.") { $0.note = $1 ?? "" }
    shape.integer("places", "For how many people it is.", in: 1...500) { $0.places = $1 ?? 1 }
    shape.integer("days", "How many days it works.", in: 1...90) { $0.days = $1 ?? 14 }
}

let invitationEndpoints: [Endpoint] = [
    .list(
        "/invitations", "listInvitations", .invitations, summary: "List the invitations, the newest first", scope: .admin, paged: false,
        gives: invitationShape
    ) {
        call in
        let now = call.cairn.now
        return Items(
            try await Invitations(cairn: call.cairn).list(for: call.viewer).map {
                InvitationRecord(row: $0, state: $0.invitation.state(at: now))
            })
    }.forLeads(),
    .make(
        "/invitations", "createInvitation", .invitations, summary: "Make a link that lets people in", scope: .admin, takes: invitationInput,
        gives: invitationShape, at: { "/invitations/\($0.row.invitation.id)" },
        example: Example(#"{"role": "guest", "team_id": "$team", "places": 3, "days": 7}"#),
        once: { record, made in record.secret = made.secret }
    ) { call, given in
        let id: ID<Invitation> = call.cairn.newID()
        let secret = try await Invitations(cairn: call.cairn).make(
            given.on(Invitation.Draft()), id: id, by: call.viewer, from: call.address)
        return NewInvitation(id: id, secret: secret)
    } then: { call, made in
        try await call.invitation(ID(trusted: made))
    }.forLeads(),
    .get(
        "/invitations/{invitation}", "getInvitation", .invitations, summary: "Read an invitation, without its link", scope: .admin,
        gives: invitationShape
    ) {
        call in try await call.invitation(call.id("invitation"))
    }.forLeads(),
    .act(
        "/invitations/{invitation}/revocation", "revokeInvitation", .invitations, summary: "Take an invitation back", scope: .admin,
        takes: nothingInput, gives: invitationShape, example: Example()
    ) { call, _ in
        try await Invitations(cairn: call.cairn).revoke(call.id("invitation"), by: call.viewer, from: call.address)
        return Done()
    } then: { call, _ in
        try await call.invitation(call.id("invitation"))
    }.forLeads(),
]

extension APICall {
    fileprivate func invitation(_ id: ID<Invitation>) async throws -> InvitationRecord {
        let now = cairn.now
        return try await read { db, _ in
            let invitation = try db.invitation(id, for: viewer)
            return InvitationRecord(row: InvitationRow(invitation: invitation, madeBy: ""), state: invitation.state(at: now))
        }
    }
}
