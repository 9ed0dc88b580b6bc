import Domain

extension Page {
    /// A chart with its caption for screen readers and its numbers as a table.
    func figure(_ chart: Chart, caption: HTML, unit: String, decimals: Int) -> HTML {
        """
        <figure>
        <figcaption class="visually-hidden">\(caption)</figcaption>
        \(drawing(chart))\(chart.points.isEmpty ? nil : numbers(chart, unit: unit, decimals: decimals))
        </figure>
        """
    }

    /// How to read the charts of a page: once, above the first.
    func chartKey(plan: Bool, limit: Bool, threshold: Bool = false, forecast: Bool = false) -> HTML {
        """
        <ul class="chart-key" aria-label="\(t("How to read the charts"))">\(keyEntry("value", t("reported")))\
        \(when(plan, keyEntry("plan", t("plan"))))\(when(limit && !plan, keyEntry("plan", t("limit"))))\
        \(when(threshold, keyEntry("threshold", t("threshold"))))\(when(forecast, bandEntry))</ul>
        """
    }

    private func keyEntry(_ line: HTML, _ name: HTML) -> HTML {
        "<li><svg class=\"chart-plot\" aria-hidden=\"true\"><line class=\"\(line)\" x1=\"0\" x2=\"28\" y1=\"6\" y2=\"6\"/></svg>\(name)</li>"
    }

    private var bandEntry: HTML {
        """
        <li><svg class="chart-plot" aria-hidden="true"><rect class="band" width="28" height="12"/></svg>\(t("where the trend of check-ins ends, 8 times in 10"))</li>
        """
    }

    private func numbers(_ chart: Chart, unit: String, decimals: Int) -> HTML {
        let shown = chart.points.suffix(60)
        let rows = shown.map { point -> HTML in
            """
            <tr><td>\(date(point.day))</td><td class="number">\(tongue.trimmed(point.value, decimals: decimals))</td>\
            <td class="number">\(plannedNumber(chart, on: point.day, decimals: decimals))</td></tr>
            """
        }
        let of: HTML = unit.isEmpty ? "" : ", \(unit)"
        return """
            <details class="chart-numbers"><summary>\(icon("chevron", small: true))\(t("The numbers"))</summary>
            <table class="table"><thead><tr><th scope="col">\(t("Reported"))</th><th scope="col" class="number">\(t("Value"))\(of)</th>\
            <th scope="col" class="number">\(t("Plan"))\(of)</th></tr></thead><tbody>\(rows)\(forecastRow(chart, decimals: decimals))</tbody></table></details>
            """
    }

    /// Where the band ends, beside what is planned for that day.
    private func forecastRow(_ chart: Chart, decimals: Int) -> HTML? {
        guard let end = chart.band.last else { return nil }
        return """
            <tr><td>\(date(end.day)) <span class="mute">\(t("forecast"))</span></td><td class="number">\(span(of: end, decimals: decimals))</td>\
            <td class="number">\(plannedNumber(chart, on: end.day, decimals: decimals))</td></tr>
            """
    }

    private func plannedNumber(_ chart: Chart, on day: Day, decimals: Int) -> String {
        Chart.value(of: chart.plan, on: day).map { tongue.trimmed($0, decimals: max(decimals, 1)) } ?? "–"
    }
}

extension Tongue {
    /// The number with at most so many decimals, without zeros at its end: `3`, `2.6`, `12,345.5`.
    func trimmed(_ number: Double, decimals: Int) -> String {
        let scale = powersOfTen[min(max(decimals, 0), 6)]
        guard abs(number) < 1e12 else { return self.number(number, decimals: 0) }
        var hundredths = (number * scale).rounded()
        var places = min(max(decimals, 0), 6)
        while places > 0, hundredths.truncatingRemainder(dividingBy: 10) == 0 {
            hundredths /= 10
            places -= 1
        }
        return self.number(number, decimals: places)
    }

    /// A number for the narrow edges of a chart: from a hundred thousand on in thousands, millions, billions.
    func short(_ number: Double, decimals: Int) -> String {
        switch abs(number) {
        case 1e9...: trimmed(number / 1e9, decimals: 2) + "\u{a0}" + (language == .en ? "bn" : "Mrd.")
        case 1e6...: trimmed(number / 1e6, decimals: 2) + "\u{a0}" + (language == .en ? "m" : "Mio.")
        case 1e5...: trimmed(number / 1e3, decimals: 1) + (language == .en ? "k" : "\u{a0}T")
        default: trimmed(number, decimals: decimals)
        }
    }
}

private let powersOfTen: [Double] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
