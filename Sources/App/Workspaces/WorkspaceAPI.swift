import Domain

let workspaceShape = Shape<Workspace>("Workspace", words: "One organisation's world, and the rule by which it judges.") { shape in
    shape.id("id", "Its id.") { $0.id }
    shape.text("slug", "Its part of the address of pages.") { $0.slug }
    shape.text("name", "What people call it.") { $0.name }
    shape.text("purpose", "Why it exists.") { $0.purpose }
    shape.text("time_zone", "Where its days begin and end, as in the IANA list.") { $0.timeZone }
    shape.text("language", "Its language: en or de.") { $0.language }
    shape.integer("at_risk_gap", "Points behind plan beyond which a goal is at risk.") { $0.rule.atRiskGap }
    shape.integer("off_track_gap", "Points behind plan beyond which a goal is off track.") { $0.rule.offTrackGap }
    shape.integer("rhythm_days", "Days between check-ins, unless a goal says otherwise.") { $0.rule.rhythmDays }
    shape.integer("grace_days", "Days after a check-in was due, before a goal is stale.") { $0.rule.graceDays }
    shape.truth("asks_for_numbers", "Whether a goal is committed only when each of its numbers has a baseline and a target.") {
        $0.asksForNumbers
    }
    shape.version { $0.version }
}

let workspaceInput = InputShape<Workspace.Draft>(
    "WorkspaceInput", words: "What an admin changes of a workspace.", blank: { Workspace.Draft(name: "") }
) {
    shape in
    shape.text("name", "What people call it.", required: true) { $0.name = $1 ?? "" }
    shape.text("purpose", "Why it exists.") { $0.purpose = $1 ?? "" }
    shape.text("time_zone", "Where its days begin and end, as in the IANA list.") { $0.timeZone = $1 ?? "UTC" }
    shape.text("language", "Its language: en or de.") { $0.language = $1 ?? "en" }
    shape.integer("at_risk_gap", "Points behind plan beyond which a goal is at risk.", in: 0...100) { $0.rule.atRiskGap = $1 ?? 10 }
    shape.integer("off_track_gap", "Points behind plan beyond which a goal is off track.", in: 0...100) { $0.rule.offTrackGap = $1 ?? 25 }
    shape.integer("rhythm_days", "Days between check-ins, unless a goal says otherwise.", in: 1...366) { $0.rule.rhythmDays = $1 ?? 7 }
    shape.integer("grace_days", "Days after a check-in was due, before a goal is stale.", in: 0...60) { $0.rule.graceDays = $1 ?? 3 }
    shape.truth("asks_for_numbers", "Whether a goal is committed only when each of its numbers has a baseline and a target.") {
        $0.asksForNumbers = $1 ?? false
    }
}

let meShape = Shape<APICall>("Me", words: "Who the token acts for, and how far.") { shape in
    shape.id("person_id", "The person.") { $0.viewer.id }
    shape.text("name", "The person's name.") { $0.viewer.person.name }
    shape.text("email", "The address the person signs in with.") { $0.viewer.account.email }
    shape.word("role", "What the person may do in the workspace.") { $0.viewer.person.role }
    shape.text("language", "The language words are in, unless the request asks for another: en or de.") { $0.viewer.account.language }
    shape.text("time_zone", "The person's time zone.") { $0.viewer.account.timeZone }
    shape.ids("team_ids", "The teams the person is in or leads.") { $0.viewer.teams.sorted() }
    shape.one("workspace", "The workspace the token is for.", workspaceShape) { $0.viewer.workspace }
    shape.text("token_name", "What the token is called.") { $0.token.name }
    shape.word("scope", "How far the token goes.") { $0.token.scope }
    shape.time("expires_at", "When the token ends; null for one that works until it is revoked.") { $0.token.expiresAt }
}

let workspaceEndpoints: [Endpoint] = [
    .get("/me", "getMe", .workspace, summary: "Read who the token acts for, where, and how far", gives: meShape) { $0 },
    .get("/workspace", "getWorkspace", .workspace, summary: "Read the workspace and its rule for statuses", gives: workspaceShape) { call in
        try await Workspaces(cairn: call.cairn).current(call.viewer)
    },
    .change(
        "/workspace", "editWorkspace", .workspace, summary: "Change the workspace; another rule moves every status", scope: .admin,
        takes: workspaceInput, gives: workspaceShape, example: Example(#"{"purpose": "People spend less of their life waiting for us."}"#)
    ) { call, given in
        let workspaces = Workspaces(cairn: call.cairn)
        try await call.again {
            var draft = Workspace.Draft(try await workspaces.current(call.viewer))
            given.put(into: &draft)
            draft.version = call.ifMatch ?? draft.version
            try await workspaces.edit(draft, by: call.viewer, from: call.address)
        }
        return try await workspaces.current(call.viewer)
    },
]
