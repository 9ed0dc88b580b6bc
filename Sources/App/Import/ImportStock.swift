import Database
import Domain

/// What the workspace has already, as far as an import can meet it again: people, teams, cycles, and everything that came from a source.
struct ImportStock: Sendable {
    var people: [Person] = []
    var teams: [(id: ID<Team>, name: String)] = []
    var cycles: [Cycle] = []
    var goals: [String: Goal] = [:]
    var keyResults: [String: KeyResult] = [:]
    var initiatives: [String: Initiative] = [:]
    var checkIns: [String: CheckIn] = [:]
    private(set) var keyResultsByID: [ID<KeyResult>: KeyResult] = [:]
    private(set) var initiativesByID: [ID<Initiative>: Initiative] = [:]
    var parents: [ID<Goal>: [Goal.Parent]] = [:]
    /// Goals that came from a source and that the importing person may not see.
    var hidden: Set<ID<Goal>> = []
    /// Key results that people have reported on.
    var reported: Set<ID<KeyResult>> = []
    var titles: [ID<Goal>: Goal] = [:]
    /// All key results of goals that came from a source, those made here as well.
    private(set) var siblings: [ID<Goal>: [KeyResult]] = [:]

    init(_ db: any Connection, for viewer: Viewer, seesAll: Bool, withCheckIns: Bool) throws {
        let workspace = viewer.workspace.id
        people = try db.rows("SELECT \(sql: personColumns) FROM person WHERE person.workspace_id = \(workspace) ORDER BY person.id").map {
            row in
            var columns = row.columns
            return try Person(&columns)
        }
        teams = try db.rows("SELECT id, name FROM team WHERE workspace_id = \(workspace) ORDER BY id").map { row in
            var columns = row.columns
            return (try columns.next(), try columns.next())
        }
        cycles = try db.cyclesForImport(in: workspace)
        for goal in try db.goalsFromSources(in: workspace) {
            goals[goal.sourceID ?? ""] = goal
            titles[goal.id] = goal
        }
        let ofSources: SQL =
            "key_result.goal_id IN (SELECT goal.id FROM goal WHERE goal.workspace_id = \(workspace) AND goal.source_id IS NOT NULL)"
        for keyResult in try db.keyResults(in: workspace, where: "key_result.source_id IS NOT NULL OR \(sql: ofSources)") {
            siblings[keyResult.goalID, default: []].append(keyResult)
            if let sourceID = keyResult.sourceID { keyResults[sourceID] = keyResult }
        }
        for initiative in try db.initiatives(in: workspace, where: "initiative.source_id IS NOT NULL") {
            initiatives[initiative.sourceID ?? ""] = initiative
        }
        for keyResult in keyResults.values { keyResultsByID[keyResult.id] = keyResult }
        for initiative in initiatives.values { initiativesByID[initiative.id] = initiative }
        if !goals.isEmpty { try loadLinks(db, viewer, seesAll: seesAll) }
        if withCheckIns, !goals.isEmpty { checkIns = try db.checkInsFromSources(in: workspace) }
    }

    private mutating func loadLinks(_ db: any Connection, _ viewer: Viewer, seesAll: Bool) throws {
        let workspace = viewer.workspace.id
        for row in try db.rows(
            "SELECT child_id, parent_id, weight FROM goal_link WHERE workspace_id = \(workspace) ORDER BY created_at, parent_id")
        {
            var columns = row.columns
            parents[try columns.next(), default: []].append(Goal.Parent(id: try columns.next(), weight: try columns.next()))
        }
        reported = Set(
            try db.rows("SELECT DISTINCT key_result_id FROM check_in_value WHERE workspace_id = \(workspace)").map { row in try row.first()
            })
        guard !seesAll else { return }
        let unseen = try db.rows("SELECT goal.id FROM goal WHERE goal.workspace_id = \(workspace) AND NOT \(sql: viewer.seesGoal)")
        hidden = Set(try unseen.map { row in try row.first() })
    }

    func link(_ sourceID: String) -> ImportNode.Link? {
        if let goal = goals[sourceID] { return .goal(goal.id) }
        if let keyResult = keyResults[sourceID] { return .keyResult(keyResult.id) }
        return initiatives[sourceID].map { .initiative($0.id) }
    }
}

extension Connection {
    fileprivate func cyclesForImport(in workspace: ID<Workspace>) throws -> [Cycle] {
        try rows(
            "SELECT id, name, purpose, starts_on, ends_on, stage, version, created_at FROM cycle WHERE workspace_id = \(workspace) ORDER BY id"
        ).map { row in
            var columns = row.columns
            return Cycle(
                id: try columns.next(), name: try columns.next(), purpose: try columns.next(), startsOn: try columns.next(),
                endsOn: try columns.next(), stage: try columns.next(), version: try columns.next(), createdAt: try columns.next())
        }
    }

    fileprivate func goalsFromSources(in workspace: ID<Workspace>) throws -> [Goal] {
        try rows("SELECT \(sql: goalColumns) FROM goal WHERE goal.workspace_id = \(workspace) AND goal.source_id IS NOT NULL").map { row in
            var columns = row.columns
            return try Goal(&columns)
        }
    }

    fileprivate func checkInsFromSources(in workspace: ID<Workspace>) throws -> [String: CheckIn] {
        var found: [String: CheckIn] = [:]
        for row in try rows(
            """
            SELECT check_in.source_id, check_in.id, check_in.goal_id, check_in.author_id, check_in.confidence, check_in.changed,
                check_in.created_at, check_in_value.key_result_id, check_in_value.value
            FROM check_in LEFT JOIN check_in_value ON check_in_value.workspace_id = check_in.workspace_id
                AND check_in_value.check_in_id = check_in.id
            WHERE check_in.workspace_id = \(workspace) AND check_in.source_id IS NOT NULL
            """)
        {
            var columns = row.columns
            let sourceID: String = try columns.next()
            var checkIn = CheckIn(
                id: try columns.next(), goalID: try columns.next(), authorID: try columns.next(), confidence: try columns.next(),
                changed: try columns.next(), sourceID: sourceID, createdAt: try columns.next())
            if let keyResult: ID<KeyResult> = try columns.next() { checkIn.values[keyResult] = try columns.next() }
            found[sourceID] = checkIn
        }
        return found
    }
}
