import Domain

/// What the pages need that ask before a goal moves on: the goal, its key results, who owns it.
struct GoalStep: Sendable {
    var goal: Goal
    var keyResults: [KeyResult]
    var owner: String?
    /// Where it can go on.
    var cycles: [Choice<Cycle>] = []
}

extension Page {
    /// What commits, and what is missing.
    func commitment(_ step: GoalStep, _ state: FormState) -> HTML {
        let goal = step.goal
        let mayCommit = goal.ownerID != nil && goal.dueOn >= workspaceToday
        let warning: HTML? = goal.commitWarning.map { "<p class=\"flash warn\">\(icon("clock"))<span>\(t($0))</span></p>" }
        let button: HTML =
            mayCommit
            ? formFoot(t("Commit"), cancel: path("goals", goal.id))
            : """
            <div class="form-foot"><a class="button primary" href="\(path("goals", goal.id, "edit"))">\(t("Change the goal"))</a>\
            <a class="button quiet" href="\(path("goals", goal.id))">\(t("Cancel"))</a></div>
            """
        return layout(
            t("Commit"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("Commit to this goal?"), crumbs: goalCrumbs(goal), lede: t("From now on changes need a reason, and the history keeps it.")))
            <form class="form" method="post" action="\(path("goals", goal.id, "commitment"))">
            \(formProblems(state))\(problem("owner_id", state))\(problem("due_on", state))\(hidden("version", String(goal.version)))
            \(promise(step))
            \(mayCommit ? warning : missing(goal))
            \(goal.keyResultCount == 0 ? "<p><a class=\"button\" href=\"\(path("goals", goal.id, "key-results", "new"))\">\(t("Add a key result"))</a></p>" : nil)
            \(button)
            </form>
            """)
    }

    private func promise(_ step: GoalStep) -> HTML {
        let results = step.keyResults.map { "<li>\($0.title)</li>" as HTML }
        return """
            <dl class="facts wide"><dt>\(t("Goal"))</dt><dd>\(step.goal.title)</dd><dt>\(t("Owner"))</dt><dd>\(step.owner ?? tongue.plain("No owner"))</dd>\
            <dt>\(t("Due on"))</dt><dd>\(date(step.goal.dueOn))</dd><dt>\(t("Key results"))</dt>\
            <dd>\(results.isEmpty ? t("None yet") : "<ul>\(results)</ul>")</dd></dl>
            """
    }

    private func missing(_ goal: Goal) -> HTML {
        let words: [HTML] = [
            goal.ownerID == nil ? t("It needs an owner first: someone who answers for it.") : nil,
            goal.dueOn < workspaceToday ? t("Its due date has passed. Choose a later one first.") : nil,
        ].compactMap { $0 }
        return "<div class=\"flash bad\">\(icon("close"))<span>\(words.joined(separator: " "))</span></div>"
    }

    func reopening(_ step: GoalStep, _ state: FormState) -> HTML {
        let goal = step.goal
        return layout(
            t("Open it again"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("Open this goal again?"), crumbs: goalCrumbs(goal)))
            <form class="form" method="post" action="\(path("goals", goal.id, "reopening"))">
            \(formProblems(state))\(hidden("version", String(goal.version)))
            \(textArea("reason", t("Why it is opened again"), state, rows: 2, hint: t("Its history keeps the reason."), optional: false))
            \(formFoot(t("Open it again"), cancel: path("goals", goal.id)))
            </form>
            """)
    }

    /// Another status than the numbers say; both are shown.
    func ownerStatus(_ step: GoalStep, _ state: FormState) -> HTML {
        let goal = step.goal
        let options: [(String, HTML, HTML)] =
            [("", t("What the numbers say"), "")]
            + [Status.onTrack, .atRisk, .offTrack].map { ($0.rawValue, t($0.word), "") }
        return layout(
            t("Status"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("Do the numbers tell it all?"), crumbs: goalCrumbs(goal), lede: t("Both will be shown: what the numbers say, and what you say.")))
            <form class="form" method="post" action="\(path("goals", goal.id, "owner-status"))">
            \(formProblems(state))\(hidden("version", String(goal.version)))
            \(radios("status", t("Status"), options: options, value: goal.ownerStatus?.rawValue ?? "", state))
            \(textArea("reason", t("Why"), value: goal.ownerStatusReason, state, rows: 2, hint: t("What the numbers do not show, in a sentence.")))
            \(formFoot(t("Save"), cancel: path("goals", goal.id)))
            </form>
            """)
    }

    func removal(_ step: GoalStep, _ state: FormState) -> HTML {
        let goal = step.goal
        return layout(
            t("Take it away"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("Take this draft away?"), crumbs: goalCrumbs(goal), lede: t("It is gone then, with its key results and comments. Goals below it stay.")))
            <form class="form" method="post" action="\(path("goals", goal.id, "removal"))">
            \(formProblems(state))\(hidden("version", String(goal.version)))
            <div class="form-foot"><button class="button danger">\(t("Take it away"))</button><a class="button quiet" href="\(path("goals", goal.id))">\(t("Cancel"))</a></div>
            </form>
            """)
    }
}
