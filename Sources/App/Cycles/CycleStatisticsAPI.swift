import Domain

extension Drift.Kind: APIWord {}
extension Coach.Label: APIWord {}

private let gradeCountShape = Shape<(grade: Double, goals: Int)>("GradeCount", words: "How many goals got a grade.") { shape in
    shape.number("grade", "From 0 to 1, in tenths.") { $0.grade }
    shape.integer("goals", "How many.") { $0.goals }
}

private let outcomeCountShape = Shape<(outcome: Goal.Outcome, goals: Int)>("OutcomeCount", words: "How many goals ended how.") { shape in
    shape.word("outcome", "How they ended.") { $0.outcome }
    shape.integer("goals", "How many.") { $0.goals }
}

private let statusCountShape = Shape<(status: Status, goals: Int)>("StatusCount", words: "How many goals stood how.") { shape in
    shape.word("status", "How they stood.") { $0.status }
    shape.integer("goals", "How many.") { $0.goals }
}

private let weekShape = Shape<CycleStatistics.Week>("CycleWeek", words: "A week of a cycle.") { shape in
    shape.integer("number", "Counted from 1.") { $0.number }
    shape.date("from", "Its first day.") { $0.from }
    shape.date("to", "Its last day.") { $0.to }
    shape.integer("running", "Goals that were running at its end.") { $0.running }
    shape.integer("heard", "How many of these were heard of in it.") { $0.heard }
    shape.integer("check_ins", "How many check-ins there were.") { $0.checkIns }
    shape.many("statuses", "How the running goals stood at its end.", statusCountShape) { week in
        Status.allCases.compactMap { status in week.statuses[status].map { (status, $0) } }
    }
}

private let changedShape = Shape<CycleStatistics.Changed>("PromiseChanges", words: "What changed after it was promised.") { shape in
    shape.word("kind", "What of the promise.") { $0.kind }
    shape.integer("goals", "In how many goals.") { $0.goals }
    shape.integer("times", "How often in all.") { $0.times }
}

private let wordingShape = Shape<CycleStatistics.Wording>("WordingCount", words: "What titles name, as the coach reads them.") { shape in
    shape.word("label", "A change, work done, or not sure.") { $0.label }
    shape.integer("goals", "How many.") { $0.goals }
    shape.number("mean_grade", "The mean of their grades; null where none is graded.") { $0.meanGrade }
}

private let binShape = Shape<Calibration.Bin>("CalibrationBin", words: "The forecasts of one fifth of the scale.") { shape in
    shape.integer("from", "The lower end, in per cent.") { $0.from }
    shape.integer("to", "The upper end, in per cent.") { $0.to }
    shape.integer("forecasts", "How many.") { $0.count }
    shape.number("said", "The mean of what was said, 0 to 1.") { $0.said }
    shape.number("came_true", "The share that came true, 0 to 1.") { $0.cameTrue }
}

private let calibrationShape = Shape<Calibration>("Calibration", words: "How well confidence came true, for all together.") { shape in
    shape.integer("forecasts", "How many forecasts have come to their end.") { $0.count }
    shape.number("score", "The Brier score: 0 is perfect, 0.25 a coin.") { $0.brier }
    shape.sentence("sentence", "The same in words.") { $0.sentence }
    shape.many("bins", "By what was said.", binShape) { $0.bins }
}

private let confidenceShape = Shape<ConfidenceOverTime.Week>("ConfidenceWeek", words: "What was held likely at the end of a week.") {
    shape in
    shape.integer("number", "The week, counted from 1.") { $0.number }
    shape.date("to", "Its last day, or today.") { $0.to }
    shape.integer("goals", "Of how many goals something had been said.") { $0.goals }
    shape.integer("lowest", "The lowest, 0 to 100.") { $0.lowest }
    shape.integer("median", "The one in the middle: half of the goals lie at it or above.") { $0.median }
    shape.integer("highest", "The highest, 0 to 100.") { $0.highest }
}

let cycleStatisticsShape = Shape<CycleStatistics>("CycleStatistics", words: "What a cycle can teach, from the goals you may see.") {
    shape in
    shape.integer("goals", "How many goals there are.") { $0.goals }
    shape.integer("open", "How many of them are still open.") { $0.open }
    shape.many("outcomes", "How the closed ones ended.", outcomeCountShape) { statistics in
        Goal.Outcome.allCases.compactMap { outcome in statistics.outcomes[outcome].map { (outcome, $0) } }
    }
    shape.many("grades", "The grades given, from 0 to 1.", gradeCountShape) { $0.grades.enumerated().map { (Double($0) / 10, $1) } }
    shape.number("mean_grade", "Their mean; null where none is graded.") { $0.meanGrade }
    shape.many("weeks", "Its weeks so far.", weekShape) { $0.weeks }
    shape.integer("committed", "How many goals were promised.") { $0.committed }
    shape.integer("unchanged", "How many of these stayed as they were promised.") { $0.unchanged }
    shape.many("changes", "What changed in the others.", changedShape) { $0.changes }
    shape.many("wordings", "Outcome against output.", wordingShape) { $0.wordings }
    shape.many("confidence", "What was held likely, by week; weeks before anything was said are left out.", confidenceShape) {
        $0.confidence.weeks
    }
    shape.integer("forecasts", "How many forecasts have come to their end.") { $0.forecasts.count }
    shape.one("calibration", "How well they came true; null with fewer than 20.", calibrationShape) { $0.calibration }
}

let cycleStatisticsEndpoints: [Endpoint] = [
    .get(
        "/cycles/{cycle}/statistics", "getCycleStatistics", .cycles,
        summary: "Read what a cycle can teach: grades, statuses by week, check-ins, changed promises, wording, calibration",
        gives: cycleStatisticsShape
    ) { call in
        try await Cycles(cairn: call.cairn).statistics(call.id("cycle"), for: call.viewer).statistics
    }.remembered()
]
