import Database
import Domain

extension Connection {
    /// What happened to a goal besides the discussion, newest first.
    func goalEvents(of goal: ID<Goal>, for viewer: Viewer, before: ID<Event>? = nil, limit: Int) throws -> [EventRow] {
        var events = try events("event.goal_id = \(goal) AND event.kind NOT LIKE 'comment %'", for: viewer, before: before, limit: limit)
        for index in events.indices {
            events[index].goal = events[index].goal.map { $0.utf8.count > 48 && $0.count > 48 ? $0.prefix(47) + "…" : $0 }
        }
        return events
    }
}

extension Event {
    /// Whether it changed what people had promised.
    var isDrift: Bool {
        let promises: Set = ["title", "target", "baseline", "upper", "due_on", "starts_on", "owner_id"]
        return !reason.isEmpty && (kind == .goalEdited || kind == .keyResultEdited)
            && details.changes.contains { promises.contains($0.field) }
    }
}

/// Fields whose change the sentence of their event already tells.
private let saidInSentence: Set<String> = ["stage", "status", "outcome", "owner_status"]

extension Page {
    func historySection(_ view: GoalView) -> HTML {
        let all = "<a class=\"aside\" href=\"\(path("goals", view.goal.id, "history"))\">\(t("All changes"))</a>" as HTML
        return section(
            "history", t("History"), aside: all,
            "\(view.goal.stage == .committed ? nil : driftWords(view))\(view.keyResults.isEmpty ? driftLine(view) : nil)\(timeline(Array(view.events.prefix(10))))"
        )
    }

    func timeline(_ events: [EventRow]) -> HTML {
        guard !events.isEmpty else { return "<p class=\"mute\">\(t("Nothing has changed yet."))</p>" }
        return "<ol class=\"timeline\">\(events.map(entry))</ol>"
    }

    private func entry(_ row: EventRow) -> HTML {
        let event = row.event
        let changes = event.details.changes.filter { !saidInSentence.contains($0.field) }
        let reason: HTML? = event.reason.isEmpty ? nil : "<span class=\"note\">\(event.reason)</span>"
        return """
            <li\(when(event.isDrift, " class=\"drift\""))>\(relativeTime(event.createdAt))<div><p>\(news(row))</p>\
            \(changes.map { changeLine($0, row) })\(reason)</div></li>
            """
    }

    /// "Due on: ~~5 Nov~~ → 18 Dec"; long texts are only begun.
    private func changeLine(_ change: Change, _ row: EventRow) -> HTML {
        let before = shortened(tongue.plain(change.before(name: { row.names[$0] })), to: 160)
        let after = shortened(tongue.plain(change.after(name: { row.names[$0] })), to: 160)
        return "<span class=\"note\">\(t(change.label)): <span class=\"was\">\(before)</span> → <strong>\(after)</strong></span>"
    }

    func historyPage(_ view: GoalView, older: ID<Event>?) -> HTML {
        layout(
            t("History"), at: .goals, topics: ["goal:\(view.goal.id)"],
            """
            \(head(t("History"), crumbs: crumbs(below: view.goal), lede: t("Who changed what, and why.")))
            <div class="column"><div data-live="history">\(timeline(view.events))</div>\
            \(olderLink(path("goals", view.goal.id, "history"), older?.text))</div>
            """)
    }
}
