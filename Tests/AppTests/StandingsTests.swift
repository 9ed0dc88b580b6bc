@testable import App
import Database
import Domain
import Foundation
@testable import Support
import Testing

/// What is stored about how goals stand is what one would reckon anew, whatever people do in whatever order.
@Suite struct StandingsTests {
    @Test(arguments: Engine.tested)
    func `after any deed everything stored equals a rebuild`(engine: Engine) async throws {
        for seed in engine == .sqlite ? [1, 2, 3] as [UInt64] : [4] {
            try await withApp(engine) { app in
                var forest = try await Forest(app, seed: seed)
                for step in 0..<(engine == .sqlite ? 110 : 60) {
                    let deed = try await forest.act()
                    try await forest.compare("seed \(seed), step \(step): \(deed)")
                }
                #expect(forest.done.values.reduce(0, +) > 30 && forest.done.count >= 8, "\(forest.done)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal is never better than its worst counted child`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let parent = try await app.makeGoal("Above", rollUp: .both)
            let own = try await app.measure(parent)
            let good = try await app.makeGoal("Good", parents: [.init(id: parent.id)])
            let bad = try await app.makeGoal("Bad", parents: [.init(id: parent.id)])
            let (up, down) = (try await app.measure(good), try await app.measure(bad))
            #expect(try await app.checkIn(parent, [own: "100"]).code == 303)
            #expect(try await app.checkIn(good, [up: "100"]).code == 303)
            #expect(try await app.checkIn(bad, [down: "3"]).code == 303)
            let lowered = try await app.stored(parent)
            #expect(lowered.progress! > 0.6 && lowered.status == .offTrack && lowered.worstID == bad.id)
            let admin = try await app.viewer(of: .dana)
            _ = try await Goals(cairn: app.cairn).judge(
                parent.id, .atRisk, reason: "Bad is nearly over.", version: lowered.version, by: admin)
            #expect(try await app.stored(parent).status == .atRisk, "the owner's word, with a reason")
            _ = try await Goals(cairn: app.cairn).judge(parent.id, nil, reason: "", version: lowered.version + 1, by: admin)
            _ = try await Goals(cairn: app.cairn).close(bad.id, .dropped, reason: "Not needed.", version: bad.version, by: admin)
            let freed = try await app.stored(parent)
            #expect(freed.status == .onTrack || freed.status == .met, "what was dropped does not count")
            #expect(freed.progress == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a goal that was closed without progress keeps none when its children move`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let above = try await app.makeGoal("Above")
            let below = try await app.makeGoal("Below", parents: [.init(id: above.id)])
            let admin = try await app.viewer(of: .dana)
            let open = try await app.stored(above)
            _ = try await Goals(cairn: app.cairn).close(above.id, .missed, reason: "Over.", version: open.version, by: admin)
            #expect(try await app.stored(above).progress == nil)
            let number = try await app.measure(below)
            #expect(try await app.checkIn(below, [number: "42"]).code == 303)
            #expect(try await app.stored(below).progress != nil)
            try await app.write { [now = app.clock.now] db in _ = try Standings(db, admin.workspace, at: now).refreshAll() }
            #expect(try await app.stored(above).progress == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `the day turns: silence makes stale, standing still makes behind`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let silent = try await app.makeGoal("Silent", rhythm: 7)
            let slow = try await app.makeGoal("Slow", rhythm: 60)
            let above = try await app.makeGoal("Above", rhythm: 60)
            let below = try await app.makeGoal("Below", parents: [.init(id: above.id)], rhythm: 60)
            for goal in [silent, slow, below] {
                let number = try await app.measure(goal)
                #expect(try await app.checkIn(goal, [number: "42"]).code == 303)
            }
            func statuses() async throws -> [Status] {
                var list: [Status] = []
                for goal in [silent, slow, below, above] { list.append(try await app.stored(goal).status) }
                return list
            }
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await statuses() == [.onTrack, .onTrack, .onTrack, .onTrack])
            app.clock.move(days: 10)
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await statuses() == [.atRisk, .atRisk, .atRisk, .atRisk])
            app.clock.move(days: 1)
            #expect(try await statuses()[0] == .atRisk)
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await statuses() == [.stale, .atRisk, .atRisk, .atRisk])
            app.clock.move(days: 14)
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await statuses() == [.stale, .offTrack, .offTrack, .offTrack])
            app.clock.move(days: 20)
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await statuses() == [.missed, .missed, .missed, .missed])
        }
    }

    @Test(arguments: Engine.tested)
    func `the day turns in the workspace's own time zone`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal(rhythm: 7)
            let number = try await app.measure(goal)
            #expect(try await app.checkIn(goal, [number: "42"]).code == 303)
            try await app.setWorkspace(zone: "Pacific/Chatham")
            // The eleventh day begins in Chatham at 10:15 UTC on the 15th, when it is still the tenth in UTC.
            app.clock.move(days: 10, seconds: 2 * 3600)
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await app.stored(goal).status == .atRisk)
            app.clock.move(seconds: 1200)
            try await DayTurn(cairn: app.cairn).run()
            #expect(try await app.stored(goal).status == .stale)
        }
    }

    @Test(arguments: Engine.tested)
    func `a turned day is not turned again, nor by two nodes at once, nor when the clock steps back`(engine: Engine) async throws {
        try await withApp(engine) { app in
            let goal = try await app.makeGoal()
            let number = try await app.measure(goal)
            #expect(try await app.checkIn(goal, [number: "42"]).code == 303)
            let twin = try Cairn(database: app.database, clock: { app.clock.now })
            let heard = Heard()
            app.database.listen { if $0.contains("/") { heard.add($0) } }
            app.clock.move(days: 11)
            async let here: Void = DayTurn(cairn: app.cairn).run()
            async let there: Void = DayTurn(cairn: twin).run()
            _ = try await (here, there)
            let mine = "\(app.scene.wexholm.id)"
            #expect(heard.list.filter { $0 == "\(mine)/workspace" }.count == 1)
            #expect(heard.list.filter { $0 == "\(mine)/goal:\(goal.id)" }.count == 1)
            heard.clear()
            try await DayTurn(cairn: app.cairn).run()
            app.clock.move(seconds: -3600)
            try await DayTurn(cairn: app.cairn).run()
            app.clock.move(days: -1)
            try await DayTurn(cairn: app.cairn).run()
            #expect(heard.list.isEmpty)
        }
    }

    @Test func `two nodes on one PostgreSQL turn the day once`() async throws {
        guard Engine.tested.contains(.postgres) else { return }
        let url = try await scratchPostgresURL()
        let databases = try (0..<2).map { _ in try Postgres(url: url, connections: 3) }
        let clock = TestClock()
        try await databases[0].migrate(migrations, at: clock.now.milliseconds)
        let cairns = try databases.map { try Cairn(database: $0, clock: { clock.now }) }
        let scene = Scene.make(cairns[0])
        try await databases[0].write { db in try scene.insert(into: db, at: clock.now) }
        let heard = Heard()
        for database in databases { database.listen { if $0.hasPrefix("\(scene.wexholm.id)/workspace") { heard.add($0) } } }
        clock.move(days: 1)
        async let here: Void = DayTurn(cairn: cairns[0]).run()
        async let there: Void = DayTurn(cairn: cairns[1]).run()
        _ = try await (here, there)
        #expect(await eventually { heard.list.count >= 2 })
        try await Task.sleep(for: .milliseconds(300))
        #expect(heard.list.count == 2, "each node hears of one turn")
        for database in databases { await database.close() }
    }
}

