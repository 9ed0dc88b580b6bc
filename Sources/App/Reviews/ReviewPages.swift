import Domain

/// Reviews: all of them, one to read and to print, and its form.
extension Page {
    func reviewsPage(_ rows: [ReviewRow]) -> HTML {
        let new: HTML? =
            may { Review.mayMake(by: $0) }
            ? "<a class=\"button primary\" href=\"\(path("reviews", "new"))\" data-key=\"n\">\(icon("plus", small: true))\(t("New review"))</a>"
            : nil
        let none = empty(
            t("No reviews yet"),
            t("A review shows some goals side by side, with what you say of each, to read together or to send around."),
            actions: new, level: 2)
        return layout(
            t("Reviews"), at: .goals, topics: ["workspace"],
            """
            \(head(t("Reviews"), crumbs: [(t("Goals"), path("goals"))], lede: t("Some goals, looked at together."), actions: rows.isEmpty ? nil : new))
            <div data-live="reviews">\(rows.isEmpty ? none : reviewTable(rows))</div>
            """)
    }

    private func reviewTable(_ rows: [ReviewRow]) -> HTML {
        let lines = rows.map { row -> HTML in
            """
            <tr id="r-\(row.review.id.text)"><th scope="row"><a href="\(path("reviews", row.review.id))">\(shortened(row.review.title, to: 160))</a></th>\
            <td class="number">\(row.goals)</td><td>\(row.madeBy)</td><td class="number">\(date(row.review.createdAt.day(in: tongue.zone)))</td></tr>

            """
        }
        return """
            <table class="table stacks"><thead><tr><th scope="col">\(t("Review"))</th><th scope="col" class="number">\(t("Goals"))</th>\
            <th scope="col">\(t("Made by"))</th><th scope="col" class="number">\(t("Made on"))</th></tr></thead><tbody data-rows>\(lines)</tbody></table>
            """
    }

    // MARK: One review

    func reviewPage(_ view: ReviewView) -> HTML {
        let review = view.review
        let edit: HTML? =
            may { review.mayEdit(by: $0) }
            ? "<a class=\"button\" href=\"\(path("reviews", review.id, "edit"))\">\(t("Edit"))</a>" : nil
        let actions: HTML = """
            \(edit)<button type="button" class="button with-script" data-print>\(t("Print, or save as PDF"))</button>\
            <a class="button quiet" href="\(path("reviews", review.id))?format=csv">\(icon("download", small: true))\(t("Download as CSV"))</a>
            """
        let words: HTML? = review.words.isEmpty ? nil : "<div class=\"prose markdown\">\(Markdown().html(review.words))</div>"
        return layout(
            HTML(escaping: shortened(review.title, to: 120)), at: .goals, topics: ["workspace"],
            """
            \(head(HTML(escaping: review.title), crumbs: [(t("Reviews"), path("reviews"))],
                lede: t("Made by \(view.madeBy) on \(review.createdAt.day(in: tongue.zone)). The goals are shown as they stand on \(view.today)."), actions: actions))
            <div class="page-body"><div class="review" data-live="review">\(words)\(view.entries.map { reviewed($0, review.columns) })\(hiddenGoals(view))</div></div>
            """)
    }

    private func hiddenGoals(_ view: ReviewView) -> HTML? {
        switch view.hidden {
        case 0: nil
        case 1: "<p class=\"mute\">\(t("And a goal you cannot see."))</p>"
        default: "<p class=\"mute\">\(t("And \(view.hidden) goals you cannot see."))</p>"
        }
    }

