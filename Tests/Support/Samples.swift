@testable import App
import Database
import Domain

/// Things that tests put there without going through a page.
extension TestApp {
    /// A committed goal of the team Permits in the autumn cycle, owned by Ana unless said otherwise.
    public func insertGoal(
        _ title: String = "Permits in three weeks", owner: Cast = .ana, team: ID<Team>? = nil, visibility: Goal.Visibility = .workspace,
        stage: Goal.Stage = .committed, parent: ID<Goal>? = nil
    ) async throws -> ID<Goal> {
        let id: ID<Goal> = cairn.newID()
        let now = clock.now
        let scene = scene
        try await write { db in
            try db.run(
                """
                INSERT INTO goal (workspace_id, id, title, team_id, cycle_id, owner_id, visibility, stage, starts_on, due_on, folded, created_by,
                    created_at, updated_at)
                VALUES (\(scene.wexholm.id), \(id), \(title), \(team ?? scene.permits), \(scene.autumn), \(scene.people[owner]!), \(visibility), \(stage),
                    '2026-10-05', '2026-12-18', \(fold(title)), \(scene.people[owner]!), \(now), \(now))
                """)
            if let parent {
                try db.run(
                    """
                    INSERT INTO goal_link (workspace_id, parent_id, child_id, created_at) VALUES (\(scene.wexholm.id), \(parent), \(id), \(now))
                    """)
            }
        }
        return id
    }

    /// A number from 0 to 100 that has to go up, owned by Ana.
    public func insertKeyResult(of goal: ID<Goal>, _ title: String = "Permits issued in time", owner: Cast = .ana) async throws -> ID<
        KeyResult
    > {
        let id: ID<KeyResult> = cairn.newID()
        let now = clock.now
        let scene = scene
        try await write { db in
            try db.run(
                """
                INSERT INTO key_result (workspace_id, id, goal_id, position, title, kind, direction, baseline, target, value, owner_id, starts_on, due_on,
                    folded, created_at)
                VALUES (\(scene.wexholm.id), \(id), \(goal), 1, \(title), 'number', 'increase', 0, 100, 0, \(scene.people[owner]!), '2026-10-05',
                    '2026-12-18', \(fold(title)), \(now))
                """)
            try db.run("UPDATE goal SET key_result_count = key_result_count + 1 WHERE workspace_id = \(scene.wexholm.id) AND id = \(goal)")
        }
        return id
    }

    /// A comment of Ana's.
    public func insertComment(on goal: ID<Goal>, _ text: String = "Well done.", by author: Cast = .ana) async throws -> ID<Comment> {
        let id: ID<Comment> = cairn.newID()
        let now = clock.now
        let scene = scene
        try await write { db in
            try db.run(
                """
                INSERT INTO comment (workspace_id, id, goal_id, author_id, text, folded, created_at)
                VALUES (\(scene.wexholm.id), \(id), \(goal), \(scene.people[author]!), \(text), \(fold(text)), \(now))
                """)
        }
        return id
    }

    /// Someone who is named in wexholm but has not joined.
    public func insertPlaceholder(_ name: String = "Pia Winter") async throws -> ID<Person> {
        let person = Person(id: cairn.newID(), name: name, state: .placeholder)
        try await write { [scene, now = clock.now] db in try db.insert(person, in: scene.wexholm.id, at: now) }
        return person.id
    }

    /// A team without people, below another or at the top.
    public func insertTeam(_ name: String = "Archive", parent: ID<Team>? = nil, lead: Cast? = nil) async throws -> ID<Team> {
        let team = Team(id: cairn.newID(), parentID: parent, name: name, leadID: lead.map { scene.people[$0]! })
        try await write { [scene, now = clock.now] db in _ = try db.insertOnce(team, in: scene.wexholm.id, at: now) }
        cairn.signIns.forget()
        return team.id
    }

    /// An invitation by Dana; the secret of its link.
    public func invite(
        role: Person.Role = .member, team: ID<Team>? = nil, person: ID<Person>? = nil, places: Int = 1, days: Int = 14
    ) async throws -> String {
        let draft = Invitation.Draft(role: role, teamID: team, personID: person, places: places, days: days)
        let viewer = try await viewer(.dana)
        return try await Invitations(cairn: cairn).make(draft, id: cairn.newID(), by: viewer, from: "192.0.2.7")!
    }

    /// What a member of the cast is in wexholm (Mallory: in her own workspace) now.
    public func viewer(_ member: Cast) async throws -> Viewer {
        let account = scene.accounts[member]!
        return try await read { db in try db.viewers(of: account)[0] }
    }

    /// How often the audit trail has an action.
    public func audited(_ action: String) async throws -> Int {
        try await read { db in try db.one("SELECT COUNT(*) FROM audit WHERE action = \(action)") ?? 0 }
    }
}

extension TestApp {
    /// Letters that nothing else has.
    public func newText() -> String {
        let id: ID<Account> = cairn.newID()
        return id.text
    }
}
