import Database
import Domain

/// Talking about a goal, or about one of its check-ins.
struct Comments: Sendable {
    let cairn: Cairn

    /// Says something. Sent twice with the same form key, it is said once.
    func post(_ draft: Comment.Draft, on goalID: ID<Goal>, checkIn: ID<CheckIn>?, by viewer: Viewer) async throws -> ID<Comment> {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            var comment = try Comment.make(draft, id: cairn.newID(), on: goal, checkIn: checkIn, by: viewer, at: now)
            comment.formKey = comment.once
            if let checkIn,
                try db.one("SELECT goal_id FROM check_in WHERE workspace_id = \(workspace) AND id = \(checkIn)", as: ID<Goal>.self)
                    != goalID
            {
                throw AppError.notFound
            }
            if let key = comment.formKey, let known = try db.comment(formKey: key, by: viewer.id, in: workspace) { return known }
            try db.insert(comment, in: workspace)
            try db.mention(peopleIn: comment, in: workspace, at: now)
            // Who answers has read what was said to them.
            _ = try db.markMentionsSeen(by: viewer.id, on: goalID, in: workspace, at: now)
            try db.record(
                Event(
                    id: cairn.newID(), kind: .commentMade, actorID: viewer.id, goalID: goalID, subjectID: comment.id.text, createdAt: now),
                in: workspace)
            return comment.id
        }
    }

    /// The comment for its author, to change it, with the title of its goal.
    func comment(_ id: ID<Comment>, toEditBy viewer: Viewer) async throws -> (CommentRow, goal: String) {
        try await cairn.database.read { db in
            let row = try db.comment(id, in: viewer.workspace.id)
            let goal = try db.goal(row.comment.goalID, visibleTo: viewer)
            try row.comment.mayEdit(by: viewer).check()
            return (row, goal.title)
        }
    }

    /// Changes one's own words. The page then says "edited".
    func edit(_ id: ID<Comment>, _ draft: Comment.Draft, by viewer: Viewer) async throws -> Comment {
        try await change(id, .commentEdited, by: viewer) { comment, now in try comment.edit(draft, by: viewer, at: now) }
    }

    /// Takes a comment's text away: its author, or an admin. Its place stays, so that answers keep their sense. Asked for twice, it is done once.
    func remove(_ id: ID<Comment>, by viewer: Viewer) async throws -> Comment {
        try await change(id, .commentRemoved, by: viewer) { comment, now in
            if comment.removedAt == nil { try comment.remove(by: viewer, at: now) }
        }
    }

    private func change(
        _ id: ID<Comment>, _ kind: Event.Kind, by viewer: Viewer, _ verb: @escaping @Sendable (inout Comment, Moment) throws -> Void
    ) async throws -> Comment {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            var comment = try db.comment(id, in: workspace).comment
            _ = try db.goal(comment.goalID, visibleTo: viewer)
            let version = comment.version
            try verb(&comment, now)
            guard comment.version != version else { return comment }
            try db.save(comment, in: workspace)
            try db.mention(peopleIn: comment, in: workspace, at: now)
            try db.record(
                Event(id: cairn.newID(), kind: kind, actorID: viewer.id, goalID: comment.goalID, subjectID: id.text, createdAt: now),
                in: workspace)
            return comment
        }
    }

    /// What the page of an answer that could not be kept shows: the goal's title.
    func title(of goal: ID<Goal>, for viewer: Viewer) async throws -> String {
        try await cairn.database.read { db in try db.goal(goal, visibleTo: viewer).title }
    }

    /// Says that this person has seen where they were mentioned on this goal.
    func see(_ goal: ID<Goal>, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            try db.requireVisible(goal: goal, to: viewer)
            if try db.markMentionsSeen(by: viewer.id, on: goal, in: viewer.workspace.id, at: now) > 0 {
                db.notify("\(viewer.workspace.id)/person:\(viewer.id)")
            }
        }
    }
}

extension Connection {
    /// Keeps whom a comment names beside its author, as far as they may see the goal: a mention must not tell anybody of a goal that is not
    /// theirs to see.
    fileprivate func mention(peopleIn comment: Comment, in workspace: ID<Workspace>, at now: Moment) throws {
        let named = try peopleNamed(in: comment.text, workspace: workspace).map(\.id)
            .filter { person in try person != comment.authorID && maySee(comment.goalID, person: person, in: workspace) }
        try setMentions(named, of: comment.id, in: workspace, at: now)
        for person in named { notify("\(workspace)/person:\(person)") }
    }

    /// Whether a person who is not signed in now could see this goal: the same as `Viewer.seesGoal`.
    func maySee(_ goal: ID<Goal>, person: ID<Person>, in workspace: ID<Workspace>) throws -> Bool {
        try row(
            """
            SELECT 1 FROM goal JOIN person ON person.workspace_id = goal.workspace_id AND person.id = \(person)
            WHERE goal.workspace_id = \(workspace) AND goal.id = \(goal) AND (goal.visibility = 'workspace' OR goal.owner_id = \(person)
                OR (goal.created_by = \(person.text) AND goal.visibility <> 'workspace')
                OR (goal.visibility = 'team' AND (person.role IN ('owner', 'admin')
                    OR EXISTS (SELECT 1 FROM membership WHERE membership.workspace_id = goal.workspace_id AND membership.team_id = goal.team_id
                        AND membership.person_id = \(person))
                    OR EXISTS (SELECT 1 FROM team WHERE team.workspace_id = goal.workspace_id AND team.id = goal.team_id AND team.lead_id = \(person))))
                OR (goal.visibility <> 'workspace' AND EXISTS (SELECT 1 FROM goal_reader WHERE goal_reader.workspace_id = goal.workspace_id
                    AND goal_reader.goal_id = goal.id AND goal_reader.person_id = \(person))))
            """) != nil
    }
}

extension Comment {
    /// What makes two sent forms the same: the form, the person, the place and the words.
    fileprivate var once: String? {
        formKey.map { key in App.hash(ofToken: [key, goalID.text, checkInID?.text ?? "", authorID.text, text].joined(separator: "\u{1F}")) }
    }
}
