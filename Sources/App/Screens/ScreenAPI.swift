import Domain

/// A screen as the API answers it; with its link once, when it was made.
struct ScreenRecord: Sendable {
    var row: ScreenRow
    var secret: String?
}

let screenShape = Shape<ScreenRecord>("Screen", words: "A screen on a wall that shows a dashboard.") { shape in
    shape.id("id", "Its id.") { $0.row.screen.id }
    shape.text("name", "Where it hangs.") { $0.row.screen.name }
    shape.id("team_id", "The team it shows; null for all of the workspace.") { $0.row.screen.teamID }
    shape.id("cycle_id", "The cycle it shows; null for the one that runs.") { $0.row.screen.cycleID }
    shape.id("created_by", "Who made it.") { $0.row.screen.createdBy }
    shape.time("created_at", "When it was made.") { $0.row.screen.createdAt }
    shape.time("shown_at", "When it was last shown, to within ten minutes.") { $0.row.screen.shownAt }
    shape.text("path", "Its path. It is shown once, in the answer that made it, and not if the request is repeated.") { record in
        record.secret.map { "/screen/\($0)" }
    }
}

let screenInput = InputShape<Screen.Draft>("ScreenInput", words: "What a new screen shows.", blank: { Screen.Draft(name: "") }) { shape in
    shape.text("name", "Where it hangs.", required: true) { $0.name = $1 ?? "" }
    shape.id("team_id", "The team it shows; null for all of the workspace.") { $0.teamID = $1 }
    shape.id("cycle_id", "The cycle it shows; null for the one that runs.") { $0.cycleID = $1 }
}

let screenEndpoints: [Endpoint] = [
    .list(
        "/screens", "listScreens", .screens, summary: "List the screens, the newest first", scope: .admin, paged: false, gives: screenShape
    ) { call in
        Items(try await Screens(cairn: call.cairn).list(for: call.viewer).map { ScreenRecord(row: $0) })
    }.forLeads(),
    .make(
        "/screens", "createScreen", .screens, summary: "Make a link for a screen on a wall", scope: .admin, takes: screenInput,
        gives: screenShape, at: { "/screens/\($0.row.screen.id)" }, example: Example(#"{"name": "Kitchen", "team_id": "$team"}"#),
        once: { record, made in record.secret = made.secret }
    ) { call, given in
        try await Screens(cairn: call.cairn).make(given.on(screenInput.blank()), by: call.viewer, from: call.address)
    } then: { call, made in
        ScreenRecord(row: try await Screens(cairn: call.cairn).screen(ID(trusted: made), for: call.viewer))
    }.forLeads(),
    .get("/screens/{screen}", "getScreen", .screens, summary: "Read a screen, without its link", scope: .admin, gives: screenShape) {
        call in
        ScreenRecord(row: try await Screens(cairn: call.cairn).screen(call.id("screen"), for: call.viewer))
    }.forLeads(),
    .remove("/screens/{screen}", "endScreen", .screens, summary: "End a screen at once", scope: .admin) { call in
        try await Screens(cairn: call.cairn).revoke(call.id("screen"), by: call.viewer, from: call.address)
    }.forLeads(),
]
