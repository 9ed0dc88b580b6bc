import Database
import Domain

extension Cairn {
    /// Everything of a workspace as one file; of the only one, where none is named.
    public func exportWorkspace(_ name: String?) async throws -> [UInt8] {
        let all = try await database.read { db in try db.allWorkspaces() }
        let own = all.filter { !$0.isDemo }
        let found =
            name.map { name in all.first { $0.slug == name } ?? all.first { fold($0.name) == fold(name) } }
            ?? (own.isEmpty ? all : own).first
        guard let found else {
            throw AppError.invalid("workspace", all.isEmpty ? "There is no workspace here yet." : "There is no such workspace.")
        }
        if name == nil, own.count > 1 {
            throw AppError.invalid(
                "workspace", "There are several workspaces. Name one with --workspace: \(own.map(\.slug).joined(separator: ", ")).")
        }
        return try await Exports(cairn: self).everything(of: found.id)
    }

    /// Takes an export into an empty workspace, or into a new one.
    func restore(_ file: ImportFile, _ options: ImportOptions) async throws -> ImportResult {
        let document: ExportDocument
        do throws(AppError) {
            document = try ExportDocument(json: file.bytes)
        } catch {
            return failed(file, error.firstWords)
        }
        let now = now
        do {
            let report = try await database.write { [self] db in
                let (workspace, kept) = try db.placeForRestoring(document, options.workspace, self)
                try db.restore(document, into: workspace.id, at: now) { newID() }
                try db.takeIn(kept, workspace.id, at: now)
                try db.audit(.imported, workspace: workspace.id, object: workspace.slug, details: ["files": file.name], self)
                db.notify("account")
                db.notify("\(workspace.id)/workspace")
                let report = document.report(workspace, file, isDryRun: options.dryRun, kept: kept)
                if options.dryRun { throw DryRun(report: report, workspace: workspace) }
                return (report, workspace)
            }
            return printed(report.0, report.1)
        } catch let trial as DryRun {
            return printed(trial.report, trial.workspace)
        } catch DatabaseError.foreignKey {
            return failed(file, "This export is not whole: something points at what is not in it.")
        } catch let error as DatabaseError {
            if case .check(let rule) = error { return failed(file, "Something in this export cannot be: \(rule).") }
            if case .unique(let columns) = error { return failed(file, "Something stands twice in this export: \(columns).") }
            throw error
        }
    }

    private func printed(_ report: ImportReport, _ workspace: Workspace) -> ImportResult {
        let neutral = Tongue(language: .en, zone: .gmt)
        var lines = report.lines(neutral, workspace: workspace, isWritten: !report.isDryRun)
        if !report.isDryRun {
            lines.append("People sign in with the passwords they have here; `cairn user reset EMAIL` gives a link to choose one.")
        }
        return ImportResult(isGood: true, json: report.json(neutral), lines: lines)
    }

    private func failed(_ file: ImportFile, _ words: Words) -> ImportResult {
        let neutral = Tongue(language: .en, zone: .gmt)
        var report = ImportReport()
        report.refuse(.init(file: file.name), words)
        return ImportResult(
            isGood: false, json: report.json(neutral), lines: ["\(file.name): \(neutral.plain(words)) Nothing was written."])
    }
}

/// Thrown at the end of a trial, so that all of it is undone.
private struct DryRun: Error {
    var report: ImportReport
    var workspace: Workspace
}

extension ExportDocument {
    fileprivate func report(_ workspace: Workspace, _ file: ImportFile, isDryRun: Bool, kept: [Person]) -> ImportReport {
        var report = ImportReport()
        report.workspace = workspace.slug
        report.isDryRun = isDryRun
        for kind in ImportReport.Kind.allCases { report.count(kind, .created, times: rows[kind.rawValue]?.count ?? 0) }
        for person in kept {
            report.warn(.init(file: file.name), "\(person.name) is not in the export and stays an owner of the workspace.")
        }
        return report
    }

    fileprivate func text(_ field: String) -> String {
        if case .text(let text)? = workspace[field] { text } else { "" }
    }
}

extension Connection {
    /// A row of `workspace` that holds nothing: a new one, or the one that was empty. Its people who are not in the export are given back.
    fileprivate func placeForRestoring(_ document: ExportDocument, _ name: String?, _ cairn: Cairn) throws -> (Workspace, kept: [Person]) {
        let all = try allWorkspaces()
        let named = name.flatMap { name in all.first { $0.slug == name } ?? all.first { fold($0.name) == fold(name) } }
        let empty = try all.filter { try isEmpty($0.id) && !$0.isDemo }
        guard let target = named ?? (name == nil ? empty.first : nil) else {
            return (
                try insertWorkspace(document, id: cairn.newID(), slugs: [name.map { Workspace.slug(from: $0) } ?? document.text("slug")]),
                []
            )
        }
        guard try isEmpty(target.id) else {
            throw AppError.invalid("workspace", "The workspace “\(target.name)” is not empty. Name a new one with --workspace.")
        }
        let people = try rows(
            "SELECT \(sql: personColumns) FROM person WHERE person.workspace_id = \(target.id) AND person.account_id IS NOT NULL")
        let known = Set(
            (document.rows["people"] ?? []).compactMap { row in
                if case .text(let email) = row[2] { emailKey(email) } else { nil }
            })
        let kept = try people.map { row in
            var columns = row.columns
            return try Person(&columns)
        }.filter { !known.contains(emailKey($0.email ?? "")) }
        try deleteWorkspace(target.id)
        return (try insertWorkspace(document, id: target.id, slugs: [document.text("slug"), target.slug]), kept)
    }

    /// No goals, teams or cycles yet.
    private func isEmpty(_ workspace: ID<Workspace>) throws -> Bool {
        try row(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM goal WHERE workspace_id = \(workspace))
                OR EXISTS (SELECT 1 FROM team WHERE workspace_id = \(workspace))
                OR EXISTS (SELECT 1 FROM cycle WHERE workspace_id = \(workspace))
            """) == nil
    }

    /// - slugs: the first that is free and possible is taken.
    private func insertWorkspace(_ document: ExportDocument, id: ID<Workspace>, slugs: [String]) throws -> Workspace {
        let taken = Set(try rows("SELECT slug FROM workspace").map { row in try row.first(as: String.self) })
        let slug =
            slugs.first { Workspace.isSlug($0) && !taken.contains($0) }
            ?? Workspace.slug(from: document.text("name")) { taken.contains($0) }
        let names = SQL(stringLiteral: ExportTable.workspaceFields.map(\.name).joined(separator: ", "))
        let values = ExportTable.workspaceFields.map { $0.name == "slug" ? .text(slug) : document.workspace[$0.name] ?? .null }
        try run("INSERT INTO workspace (id, \(sql: names)) VALUES (\(id), \(list: values))")
        return try workspace(id)
    }

    /// People who were in the empty workspace before.
    fileprivate func takeIn(_ people: [Person], _ workspace: ID<Workspace>, at now: Moment) throws {
        for person in people { try insert(person, in: workspace, at: now) }
    }
}
