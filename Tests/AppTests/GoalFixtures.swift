@testable import App
import Database
import Domain
import Foundation
import Support
import Testing

/// Goals as tests need them: made, committed and measured through the app's own calls.
extension TestApp {
    func viewer(of member: Cast) async throws -> Viewer {
        let slug = member == .mallory ? scene.elsewhere.slug : scene.wexholm.slug
        let found = try await read { [account = scene.accounts[member]!] db in
            try db.viewers(of: db.account(account.id) ?? account).first { $0.workspace.slug == slug }
        }
        return try #require(found)
    }

    /// A goal of the team Permits, owned by Ana, from 5 October to 18 December 2026.
    func makeGoal(
        _ title: String = "Permits are decided in weeks", owner: Cast? = .ana, visibility: Goal.Visibility = .workspace,
        readers: Set<Cast> = [],
        parents: [Goal.Parent] = [], rollUp: Goal.RollUpMode = .automatic, rhythm: Int? = nil, from start: String = "2026-10-05",
        to due: String = "2026-12-18", inCycle: Bool = true, commit: Bool = true, by member: Cast = .ana
    ) async throws -> Goal {
        let viewer = try await viewer(of: member)
        let draft = Goal.Draft(
            title: title, teamID: scene.permits, cycleID: inCycle ? scene.autumn : nil, ownerID: owner.map { id($0) },
            visibility: visibility,
            readers: Set(readers.map { id($0) }), startsOn: Day(iso: start)!, dueOn: Day(iso: due)!, rhythmDays: rhythm, parents: parents,
            rollUp: rollUp)
        let goal = try await Goals(cairn: cairn).make(draft, by: viewer)
        return commit ? try await Goals(cairn: cairn).commit(goal.id, version: goal.version, by: viewer) : goal
    }

    /// Adds a key result; without more words a number that goes from 0 to 100.
    @discardableResult
    func measure(
        _ goal: Goal, _ title: String = "Days until a decision", kind: KeyResult.Kind = .number, direction: KeyResult.Direction = .increase,
        unit: String = "", from baseline: Double? = 0, to target: Double? = 100, owner: Cast? = nil, weight: Double? = nil,
        starts: Day? = nil, due: Day? = nil
    ) async throws -> KeyResult {
        let id: ID<KeyResult> = cairn.newID()
        let keyResult = KeyResult(
            id: id, goalID: goal.id, title: title, kind: kind, direction: direction, unit: unit, baseline: kind == .number ? baseline : nil,
            target: kind == .number ? target : nil, zoneCommit: kind == .zones ? "sure" : "", zoneTarget: kind == .zones ? "wanted" : "",
            zoneStretch: kind == .zones ? "dared" : "", ownerID: owner.map { self.id($0) }, weight: weight,
            startsOn: starts ?? goal.startsOn,
            dueOn: due ?? goal.dueOn, createdAt: clock.now)
        try await write { [workspace = scene.wexholm, now = clock.now] db in
            try db.insert(keyResult, in: workspace.id)
            try db.refreshStandings(from: [goal.id], in: workspace, at: now)
        }
        return keyResult
    }

    func stored(_ goal: ID<Goal>) async throws -> Goal {
        try await read { [workspace = scene.wexholm.id] db in
            let found = try db.row("SELECT \(sql: goalColumns) FROM goal WHERE goal.workspace_id = \(workspace) AND goal.id = \(goal)")
            guard var columns = found?.columns else { throw AppError.notFound }
            return try Goal(&columns)
        }
    }

    func stored(_ goal: Goal) async throws -> Goal { try await stored(goal.id) }

    func stored(_ keyResult: KeyResult) async throws -> KeyResult {
        try await read { [workspace = scene.wexholm.id] db in try db.keyResult(keyResult.id, of: keyResult.goalID, in: workspace) }
    }

    func count(_ table: String, where condition: SQL = "1 = 1") async throws -> Int {
        try await read { db in try db.one("SELECT COUNT(*) FROM \(sql: SQL(stringLiteral: table)) WHERE \(sql: condition)") ?? 0 }
    }

    func events(_ kind: Event.Kind, on goal: Goal? = nil) async throws -> Int {
        let place: SQL = goal.map { "AND goal_id = \($0.id)" } ?? ""
        return try await count("event", where: "kind = \(kind) \(sql: place)")
    }

    /// Sends a check-in form.
    func checkIn(
        _ goal: Goal, _ values: [KeyResult: String] = [:], confidence: String = "60", changed: String = "", key: String = "",
        as member: Cast = .ana,
        more: [(String, String)] = []
    ) async throws -> Answer {
        let entries = values.map { (CheckIn.Draft.field($0.key.id), $0.value) }
        let fields = entries + [("confidence", confidence), ("changed", changed), ("form_key", key)] + more
        let body = fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
        return try await request(.post, path("goals", goal.id, "check-ins"), body: Array(body.utf8), as: member)
    }

    /// Changes how a person reads: their language and time zone.
    func set(language: String = "en", zone: String = "UTC", of member: Cast) async throws {
        try await write { [id = scene.accounts[member]!.id] db in
            try db.run("UPDATE account SET language = \(language), time_zone = \(zone), version = version + 1 WHERE id = \(id)")
            db.notify("account")
        }
    }

    /// Moves the whole workspace into another time zone.
    func setWorkspace(zone: String) async throws {
        try await write { [id = scene.wexholm.id] db in
            try db.run("UPDATE workspace SET time_zone = \(zone) WHERE id = \(id)")
            db.notify("\(id)/access")
        }
    }
}

/// Random numbers that come the same every time.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
}
