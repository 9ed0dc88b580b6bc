import Database
import Domain

/// One person's page: what waits for them, how their goals stand, what happened since they were last here.
struct Today: Sendable {
    let cairn: Cairn

    func view(for viewer: Viewer) async throws -> TodayView {
        let now = cairn.now
        return try await cairn.database.read { db in
            let today = now.day(in: viewer.workspace.zone)
            var view = TodayView()
            view.waiting = try db.waiting(for: viewer, today: today)
            let own = try db.goals(
                where: "goal.owner_id = \(viewer.id) AND goal.stage = 'committed'", visibleTo: viewer, order: "goal.due_on, goal.id",
                limit: 12)
            let questions = try db.disagreements(on: own, in: viewer.workspace, today: today)
            let lines = own.map { goal in
                GoalLine(
                    goal: goal, standing: goal.standing(on: today, in: viewer.workspace.zone, rule: viewer.workspace.rule),
                    question: questions[goal.id])
            }
            view.goals = lines.filter { $0.question != nil } + lines.filter { $0.question == nil }
            view.nextCheckIn = own.compactMap { $0.nextCheckInOn(in: viewer.workspace.zone, rule: viewer.workspace.rule) }.min()
            view.newsSince = try db.newsSince(for: viewer, now: now)
            view.news = try db.activity(for: viewer, since: view.newsSince, limit: 40).filter { $0.event.actorID != viewer.id }
            view.hasGoals = try db.row("SELECT 1 FROM goal WHERE workspace_id = \(viewer.workspace.id) LIMIT 1") != nil
            return view
        }
    }
}

extension Connection {
    /// Everything that waits for this person, by date; what has no date stands with today's, because somebody is waiting.
    func waiting(for viewer: Viewer, today: Day) throws -> [Waiting] {
        let all =
            try jointActions(for: viewer) + contradictions(for: viewer) + checkInsDue(by: viewer, today: today) + mentions(of: viewer)
            + commitments(for: viewer)
            + deadlines(of: viewer, today: today)
        return all.enumerated().sorted { ($0.element.due ?? today, $0.offset) < ($1.element.due ?? today, $1.offset) }.map(\.element)
    }

    /// When this person was last here before this visit; a week back for somebody new.
    fileprivate func newsSince(for viewer: Viewer, now: Moment) throws -> Moment {
        let seen: Moment?? = try one(
            "SELECT previous_seen_at FROM person WHERE workspace_id = \(viewer.workspace.id) AND id = \(viewer.id)", as: Moment?.self)
        return max((seen ?? nil) ?? now.adding(days: -7), now.adding(days: -30))
    }
}
