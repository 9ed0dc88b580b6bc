import ArgumentParser
import Client
import Foundation

/// What waits for you, and how your goals stand.
struct TodayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "today", abstract: "Say what waits for you, by date, and how your goals stand.")

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let answer = try await options.connection().get("/today")
        try options.print(answer) { options.paper.today(try answer.read()) }
    }
}

/// The goals of the cycles that run now, each below the one it serves.
struct Tree: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the goals, each below the one it serves.")

    @OptionGroup var options: ClientOptions

    @Flag(help: "Goals of all cycles, not only of those that run now.")
    var all = false

    func run() async throws {
        let found = try await options.connection().goals(all ? ["cycle": "all"] : [:])
        if options.json { return found.parts.forEach(options.raw) }
        (found.goals.isEmpty ? ["No goals yet. Write one down: cairn goal new"] : options.paper.tree(found.goals)).forEach(say)
    }
}

/// One goal at the terminal.
struct GoalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "goal", abstract: "Show, write down or change a goal.", subcommands: [Show.self, New.self, Edit.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a goal.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "Its id, the address of its page, or words of its title.")
        var goal: String

        func run() async throws {
            let connection = try options.connection()
            let answer = try await connection.goal(meant: goal)
            try options.print(answer) { options.paper.page(try answer.read(), at: connection.address) }
        }
    }

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Write a goal down, as a draft.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var fields: GoalFields

        func run() async throws {
            let connection = try options.connection()
            var fields = fields
            if fields.title == nil, canAsk { fields.title = try ask("What is different when it is reached?") }
            if fields.cycle == nil, fields.due == nil, canAsk { fields.due = try ask("By which day? (2026-12-18)") }
            guard fields.title != nil else { throw ClientError(.usage, "Say what is different when it is reached: --title.") }
            let body = try await fields.body(connection)
            let answer = try await connection.send("POST", "/goals", body, key: UUID().uuidString)
            try options.print(answer) { options.paper.page(try answer.read(), at: connection.address) }
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Change the fields of a goal that are named.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var fields: GoalFields

        @Argument(help: "Its id, the address of its page, or words of its title.")
        var goal: String

        @Option(help: "Why it changes; asked for once it is committed.")
        var reason: String?

        func run() async throws {
            let connection = try options.connection()
            var body = try await fields.body(connection)
            guard !body.isEmpty else { throw ClientError(.usage, "Say what is to be different: --title, --why, --due.") }
            body["reason"] = reason.map { .text($0) }
            let seen = try await connection.goal(meant: goal)
            let id = try seen.read(GoalAnswer.self).id
            let answer = try await connection.send("PATCH", "/goals/\(id)", body, tag: seen.tag)
            guard answer.status != 412 else { return try await refuse(id, connection) }
            try options.print(answer) { options.paper.page(try answer.read(), at: connection.address) }
        }

        /// Somebody was faster: what it is now, while what was typed stands in the line above and can be sent again.
        private func refuse(_ id: String, _ connection: Connection) async throws {
            let now = try await connection.get("/goals/\(id)").read(GoalAnswer.self)
            let lines = Paper(hasColour: false).page(now, at: connection.address).joined(separator: "\n")
            throw ClientError(
                .refused,
                "Somebody changed it in the meantime. Nothing was saved. It is now:\n\n\(lines)\n\nTo change it anyway, send the same again."
            )
        }
    }
}

/// What people write down of a goal.
struct GoalFields: ParsableArguments {
    @Option(help: "What is different when it is reached.")
    var title: String?

    @Option(help: "Why it matters, in Markdown.")
    var why: String?

    @Option(help: "The day by which it is reached: 2026-12-18.")
    var due: String?

    @Option(help: "The cycle it belongs to, by name or id.")
    var cycle: String?

    @Option(help: "Whose it is, by the team's name or id.")
    var team: String?

    @Option(help: "Who answers for it, by name or id.")
    var owner: String?

    func body(_ connection: Connection) async throws -> [String: JSONValue] {
        var body: [String: JSONValue] = [:]
        body["title"] = title.map { .text($0) }
        body["why"] = why.map { .text($0) }
        body["due_on"] = due.map { .text($0) }
        if let cycle { body["cycle_id"] = .text(try await connection.id(of: cycle, in: "cycles")) }
        if let team { body["team_id"] = .text(try await connection.id(of: team, in: "teams")) }
        if let owner { body["owner_id"] = .text(try await connection.id(of: owner, in: "people")) }
        return body
    }
}
