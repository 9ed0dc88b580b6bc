import Domain
import HTTPTypes
import Hummingbird

/// What the form of an initiative needs.
struct InitiativeForm: Sendable {
    var goal: Goal
    /// Nil for a new one.
    var initiative: Initiative?
    var draft: Initiative.Draft
    var keyResults: [Choice<KeyResult>]
    var people: [Choice<Person>]
}

extension Page {
    func initiativeForm(_ form: InitiativeForm, key: String, _ state: FormState) -> HTML {
        let (goal, draft) = (form.goal, form.draft)
        let title = form.initiative == nil ? t("New initiative") : t("Change the initiative")
        let action = form.initiative.map { path("goals", goal.id, "initiatives", $0.id) } ?? path("goals", goal.id, "initiatives")
        return layout(
            title, at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(title, crumbs: goalCrumbs(goal), lede: form.initiative == nil ? t("Work for the goal. It does not move progress by itself.") : nil))
            <form class="form" method="post" action="\(action)" data-keep="initiative-\(form.initiative?.id.text ?? goal.id.text)" data-kept="\(t("Your text from before is back."))">
            \(formProblems(state))\(theirs(state, initiativeTheirs(form)))
            \(hidden("version", String(form.initiative?.version ?? 0)))\(hidden("form_key", key))
            \(textField("title", t("Title"), value: draft.title, state, hint: t("What will be done?"), attributes: "autocomplete=\"off\""))
            <div class="form-row">
            \(select("owner_id", t("Owner"), options: options(form.people, none: t("Nobody yet")), value: draft.ownerID?.text ?? "", state, optional: true))
            \(dateField("due_on", t("Due on"), value: draft.dueOn, state, optional: true))
            </div>
            <div class="form-row">
            \(select("status", t("Status"), options: Initiative.Status.allCases.map { ($0.rawValue, t($0.word)) }, value: draft.status.rawValue, state))
            \(select("effort", t("Effort"), options: [("", t("Not said"))] + Initiative.Effort.allCases.map { ($0.rawValue, t($0.word)) },
                value: draft.effort?.rawValue ?? "", state, optional: true))
            </div>
            \(form.keyResults.isEmpty ? nil : select("key_result_id", t("Key result"), options: options(form.keyResults, none: t("The goal as a whole")),
                value: draft.keyResultID?.text ?? "", state, optional: true))
            \(textArea("notes", t("Notes"), value: draft.notes, state, rows: 4))
            \(formFoot(form.initiative == nil ? t("Plan the initiative") : t("Save"), cancel: path("goals", goal.id)))
            </form>
            \(form.initiative.map { removalForm(path("goals", goal.id, "initiatives", $0.id), version: $0.version, t("Its milestones go with it.")) })
            """)
    }

    /// Taking away a part of a goal, below its form.
    func removalForm(_ path: String, version: Int, _ hint: HTML?) -> HTML {
        """
        <form class="form mt" method="post" action="\(path + "/removal")">\(hidden("version", String(version)))\
        <div class="button-row"><button class="button danger">\(t("Take it away"))</button>\(hint.map { "<span class=\"hint\">\($0)</span>" as HTML })</div></form>
        """
    }

    private func initiativeTheirs(_ form: InitiativeForm) -> [Theirs] {
        let draft = form.draft
        return [
            Theirs("title", t("Title"), draft.title), Theirs("notes", t("Notes"), draft.notes),
            Theirs("owner_id", t("Owner"), draft.ownerID?.text ?? "", shown: form.people.first { $0.id == draft.ownerID }?.name ?? ""),
            Theirs("due_on", t("Due on"), draft.dueOn?.iso ?? "", shown: draft.dueOn.map(tongue.plainDay)),
            Theirs("status", t("Status"), draft.status.rawValue, shown: tongue.plain(draft.status.word)),
            Theirs("effort", t("Effort"), draft.effort?.rawValue ?? "", shown: draft.effort.map { tongue.plain($0.word) }),
        ]
    }
}

/// Planning work for a goal.
struct InitiativeRoutes {
    let cairn: Cairn
    private var initiatives: Initiatives { Initiatives(cairn: cairn) }

    func new(request: Request, context: ViewerContext) async throws -> Response {
        var form = try await initiatives.form(nil, of: context.id("goal"), for: context.viewer)
        form.draft.keyResultID = ID(request.query["key-result"])
        let key: ID<Initiative> = cairn.newID()
        return try await cairn.show(context) { [form] page in page.initiativeForm(form, key: key.text, .fresh) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        return try await cairn.carryOut(typed, context) {
            _ = try await initiatives.add(try typed.initiative(), to: goal, key: ID(typed["form_key"]), by: context.viewer)
            return cairn.seeOther(context.path("goals", goal) + "#work", flash: .made)
        } again: { state in
            let form = try await initiatives.form(nil, of: goal, for: context.viewer)
            return { page in page.initiativeForm(form, key: typed["form_key"], state) }
        }
    }

    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await initiatives.form(context.id("initiative"), of: context.id("goal"), for: context.viewer)
        return try await cairn.show(context) { page in page.initiativeForm(form, key: "", .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        let id: ID<Initiative> = try context.id("initiative")
        return try await cairn.carryOut(typed, context) {
            try await initiatives.edit(id, of: goal, try typed.initiative(), by: context.viewer)
            return cairn.seeOther(context.path("goals", goal) + "#work", flash: .saved)
        } again: { state in
            let form = try await initiatives.form(id, of: goal, for: context.viewer)
            return { page in page.initiativeForm(form, key: "", state) }
        }
    }

    func setStatus(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        guard let status = Initiative.Status(rawValue: typed["status"]) else {
            throw AppError.invalid("status", "Choose one from the list.")
        }
        try await initiatives.setStatus(status, of: context.id("initiative"), goal: goal, by: context.viewer)
        return cairn.seeOther(context.path("goals", goal) + "#work", flash: .saved)
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        try await initiatives.remove(context.id("initiative"), of: goal, version: Int(typed["version"]) ?? 0, by: context.viewer)
        return cairn.seeOther(context.path("goals", goal) + "#work", flash: .removed)
    }
}

extension Initiatives {
    /// The form of an initiative as it stands, or of a new one; for those who may change it.
    func form(_ id: ID<Initiative>?, of goalID: ID<Goal>, for viewer: Viewer) async throws -> InitiativeForm {
        try await cairn.database.read { db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let initiative = try id.map { try db.initiative($0, of: goalID, in: workspace) }
            try (initiative?.mayEdit(by: viewer, in: goal) ?? goal.mayPlanWork(by: viewer)).check()
            let draft = initiative.map { Initiative.Draft($0) } ?? Initiative.Draft(title: "", ownerID: viewer.id)
            let keyResults = try db.keyResults(of: goalID, in: workspace).map { Choice(id: $0.id, name: $0.title) }
            return InitiativeForm(
                goal: goal, initiative: initiative, draft: draft, keyResults: keyResults,
                people: try db.owners(in: workspace, with: draft.ownerID))
        }
    }
}

extension Form {
    fileprivate func initiative() throws(AppError) -> Initiative.Draft {
        var problems = Problems()
        let dueOn = day("due_on", &problems)
        let effort: Initiative.Effort? = word("effort", &problems)
        let status: Initiative.Status = word("status", &problems) ?? .planned
        try problems.check()
        return Initiative.Draft(
            title: self["title"], notes: self["notes"], keyResultID: try id("key_result_id"), ownerID: try id("owner_id"), dueOn: dueOn,
            effort: effort, status: status, version: Int(self["version"]) ?? 0)
    }
}
