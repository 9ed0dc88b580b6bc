@testable import App
import Domain
import Foundation
import Testing

/// Where the lines of a chart stand, as numbers; nothing here needs a database.
@Suite struct ChartTests {
    private let start = Day(iso: "2026-09-01")!
    private let end = Day(iso: "2026-12-18")!

    @Test(
        arguments: [[94, 42], [0, 100], [2.5, 4], [0.001, 0.002], [-40, -10], [5, 5], [0, 0], [1e6, 3e6], [39.9, 0.1]] as [[Double]])
    func `a scale has three or four round values and holds everything`(values: [Double]) {
        let scale = Scale(of: values, top: 20, bottom: 128)
        #expect((3...5).contains(scale.lines.count), "\(scale.lines)")
        #expect(scale.low <= values.min()! && scale.high >= values.max()!)
        for value in values + scale.lines { #expect((19.99...128.01).contains(scale.y(value)), "\(value) in \(scale)") }
    }

    @Test func `larger values stand higher`() {
        let scale = Scale(of: [10, 90], top: 20, bottom: 128)
        #expect(scale.y(90) < scale.y(50) && scale.y(50) < scale.y(10))
    }

    @Test func `values that are no numbers do not break a scale`() {
        let scale = Scale(of: [.nan, .infinity, 3, 1e300], top: 20, bottom: 128)
        for line in scale.lines { #expect(line.isFinite) }
        #expect(scale.y(.nan) == 128 && scale.y(.infinity) == 128)
    }

    @Test func `days stand in their order from 0 to 100`() {
        let axis = TimeAxis(from: start, to: end)
        let days = stride(from: 0, through: 108, by: 7).map { start.advanced(by: $0) }
        let places = days.map { axis.x($0) }
        #expect(places == places.sorted() && places.first == 0)
        #expect(axis.x(end) == 100 && axis.x(end.advanced(by: 90)) == 100)
        #expect(abs(axis.x(Day(iso: "2026-10-01")!) - 27.78) < 0.01)
    }

    @Test(arguments: [1, 20, 108, 400, 1500, 7000])
    func `an axis names at most eight days, in order`(length: Int) {
        let marks = TimeAxis(from: start, to: start.advanced(by: length)).marks
        #expect((1...8).contains(marks.count), "\(marks)")
        #expect(marks == marks.sorted())
    }

    @Test func `the plan is a straight line between its points`() {
        let plan = [Chart.Point(day: start, value: 94), Chart.Point(day: end, value: 42)]
        #expect(Chart.value(of: plan, on: start) == 94)
        #expect(Chart.value(of: plan, on: end) == 42)
        #expect(Chart.value(of: plan, on: start.advanced(by: 54)) == 68)
        #expect(Chart.value(of: [], on: start) == nil)
    }

    @Test func `a chart draws reports, plan, today and names, and nothing in an inline style`() {
        let html = TestPage.page.drawing(chart(points: 10)).markup
        #expect(html.components(separatedBy: "class=\"point\"").count == 10)
        #expect(html.components(separatedBy: "class=\"point last\"").count == 2)
        #expect(html.contains("42 planned") && html.contains(">today<") && html.contains(">Sep<") && html.contains(">Dec<"))
        #expect(!html.contains("style=") && !html.contains("nan") && !html.contains("inf"))
    }

    @Test func `every coordinate lies within the drawing`() throws {
        let html = TestPage.page.drawing(chart(points: 12)).markup
        for match in html.matches(of: /points="([^"]*)"/) {
            for pair in match.1.split(separator: " ") {
                let place = pair.split(separator: ",").map { Double($0)! }
                #expect((0...100).contains(place[0]))
                #expect((0...152).contains(place[1]))
            }
        }
        for match in html.matches(of: /c?y="([0-9.]+)"/) {
            let y = Double(match.1)!
            #expect((0...156).contains(y))
        }
    }

    @Test func `a chart without reports, or with a single one, is drawn too`() {
        let none = TestPage.page.drawing(chart(points: 0)).markup
        #expect(none.contains("class=\"plan\"") && !none.contains("point last"))
        let one = TestPage.page.drawing(chart(points: 1)).markup
        #expect(one.contains("point last") && !one.contains("polyline class=\"value\""))
    }

    @Test func `many reports are a line without rings`() {
        let html = TestPage.page.drawing(chart(points: 90)).markup
        #expect(!html.contains("class=\"point\"") && html.contains("class=\"point last\""))
    }

