extension German {
    /// What numbers foretell, and what is made of them when a goal is watched and closed.
    static let domainForecast: [String: String] = [
        "From how many days with reports it was made; the last 60 at most.":
            "Aus wie vielen Tagen mit Check-ins sie entstand; höchstens den letzten 60.",
        "How it was made and what it says, a sentence each.": "Wie sie entstand und was sie sagt, je ein Satz.",
        "How likely the target is, 0.01 to 0.99; null without a target.":
            "Wie wahrscheinlich das Ziel ist, 0,01 bis 0,99; ohne Zielwert null.",
        "Read where the numbers of a committed goal point: those with reports on four days that are not due yet":
            "Lesen, wohin die Zahlen eines zugesagten Ziels weisen: die mit Check-ins an vier Tagen, die noch nicht fällig sind",
        "The day it is about.": "Der Tag, um den es geht.",
        "The lower end of the range that holds the end eight times in ten.":
            "Das untere Ende des Bereichs, in dem es acht von zehn Mal endet.",
        "The upper end of that range.": "Das obere Ende dieses Bereichs.",
        "Where a key result ends by its due date if it goes on as reported.":
            "Wo ein Schlüsselergebnis am Stichtag endet, wenn es so weitergeht wie gemeldet.",
        "Where the trend ends.": "Wo der Trend endet.",
        "forecast": "Vorhersage",
        "threshold": "Schwelle",
        "where the trend of check-ins ends, 8 times in 10": "wo der Trend der Check-ins endet, 8 von 10 Mal",
        "{} likely": "{} wahrscheinlich",
        "{} threshold": "{} Schwelle",
        """
        From {} check-ins: the middle of all their trends, and how far reports lay from it; \
        eight times in ten it ends at about {}.
        """: """
        Aus {} Check-ins: die Mitte aller ihrer Trends, und wie weit die Berichte davon entfernt lagen; \
        in acht von zehn Fällen endet es bei etwa {}.
        """,
        """
        From {} check-ins: the middle of all their trends, and how far reports lay from it; \
        eight times in ten it ends between {} and {}.
        """: """
        Aus {} Check-ins: die Mitte aller ihrer Trends, und wie weit die Berichte davon entfernt lagen; \
        in acht von zehn Fällen endet es zwischen {} und {}.
        """,
        "If it goes on like this, the target ({}) is {} likely on {}.":
            "Geht es so weiter, ist der Zielwert ({1}) am {3} zu {2} wahrscheinlich erreicht.",

        "The check-in says {} likely, the numbers so far say {}. What is coming that they do not show yet?":
            "Der Check-in sagt: zu {} wahrscheinlich; die Zahlen bisher sagen: zu {}. Was kommt noch, das sie nicht zeigen?",
        "The check-in says {} likely, the numbers so far say {}. What is there to heed that they do not show?":
            "Der Check-in sagt: zu {} wahrscheinlich; die Zahlen bisher sagen: zu {}. Was ist zu beachten, das sie nicht zeigen?",

        "From {} forecasts: score {}, where 0 is perfect and 0.25 a coin.":
            "Aus {} Vorhersagen: Wertung {}; 0 ist vollkommen, 0,25 eine Münze.",
        "{} What was said to be {} to {} % likely came true {} of the time ({} forecasts).":
            "{1} Was zu {2} bis {3} % wahrscheinlich sein sollte, traf zu {4} ein ({5} Vorhersagen).",

        "Since it was committed: {}.": "Seit der Zusage: {}.",
        "one key result added": "ein Schlüsselergebnis hinzugefügt",
        "{} key results added": "{} Schlüsselergebnisse hinzugefügt",
        "one key result removed": "ein Schlüsselergebnis entfernt",
        "{} key results removed": "{} Schlüsselergebnisse entfernt",
        "owner changed {}": "Zuständigkeit {} gewechselt",
        "owner of a key result changed {}": "Zuständigkeit für ein Schlüsselergebnis {} gewechselt",
        "reworded {}": "{} umformuliert",
        "key result reworded {}": "Schlüsselergebnis {} umformuliert",
        "reason why reworded {}": "Begründung {} umformuliert",
        "description of a zone changed {}": "Beschreibung einer Zone {} geändert",
        "source changed {}": "Quelle {} geändert",
        "intermediate targets changed {}": "Zwischenziele {} geändert",
        "way of measuring changed {}": "Messweise {} geändert",
        "{} set to {}": "{} auf {} gesetzt",
        "{} of {} taken away": "{} von {} weggenommen",
        "{} changed {}, and {} again": "{} {} geändert, jetzt wieder {}",
        "{} {} {}, from {} to {}": "{1} {3} {2}, von {4} auf {5}",
        "target": "Zielwert",
        "upper end": "Obergrenze",
        "baseline": "Ausgangswert",
        "raised": "erhöht",
        "lowered": "gesenkt",
        "changed": "geändert",
        "due date": "Termin",
        "start": "Beginn",
        "{} changed {}": "{} {} geändert",
        "{} moved {}, and {} again": "{} {} verschoben, jetzt wieder {}",
        "{} {} later": "{} {} später",
        "{} {} earlier": "{} {} früher",
        "one day": "einen Tag",
        "one week": "eine Woche",
        "{} weeks": "{} Wochen",
        "once": "einmal",
        "twice": "zweimal",
        "{} times": "{}-mal",

        "A grade lies between 0.0 and 1.0.": "Eine Note liegt zwischen 0,0 und 1,0.",
        "Say why the grade differs from the numbers. It stays readable beside the goal.":
            "Sagen Sie, warum die Note von den Zahlen abweicht. Das bleibt beim Ziel lesbar.",
        "{} of the way, set by hand.": "{} des Weges, von Hand gesetzt.",
        "{} of the way, from its child goals.": "{} des Weges, aus den Unterzielen.",
        "{} of the way; its key result is met.": "{} des Weges; das Schlüsselergebnis ist erreicht.",
        "{} of the way; its key result is not met.": "{} des Weges; das Schlüsselergebnis ist nicht erreicht.",
        "{} of the way; {} of {} key results are met.": "{} des Weges; {} von {} Schlüsselergebnissen sind erreicht.",

        "below {}": "unter {}",
        "above {}": "über {}",
        "1 point behind plan": "1 Punkt hinter dem Plan",
        "{} points behind plan": "{} Punkte hinter dem Plan",
        "worse twice in a row": "zweimal nacheinander schlechter",
        "worse {} times in a row": "{}-mal nacheinander schlechter",
        "no check-in for a day": "seit einem Tag kein Check-in",
        "no check-in for {} days": "seit {} Tagen kein Check-in",
        "Only a number can be above or below something.": "Nur eine Zahl kann über oder unter etwas liegen.",
        "It can be 1 to 100 points behind.": "Es kann 1 bis 100 Punkte zurückliegen.",
        "A row has 2 to 10 check-ins.": "Eine Folge hat 2 bis 10 Check-ins.",
        "Silence lasts 1 to 366 days.": "Stille dauert 1 bis 366 Tage.",
        "{} Agreed as the point to look at it together: {}.": "{} Vereinbart war, gemeinsam hinzusehen bei: {}.",
        "There is a check-in again.": "Es gibt wieder einen Check-in.",
        "{} It is clearly back.": "{} Es ist deutlich wieder im Rahmen.",
        "It stands at {}.": "Es steht bei {}.",
        "The last values are {}.": "Die letzten Werte sind {}.",
        "The last check-in was a day ago.": "Der letzte Check-in war vor einem Tag.",
        "There was no check-in for {} days.": "Seit {} Tagen gab es keinen Check-in.",
        "It is not behind plan.": "Es liegt nicht hinter dem Plan.",
        "It is 1 point behind plan.": "Es liegt 1 Punkt hinter dem Plan.",
        "It is {} points behind plan.": "Es liegt {} Punkte hinter dem Plan.",
    ]
}
