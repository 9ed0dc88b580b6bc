import Domain

extension Page {
    /// Who did what that concerns access or the data as a whole, newest first, for admins.
    func auditPage(_ view: AuditPage) -> HTML {
        let isFiltered = view.filter != AuditLog.Filter()
        return layout(
            t("Audit log"), at: nil, topics: [],
            """
            \(head(t("Audit log"), crumbs: [(t("Settings"), path("settings"))], lede: t("Who came in, who changed what others may do, and who took data along.")))
            \(auditFilters(view, isFiltered: isFiltered))
            \(view.lines.isEmpty ? noAuditLines(isFiltered: isFiltered) : auditTable(view))
            """)
    }

    private func auditFilters(_ view: AuditPage, isFiltered: Bool) -> HTML {
        let any: (value: String, label: HTML) = ("", t("any"))
        let actions = [any] + Audit.Action.allCases.map { ($0.slug, t($0.words)) }
        let people = [any] + view.people.map { ($0.id.text, HTML(escaping: $0.name)) }
        let clear: HTML = "<a class=\"filter\" href=\"\(path("audit"))\">\(icon("close", small: true))\(t("Take away filters"))</a>"
        return """
            <form class="filters" data-filters method="get" action="\(path("audit"))" aria-label="\(t("Filters"))">
            <label class="filter">\(t("Action"))<select name="action">\(choices(actions, chosen: view.filter.action?.slug ?? ""))</select></label>
            <label class="filter">\(t("Person"))<select name="person">\(choices(people, chosen: view.filter.person?.text ?? ""))</select></label>
            <button class="button small without-script">\(t("Show"))</button>\(when(isFiltered, clear))</form>
            """
    }

    private func noAuditLines(isFiltered: Bool) -> HTML {
        isFiltered
            ? empty(t("Nothing of this kind"), t("Take away a filter to see more."), level: 2)
            : empty(t("Nothing yet"), t("The next sign-in, role or export will stand here."), level: 2)
    }

    private func auditTable(_ view: AuditPage) -> HTML {
        let names = Dictionary(view.people.map { ($0.id.text, $0.name) }, uniquingKeysWith: { first, _ in first })
        return """
            <table class="table stacks audit"><caption class="visually-hidden">\(t("Audit log"))</caption>
            <thead><tr><th scope="col">\(t("What"))</th><th scope="col">\(t("Who"))</th><th scope="col">\(t("Details"))</th>\
            <th scope="col">\(t("From"))</th><th scope="col" class="number">\(t("When"))</th></tr></thead>
            <tbody data-rows>
            \(view.lines.map { auditLine($0, names) })</tbody></table>
            <p class="table-foot button-row">\(view.older.map { "<a class=\"button\" href=\"\(auditAddress(view.filter, "before=\($0)"))\">\(t("Show older ones"))</a>" as HTML })\
            <a class="button quiet" href="\(auditAddress(view.filter, "format=jsonl"))">\(icon("download", small: true))\(t("Download as JSON lines"))</a></p>
            """
    }

    private func auditLine(_ row: AuditRow, _ names: [String: String]) -> HTML {
        let line = row.line
        let action = Audit.Action(rawValue: line.action).map { t($0.words) } ?? HTML(escaping: line.action)
        return """
            <tr id="a-\(line.id)"><th scope="row">\(action)</th><td>\(auditActor(row))</td><td class="c-details">\(auditDetails(row, names))</td>\
            <td>\(line.address)</td><td class="number">\(auditTime(line.createdAt))</td></tr>

            """
    }

    private func auditActor(_ row: AuditRow) -> HTML {
        if let id = row.person, let name = row.name { return person((id, name)) }
        if let name = row.name { return HTML(escaping: name) }
        return row.line.actor == "operator" ? t("Whoever runs the server") : t("nobody known")
    }

    private func auditDetails(_ row: AuditRow, _ names: [String: String]) -> HTML {
        let facts = row.details.compactMap { field, from, to -> HTML? in
            guard let from else { return fact(field, to) }
            let change = Change(field: field, from: from, to: to)
            let before = shortened(tongue.plain(change.before(name: { names[$0] })), to: 160)
            let after = shortened(tongue.plain(change.after(name: { names[$0] })), to: 160)
            return "<span class=\"note\">\(t(change.label)): <span class=\"was\">\(before)</span> → <strong>\(after)</strong></span>"
        }
        return "\(shortened(row.line.object, to: 160))\(facts)"
    }

    /// A fact that people can read; ids are in the file.
    private func fact(_ field: String, _ text: String) -> HTML? {
        guard let label = factLabels[field], !text.isEmpty else { return nil }
        let value: Words = field == "role" ? Change(field: field, from: "", to: text).after(name: { _ in nil }) : .verbatim(text)
        return "<span class=\"note\">\(t(label)): \(shortened(tongue.plain(value), to: 160))</span>"
    }

    /// The day and the minute: here the exact time is what is looked for.
    private func auditTime(_ moment: Moment) -> HTML {
        let day = moment.day(in: tongue.zone)
        return """
            <time datetime="\(moment.rfc3339)" title="\(tongue.fullMoment(moment))">\(tongue.day(day, seenOn: today)), \(tongue.clock(moment))</time>
            """
    }

    private func auditAddress(_ filter: AuditLog.Filter, _ more: HTML) -> HTML {
        "\(path("audit"))?\(filter.query)\(when(!filter.query.isEmpty, "&amp;"))\(more)"
    }
}

private let factLabels: [String: Words] = [
    "role": "Role", "team": "Team", "places": "Places", "files": "Files", "filter": "Filters", "count": "Number", "lines": "Lines",
    "days": "Days",
    "to": "To", "goals": "Goals", "key_results": "Key results", "initiatives": "Initiatives",
]
