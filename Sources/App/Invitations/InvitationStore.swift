import Database
import Domain

let invitationColumns: SQL = """
    invitation.id, invitation.role, invitation.team_id, invitation.person_id, invitation.note, invitation.places, invitation.taken,
    invitation.created_by, invitation.created_at, invitation.expires_at, invitation.revoked_at
    """

extension Invitation {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), role: try columns.next(), teamID: try columns.next(), personID: try columns.next(),
            note: try columns.next(), places: try columns.next(), taken: try columns.next(), createdBy: try columns.next(),
            createdAt: try columns.next(), expiresAt: try columns.next(), revokedAt: try columns.next())
    }
}

/// An invitation with the names its list shows.
struct InvitationRow: Sendable {
    var invitation: Invitation
    var madeBy: String
    var team: String?
    var person: String?
}

extension Connection {
    /// The invitations this person may see: all for admins, their own for a lead; newest first.
    func invitations(for viewer: Viewer) throws -> [InvitationRow] {
        let mine: SQL = viewer.isAdmin ? "1 = 1" : "invitation.created_by = \(viewer.id)"
        let found = try rows(
            """
            SELECT \(sql: invitationColumns), maker.name, team.name, person.name FROM invitation
            LEFT JOIN person AS maker ON maker.workspace_id = invitation.workspace_id AND maker.id = invitation.created_by
            LEFT JOIN team ON team.workspace_id = invitation.workspace_id AND team.id = invitation.team_id
            LEFT JOIN person ON person.workspace_id = invitation.workspace_id AND person.id = invitation.person_id
            WHERE invitation.workspace_id = \(viewer.workspace.id) AND \(sql: mine) ORDER BY invitation.created_at DESC, invitation.id DESC LIMIT 500
            """)
        return try found.map { row in
            var columns = row.columns
            return InvitationRow(
                invitation: try Invitation(&columns), madeBy: try columns.next(String?.self) ?? "", team: try columns.next(),
                person: try columns.next())
        }
    }

    func invitation(_ id: ID<Invitation>, for viewer: Viewer) throws -> Invitation {
        let found = try row("SELECT \(sql: invitationColumns) FROM invitation WHERE workspace_id = \(viewer.workspace.id) AND id = \(id)")
        guard var columns = found?.columns else { throw AppError.notFound }
        let invitation = try Invitation(&columns)
        guard invitation.mayRevoke(by: viewer).isGranted else { throw AppError.notFound }
        return invitation
    }

    /// The invitation behind a link, with the workspace it leads into.
    func invitation(hash: String) throws -> (invitation: Invitation, workspace: Workspace) {
        let found = try row(
            """
            SELECT \(sql: invitationColumns), \(sql: workspaceColumns) FROM invitation
            JOIN workspace ON workspace.id = invitation.workspace_id WHERE invitation.token_hash = \(hash)
            """)
        guard var columns = found?.columns else { throw AppError.notFound }
        let invitation = try Invitation(&columns)
        return (invitation, try Workspace(&columns))
    }

    func insertOnce(_ invitation: Invitation, hash: String, in workspace: ID<Workspace>) throws -> Bool {
        try run(
            """
            INSERT INTO invitation (workspace_id, id, token_hash, role, team_id, person_id, note, places, taken, created_by, created_at, expires_at)
            VALUES (\(workspace), \(invitation.id), \(hash), \(invitation.role), \(invitation.teamID), \(invitation.personID), \(invitation.note),
                \(invitation.places), 0, \(invitation.createdBy), \(invitation.createdAt), \(invitation.expiresAt))
            ON CONFLICT DO NOTHING
            """) > 0
    }

    /// Keeps what changes: how many have come, and whether it was taken back.
    func update(_ invitation: Invitation, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE invitation SET taken = \(invitation.taken), revoked_at = \(invitation.revokedAt)
            WHERE workspace_id = \(workspace) AND id = \(invitation.id)
            """)
    }

    /// The person an account is in a workspace, deactivated or not.
    func person(of account: ID<Account>, in workspace: ID<Workspace>) throws -> Person? {
        let found = try row("SELECT \(sql: personColumns) FROM person WHERE workspace_id = \(workspace) AND account_id = \(account)")
        guard var columns = found?.columns else { return nil }
        return try Person(&columns)
    }

    func names(of invitation: Invitation, in workspace: ID<Workspace>) throws -> (madeBy: String, team: String?, person: Person?) {
        let maker: String? = try one("SELECT name FROM person WHERE workspace_id = \(workspace) AND id = \(invitation.createdBy)")
        let team: String? = try one("SELECT name FROM team WHERE workspace_id = \(workspace) AND id = \(invitation.teamID)")
        var person: Person?
        if let id = invitation.personID,
            var columns = try row("SELECT \(sql: personColumns) FROM person WHERE workspace_id = \(workspace) AND id = \(id)")?.columns
        {
            person = try Person(&columns)
        }
        return (maker ?? "", team, person)
    }
}
