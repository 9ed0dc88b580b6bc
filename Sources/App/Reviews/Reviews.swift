import Database
import Domain

/// A review as one person sees it: its goals as they stand now, without those that are not theirs to see.
struct ReviewView: Sendable {
    var review: Review
    var madeBy: String
    var entries: [Entry]
    /// How many of its goals this reader does not see.
    var hidden: Int
    var today: Day

    struct Entry: Sendable {
        var row: GoalRow
        var standing: Standing
        var comment: String
        var keyResults: [(keyResult: KeyResult, standing: Standing)] = []
        var last: CheckInRecord?
    }
}

/// What the form of a review needs.
struct ReviewForm: Sendable {
    /// Nil for a new one.
    var review: Review?
    var draft: Review.Draft
    /// The goals of the review that its writer sees, then those the filter finds.
    var choices: [GoalRow]
    var list: GoalList
    /// True where the filter finds more than a review has room for.
    var isCut = false
}

/// Looking at some goals together: made, shown, shared.
struct Reviews: Sendable {
    let cairn: Cairn

    func list(for viewer: Viewer) async throws -> [ReviewRow] {
        try await cairn.database.read { db in try db.reviews(in: viewer.workspace.id) }
    }

    func view(_ id: ID<Review>, for viewer: Viewer) async throws -> ReviewView {
        let now = cairn.now
        return try await cairn.database.read { db in try db.reviewView(id, for: viewer, at: now) }
    }

    /// The same as a file; that it was taken is noted in the audit trail.
    func export(_ id: ID<Review>, for viewer: Viewer, from address: String) async throws -> ReviewView {
        let view = try await view(id, for: viewer)
        try await cairn.database.write { [cairn] db in
            try db.audit(.goalsDownloaded, by: viewer, object: view.review.title, details: ["review": id.text], from: address, cairn)
        }
        return view
    }

    /// The form as it stands, or of a new review with the goals that a filter finds.
    func form(_ id: ID<Review>?, _ filter: GoalFilter, isFiltered: Bool, for viewer: Viewer) async throws -> ReviewForm {
        let now = cairn.now
        return try await cairn.database.read { db in
            try Review.mayMake(by: viewer).check()
            let review = try id.map { try db.review($0, in: viewer.workspace.id).review }
            if let review { try review.mayEdit(by: viewer).check() }
            let list = try db.goalList(filter, for: viewer, at: now)
            let found = review == nil || isFiltered ? list.sorted.map { list.rows[$0] } : []
            let chosen = (review?.entries ?? []).map(\.goalID)
            let rows = chosen.isEmpty ? [] : try db.goalRows("goal.id IN (\(list: chosen))", for: viewer)
            let byID = Dictionary(rows.map { ($0.goal.id, $0) }, uniquingKeysWith: { first, _ in first })
            let others = found.filter { !chosen.contains($0.goal.id) }
            let room = Review.mostGoals - rows.count
            var draft = review.map(Review.Draft.init) ?? Review.Draft()
            if review == nil { draft.entries = others.prefix(room).map { Review.Entry(goalID: $0.goal.id) } }
            return ReviewForm(
                review: review, draft: draft, choices: chosen.compactMap { byID[$0] } + others.prefix(room), list: list,
                isCut: others.count > room)
        }
    }

    /// The form's key becomes its id, so a form that is sent twice makes one.
    func make(_ draft: Review.Draft, key: ID<Review>? = nil, by viewer: Viewer) async throws -> Review {
        let now = cairn.now
        return try await cairn.database.write { [cairn] db in
            let workspace = viewer.workspace.id
            if let key, let known = try? db.review(key, in: workspace), known.review.createdBy == viewer.id { return known.review }
            let isTaken = try key.map { try db.row("SELECT 1 FROM review WHERE workspace_id = \(workspace) AND id = \($0)") != nil } ?? true
            let review = try Review.make(draft, id: isTaken ? cairn.newID() : key ?? cairn.newID(), by: viewer, at: now)
            try db.checkVisible(review.entries, to: viewer)
            try db.insert(review, in: workspace)
            try record(.reviewMade, review, [], in: db, by: viewer, at: now)
            return review
        }
    }

    func edit(_ id: ID<Review>, _ draft: Review.Draft, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            var review = try db.review(id, in: viewer.workspace.id).review
            let all = Set(review.entries.map(\.goalID))
            let hidden = all.subtracting(try db.visible(all.sorted(), to: viewer))
            try db.checkVisible(draft.entries.filter { !hidden.contains($0.goalID) }, to: viewer)
            let changes = try review.edit(draft, hidden: hidden, by: viewer)
            if changes.isEmpty { return }
            try db.save(review, in: viewer.workspace.id)
            try record(.reviewEdited, review, changes, in: db, by: viewer, at: now)
        }
    }

    func remove(_ id: ID<Review>, version: Int, by viewer: Viewer) async throws {
        let now = cairn.now
        try await cairn.database.write { db in
            let review = try db.review(id, in: viewer.workspace.id).review
            try review.mayEdit(by: viewer).check()
            guard review.version == version else { throw AppError.stale }
            try db.delete(id, in: viewer.workspace.id)
            try record(.reviewRemoved, review, [], in: db, by: viewer, at: now)
        }
    }

    private func record(
        _ kind: Event.Kind, _ review: Review, _ changes: [Change], in db: any Connection, by viewer: Viewer, at now: Moment
    ) throws {
        let details = Event.Details(changes: changes, names: ["subject": review.title])
        try db.record(
            Event(id: cairn.newID(), kind: kind, actorID: viewer.id, subjectID: review.id.text, details: details, createdAt: now),
            in: viewer.workspace.id)
    }
}

extension Connection {
    /// Four statements, however many goals there are.
    func reviewView(_ id: ID<Review>, for viewer: Viewer, at now: Moment) throws -> ReviewView {
        let row = try review(id, in: viewer.workspace.id)
        let (zone, rule, today) = (viewer.workspace.zone, viewer.workspace.rule, now.day(in: viewer.workspace.zone))
        let goals = row.review.entries.map(\.goalID)
        let found = goals.isEmpty ? [] : try goalRows("goal.id IN (\(list: goals))", for: viewer)
        let byID = Dictionary(found.map { ($0.goal.id, $0) }, uniquingKeysWith: { first, _ in first })
        var entries = row.review.entries.compactMap { entry in
            byID[entry.goalID].map {
                ReviewView.Entry(row: $0, standing: $0.goal.standing(on: today, in: zone, rule: rule), comment: entry.comment)
            }
        }
        let seen = entries.map(\.row.goal.id)
        let keyResults = row.review.columns.contains(.keyResults) ? try keyResults(ofAny: seen, in: viewer.workspace.id) : [:]
        var last: [ID<Goal>: CheckInRecord] = [:]
        if row.review.columns.contains(.lastWords), !seen.isEmpty {
            for checkIn in try lastCheckIns("goal.id IN (\(list: seen))", for: viewer) { last[checkIn.goalID] = checkIn }
        }
        for index in entries.indices {
            let goal = entries[index].row.goal
            entries[index].keyResults = (keyResults[goal.id] ?? []).map { ($0, $0.standing(on: today, stage: goal.stage, rule: rule)) }
            entries[index].last = last[goal.id]
        }
        return ReviewView(
            review: row.review, madeBy: row.madeBy, entries: entries, hidden: goals.count - entries.count, today: today)
    }
}
