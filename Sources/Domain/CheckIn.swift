/// A dated report on a goal: new values, how likely the targets are, and what happened. It freezes the values it reported.
public struct CheckIn: Sendable, Hashable {
    public let id: ID<CheckIn>
    public var goalID: ID<Goal>
    public var authorID: ID<Person>
    public var confidence: Int?
    public var changed: String
    public var surprised: String
    public var usersNeed: String
    public var weNeed: String
    /// The goal's progress and status after this check-in.
    public var progress: Double?
    public var status: Status
    /// Only what was changed or confirmed.
    public var values: [ID<KeyResult>: Double]
    public var commentCount: Int
    public var sourceID: String?
    public var formKey: String?
    public var createdAt: Moment

    public init(
        id: ID<CheckIn>, goalID: ID<Goal>, authorID: ID<Person>, confidence: Int? = nil, changed: String = "", surprised: String = "",
        usersNeed: String = "", weNeed: String = "", progress: Double? = nil, status: Status = .notStarted,
        values: [ID<KeyResult>: Double] = [:], commentCount: Int = 0, sourceID: String? = nil, formKey: String? = nil, createdAt: Moment
    ) {
        self.id = id
        self.goalID = goalID
        self.authorID = authorID
        self.confidence = confidence
        self.changed = changed
        self.surprised = surprised
        self.usersNeed = usersNeed
        self.weNeed = weNeed
        self.progress = progress
        self.status = status
        self.values = values
        self.commentCount = commentCount
        self.sourceID = sourceID
        self.formKey = formKey
        self.createdAt = createdAt
    }

    /// All its text, for search.
    public var text: String { [changed, surprised, usersNeed, weNeed].filter { !$0.isEmpty }.joined(separator: "\n") }
}

extension CheckIn {
    /// A value as it came: typed by a person, or a number from a program.
    public enum Entry: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByFloatLiteral {
        case typed(String)
        case number(Double)

        public init(stringLiteral text: String) { self = .typed(text) }
        public init(floatLiteral number: Double) { self = .number(number) }

        var isEmpty: Bool {
            if case .typed(let text) = self { text.isBlank } else { false }
        }
    }

    /// What a person writes in a check-in. Empty entries are left as they were.
    public struct Draft: Sendable, Hashable {
        public var values: [ID<KeyResult>: Entry]
        /// Per cent of the way, for a goal whose progress is set by hand.
        public var handProgress: Entry?
        public var confidence: Int?
        public var changed: String
        public var surprised: String
        public var usersNeed: String
        public var weNeed: String
        /// Made with the form, so that sending it twice makes one check-in.
        public var formKey: String?

        public init(
            values: [ID<KeyResult>: Entry] = [:], handProgress: Entry? = nil, confidence: Int? = nil, changed: String = "",
            surprised: String = "", usersNeed: String = "", weNeed: String = "", formKey: String? = nil
        ) {
            self.values = values
            self.handProgress = handProgress
            self.confidence = confidence
            self.changed = changed
            self.surprised = surprised
            self.usersNeed = usersNeed
            self.weNeed = weNeed
            self.formKey = formKey
        }

        /// The name of a value's field in forms and problems: `value-` and the key result's id.
        public static func field(_ id: ID<KeyResult>) -> String { "value-\(id)" }
    }
}

