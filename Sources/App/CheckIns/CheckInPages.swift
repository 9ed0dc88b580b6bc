import Domain

extension Page {
    /// One screen: the values first, one slider, one text box, the last check-in beside them.
    func checkInForm(_ view: CheckInForm, formKey: String, _ state: FormState) -> HTML {
        let goal = view.goal
        let crumbs = [(t("Goals"), path("goals"))] + (view.team.map { [(HTML(escaping: $0.name), path("teams", $0.id))] } ?? [])
        return layout(
            t("Check in"), at: .goals,
            """
            \(head(t("Check in"), crumbs: crumbs + [(HTML(escaping: goal.title), path("goals", goal.id))]))
            <div class="page-body with-rail"><div class="column">\(formProblems(state))\(problemsWithoutField(view, state))
            <form class="form" method="post" action="\(path("goals", goal.id, "check-ins"))" data-keep="check-in">\(hidden("form_key", formKey))
            \(view.keyResults.isEmpty ? nil : ledger(view, state))\(when(goal.rollUp == .byHand, handField(goal, state)))
            \(slider(view, state))
            \(textArea("changed", t("What changed, and what surprised you?"), state, rows: 4, hint: t("Two or three sentences. Everyone who sees this goal can read it.")))
            <details class="more"\(when(saysMore(state), " open"))><summary>\(icon("chevron", small: true))\(t("Say more: what surprised us, what users need now, what we need"))</summary><div class="form">
            \(textArea("surprised", t("What surprised us?"), state, rows: 2))
            \(textArea("users_need", t("What do users need now?"), state, rows: 2))
            \(textArea("we_need", t("What do we need?"), state, rows: 2))</div></details>
            \(formFoot(t("Save check-in"), cancel: path("goals", goal.id), hint: standingHint(view)))
            </form></div>\(lastCheckIn(view))</div>
            """)
    }

    /// What was typed for a key result that somebody removed meanwhile has no field here any more: it is shown, so that it is not lost.
    private func problemsWithoutField(_ view: CheckInForm, _ state: FormState) -> [HTML] {
        let fields = Set(view.keyResults.map { CheckIn.Draft.field($0.id) })
        return state.problems.filter { $0.field.hasPrefix("value-") && !fields.contains($0.field) }.map { problem in
            let typed = state.value(problem.field, "")
            return "<p class=\"error\">\(mark(.missed))<span>\(t(problem.words)) \(t("You wrote: \(typed)"))</span></p>"
        }
    }

    private func saysMore(_ state: FormState) -> Bool {
        ["surprised", "users_need", "we_need"].contains { !state.value($0, "").isEmpty }
    }

    private func ledger(_ view: CheckInForm, _ state: FormState) -> HTML {
        """
        <section aria-labelledby="values-h"><h2 class="visually-hidden" id="values-h">\(t("Values"))</h2>
        <table class="ledger"><thead><tr><th scope="col">\(t("Key result"))</th><th scope="col" class="number">\(t("Last"))</th>\
        <th scope="col" class="number plan">\(t("Plan today"))</th><th scope="col">\(t("Now"))</th></tr></thead><tbody>
        \(view.keyResults.enumerated().map { index, keyResult in row(keyResult, isFirst: index == 0, state) })
        </tbody></table></section>
        """
    }

    private func row(_ keyResult: KeyResult, isFirst: Bool, _ state: FormState) -> HTML {
        let name = CheckIn.Draft.field(keyResult.id)
        let plan = keyResult.expectedValue(on: workspaceToday).map { t(keyResult.format($0)) } ?? keyResult.aim.map { t($0) } ?? "–"
        let note = keyResult.source.isEmpty ? nil : "<small>\(t("from \(keyResult.source)"))</small>" as HTML
        return """
            <tr><th scope="row"><label for="\(name)">\(keyResult.title)</label>\(note)</th>\
            <td class="number" data-label="\(t("last"))">\(keyResult.value.map { t(keyResult.format($0)) } ?? "–")</td>\
            <td class="number plan" data-label="\(t("plan"))">\(plan)</td><td>\(control(keyResult, name, isFirst, state))\(problem(name, state))</td></tr>
            """
    }

