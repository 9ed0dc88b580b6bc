import Database
import Domain

extension DemoStory {
    /// Puts the whole story into an empty workspace and reckons how every goal stands today.
    func write(_ db: any Connection) throws {
        let begun = moment(firstDay, 500)
        try db.insert(workspace, at: begun)
        try writePeople(db, at: begun)
        try writeTeams(db, at: begun)
        try db.insert(
            "INSERT INTO cycle (workspace_id, id, name, purpose, starts_on, ends_on, stage, created_at)",
            content.cycles.map {
                [
                    workspace.id.value, cycles[$0.key].value, seasoned($0).value, $0.purpose.value, day($0.starts).value,
                    day($0.ends).value,
                    $0.stage.value, begun.value,
                ]
            })
        try db.insert(finished(goals), in: workspace.id)
        try db.insert(
            "INSERT INTO goal_reader (workspace_id, goal_id, person_id)",
            content.goals.flatMap { goal in (goal.readers ?? []).map { [workspace.id.value, ids[goal.key].value, people[$0].value] } })
        try db.insert(links, in: workspace.id, at: begun)
        try db.insert(keyResults, in: workspace.id)
        try db.insert(
            "INSERT INTO key_result_pair (workspace_id, leading_id, lagging_id)",
            keyResults.filter { $0.indicator == .leading }.flatMap { leading in
                leading.movesWith.sorted().map { [workspace.id.value, leading.id.value, $0.value] }
            })
        try db.insert(initiatives, in: workspace.id)
        for milestone in milestones { try db.insert(milestone, in: workspace.id) }
        try db.insert(checkIns, in: workspace.id)
        try writeComments(db)
        for assumption in assumptions { try db.insert(assumption, in: workspace.id) }
        for story in stories { try db.insert(story, in: workspace.id) }
        for threshold in thresholds.values.joined() { try db.insert(threshold, in: workspace.id) }
        for (action, views) in jointActions {
            try db.insert(action, for: views.map(\.personID), in: workspace.id)
            for view in views { try db.save(view, of: action.id, in: workspace.id) }
        }
        for review in reviews { try db.insert(review, in: workspace.id) }
        try db.insert(events, in: workspace.id)
        try db.recount(workspace.id)
        try Standings(db, workspace, at: now).refreshAll(arrived: Set(goals.map(\.id)))
    }

    /// With the moment each was last touched.
    private func finished(_ goals: [Goal]) -> [Goal] {
        let heard = Dictionary(grouping: events.filter { $0.goalID != nil }, by: { $0.goalID! })
        return goals.map { goal in
            var goal = goal
            let own = heard[goal.id] ?? []
            goal.updatedAt = own.map(\.createdAt).max() ?? goal.createdAt
            goal.version = 1 + own.count { $0.kind != .goalMade && $0.kind != .checkedIn && $0.kind != .commentMade }
            return goal
        }
    }

    /// Everybody has an account without a password: nobody can sign in with one, and the four at the door need none.
    private func writePeople(_ db: any Connection, at begun: Moment) throws {
        let seen = moment(-2, 960)
        for told in content.people {
            let id = people[told.key]!
            var account = try db.account(email: told.email)?.account
            if account == nil {
                account = Account(id: ID(trusted: id.text), email: told.email, name: told.name, timeZone: workspace.timeZone)
                try db.insert(account!, password: nil, at: begun)
            }
            let person = Person(
                id: id, accountID: account?.id, name: told.name, email: told.email, role: Person.Role(rawValue: told.role) ?? .member,
                state: told.state.flatMap(Person.State.init) ?? .active)
            try db.insert(person, in: workspace.id, at: begun)
        }
        try db.run("UPDATE person SET last_seen_at = \(seen), previous_seen_at = \(seen) WHERE workspace_id = \(workspace.id)")
    }

    private func writeTeams(_ db: any Connection, at begun: Moment) throws {
        for team in content.teams {
            try db.run(
                """
                INSERT INTO team (workspace_id, id, parent_id, name, purpose, lead_id, folded, created_at)
                VALUES (\(workspace.id), \(teams[team.key]), \(team.parent.flatMap { teams[$0] }), \(team.name), \(team.purpose),
                    \(people[team.lead]), \(fold(team.name)), \(begun))
                """)
        }
        try db.insert(
            "INSERT INTO membership (workspace_id, team_id, person_id, created_at)",
            content.teams.flatMap { team in team.members.map { [workspace.id.value, teams[team.key].value, people[$0].value, begun.value] }
            })
    }

    private func writeComments(_ db: any Connection) throws {
        let names = content.people.filter { $0.state == nil }.sorted { $0.name.count > $1.name.count }
        var mentions: [[Value]] = []
        for comment in comments {
            try db.insert(comment, in: workspace.id)
            var rest = comment.text
            for person in names where rest.contains("@\(person.name)") {
                rest = rest.replacing("@\(person.name)", with: "")
                let isNew = comment.createdAt > moment(-4, 0)
                let seen = isNew ? nil : comment.createdAt.adding(seconds: 86_400)
                mentions.append([workspace.id.value, people[person.key].value, comment.id.value, comment.createdAt.value, seen.value])
            }
        }
        try db.insert("INSERT INTO mention (workspace_id, person_id, comment_id, created_at, seen_at)", mentions)
    }
}
