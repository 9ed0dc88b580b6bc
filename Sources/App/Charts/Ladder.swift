import Domain
import Foundation

/// Milestones on one line: filled where they were reached, open where not, ochre where their day has passed.
struct Ladder: Sendable {
    struct Rung: Sendable {
        var day: Day
        var title: String
        var isReached: Bool
    }

    enum Side { case above, below }

    /// In the order of their days.
    var rungs: [Rung]
    var axis: TimeAxis
    var today: Day

    /// On which side of the line each title stands: the first where it does not lie on another, or on the word "today". Nil where neither
    /// is free: the list below says it.
    var sides: [Side?] {
        var ends: [Side: Double] = [:]
        let today = axis.x(today)
        return rungs.map { rung in
            let x = axis.x(rung.day)
            // About a hundredth of the width for each letter, as wide as a column is on a desk.
            let width = Double(min(rung.title.count, longestRungTitle)) * 1.05
            let start = x > 80 ? x - width : x < 20 ? x : x - width / 2
            let meetsToday = start - 4 < today && today < start + width + 4
            let free = [Side.above, .below].first { side in
                start > ends[side] ?? -100 && !(side == .above && meetsToday && axis.contains(self.today))
            }
            if let free { ends[free] = start + width + 1 }
            return free
        }
    }
}

private let longestRungTitle = 28

extension Page {
    /// The drawing only; the list of milestones below it says the same in words.
    func drawing(_ ladder: Ladder) -> HTML {
        let axis = ladder.axis
        let x = axis.x(ladder.today)
        let today: HTML = """
            <line class="today" x1="\(x)%" x2="\(x)%" y1="30" y2="58"/><text class="mid" x="\(x)%" y="26">\(t("today"))</text>
            """
        let months = axis.marks.map { "<text x=\"\(axis.x($0))%\" y=\"92\">\(mark(of: $0, on: axis))</text>" as HTML }
        return """
            <svg class="ladder" height="96" aria-hidden="true"><line class="grid" x1="0" x2="100%" y1="44" y2="44"/>\(rungs(ladder))\
            \(when(axis.contains(ladder.today), today))\(months)</svg>
            """
    }

    private func rungs(_ ladder: Ladder) -> [HTML] {
        zip(ladder.rungs, ladder.sides).map { rung, side in
            let x = ladder.axis.x(rung.day)
            let state: HTML = rung.isReached ? "done" : rung.day < ladder.today ? "late" : "open"
            let anchor: HTML = x > 80 ? "end" : x < 20 ? "start" : "mid"
            let shift = x > 80 ? 8 : x < 20 ? -6 : 0
            let title = side.map { side -> HTML in
                "<text class=\"strong \(anchor)\" x=\"\(shift)\" y=\"\(side == .above ? -14 : 24)\">\(shortened(rung.title, to: longestRungTitle))</text>"
            }
            return "<svg x=\"\(x)%\" y=\"44\" overflow=\"visible\"><path class=\"\(state)\" d=\"M0-6 6 0 0 6-6 0Z\"/>\(title)</svg>"
        }
    }

    /// The beginning of a text that has to fit.
    func shortened(_ text: String, to length: Int) -> String {
        text.utf8.count <= length || text.count <= length ? text : text.prefix(length - 1).trimmingCharacters(in: .whitespaces) + "…"
    }
}
