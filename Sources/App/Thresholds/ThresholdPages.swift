import Domain

/// What the form of a threshold needs.
struct ThresholdForm: Sendable {
    var goal: Goal
    /// Nil for a new one.
    var threshold: AgreedThreshold?
    var keyResults: [KeyResult]
    /// The key result a new one begins with.
    var chosen: ID<KeyResult>?
    /// Those near the goal, to be ticked; others are named.
    var near: [Choice<Person>]
    var people: Set<ID<Person>>

    var keyResult: KeyResult? { keyResults.first { $0.id == threshold?.keyResultID ?? chosen } }
}

extension Page {
    func thresholdForm(_ form: ThresholdForm, key: String, _ state: FormState) -> HTML {
        let goal = form.goal
        let title = form.threshold == nil ? t("New threshold") : t("Change the threshold")
        let action = form.threshold.map { path("goals", goal.id, "thresholds", $0.id) } ?? path("goals", goal.id, "thresholds")
        return layout(
            title, at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(title, crumbs: crumbs(below: goal), lede: t("Agree now when you will look at it together. Once the line is crossed, the people you name see it on their page, with the facts, and agree on what follows.")))
            <form class="form" method="post" action="\(action)" data-keep="threshold-\(form.threshold?.id.text ?? goal.id.text)" data-kept="\(t("Your text from before is back."))">
            \(formProblems(state))\(theirs(state, thresholdTheirs(form)))
            \(hidden("version", String(form.threshold?.version ?? 0)))\(hidden("form_key", key))
            \(thresholdPlace(form, state))
            \(thresholdRule(form.threshold?.rule, on: form.keyResult, state))
            \(thresholdPeople(form, state))
            \(textField("days", t("Days to agree on what follows"), value: String(form.threshold?.days ?? 7), state, attributes: "inputmode=\"numeric\""))
            \(formFoot(form.threshold == nil ? t("Set the threshold") : t("Save"), cancel: path("goals", goal.id) + "#thresholds"))
            </form>
            \(form.threshold.map { removalForm(path("goals", goal.id, "thresholds", $0.id), version: $0.version, t("What it has opened stays.")) })
            """)
    }

    /// What it stands on: chosen once, told afterwards.
    private func thresholdPlace(_ form: ThresholdForm, _ state: FormState) -> HTML? {
        guard let threshold = form.threshold else {
            guard !form.keyResults.isEmpty else { return nil }
            let choices = form.keyResults.map { Choice(id: $0.id, name: shortened($0.title, to: 120)) }
            return select(
                "key_result_id", t("On"), options: options(choices, none: t("The goal as a whole")), value: form.chosen?.text ?? "", state)
        }
        let place = threshold.keyResultID == nil ? t("The goal as a whole") : HTML(escaping: form.keyResult?.title ?? "")
        return "<div class=\"field\"><span class=\"label\">\(t("On"))</span><p>\(place)</p></div>"
    }

    /// The kind of line, and where it is drawn. Also where people draw one anew.
    func thresholdRule(_ rule: Threshold?, on keyResult: KeyResult?, _ state: FormState, required: Bool = true) -> HTML {
        let unit = keyResult.map(\.unit).flatMap { $0.isEmpty ? nil : $0 }
        return """
            <div class="form-row">
            \(select("rule", t("Look together when it is"), options: Threshold.Kind.allCases.map { ($0.rawValue, t($0.word)) }, value: (rule?.kind ?? .behind).rawValue, state))
            \(textField("amount", t("How much"), value: rule.map { typed($0.amount) } ?? "", state,
                hint: unit.map { t("A value in \($0), or how many points, times or days.") } ?? t("A value in the unit of the number (per cent for a goal), or how many points, times or days."),
                required: required, attributes: "inputmode=\"decimal\" autocomplete=\"off\""))
            </div>
            """
    }

    private func thresholdPeople(_ form: ThresholdForm, _ state: FormState) -> HTML {
        let boxes = form.near.map { checkbox("people", HTML(escaping: $0.name), on: form.people.contains($0.id), state, value: $0.id.text) }
        return """
            <fieldset class="field"><legend>\(t("Who looks together"))</legend><p class="hint">\(t("At least two. Nobody is called alone, and nobody is to blame."))</p>\
            <div class="choices">\(boxes)</div>\(problem("people", state))</fieldset>
            \(textArea("others", t("Others"), state, rows: 2, hint: t("One a line, by name or e-mail address.")))
            """
    }

    private func thresholdTheirs(_ form: ThresholdForm) -> [Theirs] {
        guard let threshold = form.threshold else { return [] }
        return [
            Theirs("rule", t("Threshold"), threshold.rule.kind.rawValue, shown: tongue.plain(threshold.rule.kind.word)),
            Theirs("amount", t("How much"), typed(threshold.rule.amount)),
            Theirs("days", t("Days to agree on what follows"), String(threshold.days)),
        ]
    }

    // MARK: On the goal's page

    /// What was agreed in advance, and whether it is crossed.
    func thresholdsSection(_ view: GoalView) -> HTML {
        let goal = view.goal
        let mayAdd = may { AgreedThreshold.mayEdit(in: goal, by: $0) }
        let add: HTML? =
            mayAdd ? "<a class=\"aside\" href=\"\(path("goals", goal.id, "thresholds", "new"))\">\(t("Add a threshold"))</a>" : nil
        guard !view.thresholds.isEmpty || !view.jointActions.isEmpty else {
            guard mayAdd else { return "" }
            return section(
                "thresholds", t("Thresholds"), aside: add,
                "<p class=\"mute\">\(t("None yet. Agree in advance when to look at it together, while nobody has to defend anything."))</p>"
            )
        }
        let agreed = view.jointActions.filter { !$0.action.isOpen }
        let past: HTML? =
            agreed.isEmpty
            ? nil : "<h3>\(t("What was agreed before"))</h3><ul class=\"list\">\(agreed.map { jointActionLine($0, named: false) })</ul>"
        let whole = view.jointActions.filter { $0.action.isOpen && $0.action.keyResultID == nil }.map(jointFlash)
        return section("thresholds", t("Thresholds"), aside: add, "\(whole)\(thresholdTable(view, mayEdit: mayAdd))\(past)")
    }

    private func thresholdTable(_ view: GoalView, mayEdit: Bool) -> HTML? {
        guard !view.thresholds.isEmpty else { return nil }
        let rows = view.thresholds.map { row -> HTML in
            let threshold = row.threshold
            let words = t(row.words)
            let name: HTML =
                mayEdit ? "<a href=\"\(path("goals", view.goal.id, "thresholds", threshold.id, "edit"))\">\(words)</a>" : words
            let place: HTML = row.keyResult.map { HTML(escaping: shortened($0.title, to: 120)) } ?? t("The goal as a whole")
            let state =
                threshold.state.isOpen ? t("Crossed") : view.goal.stage == .committed ? t("Not crossed") : t("Counts once committed")
            return """
                <tr id="t-\(threshold.id.text)"><th scope="row">\(name)<span class="note">\(place)</span></th>\
                <td>\(row.people.map(\.name).joined(separator: ", "))</td><td>\(state)</td></tr>
                """
        }
        return """
            <table class="table stacks"><caption class="visually-hidden">\(t("Thresholds"))</caption><thead><tr><th scope="col">\(t("Look together when it is"))</th><th \
            scope="col">\(t("Who looks together"))</th><th scope="col">\(t("State"))</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    /// Beside the number that crossed its line, while people look at it.
    func jointFlash(_ row: JointActionRow) -> HTML {
        let names = row.views.map(\.name).joined(separator: ", ")
        return """
            <p class="flash warn joint" id="j-\(row.action.id.text)">\(icon("threshold"))<span><strong>\(t("The line “\(row.action.rule.words(on: row.keyResult))” was crossed on \(row.action.openedAt.day(in: tongue.zone))."))</strong> \
            \(t("\(names) look at it together, by \(tongue.longDay(row.action.dueOn)).")) <a href="\(path("joint-actions", row.action.id))">\(t("Open the joint action"))</a></span></p>
            """
    }
}
