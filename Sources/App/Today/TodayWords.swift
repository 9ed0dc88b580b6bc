import Domain

/// What Today says of what waits, alike on the page and to programs.
extension Tongue {
    /// "Six things wait for you, two of them today."
    func lede(_ view: TodayView, today: Day) -> Words {
        let count = view.waiting.count
        let soon = view.waiting.count { ($0.due ?? today) <= today }
        let many = self.count(count)
        switch (count, soon) {
        case (0, _): return "Nothing waits for you."
        case (1, 1): return "One thing waits for you, today."
        case (1, _): return "One thing waits for you."
        case (_, 0): return "\(many) things wait for you, none of them today."
        case (_, count): return "\(many) things wait for you, all of them today."
        case (_, 1): return "\(many) things wait for you, one of them today."
        default: return "\(many) things wait for you, \(self.count(soon, capital: false)) of them today."
        }
    }

    /// "Check-in due tomorrow"; what has no date is waiting.
    func due(_ task: Waiting, today: Day) -> Words {
        guard let due = task.due else { return "Waiting" }
        let words = relative(due, today: today)
        switch task.kind {
        case .jointAction: return "Joint action due \(words)"
        case .checkIn: return "Check-in due \(words)"
        case .initiative: return "Initiative due \(words)"
        default: return "Milestone \(words)"
        }
    }

    /// "Six", "Sechs": numbers up to twelve as words, because a sentence begins with them.
    func count(_ number: Int, capital: Bool = true) -> String {
        let words = language == .en ? englishNumbers : germanNumbers
        guard words.indices.contains(number) else { return self.number(number) }
        return capital ? words[number].capitalized : words[number]
    }
}

private let englishNumbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
private let germanNumbers = ["keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
