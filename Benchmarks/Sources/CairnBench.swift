import ArgumentParser
import Foundation
import Hummingbird
import Logging

/// What `make bench` sets Cairn beside: the same work with nothing around it.
@main
struct CairnBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cairn-bench", subcommands: [Bare.self])
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
        var logger = Logger(label: "bare")
        logger.logLevel = .error
        let place = ApplicationConfiguration(address: .hostname("127.0.0.1", port: port))
        try await Application(router: router, configuration: place, logger: logger).runService()
    }
}
