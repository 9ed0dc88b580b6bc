import Domain
import Testing

@Suite struct `Data against people` {
    @Test(
        arguments: [
            (0.2, 80, "The check-in says 80 % likely, the numbers so far say 20 %. What is coming that they do not show yet?"),
            (0.5, 80, "The check-in says 80 % likely, the numbers so far say 50 %. What is coming that they do not show yet?"),
            (0.9, 50, "The check-in says 50 % likely, the numbers so far say 90 %. What is there to heed that they do not show?"),
            (0.504, 80, "The check-in says 80 % likely, the numbers so far say 50 %. What is coming that they do not show yet?"),
            (0.506, 80, nil), (0.2, 20, nil), (0.99, 70, nil),
        ] as [(Double, Int, String?)])
    func `thirty points apart they are set side by side, as a question`(data: Double, people: Int, sentence: String?) {
        #expect(Forecast.disagreement(data: data, people: people).map(english) == sentence)
    }
}
