/// One field that changed: its name, and what it said before and after, as plain text that means the same in every language.
///
/// Dates are ISO, numbers have a decimal point, people, teams, cycles and goals are their ids; `words` turns them into what people read.
public struct Change: Sendable, Hashable, Codable {
    public var field: String
    public var from: String
    public var to: String

    public init(field: String, from: String, to: String) {
        self.field = field
        self.from = from
        self.to = to
    }

    /// What was there before; `name` gives the name behind an id.
    public func before(name: (String) -> String?) -> Words { words(from, name) }
    public func after(name: (String) -> String?) -> Words { words(to, name) }

    private func words(_ text: String, _ name: (String) -> String?) -> Words {
        if text.isEmpty { return "nothing" }
        switch field {
        case "starts_on", "due_on", "ends_on", "on_day", "reached_on": return Day(iso: text).map { "\($0)" } ?? .verbatim(text)
        case "owner_id", "team_id", "cycle_id", "lead_id", "parent_id", "initiative_id", "key_result_id", "person_id", "readers",
            "people", "assumption_id", "moves_with":
            return names(text, name)
        case "baseline", "target", "upper", "value", "grade":
            return Double(text).map { "\($0, decimals: Number.decimals(of: $0))" } ?? .verbatim(text)
        case "weight": return Double(text).map { "\(percent: $0 / 100)" } ?? .verbatim(text)
        case "hand_progress": return Double(text).map { "\(percent: $0)" } ?? .verbatim(text)
        case "stage", "outcome", "visibility", "roll_up", "owner_status", "status", "kind", "direction", "indicator", "serves", "effort",
            "role",
            "state", "assumption_state", "bearing", "is_primary", "asks_for_numbers":
            return Change.known[text] ?? .verbatim(text)
        case "threshold": return Threshold(text)?.bareWords ?? .verbatim(text)
        default: return .verbatim(text)
        }
    }

    private func names(_ text: String, _ name: (String) -> String?) -> Words {
        let names = text.split(separator: " ").map { name(String($0)) }
        if names.contains(where: { $0 == nil }) { return names.count == 1 ? "someone or something now gone" : .verbatim("…") }
        return .verbatim(names.compactMap { $0 }.joined(separator: ", "))
    }
}

extension Change {
    /// What the field is called on the page.
    public var label: Words {
        switch field {
        case "title": "Title"
        case "name": "Name"
        case "why": "Why"
        case "purpose": "Purpose"
        case "team_id": "Team"
        case "cycle_id": "Cycle"
        case "owner_id": "Owner"
        case "lead_id": "Lead"
        case "parent_id": "Part of"
        case "visibility": "Who sees it"
        case "readers": "Named people"
        case "stage": "Stage"
        case "outcome": "Outcome"
        case "grade": "Grade"
        case "lesson": "What we learned"
        case "starts_on": "Starts on"
        case "due_on": "Due on"
        case "ends_on": "Ends on"
        case "on_day": "Date"
        case "reached_on": "Reached on"
        case "rhythm_days": "Days between check-ins"
        case "roll_up": "Progress comes from"
        case "hand_progress": "Progress by hand"
        case "owner_status": "Status by the owner"
        default: keyResultLabel
        }
    }

    private var keyResultLabel: Words {
        switch field {
        case "kind": "Kind"
        case "direction": "Direction"
        case "unit": "Unit"
        case "decimals": "Decimals"
        case "baseline": "Baseline"
        case "target": "Target"
        case "upper": "Upper end"
        case "zone_commit": "Commit zone"
        case "zone_target": "Target zone"
        case "zone_stretch": "Stretch zone"
        case "value": "Value"
        case "source": "Source"
        case "indicator": "Indicator"
        case "serves": "Serves"
        case "weight": "Weight"
        case "steps": "Intermediate targets"
        case "position": "Place in the list"
        case "is_primary": "Shown on the dashboard"
        case "moves_with": "Moves together with"
        case "notes": "Notes"
        case "effort": "Effort"
        case "status": "Status"
        case "key_result_id": "Key result"
        case "initiative_id": "Initiative"
        case "role": "Role"
        case "email": "E-mail"
        case "state": "State"
        case "time_zone": "Time zone"
        case "language": "Language"
        case "at_risk_gap": "At risk beyond"
        case "off_track_gap": "Off track beyond"
        case "grace_days": "Days of grace"
        case "asks_for_numbers": "Numbers before commitment"
        case "threshold": "Threshold"
        case "people": "Who looks together"
        case "days": "Days to agree"
        case "belief": "We believe that"
        case "because": "Because"
        case "wrong_if": "We would be wrong if"
        case "answer": "What should change"
        case "assumption_state": "State"
        case "assumption_id": "Assumption"
        case "bearing": "What it says of it"
        case "text": "Text"
        case "touched": "Whom it touched"
        case "words": "Words ahead"
        case "columns": "Columns"
        case "goals": "Goals"
        case "comments": "Comments"
        default: .verbatim(field)
        }
    }