    private func reviewed(_ entry: ReviewView.Entry, _ columns: Set<Review.Column>) -> HTML {
        let (goal, standing) = (entry.row.goal, entry.standing)
        var facts: [HTML] = []
        if columns.contains(.team), let team = entry.row.teamName { facts.append(HTML(escaping: team)) }
        if columns.contains(.owner) { facts.append(entry.row.ownerName.map { HTML(escaping: $0) } ?? t("No owner")) }
        if columns.contains(.due) { facts.append(t("due \(goal.dueOn)")) }
        if columns.contains(.confidence), let confidence = goal.confidence {
            facts.append(t("Confidence \(percent: Double(confidence) / 100)"))
        }
        if goal.stage != .committed { facts.append(stage(of: goal)) }
        let status: HTML? =
            columns.contains(.status)
            ? "<p class=\"with-icon\">\(status(standing.status))<span>\(standing.reasons.map { t($0) }.joined(separator: " "))</span></p>"
            : nil
        let progress: HTML? =
            columns.contains(.progress)
            ? "<p class=\"c-progress\">\(progressWithNumber(standing.progress, expected: standing.expected, status: standing.status))</p>"
            : nil
        let comment: HTML? =
            entry.comment.isEmpty ? nil : "<div class=\"prose markdown review-comment\">\(Markdown().html(entry.comment))</div>"
        return """
            <article class="reviewed" id="g-\(goal.id.text)" aria-labelledby="g-\(goal.id.text)-h"><h2 id="g-\(goal.id.text)-h">\
            <a href="\(path("goals", goal.id))">\(shortened(goal.title, to: 300))</a></h2>\
            \(facts.isEmpty ? nil : "<p class=\"meta\">\(facts.joined(separator: " · "))</p>")\(status)\(progress)\(comment)\
            \(reviewedNumbers(entry))\(lastWords(entry))</article>
            """
    }

