import Domain

let personNameShape = Shape<(id: ID<Person>, name: String)>("PersonName", words: "A person by id and name.") { shape in
    shape.id("id", "The person.") { $0.id }
    shape.text("name", "The person's name.") { $0.name }
}

let commentShape = Shape<CommentRow>("Comment", words: "What somebody said on a goal or one of its check-ins.") { shape in
    shape.id("id", "Its id.") { $0.comment.id }
    shape.id("goal_id", "The goal it is about.") { $0.comment.goalID }
    shape.id("check_in_id", "The check-in it is about, if it is about one.") { $0.comment.checkInID }
    shape.id("author_id", "Who wrote it.") { $0.comment.authorID }
    shape.text("author_name", "The author's name.") { $0.author }
    shape.text("text", "What was said, in Markdown; empty once it was taken away.") { $0.comment.text }
    shape.many("mentions", "Who is named with @ and told.", personNameShape) { $0.mentions }
    shape.time("created_at", "When it was written.") { $0.comment.createdAt }
    shape.time("edited_at", "When its author changed it.") { $0.comment.editedAt }
    shape.time("removed_at", "When it was taken away.") { $0.comment.removedAt }
    shape.version { $0.comment.version }
}

/// A comment as a program writes it.
struct CommentInput: Sendable {
    var text = ""
    var checkIn: ID<CheckIn>?
}

let commentInput = InputShape<CommentInput>("CommentInput", words: "What somebody says.", blank: { CommentInput() }) { shape in
    shape.text("text", "What to say, in Markdown. @ and a whole name tells that person.", required: true) { $0.text = $1 ?? "" }
    shape.id("check_in_id", "The check-in it is about, if it is about one.") { $0.checkIn = $1 }
}

let commentEditInput = InputShape<String>("CommentTextInput", words: "What somebody says instead.", blank: { "" }) { shape in
    shape.text("text", "What to say, in Markdown. @ and a whole name tells that person.", required: true) { $0 = $1 ?? "" }
}

let commentEndpoints: [Endpoint] = [
    .list(
        "/goals/{goal}/comments", "listComments", .comments, summary: "List the comments on a goal, the oldest first", gives: commentShape
    ) { call in
        let goal: ID<Goal> = try call.id("goal")
        let (after, limit) = (try call.after(Comment.self), call.limit)
        return try await call.read { db, _ in
            try db.requireVisible(goal: goal, to: call.viewer)
            return Items(try db.comments(on: goal, in: call.viewer.workspace.id, after: after, limit: limit + 1), limit: limit) {
                $0.comment.id.text
            }
        }
    },
    .make(
        "/goals/{goal}/comments", "createComment", .comments, summary: "Say something on a goal, or on one of its check-ins",
        takes: commentInput, gives: commentShape, at: { "/comments/\($0.comment.id)" },
        example: Example(#"{"text": "Well done.", "check_in_id": "$checkIn"}"#)
    ) { call, given in
        let input = given.on(CommentInput())
        return try await Comments(cairn: call.cairn).post(
            Comment.Draft(text: input.text), on: call.id("goal"), checkIn: input.checkIn, by: call.viewer)
    } then: { call, made in
        try await call.comment(ID(trusted: made))
    },
    .get("/comments/{comment}", "getComment", .comments, summary: "Read a comment", gives: commentShape) { call in
        try await call.comment(call.id("comment"))
    },
    .change(
        "/comments/{comment}", "editComment", .comments, summary: "Change what you said", takes: commentEditInput, gives: commentShape,
        example: Example(#"{"text": "Very well done."}"#)
    ) { call, given in
        let id: ID<Comment> = try call.id("comment")
        _ = try await call.again {
            let comment = try await call.comment(id).comment
            let draft = Comment.Draft(text: given.on(comment.text), version: call.ifMatch ?? comment.version)
            return try await Comments(cairn: call.cairn).edit(id, draft, by: call.viewer)
        }
        return try await call.comment(id)
    },
    .remove("/comments/{comment}", "removeComment", .comments, summary: "Take the text of a comment away; its place stays") { call in
        let id: ID<Comment> = try call.id("comment")
        try call.require(try await call.comment(id).comment.version)
        _ = try await Comments(cairn: call.cairn).remove(id, by: call.viewer)
    },
]

extension APICall {
    fileprivate func comment(_ id: ID<Comment>) async throws -> CommentRow {
        try await read { db, _ in
            var row = try db.comment(id, in: viewer.workspace.id)
            try db.requireVisible(goal: row.comment.goalID, to: viewer)
            row.mentions = try db.mentions(in: [id], of: viewer.workspace.id)[id] ?? []
            return row
        }
    }
}
