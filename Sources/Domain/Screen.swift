/// A screen on a wall that shows a dashboard: it signs itself in by a link, which is kept hashed only. It sees what everybody in the workspace sees.
public struct Screen: Sendable, Hashable {
    public let id: ID<Screen>
    /// Where it hangs.
    public var name: String
    /// Nil for all of the workspace.
    public var teamID: ID<Team>?
    /// Nil for the cycle that runs, whichever that is.
    public var cycleID: ID<Cycle>?
    public var createdBy: ID<Person>
    public var createdAt: Moment
    /// Noted at most every ten minutes.
    public var shownAt: Moment?

    public init(
        id: ID<Screen>, name: String, teamID: ID<Team>? = nil, cycleID: ID<Cycle>? = nil, createdBy: ID<Person>, createdAt: Moment,
        shownAt: Moment? = nil
    ) {
        self.id = id
        self.name = name
        self.teamID = teamID
        self.cycleID = cycleID
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.shownAt = shownAt
    }

    /// What a person writes to make a screen.
    public struct Draft: Sendable, Hashable {
        public var name: String
        public var teamID: ID<Team>?
        public var cycleID: ID<Cycle>?

        public init(name: String, teamID: ID<Team>? = nil, cycleID: ID<Cycle>? = nil) {
            self.name = name
            self.teamID = teamID
            self.cycleID = cycleID
        }
    }
}

extension Screen {
    /// Admins make screens of everything, a lead makes one of a team of theirs.
    public static func mayMake(by viewer: Viewer) -> Permission {
        .when(viewer.isAdmin || viewer.isLead, "A screen is made by admins, and of a team by its lead. Ask one of them.")
    }

    public static func make(_ draft: Draft, id: ID<Screen>, by viewer: Viewer, at moment: Moment) throws(AppError) -> Screen {
        try mayMake(by: viewer).check()
        var problems = Problems()
        let name = problems.line(
            draft.name, "name", missing: "Say where it hangs, so that you know later which link is which.", limit: Limit.name)
        problems.require(
            viewer.isAdmin || draft.teamID.map(viewer.leads.contains) ?? false, "team_id", "Choose a team that you lead.")
        try problems.check()
        return Screen(
            id: id, name: name, teamID: draft.teamID, cycleID: draft.cycleID, createdBy: viewer.id, createdAt: moment)
    }

    /// Whoever made it and admins see that it is there, and end it.
    public func mayRevoke(by viewer: Viewer) -> Permission {
        .when(viewer.isAdmin || createdBy == viewer.id, "A screen is ended by whoever made it, or by an admin.")
    }

    /// How it looks at the workspace: like a guest in no team, so of goals only those that are for everybody.
    public func viewer(in workspace: Workspace) -> Viewer {
        Viewer(
            person: Person(id: ID(trusted: id.text), name: name, role: .guest),
            account: Account(id: ID(trusted: id.text), email: "", name: name, language: workspace.language, timeZone: workspace.timeZone),
            workspace: workspace)
    }
}
