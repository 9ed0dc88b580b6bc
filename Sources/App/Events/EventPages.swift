import Domain

extension Page {
    /// What happened, in a sentence: its actor and its goal are links.
    func news(_ row: EventRow) -> HTML {
        let words = row.sentence
        let sentence = HTML(escaping: tongue.language.sentence(words.key)).markup
        return HTML(proven: tongue.fill(sentence, count: words.values.count) { index in
            let text = HTML(escaping: tongue.text(words.values[index]))
            if index == 0, let actor = row.event.actorID { return link(path("people", actor), text).markup }
            if index == 1, let goal = row.event.goalID, row.goal != nil { return link(path("goals", goal), text).markup }
            return text.markup
        })
    }

    private func link(_ href: String, _ text: HTML) -> HTML { "<a href=\"\(href)\">\(text)</a>" }
}
