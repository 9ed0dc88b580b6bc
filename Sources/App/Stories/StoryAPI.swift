import Domain

let storyShape = Shape<StoryRow>("Story", words: "What somebody saw change for people, told on a goal.") { shape in
    shape.id("id", "Its id.") { $0.story.id }
    shape.id("goal_id", "The goal it belongs to.") { $0.story.goalID }
    shape.id("assumption_id", "What the goal rests on, where the story speaks for it or against it.") { $0.story.assumptionID }
    shape.word("bearing", "Whether it supports or contradicts that.") { $0.story.bearing }
    shape.id("author_id", "Who told it.") { $0.story.authorID }
    shape.text("author_name", "Their name.") { $0.author }
    shape.text("text", "What happened, in Markdown.") { $0.story.text }
    shape.text("touched", "Whom it touched, in the teller's words.") { $0.story.touched }
    shape.date("on_day", "When it happened.") { $0.story.onDay }
    shape.time("created_at", "When it was told.") { $0.story.createdAt }
    shape.version { $0.story.version }
}

let storyInput = InputShape<Story.Draft>(
    "StoryInput", words: "What somebody saw change for people.", blank: { Story.Draft(onDay: Day(number: 0)) }
) { shape in
    shape.text("text", "What happened, in Markdown.", required: true) { $0.text = $1 ?? "" }
    shape.text("touched", "Whom it touched, in the teller's words.") { $0.touched = $1 ?? "" }
    shape.date("on_day", "When it happened; today where nothing is said.") { $0.onDay = $1 ?? $0.onDay }
    shape.id("assumption_id", "What the goal rests on, where the story speaks for it or against it.") { $0.assumptionID = $1 }
    shape.word("bearing", "Whether it supports or contradicts that.") { $0.bearing = $1 }
}

extension Story.Bearing: APIWord {}

let storyEndpoints: [Endpoint] = [
    .list(
        "/goals/{goal}/stories", "listStories", .assumptions, summary: "List the stories of a goal, the latest first", paged: false,
        gives: storyShape
    ) {
        call in
        let goal: ID<Goal> = try call.id("goal")
        return try await call.read { db, _ in
            try db.requireVisible(goal: goal, to: call.viewer)
            return Items(try db.stories(of: goal, in: call.viewer.workspace.id))
        }
    },
    .make(
        "/goals/{goal}/stories", "createStory", .assumptions, summary: "Tell what happened to people on the way to a goal",
        takes: storyInput,
        gives: storyShape, at: { "/goals/\($0.story.goalID)/stories/\($0.story.id)" },
        example: Example(#"{"text": "She had her permit before the builder left.", "touched": "A family of five"}"#)
    ) { call, given in
        var draft = storyInput.blank()
        draft.onDay = call.today
        return try await Stories(cairn: call.cairn).tell(given.on(draft), on: call.id("goal"), by: call.viewer)
    } then: { call, made in
        try await call.story(ID(trusted: made))
    },
    .get("/goals/{goal}/stories/{story}", "getStory", .assumptions, summary: "Read a story", gives: storyShape) { call in
        try await call.story(call.id("story"))
    },
    .change(
        "/goals/{goal}/stories/{story}", "editStory", .assumptions, summary: "Change a story you told: only the fields that are named",
        takes: storyInput, gives: storyShape, example: Example(#"{"touched": "A family of six"}"#)
    ) { call, given in
        let id: ID<Story> = try call.id("story")
        try await call.again {
            var draft = Story.Draft(try await call.story(id).story)
            given.put(into: &draft)
            draft.version = call.ifMatch ?? draft.version
            try await Stories(cairn: call.cairn).edit(id, of: call.id("goal"), draft, by: call.viewer)
        }
        return try await call.story(id)
    },
    .remove("/goals/{goal}/stories/{story}", "removeStory", .assumptions, summary: "Take a story away") { call in
        let id: ID<Story> = try call.id("story")
        try await call.again {
            let version = call.ifMatch == nil ? try await call.story(id).story.version : call.ifMatch ?? 0
            try await Stories(cairn: call.cairn).remove(id, of: call.id("goal"), version: version, by: call.viewer)
        }
    },
]

extension APICall {
    fileprivate func story(_ id: ID<Story>) async throws -> StoryRow {
        let goal: ID<Goal> = try self.id("goal")
        return try await read { db, _ in
            try db.requireVisible(goal: goal, to: viewer)
            return try db.story(id, of: goal, in: viewer.workspace.id)
        }
    }
}
