import Domain

/// What becomes of the rows of key results and initiatives.
extension Importer {
    mutating func decideKeyResult(_ node: Int) throws {
        kinds[node] = .keyResults
        if tree.nodes[node].parents.count > 1 {
            report.warn(tree.nodes[node].source.place, "A key result belongs to one goal: the first one that is named.")
        }
        let goalID = try goal(behind: tree.nodes[node].parents[0], for: node)
        goals[node] = goalID
        outcomes[node] = try keep(node, in: goalID, takesScore: true)
    }

    /// The numbers of a row that is a goal here stand in a key result of the same title.
    mutating func decideInnerKeyResult(_ node: Int) throws {
        let (source, sourceID) = (tree.nodes[node].source, tree.nodes[node].sourceID)
        let hasReports = reports[sourceID]?.contains { !$0.isEmpty } ?? false
        let isAlone = !hasChildren.contains(node)
        let isOrphan = tree.nodes[node].isRaised && isAlone
        guard isOrphan || !source.target.isEmpty || stock.keyResults[sourceID] != nil || (hasReports && isAlone) else { return }
        let outcome = try keep(node, in: goals[node]!, takesScore: isOrphan)
        if outcomes[node] == .unchanged, outcome == .updated || outcome == .created { outcomes[node] = .updated }
    }

    /// Makes or changes the key result of a row.
    private mutating func keep(_ node: Int, in goalID: ID<Goal>, takesScore: Bool) throws -> ImportReport.Outcome {
        let (source, sourceID) = (tree.nodes[node].source, tree.nodes[node].sourceID)
        let measure = try ImportMeasure(source, reports: (reports[sourceID] ?? []).filter { !$0.isEmpty }, takesScore: takesScore)
        guard let goal = known[goalID] else { throw AppError.notFound }
        if let stored = stock.keyResults[sourceID] {
            keyResults[node] = stored.id
            if stock.hidden.contains(goalID) || !goal.isOpen {
                report.warn(source.place, "Its goal is closed or private, so it stays as it is.")
                return .unchanged
            }
            return try change(stored, to: measure, source, in: goal) ? .updated : .unchanged
        }
        for remark in measure.remarks { report.warn(source.place, remark) }
        try make(measure, node, in: goal)
        return .created
    }

    private mutating func make(_ measure: ImportMeasure, _ node: Int, in goal: Goal) throws {
        let source = tree.nodes[node].source
        let start = try date(source.start, "start") ?? goal.startsOn
        let due = try date(source.due, "due") ?? goal.dueOn
        var draft = KeyResult.Draft(title: source.title, ownerID: owner(of: source), startsOn: start, dueOn: due)
        draft.take(measure)
        var made = try KeyResult.make(
            draft, id: id(), in: goal, among: siblings[goal.id] ?? [], reason: importReason, by: viewer, at: now)
        made.sourceID = tree.nodes[node].sourceID
        (made.sourceStatus, made.sourceScore) = (source.sourceStatus, source.sourceScore)
        made.value = measure.value
        made.reportedAt = measure.value == nil ? nil : min(now, due.advanced(by: 1).start(in: viewer.workspace.zone))
        keyResults[node] = made.id
        plan.newKeyResults.append(made)
        siblings[goal.id, default: []].append(made)
        if stock.titles[goal.id] != nil { tell(.keyResultMade, made.title, on: goal.id, about: made.id.text) }
    }

    private mutating func change(_ stored: KeyResult, to measure: ImportMeasure, _ source: GoalSource, in goal: Goal) throws -> Bool {
        var draft = KeyResult.Draft(stored)
        draft.title = source.title
        if let owner = owner(of: source) { draft.ownerID = owner }
        if let start = try date(source.start, "start") { draft.startsOn = start }
        if let due = try date(source.due, "due") { draft.dueOn = due }
        let says = [source.target, source.baseline, source.score].contains { !$0.isEmpty }
        if says { draft.take(measure, keepingBaselineOf: source.baseline.isEmpty ? stored : nil) }
        var changed = stored
        let changes = try changed.edit(draft, in: goal, among: siblings[goal.id] ?? [], reason: importReason, by: viewer)
        changed.goalID = goal.id
        changed.sourceStatus = source.sourceStatus ?? stored.sourceStatus
        changed.sourceScore = source.sourceScore ?? stored.sourceScore
        if !stock.reported.contains(stored.id), let value = measure.value, value != changed.value {
            (changed.previousValue, changed.value, changed.reportedAt) = (changed.value, value, now)
        }
        guard changed != stored else { return false }
        changed.version = stored.version + 1
        plan.changedKeyResults.append(.init(keyResult: changed, before: stored, changes: changes))
        return true
    }

