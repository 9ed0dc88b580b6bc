import Domain
import HTTPTypes
import Hummingbird

/// One thing a program can ask for or do: everything that is known of it stands here, so that route, check of input, description, reference
/// and permission tests are made from the same words.
///
/// A feature lists its endpoints in `<Noun>API.swift`, made with `get`, `list`, `make`, `act`, `change` and `remove` below, and adds the list to
/// `Endpoints.swift`. Each calls what the page's form calls: the rule and the permission stand there and nowhere else.
struct Endpoint: Sendable {
    let method: HTTPRequest.Method
    /// Below `/api/v1`: `/goals/{goal}`. What stands in braces is an id, unless `parameters` says otherwise.
    let path: String
    /// What generated clients call it: `getGoal`.
    let name: String
    let section: APISection
    let summary: Words
    /// What the token must have at least. `admin` also asks for a person who is one.
    let scope: Token.Scope
    var query: [QueryField] = []
    var input: InputDescription?
    var output: OutputDescription
    /// How it is tried: run by a test, shown in the reference.
    var example: Example
    var deprecation: Deprecation?
    /// Of the scope `admin`, and yet for leads of teams as well: the noun decides which.
    var isForLeads = false
    /// Whether its last answers are kept in memory for as long as nothing is written.
    var isRemembered = false
    /// Carries it out. The body was checked to be JSON, and nothing else.
    let run: @Sendable (APICall, JSON?) async throws -> APIAnswer
    /// For POST: answers a repeated request by reading again what the first one made.
    var replay: (@Sendable (APICall, String) async throws -> APIAnswer)?
    /// Answers with a stream of events whoever accepts `text/event-stream`.
    var stream: (@Sendable (APICall, Request) async throws -> Response)?

    /// What is sent with it.
    struct InputDescription: Sendable {
        var shape: ShapeDescription
        var isPartial: Bool
        /// Whether there is anything that has to be sent.
        var isRequired: Bool
    }

    /// What comes back when it went well.
    struct OutputDescription: Sendable {
        var status: HTTPResponse.Status
        var shape: ShapeDescription?
        var isList = false
        /// The answer carries a tag, so that a change can say what it was made from.
        var hasTag = false
    }

    /// Since when it should no longer be used, when it ends, and what to use instead: told by every answer.
    struct Deprecation: Sendable {
        var since: Day
        var endsOn: Day
        /// The name of the endpoint that takes its place.
        var successor: String
    }
}

/// A call that can be tried where the example's things are there: `$goal` in the body, and `{goal}` in the path, are their ids.
struct Example: Sendable {
    /// Things that fill the path where they are not those of the same name: `["goal": "draft"]`.
    var path: [String: String] = [:]
    var query = ""
    var body: String?

    init(_ body: String? = nil, path: [String: String] = [:], query: String = "") {
        self.body = body
        self.path = path
        self.query = query
    }
}

/// A parameter of the address.
struct QueryField: Sendable {
    var name: String
    var schema: Schema
    var words: Words
    var isRequired: Bool

    init(_ name: String, _ schema: Schema, words: Words, required: Bool = false) {
        self.name = name
        self.schema = schema
        self.words = words
        isRequired = required
    }

    static let after = QueryField("after", .text(atMost: 200), words: "Continues behind this place: “next” of the answer before.")
    static let limit = QueryField("limit", .integer(1...200), words: "How many at most; 50 where nothing is said.")
}

/// Some things of a list, and where it goes on.
struct Items<Value: Sendable>: Sendable {
    var items: [Value]
    /// What `after` has to say for the ones that follow; nil at the end.
    var next: String?

    init(_ items: [Value], next: String? = nil) {
        self.items = items
        self.next = next
    }

    /// Of one more than was asked for, those asked for, and the cursor of the last of them.
    init(_ found: [Value], limit: Int, cursor: (Value) -> String) {
        items = Array(found.prefix(limit))
        next = found.count > limit ? items.last.map(cursor) : nil
    }
}

