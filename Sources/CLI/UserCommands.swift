import App
import ArgumentParser
import Foundation
import Logging

/// What whoever runs the server can do for somebody's account.
struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Help somebody with their account.", subcommands: [Reset.self])

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a link with which somebody sets a new password, once, within a day.")

        @OptionGroup var options: DataOptions

        @Argument(help: "The e-mail address they sign in with.")
        var email: String

        func run() async throws {
            let database = try await options.open()
            let cairn = try Cairn(
                database: database, settings: try Settings(environment: ProcessInfo.processInfo.environment), logger: Logger(label: "cairn")
            )
            let link = try await cairn.passwordLink(email: email)
            await database.close()
            guard let link else { throw Failure(words: "Nobody signs in here with \(email).") }
            print(link)
        }
    }
}
