extension KeyResult {
    /// What a person writes to make or change a key result.
    public struct Draft: Sendable, Hashable {
        public var title: String
        public var kind: Kind
        public var direction: Direction
        public var unit: String
        public var decimals: Int
        public var baseline: Double?
        public var target: Double?
        public var upper: Double?
        public var zoneCommit: String
        public var zoneTarget: String
        public var zoneStretch: String
        public var ownerID: ID<Person>?
        public var source: String
        public var indicator: Indicator?
        public var serves: Serves?
        public var weight: Double?
        public var startsOn: Day
        public var dueOn: Day
        public var steps: [Step]
        public var isPrimary: Bool
        public var movesWith: Set<ID<KeyResult>>
        public var version: Int

        public init(
            title: String, kind: Kind = .number, direction: Direction = .increase, unit: String = "", decimals: Int = 0,
            baseline: Double? = nil, target: Double? = nil, upper: Double? = nil, zoneCommit: String = "", zoneTarget: String = "",
            zoneStretch: String = "", ownerID: ID<Person>? = nil, source: String = "", indicator: Indicator? = nil, serves: Serves? = nil,
            weight: Double? = nil, startsOn: Day, dueOn: Day, steps: [Step] = [], isPrimary: Bool = false,
            movesWith: Set<ID<KeyResult>> = [], version: Int = 0
        ) {
            self.title = title
            self.kind = kind
            self.direction = direction
            self.unit = unit
            self.decimals = decimals
            self.baseline = baseline
            self.target = target
            self.upper = upper
            self.zoneCommit = zoneCommit
            self.zoneTarget = zoneTarget
            self.zoneStretch = zoneStretch
            self.ownerID = ownerID
            self.source = source
            self.indicator = indicator
            self.serves = serves
            self.weight = weight
            self.startsOn = startsOn
            self.dueOn = dueOn
            self.steps = steps
            self.isPrimary = isPrimary
            self.movesWith = movesWith
            self.version = version
        }

        public init(_ keyResult: KeyResult) {
            self.init(
                title: keyResult.title, kind: keyResult.kind, direction: keyResult.direction, unit: keyResult.unit,
                decimals: keyResult.decimals, baseline: keyResult.baseline, target: keyResult.target, upper: keyResult.upper,
                zoneCommit: keyResult.zoneCommit, zoneTarget: keyResult.zoneTarget, zoneStretch: keyResult.zoneStretch,
                ownerID: keyResult.ownerID, source: keyResult.source, indicator: keyResult.indicator, serves: keyResult.serves,
                weight: keyResult.weight, startsOn: keyResult.startsOn, dueOn: keyResult.dueOn, steps: keyResult.steps,
                isPrimary: keyResult.isPrimary, movesWith: keyResult.movesWith, version: keyResult.version)
        }

        /// The draft, trimmed, without the fields its kind does not have; throws every problem it has.
        public func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.title = problems.line(
                title, "title", missing: "A key result needs a title: what would you count, or look at?", limit: Limit.title)
            draft.unit = problems.line(unit, "unit", missing: nil, limit: Limit.unit)
            draft.source = problems.line(source, "source", missing: nil, limit: Limit.title)
            problems.require((0...6).contains(decimals), "decimals", "Between 0 and 6 decimals can be shown.")
            problems.require(weight.map { (0...100).contains($0) } ?? true, "weight", "A weight lies between 0 and 100 %.")
            problems.require(startsOn <= dueOn, "due_on", "It ends before it begins.")
            problems.require(
                startsOn.distance(to: dueOn) <= Limit.goalYears * 366, "due_on", "A key result lasts at most \(Limit.goalYears) years.")
            switch kind {
            case .number: checkNumbers(&draft, &problems)
            case .done: draft.forgetNumbers()
            case .zones:
                draft.forgetNumbers()
                checkZones(&draft, &problems)
            }
            if kind != .zones { (draft.zoneCommit, draft.zoneTarget, draft.zoneStretch) = ("", "", "") }
            try problems.check()
            return draft
        }

