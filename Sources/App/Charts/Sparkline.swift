import Domain

extension Page {
    /// The small drawing below the large number of a primary key result: plan, reports and where they lead, without scale or names.
    func sparkline(points: [Chart.Point], plan: [Chart.Point], band: [Forecast.Range] = [], axis: TimeAxis) -> HTML {
        let outline = Chart.outline(of: band)
        let scale = Scale(bare: (points + plan + outline).map(\.value), top: 8, bottom: 49)
        func path(_ points: [Chart.Point]) -> [HTML] { points.map { "\(axis.x($0.day)),\(scale.y($0.value)) " } }
        let last = points.last.map {
            "<circle class=\"point last\" cx=\"\(axis.x($0.day))%\" cy=\"\(scale.y($0.value))\" r=\"3.5\"/>" as HTML
        }
        return """
            <svg class="chart-plot" height="56" aria-hidden="true"><svg viewBox="0 0 100 56" preserveAspectRatio="none" width="100%" height="56">\
            \(when(band.count > 1, "<polygon class=\"band\" points=\"\(path(outline))\"/>"))\
            \(when(plan.count > 1, "<polyline class=\"plan\" points=\"\(path(plan))\"/>"))\
            \(when(points.count > 1, "<polyline class=\"value\" points=\"\(path(points))\"/>"))</svg>\(last)</svg>
            """
    }
}
