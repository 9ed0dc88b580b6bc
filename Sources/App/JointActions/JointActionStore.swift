import Database
import Domain

private let jointActionColumns: SQL = """
    joint_action.id, joint_action.goal_id, joint_action.key_result_id, joint_action.threshold_id, joint_action.rule,
    joint_action.fact_values, joint_action.gap, joint_action.silence, joint_action.opened_at, joint_action.due_on, joint_action.decision,
    joint_action.agreed, joint_action.new_rule, joint_action.closed_by, joint_action.closed_at, joint_action.version
    """

extension JointAction {
    fileprivate init(_ columns: inout Columns) throws {
        let (id, goalID): (ID<JointAction>, ID<Goal>) = (try columns.next(), try columns.next())
        let keyResultID: ID<KeyResult>? = try columns.next()
        let (thresholdID, rule): (ID<AgreedThreshold>, Threshold) = (try columns.next(), try columns.next())
        let facts = Facts(
            values: try columns.next(String.self).split(separator: " ").compactMap { Double($0) }, gap: try columns.next(),
            silence: try columns.next())
        let (openedAt, dueOn): (Moment, Day) = (try columns.next(), try columns.next())
        let agreement = try Agreement(&columns)
        self.init(
            id: id, goalID: goalID, keyResultID: keyResultID, thresholdID: thresholdID, rule: rule, facts: facts, openedAt: openedAt,
            dueOn: dueOn, agreement: agreement, version: try columns.next())
    }
}

extension JointAction.Agreement {
    /// Nil while it is open.
    fileprivate init?(_ columns: inout Columns) throws {
        let decision: JointAction.Decision? = try columns.next()
        let (text, rule): (String, Threshold?) = (try columns.next(), try columns.next())
        let (person, moment): (ID<Person>?, Moment?) = (try columns.next(), try columns.next())
        guard let decision, let person, let moment else { return nil }
        self.init(decision: decision, text: text, rule: rule, by: person, at: moment)
    }
}

extension JointAction.Decision: WordColumn {}

extension Connection {
    /// - Parameter condition: on `joint_action` and its `goal`.
    func jointActions(
        in workspace: ID<Workspace>, where condition: SQL, order: SQL = "joint_action.due_on, joint_action.id", limit: Int = 200
    ) throws -> [JointAction] {
        try rows(
            """
            SELECT \(sql: jointActionColumns) FROM joint_action
                JOIN goal ON goal.workspace_id = joint_action.workspace_id AND goal.id = joint_action.goal_id
            WHERE joint_action.workspace_id = \(workspace) AND (\(sql: condition)) ORDER BY \(sql: order) LIMIT \(limit)
            """
        ).map { row in
            var columns = row.columns
            return try JointAction(&columns)
        }
    }

    /// The joint action of a goal that this person sees; unseen is not found.
    func jointAction(_ id: ID<JointAction>, visibleTo viewer: Viewer) throws -> JointAction {
        let found = try jointActions(in: viewer.workspace.id, where: "joint_action.id = \(id) AND \(sql: viewer.seesGoal)")
        guard let action = found.first else { throw AppError.notFound }
        return action
    }

    /// How those it brings together see it, by action, in the order of their names.
    func jointViews(of actions: [ID<JointAction>], in workspace: ID<Workspace>) throws -> [ID<JointAction>: [JointView]] {
        guard !actions.isEmpty else { return [:] }
        return try rows(
            """
            SELECT joint_view.joint_action_id, joint_view.person_id, joint_view.text, joint_view.written_at, person.name FROM joint_view
                JOIN person ON person.workspace_id = joint_view.workspace_id AND person.id = joint_view.person_id
            WHERE joint_view.workspace_id = \(workspace) AND joint_view.joint_action_id IN (\(list: actions)) ORDER BY person.folded, person.id
            """
        ).reduce(into: [:]) { views, row in
            var columns = row.columns
            let action: ID<JointAction> = try columns.next()
            let view = JointAction.View(personID: try columns.next(), text: try columns.next(), writtenAt: try columns.next())
            views[action, default: []].append(JointView(view: view, name: try columns.next()))
        }
    }

    func insert(_ action: JointAction, for people: [ID<Person>], in workspace: ID<Workspace>) throws {
        try run(
            """
            INSERT INTO joint_action (workspace_id, id, goal_id, key_result_id, threshold_id, rule, fact_values, gap, silence, opened_at,
                due_on, decision, agreed, new_rule, closed_by, closed_at, version)
            VALUES (\(workspace), \(action.id), \(action.goalID), \(action.keyResultID), \(action.thresholdID), \(action.rule),
                \(action.facts.values.map { Number.text($0) }.joined(separator: " ")), \(action.facts.gap), \(action.facts.silence),
                \(action.openedAt), \(action.dueOn), \(action.agreement?.decision), \(action.agreement?.text ?? ""),
                \(action.agreement?.rule), \(action.agreement?.by), \(action.agreement?.at), \(action.version))
            """)
        for person in people {
            try run("INSERT INTO joint_view (workspace_id, joint_action_id, person_id) VALUES (\(workspace), \(action.id), \(person))")
        }
    }

    /// Ends it with what was agreed, unless somebody else has meanwhile.
    func saveAgreement(of action: JointAction, in workspace: ID<Workspace>) throws {
        let count = try run(
            """
            UPDATE joint_action SET decision = \(action.agreement?.decision), agreed = \(action.agreement?.text ?? ""),
                new_rule = \(action.agreement?.rule), closed_by = \(action.agreement?.by), closed_at = \(action.agreement?.at),
                version = \(action.version)
            WHERE workspace_id = \(workspace) AND id = \(action.id) AND version = \(action.version - 1)
            """)
        if count == 0 { throw AppError.stale }
    }

    func save(_ view: JointAction.View, of action: ID<JointAction>, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE joint_view SET text = \(view.text), written_at = \(view.writtenAt)
            WHERE workspace_id = \(workspace) AND joint_action_id = \(action) AND person_id = \(view.personID)
            """)
    }
}
