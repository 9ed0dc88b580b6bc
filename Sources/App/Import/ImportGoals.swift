import Domain

/// What becomes of the rows of goals.
extension Importer {
    mutating func decideGoal(_ node: Int) throws {
        let (source, sourceID) = (tree.nodes[node].source, tree.nodes[node].sourceID)
        kinds[node] = .goals
        let parents = try parentGoals(of: node)
        if let stored = stock.goals[sourceID] {
            goals[node] = stored.id
            guard !stock.hidden.contains(stored.id) else {
                outcomes[node] = .unchanged
                return report.warn(source.place, "This goal is private and not yours to see, so it stays as it is.")
            }
            try changeGoal(node, stored, parents)
        } else {
            goals[node] = try makeGoal(node, parents)
            outcomes[node] = .created
        }
        try decideInnerKeyResult(node)
    }

    private mutating func makeGoal(_ node: Int, _ parents: [ID<Goal>]) throws -> ID<Goal> {
        let (source, sourceID) = (tree.nodes[node].source, tree.nodes[node].sourceID)
        let cycle = try cycle(of: source)
        let (start, due) = try dates(of: source, cycle, parents.first.flatMap { known[$0] })
        let draft = Goal.Draft(
            title: source.title, why: source.why, teamID: try team(of: source), cycleID: cycle?.id, ownerID: owner(of: source),
            startsOn: start, dueOn: due, parents: parents.map { Goal.Parent(id: $0) })
        var goal = try Goal.make(draft, id: id(), by: viewer, at: now)
        // What the source says was agreed there. So it is not asked here whether it could be committed today.
        let hasBegun = cycle.map { $0.stage != .drafting || $0.startsOn <= today } ?? (start <= today)
        if hasBegun {
            goal.stage = .committed
            goal.committedAt = min(now, start.start(in: viewer.workspace.zone))
        }
        goal.sourceID = sourceID
        (goal.sourceStatus, goal.sourceScore) = (source.sourceStatus, source.sourceScore)
        goal.parentCount = parents.count
        plan.newGoals.append(goal)
        known[goal.id] = goal
        plan.newLinks += parents.map { (goal.id, $0) }
        return goal.id
    }

    private mutating func changeGoal(_ node: Int, _ stored: Goal, _ parents: [ID<Goal>]) throws {
        let source = tree.nodes[node].source
        outcomes[node] = .unchanged
        guard stored.isOpen else { return report.warn(source.place, "This goal is closed, so it stays as it is.") }
        let before = stock.parents[stored.id] ?? []
        var draft = Goal.Draft(stored, parents: before, readers: [])
        if !source.title.isEmpty { draft.title = source.title }
        if !source.why.isEmpty { draft.why = source.why }
        if let team = try team(of: source) { draft.teamID = team }
        if let owner = owner(of: source) { draft.ownerID = owner }
        let cycle = try cycle(of: source)
        if let cycle { draft.cycleID = cycle.id }
        if let start = try date(source.start, "start") { draft.startsOn = start }
        if let due = try date(source.due, "due") { draft.dueOn = due }
        if !parents.isEmpty { draft.parents = merged(before, parents) }
        var changed = stored
        let edit = try changed.edit(draft, parents: before, readers: [], reason: importReason, by: viewer, at: now)
        let marks = (source.sourceStatus ?? stored.sourceStatus, source.sourceScore ?? stored.sourceScore)
        guard !edit.isEmpty || marks != (stored.sourceStatus, stored.sourceScore) else { return }
        outcomes[node] = .updated
        plan.changedGoals.append(
            .init(
                before: stored, draft: edit.isEmpty ? nil : draft, parents: before, sourceStatus: marks.0, sourceScore: marks.1))
        known[stored.id] = changed
    }

    /// The parents of now, without those that came from the source and are not named any more, and with those that are.
    private func merged(_ before: [Goal.Parent], _ wanted: [ID<Goal>]) -> [Goal.Parent] {
        let kept = before.filter { parent in
            wanted.contains(parent.id) || stock.titles[parent.id] == nil || stock.hidden.contains(parent.id)
        }
        return kept + wanted.filter { id in !kept.contains { $0.id == id } }.map { Goal.Parent(id: $0) }
    }

    private mutating func parentGoals(of node: Int) throws -> [ID<Goal>] {
        var found: [ID<Goal>] = []
        for link in tree.nodes[node].parents {
            let goal = try goal(behind: link, for: node)
            if !found.contains(goal) { found.append(goal) }
        }
        return found
    }

