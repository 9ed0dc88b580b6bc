import Database
import Domain
import Foundation

/// The demo: an invented city at work, dated so that today is an ordinary day in the middle of it.
struct Demo: Sendable {
    let cairn: Cairn

    static func content() throws -> DemoContent {
        guard let folder = Bundle.module.url(forResource: "Assets", withExtension: nil) else { throw MissingAssets() }
        return try DemoContent(json: Data(contentsOf: folder.appending(path: "demo/wexholm.json")))
    }

    /// Makes the demo's workspace.
    /// - again: replaces the one that is there, which is refused otherwise.
    func make(again: Bool) async throws -> Workspace {
        let content = try Self.content()
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let known = try db.allWorkspaces().filter(\.isDemo)
            if !known.isEmpty && !again {
                throw AppError.invalid("", "This server shows the demo already. `cairn demo --again` makes it anew.")
            }
            for workspace in known { try db.deleteWorkspace(workspace.id) }
            var random = SystemRandomNumberGenerator()
            let workspace = Workspace(
                id: cairn.newID(), slug: try db.freeSlug(for: content.workspace.name), name: content.workspace.name,
                purpose: content.workspace.purpose, timeZone: content.workspace.timeZone, isDemo: true)
            var story = DemoStory(content, in: workspace, at: now, random: &random)
            story.tell()
            try story.write(db)
            try db.audit(.demoMade, workspace: workspace.id, object: workspace.name, cairn)
            db.notify("account")
            return workspace
        }
    }
}

extension Cairn {
    /// Makes the demo, once; the address of its workspace.
    public func makeDemo(again: Bool = false) async throws -> String {
        "/" + (try await Demo(cairn: self).make(again: again).slug)
    }
}

/// The four people whose eyes the demo can be seen with.
extension Workspaces {
    /// Nobody, unless this server shows the demo. Somebody whose account has a password, or is let into another workspace too, is left out: one
    /// click must not open more than the demo.
    func demoPeople() async throws -> [DemoPerson] {
        let accounts = try await cairn.database.read { db in try db.demoAccounts() }
        guard !accounts.isEmpty else { return [] }
        let content = try Demo.content()
        return content.signIns.compactMap { signIn in
            guard let person = content.people.first(where: { $0.key == signIn.person }), let account = accounts[emailKey(person.email)]
            else { return nil }
            return DemoPerson(name: account.name, email: account.email, about: signIn.line)
        }
    }

    func demoAccount(email: String) async throws -> Account? {
        let wanted = emailKey(email)
        guard let account = try await cairn.database.read({ db in try db.demoAccounts()[wanted] }) else { return nil }
        let content = try Demo.content()
        return content.signIns.contains { signIn in content.people.contains { $0.key == signIn.person && emailKey($0.email) == wanted } }
            ? account : nil
    }
}

extension Connection {
    fileprivate func demoAccounts() throws -> [String: Account] {
        let found = try rows(
            """
            SELECT \(sql: accountColumns) FROM account WHERE account.password IS NULL
                AND EXISTS (SELECT 1 FROM person JOIN workspace ON workspace.id = person.workspace_id
                    WHERE person.account_id = account.id AND person.state = 'active' AND workspace.is_demo = 1)
                AND NOT EXISTS (SELECT 1 FROM person JOIN workspace ON workspace.id = person.workspace_id
                    WHERE person.account_id = account.id AND workspace.is_demo = 0)
            """)
        return Dictionary(
            try found.map { row in
                var columns = row.columns
                let account = try Account(&columns)
                return (emailKey(account.email), account)
            }, uniquingKeysWith: { first, _ in first })
    }
}
