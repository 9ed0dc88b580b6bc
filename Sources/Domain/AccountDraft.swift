extension Account {
    /// What someone writes about themselves: when they join, or later on their account page.
    public struct Draft: Sendable, Hashable {
        public var name: String
        public var email: String
        public var language: String
        public var timeZone: String
        public var shortcuts: Bool
        public var theme: Theme
        public var version: Int

        public init(
            name: String, email: String, language: String = "en", timeZone: String = "UTC", shortcuts: Bool = true, theme: Theme = .system,
            version: Int = 0
        ) {
            self.name = name
            self.email = email
            self.language = language
            self.timeZone = timeZone
            self.shortcuts = shortcuts
            self.theme = theme
            self.version = version
        }

        /// The draft, trimmed; throws every problem it has, one with the password included where somebody joins with one.
        public func checked(password: String? = nil) throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.name = problems.line(name, "name", missing: "Write the name people know you by.", limit: Limit.name)
            draft.email = problems.email(email, "email")
            problems.language(language, "language")
            problems.zone(timeZone, "time_zone")
            if let password, let words = Account.passwordProblem(password, email: email, name: name) { problems.add("password", words) }
            try problems.check()
            return draft
        }

        public func account(id: ID<Account>) -> Account {
            Account(id: id, email: email, name: name, language: language, timeZone: timeZone, shortcuts: shortcuts, theme: theme)
        }
    }
}
