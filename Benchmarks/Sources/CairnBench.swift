@_spi(Benchmarks) import App
import ArgumentParser
import Database
import Domain
import Foundation
import Hummingbird
import Logging

/// What `make bench` sets Cairn beside: the same work with nothing around it.
@main
struct CairnBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cairn-bench", subcommands: [Bare.self, Rows.self, CheckIns.self, Forecasts.self])
}

/// A server that answers every request with the bytes of one file: what HTTP alone costs.
struct Bare: AsyncParsableCommand {
    @Option var file: String
    @Option var port: Int

    func run() async throws {
        let bytes = ByteBuffer(bytes: try Data(contentsOf: URL(filePath: file)))
        let router = Router()
        router.get("/") { _, _ in
            Response(status: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: ResponseBody(byteBuffer: bytes))
        }
        try await serve(router, port)
    }
}

/// A server that answers with one goal's row as JSON, made by the engine: what HTTP and one look at the data cost.
struct Rows: AsyncParsableCommand {
    @Option var data: String
    @Option var port: Int

    func run() async throws {
        let database = try await openCairnDatabase(url: nil, dataFolder: data)
        let workspace = try await database.read { db in try db.one("SELECT id FROM workspace", as: String.self) } ?? ""
        let router = Router()
        router.get("goals/:goal") { _, context in
            let goal = try context.parameters.require("goal")
            guard let json = try await database.read({ db in try db.goalAsJSON(goal, in: workspace) }) else { throw HTTPError(.notFound) }
            return Response(
                status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: ByteBuffer(string: json)))
        }
        try await serve(router, port)
        await database.close()
    }
}

extension Connection {
    fileprivate func goalAsJSON(_ goal: String, in workspace: String) throws -> String? {
        try one(
            """
            SELECT json_object('id', id, 'title', title, 'why', why, 'owner_id', owner_id, 'cycle_id', cycle_id, 'stage', stage,
                'starts_on', starts_on, 'due_on', due_on, 'progress', progress, 'status', status, 'version', version)
            FROM goal WHERE workspace_id = \(workspace) AND id = \(goal)
            """)
    }
}

private func serve(_ router: Router<BasicRequestContext>, _ port: Int) async throws {
    var logger = Logger(label: "bare")
    logger.logLevel = .error
    let place = ApplicationConfiguration(address: .hostname("127.0.0.1", port: port))
    try await Application(router: router, configuration: place, logger: logger).runService()
}

/// The statements of a check-in by the engine alone, one after the other, each with its own durable commit. Prints how many a second, as JSON.
struct CheckIns: AsyncParsableCommand {
    @Option var data: String
    @Option var seconds: Double = 5

    func run() async throws {
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        let cairn = try Cairn(database: try await openCairnDatabase(url: nil, dataFolder: data), logger: logger)
        let begin = ContinuousClock.now
        let count = try await cairn.checkInOneByOne { ContinuousClock.now - begin > .seconds(seconds) }
        let taken = (ContinuousClock.now - begin) / .seconds(1)
        print("{\"rate\": \(Double(count) / taken)}")
        await cairn.database.close()
    }
}

/// Forecasts of series of 13 check-ins, each with its range at the end, one after the other. Prints the seconds that all of them took, as JSON.
struct Forecasts: ParsableCommand {
    @Option var series = 10_000

    func run() throws {
        var random = SystemRandomNumberGenerator()
        let start = Day(iso: "2026-01-05")!
        let all = (0..<series).map { _ in
            (0..<13).map { week in
                Forecast.Report(start.advanced(by: week * 7), Double(week) * 3 + Double.random(in: -4...4, using: &random))
            }
        }
        let begin = ContinuousClock.now
        var sum = 0.0
        for reports in all { sum += Forecast(reports, dueOn: start.advanced(by: 180))?.end.middle ?? 0 }
        let taken = (ContinuousClock.now - begin) / .seconds(1)
        print("{\"seconds\": \(taken), \"mean\": \(sum / Double(max(series, 1)))}")
    }
}
