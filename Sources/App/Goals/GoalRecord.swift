import Database
import Domain

/// A goal as the API answers it: with the names behind its ids, why it stands as it does, its key results and the goals it serves.
///
/// A class, because each of its fifty fields is written by a closure that takes the whole: as a struct it was copied for each of them. It is put
/// together in one place, in one transaction, and only read after that, so it may go from one thread to another.
final class GoalRecord: @unchecked Sendable {
    let goal: Goal
    let ownerName: String?
    let teamName: String?
    let cycleName: String?
    fileprivate(set) var standing: Standing
    let nextCheckInOn: Day?
    fileprivate(set) var keyResults: [KeyResultRecord] = []
    fileprivate(set) var parents: [Goal.Parent] = []
    fileprivate(set) var readers: [ID<Person>] = []
    fileprivate(set) var carriedFrom: ID<Goal>?
    fileprivate(set) var carriedTo: [ID<Goal>] = []
    let page: String

    fileprivate init(
        goal: Goal, ownerName: String?, teamName: String?, cycleName: String?, standing: Standing, nextCheckInOn: Day?, page: String
    ) {
        self.goal = goal
        self.ownerName = ownerName
        self.teamName = teamName
        self.cycleName = cycleName
        self.standing = standing
        self.nextCheckInOn = nextCheckInOn
        self.page = page
    }
}

/// A key result as the API answers it; a class for the same reason.
final class KeyResultRecord: Sendable {
    let keyResult: KeyResult
    let ownerName: String?
    let standing: Standing

    init(keyResult: KeyResult, ownerName: String?, standing: Standing) {
        self.keyResult = keyResult
        self.ownerName = ownerName
        self.standing = standing
    }
}

extension Connection {
    /// The goal for this viewer; unseen is not found.
    func goalRecord(_ id: ID<Goal>, for viewer: Viewer, at now: Moment) throws -> GoalRecord {
        guard let record = try goalRecords(["goal.id = \(id)"], limit: 1, for: viewer, at: now).first else { throw AppError.notFound }
        return try complete([record], for: viewer, at: now)[0]
    }

    /// Goals that the viewer sees through a filter, in the order they were made. What the database can decide it does; statuses, presets and
    /// words are decided as on the page, by the same test.
    func goalRecords(
        _ filter: GoalFilter, after: ID<Goal>?, limit: Int, for viewer: Viewer, at now: Moment
    ) throws -> Items<GoalRecord> {
        let teams = try filter.team.map { team in try teamChoices(in: viewer.workspace.id).below(team) }
        let conditions = try conditions(filter, teams, in: viewer.workspace.id)
        let test = GoalTest(filter: filter, viewer: viewer, today: now.day(in: viewer.workspace.zone), now: now, teams: teams)
        let isPlain = filter.preset == .all && filter.status == nil && filter.text.isEmpty
        let batch = isPlain ? limit + 1 : 500
        var (found, place, isOver): ([GoalRecord], ID<Goal>?, Bool) = ([], after, false)
        while found.count <= limit, !isOver {
            let behind = place.map { ["goal.id > \($0)"] as [SQL] } ?? []
            let more = try goalRecords(conditions + behind, limit: batch, for: viewer, at: now)
            (place, isOver) = (more.last?.goal.id, more.count < batch)
            found += isPlain ? more : more.filter { test.passes($0.goal, $0.standing) && test.fits(filter.preset, $0.goal, $0.standing) }
        }
        var page = Items(found, limit: limit) { $0.goal.id.text }
        page.items = try complete(page.items, for: viewer, at: now)
        return page
    }

    private func conditions(_ filter: GoalFilter, _ teams: Set<ID<Team>>?, in workspace: ID<Workspace>) throws -> [SQL] {
        var conditions = [try span(filter.span, in: workspace)]
        if let teams { conditions.append("goal.team_id IN (\(list: teams.sorted()))") }
        if let owner = filter.owner { conditions.append("goal.owner_id = \(owner)") }
        if let stage = filter.stage { conditions.append("goal.stage = \(stage)") }
        return conditions
    }

