import Database
import Domain
import Hummingbird
import NIOCore
import ServiceLifecycle

/// What happened, for programs: event by event, in the order in which it was saved, in pages or as it comes.
///
/// A cursor is the id of the event that was read last, so it means the same to another server with the same data. `0` stands before the first.
struct EventFeed {
    let cairn: Cairn

    static let beginning = "0"

    /// Up to `limit` events behind a cursor, and one more where there are more.
    func list(after cursor: String?, matching filter: EventFilter, limit: Int, for viewer: Viewer) async throws -> [PlacedEvent] {
        try await cairn.database.read { db in
            if let goal = filter.goal { try db.requireVisible(goal: goal, to: viewer) }
            let start = try cursor.map { try db.position(atCursor: $0, for: viewer) } ?? .start
            let end = Position(turn: try db.settled() - 1, step: .max)
            return try db.events(after: start, upTo: end, matching: filter, for: viewer, limit: limit + 1)
        }
    }

    /// All that happens behind a cursor, or from now on, until the reader leaves or may not read any more.
    /// - Parameter place: kept until the stream is over.
    /// - Parameter reader: who holds the token now; nil once it does not work any more.
    func follow(
        after cursor: String?, matching filter: EventFilter, for viewer: Viewer, in tongue: Tongue, at place: OpenStreams.Place,
        reader: @escaping @Sendable () async throws -> Viewer?
    ) async throws -> Response {
        let tail = cairn.tails.tail(of: viewer.workspace.id)
        // Taken before anything is looked at, so that nothing that happens in between is missed.
        let seat = tail.join()
        let position: Position? = try await cairn.database.read { db in
            if let goal = filter.goal { try db.requireVisible(goal: goal, to: viewer) }
            return try cursor.map { try db.position(atCursor: $0, for: viewer) }
        }
        let start = EventStream.Start(
            cairn: cairn, tail: tail, filter: filter, tongue: tongue, reader: reader, viewer: viewer, position: position)
        let body = ResponseBody { writer in
            let stream = EventStream(start)
            // A server that is told to stop does not wait for readers: they go on at the next one where they stood.
            try await withGracefulShutdownHandler {
                for await _ in seat.wakes {
                    guard try await stream.tell(&writer) else { break }
                }
            } onGracefulShutdown: {
                seat.leave()
            }
            try await writer.finish(nil)
            withExtendedLifetime(place) {}
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store", .xAccelBuffering: "no"],
            body: body)
    }
}

/// One reader who follows: how far they have read, and what they may see.
///
/// Thousands of them wait at the same time, so what a reader who waits holds is kept small: the state lies in an object, each step is a call with a
/// frame of its own, and what takes much room is done apart.
private final class EventStream {
    /// What a stream begins with.
    struct Start: Sendable {
        let cairn: Cairn
        let tail: EventTail
        let filter: EventFilter
        let tongue: Tongue
        let reader: @Sendable () async throws -> Viewer?
        var viewer: Viewer
        /// Nil until it is known where "now" is.
        var position: Position?
    }

    private let start: Start
    private var viewer: Viewer
    private var position: Position?
    /// When it was last looked at who this is; never yet.
    private var looked: Look?
    private var isOpen = false
    private var beats = 0

    private var cairn: Cairn { start.cairn }
    private var tail: EventTail { start.tail }

    init(_ start: Start) {
        self.start = start
        viewer = start.viewer
        position = start.position
    }

    private static let pageSize = 100

    /// How often rights had changed anywhere, and how many beats there had been.
    struct Look: Equatable {
        var rights: Int
        var beats: Int
    }

    /// Tells what is new; false once there is nothing more to tell to this reader.
    @inline(never)
    func tell(_ writer: inout any ResponseBodyWriter) async throws -> Bool {
        guard try await mayStillRead() else { return false }
        if !isOpen { try await open(&writer) }
        guard try await catchUp(&writer) else { return false }
        if beats != tail.beats {
            beats = tail.beats
            try await writer.write(ByteBuffer(string: ":\n\n"))
        }
        return true
    }

    /// After rights may have changed, and with every beat, it is looked at again who this is.
    @inline(never)
    private func mayStillRead() async throws -> Bool {
        let now = Look(rights: cairn.tokens.generation, beats: tail.beats)
        guard now != looked else { return true }
        guard let viewer = try await apart(start.reader), viewer.workspace.id == self.viewer.workspace.id else { return false }
        (self.viewer, looked) = (viewer, now)
        return true
    }

    /// Who begins now is told where that is, so that a stream which is cut off before the first event goes on from here.
    @inline(never)
    private func open(_ writer: inout any ResponseBodyWriter) async throws {
        isOpen = true
        beats = tail.beats
        var text = "retry: 2000\n"
        if position == nil, let now = tail.head {
            position = now
            let last = try await cairn.database.read { [viewer] db in try db.lastEvent(upTo: now, for: viewer) }
            text += "id: \(last?.text ?? EventFeed.beginning)\n"
        }
        try await writer.write(ByteBuffer(string: text + ": open\n\n"))
    }

    @inline(never)
    private func catchUp(_ writer: inout any ResponseBodyWriter) async throws -> Bool {
        while let position {
            let news = tail.news(after: position)
            // Sending may have taken long. Looked at once it is known what is new, so that nothing is told by rights older than itself.
            guard try await mayStillRead() else { return false }
            switch news {
            case .nothing: return true
            case .these(let events, let end):
                try await write(events.compactMap { $0.frame(for: viewer, matching: start.filter, in: start.tongue) }, &writer)
                self.position = end
            case .longAgo(let end):
                let found = try await cairn.database.read { [filter = start.filter, viewer] db in
                    try db.events(after: position, upTo: end, matching: filter, for: viewer, limit: Self.pageSize)
                }
                try await write(found.map { eventFrame($0.row, in: start.tongue) }, &writer)
                self.position = found.count < Self.pageSize ? end : found[found.count - 1].position
            }
        }
        return true
    }

    @inline(never)
    private func write(_ frames: [ByteBuffer], _ writer: inout any ResponseBodyWriter) async throws {
        var all: ByteBuffer?
        for frame in frames {
            if all == nil { all = frame } else { all?.writeImmutableBuffer(frame) }
        }
        if let all { try await writer.write(all) }
    }
}

/// An event as it stands in a stream: its id, by which a stream that was cut off goes on, and its JSON in one line.
func eventFrame(_ row: EventRow, in tongue: Tongue) -> ByteBuffer {
    var json = JSONWriter()
    eventShape.write(row, &json, tongue)
    var frame = ByteBuffer()
    frame.reserveCapacity(json.bytes.count + 48)
    frame.writeString("id: \(row.event.id)\ndata: ")
    frame.writeBytes(json.bytes)
    frame.writeString("\n\n")
    return frame
}

/// A cursor that is none here.
struct UnknownCursor: Error {}

extension Connection {
    fileprivate func position(atCursor cursor: String, for viewer: Viewer) throws -> Position {
        if cursor == EventFeed.beginning { return .start }
        guard let id = ID<Event>(cursor), let position = try position(of: id, in: viewer.workspace.id) else { throw UnknownCursor() }
        return position
    }
}
