import Database
import Domain

/// Reckons statuses anew when a workspace's day turns: what is expected grows with every day, silence makes a goal stale, and both cross lines.
/// Runs once a day for each workspace, also with two nodes, because the day is checked and written in the same transaction; where one workspace
/// fails, the others still turn.
struct DayTurn: Sendable {
    let cairn: Cairn

    func run() async throws {
        let now = cairn.now
        let due = try await cairn.database.read { db in
            try db.rows("SELECT \(sql: workspaceColumns), workspace.statuses_on FROM workspace").compactMap { row -> Workspace? in
                var columns = row.columns
                let workspace = try Workspace(&columns)
                let done: Day? = try columns.next()
                return done.map { $0 < now.day(in: workspace.zone) } ?? true ? workspace : nil
            }
        }
        var failure: (any Error)?
        for workspace in due {
            do { try await turn(workspace, at: now) } catch { failure = error }
        }
        if !due.isEmpty { try await cairn.database.write { db in try db.sweepKeys(at: now) } }
        if let failure { throw failure }
    }

    private func turn(_ workspace: Workspace, at now: Moment) async throws {
        try await cairn.database.write { db in
            let today = now.day(in: workspace.zone)
            let done: Day?? = try db.one("SELECT statuses_on FROM workspace WHERE id = \(workspace.id)", as: Day?.self)
            guard (done ?? nil).map({ $0 < today }) ?? true else { return }
            let changed = try Standings(db, workspace, at: now).refreshAll()
            try ThresholdLook(db, workspace, at: now).lookAtAll()
            for goal in changed { db.notify("\(workspace.id)/goal:\(goal)") }
            db.notify("\(workspace.id)/workspace")
        }
    }
}
