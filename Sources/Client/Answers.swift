/// A goal as the server answers it: what the terminal shows of it.
public struct GoalAnswer: Decodable, Sendable {
    public var id: String
    public var title: String
    public var why: String?
    public var stage: String
    public var ownerName: String?
    public var teamName: String?
    public var cycleName: String?
    public var dueOn: String?
    public var status: String
    public var reasons: [Reason]
    public var progress: Double?
    public var expected: Double?
    public var confidence: Int?
    public var parents: [Parent]
    public var keyResults: [KeyResultAnswer]
    public var page: String

    public struct Parent: Decodable, Sendable { public var id: String }
    public struct Reason: Decodable, Sendable { public var sentence: String }
}

/// A key result as the server answers it.
public struct KeyResultAnswer: Decodable, Sendable {
    public var id: String
    public var title: String
    public var kind: String
    public var unit: String?
    public var target: Double?
    public var value: Double?
    public var status: String
}

/// A check-in as the server answers it.
public struct CheckInAnswer: Decodable, Sendable {
    public var authorName: String?
    public var confidence: Int?
    public var changed: String?
    public var status: String?
    public var createdAt: String
}

/// Whom a token acts for.
public struct MeAnswer: Decodable, Sendable {
    public var personId: String
    public var name: String
    public var email: String
    public var scope: String
    public var workspace: Workspace

    public struct Workspace: Decodable, Sendable { public var name: String }
}

/// What waits for somebody today, as the server says it.
public struct TodayAnswer: Decodable, Sendable {
    public var sentence: String
    public var waiting: [Waiting]
    public var goals: [Goal]

    public struct Waiting: Decodable, Sendable {
        public var title: String
        public var due: String
        public var details: String
    }

    public struct Goal: Decodable, Sendable {
        public var title: String
        public var status: String
        public var progress: Double?
        public var short: String
    }
}

/// A part of a list, and where it goes on.
public struct ListAnswer<Item: Decodable & Sendable>: Decodable, Sendable {
    public var items: [Item]
    public var next: String?
}

/// Somebody, a team or a cycle: what can be chosen by its name.
public struct NamedAnswer: Decodable, Sendable {
    public var id: String
    public var name: String
}

/// What went wrong, as the server says it (RFC 9457).
struct ProblemAnswer: Decodable {
    var title: String?
    var detail: String?
    var errors: [Field]?

    struct Field: Decodable {
        var field: String
        var words: String?
    }
}
