import Foundation

extension Account {
    /// The languages the product is written in.
    public static let languages = ["en", "de"]

    /// What two addresses must not share: the address in lower case, trimmed.
    public static func key(_ email: String) -> String { email.trimmed.lowercased() }

    /// Throws unless it has the shape of an address: something, one @, a domain. Whether it exists, only a letter could tell.
    public static func checkedEmail(_ email: String) throws(AppError) -> String {
        var problems = Problems()
        let email = problems.email(email, "email")
        try problems.check()
        return email
    }

    /// Why a password is refused; nil when it may be used. Eight to 128 characters, nothing everybody tries first, not the name or address.
    public static func passwordProblem(_ password: String, email: String, name: String) -> Words? {
        let length = password.unicodeScalars.count
        if length < 8 { return "A password has at least \(8) characters; twelve are better." }
        if length > 128 { return "A password has at most \(128) characters." }
        let lower = password.lowercased()
        if commonPasswords.contains(lower) || commonPasswords.contains(withoutEnding(lower)) || Set(lower).count < 3 {
            return "Too many people use this password. Three or four words that do not belong together are good."
        }
        let own = [key(email), String(key(email).prefix { $0 != "@" }), name.trimmed.lowercased(), fold(name)]
        if own.contains(where: { !$0.isEmpty && ($0 == lower || $0 == withoutEnding(lower)) }) {
            return "This is your name or address. Choose something nobody would try."
        }
        return nil
    }

    /// Without the digits and marks people hang on.
    private static func withoutEnding(_ text: String) -> String {
        let end = text.lastIndex { $0.isLetter }
        return end.map { String(text[...$0]) } ?? text
    }

    /// Changes of one's own settings: name, language, zone.
    public static func check(name: String, language: String, timeZone: String) throws(AppError) -> String {
        var problems = Problems()
        let name = problems.line(name, "name", missing: "Write the name people know you by.", limit: Limit.name)
        problems.language(language, "language")
        problems.zone(timeZone, "time_zone")
        try problems.check()
        return name
    }
}

extension Problems {
    public mutating func email(_ text: String, _ field: String) -> String {
        let email = text.trimmed
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = email.unicodeScalars.allSatisfy {
            $0.value > 32 && $0.value != 127 && !$0.properties.isWhitespace && !"<>()[],;:\\\"".unicodeScalars.contains($0)
        }
        let isShaped = parts.count == 2 && (1...64).contains(parts[0].utf8.count) && isDomain(parts[1])
        require(isPlain && isShaped && email.utf8.count <= 254, field, "This does not look like an e-mail address.")
        return email
    }

    public mutating func zone(_ text: String, _ field: String) {
        require(text.utf8.count <= 64 && !text.isEmpty && TimeZone(identifier: text) != nil, field, "This time zone is not known here.")
    }

    public mutating func language(_ text: String, _ field: String) {
        require(Account.languages.contains(text), field, "Choose one of the languages.")
    }

    private func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253 && labels.allSatisfy { (1...63).contains($0.utf8.count) && $0.first != "-" && $0.last != "-" }
    }
}
