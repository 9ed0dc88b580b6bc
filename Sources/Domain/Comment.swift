/// What somebody says on a goal or on one of its check-ins, in Markdown, with mentions.
public struct Comment: Sendable, Hashable {
    public let id: ID<Comment>
    public var goalID: ID<Goal>
    public var checkInID: ID<CheckIn>?
    public var authorID: ID<Person>
    public var text: String
    public var formKey: String?
    public var version: Int
    public var createdAt: Moment
    public var editedAt: Moment?
    public var removedAt: Moment?

    public init(
        id: ID<Comment>, goalID: ID<Goal>, checkInID: ID<CheckIn>? = nil, authorID: ID<Person>, text: String, formKey: String? = nil,
        version: Int = 1, createdAt: Moment, editedAt: Moment? = nil, removedAt: Moment? = nil
    ) {
        self.id = id
        self.goalID = goalID
        self.checkInID = checkInID
        self.authorID = authorID
        self.text = text
        self.formKey = formKey
        self.version = version
        self.createdAt = createdAt
        self.editedAt = editedAt
        self.removedAt = removedAt
    }
}

extension Comment {
    /// What a person writes.
    public struct Draft: Sendable, Hashable {
        public var text: String
        public var formKey: String?
        public var version: Int

        public init(text: String, formKey: String? = nil, version: Int = 0) {
            self.text = text
            self.formKey = formKey
            self.version = version
        }

        public func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.text = problems.lines(text, "text", missing: "Write something first.")
            problems.require((formKey?.utf8.count ?? 0) <= 100, "", "This form is broken. Open it again.")
            try problems.check()
            return draft
        }
    }

    public static func make(
        _ draft: Draft, id: ID<Comment>, on goal: Goal, checkIn: ID<CheckIn>? = nil, by viewer: Viewer, at moment: Moment
    ) throws(AppError) -> Comment {
        try goal.mayComment(by: viewer).check()
        let draft = try draft.checked()
        return Comment(
            id: id, goalID: goal.id, checkInID: checkIn, authorID: viewer.id, text: draft.text, formKey: draft.formKey, createdAt: moment)
    }

    public func mayEdit(by viewer: Viewer) -> Permission {
        if removedAt != nil { return .refused("This comment was removed.") }
        return .when(viewer.id == authorID, "A comment is changed by the one who wrote it. You can answer it.")
    }

    public func mayRemove(by viewer: Viewer) -> Permission {
        if removedAt != nil { return .refused("This comment was removed.") }
        return .when(viewer.id == authorID || viewer.isAdmin, "A comment is removed by the one who wrote it, or by an admin.")
    }

    public mutating func edit(_ draft: Draft, by viewer: Viewer, at moment: Moment) throws(AppError) {
        try mayEdit(by: viewer).check()
        guard draft.version == version else { throw .stale }
        let draft = try draft.checked()
        if draft.text.utf8.elementsEqual(text.utf8) { return }
        text = draft.text
        editedAt = moment
        version += 1
    }

    /// Takes the text away; that somebody wrote here stays.
    public mutating func remove(by viewer: Viewer, at moment: Moment) throws(AppError) {
        try mayRemove(by: viewer).check()
        text = ""
        removedAt = moment
        version += 1
    }
}
