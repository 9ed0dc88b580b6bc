import App
import ArgumentParser
import Foundation
import Logging

/// What lets programs in, made and ended by whoever runs the server.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Let a program in for somebody, or end that.", subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a new token. It is shown only now.")

        @OptionGroup var options: DataOptions

        @Option(help: "The e-mail address of the person it acts for.")
        var person: String

        @Option(help: "How far it goes: read, write or admin.")
        var scope = "read"

        @Option(help: "The program that will use it.")
        var name: String

        @Option(help: "For how many days it works; 0 until it is revoked.")
        var expires = 90

        @Option(help: "The first part of the workspace's address, where the person is in several.")
        var workspace: String?

        func run() async throws {
            let made = try await options.withCairn { cairn in
                try await cairn.makeToken(for: person, scope: scope, name: name, days: expires == 0 ? nil : expires, workspace: workspace)
            }
            print(made.secret)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tokens of somebody.")

        @OptionGroup var options: DataOptions

        @Option(help: "The e-mail address of the person they act for.")
        var person: String

        func run() async throws {
            for line in try await options.withCairn({ cairn in try await cairn.tokenLines(of: person) }) { print(line) }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a token at once.")

        @OptionGroup var options: DataOptions

        @Argument(help: "The token's id, as cairn token list shows it.")
        var id: String

        func run() async throws {
            try await options.withCairn { cairn in try await cairn.revokeToken(id) }
        }
    }
}

extension DataOptions {
    /// The program without its server, for one piece of work. What stands against it is said in words.
    fileprivate func withCairn<T>(_ body: (Cairn) async throws -> T) async throws -> T {
        let database = try await open()
        do {
            let result = try await body(Cairn(database: database, logger: Logger(label: "cairn")))
            await database.close()
            return result
        } catch {
            await database.close()
            throw plainWords(of: error).map { Failure(words: $0) } ?? error
        }
    }
}
