import Domain
import Testing

@Suite struct Cycles {
    private func cycle(_ stage: Cycle.Stage = .active, from start: String = "2026-09-01", to end: String = "2026-12-18") -> Cycle {
        Cycle(id: ID(trusted: "CYCLE"), name: "Autumn 2026", startsOn: day(start), endsOn: day(end), stage: stage, createdAt: now)
    }

    @Test func `weeks are counted from its first day`() {
        #expect(cycle().weeks == 16)
        #expect(
            [day("2026-09-01"), day("2026-09-07"), day("2026-09-08"), day("2026-12-18")].map { cycle().week(on: $0) } == [1, 1, 2, 16])
        #expect(cycle().week(on: day("2026-08-31")) == nil && cycle().week(on: day("2026-12-19")) == nil)
        #expect(english(cycle().place(on: day("2026-11-12"))) == "Week 11 of 16")
        #expect(cycle(from: "2026-09-01", to: "2026-09-01").weeks == 1)
        #expect(english(cycle().place(on: day("2027-01-01"))) == "Ended on 2026-12-18")
    }

    @Test func `the share of time passed stays between 0 and 1`() {
        #expect(cycle().passed(on: day("2026-09-01")) == 0 && cycle().passed(on: day("2020-01-01")) == 0)
        #expect(cycle().passed(on: day("2026-12-19")) == 1 && cycle().passed(on: day("2030-01-01")) == 1)
        #expect(abs(cycle(from: "2026-01-01", to: "2026-01-10").passed(on: day("2026-01-06")) - 0.5) < 1e-12)
    }

    @Test func `it moves one step at a time, and only an admin opens a closed one`() {
        let allowed = Cycle.Stage.allCases.flatMap { from in
            Cycle.Stage.allCases.filter { cycle(from).mayMove(to: $0, by: Cast.lead).isGranted }.map { "\(from.rawValue) \($0.rawValue)" }
        }
        #expect(allowed == ["drafting active", "active drafting", "active closing", "closing active", "closing closed"])
        #expect(cycle(.closed).mayMove(to: .closing, by: Cast.admin).isGranted)
        #expect(!cycle(.closed).mayMove(to: .active, by: Cast.boss).isGranted)
        #expect(!cycle().mayMove(to: .closing, by: Cast.mate).isGranted)
        var moved = cycle()
        #expect(throws: Never.self) { try moved.move(to: .closing, by: Cast.admin) }
        #expect(moved.stage == .closing && moved.version == 2)
    }

    @Test func `only an empty one that is being drafted can be taken away`() {
        #expect(cycle(.drafting).mayRemove(by: Cast.lead, goals: 0).isGranted)
        #expect(!cycle(.drafting).mayRemove(by: Cast.lead, goals: 1).isGranted)
        #expect(!cycle(.active).mayRemove(by: Cast.admin, goals: 0).isGranted)
        #expect(!cycle(.drafting).mayRemove(by: Cast.mate, goals: 0).isGranted)
    }

    @Test func `a guest who is named as a lead gains nothing by it`() {
        let guest = Cast.viewer("GUESTLEAD", .guest, teams: [Cast.team], leads: [Cast.team])
        #expect(!guest.isLead && !guest.mayInvite)
        #expect(
            !Cycle.mayMake(by: guest).isGranted && !cycle().mayEdit(by: guest).isGranted
                && !cycle().mayMove(to: .closing, by: guest).isGranted)
        let team = Team(id: Cast.team, name: "Permits", leadID: guest.id)
        #expect(!team.mayEdit(by: guest).isGranted && !Team.mayMake(under: [Cast.team], by: guest).isGranted)
        #expect(!goal().mayEdit(by: guest).isGranted && !goal().mayClose(by: guest).isGranted && !goal().mayCheckIn(by: guest).isGranted)
    }

    @Test func `its dates are in order and at most five years apart`() throws {
        let check = { (name: String, from: String, to: String) in
            problems { _ = try Cycle.Draft(name: name, startsOn: day(from), endsOn: day(to)).checked() }
        }
        #expect(check("x", "2026-01-01", "2030-12-31").isEmpty && check("x", "2026-01-01", "2026-01-01").isEmpty)
        #expect(check("x", "2026-01-02", "2026-01-01") == ["ends_on": "It ends before it begins."])
        #expect(check("x", "2026-01-01", "2031-02-01")["ends_on"] == "A cycle lasts at most 5 years.")
        #expect(check("", "2026-01-01", "2026-01-01")["name"] != nil)
        #expect(check(String(repeating: "x", count: 201), "2026-01-01", "2026-01-01")["name"] != nil)
        #expect(
            problems {
                _ = try Cycle.Draft(name: "x", purpose: String(repeating: "x", count: 2001), startsOn: today, endsOn: today).checked()
            }["purpose"] != nil)
        #expect(
            isForbidden {
                _ = try Cycle.make(.init(name: "x", startsOn: today, endsOn: today), id: ID(trusted: "C"), by: Cast.mate, at: now)
            })
        var edited = cycle()
        #expect(
            try edited.edit(.init(name: "Winter", startsOn: edited.startsOn, endsOn: edited.endsOn, version: 1), by: Cast.lead).map(\.field)
                == ["name"])
        #expect(isStale { _ = try edited.edit(.init(name: "x", startsOn: today, endsOn: today, version: 1), by: Cast.lead) })
        #expect(!cycle(.closed).mayEdit(by: Cast.admin).isGranted)
    }
}

