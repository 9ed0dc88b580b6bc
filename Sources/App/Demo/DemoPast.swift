import Domain

/// What happened in the demo, in its order: reports, and promises that were changed.
extension DemoStory {
    private enum Happening {
        case checkIn(DemoContent.CheckIn)
        case change(DemoContent.Change)
        case judged
    }

    /// Goes through all goals' past together, day by day, so that every check-in freezes what was true then.
    mutating func tellThePast() {
        var happenings: [(at: Moment, goal: Int, what: Happening)] = []
        for (index, goal) in content.goals.enumerated() {
            happenings += goal.checkIns.map { (moment($0.day, $0.minute), index, .checkIn($0)) }
            happenings += goal.changes.map { (moment($0.day, 680), index, .change($0)) }
            if goal.ownerStatus != nil { happenings.append((judgedAt(goal), index, .judged)) }
        }
        happenings.sort { ($0.at, $0.goal) < ($1.at, $1.goal) }
        var replay = beginning
        for happening in happenings {
            let goal = content.goals[happening.goal]
            switch happening.what {
            case .checkIn(let told):
                add(told, to: goal, at: happening.at, &replay)
                lookTogether(at: goal, happening.at, replay)
            case .change(let told): add(told, to: goal, at: happening.at, &replay)
            case .judged: judge(goal, at: happening.at, &replay)
            }
        }
        keyResults = goals.flatMap { goal in replay.keyResults(of: goal.id).sorted { $0.position < $1.position } }
    }

    /// Everything as it was committed: later changes undone, nothing reported, no word of the owner.
    private var beginning: Replay {
        var (goals, keyResults) = (self.goals, self.keyResults)
        for index in goals.indices {
            (goals[index].ownerStatus, goals[index].ownerStatusReason) = (nil, "")
            for change in content.goals[index].changes.reversed() {
                if change.field == "due", case .number(let due) = change.from {
                    goals[index].dueOn = day(Int(due))
                    for other in keyResults.indices where keyResults[other].goalID == goals[index].id {
                        keyResults[other].dueOn = day(Int(due))
                    }
                }
                guard change.field == "target", case .number(let target) = change.from else { continue }
                let id = change.keyResult.flatMap { keyResultIDs[content.goals[index].key]?[$0] }
                for other in keyResults.indices where keyResults[other].id == id { keyResults[other].target = target }
            }
        }
        let children = Dictionary(grouping: links, by: \.parent).mapValues { $0.map { (id: $0.child, weight: $0.weight) } }
        return Replay(goals: goals, keyResults: keyResults, children: children, in: workspace)
    }

    private mutating func add(_ told: DemoContent.CheckIn, to goal: DemoContent.Goal, at moment: Moment, _ replay: inout Replay) {
        let known = keyResultIDs[goal.key] ?? [:]
        var checkIn = CheckIn(
            id: id(at: moment), goalID: ids[goal.key]!, authorID: people[told.author]!, confidence: told.confidence,
            changed: told.changed ?? "",
            surprised: told.surprised ?? "", usersNeed: told.usersNeed ?? "", weNeed: told.weNeed ?? "", createdAt: moment)
        for (key, value) in told.values ?? [:] { if let id = known[key] { checkIn.values[id] = value } }
        (checkIn.progress, checkIn.status) = replay.report(checkIn)
        checkIns.append(checkIn)
        let neutral = Tongue(language: .en, zone: .gmt)
        let said = replay.keyResults(of: checkIn.goalID).sorted { $0.position < $1.position }.compactMap { keyResult in
            checkIn.values[keyResult.id].map { neutral.plain(keyResult.format($0)) }
        }
        record(
            .checkedIn, by: checkIn.authorID, at: moment, goal: checkIn.goalID, about: checkIn.id.text,
            names: said.isEmpty ? [:] : ["summary": said.prefix(3).joined(separator: ", ")])
    }

