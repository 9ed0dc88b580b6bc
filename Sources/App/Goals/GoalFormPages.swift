import Domain

extension Page {
    /// The form of a goal, new or known.
    func goalForm(_ form: GoalForm, key: String, _ state: FormState) -> HTML {
        let title = form.goal == nil ? t("New goal") : t("Change the goal")
        let action = form.goal.map { path("goals", $0.id) } ?? path("goals")
        return layout(
            title, at: .goals, topics: form.goal.map { ["goal:\($0.id)"] } ?? [],
            """
            \(head(title, crumbs: goalCrumbs(form.goal), lede: form.goal == nil ? newGoalLede : nil))
            <form class="form coached" method="post" action="\(action)" data-coach="\(path("coach", "goal"))\(form.goal.map { "?goal=\($0.id.text)" as HTML })" data-keep="goal-\(form.goal?.id.text ?? "new")" data-kept="\(t("Your text from before is back."))">
            \(formProblems(state))\(theirs(state, goalTheirs(form)))
            \(hidden("version", String(form.goal?.version ?? 0)))\(hidden("form_key", key))
            \(goalWords(form, state))\(coachAside(CoachAdvice(on: form, state)))
            \(goalPlace(form, state))
            \(goalDates(form, state))
            \(goalVisibility(form, state))
            \(goalParents(form, state))
            \(goalMore(form, state))
            \(reasonField(for: form.goal, state))
            \(formFoot(form.goal == nil ? t("Save the draft") : t("Save"), cancel: form.goal.map { path("goals", $0.id) } ?? path("goals")))
            </form>
            """)
    }

    /// Where a page about a part of a goal stands.
    func goalCrumbs(_ goal: Goal?) -> [(HTML, String)] {
        [(t("Goals"), path("goals"))] + (goal.map { [(HTML(escaping: $0.title), path("goals", $0.id))] } ?? [])
    }

    private var newGoalLede: HTML {
        t("It begins as a draft. Nobody is bound by it before you commit, and key results come next.")
    }

    private func goalWords(_ form: GoalForm, _ state: FormState) -> HTML {
        """
        \(textField(
            "title", t("Title"), value: form.draft.title, state,
            hint: t("What is different when it is reached? Write the change, not the work: “A building permit takes six weeks”."),
            attributes: form.goal == nil ? "autofocus autocomplete=\"off\"" : "autocomplete=\"off\""))
        \(textArea(
            "why", t("Why"), value: form.draft.why, state, rows: 5,
            hint: t("Why it matters, and to whom. Markdown works: **bold**, lists, [links](https://…).")))
        """
    }

    private func goalPlace(_ form: GoalForm, _ state: FormState) -> HTML {
        """
        <div class="form-row">
        \(select("team_id", t("Team"), options: options(form.teams, none: t("No team")), value: form.draft.teamID?.text ?? "", state, optional: true))
        \(select("owner_id", t("Owner"), options: options(form.people, none: t("Nobody yet")), value: form.draft.ownerID?.text ?? "", state,
            hint: t("Who answers for it. Without an owner it cannot be committed."), optional: true))
        </div>
        """
    }

    private func goalDates(_ form: GoalForm, _ state: FormState) -> HTML {
        let chosen = state.value("cycle_id", form.draft.cycleID?.text ?? "")
        let cycles = form.cycles.map { cycle -> HTML in
            let dates = t("\(cycle.name), \(cycle.startsOn) to \(cycle.endsOn)")
            return """
                <option value="\(cycle.id.text)" data-starts="\(cycle.startsOn.iso)" data-ends="\(cycle.endsOn.iso)"\
                \(when(cycle.id.text == chosen, " selected"))>\(dates)</option>
                """
        }
        return """
            \(field("cycle_id", t("Cycle"), state, hint: t("Dates that are left empty are those of the cycle."), optional: true) { described in
                "<select class=\"select\" id=\"cycle_id\" name=\"cycle_id\" data-fills-dates=\"starts_on due_on\"\(described)><option value=\"\">\(t("No cycle"))</option>\(cycles)</select>"
            })
            <div class="form-row">
            \(dateField("starts_on", t("Begins on"), value: form.draft.startsOn, state, optional: true))
            \(dateField("due_on", t("Due on"), value: form.draft.dueOn, state, optional: true))
            </div>
            """
    }

