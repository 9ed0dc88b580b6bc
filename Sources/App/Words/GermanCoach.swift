extension German {
    /// What the coach says of a wording, and its notes on a goal.
    static let coach: [String: String] = [
        "A change": "Eine Veränderung",
        "Work done": "Getane Arbeit",
        "Not sure": "Nicht sicher",
        "There are no words here yet.": "Hier stehen noch keine Worte.",
        "Nothing in it says clearly whether it is work or a change.":
            "Nichts darin sagt deutlich, ob es Arbeit ist oder eine Veränderung.",
        "“{}” says what will be done, not what changes by it.": "„{}“ sagt, was getan wird, nicht, was sich dadurch ändert.",
        "“{}” is something that will be there, not what anybody does with it.":
            "„{}“ ist etwas, das da sein wird, nicht, was jemand damit tut.",
        "“{}” counts what is made or held.": "„{}“ zählt, was gemacht oder abgehalten wird.",
        "“{}” says that work is finished.": "„{}“ sagt, dass Arbeit fertig ist.",
        "“{}” says what becomes possible, not what anybody does.": "„{}“ sagt, was möglich wird, nicht, was jemand tut.",
        "“{}” says what will be worked off.": "„{}“ sagt, was abgearbeitet wird.",
        "“{}” names a change.": "„{}“ nennt eine Veränderung.",
        "“{}” says how far a number moves.": "„{}“ sagt, wie weit sich eine Zahl bewegt.",
        "“{}” can be measured, before and after.": "„{}“ lässt sich messen, vorher und nachher.",
        "“{}” counts people.": "„{}“ zählt Menschen.",
        "“{}” says what people do.": "„{}“ sagt, was Menschen tun.",
        "“{}” says how it is for somebody.": "„{}“ sagt, wie es für jemanden ist.",
        "“{}” is a promise one can keep or break.": "„{}“ ist ein Versprechen, das man halten oder brechen kann.",
        "“{}” is a number one can check.": "„{}“ ist eine Zahl, die man prüfen kann.",
        "“{}” compares with today.": "„{}“ vergleicht mit heute.",
        "“{}” begins what the work is for.": "Mit „{}“ beginnt, wozu die Arbeit dient.",
        "“{}” is an effect in money.": "„{}“ ist eine Wirkung in Geld.",
        "“{}” says that something gets better, not what or for whom.": "„{}“ sagt, dass etwas besser wird, nicht was oder für wen.",

        "If this works, what will be different, and for whom?": "Wenn das gelingt: Was wird anders sein, und für wen?",
        "When {} are done, what will {} do differently?": "Wenn das getan ist ({}): Was tun {} dann anders?",
        "When {} is done, what will {} do differently?": "Wenn das getan ist ({}): Was tun {} dann anders?",
        "When “{}” is done, what will {} do differently?": "Wenn „{}“ geschafft ist: Was tun {} dann anders?",
        "When {} are done, who will notice, and what will they do differently?":
            "Wenn das getan ist ({}): Wer merkt es, und was tun sie dann anders?",
        "When {} is done, who will notice, and what will they do differently?":
            "Wenn das getan ist ({}): Wer merkt es, und was tun sie dann anders?",
        "When “{}” is done, who will notice, and what will they do differently?":
            "Wenn „{}“ geschafft ist: Wer merkt es, und was tun sie dann anders?",
        "Where does it stand today?": "Wo steht es heute?",
        "How would you count “{}”, and where does it stand today?": "Wie würden Sie „{}“ zählen, und wo steht es heute?",

        "It has no date.": "Es hat kein Datum.",
        "By when do you want to be there?": "Bis wann wollen Sie dort sein?",
        "This reads like another goal.": "Das liest sich wie ein anderes Ziel.",
        "This reads like “{}”.": "Das liest sich wie „{}“.",
        "Is it the same goal, or a part of it?": "Ist es dasselbe Ziel oder ein Teil davon?",
        "There are many key results.": "Es sind viele Schlüsselergebnisse.",
        "{} key results are more than people keep in mind.": "{} Schlüsselergebnisse sind mehr, als man im Kopf behält.",
        "Which of them would tell you enough?": "Welche davon würden Ihnen genug sagen?",
        "No key result moves early: all of them show the effect when it is over.":
            "Kein Schlüsselergebnis bewegt sich früh: Alle zeigen die Wirkung, wenn es vorbei ist.",
        "What would you see in the first weeks if you are on the right way?":
            "Was sähen Sie in den ersten Wochen, wenn Sie auf dem richtigen Weg sind?",
        "No key result confirms the effect in the end.": "Kein Schlüsselergebnis bestätigt am Ende die Wirkung.",
        "How will you know in the end that it was worth it?": "Woran sehen Sie am Ende, dass es sich gelohnt hat?",
        "All key results serve the same value.": "Alle Schlüsselergebnisse dienen demselben Wert.",
        "All of them serve the same: {}.": "Alle dienen demselben: {}.",
        "Who could be worse off if only this gets better?": "Wem könnte es schlechter gehen, wenn nur das besser wird?",
        "It does not say where it stands today.": "Es sagt nicht, wo es heute steht.",
        "What is the number now, and who knows it?": "Wie hoch ist die Zahl jetzt, und wer kennt sie?",
        "It does not say when it is reached.": "Es sagt nicht, wann es erreicht ist.",
        "Which number would make you say: we are there?": "Bei welcher Zahl würden Sie sagen: Wir sind da?",
        "It does not say where the number comes from.": "Es sagt nicht, woher die Zahl kommt.",
        "Where do you read it, and who can check it?": "Wo lesen Sie sie ab, und wer kann sie prüfen?",
        "It does not say which way is better.": "Es sagt nicht, welche Richtung besser ist.",
        "“{}” says what is measured, not where it should go.": "„{}“ sagt, was gemessen wird, nicht, wohin es gehen soll.",
        "Should it rise, fall, or stay within limits?": "Soll es steigen, fallen oder in Grenzen bleiben?",
        "The target is reached already.": "Der Zielwert ist schon erreicht.",
        "It stands at {} and the target is {}: nothing is left to do.": "Es steht bei {}, der Zielwert ist {}: Es bleibt nichts zu tun.",
        "What would be worth reaching from here?": "Was wäre von hier aus lohnend?",

        // Beside the form
        "The coach": "Der Coach",
        "The coach reads along": "Der Coach liest mit",
        "As you write, it says whether the words name a change or work to be done. It only asks; you decide.":
            "Während Sie schreiben, sagt er, ob die Worte eine Veränderung nennen oder Arbeit. Er fragt nur; Sie entscheiden.",
        "This names a change": "Das nennt eine Veränderung",
        "This is something we will do": "Das ist etwas, das wir tun",
        "Is it a change, or work?": "Ist es eine Veränderung oder Arbeit?",
        "{} more of this kind": "{} weitere dieser Art",

        // For programs
        "Whether a wording names a change or work done. It advises; nothing depends on it.":
            "Ob eine Formulierung eine Veränderung oder getane Arbeit nennt. Es ist ein Rat; nichts hängt davon ab.",
        "A change is an outcome, work done an output.": "Eine Veränderung ist ein outcome, getane Arbeit ein output.",
        "How clearly the words decide, 0 to 1; below a half it is unsure.":
            "Wie klar die Worte entscheiden, 0 bis 1; unter einem halben ist es unsicher.",
        "Why, quoting the words that decided.": "Warum, mit den Worten, die entschieden haben.",
        "The question that turns work into a change, or makes a change countable; null where there is none to ask.":
            "Die Frage, die aus Arbeit eine Veränderung oder eine Veränderung zählbar macht; null, wo keine zu stellen ist.",
        "The language it was read in.": "Die Sprache, in der gelesen wurde.",
        "Something of a goal or key result that is worth another look.":
            "Etwas an einem Ziel oder Schlüsselergebnis, das einen zweiten Blick wert ist.",
        "What kind of note it is.": "Welche Art Anmerkung es ist.",
        "The field it is about.": "Das Feld, um das es geht.",
        "The key result it is about; null for the goal itself.": "Das Schlüsselergebnis, um das es geht; null für das Ziel selbst.",
        "The goal it reads like.": "Das Ziel, dem es ähnlich klingt.",
        "What is lacking, in words for people.": "Was fehlt, in Worten für Menschen.",
        "What the coach says of a goal and its key results.": "Was der Coach zu einem Ziel und seinen Schlüsselergebnissen sagt.",
        "How its title reads.": "Wie sein Titel klingt.",
        "What is worth another look, the goal's own notes first.":
            "Was einen zweiten Blick wert ist, zuerst die Anmerkungen zum Ziel selbst.",
        "Ask the coach whether a wording names a change or work done":
            "Den Coach fragen, ob eine Formulierung eine Veränderung oder getane Arbeit nennt",
        "How the goal or key result is worded.": "Wie das Ziel oder Schlüsselergebnis formuliert ist.",
        "The language it is written in. Without it, it is found out.":
            "Die Sprache, in der es geschrieben ist. Ohne sie wird sie herausgefunden.",
        "Ask the coach what a goal and its key results lack": "Den Coach fragen, was einem Ziel und seinen Schlüsselergebnissen fehlt",
    ]
}
