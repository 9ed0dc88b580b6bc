import Domain

/// What the page "Serves" needs: the goals above, what this one counts in each, and which others it could serve.
struct ParentForm: Sendable {
    var goal: Goal
    /// With whether this person may say what the goal counts there.
    var parents: [(link: LinkedGoal, mayWeigh: Bool)]
    var hidden: Int
    var words: String
    var found: [Choice<Goal>]
}

extension Goals {
    func parents(of id: ID<Goal>, words: String, for viewer: Viewer) async throws -> ParentForm {
        try await cairn.database.read { db in
            let goal = try db.goal(id, visibleTo: viewer)
            try goal.mayEdit(by: viewer).check()
            let parents = try db.parents(of: id, visibleTo: viewer).map { (link: $0, mayWeigh: $0.goal.mayEdit(by: viewer).isGranted) }
            let found: [Choice<Goal>] = try db.servable(by: id, with: [], words: words, for: viewer)
            return ParentForm(
                goal: goal, parents: parents, hidden: goal.parentCount - parents.count, words: words,
                found: found.filter { choice in !parents.contains { $0.link.goal.id == choice.id } })
        }
    }

    /// The goals that were ticked or chosen, each with its weight where one was typed.
    func parents(from form: Form, language: String) throws -> [Goal.Parent] {
        let weights = Dictionary(form.keyed("weight").map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        return try (form.all("parents") + form.all("more")).filter { !$0.isEmpty }.map { text in
            guard let id = ID<Goal>(text) else { throw AppError.invalid("parents", "Choose one from the list.") }
            let typed = weights[text] ?? ""
            do {
                return Goal.Parent(id: id, weight: typed.isEmpty ? nil : try Number.read(typed, language: language, unit: "%"))
            } catch let problem as Number.Problem {
                throw AppError.invalid("parents", problem.words)
            }
        }
    }
}

extension Page {
    func parentsForm(_ form: ParentForm, _ state: FormState) -> HTML {
        let goal = form.goal
        return layout(
            t("Serves"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("Which goals does it serve?"), crumbs: goalCrumbs(goal), lede: t("A goal can serve several others. Their progress may come from it.")))
            <form class="form" method="post" action="\(path("goals", goal.id, "parents"))">
            \(formProblems(state))\(hidden("version", String(goal.version)))
            \(form.parents.isEmpty ? "<p>\(t("It serves no goal yet."))</p>" : parentsTable(form, state))
            \(form.hidden == 0 ? nil : "<p class=\"hint\">\(t("It also serves a goal that is not yours to see."))</p>")
            \(problem("parents", state))
            \(select("more", form.parents.isEmpty ? t("Serves") : t("Also serves"), options: options(form.found, none: t("None")), value: "", state,
                hint: form.words.isEmpty ? t("Up to 200 goals are listed. Others are found below.") : t("Goals with “\(form.words)” in them."),
                optional: true))
            \(reasonField(for: goal, state))
            \(formFoot(t("Save"), cancel: path("goals", goal.id)))
            </form>
            <form class="form mt" method="get" action="\(path("goals", goal.id, "parents"))">
            <div class="field"><label for="q">\(t("Find a goal to serve"))</label><span class="input-with-unit"><input class="input" id="q" name="q" \
            type="search" value="\(form.words)"><button class="button">\(t("Find"))</button></span></div>
            </form>
            """)
    }

    private func parentsTable(_ form: ParentForm, _ state: FormState) -> HTML {
        let rows = form.parents.map { link, mayWeigh -> HTML in
            let id = link.goal.id.text
            let isOn = state.typed.map { $0.all("parents").contains(id) } ?? true
            let weight = state.value("weight[\(id)]", typed(link.weight))
            let field: HTML =
                mayWeigh
                ? """
                <span class="input-with-unit"><input class="input number" name="weight[\(id)]" value="\(weight)" inputmode="decimal" \
                placeholder="\(t("equal"))" aria-label="\(t("What it counts in “\(link.goal.title)”, in per cent"))"><span class="unit">%</span></span>
                """
                : "<span class=\"hint\">\(link.weight.map { tongue.percent($0 / 100) } ?? tongue.plain("an equal part"))</span>"
            return """
                <tr><td><div class="choice"><input type="checkbox" id="parent-\(id)" name="parents" value="\(id)"\(when(isOn, " checked"))>\
                <label for="parent-\(id)">\(link.goal.title)</label></div></td><td class="number">\(field)</td></tr>
                """
        }
        return """
            <table class="inputs"><thead><tr><th>\(t("Goal"))</th><th class="number">\(t("What it counts there"))</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }
}