extension Endpoint {
    /// Reads one thing. Where its shape has a version, the answer has a tag.
    static func get<Value: Sendable>(
        _ path: String, _ name: String, _ section: APISection, summary: Words, scope: Token.Scope = .read, query: [QueryField] = [],
        gives shape: Shape<Value>, example: Example = Example(), _ load: @escaping @Sendable (APICall) async throws -> Value
    ) -> Endpoint {
        Endpoint(
            method: .get, path: path, name: name, section: section, summary: summary, scope: scope, query: query,
            output: OutputDescription(status: .ok, shape: shape.description, hasTag: shape.versionOf != nil), example: example,
            run: { call, _ in call.answer(try await load(call), shape) })
    }

    /// Reads a list, a part at a time. One that is always short is not `paged`.
    static func list<Value: Sendable>(
        _ path: String, _ name: String, _ section: APISection, summary: Words, scope: Token.Scope = .read, query: [QueryField] = [],
        paged: Bool = true, gives shape: Shape<Value>, example: Example = Example(),
        _ load: @escaping @Sendable (APICall) async throws -> Items<Value>
    ) -> Endpoint {
        Endpoint(
            method: .get, path: path, name: name, section: section, summary: summary, scope: scope,
            query: query + (paged ? [.after, .limit] : []),
            output: OutputDescription(status: .ok, shape: shape.description, isList: true, hasTag: true), example: example,
            run: { call, _ in call.answer(try await load(call), shape) })
    }

    /// Makes a thing: 201 with its address. `act` makes it, `then` reads it, also for a repeated request that finds it made.
    /// - Parameters:
    ///   - place: the address of the thing, below `/api/v1`.
    ///   - once: adds what only the first answer holds, such as a secret.
    ///   - known: what is answered, where the deed itself knows all of it; then it is not read back.
    static func make<Input, Output: Made, Value: Sendable>(
        _ path: String, _ name: String, _ section: APISection, summary: Words, scope: Token.Scope = .write, takes input: InputShape<Input>,
        gives shape: Shape<Value>, at place: @escaping @Sendable (Value) -> String, example: Example,
        once: @escaping @Sendable (inout Value, Output) -> Void = { _, _ in },
        known: @escaping @Sendable (APICall, Output) -> Value? = { _, _ in nil },
        _ act: @escaping @Sendable (APICall, Given<Input>) async throws -> Output,
        then: @escaping @Sendable (APICall, String) async throws -> Value
    ) -> Endpoint {
        let answer: @Sendable (APICall, String, Output?) async throws -> APIAnswer = { call, name, made in
            let known = made.flatMap { known(call, $0) }
            var value = if let known { known } else { try await then(call, name) }
            if let made { once(&value, made) }
            return call.answer(value, shape, status: .created, at: place(value))
        }
        return Endpoint(
            method: .post, path: path, name: name, section: section, summary: summary, scope: scope, input: input.described(),
            output: OutputDescription(status: .created, shape: shape.description, hasTag: shape.versionOf != nil), example: example,
            run: { call, json in
                let made = try await act(call, try input.read(json))
                return try await answer(call, made.madeName, made)
            }, replay: { call, name in try await answer(call, name, nil) })
    }

    /// Does something to a thing that is there, and answers what it is then.
    /// - Parameter once: adds what only the first answer holds, such as a secret.
    static func act<Input, Output: Made, Value: Sendable>(
        _ path: String, _ name: String, _ section: APISection, summary: Words, scope: Token.Scope = .write, takes input: InputShape<Input>,
        gives shape: Shape<Value>, example: Example, once: @escaping @Sendable (inout Value, Output) -> Void = { _, _ in },
        _ act: @escaping @Sendable (APICall, Given<Input>) async throws -> Output,
        then: @escaping @Sendable (APICall, String) async throws -> Value
    ) -> Endpoint {
        let answer: @Sendable (APICall, String, Output?) async throws -> APIAnswer = { call, name, made in
            var value = try await then(call, name)
            if let made { once(&value, made) }
            return call.answer(value, shape)
        }
        return Endpoint(
            method: .post, path: path, name: name, section: section, summary: summary, scope: scope, input: input.described(),
            output: OutputDescription(status: .ok, shape: shape.description, hasTag: shape.versionOf != nil), example: example,
            run: { call, json in
                let made = try await act(call, try input.read(json))
                return try await answer(call, made.madeName, made)
            }, replay: { call, name in try await answer(call, name, nil) })
    }

