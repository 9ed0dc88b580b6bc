import Database
import Domain
import Foundation

/// Bringing in what was kept elsewhere: tables of goals and check-ins, or an export of Cairn.
struct Imports: Sendable {
    let cairn: Cairn

    /// Takes in tables, all of them in one transaction, or nothing where a row is not understood.
    func run(
        _ files: [ImportFile], dryRun: Bool, skippingBadRows: Bool = false, by viewer: Viewer, actor: ID<Person>?,
        makingWorkspace: Bool = false
    ) async throws -> ImportReport {
        let sources = ImportSources(files)
        let now = cairn.now
        let decide: @Sendable (any Connection) throws -> Importer = { db in
            var importer = try Importer(sources, db, by: viewer, actor: actor, at: now)
            importer.decide()
            return importer
        }
        if dryRun {
            var report = try await cairn.database.read { db in try decide(db).report }
            report.isDryRun = true
            return report
        }
        return try await cairn.database.write { [cairn] db in
            var importer = try decide(db)
            guard importer.isGood(skippingBadRows: skippingBadRows), !importer.report.isEmpty else { return importer.report }
            if makingWorkspace { try db.makeWorkspace(viewer, cairn) }
            try importer.write(db)
            try db.audit(
                .imported, workspace: viewer.workspace.id, account: actor == nil ? nil : viewer.account.id, person: actor,
                object: viewer.workspace.slug, details: ["files": files.map(\.name).joined(separator: ", ")], cairn)
            return importer.report
        }
    }
}

/// What the operator says at the command line.
public struct ImportOptions: Sendable {
    /// A workspace's name or its part of the address; not needed with one workspace or none.
    public var workspace: String?
    /// Whose a workspace is that has to be made.
    public var owner: String?
    public var dryRun = false
    public var skipBadRows = false

    public init(workspace: String? = nil, owner: String? = nil, dryRun: Bool = false, skipBadRows: Bool = false) {
        self.workspace = workspace
        self.owner = owner
        self.dryRun = dryRun
        self.skipBadRows = skipBadRows
    }
}

/// What an import came to, to be printed.
public struct ImportResult: Sendable {
    /// Whether every row was understood, or the bad ones were to be skipped.
    public var isGood: Bool
    public var json: String
    public var lines: [String]
}

extension Cairn {
    /// Imports files for whoever runs the server: tables into a workspace, which is made where there is none; or one export into an empty one.
    /// - Throws: `AppError` with words where the workspace cannot be chosen.
    public func importFiles(_ files: [(name: String, bytes: [UInt8])], _ options: ImportOptions) async throws -> ImportResult {
        let files = files.map { ImportFile(name: $0.name, bytes: $0.bytes) }
        if let export = files.first(where: \.isExport) {
            guard files.count == 1 else { throw AppError.invalid("file", "An export is imported alone, without other files.") }
            return try await restore(export, options)
        }
        let (viewer, owner) = try await workspaceForImport(options)
        let report = try await Imports(cairn: self).run(
            files, dryRun: options.dryRun, skippingBadRows: options.skipBadRows, by: viewer, actor: nil, makingWorkspace: owner != nil)
        return result(report, options, viewer.workspace, owner: owner)
    }

    private func result(_ report: ImportReport, _ options: ImportOptions, _ workspace: Workspace, owner: String?) -> ImportResult {
        let neutral = Tongue(language: .en, zone: .gmt)
        let isFatal = report.errors.contains { $0.place.line == 0 }
        let isGood = report.errors.isEmpty || (options.skipBadRows && !isFatal)
        var lines = report.lines(neutral, workspace: workspace, isWritten: isGood && !options.dryRun)
        if let owner, isGood, !options.dryRun, !report.isEmpty {
            lines.append("The workspace is new. It belongs to \(owner): `cairn user reset \(owner)` gives a link to choose a password.")
        }
        return ImportResult(isGood: isGood, json: report.json(neutral), lines: lines)
    }

    /// The workspace to import into, seen by an owner; with the address of its owner where it has still to be made.
    private func workspaceForImport(_ options: ImportOptions) async throws -> (Viewer, newOwner: String?) {
        if let viewer = try await chosenWorkspace(options) { return (viewer, nil) }
        let email = try Account.checkedEmail(options.owner ?? "owner@localhost")
        let draft = try Workspace.Draft(name: options.workspace ?? "Cairn").checked()
        let account =
            try await database.read { db in try db.account(email: email)?.account }
            ?? Account(id: newID(), email: email, name: options.owner.map { String($0.prefix { $0 != "@" }) } ?? "Owner")
        let slug = try await database.read { db in try db.freeSlug(for: draft.name) }
        let workspace = Workspace(id: newID(), slug: slug, name: draft.name, timeZone: account.timeZone, language: account.language)
        let person = Person(id: newID(), accountID: account.id, name: account.name, email: account.email, role: .owner)
        return (Viewer(person: person, account: account, workspace: workspace), email)
    }

