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
        "A dashboard on a wall.": "Eine Übersicht an der Wand.",
        "A new screen": "Ein neuer Bildschirm",
        "A screen in the corridor or the kitchen shows the dashboard, large and live. It signs itself in by its link and shows only goals that everybody here may see.":
            "Ein Bildschirm im Flur oder in der Küche zeigt die Übersicht, groß und lebendig. Er meldet sich mit seinem Link selbst an und zeigt nur Ziele, die hier alle sehen dürfen.",
        "A screen is ended by whoever made it, or by an admin.":
            "Einen Bildschirm beendet, wer ihn eingerichtet hat oder wer verwaltet.",
        "A screen is made by admins, and of a team by its lead. Ask one of them.":
            "Einen Bildschirm richten Verwaltende ein, und den eines Teams dessen Leitung. Fragen Sie dort.",
        "A screen on a wall that shows a dashboard.": "Ein Bildschirm an der Wand, der eine Übersicht zeigt.",
        "All screens": "Alle Bildschirme",
        "End": "Beenden",
        "End a screen at once": "Einen Bildschirm sofort beenden",
        "Last shown": "Zuletzt gezeigt",
        "List the screens, the newest first": "Die Bildschirme auflisten, die neuesten zuerst",
        "Make a link for a screen on a wall": "Einen Link für einen Bildschirm an der Wand machen",
        "Make a link, open it on the screen, and let the browser fill it (F11).":
            "Machen Sie einen Link, öffnen Sie ihn auf dem Bildschirm und lassen Sie den Browser ihn füllen (F11).",
        "No cycle runs": "Es läuft kein Zyklus",
        "No screens yet": "Noch keine Bildschirme",
        "Open this link on the screen": "Öffnen Sie diesen Link auf dem Bildschirm",
        "Read a screen, without its link": "Einen Bildschirm lesen, ohne seinen Link",
        "Say where it hangs, so that you know later which link is which.":
            "Sagen Sie, wo er hängt, damit Sie später wissen, welcher Link welcher ist.",
        "Screen ended": "Bildschirm beendet",
        "Screen made": "Bildschirm eingerichtet",
        "Screens": "Bildschirme",
        "Show on a screen": "Auf einem Bildschirm zeigen",
        "Such as “Kitchen, second floor”.": "Etwa „Küche, zweiter Stock“.",
        "The cycle it shows; null for the one that runs.": "Der Zyklus, den er zeigt; null für den laufenden.",
        "The link of the screen": "Der Link des Bildschirms",
        "The screen shows nothing any more.": "Der Bildschirm zeigt nichts mehr.",
        "The team it shows; null for all of the workspace.": "Das Team, das er zeigt; null für den ganzen Arbeitsbereich.",
        "This screen was ended. Whoever looks after it makes a new link.":
            "Dieser Bildschirm wurde beendet. Wer sich um ihn kümmert, macht einen neuen Link.",
        "What a new screen shows.": "Was ein neuer Bildschirm zeigt.",
        "What it shows": "Was er zeigt",
        "When it was last shown, to within ten minutes.": "Wann er zuletzt gezeigt wurde, auf zehn Minuten genau.",
        "When one starts, it appears here by itself.": "Sobald einer beginnt, erscheint er hier von selbst.",
        "Where it hangs": "Wo er hängt",
        "Where it hangs.": "Wo er hängt.",
        "Whoever has it sees what hangs there, without signing in. It is shown only here; if it gets lost, end it and make another.":
            "Wer ihn hat, sieht ohne Anmeldung, was dort hängt. Er wird nur hier gezeigt; geht er verloren, beenden Sie ihn und machen einen neuen.",
        "everyone": "alle",
        "the cycle that runs": "der laufende Zyklus",
        "follows {}": "folgt {}",
        "leads to {}": "führt zu {}",
        "“{}” moves, and this does not follow yet. Does the one still lead to the other?":
            "„{}“ bewegt sich, und dies folgt noch nicht. Führt das eine noch zum anderen?",
    ]
}
