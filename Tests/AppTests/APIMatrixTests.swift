@testable import App
import Database
import Domain
import Support
import Testing

/// How each of the cast is answered when they carry out an endpoint's example. Whoever adds an endpoint adds its row.
let apiMatrix: [String: Expected] = [
    "getMe": .everyone(200), "getWorkspace": .everyone(200), "getToday": .everyone(200),
    "editWorkspace": .everyone(403).but(200, .dana, .olaf, .mallory),

    "listGoals": .everyone(200), "createGoal": .people(201).but(403, .gus).but(422, .mallory),
    "getGoal": .people(200), "getGoalDrift": .people(200), "listForecasts": .people(200), "editGoal": .answers(200),
    "removeGoal": .works(204),
    "proposeGoal": .works(200), "withdrawGoal": .answers(200), "commitGoal": .answers(200), "closeGoal": .answers(200),
    "reopenGoal": .answers(200), "carryGoalOver": .answers(201), "setOwnerStatus": .answers(200),

    "listKeyResults": .people(200), "createKeyResult": .answers(201), "getKeyResult": .people(200), "editKeyResult": .answers(200),
    "moveKeyResult": .answers(200), "removeKeyResult": .answers(204),

    "listGoalCheckIns": .people(200), "createCheckIn": .works(201), "listCheckIns": .everyone(200), "getCheckIn": .people(200),

    "readStatement": .everyone(200), "coachGoal": .people(200),
    "getWeights": .people(200), "editWeights": .answers(200),
    // What it counts in Olaf's goal is for those who may change that one.
    "setParents": .leads(200),

    "listCycles": .everyone(200), "createCycle": .leads(201).but(201, .mallory), "getCycle": .people(200), "editCycle": .leads(200),
    "moveCycle": .leads(200), "removeCycle": .leads(204), "getCycleReport": .people(200),
    "getCycleStatistics": .people(200),

    "listComments": .people(200), "createComment": .people(201), "getComment": .people(200), "editComment": .people(403).but(200, .ana),
    "removeComment": .admins(204).but(204, .ana),

    "listInitiatives": .people(200), "createInitiative": .works(201), "getInitiative": .people(200), "editInitiative": .works(200),
    "removeInitiative": .works(204),
    "listMilestones": .people(200), "createMilestone": .works(201), "getMilestone": .people(200), "editMilestone": .works(200),
    "removeMilestone": .works(204),
    "listAssumptions": .people(200), "createAssumption": .works(201), "getAssumption": .people(200), "editAssumption": .works(200),
    "removeAssumption": .works(204),
    "listStories": .people(200), "createStory": .people(201), "getStory": .people(200), "editStory": .people(403).but(200, .ana),
    "removeStory": .admins(204).but(204, .ana),
    "listThresholds": .people(200), "createThreshold": .works(201), "getThreshold": .people(200), "editThreshold": .works(200),
    "removeThreshold": .works(204),
    "listJointActions": .everyone(200), "getJointAction": .people(200), "writeJointView": .people(403).but(200, .ana, .ben),
    "agreeJointAction": .answers(200).but(200, .ben),

    "listPeople": .everyone(200), "createPerson": .everyone(403).but(201, .dana, .olaf, .mallory), "getPerson": .people(200),
    "changeRole": .inside(200), "deactivatePerson": .inside(200), "activatePerson": .inside(200),
    "handOver": .people(403).but(200, .ana, .dana, .olaf), "createPasswordLink": .inside(200),

    "listTeams": .everyone(200), "createTeam": .leads(201).but(422, .mallory), "getTeam": .people(200), "editTeam": .leads(200),
    "removeTeam": .inside(204),
    "addTeamMember": .leads(200), "removeTeamMember": .leads(204),

    "listReviews": .everyone(200), "createReview": .people(201).but(403, .gus).but(422, .mallory), "getReview": .people(200),
    "editReview": .people(403).but(200, .ana, .dana, .olaf), "removeReview": .people(403).but(204, .ana, .dana, .olaf),

    "listScreens": .everyone(403).but(200, .carla, .dana, .olaf, .mallory),
    "createScreen": .everyone(403).but(201, .carla, .dana, .olaf).but(422, .mallory),
    // Dana made it, as with invitations.
    "getScreen": .inside(200).but(404, .carla), "endScreen": .inside(204).but(404, .carla),

    "listInvitations": .everyone(403).but(200, .carla, .dana, .olaf, .mallory),
    "createInvitation": .everyone(403).but(201, .carla, .dana, .olaf).but(422, .mallory),
    // Dana made it: for others who may have made some it is not there.
    "getInvitation": .inside(200).but(404, .carla), "revokeInvitation": .inside(200).but(404, .carla),

    "search": .everyone(200),

    "listEvents": .people(200),

    "listTokens": .everyone(200), "createToken": .everyone(403).but(201, .dana, .olaf, .mallory),
    // The token is Ana's: admins see everybody's.
    "getToken": .people(404).but(200, .ana, .dana, .olaf), "revokeToken": .people(404).but(204, .ana, .dana, .olaf),
]

extension Expected {
    /// The same for everybody with a token: in their own workspace, which for Mallory is another.
    static func everyone(_ code: Int) -> Expected { accounts(code) }

    /// For admins of the workspace whose thing it is; others are refused before anything is looked for, and Mallory administers another one.
    static func inside(_ code: Int) -> Expected { everyone(403).but(code, .dana, .olaf).but(404, .mallory) }
}

@Suite struct APIMatrixTests {
    @Test func `every endpoint has a row, and every row an endpoint`() {
        #expect(Set(endpoints.map(\.name)).symmetricDifference(apiMatrix.keys).sorted() == [])
    }

    @Test(arguments: endpoints.map(\.name))
    func `each of the cast is answered as agreed, with every scope`(name: String) async throws {
        let endpoint = try #require(endpoints.first { $0.name == name })
        try await withApp(.sqlite, settings: .fast) { app in
            let nobody = try await app.run(endpoint, in: app.apiScene(), token: nil)
            #expect(nobody.code == 401 && nobody.problem == "no-token", "\(name) as nobody: \(nobody.body)")
            for member in Cast.allCases {
                for scope in Token.Scope.allCases {
                    let answer = try await app.run(endpoint, in: app.apiScene(), token: app.token(member, scope))
                    let expected = scope < endpoint.scope ? 403 : apiMatrix[name]?.cast[member]
                    #expect(answer.code == expected, "\(name) as \(member.rawValue) with \(scope.rawValue): \(answer.body)")
                    if scope < endpoint.scope { #expect(answer.problem == "scope", "\(name)") }
                }
            }
        }
    }

    @Test func `a cookie alone opens nothing, and a token opens no page`() async throws {
        try await withApp(.sqlite) { app in
            #expect(try await app.get("/api/v1/me", as: .dana).code == 401)
            let token = try await app.token(.dana, .admin)
            #expect(try await app.get("/wexholm/goals", headers: ["Authorization": "Bearer \(token)"]).code == 303)
        }
    }
}
