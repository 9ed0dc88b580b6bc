import Domain

/// The goals as a table, for sorting and for taking along as a file.
extension Page {
    func goalTable(_ list: GoalList) -> HTML {
        let order = list.sorted
        let rows = order.map { tableRow(list.rows[$0], list.standings[$0]) }
        return """
            <table class="table stacks goals"><caption class="visually-hidden">\(t("Goals as a table"))</caption>
            <thead><tr>\(GoalFilter.Sort.allCases.map { columnHead($0, list.filter) })</tr></thead>
            <tbody data-rows>
            \(rows)</tbody></table>
            """
    }

    /// The name of a column, a link that sorts by it: the second time the other way round.
    private func columnHead(_ column: GoalFilter.Sort, _ filter: GoalFilter) -> HTML {
        let isCurrent = filter.sort == column
        let href = address(
            filter.with {
                $0.isDescending = isCurrent && !filter.isDescending
                $0.sort = column
            })
        let order: HTML? = isCurrent ? " aria-sort=\"\(filter.isDescending ? "descending" : "ascending" as HTML)\"" : nil
        let mark: HTML? = isCurrent ? (filter.isDescending ? " ↓" : " ↑") : nil
        return
            "<th scope=\"col\"\(when(column.isNumber, " class=\"number\""))\(order)><a href=\"\(href)\">\(t(column.words))\(mark)</a></th>"
    }

    private func tableRow(_ row: GoalRow, _ standing: Standing) -> HTML {
        let goal = row.goal
        let stage: HTML? = goal.stage == .committed ? nil : "<span class=\"note\">\(stage(of: goal))</span>"
        return """
            <tr id="g-\(goal.id.text)"><th scope="row"><a href="\(path("goals", goal.id))">\(shortened(goal.title, to: 160))</a>\(stage)</th>\
            <td>\(teamLink(row))</td><td>\(person(row.owner))</td>\
            <td>\(status(standing.status))\(gap(standing))</td>\
            <td class="c-progress">\(progressWithNumber(standing.progress, expected: standing.expected, status: standing.status))</td>\
            <td class="number">\(confidence(goal.confidence))</td><td class="number">\(date(goal.dueOn))</td>\
            <td class="number">\(seen(goal.lastCheckInAt))</td></tr>

            """
    }

    private func teamLink(_ row: GoalRow) -> HTML {
        guard let id = row.goal.teamID else { return "–" }
        return "<a href=\"\(path("teams", id))\">\(row.teamName ?? "")</a>"
    }

    /// The table as a file that a spreadsheet opens: the same columns and order, and where the numbers come from.
    func goalCSV(_ list: GoalList) -> String {
        let cycles = Dictionary(list.cycles.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        var csv = CSV()
        csv.add(csvHead.map { plain($0) })
        for index in list.sorted {
            let (row, goal, standing) = (list.rows[index], list.rows[index].goal, list.standings[index])
            csv.add([
                goal.id.text, goal.title, row.teamName ?? "", row.ownerName ?? "", goal.cycleID.flatMap { cycles[$0] } ?? "",
                tongue.plain(goal.stage.word), tongue.plain(standing.status.word), tongue.plain(standing.reason),
                percentage(standing.progress), percentage(standing.expected), goal.confidence.map(String.init) ?? "", goal.dueOn.iso,
                goal.lastCheckInAt?.day(in: tongue.zone).iso ?? "",
            ])
        }
        return csv.text
    }

    private func plain(_ words: Words) -> String { tongue.plain(words) }
    private func percentage(_ share: Double?) -> String { share.map { String(Int(($0 * 100).rounded())) } ?? "" }
}

private let csvHead: [Words] = [
    "Id", "Title", "Team", "Owner", "Cycle", "Stage", "Status", "Reason", "Progress %", "Expected %", "Confidence %", "Due",
    "Last check-in",
]

/// A file of rows after RFC 4180. Cells that a spreadsheet would take for a formula begin with an apostrophe (ASVS 1.2.10).
struct CSV {
    /// Begins with a byte order mark, by which spreadsheets know that it is UTF-8.
    private(set) var text = "\u{feff}"

    mutating func add(_ cells: [String]) {
        text += cells.map(cell).joined(separator: ",") + "\r\n"
    }

    private func cell(_ raw: String) -> String {
        let isFormula = raw.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
        let safe = isFormula ? "'" + raw : raw
        let needsQuotes = safe.utf8.contains { ",;\"\n\r\t".utf8.contains($0) }
        return needsQuotes ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }
}

extension GoalFilter.Sort {
    var isNumber: Bool { [.confidence, .due, .seen].contains(self) }

    var words: Phrase {
        switch self {
        case .title: "Title"
        case .team: "Team"
        case .owner: "Owner"
        case .status: "Status"
        case .progress: "Progress"
        case .confidence: "Confidence"
        case .due: "Due"
        case .seen: "Last check-in"
        }
    }
}

extension GoalList {
    /// The matching goals in the order asked for; what has no value stands last, either way round.
    var sorted: [Int] {
        let column = filter.sort ?? .title
        let keys = matching.map { ($0, key(of: $0, column)) }
        let known = keys.filter { $0.1 != .none }.sorted { ($0.1, rows[$0.0].goal.id) < ($1.1, rows[$1.0].goal.id) }.map(\.0)
        let unknown = keys.filter { $0.1 == .none }.map(\.0)
        return (filter.isDescending ? known.reversed() : known) + unknown
    }

    private func key(of index: Int, _ column: GoalFilter.Sort) -> SortKey {
        let (row, goal, standing) = (rows[index], rows[index].goal, standings[index])
        switch column {
        case .title: return .text(fold(goal.title))
        case .team: return row.teamName.map { .text(fold($0)) } ?? .none
        case .owner: return row.ownerName.map { .text(fold($0)) } ?? .none
        case .status: return .number(Double(standing.status.severity))
        case .progress: return standing.progress.map { .number($0) } ?? .none
        case .confidence: return goal.confidence.map { .number(Double($0)) } ?? .none
        case .due: return .number(Double(goal.dueOn.number))
        case .seen: return goal.lastCheckInAt.map { .number(Double($0.milliseconds)) } ?? .none
        }
    }
}

/// What rows are ordered by: one column holds only one kind.
private enum SortKey: Comparable {
    case none
    case number(Double)
    case text(String)
}
