import Foundation

/// What started Cairn, as far as it is systemd: it may hand over sockets, and wants to know when all is ready.
public struct Supervisor: Sendable {
    /// Open sockets that Cairn is to serve on; none where it opens its own.
    public let sockets: [CInt]
    private let notices: String?

    public init(environment: [String: String], process: Int32 = getpid()) {
        let isForUs = environment["LISTEN_PID"].flatMap { Int32($0) } == process
        let count = isForUs ? environment["LISTEN_FDS"].flatMap { CInt($0) } ?? 0 : 0
        // They begin at 3, by sd_listen_fds(3); no program we start is to have them.
        sockets = (0..<max(0, min(count, 16))).map { $0 + 3 }
        for socket in sockets { _ = fcntl(socket, F_SETFD, FD_CLOEXEC) }
        notices = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
    }

    public func tellReady() { tell("READY=1") }
    public func tellStopping() { tell("STOPPING=1") }

    /// One datagram to the address in NOTIFY_SOCKET, by sd_notify(3); `@` begins an abstract one. Nobody waits for an answer.
    private func tell(_ message: String) {
        guard let notices else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(notices.utf8)
        let most = MemoryLayout.size(ofValue: address.sun_path)
        guard path.count < most else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: path)
            if path[0] == UInt8(ascii: "@") { place[0] = 0 }
        }
        let socket = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return }
        defer { close(socket) }
        let length = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path)! + path.count)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(socket, message, message.utf8.count, Int32(MSG_NOSIGNAL), address, length)
            }
        }
    }
}
