import Domain

/// What the form of a key result needs.
struct KeyResultForm: Sendable {
    var goal: Goal
    /// Nil for a new one.
    var keyResult: KeyResult?
    var draft: KeyResult.Draft
    var people: [Choice<Person>]
    /// The other key results of the goal.
    var others: [KeyResult] = []
}

extension Page {
    func keyResultForm(_ form: KeyResultForm, key: String, _ state: FormState) -> HTML {
        let goal = form.goal
        let title = form.keyResult == nil ? t("New key result") : t("Change the key result")
        let action = form.keyResult.map { path("goals", goal.id, "key-results", $0.id) } ?? path("goals", goal.id, "key-results")
        let coach: HTML = "\(path("goals", goal.id, "coach"))\(form.keyResult.map { "?key_result=\($0.id.text)" as HTML })"
        return layout(
            title, at: .goals, topics: ["goal:\(goal.id)"],
            """
            \(head(title, crumbs: goalCrumbs(goal), lede: form.keyResult == nil ? t("How will you see that the goal is reached?") : nil))
            <form class="form coached" method="post" action="\(action)" data-coach="\(coach)" data-keep="key-result-\(form.keyResult?.id.text ?? goal.id.text)" data-kept="\(t("Your text from before is back."))">
            \(formProblems(state))\(theirs(state, keyResultTheirs(form)))
            \(hidden("version", String(form.keyResult?.version ?? 0)))\(hidden("form_key", key))
            \(textField("title", t("Title"), value: form.draft.title, state, hint: t("What is counted, or looked at: “Days from application to decision”."),
                attributes: "autocomplete=\"off\""))
            \(coachAside(CoachAdvice(on: form, state, language: tongue.language.rawValue)))
            \(keyResultKind(form.draft, state))
            \(keyResultMeaning(form, state))
            \(keyResultDates(form.draft, state))
            \(reasonField(for: goal, state))
            \(formFoot(form.keyResult == nil ? t("Add the key result") : t("Save"), cancel: path("goals", goal.id)))
            </form>
            \(form.keyResult.map { keyResultEnd($0, goal) })
            """)
    }

    private func keyResultKind(_ draft: KeyResult.Draft, _ state: FormState) -> HTML {
        """
        <div class="form by-choice">
        \(radios("kind", t("Kind"), options: [
            ("number", t("A number"), t("Counted or measured, from a baseline to a target.")),
            ("done", t("Done or not done"), t("One step that is taken, or not.")),
            ("zones", t("Three zones"), t("Described in words: sure, wanted, and beyond.")),
        ], value: draft.kind.rawValue, state, cards: true))
        \(keyResultNumber(draft, state))
        <fieldset class="group for-zones"><legend>\(t("The three zones"))</legend>
        \(textField("zone_commit", t("Commit: what you are sure to reach"), value: draft.zoneCommit, state, required: false))
        \(textField("zone_target", t("Target: what you want to reach"), value: draft.zoneTarget, state, required: false))
        \(textField("zone_stretch", t("Stretch: more than you dare to expect"), value: draft.zoneStretch, state, required: false))
        </fieldset>
        </div>
        """
    }

    private func keyResultNumber(_ draft: KeyResult.Draft, _ state: FormState) -> HTML {
        let number: HTML = "inputmode=\"decimal\" autocomplete=\"off\""
        return """
            <fieldset class="group for-number"><legend>\(t("The number"))</legend>
            \(select("direction", t("Direction"), options: KeyResult.Direction.allCases.map { ($0.rawValue, t($0.word)) }, value: draft.direction.rawValue, state))
            <div class="form-row numbers">
            <div class="for-baseline">\(textField("baseline", t("Baseline"), value: typed(draft.baseline), state, hint: t("Where it stands today."), required: false, attributes: number))</div>
            \(textField("target", t("Target"), value: typed(draft.target), state, hint: t("To reach, or the limit to keep."), required: false, attributes: number))
            <div class="for-within">\(textField("upper", t("Upper end"), value: typed(draft.upper), state, hint: t("Of the range to keep within."), required: false, attributes: number))</div>
            \(textField("unit", t("Unit"), value: draft.unit, state, hint: t("Days, %, €."), optional: true, attributes: "autocomplete=\"off\""))
            \(textField("decimals", t("Decimals"), value: String(draft.decimals), state, optional: true, attributes: "inputmode=\"numeric\""))
            </div>
            <div class="for-baseline">\(textArea("steps", t("Intermediate targets"), value: steps(draft.steps), state, rows: 3,
                hint: t("One a line: the date, a colon, the number, such as 2026-11-05: 60. Without any, the plan is a straight line.")))</div>
            </fieldset>
            """
    }

