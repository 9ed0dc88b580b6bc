import Database
import Domain
import HTTPTypes
import Hummingbird

/// Saying how a goal shows that it is reached.
struct KeyResultRoutes {
    let cairn: Cairn
    private var keyResults: KeyResults { KeyResults(cairn: cairn) }

    func new(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await keyResults.form(nil, of: context.id("goal"), for: context.viewer)
        let key: ID<KeyResult> = cairn.newID()
        return try await cairn.show(context) { page in page.keyResultForm(form, key: key.text, .fresh) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        return try await cairn.carryOut(typed, context) {
            let form = try await keyResults.form(nil, of: goal, for: context.viewer)
            let draft = try typed.keyResult(in: form, language: context.viewer.account.language)
            _ = try await keyResults.add(draft, to: goal, key: ID(typed["form_key"]), reason: typed["reason"], by: context.viewer)
            return cairn.seeOther(context.path("goals", goal), flash: .keyResultMade)
        } again: { state in
            let form = try await keyResults.form(nil, of: goal, for: context.viewer)
            return { page in page.keyResultForm(form, key: typed["form_key"], state) }
        }
    }

    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await keyResults.form(context.id("keyResult"), of: context.id("goal"), for: context.viewer)
        return try await cairn.show(context) { page in page.keyResultForm(form, key: "", .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        let id: ID<KeyResult> = try context.id("keyResult")
        return try await cairn.carryOut(typed, context) {
            let form = try await keyResults.form(id, of: goal, for: context.viewer)
            let draft = try typed.keyResult(in: form, language: context.viewer.account.language)
            _ = try await keyResults.edit(id, of: goal, draft, reason: typed["reason"], by: context.viewer)
            return cairn.seeOther(context.path("goals", goal), flash: .saved)
        } again: { state in
            let form = try await keyResults.form(id, of: goal, for: context.viewer)
            return { page in page.keyResultForm(form, key: "", state) }
        }
    }

    func move(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        guard ["up", "down"].contains(form["to"]) else { throw AppError.invalid("to", "Choose one from the list.") }
        try await keyResults.move(context.id("keyResult"), of: goal, up: form["to"] == "up", by: context.viewer)
        return cairn.seeOther(context.path("goals", goal), flash: .saved)
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        let id: ID<KeyResult> = try context.id("keyResult")
        try await keyResults.remove(id, of: goal, version: Int(typed["version"]) ?? 0, reason: typed["reason"], by: context.viewer)
        return cairn.seeOther(context.path("goals", goal), flash: .removed)
    }
}

extension KeyResults {
    /// The form of a key result as it stands, or of a new one with the dates of its goal; for those who may change it.
    func form(_ id: ID<KeyResult>?, of goalID: ID<Goal>, for viewer: Viewer) async throws -> KeyResultForm {
        try await cairn.database.read { db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            try goal.mayEdit(by: viewer).check()
            let all = try db.withPairs(db.keyResults(of: goalID, in: workspace), in: workspace)
            let keyResult = all.first { $0.id == id }
            if id != nil, keyResult == nil { throw AppError.notFound }
            let new = KeyResult.Draft(title: "", ownerID: goal.ownerID, startsOn: goal.startsOn, dueOn: goal.dueOn)
            let draft = keyResult.map { KeyResult.Draft($0) } ?? new
            return KeyResultForm(
                goal: goal, keyResult: keyResult, draft: draft, people: try db.owners(in: workspace, with: draft.ownerID),
                others: all.filter { $0.id != id })
        }
    }
}

extension Form {
    /// Reads what was typed, as far as its kind has it. The weight is not part of this form, so it stays.
    func keyResult(in form: KeyResultForm, language: String) throws(AppError) -> KeyResult.Draft {
        var problems = Problems()
        let kind: KeyResult.Kind = word("kind", &problems) ?? .number
        let isNumber = kind == .number
        let direction: KeyResult.Direction = isNumber ? word("direction", &problems) ?? .increase : .increase
        func typedNumber(_ name: String) -> Double? { isNumber ? number(name, language: language, unit: self["unit"], &problems) : nil }
        let (baseline, target) = (typedNumber("baseline"), typedNumber("target"))
        let upper = direction == .within ? typedNumber("upper") : nil
        let decimals = isNumber ? integer("decimals", &problems) ?? 0 : 0
        let steps = isNumber && !direction.isKept ? typedSteps(language, &problems) : []
        let indicator: KeyResult.Indicator? = word("indicator", &problems)
        let serves: KeyResult.Serves? = word("serves", &problems)
        let (startsOn, dueOn) = (day("starts_on", &problems), day("due_on", &problems))
        try problems.check()
        return KeyResult.Draft(
            title: self["title"], kind: kind, direction: direction, unit: self["unit"], decimals: decimals, baseline: baseline,
            target: target,
            upper: upper, zoneCommit: self["zone_commit"], zoneTarget: self["zone_target"], zoneStretch: self["zone_stretch"],
            ownerID: try id("owner_id"), source: self["source"], indicator: indicator, serves: serves, weight: form.draft.weight,
            startsOn: startsOn ?? form.goal.startsOn, dueOn: dueOn ?? form.goal.dueOn, steps: steps, isPrimary: has("is_primary"),
            movesWith: try movesWith(),
            version: Int(self["version"]) ?? 0)
    }

    private func movesWith() throws(AppError) -> Set<ID<KeyResult>> {
        let ticked = all("moves_with")
        let ids = ticked.compactMap { ID<KeyResult>($0) }
        guard ids.count == ticked.count else { throw .invalid("moves_with", "Choose from the list.") }
        return Set(ids)
    }

    private func typedSteps(_ language: String, _ problems: inout Problems) -> [KeyResult.Step] {
        if let steps = KeyResult.Step.parse(typed: self["steps"], language: language) { return steps }
        problems.add("steps", "Write one a line: the date, a colon, the number, such as 2026-11-05: 60.")
        return []
    }
}
