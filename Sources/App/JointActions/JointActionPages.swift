import Domain

/// Looking together: the facts as they were, how each sees them, and what follows.
extension Page {
    func jointActionPage(_ row: JointActionRow, view: FormState = .fresh, agreement: FormState = .fresh) -> HTML {
        let title = shortened(row.title, to: 200)
        return layout(
            t("Look together: \(shortened(row.title, to: 80))"), at: .goals, topics: ["goal:\(row.goal.id)"],
            """
            <div data-live="head">\(head(t("Look together: \(title)"), crumbs: crumbs(below: row.goal), lede: t(row.action.reason(on: row.keyResult))))</div>
            <div class="page-body with-rail"><div class="column">\(row.action.isOpen ? nil : agreed(row))\(jointViews(row, view))\(agreementForm(row, agreement))</div>
            <aside class="rail" aria-label="\(t("Facts"))" data-live="facts">\(jointFacts(row))</aside></div>
            """)
    }

    private func jointFacts(_ row: JointActionRow) -> HTML {
        let action = row.action
        let now: HTML? = row.keyResult.flatMap { keyResult in keyResult.value.map { t(keyResult.format($0)) } }
        let state: HTML? =
            action.isOpen && row.isBack
            ? "<dt>\(t("Since then"))</dt><dd>\(t("It is clearly back. What you learn from it still counts."))</dd>" : nil
        return section(
            "facts", t("The facts"), bare: true,
            """
            <dl class="facts"><dt>\(t("Agreed line"))</dt><dd>\(t(action.rule.words(on: row.keyResult)))</dd>\
            <dt>\(t("Crossed on"))</dt><dd>\(date(action.openedAt.day(in: tongue.zone)))</dd>\
            \(now.map { "<dt>\(t("Now"))</dt><dd>\($0)</dd>" as HTML })\(state)\
            <dt>\(t("Agree by"))</dt><dd>\(date(action.dueOn))</dd>\
            <dt>\(t("Goal"))</dt><dd><a href="\(path("goals", row.goal.id))\(row.keyResult.map { "#kr-\($0.id.text)" as HTML })">\(shortened(row.goal.title, to: 160))</a></dd></dl>
            """)
    }

    // MARK: Views

    private func jointViews(_ row: JointActionRow, _ state: FormState) -> HTML {
        let mine = viewer.flatMap { viewer in row.views.first { $0.view.personID == viewer.id } }
        let others = row.views.filter { $0.view.personID != mine?.view.personID || !row.action.isOpen }
        let own: HTML? = row.action.isOpen ? mine.map { ownView($0, row, state) } : nil
        let count = row.action.isOpen ? t("\(row.heard) of \(row.views.count) have written") : nil
        return section(
            "views", t("How we see it"), count: count,
            "\(own)<div class=\"thread mt\" data-live=\"joint-views\">\(others.map { self.view($0, isHidden: row.isHidden) })</div>")
    }

    private func view(_ shown: JointView, isHidden: Bool) -> HTML {
        let view = shown.view
        let initials = Person(id: view.personID, name: shown.name).initials
        let text: HTML =
            view.writtenAt == nil
            ? "<p class=\"mute\">\(t("Has not written yet."))</p>"
            : isHidden ? "<p class=\"mute\">\(t("Has written."))</p>" : "<div class=\"markdown\">\(Markdown().html(view.text))</div>"
        return """
            <article class="message" id="v-\(view.personID.text)"><span class="pebble large" aria-hidden="true">\(initials)</span>\
            <header><strong>\(shown.name)</strong>\(view.writtenAt.map { relativeTime($0) })</header><div class="body">\(text)</div></article>
            """
    }

    private func ownView(_ mine: JointView, _ row: JointActionRow, _ state: FormState) -> HTML {
        let action = path("joint-actions", row.action.id, "views")
        let hint: HTML? =
            row.isHidden
            ? "<span class=\"hint\">\(t("Write yours first. Then you see what the others wrote, and they see yours."))</span>" : nil
        return """
            <form class="form" method="post" action="\(action)" data-keep="joint-view-\(row.action.id.text)" data-kept="\(t("Your text from before is back."))">
            \(formProblems(state))\(theirs(state, [Theirs("view", t("How you see it"), mine.view.text)]))
            \(hidden("seen", mine.view.writtenAt.map { String($0.milliseconds) } ?? ""))
            \(textArea("view", t("How you see it"), value: mine.view.text, state, rows: 5,
                hint: t("What has changed? What does it mean for those the goal is for? What would you do?"), optional: false))
            <div class="button-row"><button class="button\(when(mine.view.writtenAt == nil, " primary"))">\(mine.view.writtenAt == nil ? t("Say it") : t("Change it"))</button>\(hint)</div>
            </form>
            """
    }

    // MARK: Agreement

