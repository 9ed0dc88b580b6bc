import Domain

/// The key results on a goal's page: name, three numbers on one line, how far, why, and the chart.
extension Page {
    func keyResultsSection(_ view: GoalView) -> HTML {
        let goal = view.goal
        let mayEdit = may(goal.mayEdit)
        let add: HTML? =
            mayEdit ? "<a class=\"aside\" href=\"\(path("goals", goal.id, "key-results", "new"))\">\(t("Add a key result"))</a>" : nil
        guard !view.keyResults.isEmpty else {
            return section("key-results", t("Key results"), aside: add, noKeyResults(view))
        }
        let axis = view.axis
        let numbers = view.keyResults.map(\.keyResult).filter { $0.kind == .number }
        let key: HTML? =
            numbers.isEmpty
            ? nil
            : chartKey(
                plan: numbers.contains { !$0.isKept }, limit: numbers.contains(where: \.isKept),
                threshold: view.thresholds.contains { $0.keyResult?.kind == .number && $0.threshold.rule.isValue },
                forecast: view.keyResults.contains { $0.forecast != nil })
        let articles = view.keyResults.enumerated().map { keyResult($1, at: $0, axis: axis, view, mayEdit: mayEdit) }
        return section("key-results", t("Key results"), aside: add, "\(key)\(articles)\(driftLine(view))")
    }

    private func noKeyResults(_ view: GoalView) -> HTML {
        let goal = view.goal
        if goal.childCount > 0 {
            return "<p class=\"mute\">\(t("It has no key results of its own: its progress comes from its child goals."))</p>"
        }
        let button: HTML? =
            may(goal.mayEdit)
            ? "<a class=\"button\" href=\"\(path("goals", goal.id, "key-results", "new"))\">\(t("Give it a key result"))</a>" : nil
        return empty(
            t("No key result yet"), t("A number that shows the goal is reached: where it is now, where it should be, and who knows it."),
            actions: button)
    }

    private func keyResult(_ part: KeyResultView, at index: Int, axis: TimeAxis, _ view: GoalView, mayEdit: Bool) -> HTML {
        let keyResult = part.keyResult
        let id = "kr-\(keyResult.id.text)"
        let edit: HTML? =
            mayEdit
            ? "<a class=\"edit\" href=\"\(path("goals", keyResult.goalID, "key-results", keyResult.id, "edit"))\" aria-label=\"\(t("Edit \(shortened(keyResult.title, to: 100))"))\">\(icon("edit", small: true))</a>"
            : nil
        return """
            <article class="key-result" id="\(id)" aria-labelledby="\(id)-h">
            <h3 id="\(id)-h">\(shortened(keyResult.title, to: 600))\(edit)</h3>
            <p class="kind">\(kindLine(part))</p>\(pairLine(part, view))
            <div class="numbers"><dl>\(numbers(of: keyResult, view.today))</dl>\(keyResultVerdict(part, view))</div>
            \(picture(part, at: index, axis: axis, view))\(jointFlashes(on: keyResult, view))\(forecast(of: part, view))
            </article>
            """
    }

    private func jointFlashes(on keyResult: KeyResult, _ view: GoalView) -> [HTML] {
        view.jointActions.filter { $0.action.isOpen && $0.action.keyResultID == keyResult.id }.map(jointFlash)
    }

    /// "Lagging · customer value · counts 50 % · Noor Haddad · from case system"
    private func kindLine(_ part: KeyResultView) -> HTML {
        let keyResult = part.keyResult
        var parts: [HTML] = []
        if keyResult.isPrimary { parts.append("<strong>\(t("Primary"))</strong>") }
        if let indicator = keyResult.indicator { parts.append(t(indicator.word)) }
        if let serves = keyResult.serves { parts.append(t(serves.inSentence)) }
        parts.append(part.counts > 0 ? t("counts \(percent: part.counts / 100)") : t("guards the goal, does not count"))
        if let owner = keyResult.ownerID { parts.append("<a href=\"\(path("people", owner))\">\(part.ownerName ?? "")</a>") }
        if !keyResult.source.isEmpty { parts.append(t("from \(shortened(keyResult.source, to: 200))")) }
        if let said = sourceWords(keyResult.sourceStatus, keyResult.sourceScore) { parts.append(t("the source said \(said)")) }
        return parts.joined(separator: " · ")
    }

