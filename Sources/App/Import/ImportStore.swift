import Database
import Domain

/// Many rows at once: what an import, the demo and the reading of an export write.
extension Connection {
    /// Puts rows in, several with each statement: not too many, as SQLite compares each place's name with all before it when it prepares one.
    /// - head: `INSERT INTO table (columns)`
    func insert(_ head: SQL, _ rows: [[Value]]) throws {
        guard let width = rows.first?.count else { return }
        for part in rows.chunks(of: max(1, 400 / width)) {
            try run("\(sql: head) VALUES \(sql: SQL(joining: part.map { "(\(list: $0))" }, by: ", "))")
        }
    }

    func insert(_ goals: [Goal], in workspace: ID<Workspace>) throws {
        try insert(
            """
            INSERT INTO goal (workspace_id, id, title, why, team_id, cycle_id, owner_id, visibility, stage, outcome, outcome_reason, starts_on,
                due_on, rhythm_days, roll_up, hand_progress, owner_status, owner_status_reason, folded, progress, plan, status, confidence,
                source_id, source_status, source_score, version, created_by, created_at, updated_at, committed_at, closed_at, grade, lesson,
                carried_from)
            """, goals.map { $0.values(in: workspace) })
    }

    func insert(_ keyResults: [KeyResult], in workspace: ID<Workspace>) throws {
        try insert(
            """
            INSERT INTO key_result (workspace_id, id, goal_id, position, title, kind, direction, unit, decimals, baseline, target, upper,
                zone_commit, zone_target, zone_stretch, value, reported_at, previous_value, owner_id, source, indicator, serves, weight,
                starts_on, due_on, steps, is_primary, folded, source_id, source_status, source_score, version, created_at)
            """, keyResults.map { $0.values(in: workspace) })
    }

    func insert(_ initiatives: [Initiative], in workspace: ID<Workspace>) throws {
        try insert(
            """
            INSERT INTO initiative (workspace_id, id, goal_id, key_result_id, title, notes, owner_id, due_on, effort, status, folded, source_id,
                source_status, source_score, version, created_at)
            """,
            initiatives.map { each in
                [
                    workspace.value, each.id.value, each.goalID.value, each.keyResultID.value, each.title.value, each.notes.value,
                    each.ownerID.value, each.dueOn.value, each.effort.value, each.status.value, fold(each.title).value, each.sourceID.value,
                    each.sourceStatus.value, each.sourceScore.value, each.version.value, each.createdAt.value,
                ]
            })
    }

    func insert(_ checkIns: [CheckIn], in workspace: ID<Workspace>) throws {
        try insert(
            """
            INSERT INTO check_in (workspace_id, id, goal_id, author_id, confidence, changed, surprised, users_need, we_need, progress, status,
                folded, source_id, created_at)
            """,
            checkIns.map { each in
                [
                    workspace.value, each.id.value, each.goalID.value, each.authorID.value, each.confidence.value, each.changed.value,
                    each.surprised.value, each.usersNeed.value, each.weNeed.value, each.progress.value, each.status.value,
                    fold(each.text).value, each.sourceID.value, each.createdAt.value,
                ]
            })
        try insertValues(of: checkIns, in: workspace)
    }

    func insertValues(of checkIns: [CheckIn], in workspace: ID<Workspace>) throws {
        try insert(
            "INSERT INTO check_in_value (workspace_id, check_in_id, key_result_id, value)",
            checkIns.flatMap { checkIn in
                checkIn.values.sorted { $0.key < $1.key }.map { [workspace.value, checkIn.id.value, $0.key.value, $0.value.value] }
            })
    }

    func insert(_ events: [Event], in workspace: ID<Workspace>) throws {
        try insert(
            "INSERT INTO event (workspace_id, id, kind, actor_id, goal_id, subject_id, reason, details, created_at, turn, step)",
            try events.map { each in
                let position = try nextPosition()
                return [
                    workspace.value, each.id.value, each.kind.value, each.actorID.value, each.goalID.value, each.subjectID.value,
                    each.reason.value, each.details.json.value, each.createdAt.value, position.turn.value, position.step.value,
                ]
            })
    }

    func insert(_ links: [(child: ID<Goal>, parent: ID<Goal>, weight: Double?)], in workspace: ID<Workspace>, at now: Moment) throws {
        try insert(
            "INSERT INTO goal_link (workspace_id, parent_id, child_id, weight, created_at)",
            links.map { [workspace.value, $0.parent.value, $0.child.value, $0.weight.value, now.value] })
    }

