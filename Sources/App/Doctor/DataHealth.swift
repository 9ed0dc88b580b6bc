import Database
import Domain

/// Whether what is stored about goals, and about who did what, is as it has to be.
struct DataHealth {
    let database: any Database
    let now: Moment

    /// What is stored about how goals stand is what a rebuild would store, as of the day it was reckoned.
    func standings() async throws -> [Finding] {
        let (goals, wrong) = try await database.read { db in
            var (goals, wrong) = (0, 0)
            for row in try db.rows("SELECT \(sql: workspaceColumns), workspace.statuses_on FROM workspace") {
                var columns = row.columns
                let workspace = try Workspace(&columns)
                goals += try db.one("SELECT COUNT(*) FROM goal WHERE workspace_id = \(workspace.id)") ?? 0
                // Where it waits to be reckoned, after the rule was changed, there is nothing to compare yet.
                guard let day: Day = try columns.next(Day?.self) else { continue }
                wrong += try Standings(db, workspace, on: day).rebuilt().count
            }
            return (goals, wrong)
        }
        return [
            Finding(
                "standings", isFine: wrong == 0, "Progress and status of \(goals) goals are what a rebuild gives.",
                else: "Progress or status of \(wrong) of \(goals) goals is not what a rebuild gives.",
                remedy: "The server rebuilds them when the day turns. If this stays after that, it is a bug: please report it.")
        ]
    }

    /// Numbers that are kept on goals, so that lists need not count.
    func counts() async throws -> [Finding] {
        let wrong = try await database.read { db in try kinds.filter { try db.row($0.differing) != nil }.map(\.name) }
        return [
            Finding(
                "counts", isFine: wrong.isEmpty, "What is counted on goals is what there is.",
                else: "What is counted on goals is not what there is: \(wrong.joined(separator: ", ")).",
                remedy:
                    "It is a bug, or something else than Cairn wrote to the data. Please report it; pages show a wrong number, nothing is lost."
            )
        ]
    }

    func audit() async throws -> [Finding] {
        let proof = try await database.read { db in try AuditProof(db) }
        let waiting = try await database.read { db in
            try db.one("SELECT COUNT(*) FROM audit WHERE seq IS NULL AND created_at < \(now.adding(seconds: -600))", as: Int.self) ?? 0
        }
        return [
            Finding(
                "audit", isFine: proof.faults.isEmpty, "The audit log is as it was written, \(proof.lines) lines.",
                else: "The audit log was changed: \(proof.faults.map(words).joined(separator: "; ")).",
                remedy:
                    "Somebody wrote to the data past Cairn. Find out who could; compare with a backup or with the log's lines “audit log sealed”."
            ),
            Finding(
                "sealing", isFine: waiting == 0, "Its newest lines are sealed.", else: "\(waiting) of its lines wait to be sealed.",
                remedy: "The server seals them within a second; start it, or look into its log."),
        ]
    }

    private func words(_ fault: AuditProof.Fault) -> String {
        switch fault {
        case .changed(let seq): "line \(seq) does not fit the one before"
        case .missing(let from, let to): from == to ? "line \(from) is missing" : "lines \(from) to \(to) are missing"
        case .foreign(let seq): "line \(seq) was never written by Cairn"
        }
    }

    /// A clock that went back would give new things the time of old ones.
    func clock() async throws -> [Finding] {
        let newest = try await database.read { db in
            try db.one(
                "SELECT MAX(at) FROM (SELECT MAX(created_at) AS at FROM event UNION ALL SELECT MAX(created_at) FROM audit) AS newest",
                as: Moment?.self)
                ?? nil
        }
        let isSane = now > Moment(milliseconds: 1_767_225_600_000)
        let isAhead = newest.map { $0.milliseconds - now.milliseconds > 60_000 } ?? false
        return [
            Finding(
                "clock", isFine: isSane && !isAhead, "The clock says \(now.rfc3339), after everything that is stored.",
                else: isAhead
                    ? "The clock says \(now.rfc3339), before what was stored at \(newest?.rfc3339 ?? "")."
                    : "The clock says \(now.rfc3339), before this program was written.",
                remedy: "Let the machine keep its time (timedatectl set-ntp true), then restart Cairn.")
        ]
    }
}

/// A number on a goal, and a row where it is not what there is.
private let kinds: [(name: String, differing: SQL)] = [
    (
        "key results",
        "SELECT 1 FROM goal WHERE key_result_count <> (SELECT COUNT(*) FROM key_result AS k WHERE k.workspace_id = goal.workspace_id AND k.goal_id = goal.id) LIMIT 1"
    ),
    (
        "goals below",
        "SELECT 1 FROM goal WHERE child_count <> (SELECT COUNT(*) FROM goal_link AS l WHERE l.workspace_id = goal.workspace_id AND l.parent_id = goal.id) LIMIT 1"
    ),
    (
        "goals above",
        "SELECT 1 FROM goal WHERE parent_count <> (SELECT COUNT(*) FROM goal_link AS l WHERE l.workspace_id = goal.workspace_id AND l.child_id = goal.id) LIMIT 1"
    ),
    (
        "initiatives",
        "SELECT 1 FROM goal WHERE initiative_count <> (SELECT COUNT(*) FROM initiative AS i WHERE i.workspace_id = goal.workspace_id AND i.goal_id = goal.id) LIMIT 1"
    ),
    (
        "check-ins",
        "SELECT 1 FROM goal WHERE check_in_count <> (SELECT COUNT(*) FROM check_in AS c WHERE c.workspace_id = goal.workspace_id AND c.goal_id = goal.id) LIMIT 1"
    ),
    (
        "comments",
        "SELECT 1 FROM goal WHERE comment_count <> (SELECT COUNT(*) FROM comment AS c WHERE c.workspace_id = goal.workspace_id AND c.goal_id = goal.id AND c.removed_at IS NULL) LIMIT 1"
    ),
]