    /// "Moves together with: Applications complete the first time"; and, with the lagging one, where one goes and the other does not.
    private func pairLine(_ part: KeyResultView, _ view: GoalView) -> HTML? {
        let others = view.keyResults.filter { part.keyResult.movesWith.contains($0.keyResult.id) }
        guard !others.isEmpty else { return nil }
        let links = others.map { other -> HTML in
            "<a href=\"#kr-\(other.keyResult.id.text)\">\(shortened(other.keyResult.title, to: 160))</a>"
        }
        let findings: [HTML] =
            part.keyResult.indicator == .leading
            ? []
            : others.compactMap { other in
                Pairing(leading: other.standing.status, lagging: part.standing.status).map {
                    "<p class=\"kind\"><strong>\(t($0.words(leading: shortened(other.keyResult.title, to: 160))))</strong></p>"
                }
            }
        return "<p class=\"kind\">\(t("Moves together with")): \(links.joined(separator: ", "))</p>\(findings)"
    }

    // MARK: Numbers

    private func numbers(of keyResult: KeyResult, _ today: Day) -> HTML {
        switch keyResult.kind {
        case .done:
            return
                "\(number(t("Due"), date(keyResult.dueOn)))\(now(keyResult, keyResult.value.map { t(keyResult.format($0)) } ?? t("not done")))"
        case .zones: return "<div class=\"now wide\"><dt>\(t("Now"))</dt><dd>\(t((keyResult.zone ?? .none).word))</dd></div>"
        case .number: break
        }
        if keyResult.isKept {
            let limit = keyResult.target.map { plain($0, keyResult) } ?? "–"
            let upper = keyResult.direction == .within ? keyResult.upper.map { " – " + plain($0, keyResult) } ?? "" : ""
            return "\(number(t(keyResult.direction.word), "\(limit)\(upper)"))\(now(keyResult, value(of: keyResult)))"
        }
        return """
            \(number(t("Baseline"), "\(keyResult.baseline.map { plain($0, keyResult) } ?? "–")"))\(now(keyResult, value(of: keyResult)))\
            \(number(t("Target"), "\(keyResult.target.map { plain($0, keyResult) } ?? "–")"))
            """
    }

    private func number(_ name: HTML, _ value: HTML) -> HTML { "<div><dt>\(name)</dt><dd>\(value)</dd></div>" }
    private func now(_ keyResult: KeyResult, _ value: HTML) -> HTML { "<div class=\"now\"><dt>\(t("Now"))</dt><dd>\(value)</dd></div>" }

