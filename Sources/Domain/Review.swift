/// Goals looked at together: some of them, picked by hand or by a filter, with the columns that matter and a comment each. It shows how they stand
/// when it is read.
public struct Review: Sendable, Hashable {
    public let id: ID<Review>
    public var title: String
    /// What stands above the goals; Markdown.
    public var words: String
    public var columns: Set<Column>
    /// In their order.
    public var entries: [Entry]
    public var createdBy: ID<Person>
    public var createdAt: Moment
    public var version: Int

    /// A goal of a review, and what is said of it there; Markdown.
    public struct Entry: Sendable, Hashable {
        public var goalID: ID<Goal>
        public var comment: String

        public init(goalID: ID<Goal>, comment: String = "") {
            self.goalID = goalID
            self.comment = comment
        }
    }

    /// What is shown of each goal besides its title and the comment.
    public enum Column: String, Sendable, CaseIterable, Hashable {
        case team, owner, status, progress, confidence
        case due = "due date"
        case keyResults = "key results"
        case lastWords = "last words"

        public var word: Words {
            switch self {
            case .team: "Team"
            case .owner: "Owner"
            case .status: "Status and why"
            case .progress: "Progress"
            case .confidence: "Confidence"
            case .due: "Due date"
            case .keyResults: "Key results"
            case .lastWords: "What was last said"
            }
        }

        /// `status;owner`, as the database keeps it: in the order of the columns.
        public static func text(_ columns: Set<Column>) -> String {
            allCases.filter(columns.contains).map(\.rawValue).joined(separator: ";")
        }

        /// Reads what `text` wrote; nil where a word is unknown.
        public static func parse(_ text: String) -> Set<Column>? {
            let words = text.split(separator: ";").map(String.init)
            let columns = words.compactMap(Column.init)
            return columns.count == words.count ? Set(columns) : nil
        }
    }

    public init(
        id: ID<Review>, title: String, words: String = "", columns: Set<Column> = Set(Column.allCases), entries: [Entry] = [],
        createdBy: ID<Person>, createdAt: Moment, version: Int = 1
    ) {
        self.id = id
        self.title = title
        self.words = words
        self.columns = columns
        self.entries = entries
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.version = version
    }
}

extension Review {
    /// So many goals can be looked at together, with patience.
    public static let mostGoals = 200

    /// What a person writes to make or change a review.
    public struct Draft: Sendable, Hashable {
        public var title: String
        public var words: String
        public var columns: Set<Column>
        public var entries: [Entry]
        public var version: Int

        public init(
            title: String = "", words: String = "", columns: Set<Column> = [.owner, .status, .progress, .keyResults, .lastWords],
            entries: [Entry] = [], version: Int = 0
        ) {
            self.title = title
            self.words = words
            self.columns = columns
            self.entries = entries
            self.version = version
        }

        public init(_ review: Review) {
            self.init(
                title: review.title, words: review.words, columns: review.columns, entries: review.entries, version: review.version)
        }

        public func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.title = problems.line(title, "title", missing: "Give it a title: what do you look at, and why now?", limit: Limit.name)
            draft.words = problems.lines(words, "words")
            let goals = entries.map(\.goalID)
            problems.require(!entries.isEmpty, "goals", "Choose at least one goal.")
            problems.require(entries.count <= mostGoals, "goals", "A review has room for \(mostGoals) goals.")
            problems.require(Set(goals).count == goals.count, "goals", "A goal stands in a review once.")
            for index in entries.indices {
                draft.entries[index].comment = problems.lines(
                    entries[index].comment, "comment-\(entries[index].goalID)", limit: Limit.reason)
            }
            try problems.check()
            return draft
        }
    }

    public static func mayMake(by viewer: Viewer) -> Permission { Person.mayWrite(viewer) }

    public static func make(_ draft: Draft, id: ID<Review>, by viewer: Viewer, at moment: Moment) throws(AppError) -> Review {
        try mayMake(by: viewer).check()
        let draft = try draft.checked()
        return Review(
            id: id, title: draft.title, words: draft.words, columns: draft.columns, entries: draft.entries, createdBy: viewer.id,
            createdAt: moment)
    }

    /// Whoever made it and admins change it, and take it away.
    public func mayEdit(by viewer: Viewer) -> Permission {
        guard Person.mayWrite(viewer).isGranted else { return Person.mayWrite(viewer) }
        return .when(
            viewer.isAdmin || createdBy == viewer.id, "A review is changed by whoever made it, or by an admin. You can make your own.")
    }

    /// Changes it.
    /// - Parameter hidden: goals of it that whoever changes it does not see: they stay, behind the others.
    public mutating func edit(_ draft: Draft, hidden: Set<ID<Goal>>, by viewer: Viewer) throws(AppError) -> [Change] {
        try mayEdit(by: viewer).check()
        guard draft.version == version else { throw .stale }
        var draft = draft
        draft.entries += entries.filter { hidden.contains($0.goalID) && !draft.entries.map(\.goalID).contains($0.goalID) }
        draft = try draft.checked()
        var changes = Changes()
        changes.set("title", &title, draft.title)
        changes.set("words", &words, draft.words)
        changes.note("columns", Column.text(columns), Column.text(draft.columns))
        columns = draft.columns
        changes.note("goals", entries.count, draft.entries.count)
        var list = changes.list
        // History says that something was said otherwise, not what: some of its readers do not see the goal.
        if entries != draft.entries, list.last?.field != "goals" { list.append(Change(field: "comments", from: "", to: "")) }
        entries = draft.entries
        if !list.isEmpty { version += 1 }
        return list
    }
}
