import Domain

/// The three steps of an import: choose, look, done.
extension Page {
    func importPage(_ state: FormState) -> HTML {
        importLayout(
            step: 1,
            lede: t(
                "Goals and check-ins from another tool come in as tables. Before anything is written, you see what would become of every row."
            ),
            """
            <form class="form" method="post" action="\(path("import"))" enctype="multipart/form-data">\(formProblems(state))
            <div class="field"><label for="file">\(t("Files"))</label><input class="input upload" id="file" name="file" type="file" multiple required \
            accept=".csv,.tsv,.txt,text/csv" aria-describedby="file-hint\(when(state.words("file") != nil, " file-error"))"\
            \(when(state.words("file") != nil, " aria-invalid=\"true\""))>
            <p class="hint" id="file-hint">\(t("CSV in UTF-8, up to \(Uploads.mostBytes / 1_000_000) MB together, in any order."))</p>\(problem("file", state))</div>
            <div class="form-foot"><button class="button primary">\(t("Look at it first"))</button></div>
            </form>
            \(section("columns", t("Columns"), importColumns))
            """)
    }

    private var importColumns: HTML {
        """
        <dl class="facts wide"><dt>\(t("Goals"))</dt><dd>Id, Parent Id, Type, Title, Description, Owner, Team, Cycle, Start Date, Due Date, Unit, \
        Baseline, Target, Current, Status, Score</dd><dt>\(t("Check-ins"))</dt><dd>Id, Item Id, Date, Value, Confidence %, Author, Note</dd></dl>
        <p class="mute">\(t("The type is objective, key result or initiative. Importing the same files again changes what has changed and makes nothing twice."))</p>
        """
    }

    func importPreview(_ report: ImportReport, _ upload: Uploads.Upload, key: String) -> HTML {
        importLayout(
            step: 2, lede: previewWords(report),
            """
            <p class="file-line">\(upload.files.map { "<span>\($0.name)</span>" as HTML }) <a href="\(path("import"))">\(t("Choose other files"))</a></p>
            \(counts(report))
            \(importForm(report, key: key))
            \(details(of: report))
            """)
    }

    func importDone(_ report: ImportReport) -> HTML {
        importLayout(
            step: 3,
            lede: report.isEmpty
                ? t("Everything was here already as the files say it, so nothing was changed.") : t("What the files say is here now."),
            """
            \(counts(report))
            <p class="button-row"><a class="button primary" href="\(path("goals"))">\(t("See the goals"))</a>\
            <a class="button quiet" href="\(path("import"))">\(t("Import more"))</a></p>
            \(details(of: report))
            """)
    }

