/// A line of the audit log: who did something that concerns access, or the data as a whole.
public struct Audit: Sendable, Hashable {
    public let id: ID<Audit>
    /// The raw value of an `Action`; of a newer version perhaps one that this one does not know.
    public var action: String
    public var workspaceID: ID<Workspace>?
    public var accountID: ID<Account>?
    public var personID: ID<Person>?
    /// By which way in: `sign-in <id>`, `token <id>`, `operator` at the command line; empty where somebody was only about to come in.
    public var actor: String
    /// What it was done to, as it was called then.
    public var object: String
    /// Named fields: a fact each, or what it was before and after. JSON, and never a password, a token or a private text.
    public var details: String
    public var address: String
    public var requestID: String
    public var createdAt: Moment

    public init(
        id: ID<Audit>, action: String, workspaceID: ID<Workspace>? = nil, accountID: ID<Account>? = nil, personID: ID<Person>? = nil,
        actor: String = "", object: String = "", details: String = "{}", address: String = "", requestID: String = "", createdAt: Moment
    ) {
        self.id = id
        self.action = action
        self.workspaceID = workspaceID
        self.accountID = accountID
        self.personID = personID
        self.actor = actor
        self.object = object
        self.details = details
        self.address = address
        self.requestID = requestID
        self.createdAt = createdAt
    }

    /// What was done. The raw value is kept for ever.
    public enum Action: String, Sendable, CaseIterable {
        case signedIn = "signed in"
        case signInRefused = "sign-in refused"
        case signedOut = "signed out"
        case signInsEnded = "sign-ins ended"
        case emailChanged = "e-mail changed"
        case passwordChanged = "password changed"
        case passwordRefused = "password refused"
        case passwordLinkMade = "password link made"
        case passwordLinkMadeByOperator = "password link made by the operator"
        case passwordReset = "password reset"
        case tokenMade = "token made"
        case tokenRevoked = "token revoked"
        case screenMade = "screen made"
        case screenRevoked = "screen ended"
        case invitationMade = "invitation made"
        case invitationRevoked = "invitation revoked"
        case invitationAccepted = "invitation accepted"
        case personAdded = "person added"
        case roleChanged = "role changed"
        case personDeactivated = "person deactivated"
        case personReactivated = "person reactivated"
        case goalsHandedOver = "goals handed over"
        case teamJoined = "team joined"
        case teamLeft = "team left"
        case leadChanged = "lead changed"
        case teamRemoved = "team removed"
        case workspaceMade = "workspace made"
        case settingsChanged = "settings changed"
        case demoMade = "demo made"
        case restored
        case imported
        case exported
        case goalsDownloaded = "downloaded goals"
        case auditDownloaded = "audit log downloaded"
        case auditShortened = "audit log shortened"

        /// What it is called on the page.
        public var words: Words {
            switch self {
            case .signedIn: "Signed in"
            case .signInRefused: "Sign-in refused"
            case .signedOut: "Signed out"
            case .signInsEnded: "Other sign-ins ended"
            case .emailChanged: "E-mail address changed"
            case .passwordChanged: "Password changed"
            case .passwordRefused: "Wrong password"
            case .passwordLinkMade: "Password link made"
            case .passwordLinkMadeByOperator: "Password link made by the operator"
            case .passwordReset: "Password set by link"
            case .tokenMade: "Token made"
            case .tokenRevoked: "Token revoked"
            default: houseWords
            }
        }

        private var houseWords: Words {
            switch self {
            case .screenMade: "Screen made"
            case .screenRevoked: "Screen ended"
            case .invitationMade: "Invitation made"
            case .invitationRevoked: "Invitation taken back"
            case .invitationAccepted: "Invitation accepted"
            case .personAdded: "Person added"
            case .roleChanged: "Role changed"
            case .personDeactivated: "Access ended"
            case .personReactivated: "Access given again"
            case .goalsHandedOver: "Goals handed over"
            case .teamJoined: "Taken into a team"
            case .teamLeft: "Taken out of a team"
            case .leadChanged: "Team lead changed"
            case .teamRemoved: "Team removed"
            case .workspaceMade: "Workspace made"
            case .settingsChanged: "Settings changed"
            case .demoMade: "Demo made"
            case .restored: "Backup put back"
            case .imported: "Import"
            case .exported: "Export"
            case .goalsDownloaded: "Goals downloaded"
            case .auditDownloaded: "Audit log downloaded"
            default: "Audit log shortened"
            }
        }
    }
}
