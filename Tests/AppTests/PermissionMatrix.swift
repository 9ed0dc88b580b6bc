@testable import App
import Domain
import Support
import Testing

/// One route, how to reach it, and how each of the cast is answered. Whoever adds a route adds a row below.
struct MatrixRow: Sendable, CustomTestStringConvertible {
    /// As the router lists it: `GET /:workspace/teams/:team`.
    let route: String
    let expected: Expected
    let path: @Sendable (TestApp) async throws -> String
    let form: @Sendable (TestApp) -> KeyValuePairs<String, String>

    /// - Parameters:
    ///   - path: made anew for each of the cast, so that what one of them does is not in the way of the next.
    ///   - form: what is sent with POST; empty, so that whoever may is told what is missing (422).
    init(
        _ route: String, _ expected: Expected, form: @escaping @Sendable (TestApp) -> KeyValuePairs<String, String> = { _ in [:] },
        path: @escaping @Sendable (TestApp) async throws -> String
    ) {
        self.route = route
        self.expected = expected
        self.form = form
        self.path = path
    }

    init(_ route: String, _ expected: Expected, _ path: String) {
        self.init(route, expected) { _ in path }
    }

    var testDescription: String { route }
    var isGet: Bool { route.hasPrefix("GET") }
}

/// The status for each of the cast, and for somebody who is not signed in.
struct Expected: Sendable {
    var nobody: Int?
    var cast: [Cast: Int]

    /// The same for everyone, signed in or not.
    static func everybody(_ code: Int) -> Expected { Expected(nobody: code, cast: .all(code)) }

    /// For everyone who is signed in; others are sent to sign in (303, or 401 where it is not a page).
    static func accounts(_ code: Int) -> Expected { Expected(cast: .all(code)) }

    /// For everyone in the workspace; not there for those of another.
    static func people(_ code: Int) -> Expected { accounts(code).but(404, .mallory) }

    /// For owners and admins; refused to the others.
    static func admins(_ code: Int) -> Expected { people(403).but(code, .dana, .olaf) }

    /// For the lead of Permits and for admins.
    static func leads(_ code: Int) -> Expected { admins(code).but(code, .carla) }

    /// For those who work on the team Permits, and admins.
    static func works(_ code: Int) -> Expected { leads(code).but(code, .ana, .ben) }

    /// For those who answer for Ana's goal: she herself, the lead of Permits and admins.
    static func answers(_ code: Int) -> Expected { leads(code).but(code, .ana) }

    func but(_ code: Int, _ members: Cast...) -> Expected {
        var other = self
        for member in members { other.cast[member] = code }
        return other
    }

    func nobody(_ code: Int) -> Expected {
        var other = self
        other.nobody = code
        return other
    }

    func code(_ member: Cast?, isGet: Bool) -> Int {
        member.map { cast[$0]! } ?? nobody ?? (isGet ? 303 : 401)
    }
}

extension [Cast: Int] {
    fileprivate static func all(_ code: Int) -> Self { Dictionary(uniqueKeysWithValues: Cast.allCases.map { ($0, code) }) }
}

let permissionMatrix: [MatrixRow] =
    operationRows + doorRows + accountRows + todayRows + checkInRows + commentRows + goalViewRows + importRows
    + goalRows + keyResultRows + workRows + cycleRows + searchRows + peopleRows + teamRows + invitationRows + reviewRows + screenRows
    + tokenRows
    + workspaceRows

private let operationRows = [
    MatrixRow("GET /healthz", .everybody(200), "/healthz"),
    MatrixRow("GET /readyz", .everybody(200), "/readyz"),
    MatrixRow("GET /metrics", .everybody(200), "/metrics"),
]

private let doorRows = [
    MatrixRow("GET /", .everybody(303), "/"),
    MatrixRow("GET /assets/**", .everybody(200)) { app in app.cairn.assets.style },
    MatrixRow("GET /sign-in", .everybody(200), "/sign-in"),
    MatrixRow("POST /sign-in", .everybody(422), form: { app in ["email": "\(app.newText())@x.example"] }) { _ in "/sign-in" },
    MatrixRow("POST /sign-out", .everybody(303), "/sign-out"),
    MatrixRow("POST /demo-sign-in", .everybody(404), "/demo-sign-in"),
    MatrixRow("GET /setup", .accounts(200), "/setup"),
    MatrixRow("POST /setup", .accounts(422).nobody(303), "/setup"),
    MatrixRow("POST /demo", .everybody(303), "/demo"),
    MatrixRow("GET /invitations/:token", .everybody(303).nobody(200).but(200, .mallory)) { app in "/invitations/\(try await app.invite())"
    },
    MatrixRow("POST /invitations/:token", .everybody(303).nobody(422)) { app in "/invitations/\(try await app.invite())" },
    MatrixRow("GET /reset/:token", .everybody(200)) { app in "/reset/\(try await app.resetToken())" },
    MatrixRow("POST /reset/:token", .everybody(422)) { app in "/reset/\(try await app.resetToken())" },
]

