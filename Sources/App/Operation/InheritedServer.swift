import Domain
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOPosix
import ServiceLifecycle

/// Serves on sockets that somebody else has opened, such as systemd: it listens before Cairn runs, and while Cairn is replaced.
struct InheritedServer: Service {
    let cairn: Cairn
    let sockets: [CInt]
    let onServerRunning: @Sendable (any Channel) async -> Void

    func run() async throws {
        let http = channel()
        let group = MultiThreadedEventLoopGroup.singleton
        let quiescing = ServerQuiescingHelper(group: group)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AvailableConnectionsChannelHandler(delegate: connectionLimit(cairn)))
                    try channel.pipeline.syncOperations.addHandler(quiescing.makeServerChannelHandler(channel: channel))
                }
            }
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
        var servers: [NIOAsyncChannel<HTTP1Channel.Value, Never>] = []
        for socket in sockets {
            servers.append(try await bootstrap.bind(socket) { [logger = cairn.logger] child in http.setup(channel: child, logger: logger) })
        }
        await withGracefulShutdownHandler { [servers] in
            if let first = servers.first { await onServerRunning(first.channel) }
            await withDiscardingTaskGroup { group in
                for server in servers { group.addTask { await answer(server, http) } }
            }
        } onGracefulShutdown: {
            quiescing.initiateShutdown(promise: nil)
        }
    }

    private func answer(_ server: NIOAsyncChannel<HTTP1Channel.Value, Never>, _ http: HTTP1Channel) async {
        do {
            try await server.executeThenClose { inbound in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await child in inbound { group.addTask { await http.handle(value: child, logger: cairn.logger) } }
                }
            }
        } catch {
            cairn.logger.error("a socket could not be served", metadata: ["error": "\(error)"])
        }
    }

    /// As `Application` answers on a socket of its own.
    private func channel() -> HTTP1Channel {
        let responder = responder(cairn)
        let logger = cairn.logger
        return HTTP1Channel(
            responder: { request, writer, channel in
                let context = VisitorContext(source: .init(channel: channel, logger: logger))
                var response: Response
                do {
                    response = try await responder.respond(to: request, context: context)
                } catch {
                    response = Response(status: .internalServerError)
                }
                response.headers[.date] = cairn.now.httpDate
                try await writer.write(response: response.head, body: response.body)
            }, configuration: httpConfiguration(cairn))
    }
}

/// How connections are treated, whoever opened the socket: idle ones end, and no header may fill the memory.
func httpConfiguration(_ cairn: Cairn) -> HTTP1Channel.Configuration {
    .init(
        additionalChannelHandlers: [SmallReads()],
        idleTimeout: .seconds(Int64(cairn.settings.idleSeconds)),
        httpDecoderConfiguration: .init(maxHeaderFieldSize: 32 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 200))
}

/// As many connections as files may be open, with room for the data; more wait until one ends.
func connectionLimit(_ cairn: Cairn) -> MaximumAvailableConnections {
    var limit = rlimit()
    guard getrlimit(openFiles, &limit) == 0 else { return MaximumAvailableConnections(800, logger: cairn.logger) }
    return MaximumAvailableConnections(max(64, Int(min(limit.rlim_cur, 1 << 20)) - 200), logger: cairn.logger)
}

extension Moment {
    /// `Thu, 26 Nov 2026 21:08:05 GMT`, as RFC 9110 has it.
    var httpDate: String {
        let day = day(in: .gmt)
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
        let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][day.month - 1]
        let number = (day.dayOfMonth < 10 ? "0" : "") + "\(day.dayOfMonth)"
        return "\(weekday), \(number) \(month) \(day.year) \(rfc3339.dropFirst(11).prefix(8)) GMT"
    }
}

#if canImport(Glibc)
public let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
#else
public let openFiles = RLIMIT_NOFILE
#endif
