import Domain
import ServiceLifecycle

/// Seals lines of the audit log soon after they were written, those of an earlier run at the start, and the last ones at the end. Once an hour
/// it takes away what is too old.
struct AuditSealing: Service {
    let cairn: Cairn

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            var shortened: Moment?
            for await _ in cairn.sealing.rings {
                if shortened.map({ cairn.now.seconds(since: $0) >= 3600 }) ?? true {
                    await attempt { try await $0.shorten() }
                    shortened = cairn.now
                }
                await attempt { try await $0.seal() }
                // What comes in the meantime is sealed together.
                try? await Task.sleep(for: .seconds(1))
            }
        }
        await attempt { try await $0.seal() }
    }

    private func attempt(_ step: (AuditChain) async throws -> Void) async {
        do {
            try await step(AuditChain(cairn: cairn))
        } catch {
            cairn.logger.error("the audit log could not be sealed", metadata: ["error": "\(error)"])
        }
    }
}

/// Says that there may be something to seal; many rings before anybody listens are one.
final class AuditBell: Sendable {
    let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    init() { (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func ring() { bell.yield() }
}
