import App
import ArgumentParser
import Foundation

/// Brings in goals and check-ins from CSV files, or a whole workspace from an export.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring in goals and check-ins from CSV files, or a workspace from an export.",
        discussion: """
            Tables of goals have the columns Id, Parent Id, Type, Title, Description, Owner, Team, Cycle, Start Date, Due Date, Unit, Baseline,
            Target, Current, Status, Score; tables of check-ins Id, Item Id, Date, Value, Confidence %, Author, Note. Files can be named in any
            order. Importing the same files again changes what has changed and makes nothing twice.
            """)

    @OptionGroup var options: DataOptions

    @Argument(help: ArgumentHelp("CSV files, or one export.", valueName: "file"))
    var files: [String]

    @Option(help: "The workspace, by name or address. Without it the only one, or a new one named Cairn.")
    var workspace: String?

    @Option(help: "The e-mail address of the owner, where a workspace has to be made.")
    var owner: String?

    @Flag(help: "Say what would happen, and write nothing.")
    var dryRun = false

    @Flag(help: "Leave out rows that cannot be understood, instead of writing nothing.")
    var skipBadRows = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    func validate() throws {
        if files.isEmpty { throw ValidationError("Name the files to import.") }
    }

    func run() async throws {
        let contents = try files.map { file in (name: URL(filePath: file).lastPathComponent, bytes: try read(file)) }
        let result = try await options.run { cairn in
            try await cairn.importFiles(
                contents, ImportOptions(workspace: workspace, owner: owner, dryRun: dryRun, skipBadRows: skipBadRows))
        }
        if json { print(result.json, terminator: "") } else { result.lines.forEach { print($0) } }
        if !result.isGood { throw ExitCode.failure }
    }

    private func read(_ file: String) throws -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: file)))
        } catch {
            throw Failure(words: "\(file) cannot be read. See that it is there and may be read.")
        }
    }
}

extension DataOptions {
    /// Does something with the data, and closes it. What goes wrong in words for people is printed as such.
    func run<T: Sendable>(_ body: (Cairn) async throws -> T) async throws -> T {
        let database = try await open()
        do {
            let result = try await body(try Cairn(database: database))
            await database.close()
            return result
        } catch {
            await database.close()
            throw plainWords(of: error).map { Failure(words: $0) } ?? error
        }
    }
}
