import Domain
import Testing

private func said(_ said: Int, _ count: Int, true held: Int) -> [Calibration.Forecast] {
    (0..<count).map { Calibration.Forecast(said: said, cameTrue: $0 < held) }
}

@Suite struct `How confidence came true` {
    @Test func `it needs twenty forecasts`() {
        #expect(Calibration(said(50, 19, true: 9)) == nil && Calibration([]) == nil)
        #expect(Calibration(said(50, 20, true: 10))?.count == 20)
    }

    @Test(arguments: [(100, 20, 0.0), (100, 0, 1), (50, 7, 0.25), (80, 16, 0.16), (0, 0, 0), (130, 20, 0), (-5, 20, 1)])
    func `the score is the mean square of what was missed`(saying: Int, held: Int, score: Double) throws {
        #expect(abs(try #require(Calibration(said(saying, 20, true: held))).brier - score) < 1e-12)
    }

    @Test func `the bins count everything once, 100 % in the last`() throws {
        let all = [0, 19, 20, 39, 40, 59, 60, 79, 80, 99, 100].flatMap { said($0, 2, true: 1) }
        let bins = try #require(Calibration(all)).bins
        #expect(bins.map(\.from) == [0, 20, 40, 60, 80] && bins.map(\.to) == [20, 40, 60, 80, 100])
        #expect(bins.map(\.count) == [4, 4, 4, 4, 6] && bins.allSatisfy { $0.cameTrue == 0.5 })
        #expect(abs(try #require(bins[1].said) - 0.295) < 1e-12)
        let empty = try #require(Calibration(said(90, 20, true: 18))).bins[0]
        #expect(empty.count == 0 && empty.said == nil && empty.cameTrue == nil)
    }

    @Test func `it says where saying and happening are farthest apart`() throws {
        let calibration = try #require(Calibration(said(70, 20, true: 9) + said(10, 4, true: 4)))
        #expect(
            english(calibration.sentence) == """
                From 24 forecasts: score 0.39, where 0 is perfect and 0.25 a coin. What was said to be 60 to 80 % likely came true 45 % of the \
                time (20 forecasts).
                """)
        let good = try #require(Calibration(said(90, 20, true: 18)))
        #expect(english(good.sentence) == "From 20 forecasts: score 0.09, where 0 is perfect and 0.25 a coin.")
    }
}
