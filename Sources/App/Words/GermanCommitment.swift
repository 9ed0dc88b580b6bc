extension German {
    /// What a goal must have before it is committed, and what is shown large.
    static let commitment: [String: String] = [
        "A team shows at most {} key results large, and this would make {}. Some of them have to step back first.":
            "Ein Team zeigt höchstens {} Schlüsselergebnisse groß, und so wären es {}. Einige müssen zuerst zurücktreten.",
        "Commitment": "Zusage",
        "What a goal must have before people promise it.": "Was ein Ziel haben muss, bevor jemand es zusagt.",
        "Each number has a baseline and a target": "Jede Zahl hat einen Ausgangswert und einen Zielwert",
        "Without it, the coach only points at what is missing.": "Ohne das weist der Coach nur auf das Fehlende hin.",
        "A team shows at most {}.": "Ein Team zeigt höchstens {}.",
        "A range needs a lower end.": "Ein Bereich braucht ein unteres Ende.",
        "Here every number of a committed goal has a baseline and a target. Write where it stands today and when it is reached.":
            "Hier hat jede Zahl eines zugesagten Ziels einen Ausgangswert und einen Zielwert. Schreiben Sie, wo sie heute steht und wann sie erreicht ist.",
        "Numbers before commitment": "Zahlen vor der Zusage",
        "Here a goal needs a key result before it is committed: a number with a baseline and a target.":
            "Hier braucht ein Ziel vor der Zusage ein Schlüsselergebnis: eine Zahl mit Ausgangswert und Zielwert.",
        "Here a goal is committed only when each number has a baseline and a target. “{}” lacks one.":
            "Hier wird ein Ziel erst zugesagt, wenn jede Zahl einen Ausgangswert und einen Zielwert hat. „{}“ fehlt etwas.",
        "Here a goal is committed only when each number has a baseline and a target. {} lack one, “{}” first.":
            "Hier wird ein Ziel erst zugesagt, wenn jede Zahl einen Ausgangswert und einen Zielwert hat. {} fehlt etwas, zuerst „{}“.",
        "The team shows {} large already. One of them has to step back first.":
            "Das Team zeigt schon {} groß. Eines davon muss zuerst zurücktreten.",
        "The team shows {} large already: {}. One of them has to step back first.":
            "Das Team zeigt schon {} groß: {}. Eines davon muss zuerst zurücktreten.",
        "Whether a goal is committed only when each of its numbers has a baseline and a target.":
            "Ob ein Ziel erst zugesagt wird, wenn jede seiner Zahlen einen Ausgangswert und einen Zielwert hat.",
    ]
}
