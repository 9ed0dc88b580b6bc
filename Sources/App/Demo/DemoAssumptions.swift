import Domain

/// In the demo: what goals rest on, and what people told about it.
extension DemoStory {
    mutating func believe(in goal: DemoContent.Goal) {
        for told in goal.assumptions ?? [] {
            guard let maker = people[told.by], let state = Assumption.State(rawValue: told.state) else { continue }
            let at = moment(told.day, 650)
            var assumption = Assumption(
                id: id(at: at), goalID: ids[goal.key]!, keyResultID: told.keyResult.flatMap { keyResultIDs[goal.key]?[$0] },
                belief: told.belief, because: told.because, wrongIf: told.wrongIf, state: state, answer: told.answer ?? "",
                createdBy: maker,
                createdAt: at)
            record(
                .assumptionMade, by: maker, at: at, goal: assumption.goalID, about: assumption.id.text, names: ["subject": told.belief])
            for story in told.stories { tell(story, about: assumption) }
            if state != .open, let last = told.stories.map(\.day).max() {
                assumption.version = 2
                record(
                    .assumptionEdited, by: maker, at: moment(last, 990), goal: assumption.goalID, about: assumption.id.text,
                    changes: [.init(field: "assumption_state", from: "open", to: state.rawValue)], names: ["subject": told.belief])
            }
            assumptions.append(assumption)
        }
    }

    private mutating func tell(_ told: DemoContent.Story, about assumption: Assumption) {
        guard let author = people[told.by], let bearing = Story.Bearing(rawValue: told.bearing) else { return }
        let at = moment(told.day, 870)
        let story = Story(
            id: id(at: at), goalID: assumption.goalID, assumptionID: assumption.id, bearing: bearing, authorID: author, text: told.text,
            touched: told.touched, onDay: day(told.day), createdAt: at)
        stories.append(story)
        record(.storyTold, by: author, at: at, goal: story.goalID, about: story.id.text)
    }
}
