import Database
import Domain

/// One import: reads what the workspace has, decides for every row what becomes of it, and writes it all, or nothing.
struct Importer {
    /// In whose name goals are made and changed.
    let viewer: Viewer
    /// Nil for the program itself, run by the operator, who may also see what is private.
    let actorID: ID<Person>?
    let now: Moment
    let today: Day
    let sources: ImportSources
    let stock: ImportStock
    var report: ImportReport
    var names: ImportNames
    let prefixes: [String: String]
    let tree: ImportTree
    var plan = ImportPlan()

    /// The goal that each row is or belongs to, and the key result or initiative it is.
    var goals: [Int: ID<Goal>] = [:]
    var keyResults: [Int: ID<KeyResult>] = [:]
    var failed = Set<Int>()
    var outcomes: [Int: ImportReport.Outcome] = [:]
    var kinds: [Int: ImportReport.Kind] = [:]
    /// Every goal that a row can meet, as it will be.
    var known: [ID<Goal>: Goal]
    var cycleSpans: [String: (start: Day?, end: Day?)] = [:]
    /// What was reported on each source id, oldest first.
    var reports: [String: [String]] = [:]
    var hasChildren = Set<Int>()
    var plannedKeyResults: [String: KeyResult] = [:]
    /// The key results of each goal, as they will be.
    var siblings: [ID<Goal>: [KeyResult]]
    private var random = SystemRandomNumberGenerator()

    init(_ sources: ImportSources, _ db: any Connection, by viewer: Viewer, actor: ID<Person>?, at now: Moment) throws {
        self.viewer = viewer
        actorID = actor
        self.now = now
        today = now.day(in: viewer.workspace.zone)
        self.sources = sources
        var report = sources.report
        report.workspace = viewer.workspace.slug
        let stock = try ImportStock(db, for: viewer, seesAll: actor == nil, withCheckIns: !sources.checkIns.isEmpty)
        self.stock = stock
        known = stock.titles
        siblings = stock.siblings
        names = ImportNames(stock)
        let prefixes = sources.prefixes(stock, &report)
        self.prefixes = prefixes
        let ids = Set(sources.goals.map { (prefixes[$0.file.name] ?? "") + $0.source.place.id })
        tree = ImportTree(
            sources.goals.map { source, file in
                let prefix = prefixes[file.name] ?? ""
                return (source, prefix + source.place.id, Self.parents(source, prefix, ids))
            }, stored: stock.link, &report)
        self.report = report
    }

    mutating func id<Noun>(at moment: Moment? = nil) -> ID<Noun> { ID(at: moment ?? now, random: &random) }

    /// Decides for every row; nothing is written yet.
    mutating func decide() {
        noteSpans()
        noteReports()
        for node in tree.nodes where node.kind != .initiative {
            for case .row(let parent) in node.parents { hasChildren.insert(parent) }
        }
        for node in tree.order { decide(node) }
        decideCheckIns()
        names.keep(namedBy: plan)
        tell()
    }

    /// Whether it may be written: every row was understood, or the bad ones are to be left out.
    func isGood(skippingBadRows: Bool) -> Bool {
        report.errors.isEmpty || (skippingBadRows && !report.errors.contains { $0.place.line == 0 })
    }

    /// One id, or several divided by commas or semicolons where no row has the whole as its id.
    private static func parents(_ source: GoalSource, _ prefix: String, _ ids: Set<String>) -> [String] {
        source.parents.flatMap { cell -> [String] in
            if ids.contains(prefix + cell) || !cell.contains(where: { ",;|".contains($0) }) { return [prefix + cell] }
            return cell.split(whereSeparator: { ",;|".contains($0) }).map { prefix + String($0).withoutSpacesAround }
        }
    }

    private mutating func noteSpans() {
        for (source, _) in sources.goals where !source.cycle.isEmpty {
            let key = fold(source.cycle)
            var span = cycleSpans[key] ?? (nil, nil)
            if let start = SourceDate.day(source.start) { span.start = min(span.start ?? start, start) }
            if let due = SourceDate.day(source.due) { span.end = max(span.end ?? due, due) }
            cycleSpans[key] = span
        }
    }

