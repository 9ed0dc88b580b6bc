import Foundation

/// The upright scale of a chart: which values stand at its edges, and the three or four round values with a line.
struct Scale: Sendable {
    private(set) var low: Double
    private(set) var high: Double
    private(set) var lines: [Double]
    /// How many decimals the round values need.
    private(set) var decimals: Int
    let top: Double
    let bottom: Double

    /// - Parameters:
    ///   - values: everything that is drawn. What is not a number is left out; nothing at all gives 0 to 1.
    ///   - top: pixels from the upper edge to the highest value, `bottom` to the lowest.
    init(of values: [Double], top: Double, bottom: Double) {
        let finite = values.filter { $0.isFinite && abs($0) < 1e15 }
        let least = finite.min() ?? 0
        let most = finite.max() ?? 1
        let span = most > least ? most - least : max(abs(most) * 0.2, 1e-6)
        let step = roundStep(span)
        self.top = top
        self.bottom = bottom
        low = least - span * 0.06
        high = most + span * 0.06
        if least >= 0 { low = max(low, 0) }
        var first = (low / step).rounded(.up)
        var last = (high / step).rounded(.down)
        // Fewer than three lines are no scale: it grows on the side where the next round value is nearer.
        while last - first < 2 {
            if first * step > 0 || least < 0, low - (first - 1) * step <= (last + 1) * step - high { first -= 1 } else { last += 1 }
        }
        low = min(low, first * step)
        high = max(high, last * step)
        lines = (0...Int(last - first)).map { (first + Double($0)) * step }
        decimals = max(0, min(6, 1 - Int(log10(step).rounded(.down))))
    }

    /// A scale without lines that ends exactly at the least and the greatest value.
    init(bare values: [Double], top: Double, bottom: Double) {
        let finite = values.filter { $0.isFinite && abs($0) < 1e15 }
        let least = finite.min() ?? 0
        low = least
        high = max(finite.max() ?? 1, least + max(abs(least) * 1e-6, 1e-9))
        lines = []
        decimals = 0
        self.top = top
        self.bottom = bottom
    }

    /// Pixels from the upper edge.
    func y(_ value: Double) -> Double {
        guard value.isFinite else { return bottom }
        return bottom - (min(max(value, low), high) - low) / (high - low) * (bottom - top)
    }
}

/// The round step that divides a span into three or four.
private func roundStep(_ span: Double) -> Double {
    let unit = pow(10, log10(span / 4).rounded(.down))
    let steps: [Double] = [1, 1.5, 2, 2.5, 5, 10]
    return (steps.first { span * 1.12 / ($0 * unit) < 4 } ?? 10) * unit
}