@Suite struct People {
    @Test func `owners change everybody's role, admins that of members and guests`() {
        let may = { (viewer: Viewer) in Cast.all.filter { $0.person.mayChangeRole(by: viewer).isGranted }.map(\.person.role) }
        #expect(may(Cast.boss).count == Cast.all.count)
        #expect(Set(may(Cast.admin)) == [.member, .guest])
        #expect(may(Cast.mate).isEmpty && may(Cast.guest).isEmpty)
        var mate = Cast.mate.person
        #expect(isForbidden { _ = try mate.changeRole(to: .owner, owners: 1, by: Cast.admin) })
        #expect(throws: Never.self) { try mate.changeRole(to: .admin, owners: 1, by: Cast.admin) }
    }

    @Test func `the last owner cannot be lost`() throws {
        var boss = Cast.boss.person
        #expect(isForbidden { _ = try boss.changeRole(to: .admin, owners: 1, by: Cast.boss) })
        #expect(try boss.changeRole(to: .owner, owners: 1, by: Cast.boss).isEmpty)
        let other = Cast.viewer("OTHERBOSS", .owner)
        #expect(isForbidden { _ = try boss.deactivate(owners: 1, by: other) })
        #expect(try boss.changeRole(to: .member, owners: 2, by: Cast.boss) == [Change(field: "role", from: "owner", to: "member")])
        var placeholder = Person(id: ID(trusted: "P"), name: "P", state: .placeholder)
        #expect(problems { _ = try placeholder.changeRole(to: .owner, owners: 1, by: Cast.boss) }["role"] != nil)
    }

    @Test func `nobody deactivates themselves, and admins no admins`() throws {
        var (admin, mate) = (Cast.admin.person, Cast.mate.person)
        #expect(isForbidden { _ = try admin.deactivate(owners: 1, by: Cast.admin) })
        #expect(isForbidden { _ = try admin.deactivate(owners: 1, by: Cast.viewer("A2", .admin)) })
        #expect(isForbidden { _ = try mate.deactivate(owners: 1, by: Cast.lead) })
        _ = try mate.deactivate(owners: 1, by: Cast.admin)
        #expect(mate.state == .deactivated && !mate.canOwn)
        _ = try mate.reactivate(by: Cast.admin)
        #expect(mate.state == .active)
        _ = try admin.deactivate(owners: 1, by: Cast.boss)
        #expect(!admin.isAdmin)
    }

