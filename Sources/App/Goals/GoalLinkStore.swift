import Database
import Domain

/// Links between goals, whoever may see them: what the rules about circles, depth and weights are checked against.
extension Connection {
    func links(above goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [Goal.Parent] {
        let found = try rows(
            """
            SELECT parent_id, weight FROM goal_link WHERE workspace_id = \(workspace) AND child_id = \(goal) ORDER BY created_at, parent_id
            """)
        return try found.map { row in
            var columns = row.columns
            return Goal.Parent(id: try columns.next(), weight: try columns.next())
        }
    }

    /// The links to a goal's children: each child's id with what it counts.
    func links(below goal: ID<Goal>, in workspace: ID<Workspace>) throws -> [Goal.Parent] {
        let found = try rows(
            """
            SELECT child_id, weight FROM goal_link WHERE workspace_id = \(workspace) AND parent_id = \(goal) ORDER BY created_at, child_id
            """)
        return try found.map { row in
            var columns = row.columns
            return Goal.Parent(id: try columns.next(), weight: try columns.next())
        }
    }

    /// Every goal above this one, and on how many levels.
    func ancestors(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> (goals: Set<ID<Goal>>, levels: Int) {
        try walk(from: goal) { level in
            "SELECT DISTINCT parent_id FROM goal_link WHERE workspace_id = \(workspace) AND child_id IN (\(list: level))"
        }
    }

    /// Every goal below this one, and on how many levels.
    func descendants(of goal: ID<Goal>, in workspace: ID<Workspace>) throws -> (goals: Set<ID<Goal>>, levels: Int) {
        try walk(from: goal) { level in
            "SELECT DISTINCT child_id FROM goal_link WHERE workspace_id = \(workspace) AND parent_id IN (\(list: level))"
        }
    }

    /// Level by level, so that the count of levels is the longest way; each statement names at most 500 goals.
    private func walk(from goal: ID<Goal>, _ next: ([ID<Goal>]) -> SQL) throws -> (goals: Set<ID<Goal>>, levels: Int) {
        var all: Set<ID<Goal>> = []
        var level: Set<ID<Goal>> = [goal]
        var levels = 0
        while levels <= Limit.depth {
            var found: Set<ID<Goal>> = []
            let names = level.sorted()
            for start in stride(from: 0, to: names.count, by: 500) {
                let part = Array(names[start..<min(start + 500, names.count)])
                found.formUnion(try rows(next(part)).map { row in try row.first(as: ID<Goal>.self) })
            }
            guard !found.isEmpty else { break }
            all.formUnion(found)
            level = found
            levels += 1
        }
        return (all, levels)
    }

    func link(_ child: ID<Goal>, to parent: Goal.Parent, in workspace: ID<Workspace>, at now: Moment) throws {
        try run(
            """
            INSERT INTO goal_link (workspace_id, parent_id, child_id, weight, created_at)
            VALUES (\(workspace), \(parent.id), \(child), \(parent.weight), \(now))
            """)
        try countLinks(parent: parent.id, child: child, in: workspace)
    }

    func unlink(_ child: ID<Goal>, from parent: ID<Goal>, in workspace: ID<Workspace>) throws {
        try run("DELETE FROM goal_link WHERE workspace_id = \(workspace) AND parent_id = \(parent) AND child_id = \(child)")
        try countLinks(parent: parent, child: child, in: workspace)
    }

    func setWeight(_ weight: Double?, of child: ID<Goal>, in parent: ID<Goal>, workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE goal_link SET weight = \(weight) WHERE workspace_id = \(workspace) AND parent_id = \(parent) AND child_id = \(child)
            """)
    }

    private func countLinks(parent: ID<Goal>, child: ID<Goal>, in workspace: ID<Workspace>) throws {
        try run(
            """
            UPDATE goal SET child_count = (SELECT COUNT(*) FROM goal_link WHERE workspace_id = \(workspace) AND parent_id = \(parent))
            WHERE workspace_id = \(workspace) AND id = \(parent)
            """)
        try run(
            """
            UPDATE goal SET parent_count = (SELECT COUNT(*) FROM goal_link WHERE workspace_id = \(workspace) AND child_id = \(child))
            WHERE workspace_id = \(workspace) AND id = \(child)
            """)
    }
}
