import ArgumentParser
import Client
import Foundation

/// Which server a command asks, and how it prints.
struct ClientOptions: ParsableArguments {
    @Option(help: "The server, where you signed in to several.")
    var server: String?

    @Flag(help: "Let the token travel over plain http.")
    var insecure = false

    @Flag(help: "Print the API's JSON unchanged.")
    var json = false

    var paper: Paper { Paper(hasColour: isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty) }
    var environment: [String: String] { ProcessInfo.processInfo.environment }

    func connection() throws -> Connection {
        let stored = try SignedIn.read(SignedIn.file(environment))
        guard let place = server ?? environment["CAIRN_SERVER"] ?? stored.current else {
            throw ClientError(.notSignedIn, "You are not signed in. Begin with: cairn login https://goals.example.org")
        }
        let address = try ServerAddress(place, insecure: insecure)
        guard let token = environment["CAIRN_TOKEN"] ?? stored.tokens[address.text] else {
            throw ClientError(.notSignedIn, "You are not signed in there. Begin with: cairn login \(address.text)")
        }
        return try Connection(address: address, token: token)
    }

    func print(_ answer: Answer, otherwise lines: () throws -> [String]) rethrows {
        if json { raw(answer.body) } else { try lines().forEach { say($0) } }
    }

    func raw(_ body: Data) { say(String(decoding: body, as: UTF8.self)) }
}

/// Whether somebody sits there who can be asked.
var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

/// Asks on standard error, so that what is printed stays what was asked for. Nothing typed is nil.
func ask(_ question: String) throws -> String? {
    FileHandle.standardError.write(Data("\(question) ".utf8))
    guard let line = readLine() else { throw ClientError(.usage, "Nothing was sent: the input ended.") }
    let text = line.trimmingCharacters(in: .whitespaces)
    return text.isEmpty ? nil : text
}
