import Database
import Domain

/// The statistics of a cycle, from the goals that one person sees.
struct CycleStatisticsView: Sendable {
    var cycle: Cycle
    var statistics: CycleStatistics
    var parts: [CycleStatistics.Part]
    var teams: [ID<Team>: String]
}

extension Cycles {
    func statistics(_ id: ID<Cycle>, for viewer: Viewer) async throws -> CycleStatisticsView {
        let now = cairn.now
        return try await cairn.database.read { db in try db.statistics(of: id, for: viewer, at: now) }
    }
}

extension Cycles {
    /// The same as a file; that it was taken is noted in the audit trail.
    func statisticsFile(_ id: ID<Cycle>, for viewer: Viewer, from address: String) async throws -> CycleStatisticsView {
        let view = try await statistics(id, for: viewer)
        try await cairn.database.write { [cairn] db in
            try db.audit(.goalsDownloaded, by: viewer, object: "cycle=\(id)", from: address, cairn)
        }
        return view
    }
}

extension Connection {
    /// Five statements, however many goals there are.
    func statistics(of id: ID<Cycle>, for viewer: Viewer, at now: Moment) throws -> CycleStatisticsView {
        let workspace = viewer.workspace
        let cycle = try cycle(id, in: workspace.id)
        let reports = try reports(in: id, for: viewer)
        let events = try promisesChanged(in: id, for: viewer)
        let parts = try goals(where: "goal.cycle_id = \(id)", visibleTo: viewer).map { goal in
            let marks = goal.committedAt.map { Drift.marks(in: events[goal.id] ?? [], since: $0) } ?? []
            return CycleStatistics.Part(goal: goal, reports: reports[goal.id] ?? [], marks: marks)
        }
        let teams = try teamChoices(in: workspace.id)
        return CycleStatisticsView(
            cycle: cycle,
            statistics: CycleStatistics(parts, of: cycle, today: now.day(in: workspace.zone), in: workspace.zone, rule: workspace.rule),
            parts: parts, teams: Dictionary(teams.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }))
    }

    private func reports(in cycle: ID<Cycle>, for viewer: Viewer) throws -> [ID<Goal>: [CycleStatistics.Report]] {
        let found = try rows(
            """
            SELECT check_in.goal_id, check_in.created_at, check_in.author_id, check_in.confidence, check_in.status FROM goal CROSS JOIN check_in
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.cycle_id = \(cycle) AND \(sql: viewer.seesGoal)
                AND check_in.workspace_id = goal.workspace_id AND check_in.goal_id = goal.id
            ORDER BY check_in.created_at, check_in.id
            """)
        var reports: [ID<Goal>: [CycleStatistics.Report]] = [:]
        for row in found {
            var columns = row.columns
            reports[try columns.next(), default: []].append(
                .init(
                    at: try columns.next(), author: try columns.next(), confidence: try columns.next(), status: try columns.next()))
        }
        return reports
    }

    private func promisesChanged(in cycle: ID<Cycle>, for viewer: Viewer) throws -> [ID<Goal>: [Event]] {
        let found = try rows(
            """
            SELECT \(sql: eventColumns) FROM goal CROSS JOIN event
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.cycle_id = \(cycle) AND \(sql: viewer.seesGoal)
                AND event.workspace_id = goal.workspace_id AND event.goal_id = goal.id AND event.kind IN (\(list: driftKinds))
            """)
        let events = try found.map { row in
            var columns = row.columns
            return try Event(&columns)
        }
        return Dictionary(grouping: events.filter { $0.goalID != nil }, by: { $0.goalID! })
    }
}

/// The events that can move a goal away from what was promised.
let driftKinds: [Event.Kind] = [.goalEdited, .goalHandedOver, .keyResultEdited, .keyResultMade, .keyResultRemoved]
