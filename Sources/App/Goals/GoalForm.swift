import Database
import Domain
import Foundation

/// What the form of a goal needs: its values, and everything that can be chosen.
struct GoalForm: Sendable {
    /// Nil for a new one.
    var goal: Goal?
    var draft: Goal.Draft
    /// The names or addresses of the people who see a private goal.
    var readers: [String] = []
    /// Parents that this person cannot see; they stay.
    var hiddenParents = 0
    var teams: [Choice<Team>]
    var cycles: [CycleChoice]
    var people: [Choice<Person>]
    /// Goals that can be served, not all of them where there are many.
    var goals: [Choice<Goal>]
    /// Goals the coach compares the title with: open ones that this person sees, those that changed last.
    var others: [Choice<Goal>]
    var keyResults: [KeyResult]

    struct CycleChoice: Sendable {
        var id: ID<Cycle>
        var name: String
        var startsOn: Day
        var endsOn: Day
    }
}

extension Goals {
    /// The form of a new goal. The address may name a team, a cycle and a parent.
    func form(startingWith query: Form, for viewer: Viewer) async throws -> GoalForm {
        try Goal.mayMake(by: viewer).check()
        let today = cairn.now.day(in: viewer.workspace.zone)
        return try await cairn.database.read { db in
            let team = ID<Team>(query["team"]) ?? (viewer.teams.count == 1 ? viewer.teams.first : nil)
            let cycle = try ID<Cycle>(query["cycle"]) ?? db.currentCycle(for: viewer, today: today)?.id
            let parents = [ID<Goal>(query["parent"])].compactMap { $0 }.map { Goal.Parent(id: $0) }
            let draft = Goal.Draft(
                title: "", teamID: team, cycleID: cycle, ownerID: viewer.id, startsOn: today, dueOn: today.advanced(by: 90),
                parents: parents)
            var form = try db.goalForm(draft, nil, for: viewer)
            if let chosen = form.cycles.first(where: { $0.id == cycle }) {
                (form.draft.startsOn, form.draft.dueOn) = (chosen.startsOn, chosen.endsOn)
            } else {
                form.draft.cycleID = nil
            }
            return form
        }
    }

    /// The form of a goal as it stands now, for those who may change it.
    func form(of id: ID<Goal>, for viewer: Viewer) async throws -> GoalForm {
        try await cairn.database.read { db in
            let goal = try db.goal(id, visibleTo: viewer)
            try goal.mayEdit(by: viewer).check()
            let seen = try db.parents(of: id, visibleTo: viewer)
            let readers = try db.readerIDs(of: id, in: viewer.workspace.id)
            let parents = seen.map { Goal.Parent(id: $0.goal.id, weight: $0.weight) }
            var form = try db.goalForm(Goal.Draft(goal, parents: parents, readers: readers), goal, for: viewer)
            form.readers = try db.callingNames(of: readers, in: viewer.workspace.id)
            form.hiddenParents = goal.parentCount - seen.count
            return form
        }
    }

    /// Reads what was typed. Dates that were left open are those of the cycle; named people are found by name or address.
    func draft(from form: Form, for viewer: Viewer) async throws -> Goal.Draft {
        var problems = Problems()
        let visibility: Goal.Visibility = form.word("visibility", &problems) ?? .workspace
        let rollUp: Goal.RollUpMode = form.word("roll_up", &problems) ?? .automatic
        let percent = rollUp == .byHand ? form.number("hand_progress", language: viewer.account.language, unit: "%", &problems) : nil
        let rhythm = form.integer("rhythm_days", &problems)
        let cycle: ID<Cycle>? = try form.id("cycle_id")
        let (startsOn, dueOn) = try await dates(form, cycle, for: viewer, &problems)
        try problems.check()
        return Goal.Draft(
            title: form["title"], why: form["why"], teamID: try form.id("team_id"), cycleID: cycle, ownerID: try form.id("owner_id"),
            visibility: visibility, readers: visibility == .named ? try await readers(form["readers"], in: viewer.workspace.id) : [],
            startsOn: startsOn, dueOn: dueOn, rhythmDays: rhythm, parents: try parents(form), rollUp: rollUp,
            handProgress: percent.map { $0 / 100 }, version: Int(form["version"]) ?? 0)
    }

    private func parents(_ form: Form) throws -> [Goal.Parent] {
        let named = form.all("parents").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        return try named.map { text in
            guard let id = ID<Goal>(text) else { throw AppError.invalid("parents", "Choose one from the list.") }
            return Goal.Parent(id: id)
        }
    }

    private func dates(_ form: Form, _ cycle: ID<Cycle>?, for viewer: Viewer, _ problems: inout Problems) async throws -> (Day, Day) {
        var startsOn = form.day("starts_on", &problems)
        var dueOn = form.day("due_on", &problems)
        let isOpen = form["starts_on"].isEmpty || form["due_on"].isEmpty
        if isOpen, let cycle, let dates = try await cairn.database.read({ db in try db.dates(of: cycle, in: viewer.workspace.id) }) {
            if form["starts_on"].isEmpty { startsOn = dates.startsOn }
            if form["due_on"].isEmpty { dueOn = dates.endsOn }
        }
        if startsOn == nil, form["starts_on"].isEmpty { problems.add("starts_on", "Choose the day it begins.") }
        if dueOn == nil, form["due_on"].isEmpty { problems.add("due_on", "Choose the day by which it is reached.") }
        let any = Day(number: 0)
        return (startsOn ?? any, dueOn ?? any)
    }

    private func readers(_ text: String, in workspace: ID<Workspace>) async throws -> Set<ID<Person>> {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard lines.count <= Limit.readers else { throw AppError.invalid("readers", "At most \(Limit.readers) people can be named.") }
        return try await cairn.database.read { db in Set(try lines.map { try db.person(called: $0, in: workspace, field: "readers") }) }
    }
}