    private func importLayout(step: Int, lede: HTML, _ body: HTML) -> HTML {
        let steps: [Phrase] = ["Choose files", "Look at it", "Done"]
        let items = steps.enumerated().map { index, words -> HTML in
            "<li\(when(index + 1 < step, " class=\"done\""))\(when(index + 1 == step, " aria-current=\"step\""))>\(t(words))</li>"
        }
        return layout(
            t("Import"), at: nil,
            """
            \(head(t("Import"), crumbs: [(t("Settings"), path("settings"))], lede: lede))
            <ol class="stages" aria-label="\(t("Steps"))">\(items)</ol>
            \(body)
            """)
    }

    private func previewWords(_ report: ImportReport) -> HTML {
        if report.errors.contains(where: { $0.place.line == 0 }) { return t("A file cannot be read, so nothing can be imported yet.") }
        if !report.errors.isEmpty {
            return report.errors.count == 1
                ? t("One row is not understood. Correct the file, or leave the row out.")
                : t("\(report.errors.count) rows are not understood. Correct the files, or leave these rows out.")
        }
        return report.isEmpty
            ? t("Everything is here already as the files say it. Nothing would change.")
            : t("Nothing is written yet. This is what would be.")
    }

    private func importForm(_ report: ImportReport, key: String) -> HTML {
        guard !report.isEmpty, !report.errors.contains(where: { $0.place.line == 0 }) else { return "" }
        let skip =
            report.errors.isEmpty ? "" : checkbox("skip_bad_rows", t("Leave out the rows that are not understood"), on: false, .fresh)
        return """
            <form class="form" method="post" action="\(path("import", key))">\(skip)<div class="form-foot"><button class="button primary">\(t("Import"))</button>\
            <a class="button quiet" href="\(path("import"))">\(t("Cancel"))</a></div></form>
            """
    }

    private func counts(_ report: ImportReport) -> HTML {
        let kinds = ImportReport.Kind.allCases.filter { report.created[$0] != nil || report.updated[$0] != nil }
        let made = kinds.map { kind -> HTML in
            let changed = report.updated[kind].map { "<span class=\"mute\"> \(t("and \($0) changed"))</span>" as HTML }
            return "<div><dt>\(t(kind.words))</dt><dd>\(tongue.number(report.created[kind] ?? 0))\(changed)</dd></div>"
        }
        let bad: HTML? =
            report.errors.isEmpty ? nil : "<div class=\"bad\"><dt>\(t("Not understood"))</dt><dd>\(report.errors.count)</dd></div>"
        let odd: HTML? =
            report.warnings.isEmpty ? nil : "<div class=\"warn\"><dt>\(t("To look at"))</dt><dd>\(report.warnings.count)</dd></div>"
        return "<dl class=\"counts\">\(made)\(odd)\(bad)</dl>"
    }

    private func details(of report: ImportReport) -> HTML {
        let errors = remarks(report.errors, "error", ImportReport.Outcome.error.words)
        let warnings = remarks(report.warnings, "warning", "To look at")
        return """
            \(errors + warnings == "" ? nil : section("remarks", t("To look at"), remarkTable(errors + warnings)))
            \(report.placeholders.isEmpty ? nil : section("placeholders", t("People who are not here yet"), placeholders(report)))
            \(report.rows.isEmpty ? nil : section("rows", t("Every row"), count: "\(report.rows.count)", rowTable(report.rows)))
            """
    }

    private func remarks(_ remarks: [ImportReport.Remark], _ outcome: String, _ word: Words) -> HTML {
        let rows = remarks.prefix(500).map { remark -> HTML in
            """
            <tr data-outcome="\(outcome)"><td>\(remark.place.file)</td><td class="row">\(remark.place.line == 0 ? "" : "\(remark.place.line)")</td>\
            <td class="outcome">\(t(word))</td><td>\(t(remark.words))</td></tr>
            """
        }
        return HTML(proven: rows.map(\.markup).joined() + (remarks.count > 500 ? more(remarks.count - 500, columns: 4).markup : ""))
    }

    private func remarkTable(_ rows: HTML) -> HTML {
        """
        <table class="table report stacks"><thead><tr><th scope="col">\(t("File"))</th><th scope="col">\(t("Row"))</th><th scope="col">\(t("What"))</th>\
        <th scope="col">\(t("Why"))</th></tr></thead><tbody>\(rows)</tbody></table>
        """
    }

    private func rowTable(_ rows: [ImportReport.Row]) -> HTML {
        let shown = rows.prefix(200).map { row -> HTML in
            """
            <tr data-outcome="\(row.outcome.rawValue)"><td>\(row.place.file)</td><td class="row">\(row.place.line)</td><td class="outcome">\(t(row.outcome.words))</td>\
            <td>\(row.kind.map { t($0.word) })</td><td>\(row.title)</td></tr>
            """
        }
        return """
            <table class="table report stacks"><thead><tr><th scope="col">\(t("File"))</th><th scope="col">\(t("Row"))</th><th scope="col">\(t("What"))</th>\
            <th scope="col">\(t("Kind"))</th><th scope="col">\(t("Title"))</th></tr></thead><tbody>\(shown)\(rows.count > 200 ? more(rows.count - 200, columns: 5) : nil)</tbody></table>
            """
    }

    private func more(_ count: Int, columns: Int) -> HTML { "<tr><td colspan=\"\(columns)\">\(t("and \(count) more"))</td></tr>" }

    private func placeholders(_ report: ImportReport) -> HTML {
        """
        <p class="mute">\(t("They are kept by name, and can own goals. Invite them to make them people who can sign in."))</p>\
        <ul class="list">\(report.placeholders.prefix(500).map { "<li>\($0)</li>" as HTML })</ul>
        """
    }
}

extension ImportReport.Kind {
    /// What one of them is called.
    var word: Words {
        switch self {
        case .people: "Person"
        case .teams: "Team"
        case .cycles: "Cycle"
        case .goals: "Goal"
        case .keyResults: "Key result"
        case .initiatives: "Initiative"
        case .milestones: "Milestone"
        case .checkIns: "Check-in"
        case .comments: "Comment"
        }
    }
}
