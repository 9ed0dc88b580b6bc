/// What speaks for a change.
extension CoachRules {
    mutating func lookAtChange() {
        guard !isWork, let index = words.indices.first(where: { $0 != lead?.index && has($0, .change) }) else { return }
        add(.change, leads(.change) ? 0.5 : has(index, [.finite, .plain]) ? 3 : 2, index)
    }

    /// "From 40 to 55", "20 % → 10 %", "by a third", "to 80 %", "-50 %".
    mutating func lookAtMovement() {
        for index in words.indices {
            if has(index, .from), let end = endOfWay(from: index) { return add(.moved, 3.5 * weight, index, to: end) }
            let isArrow = folded(index) == "→" || has(index, .instead) && has(index - 1, .number)
            if isArrow, index > 1, let last = number(after: index, within: 3) {
                return add(.moved, 3.5 * weight, has(index - 1, .percent) ? index - 2 : index - 1, to: withUnit(last))
            }
            if has(index, .by), let last = amount(after: index) { return add(.moved, 2.5 * weight, index, to: last) }
            if has(index, .to), let last = number(after: index, within: 2), withUnit(last) > last, !isWork {
                return add(.moved, 1.5, index, to: withUnit(last))
            }
            if ["+", "-"].contains(folded(index)), has(index + 1, .number), has(index + 2, .percent) {
                return add(.moved, 2.5 * weight, index, to: index + 2)
            }
        }
    }

    private func endOfWay(from index: Int) -> Int? {
        guard let first = number(after: index, within: 5), let to = words.indices.first(where: { $0 > first && has($0, .to) }),
            to < first + 6
        else { return nil }
        return number(after: to, within: 4).map(withUnit)
    }

    /// How many people, and what they do. As the object of work they say nothing: "interview 20 users".
    mutating func lookAtPeople() {
        guard !isWork, let index = first(.people) ?? unknownPeople, !isAny([.thing, .measure, .done, .work, .change], before: index) else {
            return
        }
        let counted = words.indices.first { $0 < index && index - $0 <= 5 && has($0, [.number, .percent, .more, .none]) }
        if let counted { add(.people, 2, counted, to: index) }
        if leads(.better) { return }
        if let can = words.indices.first(where: { $0 > index && has($0, .can) }) {
            add(.possible, hasPromise ? -1 : -3, can)
        } else if let act = act(of: index, isShare: counted != nil) {
            add(.acting, 3, index, to: act - index > 6 ? index : act)
        } else if counted == nil {
            add(.people, 1, index)
        }
    }

    /// "Editors use the handbook": many of something not known that do what people do.
    private var unknownPeople: Int? {
        guard s.language == .en, lead == nil else { return nil }
        return words.indices.prefix(3).first { index in
            words[index].marks.isEmpty && folded(index).hasSuffix("s") && has(index + 1, .act) && has(index + 1, .plain)
        }
    }

    /// What the people at this place do. Behind a share of them any verb will do: "70 % of users report …".
    private func act(of people: Int, isShare: Bool) -> Int? {
        if isShare, has(people + 1, [.work, .settle]), has(people + 1, .plain) { return people + 1 }
        return words.indices.first { index in
            index > people && has(index, .act) && (!has(index, .past) || ["have", "has", "haben"].contains(folded(index - 1)))
        }
    }

    mutating func lookAtPer() {
        guard let index = words.indices.first(where: { has($0, .per) && has($0 + 1, .people) }) else { return }
        add(.measure, 3 * weight, index, to: index + 1)
    }

    mutating func lookAtMeasures() {
        guard let index = first(.measure) ?? unnamedMeasure else { return }
        let hasNumber = first([.number, .percent, .limit]) != nil
        let isHandled = found.contains { $0.kind == .done && $0.points < -3 } && !hasNumber
        add(.measure, (isAny(.thing, before: index) ? 1 : hasNumber ? 3 : 2) * (isHandled ? 0.5 : weight), index)
    }

    /// "% of claims …", "Average days from …": a share or a time in front, without its number. "Calls a week": a rate.
    private var unnamedMeasure: Int? {
        guard lead == nil, words.count > 2 else { return nil }
        return words.indices.prefix(2).first { has($0, [.percent, .time]) && !has($0 - 1, .number) }
            ?? words.indices.prefix(3).first(where: isRate)
    }

    mutating func lookAtLimits() {
        let best = words.indices.compactMap { limit(at: $0) }.max { $0.points < $1.points }
        if let best { found.append(best) }
    }

