import Foundation

extension Connection {
    /// All goals through a filter of the page, a part at a time, with the JSON as it came.
    public func goals(_ query: [String: String]) async throws -> (goals: [GoalAnswer], parts: [Data]) {
        var (goals, parts, query): ([GoalAnswer], [Data], [String: String]) = ([], [], query)
        query["limit"] = "200"
        repeat {
            let answer = try await get("/goals", query)
            let list = try answer.read(ListAnswer<GoalAnswer>.self)
            goals += list.items
            parts.append(answer.body)
            query["after"] = list.next
        } while query["after"] != nil
        return (goals, parts)
    }

    /// The goal somebody means by an id, the address of its page, or words of its title.
    public func goal(meant words: String) async throws -> Answer {
        if let id = goalID(in: words) { return try await get("/goals/\(id)") }
        let found = try await goals(["cycle": "all", "q": words]).goals
        let exact = found.filter { $0.title.lowercased() == words.lowercased() }
        if let one = exact.count == 1 ? exact.first : found.count == 1 ? found.first : nil { return try await get("/goals/\(one.id)") }
        guard !found.isEmpty else {
            throw ClientError(.notFound, "No goal has “\(harmless(words))” in its title. See them all: cairn tree")
        }
        let list = found.prefix(10).map { "\n  \($0.id)  \(harmless($0.title))" }.joined()
        throw ClientError(.usage, "\(found.count) goals have “\(harmless(words))” in their titles. Give the id of one:\(list)")
    }

    /// The id of a cycle, team or person that is meant by an id or its name.
    public func id(of words: String, in list: String) async throws -> String {
        if isID(words) { return words }
        var (named, query): ([NamedAnswer], [String: String]) = ([], ["limit": "200"])
        repeat {
            let part = try await get("/\(list)", query).read(ListAnswer<NamedAnswer>.self)
            named += part.items
            query["after"] = part.next
        } while query["after"] != nil
        let found = named.filter { $0.name.lowercased() == words.lowercased() }
        if found.count == 1 { return found[0].id }
        let names = (found.isEmpty ? named : found).prefix(20).map { "\n  \($0.id)  \(harmless($0.name))" }.joined()
        throw ClientError(.usage, "Not one of the \(list) is called “\(harmless(words))”. There are:\(names)")
    }
}

func isID(_ text: String) -> Bool { text.utf8.count == 26 && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) } }

/// The id in `01H…`, or in `https://goals.example.org/wexholm/goals/01H…?view=tree`.
public func goalID(in words: String) -> String? {
    if isID(words) { return words }
    let steps = words.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
    guard let place = steps.lastIndex(of: "goals"), place + 1 < steps.endIndex else { return nil }
    let id = String(steps[place + 1])
    return isID(id) ? id : nil
}
