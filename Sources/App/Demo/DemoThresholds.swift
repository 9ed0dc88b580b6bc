import Domain

/// In the demo: lines agreed on in advance, and the people who looked together when one was crossed.
extension DemoStory {
    mutating func agreeOnThresholds(of goal: DemoContent.Goal) {
        for told in goal.thresholds ?? [] {
            guard let rule = Threshold(told.rule), let keyResult = keyResultIDs[goal.key]?[told.keyResult], let maker = people[told.by]
            else {
                continue
            }
            let at = moment(told.day, 640)
            let threshold = AgreedThreshold(
                id: id(at: at), goalID: ids[goal.key]!, keyResultID: keyResult, rule: rule,
                people: Set(told.people.compactMap { people[$0] }),
                days: told.days, createdBy: maker, createdAt: at)
            thresholds[goal.key, default: []].append(threshold)
            record(
                .thresholdMade, by: maker, at: at, goal: threshold.goalID, about: threshold.id.text,
                names: ["subject": title(of: keyResult)])
        }
    }

    /// After a check-in: the rules decide, as they do in the program.
    mutating func lookTogether(at goal: DemoContent.Goal, _ at: Moment, _ replay: Replay) {
        for (place, told) in (goal.thresholds ?? []).enumerated() {
            guard var threshold = thresholds[goal.key]?[place], threshold.createdAt < at,
                let keyResult = replay.keyResults(of: threshold.goalID).first(where: { $0.id == threshold.keyResultID })
            else { continue }
            let day = at.day(in: workspace.zone)
            let values = checkIns.filter { $0.goalID == threshold.goalID }.compactMap { $0.values[keyResult.id] }
            let facts = Threshold.Facts(keyResult, values: values, heardOn: day, today: day)
            let (state, turn) = threshold.rule.judge(threshold.state, facts)
            threshold.state = state
            thresholds[goal.key]?[place] = threshold
            if case .crossed = turn { open(threshold, facts, told, at: at, day) }
        }
    }

    private mutating func open(
        _ threshold: AgreedThreshold, _ facts: Threshold.Facts, _ told: DemoContent.Threshold, at: Moment, _ day: Day
    ) {
        var action = JointAction(threshold, facts, id: id(at: at), at: at, today: day)
        let goal = threshold.goalID
        record(
            .thresholdCrossed, by: nil, at: at, goal: goal, about: action.id.text,
            names: facts.keyResult.map { ["subject": title(of: $0.id)] } ?? [:])
        var views = threshold.people.sorted().map { JointAction.View(personID: $0) }
        for view in told.views ?? [] {
            guard let person = people[view.by], let place = views.firstIndex(where: { $0.personID == person }) else { continue }
            let written = moment(view.day, view.minute)
            views[place] = JointAction.View(personID: person, text: view.text, writtenAt: written)
            record(.jointViewWritten, by: person, at: written, goal: goal, about: action.id.text)
        }
        if let agreed = told.agreed, let person = people[agreed.by], let decision = JointAction.Decision(rawValue: agreed.decision) {
            let on = moment(agreed.day, 900)
            action.agreement = .init(decision: decision, text: agreed.text, by: person, at: on)
            action.version = 2
            record(
                .jointActionAgreed, by: person, at: on, goal: goal, about: action.id.text,
                names: ["summary": String(agreed.text.prefix(200))])
        }
        jointActions.append((action, views))
    }

    private func title(of keyResult: ID<KeyResult>) -> String { keyResults.first { $0.id == keyResult }?.title ?? "" }
}
