import Domain
import HTTPTypes
import Hummingbird

/// Writing a goal down, and changing it.
struct GoalRoutes {
    let cairn: Cairn
    private var goals: Goals { Goals(cairn: cairn) }

    func new(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await goals.form(startingWith: request.query, for: context.viewer)
        let key: ID<Goal> = cairn.newID()
        return try await cairn.show(context) { page in page.goalForm(form, key: key.text, .fresh) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        return try await cairn.carryOut(typed, context) {
            let draft = try await goals.draft(from: typed, for: context.viewer)
            let goal = try await goals.make(draft, key: ID(typed["form_key"]), by: context.viewer)
            return cairn.seeOther(context.path("goals", goal.id), flash: .goalMade)
        } again: { state in
            let form = try await goals.form(startingWith: Form(), for: context.viewer)
            return { page in page.goalForm(form, key: typed["form_key"], state) }
        }
    }

    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await goals.form(of: context.id("goal"), for: context.viewer)
        return try await cairn.show(context) { page in page.goalForm(form, key: "", .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let id: ID<Goal> = try context.id("goal")
        return try await cairn.carryOut(typed, context) {
            let draft = try await goals.draft(from: typed, for: context.viewer)
            let goal = try await goals.edit(id, draft, reason: typed["reason"], by: context.viewer)
            let isSeen = goal.maySee(by: context.viewer, readers: draft.readers)
            return cairn.seeOther(isSeen ? context.path("goals", id) : context.path("goals"), flash: .saved)
        } again: { state in
            let form = try await goals.form(of: id, for: context.viewer)
            return { page in page.goalForm(form, key: "", state) }
        }
    }

    func parents(request: Request, context: ViewerContext) async throws -> Response {
        let words = request.query["q"]
        let form = try await goals.parents(of: context.id("goal"), words: words, for: context.viewer)
        return try await cairn.show(context) { page in page.parentsForm(form, .fresh) }
    }

    func serve(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let id: ID<Goal> = try context.id("goal")
        return try await cairn.carryOut(typed, context) {
            let wanted = try goals.parents(from: typed, language: context.viewer.account.language)
            _ = try await goals.serve(id, wanted, version: Int(typed["version"]) ?? 0, reason: typed["reason"], by: context.viewer)
            return cairn.seeOther(context.path("goals", id), flash: .saved)
        } again: { state in
            let form = try await goals.parents(of: id, words: "", for: context.viewer)
            return { page in page.parentsForm(form, state) }
        }
    }
}
