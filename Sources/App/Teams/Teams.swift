import Database
import Domain

/// What can be done with teams: make and change them, move them in the tree, say who is on them.
struct Teams: Sendable {
    let cairn: Cairn

    func tree(for viewer: Viewer) async throws -> TeamTree {
        try await cairn.database.read { db in
            let people = try db.peopleToChoose(in: viewer.workspace.id)
            return TeamTree(
                teams: try db.teams(in: viewer.workspace.id), names: Dictionary(people.map { ($0.id, $0.name) }) { first, _ in first },
                people: try db.peopleCounts(in: viewer.workspace.id), goals: try db.goalCounts(for: viewer))
        }
    }

    func view(_ id: ID<Team>, for viewer: Viewer) async throws -> TeamView {
        try await cairn.database.read { db in
            let team = try db.team(id, for: viewer)
            let all = try db.teams(in: viewer.workspace.id)
            let members = try db.members(of: id, in: viewer.workspace.id)
            let everyone = try db.peopleToChoose(in: viewer.workspace.id)
            let running: SQL = "goal.team_id = \(id) AND (goal.cycle_id IS NULL OR goal.cycle_id IN (\(sql: openCycles(viewer))))"
            return TeamView(
                team: team, above: team.chain(in: all), children: all.filter { $0.parentID == id },
                lead: everyone.first { $0.id == team.leadID }, members: members,
                others: everyone.filter { person in !members.contains { $0.id == person.id } },
                goals: try db.openGoals(where: running, for: viewer), goalCount: try db.goalCount(of: id, in: viewer.workspace.id))
        }
    }

    private func openCycles(_ viewer: Viewer) -> SQL {
        "SELECT id FROM cycle WHERE workspace_id = \(viewer.workspace.id) AND stage <> 'closed'"
    }

    /// What a form for a team offers: possible parents and leads.
    func choices(for viewer: Viewer) async throws -> TeamChoices {
        try await cairn.database.read { db in
            TeamChoices(
                teams: try db.teams(in: viewer.workspace.id), people: try db.peopleToChoose(in: viewer.workspace.id).filter(\.canOwn))
        }
    }

    func find(_ id: ID<Team>, for viewer: Viewer) async throws -> Team {
        try await cairn.database.read { db in try db.team(id, for: viewer) }
    }

