import Database
import Domain

/// Talking about a goal, or about one of its check-ins.
struct Comments: Sendable {
    let cairn: Cairn

    /// Says something. Sent twice with the same form key, it is said once.
    func post(_ draft: Comment.Draft, on goalID: ID<Goal>, checkIn: ID<CheckIn>?, by viewer: Viewer) async throws -> ID<Comment> {
        let draft = try draft.checked()
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            try goal.requireComment(by: viewer)
            if let checkIn, try db.one("SELECT goal_id FROM check_in WHERE workspace_id = \(workspace) AND id = \(checkIn)", as: ID<Goal>.self) != goalID {
                throw AppError.notFound
            }
            if let key = draft.formKey, let known: ID<Comment> = try db.one("SELECT id FROM comment WHERE workspace_id = \(workspace) AND form_key = \(key)") {
                return known
            }
            let id: ID<Comment> = cairn.newID()
            try db.insertComment(id, draft, on: goalID, checkIn: checkIn, by: viewer.id, in: workspace, at: now)
            let named = try db.mentionable(in: draft.text, on: goalID, viewer.workspace)
            try db.setMentions(named, of: id, in: workspace, at: now)
            try db.record(
                Event(id: cairn.newID(), workspaceID: workspace, kind: .commented, actorID: viewer.id, goalID: goalID, subjectID: id.text, at: now))
            for person in named { db.notify("\(workspace)/person:\(person)") }
            return id
        }
    }

    func comment(_ id: ID<Comment>, for viewer: Viewer) async throws -> (CommentRow, goal: String) {
        try await cairn.database.read { db in
            let comment = try db.comment(id, in: viewer.workspace.id)
            return (comment, try db.goal(comment.goalID, visibleTo: viewer).title)
        }
    }

    /// Changes one's own words. The page then says "edited".
    func edit(_ id: ID<Comment>, _ draft: Comment.Draft, version: Int, by viewer: Viewer) async throws -> CommentRow {
        let draft = try draft.checked()
        let now = cairn.now
        return try await cairn.database.write { db in
            let comment = try db.comment(id, in: viewer.workspace.id)
            _ = try db.goal(comment.goalID, visibleTo: viewer)
            guard !comment.isRemoved else { throw AppError.notFound }
            guard comment.authorID == viewer.id else { throw AppError.forbidden("Only \(comment.author) can change this comment.") }
            guard try db.updateComment(id, text: draft.text, version: version, in: viewer.workspace.id, at: now) else { throw AppError.stale }
            let named = try db.mentionable(in: draft.text, on: comment.goalID, viewer.workspace)
            try db.setMentions(named, of: id, in: viewer.workspace.id, at: now)
            db.notify("\(viewer.workspace.id)/goal:\(comment.goalID)")
            return comment
        }
    }

    /// Takes a comment away: its author, or an admin. Its place stays, so that answers keep their sense.
    func remove(_ id: ID<Comment>, by viewer: Viewer) async throws -> CommentRow {
        let now = cairn.now
        return try await cairn.database.write { db in
            let comment = try db.comment(id, in: viewer.workspace.id)
            _ = try db.goal(comment.goalID, visibleTo: viewer)
            guard comment.authorID == viewer.id || viewer.isAdmin else {
                throw AppError.forbidden("Only \(comment.author) or an admin can take this comment away.")
            }
            if !comment.isRemoved { try db.removeComment(comment, in: viewer.workspace.id, at: now) }
            db.notify("\(viewer.workspace.id)/goal:\(comment.goalID)")
            return comment
        }
    }

    /// Says that this person has seen where they were mentioned on this goal.
    func see(_ goal: ID<Goal>, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            if try db.markMentionsSeen(by: viewer.id, on: goal, in: viewer.workspace.id, at: now) > 0 {
                db.notify("\(viewer.workspace.id)/person:\(viewer.id)")
            }
        }
    }
}

extension Connection {
    /// The people a text names, as far as they may see the goal: a mention must not tell anybody of a goal that is not theirs to see.
    fileprivate func mentionable(in text: String, on goal: ID<Goal>, _ workspace: Workspace) throws -> [ID<Person>] {
        try peopleNamed(in: text, workspace: workspace.id).map(\.id).filter { person in try maySee(goal, person: person, in: workspace.id) }
    }

    /// Whether a person who is not signed in now could see this goal.
    func maySee(_ goal: ID<Goal>, person: ID<Person>, in workspace: ID<Workspace>) throws -> Bool {
        try row(
            """
            SELECT 1 FROM goal JOIN person ON person.workspace_id = goal.workspace_id AND person.id = \(person)
            WHERE goal.workspace_id = \(workspace) AND goal.id = \(goal) AND (goal.visibility = 'workspace' OR goal.owner_id = \(person)
                OR (goal.visibility = 'team' AND (person.role IN ('owner', 'admin')
                    OR EXISTS (SELECT 1 FROM membership WHERE membership.workspace_id = goal.workspace_id AND membership.team_id = goal.team_id
                        AND membership.person_id = \(person))
                    OR EXISTS (SELECT 1 FROM team WHERE team.workspace_id = goal.workspace_id AND team.id = goal.team_id AND team.lead_id = \(person))))
                OR (goal.visibility = 'private' AND EXISTS (SELECT 1 FROM goal_reader WHERE goal_reader.workspace_id = goal.workspace_id
                    AND goal_reader.goal_id = goal.id AND goal_reader.person_id = \(person))))
            """) != nil
    }
}