    @Test func `somebody hands over what is theirs, admins what is anybody's`() {
        #expect(Cast.mate.person.mayHandOver(by: Cast.mate).isGranted && Cast.mate.person.mayHandOver(by: Cast.admin).isGranted)
        #expect(!Cast.mate.person.mayHandOver(by: Cast.lead).isGranted)
    }
}

@Suite struct Teams {
    private let a = ID<Team>(trusted: "A"), b = ID<Team>(trusted: "B"), c = ID<Team>(trusted: "C")

    @Test func `a team is never below itself, and not too deep`() throws {
        let parents = [b: a, c: b]
        #expect(problems { try Team.checkTree(a, under: c, parents: parents) }["parent_id"] != nil)
        #expect(problems { try Team.checkTree(a, under: a, parents: parents) }["parent_id"] != nil)
        try Team.checkTree(c, under: a, parents: parents)
        try Team.checkTree(a, under: nil, parents: parents)
        let chain = (1...25).map { ID<Team>(trusted: "T\($0)") }
        let deep = Dictionary(uniqueKeysWithValues: zip(chain.dropFirst(), chain))
        #expect(throws: Never.self) { try Team.checkTree(ID(trusted: "NEW"), under: chain[18], parents: deep) }
        #expect(problems { try Team.checkTree(ID(trusted: "NEW"), under: chain[19], parents: deep) }["parent_id"] != nil)
    }

    @Test func `admins make teams anywhere, leads below their own`() throws {
        let make = { (viewer: Viewer, parent: ID<Team>?) in
            try Team.make(.init(name: "New", parentID: parent), id: ID(trusted: "NEW"), parents: [a: Cast.team], by: viewer)
        }
        _ = try make(Cast.admin, nil)
        _ = try make(Cast.lead, a)
        #expect(isForbidden { _ = try make(Cast.lead, nil) })
        #expect(isForbidden { _ = try make(Cast.mate, Cast.team) })
        var team = try make(Cast.admin, Cast.team)
        #expect(try team.edit(.init(name: "Newer", parentID: Cast.team, version: 1), parents: [:], by: Cast.lead).map(\.field) == ["name"])
        #expect(isForbidden { _ = try team.edit(.init(name: "x", version: 2), parents: [:], by: Cast.lead) })
        #expect(isForbidden { _ = try team.edit(.init(name: "x", parentID: Cast.team, version: 2), parents: [:], by: Cast.stranger) })
        #expect(problems { _ = try Team.Draft(name: " ").checked() }["name"] != nil)
    }
}

@Suite struct `Workspaces and accounts` {
    @Test(arguments: [
        ("City of Wexholm", "city-of-wexholm"), ("Łódź & Söhne", "lodz-sohne"), ("  --  ", "workspace"), ("東京", "workspace"),
        ("API", "api-2"),
        ("Sign in", "sign-in-2"), (String(repeating: "x", count: 99), String(repeating: "x", count: 40)),
    ])
    func `a name becomes an address`(name: String, slug: String) {
        #expect(Workspace.slug(from: name) == slug)
        #expect(Workspace.isSlug(slug))
    }

