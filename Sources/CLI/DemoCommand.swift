import App
import ArgumentParser

/// Makes the demo's workspace beside whatever else is there.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Make the demo: an invented city at work, to look around in.")

    @OptionGroup var options: DataOptions

    @Flag(help: "Replace the demo that is there, with all that was tried out in it.")
    var again = false

    func run() async throws {
        let path = try await options.run { cairn in try await cairn.makeDemo(again: again) }
        print("The demo is at \(path). Start the server with `cairn serve`, and choose one of its four people on the sign-in page.")
    }
}