private let accountRows = [
    MatrixRow("GET /workspaces", .accounts(200), "/workspaces"),
    MatrixRow("GET /account", .accounts(200), "/account"),
    MatrixRow("POST /account", .accounts(422), "/account"),
    MatrixRow("POST /account/password", .accounts(422), "/account/password"),
    MatrixRow("POST /account/sign-ins/removal", .accounts(303), "/account/sign-ins/removal"),
    MatrixRow("POST /account/sign-ins/:signIn/removal", .accounts(404), "/account/sign-ins/of-nobody/removal"),
]

private let todayRows = [
    MatrixRow("GET /:workspace", .people(303), "/wexholm"),
    MatrixRow("GET /:workspace/today", .people(200), "/wexholm/today"),
    MatrixRow("GET /:workspace/live", .people(200), "/wexholm/live"),
]

private let checkInRows = [
    MatrixRow("GET /:workspace/goals/:goal/check-ins/new", .works(200)) { app in
        app.path("goals", try await app.insertGoal(), "check-ins", "new")
    },
    MatrixRow("POST /:workspace/goals/:goal/check-ins", .works(422)) { app in app.path("goals", try await app.insertGoal(), "check-ins") },
]

private let commentRows = [
    MatrixRow("POST /:workspace/goals/:goal/comments", .people(422)) { app in app.path("goals", try await app.insertGoal(), "comments") },
    MatrixRow("GET /:workspace/comments/:comment/edit", .people(403).but(200, .ana)) { app in
        app.path("comments", try await app.insertComment(on: app.insertGoal()), "edit")
    },
    MatrixRow("POST /:workspace/comments/:comment", .people(403).but(409, .ana)) { app in
        app.path("comments", try await app.insertComment(on: app.insertGoal()))
    },
    MatrixRow("POST /:workspace/goals/:goal/mentions-seen", .people(303)) { app in
        app.path("goals", try await app.insertGoal(), "mentions-seen")
    },
    MatrixRow("POST /:workspace/comments/:comment/removal", .admins(303).but(303, .ana)) { app in
        app.path("comments", try await app.insertComment(on: app.insertGoal()), "removal")
    },
]

private let goalViewRows = [
    MatrixRow("GET /:workspace/goals", .people(200), "/wexholm/goals"),
    MatrixRow("GET /:workspace/goals/:goal", .people(404).but(200, .ana, .ben, .carla, .dana, .olaf)) { app in
        app.path("goals", try await app.insertGoal(visibility: .team))
    },
    MatrixRow("GET /:workspace/goals/:goal/check-ins", .people(404).but(200, .ana)) { app in
        app.path("goals", try await app.insertGoal(visibility: .named), "check-ins")
    },
    MatrixRow("GET /:workspace/goals/:goal/history", .people(200)) { app in app.path("goals", try await app.insertGoal(), "history") },
]

private let importRows = [
    MatrixRow("GET /:workspace/import", .admins(200), "/wexholm/import"),
    MatrixRow("POST /:workspace/import", .admins(422), "/wexholm/import"),
    MatrixRow("GET /:workspace/import/:upload", .admins(410), "/wexholm/import/unknown"),
    MatrixRow("POST /:workspace/import/:upload", .admins(410), "/wexholm/import/unknown"),
    MatrixRow("GET /:workspace/export", .admins(200), "/wexholm/export"),
    MatrixRow("GET /:workspace/audit", .admins(200), "/wexholm/audit"),
]