    /// The goal that a row or a kept thing is or belongs to.
    mutating func goal(behind link: ImportNode.Link, for node: Int) throws -> ID<Goal> {
        switch link {
        case .goal(let id): return id
        case .row(let row):
            guard let goal = goals[row] else { throw AppError.invalid("parent", "Its parent was not understood.") }
            if tree.nodes[row].kind == .initiative, tree.nodes[node].kind != .initiative {
                report.warn(tree.nodes[node].source.place, "It stands below an initiative, and is taken to the goal of that initiative.")
            }
            return goal
        case .initiative(let id):
            guard let initiative = stock.initiativesByID[id] else { throw AppError.notFound }
            return initiative.goalID
        case .keyResult(let id):
            guard tree.nodes[node].kind == .initiative, let keyResult = stock.keyResultsByID[id] else {
                throw AppError.invalid("parent", "Its parent is a key result here already. Import that row together with this one.")
            }
            return keyResult.goalID
        }
    }
}

/// What rows name: people, teams, cycles, dates.
extension Importer {
    var importReason: String { "Import" }

    mutating func owner(of source: GoalSource) -> ID<Person>? {
        let people = names.people(in: source.owner, new: id())
        guard let first = people.first else { return nil }
        if people.count > 1 {
            let others = people.dropFirst().map(\.name).joined(separator: ", ")
            report.warn(source.place, "\(first.name) is taken as the owner. Named as well: \(others).")
        }
        guard first.canOwn else {
            report.warn(source.place, "\(first.name) is a guest or has left, and cannot own it.")
            return nil
        }
        return first.id
    }

    mutating func team(of source: GoalSource) throws -> ID<Team>? { try names.team(source.team, new: id()) }

    mutating func cycle(of source: GoalSource) throws -> Cycle? {
        if source.cycle.isEmpty { return nil }
        if let known = names.cycle(source.cycle) { return known }
        let span = period(of: source)
        let draft = try Cycle.Draft(name: source.cycle, startsOn: span.lowerBound, endsOn: span.upperBound).checked()
        let stage: Cycle.Stage = today < draft.startsOn ? .drafting : today > draft.endsOn ? .closing : .active
        let cycle = Cycle(id: id(), name: draft.name, startsOn: draft.startsOn, endsOn: draft.endsOn, stage: stage, createdAt: now)
        names.add(cycle)
        return cycle
    }

    private mutating func period(of source: GoalSource) -> ClosedRange<Day> {
        if let read = CyclePeriod.read(source.cycle) { return read }
        let span = cycleSpans[fold(source.cycle)] ?? (nil, nil)
        let start = span.start ?? span.end.map { CyclePeriod.quarter(of: $0).lowerBound }
        let end = span.end ?? span.start.map { CyclePeriod.quarter(of: $0).upperBound }
        if let start, let end, start <= end {
            report.warn(
                source.place,
                "The name of the cycle “\(source.cycle)” carries no dates; it runs as its rows do, from \(start.iso) to \(end.iso).")
            return start...end
        }
        let quarter = CyclePeriod.quarter(of: today)
        report.warn(
            source.place,
            "The cycle “\(source.cycle)” carries no dates; it is taken as this quarter, \(quarter.lowerBound.iso) to \(quarter.upperBound.iso)."
        )
        return quarter
    }

    func date(_ text: String, _ field: String) throws(AppError) -> Day? {
        guard !text.isEmpty else { return nil }
        guard let day = SourceDate.day(text) else {
            throw .invalid(field, "“\(String(text.prefix(60)))” could be no date, or two. Write it as year-month-day.")
        }
        return day
    }

    /// What the row says; else its cycle; else its parent; else the quarter.
    func dates(of source: GoalSource, _ cycle: Cycle?, _ parent: Goal?) throws(AppError) -> (start: Day, due: Day) {
        let (start, due) = (try date(source.start, "start"), try date(source.due, "due"))
        let from = start ?? cycle?.startsOn ?? parent?.startsOn ?? CyclePeriod.quarter(of: due ?? today).lowerBound
        let to = due ?? cycle?.endsOn ?? parent?.dueOn ?? CyclePeriod.quarter(of: max(from, today)).upperBound
        if from <= to { return (from, to) }
        if start == nil { return (CyclePeriod.quarter(of: to).lowerBound, to) }
        if due == nil { return (from, CyclePeriod.quarter(of: from).upperBound) }
        return (from, to)
    }
}

extension GoalSource {
    var sourceStatus: String? { status.isEmpty ? nil : String(status.onOneLine.prefix(200)) }
    var sourceScore: String? { score.isEmpty ? nil : String(score.onOneLine.prefix(200)) }
}
