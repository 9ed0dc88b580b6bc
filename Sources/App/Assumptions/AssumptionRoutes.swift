import Database
import Domain
import HTTPTypes
import Hummingbird

/// What a goal rests on.
struct AssumptionRoutes {
    let cairn: Cairn
    private var assumptions: Assumptions { Assumptions(cairn: cairn) }

    func new(request: Request, context: ViewerContext) async throws -> Response {
        var form = try await assumptions.form(nil, of: context.id("goal"), for: context.viewer)
        form.draft.keyResultID = ID(request.query["key-result"])
        let key: ID<Assumption> = cairn.newID()
        return try await cairn.show(context) { [form] page in page.assumptionForm(form, key: key.text, .fresh) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        return try await cairn.carryOut(typed, context) {
            _ = try await assumptions.add(try typed.assumption(.init()), to: goal, key: ID(typed["form_key"]), by: context.viewer)
            return cairn.seeOther(context.path("goals", goal) + "#assumptions", flash: .made)
        } again: { state in
            let form = try await assumptions.form(nil, of: goal, for: context.viewer)
            return { page in page.assumptionForm(form, key: typed["form_key"], state) }
        }
    }

    func show(request: Request, context: ViewerContext) async throws -> Response {
        let view = try await assumptions.view(context.id("assumption"), of: context.id("goal"), for: context.viewer)
        return try await cairn.show(context) { page in page.assumptionPage(view) }
    }

    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await assumptions.form(context.id("assumption"), of: context.id("goal"), for: context.viewer)
        return try await cairn.show(context) { page in page.assumptionForm(form, key: "", .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        let id: ID<Assumption> = try context.id("assumption")
        return try await cairn.carryOut(typed, context) {
            let now = try await assumptions.form(id, of: goal, for: context.viewer).draft
            try await assumptions.edit(id, of: goal, try typed.assumption(now), by: context.viewer)
            return cairn.seeOther(context.path("goals", goal, "assumptions", id), flash: .saved)
        } again: { state in
            let form = try await assumptions.form(id, of: goal, for: context.viewer)
            return { page in page.assumptionForm(form, key: "", state) }
        }
    }

    /// What people think of it now, and what should change once it was contradicted.
    func judge(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        let id: ID<Assumption> = try context.id("assumption")
        return try await cairn.carryOut(typed, context) {
            var draft = try await assumptions.form(id, of: goal, for: context.viewer).draft
            try typed.judge(&draft)
            try await assumptions.edit(id, of: goal, draft, by: context.viewer)
            return cairn.seeOther(context.path("goals", goal, "assumptions", id), flash: .saved)
        } again: { state in
            let view = try await assumptions.view(id, of: goal, for: context.viewer)
            return { page in page.assumptionPage(view, state) }
        }
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        try await assumptions.remove(context.id("assumption"), of: goal, version: Int(typed["version"]) ?? 0, by: context.viewer)
        return cairn.seeOther(context.path("goals", goal) + "#assumptions", flash: .removed)
    }
}

extension Assumptions {
    /// The form of an assumption as it stands, or of a new one; for those who may write it.
    func form(_ id: ID<Assumption>?, of goalID: ID<Goal>, for viewer: Viewer) async throws -> AssumptionForm {
        try await cairn.database.read { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            let assumption = try id.map { try db.assumption($0, of: goalID, in: viewer.workspace.id).assumption }
            try Assumption.mayEdit(in: goal, by: viewer).check()
            let keyResults = try db.keyResults(of: goalID, in: viewer.workspace.id).map { Choice(id: $0.id, name: $0.title) }
            return AssumptionForm(
                goal: goal, assumption: assumption, draft: assumption.map { Assumption.Draft($0) } ?? .init(), keyResults: keyResults)
        }
    }

    func view(_ id: ID<Assumption>, of goalID: ID<Goal>, for viewer: Viewer) async throws -> AssumptionView {
        try await cairn.database.read { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            return AssumptionView(
                goal: goal, row: try db.assumption(id, of: goalID, in: viewer.workspace.id),
                stories: try db.stories(about: id, in: viewer.workspace.id))
        }
    }
}

extension Form {
    /// What was typed, on what stands there now.
    fileprivate func assumption(_ now: Assumption.Draft) throws(AppError) -> Assumption.Draft {
        var draft = now
        (draft.belief, draft.because, draft.wrongIf) = (self["belief"], self["because"], self["wrong_if"])
        draft.keyResultID = try id("key_result_id")
        draft.version = Int(self["version"]) ?? 0
        return draft
    }

    fileprivate func judge(_ draft: inout Assumption.Draft) throws(AppError) {
        var problems = Problems()
        let state: Assumption.State? = word("state", &problems)
        try problems.check()
        let isNew = state == .contradicted && draft.state != .contradicted
        draft.state = state ?? draft.state
        draft.answer = draft.state == .contradicted && !isNew ? self["answer"] : draft.answer
        draft.version = Int(self["version"]) ?? 0
    }
}