    private func reviewedNumbers(_ entry: ReviewView.Entry) -> HTML? {
        guard !entry.keyResults.isEmpty else { return nil }
        let rows = entry.keyResults.map { keyResult, standing -> HTML in
            """
            <tr><th scope="row">\(shortened(keyResult.title, to: 200))</th><td class="number">\(keyResult.value.map { t(keyResult.format($0)) } ?? "–")</td>\
            <td class="number">\(keyResult.aim.map { t("to be \($0)") } ?? "–")</td><td>\(status(standing.status))</td></tr>
            """
        }
        return """
            <table class="table stacks"><caption class="visually-hidden">\(t("Key results"))</caption><thead class="visually-hidden"><tr><th scope="col">\(t("Key result"))</th>\
            <th scope="col">\(t("Now"))</th><th scope="col">\(t("Target"))</th><th scope="col">\(t("Status"))</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private func lastWords(_ entry: ReviewView.Entry) -> HTML? {
        guard let last = entry.last, !last.row.changed.isEmpty else { return nil }
        return """
            <blockquote><p class="quote">\(t("“\(Markdown.plain(last.row.changed, limit: 600))”"))</p><p class="meta">\(last.row.author), \
            \(date(last.row.createdAt.day(in: tongue.zone)))</p></blockquote>
            """
    }

    // MARK: The form

    func reviewForm(_ form: ReviewForm, key: String, _ state: FormState) -> HTML {
        let draft = form.draft
        let here = form.review.map { path("reviews", $0.id, "edit") } ?? path("reviews", "new")
        let title = form.review == nil ? t("New review") : t("Change the review")
        let action = (form.review.map { path("reviews", $0.id) } ?? path("reviews")) + form.list.filter.query
        let boxes = Review.Column.allCases.map {
            checkbox("columns", t($0.word), on: draft.columns.contains($0), state, value: $0.rawValue)
        }
        let crumbs = [(t("Reviews"), path("reviews"))] + (form.review.map { [(HTML(escaping: $0.title), path("reviews", $0.id))] } ?? [])
        return layout(
            title, at: .goals,
            """
            \(head(title, crumbs: crumbs, lede: t("Everybody in the workspace can open it; of the goals, each sees only those that are theirs to see.")))
            \(section("which", form.review == nil ? t("Which goals") : t("Find more goals"), bare: true, goalFilters(form.list, at: here)))
            <form class="form" method="post" action="\(action)" data-keep="review-\(form.review?.id.text ?? "new")" data-kept="\(t("Your text from before is back."))">
            \(formProblems(state))\(theirs(state, reviewTheirs(draft)))
            \(hidden("version", String(draft.version)))\(hidden("form_key", key))
            \(textField("title", t("Title"), value: draft.title, state, hint: t("Such as “Where we stand in November”."), attributes: "maxlength=\"200\" autocomplete=\"off\""))
            \(textArea("words", t("Words ahead"), value: draft.words, state, rows: 3, hint: t("What to look at, and why now. Markdown.")))
            <fieldset class="field"><legend>\(t("What is shown of each goal"))</legend><div class="choices across">\(boxes)</div>\(problem("columns", state))</fieldset>
            <fieldset class="field"><legend>\(t("Goals"))</legend>\(problem("goals", state))\(cut(form))
            \(form.choices.isEmpty ? "<p class=\"mute\">\(t("No goal fits these filters"))</p>" : nil)<ul class="list review-choices">\(form.choices.map { reviewChoice($0, draft, state) })</ul></fieldset>
            \(formFoot(form.review == nil ? t("Make the review") : t("Save"), cancel: form.review.map { path("reviews", $0.id) } ?? path("reviews")))
            </form>\(form.review.map(reviewEnd))
            """)
    }

    private func cut(_ form: ReviewForm) -> HTML? {
        guard form.isCut else { return nil }
        return "<p class=\"flash\">\(t("Only the first \(Review.mostGoals) goals are shown. Narrow them with a filter."))</p>"
    }

    private func reviewChoice(_ row: GoalRow, _ draft: Review.Draft, _ state: FormState) -> HTML {
        let goal = row.goal
        let entry = draft.entries.first { $0.goalID == goal.id }
        let name = "comment-\(goal.id.text)"
        let label: HTML = "\(shortened(goal.title, to: 200)) <span class=\"note\">\(row.ownerName ?? "")</span>"
        return """
            <li id="c-\(goal.id.text)">\(checkbox("goals", label, on: entry != nil, state, value: goal.id.text))\
            <textarea class="input" id="\(name)" name="\(name)" rows="1" aria-label="\(t("What you say of \(shortened(goal.title, to: 100))"))" \
            placeholder="\(t("What you say of it"))">\(state.value(name, entry?.comment ?? ""))</textarea>\(problem(name, state))</li>
            """
    }

    private func reviewEnd(_ review: Review) -> HTML {
        """
        <section class="section mt" id="end" aria-labelledby="end-h"><div class="section-head"><h2 id="end-h">\(t("Take it away"))</h2></div>
        <form class="form" method="post" action="\(path("reviews", review.id, "removal"))">\(hidden("version", String(review.version)))\
        <div class="button-row"><button class="button danger">\(t("Take it away"))</button><span class="hint">\(t("The goals stay as they are."))</span></div></form></section>
        """
    }

    private func reviewTheirs(_ draft: Review.Draft) -> [Theirs] {
        [Theirs("title", t("Title"), draft.title), Theirs("words", t("Words ahead"), draft.words)]
    }

    // MARK: The file

    func reviewCSV(_ view: ReviewView) -> String {
        let columns = Review.Column.allCases.filter(view.review.columns.contains)
        var csv = CSV()
        csv.add([tongue.plain("Title")] + columns.flatMap(csvHead) + [tongue.plain("Comment")])
        for entry in view.entries {
            csv.add([entry.row.goal.title] + columns.flatMap { csvCells($0, entry) } + [entry.comment])
        }
        return csv.text
    }

    private func csvHead(_ column: Review.Column) -> [String] {
        switch column {
        case .status: [tongue.plain("Status"), tongue.plain("Reason")]
        case .progress: [tongue.plain("Progress %"), tongue.plain("Expected %")]
        case .confidence: [tongue.plain("Confidence %")]
        default: [tongue.plain(column.word)]
        }
    }

    private func csvCells(_ column: Review.Column, _ entry: ReviewView.Entry) -> [String] {
        let (goal, standing) = (entry.row.goal, entry.standing)
        func percentage(_ share: Double?) -> String { share.map { String(Int(($0 * 100).rounded())) } ?? "" }
        switch column {
        case .team: return [entry.row.teamName ?? ""]
        case .owner: return [entry.row.ownerName ?? ""]
        case .status: return [tongue.plain(standing.status.word), tongue.plain(standing.reason)]
        case .progress: return [percentage(standing.progress), percentage(standing.expected)]
        case .confidence: return [goal.confidence.map(String.init) ?? ""]
        case .due: return [goal.dueOn.iso]
        case .keyResults:
            return [
                entry.keyResults.map { keyResult, _ in
                    "\(keyResult.title): \(keyResult.value.map { tongue.plain(keyResult.format($0)) } ?? "–")"
                }.joined(separator: "\n")
            ]
        case .lastWords: return [entry.last?.row.changed ?? ""]
        }
    }
}
