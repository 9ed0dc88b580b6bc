import Domain
import Foundation

/// The cycles of a workspace, and the forms for one.
extension Page {
    func cycleList(_ list: CycleList) -> HTML {
        let mayMake = may { Cycle.mayMake(by: $0) }
        let new: HTML? =
            mayMake
            ? "<a class=\"button primary\" href=\"\(path("cycles", "new"))\" data-key=\"n\">\(icon("plus", small: true))\(t("New cycle"))</a>"
            : nil
        let head = head(
            t("Cycles"), lede: t("A cycle is a named period in which goals are set and kept. Several may run at once."), actions: new)
        return layout(
            t("Cycles"), at: .cycles, topics: ["workspace"],
            """
            \(head)<div class="page-body">\(list.cycles.isEmpty ? noCycles(mayMake) : groups(of: list))</div>
            """)
    }

    private func groups(of list: CycleList) -> HTML {
        """
        \(group("running", t("Running"), list.running, list, empty: t("No cycle is running now.")))\
        \(group("drafting", t("Being drafted"), list.drafting, list, empty: nil))\(group("past", t("Past"), list.past, list, empty: nil))
        """
    }

    private func noCycles(_ mayMake: Bool) -> HTML {
        empty(
            t("No cycles yet"),
            mayMake
                ? t("Begin with the period you plan for: a quarter, half a year, or the weeks until something has to be ready.")
                : t("Cycles are made by team leads and admins. Ask one of them."),
            actions: mayMake ? "<a class=\"button\" href=\"\(path("cycles", "new"))\">\(t("New cycle"))</a>" : nil, level: 2)
    }

    private func group(_ id: String, _ title: HTML, _ cycles: [Cycle], _ list: CycleList, empty: HTML?) -> HTML? {
        guard !cycles.isEmpty else { return empty.map { section(id, title, "<p class=\"mute\">\($0)</p>") } }
        let rows = cycles.map { row($0, list.tallies[$0.id] ?? Tally()) }
        return section(
            id, title,
            """
            <table class="table stacks cycles"><caption class="visually-hidden">\(title)</caption><thead><tr><th scope="col">\(t("Cycle"))</th>\
            <th scope="col">\(t("When"))</th><th scope="col">\(t("Goals"))</th></tr></thead><tbody data-rows>\(rows)</tbody></table>
            """)
    }

    private func row(_ cycle: Cycle, _ tally: Tally) -> HTML {
        let stage: HTML? = cycle.stage == .closing ? "<span class=\"note\">\(t(cycle.stage.word))</span>" : nil
        let purpose: HTML? = cycle.purpose.isEmpty ? nil : "<span class=\"note\">\(Markdown.plain(cycle.purpose, limit: 160))</span>"
        let place: HTML? = cycle.stage == .closed ? nil : "<span class=\"note\">\(t(cycle.place(on: workspaceToday)))</span>"
        return """
            <tr id="cycle-\(cycle.id.text)"><th scope="row"><a href="\(path("cycles", cycle.id))">\(cycle.name)</a>\(stage)\(purpose)</th>\
            <td>\(span(of: cycle))\(place)</td><td>\(tally.total == 0 ? "<span class=\"mute\">\(t("no goals"))</span>" : self.tally(tally, of: cycle))</td></tr>
            """
    }

    /// "1 September to 18 December", with years where they are not this one.
    func span(of cycle: Cycle) -> HTML {
        func say(_ day: Day) -> String {
            let plain = tongue.plainDay(day)
            return day.year == today.year ? String(plain.dropLast(5)) : plain
        }
        return t("\(say(cycle.startsOn)) to \(say(cycle.endsOn))")
    }