    private mutating func add(_ told: DemoContent.Change, to goal: DemoContent.Goal, at moment: Moment, _ replay: inout Replay) {
        let id = ids[goal.key]!
        switch (told.field, told.from, told.to) {
        case ("target", .number(let from), .number(let to)):
            guard let key = told.keyResult, let keyResult = keyResultIDs[goal.key]?[key] else { return }
            replay.change(keyResult, of: id) { $0.target = to }
            let title = goal.keyResults.first { $0.key == key }?.title ?? ""
            let change = Change(field: "target", from: Number.text(from), to: Number.text(to))
            record(
                .keyResultEdited, by: people[told.by], at: moment, goal: id, about: keyResult.text, reason: told.reason, changes: [change],
                names: ["subject": title])
        case ("due", .number(let from), .number(let to)):
            replay.change(id) { [due = day(Int(to))] in $0.dueOn = due }
            for keyResult in replay.keyResults(of: id) { replay.change(keyResult.id, of: id) { [due = day(Int(to))] in $0.dueOn = due } }
            edited(goal, told, "due_on", day(Int(from)).iso, day(Int(to)).iso, at: moment)
        case ("title", .text(let from), .text(let to)): edited(goal, told, "title", from, to, at: moment)
        case ("owner", .text(let from), .text(let to)):
            edited(goal, told, "owner_id", people[from]?.text ?? "", people[to]?.text ?? "", at: moment)
        default: break
        }
    }

    private mutating func edited(
        _ goal: DemoContent.Goal, _ told: DemoContent.Change, _ field: String, _ from: String, _ to: String, at moment: Moment
    ) {
        record(
            .goalEdited, by: people[told.by], at: moment, goal: ids[goal.key], reason: told.reason,
            changes: [.init(field: field, from: from, to: to)])
    }

    /// An owner says otherwise right after the last report.
    private func judgedAt(_ goal: DemoContent.Goal) -> Moment {
        goal.checkIns.last.map { moment($0.day, $0.minute + 4) } ?? moment(goal.committed ?? goal.created, 700)
    }

    private mutating func judge(_ goal: DemoContent.Goal, at moment: Moment, _ replay: inout Replay) {
        guard let word = goal.ownerStatus, let status = Status(rawValue: word.status) else { return }
        replay.change(ids[goal.key]!) { ($0.ownerStatus, $0.ownerStatusReason) = (status, word.reason) }
        record(
            .goalJudged, by: maker(of: goal), at: moment, goal: ids[goal.key], reason: word.reason,
            changes: [.init(field: "owner_status", from: "", to: word.status)])
    }

    /// What a goal lived through besides: made, proposed, committed, talked about, closed.
    mutating func tellLife(of goal: DemoContent.Goal) {
        let (id, maker) = (ids[goal.key]!, maker(of: goal))
        record(.goalMade, by: maker, at: moment(goal.created, 600), goal: id)
        if goal.stage == "proposed" {
            record(
                .goalProposed, by: maker, at: moment(goal.created + 1, 620), goal: id,
                changes: [.init(field: "stage", from: "draft", to: "proposed")])
        }
        if let committed = goal.committed {
            record(
                .goalCommitted, by: maker, at: moment(committed, 660), goal: id,
                changes: [.init(field: "stage", from: "draft", to: "committed")])
        }
        for milestone in milestones where milestone.goalID == id {
            guard let reached = milestone.reachedOn else { continue }
            record(
                .milestoneReached, by: maker, at: moment(today.distance(to: reached), 955), goal: id, about: milestone.id.text,
                names: ["subject": milestone.title])
        }
        for comment in goal.comments { add(comment, to: goal) }
        guard let closed = goal.closed, let outcome = goal.outcome else { return }
        var changes: [Change] = [.init(field: "outcome", from: "", to: outcome)]
        if let grade = goal.grade { changes.append(.init(field: "grade", from: "", to: Number.text(grade))) }
        if let lesson = goal.lesson { changes.append(.init(field: "lesson", from: "", to: lesson)) }
        changes.append(.init(field: "stage", from: "committed", to: "closed"))
        record(.goalClosed, by: maker, at: moment(closed, 930), goal: id, reason: goal.outcomeReason ?? "", changes: changes)
        for next in content.goals where next.carriedFrom == goal.key {
            let cycle = content.cycles.first { $0.key == next.cycle }.map(seasoned) ?? ""
            record(.goalCarriedOver, by: maker, at: moment(closed, 931), goal: id, about: ids[next.key]?.text, names: ["other": cycle])
        }
    }

    private mutating func add(_ told: DemoContent.Comment, to goal: DemoContent.Goal) {
        let at = moment(told.day, told.minute)
        let checkIn = told.checkIn.flatMap { place -> ID<CheckIn>? in
            let own = checkIns.filter { $0.goalID == ids[goal.key] }
            return own.indices.contains(place) ? own[place].id : nil
        }
        let comment = Comment(
            id: id(at: at), goalID: ids[goal.key]!, checkInID: checkIn, authorID: people[told.author]!, text: told.text, createdAt: at)
        comments.append(comment)
        record(.commentMade, by: comment.authorID, at: at, goal: comment.goalID, about: comment.id.text)
    }
}
