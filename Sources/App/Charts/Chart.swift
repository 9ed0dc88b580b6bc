import Domain

/// What was reported about a key result, beside what was planned, over time.
struct Chart: Sendable {
    struct Point: Sendable, Hashable {
        var day: Day
        var value: Double
    }

    /// A value to stay above or below, and its name at the right end.
    struct Limit: Sendable {
        var value: Double
        var name: Phrase
    }

    var points: [Point]
    /// Baseline, dated targets between, and the target, in order; fewer than two where there is no path, as for limits.
    var plan: [Point] = []
    var limits: [Limit] = []
    /// Values that call people together once they are crossed, each from the day it was agreed.
    var thresholds: [Point] = []
    /// Where the reports point, from the last one to the due date; empty without a forecast.
    var band: [Forecast.Range] = []
    /// What the scale spans even where nothing is drawn, such as 0 to 100 of a per cent.
    var holding: ClosedRange<Double>?
    var axis: TimeAxis
    var today: Day
    var height = 152
    /// Of the numbers that a forecast shows.
    var decimals = 0
}

/// A chart being drawn: where each thing stands.
private struct Plot {
    let chart: Chart
    let scale: Scale
    let height: Double

    init(_ chart: Chart) {
        self.chart = chart
        height = Double(chart.height)
        let values =
            chart.points.map(\.value) + chart.plan.map(\.value) + chart.limits.map(\.value) + chart.thresholds.map(\.value)
            + chart.band.flatMap { [$0.low, $0.high] } + (chart.holding.map { [$0.lowerBound, $0.upperBound] } ?? [])
        scale = Scale(of: values, top: 20, bottom: height - 24)
    }

    func x(_ day: Day) -> Double { chart.axis.x(day) }
    func y(_ value: Double) -> Double { scale.y(value) }

    func path(_ points: [Chart.Point]) -> [HTML] {
        points.map { "\(x($0.day)),\(y($0.value)) " }
    }

    /// The value the plan has on a day, by a straight line between its points.
    func planned(on day: Day) -> Double? { Chart.value(of: chart.plan, on: day) }
}

extension Chart {
    /// Once around a band: along its upper edge, and back along the lower one.
    static func outline(of band: [Forecast.Range]) -> [Point] {
        band.map { Point(day: $0.day, value: $0.high) } + band.reversed().map { Point(day: $0.day, value: $0.low) }
    }

    /// The value on a day of a path through points in order; nil without a path, its ends before and after it.
    static func value(of path: [Point], on day: Day) -> Double? {
        guard path.count > 1 else { return nil }
        guard let next = path.firstIndex(where: { $0.day >= day }) else { return path.last?.value }
        guard next > 0, path[next].day > day else { return path[next].value }
        let (before, after) = (path[next - 1], path[next])
        let share = Double(before.day.distance(to: day)) / Double(max(before.day.distance(to: after.day), 1))
        return before.value + (after.value - before.value) * share
    }
}

extension Page {
    /// Three drawings in a row: scale, plot, names of lines. Hidden from screen readers, who get the caption and the numbers.
    func drawing(_ chart: Chart) -> HTML {
        let plot = Plot(chart)
        return """
            <div class="chart" aria-hidden="true">
            <svg class="chart-scale" height="\(chart.height)">\(scale(plot))</svg>
            <svg class="chart-plot" height="\(chart.height)">\(grid(plot))\(todayLine(plot))\
            <svg viewBox="0 0 100 \(chart.height)" preserveAspectRatio="none" width="100%" height="\(chart.height)">\(lines(plot))</svg>\
            \(thresholds(plot))\(rings(plot))\(lastValue(plot))\(targets(plot))\(months(plot))</svg>
            <svg class="chart-names" height="\(chart.height)">\(names(plot))</svg>
            </div>
            """
    }

    private func scale(_ plot: Plot) -> [HTML] {
        plot.scale.lines.map { value in
            "<text class=\"end\" x=\"100%\" y=\"\(plot.y(value) + 4)\">\(tongue.short(value, decimals: plot.scale.decimals))</text>"
        }
    }

    private func grid(_ plot: Plot) -> [HTML] {
        plot.scale.lines.map { value in
            let y = plot.y(value)
            return "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"\(y)\" y2=\"\(y)\"/>"
        }
    }

    private func todayLine(_ plot: Plot) -> HTML {
        guard plot.chart.axis.contains(plot.chart.today) else { return "" }
        let x = plot.x(plot.chart.today)
        return """
            <line class="today" x1="\(x)%" x2="\(x)%" y1="14" y2="\(plot.height - 24)"/><text class="mid" x="\(x)%" y="10">\(t("today"))</text>
            """
    }