    /// One bar for all goals of a cycle, and how many stand how, each a link to those goals.
    func tally(_ tally: Tally, of cycle: Cycle, team: ID<Team>? = nil) -> HTML {
        let place: HTML = "\(path("goals"))?cycle=\(cycle.id.text)\(team.map { "&amp;team=\($0.text)" as HTML })"
        var start = 0.0
        let bars = tally.parts.map { part -> HTML in
            let width = Double(part.count) / Double(tally.total) * 100
            defer { start += width }
            return """
                <rect data-status="\(part.status.slug)" x="\(start)%" width="\(max(width - 0.4, 0.2))%" height="12" rx="1"/>
                """
        }
        let words = tally.parts.map { part -> HTML in
            """
            <li><a class="status" data-status="\(part.status.slug)" href="\(place)&amp;status=\(part.status.slug)">\(mark(part.status))\
            <span><b>\(part.count)</b> \(t(part.status.inSentence))</span></a></li>
            """
        }
        let label = tally.parts.map { "\($0.count) \(tongue.plain($0.status.inSentence))" }.joined(separator: ", ")
        return """
            <div class="tally"><svg role="img" aria-label="\(tally.total == 1 ? t("1 goal: \(label)") : t("\(tally.total) goals: \(label)"))">\(bars)</svg><ul>\(words)</ul></div>
            """
    }

    // MARK: Forms

    func newCycle(_ draft: Cycle.Draft, key: String, _ state: FormState) -> HTML {
        cycleForm(
            t("New cycle"), crumbs: [(t("Cycles"), path("cycles"))], draft, state, action: path("cycles"), back: path("cycles"),
            hidden: hidden("form_key", key))
    }

    func editCycle(_ cycle: Cycle, _ state: FormState) -> HTML {
        let draft = Cycle.Draft(
            name: cycle.name, purpose: cycle.purpose, startsOn: cycle.startsOn, endsOn: cycle.endsOn, version: cycle.version)
        let crumbs = [(t("Cycles"), path("cycles")), (HTML(escaping: cycle.name), path("cycles", cycle.id))]
        let isConflict = state.typed.map { $0["version"] != String(cycle.version) } ?? false
        return cycleForm(
            t("Edit the cycle"), crumbs: crumbs, draft, state, action: path("cycles", cycle.id), back: path("cycles", cycle.id),
            hidden: hidden("version", String(cycle.version)), theirs: isConflict ? theirs(cycle) : nil)
    }

    private func cycleForm(
        _ title: HTML, crumbs: [(HTML, String)], _ draft: Cycle.Draft, _ state: FormState, action: String, back: String, hidden: HTML,
        theirs: HTML? = nil
    ) -> HTML {
        layout(
            title, at: .cycles,
            """
            \(head(title, crumbs: crumbs))\(formProblems(state))\(theirs)
            <form class="form" method="post" action="\(action)" data-keep="cycle">\(hidden)
            \(textField("name", t("Name"), value: draft.name, state, hint: t("Such as “Autumn 2026” or “Until the move”."), attributes: "maxlength=\"200\""))
            \(textArea("purpose", t("Purpose"), value: draft.purpose, state, rows: 3, hint: t("Why this period matters, in a sentence or two. It stands at the top of the dashboard.")))
            <div class="form-row">\(dateField("starts_on", t("Begins on"), value: draft.startsOn, state))\(dateField("ends_on", t("Ends on"), value: draft.endsOn, state))</div>
            \(formFoot(t("Save"), cancel: back))</form>
            """)
    }

    /// What somebody else has saved meanwhile, above what this person wrote.
    private func theirs(_ cycle: Cycle) -> HTML {
        """
        <div class="versions"><div><h3>\(t("Saved meanwhile by someone else"))</h3><p class="text">\(cycle.name)
        \(span(of: cycle))

        \(cycle.purpose)</p></div></div>
        """
    }

    func removeCycle(_ cycle: Cycle) -> HTML {
        let crumbs = [(t("Cycles"), path("cycles")), (HTML(escaping: cycle.name), path("cycles", cycle.id))]
        return layout(
            t("Take the cycle away"), at: .cycles,
            """
            \(head(t("Take “\(cycle.name)” away?"), crumbs: crumbs, lede: t("Only an empty cycle that nobody has started can be taken away.")))
            <form class="form" method="post" action="\(path("cycles", cycle.id, "removal"))"><div class="form-foot"><button class="button danger">\
            \(t("Take it away"))</button><a class="button quiet" href="\(path("cycles", cycle.id))">\(t("Keep it"))</a></div></form>
            """)
    }
}
