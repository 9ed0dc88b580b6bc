extension Threshold {
    /// As it is agreed: "below 35 %", "15 points behind plan". Give the key result it stands on; nil for a goal.
    public func words(on keyResult: KeyResult?) -> Words {
        switch self {
        case .below(let line): "below \(Facts.format(line, keyResult))"
        case .above(let line): "above \(Facts.format(line, keyResult))"
        case .behind(let points): points == 1 ? "1 point behind plan" : "\(points) points behind plan"
        case .worse(let times): times == 2 ? "worse twice in a row" : "worse \(times) times in a row"
        case .silent(let days): days == 1 ? "no check-in for a day" : "no check-in for \(days) days"
        }
    }

    /// As a history says it, where the key result and its unit may be gone: "below 35".
    var bareWords: Words {
        switch self {
        case .below(let line): "below \(line, decimals: Number.decimals(of: line))"
        case .above(let line): "above \(line, decimals: Number.decimals(of: line))"
        default: words(on: nil)
        }
    }

    /// Why it makes no sense on this key result (nil for a goal), in words; nil when it does.
    public func problem(on keyResult: KeyResult?) -> Words? {
        switch self {
        case .below(let line), .above(let line):
            if let keyResult, keyResult.kind != .number { return "Only a number can be above or below something." }
            return line.isFinite && abs(line) < 1e15 ? nil : "This is not a number."
        case .behind(let points): return (1...100).contains(points) ? nil : "It can be 1 to 100 points behind."
        case .worse(let times): return (2...10).contains(times) ? nil : "A row has 2 to 10 check-ins."
        case .silent(let days): return (1...366).contains(days) ? nil : "Silence lasts 1 to 366 days."
        }
    }

    /// That it was crossed, with the facts as they were.
    public func crossedWords(_ facts: Facts) -> Words {
        let agreed = words(on: facts.keyResult)
        return "\(fact(facts)) Agreed as the point to look at it together: \(agreed)."
    }

    func clearedWords(_ facts: Facts) -> Words {
        switch self {
        case .silent: "There is a check-in again."
        default: "\(fact(facts)) It is clearly back."
        }
    }

    /// How things stand, and nothing else.
    private func fact(_ facts: Facts) -> Words {
        switch self {
        case .below(let line), .above(let line): "It stands at \(facts.shown(facts.value ?? 0, besides: line))."
        case .behind: behindFact(Int((facts.gap ?? 0).rounded()))
        case .worse:
            facts.row.count > 1 ? "The last values are \(facts.list)." : "It stands at \(Facts.format(facts.value ?? 0, facts.keyResult))."
        case .silent: facts.silence == 1 ? "The last check-in was a day ago." : "There was no check-in for \(facts.silence) days."
        }
    }

    private func behindFact(_ points: Int) -> Words {
        points <= 0 ? "It is not behind plan." : points == 1 ? "It is 1 point behind plan." : "It is \(points) points behind plan."
    }
}

extension Threshold.Facts {
    /// A value in the key result's unit, or per cent of progress.
    static func format(_ value: Double, _ keyResult: KeyResult?) -> Words {
        keyResult?.format(value) ?? "\(value, decimals: min(Number.decimals(of: value), 1))\u{A0}%"
    }

    /// With as many decimals more as it takes to tell it from the line.
    func shown(_ value: Double, besides line: Double) -> Words {
        var decimals = keyResult?.decimals ?? min(Number.decimals(of: value), 1)
        while decimals < 6, value != line, Number.looksSame(value, line, decimals: decimals) { decimals += 1 }
        guard var keyResult else { return "\(value, decimals: decimals)\u{A0}%" }
        keyResult.decimals = decimals
        return keyResult.format(value)
    }

    /// The row of worse values: "40, 38, 35, 31 days".
    var list: Words {
        let values = row.map { Threshold.Facts.format($0, keyResult) }
        return values.dropFirst().reduce(values[values.startIndex]) { "\($0), \($1)" }
    }
}

extension Threshold {
    /// `below:35`, `behind:15`, `silent:14`: as the database and the export keep it.
    public var text: String {
        switch self {
        case .below(let line): "below:\(Number.text(line))"
        case .above(let line): "above:\(Number.text(line))"
        case .behind(let points): "behind:\(points)"
        case .worse(let times): "worse:\(times)"
        case .silent(let days): "silent:\(days)"
        }
    }

    /// Reads what `text` wrote; nil for anything else.
    public init?(_ text: String) {
        let sides = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2, let number = Double(sides[1]), number.isFinite else { return nil }
        switch (sides[0], Int(sides[1])) {
        case ("below", _): self = .below(number)
        case ("above", _): self = .above(number)
        case ("behind", let points?): self = .behind(points: points)
        case ("worse", let times?): self = .worse(times: times)
        case ("silent", let days?): self = .silent(days: days)
        default: return nil
        }
    }
}
