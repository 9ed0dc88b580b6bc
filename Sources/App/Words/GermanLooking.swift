/// Looking together: what moves together, reviews, screens on a wall.
extension German {
    static let looking: [String: String] = [
        "A leading key result moves together with lagging ones, and “{}” is none.":
            "Ein Frühindikator bewegt sich mit Spätindikatoren zusammen, und „{}“ ist keiner.",
        "A lagging key result moves together with leading ones, and “{}” is none.":
            "Ein Spätindikator bewegt sich mit Frühindikatoren zusammen, und „{}“ ist keiner.",
        "A leading number and the lagging ones that should follow it. Where one goes and the other does not, the goal says so.":
            "Ein Frühindikator und die Spätindikatoren, die ihm folgen sollen. Wo der eine geht und der andere nicht, sagt es das Ziel.",
        "Choose from the list.": "Wählen Sie aus der Liste.",
        "It moves together with other key results of its goal only.":
            "Es bewegt sich nur mit anderen Schlüsselergebnissen seines Ziels zusammen.",
        "Key results of the goal: of a leading one lagging ones, of a lagging one leading ones.":
            "Schlüsselergebnisse des Ziels: zu einem Frühindikator Spätindikatoren, zu einem Spätindikator Frühindikatoren.",
        "Key results of the goal: of a leading one those that should follow it, of a lagging one those it follows.":
            "Schlüsselergebnisse des Ziels: zu einem Frühindikator die, die ihm folgen sollen, zu einem Spätindikator die, denen er folgt.",
        "Moves together with": "Bewegt sich zusammen mit",
        "Say first whether it is leading or lagging.": "Sagen Sie erst, ob es ein Früh- oder ein Spätindikator ist.",
        "This moves although “{}” does not. What else moves it?": "Dies bewegt sich, obwohl „{}“ es nicht tut. Was bewegt es sonst?",
        "follows {}": "folgt {}",
        "leads to {}": "führt zu {}",
        "“{}” moves, and this does not follow yet. Does the one still lead to the other?":
            "„{}“ bewegt sich, und dies folgt noch nicht. Führt das eine noch zum anderen?",
    ]
}