extension Goal {
    /// Reports on it. Gives the check-in and the key results that were reported, with their new values; the goal itself remembers when it was
    /// last heard and how confident people are. Progress and status are those of before: set them on both after rolling up.
    public mutating func checkIn(
        _ draft: CheckIn.Draft, id: ID<CheckIn>, keyResults: [KeyResult], language: String = "en", by viewer: Viewer, at moment: Moment
    ) throws(AppError) -> (CheckIn, [KeyResult]) {
        try mayCheckIn(by: viewer, keyResultOwners: Set(keyResults.compactMap(\.ownerID))).check()
        var problems = Problems()
        var checkIn = CheckIn(id: id, goalID: self.id, authorID: viewer.id, formKey: draft.formKey, createdAt: moment)
        checkIn.take(draft, &problems)
        checkIn.values = draft.read(keyResults, language, &problems)
        let hand = draft.readHand(self, language, &problems)
        problems.require(
            checkIn.confidence != nil || !checkIn.text.isEmpty || !checkIn.values.isEmpty || hand != nil || draft.hasEntries, "",
            "There is nothing to save yet: report a value, say how likely it is, or write a sentence.")
        try problems.check()
        if let hand { handProgress = hand }
        hear(checkIn, at: moment)
        (checkIn.progress, checkIn.status) = (hand ?? progress, status)
        return (checkIn, keyResults.compactMap { $0.reported(checkIn.values[$0.id], at: moment) })
    }

    /// Does not touch the version: somebody who edits the goal meanwhile has not lost anything.
    private mutating func hear(_ checkIn: CheckIn, at moment: Moment) {
        lastCheckInAt = max(lastCheckInAt ?? moment, moment)
        checkInCount += 1
        confidence = checkIn.confidence ?? confidence
        updatedAt = moment
    }
}

extension CheckIn {
    fileprivate mutating func take(_ draft: Draft, _ problems: inout Problems) {
        confidence = draft.confidence
        problems.require(
            confidence.map { (0...100).contains($0) } ?? true, "confidence", "Confidence lies between 0 and 100 %.")
        changed = problems.lines(draft.changed, "changed")
        surprised = problems.lines(draft.surprised, "surprised")
        usersNeed = problems.lines(draft.usersNeed, "users_need")
        weNeed = problems.lines(draft.weNeed, "we_need")
        problems.require((draft.formKey?.utf8.count ?? 0) <= 100, "", "This form is broken. Open it again.")
    }
}

extension CheckIn.Draft {
    fileprivate var hasEntries: Bool { values.values.contains { !$0.isEmpty } || !(handProgress?.isEmpty ?? true) }

    fileprivate func read(_ keyResults: [KeyResult], _ language: String, _ problems: inout Problems) -> [ID<KeyResult>: Double] {
        let known = Dictionary(keyResults.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var read: [ID<KeyResult>: Double] = [:]
        for (id, entry) in values.sorted(by: { $0.key < $1.key }) where !entry.isEmpty {
            guard let keyResult = known[id] else {
                problems.add(Self.field(id), "This key result is not part of the goal any more.")
                continue
            }
            do throws(Number.Problem) {
                switch entry {
                case .typed(let text): read[id] = try keyResult.read(text, language: language)
                case .number(let number): read[id] = try keyResult.check(number)
                }
            } catch { problems.add(Self.field(id), error.words) }
        }
        return read
    }

    fileprivate func readHand(_ goal: Goal, _ language: String, _ problems: inout Problems) -> Double? {
        guard let handProgress, !handProgress.isEmpty else { return nil }
        guard goal.rollUp == .byHand else {
            problems.add("hand_progress", "The progress of this goal is computed, not set by hand.")
            return nil
        }
        do throws(Number.Problem) {
            let percent =
                switch handProgress {
                case .typed(let text): try Number.read(text, language: language, unit: "%")
                case .number(let number): try Number.check(number)
                }
            problems.require((0...100).contains(percent), "hand_progress", "Progress lies between 0 and 100 %.")
            return percent / 100
        } catch {
            problems.add("hand_progress", error.words)
            return nil
        }
    }
}

extension KeyResult {
    /// With a new or confirmed value; nil where nothing was reported.
    fileprivate func reported(_ reported: Double?, at moment: Moment) -> KeyResult? {
        guard let reported else { return nil }
        var keyResult = self
        keyResult.previousValue = value
        keyResult.value = reported
        keyResult.reportedAt = moment
        return keyResult
    }
}
