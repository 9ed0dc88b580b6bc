import Database
import Domain

/// What the check-in page shows.
struct CheckInForm: Sendable {
    var goal: Goal
    var keyResults: [KeyResult]
    var last: CheckInRow?
    var team: (id: ID<Team>, name: String)?
    var standing: Standing
}

/// What a report left.
struct PostedCheckIn: Made {
    var id: ID<CheckIn>
    /// As it was written; nil where the same form had made it before.
    var checkIn: CheckIn?

    var madeName: String { id.text }
}

/// Reporting on goals.
struct CheckIns: Sendable {
    let cairn: Cairn

    func form(for id: ID<Goal>, viewer: Viewer) async throws -> CheckInForm {
        let today = cairn.now.day(in: viewer.workspace.zone)
        return try await cairn.database.read { db in
            let goal = try db.goal(id, visibleTo: viewer)
            let keyResults = try db.keyResults(of: id, in: viewer.workspace.id)
            try goal.mayCheckIn(by: viewer, keyResultOwners: Set(keyResults.compactMap(\.ownerID))).check()
            let team = try goal.teamID.flatMap { team in
                try db.one("SELECT name FROM team WHERE workspace_id = \(viewer.workspace.id) AND id = \(team)", as: String.self).map {
                    (id: team, name: $0)
                }
            }
            return CheckInForm(
                goal: goal, keyResults: keyResults, last: try db.checkIns(on: id, in: viewer.workspace.id, limit: 1).first, team: team,
                standing: goal.standing(on: today, in: viewer.workspace.zone, rule: viewer.workspace.rule))
        }
    }

    /// Reports on a goal and moves it and everything above it, in one transaction. The same form sent twice is one check-in.
    func post(_ draft: CheckIn.Draft, on goalID: ID<Goal>, language: String, by viewer: Viewer) async throws -> PostedCheckIn {
        let now = cairn.now
        let key = draft.once(on: goalID, by: viewer.id)
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            if let key, let known = try db.checkIn(formKey: key, by: viewer.id, in: workspace) { return PostedCheckIn(id: known) }
            var goal = try db.goal(goalID, visibleTo: viewer)
            let keyResults = try db.keyResults(of: goalID, in: workspace)
            var (checkIn, reported) = try goal.checkIn(
                draft, id: cairn.newID(), keyResults: keyResults, language: language, by: viewer, at: now)
            checkIn.formKey = key
            for keyResult in reported { try db.report(keyResult, in: workspace) }
            let standings = Standings(db, viewer.workspace, at: now)
            let isMoved = try standings.reckon(&goal, keyResults.map { old in reported.first { $0.id == old.id } ?? old })
            try db.noteCheckIn(on: goal, in: workspace)
            let moved = isMoved ? try standings.refresh(above: goal) : []
            (checkIn.progress, checkIn.status) = (goal.progress, goal.status)
            try db.insert(checkIn, in: workspace)
            try db.record(event(of: checkIn, reported, id: cairn.newID()), in: workspace)
            try ThresholdLook(db, viewer.workspace, at: now).look(at: [goalID] + moved)
            for goal in moved { db.notify("\(workspace)/goal:\(goal)") }
            if let cycle = goal.cycleID { db.notify("\(workspace)/cycle:\(cycle)") }
            return PostedCheckIn(id: checkIn.id, checkIn: checkIn)
        }
    }

    private func event(of checkIn: CheckIn, _ reported: [KeyResult], id: ID<Event>) -> Event {
        let neutral = Tongue(language: .en, zone: .gmt)
        let values = reported.compactMap { keyResult in keyResult.value.map { neutral.plain(keyResult.format($0)) } }
        let names = values.isEmpty ? [:] : ["summary": values.prefix(3).joined(separator: ", ")]
        return Event(
            id: id, kind: .checkedIn, actorID: checkIn.authorID, goalID: checkIn.goalID, subjectID: checkIn.id.text,
            details: Event.Details(names: names), createdAt: checkIn.createdAt)
    }
}

extension CheckIn.Draft {
    /// What makes two sent forms the same: the form, the person, the goal and everything in it. Who goes back and writes something else with
    /// the same form is heard twice, so that nothing is lost.
    fileprivate func once(on goal: ID<Goal>, by person: ID<Person>) -> String? {
        guard let formKey else { return nil }
        let entries = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }
        let texts = [handProgress?.text ?? "", confidence.map(String.init) ?? "", changed, surprised, usersNeed, weNeed]
        return App.hash(ofToken: ([formKey, goal.text, person.text] + entries + texts).joined(separator: "\u{1F}"))
    }
}

extension CheckIn.Entry {
    fileprivate var text: String {
        switch self {
        case .typed(let text): text
        case .number(let number): Number.text(number)
        }
    }
}
