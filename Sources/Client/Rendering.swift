import Domain

/// How lines are written: with colours where a person reads them.
public struct Paper: Sendable {
    public var hasColour: Bool

    public init(hasColour: Bool) { self.hasColour = hasColour }

    func painted(_ text: String, _ code: String) -> String { hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

    /// The word the page uses; a colour never stands alone.
    public func status(_ name: String) -> String {
        guard let status = Status.allCases.first(where: { $0.slug == name || $0.rawValue == name }) else { return harmless(name) }
        return painted(status.word.key, colour(of: status))
    }

    private func colour(of status: Status) -> String {
        switch status {
        case .onTrack, .met: "32"
        case .atRisk: "33"
        case .offTrack, .missed: "31"
        case .notStarted, .stale: "2"
        }
    }

    public func tree(_ goals: [GoalAnswer]) -> [String] {
        let known = Set(goals.map(\.id))
        let children = Dictionary(grouping: goals.flatMap { goal in goal.parents.map { ($0.id, goal) } }, by: \.0).mapValues { $0.map(\.1) }
        let roots = goals.filter { !$0.parents.contains { known.contains($0.id) } }
        var lines: [String] = []
        func add(_ goal: GoalAnswer, below path: [String]) {
            lines.append(String(repeating: "  ", count: path.count) + line(goal))
            guard !path.contains(goal.id), path.count < 50 else { return }
            for child in children[goal.id] ?? [] { add(child, below: path + [goal.id]) }
        }
        for root in roots { add(root, below: []) }
        return lines
    }

    public func line(_ goal: GoalAnswer) -> String {
        "\(harmless(goal.title))  \(status(goal.status))\(numbers(goal))\(goal.ownerName.map { " · " + harmless($0) } ?? "")"
    }

    private func numbers(_ goal: GoalAnswer) -> String {
        let progress = goal.progress.map { " · \(percent($0))" } ?? ""
        return progress + (goal.expected.map { " · expected \(percent($0))" } ?? "")
    }

    public func page(_ goal: GoalAnswer, at server: ServerAddress) -> [String] {
        var lines = [painted(harmless(goal.title), "1"), "\(status(goal.status))\(numbers(goal))"]
        lines += goal.reasons.prefix(1).map { harmless($0.sentence) }
        let about = [goal.ownerName, goal.teamName, goal.cycleName, goal.dueOn.map { "due \($0)" }]
        lines.append(about.compactMap { $0 }.map(harmless).joined(separator: " · "))
        if let why = goal.why, !why.isEmpty { lines += [""] + why.split(separator: "\n").map { harmless(String($0)) } }
        if !goal.keyResults.isEmpty { lines += [""] + goal.keyResults.map(line) }
        return lines + ["", server.text + harmless(goal.page)]
    }

    public func line(_ keyResult: KeyResultAnswer) -> String {
        let unit = keyResult.unit.map { $0.isEmpty ? "" : " " + harmless($0) } ?? ""
        let value = keyResult.value.map { plain($0) + unit } ?? "not reported yet"
        let target = keyResult.target.map { ", target \(plain($0))\(unit)" } ?? ""
        return "- \(harmless(keyResult.title)): \(value)\(target)  \(status(keyResult.status))"
    }

    public func line(_ checkIn: CheckInAnswer) -> String {
        let confidence = checkIn.confidence.map { " · confidence \($0) %" } ?? ""
        return "\(checkIn.createdAt.prefix(10)) \(harmless(checkIn.authorName ?? ""))\(confidence)  \(harmless(checkIn.changed ?? ""))"
    }
}

func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
func plain(_ number: Double) -> String { number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number) }

extension Paper {
    /// As the page has it: what waits, by date, then the goals.
    public func today(_ today: TodayAnswer) -> [String] {
        var lines = [painted(harmless(today.sentence), "1")]
        for waiting in today.waiting {
            lines += ["- \(harmless(waiting.title))", "  \(harmless(waiting.due)) · \(harmless(waiting.details))"]
        }
        guard !today.goals.isEmpty else { return lines }
        return lines + ["", painted("Your goals", "1")]
            + today.goals.map { goal in
                let short = goal.short.isEmpty ? "" : " · " + harmless(goal.short)
                return "\(harmless(goal.title))  \(status(goal.status))\(goal.progress.map { " · " + percent($0) } ?? "")\(short)"
            }
    }
}
