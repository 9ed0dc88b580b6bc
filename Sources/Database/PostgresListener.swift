import CPostgres
import Foundation
import Synchronization

/// A connection that only listens for what other nodes changed, and comes back by itself when it breaks.
final class PostgresListener: Sendable {
    private let url: PostgresURL
    private let node: String
    private let listeners: Listeners
    private let crew: Crew<Never>
    private let bell: Bell

    init(url: PostgresURL, node: String, listeners: Listeners) {
        self.url = url
        self.node = node
        self.listeners = listeners
        let bell = Bell()
        self.bell = bell
        crew = Crew(name: "postgres-listen", limit: 1) { _ in
            PostgresListener.serve(url: url, node: node, listeners: listeners, bell: bell)
        }
        crew.start()
    }

    func stop() {
        bell.ring()
        crew.close()
    }

    func end() async {
        bell.ring()
        await crew.end()
    }

    private static func serve(url: PostgresURL, node: String, listeners: Listeners, bell: Bell) {
        var pause = 0.2
        while !bell.hasRung {
            if let link = try? url.connected() {
                if listen(link) {
                    // Whatever was said before this moment was not heard.
                    listeners.deliver(["*"])
                    pause = 0.2
                    hear(link, node: node, listeners: listeners, bell: bell)
                }
                PQfinish(link)
            }
            bell.wait(on: -1, seconds: pause)
            pause = min(pause * 2, 5)
        }
    }

    private static func listen(_ link: OpaquePointer) -> Bool {
        let found = PQexec(link, "SELECT current_schema()")
        defer { PQclear(found) }
        guard PQresultStatus(found) == PGRES_TUPLES_OK else { return false }
        let schema = PQgetisnull(found, 0, 0) == 1 ? "public" : String(cString: PQgetvalue(found, 0, 0))
        let name = PostgresConnection.channel(of: schema).replacing("\"", with: "\"\"")
        let answer = PQexec(link, "LISTEN \"\(name)\"")
        defer { PQclear(answer) }
        return PQresultStatus(answer) == PGRES_COMMAND_OK
    }

    /// Until the connection breaks or the bell rings.
    private static func hear(_ link: OpaquePointer, node: String, listeners: Listeners, bell: Bell) {
        while !bell.hasRung {
            guard PQconsumeInput(link) == 1 else { return }
            while let message = PQnotifies(link) {
                listeners.deliver(topics(in: String(cString: message.pointee.extra), notFrom: node))
                PQfreemem(message)
            }
            guard PQstatus(link) == CONNECTION_OK else { return }
            bell.wait(on: PQsocket(link), seconds: 60)
        }
    }

    private static func topics(in message: String, notFrom node: String) -> [String] {
        guard let space = message.firstIndex(of: " "), message[..<space] != node else { return [] }
        return message[message.index(after: space)...].split(separator: "\n").map(String.init)
    }
}

/// Wakes a thread that waits for a socket.
private final class Bell: Sendable {
    private let rung = Atomic(false)
    private let ends: (read: Int32, write: Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        self.ends = (ends[0], ends[1])
    }

    deinit {
        Glibc.close(ends.read)
        Glibc.close(ends.write)
    }

    var hasRung: Bool { rung.load(ordering: .relaxed) }

    func ring() {
        rung.store(true, ordering: .relaxed)
        var byte: UInt8 = 1
        _ = Glibc.write(ends.write, &byte, 1)
    }

    /// Waits for the bell, a socket (unless it is -1), or the time.
    func wait(on socket: Int32, seconds: Double) {
        var polled = [pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0), pollfd(fd: socket, events: Int16(POLLIN), revents: 0)]
        poll(&polled, 2, Int32(seconds * 1000))
    }
}
