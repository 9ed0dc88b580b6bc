import Domain
import Testing

@Suite struct `Who may do what with a goal` {
    /// Who is granted, in the order of the cast: owner, lead, mate, maker, stranger, guest, admin, boss.
    private func granted(_ may: (Viewer) -> Permission) -> String {
        Cast.all.filter { may($0).isGranted }.map { $0.person.name.lowercased() }.joined(separator: " ")
    }

    @Test(arguments: [
        (Goal.Stage.draft, "owner lead mate maker admin boss"), (.proposed, "owner lead maker admin boss"),
        (.committed, "owner lead admin boss"),
        (.closed, ""),
    ])
    func `changing it narrows as it is promised`(stage: Goal.Stage, people: String) {
        #expect(granted { goal(stage).mayEdit(by: $0) } == people)
    }

    @Test func `committing, closing, reopening and judging are for those who answer`() {
        let people = "owner lead admin boss"
        #expect(granted { goal(.draft).mayCommit(by: $0) } == people)
        #expect(granted { goal().mayClose(by: $0) } == people)
        #expect(granted { goal(.closed).mayReopen(by: $0) } == people)
        #expect(granted { goal().mayJudge(by: $0) } == people)
    }

    @Test func `checking in is for those who work on it`() {
        #expect(granted { goal().mayCheckIn(by: $0) } == "owner lead mate admin boss")
        #expect(granted { goal().mayCheckIn(by: $0, keyResultOwners: [Cast.stranger.id]) } == "owner lead mate stranger admin boss")
        for stage in [Goal.Stage.draft, .proposed, .closed] { #expect(granted { goal(stage).mayCheckIn(by: $0) } == "") }
        #expect(goal(.draft).mayCheckIn(by: Cast.owner) == .refused("Commit it first: check-ins report on what people have promised."))
    }

    @Test func `everybody who sees it comments; guests do nothing else`() {
        #expect(granted { goal(.closed).mayComment(by: $0) }.split(separator: " ").count == Cast.all.count)
        let owned = goal(.draft) { $0.ownerID = Cast.guest.id }
        #expect(!owned.mayEdit(by: Cast.guest).isGranted && !owned.mayPlanWork(by: Cast.guest).isGranted)
        #expect(!goal { $0.ownerID = Cast.guest.id }.mayCheckIn(by: Cast.guest).isGranted)
        #expect(!Goal.mayMake(by: Cast.guest).isGranted && Goal.mayMake(by: Cast.stranger).isGranted)
    }

    @Test func `work is planned while it is open`() {
        #expect(granted { goal().mayPlanWork(by: $0) } == "owner lead mate maker admin boss")
        #expect(granted { goal(.closed).mayPlanWork(by: $0) } == "")
    }

    @Test func `private means private, for admins too`() {
        let seen = { (goal: Goal) in Cast.all.filter { goal.maySee(by: $0, readers: [Cast.stranger.id]) }.map(\.person.name) }
        #expect(seen(goal()).count == Cast.all.count)
        #expect(seen(goal(visibility: .team)) == ["OWNER", "LEAD", "MATE", "MAKER", "STRANGER", "GUEST", "ADMIN", "BOSS"])
        #expect(seen(goal(visibility: .named)) == ["OWNER", "MAKER", "STRANGER"])
        #expect(!goal(visibility: .team).maySee(by: Cast.stranger, readers: []))
    }

    @Test func `a refusal says why and who can`() {
        guard case .refused(let words) = goal().mayEdit(by: Cast.mate) else { return #expect(Bool(false)) }
        #expect(english(words).contains("Its owner, the lead of its team and admins can change it"))
    }
}

@Suite struct `From draft to closed` {
    private func draft(_ goal: Goal, _ change: (inout Goal.Draft) -> Void) -> Goal.Draft {
        var draft = Goal.Draft(goal, parents: [], readers: [])
        change(&draft)
        return draft
    }

    @Test func `a goal is made from a draft`() throws {
        let made = try Goal.make(
            .init(title: " Permits ", startsOn: today, dueOn: today), id: ID(trusted: "NEW"), by: Cast.stranger, at: now)
        #expect(made.title == "Permits" && made.stage == .draft && made.createdBy == Cast.stranger.id && made.version == 1)
        #expect(
            isForbidden {
                _ = try Goal.make(.init(title: "x", startsOn: today, dueOn: today), id: ID(trusted: "N"), by: Cast.guest, at: now)
            })
    }

    @Test func `an edit says what changed from and to`() throws {
        var edited = goal(.draft)
        let edit = try edited.edit(
            draft(edited) { ($0.title, $0.dueOn, $0.ownerID) = ("Permits take days", day("2026-12-20"), nil) }, parents: [], readers: [],
            reason: "", by: Cast.mate, at: now.adding(seconds: 5))
        #expect(
            edit.changes == [
                Change(field: "title", from: "Permits take weeks", to: "Permits take days"),
                Change(field: "owner_id", from: "OWNER", to: ""),
                Change(field: "due_on", from: "2026-12-18", to: "2026-12-20"),
            ])
        #expect(edited.version == 2 && edited.updatedAt == now.adding(seconds: 5) && edited.title == "Permits take days")
    }