    private func span(_ span: GoalFilter.Span, in workspace: ID<Workspace>) throws -> SQL {
        switch span {
        case .all: return "1 = 1"
        case .cycle(let id): return "goal.cycle_id = \(id)"
        case .now:
            let running: [ID<Cycle>] = try rows(
                "SELECT id FROM cycle WHERE workspace_id = \(workspace) AND stage IN ('active', 'closing')"
            ).map { try $0.first() }
            return running.isEmpty
                ? "1 = 1" : "(goal.cycle_id IN (\(list: running)) OR (goal.cycle_id IS NULL AND goal.stage <> 'closed'))"
        }
    }

    /// The goals themselves, without what hangs on them.
    func goalRecords(_ conditions: [SQL], limit: Int, for viewer: Viewer, at now: Moment) throws -> [GoalRecord] {
        let (today, zone, rule) = (now.day(in: viewer.workspace.zone), viewer.workspace.zone, viewer.workspace.rule)
        let found = try rows(
            """
            SELECT \(sql: goalColumns), person.name, team.name, cycle.name FROM goal
                LEFT JOIN person ON person.workspace_id = goal.workspace_id AND person.id = goal.owner_id
                LEFT JOIN team ON team.workspace_id = goal.workspace_id AND team.id = goal.team_id
                LEFT JOIN cycle ON cycle.workspace_id = goal.workspace_id AND cycle.id = goal.cycle_id
            WHERE goal.workspace_id = \(viewer.workspace.id) AND \(sql: SQL(joining: conditions, by: " AND ")) AND \(sql: viewer.seesGoal)
            ORDER BY goal.id LIMIT \(limit)
            """)
        return try found.map { row in
            var columns = row.columns
            let goal = try Goal(&columns)
            return GoalRecord(
                goal: goal, ownerName: try columns.next(), teamName: try columns.next(), cycleName: try columns.next(),
                standing: goal.standing(on: today, in: zone, rule: rule), nextCheckInOn: goal.nextCheckInOn(in: zone, rule: rule),
                page: "/\(viewer.workspace.slug)/goals/\(goal.id)")
        }
    }

    /// Adds key results, parents, readers and the name of a child that pulls a goal down: one statement for each kind, for all of them.
    func complete(_ records: [GoalRecord], for viewer: Viewer, at now: Moment) throws -> [GoalRecord] {
        try addKeyResults(to: records, for: viewer, at: now)
        try addParents(to: records, for: viewer)
        try addReaders(to: records, in: viewer.workspace.id)
        try nameWorst(in: records, for: viewer, at: now)
        try addCarried(to: records, for: viewer)
        return records
    }

    private func addKeyResults(to records: [GoalRecord], for viewer: Viewer, at now: Moment) throws {
        let measured = records.filter { $0.goal.keyResultCount > 0 }.map(\.goal.id)
        guard !measured.isEmpty else { return }
        let today = now.day(in: viewer.workspace.zone)
        let found = try keyResultsWithOwners(where: "key_result.goal_id IN (\(list: measured))", in: viewer.workspace.id)
        let pairs = try pairs(of: found.map(\.keyResult), in: viewer.workspace.id)
        let byGoal = Dictionary(grouping: found, by: \.keyResult.goalID)
        for index in records.indices where records[index].goal.keyResultCount > 0 {
            let stage = records[index].goal.stage
            records[index].keyResults = (byGoal[records[index].goal.id] ?? []).map { found in
                var found = found
                found.keyResult.movesWith = pairs[found.keyResult.id] ?? []
                let standing = found.keyResult.standing(on: today, stage: stage, rule: viewer.workspace.rule)
                return KeyResultRecord(keyResult: found.keyResult, ownerName: found.owner, standing: standing)
            }
        }
    }

