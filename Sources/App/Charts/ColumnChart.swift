import Domain

/// Counts beside each other as columns, each of one or several parts on top of each other.
struct ColumnChart: Sendable {
    struct Part: Sendable {
        /// The name the style sheet knows it by.
        var slug: String
        var count: Int
    }

    struct Column: Sendable {
        var name: String
        var parts: [Part]

        var total: Int { parts.reduce(0) { $0 + $1.count } }
    }

    var columns: [Column]
    var height = 152

    fileprivate var most: Int { max(columns.map(\.total).max() ?? 0, 1) }
    /// Names that have room below: every one, or every second, fourth …
    fileprivate var step: Int { columns.count <= 13 ? 1 : columns.count <= 26 ? 2 : 4 }
}

extension Page {
    /// Hidden from screen readers, who get the table behind it.
    func drawing(_ chart: ColumnChart) -> HTML {
        let width = 100 / Double(max(chart.columns.count, 1))
        let columns = chart.columns.enumerated().map { column($1, at: $0, width: width, of: chart) }
        let base = Double(chart.height) - 20
        return """
            <svg class="column-chart" height="\(chart.height)" aria-hidden="true"><line class="base" x1="0" x2="100%" y1="\(base)" y2="\(base)"/>\(columns)</svg>
            """
    }

    private func column(_ column: ColumnChart.Column, at index: Int, width: Double, of chart: ColumnChart) -> HTML {
        let (base, room) = (Double(chart.height) - 20, Double(chart.height) - 40)
        let (left, middle) = (Double(index) * width + width * 0.12, (Double(index) + 0.5) * width)
        var top = base
        let parts = column.parts.filter { $0.count > 0 }.map { part -> HTML in
            let height = room * Double(part.count) / Double(chart.most)
            top -= height
            return
                "<rect data-status=\"\(part.slug)\" x=\"\(left)%\" y=\"\(top)\" width=\"\(width * 0.76)%\" height=\"\(max(height - 1, 1))\"/>"
        }
        let count: HTML? =
            column.total == 0 ? nil : "<text class=\"strong mid\" x=\"\(middle)%\" y=\"\(top - 5)\">\(column.total)</text>"
        let name: HTML? =
            index.isMultiple(of: chart.step) ? "<text class=\"mid\" x=\"\(middle)%\" y=\"\(base + 15)\">\(column.name)</text>" : nil
        return "\(parts)\(count)\(name)"
    }

    /// A chart with its caption for screen readers, and its numbers as a table behind it.
    func figure(_ drawing: HTML, caption: HTML, head: [HTML], rows: [[HTML]]) -> HTML {
        let cells = head.enumerated().map { index, name in
            "<th scope=\"col\"\(when(index > 0, " class=\"number\""))>\(name)</th>" as HTML
        }
        let lines = rows.map { row -> HTML in
            let rest = row.dropFirst().map { "<td class=\"number\">\($0)</td>" as HTML }
            return "<tr><th scope=\"row\">\(row.first ?? "")</th>\(Array(rest))</tr>"
        }
        return """
            <figure><figcaption class="visually-hidden">\(caption)</figcaption>\(drawing)
            <details class="chart-numbers"><summary>\(icon("chevron", small: true))\(t("The numbers"))</summary>
            <div class="scrolls"><table class="table"><thead><tr>\(cells)</tr></thead><tbody>\(lines)</tbody></table></div></details></figure>
            """
    }
}
