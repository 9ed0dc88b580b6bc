import Database
import Domain
import HTTPTypes
import Hummingbird

/// Agreeing on thresholds of a goal.
struct ThresholdRoutes {
    let cairn: Cairn
    private var thresholds: Thresholds { Thresholds(cairn: cairn) }

    /// `?key-result=` names the one that it begins with.
    func new(request: Request, context: ViewerContext) async throws -> Response {
        var form = try await thresholds.form(nil, of: context.id("goal"), for: context.viewer)
        form.chosen = ID(request.query["key-result"])
        let key: ID<AgreedThreshold> = cairn.newID()
        return try await cairn.show(context) { [form] page in page.thresholdForm(form, key: key.text, .fresh) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        return try await cairn.carryOut(typed, context) {
            let draft = try await thresholds.draft(from: typed, on: try typed.id("key_result_id"), of: goal, for: context.viewer)
            _ = try await thresholds.add(draft, to: goal, key: ID(typed["form_key"]), by: context.viewer)
            return cairn.seeOther(context.path("goals", goal) + "#thresholds", flash: .made)
        } again: { state in
            var form = try await thresholds.form(nil, of: goal, for: context.viewer)
            form.chosen = ID(typed["key_result_id"])
            return { [form] page in page.thresholdForm(form, key: typed["form_key"], state) }
        }
    }

    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await thresholds.form(context.id("threshold"), of: context.id("goal"), for: context.viewer)
        return try await cairn.show(context) { page in page.thresholdForm(form, key: "", .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        let id: ID<AgreedThreshold> = try context.id("threshold")
        return try await cairn.carryOut(typed, context) {
            let form = try await thresholds.form(id, of: goal, for: context.viewer)
            let draft = try await thresholds.draft(from: typed, on: form.threshold?.keyResultID, of: goal, for: context.viewer)
            try await thresholds.edit(id, of: goal, draft, by: context.viewer)
            return cairn.seeOther(context.path("goals", goal) + "#thresholds", flash: .saved)
        } again: { state in
            let form = try await thresholds.form(id, of: goal, for: context.viewer)
            return { page in page.thresholdForm(form, key: "", state) }
        }
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        try await thresholds.remove(context.id("threshold"), of: goal, version: Int(typed["version"]) ?? 0, by: context.viewer)
        return cairn.seeOther(context.path("goals", goal) + "#thresholds", flash: .removed)
    }
}

extension Thresholds {
    /// The form of a threshold as it stands, or of a new one; for those who may agree on one.
    func form(_ id: ID<AgreedThreshold>?, of goalID: ID<Goal>, for viewer: Viewer) async throws -> ThresholdForm {
        try await cairn.database.read { db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let threshold = try id.map { try db.threshold($0, of: goalID, in: workspace) }
            try AgreedThreshold.mayEdit(in: goal, by: viewer).check()
            let people = threshold?.people ?? Set([viewer.id] + [goal.ownerID].compactMap { $0 })
            return ThresholdForm(
                goal: goal, threshold: threshold, keyResults: try db.keyResults(of: goalID, in: workspace),
                near: try db.near(goal, with: people, in: workspace), people: people)
        }
    }

    /// Reads what was typed: those who were ticked and those who were named.
    func draft(from form: Form, on keyResult: ID<KeyResult>?, of goal: ID<Goal>, for viewer: Viewer) async throws -> AgreedThreshold.Draft {
        let unit = try await cairn.database.read { db in
            try keyResult.map { try db.keyResult($0, of: goal, in: viewer.workspace.id).unit } ?? "%"
        }
        var problems = Problems()
        let rule = form.thresholdRule(unit: unit, language: viewer.account.language, &problems)
        let days = form.integer("days", &problems) ?? 7
        try problems.check()
        let ticked = form.all("people").compactMap { ID<Person>($0) }
        let lines = form["others"].split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        let named = try await cairn.database.read { db in
            try lines.prefix(AgreedThreshold.mostPeople + 1).map { try db.person(called: $0, in: viewer.workspace.id, field: "others") }
        }
        return AgreedThreshold.Draft(
            keyResultID: keyResult, rule: rule ?? .behind(points: 0), people: Set(ticked + named), days: days,
            version: Int(form["version"]) ?? 0)
    }
}

extension Form {
    /// The line as it was typed; nil where something is missing or wrong, which is a problem then.
    func thresholdRule(unit: String, language: String, _ problems: inout Problems) -> Threshold? {
        let kind: Threshold.Kind? = word("rule", &problems)
        guard let kind else { return nil }
        guard !self["amount"].isEmpty else {
            problems.add("amount", "Say where the line is drawn.")
            return nil
        }
        guard let amount = number("amount", language: language, unit: kind == .below || kind == .above ? unit : "", &problems) else {
            return nil
        }
        let rule = Threshold(kind, amount)
        if rule == nil { problems.add("amount", "Write a whole number.") }
        return rule
    }
}

extension Connection {
    /// The people near a goal: its owner and those of its key results, its team, whoever is named already. Those who cannot sign in are left out.
    fileprivate func near(_ goal: Goal, with people: Set<ID<Person>>, in workspace: ID<Workspace>) throws -> [Choice<Person>] {
        try choices(
            """
            SELECT person.id, person.name FROM person WHERE person.workspace_id = \(workspace) AND person.state = 'active'
                AND (person.id IN (\(list: people.sorted())) OR person.id = \(goal.ownerID) OR person.id = \(goal.createdBy)
                    OR person.id IN (SELECT owner_id FROM key_result WHERE workspace_id = \(workspace) AND goal_id = \(goal.id))
                    OR person.id IN (SELECT person_id FROM membership WHERE workspace_id = \(workspace) AND team_id = \(goal.teamID))
                    OR person.id = (SELECT lead_id FROM team WHERE workspace_id = \(workspace) AND id = \(goal.teamID)))
            ORDER BY person.folded, person.id LIMIT 60
            """)
    }
}
