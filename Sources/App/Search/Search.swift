import Domain
import Foundation

/// What somebody looks for: folded words, all of which must occur.
struct Query: Sendable {
    let text: String
    let folded: String
    let words: [String]

    /// At most 200 characters and eight words; the rest is left out.
    init(_ typed: String) {
        text = String(typed.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200))
        folded = fold(text)
        var seen: Set<String> = []
        words = folded.split(separator: " ").map(String.init).filter { seen.insert($0).inserted }.prefix(8).map { $0 }
    }

    var isEmpty: Bool { words.isEmpty }

    /// Whether a text has all the words.
    func occurs(in text: String) -> Bool {
        let folded = fold(text)
        return words.allSatisfy { folded.contains($0) }
    }

    /// How well a title answers: 0 where it begins with what was typed, 1 where it has all the words, 2 where they stand elsewhere.
    func rank(of title: String) -> Int {
        let title = fold(title)
        if title.hasPrefix(folded) { return 0 }
        return words.allSatisfy { title.contains($0) } ? 1 : 2
    }

    /// The words around the first place where one of these occurs, without markup; empty where none does.
    func excerpt(of text: String) -> String {
        let pieces = text.prefix(20_000).split(whereSeparator: \.isWhitespace).prefix(3000)
        guard
            let hit = pieces.firstIndex(where: { piece in
                let piece = fold(String(piece))
                return words.contains { piece.contains($0) }
            })
        else { return "" }
        let start = max(hit - 8, pieces.startIndex)
        let around = pieces[start..<min(hit + 24, pieces.endIndex)].joined(separator: " ").filter { !"*_`#>[]".contains($0) }
        let short = around.count > 240 ? around.prefix(239) + "…" : around + (hit + 24 < pieces.endIndex ? " …" : "")
        return start > pieces.startIndex ? "… " + short : short
    }
}

/// Something that was found, whatever its kind.
struct Hit: Sendable {
    enum Kind: Sendable, CaseIterable { case goal, keyResult, person, team, checkIn, comment }

    var kind: Kind
    var id: String
    /// What stands as the link: a title or a name; of a check-in or comment the goal it is about.
    var title: String
    /// The goal to go to, unless it is a person or a team.
    var goalID: ID<Goal>?
    var status: Status?
    var isClosed = false
    /// The team or goal it belongs to.
    var place: String?
    /// Who wrote it.
    var author: String?
    var at: Moment?
    /// The words around the hit, where the title alone does not say why it was found.
    var excerpt = ""
    /// The check-in a comment is about.
    var checkInID: String?
}

/// What was found, in groups.
struct Found: Sendable {
    var query: Query
    var groups: [(kind: Hit.Kind, hits: [Hit])] = []
    /// Groups of which there is more than is shown.
    var cut: Set<Hit.Kind> = []

    var isEmpty: Bool { groups.isEmpty }
}

/// Looking for anything in the workspace that this person may see.
struct Search: Sendable {
    let cairn: Cairn

    /// How many of each kind: a page shows more than the palette.
    enum Size: Sendable {
        case page, palette

        func most(_ kind: Hit.Kind) -> Int {
            switch (self, kind) {
            case (.page, .goal): 30
            case (.page, _): 15
            case (.palette, .goal): 7
            case (.palette, .keyResult), (.palette, .person): 4
            case (.palette, .team): 2
            case (.palette, .checkIn): 2
            case (.palette, .comment): 1
            }
        }
    }

    /// Half of the kinds are looked for beside the other half: on two cores that takes half the time.
    func find(_ query: Query, size: Size, for viewer: Viewer) async throws -> Found {
        var found = Found(query: query)
        guard !query.isEmpty else { return found }
        let database = cairn.database
        async let first = database.read { db in
            try [Hit.Kind.goal, .person, .team, .comment].map { ($0, try db.hits($0, query, size, for: viewer)) }
        }
        async let second = database.read { db in try [Hit.Kind.keyResult, .checkIn].map { ($0, try db.hits($0, query, size, for: viewer)) }
        }
        let all = Dictionary(try await first + second, uniquingKeysWith: { first, _ in first })
        for kind in Hit.Kind.allCases {
            guard let hits = all[kind], !hits.isEmpty else { continue }
            found.groups.append((kind, Array(hits.prefix(size.most(kind)))))
            if hits.count > size.most(kind) { found.cut.insert(kind) }
        }
        return found
    }

    /// People whose name begins with what was typed after `@`, or has it in it.
    func people(named typed: String, for viewer: Viewer) async throws -> [String] {
        let query = Query(typed)
        return try await cairn.database.read { db in try db.peopleNamed(query, in: viewer.workspace.id, limit: 8) }
    }
}
