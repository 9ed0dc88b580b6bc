import Database
import Domain

private let thresholdColumns: SQL = """
    threshold.id, threshold.goal_id, threshold.key_result_id, threshold.rule, threshold.days, threshold.is_open, threshold.back,
    threshold.version, threshold.created_by, threshold.created_at
    """

extension AgreedThreshold {
    /// Without its people, who stand in a table of their own.
    fileprivate init(_ columns: inout Columns) throws {
        let (id, goalID): (ID<AgreedThreshold>, ID<Goal>) = (try columns.next(), try columns.next())
        let keyResultID: ID<KeyResult>? = try columns.next()
        let (rule, days): (Threshold, Int) = (try columns.next(), try columns.next())
        let state = Threshold.State(isOpen: try columns.next(), back: try columns.next())
        self.init(
            id: id, goalID: goalID, keyResultID: keyResultID, rule: rule, people: [], days: days, state: state, version: try columns.next(),
            createdBy: try columns.next(), createdAt: try columns.next())
    }
}

extension Threshold: Column {
    public init(value: Value) throws {
        let text = try String(value: value)
        guard let rule = Threshold(text) else { throw UnknownValue(text: text, type: "Threshold") }
        self = rule
    }

    public var value: Value { .text(text) }
}

extension Connection {
    /// The thresholds of a goal and its key results, in the order in which they were agreed.
    func thresholds(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [AgreedThreshold] {
        try thresholds(in: workspace, where: "threshold.goal_id = \(goal)")
    }

    func threshold(_ id: ID<AgreedThreshold>, of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> AgreedThreshold {
        let found = try thresholds(in: workspace, where: "threshold.id = \(id) AND threshold.goal_id = \(goal)")
        guard let threshold = found.first else { throw AppError.notFound }
        return threshold
    }

    /// - Parameter condition: on `threshold` and its `goal`.
    func thresholds(in workspace: ID<Workspace>, where condition: SQL) throws -> [AgreedThreshold] {
        var found = try rows(
            """
            SELECT \(sql: thresholdColumns) FROM threshold
                JOIN goal ON goal.workspace_id = threshold.workspace_id AND goal.id = threshold.goal_id
            WHERE threshold.workspace_id = \(workspace) AND (\(sql: condition)) ORDER BY threshold.goal_id, threshold.id
            """
        ).map { row in
            var columns = row.columns
            return try AgreedThreshold(&columns)
        }
        guard !found.isEmpty else { return [] }
        let places = Dictionary(uniqueKeysWithValues: found.indices.map { (found[$0].id, $0) })
        for part in found.map(\.id).chunks(of: 500) {
            for row in try rows(
                "SELECT threshold_id, person_id FROM threshold_person WHERE workspace_id = \(workspace) AND threshold_id IN (\(list: part))"
            ) {
                var columns = row.columns
                guard let place = places[try columns.next()] else { continue }
                found[place].people.insert(try columns.next())
            }
        }
        return found
    }

    func insert(_ threshold: AgreedThreshold, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO threshold (workspace_id, id, goal_id, key_result_id, rule, days, is_open, back, version, created_by, created_at)
            VALUES (\(workspace), \(threshold.id), \(threshold.goalID), \(threshold.keyResultID), \(threshold.rule), \(threshold.days),
                \(threshold.state.isOpen), \(threshold.state.back), \(threshold.version), \(threshold.createdBy), \(threshold.createdAt))
            """)
        try insertPeople(of: threshold, in: workspace)
    }

    /// Keeps what people wrote, unless somebody else has saved since it was loaded.
    func save(_ threshold: AgreedThreshold, in workspace: ID<Workspace>) throws {
        let count = try run(
            """
            UPDATE threshold SET rule = \(threshold.rule), days = \(threshold.days), is_open = \(threshold.state.isOpen),
                back = \(threshold.state.back), version = \(threshold.version)
            WHERE workspace_id = \(workspace) AND id = \(threshold.id) AND version = \(threshold.version - 1)
            """)
        if count == 0 { throw AppError.stale }
        try run("DELETE FROM threshold_person WHERE workspace_id = \(workspace) AND threshold_id = \(threshold.id)")
        try insertPeople(of: threshold, in: workspace)
    }

    /// What it remembers between two looks is nobody's edit, so the version stays.
    func saveState(of threshold: AgreedThreshold, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE threshold SET is_open = \(threshold.state.isOpen), back = \(threshold.state.back)
            WHERE workspace_id = \(workspace) AND id = \(threshold.id)
            """)
    }

    func delete(_ threshold: AgreedThreshold, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM threshold WHERE workspace_id = \(workspace) AND id = \(threshold.id)")
    }

    private func insertPeople(of threshold: AgreedThreshold, in workspace: ID<Workspace>) throws {
        for person in threshold.people.sorted() {
            try run(
                "INSERT INTO threshold_person (workspace_id, threshold_id, person_id) VALUES (\(workspace), \(threshold.id), \(person))")
        }
    }
}