    private func lines(_ plot: Plot) -> HTML {
        let limits = plot.chart.limits.map { limit -> HTML in
            let y = plot.y(limit.value)
            return "<line class=\"plan\" x1=\"0\" x2=\"100\" y1=\"\(y)\" y2=\"\(y)\"/>"
        }
        return """
            \(band(plot))\(limits)\(when(plot.chart.plan.count > 1, "<polyline class=\"plan\" points=\"\(plot.path(plot.chart.plan))\"/>"))\
            \(when(plot.chart.points.count > 1, "<polyline class=\"value\" points=\"\(plot.path(plot.chart.points))\"/>"))
            """
    }

    private func thresholds(_ plot: Plot) -> [HTML] {
        plot.chart.thresholds.map { threshold in
            let y = plot.y(threshold.value)
            return "<line class=\"threshold\" x1=\"\(plot.x(threshold.day))%\" x2=\"100%\" y1=\"\(y)\" y2=\"\(y)\"/>"
        }
    }

    /// A surface that opens towards the due date, and its middle.
    private func band(_ plot: Plot) -> HTML {
        let band = plot.chart.band
        guard band.count > 1 else { return "" }
        let middle = band.map { Chart.Point(day: $0.day, value: $0.middle) }
        return
            "<polygon class=\"band\" points=\"\(plot.path(Chart.outline(of: band)))\"/><polyline class=\"middle\" points=\"\(plot.path(middle))\"/>"
    }

    /// A ring for every report. Where there are more than one can tell apart, the line alone says it.
    private func rings(_ plot: Plot) -> HTML {
        guard let last = plot.chart.points.last else { return "" }
        let earlier = plot.chart.points.count > 60 ? [] : plot.chart.points.dropLast()
        let rings = earlier.map { point -> HTML in
            "<circle class=\"point\" cx=\"\(plot.x(point.day))%\" cy=\"\(plot.y(point.value))\" r=\"2.5\"/>"
        }
        return "\(rings)<circle class=\"point last\" cx=\"\(plot.x(last.day))%\" cy=\"\(plot.y(last.value))\" r=\"4\"/>"
    }

    /// The newest value in bold, on the side of the line where the plan is not.
    private func lastValue(_ plot: Plot) -> HTML {
        guard let last = plot.chart.points.last else { return "" }
        let y = plot.y(last.value)
        let planned = plot.planned(on: last.day) ?? plot.chart.limits.first?.value
        let isAbove = planned.map { plot.y($0) >= y } ?? true
        let label = isAbove && y > 30 || y + 19 > plot.height - 26 ? y - 9 : y + 19
        return "<text class=\"strong mid halo\" x=\"\(plot.x(last.day))%\" y=\"\(label)\">\(tongue.short(last.value, decimals: 6))</text>"
    }

    private func targets(_ plot: Plot) -> [HTML] {
        plot.chart.plan.dropFirst().map { point in
            "<circle class=\"target\" cx=\"\(plot.x(point.day))%\" cy=\"\(plot.y(point.value))\" r=\"2.5\"/>"
        }
    }

    private func months(_ plot: Plot) -> [HTML] {
        plot.chart.axis.marks.map { "<text x=\"\(plot.x($0))%\" y=\"\(plot.height - 6)\">\(mark(of: $0, on: plot.chart.axis))</text>" }
    }

    /// "Oct", or the year where January begins one.
    func mark(of day: Day, on axis: TimeAxis) -> String {
        day.month == 1 && axis.from.year != axis.to.year ? String(day.year) : tongue.month(day, short: true)
    }

    /// The names of the lines at their right end, pushed apart where they would lie on each other.
    private func names(_ plot: Plot) -> [HTML] {
        var names = plot.chart.limits.map { (y: plot.y($0.value), name: t($0.name), mark: "" as HTML) }
        names += plot.chart.thresholds.map { threshold in
            (plot.y(threshold.value), t("\(tongue.short(threshold.value, decimals: 6)) threshold"), " class=\"bad\"")
        }
        if plot.chart.band.count > 1, let end = plot.chart.band.last {
            names.append((plot.y(end.middle), t("\(span(of: end, decimals: plot.chart.decimals)) likely"), " class=\"good\""))
        }
        if plot.chart.plan.count > 1, let target = plot.chart.plan.last?.value {
            names.append((plot.y(target), t("\(tongue.short(target, decimals: 6)) planned"), ""))
        }
        names.sort { $0.y < $1.y }
        for index in names.indices.dropFirst() { names[index].y = max(names[index].y, names[index - 1].y + 15) }
        // What was pushed below the edge makes room upwards again.
        var floor = plot.height - 8
        for index in names.indices.reversed() {
            names[index].y = min(names[index].y, floor)
            floor = names[index].y - 15
        }
        return names.map { "<text x=\"0\" y=\"\($0.y + 4)\"\($0.mark)>\($0.name)</text>" }
    }

    /// "66–71", or one number where both ends look the same.
    func span(of range: Forecast.Range, decimals: Int) -> String {
        let (low, high) = (tongue.short(range.low, decimals: decimals), tongue.short(range.high, decimals: decimals))
        return low == high ? low : "\(low)–\(high)"
    }
}