private let cycleRows = [
    MatrixRow("GET /:workspace/cycles", .people(200), "/wexholm/cycles"),
    MatrixRow("POST /:workspace/cycles", .leads(422), "/wexholm/cycles"),
    MatrixRow("GET /:workspace/cycles/new", .leads(200), "/wexholm/cycles/new"),
    MatrixRow("GET /:workspace/cycles/:cycle", .people(200)) { app in app.path("cycles", app.scene.autumn) },
    MatrixRow("POST /:workspace/cycles/:cycle", .leads(422)) { app in app.path("cycles", app.scene.autumn) },
    MatrixRow("GET /:workspace/cycles/:cycle/edit", .leads(200)) { app in app.path("cycles", app.scene.autumn, "edit") },
    MatrixRow("POST /:workspace/cycles/:cycle/stage", .leads(422)) { app in app.path("cycles", app.scene.autumn, "stage") },
    MatrixRow("GET /:workspace/cycles/:cycle/closing", .people(200)) { app in app.path("cycles", app.scene.autumn, "closing") },
    MatrixRow("GET /:workspace/cycles/:cycle/statistics", .people(200)) { app in app.path("cycles", app.scene.autumn, "statistics") },
    MatrixRow("GET /:workspace/cycles/:cycle/present", .people(200)) { app in app.path("cycles", app.scene.autumn, "present") },
    MatrixRow("GET /:workspace/cycles/:cycle/removal", .leads(200)) { app in app.path("cycles", try await app.insertCycle(), "removal") },
    MatrixRow("POST /:workspace/cycles/:cycle/removal", .leads(303)) { app in app.path("cycles", try await app.insertCycle(), "removal") },
]

private let searchRows = [
    MatrixRow("GET /:workspace/search", .people(200), "/wexholm/search?q=permit"),
    MatrixRow("GET /:workspace/people/mentions", .people(200), "/wexholm/people/mentions?q=a"),
]

private let peopleRows = [
    MatrixRow("GET /:workspace/people", .people(200), "/wexholm/people"),
    MatrixRow("GET /:workspace/people/new", .admins(200), "/wexholm/people/new"),
    MatrixRow("POST /:workspace/people", .admins(422), "/wexholm/people"),
    MatrixRow("GET /:workspace/people/:person", .people(200)) { app in app.path("people", app.id(.ana)) },
    MatrixRow("POST /:workspace/people/:person/role", .admins(422)) { app in app.path("people", app.id(.ben), "role") },
    MatrixRow("POST /:workspace/people/:person/deactivation", .admins(303)) { app in
        app.path("people", try await app.insertPlaceholder(), "deactivation")
    },
    MatrixRow("POST /:workspace/people/:person/activation", .admins(303)) { app in
        app.path("people", try await app.insertPlaceholder(), "activation")
    },
    MatrixRow("POST /:workspace/people/:person/password-link", .admins(201)) { app in app.path("people", app.id(.ben), "password-link") },
    MatrixRow("POST /:workspace/people/:person/hand-over", .admins(422).but(422, .ana)) { app in
        app.path("people", app.id(.ana), "hand-over")
    },
]

private let teamRows = [
    MatrixRow("GET /:workspace/teams", .people(200), "/wexholm/teams"),
    MatrixRow("POST /:workspace/teams", .admins(422), "/wexholm/teams"),
    MatrixRow("GET /:workspace/teams/new", .leads(200), "/wexholm/teams/new"),
    MatrixRow("GET /:workspace/teams/:team", .people(200)) { app in app.path("teams", app.scene.permits) },
    MatrixRow("POST /:workspace/teams/:team", .leads(409)) { app in app.path("teams", app.scene.permits) },
    MatrixRow("GET /:workspace/teams/:team/edit", .leads(200)) { app in app.path("teams", app.scene.permits, "edit") },
    MatrixRow("POST /:workspace/teams/:team/removal", .admins(303)) { app in app.path("teams", try await app.insertTeam(), "removal") },
    MatrixRow("POST /:workspace/teams/:team/members", .leads(303), form: { app in ["person": app.id(.gus).text] }) { app in
        app.path("teams", app.scene.permits, "members")
    },
    MatrixRow("POST /:workspace/teams/:team/members/:person/removal", .leads(303)) { app in
        app.path("teams", app.scene.permits, "members", app.id(.gus), "removal")
    },
]

private let invitationRows = [
    MatrixRow("GET /:workspace/invitations", .leads(200), "/wexholm/invitations"),
    MatrixRow("GET /:workspace/invitations/new", .leads(200), "/wexholm/invitations/new"),
    MatrixRow("POST /:workspace/invitations", .leads(201), form: { app in ["team_id": app.scene.permits.text, "role": "guest"] }) { _ in
        "/wexholm/invitations"
    },
    MatrixRow("POST /:workspace/invitations/:invitation/revocation", .people(404).but(303, .dana, .olaf)) { app in
        app.path("invitations", try await app.invitation(), "revocation")
    },
]

