import Database
import Domain
import HTTPTypes
import Hummingbird

/// Telling what happened to people.
struct StoryRoutes {
    let cairn: Cairn
    private var stories: Stories { Stories(cairn: cairn) }

    func index(request: Request, context: ViewerContext) async throws -> Response {
        let id: ID<Goal> = try context.id("goal")
        let (goal, all) = try await cairn.database.read { db in
            (try db.goal(id, visibleTo: context.viewer), try db.stories(of: id, in: context.viewer.workspace.id))
        }
        return try await cairn.show(context) { page in page.storiesPage(goal, all) }
    }

    /// `?assumption=` names the one that it is about.
    func new(request: Request, context: ViewerContext) async throws -> Response {
        var form = try await stories.form(nil, of: context.id("goal"), for: context.viewer)
        form.draft.assumptionID = ID(request.query["assumption"])
        let key: ID<Story> = cairn.newID()
        return try await cairn.show(context) { [form] page in page.storyForm(form, key: key.text, .fresh) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        return try await cairn.carryOut(typed, context) {
            let story = try await stories.tell(try typed.story(), on: goal, key: ID(typed["form_key"]), by: context.viewer)
            return cairn.seeOther(place(of: story, context), flash: .made)
        } again: { state in
            let form = try await stories.form(nil, of: goal, for: context.viewer)
            return { page in page.storyForm(form, key: typed["form_key"], state) }
        }
    }

    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await stories.form(context.id("story"), of: context.id("goal"), for: context.viewer)
        return try await cairn.show(context) { page in page.storyForm(form, key: "", .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        let id: ID<Story> = try context.id("story")
        return try await cairn.carryOut(typed, context) {
            try await stories.edit(id, of: goal, try typed.story(), by: context.viewer)
            return cairn.seeOther(context.path("goals", goal) + "#stories", flash: .saved)
        } again: { state in
            let form = try await stories.form(id, of: goal, for: context.viewer)
            return { page in page.storyForm(form, key: "", state) }
        }
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        try await stories.remove(context.id("story"), of: goal, version: Int(typed["version"]) ?? 0, by: context.viewer)
        return cairn.seeOther(context.path("goals", goal) + "#stories", flash: .removed)
    }

    /// Back to where it counts: the page of what it is about, or the goal.
    private func place(of story: Story, _ context: ViewerContext) -> String {
        story.assumptionID.map { context.path("goals", story.goalID, "assumptions", $0) } ?? context.path("goals", story.goalID)
            + "#stories"
    }
}

extension Stories {
    /// The form of a story as it stands, for whoever told it and for admins, who may take it away; or of a new one.
    func form(_ id: ID<Story>?, of goalID: ID<Goal>, for viewer: Viewer) async throws -> StoryForm {
        let today = cairn.now.day(in: viewer.workspace.zone)
        return try await cairn.database.read { db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let story = try id.map { try db.story($0, of: goalID, in: workspace).story }
            try (story?.mayRemove(by: viewer) ?? goal.mayComment(by: viewer)).check()
            let assumptions = try db.assumptions(of: goalID, in: workspace).map {
                Choice(id: $0.assumption.id, name: String($0.assumption.belief.prefix(120)))
            }
            return StoryForm(
                goal: goal, story: story, draft: story.map { Story.Draft($0) } ?? .init(onDay: today), assumptions: assumptions)
        }
    }
}

extension Form {
    fileprivate func story() throws(AppError) -> Story.Draft {
        var problems = Problems()
        let day = day("on_day", &problems)
        let bearing: Story.Bearing? = word("bearing", &problems)
        if day == nil, self["on_day"].isEmpty { problems.add("on_day", "Choose the day.") }
        try problems.check()
        return Story.Draft(
            assumptionID: try id("assumption_id"), bearing: bearing, text: self["text"], touched: self["touched"],
            onDay: day ?? Day(number: 0), version: Int(self["version"]) ?? 0)
    }
}
