import Domain
import Hummingbird

/// Choosing a workspace, its first steps, and its settings.
struct WorkspaceRoutes {
    let cairn: Cairn
    private var workspaces: Workspaces { Workspaces(cairn: cairn) }

    func list(request: Request, context: AccountContext) async throws -> Response {
        let viewers = context.visitor.account.map { Array($0.viewers.values) } ?? []
        let sorted = viewers.sorted { fold($0.workspace.name) < fold($1.workspace.name) }
        return cairn.respond(
            cairn.plainPage(for: context).workspacesPage(sorted, mayMake: context.visitor.account?.mayMakeWorkspaces == true))
    }

    func begin(request: Request, context: ViewerContext) async throws -> Response {
        let steps = try await workspaces.firstSteps(for: context.viewer)
        return try await cairn.show(context) { page in page.beginPage(steps) }
    }

    /// The purpose alone, from the page of first steps.
    func updatePurpose(request: Request, context: AdminContext) async throws -> Response {
        let form = try await request.form()
        do {
            try await workspaces.setPurpose(
                form["purpose"], version: Int(form["version"]) ?? 0, by: context.viewer, from: context.visitor.address)
            return cairn.seeOther("/\(context.viewer.workspace.slug)/begin", flash: .saved)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            let steps = try await workspaces.firstSteps(for: context.viewer)
            return try await cairn.show(context, status: state.status) { page in page.beginPage(steps, state) }
        }
    }

    func settings(request: Request, context: ViewerContext) async throws -> Response {
        try await cairn.show(context) { page in page.settingsPage(context.viewer.workspace, .fresh) }
    }

    func update(request: Request, context: AdminContext) async throws -> Response {
        let form = try await request.form()
        do {
            try await workspaces.edit(draft(form), by: context.viewer, from: context.visitor.address)
            return cairn.seeOther("/\(context.viewer.workspace.slug)/settings", flash: .saved)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            let current = try await workspaces.current(context.viewer)
            return try await cairn.show(context, status: state.status) { page in page.settingsPage(current, state) }
        }
    }

    private func draft(_ form: Form) throws(AppError) -> Workspace.Draft {
        var problems = Problems()
        func number(_ name: String) -> Int {
            if form[name].isEmpty { problems.add(name, "Write a whole number.") }
            return form.integer(name, &problems) ?? 0
        }
        let rule = StatusRule(
            atRiskGap: number("at_risk_gap"), offTrackGap: number("off_track_gap"), rhythmDays: number("rhythm_days"),
            graceDays: number("grace_days"))
        try problems.check()
        return Workspace.Draft(
            name: form["name"], purpose: form["purpose"], timeZone: form["time_zone"], language: form["language"], rule: rule,
            asksForNumbers: form.has("asks_for_numbers"), version: Int(form["version"]) ?? 0)
    }
}
