import App
import ArgumentParser
import Foundation

/// Says of each statement whether it names a change or work done. It needs no data folder.
struct Coach: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coach", abstract: "Say of each line whether it names a change or work done.",
        discussion: """
            Reads one goal or key result per line, from a file or from standard input, and writes one line for each: what it names, how clearly,
            why, and the question that turns it. docs/coach.md says how it decides.
            """)

    /// The languages the coach reads.
    enum Lang: String, ExpressibleByArgument, CaseIterable {
        case en, de
    }

    @Flag(help: "Print one JSON object per line: label (outcome, output or unsure), certainty, because, question.")
    var json = false

    @Option(help: "The language of the lines. Without it, it is found out for each.")
    var lang: Lang?

    @Argument(help: "The file to read. Without it, standard input.")
    var file: String?

    func run() throws {
        let language = lang.flatMap { Language(rawValue: $0.rawValue) }
        var written = Data()
        for line in try lines() {
            written += (json ? CoachLine.json(line, language: language) : CoachLine.text(line, language: language)).utf8
            written.append(UInt8(ascii: "\n"))
        }
        try FileHandle.standardOutput.write(contentsOf: written)
    }

    /// Line n in is line n out, so empty ones stay; what follows the last line break is a line only if something stands there.
    private func lines() throws -> [String] {
        var lines = try read().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
    }

    private func read() throws -> Data {
        guard let file else { return try FileHandle.standardInput.readToEnd() ?? Data() }
        do {
            return try Data(contentsOf: URL(filePath: file))
        } catch {
            throw Failure(words: "\(file) cannot be read. See that it is there and may be read.")
        }
    }
}