    /// Makes a team; the same form sent twice makes one.
    @discardableResult
    func make(_ draft: Team.Draft, id: ID<Team>, by viewer: Viewer, from address: String) async throws -> ID<Team> {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let team = try Team.make(draft, id: id, parents: try db.parents(in: workspace), by: viewer)
            try requireKnown(team, for: viewer, in: db)
            guard try db.insertOnce(team, in: workspace, at: now) else { return id }
            try db.record(.teamMade, by: viewer, subject: id.text, names: ["subject": team.name], cairn)
            db.notifyTeam(id, in: workspace)
            return id
        }
    }

    func edit(_ id: ID<Team>, _ draft: Team.Draft, by viewer: Viewer, from address: String) async throws {
        try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            var team = try db.team(id, for: viewer)
            let changes = try team.edit(draft, parents: try db.parents(in: workspace), by: viewer)
            guard !changes.isEmpty else { return }
            try requireKnown(team, for: viewer, in: db)
            try db.update(team, in: workspace)
            try db.record(.teamEdited, by: viewer, subject: id.text, changes: changes, names: ["subject": team.name], cairn)
            if let lead = changes.first(where: { $0.field == "lead_id" }) {
                try db.audit(.leadChanged, by: viewer, object: team.name, changes: [lead], from: address, cairn)
            }
            db.notifyTeam(id, in: workspace)
        }
    }

    /// Takes a team away that holds nothing any more.
    func remove(_ id: ID<Team>, by viewer: Viewer, from address: String) async throws {
        try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            let team = try db.team(id, for: viewer)
            let children = try db.teams(in: workspace).count { $0.parentID == id }
            try team.requireRemovable(goals: try db.goalCount(of: id, in: workspace), teams: children, by: viewer)
            try db.deleteTeam(id, in: workspace)
            try db.record(.teamRemoved, by: viewer, subject: id.text, names: ["subject": team.name], cairn)
            try db.audit(.teamRemoved, by: viewer, object: team.name, from: address, cairn)
            db.notifyTeam(id, in: workspace)
        }
    }

    func add(_ person: ID<Person>?, to id: ID<Team>, by viewer: Viewer, from address: String) async throws {
        guard let person else { throw AppError.invalid("person", "Choose one from the list.") }
        let now = cairn.now
        try await membership(id, person, .teamJoined, .teamJoined, by: viewer, from: address) { db, person in
            guard person.state != .deactivated else { throw AppError.invalid("person", "Choose one from the list.") }
            return try db.insertMembership(person.id, in: id, of: viewer.workspace.id, at: now)
        }
    }

    func remove(_ person: ID<Person>, from id: ID<Team>, by viewer: Viewer, from address: String) async throws {
        try await membership(id, person, .teamLeft, .teamLeft, by: viewer, from: address) { db, person in
            try db.deleteMembership(person.id, in: id, of: viewer.workspace.id)
        }
    }

    private func membership(
        _ id: ID<Team>, _ person: ID<Person>, _ kind: Event.Kind, _ action: Audit.Action, by viewer: Viewer,
        from address: String, _ verb: @escaping @Sendable (any Connection, Person) throws -> Bool
    ) async throws {
        try await cairn.database.write { [cairn] db in
            let team = try db.team(id, for: viewer)
            try team.mayEdit(above: team.chain(in: try db.teams(in: viewer.workspace.id)).map(\.id), by: viewer).check()
            let person = try db.person(person, for: viewer)
            guard try verb(db, person) else { return }
            try db.record(kind, by: viewer, subject: person.id.text, names: ["subject": person.name, "other": team.name], cairn)
            try db.audit(action, by: viewer, object: person.name, details: ["team": team.name], from: address, cairn)
            db.notifyTeam(id, in: viewer.workspace.id)
            db.notifyPerson(person.id, in: viewer.workspace.id)
        }
    }

    /// A lead and a parent are from this workspace; a lead is somebody who can own things.
    private func requireKnown(_ team: Team, for viewer: Viewer, in db: any Connection) throws {
        var problems = Problems()
        if let lead = team.leadID {
            let person = try? db.person(lead, for: viewer)
            problems.require(person?.canOwn ?? false, "lead_id", "Choose one from the list.")
        }
        if let parent = team.parentID {
            problems.require((try? db.team(parent, for: viewer)) != nil, "parent_id", "Choose one from the list.")
        }
        try problems.check()
    }
}

extension Connection {
    /// Every team's parent.
    func parents(in workspace: ID<Workspace>) throws -> [ID<Team>: ID<Team>] {
        try teams(in: workspace).reduce(into: [:]) { parents, team in parents[team.id] = team.parentID }
    }

    /// All goals of a team, those included that the viewer does not see, and closed ones: they keep the team where it is.
    func goalCount(of team: ID<Team>, in workspace: ID<Workspace>) throws -> Int {
        try one("SELECT COUNT(*) FROM goal WHERE workspace_id = \(workspace) AND team_id = \(team)") ?? 0
    }
}

extension Team {
    /// The teams above this one, nearest first.
    func chain(in all: [Team]) -> [Team] {
        let known = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
        var chain: [Team] = []
        var next = parentID.flatMap { known[$0] }
        while let team = next, chain.count < 50 {
            chain.append(team)
            next = team.parentID.flatMap { known[$0] }
        }
        return chain
    }
}

/// All teams, with how many people and goals each has.
struct TeamTree: Sendable {
    var teams: [Team]
    var names: [ID<Person>: String]
    var people: [ID<Team>: Int]
    var goals: [ID<Team>: Int]
}

/// One team's page.
struct TeamView: Sendable {
    var team: Team
    /// Nearest first.
    var above: [Team]
    var children: [Team]
    var lead: Person?
    var members: [Person]
    /// People who could join.
    var others: [Person]
    var goals: [OpenGoal]
    /// All of them, also those the viewer does not see.
    var goalCount: Int
}

/// What a form for a team offers.
struct TeamChoices: Sendable {
    var teams: [Team]
    var people: [Person]
}
