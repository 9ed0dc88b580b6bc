import Domain

/// One kind of each thing: the pieces that several pages share, as in the look's list of components.
extension Page {
    func icon(_ name: String, small: Bool = false) -> HTML {
        "<svg class=\"icon\(when(small, " small"))\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><use href=\"\(assets.sprite)#i-\(name)\"/></svg>"
    }

    /// The head of a page: where this is, the title in serif, one sentence, at most one primary button.
    func head(_ title: HTML, crumbs: [(HTML, String)] = [], lede: HTML? = nil, actions: HTML? = nil) -> HTML {
        """
        <header class="page-head">\(crumbs.isEmpty ? nil : trail(crumbs))<h1>\(title)</h1>\
        \(lede.map { "<p class=\"lede\">\($0)</p>" as HTML })\(actions.map { "<div class=\"page-actions\">\($0)</div>" as HTML })</header>
        """
    }

    private func trail(_ crumbs: [(HTML, String)]) -> HTML {
        let items = crumbs.map { name, href in "<li><a href=\"\(href)\">\(name)</a></li>" as HTML }
        return "<nav class=\"crumbs\" aria-label=\"\(t("Where this is"))\"><ol>\(items)</ol></nav>"
    }

    /// A section with a hairline and a heading that links can point at.
    func section(_ id: String, _ title: HTML, count: HTML? = nil, aside: HTML? = nil, bare: Bool = false, _ body: HTML) -> HTML {
        """
        <section class="section\(when(bare, " bare"))" id="\(id)" aria-labelledby="\(id)-h" data-live="\(id)">
        <div class="section-head"><h2 id="\(id)-h">\(title)</h2>\(count.map { "<span class=\"count\">\($0)</span>" as HTML })\(aside)</div>
        \(body)
        </section>
        """
    }

    /// Nothing here: why, and what to do.
    /// - Parameter level: of its heading; 2 where no section stands around it.
    func empty(_ title: HTML, _ words: HTML, actions: HTML? = nil, good: Bool = false, level: Int = 3) -> HTML {
        let rest = good ? "laid" : "dashed"
        return """
            <div class="empty"><svg viewBox="0 0 72 48" aria-hidden="true"><path class="laid" d="M8 40c0-5 10-8 28-8s29 3 29 8-11 6-29 6S8 45 8 40Z"/><path \
            class="\(rest)" d="M17 26c0-4 8-6.5 19-6.5s20 2.5 20 6.5-9 5.5-20 5.5-19-1.5-19-5.5Z"/><path class="\(rest)" \
            d="M25 14c0-4 5-7.5 12-7.5s11 3.5 11 7-5 6-12 6-11-2-11-5.5Z"/></svg><h\(level)>\(title)</h\(level)><p>\(words)</p>\
            \(actions.map { "<div class=\"button-row\">\($0)</div>" as HTML })</div>
            """
    }

    /// Someone, by pebble and name; nobody is dashed and says so.
    func person(_ person: (id: ID<Person>, name: String)?) -> HTML {
        guard let person else {
            return
                "<span class=\"person\"><span class=\"pebble nobody\" aria-hidden=\"true\">?</span><span class=\"name\">\(t("No owner"))</span></span>"
        }
        let initials = Person(id: person.id, name: person.name).initials
        return """
            <a class="person" href="\(path("people", person.id))" title="\(person.name)"><span class="pebble" aria-hidden="true">\(initials)</span><span \
            class="name">\(person.name)</span></a>
            """
    }

    /// A status: shape, word and colour together.
    func status(_ status: Status, large: Bool = false) -> HTML {
        "<span class=\"status\(when(large, " large"))\" data-status=\"\(status.slug)\">\(mark(status))\(t(status.word))</span>"
    }

    func mark(_ status: Status) -> HTML {
        "<svg class=\"mark\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">\(shape(of: status))</svg>"
    }

    /// How far, and the upright mark for how far was expected by today. Shares from 0 to 1.
    func progressBar(_ share: Double?, expected: Double?, status: Status?) -> HTML {
        guard let share else { return "" }
        let percent = Int((share * 100).rounded())
        let wanted = status == .met ? nil : expected.map { Int(($0 * 100).rounded()) }
        let label = wanted.map { t("\(percent) % of the way, \($0) % expected by today") } ?? t("\(percent) % of the way")
        let mark = wanted.map { "<rect class=\"expected\" x=\"\($0)%\"/>" as HTML }
        return """
            <svg class="progress" data-status="\(status?.slug ?? "none")" role="img" aria-label="\(label)"><rect class="track"/>\
            \(when(percent > 0, "<rect class=\"fill\" width=\"\(percent)%\"/>"))\(mark)</svg>
            """
    }

    /// The bar with its number beside it, or a dash where there is nothing to measure yet.
    func progressWithNumber(_ share: Double?, expected: Double?, status: Status?) -> HTML {
        guard let share else { return "<span class=\"mute\">–</span>" }
        return """
            <span class="progress-with-number">\(progressBar(share, expected: expected, status: status))<span>\(tongue.percent(share))</span></span>
            """
    }

    /// A date said shortly, the full one on hover.
    func date(_ day: Day) -> HTML {
        "<time datetime=\"\(day.iso)\" title=\"\(tongue.fullDay(day))\">\(tongue.day(day, seenOn: today))</time>"
    }

    /// "today", "Tuesday", "6 days ago", the full date on hover.
    func relativeDate(_ day: Day) -> HTML {
        "<time datetime=\"\(day.iso)\" title=\"\(tongue.fullDay(day))\">\(t(tongue.relative(day, today: today)))</time>"
    }

    /// "08:10", "Wed" or "5 Nov", the full moment on hover: for the narrow column of a timeline.
    func compactTime(_ moment: Moment) -> HTML {
        let day = moment.day(in: tongue.zone)
        return "<time datetime=\"\(day.iso)\" title=\"\(tongue.fullMoment(moment))\">\(tongue.compact(moment, today: today))</time>"
    }

    /// "08:10" today, "6 days ago" before, the full moment on hover.
    func relativeTime(_ moment: Moment) -> HTML {
        let day = moment.day(in: tongue.zone)
        return "<time datetime=\"\(day.iso)\" title=\"\(tongue.fullMoment(moment))\">\(t(tongue.relative(moment, today: today)))</time>"
    }
}

private func shape(of status: Status) -> HTML {
    switch status {
    case .onTrack: "<circle cx=\"6\" cy=\"6\" r=\"4.5\"/>"
    case .atRisk: "<path d=\"M6 2 10.75 10.25H1.25Z\"/>"
    case .offTrack: "<path d=\"M6 1.25 10.75 6 6 10.75 1.25 6Z\"/>"
    case .met: "<circle cx=\"6\" cy=\"6\" r=\"5\"/><path class=\"cut\" d=\"M3.5 6.25 5.25 8 8.5 4.25\"/>"
    case .missed: "<path fill=\"none\" d=\"m2 2 8 8M10 2l-8 8\"/>"
    case .stale: "<circle fill=\"none\" cx=\"6\" cy=\"6\" r=\"4.75\"/><path fill=\"none\" d=\"M6 3.5V6l1.75 1\"/>"
    case .notStarted: "<circle fill=\"none\" stroke-dasharray=\"1.5 2.5\" cx=\"6\" cy=\"6\" r=\"4.75\"/>"
    }
}
