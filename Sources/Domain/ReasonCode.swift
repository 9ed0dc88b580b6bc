extension Standing {
    /// The name of a reason that stays the same in every language and release, for programs.
    public static func code(of reason: Words) -> String { codes[reason.key] ?? "other" }

    /// Every code there is, in the order of the alphabet.
    public static let reasonCodes = Set(codes.values).sorted()
}

private let codes: [String: String] = [
    "It is a draft; nobody has committed to it yet.": "draft",
    "It is proposed; nobody has committed to it yet.": "proposed",
    "Its goal is not committed yet.": "goal-not-committed",
    "It starts on {}.": "not-begun",
    "Reached: {} of the way.": "reached",
    "Reached: {} of {}.": "reached",
    "Reached: it is in the target zone.": "reached",
    "Reached, and beyond: it is in the stretch zone.": "beyond-target",
    "It is done.": "reached",
    "Not done yet; it is due on {}.": "not-due-yet",
    "It was due on {}, and nothing was reported.": "due-passed",
    "It was due on {}, and is {} of the way.": "due-passed",
    "Closed as {}, {} of the way.": "closed",
    "Closed as {}.": "closed",
    "No check-in yet, {} after it began; the rhythm is {}.": "no-check-in",
    "No check-in for {}; the rhythm is {}.": "no-check-in",
    "{} of the way; there is no plan to compare it with.": "no-plan",
    "Nothing reported yet, and there is no plan to compare it with.": "no-plan",
    "It has no baseline or no target, so nothing can be expected.": "no-plan",
    "It has no limit to keep, so nothing can be expected.": "no-plan",
    "Nothing here can be measured yet: add a key result or a child goal.": "nothing-measured",
    "Nothing reported yet; {} expected by today.": "nothing-reported",
    "Nothing reported yet; it should be {}.": "nothing-reported",
    "On plan: {} of the way, {} expected by today.": "on-plan",
    "1 point behind plan: {} of the way, {} expected by today.": "behind-plan",
    "{} points behind plan: {} of the way, {} expected by today.": "behind-plan",
    "1 point ahead of plan: {} of the way, {} expected by today.": "ahead-of-plan",
    "{} points ahead of plan: {} of the way, {} expected by today.": "ahead-of-plan",
    "{} is where it should be: {}.": "kept",
    "{} too low: it should be {}.": "too-low",
    "{} too high: it should be {}.": "too-high",
    "{} is below the baseline of {}.": "wrong-side",
    "{} is above the baseline of {}.": "wrong-side",
    "Its child goal “{}” is {}.": "worst-child",
    "One of its child goals is {}.": "worst-child",
    "The owner says {}: “{}”": "owner-says",
]
