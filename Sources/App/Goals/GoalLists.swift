import Database
import Domain

/// The goals of a workspace as somebody sees them through a filter.
struct GoalList: Sendable {
    var filter: GoalFilter
    var cycles: [Cycle] = []
    var teams: [Team] = []
    /// What belongs to the time looked at, then what stands above it in other cycles.
    var rows: [GoalRow] = []
    var standings: [Standing] = []
    var matches: [Bool] = []
    var links: [(parent: ID<Goal>, child: ID<Goal>)] = []
    /// How many goals each preset shows, the other filters being as they are.
    var counts: [GoalFilter.Preset: Int] = [:]
    /// True where there are more goals than can be shown.
    var isCut = false

    var matching: [Int] { matches.indices.filter { matches[$0] } }
    /// The cycles that run now.
    var running: [Cycle] { cycles.filter { $0.stage == .active || $0.stage == .closing } }
    /// People who own something here, for choosing from.
    var owners: [(id: ID<Person>, name: String)] {
        var seen: [ID<Person>: String] = [:]
        for row in rows { if let id = row.goal.ownerID, seen[id] == nil { seen[id] = row.ownerName ?? "" } }
        return seen.map { ($0.key, $0.value) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    }
}

/// Looking at all goals at once.
struct GoalLists: Sendable {
    let cairn: Cairn

    func list(_ filter: GoalFilter, for viewer: Viewer) async throws -> GoalList {
        let now = cairn.now
        return try await cairn.database.read { db in try db.goalList(filter, for: viewer, at: now) }
    }

    /// The same as a file; that it was taken is noted in the audit trail.
    func export(_ filter: GoalFilter, for viewer: Viewer, from address: String) async throws -> GoalList {
        let list = try await list(filter, for: viewer)
        try await cairn.database.write { [cairn] db in
            try db.audit(.goalsDownloaded, by: viewer, object: filter.query, from: address, cairn)
        }
        return list
    }
}

extension Connection {
    func goalList(_ filter: GoalFilter, for viewer: Viewer, at now: Moment) throws -> GoalList {
        let workspace = viewer.workspace.id
        var list = GoalList(filter: filter)
        list.cycles = try cycleChoices(in: workspace)
        list.teams = try teamChoices(in: workspace)
        for span in spans(of: list) {
            list.rows += try goalRows(span, for: viewer)
            list.links += try goalLinks(span, in: workspace)
        }
        if list.rows.count > goalListLimit {
            list.isCut = true
            list.rows.removeLast(list.rows.count - goalListLimit)
        }
        let asked = list.rows.count
        try addAncestors(to: &list, for: viewer)
        list.judge(asked: asked, for: viewer, at: now)
        return list
    }

    /// The conditions for the goals of the time looked at, one for each statement. Without a running cycle that is all of them; with one, also
    /// open goals that have none.
    private func spans(of list: GoalList) -> [SQL] {
        switch list.filter.span {
        case .all: return ["1 = 1"]
        case .cycle(let id): return ["goal.cycle_id = \(id)"]
        case .now:
            let running = list.running.map(\.id)
            return running.isEmpty
                ? ["1 = 1"] : ["goal.cycle_id IN (\(list: running))", "goal.cycle_id IS NULL AND goal.stage <> 'closed'"]
        }
    }

    /// What stands above, level by level: goals of other cycles that these ones serve.
    private func addAncestors(to list: inout GoalList, for viewer: Viewer) throws {
        var known = Set(list.rows.map(\.goal.id))
        var missing = Set(list.links.map(\.parent)).subtracting(known)
        for _ in 0..<12 where !missing.isEmpty {
            let wanted: SQL = "goal.id IN (\(list: missing.sorted().prefix(500).map { $0 }))"
            let found = try goalRows(wanted, for: viewer)
            known.formUnion(missing)
            guard !found.isEmpty else { return }
            let above = try goalLinks("goal.id IN (\(list: found.map(\.goal.id)))", in: viewer.workspace.id)
            list.rows += found
            list.links += above
            missing = Set(above.map(\.parent)).subtracting(known)
        }
    }
}

extension GoalList {
    /// Reckons where each goal stands, and which of them were asked for.
    /// - Parameter asked: how many of the rows belong to the time looked at; the others are only on the way there.
    mutating func judge(asked: Int, for viewer: Viewer, at now: Moment) {
        let today = now.day(in: viewer.workspace.zone)
        standings = rows.map { $0.goal.standing(on: today, in: viewer.workspace.zone, rule: viewer.workspace.rule) }
        let test = GoalTest(filter: filter, viewer: viewer, today: today, now: now, teams: filter.team.map { teams.below($0) })
        matches = Array(repeating: false, count: rows.count)
        for index in rows.indices.prefix(asked) where test.passes(rows[index].goal, standings[index]) {
            for preset in GoalFilter.Preset.allCases where test.fits(preset, rows[index].goal, standings[index]) {
                counts[preset, default: 0] += 1
                if preset == filter.preset { matches[index] = true }
            }
        }
    }
}

extension [Team] {
    /// A team and every team below it.
    func below(_ top: ID<Team>) -> Set<ID<Team>> {
        var found: Set = [top]
        var grew = true
        while grew {
            grew = false
            for team in self where !found.contains(team.id) && team.parentID.map(found.contains) == true {
                found.insert(team.id)
                grew = true
            }
        }
        return found
    }
}

/// Says of one goal whether a filter lets it through: for pages and for the API alike.
struct GoalTest {
    let filter: GoalFilter
    let viewer: Viewer
    let today: Day
    let now: Moment
    let teams: Set<ID<Team>>?
    let words: String

    init(filter: GoalFilter, viewer: Viewer, today: Day, now: Moment, teams: Set<ID<Team>>?) {
        self.filter = filter
        self.viewer = viewer
        self.today = today
        self.now = now
        self.teams = teams
        words = fold(filter.text)
    }

    /// Everything but the preset.
    func passes(_ goal: Goal, _ standing: Standing) -> Bool {
        if let teams, goal.teamID.map(teams.contains) != true { return false }
        if let owner = filter.owner, goal.ownerID != owner { return false }
        if let status = filter.status, standing.status != status { return false }
        if let stage = filter.stage, goal.stage != stage { return false }
        return words.isEmpty || fold(goal.title).contains(words)
    }

    func fits(_ preset: GoalFilter.Preset, _ goal: Goal, _ standing: Standing) -> Bool {
        switch preset {
        case .all: true
        case .closed: goal.stage == .closed && goal.closedAt.map { $0 > now.adding(days: -30) } == true
        case .mine: goal.ownerID == viewer.id
        case .team: goal.teamID.map(viewer.teams.contains) == true
        default: goal.stage != .closed && fitsOpen(preset, goal, standing)
        }
    }

    private func fitsOpen(_ preset: GoalFilter.Preset, _ goal: Goal, _ standing: Standing) -> Bool {
        switch preset {
        case .risk: standing.status == .atRisk || standing.status == .offTrack
        case .quiet: goal.stage == .committed && goal.lastCheckInAt.map { $0 < now.adding(days: -7) } != false
        case .overdue: goal.dueOn < today
        case .nobody: goal.ownerID == nil
        case .unaligned: goal.parentCount == 0 && goal.childCount == 0
        default: true
        }
    }
}
