import Domain
import Testing

private func graded(_ progress: Double?, _ keyResults: [KeyResult] = [], _ mode: Goal.RollUpMode = .automatic) -> Grade? {
    goal { ($0.progress, $0.rollUp) = (progress, mode) }.suggestedGrade(keyResults)
}

@Suite struct `The grade of a goal` {
    @Test(arguments: [
        (0, 0.0, Goal.Outcome.missed), (0.04, 0, .missed), (0.3, 0.3, .missed), (0.3499, 0.3, .missed), (0.35, 0.4, .partly),
        (0.72, 0.7, .partly),
        (0.75, 0.8, .partly), (0.9499, 0.9, .partly), (0.95, 1, .achieved), (1, 1, .achieved), (1.4, 1, .achieved), (-0.2, 0, .missed),
    ])
    func `the numbers suggest it, and the outcome that fits`(progress: Double, value: Double, outcome: Goal.Outcome) throws {
        let grade = try #require(graded(progress))
        #expect(grade.value == value && grade.outcome == outcome)
    }

    @Test func `a better goal never gets a worse grade, and a grade never another outcome's`() {
        let grades = (0...1000).map { graded(Double($0) / 1000)! }
        for (left, right) in zip(grades, grades.dropFirst()) { #expect(left.value <= right.value) }
        for grade in grades {
            #expect(grade.outcome == (grade.value == 1 ? .achieved : grade.value >= 0.4 ? .partly : .missed))
        }
    }

    @Test func `it says where it comes from`() {
        let two = [number(value: 100), number(value: 44), number(.keepAbove, to: 90, value: 95)]
        #expect(graded(0.81, two).map { english($0.reason) } == "81 % of the way; 2 of 3 key results are met.")
        #expect(graded(1, [number(value: 100)]).map { english($0.reason) } == "100 % of the way; its key result is met.")
        #expect(graded(0.997, [number(value: 99.7)]).map { english($0.reason) } == "99.7 % of the way; its key result is not met.")
        #expect(graded(0.5, two, .byHand).map { english($0.reason) } == "50 % of the way, set by hand.")
        #expect(graded(0.5, [], .childGoals).map { english($0.reason) } == "50 % of the way, from its child goals.")
        #expect(graded(0.5, [number(value: 50) { $0.weight = 0 }]).map { english($0.reason) } == "50 % of the way, from its child goals.")
        #expect(graded(nil) == nil)
    }

    @Test func `what is kept is met or not`() {
        #expect(number(.keepAbove, to: 90, value: 89).progress == 0 && number(.keepBelow, to: 90, value: 89).progress == 1)
    }

    @Test func `people change it with a reason`() throws {
        let suggested = try #require(graded(0.72))
        #expect(try Grade.chosen(0.7, .partly, reason: " ", suggested: suggested) == suggested)
        #expect(problems { _ = try Grade.chosen(0.9, .partly, reason: "", suggested: suggested) }["reason"] != nil)
        #expect(problems { _ = try Grade.chosen(0.7, .achieved, reason: "", suggested: suggested) }["reason"] != nil)
        #expect(problems { _ = try Grade.chosen(0.7, .partly, reason: "", suggested: nil) }["reason"] != nil)
        for wrong in [1.1, -0.1, .nan, .infinity] {
            #expect(problems { _ = try Grade.chosen(wrong, .partly, reason: "x", suggested: nil) }["grade"] != nil)
        }
        let chosen = try Grade.chosen(0.86, .achieved, reason: "The rest came a week later.", suggested: suggested)
        #expect(chosen.value == 0.9 && chosen.outcome == .achieved && english(chosen.reason) == "The rest came a week later.")
    }
}
