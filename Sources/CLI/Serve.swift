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
    var host: String = ProcessInfo.processInfo.environment["CAIRN_HOST"] ?? "127.0.0.1"

    @Option(help: "The port to listen on. Also CAIRN_PORT.")
    var port: Int = ProcessInfo.processInfo.environment["CAIRN_PORT"].flatMap { Int($0) } ?? 8080

    func run() async throws {
        let logger = try self.logger
        let database = try await options.open()
        let cairn = try Cairn(database: database, settings: settings, logger: logger)
        let key = cairn.settings.setupKey ?? ""
        let app = application(cairn) { channel in
            let port = channel.localAddress?.port ?? self.port
            say("Cairn is at \(cairn.settings.baseURL ?? "http://\(host):\(port)")")
            if await cairn.isFirstStart() { say("From another machine, begin at /?key=\(key)") }
            say("Stop it with Ctrl-C.")
        }
        do {
            try await app.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    private var settings: Settings {
        let environment = ProcessInfo.processInfo.environment
        var settings = Settings()
        settings.host = host
        settings.port = port
        settings.baseURL = environment["CAIRN_BASE_URL"].map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        settings.trustedProxies = Set(
            (environment["CAIRN_TRUSTED_PROXIES"] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        settings.setupKey = newSetupKey()
        settings.dataFolder = options.data
        settings.metricsToken = environment["CAIRN_METRICS_TOKEN"]
        settings.auditDays = environment["CAIRN_AUDIT_DAYS"].flatMap { Int($0) } ?? settings.auditDays
        return settings
    }

    private var logger: Logger {
        get throws {
            let environment = ProcessInfo.processInfo.environment
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