    @Test func `an edit that changes nothing is nothing, even without a reason`() throws {
        var same = goal()
        #expect(try same.edit(draft(same) { _ in }, parents: [], readers: [], reason: "", by: Cast.owner, at: now).isEmpty)
        #expect(same == goal())
    }

    @Test func `a committed goal changes with a reason only, and keeps what it was without one`() throws {
        var locked = goal()
        let later = draft(locked) { $0.dueOn = day("2027-01-31") }
        #expect(
            problems { _ = try locked.edit(later, parents: [], readers: [], reason: " ", by: Cast.owner, at: now) }
                == ["reason": "This goal is committed. Say why it changes; its history keeps the reason."])
        #expect(locked == goal())
        #expect(isForbidden { _ = try locked.edit(later, parents: [], readers: [], reason: "x", by: Cast.maker, at: now) })
        #expect(try locked.edit(later, parents: [], readers: [], reason: "The law came late.", by: Cast.lead, at: now).changes.count == 1)
    }

    @Test func `links are part of what was committed`() throws {
        var locked = goal()
        let (a, b, c) = (ID<Goal>(trusted: "A"), ID<Goal>(trusted: "B"), ID<Goal>(trusted: "C"))
        let linked = draft(locked) { $0.parents = [.init(id: a), .init(id: b, weight: 30)] }
        let before = [Goal.Parent(id: b), Goal.Parent(id: c, weight: 10)]
        #expect(
            problems { _ = try locked.edit(linked, parents: before, readers: [], reason: "", by: Cast.owner, at: now) }["reason"] != nil)
        let edit = try locked.edit(linked, parents: before, readers: [], reason: "x", by: Cast.owner, at: now)
        #expect(
            edit.linked == [.init(id: a)] && edit.reweighted == [.init(id: b, weight: 30)] && edit.unlinked == [c] && edit.changes.isEmpty)
        #expect(locked.version == 2)
    }

    @Test func `an edit from an old version is stale`() {
        var changed = goal(.draft)
        #expect(
            isStale {
                _ = try changed.edit(draft(changed) { $0.version = 0 }, parents: [], readers: [], reason: "", by: Cast.owner, at: now)
            })
    }

    @Test func `it is proposed, taken back, committed`() throws {
        var walked = goal(.draft)
        #expect(try walked.propose(by: Cast.mate, at: now) == [Change(field: "stage", from: "draft", to: "proposed")])
        #expect(problems { _ = try walked.propose(by: Cast.owner, at: now) }[""] == "It is already proposed.")
        _ = try walked.withdraw(by: Cast.maker, at: now)
        #expect(walked.stage == .draft)
        #expect(isForbidden { _ = try walked.commit(by: Cast.mate, at: now, today: today) })
        _ = try walked.commit(by: Cast.owner, at: now, today: today)
        #expect(walked.stage == .committed && walked.committedAt == now)
        #expect(problems { _ = try walked.commit(by: Cast.owner, at: now, today: today) }[""] == "It is already committed.")
        #expect(problems { _ = try walked.withdraw(by: Cast.owner, at: now) }[""] != nil)
    }

    @Test func `to commit it needs an owner and a date that has not passed; key results are only asked for`() {
        var ready = goal(.draft) { ($0.ownerID, $0.dueOn) = (nil, day("2026-11-22")) }
        #expect(Set(problems { _ = try ready.commit(by: Cast.lead, at: now, today: today) }.keys) == ["owner_id", "due_on"])
        ready.ownerID = Cast.owner.id
        ready.dueOn = today
        #expect(throws: Never.self) { try ready.commit(by: Cast.lead, at: now, today: today) }
        #expect(ready.commitWarning != nil)
        #expect(goal { $0.keyResultCount = 1 }.commitWarning == nil && goal { $0.rollUp = .byHand }.commitWarning == nil)
    }

    @Test func `it is closed with a reason, and opened again with one`() throws {
        var closing = goal()
        #expect(problems { _ = try closing.close(.missed, reason: "", by: Cast.owner, at: now) }["reason"] != nil)
        #expect(closing == goal())
        let changes = try closing.close(.missed, reason: "Too late.", by: Cast.owner, at: now)
        #expect(changes == [Change(field: "outcome", from: "", to: "missed"), Change(field: "stage", from: "committed", to: "closed")])
        #expect(closing.closedAt == now && closing.outcomeReason == "Too late.")
        #expect(problems { _ = try closing.close(.dropped, reason: "x", by: Cast.owner, at: now) }[""] == "It is already closed.")
        #expect(problems { _ = try closing.reopen(reason: "", by: Cast.owner, at: now) }["reason"] != nil)
        #expect(isForbidden { _ = try closing.reopen(reason: "x", by: Cast.mate, at: now) })
        _ = try closing.reopen(reason: "We go on.", by: Cast.owner, at: now)
        #expect(closing.stage == .committed && closing.outcome == nil && closing.closedAt == nil && closing.outcomeReason == "")
        var achieved = goal()
        #expect(throws: Never.self) { try achieved.close(.achieved, reason: "", by: Cast.owner, at: now) }
    }

    @Test func `what was never committed can only be dropped`() throws {
        var idea = goal(.draft)
        #expect(problems { _ = try idea.close(.achieved, reason: "", by: Cast.owner, at: now) }["outcome"] != nil)
        _ = try idea.close(.dropped, reason: "Not now.", by: Cast.maker, at: now)
        _ = try idea.reopen(reason: "Now.", by: Cast.owner, at: now)
        #expect(idea.stage == .draft)
        var proposed = goal(.proposed)
        #expect(isForbidden { _ = try proposed.close(.dropped, reason: "x", by: Cast.maker, at: now) })
    }

    @Test func `the owner's status needs a reason and a committed goal`() throws {
        var judged = goal()
        #expect(problems { _ = try judged.judge(.onTrack, reason: "", by: Cast.owner, at: now) }["reason"] != nil)
        #expect(problems { _ = try judged.judge(.met, reason: "x", by: Cast.owner, at: now) }["status"] != nil)
        _ = try judged.judge(.atRisk, reason: "I worry.", by: Cast.owner, at: now)
        #expect(judged.ownerStatus == .atRisk && judged.ownerStatusReason == "I worry.")
        _ = try judged.judge(nil, reason: "", by: Cast.owner, at: now)
        #expect(judged.ownerStatus == nil && judged.ownerStatusReason == "")
        var draft = goal(.draft)
        #expect(problems { _ = try draft.judge(.atRisk, reason: "x", by: Cast.owner, at: now) }[""] != nil)
    }

    @Test func `goals go to people who can own them`() throws {
        var given = goal()
        #expect(problems { _ = try given.handOver(to: Cast.guest.person, at: now) }["owner_id"] != nil)
        var gone = Cast.mate.person
        gone.state = .deactivated
        #expect(problems { _ = try given.handOver(to: gone, at: now) }["owner_id"] != nil)
        #expect(try given.handOver(to: Cast.mate.person, at: now) == [Change(field: "owner_id", from: "OWNER", to: "MATE")])
    }
}

