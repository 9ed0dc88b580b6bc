import Database
import Domain
import Foundation
import NIOCore
import Synchronization

/// An event as all who follow share it: with whom its goals let in, and the text it becomes, once for each way of reading.
final class SharedEvent: Sendable {
    private struct Reading: Hashable {
        var language: Language
        var zone: String
        var isOtherHidden: Bool
    }

    let position: Position
    private let row: EventRow
    private let circle: Goal.Circle?
    private let other: Goal.Circle?
    private let frames = Mutex<[Reading: ByteBuffer]>([:])

    /// - Parameters:
    ///   - circle: of the goal it is about; nil where there is none, or none any more.
    ///   - other: of the other goal that its sentence names.
    init(position: Position, row: EventRow, circle: Goal.Circle?, other: Goal.Circle?) {
        self.position = position
        self.row = row
        self.circle = circle
        self.other = other
    }

    /// What is sent to somebody for whom it is; nil for who may not know of it, or did not ask.
    func frame(for viewer: Viewer, matching filter: EventFilter, in tongue: Tongue) -> ByteBuffer? {
        guard filter.takes(row.event), row.event.goalID == nil || circle?.holds(viewer) == true else { return nil }
        let isOtherHidden = row.event.namesAnotherGoal && other?.holds(viewer) != true
        let reading = Reading(language: tongue.language, zone: tongue.zone.identifier, isOtherHidden: isOtherHidden)
        return frames.withLock { frames in
            if let known = frames[reading] { return known }
            var row = row
            if isOtherHidden { row.hideOther() }
            let frame = eventFrame(row, in: tongue)
            frames[reading] = frame
            return frame
        }
    }
}
