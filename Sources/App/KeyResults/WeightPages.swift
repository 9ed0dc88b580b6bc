import Domain
import HTTPTypes
import Hummingbird

extension Page {
    /// What everything in a goal counts, on one form.
    func weights(_ goal: Goal, _ parts: [Weights.Contributor], _ state: FormState) -> HTML {
        let shares = RollUp.weights(parts.map(\.weight))
        let rows = zip(parts, shares).map { part, share in weightRow(part, share, state) }
        let form: HTML = """
            <form class="form" method="post" action="\(path("goals", goal.id, "weights"))">
            \(formProblems(state))\(hidden("version", String(goal.version)))
            <table class="inputs"><thead><tr><th>\(t("What counts"))</th><th class="number">\(t("Fixed"))</th><th class="number">\(t("Counts"))</th></tr></thead>\
            <tbody>\(rows)</tbody><tfoot><tr><th scope="row" colspan="2">\(t("In all"))</th><td class="number">\(tongue.percent(shares.reduce(0, +) / 100))</td></tr></tfoot></table>
            \(problem("weight", state))
            \(reasonField(for: goal, state))
            \(formFoot(t("Save"), cancel: path("goals", goal.id)))
            </form>
            """
        let nothing = empty(
            t("Nothing counts yet"), t("Progress comes from key results and from child goals. Add one first."),
            actions: "<a class=\"button primary\" href=\"\(path("goals", goal.id, "key-results", "new"))\">\(t("Add a key result"))</a>")
        return layout(
            t("Weights"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("What counts how much?"), crumbs: goalCrumbs(goal),
                lede: t("A weight you fix stays; the others share the rest equally. 0 does not count. Empty is not fixed.")))
            \(parts.isEmpty ? nothing : form)
            """)
    }

    private func weightRow(_ part: Weights.Contributor, _ share: Double, _ state: FormState) -> HTML {
        let kind = part.isGoal ? t("Goal") : t("Key result")
        let counted = part.counts ? kind : t("Goal, counts once it is committed")
        guard let title = part.title else {
            return """
                <tr><td>\(t("A goal that is not yours to see"))</td><td class="number">\(part.weight.map { tongue.percent($0 / 100) } ?? "")</td>\
                <td class="number">\(tongue.percent(share / 100))</td></tr>
                """
        }
        let name = "weight[\(part.id)]"
        let wrong = state.words(name) != nil
        return """
            <tr><td>\(title)<span class="note hint"> \(counted)</span>\(problem(name, state))</td>\
            <td class="number"><input class="input number" name="\(name)" value="\(state.value(name, typed(part.weight)))" inputmode="decimal" \
            autocomplete="off" placeholder="\(t("equal"))" aria-label="\(t("Fixed weight of “\(title)” in per cent"))"\(when(wrong, " aria-invalid=\"true\""))></td>\
            <td class="number">\(tongue.percent(share / 100))</td></tr>
            """
    }
}

/// What counts how much in a goal.
struct WeightRoutes {
    let cairn: Cairn
    private var weights: Weights { Weights(cairn: cairn) }

    func show(request: Request, context: ViewerContext) async throws -> Response {
        let (goal, parts) = try await weights.load(context.id("goal"), for: context.viewer)
        try goal.mayEdit(by: context.viewer).check()
        return try await cairn.show(context) { page in page.weights(goal, parts, .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let id: ID<Goal> = try context.id("goal")
        return try await cairn.carryOut(typed, context) {
            let wanted = try typed.weights(language: context.viewer.account.language)
            try await weights.set(wanted, of: id, version: Int(typed["version"]) ?? 0, reason: typed["reason"], by: context.viewer)
            return cairn.seeOther(context.path("goals", id), flash: .saved)
        } again: { state in
            let (goal, parts) = try await weights.load(id, for: context.viewer)
            try goal.mayEdit(by: context.viewer).check()
            return { page in page.weights(goal, parts, state) }
        }
    }
}

extension Form {
    /// Fields `weight[id]`: an empty one is not fixed.
    fileprivate func weights(language: String) throws(AppError) -> [String: Double?] {
        var problems = Problems()
        var weights: [String: Double?] = [:]
        for (key, _) in keyed("weight") {
            weights[key] = .some(number("weight[\(key)]", language: language, unit: "%", &problems))
        }
        try problems.check()
        return weights
    }
}
