import Domain

/// What the form of an assumption needs.
struct AssumptionForm: Sendable {
    var goal: Goal
    /// Nil for a new one.
    var assumption: Assumption?
    var draft: Assumption.Draft
    var keyResults: [Choice<KeyResult>]
}

/// What the page of an assumption shows.
struct AssumptionView: Sendable {
    var goal: Goal
    var row: AssumptionRow
    var stories: [StoryRow]
}

extension Page {
    func assumptionForm(_ form: AssumptionForm, key: String, _ state: FormState) -> HTML {
        let (goal, draft) = (form.goal, form.draft)
        let title = form.assumption == nil ? t("What the goal rests on") : t("Change what the goal rests on")
        let action = form.assumption.map { path("goals", goal.id, "assumptions", $0.id) } ?? path("goals", goal.id, "assumptions")
        let place: HTML? =
            form.keyResults.isEmpty
            ? nil
            : select(
                "key_result_id", t("What rests on it"), options: options(form.keyResults, none: t("The goal as a whole")),
                value: draft.keyResultID?.text ?? "", state)
        return layout(
            title, at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(title, crumbs: crumbs(below: goal), lede: t("Written so that it can turn out wrong: then you learn something either way.")))
            <form class="form" method="post" action="\(action)" data-keep="assumption-\(form.assumption?.id.text ?? goal.id.text)" data-kept="\(t("Your text from before is back."))">
            \(formProblems(state))\(theirs(state, assumptionTheirs(form)))
            \(hidden("version", String(form.assumption?.version ?? 0)))\(hidden("form_key", key))
            \(textArea("belief", t("We believe that"), value: draft.belief, state, rows: 2, hint: t("“People hand in complete files once they see what is missing.”"), optional: false))
            \(textArea("because", t("Because"), value: draft.because, state, rows: 2))
            \(textArea("wrong_if", t("We would be wrong if"), value: draft.wrongIf, state, rows: 2, hint: t("“After two months fewer than half of the files are complete.”"), optional: false))
            \(place)
            \(formFoot(form.assumption == nil ? t("Write it down") : t("Save"), cancel: form.assumption == nil ? path("goals", goal.id) : action))
            </form>
            \(form.assumption.map { removalForm(path("goals", goal.id, "assumptions", $0.id), version: $0.version, t("The stories about it stay.")) })
            """)
    }

    private func assumptionTheirs(_ form: AssumptionForm) -> [Theirs] {
        let draft = form.draft
        return [
            Theirs("belief", t("We believe that"), draft.belief), Theirs("because", t("Because"), draft.because),
            Theirs("wrong_if", t("We would be wrong if"), draft.wrongIf),
        ]
    }

    // MARK: Its page

    func assumptionPage(_ view: AssumptionView, _ state: FormState = .fresh) -> HTML {
        let (goal, assumption) = (view.goal, view.row.assumption)
        let mayEdit = may { Assumption.mayEdit(in: goal, by: $0) }
        let here = path("goals", goal.id, "assumptions", assumption.id)
        let edit: HTML? = mayEdit ? "<a class=\"button\" href=\"\(here)/edit\">\(t("Edit"))</a>" : nil
        let tell: HTML? =
            may(goal.mayComment)
            ? "<a class=\"button primary\" href=\"\(path("goals", goal.id, "stories", "new"))?assumption=\(assumption.id.text)\">\(t("Tell what happened"))</a>"
            : nil
        return layout(
            t("What the goal rests on"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            <div data-live="head">\(head(HTML(escaping: shortened(assumption.belief, to: 200)), crumbs: crumbs(below: goal), lede: t("What we believe, and what people saw of it."), actions: "\(tell)\(edit)"))</div>
            <div class="page-body with-rail"><div class="column">\(evidence(view.stories))\(when(mayEdit, judgement(view, state)))</div>
            <aside class="rail" aria-label="\(t("Facts"))" data-live="facts">\(assumptionFacts(view))</aside></div>
            """)
    }

    private func assumptionFacts(_ view: AssumptionView) -> HTML {
        let assumption = view.row.assumption
        func fact(_ name: HTML, _ text: String) -> HTML? { text.isEmpty ? nil : "<dt>\(name)</dt><dd>\(text)</dd>" }
        return section(
            "facts", t(assumption.state.word), bare: true,
            """
            <dl class="facts">\(fact(t("Because"), assumption.because))\(fact(t("We would be wrong if"), assumption.wrongIf))\
            \(fact(t("What should change"), assumption.answer))\(view.row.keyResult.map { fact(t("Key result"), $0) ?? "" })\
            <dt>\(t("Goal"))</dt><dd><a href="\(path("goals", view.goal.id))">\(shortened(view.goal.title, to: 160))</a></dd></dl>
            """)
    }

    private func evidence(_ stories: [StoryRow]) -> HTML {
        let sides: [(id: String, title: HTML, bearing: Story.Bearing)] = [
            ("for", t("What speaks for it"), .supports), ("against", t("What speaks against it"), .contradicts),
        ]
        let parts = sides.map { side -> HTML in
            let own = stories.filter { $0.story.bearing == side.bearing }
            let body: HTML =
                own.isEmpty
                ? "<p class=\"mute\">\(t("Nobody has told anything yet."))</p>"
                : "<ul class=\"list\">\(own.map { storyItem($0, withBelief: false) })</ul>"
            return section(side.id, side.title, count: own.isEmpty ? nil : HTML(escaping: "\(own.count)"), body)
        }
        return "<div class=\"pair\">\(parts)</div>"
    }

    private func judgement(_ view: AssumptionView, _ state: FormState) -> HTML {
        let assumption = view.row.assumption
        return section(
            "judgement", t("What we think of it now"),
            """
            <form class="form by-choice" method="post" action="\(path("goals", view.goal.id, "assumptions", assumption.id, "state"))">
            \(formProblems(state))\(hidden("version", String(assumption.version)))
            \(radios("state", t("State"), options: [
                ("open", t(Assumption.State.open.word), t("We do not know yet.")),
                ("supported", t(Assumption.State.supported.word), t("What happened speaks for it.")),
                ("contradicted", t(Assumption.State.contradicted.word), t("What happened speaks against it. The goal's owner is asked what should change.")),
                ("given up", t(Assumption.State.givenUp.word), t("The goal does not rest on it any more.")),
            ], value: assumption.state.rawValue, state, cards: true))
            <div class="for-contradicted">\(textArea("answer", t("What should change"), value: assumption.answer, state, rows: 3))</div>
            <div class="button-row"><button class="button">\(t("Save"))</button></div>
            </form>
            """)
    }

    // MARK: On the goal's page

    func assumptionsSection(_ view: GoalView) -> HTML {
        let goal = view.goal
        let add: HTML? =
            may { Assumption.mayEdit(in: goal, by: $0) }
            ? "<a class=\"aside\" href=\"\(path("goals", goal.id, "assumptions", "new"))\">\(t("Add an assumption"))</a>" : nil
        guard !view.assumptions.isEmpty else {
            guard add != nil else { return "" }
            return section(
                "assumptions", t("What it rests on"), aside: add,
                "<p class=\"mute\">\(t("Nothing yet. What do you believe that has to be true for this to work?"))</p>")
        }
        let items = view.assumptions.map { row -> HTML in
            let assumption = row.assumption
            return """
                <li id="a-\(assumption.id.text)"><a href="\(path("goals", goal.id, "assumptions", assumption.id))">\(shortened(assumption.belief, to: 240))</a>\
                <p class="meta">\(t(assumption.state.word)) · \(t("\(row.supporting) for, \(row.contradicting) against"))\(row.keyResult.map { " · \(shortened($0, to: 120))" as HTML })</p></li>
                """
        }
        return section("assumptions", t("What it rests on"), aside: add, "<ul class=\"list\">\(items)</ul>")
    }
}
