import Domain

/// One goal for a whole room: large, without the frame, with the way to the next one and a place for notes.
extension Page {
    func presentPage(_ shown: Presentation, formKey: String) -> HTML {
        guard let view = shown.view else {
            return stage(HTML(escaping: shown.cycle.name), topics: ["cycle:\(shown.cycle.id)"], "\(presentHead(shown))\(nothingToPresent)")
        }
        let goal = view.goal
        return stage(
            HTML(escaping: shortened(goal.title, to: 120)), topics: ["goal:\(goal.id)"],
            """
            \(presentHead(shown))
            <article class="presented" data-live="presented">\(presentedHead(view))\(presentedNumbers(view))\(lastWords(view))</article>
            <section class="section" id="notes" aria-labelledby="notes-h"><div class="section-head"><h2 id="notes-h">\(t("Notes"))</h2>\
            <span class="aside">\(t("They stay with the goal, in its discussion."))</span></div>
            <div data-live="notes">\(presentedNotes(view))</div>\(noteForm(view, shown.cycle, formKey))</section>
            """)
    }

    private var nothingToPresent: HTML {
        "<h1 class=\"visually-hidden\">\(t("Present"))</h1>"
            + empty(t("Nothing to show yet"), t("Shown is what has been committed. Goals for named people are left out."), level: 2)
    }

    private func presentHead(_ shown: Presentation) -> HTML {
        let place: HTML? = shown.place.map { "<span class=\"mute\">\(t("\($0 + 1) of \(shown.goals.count)"))</span>" }
        return """
            <nav class="present-head" aria-label="\(t("Goals of this cycle"))"><a class="with-icon" href="\(path("cycles", shown.cycle.id))">\(icon("leave", small: true))\(shown.cycle.name)</a>\
            \(place)<span class="button-row end">\(turn(shown.previous, shown, "arrowleft", "prev", t("Before")))\(turn(shown.next, shown, "arrowright", "next", t("Next")))</span></nav>
            """
    }

    private func turn(_ goal: ID<Goal>?, _ shown: Presentation, _ key: HTML, _ rel: HTML, _ name: HTML) -> HTML? {
        goal.map {
            "<a class=\"button\" rel=\"\(rel)\" data-key=\"\(key)\" href=\"\(path("cycles", shown.cycle.id, "present"))?goal=\($0.text)\">\(name)</a>"
        }
    }

    private func presentedHead(_ view: GoalView) -> HTML {
        let goal = view.goal
        let people = [view.names.team, view.names.owner].compactMap { $0 }.map { HTML(escaping: $0) }
        let facts = people + [t("due \(goal.dueOn)")] + (goal.confidence.map { [t("Confidence \(percent: Double($0) / 100)")] } ?? [])
        let team: HTML? = goal.visibility == .team ? "<p class=\"mute\">\(t("Visible to its team."))</p>" : nil
        let standing: HTML =
            goal.stage == .closed
            ? "<p class=\"reason\">\(t(view.standing.reason))</p>\(goal.lesson.isEmpty ? nil : "<p class=\"quote\">\(goal.lesson)</p>")"
            : """
            <p class="presented-status">\(status(view.standing.status, large: true))<span class="reason">\(t(view.standing.reason))</span></p>\
            \(progressBar(view.standing.progress, expected: view.standing.expected, status: view.standing.status))
            """
        return """
            <header><h1><a href="\(path("goals", goal.id))">\(goal.title)</a></h1><p class="mute">\(facts.joined(separator: " · "))</p>\(team)</header>
            \(standing)\(driftWords(view))
            """
    }

    /// At most four key results: those that are shown large elsewhere first.
    private func presentedNumbers(_ view: GoalView) -> HTML? {
        let parts = view.keyResults.enumerated().sorted { left, right in
            (left.element.keyResult.isPrimary ? 0 : 1, left.offset) < (right.element.keyResult.isPrimary ? 0 : 1, right.offset)
        }.prefix(4).map(\.element)
        guard !parts.isEmpty else { return nil }
        let axis = view.axis
        let articles = parts.map { part -> HTML in
            let keyResult = part.keyResult
            let aim: HTML? = keyResult.aim.map { "<span class=\"mute\">\(t("to be \($0)"))</span>" }
            let picture: HTML? = keyResult.kind == .number ? chart(of: part, height: 168, axis: axis, view) : nil
            return """
                <div class="presented-number" id="kr-\(keyResult.id.text)"><h2>\(keyResult.title)</h2><p class="value">\
                <strong>\(keyResult.value.map { t(keyResult.format($0)) } ?? "–")</strong> \(aim)</p><p>\(status(part.standing.status))</p>\(picture)</div>
                """
        }
        return "<div class=\"presented-numbers\">\(articles)</div>"
    }

    /// What was last told of it.
    private func lastWords(_ view: GoalView) -> HTML? {
        guard let told = view.checkIns.first(where: { !$0.changed.isEmpty }) else { return nil }
        return """
            <blockquote><p class="quote">\(t("“\(Markdown.plain(told.changed, limit: 400))”"))</p><p class="meta">\(told.author), \(relativeDate(told.createdAt.day(in: tongue.zone)))</p></blockquote>
            """
    }

    private func presentedNotes(_ view: GoalView) -> HTML {
        let said = view.comments.filter { $0.comment.checkInID == nil }.suffix(5)
        return said.isEmpty ? "<p class=\"mute\">\(t("No notes yet."))</p>" : thread(Array(said))
    }

    private func noteForm(_ view: GoalView, _ cycle: Cycle, _ formKey: String) -> HTML? {
        guard may(view.goal.mayComment) else { return nil }
        return compose(on: view.goal.id, checkIn: nil, formKey: formKey, .fresh, presentedIn: cycle.id)
    }
}
