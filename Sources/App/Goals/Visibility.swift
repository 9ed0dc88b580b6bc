import Database
import Domain

extension Viewer {
    /// The condition under which this person sees a goal, for a statement that names the table `goal`.
    ///
    /// Open goals are for everyone in the workspace; a team's goals for its people and admins; and both these and private ones, which not
    /// even admins see, for their owner, their maker and those they name. `Goal.maySee` says the same.
    var seesGoal: SQL {
        let team: SQL = teams.isEmpty ? "1 = 0" : "goal.team_id IN (\(list: teams.sorted()))"
        let teamGoals: SQL = isAdmin ? "goal.visibility = 'team'" : "goal.visibility = 'team' AND \(sql: team)"
        return """
            (goal.visibility = 'workspace' OR (\(sql: teamGoals)) OR goal.owner_id = \(id) OR (goal.created_by = \(id.text) AND goal.visibility <> 'workspace')
            OR (goal.visibility <> 'workspace' AND EXISTS (SELECT 1 FROM goal_reader WHERE goal_reader.workspace_id = goal.workspace_id
                AND goal_reader.goal_id = goal.id AND goal_reader.person_id = \(id))))
            """
    }
}

extension Connection {
    func requireVisible(goal id: ID<Goal>, to viewer: Viewer) throws {
        let found = try row(
            "SELECT 1 FROM goal WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.id = \(id) AND \(sql: viewer.seesGoal)")
        if found == nil { throw AppError.notFound }
    }
}
