extension Forecast {
    /// So many points between data and people are worth a word.
    public static let disagreement = 30

    /// A sentence for the owner when data (a share) and people (their confidence, 0 to 100) differ by 30 points or more, as they are shown; nil
    /// otherwise. Both may be right: people know what is coming, numbers know what has been. So it asks, and takes no side.
    public static func disagreement(data: Double, people: Int) -> Words? {
        let gap = Int((data * 100).rounded()) - people
        guard abs(gap) >= disagreement else { return nil }
        let (said, shown) = (Double(people) / 100, data)
        return gap < 0
            ? "The check-in says \(percent: said) likely, the numbers so far say \(percent: shown). What is coming that they do not show yet?"
            : "The check-in says \(percent: said) likely, the numbers so far say \(percent: shown). What is there to heed that they do not show?"
    }
}
