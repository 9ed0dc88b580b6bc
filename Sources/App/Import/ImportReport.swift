import Domain
import Foundation

/// What an import did, or would do: a line for each row, counts by kind, who was named without being known, and what to look at.
struct ImportReport: Sendable, Hashable {
    /// Kinds of things an import makes, named as in the export.
    enum Kind: String, Sendable, CaseIterable {
        case people, teams, cycles, goals, initiatives, milestones, comments
        case keyResults = "key_results"
        case checkIns = "check_ins"

        var words: Words {
            switch self {
            case .people: "People"
            case .teams: "Teams"
            case .cycles: "Cycles"
            case .goals: "Goals"
            case .initiatives: "Initiatives"
            case .milestones: "Milestones"
            case .comments: "Comments"
            case .keyResults: "Key results"
            case .checkIns: "Check-ins"
            }
        }

        /// One of them.
        var one: Words {
            switch self {
            case .people: "Person"
            case .teams: "Team"
            case .cycles: "Cycle"
            case .goals: "Goal"
            case .initiatives: "Initiative"
            case .milestones: "Milestone"
            case .comments: "Comment"
            case .keyResults: "Key result"
            case .checkIns: "Check-in"
            }
        }
    }

    enum Outcome: String, Sendable {
        case created, updated, unchanged, error

        var words: Words {
            switch self {
            case .created: "New"
            case .updated: "Changed"
            case .unchanged: "As it is"
            case .error: "Not understood"
            }
        }
    }

    struct Row: Sendable, Hashable {
        var place: Place
        var kind: Kind?
        var title: String
        var outcome: Outcome
    }

    /// Where in which file. Line 0 is the file as a whole.
    struct Place: Sendable, Hashable {
        var file: String
        var line = 0
        var id = ""
    }

    struct Remark: Sendable, Hashable {
        var place: Place
        var words: Words
    }

    var workspace = ""
    var isDryRun = false
    var rows: [Row] = []
    var created: [Kind: Int] = [:]
    var updated: [Kind: Int] = [:]
    var placeholders: [String] = []
    var warnings: [Remark] = []
    var errors: [Remark] = []

    mutating func warn(_ place: Place, _ words: Words) { warnings.append(Remark(place: place, words: words)) }
    mutating func refuse(_ place: Place, _ words: Words) { errors.append(Remark(place: place, words: words)) }

    mutating func count(_ kind: Kind, _ outcome: Outcome, times: Int = 1) {
        guard times > 0 else { return }
        switch outcome {
        case .created: created[kind, default: 0] += times
        case .updated: updated[kind, default: 0] += times
        case .unchanged, .error: break
        }
    }

    var isEmpty: Bool { created.isEmpty && updated.isEmpty }
}

extension ImportReport {
    /// One object, as `cairn import --json` prints it.
    func json(_ tongue: Tongue) -> String {
        var json = JSONWriter()
        json.object { json in
            json.field("workspace", workspace)
            json.field("dry_run", isDryRun)
            json.array("rows", rows) { json, row in
                json.field("file", row.place.file)
                json.field("line", row.place.line)
                json.field("id", row.place.id)
                json.field("type", row.kind?.rawValue)
                json.field("title", row.title)
                json.field("outcome", row.outcome.rawValue)
            }
            json.counts("created", created)
            json.counts("updated", updated)
            json.list("placeholders", placeholders)
            json.array("warnings", warnings) { $0.remark($1, tongue) }
            json.array("errors", errors) { $0.remark($1, tongue) }
        }
        return json.text + "\n"
    }
}

extension JSONWriter {
    fileprivate mutating func counts(_ name: String, _ counts: [ImportReport.Kind: Int]) {
        key(name)
        object { json in
            for kind in ImportReport.Kind.allCases { if let count = counts[kind] { json.field(kind.rawValue, count) } }
        }
    }

    fileprivate mutating func remark(_ remark: ImportReport.Remark, _ tongue: Tongue) {
        field("file", remark.place.file)
        field("line", remark.place.line)
        field("id", remark.place.id)
        field("message", tongue.plain(remark.words))
    }
}
