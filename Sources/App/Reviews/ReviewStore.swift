import Database
import Domain

/// A review in the list: without its goals.
struct ReviewRow: Sendable {
    var review: Review
    var madeBy: String
    /// Of how many goals it is, whoever may see them.
    var goals: Int
}

private let reviewColumns: SQL = """
    review.id, review.title, review.words, review.columns, review.created_by, review.created_at, review.version
    """

extension Review {
    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), title: try columns.next(), words: try columns.next(), columns: try Self.columns(try columns.next()),
            createdBy: try columns.next(), createdAt: try columns.next(), version: try columns.next())
    }

    private static func columns(_ text: String) throws -> Set<Column> {
        guard let columns = Column.parse(text) else { throw UnknownValue(text: text, type: "columns of a review") }
        return columns
    }
}

extension Connection {
    /// The reviews of a workspace, the newest first: everybody in it may open them.
    func reviews(in workspace: ID<Workspace>, after: ID<Review>? = nil, limit: Int = 200) throws -> [ReviewRow] {
        try reviews(in: workspace, where: after.map { "review.id < \($0)" } ?? "1 = 1", limit: limit)
    }

    /// A review with all its goals, also those that its reader may not see.
    func review(_ id: ID<Review>, in workspace: ID<Workspace>) throws -> ReviewRow {
        guard var row = try reviews(in: workspace, where: "review.id = \(id)", limit: 1).first else { throw AppError.notFound }
        row.review.entries = try rows(
            """
            SELECT goal_id, comment FROM review_goal WHERE workspace_id = \(workspace) AND review_id = \(id) ORDER BY position, goal_id
            """
        ).map { row in
            var columns = row.columns
            return Review.Entry(goalID: try columns.next(), comment: try columns.next())
        }
        return row
    }

    private func reviews(in workspace: ID<Workspace>, where condition: SQL, limit: Int) throws -> [ReviewRow] {
        let found = try rows(
            """
            SELECT \(sql: reviewColumns), person.name, (SELECT COUNT(*) FROM review_goal
                WHERE review_goal.workspace_id = review.workspace_id AND review_goal.review_id = review.id)
            FROM review JOIN person ON person.workspace_id = review.workspace_id AND person.id = review.created_by
            WHERE review.workspace_id = \(workspace) AND \(sql: condition) ORDER BY review.id DESC LIMIT \(limit)
            """)
        return try found.map { row in
            var columns = row.columns
            return ReviewRow(review: try Review(&columns), madeBy: try columns.next(), goals: try columns.next())
        }
    }

    func insert(_ review: Review, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO review (workspace_id, id, title, words, columns, created_by, created_at, version)
            VALUES (\(workspace), \(review.id), \(review.title), \(review.words), \(Review.Column.text(review.columns)),
                \(review.createdBy), \(review.createdAt), \(review.version))
            """)
        try insertEntries(of: review, in: workspace)
    }

    /// Keeps what people wrote, unless somebody else has saved since it was loaded (its version was raised by one after that).
    func save(_ review: Review, in workspace: ID<Workspace>) throws {
        let count = try run(
            """
            UPDATE review SET title = \(review.title), words = \(review.words), columns = \(Review.Column.text(review.columns)),
                version = \(review.version)
            WHERE workspace_id = \(workspace) AND id = \(review.id) AND version = \(review.version - 1)
            """)
        if count == 0 { throw AppError.stale }
        try run("DELETE FROM review_goal WHERE workspace_id = \(workspace) AND review_id = \(review.id)")
        try insertEntries(of: review, in: workspace)
    }

    private func insertEntries(of review: Review, in workspace: ID<Workspace>) throws {
        try insert(
            "INSERT INTO review_goal (workspace_id, review_id, goal_id, position, comment)",
            review.entries.enumerated().map { [workspace.value, review.id.value, $1.goalID.value, $0.value, $1.comment.value] })
    }

    func delete(_ review: ID<Review>, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM review WHERE workspace_id = \(workspace) AND id = \(review)")
    }

    /// Throws where a goal is not among those the viewer sees.
    func checkVisible(_ entries: [Review.Entry], to viewer: Viewer) throws {
        let goals = entries.map(\.goalID)
        guard try visible(goals, to: viewer).count == Set(goals).count else {
            throw AppError.invalid("goals", "One of these goals is not there any more, or not yours to see. Choose again.")
        }
    }

    func visible(_ goals: [ID<Goal>], to viewer: Viewer) throws -> Set<ID<Goal>> {
        guard !goals.isEmpty else { return [] }
        let found = try rows(
            """
            SELECT goal.id FROM goal
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.id IN (\(list: goals)) AND \(sql: viewer.seesGoal)
            """)
        return Set(try found.map { try $0.first() })
    }
}
