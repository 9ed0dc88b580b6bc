import App
import ArgumentParser
import Database
import Foundation

/// Copies everything into one file.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy everything into one file, while the server runs.",
        discussion: "The copy is as everything was at one moment, and proven whole. Its checksum is written beside it, to FILE.sha256.")

    @OptionGroup var options: DataOptions

    @Argument(help: "The file to make. It must not be there yet.")
    var file: String

    func run() async throws {
        let receipt = try await inWords { try await backups(options).take(to: file) }
        say("\(file): \(receipt.bytes) bytes, SHA-256 \(receipt.checksum). Keep it on another machine; `cairn restore` puts it back.")
    }
}

/// Puts a copy back.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup into a data folder that has no data yet.",
        discussion: "The file is proven whole before anything is written.")

    @OptionGroup var options: DataOptions

    @Argument(help: "A file that `cairn backup` made.")
    var file: String

    func run() async throws {
        try await inWords { try await backups(options).restore(from: file) }
        say("Everything is in \(options.data) again. See that it belongs to Cairn's user, then look: cairn doctor.")
    }
}

private func backups(_ options: DataOptions) -> Backups {
    Backups(dataFolder: options.data, url: ProcessInfo.processInfo.environment["DATABASE_URL"])
}

private func inWords<T>(_ body: () async throws -> T) async throws -> T {
    do {
        return try await body()
    } catch let error as DatabaseError {
        throw Failure(words: error.description)
    }
}
