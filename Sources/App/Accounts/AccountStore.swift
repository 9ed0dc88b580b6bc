import Database
import Domain

let accountColumns: SQL = """
    account.id, account.email, account.name, account.language, account.time_zone, account.shortcuts, account.theme, account.version
    """

extension Account {
    init(_ columns: inout Columns) throws {
        self.init(
            id: try columns.next(), email: try columns.next(), name: try columns.next(), language: try columns.next(),
            timeZone: try columns.next(), shortcuts: try columns.next(), theme: try columns.next(), version: try columns.next())
    }
}

/// How long a sign-in lasts: 14 days without use, 90 days in all.
let idleDays = 14
let absoluteDays = 90

extension Connection {
    /// The account behind a sign-in that has not ended, with the person it is in each workspace.
    func signIn(hash: String, at now: Moment) throws -> RecognisedAccount? {
        let found = try row(
            """
            SELECT \(sql: accountColumns), sign_in.id, sign_in.last_used_at FROM sign_in JOIN account ON account.id = sign_in.account_id
            WHERE sign_in.token_hash = \(hash) AND sign_in.last_used_at > \(now.adding(days: -idleDays))
                AND sign_in.created_at > \(now.adding(days: -absoluteDays))
            """)
        guard var columns = found?.columns else { return nil }
        let account = try Account(&columns)
        let signInID: String = try columns.next()
        let viewers = try viewers(of: account)
        return RecognisedAccount(
            account: account, signInID: signInID, lastUsedAt: try columns.next(),
            viewers: Dictionary(viewers.map { ($0.workspace.slug, $0) }, uniquingKeysWith: { first, _ in first }))
    }

    /// The persons this account is, one in each workspace that lets it in.
    func viewers(of account: Account) throws -> [Viewer] {
        let found = try rows(
            """
            SELECT \(sql: personColumns), \(sql: workspaceColumns) FROM person JOIN workspace ON workspace.id = person.workspace_id
            WHERE person.account_id = \(account.id) AND person.state = 'active' ORDER BY workspace.name, workspace.id
            """)
        return try found.map { row in
            var columns = row.columns
            let person = try Person(&columns)
            let workspace = try Workspace(&columns)
            let teams = try teams(of: person.id, in: workspace.id)
            return Viewer(person: person, account: account, workspace: workspace, teams: teams.all, leads: teams.led)
        }
    }

    private func teams(of person: ID<Person>, in workspace: ID<Workspace>) throws -> (all: Set<ID<Team>>, led: Set<ID<Team>>) {
        let member = try rows("SELECT team_id FROM membership WHERE workspace_id = \(workspace) AND person_id = \(person)")
        let led = try rows("SELECT id FROM team WHERE workspace_id = \(workspace) AND lead_id = \(person)")
        let leads = Set(try led.map { row in try row.first(as: ID<Team>.self) })
        return (Set(try member.map { row in try row.first(as: ID<Team>.self) }).union(leads), leads)
    }

    func noteUse(ofSignIn hash: String, account: ID<Account>, at now: Moment) throws {
        try run("UPDATE sign_in SET last_used_at = \(now) WHERE token_hash = \(hash)")
        try run(
            """
            UPDATE person SET previous_seen_at = last_seen_at, last_seen_at = \(now)
            WHERE account_id = \(account) AND (last_seen_at IS NULL OR last_seen_at < \(now.adding(seconds: -1800)))
            """)
    }

    func account(email: String) throws -> (account: Account, password: String?)? {
        let found = try row("SELECT \(sql: accountColumns), password FROM account WHERE email_key = \(emailKey(email))")
        guard var columns = found?.columns else { return nil }
        return (try Account(&columns), try columns.next())
    }

    func insert(_ account: Account, password: String?, at now: Moment) throws {
        try run(
            """
            INSERT INTO account (id, email, email_key, name, password, language, time_zone, shortcuts, theme, created_at)
            VALUES (\(account.id), \(account.email), \(emailKey(account.email)), \(account.name), \(password), \(account.language),
                \(account.timeZone), \(account.shortcuts), \(account.theme), \(now))
            """)
    }

    func insertSignIn(hash: String, id: String, account: ID<Account>, address: String, device: String, at now: Moment) throws {
        try run(
            """
            INSERT INTO sign_in (token_hash, id, account_id, address, device, created_at, last_used_at)
            VALUES (\(hash), \(id), \(account), \(address), \(device), \(now), \(now))
            """)
    }

    func deleteSignIn(hash: String) throws {
        try run("DELETE FROM sign_in WHERE token_hash = \(hash)")
        notify("account")
    }
}

/// What makes two addresses the same: the letters without case.
func emailKey(_ email: String) -> String { email.lowercased() }
