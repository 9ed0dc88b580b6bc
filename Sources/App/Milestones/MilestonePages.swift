import Domain
import HTTPTypes
import Hummingbird

/// What the form of a milestone needs.
struct MilestoneForm: Sendable {
    var goal: Goal
    /// Nil for a new one.
    var milestone: Milestone?
    /// Nil for a new one: nobody knows its day yet.
    var draft: Milestone.Draft?
    var initiatives: [Choice<Initiative>]
}

extension Page {
    func milestoneForm(_ form: MilestoneForm, key: String, _ state: FormState) -> HTML {
        let goal = form.goal
        let title = form.milestone == nil ? t("New milestone") : t("Change the milestone")
        let action = form.milestone.map { path("goals", goal.id, "milestones", $0.id) } ?? path("goals", goal.id, "milestones")
        return layout(
            title, at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(title, crumbs: goalCrumbs(goal)))
            <form class="form" method="post" action="\(action)">
            \(formProblems(state))\(theirs(state, milestoneTheirs(form)))
            \(hidden("version", String(form.milestone?.version ?? 0)))\(hidden("form_key", key))
            \(textField("title", t("Title"), value: form.draft?.title ?? "", state, hint: t("What can be seen on that day?"), attributes: "autocomplete=\"off\""))
            <div class="form-row">
            \(dateField("on_day", t("Date"), value: form.draft?.onDay, state))
            \(dateField("reached_on", t("Reached on"), value: form.draft?.reachedOn, state, hint: t("Empty as long as it is not reached."), optional: true))
            </div>
            \(form.initiatives.isEmpty ? nil : select("initiative_id", t("Initiative"), options: options(form.initiatives, none: t("The goal as a whole")),
                value: form.draft?.initiativeID?.text ?? "", state, optional: true))
            \(formFoot(form.milestone == nil ? t("Set the milestone") : t("Save"), cancel: path("goals", goal.id)))
            </form>
            \(form.milestone.map { removalForm(path("goals", goal.id, "milestones", $0.id), version: $0.version, nil) })
            """)
    }

    private func milestoneTheirs(_ form: MilestoneForm) -> [Theirs] {
        guard let draft = form.draft else { return [] }
        return [
            Theirs("title", t("Title"), draft.title), Theirs("on_day", t("Date"), draft.onDay.iso, shown: tongue.plainDay(draft.onDay)),
            Theirs("reached_on", t("Reached on"), draft.reachedOn?.iso ?? "", shown: draft.reachedOn.map(tongue.plainDay)),
        ]
    }
}

/// Setting dated marks on the way.
struct MilestoneRoutes {
    let cairn: Cairn
    private var milestones: Milestones { Milestones(cairn: cairn) }

    func new(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await milestones.form(nil, of: context.id("goal"), for: context.viewer)
        let key: ID<Milestone> = cairn.newID()
        return try await cairn.show(context) { page in page.milestoneForm(form, key: key.text, .fresh) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        return try await cairn.carryOut(typed, context) {
            _ = try await milestones.add(try typed.milestone(), to: goal, key: ID(typed["form_key"]), by: context.viewer)
            return cairn.seeOther(context.path("goals", goal) + "#work", flash: .made)
        } again: { state in
            let form = try await milestones.form(nil, of: goal, for: context.viewer)
            return { page in page.milestoneForm(form, key: typed["form_key"], state) }
        }
    }

    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await milestones.form(context.id("milestone"), of: context.id("goal"), for: context.viewer)
        return try await cairn.show(context) { page in page.milestoneForm(form, key: "", .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        let id: ID<Milestone> = try context.id("milestone")
        return try await cairn.carryOut(typed, context) {
            try await milestones.edit(id, of: goal, try typed.milestone(), by: context.viewer)
            return cairn.seeOther(context.path("goals", goal) + "#work", flash: .saved)
        } again: { state in
            let form = try await milestones.form(id, of: goal, for: context.viewer)
            return { page in page.milestoneForm(form, key: "", state) }
        }
    }

    /// Reached today, or with `reached=no` not reached after all.
    func setReached(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        try await milestones.setReached(typed["reached"] != "no", context.id("milestone"), of: goal, by: context.viewer)
        return cairn.seeOther(context.path("goals", goal) + "#work", flash: .saved)
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        try await milestones.remove(context.id("milestone"), of: goal, version: Int(typed["version"]) ?? 0, by: context.viewer)
        return cairn.seeOther(context.path("goals", goal) + "#work", flash: .removed)
    }
}

extension Milestones {
    /// The form of a milestone as it stands, or of a new one; for those who may plan work for the goal.
    func form(_ id: ID<Milestone>?, of goalID: ID<Goal>, for viewer: Viewer) async throws -> MilestoneForm {
        try await cairn.database.read { db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let milestone = try id.map { try db.milestone($0, of: goalID, in: workspace) }
            try goal.mayPlanWork(by: viewer).check()
            let initiatives = try db.initiatives(of: goalID, in: workspace).map { Choice(id: $0.id, name: $0.title) }
            return MilestoneForm(goal: goal, milestone: milestone, draft: milestone.map { Milestone.Draft($0) }, initiatives: initiatives)
        }
    }
}

extension Form {
    fileprivate func milestone() throws(AppError) -> Milestone.Draft {
        var problems = Problems()
        let day = day("on_day", &problems)
        let reachedOn = self.day("reached_on", &problems)
        if self["on_day"].isEmpty { problems.add("on_day", "Choose the day.") }
        try problems.check()
        return Milestone.Draft(
            title: self["title"], onDay: day ?? Day(number: 0), reachedOn: reachedOn, initiativeID: try id("initiative_id"),
            version: Int(self["version"]) ?? 0)
    }
}
