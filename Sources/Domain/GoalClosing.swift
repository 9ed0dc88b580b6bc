/// How a goal ends, and how what deserves it goes on.
extension Goal {
    /// Ends it, with how well it went and what was learned. A grade that differs from the numbers asks for a reason; without a grade everything
    /// but "achieved" does, and the suggested one is kept where its outcome is the chosen one. What was never committed can only be dropped, and
    /// what was dropped has no grade.
    public mutating func close(
        _ outcome: Outcome, grade: Double? = nil, reason: String, lesson: String = "", keyResults: [KeyResult] = [], by viewer: Viewer,
        at moment: Moment
    ) throws(AppError) -> [Change] {
        guard isOpen else { throw .invalid("", "It is already closed.") }
        let isOwnDraft = stage == .draft && outcome == .dropped
        try (isOwnDraft ? mayEdit(by: viewer) : mayClose(by: viewer)).check()
        var problems = Problems()
        problems.require(
            stage == .committed || outcome == .dropped, "outcome", "It was never committed, so it can only be dropped.")
        let (grade, reason) = graded(grade, outcome, reason, keyResults, &problems)
        let lesson = problems.lines(lesson, "lesson", limit: Limit.reason)
        try problems.check()
        var changes = Changes()
        changes.set("outcome", &self.outcome, outcome)
        changes.set("grade", &self.grade, grade)
        changes.set("lesson", &self.lesson, lesson)
        outcomeReason = reason
        closedAt = moment
        return changes.list + move(to: .closed, at: moment)
    }

    /// The grade, and the reason that it or its outcome asks for.
    private func graded(
        _ grade: Double?, _ outcome: Outcome, _ reason: String, _ keyResults: [KeyResult], _ problems: inout Problems
    ) -> (Double?, String) {
        let suggested = suggestedGrade(keyResults)
        guard let grade, outcome != .dropped else {
            let missing: Words? = outcome == .achieved ? nil : "Say why in a sentence. It stays readable beside the goal."
            let fits = outcome != .dropped && suggested?.outcome == outcome
            return (fits ? suggested?.value : nil, problems.lines(reason, "reason", missing: missing, limit: Limit.reason))
        }
        do throws(AppError) {
            let chosen = try Grade.chosen(grade, outcome, reason: reason, suggested: suggested)
            return (chosen.value, problems.lines(reason, "reason", limit: Limit.reason))
        } catch {
            problems.add(error)
            return (nil, reason)
        }
    }

    /// Letting it go on in another cycle: for those who may close it.
    public func mayCarryOver(by viewer: Viewer) -> Permission {
        mayClose(by: viewer)
    }

    /// The draft in which it goes on: as it was, over the days of the next cycle. Throws where it cannot.
    public func carriedOver(
        to cycle: Cycle, parents: [Parent], readers: Set<ID<Person>>, by viewer: Viewer
    ) throws(AppError) -> Draft {
        try mayCarryOver(by: viewer).check()
        guard stage == .closed else { throw .invalid("carry_to", "Close it first: what it reached is where it goes on.") }
        guard cycle.id != cycleID else { throw .invalid("carry_to", "Choose another cycle than the one it was in.") }
        guard cycle.stage != .closed else { throw .invalid("carry_to", "This cycle is closed. Choose one that is still open.") }
        return Draft(
            title: title, why: why, teamID: teamID, cycleID: cycle.id, ownerID: ownerID, visibility: visibility, readers: readers,
            startsOn: cycle.startsOn, dueOn: cycle.endsOn, rhythmDays: rhythmDays, parents: parents, rollUp: rollUp)
    }
}

extension KeyResult {
    /// The draft in which it goes on, from where it stands now; nil where there is nothing left to reach. What is kept within limits goes on
    /// as it is.
    public func carriedOver(from start: Day, to end: Day) -> Draft? {
        if !isKept, let progress, progress >= 1 - 1e-9 { return nil }
        var draft = Draft(self)
        (draft.startsOn, draft.dueOn, draft.steps, draft.version) = (start, end, [], 0)
        if kind == .number, !isKept, let value { draft.baseline = value }
        return draft
    }

    /// Those that go on. Shares that were fixed among all of them say nothing where some stay behind; 0 still means that it does not count.
    public static func carriedOver(_ all: [KeyResult], from start: Day, to end: Day) -> [Draft] {
        let drafts = all.compactMap { $0.carriedOver(from: start, to: end) }
        guard drafts.count < all.count else { return drafts }
        return drafts.map { draft in
            var draft = draft
            if draft.weight != 0 { draft.weight = nil }
            return draft
        }
    }
}
