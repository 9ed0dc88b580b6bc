import Database
import Domain

/// Telling what happened to people on the way to a goal.
struct Stories: Sendable {
    let cairn: Cairn

    /// The form's key becomes its id, so a form that is sent twice tells one.
    func tell(_ draft: Story.Draft, on goalID: ID<Goal>, key: ID<Story>? = nil, by viewer: Viewer) async throws -> Story {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            if let key, let known = try db.storyIfThere(key, of: goalID, in: workspace) { return known.story }
            let isTaken = try key.map { try db.row("SELECT 1 FROM story WHERE workspace_id = \(workspace) AND id = \($0)") != nil } ?? true
            let story = try Story.make(
                draft, id: isTaken ? cairn.newID() : key ?? cairn.newID(), on: goal, by: viewer, at: now,
                today: now.day(in: viewer.workspace.zone))
            try db.checkAssumption(of: story, workspace)
            try db.insert(story, in: workspace)
            try record(.storyTold, story, in: db, by: viewer, at: now)
            return story
        }
    }

    func edit(_ id: ID<Story>, of goalID: ID<Goal>, _ draft: Story.Draft, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            _ = try db.goal(goalID, visibleTo: viewer)
            var story = try db.story(id, of: goalID, in: viewer.workspace.id).story
            let changes = try story.edit(draft, by: viewer, today: now.day(in: viewer.workspace.zone))
            if changes.isEmpty { return }
            try db.checkAssumption(of: story, viewer.workspace.id)
            try db.save(story, in: viewer.workspace.id)
            try record(.storyEdited, story, in: db, by: viewer, at: now)
        }
    }

    func remove(_ id: ID<Story>, of goalID: ID<Goal>, version: Int, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            _ = try db.goal(goalID, visibleTo: viewer)
            let story = try db.story(id, of: goalID, in: viewer.workspace.id).story
            try story.mayRemove(by: viewer).check()
            guard story.version == version else { throw AppError.stale }
            try db.delete(story, in: viewer.workspace.id)
            try record(.storyRemoved, story, in: db, by: viewer, at: now)
        }
    }

    /// What a story said stays with the story; history says only that it was told.
    private func record(_ kind: Event.Kind, _ story: Story, in db: any Connection, by viewer: Viewer, at now: Moment) throws {
        try db.record(
            Event(
                id: cairn.newID(), kind: kind, actorID: viewer.id, goalID: story.goalID, subjectID: story.id.text, createdAt: now),
            in: viewer.workspace.id)
    }
}

extension Connection {
    fileprivate func checkAssumption(of story: Story, _ workspace: ID<Workspace>) throws {
        guard let id = story.assumptionID else { return }
        let found = try row("SELECT 1 FROM assumption WHERE workspace_id = \(workspace) AND id = \(id) AND goal_id = \(story.goalID)")
        guard found != nil else {
            throw AppError.invalid("assumption_id", "The goal does not rest on this any more. Choose another, or none.")
        }
    }
}
