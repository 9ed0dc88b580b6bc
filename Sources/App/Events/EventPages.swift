import Domain

extension Page {
    /// What happened lately, newest first: the day, then a sentence, and the reason below it.
    func newsLines(_ rows: [EventRow]) -> HTML {
        let lines = rows.map { row -> HTML in
            let reason = Markdown.plain(row.event.reason, limit: 240)
            let note: HTML? = reason.isEmpty ? nil : "<span class=\"note\">\(reason)</span>"
            return "<li id=\"e-\(row.event.id)\">\(shortDay(row.event.createdAt.day(in: tongue.zone)))<p>\(news(row))\(note)</p></li>"
        }
        return "<ol class=\"timeline\">\(lines)</ol>"
    }

    /// What happened, in a sentence: its actor and its goal are links.
    func news(_ row: EventRow) -> HTML {
        let words = row.sentence
        var links: [(text: String, href: String)] = []
        if let actor = row.event.actorID, let name = row.actor { links.append((name, path("people", actor))) }
        if let goal = row.event.goalID, let title = row.goal { links.append((title, path("goals", goal))) }
        let values = words.values.map { value -> HTML in
            let text = HTML(escaping: tongue.text(value))
            guard case .text(let name) = value, let index = links.firstIndex(where: { $0.text == name }) else { return text }
            return "<a href=\"\(links.remove(at: index).href)\">\(text)</a>"
        }
        let sentence = HTML(escaping: tongue.language.sentence(words.key)).markup
        return HTML(proven: tongue.fill(sentence, count: values.count) { values[$0].markup })
    }

    /// "Today", "Wed" within a week back, otherwise the date; the full one on hover.
    func shortDay(_ day: Day) -> HTML {
        let distance = day.distance(to: today)
        let short = String(tongue.weekday(day).prefix(tongue.language == .en ? 3 : 2))
        let word: HTML =
            distance == 0 ? t("Today") : (1...6).contains(distance) ? HTML(escaping: short) : HTML(escaping: tongue.day(day, seenOn: today))
        return "<time datetime=\"\(day.iso)\" title=\"\(tongue.fullDay(day))\">\(word)</time>"
    }
}
