@testable import App
import Database
import Domain
import Support

/// Goals on their way. What is sent has the newest version, so that permission alone decides.
let goalRows = [
    MatrixRow("GET /:workspace/goals/new", .people(200).but(403, .gus), "/wexholm/goals/new"),
    MatrixRow("POST /:workspace/goals", .people(422).but(403, .gus), "/wexholm/goals"),
    MatrixRow("GET /:workspace/goals/:goal/edit", .answers(200)) { app in app.path("goals", try await app.insertGoal(), "edit") },
    MatrixRow("POST /:workspace/goals/:goal", .answers(422)) { app in app.path("goals", try await app.insertGoal()) },
    MatrixRow("GET /:workspace/goals/:goal/parents", .answers(200)) { app in app.path("goals", try await app.insertGoal(), "parents") },
    MatrixRow("POST /:workspace/goals/:goal/parents", .answers(303), form: { _ in first }) { app in
        app.path("goals", try await app.insertGoal(), "parents")
    },
    MatrixRow("POST /:workspace/coach/goal", .people(200).but(403, .gus), "/wexholm/coach/goal"),
    MatrixRow("POST /:workspace/goals/:goal/coach", .answers(200)) { app in app.path("goals", try await app.insertGoal(), "coach") },
    MatrixRow("POST /:workspace/goals/:goal/proposal", .works(303), form: { _ in first }) { app in
        app.path("goals", try await app.insertGoal(stage: .draft), "proposal")
    },
    MatrixRow("POST /:workspace/goals/:goal/draft", .answers(303), form: { _ in first }) { app in
        app.path("goals", try await app.insertGoal(stage: .proposed), "draft")
    },
    MatrixRow("GET /:workspace/goals/:goal/commitment", .answers(200)) { app in
        app.path("goals", try await app.insertGoal(stage: .proposed), "commitment")
    },
    MatrixRow("POST /:workspace/goals/:goal/commitment", .answers(303), form: { _ in first }) { app in
        app.path("goals", try await app.insertMeasured(stage: .proposed).goal, "commitment")
    },
    MatrixRow("GET /:workspace/goals/:goal/closure", .answers(200)) { app in app.path("goals", try await app.insertGoal(), "closure") },
    MatrixRow(
        "POST /:workspace/goals/:goal/closure", .answers(303), form: { _ in ["version": "1", "outcome": "achieved", "reason": "Done."] }
    ) { app in app.path("goals", try await app.insertGoal(), "closure") },
    MatrixRow("GET /:workspace/goals/:goal/carry-over", .answers(200)) { app in
        app.path("goals", try await app.insertClosedGoal(), "carry-over")
    },
    MatrixRow("POST /:workspace/goals/:goal/carry-over", .answers(422)) { app in
        app.path("goals", try await app.insertClosedGoal(), "carry-over")
    },
    MatrixRow("GET /:workspace/goals/:goal/reopening", .answers(200)) { app in
        app.path("goals", try await app.insertClosedGoal(), "reopening")
    },
    MatrixRow("POST /:workspace/goals/:goal/reopening", .answers(303), form: { _ in first }) { app in
        app.path("goals", try await app.insertClosedGoal(), "reopening")
    },
    MatrixRow("GET /:workspace/goals/:goal/owner-status", .answers(200)) { app in
        app.path("goals", try await app.insertGoal(), "owner-status")
    },
    MatrixRow(
        "POST /:workspace/goals/:goal/owner-status", .answers(303), form: { _ in ["version": "1", "status": "at risk", "reason": "Ill."] }
    ) { app in app.path("goals", try await app.insertGoal(), "owner-status") },
    MatrixRow("GET /:workspace/goals/:goal/removal", .works(200)) { app in
        app.path("goals", try await app.insertGoal(stage: .draft), "removal")
    },
    MatrixRow("POST /:workspace/goals/:goal/removal", .works(303), form: { _ in first }) { app in
        app.path("goals", try await app.insertGoal(stage: .draft), "removal")
    },
]

let keyResultRows = [
    MatrixRow("GET /:workspace/goals/:goal/weights", .answers(200)) { app in
        app.path("goals", try await app.insertMeasured().goal, "weights")
    },
    MatrixRow("POST /:workspace/goals/:goal/weights", .answers(303), form: { _ in first }) { app in
        app.path("goals", try await app.insertMeasured().goal, "weights")
    },
    MatrixRow("GET /:workspace/goals/:goal/key-results/new", .answers(200)) { app in
        app.path("goals", try await app.insertGoal(), "key-results", "new")
    },
    MatrixRow("POST /:workspace/goals/:goal/key-results", .answers(422)) { app in
        app.path("goals", try await app.insertGoal(), "key-results")
    },
    MatrixRow("GET /:workspace/goals/:goal/key-results/:keyResult/edit", .answers(200)) { app in try await app.keyResult("edit") },
    MatrixRow("POST /:workspace/goals/:goal/key-results/:keyResult", .answers(422), form: { _ in first }) { app in try await app.keyResult()
    },
    MatrixRow("POST /:workspace/goals/:goal/key-results/:keyResult/position", .answers(303), form: { _ in ["to": "up"] }) { app in
        try await app.keyResult("position")
    },
    MatrixRow("POST /:workspace/goals/:goal/key-results/:keyResult/removal", .answers(303), form: { _ in first }) { app in
        try await app.keyResult("removal")
    },
]