@Suite struct `Checking in` {
    private let first = number(value: 20, id: "FIRST"), second = described(.done)

    private func checkIn(
        _ draft: CheckIn.Draft, on goal: Goal = goal(), by viewer: Viewer = Cast.mate, language: String = "en"
    ) throws -> (CheckIn, [KeyResult]) {
        var goal = goal
        return try goal.checkIn(draft, id: ID(trusted: "CHECKIN"), keyResults: [first, second], language: language, by: viewer, at: now)
    }

    @Test func `it freezes what was reported, and leaves the rest`() throws {
        var reported = goal { $0.confidence = 70 }
        let (checkIn, keyResults) = try reported.checkIn(
            .init(values: [first.id: "1,5 days", second.id: "  "], confidence: 55, changed: " Faster. "), id: ID(trusted: "C"),
            keyResults: [first, second], language: "de", by: Cast.mate, at: now)
        #expect(checkIn.values == [first.id: 1.5] && checkIn.changed == "Faster." && checkIn.authorID == Cast.mate.id)
        #expect(keyResults.count == 1 && keyResults[0].value == 1.5 && keyResults[0].previousValue == 20 && keyResults[0].reportedAt == now)
        #expect(reported.confidence == 55 && reported.lastCheckInAt == now && reported.checkInCount == 1)
        #expect(reported.version == goal().version, "nobody's edit becomes stale by it")
    }