/// Goals with many parents, and people who do anything with them in any order.
private struct Forest {
    let app: TestApp
    let viewer: Viewer
    private var random: Seeded
    private(set) var done: [String: Int] = [:]
    /// What closed goals had on their last day.
    private var kept: [ID<Goal>: Double?] = [:]

    init(_ app: TestApp, seed: UInt64) async throws {
        self.app = app
        viewer = try await app.viewer(of: .olaf)
        random = Seeded(seed)
    }

    /// Does something; gives what it was. Rules that refuse it are part of the game.
    mutating func act() async throws -> String {
        let all = try await goals()
        let deeds = [
            "make", "make", "commit", "commit", "measure", "check in", "check in", "check in", "weigh", "serve", "change", "unmeasure",
            "weights", "close", "reopen", "mode",
            "judge", "remove", "day", "edit",
        ]
        let deed = all.count < 5 ? "make" : deeds.randomElement(using: &random)!
        do {
            try await perform(deed, all)
            done[deed, default: 0] += 1
            return deed
        } catch is AppError {
            return "\(deed), refused"
        }
    }

    private mutating func perform(_ deed: String, _ all: [Goal]) async throws {
        let nouns = Goals(cairn: app.cairn)
        func pick(_ stages: Goal.Stage...) throws -> Goal {
            guard let goal = all.filter({ stages.contains($0.stage) }).randomElement(using: &random) else { throw AppError.notFound }
            return goal
        }
        switch deed {
        case "make":
            let modes: [Goal.RollUpMode] = [.automatic, .automatic, .both, .childGoals, .keyResults, .byHand]
            let start = Day(iso: "2026-10-05")!.advanced(by: Int.random(in: 0...20, using: &random))
            let draft = Goal.Draft(
                title: "Goal \(all.count)", ownerID: app.id(.ana), startsOn: start,
                dueOn: start.advanced(by: Int.random(in: 30...90, using: &random)),
                rhythmDays: [nil, 1, 30].randomElement(using: &random)!, parents: parents(of: nil, all),
                rollUp: modes.randomElement(using: &random)!)
            let goal = try await nouns.make(draft, by: viewer)
            if random.chance(0.8) { _ = try await nouns.commit(goal.id, version: goal.version, by: viewer) }
        case "commit": let goal = try pick(.draft, .proposed); _ = try await nouns.commit(goal.id, version: goal.version, by: viewer)
        case "measure":
            let goal = try pick(.draft, .committed)
            _ = try await KeyResults(cairn: app.cairn).add(keyResult(for: goal), to: goal.id, reason: "So.", by: viewer)
        case "change", "unmeasure":
            let goal = try pick(.draft, .committed)
            let nouns = KeyResults(cairn: app.cairn)
            let known = try await app.read { [viewer] db in try db.keyResults(of: goal.id, in: viewer.workspace.id) }
            guard let old = known.randomElement(using: &random) else { throw AppError.notFound }
            if deed == "unmeasure" { return try await nouns.remove(old.id, of: goal.id, version: old.version, reason: "So.", by: viewer) }
            var draft = keyResult(for: goal)
            draft.version = old.version
            _ = try await nouns.edit(old.id, of: goal.id, draft, reason: "So.", by: viewer)
        case "weights":
            let goal = try pick(.draft, .committed)
            let parts = try await Weights(cairn: app.cairn).load(goal.id, for: viewer).contributors
            var wanted: [String: Double?] = [:]
            for part in parts { wanted[part.id] = .some(random.chance(0.5) ? Double(Int.random(in: 0...50, using: &random)) : nil) }
            try await Weights(cairn: app.cairn).set(wanted, of: goal.id, version: goal.version, reason: "So.", by: viewer)
        case "check in":
            let goal = try pick(.committed)
            let keyResults = try await app.read { [viewer] db in try db.keyResults(of: goal.id, in: viewer.workspace.id) }
            var draft = CheckIn.Draft(confidence: Int.random(in: 0...100, using: &random), changed: "Told.")
            for keyResult in keyResults where random.chance(0.8) { draft.values[keyResult.id] = .number(value(of: keyResult)) }
            if goal.rollUp == .byHand { draft.handProgress = .number(Double(Int.random(in: 0...100, using: &random))) }
            _ = try await CheckIns(cairn: app.cairn).post(draft, on: goal.id, language: "en", by: viewer)
        case "weigh", "serve":
            let goal = try pick(.draft, .committed, .closed)
            var wanted = parents(of: goal, all)
            if deed == "weigh" { for index in wanted.indices { wanted[index].weight = Double(Int.random(in: 0...40, using: &random)) } }
            _ = try await nouns.serve(goal.id, wanted, version: goal.version, reason: "So.", by: viewer)
        case "close":
            let goal = try pick(.draft, .committed)
            let outcome = Goal.Outcome.allCases.randomElement(using: &random)!
            _ = try await nouns.close(goal.id, outcome, reason: "Over.", version: goal.version, by: viewer)
            kept[goal.id] = try await app.stored(goal).progress
            #expect(kept[goal.id]! == goal.progress, "closing changes no progress")
        case "reopen":
            let goal = try pick(.closed)
            _ = try await nouns.reopen(goal.id, reason: "Again.", version: goal.version, by: viewer)
            kept[goal.id] = nil
        case "judge":
            let goal = try pick(.committed)
            _ = try await nouns.judge(
                goal.id, [.onTrack, .atRisk, .offTrack, nil].randomElement(using: &random)!, reason: "I know.", version: goal.version,
                by: viewer)
        case "mode", "edit":
            let goal = try pick(.draft, .committed)
            let above = try await app.read { [viewer] db in try db.links(above: goal.id, in: viewer.workspace.id) }
            var draft = Goal.Draft(goal, parents: above, readers: [])
            if deed == "mode" {
                draft.rollUp = Goal.RollUpMode.allCases.randomElement(using: &random)!
            } else {
                draft.dueOn = draft.dueOn.advanced(by: 9)
            }
            _ = try await nouns.edit(goal.id, draft, reason: "So.", by: viewer)
        case "remove": let goal = try pick(.draft); try await nouns.remove(goal.id, version: goal.version, by: viewer)
        default:
            app.clock.move(days: 1)
            try await DayTurn(cairn: app.cairn).run()
        }
    }

