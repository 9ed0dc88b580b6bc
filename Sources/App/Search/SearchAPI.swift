import Domain

extension Hit.Kind {
    fileprivate var slug: String {
        switch self {
        case .goal: "goal"
        case .keyResult: "key-result"
        case .person: "person"
        case .team: "team"
        case .checkIn: "check-in"
        case .comment: "comment"
        }
    }
}

private let hitShape = Shape<Hit>("Hit", words: "Something that was found.") { shape in
    shape.add("kind", .word(Hit.Kind.allCases.map(\.slug)), "What it is.") { hit, json, _ in json.append(text: hit.kind.slug) }
    shape.text("id", "Its id.") { $0.id }
    shape.text("title", "Its title or name; of a check-in or comment that of the goal it is about.") { $0.title }
    shape.id("goal_id", "The goal to go to, unless it is a person or a team.") { $0.goalID }
    shape.word("status", "How it stands.") { $0.status }
    shape.truth("is_closed", "Whether the goal is closed.") { $0.isClosed }
    shape.text("place", "The team or goal it belongs to.") { $0.place }
    shape.text("author", "Who wrote it.") { $0.author }
    shape.time("at", "When it was written.") { $0.at }
    shape.text("excerpt", "The words around it, where the title does not say why it was found.") { $0.excerpt }
}

let searchEndpoints: [Endpoint] = [
    .list(
        "/search", "search", .history, summary: "Look for words in all that you may see, best hits first",
        query: [QueryField("q", .text(atMost: 200), words: "The words, all of which have to occur.", required: true)], paged: false,
        gives: hitShape, example: Example(query: "q=days")
    ) { call in
        let found = try await Search(cairn: call.cairn).find(Query(call.query["q"] ?? ""), size: .page, for: call.viewer)
        return Items(found.groups.flatMap(\.hits))
    }
]
