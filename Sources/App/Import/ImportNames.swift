import Domain
import Foundation

/// Whom and what the rows name: people by address or name, teams and cycles by name. Those who are not known are made, and listed.
struct ImportNames: Sendable {
    private(set) var newPeople: [Person] = []
    private(set) var newTeams: [Team] = []
    private(set) var newCycles: [Cycle] = []
    private var byEmail: [String: Person] = [:]
    private var byName: [String: Person] = [:]
    private var teams: [String: ID<Team>] = [:]
    private var cycles: [String: Cycle] = [:]
    private var owners: [String: [Person]] = [:]

    init(_ stock: ImportStock) {
        for person in stock.people.reversed() { know(person) }
        for team in stock.teams.reversed() { teams[fold(team.name)] = team.id }
        for cycle in stock.cycles.reversed() { cycles[fold(cycle.name)] = cycle }
    }

    /// The people whom a cell names, in its order: "Ana Lund", "ana@example.org", "Ana <ana@example.org>", "Ana, Ben", "ana / ben".
    mutating func people(in cell: String, new id: ID<Person>) -> [Person] {
        let cell = cell.onOneLine
        if cell.isEmpty { return [] }
        if let known = owners[cell] { return known }
        let whole = byName[fold(cell)].map { [$0] }
        let found =
            whole
            ?? Self.names(in: cell).enumerated().compactMap { index, name in
                // Only the first one is made here when nobody knows them; the others are named in the report.
                find(name) ?? (index == 0 ? make(name, id) : Person(id: ID(trusted: ""), name: Self.parts(of: name).name))
            }
        owners[cell] = found
        return found
    }

    mutating func team(_ name: String, new id: ID<Team>) throws(AppError) -> ID<Team>? {
        if name.isEmpty { return nil }
        if let known = teams[fold(name)] { return known }
        let draft = try Team.Draft(name: name).checked()
        let team = Team(id: id, name: draft.name)
        newTeams.append(team)
        teams[fold(name)] = team.id
        return team.id
    }

    func cycle(_ name: String) -> Cycle? { cycles[fold(name)] }

    mutating func add(_ cycle: Cycle) {
        newCycles.append(cycle)
        cycles[fold(cycle.name)] = cycle
    }

    /// Leaves out whom and what only rows name that are not taken in.
    mutating func keep(namedBy plan: ImportPlan) {
        let drafts = plan.changedGoals.compactMap(\.draft)
        let owners =
            plan.newGoals.map(\.ownerID) + drafts.map(\.ownerID) + plan.newKeyResults.map(\.ownerID)
            + plan.changedKeyResults.map(\.keyResult.ownerID) + plan.newInitiatives.map(\.ownerID) + plan.changedInitiatives.map(\.ownerID)
        let people = Set(owners.compactMap { $0 }).union((plan.newCheckIns + plan.changedCheckIns).map(\.authorID))
        let teams = Set(plan.newGoals.compactMap(\.teamID) + drafts.compactMap(\.teamID))
        let cycles = Set(plan.newGoals.compactMap(\.cycleID) + drafts.compactMap(\.cycleID))
        newPeople.removeAll { !people.contains($0.id) }
        newTeams.removeAll { !teams.contains($0.id) }
        newCycles.removeAll { !cycles.contains($0.id) }
    }

    private mutating func know(_ person: Person) {
        if let email = person.email { byEmail[Account.key(email)] = person }
        byName[fold(person.name)] = person
    }

    private func find(_ text: String) -> Person? {
        let (name, email) = Self.parts(of: text)
        return email.flatMap { byEmail[Account.key($0)] } ?? byName[fold(name)]
    }

    private mutating func make(_ text: String, _ id: ID<Person>) -> Person? {
        let (name, email) = Self.parts(of: text)
        guard let name = try? Person.checkedName(String(name.prefix(Limit.name))) else { return nil }
        let person = Person(id: id, name: name, email: email.flatMap { try? Account.checkedEmail($0) }, role: .member, state: .placeholder)
        newPeople.append(person)
        know(person)
        return person
    }

    /// Divided at commas, semicolons, " / " and " & ", but not within brackets: "Sales (Closing, Renewing)" is one.
    private static func names(in cell: String) -> [String] {
        var names = [""]
        var depth = 0
        var last: Character = " "
        for character in cell {
            if "(<".contains(character) { depth += 1 }
            if ")>".contains(character) { depth -= 1 }
            let divides = ",;".contains(character) || ("/&".contains(character) && last == " ")
            if depth <= 0, divides { names.append("") } else { names[names.count - 1].append(character) }
            last = character
        }
        return names.map(\.withoutSpacesAround).filter { !$0.isEmpty }
    }

    /// Name and address of `Ana <ana@example.org>`; an address alone gives its first part as the name.
    private static func parts(of text: String) -> (name: String, email: String?) {
        if let open = text.firstIndex(of: "<"), text.hasSuffix(">") {
            let email = text[text.index(after: open)...].dropLast().trimmingCharacters(in: .whitespaces)
            let name = text[..<open].trimmingCharacters(in: .whitespaces)
            return (name.isEmpty ? email : name, email)
        }
        guard text.contains("@"), !text.contains(" "), !text.hasPrefix("@") else {
            return (text.hasPrefix("@") ? String(text.dropFirst()) : text, nil)
        }
        return (text, text)
    }
}