    private mutating func keyResult(for goal: Goal) -> KeyResult.Draft {
        let kind = KeyResult.Kind.allCases.randomElement(using: &random)!
        let direction = KeyResult.Direction.allCases.randomElement(using: &random)!
        let target = Double(direction == .decrease ? Int.random(in: -50...9, using: &random) : Int.random(in: 11...200, using: &random))
        let due = goal.startsOn.advanced(by: Int.random(in: 0...60, using: &random))
        return KeyResult.Draft(
            title: "Something", kind: kind, direction: direction, baseline: 10, target: target, upper: target + 30, zoneCommit: "a",
            zoneTarget: "b",
            zoneStretch: "c", weight: random.chance(0.3) ? Double(Int.random(in: 0...30, using: &random)) : nil, startsOn: goal.startsOn,
            dueOn: due)
    }

    private mutating func parents(of goal: Goal?, _ all: [Goal]) -> [Goal.Parent] {
        let others = all.filter { $0.stage != .closed && $0.id != goal?.id }.shuffled(using: &random)
        return others.prefix(Int.random(in: 0...3, using: &random)).map { Goal.Parent(id: $0.id) }
    }

    private mutating func value(of keyResult: KeyResult) -> Double {
        switch keyResult.kind {
        case .number: Double(Int.random(in: -60...220, using: &random))
        case .done: Double(Int.random(in: 0...1, using: &random))
        case .zones: Double(Int.random(in: 0...3, using: &random))
        }
    }

