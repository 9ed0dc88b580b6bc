import App
import ArgumentParser
import Database
import Foundation
import Logging
import ServiceLifecycle

/// Where the data is: asked for by every command.
struct DataOptions: ParsableArguments {
    @Option(help: "The folder of the data file. Also CAIRN_DATA.")
    var data: String = ProcessInfo.processInfo.environment["CAIRN_DATA"] ?? "data"

    /// Opens the database that DATABASE_URL names, or the file in the data folder, and brings it to this program's schema.
    func open() async throws -> any Database {
        do {
            return try await openCairnDatabase(url: ProcessInfo.processInfo.environment["DATABASE_URL"], dataFolder: data)
        } catch let error as DatabaseError {
            throw Failure(words: error.description)
        }
    }
}

/// A failure said in words on standard error, with exit code 1.
struct Failure: Error, CustomStringConvertible {
    var words: String
    var description: String { words }
}

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the pages until it is told to stop.")

    @OptionGroup var options: DataOptions

    @Option(help: "The address to listen on. Also CAIRN_HOST.")
    var host: String?

    @Option(help: "The port to listen on. Also CAIRN_PORT.")
    var port: Int?

    /// How long requests that run when it is told to stop may take to end.
    private static let patience = Duration.seconds(15)

    func run() async throws {
        let (logger, settings) = (try self.logger, try self.settings)
        let supervisor = Supervisor(environment: environment)
        openManyFiles()
        let database = try await options.open()
        do {
            let cairn = try Cairn(database: database, settings: settings, logger: logger)
            try await serve(cairn, supervisor, logger)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    private func serve(_ cairn: Cairn, _ supervisor: Supervisor, _ logger: Logger) async throws {
        let parts = services(cairn, sockets: supervisor.sockets) { channel in
            await announce(cairn, port: channel.localAddress?.port ?? cairn.settings.port)
            supervisor.tellReady()
        }
        let stopping = Stopping(supervisor: supervisor)
        var configuration = ServiceGroupConfiguration(
            services: parts + [stopping], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = Self.patience
        try await ServiceGroup(configuration: configuration).run()
    }

    private func announce(_ cairn: Cairn, port: Int) async {
        say("Cairn is at \(cairn.settings.baseURL ?? "http://\(cairn.settings.host):\(port)")")
        if await cairn.isFirstStart() { say("From another machine, begin at /?key=\(cairn.settings.setupKey ?? "")") }
        say("Stop it with Ctrl-C.")
    }

    /// Each open page is a connection, and a shell allows a thousand: as many as the system lets us have.
    private func openManyFiles() {
        var limit = rlimit()
        guard getrlimit(openFiles, &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        setrlimit(openFiles, &limit)
    }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    private var settings: Settings {
        get throws {
            var settings = try Settings(environment: environment)
            settings.host = host ?? settings.host
            settings.port = port ?? settings.port
            settings.setupKey = newSetupKey()
            settings.dataFolder = options.data
            return settings
        }
    }

    private var logger: Logger {
        get throws {
            guard let form = LogLines.Form(rawValue: environment["CAIRN_LOG"] ?? "text") else {
                throw Failure(words: "CAIRN_LOG is text or json.")
            }
            guard let level = Logger.Level(rawValue: environment["CAIRN_LOG_LEVEL"] ?? "notice") else {
                throw Failure(words: "CAIRN_LOG_LEVEL is one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return newLogger(form: form, level: level)
        }
    }
}

/// Tells whoever started us that the end has begun.
private struct Stopping: Service {
    let supervisor: Supervisor

    func run() async throws {
        try? await gracefulShutdown()
        supervisor.tellStopping()
    }
}

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the data to this version's schema, and stop.")

    @OptionGroup var options: DataOptions

    func run() async throws {
        let database = try await options.open()
        await database.close()
        print("The data is up to date.")
    }
}

/// A line on standard output that is there at once, also in a pipe.
func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
