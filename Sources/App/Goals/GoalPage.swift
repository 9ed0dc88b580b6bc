import Domain

/// One goal: why it matters, how far it is and where that number comes from, what people wrote, who does what, what has changed.
extension Page {
    func goalPage(_ view: GoalView, formKey: String, comment: FormState = .fresh) -> HTML {
        let goal = view.goal
        let title = shortened(goal.title, to: 2000)
        return layout(
            HTML(escaping: shortened(goal.title, to: 120)), at: .goals, topics: ["goal:\(goal.id)"],
            """
            <div data-live="head">\(head(HTML(escaping: title), crumbs: goalCrumbs(view), actions: goalActions(view)))</div>
            \(goalTabs(view))
            <div class="page-body with-rail after-tabs">
            <aside class="rail first" aria-label="\(t("Status"))" data-live="verdict">\(verdict(view))</aside>
            <div class="column">
            \(whySection(view))\(keyResultsSection(view))\(assumptionsSection(view))\(checkInsSection(view))\(storiesSection(view))\(childGoalsSection(view))\(milestonesSection(view))\
            \(initiativesSection(view))\(thresholdsSection(view))\(commentSection(view.comments, on: goal.id, mayComment: may(goal.mayComment), formKey: formKey, state: comment))\
            \(historySection(view))
            </div>
            <aside class="rail" aria-label="\(t("Facts"))" data-live="facts">\(goalFacts(view))\(stageBlock(view))</aside>
            </div>
            """)
    }

    func may(_ rule: (Viewer) -> Permission) -> Bool { viewer.map { rule($0).isGranted } ?? false }

    func goalCrumbs(_ view: GoalView) -> [(HTML, String)] {
        var crumbs = [(HTML(escaping: viewer?.workspace.name ?? ""), path("goals"))]
        if let parent = view.parents.first(where: { $0.title != nil }), let title = parent.title {
            crumbs.append((HTML(escaping: shortened(title, to: 60)), path("goals", parent.id)))
        }
        if let team = view.goal.teamID { crumbs.append((HTML(escaping: view.names.team ?? ""), path("teams", team))) }
        return crumbs
    }

    /// The crumbs of a page below the goal's own.
    func crumbs(below goal: Goal) -> [(HTML, String)] {
        [(t("Goals"), path("goals")), (HTML(escaping: shortened(goal.title, to: 80)), path("goals", goal.id))]
    }

    // MARK: Actions

    private func goalActions(_ view: GoalView) -> HTML {
        let goal = view.goal
        let owners = Set(view.keyResults.compactMap(\.keyResult.ownerID))
        let checkIn: HTML? =
            may { goal.mayCheckIn(by: $0, keyResultOwners: owners) }
            ? "<a class=\"button primary\" href=\"\(path("goals", goal.id, "check-ins", "new"))\" data-key=\"c\">\(t("Check in"))</a>" : nil
        let commit: HTML? =
            goal.stage != .committed && goal.isOpen && may(goal.mayCommit)
            ? "<a class=\"button primary\" href=\"\(path("goals", goal.id, "commitment"))\">\(t("Commit"))</a>" : nil
        let edit: HTML? = may(goal.mayEdit) ? "<a class=\"button\" href=\"\(path("goals", goal.id, "edit"))\">\(t("Edit"))</a>" : nil
        return "\(checkIn)\(commit)\(edit)\(moreMenu(view))"
    }

    private func moreMenu(_ view: GoalView) -> HTML {
        let goal = view.goal
        var entries: [HTML] = []
        func add(_ place: String, _ symbol: String, _ name: HTML, if allowed: Bool) {
            if allowed { entries.append("<a href=\"\(path("goals", goal.id))/\(place)\">\(icon(symbol, small: true))\(name)</a>") }
        }
        func send(_ place: String, _ symbol: String, _ name: HTML, if allowed: Bool) {
            guard allowed else { return }
            entries.append(
                """
                <form method="post" action="\(path("goals", goal.id, place))">\(hidden("version", String(goal.version)))<button>\(icon(symbol, small: true))\(name)</button></form>
                """)
        }
        send("proposal", "arrow", t("Propose"), if: goal.stage == .draft && may(goal.mayPropose))
        send("draft", "edit", t("Back to draft"), if: goal.stage == .proposed && may(goal.mayEdit))
        add("key-results/new", "plus", t("Add a key result"), if: may(goal.mayEdit))
        add("assumptions/new", "plus", t("Say what it rests on"), if: may { Assumption.mayEdit(in: goal, by: $0) })
        add("stories/new", "message", t("Tell what happened"), if: may(goal.mayComment))
        add("thresholds/new", "threshold", t("Set a threshold"), if: may { AgreedThreshold.mayEdit(in: goal, by: $0) })
        add("parents", "tree", t("What it serves"), if: may(goal.mayEdit))
        add("weights", "table", t("Weights"), if: may(goal.mayEdit) && goal.keyResultCount + goal.childCount > 1)
        add("owner-status", "signal", t("Set another status"), if: goal.stage == .committed && may(goal.mayJudge))
        add("closure", "check", t("Close this goal"), if: goal.isOpen && (may(goal.mayClose) || goal.stage == .draft && may(goal.mayEdit)))
        add("reopening", "arrow", t("Reopen"), if: !goal.isOpen && may(goal.mayReopen))
        add("removal", "close", t("Take this draft away"), if: may(goal.mayRemove))
        add("history", "history", t("All changes"), if: true)
        return """
            <details class="more-menu"><summary class="icon-button" aria-label="\(t("More"))">\(icon("more"))</summary><div class="menu">\(entries)</div></details>
            """
    }

