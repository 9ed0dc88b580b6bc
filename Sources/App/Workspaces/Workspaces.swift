import Database
import Domain

/// Making a workspace, knowing whether there is one yet, and changing what it is.
struct Workspaces: Sendable {
    let cairn: Cairn

    /// True until there is a workspace; the demo does not count.
    func isFirstStart() async throws -> Bool {
        try await cairn.database.read { db in try db.isFirstStart() }
    }

    /// Not even the demo is here.
    func isEmpty() async throws -> Bool {
        try await cairn.database.read { db in try db.row("SELECT 1 FROM workspace LIMIT 1") == nil }
    }

    /// The first page is for whoever stands at the machine, or holds the key that was printed at the start.
    func mayBegin(_ context: VisitorContext, key: String) -> Bool {
        context.isLocal || (!key.isEmpty && key == cairn.settings.setupKey)
    }

    /// Makes the first workspace of a server, with the account that owns it. Two at once: one wins.
    func makeFirst(_ draft: Workspace.Draft, owner: Account.Draft, password: String) async throws -> (workspace: Workspace, owner: Account)
    {
        let (draft, owner) = try checked(draft, owner, password)
        let account = owner.account(id: cairn.newID())
        let kept = try await Passwords.shared.hash(password)
        let now = cairn.now
        let workspace = try await cairn.database.write { [cairn] db in
            guard try db.isFirstStart() else {
                throw AppError.gone("Someone else has set this server up in the meantime. Ask them for an invitation.")
            }
            try db.requireFree(email: account.email)
            try db.insert(account, password: kept, at: now)
            return try db.makeWorkspace(draft, owner: account, cairn)
        }
        return (workspace, account)
    }

    /// Makes another workspace that this account owns.
    func make(_ draft: Workspace.Draft, for owner: Account) async throws -> Workspace {
        let draft = try draft.checked()
        return try await cairn.database.write { [cairn] db in try db.makeWorkspace(draft, owner: owner, cairn) }
    }

    /// All that is wrong with the form at once; the workspace's name is the field "workspace" there.
    private func checked(
        _ draft: Workspace.Draft, _ owner: Account.Draft, _ password: String
    ) throws(AppError) -> (Workspace.Draft, Account.Draft) {
        var all: [AppError.Problem] = []
        let workspace = keep(&all) { () throws(AppError) in try draft.checked() }
        all = all.filter { ["name", "purpose"].contains($0.field) }.map {
            $0.field == "name" ? AppError.Problem("workspace", $0.words) : $0
        }
        let person = keep(&all) { () throws(AppError) in try owner.checked(password: password) }
        guard let workspace, let person else { throw .invalid(all) }
        return (workspace, person)
    }

    private func keep<T>(_ all: inout [AppError.Problem], _ body: () throws(AppError) -> T) -> T? {
        do {
            return try body()
        } catch {
            all += error.formProblems ?? []
            return nil
        }
    }

    func firstSteps(for viewer: Viewer) async throws -> FirstSteps {
        try await cairn.database.read { db in
            let id = viewer.workspace.id
            let others = try db.row("SELECT 1 FROM person WHERE workspace_id = \(id) AND id <> \(viewer.id) LIMIT 1")
            let goal = try db.row("SELECT 1 FROM goal WHERE workspace_id = \(id) AND \(sql: viewer.seesGoal) LIMIT 1")
            return FirstSteps(workspace: try db.workspace(id), hasPeople: others != nil, hasGoals: goal != nil)
        }
    }

    func current(_ viewer: Viewer) async throws -> Workspace {
        try await cairn.database.read { db in try db.workspace(viewer.workspace.id) }
    }

    /// Changes what the workspace is. Another rule or time zone moves statuses, so they are reckoned anew in the same transaction.
    func edit(_ draft: Workspace.Draft, by viewer: Viewer, from address: String) async throws {
        let now = cairn.now
        try await cairn.database.write { [cairn] db in
            var workspace = try db.workspace(viewer.workspace.id)
            let changes = try workspace.edit(draft, by: viewer)
            guard !changes.isEmpty else { return }
            try db.update(workspace)
            try db.record(.workspaceEdited, by: viewer, changes: changes, cairn)
            try db.audit(.settingsChanged, by: viewer, object: workspace.name, changes: changes, from: address, cairn)
            if changes.contains(where: { $0.field != "name" && $0.field != "purpose" && $0.field != "language" }) {
                try Standings(db, workspace, at: now).refreshAll()
            }
            db.notify("\(workspace.id)/workspace")
            db.notify("\(workspace.id)/access")
        }
    }

    func setPurpose(_ purpose: String, version: Int, by viewer: Viewer, from address: String) async throws {
        guard !purpose.isEmpty else { throw AppError.invalid("purpose", "Write one sentence at least, or leave it for later.") }
        var draft = Workspace.Draft(try await current(viewer))
        draft.purpose = purpose
        draft.version = version
        try await edit(draft, by: viewer, from: address)
    }
}

extension Workspace.Draft {
    /// The draft of a workspace as it is now, to change some of it.
    init(_ workspace: Workspace) {
        self.init(
            name: workspace.name, purpose: workspace.purpose, timeZone: workspace.timeZone, language: workspace.language,
            rule: workspace.rule, asksForNumbers: workspace.asksForNumbers, version: workspace.version)
    }
}

extension Connection {
    fileprivate func isFirstStart() throws -> Bool { try row("SELECT 1 FROM workspace WHERE is_demo = 0 LIMIT 1") == nil }

    /// A workspace with its owner in it.
    func makeWorkspace(_ draft: Workspace.Draft, owner: Account, _ cairn: Cairn) throws -> Workspace {
        let workspace = Workspace(
            id: cairn.newID(), slug: try freeSlug(for: draft.name), name: draft.name, purpose: draft.purpose,
            timeZone: owner.timeZone, language: owner.language)
        try insert(workspace, at: cairn.now)
        let person = Person(id: cairn.newID(), accountID: owner.id, name: owner.name, email: owner.email, role: .owner)
        try insert(person, in: workspace.id, at: cairn.now)
        try audit(
            .workspaceMade, workspace: workspace.id, account: owner.id, person: person.id, object: workspace.name, cairn)
        notify("account")
        return workspace
    }

    /// The workspace's part of the address: its name in plain letters, with the first number that makes it free.
    func freeSlug(for name: String) throws -> String {
        let taken = Set(try rows("SELECT slug FROM workspace").map { row in try row.first(as: String.self) })
        return Workspace.slug(from: name) { taken.contains($0) }
    }
}
