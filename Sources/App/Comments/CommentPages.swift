import Domain

extension Page {
    /// The discussion under a goal: what was said, and a place to answer.
    func commentSection(_ comments: [CommentRow], on goal: ID<Goal>, mayComment: Bool, formKey: String, state: FormState = .fresh) -> HTML {
        let shown = comments.filter { $0.comment.checkInID == nil }
        let list: HTML =
            shown.isEmpty ? "<p class=\"mute\">\(t("Nothing has been said yet. A question is a good beginning."))</p>" : thread(shown)
        return section(
            "discussion", t("Discussion"), "\(list)\(mayComment ? compose(on: goal, checkIn: nil, formKey: formKey, state) : nil)")
    }

    func thread(_ comments: [CommentRow]) -> HTML { "<div class=\"thread\">\(comments.map(message))</div>" }

    private func message(_ row: CommentRow) -> HTML {
        let comment = row.comment
        let body: HTML = comment.removedAt == nil ? text(of: row) : "<p class=\"mute\">\(t("This comment was taken away."))</p>"
        let author = Person(id: comment.authorID, name: row.author)
        return """
            <article class="message" id="c-\(comment.id)"><span class="pebble large" aria-hidden="true">\(author.initials)</span><header><strong><a \
            href="\(path("people", author.id))">\(author.name)</a></strong>\(relativeTime(comment.createdAt))\
            \(when(comment.editedAt != nil && comment.removedAt == nil, "<span class=\"mute\">\(t("edited"))</span>"))\(tools(comment))</header>\
            <div class="body prose">\(body)</div></article>
            """
    }

    func text(of comment: CommentRow) -> HTML {
        Markdown(people: comment.mentions.map { ($0.name, path("people", $0.id)) }).html(comment.comment.text)
    }

    private func tools(_ comment: Comment) -> HTML? {
        guard let viewer, comment.mayRemove(by: viewer).isGranted else { return nil }
        let edit = when(comment.mayEdit(by: viewer).isGranted, "<a href=\"\(path("comments", comment.id, "edit"))\">\(t("Edit"))</a>")
        return """
            <details class="more-menu"><summary class="icon-button" aria-label="\(t("More"))">\(icon("more", small: true))</summary><div class="menu">\(edit)\
            <form method="post" action="\(path("comments", comment.id, "removal"))"><button>\(t("Take away"))</button></form></div></details>
            """
    }

    /// - Parameter formKey: made anew for each page, so that a double click makes one comment.
    /// - Parameter cycle: where this is written while a cycle is presented; it leads back there.
    func compose(
        on goal: ID<Goal>, checkIn: ID<CheckIn>?, formKey: String, _ state: FormState, presentedIn cycle: ID<Cycle>? = nil
    ) -> HTML {
        let id = checkIn.map { "say-\($0)" } ?? "say"
        return """
            <form class="compose field" method="post" action="\(path("goals", goal, "comments"))" data-keep="comment">\(hidden("form_key", formKey))\
            \(checkIn.map { hidden("check_in", $0.text) })\(cycle.map { hidden("present", $0.text) })<label for="\(id)">\(cycle == nil ? t("Add to the discussion") : t("Take a note"))</label><textarea class="textarea" id="\(id)" name="text" \
            rows="2" required data-mentions-url="\(path("people", "mentions"))" data-mentions-label="\(t("People"))"\
            \(when(!state.problems.isEmpty, " aria-invalid=\"true\" aria-describedby=\"text-error\""))>
            \(state.value("text", ""))</textarea>\(problem("text", state))<div class="form-foot"><button class="button">\(t("Post"))</button><span \
            class="hint">\(t("Mention someone with @. Markdown works."))</span></div></form>
            """
    }

    /// An answer that could not be kept as it is: what was typed, and what is wrong with it.
    func commentAgain(
        on goal: ID<Goal>, goal title: String, checkIn: ID<CheckIn>?, formKey: String, _ state: FormState,
        presentedIn cycle: ID<Cycle>? = nil
    ) -> HTML {
        layout(
            t("Add to the discussion"), at: .goals,
            """
            \(head(t("Add to the discussion"), crumbs: [(t("Goals"), path("goals")), (HTML(escaping: title), path("goals", goal))]))
            \(formProblems(state))\(compose(on: goal, checkIn: checkIn, formKey: formKey, state, presentedIn: cycle))
            """)
    }

    func editComment(_ comment: Comment, goal title: String, _ state: FormState) -> HTML {
        let back = "\(path("goals", comment.goalID))#c-\(comment.id)"
        return layout(
            t("Edit a comment"), at: .goals,
            """
            \(head(t("Edit a comment"), crumbs: [(t("Goals"), path("goals")), (HTML(escaping: title), path("goals", comment.goalID))]))
            \(formProblems(state))\(theirs([(t("Your comment"), "text", comment.text)], state))
            <form class="form" method="post" action="\(path("comments", comment.id))" data-keep="comment">\(hidden("version", String(comment.version)))
            \(textArea("text", t("Your comment"), value: comment.text, state, rows: 6, optional: false))
            \(formFoot(t("Save"), cancel: back))</form>
            """)
    }
}
