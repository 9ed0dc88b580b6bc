import App
import ArgumentParser
import Foundation

/// The one executable.
@main
struct CairnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cairn", abstract: "A team sets its goals together, and keeps them alive.", version: cairnVersion,
        subcommands: [
            Serve.self, Migrate.self, Demo.self, Import.self, Export.self, Coach.self, User.self, TokenCommand.self, Doctor.self,
            Backup.self, Restore.self,
        ])
}