    private func keyResultMeaning(_ form: KeyResultForm, _ state: FormState) -> HTML {
        let indicators = KeyResult.Indicator.allCases.map { (value: $0.rawValue, label: t($0.word)) }
        let serves = KeyResult.Serves.allCases.map { (value: $0.rawValue, label: t($0.word)) }
        let draft = form.draft
        return """
            <fieldset class="group"><legend>\(t("Where it comes from"))</legend>
            <div class="form-row">
            \(select("owner_id", t("Owner"), options: options(form.people, none: t("Nobody yet")), value: draft.ownerID?.text ?? "", state, optional: true))
            \(textField("source", t("Source"), value: draft.source, state, hint: t("Where the value is read."), optional: true, attributes: "autocomplete=\"off\""))
            </div>
            <div class="form-row">
            \(select("indicator", t("Indicator"), options: [("", t("Not said"))] + indicators, value: draft.indicator?.rawValue ?? "", state,
                hint: t("Leading moves early and can be influenced; lagging confirms the effect."), optional: true))
            \(select("serves", t("Serves"), options: [("", t("Not said"))] + serves, value: draft.serves?.rawValue ?? "", state, optional: true))
            </div>
            \(keyResultPairs(form, state))
            \(checkbox("is_primary", t("Shown large on the dashboard of the cycle"), on: draft.isPrimary, state, hint: t("A team shows at most \(KeyResult.mostPrimary).")))\(problem("is_primary", state))
            </fieldset>
            """
    }

    /// Those it could move together with: of a goal's other key results the leading and the lagging ones.
    private func keyResultPairs(_ form: KeyResultForm, _ state: FormState) -> HTML? {
        let others = form.others.filter { $0.indicator != nil }
        guard !others.isEmpty else { return nil }
        let boxes = others.map { other in
            checkbox(
                "moves_with", HTML(escaping: shortened(other.title, to: 200)), on: form.draft.movesWith.contains(other.id), state,
                value: other.id.text, hint: other.indicator.map { t($0.word) })
        }
        return """
            <fieldset class="field"><legend>\(t("Moves together with")) <span class="optional">\(t("optional"))</span></legend>\
            <p class="hint">\(t("A leading number and the lagging ones that should follow it. Where one goes and the other does not, the goal says so."))</p>\
            <div class="choices">\(boxes)</div>\(problem("moves_with", state))</fieldset>
            """
    }

    private func keyResultDates(_ draft: KeyResult.Draft, _ state: FormState) -> HTML {
        """
        <div class="form-row">
        \(dateField("starts_on", t("Begins on"), value: draft.startsOn, state, optional: true))
        \(dateField("due_on", t("Due on"), value: draft.dueOn, state, hint: t("Left empty, the dates are those of the goal."), optional: true))
        </div>
        """
    }

    /// Its place among the others, and taking it away.
    private func keyResultEnd(_ keyResult: KeyResult, _ goal: Goal) -> HTML {
        let here = path("goals", goal.id, "key-results", keyResult.id)
        let reason: HTML =
            goal.stage == .committed
            ? "<div class=\"field\"><label for=\"removal-reason\">\(t("Why it goes"))</label><input class=\"input\" id=\"removal-reason\" name=\"reason\" required></div>"
            : ""
        return """
            <section class="section mt" id="end" aria-labelledby="end-h"><div class="section-head"><h2 id="end-h">\(t("Place and end"))</h2></div>
            <form class="form" method="post" action="\(here + "/position")"><div class="button-row"><button class="button" name="to" value="up">\(t("Move up"))</button>\
            <button class="button" name="to" value="down">\(t("Move down"))</button></div></form>
            <form class="form mt" method="post" action="\(here + "/removal")">\(hidden("version", String(keyResult.version)))\(reason)\
            <div class="button-row"><button class="button danger">\(t("Take it away"))</button><span class="hint">\(t("The values reported on it go with it."))</span></div></form>
            </section>
            """
    }

    private func steps(_ steps: [KeyResult.Step]) -> String {
        steps.map { "\($0.day.iso): \(typed($0.value))" }.joined(separator: "\n")
    }

    private func keyResultTheirs(_ form: KeyResultForm) -> [Theirs] {
        let draft = form.draft
        return [
            Theirs("title", t("Title"), draft.title), Theirs("kind", t("Kind"), draft.kind.rawValue, shown: tongue.plain(draft.kind.word)),
            Theirs("direction", t("Direction"), draft.direction.rawValue, shown: tongue.plain(draft.direction.word)),
            Theirs("baseline", t("Baseline"), typed(draft.baseline)), Theirs("target", t("Target"), typed(draft.target)),
            Theirs("upper", t("Upper end"), typed(draft.upper)), Theirs("unit", t("Unit"), draft.unit),
            Theirs("decimals", t("Decimals"), String(draft.decimals)), Theirs("steps", t("Intermediate targets"), steps(draft.steps)),
            Theirs("zone_commit", t("Commit"), draft.zoneCommit), Theirs("zone_target", t("Target"), draft.zoneTarget),
            Theirs("zone_stretch", t("Stretch"), draft.zoneStretch), Theirs("source", t("Source"), draft.source),
            Theirs("owner_id", t("Owner"), draft.ownerID?.text ?? "", shown: form.people.first { $0.id == draft.ownerID }?.name ?? ""),
            Theirs("starts_on", t("Begins on"), draft.startsOn.iso, shown: tongue.plainDay(draft.startsOn)),
            Theirs("due_on", t("Due on"), draft.dueOn.iso, shown: tongue.plainDay(draft.dueOn)),
        ]
    }
}
