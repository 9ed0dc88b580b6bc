import Domain
import HTTPTypes
import Hummingbird

/// A goal on its way: proposed, committed, closed, opened again. Each change of state is a thing of its own that is posted.
struct StageRoutes {
    let cairn: Cairn
    private var goals: Goals { Goals(cairn: cairn) }

    func propose(request: Request, context: ViewerContext) async throws -> Response {
        try await step(request, context, flash: .proposed, again: nil) { id, version, _ in
            try await goals.propose(id, version: version, by: context.viewer)
        }
    }

    func withdraw(request: Request, context: ViewerContext) async throws -> Response {
        try await step(request, context, flash: .saved, again: nil) { id, version, _ in
            try await goals.withdraw(id, version: version, by: context.viewer)
        }
    }

    func commitment(request: Request, context: ViewerContext) async throws -> Response {
        try await ask(context, { try $0.mayCommit(by: context.viewer).check() }) { page, step in page.commitment(step, .fresh) }
    }

    func commit(request: Request, context: ViewerContext) async throws -> Response {
        try await step(request, context, flash: .committed, again: { page, step, state in page.commitment(step, state) }) {
            id, version, _ in
            try await goals.commit(id, version: version, by: context.viewer)
        }
    }

    func closure(request: Request, context: ViewerContext) async throws -> Response {
        try await ask(context, { goal in try mayClose(goal, context) }) { page, step in page.closure(step, .fresh) }
    }

    /// From its own page, or from the guided page of its cycle, to which it leads back then.
    func close(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        let id: ID<Goal> = try context.id("goal")
        let cycle = form["from"] == "closing" ? try await goals.step(id, for: context.viewer).goal.cycleID : nil
        return try await cairn.carryOut(form, context) {
            try await carryOutClosure(form, of: id, context)
            return cairn.seeOther(cycle.map { context.path("cycles", $0, "closing") } ?? context.path("goals", id), flash: .closed)
        } again: { state in
            if let cycle {
                let closing = try await Cycles(cairn: cairn).closing(cycle, for: context.viewer)
                return { page in page.cycleClosing(closing, chosen: id, state) }
            }
            let step = try await goals.step(id, for: context.viewer)
            return { page in page.closure(step, state) }
        }
    }

    private func carryOutClosure(_ form: Form, of id: ID<Goal>, _ context: ViewerContext) async throws {
        let closure: Closure
        do { closure = try Closure(form) } catch {
            // Who may not is told so, not what is missing.
            try mayClose(try await goals.step(id, for: context.viewer).goal, context)
            throw error
        }
        _ = try await goals.close(id, closure, version: Int(form["version"]) ?? 0, by: context.viewer)
    }

    private func mayClose(_ goal: Goal, _ context: ViewerContext) throws {
        guard goal.isOpen else { throw AppError.invalid("", "It is already closed.") }
        try (goal.stage == .draft ? goal.mayEdit(by: context.viewer) : goal.mayClose(by: context.viewer)).check()
    }

    func carryOverForm(request: Request, context: ViewerContext) async throws -> Response {
        try await ask(context, { try $0.mayCarryOver(by: context.viewer).check() }) { page, step in page.carryOver(step, .fresh) }
    }

    func carryOver(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        let id: ID<Goal> = try context.id("goal")
        return try await cairn.carryOut(form, context) {
            let new = try await goals.carryOver(id, to: form.id("carry_to"), by: context.viewer)
            return cairn.seeOther(context.path("goals", new.id), flash: .carriedOver)
        } again: { state in
            let step = try await goals.step(id, for: context.viewer)
            return { page in page.carryOver(step, state) }
        }
    }

    func reopening(request: Request, context: ViewerContext) async throws -> Response {
        try await ask(context, { try $0.mayReopen(by: context.viewer).check() }) { page, step in page.reopening(step, .fresh) }
    }

    func reopen(request: Request, context: ViewerContext) async throws -> Response {
        try await step(request, context, flash: .reopened, again: { page, step, state in page.reopening(step, state) }) {
            id, version, form in
            try await goals.reopen(id, reason: form["reason"], version: version, by: context.viewer)
        }
    }

    func ownerStatus(request: Request, context: ViewerContext) async throws -> Response {
        try await ask(context, { try $0.mayJudge(by: context.viewer).check() }) { page, step in page.ownerStatus(step, .fresh) }
    }

    func judge(request: Request, context: ViewerContext) async throws -> Response {
        try await step(request, context, flash: .saved, again: { page, step, state in page.ownerStatus(step, state) }) {
            id, version, form in
            var problems = Problems()
            let status: Status? = form.word("status", &problems)
            try problems.check()
            return try await goals.judge(id, status, reason: form["reason"], version: version, by: context.viewer)
        }
    }

    func removal(request: Request, context: ViewerContext) async throws -> Response {
        try await ask(context, { try $0.mayRemove(by: context.viewer).check() }) { page, step in page.removal(step, .fresh) }
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        try await goals.remove(context.id("goal"), version: Int(form["version"]) ?? 0, by: context.viewer)
        return cairn.seeOther(context.path("goals"), flash: .removed)
    }

    private func ask(
        _ context: ViewerContext, _ check: (Goal) throws -> Void, _ make: (Page, GoalStep) -> HTML
    ) async throws -> Response {
        let step = try await goals.step(context.id("goal"), for: context.viewer)
        try check(step.goal)
        return try await cairn.show(context) { page in make(page, step) }
    }

    /// - Parameter again: the page that asked; without one, what cannot be done is an error page.
    private func step(
        _ request: Request, _ context: ViewerContext, flash: Flash, again: ((Page, GoalStep, FormState) -> HTML)?,
        _ verb: (ID<Goal>, Int, Form) async throws -> Goal
    ) async throws -> Response {
        let form = try await request.form()
        let id: ID<Goal> = try context.id("goal")
        func act() async throws -> Response {
            _ = try await verb(id, Int(form["version"]) ?? 0, form)
            return cairn.seeOther(context.path("goals", id), flash: flash)
        }
        guard let again else { return try await act() }
        return try await cairn.carryOut(form, context, act) { state in
            let step = try await goals.step(id, for: context.viewer)
            return { page in again(page, step, state) }
        }
    }
}

extension Goals {
    /// The goal with what the page that asks shows of it.
    func step(_ id: ID<Goal>, for viewer: Viewer) async throws -> GoalStep {
        try await cairn.database.read { db in
            let goal = try db.goal(id, visibleTo: viewer)
            let keyResults = try db.keyResults(of: id, in: viewer.workspace.id)
            let names = try db.names(of: Set([goal.ownerID].compactMap { $0 }), in: viewer.workspace.id)
            return GoalStep(
                goal: goal, keyResults: keyResults, owner: goal.ownerID.flatMap { names[$0] },
                cycles: try db.nextCycles(after: goal, in: viewer.workspace.id))
        }
    }
}

extension Closure {
    /// What was typed. Throws where something is missing or is no grade.
    fileprivate init(_ form: Form) throws(AppError) {
        var problems = Problems()
        let outcome: Goal.Outcome? = form.word("outcome", &problems)
        problems.require(outcome != nil || !form["outcome"].isEmpty, "outcome", "Choose how it ended.")
        let grade = Double(form["grade"])
        problems.require(grade != nil || form["grade"].isEmpty, "grade", "A grade lies between 0.0 and 1.0.")
        try problems.check()
        self.init(
            outcome: outcome ?? .dropped, grade: grade, reason: form["reason"], lesson: form["lesson"], carryTo: try form.id("carry_to"))
    }
}
