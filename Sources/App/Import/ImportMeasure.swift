import Domain

/// How a key result is measured, from what a row says and what was reported on it.
///
/// With a target it is a number, counted from the baseline (or from 0 where there is none). Without a target but with a score or reports between
/// 0 and 1 it is the way from 0 to 1, so that a score of 0.7 is 70 % of the way. Without any number it is done or not done.
struct ImportMeasure: Sendable {
    var kind = KeyResult.Kind.done
    var direction = KeyResult.Direction.increase
    var unit = ""
    var decimals = 0
    var baseline: Double?
    var target: Double?
    /// Where it stands, without a report that says so.
    var value: Double?
    var remarks: [Words] = []

    /// - reports: the values of its check-ins, oldest first, as they stand there.
    init(_ source: GoalSource, reports: [String], takesScore: Bool = true) throws(AppError) {
        unit = String(source.unit.unicodeScalars.prefix(Limit.unit))
        if doneWords.contains(fold(source.target)) {
            takeDone(source)
            return
        }
        let target = try number(source.target, "target", source.language)
        let baseline = try number(source.baseline, "baseline", source.language)
        let reported = reports.compactMap { try? Number.read(bare($0), language: source.language, unit: unit) }
        let current = target == nil ? nil : try number(source.current, "current", source.language)
        let score = takesScore ? score(source) : nil
        if let target {
            takeTarget(target, baseline, known: reported.first ?? current)
            value = current
        } else if let score {
            takeShare(score)
        } else if !reported.isEmpty {
            guess(from: reported, count: reports.count)
        } else {
            takeDone(source)
        }
        let shown = [self.baseline, self.target, value].compactMap { $0 } + reported
        if kind == .number { decimals = max(decimals, shown.map { Number.decimals(of: $0) }.max() ?? 0) }
    }

    private mutating func takeTarget(_ target: Double, _ baseline: Double?, known: Double?) {
        kind = .number
        self.target = target
        if let baseline {
            self.baseline = baseline
            direction = baseline < target ? .increase : baseline > target ? .decrease : .keepAbove
            if baseline == target { remarks.append("Baseline and target are the same, so it is a number to keep.") }
        } else if let known, known > target {
            self.baseline = known
            direction = .decrease
            remarks.append("It has no baseline; its first known value, \(known, decimals: Number.decimals(of: known)), is taken.")
        } else if target == 0 {
            direction = .keepBelow
        } else {
            self.baseline = 0
            direction = target > 0 ? .increase : .decrease
            remarks.append("It has no baseline and is counted from 0.")
        }
    }

    private mutating func takeShare(_ share: Double?) {
        (kind, direction, unit, decimals, baseline, target) = (.number, .increase, "", 1, 0, 1)
        value = share
    }

    private mutating func guess(from reported: [Double], count: Int) {
        if reported.allSatisfy({ $0 == 0 || $0 == 1 }) {
            kind = .done
        } else if reported.allSatisfy({ (0...1).contains($0) }) {
            takeShare(nil)
        } else if reported.allSatisfy({ (0...100).contains($0) }) {
            takeShare(nil)
            (unit, decimals, target) = ("%", 0, 100)
            remarks.append("It has no target; its reports lie between 0 and 100, so they are taken as per cent.")
        } else {
            remarks.append("It has no target, so what was reported on it cannot be compared with anything.")
        }
    }

    private mutating func takeDone(_ source: GoalSource) {
        (kind, unit) = (.done, "")
        if doneWords.contains(fold(source.status)) || doneWords.contains(fold(source.current)) || source.current == "1" { value = 1 }
        if !source.current.isEmpty, value == nil, source.current != "0" {
            remarks.append("It stands at “\(String(source.current.prefix(60)))”, but has no target to compare that with.")
        }
    }

    /// A score between 0 and 1, or in per cent; another scale is kept as text only.
    private mutating func score(_ source: GoalSource) -> Double? {
        guard !source.score.isEmpty else { return nil }
        let isPercent = source.score.hasSuffix("%")
        guard let number = try? Number.read(source.score, language: source.language) else { return nil }
        let share = isPercent ? number / 100 : number
        guard (0...1).contains(share) else {
            remarks.append("The scale of the score “\(String(source.score.prefix(60)))” is not known; it is kept beside ours.")
            return nil
        }
        return share
    }

    private mutating func number(_ text: String, _ field: String, _ language: String) throws(AppError) -> Double? {
        guard !text.isEmpty else { return nil }
        if unit.isEmpty { unit = text.last == "%" ? "%" : text.first { currencies.contains($0) }.map { String($0) } ?? "" }
        do throws(Number.Problem) {
            return try Number.read(bare(text), language: language, unit: unit)
        } catch {
            throw .invalid(field, error.words)
        }
    }
}

/// A number without a currency's sign before or behind it.
func bare(_ text: String) -> String {
    guard text.contains(where: { currencies.contains($0) }) else { return text }
    return text.filter { !currencies.contains($0) }.withoutSpacesAround
}

private let currencies: Set<Character> = ["$", "€", "£", "¥"]

/// Words of other tools for what is finished.
private let doneWords: Set<String> = [
    "done", "yes", "true", "completed", "complete", "finished", "achieved", "reached", "met", "closed", "erledigt", "fertig", "erreicht",
    "abgeschlossen", "ja",
]
