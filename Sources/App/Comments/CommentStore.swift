import Database
import Domain

/// A comment as a page shows it: with its author's name, and the people it mentions.
struct CommentRow: Sendable {
    var comment: Comment
    var author: String
    var mentions: [(id: ID<Person>, name: String)] = []
}

private let commentColumns: SQL = """
    comment.id, comment.goal_id, comment.check_in_id, comment.author_id, comment.text, comment.form_key, comment.version,
    comment.created_at, comment.edited_at, comment.removed_at, person.name
    """

extension CommentRow {
    fileprivate init(_ row: Row) throws {
        var columns = row.columns
        comment = Comment(
            id: try columns.next(), goalID: try columns.next(), checkInID: try columns.next(), authorID: try columns.next(),
            text: try columns.next(), formKey: try columns.next(), version: try columns.next(), createdAt: try columns.next(),
            editedAt: try columns.next(), removedAt: try columns.next())
        author = try columns.next()
    }
}

extension Connection {
    /// The comments on a goal and its check-ins, oldest first. Removed ones keep their place without their text.
    func comments(on goal: ID<Goal>, in workspace: ID<Workspace>, limit: Int = 200) throws -> [CommentRow] {
        let found = try rows(
            """
            SELECT \(sql: commentColumns)
            FROM comment JOIN person ON person.workspace_id = comment.workspace_id AND person.id = comment.author_id
            WHERE comment.workspace_id = \(workspace) AND comment.goal_id = \(goal) ORDER BY comment.created_at DESC, comment.id DESC
            LIMIT \(limit)
            """)
        var comments = try found.map { row in try CommentRow(row) }
        comments.reverse()
        guard !comments.isEmpty else { return [] }
        let named = try rows(
            """
            SELECT mention.comment_id, person.id, person.name FROM comment CROSS JOIN mention
            JOIN person ON person.workspace_id = mention.workspace_id AND person.id = mention.person_id
            WHERE comment.workspace_id = \(workspace) AND comment.goal_id = \(goal)
                AND mention.workspace_id = comment.workspace_id AND mention.comment_id = comment.id ORDER BY person.name
            """)
        var people: [ID<Comment>: [(ID<Person>, String)]] = [:]
        for row in named {
            var columns = row.columns
            let comment: ID<Comment> = try columns.next()
            people[comment, default: []].append((try columns.next(), try columns.next()))
        }
        for index in comments.indices { comments[index].mentions = people[comments[index].comment.id] ?? [] }
        return comments
    }

    /// Comments on a goal for programs, in the order of their ids.
    func comments(on goal: ID<Goal>, in workspace: ID<Workspace>, after: ID<Comment>?, limit: Int) throws -> [CommentRow] {
        let found = try rows(
            """
            SELECT \(sql: commentColumns)
            FROM comment JOIN person ON person.workspace_id = comment.workspace_id AND person.id = comment.author_id
            WHERE comment.workspace_id = \(workspace) AND comment.goal_id = \(goal) AND comment.id > \(after?.text ?? "")
            ORDER BY comment.id LIMIT \(limit)
            """)
        var comments = try found.map { row in try CommentRow(row) }
        let people = try mentions(in: comments.map(\.comment.id), of: workspace)
        for index in comments.indices { comments[index].mentions = people[comments[index].comment.id] ?? [] }
        return comments
    }

    /// Who is mentioned in these comments, by name.
    func mentions(in comments: [ID<Comment>], of workspace: ID<Workspace>) throws -> [ID<Comment>: [(id: ID<Person>, name: String)]] {
        guard !comments.isEmpty else { return [:] }
        let named = try rows(
            """
            SELECT mention.comment_id, person.id, person.name FROM mention
            JOIN person ON person.workspace_id = mention.workspace_id AND person.id = mention.person_id
            WHERE mention.workspace_id = \(workspace) AND mention.comment_id IN (\(list: comments)) ORDER BY person.name
            """)
        return try named.reduce(into: [:]) { people, row in
            var columns = row.columns
            people[try columns.next(), default: []].append((try columns.next(), try columns.next()))
        }
    }

