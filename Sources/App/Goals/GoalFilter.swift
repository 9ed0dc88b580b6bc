import Domain

/// Which goals are shown and how: read from the address and written to it, so that a view can be sent to someone.
/// What the address says and nobody understands is left out, never an error.
struct GoalFilter: Sendable, Hashable {
    enum Look: String { case tree, table }

    enum Preset: String, CaseIterable {
        case all, mine
        case team = "my-team"
        case risk = "at-risk"
        case quiet = "not-updated"
        case overdue
        case nobody = "no-owner"
        case unaligned
        case closed = "closed-lately"
    }

    /// Which time is looked at: the cycles that run now, everything, or one cycle.
    enum Span: Hashable {
        case now, all
        case cycle(ID<Cycle>)
    }

    enum Sort: String, CaseIterable { case title, team, owner, status, progress, confidence, due, seen }

    var look = Look.tree
    var preset = Preset.all
    var span = Span.now
    var team: ID<Team>?
    var owner: ID<Person>?
    var status: Status?
    var stage: Goal.Stage?
    /// Words that must stand in the title.
    var text = ""
    var sort: Sort?
    var isDescending = false

    init() {}

    init(_ query: Form) {
        look = Look(rawValue: query["view"]) ?? .tree
        preset = Preset(rawValue: query["preset"]) ?? .all
        span = query["cycle"] == "all" ? .all : ID<Cycle>(query["cycle"]).map { .cycle($0) } ?? .now
        team = ID(query["team"])
        owner = ID(query["owner"])
        status = Status.allCases.first { $0.slug == query["status"] }
        stage = Goal.Stage(rawValue: query["stage"])
        text = String(query["q"].prefix(200))
        isDescending = query["sort"].hasPrefix("-")
        sort = Sort(rawValue: String(query["sort"].drop { $0 == "-" }))
    }

    /// True when nothing narrows the goals but the time they belong to.
    var isOpen: Bool { self == GoalFilter().looking(like: self) }

    /// The fields of the address, those at their default left out.
    var fields: [(name: String, value: String)] {
        let all: [(String, String)] = [
            ("view", look == .tree ? "" : look.rawValue), ("preset", preset == .all ? "" : preset.rawValue), ("cycle", spanText),
            ("team", team?.text ?? ""), ("owner", owner?.text ?? ""), ("status", status?.slug ?? ""), ("stage", stage?.rawValue ?? ""),
            ("q", text), ("sort", sort.map { (isDescending ? "-" : "") + $0.rawValue } ?? ""),
        ]
        return all.filter { !$0.1.isEmpty }
    }

    var query: String {
        let fields = fields
        return fields.isEmpty ? "" : "?" + fields.map { "\($0.name)=\(encoded($0.value))" }.joined(separator: "&")
    }

    var spanText: String {
        switch span {
        case .now: ""
        case .all: "all"
        case .cycle(let id): id.text
        }
    }

    /// The same with one thing changed.
    func with(_ change: (inout GoalFilter) -> Void) -> GoalFilter {
        var copy = self
        change(&copy)
        return copy
    }

    /// Without anything taken out, drawn as it is drawn now.
    var widened: GoalFilter { GoalFilter().looking(like: self).with { $0.span = .all } }

    private func looking(like other: GoalFilter) -> GoalFilter {
        with {
            $0.look = other.look
            $0.sort = other.sort
            $0.isDescending = other.isDescending
            $0.span = other.span
        }
    }
}
