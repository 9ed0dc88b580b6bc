import Domain

/// What a cycle can teach: each picture with its numbers behind it, none about a person.
extension Page {
    func cycleStatistics(_ view: CycleStatisticsView) -> HTML {
        let (cycle, statistics) = (view.cycle, view.statistics)
        let crumbs = [(t("Cycles"), path("cycles")), (HTML(escaping: cycle.name), path("cycles", cycle.id))]
        let body: HTML =
            statistics.goals == 0
            ? empty(t("No goals in this cycle yet"), t("Statistics begin with the first goal that is committed."), level: 2)
            : """
            \(gradesSection(statistics))\(statusSection(statistics))\
            <div class="pair">\(rhythmSection(statistics))\(changesSection(statistics))</div>\
            <div class="pair">\(wordingSection(statistics))\(calibrationSection(statistics))</div>
            <p class="table-foot"><a class="button quiet" href="\(path("cycles", cycle.id, "statistics"))?format=csv">\(icon("download", small: true))\(t("Download as CSV"))</a></p>
            """
        return layout(
            t("Statistics of \(cycle.name)"), at: .cycles, topics: ["cycle:\(cycle.id)", "workspace"],
            """
            \(head(t("Statistics of \(cycle.name)"), crumbs: crumbs, lede: t("What this cycle can teach, from the goals that you may see. It counts goals and words, never people.")))
            <div class="page-body statistics">\(body)</div>
            """)
    }

    // MARK: Grades

    private func gradesSection(_ statistics: CycleStatistics) -> HTML {
        let columns = statistics.grades.enumerated().map { tenth, count in
            ColumnChart.Column(name: grade(Double(tenth) / 10), parts: [.init(slug: "plain", count: count)])
        }
        let rows = columns.reversed().map { [HTML(escaping: $0.name), "\($0.total)"] }
        let graded = statistics.grades.reduce(0, +)
        let picture: HTML =
            graded == 0
            ? "<p class=\"mute\">\(t("No goal has a grade yet. Goals are graded when they are closed."))</p>"
            : figure(
                drawing(ColumnChart(columns: columns)), caption: t("How many goals got which grade"), head: [t("Grade"), t("Goals")],
                rows: rows)
        return section("grades", t("Grades"), "<p>\(outcomeWords(statistics))</p>\(picture)")
    }

    /// "10 achieved, 5 partly achieved, 2 still open. The mean grade is 0.7."
    private func outcomeWords(_ statistics: CycleStatistics) -> HTML {
        var parts = Goal.Outcome.allCases.compactMap { outcome -> HTML? in
            statistics.outcomes[outcome].map { "\($0) \(t(outcome.inSentence))" }
        }
        if statistics.open > 0 { parts.append(t("\(statistics.open) still open")) }
        let list = parts.joined(separator: ", ")
        let ungraded: HTML? =
            statistics.ungraded == 0
            ? nil
            : statistics.ungraded == 1 ? t("One was closed without a grade.") : t("\(statistics.ungraded) were closed without a grade.")
        let mean = statistics.meanGrade.map { t("The mean grade is \($0, decimals: 1).") }
        let counted = statistics.goals == 1 ? t("One goal: \(list).") : t("\(statistics.goals) goals: \(list).")
        return [counted, mean, ungraded].compactMap { $0 }.joined(separator: " ")
    }

    private func grade(_ value: Double) -> String { tongue.number(value, decimals: 1) }

    // MARK: Weeks

    private func statusSection(_ statistics: CycleStatistics) -> HTML? {
        guard statistics.weeks.contains(where: { $0.running > 0 }) else { return nil }
        let columns = statistics.weeks.map { week in
            ColumnChart.Column(
                name: "\(week.number)", parts: statusOrder.map { .init(slug: $0.slug, count: week.statuses[$0] ?? 0) })
        }
        let shown = statusOrder.filter { status in statistics.weeks.contains { $0.statuses[status] ?? 0 > 0 } }
        let rows = statistics.weeks.map { week -> [HTML] in
            ["\(week.number), \(date(week.to))"] + shown.map { "\(week.statuses[$0] ?? 0)" }
        }
        let key = shown.map { "<li><span class=\"status\" data-status=\"\($0.slug)\">\(mark($0))\(t($0.word))</span></li>" as HTML }
        return section(
            "statuses-by-week", t("Status over time"),
            """
            <p class="mute">\(t("How the goals that were running stood at the end of each week, by their last check-in; stale where none came in time."))</p>
            <ul class="chart-key" aria-label="\(t("How to read the charts"))">\(key)</ul>
            \(figure(drawing(ColumnChart(columns: columns, height: 208)), caption: t("How the goals stood at the end of each week"), head: [t("Week")] + shown.map { t($0.word) }, rows: rows))
            """)
    }

    private func rhythmSection(_ statistics: CycleStatistics) -> HTML {
        let columns = statistics.weeks.map { week in
            ColumnChart.Column(name: "\(week.number)", parts: [.init(slug: "plain", count: week.checkIns)])
        }
        let rows = statistics.weeks.map { week -> [HTML] in
            ["\(week.number), \(date(week.to))", "\(week.checkIns)", t("\(week.heard) of \(week.running)")]
        }
        let all = statistics.weeks.reduce(0) { $0 + $1.checkIns }
        return section(
            "rhythm", t("Check-ins"),
            all == 0
                ? "<p class=\"mute\">\(t("Nobody has checked in yet."))</p>"
                : """
                <p>\(all == 1 ? t("One check-in.") : t("\(all) check-ins, by week."))</p>
                \(figure(drawing(ColumnChart(columns: columns)), caption: t("Check-ins by week"), head: [t("Week"), t("Check-ins"), t("Goals heard of")], rows: rows))
                """)
    }

