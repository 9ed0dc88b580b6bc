import Database
import Domain

let keyResultColumns: SQL = """
    key_result.id, key_result.goal_id, key_result.position, key_result.title, key_result.starts_on, key_result.due_on, key_result.created_at,
    key_result.kind, key_result.direction, key_result.unit, key_result.decimals, key_result.baseline, key_result.target, key_result.upper,
    key_result.zone_commit, key_result.zone_target, key_result.zone_stretch, key_result.value, key_result.reported_at,
    key_result.previous_value, key_result.owner_id, key_result.source, key_result.indicator, key_result.serves, key_result.weight,
    key_result.steps, key_result.is_primary, key_result.source_id, key_result.source_status, key_result.source_score, key_result.version
    """

extension KeyResult {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), goalID: try columns.next(), position: try columns.next(), title: try columns.next(),
            startsOn: try columns.next(), dueOn: try columns.next(), createdAt: try columns.next())
        try readMeasure(&columns)
        ownerID = try columns.next()
        source = try columns.next()
        indicator = try columns.next()
        serves = try columns.next()
        weight = try columns.next()
        steps = try Self.steps(try columns.next())
        isPrimary = try columns.next()
        sourceID = try columns.next()
        sourceStatus = try columns.next()
        sourceScore = try columns.next()
        version = try columns.next()
    }

    private mutating func readMeasure(_ columns: inout Columns) throws {
        kind = try columns.next()
        direction = try columns.next()
        unit = try columns.next()
        decimals = try columns.next()
        baseline = try columns.next()
        target = try columns.next()
        upper = try columns.next()
        zoneCommit = try columns.next()
        zoneTarget = try columns.next()
        zoneStretch = try columns.next()
        value = try columns.next()
        reportedAt = try columns.next()
        previousValue = try columns.next()
    }

    private static func steps(_ text: String) throws -> [Step] {
        guard !text.isEmpty else { return [] }
        guard let steps = Step.parse(text) else { throw UnknownValue(text: text, type: "steps of a key result") }
        return steps
    }
}

extension Connection {
    /// The key results of a goal in their order. Whoever sees the goal sees them.
    func keyResults(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [KeyResult] {
        try keyResults(in: workspace, where: "key_result.goal_id = \(goal)")
    }

    /// The key results of several goals, by goal, each in their order.
    func keyResults(ofAny goals: [ID<Goal>], in workspace: ID<Workspace>) throws -> [ID<Goal>: [KeyResult]] {
        guard !goals.isEmpty else { return [:] }
        return Dictionary(grouping: try keyResults(in: workspace, where: "key_result.goal_id IN (\(list: goals))"), by: \.goalID)
    }

    func keyResult(_ id: ID<KeyResult>, of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> KeyResult {
        let found = try keyResults(in: workspace, where: "key_result.id = \(id) AND key_result.goal_id = \(goal)")
        guard let keyResult = found.first else { throw AppError.notFound }
        return keyResult
    }

    func keyResults(in workspace: ID<Workspace>, where condition: SQL) throws -> [KeyResult] {
        let found = try rows(
            """
            SELECT \(sql: keyResultColumns) FROM key_result WHERE key_result.workspace_id = \(workspace) AND (\(sql: condition))
            ORDER BY key_result.goal_id, key_result.position, key_result.id
            """)
        return try found.map { row in
            var columns = row.columns
            return try KeyResult(&columns)
        }
    }

    func insert(_ keyResult: KeyResult, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO key_result (workspace_id, id, goal_id, position, title, kind, direction, unit, decimals, baseline, target, upper,
                zone_commit, zone_target, zone_stretch, value, reported_at, previous_value, owner_id, source, indicator, serves, weight,
                starts_on, due_on, steps, is_primary, folded, source_id, source_status, source_score, version, created_at)
            VALUES (\(workspace), \(keyResult.id), \(keyResult.goalID), \(keyResult.position), \(keyResult.title), \(keyResult.kind),
                \(keyResult.direction), \(keyResult.unit), \(keyResult.decimals), \(keyResult.baseline), \(keyResult.target),
                \(keyResult.upper), \(keyResult.zoneCommit), \(keyResult.zoneTarget), \(keyResult.zoneStretch), \(keyResult.value),
                \(keyResult.reportedAt), \(keyResult.previousValue), \(keyResult.ownerID), \(keyResult.source), \(keyResult.indicator),
                \(keyResult.serves), \(keyResult.weight), \(keyResult.startsOn), \(keyResult.dueOn), \(KeyResult.Step.text(keyResult.steps)),
                \(keyResult.isPrimary), \(fold(keyResult.title)), \(keyResult.sourceID), \(keyResult.sourceStatus), \(keyResult.sourceScore),
                \(keyResult.version), \(keyResult.createdAt))
            """)
        try countKeyResults(of: keyResult.goalID, in: workspace)
    }

    /// Keeps what people wrote, unless somebody else has saved since it was loaded (its version was raised by one after that).
    func save(_ keyResult: KeyResult, in workspace: ID<Workspace>) throws {
        let count = try run(
            """
            UPDATE key_result SET title = \(keyResult.title), kind = \(keyResult.kind), direction = \(keyResult.direction),
                unit = \(keyResult.unit), decimals = \(keyResult.decimals), baseline = \(keyResult.baseline), target = \(keyResult.target),
                upper = \(keyResult.upper), zone_commit = \(keyResult.zoneCommit), zone_target = \(keyResult.zoneTarget),
                zone_stretch = \(keyResult.zoneStretch), value = \(keyResult.value), reported_at = \(keyResult.reportedAt),
                previous_value = \(keyResult.previousValue), owner_id = \(keyResult.ownerID), source = \(keyResult.source),
                indicator = \(keyResult.indicator), serves = \(keyResult.serves), weight = \(keyResult.weight),
                starts_on = \(keyResult.startsOn), due_on = \(keyResult.dueOn), steps = \(KeyResult.Step.text(keyResult.steps)),
                is_primary = \(keyResult.isPrimary), folded = \(fold(keyResult.title)), version = \(keyResult.version)
            WHERE workspace_id = \(workspace) AND id = \(keyResult.id) AND version = \(keyResult.version - 1)
            """)
        if count == 0 { throw AppError.stale }
    }

    func setPosition(_ position: Int, of keyResult: ID<KeyResult>, in workspace: ID<Workspace>) throws {
        try run("UPDATE key_result SET position = \(position) WHERE workspace_id = \(workspace) AND id = \(keyResult)")
    }

    /// Takes it away with what was reported on it; initiatives that hung on it stay with the goal.
    func delete(_ keyResult: KeyResult, in workspace: ID<Workspace>) throws {
        try run(
            "UPDATE initiative SET key_result_id = NULL WHERE workspace_id = \(workspace) AND key_result_id = \(keyResult.id)")
        try run("UPDATE assumption SET key_result_id = NULL WHERE workspace_id = \(workspace) AND key_result_id = \(keyResult.id)")
        try run("DELETE FROM key_result WHERE workspace_id = \(workspace) AND id = \(keyResult.id)")
        try countKeyResults(of: keyResult.goalID, in: workspace)
    }

    private func countKeyResults(of goal: ID<Goal>, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE goal SET key_result_count = (SELECT COUNT(*) FROM key_result WHERE workspace_id = \(workspace) AND goal_id = \(goal))
            WHERE workspace_id = \(workspace) AND id = \(goal)
            """)
    }
}
