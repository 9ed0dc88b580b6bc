import Domain

/// What was found: a page of its own, and the same in short for the palette.
extension Page {
    func searchPage(_ found: Found) -> HTML {
        let title: HTML = found.query.isEmpty ? t("Search") : t("Search: \(found.query.text)")
        return layout(
            title, at: nil,
            """
            \(head(t("Search")))
            <form class="search-form" action="\(path("search"))" role="search"><input class="input" type="search" name="q" value="\(found.query.text)" \
            maxlength="200" aria-label="\(t("Search goals, people, teams and check-ins"))" placeholder="\(t("Search goals, people, teams and check-ins"))" \
            autocomplete="off"\(when(found.isEmpty, " autofocus"))><button class="button">\(t("Search"))</button></form>
            <div class="page-body">\(found.isEmpty ? nothingFound(found.query) : groups(found))</div>
            """)
    }

    private func nothingFound(_ query: Query) -> HTML {
        guard !query.isEmpty else {
            return "<p class=\"mute\">\(t("Type a word or two. Capitals and accents do not matter; all words have to occur."))</p>"
        }
        return empty(
            t("Nothing found for “\(query.text)”."),
            t("All words have to occur in the same place. Try fewer of them, or only their beginning."),
            actions: "<a class=\"button\" href=\"\(path("goals"))?cycle=all\">\(t("See all goals"))</a>", level: 2)
    }

    private func groups(_ found: Found) -> HTML {
        let groups = found.groups.map { kind, hits -> HTML in
            let more: HTML? = found.cut.contains(kind) ? "<p class=\"mute\">\(t("There are more. Another word narrows them."))</p>" : nil
            let list: HTML = "<ul class=\"results\" data-rows>\(hits.map(result))</ul>"
            return """
                <section class="section" aria-labelledby="found-\(kind.slug)"><div class="section-head"><h2 id="found-\(kind.slug)">\(t(kind.words))</h2></div>\(list)\(more)</section>
                """
        }
        return "\(groups)"
    }

    private func result(_ hit: Hit) -> HTML {
        if hit.kind == .person { return "<li>\(icon("team"))\(person((ID(trusted: hit.id), hit.title)))</li>" }
        let found: HTML? = hit.excerpt.isEmpty ? nil : "<p class=\"found\">\(hit.excerpt)</p>"
        return """
            <li>\(icon(hit.kind.icon))<a href="\(href(hit))">\(shortened(hit.title))</a><span class="where">\(place(hit))</span>\(found)</li>
            """
    }

    /// "Permits · closed", or who wrote it and when.
    private func place(_ hit: Hit) -> HTML {
        var parts: [HTML] = []
        if let author = hit.author { parts.append(HTML(escaping: author)) }
        if let at = hit.at { parts.append(date(at.day(in: tongue.zone))) }
        if let place = hit.place { parts.append(HTML(escaping: shortened(place))) }
        if hit.kind == .goal, !hit.isClosed, let status = hit.status { parts.append(self.status(status)) }
        if hit.isClosed, hit.author == nil { parts.append(t("closed")) }
        return parts.joined(separator: " · ")
    }

    private func href(_ hit: Hit) -> String {
        switch hit.kind {
        case .person: return path("people", hit.id)
        case .team: return path("teams", hit.id)
        case .goal: return path("goals", hit.id)
        case .keyResult: return hit.goalID.map { path("goals", $0) + "#kr-\(hit.id)" } ?? path("goals")
        case .checkIn: return hit.goalID.map { path("goals", $0, "check-ins") + "#ci-\(hit.id)" } ?? path("goals")
        case .comment:
            guard let goal = hit.goalID else { return path("goals") }
            return (hit.checkInID == nil ? path("goals", goal) : path("goals", goal, "check-ins")) + "#c-\(hit.id)"
        }
    }

    private func shortened(_ text: String) -> String { text.count > 200 ? text.prefix(199) + "…" : text }

    // MARK: The palette

    /// Groups of options, and a sentence where there is none.
    func paletteResults(_ found: Found) -> HTML {
        if found.isEmpty { return found.query.isEmpty ? "" : "<p data-say>\(t("Nothing found for “\(found.query.text)”."))</p>" }
        var number = 0
        let groups = found.groups.map { kind, hits -> HTML in
            let options = hits.map { hit -> HTML in
                number += 1
                return option(hit, number)
            }
            return
                "<div role=\"group\" aria-label=\"\(t(kind.words))\"><p class=\"palette-kind\" aria-hidden=\"true\">\(t(kind.words))</p>\(options)</div>"
        }
        return "\(groups)"
    }

    private func option(_ hit: Hit, _ number: Int) -> HTML {
        let what = hit.excerpt.isEmpty || hit.kind == .goal ? shortened(hit.title) : hit.excerpt
        let place = hit.author == nil ? hit.place : shortened(hit.title)
        return """
            <a role="option" id="result-\(number)" href="\(href(hit))">\(icon(hit.kind.icon, small: true))<span class="what">\(what)</span>\
            \(place.map { "<small>\(shortened($0))</small>" as HTML })</a>
            """
    }
}

extension Hit.Kind {
    var words: Phrase {
        switch self {
        case .goal: "Goals"
        case .keyResult: "Key results"
        case .person: "People"
        case .team: "Teams"
        case .checkIn: "Check-ins"
        case .comment: "Comments"
        }
    }

    fileprivate var icon: String {
        switch self {
        case .goal: "goals"
        case .keyResult: "threshold"
        case .person, .team: "team"
        case .checkIn: "check"
        case .comment: "message"
        }
    }

    fileprivate var slug: HTML {
        switch self {
        case .goal: "goals"
        case .keyResult: "key-results"
        case .person: "people"
        case .team: "teams"
        case .checkIn: "check-ins"
        case .comment: "comments"
        }
    }
}