    private func agreementForm(_ row: JointActionRow, _ state: FormState) -> HTML? {
        guard row.action.isOpen, may({ row.action.mayAgree(row.views.map(\.view), in: row.goal, by: $0) }) else { return nil }
        guard row.heard >= min(2, row.views.count) || state.typed != nil else {
            return section(
                "agree", t("What follows"),
                "<p class=\"mute\">\(t("Once two have written how they see it, you agree here on what follows."))</p>")
        }
        guard !row.isHidden || state.typed != nil else {
            return section(
                "agree", t("What follows"), "<p class=\"mute\">\(t("Say how you see it, then you agree here with the others."))</p>")
        }
        return section(
            "agree", t("What follows"),
            """
            <form class="form by-choice" method="post" action="\(path("joint-actions", row.action.id, "agreement"))" data-keep="joint-agreement-\(row.action.id.text)" data-kept="\(t("Your text from before is back."))">
            \(formProblems(state))\(hidden("version", String(row.action.version)))
            \(radios("decision", t("You agreed to"), options: [
                (JointAction.Decision.goOn.rawValue, t(JointAction.Decision.goOn.word), t("The plan holds. Say why you think so.")),
                (JointAction.Decision.correction.rawValue, t(JointAction.Decision.correction.word), t("Something changes: the work, the goal, who does what.")),
                (JointAction.Decision.newThreshold.rawValue, t(JointAction.Decision.newThreshold.word), t("The line was in the wrong place. Draw the next one.")),
            ], value: "", state, cards: true))\(problem("decision", state))
            <div class="for-new-threshold">\(thresholdRule(row.action.rule, on: row.keyResult, state, required: false))</div>
            \(textArea("agreed", t("What you agreed on, and why"), state, rows: 3, optional: false))
            <div class="form-foot"><button class="button primary">\(t("Keep what we agreed"))</button></div>
            </form>
            """)
    }

    private func agreed(_ row: JointActionRow) -> HTML? {
        guard let agreement = row.action.agreement else { return nil }
        let line: HTML? = agreement.rule.map { "<p>\(t("The line from now on: \($0.words(on: row.keyResult))."))</p>" }
        let next: HTML? =
            agreement.decision == .correction && may(row.goal.mayPlanWork)
            ? """
            <p class="button-row"><a class="button" href="\(path("goals", row.goal.id, "initiatives", "new"))">\(t("Plan an initiative"))</a>\
            <a class="button quiet" href="\(path("goals", row.goal.id))">\(t("Open the goal"))</a></p>
            """ : nil
        return section(
            "agreed", t(agreement.decision.word),
            """
            <div class="markdown">\(Markdown().html(agreement.text))</div>\(line)\
            <p class="mute">\(t("Written down by \(row.agreedBy ?? "–") on \(agreement.at.day(in: tongue.zone))."))</p>\(next)
            """)
    }

    // MARK: Lists

    func jointActionsPage(_ open: [JointActionRow], _ agreed: [JointActionRow]) -> HTML {
        let none = empty(
            t("Nobody has to look together now"),
            t(
                "When a threshold is crossed, the people named for it meet here: with the facts, a place for each view, and a date by which they agree."
            ),
            good: true, level: 2)
        let running: HTML? =
            open.isEmpty
            ? nil
            : section(
                "open", t("Open"), count: HTML(escaping: "\(open.count)"), "<ul class=\"list\">\(open.map { jointActionLine($0) })</ul>")
        let past: HTML? =
            agreed.isEmpty ? nil : section("agreed", t("Agreed"), "<ul class=\"list\">\(agreed.map { jointActionLine($0) })</ul>")
        return layout(
            t("Joint actions"), at: .goals, topics: ["workspace"],
            """
            \(head(t("Joint actions"), lede: t("What people agreed in advance to look at together.")))
            <div class="page-body">\(open.isEmpty ? "<div data-live=\"none\">\(none)</div>" : nil)\(running)\(past)</div>
            """)
    }

    /// One of them in a list: what crossed which line, who looks, by when; or what they agreed on.
    /// - Parameter named: whether what it is about has to be said, because the list is not on its goal's page.
    func jointActionLine(_ row: JointActionRow, named: Bool = true) -> HTML {
        let action = row.action
        let title: HTML = named || row.keyResult != nil ? "\(shortened(row.title, to: 120)): " : ""
        let link: HTML = "<a href=\"\(path("joint-actions", action.id))\">\(title)\(t(action.rule.words(on: row.keyResult)))</a>"
        let names = row.views.map(\.name).joined(separator: ", ")
        guard let agreement = action.agreement else {
            let late = action.dueOn < workspaceToday
            return """
                <li id="ja-\(action.id.text)"><strong>\(link)</strong><p>\(t("\(names) look at it together, by \(tongue.longDay(action.dueOn))."))</p>\
                <p class="meta">\(when(late, "<strong>\(t("Overdue"))</strong>, "))\(t("\(row.heard) of \(row.views.count) have written"))</p></li>
                """
        }
        return """
            <li id="ja-\(action.id.text)"><strong>\(link)</strong><p>\(t(agreement.decision.word)): \(Markdown.plain(agreement.text, limit: 200))</p>\
            <p class="meta">\(row.agreedBy ?? "–"), \(date(agreement.at.day(in: tongue.zone)))</p></li>
            """
    }
}
