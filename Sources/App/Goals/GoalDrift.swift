import Database
import Domain

/// How far a goal is from what was committed: the sentence, what moved, and each change by its day.
struct GoalDrift: Sendable {
    var drift: Drift?
    var marks: [Drift.Mark] = []
}

extension Goals {
    func drift(of id: ID<Goal>, for viewer: Viewer) async throws -> GoalDrift {
        try await cairn.database.read { db in try db.drift(of: db.goal(id, visibleTo: viewer), in: viewer.workspace.id) }
    }
}

extension Connection {
    /// Whoever sees the goal sees it; find the goal for the viewer first.
    func drift(of goal: Goal, in workspace: ID<Workspace>) throws -> GoalDrift {
        guard let committed = goal.committedAt else { return GoalDrift() }
        let found = try rows(
            """
            SELECT \(sql: eventColumns) FROM event WHERE event.workspace_id = \(workspace) AND event.goal_id = \(goal.id)
                AND event.created_at > \(committed) AND event.kind IN (\(list: driftKinds))
            """)
        let events = try found.map { row in
            var columns = row.columns
            return try Event(&columns)
        }
        return GoalDrift(drift: Drift(events, since: committed), marks: Drift.marks(in: events, since: committed))
    }
}

extension Page {
    /// "Since it was committed: target lowered twice, from 40 to 31."
    func driftWords(_ view: GoalView) -> HTML? {
        view.drift.drift.map { "<p class=\"drifted\">\(t($0.sentence))</p>" }
    }

    /// One line with every change of the promise, day below day with the charts above it.
    func driftLine(_ view: GoalView) -> HTML? {
        let marks = view.drift.marks
        guard !marks.isEmpty else { return nil }
        let rows = marks.map { [date($0.at.day(in: tongue.zone)), words(of: $0)] }
        return """
            <div class="drift-line"><h3>\(t("Changes after commitment"))</h3>
            \(figure(drawing(marks, on: view.axis), caption: t("When the promise was changed"), head: [t("When"), t("What changed")], rows: rows))</div>
            """
    }

    private func words(of mark: Drift.Mark) -> HTML { mark.kinds.map { t($0.word) }.joined(separator: ", ") }

    private func drawing(_ marks: [Drift.Mark], on axis: TimeAxis) -> HTML {
        var free = -100.0
        let days = Dictionary(grouping: marks) { $0.at.day(in: tongue.zone) }.sorted { $0.key < $1.key }
        let drawn = days.map { day, marks -> HTML in
            let x = axis.x(day)
            let kinds = Drift.Kind.allCases.filter { kind in marks.contains { $0.kinds.contains(kind) } }
            let words = kinds.map { tongue.plain($0.word) }.joined(separator: ", ")
            let hasRoom = x >= free
            if hasRoom { free = x + 4 + Double(words.count) * 1.3 }
            let anchor: HTML = x > 80 ? "end" : x < 10 ? "start" : "mid"
            let name: HTML? = hasRoom ? "<text class=\"\(anchor)\" x=\"\(x)%\" y=\"12\">\(words)</text>" : nil
            return "<svg x=\"\(x)%\" y=\"24\" overflow=\"visible\"><path class=\"change\" d=\"M0-6 6 0 0 6-6 0Z\"/></svg>\(name)"
        }
        return """
            <div class="chart" aria-hidden="true"><svg class="chart-scale" height="36"></svg>\
            <svg class="chart-plot" height="36"><line class="base" x1="0" x2="100%" y1="24" y2="24"/>\(drawn)</svg><svg class="chart-names" height="36"></svg></div>
            """
    }
}
