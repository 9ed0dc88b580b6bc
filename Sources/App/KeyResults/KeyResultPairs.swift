import Database
import Domain

/// Which leading key result goes with which lagging one.
extension Connection {
    /// The same key results, each with those it moves together with. All key results of a goal are given at once, as both ends belong to one goal.
    func withPairs(_ keyResults: [KeyResult], in workspace: ID<Workspace>) throws -> [KeyResult] {
        let pairs = try pairs(of: keyResults, in: workspace)
        guard !pairs.isEmpty else { return keyResults }
        return keyResults.map { keyResult in
            var keyResult = keyResult
            keyResult.movesWith = pairs[keyResult.id] ?? []
            return keyResult
        }
    }

    /// The other ends, by key result. Asks nothing where there cannot be a pair.
    func pairs(of keyResults: [KeyResult], in workspace: ID<Workspace>) throws -> [ID<KeyResult>: Set<ID<KeyResult>>] {
        let leading = keyResults.filter { $0.indicator == .leading }.map(\.id)
        let lagging = keyResults.filter { $0.indicator == .lagging }.map(\.id)
        guard !leading.isEmpty, !lagging.isEmpty else { return [:] }
        return try pairs("leading_id IN (\(list: leading))", in: workspace)
    }

    /// The other ends of one key result that was loaded without the others of its goal.
    func pairs(of keyResult: KeyResult, in workspace: ID<Workspace>) throws -> Set<ID<KeyResult>> {
        guard keyResult.indicator != nil else { return [] }
        return try pairs("leading_id = \(keyResult.id) OR lagging_id = \(keyResult.id)", in: workspace)[keyResult.id] ?? []
    }

    private func pairs(_ condition: SQL, in workspace: ID<Workspace>) throws -> [ID<KeyResult>: Set<ID<KeyResult>>] {
        var pairs: [ID<KeyResult>: Set<ID<KeyResult>>] = [:]
        for row in try rows(
            "SELECT leading_id, lagging_id FROM key_result_pair WHERE workspace_id = \(workspace) AND (\(sql: condition))")
        {
            var columns = row.columns
            let (leading, lagging): (ID<KeyResult>, ID<KeyResult>) = (try columns.next(), try columns.next())
            pairs[leading, default: []].insert(lagging)
            pairs[lagging, default: []].insert(leading)
        }
        return pairs
    }

    /// Keeps what a key result moves together with. The other ends count as changed: a form of one of them that is open does not undo it.
    func savePairs(of keyResult: KeyResult, before: Set<ID<KeyResult>>, in workspace: ID<Workspace>) throws {
        let changed = keyResult.movesWith.symmetricDifference(before).sorted()
        guard !changed.isEmpty else { return }
        try run(
            """
            DELETE FROM key_result_pair
            WHERE workspace_id = \(workspace) AND (leading_id = \(keyResult.id) OR lagging_id = \(keyResult.id))
            """)
        for other in keyResult.movesWith.sorted() {
            let (leading, lagging) = keyResult.indicator == .leading ? (keyResult.id, other) : (other, keyResult.id)
            try insertPair(leading, lagging, in: workspace)
        }
        try run("UPDATE key_result SET version = version + 1 WHERE workspace_id = \(workspace) AND id IN (\(list: changed))")
    }

    func insertPair(_ leading: ID<KeyResult>, _ lagging: ID<KeyResult>, in workspace: ID<Workspace>) throws {
        try run("INSERT INTO key_result_pair (workspace_id, leading_id, lagging_id) VALUES (\(workspace), \(leading), \(lagging))")
    }
}
