/// How well confidence came true: people's forecasts beside what happened. It knows no names, so it can rank nobody; give it the forecasts of a
/// team, a cycle or the workspace.
public struct Calibration: Sendable, Hashable {
    /// What was said about a target, and whether it was reached by its date.
    public struct Forecast: Sendable, Hashable {
        /// 0 to 100.
        public var said: Int
        public var cameTrue: Bool

        public init(said: Int, cameTrue: Bool) {
            self.said = said
            self.cameTrue = cameTrue
        }
    }

    /// The forecasts of one fifth of the scale, as a point or bar of a small chart.
    public struct Bin: Sendable, Hashable {
        /// The ends in per cent; the upper one belongs to the next bin, except 100.
        public var from: Int
        public var to: Int
        public var count: Int
        /// The mean of what was said, and the share that came true, 0 to 1. Nil without forecasts.
        public var said: Double?
        public var cameTrue: Double?
    }

    /// With fewer forecasts chance says more than skill.
    public static let fewest = 20
    /// A bin with fewer is not worth a sentence.
    static let fewestInBin = 5

    public let count: Int
    /// The mean of (forecast − outcome)², after Brier (1950): 0 is perfect, 0.25 what a coin gets, 1 always wrong.
    public let brier: Double
    /// Five, from 0–20 % to 80–100 %.
    public let bins: [Bin]

    /// Nil with fewer than 20 forecasts. What was said counts as 0 to 100.
    public init?(_ forecasts: [Forecast]) {
        guard forecasts.count >= Calibration.fewest else { return nil }
        let forecasts = forecasts.map { Forecast(said: min(max($0.said, 0), 100), cameTrue: $0.cameTrue) }
        count = forecasts.count
        brier = forecasts.map(\.miss).reduce(0, +) / Double(count)
        bins = (0..<5).map { index in Bin(index, of: forecasts.filter { min($0.said / 20, 4) == index }) }
    }

    /// The score, and where saying and happening lie farthest apart, if that is 10 points or more.
    public var sentence: Words {
        guard let bin = telling, let share = bin.cameTrue else { return score }
        return """
            \(score) What was said to be \(bin.from) to \(bin.to) % likely came true \(percent: share) of the time \
            (\(bin.count) forecasts).
            """
    }

    private var score: Words { "From \(count) forecasts: score \(brier, decimals: 2), where 0 is perfect and 0.25 a coin." }

    private var telling: Bin? {
        bins.filter { $0.count >= Calibration.fewestInBin && $0.gap >= 0.1 }.max { $0.gap < $1.gap }
    }
}

extension Calibration.Forecast {
    fileprivate var miss: Double {
        let gap = Double(said) / 100 - (cameTrue ? 1 : 0)
        return gap * gap
    }
}

extension Calibration.Bin {
    fileprivate init(_ index: Int, of forecasts: [Calibration.Forecast]) {
        (from, to, count) = (index * 20, index * 20 + 20, forecasts.count)
        guard !forecasts.isEmpty else { return }
        said = Double(forecasts.reduce(0) { $0 + $1.said }) / Double(count) / 100
        cameTrue = Double(forecasts.count { $0.cameTrue }) / Double(count)
    }

    /// How far what was said lies from what came true.
    fileprivate var gap: Double { abs((said ?? 0) - (cameTrue ?? 0)) }
}