    private func goalTabs(_ view: GoalView) -> HTML {
        let goal = view.goal
        let tabs: [(id: HTML, name: HTML, count: Int?)] = [
            ("why", t("Why"), nil), ("key-results", t("Key results"), goal.keyResultCount),
            ("assumptions", t("What it rests on"), view.assumptions.count), ("check-ins", t("Check-ins"), goal.checkInCount),
            ("stories", t("Impact stories"), nil),
            ("child-goals", t("Child goals"), goal.childCount), ("milestones", t("Milestones"), view.milestones.count),
            ("initiatives", t("Initiatives"), view.initiatives.count), ("thresholds", t("Thresholds"), view.thresholds.count),
            ("discussion", t("Discussion"), goal.commentCount),
            ("history", t("History"), nil),
        ]
        let left = leftOut(view)
        let links = tabs.filter { !left.contains($0.id) }.enumerated().map { index, tab -> HTML in
            let count: HTML? = tab.count.flatMap { $0 == 0 ? nil : "<span class=\"count\">\($0)</span>" }
            return "<a href=\"#\(tab.id)\"\(when(index == 0, " aria-current=\"true\""))>\(tab.name)\(count)</a>"
        }
        return "<nav class=\"tabs sticky\" aria-label=\"\(t("On this page"))\" data-live=\"tabs\">\(links)</nav>"
    }

    /// Parts that are empty and that this reader cannot fill: they are not shown.
    private func leftOut(_ view: GoalView) -> Set<HTML> {
        let mayPlan = may(view.goal.mayPlanWork)
        var left: Set<HTML> = []
        if view.goal.childCount == 0, !mayAddChild(view.goal) { left.insert("child-goals") }
        if view.milestones.isEmpty, !mayPlan { left.insert("milestones") }
        if view.initiatives.isEmpty, !mayPlan { left.insert("initiatives") }
        if view.assumptions.isEmpty, !mayPlan { left.insert("assumptions") }
        if view.stories.isEmpty { left.insert("stories") }
        if view.thresholds.isEmpty, view.jointActions.isEmpty, !mayPlan { left.insert("thresholds") }
        return left
    }

    private func whySection(_ view: GoalView) -> HTML {
        let goal = view.goal
        let add: HTML? = may(goal.mayEdit) ? " <a href=\"\(path("goals", goal.id, "edit"))\">\(t("Say why."))</a>" : nil
        let text: HTML =
            goal.why.isEmpty
            ? "<p class=\"mute\">\(t("Nobody has written down yet why this matters."))\(add)</p>" : Markdown().html(goal.why)
        return section("why", t("Why"), bare: true, "<div class=\"prose markdown\">\(text)</div>")
    }

    // MARK: Goals below

    private func mayAddChild(_ goal: Goal) -> Bool { goal.isOpen && viewer.map { Goal.mayMake(by: $0).isGranted } == true }

    private func childGoalsSection(_ view: GoalView) -> HTML {
        let goal = view.goal
        let mayAdd = mayAddChild(goal)
        guard goal.childCount > 0 || mayAdd else { return "" }
        let add: HTML? =
            mayAdd ? "<a class=\"aside\" href=\"\(path("goals", "new"))?parent=\(goal.id.text)\">\(t("Add a child goal"))</a>" : nil
        return section("child-goals", t("Child goals"), aside: add, childGoals(view))
    }

    private func childGoals(_ view: GoalView) -> HTML {
        let hidden: HTML? =
            view.hiddenChildren == 0
            ? nil
            : """
            <p class="mute">\(view.hiddenChildren == 1 ? t("And a goal you cannot see.") : t("And \(view.hiddenChildren) goals you cannot see."))</p>
            """
        guard !view.children.isEmpty else {
            return hidden ?? "<p class=\"mute\">\(t("No goal serves this one yet. Other teams can make theirs part of it."))</p>"
        }
        let rows = view.children.map { child -> HTML in
            let goal = child.row.goal
            let stage: HTML? = goal.stage == .committed ? nil : "<span class=\"note\">\(stage(of: goal))</span>"
            return """
                <tr id="g-\(goal.id.text)"><th scope="row"><a href="\(path("goals", goal.id))">\(shortened(goal.title, to: 160))</a>\(stage)</th>\
                <td>\(status(child.standing.status))\(gap(child.standing))</td>\
                <td class="c-progress">\(progressWithNumber(child.standing.progress, expected: child.standing.expected, status: child.standing.status))</td>\
                <td>\(person(child.row.owner))</td><td class="number">\(seen(goal.lastCheckInAt))</td></tr>
                """
        }
        return """
            <table class="table stacks goals"><caption class="visually-hidden">\(t("Child goals"))</caption><thead><tr><th scope="col">\(t("Goal"))</th><th \
            scope="col">\(t("Status"))</th><th scope="col">\(t("Progress"))</th><th scope="col">\(t("Owner"))</th><th scope="col" \
            class="number">\(t("Check-in"))</th></tr></thead><tbody>\(rows)</tbody></table>\(hidden)
            """
    }
}
