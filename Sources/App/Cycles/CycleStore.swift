import Database
import Domain

let cycleColumns: SQL = """
    cycle.id, cycle.name, cycle.purpose, cycle.starts_on, cycle.ends_on, cycle.stage, cycle.version, cycle.created_at
    """

extension Cycle {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), name: try columns.next(), purpose: try columns.next(), startsOn: try columns.next(),
            endsOn: try columns.next(), stage: try columns.next(), version: try columns.next(), createdAt: try columns.next())
    }
}

extension Connection {
    /// Every cycle of the workspace, the latest first. Cycles are for everybody in it.
    func cycles(in workspace: ID<Workspace>) throws -> [Cycle] {
        let found = try rows(
            """
            SELECT \(sql: cycleColumns) FROM cycle WHERE cycle.workspace_id = \(workspace)
            ORDER BY cycle.starts_on DESC, cycle.ends_on, cycle.id
            """)
        return try found.map { row in
            var columns = row.columns
            return try Cycle(&columns)
        }
    }

    func cycle(_ id: ID<Cycle>, in workspace: ID<Workspace>) throws -> Cycle {
        let found = try row("SELECT \(sql: cycleColumns) FROM cycle WHERE cycle.workspace_id = \(workspace) AND cycle.id = \(id)")
        guard var columns = found?.columns else { throw AppError.notFound }
        return try Cycle(&columns)
    }

    func insert(_ cycle: Cycle, in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO cycle (workspace_id, id, name, purpose, starts_on, ends_on, stage, version, created_at)
            VALUES (\(workspace), \(cycle.id), \(cycle.name), \(cycle.purpose), \(cycle.startsOn), \(cycle.endsOn), \(cycle.stage),
                \(cycle.version), \(cycle.createdAt))
            """)
    }

    /// Keeps what people wrote, unless somebody else has saved since this cycle was loaded (its version was raised by one after that).
    func save(_ cycle: Cycle, in workspace: ID<Workspace>) throws {
        let count = try run(
            """
            UPDATE cycle SET name = \(cycle.name), purpose = \(cycle.purpose), starts_on = \(cycle.startsOn), ends_on = \(cycle.endsOn),
                stage = \(cycle.stage), version = \(cycle.version)
            WHERE workspace_id = \(workspace) AND id = \(cycle.id) AND version = \(cycle.version - 1)
            """)
        if count == 0 { throw AppError.stale }
    }

    func delete(_ cycle: ID<Cycle>, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM cycle WHERE workspace_id = \(workspace) AND id = \(cycle)")
    }

    /// How many goals a cycle has, whoever may see them.
    func goalCount(in cycle: ID<Cycle>, of workspace: ID<Workspace>) throws -> Int {
        try one("SELECT COUNT(*) FROM goal WHERE workspace_id = \(workspace) AND cycle_id = \(cycle)") ?? 0
    }

    /// How the goals of every cycle stand, as far as this viewer sees them.
    func tallies(for viewer: Viewer) throws -> [ID<Cycle>: Tally] {
        let found = try rows(
            """
            SELECT goal.cycle_id, goal.status, COUNT(*) FROM goal
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.cycle_id IS NOT NULL AND \(sql: viewer.seesGoal)
            GROUP BY goal.cycle_id, goal.status
            """)
        var tallies: [ID<Cycle>: Tally] = [:]
        for row in found {
            var columns = row.columns
            let cycle: ID<Cycle> = try columns.next()
            let status: Status = try columns.next()
            tallies[cycle, default: Tally()].add(status, times: try columns.next())
        }
        return tallies
    }
}

/// How many goals stand how.
struct Tally: Sendable, Hashable {
    private var counts: [Status: Int] = [:]

    init() {}

    init(_ statuses: some Sequence<Status>) {
        for status in statuses { add(status) }
    }

    mutating func add(_ status: Status, times: Int = 1) { counts[status, default: 0] += times }

    var total: Int { counts.values.reduce(0, +) }
    subscript(status: Status) -> Int { counts[status] ?? 0 }

    /// The statuses that occur, from reached to not begun.
    var parts: [(status: Status, count: Int)] {
        Tally.order.compactMap { status in counts[status].map { (status, $0) } }.filter { $0.count > 0 }
    }

    private static let order: [Status] = [.met, .onTrack, .atRisk, .offTrack, .missed, .stale, .notStarted]
}
