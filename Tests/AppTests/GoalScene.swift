@testable import App
import Database
import Domain
import Support
import Testing

/// What tests of goals begin with: people as viewers, goals made through the same calls as pages make them.
extension TestApp {
    /// A draft of the team Permits, owned by its maker unless said otherwise.
    func writtenGoal(
        _ title: String = "Permits take six weeks", by member: Cast = .ana, owner: Cast? = nil, visibility: Goal.Visibility = .workspace,
        readers: [Cast] = [], parents: [ID<Goal>] = [], team: Bool = true
    ) async throws -> Goal {
        let draft = Goal.Draft(
            title: title, why: "People wait.", teamID: team ? scene.permits : nil, cycleID: scene.autumn, ownerID: id(owner ?? member),
            visibility: visibility, readers: Set(readers.map { id($0) }), startsOn: Day(iso: "2026-10-05")!, dueOn: Day(iso: "2026-12-18")!,
            parents: parents.map { Goal.Parent(id: $0) })
        clock.move(seconds: 1)
        return try await Goals(cairn: cairn).make(draft, by: viewer(member))
    }

    func committed(_ title: String = "Permits take six weeks", by member: Cast = .ana) async throws -> Goal {
        let goal = try await writtenGoal(title, by: member)
        clock.move(seconds: 1)
        return try await Goals(cairn: cairn).commit(goal.id, version: goal.version, by: viewer(member))
    }

    func writtenKeyResult(_ title: String = "Days to decision", in goal: ID<Goal>, by member: Cast = .ana, reason: String = "") async throws
        -> KeyResult
    {
        let draft = KeyResult.Draft(
            title: title, direction: .decrease, unit: "days", baseline: 94, target: 42, startsOn: Day(iso: "2026-10-05")!,
            dueOn: Day(iso: "2026-12-18")!)
        clock.move(seconds: 1)
        return try await KeyResults(cairn: cairn).add(draft, to: goal, reason: reason, by: viewer(member))
    }

    /// What history says of a goal, oldest first.
    func history(of goal: ID<Goal>) async throws -> [Event] {
        try await read { [workspace = scene.wexholm.id] db in
            try db.rows(
                "SELECT \(sql: eventColumns) FROM event WHERE workspace_id = \(workspace) AND goal_id = \(goal) ORDER BY created_at, id"
            ).map { row in
                var columns = row.columns
                return try Event(&columns)
            }
        }
    }

    /// The fields of a goal's form as a browser would send them unchanged.
    func fields(_ goal: Goal, _ change: [String: String] = [:]) -> [(String, String)] {
        var fields: [(String, String)] = [
            ("title", goal.title), ("why", goal.why), ("team_id", goal.teamID?.text ?? ""), ("cycle_id", goal.cycleID?.text ?? ""),
            ("owner_id", goal.ownerID?.text ?? ""), ("visibility", goal.visibility.rawValue), ("starts_on", goal.startsOn.iso),
            ("due_on", goal.dueOn.iso), ("roll_up", goal.rollUp.rawValue), ("version", String(goal.version)),
        ]
        for (name, value) in change {
            fields.removeAll { $0.0 == name }
            fields.append((name, value))
        }
        return fields
    }

    /// Sends a form a second later, so that history keeps its order.
    func post(_ path: String, _ fields: [(String, String)], as member: Cast) async throws -> Answer {
        clock.move(seconds: 1)
        let body = fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
        return try await request(.post, path, body: Array(body.utf8), as: member)
    }
}

/// Hostile text that has to come back as text.
let hostileTitle = "<script>alert('x')</script> \"quoted\" \u{202E}txet 🪨"