let workRows = [
    MatrixRow("GET /:workspace/goals/:goal/initiatives/new", .works(200)) { app in
        app.path("goals", try await app.insertGoal(), "initiatives", "new")
    },
    MatrixRow("POST /:workspace/goals/:goal/initiatives", .works(422)) { app in
        app.path("goals", try await app.insertGoal(), "initiatives")
    },
    MatrixRow("GET /:workspace/goals/:goal/initiatives/:initiative/edit", .works(200)) { app in try await app.initiative("edit") },
    MatrixRow("POST /:workspace/goals/:goal/initiatives/:initiative", .works(422), form: { _ in first }) { app in try await app.initiative()
    },
    MatrixRow("POST /:workspace/goals/:goal/initiatives/:initiative/status", .works(303), form: { _ in ["status": "done"] }) { app in
        try await app.initiative("status")
    },
    MatrixRow("POST /:workspace/goals/:goal/initiatives/:initiative/removal", .works(303), form: { _ in first }) { app in
        try await app.initiative("removal")
    },
    MatrixRow("GET /:workspace/goals/:goal/assumptions/new", .works(200)) { app in
        app.path("goals", try await app.insertGoal(), "assumptions", "new")
    },
    MatrixRow("POST /:workspace/goals/:goal/assumptions", .works(422)) { app in
        app.path("goals", try await app.insertGoal(), "assumptions")
    },
    MatrixRow("GET /:workspace/goals/:goal/assumptions/:assumption", .people(200)) { app in try await app.assumption() },
    MatrixRow("GET /:workspace/goals/:goal/assumptions/:assumption/edit", .works(200)) { app in try await app.assumption("edit") },
    MatrixRow("POST /:workspace/goals/:goal/assumptions/:assumption", .works(422), form: { _ in first }) { app in try await app.assumption()
    },
    MatrixRow(
        "POST /:workspace/goals/:goal/assumptions/:assumption/state", .works(303), form: { _ in ["version": "1", "state": "supported"] }
    ) { app in try await app.assumption("state") },
    MatrixRow("POST /:workspace/goals/:goal/assumptions/:assumption/removal", .works(303), form: { _ in first }) { app in
        try await app.assumption("removal")
    },
    MatrixRow("GET /:workspace/goals/:goal/stories", .people(200)) { app in
        app.path("goals", try await app.insertGoal(), "stories")
    },
    MatrixRow("GET /:workspace/goals/:goal/stories/new", .people(200)) { app in
        app.path("goals", try await app.insertGoal(), "stories", "new")
    },
    MatrixRow("POST /:workspace/goals/:goal/stories", .people(422)) { app in app.path("goals", try await app.insertGoal(), "stories") },
    // Ana told it; admins may take it away, on the same page.
    MatrixRow("GET /:workspace/goals/:goal/stories/:story/edit", .admins(200).but(200, .ana)) { app in try await app.story("edit") },
    MatrixRow(
        "POST /:workspace/goals/:goal/stories/:story", .people(403).but(303, .ana),
        form: { _ in ["version": "1", "text": "So it went.", "on_day": "2026-11-01"] }
    ) { app in try await app.story() },
    MatrixRow("POST /:workspace/goals/:goal/stories/:story/removal", .admins(303).but(303, .ana), form: { _ in first }) { app in
        try await app.story("removal")
    },
    MatrixRow("GET /:workspace/goals/:goal/thresholds/new", .works(200)) { app in
        app.path("goals", try await app.insertGoal(), "thresholds", "new")
    },
    MatrixRow("POST /:workspace/goals/:goal/thresholds", .works(422)) { app in
        app.path("goals", try await app.insertGoal(), "thresholds")
    },
    MatrixRow("GET /:workspace/goals/:goal/thresholds/:threshold/edit", .works(200)) { app in try await app.threshold("edit") },
    MatrixRow("POST /:workspace/goals/:goal/thresholds/:threshold", .works(422), form: { _ in first }) { app in try await app.threshold() },
    MatrixRow("POST /:workspace/goals/:goal/thresholds/:threshold/removal", .works(303), form: { _ in first }) { app in
        try await app.threshold("removal")
    },
    MatrixRow("GET /:workspace/joint-actions", .people(200), "/wexholm/joint-actions"),
    MatrixRow("GET /:workspace/joint-actions/:jointAction", .people(200)) { app in app.path("joint-actions", try await app.crossed()) },
    MatrixRow("POST /:workspace/joint-actions/:jointAction/views", .people(403).but(303, .ana, .ben), form: { _ in ["view": "So."] }) {
        app in
        app.path("joint-actions", try await app.crossed(), "views")
    },
    MatrixRow(
        "POST /:workspace/joint-actions/:jointAction/agreement", .answers(303).but(303, .ben),
        form: { _ in ["version": "1", "decision": "go on", "agreed": "We go on."] }
    ) { app in app.path("joint-actions", try await app.crossed(heard: [.ana, .ben]), "agreement") },
    MatrixRow("GET /:workspace/goals/:goal/milestones/new", .works(200)) { app in
        app.path("goals", try await app.insertGoal(), "milestones", "new")
    },
    MatrixRow("POST /:workspace/goals/:goal/milestones", .works(422)) { app in
        app.path("goals", try await app.insertGoal(), "milestones")
    },
    MatrixRow("GET /:workspace/goals/:goal/milestones/:milestone/edit", .works(200)) { app in try await app.milestone("edit") },
    MatrixRow("POST /:workspace/goals/:goal/milestones/:milestone", .works(422), form: { _ in first }) { app in try await app.milestone() },
    MatrixRow("POST /:workspace/goals/:goal/milestones/:milestone/reached", .works(303)) { app in try await app.milestone("reached") },
    MatrixRow("POST /:workspace/goals/:goal/milestones/:milestone/removal", .works(303), form: { _ in first }) { app in
        try await app.milestone("removal")
    },
]