    /// The words behind the raw values that may stand in a change.
    private static let known: [String: Words] = {
        var known: [String: Words] = ["true": "yes", "false": "no"]
        for state in Assumption.State.allCases { known[state.rawValue] = state.word }
        for bearing in Story.Bearing.allCases { known[bearing.rawValue] = bearing.word }
        for stage in Goal.Stage.allCases { known[stage.rawValue] = stage.word }
        for outcome in Goal.Outcome.allCases { known[outcome.rawValue] = outcome.word }
        for visibility in Goal.Visibility.allCases { known[visibility.rawValue] = visibility.word }
        for mode in Goal.RollUpMode.allCases { known[mode.rawValue] = mode.word }
        for status in Status.allCases { known[status.rawValue] = status.word }
        for kind in KeyResult.Kind.allCases { known[kind.rawValue] = kind.word }
        for direction in KeyResult.Direction.allCases { known[direction.rawValue] = direction.word }
        for indicator in KeyResult.Indicator.allCases { known[indicator.rawValue] = indicator.word }
        for serves in KeyResult.Serves.allCases { known[serves.rawValue] = serves.word }
        for effort in Initiative.Effort.allCases { known[effort.rawValue] = effort.word }
        for status in Initiative.Status.allCases { known[status.rawValue] = status.word }
        for stage in Cycle.Stage.allCases { known[stage.rawValue] = stage.word }
        for role in Person.Role.allCases { known[role.rawValue] = role.word }
        for state in Person.State.allCases { known[state.rawValue] = state.word }
        return known
    }()
}

/// Sets fields one after the other and remembers those that differed.
struct Changes {
    private(set) var list: [Change] = []

    mutating func set<T: Plain & Equatable>(_ field: String, _ old: inout T, _ new: T) {
        note(field, old, new)
        old = new
    }

    /// Texts that look alike to Swift but differ in their bytes are a change as well, so the plain texts are compared.
    mutating func note(_ field: String, _ old: some Plain, _ new: some Plain) {
        let (from, to) = (old.plain, new.plain)
        if !from.utf8.elementsEqual(to.utf8) { list.append(Change(field: field, from: from, to: to)) }
    }
}

/// What can be written down as one plain text in a history.
protocol Plain { var plain: String { get } }

extension String: Plain { var plain: String { self } }
extension Int: Plain { var plain: String { "\(self)" } }
extension Bool: Plain { var plain: String { "\(self)" } }
extension Day: Plain { var plain: String { iso } }
extension ID: Plain { var plain: String { text } }
extension Double: Plain { var plain: String { Number.text(self) } }
extension Optional: Plain where Wrapped: Plain { var plain: String { self?.plain ?? "" } }
extension Set: Plain where Element: Plain { var plain: String { map(\.plain).sorted().joined(separator: " ") } }
extension Array: Plain where Element == KeyResult.Step { var plain: String { KeyResult.Step.text(self) } }
extension RawRepresentable where RawValue == String { var plain: String { rawValue } }
extension Goal.Stage: Plain {}
extension Goal.Outcome: Plain {}
extension Goal.Visibility: Plain {}
extension Goal.RollUpMode: Plain {}
extension Status: Plain {}
extension KeyResult.Kind: Plain {}
extension KeyResult.Direction: Plain {}
extension KeyResult.Indicator: Plain {}
extension KeyResult.Serves: Plain {}
extension Initiative.Effort: Plain {}
extension Initiative.Status: Plain {}
extension Cycle.Stage: Plain {}
extension Person.Role: Plain {}
extension Person.State: Plain {}