    @Test func `names at the right end do not lie on each other`() throws {
        var chart = chart(points: 3)
        chart.plan = []
        chart.limits = [.init(value: 90, name: "\("90") at most"), .init(value: 89.9, name: "\("89.9") at least")]
        let names = TestPage.page.drawing(chart).markup.matches(of: /<text x="0" y="([0-9.]+)">/).map { Double($0.1)! }
        #expect(names.count == 2 && abs(names[0] - names[1]) >= 15)
    }

    @Test func `a forecast is a band from the last report to the due date, named by its ends, with a row in the table`() throws {
        var chart = chart(points: 6)
        let reports = chart.points.map { Forecast.Report($0.day, $0.value) }
        chart.band = try #require(Forecast(reports, dueOn: end)).band
        let html = TestPage.page.figure(chart, caption: "", unit: "days", decimals: 0).markup
        let band = try #require(html.firstMatch(of: #/class="band" points="([^ ]+) /#)).1
        let last = try #require(html.firstMatch(of: #/class="value" points="(?:[^ ]+ )*([^ ]+) "/#)).1
        #expect(band.split(separator: ",")[0] == last.split(separator: ",")[0])
        #expect(html.contains("class=\"middle\"") && html.contains(" likely</text>"))
        #expect(html.contains("<span class=\"mute\">forecast</span>"))
        chart.band = []
        let without = TestPage.page.figure(chart, caption: "", unit: "days", decimals: 0).markup
        #expect(!without.contains("band") && !without.contains("likely") && !without.contains("forecast"))
    }

    @Test func `a threshold is a line from the day it was agreed, and the scale holds it`() {
        var chart = chart(points: 6)
        chart.thresholds = [.init(day: Day(iso: "2026-10-01")!, value: 110)]
        let html = TestPage.page.drawing(chart).markup
        #expect(html.contains("<line class=\"threshold\" x1=\"27.78%\" x2=\"100%\"") && html.contains("class=\"bad\">110 threshold</text>"))
        let y = html.firstMatch(of: /class="threshold"[^>]* y1="([0-9.]+)"/).flatMap { Double($0.1) }
        #expect(y.map { (19.99...128.01).contains($0) } == true)
    }

    @Test func `many names at the right end stay within the drawing and apart`() {
        var chart = chart(points: 6)
        chart.thresholds = (0..<3).map { .init(day: start, value: 42 + Double($0) / 10) }
        let names = TestPage.page.drawing(chart).markup.matches(of: /<text x="0" y="([0-9.]+)"/).map { Double($0.1)! }
        #expect(names.count == 4 && names.max()! <= 152)
        for (above, below) in zip(names, names.dropFirst()) { #expect(below - above >= 14.9) }
    }

    @Test func `the numbers of a chart are a table, and texts in it are escaped`() {
        let html = TestPage.page.figure(chart(points: 2), caption: HTML(escaping: "<script>"), unit: "<b>", decimals: 1).markup
        #expect(html.contains("<table") && html.contains("&lt;b&gt;") && html.contains("&lt;script&gt;"))
        #expect(!html.contains("<script>") && !html.contains(", <b>"))
    }

    @Test func `numbers lose zeros at their end, and large ones become short`() {
        let english = Tongue(language: .en, zone: .gmt)
        let german = Tongue(language: .de, zone: .gmt)
        #expect(
            [english.trimmed(3, decimals: 1), english.trimmed(2.60, decimals: 2), english.trimmed(100, decimals: 0)] == ["3", "2.6", "100"])
        #expect(german.trimmed(2.6, decimals: 1) == "2,6")
        #expect(english.short(1_250_000, decimals: 0) == "1.25\u{a0}m" && german.short(1_250_000, decimals: 0) == "1,25\u{a0}Mio.")
        #expect(english.short(-0.5, decimals: 1) == "−0.5")
    }

    @Test func `lengths are written shortly`() {
        let html: HTML = "\(27.777) \(0.0) \(100.0) \(-0.05) \(3.10) \(Double.nan)"
        #expect(html.markup == "27.78 0 100 -0.05 3.1 0")
    }

    private func chart(points count: Int) -> Chart {
        let points = (0..<count).map { Chart.Point(day: start.advanced(by: 2 + $0 * (count > 20 ? 1 : 7)), value: 94 - Double($0) * 1.7) }
        let plan = [Chart.Point(day: start, value: 94), Chart.Point(day: end, value: 42)]
        return Chart(
            points: points, plan: plan, axis: TimeAxis(from: start, to: end), today: Day(iso: "2026-11-12")!)
    }
}

/// A page of nobody, for drawing on.
enum TestPage {
    static let page = Page(
        assets: try! Assets.load(), account: nil, viewer: nil, tongue: Tongue(language: .en, zone: .gmt),
        now: Moment(milliseconds: 1_793_865_600_000), settings: Settings())
}
