import Domain
import Testing

@Suite struct ReviewTests {
    private let first = ID<Goal>(trusted: "G1"), second = ID<Goal>(trusted: "G2")

    private func made() throws -> Review {
        let draft = Review.Draft(title: " Where we stand ", entries: [.init(goalID: first, comment: " Said. "), .init(goalID: second)])
        return try Review.make(draft, id: ID(trusted: "R"), by: Cast.mate, at: now)
    }

    @Test func `it has a title and goals, each once`() throws {
        let review = try made()
        #expect(review.title == "Where we stand" && review.entries[0].comment == "Said.")
        let goal = Review.Entry(goalID: first)
        for draft in [
            Review.Draft(title: "", entries: [goal]), Review.Draft(title: "x"), Review.Draft(title: "x", entries: [goal, goal]),
            Review.Draft(title: "x", entries: (0...Review.mostGoals).map { .init(goalID: ID(trusted: "\($0)")) }),
            Review.Draft(title: "x", entries: [.init(goalID: first, comment: String(repeating: "x", count: Limit.reason + 1))]),
        ] { #expect(throws: AppError.self) { try Review.make(draft, id: ID(trusted: "R"), by: Cast.mate, at: now) } }
        #expect(throws: AppError.self) {
            try Review.make(Review.Draft(title: "x", entries: [goal]), id: ID(trusted: "R"), by: Cast.guest, at: now)
        }
    }

    @Test func `whoever made it and admins change it; hidden goals stay, and history tells no comment`() throws {
        var review = try made()
        var draft = Review.Draft(review)
        draft.entries = [.init(goalID: first, comment: "Other.")]
        #expect(isForbidden { _ = try review.edit(draft, hidden: [], by: Cast.stranger) })
        let changes = try review.edit(draft, hidden: [second], by: Cast.admin)
        #expect(changes == [Change(field: "comments", from: "", to: "")] && review.version == 2)
        #expect(review.entries.map(\.goalID) == [first, second] && review.entries[0].comment == "Other.")
        #expect(isStale { _ = try review.edit(draft, hidden: [], by: Cast.mate) })
        var fewer = Review.Draft(review)
        fewer.entries.removeLast()
        fewer.columns = [.status, .team]
        #expect(try review.edit(fewer, hidden: [], by: Cast.mate).map(\.field) == ["columns", "goals"])
        #expect(try review.edit(Review.Draft(review), hidden: [], by: Cast.mate).isEmpty && review.version == 3)
    }

    @Test func `columns are kept as words in their order`() {
        let text = Review.Column.text([.lastWords, .team, .due])
        #expect(text == "team;due date;last words" && Review.Column.parse(text) == [.team, .due, .lastWords])
        #expect(Review.Column.parse("") == [] && Review.Column.parse("team;mood") == nil)
    }
}
