import Database
import Domain
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The web server around a running Cairn: the chain every request passes, and what beats beside it.
public func application(
    _ cairn: Cairn, onServerRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
) -> some ApplicationProtocol {
    Application(
        responder: responder(cairn),
        server: .http1(configuration: httpConfiguration(cairn)),
        configuration: .init(
            address: .hostname(cairn.settings.host, port: cairn.settings.port), serverName: nil, backlog: 1024,
            availableConnectionsDelegate: connectionLimit(cairn)),
        services: [Clock(cairn: cairn), AuditSealing(cairn: cairn)],
        onServerRunning: onServerRunning,
        logger: cairn.logger
    )
}

/// The same as the parts that run side by side, on a socket of its own or on those that were handed over.
public func services(
    _ cairn: Cairn, sockets: [CInt], onServerRunning: @escaping @Sendable (any Channel) async -> Void
) -> [any Service] {
    guard !sockets.isEmpty else { return [application(cairn, onServerRunning: onServerRunning)] }
    return [
        Clock(cairn: cairn), AuditSealing(cairn: cairn), InheritedServer(cairn: cairn, sockets: sockets, onServerRunning: onServerRunning),
    ]
}

/// What happens because time passes: open streams are kept alive, and statuses are reckoned anew when the day turns.
struct Clock: Service {
    let cairn: Cairn

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                await turn()
                try? await Task.sleep(for: .seconds(20))
            }
        }
        cairn.live.close()
    }

    private func turn() async {
        cairn.live.beat()
        cairn.sealing.ring()
        do {
            try await DayTurn(cairn: cairn).run()
        } catch {
            cairn.logger.error("the day could not be turned", metadata: ["error": "\(error)"])
        }
    }
}