    mutating func tell(_ kind: Event.Kind, _ subject: String, on goal: ID<Goal>, about id: String, changes: [Change] = []) {
        plan.events.append(
            Event(
                id: self.id(), kind: kind, actorID: actorID, goalID: goal, subjectID: id, reason: importReason,
                details: .init(changes: changes, names: ["subject": subject]), createdAt: now))
    }
}

extension KeyResult.Draft {
    /// - stored: where the source names no baseline, the one that was found at the first import stays.
    fileprivate mutating func take(_ measure: ImportMeasure, keepingBaselineOf stored: KeyResult? = nil) {
        (kind, unit, target) = (measure.kind, measure.unit, measure.target)
        decimals = max(measure.decimals, stored?.kind == measure.kind ? stored?.decimals ?? 0 : 0)
        if let stored, stored.kind == .number, stored.target == measure.target { return }
        (direction, baseline) = (measure.direction, measure.baseline)
    }
}

extension Importer {
    mutating func decideInitiative(_ node: Int) throws {
        let (source, sourceID) = (tree.nodes[node].source, tree.nodes[node].sourceID)
        kinds[node] = .initiatives
        guard let parent = tree.nodes[node].parents.first else {
            throw AppError.invalid("parent", "An initiative belongs to a goal or a key result. Name one as its parent.")
        }
        let goalID = try goal(behind: parent, for: node)
        goals[node] = goalID
        guard let goal = known[goalID] else { throw AppError.notFound }
        var draft = Initiative.Draft(
            title: source.title, notes: source.why, keyResultID: keyResult(behind: parent), ownerID: owner(of: source),
            dueOn: try date(source.due, "due"), status: Self.status(source.status) ?? .planned)
        guard let stored = stock.initiatives[sourceID] else {
            var made = try Initiative.make(draft, id: id(), in: goal, by: viewer, at: now)
            made.sourceID = sourceID
            (made.sourceStatus, made.sourceScore) = (source.sourceStatus, source.sourceScore)
            plan.newInitiatives.append(made)
            outcomes[node] = .created
            if stock.titles[goalID] != nil { tell(.initiativeMade, made.title, on: goalID, about: made.id.text) }
            return
        }
        outcomes[node] = .unchanged
        if stock.hidden.contains(goalID) || !goal.isOpen {
            return report.warn(source.place, "Its goal is closed or private, so it stays as it is.")
        }
        draft.keepBlanks(of: stored, source)
        var changed = stored
        let changes = try changed.edit(draft, in: goal, by: viewer)
        changed.goalID = goalID
        changed.sourceStatus = source.sourceStatus ?? stored.sourceStatus
        changed.sourceScore = source.sourceScore ?? stored.sourceScore
        guard changed != stored else { return }
        changed.version = stored.version + 1
        outcomes[node] = .updated
        plan.changedInitiatives.append(changed)
        if !changes.isEmpty { tell(.initiativeEdited, changed.title, on: goalID, about: changed.id.text, changes: changes) }
    }

    /// The key result that an initiative hangs on, if its parent is one or hangs on one.
    private func keyResult(behind link: ImportNode.Link) -> ID<KeyResult>? {
        switch link {
        case .goal: return nil
        case .keyResult(let id): return id
        case .initiative(let id): return stock.initiativesByID[id]?.keyResultID
        case .row(let row):
            switch tree.nodes[row].kind {
            case .goal: return nil
            case .keyResult: return keyResults[row]
            case .initiative: return tree.nodes[row].parents.first.flatMap { keyResult(behind: $0) }
            }
        }
    }

    private static func status(_ text: String) -> Initiative.Status? {
        let word = fold(text)
        return statuses.first { $0.value.contains(word) }?.key
    }

    private static let statuses: [Initiative.Status: Set<String>] = [
        .planned: ["planned", "not started", "todo", "to do", "open", "new", "backlog", "geplant", "offen"],
        .doing: [
            "doing", "in progress", "started", "active", "ongoing", "on track", "at risk", "off track", "in arbeit", "begonnen", "laufend",
        ],
        .waiting: ["waiting", "blocked", "on hold", "paused", "wartet", "blockiert", "pausiert"],
        .done: ["done", "completed", "complete", "finished", "closed", "achieved", "erledigt", "fertig", "abgeschlossen"],
        .dropped: ["dropped", "cancelled", "canceled", "abandoned", "gestrichen", "abgebrochen", "verworfen"],
    ]
}

extension Initiative.Draft {
    fileprivate mutating func keepBlanks(of stored: Initiative, _ source: GoalSource) {
        if source.why.isEmpty { notes = stored.notes }
        if ownerID == nil { ownerID = stored.ownerID }
        if source.due.isEmpty { dueOn = stored.dueOn }
        if source.status.isEmpty { status = stored.status }
        (effort, version) = (stored.effort, stored.version)
    }
}
