import Foundation

extension Workspace {
    /// What a person writes to make or change a workspace.
    public struct Draft: Sendable, Hashable {
        public var name: String
        public var purpose: String
        public var timeZone: String
        public var language: String
        public var rule: StatusRule
        public var asksForNumbers: Bool
        public var version: Int

        public init(
            name: String, purpose: String = "", timeZone: String = "UTC", language: String = "en", rule: StatusRule = StatusRule(),
            asksForNumbers: Bool = false, version: Int = 0
        ) {
            self.name = name
            self.purpose = purpose
            self.timeZone = timeZone
            self.language = language
            self.rule = rule
            self.asksForNumbers = asksForNumbers
            self.version = version
        }

        public func checked() throws(AppError) -> Draft {
            var (draft, problems) = (self, Problems())
            draft.name = problems.line(
                name, "name", missing: "A workspace needs a name: usually that of your organisation.", limit: Limit.name)
            draft.purpose = problems.lines(purpose, "purpose", limit: Limit.purpose)
            problems.zone(timeZone, "time_zone")
            problems.language(language, "language")
            problems.require((0...100).contains(rule.atRiskGap), "at_risk_gap", "A gap lies between 0 and 100 points.")
            problems.require((0...100).contains(rule.offTrackGap), "off_track_gap", "A gap lies between 0 and 100 points.")
            problems.require(rule.atRiskGap <= rule.offTrackGap, "off_track_gap", "Off track cannot begin before at risk.")
            problems.require((1...366).contains(rule.rhythmDays), "rhythm_days", "Check-ins can be between 1 and 366 days apart.")
            problems.require((0...60).contains(rule.graceDays), "grace_days", "Between 0 and 60 days of grace are possible.")
            try problems.check()
            return draft
        }
    }

    public func mayEdit(by viewer: Viewer) -> Permission {
        .when(viewer.isAdmin && viewer.workspace.id == id, "The workspace is changed by admins. Ask one of them.")
    }

    /// Changes it. Its address stays, so that links keep working.
    public mutating func edit(_ draft: Draft, by viewer: Viewer) throws(AppError) -> [Change] {
        try mayEdit(by: viewer).check()
        guard draft.version == version else { throw .stale }
        let draft = try draft.checked()
        var changes = Changes()
        changes.set("name", &name, draft.name)
        changes.set("purpose", &purpose, draft.purpose)
        changes.set("time_zone", &timeZone, draft.timeZone)
        changes.set("language", &language, draft.language)
        changes.set("at_risk_gap", &rule.atRiskGap, draft.rule.atRiskGap)
        changes.set("off_track_gap", &rule.offTrackGap, draft.rule.offTrackGap)
        changes.set("rhythm_days", &rule.rhythmDays, draft.rule.rhythmDays)
        changes.set("grace_days", &rule.graceDays, draft.rule.graceDays)
        changes.set("asks_for_numbers", &asksForNumbers, draft.asksForNumbers)
        if !changes.list.isEmpty { version += 1 }
        return changes.list
    }
}

extension Workspace {
    /// Names that stand at the beginning of the server's own addresses.
    public static let reserved: Set<String> = [
        "account", "accounts", "admin", "api", "assets", "sign-in", "sign-out", "sign-up", "setup", "demo", "demo-sign-in", "invitations",
        "reset",
        "healthz", "readyz", "metrics", "live", "static", "favicon", "favicon.ico", "robots", "robots.txt", "workspaces", "well-known",
        "docs", "help",
        "about", "login", "logout", "new", "search", "settings", "status", "events", "tokens", "export", "import", "webhooks", "oauth",
        "mcp", "screen",
    ]

    /// A workspace's first part of the address, from its name: lower-case ASCII letters, digits and hyphens. `isTaken` says which exist.
    public static func slug(from name: String, isTaken: (String) -> Bool = { _ in false }) -> String {
        var slug = ""
        for byte in fold(name).utf8 {
            let isPlain = (97...122).contains(byte) || (48...57).contains(byte)
            if isPlain { slug.append(Character(Unicode.Scalar(byte))) } else if !slug.isEmpty && slug.last != "-" { slug.append("-") }
            if slug.count == 40 { break }
        }
        while slug.last == "-" { slug.removeLast() }
        if slug.isEmpty { slug = "workspace" }
        if isSlug(slug) && !isTaken(slug) { return slug }
        return (2...).lazy.map { "\(slug)-\($0)" }.first { !isTaken($0) }!
    }

    /// Whether a text may be a workspace's part of the address.
    public static func isSlug(_ text: String) -> Bool {
        (1...50).contains(text.utf8.count) && !reserved.contains(text) && text.first != "-" && text.last != "-"
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
