import Domain

/// What the form of a story needs.
struct StoryForm: Sendable {
    var goal: Goal
    /// Nil for a new one.
    var story: Story?
    var draft: Story.Draft
    var assumptions: [Choice<Assumption>]
}

extension Page {
    func storyForm(_ form: StoryForm, key: String, _ state: FormState) -> HTML {
        if let story = form.story, !may(story.mayEdit) { return storyOfAnother(story, form.goal) }
        let (goal, draft) = (form.goal, form.draft)
        let title = form.story == nil ? t("Tell what happened") : t("Change the story")
        let action = form.story.map { path("goals", goal.id, "stories", $0.id) } ?? path("goals", goal.id, "stories")
        let evidence: HTML? =
            form.assumptions.isEmpty
            ? nil
            : """
            <div class="form-row">
            \(select("assumption_id", t("What it says something about"), options: options(form.assumptions, none: t("Nothing the goal rests on")), value: draft.assumptionID?.text ?? "", state, optional: true))
            \(select("bearing", t("What it says of it"), options: [("", t("Not said"))] + Story.Bearing.allCases.map { ($0.rawValue, t($0.word)) }, value: draft.bearing?.rawValue ?? "", state, optional: true))
            </div>\(problem("bearing", state))
            """
        return layout(
            title, at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(title, crumbs: crumbs(below: goal), lede: t("Something you saw change for somebody, or not change. Numbers follow; people notice first.")))
            <form class="form" method="post" action="\(action)" data-keep="story-\(form.story?.id.text ?? goal.id.text)" data-kept="\(t("Your text from before is back."))">
            \(formProblems(state))\(theirs(state, [Theirs("text", t("What happened"), draft.text), Theirs("touched", t("Whom it touched"), draft.touched)]))
            \(hidden("version", String(form.story?.version ?? 0)))\(hidden("form_key", key))
            \(textArea("text", t("What happened"), value: draft.text, state, rows: 5, optional: false))
            <div class="form-row">
            \(textField("touched", t("Whom it touched"), value: draft.touched, state, hint: t("“A mother of two who rang on Sunday.”"), optional: true, attributes: "autocomplete=\"off\""))
            \(dateField("on_day", t("On"), value: draft.onDay, state))
            </div>
            \(evidence)
            \(formFoot(form.story == nil ? t("Tell it") : t("Save"), cancel: path("goals", goal.id) + "#stories"))
            </form>
            \(form.story.map { removalForm(path("goals", goal.id, "stories", $0.id), version: $0.version, nil) })
            """)
    }

    /// For an admin: what somebody else told can be taken away, not reworded.
    private func storyOfAnother(_ story: Story, _ goal: Goal) -> HTML {
        layout(
            t("Take the story away"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("Take the story away"), crumbs: crumbs(below: goal), lede: t("Only whoever told it can reword it.")))
            <div class="markdown">\(Markdown().html(story.text))</div>\(removalForm(path("goals", goal.id, "stories", story.id), version: story.version, nil))
            """)
    }

    /// All stories of a goal.
    func storiesPage(_ goal: Goal, _ stories: [StoryRow]) -> HTML {
        layout(
            t("Impact stories"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("Impact stories"), crumbs: crumbs(below: goal), actions: tellButton(goal)))
            <div class="page-body"><section aria-label="\(t("Impact stories"))" data-live="stories"><ul class="list">\(stories.map { storyItem($0, withBelief: true) })</ul></section></div>
            """)
    }

    private func tellButton(_ goal: Goal) -> HTML? {
        may(goal.mayComment)
            ? "<a class=\"button primary\" href=\"\(path("goals", goal.id, "stories", "new"))\">\(t("Tell what happened"))</a>" : nil
    }

    /// The latest on the goal's page.
    func storiesSection(_ view: GoalView) -> HTML {
        let goal = view.goal
        guard !view.stories.isEmpty else { return "" }
        let shown = view.stories.prefix(3)
        let all: HTML? =
            view.stories.count > shown.count
            ? "<p><a href=\"\(path("goals", goal.id, "stories"))\">\(t("All stories"))</a></p>" : nil
        let add: HTML? =
            may(goal.mayComment)
            ? "<a class=\"aside\" href=\"\(path("goals", goal.id, "stories", "new"))\">\(t("Tell what happened"))</a>" : nil
        return section(
            "stories", t("Impact stories"), aside: add,
            "<ul class=\"list\">\(shown.map { storyItem($0, withBelief: true) })</ul>\(all)")
    }

    /// - Parameter withBelief: whether what it is about has to be said.
    func storyItem(_ row: StoryRow, withBelief: Bool) -> HTML {
        let story = row.story
        var meta: [HTML] = [HTML(escaping: row.author), date(story.onDay)]
        if !story.touched.isEmpty { meta.append(HTML(escaping: story.touched)) }
        if withBelief, let bearing = story.bearing, let belief = row.belief, let assumption = story.assumptionID {
            meta.append(
                "<a href=\"\(path("goals", story.goalID, "assumptions", assumption))\">\(t("\(bearing.word): \(shortened(belief, to: 80))"))</a>"
            )
        }
        if may(story.mayEdit) || may(story.mayRemove) {
            let verb = may(story.mayEdit) ? t("Change") : t("Take it away")
            meta.append("<a href=\"\(path("goals", story.goalID, "stories", story.id, "edit"))\">\(verb)</a>")
        }
        return """
            <li id="s-\(story.id.text)"><div class="markdown">\(Markdown().html(story.text))</div><p class="meta">\(meta.joined(separator: " · "))</p></li>
            """
    }
}
