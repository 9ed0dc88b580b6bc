import Domain

/// The check-ins on a goal's page and the page of all of them.
extension Page {
    func checkInsSection(_ view: GoalView) -> HTML {
        let goal = view.goal
        let rhythm: HTML? = goal.stage == .committed ? viewer.map { rhythmWords(goal.rhythm($0.workspace.rule)) } : nil
        let all: HTML? =
            goal.checkInCount > view.checkIns.prefix(4).count
            ? "<a class=\"aside\" href=\"\(path("goals", goal.id, "check-ins"))\">\(t("All \(goal.checkInCount)"))</a>" : nil
        guard let newest = view.checkIns.first else {
            let words =
                goal.stage == .committed
                ? t("Nobody has checked in yet. The first one takes half a minute.") : t("Check-ins begin when the goal is committed.")
            return section("check-ins", t("Check-ins"), count: rhythm, "<p class=\"mute\">\(words)</p>")
        }
        let earlier = view.checkIns.dropFirst().prefix(3).map { earlierCheckIn($0, view) }
        let body: HTML = """
            \(narrative(newest, before: view.checkIns.dropFirst().first, view))\
            \(when(!earlier.isEmpty, "<div class=\"earlier-list\">\(Array(earlier))</div>"))
            """
        return section("check-ins", t("Check-ins"), count: rhythm, aside: all, body)
    }

    /// A check-in read like a letter: the questions in the margin.
    func narrative(_ report: CheckInRow, before: CheckInRow?, _ view: GoalView) -> HTML {
        let day = report.createdAt.day(in: tongue.zone)
        return """
            <article class="narrative" id="ci-\(report.id.text)" aria-label="\(t("Check-in of \(day)"))">
            <p class="byline">\(person((report.authorID, report.author)))<time datetime="\(day.iso)" title="\(tongue.fullMoment(report.createdAt))">\
            \(tongue.longDay(day))</time>\(sureness(report, before))\(status(report.status))</p>
            \(answers(report, view))
            </article>
            """
    }

    private func sureness(_ report: CheckInRow, _ before: CheckInRow?) -> HTML? {
        guard let now = report.confidence else { return nil }
        guard let was = before?.confidence, was != now else { return "<span>\(t("Confidence \(percent: Double(now) / 100)"))</span>" }
        return "<span>\(t("Confidence \(percent: Double(now) / 100), was \(percent: Double(was) / 100)"))</span>"
    }

    private func answers(_ report: CheckInRow, _ view: GoalView) -> HTML {
        let questions: [(HTML, String)] = [
            (t("What changed"), report.changed), (t("What surprised us"), report.surprised), (t("What users need now"), report.usersNeed),
            (t("What we need"), report.weNeed),
        ]
        let told = questions.filter { !$0.1.isEmpty }
        let texts = told.map { question, text -> HTML in
            "<dt>\(question)</dt><dd class=\"markdown\">\(Markdown().html(text))</dd>"
        }
        let values = reported(report, view)
        let numbers: HTML? = values.isEmpty ? nil : "<dt>\(t("Numbers"))</dt><dd>\(values)</dd>"
        return "<dl>\(texts)\(numbers)</dl>"
    }

    /// The values a check-in reported, in the order of the key results, each with its name.
    private func reported(_ report: CheckInRow, _ view: GoalView) -> HTML {
        let values = view.reported[report.id] ?? [:]
        let parts = view.keyResults.map(\.keyResult).compactMap { keyResult -> HTML? in
            values[keyResult.id].map {
                "<li>\(t(keyResult.format($0))) <span class=\"mute\">\(shortened(keyResult.title, to: 80))</span></li>"
            }
        }
        return parts.isEmpty ? "" : "<ul>\(parts)</ul>"
    }

    /// One line of an earlier check-in that opens to the whole of it.
    private func earlierCheckIn(_ report: CheckInRow, _ view: GoalView) -> HTML {
        let day = report.createdAt.day(in: tongue.zone)
        let known = view.reported[report.id] ?? [:]
        let values = view.keyResults.map(\.keyResult).compactMap { keyResult in
            known[keyResult.id].map { tongue.plain(keyResult.format($0)) }
        }
        let text = [report.changed, report.surprised, report.usersNeed, report.weNeed].first { !$0.isEmpty } ?? ""
        let line = text.isEmpty ? values.joined(separator: ", ") : Markdown.plain(text, limit: 160)
        return """
            <details class="earlier"><summary>\(icon("chevron", small: true))<time datetime="\(day.iso)" title="\(tongue.fullMoment(report.createdAt))">\
            \(tongue.day(day, seenOn: today))</time><span class="line">\(line)</span><span class="mute">\(confidence(report.confidence))</span></summary>\
            \(narrative(report, before: nil, view))</details>
            """
    }

    /// Every check-in of a goal, the newest first, with what was said about each.
    func checkInsPage(_ view: GoalView, older: Moment?, formKey: () -> String) -> HTML {
        let goal = view.goal
        let comments = Dictionary(grouping: view.comments.filter { $0.comment.checkInID != nil }) { $0.comment.checkInID! }
        let mayComment = may(goal.mayComment)
        let reports = view.checkIns.enumerated().map { index, report -> HTML in
            let before = index + 1 < view.checkIns.count ? view.checkIns[index + 1] : nil
            let said = comments[report.id] ?? []
            let compose: HTML? =
                mayComment
                ? """
                <details class="more"><summary>\(icon("message", small: true))\(t("Answer"))</summary>\(self.compose(on: goal.id, checkIn: report.id, formKey: formKey(), .fresh))</details>
                """ : nil
            return
                "<div class=\"report\" data-live=\"report-\(report.id.text)\">\(narrative(report, before: before, view))\(said.isEmpty ? nil : thread(said))\(compose)</div>"
        }
        let lede = goal.checkInCount == 1 ? t("1 check-in") : t("\(goal.checkInCount) check-ins")
        let list: HTML =
            reports.isEmpty
            ? empty(t("No check-ins yet"), t("They stand here once somebody has checked in.")) : "<div class=\"reports\">\(reports)</div>"
        return layout(
            t("Check-ins"), at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(t("Check-ins"), crumbs: crumbs(below: goal), lede: lede))
            <div class="column">\(list)\(olderLink(path("goals", goal.id, "check-ins"), older.map { String($0.milliseconds) }))</div>
            """)
    }

    func olderLink(_ path: String, _ older: String?) -> HTML? {
        older.map { "<p><a class=\"button\" href=\"\(path)?before=\($0)\">\(t("Show older ones"))</a></p>" }
    }
}