    /// The workspace named; else the only one that is not the demo; nil where one has to be made.
    func chosenWorkspace(_ options: ImportOptions) async throws -> Viewer? {
        let all = try await database.read { db in try db.allWorkspaces() }
        if let name = options.workspace {
            let found = all.first { $0.slug == name } ?? all.first { fold($0.name) == fold(name) }
            if found == nil, all.contains(where: { !$0.isDemo }) {
                throw AppError.invalid("workspace", "There is no workspace “\(name)”. \(known(all))")
            }
            return try await found.asyncMap { workspace in try await database.read { db in try db.operatorViewer(of: workspace) } }
        }
        let own = all.filter { !$0.isDemo }
        if own.count > 1 { throw AppError.invalid("workspace", "There are several workspaces. Name one with --workspace. \(known(own))") }
        return try await own.first.asyncMap { workspace in try await database.read { db in try db.operatorViewer(of: workspace) } }
    }

    private func known(_ workspaces: [Workspace]) -> Words {
        let names = workspaces.map { "\($0.slug) (\($0.name))" }.joined(separator: ", ")
        return "Known: \(names)."
    }
}

extension Optional {
    fileprivate func asyncMap<T>(_ body: (Wrapped) async throws -> T) async rethrows -> T? {
        guard let self else { return nil }
        return try await body(self)
    }
}

extension Connection {
    func allWorkspaces() throws -> [Workspace] {
        try rows("SELECT \(sql: workspaceColumns) FROM workspace ORDER BY workspace.name, workspace.id").map { row in
            var columns = row.columns
            return try Workspace(&columns)
        }
    }

    /// Whoever runs the server acts as an owner of the workspace, even where nobody has joined yet.
    func operatorViewer(of workspace: Workspace) throws -> Viewer {
        let found = try row(
            """
            SELECT \(sql: personColumns) FROM person WHERE person.workspace_id = \(workspace.id)
            ORDER BY CASE WHEN person.role = 'owner' AND person.state = 'active' THEN 0 WHEN person.role = 'owner' THEN 1 ELSE 2 END,
                person.id
            """)
        guard var columns = found?.columns else { throw AppError.invalid("workspace", "The workspace “\(workspace.name)” has no people.") }
        var person = try Person(&columns)
        (person.role, person.state) = (.owner, .active)
        return Viewer(person: person, account: Account(id: ID(trusted: ""), email: "", name: person.name), workspace: workspace)
    }

    /// Only once the files are known to be good.
    fileprivate func makeWorkspace(_ viewer: Viewer, _ cairn: Cairn) throws {
        if try account(viewer.account.id) == nil { try insert(viewer.account, password: nil, at: cairn.now) }
        try insert(viewer.workspace, at: cairn.now)
        try insert(viewer.person, in: viewer.workspace.id, at: cairn.now)
        try audit(
            .workspaceMade, workspace: viewer.workspace.id, object: viewer.workspace.name, cairn)
        notify("account")
    }
}

extension ImportReport {
    /// What is printed: remarks by their lines, who was not known, and what there is now.
    func lines(_ tongue: Tongue, workspace: Workspace, isWritten: Bool) -> [String] {
        var lines = warnings.map { "\($0.place.text): \(tongue.plain($0.words))" }
        lines += errors.map { "\($0.place.text): not understood: \(tongue.plain($0.words))" }
        if !placeholders.isEmpty { lines.append("Named and not known, so kept as placeholders: \(placeholders.joined(separator: ", ")).") }
        let made = sentence(created, tongue), changed = sentence(updated, tongue)
        let what = [made.isEmpty ? "" : "new: \(made)", changed.isEmpty ? "" : "changed: \(changed)"].filter { !$0.isEmpty }.joined(
            separator: "; ")
        let place = "“\(workspace.name)” (/\(workspace.slug))"
        if isWritten {
            lines.append(what.isEmpty ? "Nothing in \(place) had to be changed." : "In \(place), \(what).")
        } else if isDryRun, errors.isEmpty {
            lines.append(what.isEmpty ? "Nothing in \(place) would change." : "In \(place), this would be \(what). Nothing was written.")
        } else {
            lines.append(
                "\(errors.count) \(errors.count == 1 ? "row was" : "rows were") not understood, so nothing was written. "
                    + "Correct the file, or leave such rows out with --skip-bad-rows.")
        }
        return lines
    }

    private func sentence(_ counts: [Kind: Int], _ tongue: Tongue) -> String {
        Kind.allCases.compactMap { kind in
            counts[kind].map { "\($0) \(tongue.plain($0 == 1 ? kind.one : kind.words).lowercased())" }
        }.joined(separator: ", ")
    }
}

extension ImportReport.Place {
    fileprivate var text: String { line == 0 ? file : "\(file), line \(line)" }
}