    private mutating func decide(_ node: Int) {
        let source = tree.nodes[node].source
        let mark = plan.mark
        do {
            for case .row(let parent) in tree.nodes[node].parents where failed.contains(parent) {
                throw AppError.invalid("parent", "Its parent in line \(tree.nodes[parent].source.place.line) was not understood.")
            }
            switch tree.nodes[node].kind {
            case .goal: try decideGoal(node)
            case .keyResult: try decideKeyResult(node)
            case .initiative: try decideInitiative(node)
            }
        } catch {
            plan.cut(to: mark)
            failed.insert(node)
            outcomes[node] = .error
            report.refuse(source.place, (error as? AppError)?.firstWords ?? "This row cannot be read.")
        }
    }

    /// Writes the rows and counts into the report, in the order of the files.
    private mutating func tell() {
        for node in tree.nodes.indices {
            let outcome = tree.nodes[node].isBad ? .error : outcomes[node] ?? .error
            let kind = kinds[node] ?? Self.kind(tree.nodes[node])
            report.rows.append(
                .init(place: tree.nodes[node].source.place, kind: kind, title: tree.nodes[node].source.title, outcome: outcome))
        }
        report.rows += plan.checkInRows
        report.count(.people, .created, times: names.newPeople.count)
        report.count(.teams, .created, times: names.newTeams.count)
        report.count(.cycles, .created, times: names.newCycles.count)
        report.count(.goals, .created, times: plan.newGoals.count)
        report.count(.keyResults, .created, times: plan.newKeyResults.count)
        report.count(.initiatives, .created, times: plan.newInitiatives.count)
        report.count(.checkIns, .created, times: plan.newCheckIns.count)
        report.count(.goals, .updated, times: plan.changedGoals.count)
        report.count(.keyResults, .updated, times: plan.changedKeyResults.count)
        report.count(.initiatives, .updated, times: plan.changedInitiatives.count)
        report.count(.checkIns, .updated, times: plan.changedCheckIns.count)
        report.placeholders = names.newPeople.map { person in
            person.email.map { $0 == person.name ? $0 : "\(person.name) <\($0)>" } ?? person.name
        }
    }

    static func kind(_ node: ImportNode) -> ImportReport.Kind {
        switch node.kind {
        case .goal: .goals
        case .keyResult: .keyResults
        case .initiative: .initiatives
        }
    }
}

/// What an import will write.
struct ImportPlan {
    var newGoals: [Goal] = []
    var newLinks: [(child: ID<Goal>, parent: ID<Goal>)] = []
    var newKeyResults: [KeyResult] = []
    var newInitiatives: [Initiative] = []
    var newCheckIns: [CheckIn] = []
    var changedGoals: [ChangedGoal] = []
    var changedKeyResults: [ChangedKeyResult] = []
    var changedInitiatives: [Initiative] = []
    var changedCheckIns: [CheckIn] = []
    var events: [Event] = []
    var checkInRows: [ImportReport.Row] = []
    /// Key results with new reports, whose value is that of the last one.
    var reported = Set<ID<KeyResult>>()

    struct ChangedGoal {
        var before: Goal
        /// Nil where only the source's own status or score changed.
        var draft: Goal.Draft?
        var parents: [Goal.Parent]
        var sourceStatus: String?
        var sourceScore: String?
    }

    struct ChangedKeyResult {
        var keyResult: KeyResult
        var before: KeyResult
        var changes: [Change]
    }
}

extension ImportPlan {
    /// How much is planned so far, so that a row that fails half-way takes nothing with it.
    var mark: [Int] {
        [
            newGoals.count, newLinks.count, newKeyResults.count, newInitiatives.count, changedGoals.count, changedKeyResults.count,
            changedInitiatives.count, events.count,
        ]
    }

    mutating func cut(to mark: [Int]) {
        newGoals.removeLast(newGoals.count - mark[0])
        newLinks.removeLast(newLinks.count - mark[1])
        newKeyResults.removeLast(newKeyResults.count - mark[2])
        newInitiatives.removeLast(newInitiatives.count - mark[3])
        changedGoals.removeLast(changedGoals.count - mark[4])
        changedKeyResults.removeLast(changedKeyResults.count - mark[5])
        changedInitiatives.removeLast(changedInitiatives.count - mark[6])
        events.removeLast(events.count - mark[7])
    }
}
