/// One reason for or against: points above 0 speak for a change, below 0 for work.
struct CoachClue {
    enum Kind {
        case work, settled, thing, counted, done, possible
        case change, vague, moved, measure, people, acting, state, limit, amount, money, compared, purpose

        /// What the coach says of the words it points at.
        func says(_ words: String) -> Words {
            switch self {
            case .work: "“\(words)” says what will be done, not what changes by it."
            case .thing: "“\(words)” is something that will be there, not what anybody does with it."
            case .counted: "“\(words)” counts what is made or held."
            case .done: "“\(words)” says that work is finished."
            case .possible: "“\(words)” says what becomes possible, not what anybody does."
            case .settled: "“\(words)” says what will be worked off."
            case .change: "“\(words)” names a change."
            case .moved: "“\(words)” says how far a number moves."
            case .measure: "“\(words)” can be measured, before and after."
            case .people: "“\(words)” counts people."
            case .acting: "“\(words)” says what people do."
            case .state: "“\(words)” says how it is for somebody."
            case .limit: "“\(words)” is a promise one can keep or break."
            case .amount: "“\(words)” is a number one can check."
            case .compared: "“\(words)” compares with today."
            case .purpose: "“\(words)” begins what the work is for."
            case .money: "“\(words)” is an effect in money."
            case .vague: "“\(words)” says that something gets better, not what or for whom."
            }
        }
    }

    var kind: Kind
    var points: Double
    var range: Range<String.Index>
}
