import Domain
import HTTPTypes
import Hummingbird

/// Looking together at what crossed a line.
struct JointActionRoutes {
    let cairn: Cairn
    private var actions: JointActions { JointActions(cairn: cairn) }

    func index(request: Request, context: ViewerContext) async throws -> Response {
        let (open, agreed) = try await actions.all(for: context.viewer)
        return try await cairn.show(context) { page in page.jointActionsPage(open, agreed) }
    }

    func show(request: Request, context: ViewerContext) async throws -> Response {
        let row = try await actions.row(context.id("jointAction"), for: context.viewer)
        return try await cairn.show(context) { page in page.jointActionPage(row) }
    }

    func write(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let id: ID<JointAction> = try context.id("jointAction")
        return try await cairn.carryOut(typed, context) {
            let seen = Int64(typed["seen"]).map { Moment(milliseconds: $0) }
            try await actions.write(typed["view"], seen: seen, on: id, by: context.viewer)
            return cairn.seeOther(context.path("joint-actions", id), flash: .saved)
        } again: { state in
            let row = try await actions.row(id, for: context.viewer)
            return { page in page.jointActionPage(row, view: state) }
        }
    }

    func agree(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let id: ID<JointAction> = try context.id("jointAction")
        return try await cairn.carryOut(typed, context) {
            let row = try await actions.row(id, for: context.viewer)
            let unit = row.action.keyResultID == nil ? "%" : row.keyResult?.unit ?? ""
            let draft = try typed.agreement(unit: unit, language: context.viewer.account.language)
            try await actions.agree(draft, on: id, by: context.viewer)
            return cairn.seeOther(context.path("joint-actions", id), flash: .saved)
        } again: { state in
            let row = try await actions.row(id, for: context.viewer)
            return { page in page.jointActionPage(row, agreement: state) }
        }
    }
}

extension Form {
    fileprivate func agreement(unit: String, language: String) throws(AppError) -> JointAction.Draft {
        var problems = Problems()
        let decision: JointAction.Decision? = word("decision", &problems)
        let rule = decision == .newThreshold ? thresholdRule(unit: unit, language: language, &problems) : nil
        try problems.check()
        return JointAction.Draft(decision: decision, text: self["agreed"], rule: rule, version: Int(self["version"]) ?? 0)
    }
}
