import Database
import Domain

/// A person as the API answers them.
struct PersonRecord: Sendable {
    var person: Person
    /// Nil for guests who ask.
    var email: String?
    var teams: [ID<Team>]
    var lastSeenAt: Moment?
}

let personShape = Shape<PersonRecord>("Person", words: "Somebody in the workspace; or somebody named who has not joined yet.") { shape in
    shape.id("id", "Its id.") { $0.person.id }
    shape.text("name", "The name people know them by.") { $0.person.name }
    shape.text("email", "Their address; guests are not told.") { $0.email }
    shape.word("role", "What they may do.") { $0.person.role }
    shape.word("state", "Whether they have joined, and may still enter.") { $0.person.state }
    shape.ids("team_ids", "The teams they are in.") { $0.teams }
    shape.time("last_seen_at", "When they were last here with a browser.") { $0.lastSeenAt }
    shape.version { $0.person.version }
}

let personInput = InputShape<PlaceholderDraft>(
    "PersonInput", words: "Somebody to name before they join.", blank: { PlaceholderDraft(name: "", email: "") }
) { shape in
    shape.text("name", "The name people know them by.", required: true) { $0.name = $1 ?? "" }
    shape.text("email", "Their address, if it is known.") { $0.email = $1 ?? "" }
}

let roleInput = InputShape<Person.Role>("RoleInput", words: "What somebody may do.", blank: { .guest }) { shape in
    shape.word("role", "What they may do.", required: true) { $0 = $1 ?? .guest }
}

let handOverInput = InputShape<ID<Person>?>("HandOverInput", words: "Who takes what somebody owns.", blank: { nil }) { shape in
    shape.id("to_id", "Who takes it.", required: true) { $0 = $1 }
}

let nothingInput = InputShape<Bool>("Nothing", words: "Nothing has to be said.", blank: { false }) { _ in }

/// A way back in for somebody who has forgotten the password.
struct PasswordLink: Made {
    var person: ID<Person>
    var secret: String?
    var madeName: String { person.text }
}

private let passwordLinkShape = Shape<PasswordLink>("PasswordLink", words: "A link that works once, for a day.") { shape in
    shape.id("person_id", "Who it is for.") { $0.person }
    shape.text("path", "Its path. It is shown once, in the answer that made it, and not if the request is repeated.") { link in
        link.secret.map { "/reset/\($0)" }
    }
}

