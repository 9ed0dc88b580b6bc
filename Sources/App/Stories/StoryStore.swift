import Database
import Domain

private let storyColumns: SQL = """
    story.id, story.goal_id, story.assumption_id, story.bearing, story.author_id, story.text, story.touched, story.on_day, story.version,
    story.created_at
    """

extension Story {
    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), goalID: try columns.next(), assumptionID: try columns.next(), bearing: try columns.next(),
            authorID: try columns.next(), text: try columns.next(), touched: try columns.next(), onDay: try columns.next(),
            version: try columns.next(), createdAt: try columns.next())
    }
}

extension Story.Bearing: WordColumn {}

/// A story with the name of who told it, and what it speaks of.
struct StoryRow: Sendable {
    var story: Story
    var author: String
    /// What the goal rests on, as the story's evidence is about it.
    var belief: String?
}

extension Connection {
    /// The stories of a goal, the latest first. Whoever sees the goal reads them.
    func stories(of goal: ID<Goal>, in workspace: ID<Workspace>, limit: Int = 200) throws -> [StoryRow] {
        try stories(in: workspace, where: "story.goal_id = \(goal)", limit: limit)
    }

    func stories(about assumption: ID<Assumption>, in workspace: ID<Workspace>) throws -> [StoryRow] {
        try stories(in: workspace, where: "story.assumption_id = \(assumption)", limit: 200)
    }

    func story(_ id: ID<Story>, of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> StoryRow {
        guard let row = try storyIfThere(id, of: goal, in: workspace) else { throw AppError.notFound }
        return row
    }

    func storyIfThere(_ id: ID<Story>, of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> StoryRow? {
        try stories(in: workspace, where: "story.id = \(id) AND story.goal_id = \(goal)", limit: 1).first
    }

    private func stories(in workspace: ID<Workspace>, where condition: SQL, limit: Int) throws -> [StoryRow] {
        try rows(
            """
            SELECT \(sql: storyColumns), person.name, assumption.belief FROM story
                JOIN person ON person.workspace_id = story.workspace_id AND person.id = story.author_id
                LEFT JOIN assumption ON assumption.workspace_id = story.workspace_id AND assumption.id = story.assumption_id
            WHERE story.workspace_id = \(workspace) AND \(sql: condition) ORDER BY story.on_day DESC, story.id DESC LIMIT \(limit)
            """
        ).map { row in
            var columns = row.columns
            return StoryRow(story: try Story(&columns), author: try columns.next(), belief: try columns.next())
        }
    }

    func insert(_ story: Story, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO story (workspace_id, id, goal_id, assumption_id, bearing, author_id, text, touched, on_day, version, created_at)
            VALUES (\(workspace), \(story.id), \(story.goalID), \(story.assumptionID), \(story.bearing), \(story.authorID), \(story.text),
                \(story.touched), \(story.onDay), \(story.version), \(story.createdAt))
            """)
    }

    func save(_ story: Story, in workspace: ID<Workspace>) throws {
        let count = try run(
            """
            UPDATE story SET assumption_id = \(story.assumptionID), bearing = \(story.bearing), text = \(story.text),
                touched = \(story.touched), on_day = \(story.onDay), version = \(story.version)
            WHERE workspace_id = \(workspace) AND id = \(story.id) AND version = \(story.version - 1)
            """)
        if count == 0 { throw AppError.stale }
    }

    func delete(_ story: Story, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM story WHERE workspace_id = \(workspace) AND id = \(story.id)")
    }
}