    /// Makes every stored count and "last heard" of a workspace what the rows say. Cheaper than keeping them up row by row.
    func recount(_ workspace: ID<Workspace>) throws {
        let here: SQL = "workspace_id = \(workspace)"
        try run(
            """
            UPDATE goal SET
                key_result_count = (SELECT COUNT(*) FROM key_result WHERE \(sql: here) AND goal_id = goal.id),
                initiative_count = (SELECT COUNT(*) FROM initiative WHERE \(sql: here) AND goal_id = goal.id),
                child_count = (SELECT COUNT(*) FROM goal_link WHERE \(sql: here) AND parent_id = goal.id),
                parent_count = (SELECT COUNT(*) FROM goal_link WHERE \(sql: here) AND child_id = goal.id),
                comment_count = (SELECT COUNT(*) FROM comment WHERE \(sql: here) AND goal_id = goal.id AND removed_at IS NULL),
                check_in_count = (SELECT COUNT(*) FROM check_in WHERE \(sql: here) AND goal_id = goal.id),
                last_check_in_at = (SELECT MAX(created_at) FROM check_in WHERE \(sql: here) AND goal_id = goal.id),
                confidence = (SELECT confidence FROM check_in WHERE \(sql: here) AND goal_id = goal.id AND confidence IS NOT NULL
                    ORDER BY created_at DESC, id DESC LIMIT 1)
            WHERE \(sql: here)
            """)
    }

    /// Gives key results the value of their last report, and of the one before. Their reports are read once, newest first; three sub-selects for each
    /// key result took two fifths of an import. CROSS JOIN keeps SQLite to this order: without statistics it would look at every check-in of the
    /// workspace for each of them.
    func takeLastReports(_ keyResults: Set<ID<KeyResult>>, in workspace: ID<Workspace>) throws {
        for part in keyResults.sorted().chunks(of: 500) {
            let found = try rows(
                """
                SELECT key_result_id, value, created_at FROM (
                    SELECT check_in_value.key_result_id, check_in_value.value, check_in.created_at, ROW_NUMBER() OVER (
                        PARTITION BY check_in_value.key_result_id ORDER BY check_in.created_at DESC, check_in.id DESC) AS place
                    FROM check_in_value CROSS JOIN check_in
                    WHERE check_in_value.workspace_id = \(workspace) AND check_in_value.key_result_id IN (\(list: part))
                        AND check_in.workspace_id = check_in_value.workspace_id AND check_in.id = check_in_value.check_in_id) AS report
                WHERE place <= 2 ORDER BY key_result_id, place
                """)
            var reports: [ID<KeyResult>: [(value: Double, at: Moment)]] = [:]
            for row in found {
                var columns = row.columns
                reports[try columns.next(), default: []].append((try columns.next(), try columns.next()))
            }
            for id in part {
                let own = reports[id] ?? []
                try run(
                    """
                    UPDATE key_result SET value = \(own.first?.value), reported_at = \(own.first?.at),
                        previous_value = \(own.count > 1 ? own[1].value : nil)
                    WHERE workspace_id = \(workspace) AND id = \(id)
                    """)
            }
        }
    }
}

extension Goal {
    fileprivate func values(in workspace: ID<Workspace>) -> [Value] {
        [
            workspace.value, id.value, title.value, why.value, teamID.value, cycleID.value, ownerID.value, visibility.value, stage.value,
            outcome.value, outcomeReason.value, startsOn.value, dueOn.value, rhythmDays.value, rollUp.value, handProgress.value,
            ownerStatus.value, ownerStatusReason.value, folded.value, progress.value, (plan?.text ?? "").value, status.value,
            confidence.value, sourceID.value, sourceStatus.value, sourceScore.value, version.value, createdBy.value,
            createdAt.value, updatedAt.value, committedAt.value, closedAt.value, grade.value, lesson.value, carriedFrom.value,
        ]
    }
}

extension KeyResult {
    fileprivate func values(in workspace: ID<Workspace>) -> [Value] {
        [
            workspace.value, id.value, goalID.value, position.value, title.value, kind.value, direction.value, unit.value, decimals.value,
            baseline.value, target.value, upper.value, zoneCommit.value, zoneTarget.value, zoneStretch.value, self.value.value,
            reportedAt.value, previousValue.value, ownerID.value, source.value, indicator.value, serves.value, weight.value,
            startsOn.value, dueOn.value, Step.text(steps).value, isPrimary.value, fold(title).value, sourceID.value, sourceStatus.value,
            sourceScore.value, version.value, createdAt.value,
        ]
    }
}