    private func control(_ keyResult: KeyResult, _ name: String, _ isFirst: Bool, _ state: FormState) -> HTML {
        let wrong = state.words(name) != nil
        let described = when(wrong, " aria-invalid=\"true\" aria-describedby=\"\(name)-error\"")
        switch keyResult.kind {
        case .number:
            let value = state.value(name, keyResult.value.map { tongue.typed($0) } ?? "")
            return """
                <span class="input-with-unit"><input class="input number" id="\(name)" name="\(name)" inputmode="decimal" value="\(value)" \
                autocomplete="off" data-step="\(step(keyResult.decimals))"\(when(tongue.language == .de, " data-decimal=\",\""))\(described)\
                \(when(isFirst, " autofocus"))>\(keyResult.unit.isEmpty ? nil : "<span class=\"unit\">\(keyResult.unit)</span>")</span>
                """
        case .done:
            let options = [("", t("no change")), ("0", t("not done")), ("1", t("done"))]
            return select(name, options, keyResult, described, isFirst, state)
        case .zones:
            let zones = KeyResult.Zone.allCases.map { (String($0.rawValue), t($0.word)) }
            return select(name, [("", t("no change"))] + zones, keyResult, described, isFirst, state)
        }
    }

    private func select(
        _ name: String, _ options: [(String, HTML)], _ keyResult: KeyResult, _ described: HTML?, _ isFirst: Bool, _ state: FormState
    ) -> HTML {
        let value = state.value(name, keyResult.value.map { String(Int($0)) } ?? "")
        return """
            <select class="select" id="\(name)" name="\(name)"\(described)\(when(isFirst, " autofocus"))>\
            \(choices(options.map { (value: $0.0, label: $0.1) }, chosen: value))</select>
            """
    }

    private func step(_ decimals: Int) -> String { decimals == 0 ? "1" : "0." + String(repeating: "0", count: decimals - 1) + "1" }

    private func handField(_ goal: Goal, _ state: FormState) -> HTML {
        textField(
            "hand_progress", t("How far is it, in per cent?"),
            value: goal.handProgress.map { tongue.typed(($0 * 1000).rounded() / 10) } ?? "", state,
            hint: t("The progress of this goal is set by hand."), optional: true, attributes: "inputmode=\"decimal\" autocomplete=\"off\"")
    }

    private func slider(_ view: CheckInForm, _ state: FormState) -> HTML {
        let value = state.value("confidence", String(view.goal.confidence ?? 50))
        return """
            <div class="field"><label for="confidence">\(t("How likely do we reach the targets by \(view.goal.dueOn)?"))</label>
            <div class="confidence"><input class="slider" type="range" id="confidence" name="confidence" min="0" max="100" step="5" value="\(value)" \
            aria-describedby="scale"><output for="confidence" data-format="{}\u{a0}%">\(value)\u{a0}%</output><div class="scale" id="scale"><span>\(t("no chance"))</span>\
            <span>\(t("like a coin"))</span><span>\(t("certain"))</span></div></div>\(problem("confidence", state))</div>
            """
    }

    private func standingHint(_ view: CheckInForm) -> HTML {
        t("Now: \(view.standing.status.inSentence). \(view.standing.reason)")
    }

    private func lastCheckIn(_ view: CheckInForm) -> HTML {
        guard let last = view.last else {
            return """
                <aside class="rail beside" aria-label="\(t("The last check-in"))"><section class="verdict-block"><h2>\(t("The first check-in"))</h2>
                <p>\(t("There is nothing to compare with yet. From the next one on, this one stands here."))</p></section></aside>
                """
        }
        let day = last.createdAt.day(in: tongue.zone)
        return """
            <aside class="rail beside" aria-label="\(t("The last check-in"))"><section class="verdict-block"><h2>\(t("Last time, \(tongue.relative(day, today: today))"))</h2>
            <dl class="facts"><dt>\(t("Status"))</dt><dd>\(status(last.status))</dd>\
            \(last.confidence.map { "<dt>\(t("Confidence"))</dt><dd>\(tongue.percent(Double($0) / 100))</dd>" as HTML })\
            <dt>\(t("By"))</dt><dd>\(person((last.authorID, last.author)))</dd></dl>
            \(quote(t("What changed"), last.changed))\(quote(t("What surprised us"), last.surprised))\
            \(quote(t("What users need now"), last.usersNeed))\(quote(t("What we need"), last.weNeed))
            </section></aside>
            """
    }

    private func quote(_ label: HTML, _ text: String) -> HTML? {
        text.isEmpty ? nil : "<blockquote><span class=\"label\">\(label)</span>\(Markdown().html(text))</blockquote>"
    }
}
