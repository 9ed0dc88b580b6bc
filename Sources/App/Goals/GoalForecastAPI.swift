import Domain

/// Where a key result points, ready to be told.
struct ForecastRow: Sendable {
    var keyResult: KeyResult
    var forecast: Forecast
}

let forecastShape = Shape<ForecastRow>("Forecast", words: "Where a key result ends by its due date if it goes on as reported.") { shape in
    shape.id("key_result_id", "The key result.") { $0.keyResult.id }
    shape.date("due_on", "The day it is about.") { $0.forecast.dueOn }
    shape.integer("reports", "From how many days with reports it was made; the last 60 at most.") { $0.forecast.count }
    shape.number("low", "The lower end of the range that holds the end eight times in ten.") { $0.forecast.end.low }
    shape.number("middle", "Where the trend ends.") { $0.forecast.end.middle }
    shape.number("high", "The upper end of that range.") { $0.forecast.end.high }
    shape.number("likelihood", "How likely the target is, 0.01 to 0.99; null without a target.") {
        $0.keyResult.likelihood(by: $0.forecast)
    }
    shape.add("words", .list(.text(atMost: nil)), "How it was made and what it says, a sentence each.") { row, json, tongue in
        list(row.keyResult.words(for: row.forecast), &json, tongue) { words, json, tongue in json.append(text: tongue.plain(words)) }
    }
}

let forecastEndpoints: [Endpoint] = [
    .list(
        "/goals/{goal}/forecasts", "listForecasts", .goals,
        summary: "Read where the numbers of a committed goal point: those with reports on four days that are not due yet", paged: false,
        gives: forecastShape
    ) { call in
        let goal: ID<Goal> = try call.id("goal")
        return try await call.read { db, now in
            var view = try db.bareGoalView(goal, for: call.viewer, at: now)
            view.keyResults = try db.keyResultViews(of: view.goal, in: call.viewer.workspace, today: view.today)
            try db.addValues(to: &view, call.viewer.workspace)
            view.lookAhead()
            return Items(view.keyResults.compactMap { part in part.forecast.map { ForecastRow(keyResult: part.keyResult, forecast: $0) } })
        }
    }
]
