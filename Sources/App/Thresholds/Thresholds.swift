import Database
import Domain

/// A threshold with the names and the key result that it takes to read it.
struct ThresholdRow: Sendable {
    var threshold: AgreedThreshold
    var keyResult: KeyResult?
    var people: [(id: ID<Person>, name: String)]

    var words: Words { threshold.rule.words(on: keyResult) }
}

/// Agreeing in advance when to look together.
struct Thresholds: Sendable {
    let cairn: Cairn

    /// Draws a line. The form's key becomes its id, so a form that is sent twice draws one. One that is crossed already calls people at once.
    func add(
        _ draft: AgreedThreshold.Draft, to goalID: ID<Goal>, key: ID<AgreedThreshold>? = nil, by viewer: Viewer
    ) async throws -> AgreedThreshold {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            let known = try db.thresholds(of: goalID, in: workspace)
            if let same = known.first(where: { $0.id == key }) { return same }
            guard known.count < AgreedThreshold.mostOnAGoal else {
                throw AppError.invalid("", "A goal has at most \(AgreedThreshold.mostOnAGoal) thresholds.")
            }
            let isTaken =
                try key.map { try db.row("SELECT 1 FROM threshold WHERE workspace_id = \(workspace) AND id = \($0)") != nil } ?? true
            let keyResult = try db.keyResult(of: draft, in: goal, workspace)
            let threshold = try AgreedThreshold.make(
                draft, id: isTaken ? cairn.newID() : key ?? cairn.newID(), on: keyResult, of: goal, by: viewer, at: now)
            try db.checkPeople(threshold.people, of: goal, in: workspace)
            try db.insert(threshold, in: workspace)
            try record(.thresholdMade, threshold, keyResult, in: db, by: viewer, at: now)
            try ThresholdLook(db, viewer.workspace, at: now).look(at: [goalID])
            return threshold
        }
    }

    func edit(_ id: ID<AgreedThreshold>, of goalID: ID<Goal>, _ draft: AgreedThreshold.Draft, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let workspace = viewer.workspace.id
            let goal = try db.goal(goalID, visibleTo: viewer)
            var threshold = try db.threshold(id, of: goalID, in: workspace)
            let before = threshold.people
            let keyResult = try threshold.keyResultID.map { try db.keyResult($0, of: goalID, in: workspace) }
            let changes = try threshold.edit(draft, on: keyResult, of: goal, by: viewer)
            if changes.isEmpty { return }
            try db.checkPeople(threshold.people.subtracting(before), of: goal, in: workspace)
            try db.save(threshold, in: workspace)
            try record(.thresholdEdited, threshold, keyResult, changes, in: db, by: viewer, at: now)
            try ThresholdLook(db, viewer.workspace, at: now).look(at: [goalID])
        }
    }

    /// Takes it away. A joint action that it opened stays.
    func remove(_ id: ID<AgreedThreshold>, of goalID: ID<Goal>, version: Int, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let goal = try db.goal(goalID, visibleTo: viewer)
            let threshold = try db.threshold(id, of: goalID, in: viewer.workspace.id)
            try AgreedThreshold.mayEdit(in: goal, by: viewer).check()
            guard threshold.version == version else { throw AppError.stale }
            let keyResult = try threshold.keyResultID.map { try db.keyResult($0, of: goalID, in: viewer.workspace.id) }
            try db.delete(threshold, in: viewer.workspace.id)
            try record(.thresholdRemoved, threshold, keyResult, in: db, by: viewer, at: now)
        }
    }

    private func record(
        _ kind: Event.Kind, _ threshold: AgreedThreshold, _ keyResult: KeyResult?, _ changes: [Change] = [], in db: any Connection,
        by viewer: Viewer, at now: Moment
    ) throws {
        let names = keyResult.map { ["subject": $0.title] } ?? [:]
        try db.record(
            Event(
                id: cairn.newID(), kind: kind, actorID: viewer.id, goalID: threshold.goalID, subjectID: threshold.id.text,
                details: .init(changes: changes, names: names), createdAt: now), in: viewer.workspace.id)
    }
}

extension Connection {
    /// The thresholds of a goal, ready to be read.
    func thresholdRows(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [ThresholdRow] {
        try rows(of: try thresholds(of: goal, in: workspace), in: workspace)
    }

    func rows(of thresholds: [AgreedThreshold], in workspace: ID<Workspace>) throws -> [ThresholdRow] {
        guard !thresholds.isEmpty else { return [] }
        let keyResults = try keyResults(named: thresholds.compactMap(\.keyResultID), in: workspace)
        let names = try personNames(of: Set(thresholds.flatMap(\.people)), in: workspace)
        return thresholds.map { threshold in
            ThresholdRow(
                threshold: threshold, keyResult: threshold.keyResultID.flatMap { keyResults[$0] },
                people: names.filter { threshold.people.contains($0.id) })
        }
    }

    func keyResults(named ids: [ID<KeyResult>], in workspace: ID<Workspace>) throws -> [ID<KeyResult>: KeyResult] {
        guard !ids.isEmpty else { return [:] }
        let found = try keyResults(in: workspace, where: "key_result.id IN (\(list: Set(ids).sorted()))")
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Their names, in the order of the alphabet.
    func personNames(of people: Set<ID<Person>>, in workspace: ID<Workspace>) throws -> [(id: ID<Person>, name: String)] {
        guard !people.isEmpty else { return [] }
        return try rows(
            "SELECT id, name FROM person WHERE workspace_id = \(workspace) AND id IN (\(list: people.sorted())) ORDER BY folded, id"
        ).map { row in
            var columns = row.columns
            return (try columns.next(), try columns.next())
        }
    }

    fileprivate func keyResult(of draft: AgreedThreshold.Draft, in goal: Goal, _ workspace: ID<Workspace>) throws -> KeyResult? {
        guard let id = draft.keyResultID else { return nil }
        guard let found = try keyResults(in: workspace, where: "key_result.id = \(id) AND key_result.goal_id = \(goal.id)").first else {
            throw AppError.invalid("key_result_id", "This key result does not belong to the goal any more. Choose another.")
        }
        return found
    }

    /// Throws unless all of them are active here and see the goal.
    fileprivate func checkPeople(_ people: Set<ID<Person>>, of goal: Goal, in workspace: ID<Workspace>) throws {
        for person in people.sorted() {
            let state: String? = try one("SELECT state FROM person WHERE workspace_id = \(workspace) AND id = \(person)")
            guard state == "active" else { throw AppError.invalid("people", "Somebody on this list cannot sign in here. Choose again.") }
            guard try maySee(goal.id, person: person, in: workspace) else {
                throw AppError.invalid(
                    "people", "Somebody on this list does not see the goal. Name them on it first, or choose somebody else.")
            }
        }
    }
}
