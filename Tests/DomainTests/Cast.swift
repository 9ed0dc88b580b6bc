import Domain
import Foundation

/// One owns the goal, one leads its team, one is on the team, one is a stranger, one is a guest, one administers, one owns the workspace.
enum Cast {
    static let team = ID<Team>(trusted: "TEAM")
    static let otherTeam = ID<Team>(trusted: "OTHERTEAM")
    static let workspace = Workspace(id: ID(trusted: "WORKSPACE"), slug: "wexholm", name: "Wexholm")

    static let owner = viewer("OWNER")
    static let lead = viewer("LEAD", teams: [team], leads: [team])
    static let mate = viewer("MATE", teams: [team])
    static let maker = viewer("MAKER")
    static let stranger = viewer("STRANGER", teams: [otherTeam], leads: [otherTeam])
    static let guest = viewer("GUEST", .guest, teams: [team])
    static let admin = viewer("ADMIN", .admin)
    static let boss = viewer("BOSS", .owner)
    static let all = [owner, lead, mate, maker, stranger, guest, admin, boss]

    static func viewer(_ name: String, _ role: Person.Role = .member, teams: Set<ID<Team>> = [], leads: Set<ID<Team>> = []) -> Viewer {
        let account = Account(id: ID(trusted: name), email: "\(name.lowercased())@example.org", name: name)
        let person = Person(id: ID(trusted: name), accountID: account.id, name: name, role: role)
        return Viewer(person: person, account: account, workspace: workspace, teams: teams, leads: leads)
    }
}

let now = Moment(milliseconds: 1_795_424_400_000)  // 2026-11-23 09:00 UTC
let today = Day(iso: "2026-11-23")!

func day(_ iso: String) -> Day { Day(iso: iso)! }

func goal(
    _ stage: Goal.Stage = .committed, id: String = "GOAL", visibility: Goal.Visibility = .workspace, change: (inout Goal) -> Void = { _ in }
) -> Goal {
    var goal = Goal(
        id: ID(trusted: id), title: "Permits take weeks", teamID: Cast.team, ownerID: Cast.owner.id, visibility: visibility, stage: stage,
        outcome: stage == .closed ? .achieved : nil, startsOn: day("2026-09-01"), dueOn: day("2026-12-18"), createdBy: Cast.maker.id,
        createdAt: now, committedAt: stage == .committed || stage == .closed ? now : nil)
    change(&goal)
    return goal
}

func number(
    _ direction: KeyResult.Direction = .increase, from baseline: Double? = 0, to target: Double? = 100, upper: Double? = nil,
    value: Double? = nil, id: String = "KR", change: (inout KeyResult) -> Void = { _ in }
) -> KeyResult {
    var keyResult = KeyResult(
        id: ID(trusted: id), goalID: ID(trusted: "GOAL"), title: "Days to a decision", direction: direction, unit: "days",
        baseline: baseline, target: target, upper: upper, value: value, startsOn: day("2026-09-01"), dueOn: day("2026-12-10"),
        createdAt: now)
    change(&keyResult)
    return keyResult
}

func described(_ kind: KeyResult.Kind, value: Double? = nil) -> KeyResult {
    number(value: value) {
        $0.kind = kind
        ($0.baseline, $0.target, $0.unit) = (nil, nil, "")
    }
}

/// The words in plain English, for reading in tests.
func english(_ words: Words) -> String {
    var values = words.values[...]
    return words.key.components(separatedBy: "{}").enumerated().reduce(into: "") { text, part in
        if part.offset > 0 { text += english(values.removeFirst()) }
        text += part.element
    }
}

private func english(_ value: Words.Value) -> String {
    switch value {
    case .text(let text): text
    case .number(let number, let decimals): String(format: "%.\(decimals)f", number)
    case .percent(let share): "\(Int((share * 100).rounded())) %"
    case .day(let day): day.iso
    case .moment(let moment): "\(moment.milliseconds)"
    case .words(let words): english(words)
    }
}

/// The problems an action throws, field by field, in plain English; empty where it throws none.
func problems(_ action: () throws -> Void) -> [String: String] {
    do { try action() } catch let AppError.invalid(list) {
        return Dictionary(list.map { ($0.field, english($0.words)) }, uniquingKeysWith: { first, _ in first })
    } catch { return ["thrown": "\(error)"] }
    return [:]
}

/// Whether an action is refused with a sentence.
func isForbidden(_ action: () throws -> Void) -> Bool {
    do { try action() } catch AppError.forbidden { return true } catch {}
    return false
}

func isStale(_ action: () throws -> Void) -> Bool {
    do { try action() } catch AppError.stale { return true } catch {}
    return false
}

/// The same numbers every time (SplitMix64, after Sebastiano Vigna's public-domain note).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Seeded {
    mutating func plan(rising: Bool = false) -> Plan {
        let count = Int.random(in: 1...12, using: &self)
        let days = (0..<count).map { _ in Day(number: Int.random(in: 20_000...21_500, using: &self)) }
        var shares = (0..<count).map { _ in Double.random(in: 0...1, using: &self) }
        if rising { shares.sort() }
        return Plan(zip(days.sorted(), shares).map { Plan.Point($0, $1) })!
    }

    mutating func maybe<T>(_ make: (inout Seeded) -> T) -> T? { Bool.random(using: &self) ? make(&self) : nil }
}
