import Database
import Domain

extension Connection {
    /// Writes down what happened to people, teams and the workspace, in the transaction in which it happens.
    func record(
        _ kind: Event.Kind, by viewer: Viewer, goal: ID<Goal>? = nil, subject: String? = nil, changes: [Change] = [],
        names: [String: String] = [:], _ cairn: Cairn
    ) throws {
        try record(
            Event(
                id: cairn.newID(), kind: kind, actorID: viewer.id, goalID: goal, subjectID: subject,
                details: Event.Details(changes: changes, names: names), createdAt: cairn.now), in: viewer.workspace.id)
    }
}
