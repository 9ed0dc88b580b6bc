import Database
import Domain

/// A team as the API answers it.
struct TeamRecord: Sendable {
    var team: Team
    /// Those of its people who have not left, without its lead unless they are a member as well.
    var members: [ID<Person>]
}

let teamShape = Shape<TeamRecord>("Team", words: "People with a lead and a purpose. Teams form a tree.") { shape in
    shape.id("id", "Its id.") { $0.team.id }
    shape.text("name", "What people call it.") { $0.team.name }
    shape.text("purpose", "Why it exists.") { $0.team.purpose }
    shape.id("parent_id", "The team above it.") { $0.team.parentID }
    shape.id("lead_id", "Who leads it.") { $0.team.leadID }
    shape.ids("member_ids", "Who is in it.") { $0.members }
    shape.version { $0.team.version }
}

let teamInput = InputShape<Team.Draft>("TeamInput", words: "What people write down of a team.", blank: { Team.Draft(name: "") }) { shape in
    shape.text("name", "What people call it.", required: true) { $0.name = $1 ?? "" }
    shape.text("purpose", "Why it exists.") { $0.purpose = $1 ?? "" }
    shape.id("parent_id", "The team above it.") { $0.parentID = $1 }
    shape.id("lead_id", "Who leads it.") { $0.leadID = $1 }
}

let memberInput = InputShape<ID<Person>?>("TeamMemberInput", words: "Who joins a team.", blank: { nil }) { shape in
    shape.id("person_id", "The person.", required: true) { $0 = $1 }
}

let teamEndpoints: [Endpoint] = [
    .list("/teams", "listTeams", .teams, summary: "List the teams by name, with who is in them", paged: false, gives: teamShape) { call in
        Items(try await call.read { db, _ in try db.teamRecords(for: call.viewer) })
    },
    .make(
        "/teams", "createTeam", .teams, summary: "Make a team", scope: .admin, takes: teamInput, gives: teamShape,
        at: { "/teams/\($0.team.id)" },
        example: Example(#"{"name": "Counter", "purpose": "Nobody waits twice.", "parent_id": "$team"}"#)
    ) { call, given in
        try await Teams(cairn: call.cairn).make(
            given.on(teamInput.blank()), id: call.cairn.newID(), by: call.viewer, from: call.address)
    } then: { call, made in
        try await call.team(ID(trusted: made))
    }.forLeads(),
    .get("/teams/{team}", "getTeam", .teams, summary: "Read a team, with who is in it", gives: teamShape) { call in
        try await call.team(call.id("team"))
    },
    .change(
        "/teams/{team}", "editTeam", .teams, summary: "Change a team: only the fields that are named", scope: .admin, takes: teamInput,
        gives: teamShape, example: Example(#"{"purpose": "Permits in weeks, not months, without a second visit."}"#)
    ) { call, given in
        let id: ID<Team> = try call.id("team")
        try await call.again {
            let team = try await call.team(id).team
            var draft = Team.Draft(name: team.name, purpose: team.purpose, parentID: team.parentID, leadID: team.leadID)
            given.put(into: &draft)
            draft.version = call.ifMatch ?? team.version
            try await Teams(cairn: call.cairn).edit(id, draft, by: call.viewer, from: call.address)
        }
        return try await call.team(id)
    }.forLeads(),
    .remove(
        "/teams/{team}", "removeTeam", .teams, summary: "Take away a team that holds nothing any more", scope: .admin,
        example: Example(path: ["team": "emptyTeam"])
    ) { call in
        let id: ID<Team> = try call.id("team")
        try call.require(try await call.team(id).team.version)
        try await Teams(cairn: call.cairn).remove(id, by: call.viewer, from: call.address)
    },
    .act(
        "/teams/{team}/members", "addTeamMember", .teams, summary: "Let somebody join a team", scope: .admin, takes: memberInput,
        gives: teamShape,
        example: Example(#"{"person_id": "$guest"}"#)
    ) { call, given in
        try await call.naming(["person": "person_id"]) {
            try await Teams(cairn: call.cairn).add(given.on(nil), to: call.id("team"), by: call.viewer, from: call.address)
        }
        return Done()
    } then: { call, _ in
        try await call.team(call.id("team"))
    }.forLeads(),
    .remove(
        "/teams/{team}/members/{person}", "removeTeamMember", .teams, summary: "Take somebody out of a team", scope: .admin
    ) { call in
        try await Teams(cairn: call.cairn).remove(call.id("person"), from: call.id("team"), by: call.viewer, from: call.address)
    }.forLeads(),
]

extension APICall {
    fileprivate func team(_ id: ID<Team>) async throws -> TeamRecord {
        try await read { db, _ in
            TeamRecord(team: try db.team(id, for: viewer), members: try db.members(of: id, in: viewer.workspace.id).map(\.id).sorted())
        }
    }
}

extension Connection {
    fileprivate func teamRecords(for viewer: Viewer) throws -> [TeamRecord] {
        var members: [ID<Team>: [ID<Person>]] = [:]
        for row in try rows(
            """
            SELECT membership.team_id, membership.person_id FROM membership
            JOIN person ON person.workspace_id = membership.workspace_id AND person.id = membership.person_id
            WHERE membership.workspace_id = \(viewer.workspace.id) AND person.state <> 'deactivated' ORDER BY membership.person_id
            """)
        {
            var columns = row.columns
            members[try columns.next(), default: []].append(try columns.next())
        }
        return try teams(in: viewer.workspace.id).map { TeamRecord(team: $0, members: members[$0.id] ?? []) }
    }
}