extension Connection {
    fileprivate func goalForm(_ draft: Goal.Draft, _ goal: Goal?, for viewer: Viewer) throws -> GoalForm {
        let workspace = viewer.workspace.id
        return GoalForm(
            goal: goal, draft: draft,
            teams: try choices("SELECT id, name FROM team WHERE workspace_id = \(workspace) ORDER BY folded, id"),
            cycles: try cycleChoices(in: workspace, with: draft.cycleID), people: try owners(in: workspace, with: draft.ownerID),
            goals: try servable(by: goal?.id, with: draft.parents.map(\.id), for: viewer),
            others: try comparable(with: goal?.id, for: viewer),
            keyResults: try goal.map { try keyResults(of: $0.id, in: workspace) } ?? [])
    }

    func comparable(with goal: ID<Goal>?, for viewer: Viewer) throws -> [Choice<Goal>] {
        try choices(
            """
            SELECT goal.id, goal.title FROM goal WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.stage <> 'closed'
                AND goal.id <> \(goal?.text ?? "") AND \(sql: viewer.seesGoal) ORDER BY goal.updated_at DESC, goal.id LIMIT 1000
            """)
    }

    /// Rows of an id and a name.
    func choices<Noun>(_ query: SQL) throws -> [Choice<Noun>] {
        try rows(query).map { row in
            var columns = row.columns
            return Choice(id: try columns.next(), name: try columns.next())
        }
    }

    /// Everybody who can own something, and whoever owns it now.
    func owners(in workspace: ID<Workspace>, with owner: ID<Person>?) throws -> [Choice<Person>] {
        try choices(
            """
            SELECT id, name FROM person WHERE workspace_id = \(workspace)
                AND ((role <> 'guest' AND state <> 'deactivated') OR id = \(owner)) ORDER BY folded, id
            """)
    }

    /// Goals this one could serve: open ones that the viewer sees, at most 200, and those it serves now. `words` finds others by title.
    func servable(by goal: ID<Goal>?, with parents: [ID<Goal>], words: String = "", for viewer: Viewer) throws -> [Choice<Goal>] {
        let like: SQL = words.isEmpty ? "" : "AND goal.folded LIKE \(likePattern(words)) ESCAPE '!'"
        let found: [Choice<Goal>] = try choices(
            """
            SELECT goal.id, goal.title FROM goal
            WHERE goal.workspace_id = \(viewer.workspace.id) AND goal.stage <> 'closed' AND goal.id <> \(goal?.text ?? "")
                AND \(sql: viewer.seesGoal) \(sql: like) ORDER BY goal.folded, goal.id LIMIT 200
            """)
        let missing = parents.filter { id in !found.contains { $0.id == id } }
        guard !missing.isEmpty else { return found }
        let now = try goals(where: "goal.id IN (\(list: missing))", visibleTo: viewer)
        return now.map { Choice(id: $0.id, name: $0.title) } + found
    }

    private func cycleChoices(in workspace: ID<Workspace>, with cycle: ID<Cycle>?) throws -> [GoalForm.CycleChoice] {
        let found = try rows(
            """
            SELECT id, name, starts_on, ends_on FROM cycle WHERE workspace_id = \(workspace) AND (stage <> 'closed' OR id = \(cycle))
            ORDER BY starts_on DESC, id LIMIT 200
            """)
        return try found.map { row in
            var columns = row.columns
            return GoalForm.CycleChoice(
                id: try columns.next(), name: try columns.next(), startsOn: try columns.next(), endsOn: try columns.next())
        }
    }

    func dates(of cycle: ID<Cycle>, in workspace: ID<Workspace>) throws -> (startsOn: Day, endsOn: Day)? {
        let found = try row("SELECT starts_on, ends_on FROM cycle WHERE workspace_id = \(workspace) AND id = \(cycle)")
        guard var columns = found?.columns else { return nil }
        return (try columns.next(), try columns.next())
    }

    /// The address where there is one, otherwise the name: what finds a person again.
    fileprivate func callingNames(of people: Set<ID<Person>>, in workspace: ID<Workspace>) throws -> [String] {
        guard !people.isEmpty else { return [] }
        let found = try rows(
            """
            SELECT name, (SELECT COUNT(*) FROM person other WHERE other.workspace_id = person.workspace_id AND other.folded = person.folded),
                email FROM person WHERE workspace_id = \(workspace) AND id IN (\(list: people.sorted())) ORDER BY folded, id
            """)
        return try found.map { row in
            var columns = row.columns
            let name: String = try columns.next()
            let same: Int = try columns.next()
            let email: String? = try columns.next()
            return same == 1 ? name : email ?? name
        }
    }

    /// - Parameter field: of the form, for the problem where it is nobody or not clear who.
    func person(called text: String, in workspace: ID<Workspace>, field: String) throws -> ID<Person> {
        let found = try rows(
            """
            SELECT id FROM person WHERE workspace_id = \(workspace) AND state <> 'deactivated'
                AND (folded = \(fold(text)) OR LOWER(email) = \(text.lowercased())) LIMIT 2
            """)
        guard let first = found.first else {
            throw AppError.invalid(
                field, "“\(text)” is nobody here. Write the name as it stands in the list of people, or the e-mail address.")
        }
        guard found.count == 1 else {
            throw AppError.invalid(field, "Two people are called “\(text)”. Write the e-mail address.")
        }
        return try first.first()
    }
}

/// Text as part of a LIKE, its own signs meant as such (with ESCAPE '!').
func likePattern(_ words: String) -> String {
    "%" + fold(words).replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_") + "%"
}
