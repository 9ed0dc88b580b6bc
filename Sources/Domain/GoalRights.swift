extension Goal {
    /// Any member may write down a goal, for any team: it is only a draft until it is committed.
    public static func mayMake(by viewer: Viewer) -> Permission { Person.mayWrite(viewer) }

    /// Who may see it: the workspace; or its team, its owner, its maker, the people named and admins; or, when it is private, only its
    /// owner, its maker and the people named, not even admins. The loaders' SQL says the same.
    public func maySee(by viewer: Viewer, readers: Set<ID<Person>>) -> Bool {
        Circle(visibility: visibility, teamID: teamID, ownerID: ownerID, createdBy: createdBy, readers: readers).holds(viewer)
    }

    /// Whom a goal lets in, without the rest of it.
    public struct Circle: Sendable, Hashable {
        public var visibility: Visibility
        public var teamID: ID<Team>?
        public var ownerID: ID<Person>?
        public var createdBy: ID<Person>
        public var readers: Set<ID<Person>>

        public init(
            visibility: Visibility, teamID: ID<Team>?, ownerID: ID<Person>?, createdBy: ID<Person>, readers: Set<ID<Person>> = []
        ) {
            self.visibility = visibility
            self.teamID = teamID
            self.ownerID = ownerID
            self.createdBy = createdBy
            self.readers = readers
        }

        public func holds(_ viewer: Viewer) -> Bool {
            let isNamed = viewer.id == ownerID || viewer.id == createdBy || readers.contains(viewer.id)
            return switch visibility {
            case .workspace: true
            case .team: isNamed || viewer.isAdmin || (teamID.map { viewer.teams.contains($0) || viewer.leads.contains($0) } ?? false)
            case .named: isNamed
            }
        }
    }

    /// Whoever sees it may comment, guests and closed goals included.
    public func mayComment(by viewer: Viewer) -> Permission {
        .when(viewer.person.state == .active, "Your access has ended. Ask an admin.")
    }

    /// Title, why, dates, owner, links, key results. A committed goal also asks for a reason.
    public func mayEdit(by viewer: Viewer) -> Permission {
        guard Person.mayWrite(viewer).isGranted else { return Person.mayWrite(viewer) }
        switch stage {
        case .draft:
            return .when(
                answers(viewer) || viewer.id == createdBy || isOnTeam(viewer),
                "A draft is changed by its owner, its maker, its team and admins. Ask one of them, or write a comment.")
        case .proposed:
            return .when(
                answers(viewer) || viewer.id == createdBy,
                "A proposed goal is changed by its owner, its maker, the lead of its team and admins. Ask one of them, or write a comment.")
        case .committed:
            return .when(
                answers(viewer),
                "This goal is committed. Its owner, the lead of its team and admins can change it, with a reason. Ask one of them.")
        case .closed:
            return .refused("This goal is closed. Its owner, the lead of its team and admins can reopen it.")
        }
    }

    public func mayPropose(by viewer: Viewer) -> Permission { mayEdit(by: viewer) }

    /// To take it away with all that stands on it; nobody's report is lost by that.
    public func mayRemove(by viewer: Viewer) -> Permission {
        let edit = mayEdit(by: viewer)
        guard edit.isGranted else { return edit }
        return .when(
            stage == .draft && checkInCount == 0,
            "Only a draft without check-ins can be taken away. Close it as dropped: it stays readable, with the reason.")
    }

    public func mayCommit(by viewer: Viewer) -> Permission {
        mayAnswer(viewer, "A goal is committed by its owner, the lead of its team or an admin. Ask one of them.")
    }

    public func mayClose(by viewer: Viewer) -> Permission {
        mayAnswer(viewer, "A goal is closed by its owner, the lead of its team or an admin. Ask one of them.")
    }

    public func mayReopen(by viewer: Viewer) -> Permission {
        mayAnswer(viewer, "A goal is reopened by its owner, the lead of its team or an admin. Ask one of them.")
    }

    /// Setting another status than the computed one.
    public func mayJudge(by viewer: Viewer) -> Permission {
        mayAnswer(viewer, "Another status is set by the goal's owner, the lead of its team or an admin. Ask one of them.")
    }

    /// Reporting: everyone who works on it. Give the owners of its key results.
    public func mayCheckIn(by viewer: Viewer, keyResultOwners: Set<ID<Person>> = []) -> Permission {
        guard Person.mayWrite(viewer).isGranted else { return Person.mayWrite(viewer) }
        switch stage {
        case .draft, .proposed: return .refused("Commit it first: check-ins report on what people have promised.")
        case .closed: return .refused("This goal is closed. Reopen it to report on it.")
        case .committed:
            return .when(
                worksOn(viewer) || keyResultOwners.contains(viewer.id),
                "Check-ins are written by the goal's owner, its team, the owners of its key results and admins. You can write a comment.")
        }
    }

    /// Initiatives and milestones: the work, which is never locked while the goal is open.
    public func mayPlanWork(by viewer: Viewer) -> Permission {
        guard Person.mayWrite(viewer).isGranted else { return Person.mayWrite(viewer) }
        guard isOpen else { return .refused("This goal is closed. Reopen it to plan work for it.") }
        return .when(
            worksOn(viewer) || viewer.id == createdBy,
            "Work is planned by the goal's owner, its maker, its team and admins. You can write a comment.")
    }

    private func mayAnswer(_ viewer: Viewer, _ words: Words) -> Permission {
        let member = Person.mayWrite(viewer)
        return member.isGranted ? .when(answers(viewer), words) : member
    }

    /// The people who answer for it: its owner, the lead of its team, admins.
    private func answers(_ viewer: Viewer) -> Bool {
        viewer.id == ownerID || viewer.isAdmin || (teamID.map(viewer.leads.contains) ?? false)
    }

    private func isOnTeam(_ viewer: Viewer) -> Bool {
        teamID.map { viewer.teams.contains($0) || viewer.leads.contains($0) } ?? false
    }

    private func worksOn(_ viewer: Viewer) -> Bool { answers(viewer) || isOnTeam(viewer) }
}
