import Domain

/// The coach beside a text: one note in words, the rest as a short list. The script puts what it says of the text as it is now in its place.
extension Page {
    func coachAside(_ advice: CoachAdvice) -> HTML {
        """
        <aside class="coach" aria-label="\(t("The coach"))" aria-live="polite" data-coach-says>\(coachWords(advice))</aside>
        """
    }

    /// What stands in the aside. Each part is one element, so that only what differs is put in anew and read aloud.
    func coachWords(_ advice: CoachAdvice) -> HTML {
        guard let reading = advice.reading else {
            return """
                <h2>\(icon("coach"))\(t("The coach reads along"))</h2><p>\(t("As you write, it says whether the words name a change or work to be done. It only asks; you decide."))</p>
                """
        }
        let tongue = Tongue(language: Language(rawValue: reading.language.rawValue) ?? .en, zone: tongue.zone)
        let other: HTML? = tongue.language == self.tongue.language ? nil : " lang=\"\(tongue.language.rawValue)\""
        let question: HTML? = reading.question.map { "<p class=\"try\"\(other)>\(tongue.plain($0))</p>" }
        return """
            <h2>\(icon("coach"))\(coachVerdict(reading.label))</h2><p class="read"\(other)>\(marked(advice.statement, reading.decided))</p>\
            <p\(other)>\(tongue.plain(reading.because))</p>\(question)\(coachNotes(advice.notes, of: []))
            """
    }

    /// The same on the page of a goal that can still be reworded, with the names of its key results.
    func coachBlock(_ view: GoalView) -> HTML {
        let advice = CoachAdvice(on: view)
        guard let reading = advice.reading else { return "" }
        let tongue = Tongue(language: Language(rawValue: reading.language.rawValue) ?? .en, zone: tongue.zone)
        let other: HTML? = tongue.language == self.tongue.language ? nil : " lang=\"\(tongue.language.rawValue)\""
        let words = reading.label == .outcome ? nil : reading.question
        return """
            <section class="coach mt" aria-labelledby="coach-h"><h2 id="coach-h">\(icon("coach"))\(coachVerdict(reading.label))</h2>\
            <p\(other)>\(tongue.plain(reading.because))</p>\(words.map { "<p class=\"try\"\(other)>\(tongue.plain($0))</p>" as HTML })\
            \(coachNotes(advice.notes, of: view.keyResults.map(\.keyResult.title)))</section>
            """
    }

    private func coachVerdict(_ label: Coach.Label) -> HTML {
        switch label {
        case .outcome: t("This names a change")
        case .output: t("This is something we will do")
        case .unsure: t("Is it a change, or work?")
        }
    }

    /// The statement with the words that decided marked.
    private func marked(_ statement: String, _ decided: [Range<String.Index>]) -> HTML {
        var html: HTML = ""
        var next = statement.startIndex
        for range in decided.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= next {
            html = "\(html)\(String(statement[next..<range.lowerBound]))<mark>\(String(statement[range]))</mark>"
            next = range.upperBound
        }
        return "“\(html)\(String(statement[next...]))”"
    }

    /// - Parameter titles: of the key results, where several are looked at together.
    private func coachNotes(_ notes: [Coach.Note], of titles: [String]) -> HTML? {
        guard !notes.isEmpty else { return nil }
        let items = notes.prefix(mostNotes).map { note -> HTML in
            let about: HTML? = note.keyResult.flatMap { titles.indices.contains($0) ? "<i>\(shortened(titles[$0], to: 60))</i>" : nil }
            let words: HTML = note.goalID.map { "<a href=\"\(path("goals", $0))\">\(t(note.words))</a>" } ?? t(note.words)
            return """
                <li class="ask">\(icon("arrow", small: true))<div>\(about)<b>\(words)</b>\(note.question.map { "<span>\(t($0))</span>" as HTML })</div></li>
                """
        }
        let more = notes.count - items.count
        let rest: HTML? =
            more > 0 ? "<li class=\"ask\">\(icon("more", small: true))<div><span>\(t("\(more) more of this kind"))</span></div></li>" : nil
        return "<ul class=\"tests\">\(Array(items))\(rest)</ul>"
    }
}

/// So many are read; the others wait until some of these are gone.
private let mostNotes = 6