        private func checkNumbers(_ draft: inout Draft, _ problems: inout Problems) {
            for (field, value) in [("baseline", baseline), ("target", target), ("upper", upper)] {
                guard let value else { continue }
                do throws(Number.Problem) { _ = try Number.check(value) } catch { problems.add(field, error.words) }
            }
            checkDirection(&problems)
            if direction != .within { draft.upper = nil }
            if direction.isKept { draft.steps = [] }
            draft.steps.sort { $0.day < $1.day }
            checkSteps(draft, &problems)
        }

        /// A draft may lack its numbers: the coach asks for them, and so may the workspace before a goal is committed.
        private func checkDirection(_ problems: inout Problems) {
            switch direction {
            case .increase:
                guard let baseline, let target else { return }
                problems.require(target > baseline, "target", "To increase, the target has to be above the baseline.")
            case .decrease:
                guard let baseline, let target else { return }
                problems.require(target < baseline, "target", "To decrease, the target has to be below the baseline.")
            case .within:
                if target == nil, upper == nil { return }
                guard let target else { return problems.add("target", "A range needs a lower end.") }
                guard let upper else { return problems.add("upper", "A range needs an upper end.") }
                problems.require(upper >= target, "upper", "The upper end is below the lower one.")
            case .keepAbove, .keepBelow: break
            }
        }

        private func checkSteps(_ draft: Draft, _ problems: inout Problems) {
            let days = draft.steps.map(\.day)
            problems.require(draft.steps.count <= 50, "steps", "There is room for \(50) intermediate targets.")
            problems.require(Set(days).count == days.count, "steps", "Two intermediate targets have the same date.")
            problems.require(
                days.allSatisfy { startsOn < $0 && $0 < dueOn }, "steps", "Intermediate targets lie between the start and the due date.")
            problems.require(
                draft.steps.allSatisfy { $0.value.isFinite && abs($0.value) < 1e15 }, "steps",
                "A number has at most \(Number.mostDigits) digits.")
        }

        private func checkZones(_ draft: inout Draft, _ problems: inout Problems) {
            draft.zoneCommit = problems.line(
                zoneCommit, "zone_commit", missing: "Describe what you are sure to reach.", limit: Limit.title)
            draft.zoneTarget = problems.line(zoneTarget, "zone_target", missing: "Describe what you want to reach.", limit: Limit.title)
            draft.zoneStretch = problems.line(
                zoneStretch, "zone_stretch", missing: "Describe what would be more than you dare to expect.", limit: Limit.title)
        }

