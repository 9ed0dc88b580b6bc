import Domain

/// How a goal ends: the same questions on its own page and on the guided page of its cycle.
extension Page {
    func closure(_ step: GoalStep, _ state: FormState) -> HTML {
        let goal = step.goal
        return layout(
            t("Close"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("How did it end?"), crumbs: crumbs(below: goal), lede: t("It stays readable, with its check-ins and the reason.")))
            \(closureForm(goal, step.keyResults, step.cycles, state, back: path("goals", goal.id)))
            """)
    }

    /// - Parameter from: where it leads afterwards, if not to the goal.
    func closureForm(
        _ goal: Goal, _ keyResults: [KeyResult], _ cycles: [Choice<Cycle>], _ state: FormState, from: String? = nil, back: String?
    ) -> HTML {
        """
        <form class="form" method="post" action="\(path("goals", goal.id, "closure"))" data-keep="closure-\(goal.id.text)">
        \(formProblems(state))\(hidden("version", String(goal.version)))\(from.map { hidden("from", $0) })
        \(closureFields(goal, keyResults, cycles, state))
        \(formFoot(t("Close the goal"), cancel: back))
        </form>
        """
    }

    private func closureFields(_ goal: Goal, _ keyResults: [KeyResult], _ cycles: [Choice<Cycle>], _ state: FormState) -> HTML {
        let isCommitted = goal.stage == .committed
        let suggested = isCommitted ? goal.suggestedGrade(keyResults) : nil
        let outcomes: [Goal.Outcome] = isCommitted ? [.achieved, .partly, .missed, .dropped] : [.dropped]
        let chosen = isCommitted ? suggested?.outcome.rawValue ?? "" : Goal.Outcome.dropped.rawValue
        return """
            \(isCommitted ? suggestion(suggested) : "<p>\(t("It was never committed, so it can only be dropped."))</p>")
            \(radios("outcome", t("Outcome"), options: outcomes.map { ($0.rawValue, t($0.word), t(meaning(of: $0))) }, value: chosen, state))
            \(isCommitted ? gradeField(suggested, state) : nil)
            \(textArea("reason", t("Why, in a sentence"), state, rows: 2, hint: reasonHint(suggested, isCommitted: isCommitted)))
            \(textArea("lesson", t("What we learned"), value: goal.lesson, state, rows: 2, hint: t("A sentence that you would want to find again when the next goals are written.")))
            \(carryField(cycles, state))
            """
    }

    /// "The numbers suggest 0.7, partly achieved", and how that came about.
    private func suggestion(_ suggested: Grade?) -> HTML {
        guard let suggested else {
            return "<p>\(t("Nothing was reported, so the numbers suggest no grade. Say yourselves how it went."))</p>"
        }
        let grade = "<strong>\(tongue.number(suggested.value, decimals: 1))</strong>" as HTML
        return """
            <p>\(t("The numbers suggest \(grade), \(suggested.outcome.inSentence).")) <span class="mute">\(t(suggested.reason))</span></p>
            """
    }

    private func gradeField(_ suggested: Grade?, _ state: FormState) -> HTML {
        let none: [(value: String, label: HTML)] = suggested == nil ? [("", t("Not graded"))] : []
        let grades = (0...10).map { tenth -> (value: String, label: HTML) in
            let value = Double(tenth) / 10
            let shown = HTML(escaping: tongue.number(value, decimals: 1))
            return (Number.text(value), value == suggested?.value ? t("\(shown), as the numbers suggest") : shown)
        }
        return select(
            "grade", t("Grade"), options: none + grades, value: suggested.map { Number.text($0.value) } ?? "", state,
            hint: t("From 0.0, nothing of it is there, to 1.0, all of it. What is dropped has no grade."))
    }

    private func reasonHint(_ suggested: Grade?, isCommitted: Bool) -> HTML {
        guard isCommitted else { return t("It stays readable beside the goal.") }
        return suggested == nil
            ? t("Needed for everything but “achieved”.")
            : t("Needed where grade or outcome differ from what the numbers suggest, and for what is dropped.")
    }

    private func carryField(_ cycles: [Choice<Cycle>], _ state: FormState) -> HTML? {
        guard !cycles.isEmpty else { return nil }
        return select(
            "carry_to", t("Goes on in"), options: options(cycles, none: t("Nowhere: it ends here")), state,
            hint: t("Makes a draft there, with what is still to reach, from where it stands now. Both goals point at each other."))
    }

    private func meaning(of outcome: Goal.Outcome) -> Phrase {
        switch outcome {
        case .achieved: "What we wanted is there."
        case .partly: "A good part of it is there."
        case .missed: "We tried, and it is not there."
        case .dropped: "We decided not to go on. It no longer counts for the goals above."
        case .carriedOver: "It goes on in another goal or cycle."
        }
    }

    /// Where a goal that is closed already goes on.
    func carryOver(_ step: GoalStep, _ state: FormState) -> HTML {
        let goal = step.goal
        let hint = t("Makes a draft there, with what is still to reach, from where it stands now. Both goals point at each other.")
        let fields: HTML =
            step.cycles.isEmpty
            ? "<p>\(t("There is no other open cycle yet. Make the next one first."))</p><p><a class=\"button\" href=\"\(path("cycles"))\">\(t("Cycles"))</a></p>"
            : """
            \(select("carry_to", t("Goes on in"), options: step.cycles.map { ($0.id.text, HTML(escaping: $0.name)) }, state, hint: hint))
            \(formFoot(t("Let it go on"), cancel: path("goals", goal.id)))
            """
        return layout(
            t("Let it go on"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("Let this goal go on?"), crumbs: crumbs(below: goal), lede: t("It stays closed, with its grade. What is still to reach moves on.")))
            <form class="form" method="post" action="\(path("goals", goal.id, "carry-over"))">\(formProblems(state))\(fields)</form>
            """)
    }
}
