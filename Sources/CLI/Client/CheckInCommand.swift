import ArgumentParser
import Client
import Foundation

/// Reports on a goal.
struct CheckInCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-in", abstract: "Check in on a goal; what flags leave out is asked for at a terminal.")

    @OptionGroup var options: ClientOptions

    @Argument(help: "The goal's id, the address of its page, or words of its title.")
    var goal: String

    @Option(help: "A key result and its value: \"title=12\". Again for each.")
    var value: [String] = []

    @Option(help: "How likely the targets are by the due date, 0 to 100.")
    var confidence: Int?

    @Option(help: "What changed, and what surprised you.")
    var say: String?

    func run() async throws {
        let connection = try options.connection()
        let goal = try await connection.goal(meant: goal).read(GoalAnswer.self)
        var (values, confidence, said) = (try given(goal), confidence, say)
        if values.isEmpty, confidence == nil, said == nil {
            guard canAsk else { throw ClientError(.usage, "Say what to report: --value, --confidence or --say.") }
            try await showLast(goal, connection)
            values = try askForValues(goal)
            confidence = try askForConfidence()
            said = try ask("What changed, and what surprised you?")
        }
        var body: [String: JSONValue] = [:]
        if !values.isEmpty { body["values"] = .list(values.map { ["key_result_id": .text($0.id), "value": .number($0.value)] }) }
        body["confidence"] = confidence.map { .integer($0) }
        body["changed"] = said.map { .text($0) }
        guard !body.isEmpty else { throw ClientError(.usage, "Nothing was said, so nothing was sent.") }
        let answer = try await connection.send("POST", "/goals/\(goal.id)/check-ins", body, key: UUID().uuidString)
        let now = try await connection.get("/goals/\(goal.id)").read(GoalAnswer.self)
        options.print(answer) { ["Checked in. " + options.paper.line(now)] }
    }

    private func given(_ goal: GoalAnswer) throws -> [(id: String, value: Double)] {
        try value.map { typed in
            let typed = try TypedValue(typed)
            return (try typed.keyResult(of: goal).id, typed.value)
        }
    }

    private func showLast(_ goal: GoalAnswer, _ connection: Connection) async throws {
        let last = try await connection.get("/goals/\(goal.id)/check-ins", ["limit": "1"]).read(ListAnswer<CheckInAnswer>.self)
        let lines = [options.paper.line(goal)] + last.items.map { "Last: " + options.paper.line($0) }
        FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// A mistyped number is asked for again, so that nothing typed before it is lost.
    private func askForValues(_ goal: GoalAnswer) throws -> [(id: String, value: Double)] {
        try goal.keyResults.compactMap { keyResult in
            try askUntil(options.paper.line(keyResult) + "\n  New value, or Enter:") { (keyResult.id, try TypedValue.number($0)) }
        }
    }

    private func askForConfidence() throws -> Int? {
        try askUntil("Confidence, 0 to 100, or Enter:") { text in
            guard let number = Int(text), (0...100).contains(number) else { throw ClientError(.usage, "Write a number from 0 to 100.") }
            return number
        }
    }

    private func askUntil<Value>(_ question: String, _ read: (String) throws -> Value) throws -> Value? {
        while let text = try ask(question) {
            do { return try read(text) } catch let error as ClientError {
                FileHandle.standardError.write(Data("\(error)\n".utf8))
            }
        }
        return nil
    }
}
