import Database
import Domain
import Foundation

/// Tells the past again: reports are put in by date, and each goal's progress and status are reckoned as they were on that day.
struct Replay {
    private var goals: [ID<Goal>: Goal]
    private var keyResults: [ID<Goal>: [KeyResult]]
    private let children: [ID<Goal>: [(id: ID<Goal>, weight: Double?)]]
    private var parents: [ID<Goal>: [ID<Goal>]] = [:]
    private let zone: TimeZone
    private let rule: StatusRule
    /// The day for which a goal was last reckoned; nothing where a number below it has moved since.
    private var reckonedOn: [ID<Goal>: Day] = [:]

    /// - keyResults: as they were before the first report.
    init(
        goals: [Goal], keyResults: [KeyResult], children: [ID<Goal>: [(id: ID<Goal>, weight: Double?)]], in workspace: Workspace
    ) {
        self.goals = Dictionary(goals.map { ($0.id, Self.running($0)) }, uniquingKeysWith: { first, _ in first })
        self.keyResults = Dictionary(grouping: keyResults, by: \.goalID)
        self.children = children
        for (parent, links) in children { for link in links { parents[link.id, default: []].append(parent) } }
        (zone, rule) = (workspace.zone, workspace.rule)
    }

    /// What is closed now was not closed then.
    private static func running(_ goal: Goal) -> Goal {
        var goal = goal
        if goal.stage == .closed, goal.committedAt != nil { (goal.stage, goal.outcome) = (.committed, nil) }
        return goal
    }

    /// Puts a check-in's values in, and gives it the progress and status its goal then had.
    mutating func report(_ checkIn: CheckIn) -> (progress: Double?, status: Status) {
        let id = checkIn.goalID
        for index in (keyResults[id] ?? []).indices {
            guard let value = checkIn.values[keyResults[id]![index].id] else { continue }
            keyResults[id]![index].previousValue = keyResults[id]![index].value
            keyResults[id]![index].value = value
            keyResults[id]![index].reportedAt = checkIn.createdAt
        }
        goals[id]?.lastCheckInAt = checkIn.createdAt
        goals[id]?.checkInCount += 1
        if let confidence = checkIn.confidence { goals[id]?.confidence = confidence }
        forget(id)
        reckon(id, on: checkIn.createdAt.day(in: zone))
        return (goals[id]?.progress, goals[id]?.status ?? .notStarted)
    }

    /// Changes a key result from here on, such as its target.
    mutating func change(_ keyResult: ID<KeyResult>, of goal: ID<Goal>, _ change: (inout KeyResult) -> Void) {
        guard let index = keyResults[goal]?.firstIndex(where: { $0.id == keyResult }) else { return }
        change(&keyResults[goal]![index])
        forget(goal)
    }

    mutating func change(_ goal: ID<Goal>, _ change: (inout Goal) -> Void) {
        if goals[goal] != nil { change(&goals[goal]!) }
        forget(goal)
    }

    /// How a goal stands on a day, by everything put in so far.
    mutating func goal(_ id: ID<Goal>, on day: Day) -> Goal? {
        reckon(id, on: day)
        return goals[id]
    }

    func keyResults(of goal: ID<Goal>) -> [KeyResult] { keyResults[goal] ?? [] }

    private mutating func forget(_ id: ID<Goal>) {
        reckonedOn[id] = nil
        for parent in parents[id] ?? [] where reckonedOn[parent] != nil { forget(parent) }
    }

    private mutating func reckon(_ id: ID<Goal>, on day: Day) {
        guard reckonedOn[id] != day, var goal = goals[id] else { return }
        let own = keyResults[id] ?? []
        var below: [(goal: Goal, weight: Double?)] = []
        if goal.countsChildren(hasKeyResults: !own.isEmpty) {
            for link in children[id] ?? [] {
                reckon(link.id, on: day)
                if let child = goals[link.id] { below.append((child, link.weight)) }
            }
        }
        goal.take(goal.rolledUp(keyResults: own, children: below))
        goal.status = goal.standing(on: day, in: zone, rule: rule).status
        goals[id] = goal
        reckonedOn[id] = day
    }
}

extension StandingSet {
    /// The past of everything that is kept, with these key results as they were before their first report.
    func replay(in workspace: Workspace, forgetting reported: Set<ID<KeyResult>>) -> Replay {
        let before = keyResults.values.joined().map { keyResult in
            var keyResult = keyResult
            if reported.contains(keyResult.id) { keyResult.value = nil }
            return keyResult
        }
        return Replay(goals: Array(goals.values), keyResults: before, children: children, in: workspace)
    }
}