    private func goals() async throws -> [Goal] {
        try await app.read { [viewer] db in try db.goals(where: "1 = 1", visibleTo: viewer) }
    }

    /// Sets what is stored beside a rebuild by the program, and beside a slow reckoning of our own.
    func compare(_ when: String) async throws {
        let (before, own) = (try await goals(), try await reckoned())
        let (changed, now) = try await app.write { [workspace = viewer.workspace, now = app.clock.now] db in
            (try Standings(db, workspace, at: now).refreshAll(), now)
        }
        #expect(changed.isEmpty, "\(when): a rebuild differs")
        #expect(try await goals() == before, "\(when): a rebuild differs")
        for goal in before {
            let mine = own[goal.id]!
            #expect(
                goal.childCount == mine.children && goal.parentCount == mine.parents && goal.keyResultCount == mine.keyResults,
                "\(when): counts")
            if goal.stage == .closed {
                if let last = kept[goal.id] { #expect(goal.progress == last, "\(when): a closed goal moved") }
            } else {
                #expect(
                    isSame(goal.progress, mine.progress),
                    "\(when): \(goal.title) has \(String(describing: goal.progress)), not \(String(describing: mine.progress))")
            }
            #expect(goal.progress.map { (0...1).contains($0) } ?? true, "\(when): out of bounds")
            let today = now.day(in: viewer.workspace.zone)
            #expect(
                goal.status == goal.standing(on: today, in: viewer.workspace.zone, rule: viewer.workspace.rule).status,
                "\(when): \(goal.title)")
        }
    }

    private func isSame(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) < 1e-9
    }

    private struct Own {
        var progress: Double?
        var children = 0, parents = 0, keyResults = 0
    }

    /// Progress from the bottom up, as the product says it: the weighted mean of what counts, equal shares where nothing is fixed.
    private func reckoned() async throws -> [ID<Goal>: Own] {
        let all = try await goals()
        let (links, keyResults) = try await app.read { [viewer] db in
            let workspace = viewer.workspace.id
            var links: [(parent: ID<Goal>, child: ID<Goal>, weight: Double?)] = []
            for row in try db.rows("SELECT parent_id, child_id, weight FROM goal_link") {
                var columns = row.columns
                links.append((try columns.next(), try columns.next(), try columns.next()))
            }
            return (links, try db.keyResults(in: workspace, where: "1 = 1"))
        }
        let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        var known: [ID<Goal>: Own] = [:]
        func reckon(_ goal: Goal) -> Own {
            if let own = known[goal.id] { return own }
            let mine = keyResults.filter { $0.goalID == goal.id }
            let below = links.filter { $0.parent == goal.id }
            var own = Own(children: below.count, parents: links.count { $0.child == goal.id }, keyResults: mine.count)
            var parts: [(weight: Double?, progress: Double?, counts: Bool)] = []
            if [.automatic, .keyResults, .both].contains(goal.rollUp) {
                parts += mine.map { ($0.weight, $0.progress, $0.progress != nil || ($0.plan != nil && !$0.isKept)) }
            }
            if goal.rollUp == .childGoals || goal.rollUp == .both || (goal.rollUp == .automatic && mine.isEmpty) {
                for link in below {
                    let child = byID[link.child]!
                    guard child.stage == .committed || (child.stage == .closed && child.outcome != .dropped) else { continue }
                    let progress = child.stage == .closed ? child.progress : reckon(child).progress
                    parts.append((link.weight, progress, progress != nil || child.plan.map { !$0.isKept } == true))
                }
            }
            let fixed = parts.compactMap(\.weight).reduce(0, +)
            let shared = parts.filter { $0.weight == nil }.count
            let scale = fixed > 100 || (shared == 0 && fixed > 0) ? 100 / fixed : 1
            let share = shared > 0 && fixed < 100 ? (100 - fixed) / Double(shared) : 0
            var (sum, total, heard) = (0.0, 0.0, false)
            for part in parts where part.counts {
                let weight = part.weight.map { $0 * scale } ?? share
                guard weight > 0 else { continue }
                sum += weight * (part.progress ?? 0)
                total += weight
                if part.progress != nil { heard = true }
            }
            own.progress = goal.rollUp == .byHand ? goal.handProgress : heard ? sum / total : nil
            known[goal.id] = own
            return own
        }
        for goal in all { _ = reckon(goal) }
        return known
    }
}
