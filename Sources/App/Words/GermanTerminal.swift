extension German {
    /// Today for programs, and what the client at the terminal says and asks.
    static let terminal: [String: String] = [
        // Today, for programs.
        "Something that waits for somebody.": "Etwas, das auf jemanden wartet.",
        "What waits: people to look together with, something a goal rests on that was contradicted, a check-in, a mention, a goal to be committed, an initiative or a milestone.":
            "Was wartet: Menschen, mit denen man gemeinsam hinsieht, eine widerlegte Annahme, ein Check-in, eine Erwähnung, ein Ziel, das zugesagt werden soll, eine Initiative oder ein Meilenstein.",
        "The title of the goal, the initiative or the milestone.": "Der Titel des Ziels, der Initiative oder des Meilensteins.",
        "When it is due; null for what has no date and waits since somebody asked.":
            "Wann es fällig ist; null für das, was kein Datum hat und wartet, seit jemand fragte.",
        "When it is due, in words.": "Wann es fällig ist, in Worten.",
        "What it will ask for, or where it comes from.": "Wonach es fragen wird oder woher es kommt.",
        "The path of the page on which it is done.": "Der Pfad der Seite, auf der man es erledigt.",
        "A committed goal of this person's, in short.": "Ein zugesagtes Ziel dieser Person, in Kürze.",
        "Why it stands so, in a few words; empty where the status says it all.":
            "Warum es so steht, in wenigen Worten; leer, wo der Status alles sagt.",
        "What waits for the token's person, how their goals stand, what is new to them.":
            "Was auf die Person des Tokens wartet, wie ihre Ziele stehen, was ihr neu ist.",
        "The workspace's date.": "Das Datum im Arbeitsbereich.",
        "How much waits, in a sentence.": "Wie viel wartet, in einem Satz.",
        "What waits, by date.": "Was wartet, nach Datum.",
        "The goals the person answers for: twelve by due date, those with a question first.":
            "Die Ziele, für die die Person zuständig ist: zwölf nach Termin, die mit einer Frage zuerst.",
        "What its owner is asked where confidence and numbers lie far apart; empty where they do not.":
            "Was gefragt wird, wo Zuversicht und Zahlen weit auseinanderliegen; leer, wo sie es nicht tun.",
        "When the next check-in on one of these is due.": "Wann der nächste Check-in zu einem davon fällig ist.",
        "When the person was last here, a week back for somebody new.":
            "Wann die Person zuletzt hier war, eine Woche zurück für jemand Neues.",
        "What others did since, the newest first, at most forty.": "Was andere seitdem taten, das Neueste zuerst, höchstens vierzig.",
        "Read what waits for you, how your goals stand, and what is new":
            "Lesen, was auf Sie wartet, wie Ihre Ziele stehen und was neu ist",
    ]
}
