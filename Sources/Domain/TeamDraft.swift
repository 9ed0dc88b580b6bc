extension Team {
    /// What a person writes to make or change a team.
    public struct Draft: Sendable, Hashable {
        public var name: String
        public var purpose: String
        public var parentID: ID<Team>?
        public var leadID: ID<Person>?
        public var version: Int

        public init(name: String, purpose: String = "", parentID: ID<Team>? = nil, leadID: ID<Person>? = nil, version: Int = 0) {
            self.name = name
            self.purpose = purpose
            self.parentID = parentID
            self.leadID = leadID
            self.version = version
        }

        public func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.name = problems.line(name, "name", missing: "A team needs a name.", limit: Limit.name)
            draft.purpose = problems.lines(purpose, "purpose", limit: Limit.purpose)
            try problems.check()
            return draft
        }
    }

    static let mostLevels = 20

    /// Throws where the new parent lies below the team itself, or the tree becomes too deep. `parents` names every team's parent.
    public static func checkTree(_ team: ID<Team>, under parent: ID<Team>?, parents: [ID<Team>: ID<Team>]) throws(AppError) {
        var (level, next) = (1, parent)
        while let current = next {
            if current == team { throw .invalid("parent_id", "A team cannot be part of itself. Choose one that is not below it.") }
            level += 1
            if level > mostLevels { throw .invalid("parent_id", "Teams can be nested at most \(mostLevels) levels deep.") }
            next = parents[current]
        }
    }

    /// Admins make teams anywhere; a lead makes them below a team of theirs. Give the teams above the new one, its parent first.
    public static func mayMake(under above: [ID<Team>], by viewer: Viewer) -> Permission {
        .when(
            viewer.isAdmin || (viewer.isLead && above.contains(where: viewer.leads.contains)),
            "Teams are made by admins, and below a team by its lead. Ask one of them.")
    }

    /// Its lead, the leads of the teams above it, and admins. Give the teams above it.
    public func mayEdit(above: [ID<Team>] = [], by viewer: Viewer) -> Permission {
        .when(
            viewer.isAdmin || (viewer.isLead && ([id] + above).contains(where: viewer.leads.contains)),
            "A team is changed by its lead, the lead of the team above it and admins. Ask one of them.")
    }

    public static func make(
        _ draft: Draft, id: ID<Team>, parents: [ID<Team>: ID<Team>], by viewer: Viewer
    ) throws(AppError) -> Team {
        try mayMake(under: chain(from: draft.parentID, parents), by: viewer).check()
        let draft = try draft.checked()
        try checkTree(id, under: draft.parentID, parents: parents)
        return Team(id: id, parentID: draft.parentID, name: draft.name, purpose: draft.purpose, leadID: draft.leadID)
    }

    /// Changes it; moving it below another team needs the right to make teams there.
    public mutating func edit(_ draft: Draft, parents: [ID<Team>: ID<Team>], by viewer: Viewer) throws(AppError) -> [Change] {
        try mayEdit(above: Team.chain(from: parentID, parents), by: viewer).check()
        guard draft.version == version else { throw .stale }
        let draft = try draft.checked()
        if draft.parentID != parentID {
            try Team.mayMake(under: Team.chain(from: draft.parentID, parents), by: viewer).check()
            try Team.checkTree(id, under: draft.parentID, parents: parents)
        }
        var changes = Changes()
        changes.set("name", &name, draft.name)
        changes.set("purpose", &purpose, draft.purpose)
        changes.set("parent_id", &parentID, draft.parentID)
        changes.set("lead_id", &leadID, draft.leadID)
        if !changes.list.isEmpty { version += 1 }
        return changes.list
    }

    /// A team and those above it, nearest first.
    static func chain(from team: ID<Team>?, _ parents: [ID<Team>: ID<Team>]) -> [ID<Team>] {
        var (chain, next): ([ID<Team>], ID<Team>?) = ([], team)
        while let current = next, chain.count <= mostLevels {
            chain.append(current)
            next = parents[current]
        }
        return chain
    }

    /// Refuses to take away a team that still holds something; only admins do it.
    public func requireRemovable(goals: Int, teams: Int, by viewer: Viewer) throws(AppError) {
        guard viewer.isAdmin else { throw .forbidden("Teams are removed by admins. Ask one of them.") }
        switch (goals, teams) {
        case (0, 0): return
        case (0, _): throw .invalid("", "\(teams) teams stand below it. Move or remove them first.")
        case (_, 0): throw .invalid("", "\(goals) goals belong to it. Give them to another team first.")
        default:
            throw .invalid(
                "", "\(goals) goals belong to it and \(teams) teams stand below it. Give the goals away and move the teams first.")
        }
    }
}