    func comment(_ id: ID<Comment>, in workspace: ID<Workspace>) throws -> CommentRow {
        let found = try row(
            """
            SELECT \(sql: commentColumns)
            FROM comment JOIN person ON person.workspace_id = comment.workspace_id AND person.id = comment.author_id
            WHERE comment.workspace_id = \(workspace) AND comment.id = \(id)
            """)
        guard let found else { throw AppError.notFound }
        return try CommentRow(found)
    }

    /// The comment that a form made when it was sent the first time.
    func comment(formKey: String, by author: ID<Person>, in workspace: ID<Workspace>) throws -> ID<Comment>? {
        try one("SELECT id FROM comment WHERE workspace_id = \(workspace) AND form_key = \(formKey) AND author_id = \(author)")
    }

    func insert(_ comment: Comment, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO comment (workspace_id, id, goal_id, check_in_id, author_id, text, folded, form_key, version, created_at, edited_at,
                removed_at)
            VALUES (\(workspace), \(comment.id), \(comment.goalID), \(comment.checkInID), \(comment.authorID), \(comment.text),
                \(fold(comment.text)), \(comment.formKey), \(comment.version), \(comment.createdAt), \(comment.editedAt), \(comment.removedAt))
            """)
        try count(comment, 1, in: workspace)
    }

    /// Keeps a change, unless somebody else has saved since the comment was loaded.
    func save(_ comment: Comment, in workspace: ID<Workspace>) throws {
        let saved = try run(
            """
            UPDATE comment SET text = \(comment.text), folded = \(fold(comment.text)), edited_at = \(comment.editedAt),
                removed_at = \(comment.removedAt), version = \(comment.version)
            WHERE workspace_id = \(workspace) AND id = \(comment.id) AND version = \(comment.version - 1)
            """)
        if saved == 0 { throw AppError.stale }
        try run("DELETE FROM mention WHERE workspace_id = \(workspace) AND comment_id = \(comment.id) AND seen_at IS NULL")
        if comment.removedAt != nil { try count(comment, -1, in: workspace) }
    }

    private func count(_ comment: Comment, _ change: Int, in workspace: ID<Workspace>) throws {
        try run("UPDATE goal SET comment_count = comment_count + \(change) WHERE workspace_id = \(workspace) AND id = \(comment.goalID)")
        if let checkIn = comment.checkInID {
            try run("UPDATE check_in SET comment_count = comment_count + \(change) WHERE workspace_id = \(workspace) AND id = \(checkIn)")
        }
    }

    /// Whom a text names with `@`: people who have not left and whose whole name follows it, the longest first, so that "@Ana Lund" does not also
    /// name Ana. Of two with the same name both are meant, because nobody can tell them apart. One pass over the text, however many people there are.
    func peopleNamed(in text: String, workspace: ID<Workspace>) throws -> [(id: ID<Person>, name: String)] {
        guard text.contains("@") else { return [] }
        let everybody = try rows("SELECT id, name FROM person WHERE workspace_id = \(workspace) AND state <> 'deactivated' ORDER BY id").map
        { row in
            var columns = row.columns
            return (id: try columns.next(ID<Person>.self), name: try columns.next(String.self))
        }
        let named = NamesAfterAt(everybody.map(\.name)).found(in: text)
        return everybody.filter { named.contains(NamesAfterAt.folded($0.name)) }
    }

    func setMentions(_ people: [ID<Person>], of comment: ID<Comment>, in workspace: ID<Workspace>, at now: Moment) throws {
        for person in people {
            try run(
                """
                INSERT INTO mention (workspace_id, person_id, comment_id, created_at) VALUES (\(workspace), \(person), \(comment), \(now))
                ON CONFLICT DO NOTHING
                """)
        }
    }

    func markMentionsSeen(by person: ID<Person>, on goal: ID<Goal>, in workspace: ID<Workspace>, at now: Moment) throws -> Int {
        try run(
            """
            UPDATE mention SET seen_at = \(now) WHERE workspace_id = \(workspace) AND person_id = \(person) AND seen_at IS NULL
                AND comment_id IN (SELECT id FROM comment WHERE workspace_id = \(workspace) AND goal_id = \(goal))
            """)
    }
}
