import Database
import Domain

/// When somebody leaves or changes place: everything open that they own goes to another person, private goals too. Nobody is shown a title
/// that is not theirs to see; what is counted is all.
struct HandOver: Sendable {
    let cairn: Cairn

    func run(from old: ID<Person>, to new: ID<Person>?, by viewer: Viewer, address: String) async throws {
        try await cairn.database.write { [cairn] db in
            let from = try db.person(old, for: viewer)
            try from.mayHandOver(by: viewer).check()
            guard let new else { throw AppError.invalid("to", "Choose who takes them.") }
            guard let to = try? db.person(new, for: viewer), to.canOwn, to.id != from.id else {
                throw AppError.invalid("to", "Choose someone else: this person cannot own goals now.")
            }
            let count = try db.holdings(of: old, in: viewer.workspace.id)
            try db.handOver(from: from, to: to, by: viewer, cairn)
            try db.record(.goalsHandedOver, by: viewer, subject: from.id.text, names: ["subject": from.name, "other": to.name], cairn)
            try db.audit(.goalsHandedOver, by: viewer, object: from.name, details: count.details(to: to), from: address, cairn)
        }
    }
}

extension Holdings {
    fileprivate func details(to: Person) -> [String: String] {
        ["to": to.name, "goals": "\(goals)", "key_results": "\(keyResults)", "initiatives": "\(initiatives)"]
    }
}

extension Connection {
    func holdings(of person: ID<Person>, in workspace: ID<Workspace>) throws -> Holdings {
        func count(_ sql: SQL) throws -> Int { try one(sql) ?? 0 }
        let open = ofOpenGoal(workspace)
        return Holdings(
            goals: try count("SELECT COUNT(*) FROM goal WHERE workspace_id = \(workspace) AND owner_id = \(person) AND stage <> 'closed'"),
            keyResults: try count(
                "SELECT COUNT(*) FROM key_result WHERE workspace_id = \(workspace) AND owner_id = \(person) AND \(sql: open)"),
            initiatives: try count(
                """
                SELECT COUNT(*) FROM initiative WHERE workspace_id = \(workspace) AND owner_id = \(person)
                AND status NOT IN ('done', 'dropped') AND \(sql: open)
                """))
    }

    fileprivate func handOver(from old: Person, to new: Person, by viewer: Viewer, _ cairn: Cairn) throws {
        let workspace = viewer.workspace.id
        let open = ofOpenGoal(workspace)
        try run(
            """
            UPDATE key_result SET owner_id = \(new.id), version = version + 1
            WHERE workspace_id = \(workspace) AND owner_id = \(old.id) AND \(sql: open)
            """)
        try run(
            """
            UPDATE initiative SET owner_id = \(new.id), version = version + 1
            WHERE workspace_id = \(workspace) AND owner_id = \(old.id) AND status NOT IN ('done', 'dropped') AND \(sql: open)
            """)
        let goals = try rows(
            """
            UPDATE goal SET owner_id = \(new.id), version = version + 1, updated_at = \(cairn.now)
            WHERE workspace_id = \(workspace) AND owner_id = \(old.id) AND stage <> 'closed' RETURNING id
            """)
        let change = Change(field: "owner_id", from: old.id.text, to: new.id.text)
        for row in goals {
            let goal: ID<Goal> = try row.first()
            try record(.goalHandedOver, by: viewer, goal: goal, changes: [change], names: ["other": new.name], cairn)
            notify("\(workspace)/goal:\(goal)")
        }
        notifyPerson(old.id, in: workspace)
        notifyPerson(new.id, in: workspace)
    }
}

/// The condition that a row belongs to a goal that is not closed.
private func ofOpenGoal(_ workspace: ID<Workspace>) -> SQL {
    "goal_id IN (SELECT id FROM goal WHERE workspace_id = \(workspace) AND stage <> 'closed')"
}