    func keyResultsWithOwners(where condition: SQL, in workspace: ID<Workspace>) throws -> [(keyResult: KeyResult, owner: String?)] {
        let found = try rows(
            """
            SELECT \(sql: keyResultColumns), person.name FROM key_result
                LEFT JOIN person ON person.workspace_id = key_result.workspace_id AND person.id = key_result.owner_id
            WHERE key_result.workspace_id = \(workspace) AND (\(sql: condition))
            ORDER BY key_result.goal_id, key_result.position, key_result.id
            """)
        return try found.map { row in
            var columns = row.columns
            return (try KeyResult(&columns), try columns.next())
        }
    }

    /// Only parents that the viewer sees: a goal's count of them may be higher.
    private func addParents(to records: [GoalRecord], for viewer: Viewer) throws {
        let children = records.filter { $0.goal.parentCount > 0 }.map(\.goal.id)
        guard !children.isEmpty else { return }
        let found = try rows(
            """
            SELECT goal_link.child_id, goal_link.parent_id, goal_link.weight FROM goal_link
                JOIN goal ON goal.workspace_id = goal_link.workspace_id AND goal.id = goal_link.parent_id
            WHERE goal_link.workspace_id = \(viewer.workspace.id) AND goal_link.child_id IN (\(list: children)) AND \(sql: viewer.seesGoal)
            ORDER BY goal_link.created_at, goal_link.parent_id
            """)
        var parents: [ID<Goal>: [Goal.Parent]] = [:]
        for row in found {
            var columns = row.columns
            parents[try columns.next(), default: []].append(Goal.Parent(id: try columns.next(), weight: try columns.next()))
        }
        for index in records.indices { records[index].parents = parents[records[index].goal.id] ?? [] }
    }

    private func addReaders(to records: [GoalRecord], in workspace: ID<Workspace>) throws {
        let named = records.filter { $0.goal.visibility == .named }.map(\.goal.id)
        guard !named.isEmpty else { return }
        var readers: [ID<Goal>: [ID<Person>]] = [:]
        for row in try rows(
            "SELECT goal_id, person_id FROM goal_reader WHERE workspace_id = \(workspace) AND goal_id IN (\(list: named)) ORDER BY person_id"
        ) {
            var columns = row.columns
            readers[try columns.next(), default: []].append(try columns.next())
        }
        for index in records.indices { records[index].readers = readers[records[index].goal.id] ?? [] }
    }

    private func addCarried(to records: [GoalRecord], for viewer: Viewer) throws {
        let closed = try continuations(of: records.filter { !$0.goal.isOpen }.map(\.goal.id), for: viewer)
        let origins = Set(records.compactMap(\.goal.carriedFrom)).sorted()
        let seen =
            origins.isEmpty ? [] : Set(try goals(where: "goal.id IN (\(list: origins))", visibleTo: viewer).map(\.id))
        for index in records.indices {
            records[index].carriedTo = closed[records[index].goal.id] ?? []
            records[index].carriedFrom = records[index].goal.carriedFrom.flatMap { seen.contains($0) ? $0 : nil }
        }
    }

    private func nameWorst(in records: [GoalRecord], for viewer: Viewer, at now: Moment) throws {
        let worst = Set(records.compactMap(\.goal.worstID)).sorted()
        guard !worst.isEmpty else { return }
        var titles: [ID<Goal>: String] = [:]
        for row in try rows(
            """
            SELECT goal.id, goal.title FROM goal
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.id IN (\(list: worst)) AND \(sql: viewer.seesGoal)
            """)
        {
            var columns = row.columns
            titles[try columns.next()] = try columns.next()
        }
        let (zone, rule) = (viewer.workspace.zone, viewer.workspace.rule)
        for index in records.indices {
            guard let title = records[index].goal.worstID.flatMap({ titles[$0] }) else { continue }
            records[index].standing = records[index].goal.standing(on: now.day(in: zone), in: zone, rule: rule, worstTitle: title)
        }
    }
}
