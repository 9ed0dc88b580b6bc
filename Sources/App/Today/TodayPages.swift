import Domain

extension Page {
    func todayPage(_ view: TodayView) -> HTML {
        layout(
            t("Today"), at: .today, topics: ["workspace", "person:\(viewer!.id)"],
            """
            <div data-live="today-head">\(head(HTML(escaping: tongue.longDay(today)), lede: t(tongue.lede(view, today: workspaceToday))))</div>
            <div class="page-body with-rail"><div class="column"><section aria-labelledby="waits" data-live="waits" data-live-announce="\(t("What waits for you has changed."))"><h2 \
            class="visually-hidden" id="waits">\(t("Waits for you"))</h2>\(waiting(view))</section></div>
            <aside class="rail" aria-label="\(t("Your goals and news"))">
            \(yourGoals(view))
            \(news(view))
            </aside></div>
            """)
    }

    private func waiting(_ view: TodayView) -> HTML {
        guard !view.waiting.isEmpty else { return nothingWaits(view) }
        let late = view.waiting.filter { ($0.due ?? workspaceToday) < workspaceToday }
        let now = view.waiting.filter { ($0.due ?? workspaceToday) == workspaceToday }
        let later = view.waiting.filter { ($0.due ?? workspaceToday) > workspaceToday }
        let key = view.waiting.first { $0.kind == .checkIn }?.goalID
        return """
            <div class="tasks">\(group(t("Overdue"), late, first: true, key))\(group(t("Today"), now, first: late.isEmpty, key))\
            \(group(t("Within a week"), later, first: late.isEmpty && now.isEmpty, key))</div>
            """
    }

    private func nothingWaits(_ view: TodayView) -> HTML {
        guard view.hasGoals else {
            guard let viewer, Person.mayWrite(viewer).isGranted else {
                return empty(
                    t("No goals yet"),
                    t("A goal is an outcome a team wants by a date. Once there are some, you see here what happens with them."))
            }
            return empty(
                t("No goals yet"), t("A goal is an outcome a team wants by a date. Draft the first one, and ask the others what they see."),
                actions: "<a class=\"button primary\" href=\"\(path("goals", "new"))\">\(t("Draft a goal"))</a>")
        }
        let words: Phrase =
            view.nextCheckIn.map { "Your next check-in is on \(tongue.longDay($0)). Enjoy the quiet." } ?? "Enjoy the quiet."
        return empty(t("Nothing waits for you"), t(words), good: true)
    }

    /// The first task on the page has the one primary button; the check-in of `key` answers to the key for checking in.
    private func group(_ title: HTML, _ tasks: [Waiting], first: Bool, _ key: ID<Goal>?) -> HTML? {
        guard !tasks.isEmpty else { return nil }
        let items = tasks.enumerated().map { index, task in
            self.task(task, isFirst: first && index == 0, hasKey: task.kind == .checkIn && task.goalID == key)
        }
        return "<h3>\(title)</h3><ul data-rows>\(items)</ul>"
    }

    private func task(_ task: Waiting, isFirst: Bool, hasKey: Bool) -> HTML {
        let goal = path("goals", task.goalID)
        let (icon, verb, href): (String, HTML, String) =
            switch task.kind {
            case .jointAction: ("threshold", t("Look together"), path("joint-actions", task.subject ?? ""))
            case .contradiction: ("signal", t("Answer"), path("goals", task.goalID, "assumptions", task.subject ?? ""))
            case .checkIn: ("check", t("Check in"), path("goals", task.goalID, "check-ins", "new"))
            case .mention: ("message", t("Read"), goal + "#c-\(task.subject ?? "")")
            case .commitment: ("goals", t("Open"), goal)
            case .initiative: ("backlog", t("Open"), goal + "#initiatives")
            case .milestone: ("milestone", t("Open"), goal + "#initiatives")
            }
        let key = when(hasKey, " data-key=\"c\"")
        return """
            <li class="task">\(self.icon(icon))<div><p class="what"><a href="\(href)">\(task.title)</a></p><p class="why">\(due(task)) · \(t(task.details))</p></div>\
            <div class="button-row">\(when(task.kind == .mention, seen(task)))<a class="button\(when(isFirst, " primary"))" href="\(href)" \
            aria-label="\(verb): \(task.title)"\(key)>\(verb)</a></div></li>
            """
    }

    /// For a mention that needs no answer; answering says the same.
    private func seen(_ task: Waiting) -> HTML {
        """
        <form method="post" action="\(path("goals", task.goalID, "mentions-seen"))"><button class="button quiet" \
        aria-label="\(t("Seen")): \(task.title)">\(t("Seen"))</button></form>
        """
    }

    private func due(_ task: Waiting) -> HTML {
        let isLate = task.due.map { $0 < workspaceToday } ?? false
        return "<span class=\"due\(when(isLate, " late"))\">\(t(tongue.due(task, today: workspaceToday)))</span>"
    }

    private func yourGoals(_ view: TodayView) -> HTML {
        guard !view.goals.isEmpty else { return "" }
        let all = "<a class=\"aside\" href=\"\(path("goals"))?preset=mine\">\(t("All of mine"))</a>" as HTML
        return section("your-goals", t("Your goals"), aside: all, "<ul class=\"list\">\(view.goals.prefix(6).map(goalLine))</ul>")
    }

    private func goalLine(_ line: GoalLine) -> HTML {
        let standing = line.standing
        return """
            <li><a class="goal-title" href="\(path("goals", line.goal.id))">\(line.goal.title)</a>\
            \(progressWithNumber(standing.progress, expected: standing.expected, status: standing.status))\(status(standing.status)) \
            <span class="mute">\(standing.short.map { t($0) })</span>\(line.question.map { "<p class=\"reason\">\(t($0))</p>" as HTML })</li>
            """
    }

    private func news(_ view: TodayView) -> HTML {
        let lines = view.news.prefix(8).map { row -> HTML in
            "<li>\(compactTime(row.event.createdAt))<p>\(news(row))</p></li>"
        }
        let body: HTML =
            lines.isEmpty ? "<p class=\"mute\">\(t("Nothing new since you were last here."))</p>" : "<ol class=\"timeline\">\(lines)</ol>"
        return section("news", t("Since you were last here"), body)
    }
}
