import Database
import Domain

/// Making a workspace, and knowing whether there is one yet.
struct Workspaces: Sendable {
    let cairn: Cairn

    /// True until somebody has an account here.
    func isFirstStart() async throws -> Bool {
        try await cairn.database.read { db in try db.row("SELECT 1 FROM account LIMIT 1") == nil }
    }

    /// The first page is for whoever stands at the machine, or holds the key that was printed at the start.
    func mayBegin(_ context: VisitorContext, key: String) -> Bool {
        context.isLocal || (!key.isEmpty && key == cairn.settings.setupKey)
    }

    /// Makes a workspace that this person owns, and an account for them unless they have one.
    func make(_ draft: Workspace.Draft, owner: Account, password: String?, isNew: Bool, isDemo: Bool = false) async throws -> Workspace {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            if isNew {
                guard try db.account(email: owner.email) == nil else {
                    throw AppError.invalid("email", "There is an account with this address already. Sign in with it first.")
                }
                try db.insert(owner, password: password, at: now)
            }
            let slug = try db.freeSlug(for: draft.name)
            let workspace = Workspace(
                id: cairn.newID(), slug: slug, name: draft.name, purpose: draft.purpose, timeZone: owner.timeZone,
                language: owner.language, isDemo: isDemo)
            try db.insert(workspace, at: now)
            let person = Person(id: cairn.newID(), accountID: owner.id, name: owner.name, email: owner.email, role: .owner)
            try db.insert(person, in: workspace.id, at: now)
            db.notify("account")
            return workspace
        }
    }

    /// The four people of the demo, where this server has one.
    func demoPeople() async throws -> [DemoPerson] {
        []
    }

    func demoAccount(email: String) async throws -> Account? {
        nil
    }
}

extension Connection {
    /// The workspace's part of the address: its name in plain letters, with the first number that makes it free.
    func freeSlug(for name: String) throws -> String {
        let taken = Set(try rows("SELECT slug FROM workspace").map { row in try row.first(as: String.self) })
        return Workspace.slug(from: name) { taken.contains($0) }
    }
}
