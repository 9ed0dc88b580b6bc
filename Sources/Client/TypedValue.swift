import Domain
import Foundation

/// A value as somebody types it for a key result: `Waiting days=12`, `Permit law signed=done`.
public struct TypedValue: Equatable, Sendable {
    public var name: String
    public var value: Double

    public init(_ typed: String) throws {
        guard let sign = typed.lastIndex(of: "="), sign > typed.startIndex else {
            throw ClientError(.usage, "Write --value \"title=12\", not “\(harmless(typed))”.")
        }
        name = typed[..<sign].trimmingCharacters(in: .whitespaces)
        value = try Self.number(String(typed[typed.index(after: sign)...]))
    }

    /// As on the page: `12,5` is the same everywhere, `1,200` what the terminal's language makes of it.
    public static func number(_ typed: String, language: String = terminalLanguage) throws -> Double {
        let text = typed.trimmingCharacters(in: .whitespaces)
        switch text.lowercased() {
        case "done", "yes": return 1
        case "not done", "no": return 0
        default: break
        }
        guard let number = try? Number.read(text, language: language) else {
            throw ClientError(.usage, "“\(harmless(text))” is no number. Write 12, 12.5, done or not done.")
        }
        return number
    }

    /// The key result that is meant: by its id, its title, or words only its title has.
    public func keyResult(of goal: GoalAnswer) throws -> KeyResultAnswer {
        let all = goal.keyResults
        if let exact = all.first(where: { $0.id == name || $0.title.lowercased() == name.lowercased() }) { return exact }
        let near = all.filter { $0.title.lowercased().contains(name.lowercased()) }
        if near.count == 1 { return near[0] }
        let list = all.map { "\n  \(harmless($0.title))" }.joined()
        throw ClientError(.usage, "“\(harmless(name))” is not one of the key results:\(list)")
    }
}

/// `de` where the terminal is set to German, otherwise `en`.
public var terminalLanguage: String {
    let environment = ProcessInfo.processInfo.environment
    let words = ["LC_ALL", "LC_NUMERIC", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return words?.hasPrefix("de") == true ? "de" : "en"
}