private let first: KeyValuePairs = ["version": "1", "reason": "Agreed on Tuesday."]

extension TestApp {
    fileprivate func insertMeasured(stage: Goal.Stage = .committed) async throws -> (goal: ID<Goal>, keyResult: ID<KeyResult>) {
        let goal = try await insertGoal(stage: stage)
        return (goal, try await insertKeyResult(of: goal))
    }

    fileprivate func insertClosedGoal() async throws -> ID<Goal> {
        let goal = try await insertGoal()
        try await write { [workspace = scene.wexholm.id] db in
            try db.run("UPDATE goal SET stage = 'closed', outcome = 'achieved' WHERE workspace_id = \(workspace) AND id = \(goal)")
        }
        return goal
    }

    fileprivate func keyResult(_ rest: String...) async throws -> String {
        let made = try await insertMeasured()
        return ([path("goals", made.goal, "key-results", made.keyResult)] + rest).joined(separator: "/")
    }

    fileprivate func initiative(_ rest: String...) async throws -> String {
        let goal = try await insertGoal()
        let id = newText()
        try await write { [workspace = scene.wexholm.id, now = clock.now] db in
            try db.run(
                """
                INSERT INTO initiative (workspace_id, id, goal_id, title, status, folded, created_at)
                VALUES (\(workspace), \(id), \(goal), 'A counter in the hall', 'doing', 'a counter in the hall', \(now))
                """)
        }
        return ([path("goals", goal, "initiatives", id)] + rest).joined(separator: "/")
    }

    fileprivate func assumption(_ rest: String...) async throws -> String {
        let goal = try await insertGoal()
        let assumption = try await believe(on: goal)
        return ([path("goals", goal, "assumptions", assumption.id)] + rest).joined(separator: "/")
    }

    fileprivate func story(_ rest: String...) async throws -> String {
        let goal = try await insertGoal()
        let story = try await tell("It went well.", on: goal)
        return ([path("goals", goal, "stories", story.id)] + rest).joined(separator: "/")
    }

    fileprivate func threshold(_ rest: String...) async throws -> String {
        let goal = try await insertGoal()
        let threshold = try await draw(.silent(days: 300), on: goal)
        return ([path("goals", goal, "thresholds", threshold.id)] + rest).joined(separator: "/")
    }

    fileprivate func milestone(_ rest: String...) async throws -> String {
        let goal = try await insertGoal()
        let id = newText()
        try await write { [workspace = scene.wexholm.id, now = clock.now] db in
            try db.run(
                """
                INSERT INTO milestone (workspace_id, id, goal_id, title, on_day, created_at)
                VALUES (\(workspace), \(id), \(goal), 'The hall opens', '2026-11-20', \(now))
                """)
        }
        return ([path("goals", goal, "milestones", id)] + rest).joined(separator: "/")
    }
}