    private func goalVisibility(_ form: GoalForm, _ state: FormState) -> HTML {
        """
        <div class="by-choice form">
        \(radios("visibility", t("Who sees it"), options: [
            ("workspace", t("Everyone in the workspace"), t("The usual: others can see what you are after, and help.")),
            ("team", t("Its team"), t("The people of the team, the owner, and admins.")),
            ("private", t("Named people"), t("Only the owner, its maker and the people named below. Not even admins.")),
        ], value: form.draft.visibility.rawValue, state))
        <div class="for-private">\(textArea(
            "readers", t("Named people"), value: form.readers.joined(separator: "\n"), state, rows: 3,
            hint: t("One name or e-mail address a line.")))</div>
        </div>
        """
    }

    private func goalParents(_ form: GoalForm, _ state: FormState) -> HTML {
        let stored = form.draft.parents.map(\.id.text)
        let chosen = (state.typed?.all("parents") ?? stored).filter { !$0.isEmpty }
        let more = max(1, 2 - chosen.count)
        let selects = (chosen + Array(repeating: "", count: more)).enumerated().map { index, value -> HTML in
            let id: HTML = index == 0 ? "parents" : "parents-\(index + 1)"
            let label: HTML = index == 0 ? "" : " aria-label=\"\(t("Another goal it serves"))\""
            return """
                <select class="select" id="\(id)" name="parents"\(label)>\
                \(choices(options(form.goals, none: index == 0 ? t("None") : t("No other")), chosen: value))</select>
                """
        }
        let hidden: HTML? = form.hiddenParents == 0 ? nil : "<p class=\"hint\">\(t("It also serves a goal that is not yours to see."))</p>"
        return """
            <div class="field"><label for="parents">\(t("Serves")) <span class="optional">\(t("optional"))</span></label>\(selects)\
            <p class="hint">\(t("The goals above it. What it counts there is said on their page."))</p>\(hidden)\(problem("parents", state))</div>
            """
    }

    private func goalMore(_ form: GoalForm, _ state: FormState) -> HTML {
        let isOpen =
            form.draft.rollUp != .automatic || form.draft.rhythmDays != nil
            || ["rhythm_days", "roll_up", "hand_progress"].contains { state.words($0) != nil }
        return """
            <details class="more"\(when(isOpen, " open"))><summary>\(icon("chevron", small: true))\(t("More"))</summary><div class="form by-choice">
            \(textField(
                "rhythm_days", t("Days between check-ins"), value: form.draft.rhythmDays.map(String.init) ?? "", state,
                hint: t("Left empty, it is the rhythm of the workspace: every \(viewer?.workspace.rule.rhythmDays ?? 7) days."), optional: true,
                attributes: "inputmode=\"numeric\""))
            \(select("roll_up", t("Progress comes from"), options: Goal.RollUpMode.allCases.map { ($0.rawValue, t($0.word)) },
                value: form.draft.rollUp.rawValue, state))
            <div class="for-by-hand">\(textField(
                "hand_progress", t("Progress in per cent"), value: typedPercent(form.draft.handProgress), state,
                hint: t("Set by hand, and shown as such."), optional: true, attributes: "inputmode=\"decimal\""))</div>
            </div></details>
            """
    }

    private func goalTheirs(_ form: GoalForm) -> [Theirs] {
        let draft = form.draft
        let cycle = form.cycles.first { $0.id == draft.cycleID }?.name
        return [
            Theirs("title", t("Title"), draft.title), Theirs("why", t("Why"), draft.why),
            Theirs("team_id", t("Team"), draft.teamID?.text ?? "", shown: form.teams.first { $0.id == draft.teamID }?.name ?? ""),
            Theirs("owner_id", t("Owner"), draft.ownerID?.text ?? "", shown: form.people.first { $0.id == draft.ownerID }?.name ?? ""),
            Theirs("cycle_id", t("Cycle"), draft.cycleID?.text ?? "", shown: cycle ?? ""),
            Theirs("starts_on", t("Begins on"), draft.startsOn.iso, shown: tongue.plainDay(draft.startsOn)),
            Theirs("due_on", t("Due on"), draft.dueOn.iso, shown: tongue.plainDay(draft.dueOn)),
            Theirs("visibility", t("Who sees it"), draft.visibility.rawValue, shown: tongue.plain(draft.visibility.word)),
            Theirs("rhythm_days", t("Days between check-ins"), draft.rhythmDays.map(String.init) ?? ""),
            Theirs("roll_up", t("Progress comes from"), draft.rollUp.rawValue, shown: tongue.plain(draft.rollUp.word)),
        ]
    }
}