    @Test func `an address that is taken gets a number`() {
        #expect(Workspace.slug(from: "Wexholm", isTaken: ["wexholm", "wexholm-2"].contains) == "wexholm-3")
        for word in ["setup", "healthz", "favicon.ico", "Wexholm", "-a", "a b", ""] { #expect(!Workspace.isSlug(word)) }
    }

    @Test func `a workspace's rule stays in its bounds`() throws {
        _ = try Workspace.Draft(name: "x", timeZone: "Europe/Berlin", language: "de", rule: StatusRule(atRiskGap: 0, offTrackGap: 100))
            .checked()
        let wrong = Workspace.Draft(
            name: "", timeZone: "Mars/Base", language: "tlh", rule: StatusRule(atRiskGap: 30, offTrackGap: 20, rhythmDays: 0, graceDays: 61)
        )
        #expect(
            Set(problems { _ = try wrong.checked() }.keys) == [
                "name", "time_zone", "language", "off_track_gap", "rhythm_days", "grace_days",
            ])
        var workspace = Cast.workspace
        #expect(isForbidden { _ = try workspace.edit(.init(name: "x", version: 1), by: Cast.lead) })
        #expect(
            try workspace.edit(.init(name: "Wexholm", rule: StatusRule(atRiskGap: 5), version: 1), by: Cast.admin) == [
                Change(field: "at_risk_gap", from: "10", to: "5")
            ])
        #expect(workspace.slug == "wexholm")
    }

    @Test(arguments: ["noor@example.org", "a.b+c@sub.example.org", "jörg@exämple.de", "root@localhost", "  noor@example.org "])
    func `an address has a name and a domain`(email: String) throws {
        #expect(try Account.checkedEmail(email) == Account.checkedEmail(Account.checkedEmail(email)))
    }

    @Test(arguments: [
        "", "noor", "@example.org", "noor@", "a@b@c", "a b@c.d", "a@b..c", "a@-b.c", "<a@b.c>", "a@b.c\nBcc: x@y.z", "a\u{0}@b.c",
    ])
    func `what is no address is refused`(email: String) {
        #expect(problems { _ = try Account.checkedEmail(email) }["email"] == "This does not look like an e-mail address.")
        #expect(problems { _ = try Account.checkedEmail(String(repeating: "a", count: 250) + "@b.c") }["email"] != nil)
    }

    @Test(arguments: [
        "seven77", String(repeating: "x", count: 129), "password", "Passwort123!", "QWERTZUIOP", "12345678", "aaaaaaaab",
        "noor@example.org", "noor haddad", "Noor Haddad1",
    ])
    func `a password everybody tries is refused`(password: String) {
        #expect(Account.passwordProblem(password, email: "Noor@example.org", name: "Noor Haddad") != nil)
    }

    @Test(arguments: [
        "vier lose steine", "8letters", "correct stone on hill", String(repeating: "xyz", count: 42), "пароль-на-гору", "🪨🪵🌲🏔️🪨🪵🌲🏔️",
    ])
    func `a password of one's own is taken`(password: String) {
        #expect(Account.passwordProblem(password, email: "noor@example.org", name: "Noor Haddad") == nil)
    }
}

@Suite struct `Invitations, comments and work` {
    @Test func `an invitation is open until it is used up, expired or revoked`() throws {
        var invitation = try Invitation.make(.init(places: 2, days: 7), id: ID(trusted: "I"), by: Cast.admin, at: now)
        #expect(invitation.state(at: now) == .open && invitation.state(at: now.adding(days: 7)) == .expired)
        #expect(invitation.state(at: Moment(milliseconds: now.adding(days: 7).milliseconds - 1)) == .open)
        try invitation.take(at: now)
        try invitation.take(at: now)
        #expect(invitation.state(at: now) == .usedUp)
        #expect(throws: AppError.self) { try invitation.take(at: now) }
        #expect(invitation.taken == 2)
        try invitation.revoke(by: Cast.admin, at: now)
        #expect(invitation.state(at: now) == .revoked)
        #expect(isForbidden { try invitation.revoke(by: Cast.lead, at: now) })
    }

    @Test func `people are invited by admins, up to their own role, for 1 to 90 days`() {
        let make = { (draft: Invitation.Draft, viewer: Viewer) in
            problems { _ = try Invitation.make(draft, id: ID(trusted: "I"), by: viewer, at: now) }
        }
        #expect(make(.init(role: .admin, days: 90), Cast.admin).isEmpty)
        #expect(make(.init(role: .owner), Cast.boss)["role"] != nil)
        #expect(Set(make(.init(places: 0, days: 91), Cast.admin).keys) == ["places", "days"])
        #expect(make(.init(personID: Cast.mate.id, places: 2, days: 0), Cast.admin).count == 2)
        #expect(isForbidden { _ = try Invitation.make(.init(), id: ID(trusted: "I"), by: Cast.mate, at: now) })
    }

