import Database
import Domain

/// How one of its people sees it, with their name.
struct JointView: Sendable {
    var view: JointAction.View
    var name: String
}

/// A joint action with everything it takes to read it.
struct JointActionRow: Sendable {
    var action: JointAction
    var goal: Goal
    var keyResult: KeyResult?
    /// Those it brings together, in the order of their names. The texts only where this reader may see them yet.
    var views: [JointView]
    /// Whether what others wrote was left out, because the reader was asked and has not written yet.
    var isHidden: Bool
    /// The threshold is clearly back, or was taken away.
    var isBack: Bool
    /// Who wrote down what was agreed.
    var agreedBy: String?

    var title: String { keyResult?.title ?? goal.title }
    var heard: Int { views.count { $0.view.writtenAt != nil } }
    func asks(_ person: ID<Person>) -> Bool { views.contains { $0.view.personID == person } }
}

/// Looking together at what crossed a line.
struct JointActions: Sendable {
    let cairn: Cairn

    func row(_ id: ID<JointAction>, for viewer: Viewer) async throws -> JointActionRow {
        try await cairn.database.read { db in try db.row(of: try db.jointAction(id, visibleTo: viewer), for: viewer) }
    }

    /// Those this person sees: open ones by date, then what was agreed lately.
    func all(for viewer: Viewer) async throws -> (open: [JointActionRow], agreed: [JointActionRow]) {
        try await cairn.database.read { db in
            let open = try db.jointActions(
                in: viewer.workspace.id, where: "joint_action.closed_at IS NULL AND \(sql: viewer.seesGoal)")
            let agreed = try db.jointActions(
                in: viewer.workspace.id, where: "joint_action.closed_at IS NOT NULL AND \(sql: viewer.seesGoal)",
                order: "joint_action.closed_at DESC, joint_action.id", limit: 50)
            return (try db.rows(of: open, for: viewer), try db.rows(of: agreed, for: viewer))
        }
    }

    /// One's own view, written or rewritten.
    /// - Parameter seen: when the text that was changed had been written, so that two tabs do not overwrite each other; nil for a first text.
    func write(_ text: String, seen: Moment?, on id: ID<JointAction>, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { [cairn] db in
            let action = try db.jointAction(id, visibleTo: viewer)
            let views = try db.jointViews(of: [id], in: viewer.workspace.id)[id, default: []].map(\.view)
            try action.mayWriteView(views, by: viewer).check()
            let text = try JointAction.checkedView(text)
            guard var own = views.first(where: { $0.personID == viewer.id }), own.text != text else { return }
            guard own.writtenAt == seen else { throw AppError.stale }
            let isFirst = own.writtenAt == nil
            (own.text, own.writtenAt) = (text, now)
            try db.save(own, of: id, in: viewer.workspace.id)
            guard isFirst else { return db.notify("\(viewer.workspace.id)/goal:\(action.goalID)") }
            try db.record(
                Event(
                    id: cairn.newID(), kind: .jointViewWritten, actorID: viewer.id, goalID: action.goalID, subjectID: id.text,
                    createdAt: now),
                in: viewer.workspace.id)
        }
    }

    /// Ends it with what was agreed. A line that is drawn anew takes the place of the old one.
    func agree(_ draft: JointAction.Draft, on id: ID<JointAction>, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            var action = try db.jointAction(id, visibleTo: viewer)
            let goal = try db.goal(action.goalID, visibleTo: viewer)
            let views = try db.jointViews(of: [id], in: workspace)[id, default: []].map(\.view)
            let facts = try Threshold.facts(
                of: goal.id, action.keyResultID, rule: draft.rule ?? action.rule, db, viewer.workspace,
                today: now.day(in: viewer.workspace.zone))
            guard let facts else { throw AppError.notFound }
            try action.agree(draft, views, facts, in: goal, by: viewer, at: now)
            try db.saveAgreement(of: action, in: workspace)
            try redraw(action, in: db, workspace)
            let summary = String(action.agreement?.text.prefix(200) ?? "")
            try db.record(
                Event(
                    id: cairn.newID(), kind: .jointActionAgreed, actorID: viewer.id, goalID: goal.id, subjectID: id.text,
                    details: .init(names: ["summary": summary]), createdAt: now), in: workspace)
        }
    }

    private func redraw(_ action: JointAction, in db: any Connection, _ workspace: ID<Workspace>) throws {
        guard let rule = action.agreement?.rule,
            var threshold = try db.thresholds(in: workspace, where: "threshold.id = \(action.thresholdID)").first
        else { return }
        (threshold.rule, threshold.state) = (rule, .init())
        threshold.version += 1
        try db.save(threshold, in: workspace)
    }
}

extension Connection {
    func row(of action: JointAction, for viewer: Viewer) throws -> JointActionRow {
        guard let row = try rows(of: [action], for: viewer).first else { throw AppError.notFound }
        return row
    }

    /// Of a goal that this viewer sees: open ones, then the last ones that were agreed.
    func jointActionRows(of goal: ID<Goal>, for viewer: Viewer) throws -> [JointActionRow] {
        let found = try jointActions(
            in: viewer.workspace.id, where: "joint_action.goal_id = \(goal)",
            order: "CASE WHEN joint_action.closed_at IS NULL THEN 0 ELSE 1 END, joint_action.opened_at DESC, joint_action.id", limit: 20)
        return try rows(of: found, for: viewer)
    }

    /// Of goals that this viewer sees.
    func rows(of actions: [JointAction], for viewer: Viewer) throws -> [JointActionRow] {
        guard !actions.isEmpty else { return [] }
        let workspace = viewer.workspace.id
        let goals = try goals(where: "goal.id IN (\(list: Set(actions.map(\.goalID)).sorted()))", visibleTo: viewer)
        let keyResults = try keyResults(named: actions.compactMap(\.keyResultID), in: workspace)
        let views = try jointViews(of: actions.map(\.id), in: workspace)
        let open = Set(
            try rows(
                """
                SELECT id FROM threshold WHERE workspace_id = \(workspace) AND is_open = 1
                    AND id IN (\(list: Set(actions.map(\.thresholdID)).sorted()))
                """
            ).map { try $0.first(as: ID<AgreedThreshold>.self) })
        let closers = try personNames(of: Set(actions.compactMap { $0.agreement?.by }), in: workspace)
        return actions.compactMap { action -> JointActionRow? in
            guard let goal = goals.first(where: { $0.id == action.goalID }) else { return nil }
            var all = views[action.id] ?? []
            let isHidden = !action.showsViews(all.map(\.view), to: viewer.id)
            if isHidden { for index in all.indices { all[index].view.text = "" } }
            return JointActionRow(
                action: action, goal: goal, keyResult: action.keyResultID.flatMap { keyResults[$0] }, views: all, isHidden: isHidden,
                isBack: !open.contains(action.thresholdID), agreedBy: closers.first { $0.id == action.agreement?.by }?.name)
        }
    }
}
