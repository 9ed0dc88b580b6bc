import Domain

/// What the coach says of a goal that is there, by one call.
private struct GoalCoaching: Sendable {
    var reading: Coach.Reading
    var notes: [Coach.Note]
    var keyResults: [KeyResult]
}

private let readingShape = Shape<Coach.Reading>(
    "CoachReading", words: "Whether a wording names a change or work done. It advises; nothing depends on it."
) {
    shape in
    shape.add("label", .word(Coach.Label.allCases.map(\.rawValue)), "A change is an outcome, work done an output.") { reading, json, _ in
        json.append(text: reading.label.rawValue)
    }
    shape.number("certainty", "How clearly the words decide, 0 to 1; below a half it is unsure.") { $0.certainty }
    shape.sentence("because", "Why, quoting the words that decided.") { $0.because }
    shape.text("question", "The question that turns work into a change, or makes a change countable; null where there is none to ask.") {
        (reading: Coach.Reading) -> String? in
        let language = Language(rawValue: reading.language.rawValue) ?? .en
        return reading.question.map { Tongue(language: language, zone: .gmt).plain($0) }
    }
    shape.add("language", .word(Coach.Language.allCases.map(\.rawValue)), "The language it was read in.") { reading, json, _ in
        json.append(text: reading.language.rawValue)
    }
}

private typealias NoteOfGoal = (note: Coach.Note, keyResult: ID<KeyResult>?)

private let noteShape = Shape<NoteOfGoal>("CoachNote", words: "Something of a goal or key result that is worth another look.") { shape in
    shape.add("code", .word(Coach.Note.Code.allCases.map(\.rawValue)), "What kind of note it is.") { entry, json, _ in
        json.append(text: entry.note.code.rawValue)
    }
    shape.text("field", "The field it is about.") { $0.note.field }
    shape.id("key_result_id", "The key result it is about; null for the goal itself.") { $0.keyResult }
    shape.id("goal_id", "The goal it reads like.") { $0.note.goalID }
    shape.sentence("words", "What is lacking, in words for people.") { $0.note.words }
    shape.sentence("question", "What to ask about it; empty where the words say it all.") { $0.note.question ?? "" }
}

private let coachingShape = Shape<GoalCoaching>("GoalCoaching", words: "What the coach says of a goal and its key results.") { shape in
    shape.one("reading", "How its title reads.", readingShape) { $0.reading }
    shape.many("notes", "What is worth another look, the goal's own notes first.", noteShape) { coaching in
        coaching.notes.map { note in (note, note.keyResult.map { coaching.keyResults[$0].id }) }
    }
}

let coachEndpoints: [Endpoint] = [
    .get(
        "/coach", "readStatement", .goals, summary: "Ask the coach whether a wording names a change or work done",
        query: [
            QueryField("statement", .text(atMost: Limit.title), words: "How the goal or key result is worded.", required: true),
            QueryField(
                "language", .word(Coach.Language.allCases.map(\.rawValue)),
                words: "The language it is written in. Without it, it is found out."),
        ],
        gives: readingShape, example: Example(query: "statement=Hold+three+workshops")
    ) { call in
        Coach.read(call.query["statement"] ?? "", in: call.query["language"].flatMap { Coach.Language(rawValue: $0) })
    },
    .get(
        "/goals/{goal}/coach", "coachGoal", .goals, summary: "Ask the coach what a goal and its key results lack", gives: coachingShape
    ) { call in
        try await call.coaching()
    },
]

extension APICall {
    fileprivate func coaching() async throws -> GoalCoaching {
        let id: ID<Goal> = try id("goal")
        return try await cairn.database.read { [viewer] db in
            let goal = try db.goal(id, visibleTo: viewer)
            let keyResults = try db.keyResults(of: id, in: viewer.workspace.id)
            let others = try db.comparable(with: id, for: viewer).map { Coach.Neighbour(id: $0.id, title: $0.name) }
            return GoalCoaching(
                reading: Coach.read(goal.title), notes: Coach.notes(for: Coach.Sketch(goal, keyResults: keyResults), among: others),
                keyResults: keyResults)
        }
    }
}