    /// Changes the fields that are named, and leaves the others.
    static func change<Input, Value: Sendable>(
        _ path: String, _ name: String, _ section: APISection, summary: Words, scope: Token.Scope = .write, takes input: InputShape<Input>,
        gives shape: Shape<Value>, example: Example, _ act: @escaping @Sendable (APICall, Given<Input>) async throws -> Value
    ) -> Endpoint {
        Endpoint(
            method: .patch, path: path, name: name, section: section, summary: summary, scope: scope, input: input.described(partial: true),
            output: OutputDescription(status: .ok, shape: shape.description, hasTag: shape.versionOf != nil), example: example,
            run: { call, json in call.answer(try await act(call, try input.read(json, partial: true)), shape) })
    }

    /// Takes a thing away: 204.
    static func remove(
        _ path: String, _ name: String, _ section: APISection, summary: Words, scope: Token.Scope = .write, query: [QueryField] = [],
        example: Example = Example(), _ act: @escaping @Sendable (APICall) async throws -> Void
    ) -> Endpoint {
        Endpoint(
            method: .delete, path: path, name: name, section: section, summary: summary, scope: scope, query: query,
            output: OutputDescription(status: .noContent), example: example,
            run: { call, _ in
                try await act(call)
                return APIAnswer(status: .noContent)
            })
    }

    func forLeads() -> Endpoint {
        var copy = self
        copy.isForLeads = true
        return copy
    }

    /// For calls that read much and depend on nothing but the data, who asks, and the day.
    func remembered() -> Endpoint {
        var copy = self
        copy.isRemembered = true
        return copy
    }

    func streamed(_ open: @escaping @Sendable (APICall, Request) async throws -> Response) -> Endpoint {
        var copy = self
        copy.stream = open
        return copy
    }

    func deprecated(since: Day, endsOn: Day, successor: String) -> Endpoint {
        var copy = self
        copy.deprecation = Deprecation(since: since, endsOn: endsOn, successor: successor)
        return copy
    }
}

extension InputShape {
    fileprivate func described(partial: Bool = false) -> Endpoint.InputDescription {
        .init(shape: description, isPartial: partial, isRequired: !partial && description.fields.contains(where: \.isRequired))
    }

    /// Everything that is wrong with a body at once. Nothing sent is an empty object.
    fileprivate func read(_ json: JSON?, partial: Bool = false) throws -> Given<Value> {
        var problems = InputProblems()
        let given = read(json ?? .object([]), partial: partial, &problems)
        guard problems.list.isEmpty else {
            let count = problems.list.count
            throw APIProblem(.invalid, count == 1 ? "One field needs another look." : "\(count) fields need another look.", problems.list)
        }
        return given
    }
}

/// The chapters of the API's reference, in their order.
enum APISection: String, CaseIterable, Sendable {
    case workspace, goals, keyResults = "key-results", checkIns = "check-ins", cycles, comments, work, assumptions, thresholds, people,
        teams,
        invitations, reviews, screens, history
    case data, tokens

    var title: Words {
        switch self {
        case .workspace: "Workspace"
        case .goals: "Goals"
        case .keyResults: "Key results"
        case .checkIns: "Check-ins"
        case .cycles: "Cycles"
        case .comments: "Comments"
        case .work: "Initiatives and milestones"
        case .assumptions: "Assumptions and stories"
        case .thresholds: "Thresholds and joint actions"
        case .people: "People"
        case .teams: "Teams"
        case .invitations: "Invitations"
        case .reviews: "Reviews"
        case .screens: "Screens"
        case .history: "History and search"
        case .data: "Import and export"
        case .tokens: "Tokens"
        }
    }
}
