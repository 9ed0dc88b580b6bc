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

    /// A visit ends with half an hour of silence; what happened since the one before is news until then.
    func noteUse(ofSignIn hash: String, account: ID<Account>, at now: Moment) throws {
        try run("UPDATE sign_in SET last_used_at = \(now) WHERE token_hash = \(hash)")
        try run(
            """
            UPDATE person SET last_seen_at = \(now),
                previous_seen_at = CASE WHEN last_seen_at < \(now.adding(seconds: -1800)) THEN last_seen_at ELSE previous_seen_at END
            WHERE account_id = \(account)
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

    /// - Returns: whose sign-in it was; nil where there was none.
    func deleteSignIn(hash: String) throws -> Account? {
        guard let id: ID<Account> = try one("DELETE FROM sign_in WHERE token_hash = \(hash) RETURNING account_id") else { return nil }
        notify("account")
        return try account(id)
    }

    /// Throws the problem of the field `email` where another account has this address.
    func requireFree(email: String, for account: ID<Account>? = nil) throws {
        let other: ID<Account>? = try one("SELECT id FROM account WHERE email_key = \(emailKey(email))")
        guard other == nil || other == account else {
            throw AppError.invalid("email", "There is an account with this address already. Sign in with it first.")
        }
    }

    func account(_ id: ID<Account>) throws -> Account? {
        guard var columns = try row("SELECT \(sql: accountColumns) FROM account WHERE id = \(id)")?.columns else { return nil }
        return try Account(&columns)
    }

    /// The account with its name and address in every workspace; stale where the version is no longer the newest.
    func update(_ account: ID<Account>, _ draft: Account.Draft) throws {
        let changed = try run(
            """
            UPDATE account SET email = \(draft.email), email_key = \(emailKey(draft.email)), name = \(draft.name),
                language = \(draft.language), time_zone = \(draft.timeZone), shortcuts = \(draft.shortcuts), theme = \(draft.theme),
                version = version + 1 WHERE id = \(account) AND version = \(draft.version)
            """)
        guard changed == 1 else { throw AppError.stale }
        try run(
            """
            UPDATE person SET name = \(draft.name), email = \(draft.email), folded = \(fold(draft.name)), version = version + 1
            WHERE account_id = \(account) AND (name <> \(draft.name) OR email IS NULL OR email <> \(draft.email))
            """)
    }

    /// A new password ends every sign-in and every reset link of the account.
    func setPassword(_ kept: String, of account: ID<Account>) throws {
        try run("UPDATE account SET password = \(kept) WHERE id = \(account)")
        try run("DELETE FROM password_reset WHERE account_id = \(account)")
        try deleteSignIns(of: account)
    }

    func signIns(of account: ID<Account>, at now: Moment) throws -> [SignIn] {
        let found = try rows(
            """
            SELECT id, address, device, created_at, last_used_at FROM sign_in WHERE account_id = \(account)
                AND last_used_at > \(now.adding(days: -idleDays)) AND created_at > \(now.adding(days: -absoluteDays))
            ORDER BY last_used_at DESC, id DESC LIMIT 200
            """)
        return try found.map { row in
            var columns = row.columns
            return SignIn(
                id: try columns.next(), address: try columns.next(), device: try columns.next(), createdAt: try columns.next(),
                lastUsedAt: try columns.next())
        }
    }

    @discardableResult
    func deleteSignIns(of account: ID<Account>, only: String? = nil, but: String? = nil) throws -> Int {
        notify("account")
        return try run(
            """
            DELETE FROM sign_in WHERE account_id = \(account) AND id = COALESCE(\(only), id) AND id <> COALESCE(\(but), '')
            """)
    }

    /// Pages that show this person, and the memory of who they are.
    func notifyPerson(_ person: ID<Person>, in workspace: ID<Workspace>) {
        notify("\(workspace)/person:\(person)")
        notify("\(workspace)/workspace")
        notify("\(workspace)/access")
    }
}

/// What makes two addresses the same: the letters without case.
func emailKey(_ email: String) -> String { email.lowercased() }
