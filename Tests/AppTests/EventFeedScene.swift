@testable import App
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Support
import Synchronization
import Testing

extension TestApp {
    /// Writes events down as features do, in one transaction; gives their ids.
    @discardableResult
    func happen(
        _ kind: Event.Kind = .goalEdited, on goals: ID<Goal>?..., by member: Cast = .ana, after pause: Double = 0,
        reason: String = "Because."
    ) async throws -> [ID<Event>] {
        let events = goals.map {
            Event(id: cairn.newID(), kind: kind, actorID: id(member), goalID: $0, reason: reason, createdAt: clock.now)
        }
        try await write { [workspace = scene.wexholm.id] db in
            for event in events { try db.record(event, in: workspace) }
            if pause > 0 { Thread.sleep(forTimeInterval: pause) }
        }
        return events.map(\.id)
    }

    /// Waits until all that was written can be followed: on PostgreSQL, until nothing older runs on the whole server, other tests included.
    func settle() async throws { try await waitUntilSettled(cairn.database) }

    /// The ids of all events that a program lists, part by part.
    func listedEvents(
        _ token: String, after cursor: String? = nil, limit: Int = 3, query: String = "", waits: Bool = true
    ) async throws -> [String] {
        if waits { try await settle() }
        var (ids, cursor) = ([String](), cursor)
        while true {
            let place = cursor.map { "&after=\($0)" } ?? ""
            let answer = try await api(.get, "/events?limit=\(limit)\(place)\(query)", token: token)
            #expect(answer.code == 200, "\(answer.body)")
            ids += answer.items.compactMap { if case .text(let id)? = $0["id"] { id } else { nil } }
            guard let next = answer.text("next") else { return ids }
            cursor = next
        }
    }

    /// Opens a stream of events and waits until it stands.
    func followEvents(
        _ token: String, query: String = "", headers: KeyValuePairs<String, String> = [:]
    ) async throws -> OpenStream {
        try await settle()
        let stream = OpenStream(try await openStream("/events\(query)", token: token, headers: headers))
        #expect(await stream.hears(": open\n\n"))
        return stream
    }
}

func waitUntilSettled(_ database: any Database) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try await !database.read({ db in try db.settled() > db.lastTurn() }) {
        try #require(ContinuousClock.now < deadline, "older transactions never ended")
        try await Task.sleep(for: .milliseconds(5))
    }
}

extension OpenStream {
    /// The ids of the events that came, in their order.
    var eventIDs: [String] { frames(in: text).map(\.id) }
    /// The id with which a stream that is cut off goes on.
    var lastID: String? { text.split(separator: "\n").last { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) } }
}

/// The events of a stream that came whole.
func frames(in text: String) -> [(id: String, data: String)] {
    text.components(separatedBy: "\n\n").dropLast().compactMap { block in
        let lines = block.split(separator: "\n")
        guard let id = lines.first(where: { $0.hasPrefix("id: ") }), let data = lines.first(where: { $0.hasPrefix("data: ") }) else {
            return nil
        }
        return (String(id.dropFirst(4)), String(data.dropFirst(6)))
    }
}

/// A reader whose line is cut after some events, wherever in what was sent that is.
final class CutOffReader: ResponseBodyWriter, Sendable {
    struct Cut: Error {}

    private let state: Mutex<(text: String, left: Int)>

    init(after count: Int) { state = Mutex(("", count)) }

    var ids: [String] { frames(in: state.withLock(\.text)).map(\.id) }
    /// What a browser would send as `Last-Event-ID`.
    var lastID: String? {
        let whole = state.withLock(\.text).components(separatedBy: "\n\n").dropLast().joined(separator: "\n")
        return whole.split(separator: "\n").last { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) }
    }

    func write(_ buffer: ByteBuffer) async throws {
        let isCut = state.withLock { state in
            for part in String(buffer: buffer).components(separatedBy: "\n\n") where !part.isEmpty {
                guard state.left > 0 || !part.contains("data: ") else {
                    state.text += part.prefix(part.count / 2)
                    return true
                }
                state.text += part + "\n\n"
                if part.contains("data: ") { state.left -= 1 }
            }
            return false
        }
        if isCut { throw Cut() }
    }

    func finish(_ trailers: HTTPFields?) async throws {}
}
