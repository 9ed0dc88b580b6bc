import Domain
import HTTPTypes
import Hummingbird

struct CheckInRoutes {
    let cairn: Cairn
    private var checkIns: CheckIns { CheckIns(cairn: cairn) }

    func new(request: Request, context: ViewerContext) async throws -> Response {
        let view = try await checkIns.form(for: context.id("goal"), viewer: context.viewer)
        let key: ID<CheckIn> = cairn.newID()
        return try await cairn.show(context) { page in page.checkInForm(view, formKey: key.text, .fresh) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        do {
            _ = try await checkIns.post(draft(form), on: goal, language: context.viewer.account.language, by: context.viewer)
            return cairn.seeOther("/\(context.viewer.workspace.slug)/goals/\(goal)", flash: .checkedIn)
        } catch let error as AppError {
            guard case .invalid = error, let state = FormState(form, error) else { throw error }
            let view = try await checkIns.form(for: goal, viewer: context.viewer)
            return try await cairn.show(context, status: state.status) { page in page.checkInForm(view, formKey: form["form_key"], state) }
        }
    }

    private func draft(_ form: Form) throws -> CheckIn.Draft {
        var problems = Problems()
        let confidence = form.integer("confidence", &problems)
        try problems.check()
        let values = form.fields.compactMap { name, value -> (ID<KeyResult>, CheckIn.Entry)? in
            guard name.hasPrefix("value-"), let id = ID<KeyResult>(name.dropFirst(6)) else { return nil }
            return (id, .typed(value))
        }
        return CheckIn.Draft(
            values: Dictionary(values, uniquingKeysWith: { _, last in last }),
            handProgress: form.has("hand_progress") ? .typed(form["hand_progress"]) : nil, confidence: confidence, changed: form["changed"],
            surprised: form["surprised"], usersNeed: form["users_need"], weNeed: form["we_need"],
            formKey: form["form_key"].isEmpty ? nil : form["form_key"])
    }
}
