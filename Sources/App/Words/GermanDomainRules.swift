extension German {
    /// Why something cannot be, and who could do it.
    static let domainRules: [String: String] = [
        "Write the name people know you by.": "Schreiben Sie den Namen, unter dem man Sie kennt.",
        "A password has at least {} characters; twelve are better.": "Ein Passwort hat mindestens {} Zeichen; zwölf sind besser.",
        "A password has at most {} characters.": "Ein Passwort hat höchstens {} Zeichen.",
        "Too many people use this password. Three or four words that do not belong together are good.":
            "Dieses Passwort benutzen zu viele. Gut sind drei oder vier Wörter, die nicht zusammengehören.",
        "This is your name or address. Choose something nobody would try.":
            "Das ist Ihr Name oder Ihre Adresse. Wählen Sie etwas, das niemand versuchen würde.",
        "This does not look like an e-mail address.": "Das sieht nicht nach einer E-Mail-Adresse aus.",
        "This time zone is not known here.": "Diese Zeitzone ist hier nicht bekannt.",
        "Choose one of the languages.": "Wählen Sie eine der Sprachen.",

        "There is nothing to save yet: report a value, say how likely it is, or write a sentence.":
            "Noch ist nichts zu speichern: Berichten Sie einen Wert, sagen Sie, wie wahrscheinlich es ist, oder schreiben Sie etwas.",
        "Confidence lies between 0 and 100 %.": "Die Zuversicht liegt zwischen 0 und 100 %.",
        "This form is broken. Open it again.": "Dieses Formular ist beschädigt. Öffnen Sie es noch einmal.",
        "This key result is not part of the goal any more.": "Dieses Schlüsselergebnis gehört nicht mehr zum Ziel.",
        "The progress of this goal is computed, not set by hand.":
            "Der Fortschritt dieses Ziels wird berechnet, nicht von Hand gesetzt.",
        "Progress lies between 0 and 100 %.": "Der Fortschritt liegt zwischen 0 und 100 %.",
        "Write something first.": "Schreiben Sie erst etwas.",
        "This comment was removed.": "Dieser Kommentar wurde entfernt.",
        "A comment is changed by the one who wrote it. You can answer it.":
            "Einen Kommentar ändert, wer ihn geschrieben hat. Sie können antworten.",
        "A comment is removed by the one who wrote it, or by an admin.":
            "Einen Kommentar entfernt, wer ihn geschrieben hat, oder ein Admin.",

        "A cycle needs a name, such as “Autumn 2026”.": "Ein Zyklus braucht einen Namen, etwa „Herbst 2026“.",
        "It ends before it begins.": "Das Ende liegt vor dem Beginn.",
        "A cycle lasts at most {} years.": "Ein Zyklus dauert höchstens {} Jahre.",
        "Cycles are made by team leads and admins. Ask one of them.": "Zyklen legen Teamleitungen und Admins an. Fragen Sie dort nach.",
        "This cycle is closed. An admin can reopen it.": "Dieser Zyklus ist abgeschlossen. Ein Admin kann ihn wieder öffnen.",
        "Cycles are changed by team leads and admins. Ask one of them.": "Zyklen ändern Teamleitungen und Admins. Fragen Sie dort nach.",
        "A cycle moves one step at a time: drafting, active, closing, closed.":
            "Ein Zyklus geht Schritt für Schritt weiter: im Entwurf, aktiv, im Abschluss, abgeschlossen.",
        "A closed cycle is reopened by an admin. Ask one of them.":
            "Einen abgeschlossenen Zyklus öffnet ein Admin wieder. Fragen Sie dort nach.",
        "Cycles are moved on by team leads and admins. Ask one of them.":
            "Zyklen stellen Teamleitungen und Admins weiter. Fragen Sie dort nach.",

        "A goal needs a title: what is different when it is reached?":
            "Ein Ziel braucht einen Titel: Was ist anders, wenn es erreicht ist?",
        "Choose the team that sees it.": "Wählen Sie das Team, das es sieht.",
        "At most {} people can be named.": "Höchstens {} Personen können genannt werden.",
        "A goal lasts at most {} years.": "Ein Ziel dauert höchstens {} Jahre.",
        "Check-ins can be between 1 and 366 days apart.": "Zwischen Check-ins können 1 bis 366 Tage liegen.",
        "A goal can serve at most {} others.": "Ein Ziel kann höchstens {} anderen dienen.",
        "The same goal is named twice.": "Dasselbe Ziel ist zweimal genannt.",
        "A weight lies between 0 and 100 %.": "Ein Gewicht liegt zwischen 0 und 100 %.",
        "Your access has ended. Ask an admin.": "Ihr Zugang ist beendet. Fragen Sie einen Admin.",
        "A draft is changed by its owner, its maker, its team and admins. Ask one of them, or write a comment.":
            "Einen Entwurf ändern, wer zuständig ist oder ihn angelegt hat, das Team und Admins. Fragen Sie dort, oder kommentieren Sie.",
        "A proposed goal is changed by its owner, its maker, the lead of its team and admins. Ask one of them, or write a comment.": """
        Ein vorgeschlagenes Ziel ändern, wer zuständig ist oder es angelegt hat, die Leitung des Teams und Admins. \
        Fragen Sie dort oder schreiben Sie einen Kommentar.
        """,
        "This goal is committed. Its owner, the lead of its team and admins can change it, with a reason. Ask one of them.":
            "Dieses Ziel ist zugesagt. Wer zuständig ist, die Leitung des Teams und Admins können es ändern, mit Grund. Fragen Sie dort.",
        "This goal is closed. Its owner, the lead of its team and admins can reopen it.":
            "Dieses Ziel ist abgeschlossen. Wer zuständig ist, die Leitung des Teams und Admins können es wieder öffnen.",
        "A goal is committed by its owner, the lead of its team or an admin. Ask one of them.":
            "Zusagen kann ein Ziel, wer dafür zuständig ist, die Leitung des Teams oder ein Admin. Fragen Sie dort nach.",
        "A goal is closed by its owner, the lead of its team or an admin. Ask one of them.":
            "Abschließen kann ein Ziel, wer dafür zuständig ist, die Leitung des Teams oder ein Admin. Fragen Sie dort nach.",
        "A goal is reopened by its owner, the lead of its team or an admin. Ask one of them.":
            "Wieder öffnen kann ein Ziel, wer dafür zuständig ist, die Leitung des Teams oder ein Admin. Fragen Sie dort nach.",
        "Another status is set by the goal's owner, the lead of its team or an admin. Ask one of them.":
            "Einen anderen Status setzt, wer für das Ziel zuständig ist, die Leitung des Teams oder ein Admin. Fragen Sie dort nach.",
        "Commit it first: check-ins report on what people have promised.":
            "Sagen Sie es erst zu: Check-ins berichten über das, was Menschen versprochen haben.",
        "This goal is closed. Reopen it to report on it.": "Dieses Ziel ist abgeschlossen. Öffnen Sie es wieder, um zu berichten.",
        "Check-ins are written by the goal's owner, its team, the owners of its key results and admins. You can write a comment.": """
        Check-ins schreiben, wer für das Ziel oder eines der Schlüsselergebnisse zuständig ist, das Team und Admins. \
        Sie können einen Kommentar schreiben.
        """,
        "This goal is closed. Reopen it to plan work for it.": "Dieses Ziel ist abgeschlossen. Öffnen Sie es wieder, um Arbeit zu planen.",
        "Work is planned by the goal's owner, its maker, its team and admins. You can write a comment.": """
        Arbeit planen, wer für das Ziel zuständig ist oder es angelegt hat, das Team und Admins. \
        Sie können einen Kommentar schreiben.
        """,
        "This goal is committed. Say why it changes; its history keeps the reason.":
            "Dieses Ziel ist zugesagt. Sagen Sie, warum es sich ändert; der Verlauf behält den Grund.",
        "It is already proposed.": "Es ist schon vorgeschlagen.",
        "Only a proposed goal can go back to being a draft.": "Nur ein vorgeschlagenes Ziel kann wieder Entwurf werden.",
        "It is closed. Reopen it instead.": "Es ist abgeschlossen. Öffnen Sie es stattdessen wieder.",
        "It is already committed.": "Es ist schon zugesagt.",
        "A committed goal needs an owner: someone who answers for it.":
            "Für ein zugesagtes Ziel muss jemand zuständig sein und dafür einstehen.",
        "Its due date, {}, has passed. Choose a later one before you commit.":
            "Es war am {} fällig, und der Tag ist vorbei. Wählen Sie einen späteren, bevor Sie zusagen.",
        "It has no key result and no child goal yet, so nobody will see how far it is.":
            "Es hat noch kein Schlüsselergebnis und kein Unterziel; niemand wird sehen, wie weit es ist.",
        "It is already closed.": "Es ist schon abgeschlossen.",
        "It was never committed, so it can only be dropped.": "Es war nie zugesagt und kann daher nur verworfen werden.",
        "Say why in a sentence. It stays readable beside the goal.": "Sagen Sie in einem Satz, warum. Er bleibt beim Ziel lesbar.",
        "It is not closed.": "Es ist nicht abgeschlossen.",
        "Say why it is opened again. Its history keeps the reason.":
            "Sagen Sie, warum es wieder geöffnet wird. Der Verlauf behält den Grund.",
        "Only a committed goal has a status to set.": "Nur bei einem zugesagten Ziel lässt sich ein Status setzen.",
        "Choose on track, at risk or off track.": "Wählen Sie auf Kurs, gefährdet oder vom Kurs ab.",
        "Say why the numbers do not tell it all. Both will be shown.":
            "Sagen Sie, warum die Zahlen nicht alles sagen. Beides wird gezeigt.",
        "{} cannot own goals: choose a member who has not left.":
            "{} kann nicht für Ziele zuständig sein: Wählen Sie ein Mitglied, das noch da ist.",
        "An initiative needs a title: what will be done?": "Eine Initiative braucht einen Titel: Was wird getan?",
        "A goal cannot serve itself.": "Ein Ziel kann nicht sich selbst dienen.",
        "That goal already serves this one, so this would go in a circle.":
            "Jenes Ziel dient schon diesem; das ginge im Kreis.",
        "Goals can be nested at most {} levels deep.": "Ziele lassen sich höchstens {} Ebenen tief schachteln.",
        "A milestone needs a title: what can be seen on that day?": "Ein Meilenstein braucht einen Titel: Was ist an diesem Tag zu sehen?",
        "That day has not come yet.": "Dieser Tag ist noch nicht gekommen.",
        "The fixed weights make {} together; there is room for {}.": "Die festen Gewichte ergeben zusammen {}; Platz ist für {}.",
    ]
}
