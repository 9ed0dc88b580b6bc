import Foundation

/// What signs in: an e-mail address and a password. In each workspace it belongs to, it is one person.
public struct Account: Sendable, Hashable {
    public let id: ID<Account>
    public var email: String
    public var name: String
    public var language: String
    public var timeZone: String
    public var shortcuts: Bool
    public var theme: Theme
    public var version: Int

    public enum Theme: String, Sendable, CaseIterable { case system, light, dark }

    public init(
        id: ID<Account>, email: String, name: String, language: String = "en", timeZone: String = "UTC", shortcuts: Bool = true,
        theme: Theme = .system, version: Int = 1
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.language = language
        self.timeZone = timeZone
        self.shortcuts = shortcuts
        self.theme = theme
        self.version = version
    }

    public var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }
}
