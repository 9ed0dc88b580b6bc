import Database
import Domain

/// What was decided is written: new rows many at a time, changed ones through the same calls as from a page, standings once at the end.
extension Importer {
    mutating func write(_ db: any Connection) throws {
        let workspace = viewer.workspace.id
        for person in names.newPeople { try db.insert(person, in: workspace, at: now) }
        try insertTeamsAndCycles(db)
        try db.insert(plan.newGoals, in: workspace)
        try db.insert(plan.newLinks.map { (child: $0.child, parent: $0.parent, weight: nil) }, in: workspace, at: now)
        for change in plan.changedGoals { try write(change, db) }
        try db.insert(plan.newKeyResults, in: workspace)
        for change in plan.changedKeyResults { try write(change, db) }
        try db.insert(plan.newInitiatives, in: workspace)
        for initiative in plan.changedInitiatives { try db.keep(initiative, in: workspace) }
        try writeCheckIns(db)
        try writeEvents(db)
        try db.recount(workspace)
        try Standings(db, viewer.workspace, at: now).refreshAll(arrived: Set(plan.newGoals.map(\.id)))
        notify(db)
    }

    private func insertTeamsAndCycles(_ db: any Connection) throws {
        let workspace = viewer.workspace.id
        try db.insert(
            "INSERT INTO team (workspace_id, id, name, folded, created_at)",
            names.newTeams.map { [workspace.value, $0.id.value, $0.name.value, fold($0.name).value, now.value] })
        try db.insert(
            "INSERT INTO cycle (workspace_id, id, name, starts_on, ends_on, stage, created_at)",
            names.newCycles.map {
                [workspace.value, $0.id.value, $0.name.value, $0.startsOn.value, $0.endsOn.value, $0.stage.value, now.value]
            })
    }

    private mutating func write(_ change: ImportPlan.ChangedGoal, _ db: any Connection) throws {
        let workspace = viewer.workspace.id
        var goal = change.before
        if var draft = change.draft {
            draft.readers = try db.readerIDs(of: goal.id, in: workspace)
            _ = try db.change(&goal, draft, parents: change.parents, reason: importReason, by: viewer, at: now, id: id())
        }
        try db.run(
            """
            UPDATE goal SET source_status = \(change.sourceStatus), source_score = \(change.sourceScore)
            WHERE workspace_id = \(workspace) AND id = \(goal.id)
            """)
    }

    private mutating func write(_ change: ImportPlan.ChangedKeyResult, _ db: any Connection) throws {
        let (workspace, keyResult) = (viewer.workspace.id, change.keyResult)
        try db.save(keyResult, in: workspace)
        try db.run(
            """
            UPDATE key_result SET goal_id = \(keyResult.goalID), source_status = \(keyResult.sourceStatus),
                source_score = \(keyResult.sourceScore)
            WHERE workspace_id = \(workspace) AND id = \(keyResult.id)
            """)
        guard !change.changes.isEmpty else { return }
        tell(.keyResultEdited, keyResult.title, on: keyResult.goalID, about: keyResult.id.text, changes: change.changes)
    }

    /// Each with the progress and status its goal had on that day.
    private mutating func writeCheckIns(_ db: any Connection) throws {
        let workspace = viewer.workspace.id
        guard !plan.newCheckIns.isEmpty || !plan.changedCheckIns.isEmpty else { return }
        var replay = try StandingSet(db, workspace).replay(
            in: viewer.workspace, forgetting: Set(plan.newKeyResults.map(\.id)).intersection(plan.reported))
        let planned = Dictionary(
            (plan.newKeyResults + stock.keyResults.values).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for index in plan.newCheckIns.indices {
            (plan.newCheckIns[index].progress, plan.newCheckIns[index].status) = replay.report(plan.newCheckIns[index])
            plan.events.append(event(of: plan.newCheckIns[index], planned))
        }
        try db.insert(plan.newCheckIns, in: workspace)
        for checkIn in plan.changedCheckIns { try db.correct(checkIn, in: workspace) }
        try db.takeLastReports(plan.reported, in: workspace)
    }

    private mutating func event(of checkIn: CheckIn, _ keyResults: [ID<KeyResult>: KeyResult]) -> Event {
        let neutral = Tongue(language: .en, zone: .gmt)
        let values = checkIn.values.compactMap { id, value in keyResults[id].map { neutral.plain($0.format(value)) } }
        return Event(
            id: id(at: checkIn.createdAt), kind: .checkedIn, actorID: checkIn.authorID, goalID: checkIn.goalID, subjectID: checkIn.id.text,
            details: .init(names: values.isEmpty ? [:] : ["summary": values.joined(separator: ", ")]), createdAt: checkIn.createdAt)
    }

    /// One line in the activity for the whole import, and a line of history for each thing that was there before and changed.
    private mutating func writeEvents(_ db: any Connection) throws {
        guard !report.isEmpty else { return }
        let neutral = Tongue(language: .en, zone: .gmt)
        let counts = ImportReport.Kind.allCases.compactMap { kind -> String? in
            let count = (report.created[kind] ?? 0) + (report.updated[kind] ?? 0)
            return count == 0 ? nil : "\(count) \(neutral.plain(kind.words).lowercased())"
        }
        plan.events.append(
            Event(
                id: id(), kind: .imported, actorID: actorID, details: .init(names: ["summary": counts.joined(separator: ", ")]),
                createdAt: now))
        try db.insert(plan.events, in: viewer.workspace.id)
    }

    private func notify(_ db: any Connection) {
        let workspace = viewer.workspace.id
        db.notify("\(workspace)/workspace")
        for goal in Set(plan.newCheckIns.map(\.goalID) + plan.newKeyResults.map(\.goalID)) where stock.titles[goal] != nil {
            db.notify("\(workspace)/goal:\(goal)")
        }
    }
}

extension Connection {
    fileprivate func keep(_ initiative: Initiative, in workspace: ID<Workspace>) throws {
        try save(initiative, in: workspace)
        try run(
            """
            UPDATE initiative SET goal_id = \(initiative.goalID), source_status = \(initiative.sourceStatus),
                source_score = \(initiative.sourceScore)
            WHERE workspace_id = \(workspace) AND id = \(initiative.id)
            """)
    }

    /// Takes over what the source now says about a check-in that came from it; the standing it froze stays.
    fileprivate func correct(_ checkIn: CheckIn, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE check_in SET author_id = \(checkIn.authorID), confidence = \(checkIn.confidence), changed = \(checkIn.changed),
                folded = \(fold(checkIn.text)), created_at = \(checkIn.createdAt)
            WHERE workspace_id = \(workspace) AND id = \(checkIn.id)
            """)
        try run("DELETE FROM check_in_value WHERE workspace_id = \(workspace) AND check_in_id = \(checkIn.id)")
        try insertValues(of: [checkIn], in: workspace)
    }
}
