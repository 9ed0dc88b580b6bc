@testable import App
import Database
import Domain
import Foundation

/// The people of every test. Each has an account, a person in `wexholm` (but Mallory, who is in another workspace), and is signed in.
public enum Cast: String, CaseIterable, Sendable {
    /// Owns goals; a member of the team Permits.
    case ana
    /// Is on the team Permits.
    case ben
    /// Leads the team Permits.
    case carla
    /// Administers the workspace.
    case dana
    /// Owns the workspace.
    case olaf
    /// Is a guest, in no team.
    case gus
    /// A member of another team, a stranger to Permits.
    case eve
    /// Owns another workspace, and is nobody in this one.
    case mallory

    public var name: String {
        switch self {
        case .ana: "Ana Lund"
        case .ben: "Ben Okafor"
        case .carla: "Carla Weiss"
        case .dana: "Dana Petrov"
        case .olaf: "Olaf Nyberg"
        case .gus: "Gus Moreau"
        case .eve: "Eve Tanaka"
        case .mallory: "Mallory Finch"
        }
    }

    public var email: String { "\(rawValue)@wexholm.example" }

    /// The same for all of them; its hash was made with few rounds, so that tests need not wait.
    public static let password = "seven stones in a row"

    var role: Person.Role {
        switch self {
        case .olaf, .mallory: .owner
        case .dana: .admin
        case .gus: .guest
        default: .member
        }
    }

    /// The secret in this person's cookie.
    var token: String { "token-of-\(rawValue)-0123456789-0123456789" }
}

/// Who the cast is and what surrounds it, as it stands in the database when a test begins.
public struct Scene: Sendable {
    public let wexholm: Workspace
    /// Mallory's workspace.
    public let elsewhere: Workspace
    public let accounts: [Cast: Account]
    public let people: [Cast: ID<Person>]
    /// Led by Carla, with Ana and Ben.
    public let permits: ID<Team>
    /// Eve's team; nobody leads it.
    public let harbour: ID<Team>
    /// From 5 October to 18 December 2026, active.
    public let autumn: ID<Cycle>
}

extension Scene {
    /// Everything at once: the cast, two workspaces, two teams and a cycle.
    static func make(_ cairn: Cairn) -> Scene {
        var accounts: [Cast: Account] = [:]
        var people: [Cast: ID<Person>] = [:]
        for member in Cast.allCases {
            accounts[member] = Account(id: cairn.newID(), email: member.email, name: member.name)
            people[member] = cairn.newID()
        }
        return Scene(
            wexholm: Workspace(
                id: cairn.newID(), slug: "wexholm", name: "Wexholm", purpose: "People spend less of their life waiting for us."),
            elsewhere: Workspace(id: cairn.newID(), slug: "elsewhere", name: "Elsewhere"),
            accounts: accounts, people: people, permits: cairn.newID(), harbour: cairn.newID(), autumn: cairn.newID())
    }

    func insert(into db: any Connection, at now: Moment) throws {
        try db.insert(wexholm, at: now)
        try db.insert(elsewhere, at: now)
        for member in Cast.allCases { try insert(member, into: db, at: now) }
        try insertTeam(permits, "Permits", lead: .carla, members: [.ana, .ben], into: db, at: now)
        try insertTeam(harbour, "Harbour", lead: nil, members: [.eve], into: db, at: now)
        try db.run(
            """
            INSERT INTO cycle (workspace_id, id, name, purpose, starts_on, ends_on, stage, created_at)
            VALUES (\(wexholm.id), \(autumn), 'Autumn 2026', 'Waiting gets shorter.', '2026-10-05', '2026-12-18', 'active', \(now))
            """)
    }

    private func insert(_ member: Cast, into db: any Connection, at now: Moment) throws {
        let account = accounts[member]!
        try db.insert(account, password: keptPassword, at: now)
        let person = Person(
            id: people[member]!, accountID: account.id, name: member.name, email: member.email, role: member.role, state: .active)
        try db.insert(person, in: member == .mallory ? elsewhere.id : wexholm.id, at: now)
        try db.insertSignIn(
            hash: hash(ofToken: member.token), id: "sign-in of \(member.rawValue)", account: account.id, address: "192.0.2.7",
            device: "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", at: now)
    }

    private func insertTeam(_ id: ID<Team>, _ name: String, lead: Cast?, members: [Cast], into db: any Connection, at now: Moment) throws {
        try db.run(
            """
            INSERT INTO team (workspace_id, id, name, purpose, lead_id, folded, created_at)
            VALUES (\(wexholm.id), \(id), \(name), 'Permits in weeks, not months.', \(lead.flatMap { people[$0] }), \(fold(name)), \(now))
            """)
        for member in members {
            try db.run(
                """
                INSERT INTO membership (workspace_id, team_id, person_id, created_at)
                VALUES (\(wexholm.id), \(id), \(people[member]!), \(now))
                """)
        }
    }
}

/// `Cast.password` as scrypt with N = 2^4.
private let keptPassword = "scrypt$4$8$1$Y2Fpcm4tdGVzdC1zYWx0IQ==$R+v6uG5LB5aPNBaCsyZ2MSQHlvLwJj/yjre70WApvxQ="
