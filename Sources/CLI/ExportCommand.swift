import App
import ArgumentParser
import Foundation

/// Writes everything a workspace holds as one JSON file.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write everything a workspace holds as one JSON file.",
        discussion: "Without a file it is written to standard output. docs/export.md says what every field means.")

    @OptionGroup var options: DataOptions

    @Option(help: "The workspace, by name or address. Not needed where there is only one.")
    var workspace: String?

    @Argument(help: "The file to write.")
    var file: String?

    func run() async throws {
        let bytes = try await options.run { cairn in try await cairn.exportWorkspace(workspace) }
        guard let file else { return try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }
        do {
            try Data(bytes).write(to: URL(filePath: file), options: .atomic)
        } catch {
            throw Failure(words: "\(file) cannot be written. See that its folder is there and has room.")
        }
    }
}