    // MARK: Promises and words

    private func changesSection(_ statistics: CycleStatistics) -> HTML {
        guard statistics.committed > 0 else {
            return section("drift", t("Changes after commitment"), "<p class=\"mute\">\(t("No goal is committed yet."))</p>")
        }
        let rows = statistics.changes.map { [t($0.kind.word), "\($0.goals)", "\($0.times)"] }
        let columns = statistics.changes.map { change in
            ColumnChart.Column(name: tongue.plain(change.kind.word), parts: [.init(slug: "plain", count: change.goals)])
        }
        return section(
            "drift", t("Changes after commitment"),
            """
            <p>\(t("\(statistics.unchanged) of \(statistics.committed) committed goals stayed as they were promised."))</p>
            \(statistics.unchanged == statistics.committed ? nil : figure(drawing(ColumnChart(columns: columns)), caption: t("How many goals changed in what"), head: [t("What changed"), t("Goals"), t("Times")], rows: rows))
            """)
    }

    private func wordingSection(_ statistics: CycleStatistics) -> HTML {
        let columns = statistics.wordings.map { wording in
            ColumnChart.Column(name: tongue.plain(wording.label.word), parts: [.init(slug: "plain", count: wording.goals)])
        }
        let rows = statistics.wordings.map { wording -> [HTML] in
            [t(wording.label.word), "\(wording.goals)", wording.meanGrade.map { HTML(escaping: grade($0)) } ?? "–"]
        }
        return section(
            "wording", t("Outcome against output"),
            """
            <p>\(t("Whether the titles name a change or work done, as the coach reads them. It can be wrong; the words of each goal say more."))</p>
            \(figure(drawing(ColumnChart(columns: columns)), caption: t("How many titles name a change, and how many work done"), head: [t("The title names"), t("Goals"), t("Mean grade")], rows: rows))
            """)
    }

    // MARK: Confidence

    private func calibrationSection(_ statistics: CycleStatistics) -> HTML {
        let count = statistics.forecasts.count
        guard let calibration = statistics.calibration else {
            let words =
                count == 1
                ? t(
                    "One forecast has come to its end. From 20 on this shows how well they came true; with fewer, chance says more than skill."
                )
                : t(
                    "\(count) forecasts have come to their end. From 20 on this shows how well they came true; with fewer, chance says more than skill."
                )
            return section("calibration", t("Confidence that came true"), "<p class=\"mute\">\(words)</p>")
        }
        let rows = calibration.bins.map { bin -> [HTML] in
            [
                t("\(bin.from) to \(bin.to) %"), "\(bin.count)", bin.said.map { HTML(escaping: tongue.percent($0)) } ?? "–",
                bin.cameTrue.map { HTML(escaping: tongue.percent($0)) } ?? "–",
            ]
        }
        return section(
            "calibration", t("Confidence that came true"),
            """
            <p>\(t(calibration.sentence))</p>\(figure(drawing(calibration), caption: t("What was said, and what came true"), head: [t("Said"), t("Forecasts"), t("On average"), t("Came true")], rows: rows))
            <p class="mute">\(t("Counted is what each person last said about each goal that has ended, before it was due. It is shown for all together, and ranks nobody."))</p>
            """)
    }

    /// A circle for each fifth of the scale: level what was said, upright what came true. On the line both are the same.
    private func drawing(_ calibration: Calibration) -> HTML {
        let height = 168.0
        func y(_ share: Double) -> Double { height - 24 - share * (height - 40) }
        let circles = calibration.bins.compactMap { bin -> HTML? in
            guard let said = bin.said, let came = bin.cameTrue else { return nil }
            return "<circle cx=\"\(said * 100)%\" cy=\"\(y(came))\" r=\"\(3 + min(Double(bin.count).squareRoot(), 6))\"/>"
        }
        let marks = [0, 50, 100].map { percent -> HTML in
            let anchor: HTML = percent == 0 ? "start" : percent == 100 ? "end" : "mid"
            return "<text class=\"\(anchor)\" x=\"\(percent)%\" y=\"\(height - 6)\">\(tongue.percent(Double(percent) / 100))</text>"
        }
        return """
            <svg class="column-chart" height="\(Int(height))" aria-hidden="true"><line class="base" x1="0" x2="100%" y1="\(y(0))" y2="\(y(0))"/>\
            <line class="even" x1="0" x2="100%" y1="\(y(0))" y2="\(y(1))"/>\(circles)\(marks)</svg>
            """
    }

    // MARK: File

    /// A row for each goal, without names of people.
    func statisticsCSV(_ view: CycleStatisticsView) -> String {
        var csv = CSV()
        csv.add(statisticsHead.map { tongue.plain($0) })
        for part in view.parts {
            let goal = part.goal
            csv.add([
                goal.id.text, goal.title, goal.teamID.flatMap { view.teams[$0] } ?? "", tongue.plain(goal.stage.word),
                goal.outcome.map { tongue.plain($0.word) } ?? "", goal.grade.map(Number.text) ?? "", goal.lesson,
                tongue.plain(Coach.read(goal.title).label.word), "\(part.reports.count)", "\(part.marks.count)",
                goal.committedAt?.day(in: tongue.zone).iso ?? "", goal.closedAt?.day(in: tongue.zone).iso ?? "",
            ])
        }
        return csv.text
    }
}

private let statusOrder: [Status] = [.met, .onTrack, .atRisk, .offTrack, .missed, .stale, .notStarted]

private let statisticsHead: [Words] = [
    "Id", "Title", "Team", "Stage", "Outcome", "Grade", "What we learned", "The title names", "Check-ins", "Changes after commitment",
    "Committed", "Closed",
]
