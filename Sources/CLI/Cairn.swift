import App
import ArgumentParser
import Client
import Foundation

/// The one executable.
@main
struct CairnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cairn", abstract: "A team sets its goals together, and keeps them alive.", version: cairnVersion,
        subcommands: [
            Serve.self, Migrate.self, Demo.self, Import.self, Export.self, Coach.self, User.self, TokenCommand.self, Doctor.self,
            Backup.self, Restore.self, Login.self, Logout.self, Whoami.self, TodayCommand.self, Tree.self, GoalCommand.self,
            CheckInCommand.self,
        ])

    /// Ends with the codes of docs/command-line.md: what was typed wrongly with 2, where the parser would say 64.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand { try await waiting.run() } else { try command.run() }
        } catch let error as ClientError {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            Foundation.exit(error.code.rawValue)
        } catch  where exitCode(for: error) == .validationFailure {
            FileHandle.standardError.write(Data("\(fullMessage(for: error))\n".utf8))
            Foundation.exit(ClientError.Code.usage.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
