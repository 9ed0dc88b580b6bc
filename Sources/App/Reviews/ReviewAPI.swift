import Domain

extension Review.Column: APIWord {}

/// A goal of a review as the API answers it.
private let reviewGoalShape = Shape<ReviewView.Entry>("ReviewGoal", words: "A goal of a review, and what is said of it there.") { shape in
    shape.id("goal_id", "The goal.") { $0.row.goal.id }
    shape.text("title", "The goal's title.") { $0.row.goal.title }
    shape.word("status", "How it stands.") { $0.standing.status }
    shape.number("progress", "How far it is, 0 to 1; null while nothing was reported.") { $0.standing.progress }
    shape.text("comment", "What is said of it, in Markdown.") { $0.comment }
}

let reviewShape = Shape<ReviewView>("Review", words: "Some goals looked at together, as they stand now.") { shape in
    shape.id("id", "Its id.") { $0.review.id }
    shape.text("title", "What is looked at.") { $0.review.title }
    shape.text("words", "What stands above the goals, in Markdown.") { $0.review.words }
    shape.words("columns", "What its page and its file show of each goal.") { view in
        Review.Column.allCases.filter(view.review.columns.contains)
    }
    shape.many("goals", "Its goals that you may see, in their order.", reviewGoalShape) { $0.entries }
    shape.integer("hidden", "How many more goals it has, which you may not see.") { $0.hidden }
    shape.id("created_by", "Who made it.") { $0.review.createdBy }
    shape.text("author_name", "The name of who made it.") { $0.madeBy }
    shape.time("created_at", "When it was made.") { $0.review.createdAt }
    shape.version { $0.review.version }
}

private let reviewLineShape = Shape<ReviewRow>("ReviewLine", words: "A review in the list, without its goals.") { shape in
    shape.id("id", "Its id.") { $0.review.id }
    shape.text("title", "What is looked at.") { $0.review.title }
    shape.integer("goal_count", "Of how many goals it is, whoever may see them.") { $0.goals }
    shape.id("created_by", "Who made it.") { $0.review.createdBy }
    shape.text("author_name", "The name of who made it.") { $0.madeBy }
    shape.time("created_at", "When it was made.") { $0.review.createdAt }
}

private let entryInput = InputShape<Review.Entry>(
    "ReviewGoalInput", words: "A goal of a review.", blank: { Review.Entry(goalID: ID(trusted: "")) }
) { shape in
    shape.id("goal_id", "The goal.", required: true) { $0.goalID = $1 ?? $0.goalID }
    shape.text("comment", "What is said of it, in Markdown.") { $0.comment = $1 ?? "" }
}

let reviewInput = InputShape<Review.Draft>("ReviewInput", words: "What people write down of a review.", blank: { Review.Draft() }) {
    shape in
    shape.text("title", "What is looked at.", required: true) { $0.title = $1 ?? "" }
    shape.text("words", "What stands above the goals, in Markdown.") { $0.words = $1 ?? "" }
    shape.words("columns", "What its page and its file show of each goal.") { $0.columns = Set($1 ?? []) }
    shape.many(
        "goals", "Its goals in their order. Given, they take the place of those it has, but for the ones you may not see.", entryInput
    ) {
        $0.entries = $1 ?? []
    }
}

let reviewEndpoints: [Endpoint] = [
    .list("/reviews", "listReviews", .reviews, summary: "List the reviews, the newest first", gives: reviewLineShape) { call in
        let (after, limit) = (try call.after(Review.self), call.limit)
        let found = try await call.read { db, _ in try db.reviews(in: call.viewer.workspace.id, after: after, limit: limit + 1) }
        return Items(found, limit: limit) { $0.review.id.text }
    },
    .make(
        "/reviews", "createReview", .reviews, summary: "Make a review of some goals", takes: reviewInput, gives: reviewShape,
        at: { "/reviews/\($0.review.id)" },
        example: Example(
            #"{"title": "Where we stand", "columns": ["owner", "status"], "goals": [{"goal_id": "$goal", "comment": "The shorter form works."}]}"#
        )
    ) { call, given in
        try await Reviews(cairn: call.cairn).make(given.on(reviewInput.blank()), by: call.viewer)
    } then: { call, made in
        try await Reviews(cairn: call.cairn).view(ID(trusted: made), for: call.viewer)
    },
    .get("/reviews/{review}", "getReview", .reviews, summary: "Read a review, its goals as they stand now", gives: reviewShape) { call in
        try await Reviews(cairn: call.cairn).view(call.id("review"), for: call.viewer)
    },
    .change(
        "/reviews/{review}", "editReview", .reviews, summary: "Change a review: only the fields that are named", takes: reviewInput,
        gives: reviewShape, example: Example(#"{"words": "Look at the second one first."}"#)
    ) { call, given in
        let id: ID<Review> = try call.id("review")
        try await call.again {
            let seen = try await Reviews(cairn: call.cairn).view(id, for: call.viewer)
            var draft = Review.Draft(seen.review)
            let visible = Set(seen.entries.map(\.row.goal.id))
            draft.entries = draft.entries.filter { visible.contains($0.goalID) }
            draft = given.on(draft)
            draft.version = call.ifMatch ?? draft.version
            try await Reviews(cairn: call.cairn).edit(id, draft, by: call.viewer)
        }
        return try await Reviews(cairn: call.cairn).view(id, for: call.viewer)
    },
    .remove("/reviews/{review}", "removeReview", .reviews, summary: "Take a review away; its goals stay") { call in
        let id: ID<Review> = try call.id("review")
        try await call.again {
            let reviews = Reviews(cairn: call.cairn)
            let version = call.ifMatch == nil ? try await reviews.view(id, for: call.viewer).review.version : call.ifMatch ?? 0
            try await reviews.remove(id, version: version, by: call.viewer)
        }
    },
]
