import Domain

extension Page {
    /// What went wrong, in words, with a way on. A bug shows the number under which the log has it.
    func errorPage(_ problem: Problem, id: String) -> HTML {
        let body: HTML = """
            <div class="error-page">
            <h1>\(t(problem.title))</h1>
            <p class="lede">\(t(problem.words))</p>
            \(when(problem.status == .internalServerError, "<p class=\"mute\">\(t("Number:")) <code>\(id)</code></p>"))
            <div class="button-row">\(wayOn(problem))</div>
            </div>
            """
        return viewer == nil ? door(t(problem.title), body) : layout(t(problem.title), at: nil, body)
    }

    private func wayOn(_ problem: Problem) -> HTML {
        if viewer != nil {
            return
                "<a class=\"button\" href=\"\(path("today"))\">\(t("Go to Today"))</a><a class=\"button quiet\" href=\"\(path("search"))\">\(t("Search"))</a>"
        }
        return problem.status == .unauthorized
            ? "<a class=\"button\" href=\"/sign-in\">\(t("Sign in"))</a>"
            : "<a class=\"button\" href=\"/\">\(t("Go to the first page"))</a>"
    }
}
