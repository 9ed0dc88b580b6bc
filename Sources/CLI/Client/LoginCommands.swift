import ArgumentParser
import Client
import Foundation

/// Signs in at a server, once for this account of the machine.
struct Login: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Sign in at a server, with a token made on its page.")

    @Argument(help: "The server's address: https://goals.example.org.")
    var address: String

    @Flag(help: "Read the token from standard input.")
    var withToken = false

    @Flag(help: "Let the token travel over plain http.")
    var insecure = false

    func run() async throws {
        let server = try ServerAddress(address, insecure: insecure)
        let connection = try Connection(address: server, token: token(for: server))
        let me = try await connection.get("/me").read(MeAnswer.self)
        let file = SignedIn.file(ProcessInfo.processInfo.environment)
        var stored = try SignedIn.read(file)
        stored.add(connection)
        try stored.write(file)
        say("Signed in as \(harmless(me.name)) in \(harmless(me.workspace.name)).")
    }

    private func token(for server: ServerAddress) throws -> String {
        if withToken { return (readLine() ?? "").trimmingCharacters(in: .whitespaces) }
        guard canAsk else { throw ClientError(.usage, "Nobody can be asked here. Give the token on standard input: --with-token.") }
        FileHandle.standardError.write(Data("Make a token with the scope write at \(server.text), under Settings, Tokens.\n".utf8))
        return getpass("Token: ").map { String(cString: $0) } ?? ""
    }
}

/// Forgets the token of a server.
struct Logout: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Forget the token kept on this machine.")

    @Argument(help: "The server; where nothing is said, the one used last.")
    var address: String?

    func run() throws {
        let file = SignedIn.file(ProcessInfo.processInfo.environment)
        var stored = try SignedIn.read(file)
        guard let place = try address.map({ try ServerAddress($0, insecure: true).text }) ?? stored.current, stored.tokens[place] != nil
        else {
            throw ClientError(.notSignedIn, "You are not signed in there.")
        }
        stored.remove(place)
        try stored.write(file)
        say("Signed out of \(place). The token still works until it is revoked under Settings, Tokens.")
    }
}

/// Says whom the token acts for.
struct Whoami: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say whom the token acts for, and where.")

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let connection = try options.connection()
        let answer = try await connection.get("/me")
        try options.print(answer) {
            let me = try answer.read(MeAnswer.self)
            return [
                "\(harmless(me.name)) <\(harmless(me.email))> · \(harmless(me.workspace.name)) · \(me.scope) · \(connection.address.text)"
            ]
        }
    }
}
