/// Reads how a goal or key result is worded, and says in words people can check whether it names a change or work done. It advises, and
/// never blocks.
///
/// It knows no model and no network: `coachWords` holds its words, `CoachRules` its rules. Each rule that applies points at words and gives
/// points for a change or for work; the sum decides, and where it is small the coach says so.
public enum Coach {
    public enum Language: String, Sendable, CaseIterable {
        case en, de
    }

    public enum Label: String, Sendable, CaseIterable {
        /// It names a change, for people or in how things run.
        case outcome
        /// It names work done.
        case output
        case unsure

        public var word: Words {
            switch self {
            case .outcome: "A change"
            case .output: "Work done"
            case .unsure: "Not sure"
            }
        }
    }

    /// What the coach makes of one statement.
    public struct Reading: Sendable, Hashable {
        public var label: Label
        /// From 0 to 1: how clearly the words decide. Below a half it is unsure.
        public var certainty: Double
        /// One or two sentences that quote the words that decided.
        public var because: Words
        /// Where the words that decided stand in the statement, the strongest first.
        public var decided: [Range<String.Index>]
        /// The question that turns work into a change, or makes a change countable, in their own words; nil where there is none to ask.
        public var question: Words?
        /// The language the statement was read in. The question quotes it, so it reads best in this language.
        public var language: Language
    }

    /// Reads a statement: the title of a goal, or how a key result is worded. Its language is found out where none is given.
    public static func read(_ statement: String, in language: Language? = nil) -> Reading {
        let sentence = CoachSentence(statement, language)
        let (clues, work) = CoachRules.look(at: sentence)
        let sum = clues.reduce(0) { $0 + $1.points }
        let label: Label = abs(sum) < leastPoints ? .unsure : sum > 0 ? .outcome : .output
        let reasons = reasons(clues, for: label)
        return Reading(
            label: label, certainty: (abs(sum) / (abs(sum) + leastPoints)).inHundredths,
            because: because(reasons, in: sentence), decided: reasons.map(\.range),
            question: CoachQuestion(sentence, work: work, reasons).words(for: label), language: sentence.language)
    }

    /// So many points for one side it takes to decide.
    private static let leastPoints = 2.0

    /// The two strongest clues of the side that won; of each side one where none did.
    private static func reasons(_ clues: [CoachClue], for label: Label) -> [CoachClue] {
        let sorted = clues.sorted { abs($0.points) > abs($1.points) }
        let (work, change) = (sorted.filter { $0.points < 0 }, sorted.filter { $0.points > 0 })
        switch label {
        case .outcome: return different(change)
        case .output: return different(work)
        case .unsure: return [work.first, change.first].compactMap { $0 }
        }
    }

    private static func different(_ clues: [CoachClue]) -> [CoachClue] {
        guard let first = clues.first else { return [] }
        return [first] + [clues.first { !$0.range.overlaps(first.range) }].compactMap { $0 }
    }

    private static func because(_ reasons: [CoachClue], in sentence: CoachSentence) -> Words {
        let said = reasons.map { $0.kind.says(sentence.string($0.range)) }
        switch said.count {
        case 0 where sentence.words.isEmpty: return "There are no words here yet."
        case 0: return "Nothing in it says clearly whether it is work or a change."
        case 1: return said[0]
        default: return "\(said[0]) \(said[1])"
        }
    }
}

extension Double {
    fileprivate var inHundredths: Double { (self * 100).rounded() / 100 }
}