        private mutating func forgetNumbers() {
            (baseline, target, upper, steps) = (nil, nil, nil, [])
            (unit, decimals, direction) = ("", 0, .increase)
        }
    }

    /// Adds one to a goal, behind the others it has. A committed goal asks for a reason.
    public static func make(
        _ draft: Draft, id: ID<KeyResult>, in goal: Goal, among others: [KeyResult], reason: String, by viewer: Viewer, at moment: Moment
    ) throws(AppError) -> KeyResult {
        try goal.mayEdit(by: viewer).check()
        let draft = try draft.checked()
        if others.count >= Limit.keyResults { throw .invalid("", "A goal has at most \(Limit.keyResults) key results.") }
        try draft.checkPairs(of: id, among: others)
        try RollUp.check(others.map(\.weight) + [draft.weight])
        let position = (others.map(\.position).max() ?? -1) + 1
        try goal.requireReason(reason)
        var made = KeyResult(
            id: id, goalID: goal.id, position: position, title: draft.title, startsOn: draft.startsOn, dueOn: draft.dueOn, createdAt: moment
        )
        _ = made.set(draft)
        return made
    }

    /// Changes it. What was reported stays, except that another kind of key result starts without a value.
    public mutating func edit(
        _ draft: Draft, in goal: Goal, among others: [KeyResult], reason: String, by viewer: Viewer
    ) throws(AppError) -> [Change] {
        try goal.mayEdit(by: viewer).check()
        guard draft.version == version else { throw .stale }
        let draft = try draft.checked()
        try draft.checkPairs(of: id, among: others)
        try RollUp.check(others.filter { $0.id != id }.map(\.weight) + [draft.weight])
        var changed = self
        let changes = changed.set(draft)
        if changes.isEmpty { return [] }
        try goal.requireReason(reason)
        if changed.kind != kind { (changed.value, changed.previousValue, changed.reportedAt) = (nil, nil, nil) }
        changed.version += 1
        self = changed
        return changes
    }

    /// Throws unless it may be taken out of its goal.
    public func checkRemoval(in goal: Goal, reason: String, by viewer: Viewer) throws(AppError) {
        try goal.mayEdit(by: viewer).check()
        try goal.requireReason(reason)
    }

    private mutating func set(_ draft: Draft) -> [Change] {
        var changes = Changes()
        changes.set("title", &title, draft.title)
        changes.set("kind", &kind, draft.kind)
        changes.set("direction", &direction, draft.direction)
        changes.set("unit", &unit, draft.unit)
        changes.set("decimals", &decimals, draft.decimals)
        changes.set("baseline", &baseline, draft.baseline)
        changes.set("target", &target, draft.target)
        changes.set("upper", &upper, draft.upper)
        changes.set("zone_commit", &zoneCommit, draft.zoneCommit)
        changes.set("zone_target", &zoneTarget, draft.zoneTarget)
        changes.set("zone_stretch", &zoneStretch, draft.zoneStretch)
        changes.set("owner_id", &ownerID, draft.ownerID)
        changes.set("source", &source, draft.source)
        changes.set("indicator", &indicator, draft.indicator)
        changes.set("serves", &serves, draft.serves)
        changes.set("weight", &weight, draft.weight)
        changes.set("starts_on", &startsOn, draft.startsOn)
        changes.set("due_on", &dueOn, draft.dueOn)
        changes.set("steps", &steps, draft.steps)
        changes.set("is_primary", &isPrimary, draft.isPrimary)
        changes.set("moves_with", &movesWith, draft.movesWith)
        return changes.list
    }
}

extension KeyResult {
    /// So many a team can keep in sight.
    public static let mostPrimary = 5

    /// Throws where a team has as many primary key results as it may; nil among their titles is one that is not to be seen.
    public static func checkPrimary(among titles: [String?]) throws(AppError) {
        guard titles.count >= mostPrimary else { return }
        let named = titles.compactMap { $0 }.prefix(mostPrimary).map { "“\($0)”" }.joined(separator: ", ")
        throw .invalid(
            "is_primary",
            named.isEmpty
                ? "The team shows \(mostPrimary) large already. One of them has to step back first."
                : "The team shows \(mostPrimary) large already: \(named). One of them has to step back first.")
    }

    /// Throws where a goal that comes to a team brings more primary key results than it has room for.
    public static func checkPrimary(bringing own: Int, to others: Int, field: String) throws(AppError) {
        guard own > 0, own + others > mostPrimary else { return }
        throw .invalid(
            field,
            "A team shows at most \(mostPrimary) key results large, and this would make \(own + others). Some of them have to step back first."
        )
    }

    /// A number without the end it is measured against. A limit to keep needs no baseline.
    public var lacksNumbers: Bool { kind == .number && (target == nil || baseline == nil && !isKept) }

    /// Throws where it lacks its numbers although the workspace asks for them on a committed goal.
    public func checkNumbers() throws(AppError) {
        guard lacksNumbers else { return }
        throw .invalid(
            target == nil ? "target" : "baseline",
            "Here every number of a committed goal has a baseline and a target. Write where it stands today and when it is reached.")
    }
}
