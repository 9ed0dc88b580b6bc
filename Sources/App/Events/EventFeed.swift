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
    /// - Parameter secret: of the token by which it is read.
    func follow(
        after cursor: String?, matching filter: EventFilter, for viewer: Viewer, by secret: String, in tongue: Tongue,
        at place: OpenStreams.Place
    ) async throws -> Response {
        let tail = cairn.tails.tail(of: viewer.workspace.id)
        // Taken before anything is looked at, so that nothing that happens in between is missed.
        let seat = tail.join()
        let position: Position? = try await cairn.database.read { db in
            if let goal = filter.goal { try db.requireVisible(goal: goal, to: viewer) }
            return try cursor.map { try db.position(atCursor: $0, for: viewer) }
        }
        let stream = EventStream(
            cairn: cairn, tail: tail, filter: filter, tongue: tongue, secret: secret, viewer: viewer, position: position)
        let body = ResponseBody { writer in
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
/// Thousands of them wait at the same time, so what a reader who waits holds is kept small: the state lies in one object, and what there is to tell is
/// found apart; the task of the connection only sends it. Sendable because its steps follow each other, each awaited before the next begins.
private final class EventStream: @unchecked Sendable {
    /// What is to be sent now, and what to do after that.
    struct Step: Sendable {
        enum Next { case again, wait, end }

        var text: ByteBuffer?
        var next: Next
    }

    private let cairn: Cairn
    private let tail: EventTail
    private let filter: EventFilter
    private let tongue: Tongue
    private let secret: String
    private var viewer: Viewer
    /// Nil until it is known where "now" is.
    private var position: Position?
    /// When it was last looked at who this is; never yet.
    private var looked: Look?
    private var isOpen = false
    private var beats = 0

    init(cairn: Cairn, tail: EventTail, filter: EventFilter, tongue: Tongue, secret: String, viewer: Viewer, position: Position?) {
        self.cairn = cairn
        self.tail = tail
        self.filter = filter
        self.tongue = tongue
        self.secret = secret
        self.viewer = viewer
        self.position = position
    }

    private static let pageSize = 100

    /// How often rights had changed anywhere, and how many beats there had been.
    private struct Look: Equatable {
        var rights: Int
        var beats: Int
    }

    /// Tells what is new; false once there is nothing more to tell to this reader.
    @inline(never)
    func tell(_ writer: inout any ResponseBodyWriter) async throws -> Bool {
        while true {
            let step = try await apart(step)
            if let text = step.text { try await writer.write(text) }
            switch step.next {
            case .again: continue
            case .wait: return true
            case .end: return false
            }
        }
    }

    @Sendable
    private func step() async throws -> Step {
        guard try await mayStillRead() else { return Step(next: .end) }
        if !isOpen { return Step(text: try await opening(), next: .again) }
        var texts: [ByteBuffer] = []
        var next = Step.Next.wait
        if let position {
            let news = tail.news(after: position)
            // Looked at again once it is known what is new, so that nothing is told by rights older than itself.
            guard try await mayStillRead() else { return Step(next: .end) }
            switch news {
            case .nothing: break
            case .these(let events, let end):
                texts += events.compactMap { $0.frame(for: viewer, matching: filter, in: tongue) }
                self.position = end
            case .longAgo(let end):
                texts += try await page(after: position, upTo: end)
                next = .again
            }
        }
        if beats != tail.beats {
            beats = tail.beats
            texts.append(ByteBuffer(string: ":\n\n"))
        }
        return Step(text: joined(texts), next: next)
    }

    /// After rights may have changed, and with every beat, it is looked at again who this is.
    private func mayStillRead() async throws -> Bool {
        let now = Look(rights: cairn.tokens.generation, beats: tail.beats)
        guard now != looked else { return true }
        guard let viewer = try await cairn.tokenHolder(secret: secret)?.viewer, viewer.workspace.id == self.viewer.workspace.id else {
            return false
        }
        (self.viewer, looked) = (viewer, now)
        return true
    }

    /// Who begins now is told where that is, so that a stream which is cut off before the first event goes on from here.
    private func opening() async throws -> ByteBuffer {
        isOpen = true
        beats = tail.beats
        var text = "retry: 2000\n"
        if position == nil, let now = tail.head {
            position = now
            let last = try await cairn.database.read { [viewer] db in try db.lastEvent(upTo: now, for: viewer) }
            text += "id: \(last?.text ?? EventFeed.beginning)\n"
        }
        return ByteBuffer(string: text + ": open\n\n")
    }

    /// What is no longer in memory, a part at a time.
    private func page(after position: Position, upTo end: Position) async throws -> [ByteBuffer] {
        let found = try await cairn.database.read { [filter, viewer] db in
            try db.events(after: position, upTo: end, matching: filter, for: viewer, limit: Self.pageSize)
        }
        self.position = found.count < Self.pageSize ? end : found[found.count - 1].position
        return found.map { eventFrame($0.row, in: tongue) }
    }

    /// One text alone stays the one that all readers share.
    private func joined(_ texts: [ByteBuffer]) -> ByteBuffer? {
        guard var all = texts.first else { return nil }
        for text in texts.dropFirst() { all.writeImmutableBuffer(text) }
        return all
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