let personEndpoints: [Endpoint] = [
    .list(
        "/people", "listPeople", .people, summary: "List the people of the workspace",
        query: [
            QueryField("q", .text(atMost: 100), words: "Words that stand in the name or the address."),
            QueryField("role", Person.Role.schema, words: "Those with this role."),
            QueryField("state", Person.State.schema, words: "Those who are like this."),
        ], gives: personShape
    ) { call in
        let (after, limit) = (try call.after(Person.self), call.limit)
        let (text, role, state): (String, Person.Role?, Person.State?) = (
            call.query["q"] ?? "", call.query.word("role"), call.query.word("state")
        )
        return try await call.read { db, _ in
            var conditions: [SQL] = ["person.id > \(after?.text ?? "")"]
            if let role { conditions.append("person.role = \(role)") }
            if let state { conditions.append("person.state = \(state)") }
            if !text.isEmpty {
                conditions.append(
                    "(person.folded LIKE \(likePattern(text)) ESCAPE '!' OR LOWER(COALESCE(person.email, '')) LIKE \(likePattern(text)) ESCAPE '!')"
                )
            }
            let found = try db.personRecords(SQL(joining: conditions, by: " AND "), limit: limit + 1, for: call.viewer)
            return Items(found, limit: limit) { $0.person.id.text }
        }
    },
    .make(
        "/people", "createPerson", .people, summary: "Name somebody before they join, so that they can own goals", scope: .admin,
        takes: personInput, gives: personShape, at: { "/people/\($0.person.id)" }, example: Example(#"{"name": "Pia Winter"}"#)
    ) { call, given in
        try await People(cairn: call.cairn).add(given.on(personInput.blank()), id: call.cairn.newID(), by: call.viewer, from: call.address)
    } then: { call, made in
        try await call.person(ID(trusted: made))
    },
    .get("/people/{person}", "getPerson", .people, summary: "Read who somebody is", gives: personShape) { call in
        try await call.person(call.id("person"))
    },
    act("/role", "changeRole", "Give somebody another role", roleInput, Example(#"{"role": "guest"}"#, path: ["person": "guest"])) {
        call, id, role in
        try await People(cairn: call.cairn).changeRole(of: id, to: role, by: call.viewer, from: call.address)
    },
    act(
        "/deactivation", "deactivatePerson", "End somebody's access; what they made stays", nothingInput,
        Example(path: ["person": "placeholder"])
    ) { call, id, _ in
        try await People(cairn: call.cairn).deactivate(id, by: call.viewer, from: call.address)
    },
    act(
        "/activation", "activatePerson", "Let somebody in again", nothingInput, Example(path: ["person": "placeholder"])
    ) { call, id, _ in
        try await People(cairn: call.cairn).reactivate(id, by: call.viewer, from: call.address)
    },
    .act(
        "/people/{person}/hand-over", "handOver", .people, summary: "Give all that somebody owns to somebody else", takes: handOverInput,
        gives: personShape, example: Example(#"{"to_id": "$teammate"}"#)
    ) { call, given in
        try await call.naming(["to": "to_id"]) {
            try await HandOver(cairn: call.cairn).run(from: call.id("person"), to: given.on(nil), by: call.viewer, address: call.address)
        }
        return Done()
    } then: { call, _ in
        try await call.person(call.id("person"))
    },
    .act(
        "/people/{person}/password-link", "createPasswordLink", .people,
        summary: "Make a link with which somebody sets a new password, once",
        scope: .admin, takes: nothingInput, gives: passwordLinkShape, example: Example(path: ["person": "teammate"]),
        once: { link, made in link.secret = made.secret }
    ) { call, _ in
        let id: ID<Person> = try call.id("person")
        let secret = try await PasswordResets(cairn: call.cairn).make(for: id, by: call.viewer, from: call.address)
        return PasswordLink(person: id, secret: secret)
    } then: { call, _ in
        PasswordLink(person: try await call.person(call.id("person")).person.id)
    },
]

private func act<Input: Sendable>(
    _ path: String, _ name: String, _ summary: Words, _ input: InputShape<Input>, _ example: Example,
    _ verb: @escaping @Sendable (APICall, ID<Person>, Input) async throws -> Void
) -> Endpoint {
    .act(
        "/people/{person}\(path)", name, .people, summary: summary, scope: .admin, takes: input, gives: personShape, example: example
    ) { call, given in
        let id: ID<Person> = try call.id("person")
        try call.require(try await call.person(id).person.version)
        try await verb(call, id, given.on(input.blank()))
        return Done()
    } then: { call, _ in
        try await call.person(call.id("person"))
    }
}

extension APICall {
    fileprivate func person(_ id: ID<Person>) async throws -> PersonRecord {
        try await read { db, _ in
            guard let found = try db.personRecords("person.id = \(id)", limit: 1, for: viewer).first else { throw AppError.notFound }
            return found
        }
    }
}

extension Connection {
    fileprivate func personRecords(_ condition: SQL, limit: Int, for viewer: Viewer) throws -> [PersonRecord] {
        let found = try rows(
            """
            SELECT \(sql: personColumns), person.last_seen_at FROM person
            WHERE person.workspace_id = \(viewer.workspace.id) AND \(sql: condition) ORDER BY person.id LIMIT \(limit)
            """)
        var records = try found.map { row in
            var columns = row.columns
            let person = try Person(&columns)
            return PersonRecord(
                person: person, email: viewer.person.role >= .member ? person.email : nil, teams: [], lastSeenAt: try columns.next())
        }
        let teams = try teams(ofAny: records.map(\.person.id), in: viewer.workspace.id)
        for index in records.indices { records[index].teams = teams[records[index].person.id] ?? [] }
        return records
    }

    private func teams(ofAny people: [ID<Person>], in workspace: ID<Workspace>) throws -> [ID<Person>: [ID<Team>]] {
        let found = try rows(
            "SELECT person_id, team_id FROM membership WHERE workspace_id = \(workspace) AND person_id IN (\(list: people)) ORDER BY team_id"
        )
        return try found.reduce(into: [:]) { teams, row in
            var columns = row.columns
            teams[try columns.next(), default: []].append(try columns.next())
        }
    }
}
