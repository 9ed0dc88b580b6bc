import Domain

/// How sure people are that the goals of a cycle come true, over its weeks.
extension Page {
    func confidenceSection(_ view: CycleDashboard) -> HTML? {
        guard let confidence = view.confidence, let latest = confidence.weeks.last else { return nil }
        // Once the last of its goals is closed, nothing is held likely any more: what was remains.
        let now = latest.to == min(view.today, view.cycle.endsOn) ? "<p>\(confidenceNow(latest))</p>" as HTML : nil
        let figure = confidence.weeks.count > 1 || now == nil ? confidenceFigure(confidence, view) : nil
        return section("confidence", t("Confidence over time"), "\(now)\(figure)\(fallenGoals(confidence, view))")
    }

    /// "Of 31 goals the middle one is held 65 % likely; the lowest 20 %, the highest 90 %."
    private func confidenceNow(_ week: ConfidenceOverTime.Week) -> HTML {
        let (lowest, median, highest) = (percent(week.lowest), percent(week.median), percent(week.highest))
        return week.goals == 1
            ? t("One goal is held \(median) likely.")
            : t("Of \(week.goals) goals the middle one is held \(median) likely; the lowest \(lowest), the highest \(highest).")
    }

    private func confidenceFigure(_ confidence: ConfidenceOverTime, _ view: CycleDashboard) -> HTML {
        let chart = Chart(
            points: confidence.weeks.map { .init(day: $0.to, value: Double($0.median)) }, holding: 0...100,
            axis: TimeAxis(from: view.cycle.startsOn, to: view.cycle.endsOn), today: view.today, height: 128)
        let rows = confidence.weeks.map { week -> [HTML] in
            ["\(week.number), \(date(week.to))", "\(week.goals)"]
                + [week.lowest, week.median, week.highest].map { HTML(escaping: percent($0)) }
        }
        return figure(
            drawing(chart), caption: t("What was held likely at the end of each week, in the middle of all goals"),
            head: [t("Week"), t("Goals"), t("Lowest"), t("Middle"), t("Highest")], rows: rows)
    }

    /// The goals of which less is hoped than two weeks ago: a reason to ask.
    private func fallenGoals(_ confidence: ConfidenceOverTime, _ view: CycleDashboard) -> HTML? {
        guard !confidence.falls.isEmpty else { return nil }
        let titles = Dictionary(view.goals.map { ($0.id, $0.title) }) { first, _ in first }
        let items = confidence.falls.prefix(3).map { fall -> HTML in
            """
            <li><a href="\(path("goals", fall.goal))">\(Markdown.plain(titles[fall.goal] ?? "", limit: 120))</a>: \
            \(t("\(percent(fall.now)), was \(percent(fall.before))"))</li>
            """
        }
        let rest: HTML? = confidence.falls.count > 3 ? "<li class=\"mute\">\(t("and \(confidence.falls.count - 3) more"))</li>" : nil
        return "<p class=\"moved\">\(t("Less is hoped than two weeks ago:"))</p><ul class=\"moved-list\">\(items)\(rest)</ul>"
    }

    private func percent(_ number: Int) -> String { tongue.percent(Double(number) / 100) }
}