private let reviewRows = [
    MatrixRow("GET /:workspace/reviews", .people(200), "/wexholm/reviews"),
    MatrixRow("POST /:workspace/reviews", .people(422).but(403, .gus), "/wexholm/reviews"),
    MatrixRow("GET /:workspace/reviews/new", .people(200).but(403, .gus), "/wexholm/reviews/new"),
    MatrixRow("GET /:workspace/reviews/:review", .people(200)) { app in app.path("reviews", try await app.review().id) },
    // Ana made it.
    MatrixRow("POST /:workspace/reviews/:review", .people(403).but(422, .ana, .dana, .olaf), form: { _ in ["version": "1"] }) { app in
        app.path("reviews", try await app.review().id)
    },
    MatrixRow("GET /:workspace/reviews/:review/edit", .people(403).but(200, .ana, .dana, .olaf)) { app in
        app.path("reviews", try await app.review().id, "edit")
    },
    MatrixRow("POST /:workspace/reviews/:review/removal", .people(403).but(303, .ana, .dana, .olaf), form: { _ in ["version": "1"] }) {
        app in
        app.path("reviews", try await app.review().id, "removal")
    },
]

extension TestApp {
    /// A review of a goal of Ana's, or of these.
    func review(_ goals: [ID<Goal>] = [], by member: Cast = .ana) async throws -> Review {
        let chosen = goals.isEmpty ? [try await insertGoal()] : goals
        let draft = Review.Draft(title: "Where we stand", entries: chosen.map { .init(goalID: $0, comment: "Said of it.") })
        return try await Reviews(cairn: cairn).make(draft, by: viewer(member))
    }
}

private let screenRows = [
    MatrixRow("GET /screen/:secret", .everybody(410), "/screen/unknown"),
    MatrixRow("GET /screen/:secret/live", .everybody(410), "/screen/unknown/live"),
    MatrixRow("GET /:workspace/screens", .leads(200), "/wexholm/screens"),
    MatrixRow("POST /:workspace/screens", .leads(201), form: { app in ["name": "Kitchen", "team_id": app.scene.permits.text] }) { _ in
        "/wexholm/screens"
    },
    // Dana made it: for a lead who may have made others it is not there.
    MatrixRow("POST /:workspace/screens/:screen/revocation", .leads(303).but(404, .carla)) { app in
        app.path("screens", try await app.screen().screen.id, "revocation")
    },
]

extension TestApp {
    /// A screen of the whole workspace that Dana made.
    func screen(_ team: ID<Team>? = nil, cycle: ID<Cycle>? = nil) async throws -> NewScreen {
        try await Screens(cairn: cairn).make(.init(name: "Kitchen", teamID: team, cycleID: cycle), by: viewer(.dana), from: "")
    }
}

private let tokenRows = [
    MatrixRow("GET /api", .everybody(200), "/api"),
    MatrixRow("GET /api/v1/openapi.json", .everybody(200), "/api/v1/openapi.json"),
    MatrixRow("GET /:workspace/tokens", .people(200), "/wexholm/tokens"),
    MatrixRow("POST /:workspace/tokens", .people(422), "/wexholm/tokens"),
    // The token is Ben's.
    MatrixRow("POST /:workspace/tokens/:token/revocation", .people(404).but(303, .ben, .dana, .olaf)) { app in
        let made = try await Tokens(cairn: app.cairn).make(Token.Draft(name: "Script"), by: app.viewer(.ben), from: "")
        return app.path("tokens", made.token.id, "revocation")
    },
]

private let workspaceRows = [
    MatrixRow("GET /:workspace/begin", .people(200), "/wexholm/begin"),
    MatrixRow("GET /:workspace/settings", .people(200), "/wexholm/settings"),
    MatrixRow("POST /:workspace/settings", .admins(422), "/wexholm/settings"),
    MatrixRow("POST /:workspace/purpose", .admins(422), "/wexholm/purpose"),
]

extension TestApp {
    /// The secret of a link for a new password for Ben.
    fileprivate func resetToken() async throws -> String {
        try await PasswordResets(cairn: cairn).make(for: id(.ben), by: viewer(.dana), from: "")
    }

    /// An open invitation that Dana made.
    fileprivate func invitation() async throws -> ID<Invitation> {
        let id: ID<Invitation> = cairn.newID()
        _ = try await Invitations(cairn: cairn).make(Invitation.Draft(), id: id, by: viewer(.dana), from: "")
        return id
    }
}

extension TestApp {
    /// An empty cycle that is being drafted.
    func insertCycle() async throws -> ID<Cycle> {
        let cycle = Cycle(
            id: cairn.newID(), name: "Drafted", startsOn: Day(iso: "2027-01-04")!, endsOn: Day(iso: "2027-03-26")!, createdAt: clock.now)
        try await write { [workspace = scene.wexholm.id] db in try db.insert(cycle, in: workspace) }
        return cycle.id
    }
}
