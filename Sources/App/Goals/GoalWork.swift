import Domain

/// The work below a goal: dated marks and initiatives.
extension Page {
    func milestonesSection(_ view: GoalView) -> HTML {
        let goal = view.goal
        let add: HTML? =
            may(goal.mayPlanWork)
            ? "<a class=\"aside\" href=\"\(path("goals", goal.id, "milestones", "new"))\">\(t("Add a milestone"))</a>" : nil
        guard !view.milestones.isEmpty else {
            guard add != nil else { return "" }
            return section(
                "milestones", t("Milestones"), aside: add,
                "<p class=\"mute\">\(t("No milestones yet. A dated mark shows early whether the way is right."))</p>")
        }
        let rungs = view.milestones.map { Ladder.Rung(day: $0.day, title: $0.title, isReached: $0.reachedOn != nil) }
        let rows = view.milestones.map { milestoneRow($0, view) }
        return section(
            "milestones", t("Milestones"), aside: add,
            """
            \(when(rungs.count <= 8, drawing(Ladder(rungs: rungs, axis: view.axis, today: view.today))))
            <table class="table stacks"><caption class="visually-hidden">\(t("Milestones"))</caption><thead><tr><th scope="col">\(t("Milestone"))</th><th \
            scope="col">\(t("Date"))</th><th scope="col">\(t("State"))</th></tr></thead><tbody>\(rows)</tbody></table>
            """)
    }

    private func milestoneRow(_ milestone: MilestoneRow, _ view: GoalView) -> HTML {
        let state: HTML
        if let reached = milestone.reachedOn {
            state = "<span class=\"with-icon\">\(icon("check", small: true))\(t("Reached on \(reached)"))</span>"
        } else if milestone.day < view.today {
            state =
                "<span class=\"with-icon\">\(icon("clock", small: true))\(t("Not reached, \(milestone.day.distance(to: view.today)) days late"))</span>"
        } else {
            state = t("Ahead")
        }
        let name: HTML =
            may(view.goal.mayPlanWork)
            ? "<a href=\"\(path("goals", view.goal.id, "milestones", milestone.id, "edit"))\">\(milestone.title)</a>" : "\(milestone.title)"
        let initiative: HTML? = milestone.initiative.map { "<span class=\"note\">\($0)</span>" }
        return
            "<tr id=\"m-\(milestone.id.text)\"><th scope=\"row\">\(name)\(initiative)</th><td>\(date(milestone.day))</td><td>\(state)</td></tr>"
    }

    func initiativesSection(_ view: GoalView) -> HTML {
        let goal = view.goal
        let add: HTML? =
            may(goal.mayPlanWork)
            ? "<a class=\"aside\" href=\"\(path("goals", goal.id, "initiatives", "new"))\">\(t("Add an initiative"))</a>" : nil
        guard !view.initiatives.isEmpty else {
            guard add != nil else { return "" }
            return section(
                "initiatives", t("Initiatives"), aside: add,
                "<p class=\"mute\">\(t("No initiatives yet. They are the work; the key results show whether it helps."))</p>")
        }
        return section(
            "initiatives", t("Initiatives"), aside: add,
            """
            <table class="table stacks"><caption class="visually-hidden">\(t("Initiatives"))</caption><thead><tr><th scope="col">\(t("Initiative"))</th><th \
            scope="col">\(t("Owner"))</th><th scope="col">\(t("Due"))</th><th scope="col">\(t("Effort"))</th><th scope="col">\(t("State"))</th></tr></thead>\
            <tbody>\(view.initiatives.map { initiativeRow($0, view) })</tbody></table>
            """)
    }

    private func initiativeRow(_ initiative: InitiativeRow, _ view: GoalView) -> HTML {
        let name: HTML =
            may(view.goal.mayPlanWork)
            ? "<a href=\"\(path("goals", view.goal.id, "initiatives", initiative.id, "edit"))\">\(initiative.title)</a>"
            : "\(initiative.title)"
        let keyResult: HTML? = initiative.keyResultTitle.map { "<span class=\"note\">\(t("for \(shortened($0, to: 120))"))</span>" }
        let isLate = initiative.dueOn.map { $0 < view.today } == true && ![.done, .dropped].contains(initiative.status)
        let late: HTML? = isLate ? "<span class=\"note\">\(t("overdue"))</span>" : nil
        return """
            <tr id="i-\(initiative.id.text)"><th scope="row">\(name)\(keyResult)</th><td class="nowrap">\(initiative.ownerName ?? "–")</td>\
            <td>\(initiative.dueOn.map { date($0) } ?? "–")\(late)</td><td>\(initiative.effort.map { t($0.word) } ?? "–")</td><td>\(t(initiative.status.word))</td></tr>
            """
    }
}