    @Test func `a lead invites members and guests into a team of theirs, nowhere else`() {
        let make = { (draft: Invitation.Draft, viewer: Viewer) in
            problems { _ = try Invitation.make(draft, id: ID(trusted: "I"), by: viewer, at: now) }
        }
        #expect(make(.init(teamID: Cast.team), Cast.lead).isEmpty)
        #expect(make(.init(), Cast.lead)["team_id"] != nil)
        #expect(make(.init(teamID: Cast.otherTeam), Cast.lead)["team_id"] != nil)
        #expect(make(.init(teamID: Cast.team, personID: Cast.mate.id), Cast.lead)["person_id"] != nil)
        #expect(
            isForbidden { _ = try Invitation.make(.init(role: .admin, teamID: Cast.team), id: ID(trusted: "I"), by: Cast.lead, at: now) })
        #expect(Cast.all.filter(\.mayInvite).map(\.person.name) == ["LEAD", "STRANGER", "ADMIN", "BOSS"])
    }

    @Test func `a comment is changed by its author and removed by an admin too`() throws {
        var comment = try Comment.make(.init(text: " Well done. "), id: ID(trusted: "C"), on: goal(.closed), by: Cast.guest, at: now)
        #expect(comment.text == "Well done.")
        #expect(isForbidden { try comment.edit(.init(text: "x", version: 1), by: Cast.admin, at: now) })
        try comment.edit(.init(text: "Well done!", version: 1), by: Cast.guest, at: now)
        #expect(comment.editedAt == now && comment.version == 2)
        #expect(isStale { try comment.edit(.init(text: "x", version: 1), by: Cast.guest, at: now) })
        #expect(isForbidden { try comment.remove(by: Cast.lead, at: now) })
        try comment.remove(by: Cast.admin, at: now)
        #expect(comment.text == "" && comment.removedAt == now)
        #expect(isForbidden { try comment.edit(.init(text: "x", version: 3), by: Cast.guest, at: now) })
        #expect(problems { _ = try Comment.Draft(text: " ").checked() }["text"] == "Write something first.")
        #expect(problems { _ = try Comment.Draft(text: String(repeating: "x", count: 50_001)).checked() }["text"] != nil)
    }

    @Test func `initiatives are planned and changed while the goal is open`() throws {
        var initiative = try Initiative.make(
            .init(title: "Two desks", ownerID: Cast.stranger.id), id: ID(trusted: "I"), in: goal(), by: Cast.mate, at: now)
        #expect(
            try initiative.edit(
                .init(title: "Two desks", ownerID: Cast.stranger.id, status: .doing, version: 1), in: goal(), by: Cast.stranger) == [
                    Change(field: "status", from: "planned", to: "doing")
                ])
        #expect(isForbidden { _ = try initiative.edit(.init(title: "x", version: 2), in: goal(.closed), by: Cast.stranger) })
        #expect(isForbidden { _ = try Initiative.make(.init(title: "x"), id: ID(trusted: "I"), in: goal(), by: Cast.stranger, at: now) })
        initiative.dueOn = today.advanced(by: -1)
        #expect(initiative.isOverdue(on: today))
        initiative.status = .done
        #expect(!initiative.isOverdue(on: today))
    }

    @Test func `a milestone is not reached in the future`() throws {
        var milestone = try Milestone.make(
            .init(title: "Form live", onDay: today), id: ID(trusted: "M"), in: goal(), by: Cast.mate, at: now, today: today)
        let reach = { (day: Day) in Milestone.Draft(title: "Form live", onDay: today, reachedOn: day, version: 1) }
        #expect(
            problems { _ = try milestone.edit(reach(today.advanced(by: 1)), in: goal(), by: Cast.mate, today: today) }["reached_on"] != nil)
        #expect(try milestone.edit(reach(today), in: goal(), by: Cast.mate, today: today).map(\.field) == ["reached_on"])
        #expect(!milestone.isOverdue(on: today.advanced(by: 9)))
    }
}
