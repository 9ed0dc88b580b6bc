extension German {
    /// What programs read when they follow what happens.
    static let events: [String: String] = [
        "Asked for a stream, it stays open and tells of each as it happens. After a line that broke, Last-Event-ID goes on where it stood. One token may hold only so many open.":
            "Als Strom abgefragt, bleibt die Antwort offen und nennt jedes, während es geschieht. Nach einer abgebrochenen Leitung geht Last-Event-ID dort weiter. Ein Token darf nur eine bestimmte Zahl davon offen halten.",
        "For a stream that was cut off: the id of the last event that arrived. Wins over “after”.":
            "Für einen abgebrochenen Strom: die Kennung des letzten Ereignisses, das ankam. Geht vor „after“.",
        "Its id, and the cursor behind it.": "Seine Kennung und die Marke dahinter.",
        "List what happened in the order in which it was saved, or follow it as it happens":
            "Auflisten, was geschah, in der Reihenfolge des Speicherns, oder ihm folgen, während es geschieht",
        "One field that changed, as it is kept: dates, numbers and ids.":
            "Ein geändertes Feld, wie es gespeichert ist: Daten, Zahlen und Kennungen.",
        "Something that happened. It stays as it was.": "Etwas, das geschah. Es bleibt, wie es war.",
        "The fields that changed.": "Die geänderten Felder.",
        "The goal it is about; null where it is about the workspace, its people, teams or cycles.":
            "Das Ziel, um das es geht; null, wo es um den Arbeitsbereich, seine Personen, Teams oder Zyklen geht.",
        "The name of who did it, as it is now.": "Der Name dessen, der es tat, wie er jetzt ist.",
        "The title of the goal, as it is now.": "Der Titel des Ziels, wie er jetzt ist.",
        "This is no event of this workspace. Give the id of one that was read here, or 0 to begin with the first that is kept.":
            "Das ist kein Ereignis dieses Arbeitsbereichs. Geben Sie die Kennung eines hier gelesenen an, oder 0, um mit dem ersten zu beginnen.",
        "This token holds {} streams open, and may not hold more. Close one of them first.":
            "Dieser Token hält {} Ströme offen, und mehr darf er nicht. Schließen Sie zuerst einen davon.",
        "Those of this goal.": "Die zu diesem Ziel.",
        "Those of this kind.": "Die dieser Art.",
        "What happened, in the reader's language.": "Was geschah, in der Sprache des Lesers.",
        "What it is about besides: a key result, a check-in, a comment, a person, whatever the kind says.":
            "Worum es außerdem geht: ein Schlüsselergebnis, ein Check-in, ein Kommentar, eine Person, was immer die Art sagt.",
        "What it is now; empty for nothing.": "Was es jetzt ist; leer für nichts.",
        "What it was before; empty for nothing.": "Was es vorher war; leer für nichts.",
        "What kind of thing happened.": "Welche Art von Ereignis es ist.",
        "When it happened; what was imported happened earlier than it was saved.":
            "Wann es geschah; was importiert wurde, geschah früher, als es gespeichert wurde.",
        "Which field.": "Welches Feld.",
        "Who did it; null where Cairn did.": "Wer es tat; null, wo Cairn es tat.",
        "Why, as people said; empty where nobody had to.": "Warum, wie Menschen es sagten; leer, wo niemand es musste.",
    ]
}