    /// "Under two seconds", "at least 95 %", "$3M", "70 %".
    private func limit(at index: Int) -> CoachClue? {
        guard has(index, .number) else { return nil }
        let unit = [index + 1, index + 2].first { has($0, [.time, .percent, .money]) } ?? (has(index - 1, .money) ? index - 1 : nil)
        guard let unit else { return nil }
        let limit = [index - 1, index - 2, index - 3].first { has($0, .limit) }
        let (first, last) = (min(limit ?? index, unit, index), max(index, unit))
        if limit != nil, has(unit, .time) { return clue(.limit, leads(.settle) ? 6 : 4 * weight, first, to: last) }
        if limit != nil, has(unit, [.percent, .money]) { return clue(.limit, 2 * weight, first, to: last) }
        if has(unit, .money) { return clue(.money, 2.5 * weight, first, to: last) }
        return isWork ? nil : clue(.amount, folded(index) == "100" ? 0.2 : 1, first, to: last)
    }

    mutating func lookAtComparison() {
        guard !isWork, let index = words.indices.prefix(3).first(where: { has($0, [.more, .none]) }) else { return }
        add(.compared, 2, index)
    }

    mutating func lookAtState() {
        guard !isWork, let index = first(.state) else { return }
        let isSaid = index < 2 || isAny([.be, .people, .act, .none], before: index)
        add(.state, has(index - 1, .be) ? 4 : isSaid ? 2.5 : 1, index)
    }

    mutating func lookAtPurpose() {
        let end = mainEnd
        let namesChange = words[end...].contains { !$0.marks.isDisjoint(with: [.people, .change, .act, .measure]) }
        if namesChange { add(.purpose, 1.5, end) }
    }
}

/// What speaks for work.
extension CoachRules {
    mutating func lookAtDone() {
        guard !isWork else { return }
        let done = words.indices.first { index in
            (has(index, .done) || has(index, .work) && has(index, .past)) && folded(index) != "measured"
                && !(s.language == .en && index == 0 && has(index, .plain))
        }
        guard let done else { return lookAtUnknownDone() }
        let isBeforeNoun = !has(done - 1, .be) && has(done + 1, [.thing, .measure, .people])
        let isDoing = found.contains { $0.kind == .acting && $0.range.upperBound <= words[done].range.lowerBound }
        add(.done, isBeforeNoun ? -1.5 : hasPromise || isDoing ? -1 : -3.5, done)
    }

    private func isParticiple(_ index: Int) -> Bool { words[index].marks.isEmpty && folded(index).hasSuffix("ed") }

    /// Participles that are not known: "water is filtered", and at the end "all invoices scanned".
    private mutating func lookAtUnknownDone() {
        guard s.language == .en, lead == nil, !hasPromise else { return }
        if let passive = words.indices.first(where: { isParticiple($0) && has($0 - 1, .be) }) { return add(.done, -3.5, passive) }
        let last = words.lastIndex { !$0.marks.contains(.pause) } ?? 0
        if last > 0, isParticiple(last), !isAny([.measure, .people], before: last) { add(.done, -2.5, last) }
    }

    /// A time that is kept: "all letters are answered within two days".
    private var hasPromise: Bool {
        words.indices.contains { has($0, .limit) && (has($0 + 2, .time) || has($0 + 3, .time)) }
    }

    /// Something that is made, as what the statement is about; behind people or a measure it is only what they have to do with.
    mutating func lookAtThings() {
        guard let index = words.indices.first(where: { has($0, .thing) && !has($0, .people) && $0 != lead?.index }) else { return }
        let counted = words.indices.last { $0 < index && index - $0 <= 4 && has($0, .number) && !has($0 + 1, .percent) }
        if isWork { return add(counted == nil ? .thing : .counted, -1, counted ?? index, to: index) }
        if leads(.settle) { return add(.thing, -0.5, index) }
        let place = words[index].range.lowerBound
        let isAboutPeople = found.contains { $0.kind == .acting && $0.range.lowerBound < place }
        let hides = isAboutPeople || words.indices.prefix(index).contains { $0 != lead?.index && has($0, [.people, .measure]) }
        if hides { return lead == nil ? () : add(.thing, -0.5, index) }
        if let counted { return add(.counted, hasPromise ? -1.5 : -3, counted, to: index) }
        if leads([.change, .better]) { return add(.thing, -2, index) }
        let isState = found.contains { $0.kind == .state && $0.points > 3 }
        add(.thing, isAny(.of, before: index) || hasPromise || isState ? -1.5 : -3, index)
    }
}