    private func value(of keyResult: KeyResult) -> HTML {
        guard let value = keyResult.value else { return "–" }
        return "\(plain(value, keyResult))\(when(!keyResult.unit.isEmpty, " <span class=\"unit\">\(keyResult.unit)</span>"))"
    }

    func plain(_ value: Double, _ keyResult: KeyResult) -> String { tongue.trimmed(value, decimals: keyResult.decimals) }

    private func keyResultVerdict(_ part: KeyResultView, _ view: GoalView) -> HTML {
        let standing = part.standing
        let bar: HTML? = part.keyResult.isKept ? nil : progressBar(standing.progress, expected: standing.expected, status: standing.status)
        return """
            <div class="verdict">\(bar)<div class="line">\(status(standing.status))<span class="reason">\(keyResultReason(part))</span></div></div>
            """
    }

    /// "23 points behind plan": the bar above says of what. What is not a matter of points is said in full.
    private func keyResultReason(_ part: KeyResultView) -> HTML {
        let standing = part.standing
        guard part.keyResult.kind == .number, !part.keyResult.isKept, [.onTrack, .atRisk, .offTrack].contains(standing.status),
            let progress = standing.progress, let expected = standing.expected
        else { return standing.reasons.map { t($0) }.joined(separator: " ") }
        let behind = Int((expected * 100).rounded() - (progress * 100).rounded())
        let rest = standing.reasons.dropFirst().map { " \(t($0))" as HTML }
        return "\(behindPlan(behind, standing))\(Array(rest))"
    }

    private func behindPlan(_ points: Int, _ standing: Standing) -> HTML {
        switch points {
        case 0: t("on plan")
        case 1: t("1 point behind plan")
        case -1: t("1 point ahead of plan")
        case 2...: t("\(points) points behind plan")
        default: t("\(-points) points ahead of plan")
        }
    }

    // MARK: Pictures

    private func picture(_ part: KeyResultView, at index: Int, axis: TimeAxis, _ view: GoalView) -> HTML? {
        switch part.keyResult.kind {
        case .zones: zones(part.keyResult)
        case .done: doneWords(part)
        case .number: chart(of: part, height: part.keyResult.isKept ? 128 : index == 0 ? 184 : 152, axis: axis, view)
        }
    }

    /// Where the reports point and how that was reckoned, while there is something to come.
    private func forecast(of part: KeyResultView, _ view: GoalView) -> HTML? {
        let (keyResult, count) = (part.keyResult, part.points.count)
        guard keyResult.kind == .number, view.goal.stage == .committed, view.today <= keyResult.dueOn, count > 0 else { return nil }
        if count == 1 { return "<p class=\"kind\">\(t("One check-in so far. A forecast needs four."))</p>" }
        if count < 4 { return "<p class=\"kind\">\(t("\(count) check-ins so far. A forecast needs four."))</p>" }
        guard let forecast = part.forecast else { return nil }
        return "<p class=\"kind\">\(keyResult.words(for: forecast).map { t($0) }.joined(separator: " "))</p>"
    }

    func chart(of part: KeyResultView, height: Int, axis: TimeAxis, _ view: GoalView) -> HTML {
        let keyResult = part.keyResult
        let chart = Chart(
            points: part.points, plan: keyResult.path, limits: limits(of: keyResult), thresholds: lines(on: keyResult, view),
            band: part.forecast?.band ?? [], axis: axis, today: view.today, height: height, decimals: keyResult.decimals)
        guard !part.points.isEmpty || chart.plan.count > 1 else {
            return "<p class=\"kind\">\(t("Nothing has been reported yet. The first check-in draws the chart."))</p>"
        }
        let months = "\(tongue.month(axis.from, short: false)) – \(tongue.month(axis.to, short: false))"
        let caption =
            keyResult.isKept
            ? t("\(shortened(keyResult.title, to: 200)): reported values and the limit, \(months)")
            : t("\(shortened(keyResult.title, to: 200)): reported values beside the plan, \(months)")
        return figure(chart, caption: caption, unit: keyResult.unit, decimals: keyResult.decimals)
    }

    /// The agreed lines that are values, from the day each was agreed.
    private func lines(on keyResult: KeyResult, _ view: GoalView) -> [Chart.Point] {
        view.thresholds.filter { $0.threshold.keyResultID == keyResult.id && $0.threshold.rule.isValue }.map {
            Chart.Point(day: $0.threshold.createdAt.day(in: tongue.zone), value: $0.threshold.rule.amount)
        }
    }

    private func limits(of keyResult: KeyResult) -> [Chart.Limit] {
        guard keyResult.isKept, let target = keyResult.target else { return [] }
        let low = tongue.short(target, decimals: keyResult.decimals)
        guard keyResult.direction == .within, let upper = keyResult.upper else { return [.init(value: target, name: "\(low) limit")] }
        let high = tongue.short(upper, decimals: keyResult.decimals)
        return [.init(value: upper, name: "\(high) at most"), .init(value: target, name: "\(low) at least")]
    }

    /// The three zones in words, those reached filled like stones laid.
    private func zones(_ keyResult: KeyResult) -> HTML {
        let reached = keyResult.zone?.rawValue ?? 0
        let described: [(KeyResult.Zone, String)] = [
            (.commit, keyResult.zoneCommit), (.target, keyResult.zoneTarget), (.stretch, keyResult.zoneStretch),
        ]
        let items = described.filter { !$0.1.isEmpty }.map { zone, text -> HTML in
            let isReached = zone.rawValue <= reached
            return """
                <li\(when(isReached, " class=\"reached\""))><span class="name">\(t(zone.word))\(when(isReached, "<span class=\"visually-hidden\">, \(t("reached"))</span>"))</span>\
                <span>\(text)</span></li>
                """
        }
        return "<ul class=\"zones\">\(items)</ul>"
    }

    private func doneWords(_ part: KeyResultView) -> HTML? {
        guard let first = part.points.first(where: { $0.value >= 1 }), part.keyResult.progress == 1 else { return nil }
        return "<p class=\"kind\">\(t("Done since \(first.day)."))</p>"
    }
}

extension KeyResult {
    /// The plan in its own numbers: baseline, dated steps, target. Empty where there is no way to go.
    var path: [Chart.Point] {
        guard kind == .number, !isKept, let baseline, let target, startsOn < dueOn else { return [] }
        let inside = steps.filter { startsOn < $0.day && $0.day < dueOn }.sorted { $0.day < $1.day }
        return [.init(day: startsOn, value: baseline)] + inside.map { .init(day: $0.day, value: $0.value) } + [
            .init(day: dueOn, value: target)
        ]
    }
}

extension KeyResult.Serves {
    /// As it stands within a line: "customer value".
    var inSentence: Phrase {
        switch self {
        case .customerValue: "customer value"
        case .efficiency: "efficiency"
        case .strategy: "strategy"
        }
    }
}