    @Test func `the same value again is a confirmation, and kept`() throws {
        let (checkIn, keyResults) = try checkIn(.init(values: [first.id: .number(20)]))
        #expect(checkIn.values == [first.id: 20] && keyResults[0].previousValue == 20)
    }

    @Test func `each mistake stands at its field, and nothing is half done`() {
        let found = problems {
            _ = try checkIn(
                .init(
                    values: [first.id: "soon", second.id: "perhaps", ID(trusted: "GONE"): "1"], handProgress: "50", confidence: 101,
                    weNeed: String(repeating: "x", count: 50_001)))
        }
        #expect(found["value-FIRST"] == "“soon” is not a number.")
        #expect(Set(found.keys) == ["value-FIRST", "value-KR", "value-GONE", "hand_progress", "confidence", "we_need"])
    }

    @Test(arguments: [0, 100, nil]) func `confidence lies between 0 and 100`(confidence: Int?) throws {
        _ = try checkIn(.init(confidence: confidence, changed: "x"))
        #expect(problems { _ = try checkIn(.init(confidence: -1)) }["confidence"] != nil)
    }

    @Test func `nothing at all is not saved`() {
        #expect(
            problems { _ = try checkIn(.init(values: [first.id: ""], changed: " \n ")) }[""]?.hasPrefix("There is nothing to save yet")
                == true)
    }

    @Test func `drafts and closed goals take none, and strangers none at all`() {
        for stage in [Goal.Stage.draft, .proposed, .closed] {
            #expect(isForbidden { _ = try checkIn(.init(changed: "x"), on: goal(stage), by: Cast.owner) })
        }
        #expect(isForbidden { _ = try checkIn(.init(changed: "x"), by: Cast.stranger) })
        #expect(isForbidden { _ = try checkIn(.init(changed: "x"), by: Cast.guest) })
    }

    @Test func `where progress is set by hand, the check-in sets it`() throws {
        var hand = goal { $0.rollUp = .byHand }
        let (checkIn, _) = try hand.checkIn(
            .init(handProgress: "62,5 %"), id: ID(trusted: "C"), keyResults: [], language: "de", by: Cast.owner, at: now)
        #expect(hand.handProgress == 0.625 && checkIn.progress == 0.625)
        #expect(
            problems { _ = try hand.checkIn(.init(handProgress: "101"), id: ID(trusted: "C"), keyResults: [], by: Cast.owner, at: now) }[
                "hand_progress"] != nil)
    }
}
