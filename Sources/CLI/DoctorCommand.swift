import App
import ArgumentParser
import Database
import Foundation

/// Looks whether all is well.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look whether all is well, and say what to do where it is not.",
        discussion: "Changes nothing, and may run beside the server. Ends with 0 when there is nothing to do, with 1 otherwise.")

    @OptionGroup var options: DataOptions

    @Flag(help: "Print what was found as JSON.")
    var json = false

    func run() async throws {
        var settings = try Settings(environment: ProcessInfo.processInfo.environment)
        settings.dataFolder = options.data
        let doctor = App.Doctor(url: ProcessInfo.processInfo.environment["DATABASE_URL"], settings: settings)
        let findings = await doctor.findings()
        if json { say(inJSON(findings)) } else { findings.forEach { say(line($0)) } }
        if !findings.allSatisfy(\.isFine) { throw ExitCode.failure }
    }

    private func line(_ finding: Finding) -> String {
        let name = finding.name.padding(toLength: 12, withPad: " ", startingAt: 0)
        guard let remedy = finding.remedy else { return "  ok  \(name) \(finding.words)" }
        return "  !!  \(name) \(finding.words)\n      \(String(repeating: " ", count: 12)) \(remedy)"
    }

    private func inJSON(_ findings: [Finding]) -> String {
        let list = findings.map { Line(name: $0.name, ok: $0.isFine, words: $0.words, remedy: $0.remedy) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(list)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    private struct Line: Encodable {
        var name: String
        var ok: Bool
        var words: String
        var remedy: String?
    }
}
