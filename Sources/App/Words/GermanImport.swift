extension German {
    /// Import, export, the demo.
    static let imports: [String: String] = [
        "Import": "Import",
        "Goals and check-ins from another tool come in as tables. Before anything is written, you see what would become of every row.":
            "Ziele und Check-ins aus anderen Werkzeugen kommen als Tabellen. Vor dem Speichern sehen Sie, was aus jeder Zeile würde.",
        "Files": "Dateien",
        "CSV in UTF-8, up to {} MB together, in any order.": "CSV in UTF-8, zusammen bis {} MB, in beliebiger Reihenfolge.",
        "Look at it first": "Erst ansehen",
        "Columns": "Spalten",
        "The type is objective, key result or initiative. Importing the same files again changes what has changed and makes nothing twice.":
            "Der Typ ist objective, key result oder initiative. Dieselben Dateien noch einmal ändern nur Neues; nichts wird doppelt.",
        "Choose other files": "Andere Dateien wählen",
        "Everything was here already as the files say it, so nothing was changed.":
            "Alles war schon so hier, wie die Dateien es sagen; nichts wurde geändert.",
        "What the files say is here now.": "Was in den Dateien steht, ist jetzt hier.",
        "See the goals": "Ziele ansehen",
        "Import more": "Mehr importieren",
        "Choose files": "Dateien wählen",
        "Look at it": "Ansehen",
        "Steps": "Schritte",
        "A file cannot be read, so nothing can be imported yet.": "Eine Datei ist nicht lesbar; so kann noch nichts importiert werden.",
        "One row is not understood. Correct the file, or leave the row out.":
            "Eine Zeile ist nicht zu verstehen. Berichtigen Sie die Datei oder lassen Sie die Zeile weg.",
        "{} rows are not understood. Correct the files, or leave these rows out.":
            "{} Zeilen sind nicht zu verstehen. Berichtigen Sie die Dateien oder lassen Sie diese Zeilen weg.",
        "Everything is here already as the files say it. Nothing would change.":
            "Alles ist schon so hier, wie die Dateien es sagen. Nichts würde sich ändern.",
        "Nothing is written yet. This is what would be.": "Noch ist nichts gespeichert. So würde es werden.",
        "Leave out the rows that are not understood": "Zeilen weglassen, die nicht zu verstehen sind",
        "and {} changed": "und {} geändert",
        "and {} more": "und {} weitere",
        "To look at": "Anzusehen",
        "People who are not here yet": "Menschen, die noch nicht hier sind",
        "Every row": "Jede Zeile",
        "File": "Datei",
        "Row": "Zeile",
        "What": "Was",
        "They are kept by name, and can own goals. Invite them to make them people who can sign in.":
            "Sie sind mit ihrem Namen vermerkt und können für Ziele zuständig sein. Laden Sie sie ein, damit sie sich anmelden können.",
        "Person": "Person",
        "Comment": "Kommentar",
        "Teams": "Teams",
        "Comments": "Kommentare",
        "New": "Neu",
        "Changed": "Geändert",
        "As it is": "Wie es ist",
        "Not understood": "Nicht verstanden",
    ].merging(importRemarks) { first, _ in first }.merging(importRefusals) { first, _ in first }

    private static let importRemarks: [String: String] = [
        "The column “{}” is not known here and was left out.": "Die Spalte „{}“ ist hier nicht bekannt und wurde weggelassen.",
        "The column “{}” stands there twice; the first one counts.": "Die Spalte „{}“ steht zweimal da; die erste zählt.",
        "This row has {} cells, the header {}. The missing ones are taken as empty.":
            "Diese Zeile hat {} Zellen, die Kopfzeile {}. Die fehlenden gelten als leer.",
        "This row has {} cells, the header {}. What is beyond was left out.":
            "Diese Zeile hat {} Zellen, die Kopfzeile {}. Was darüber hinausgeht, wurde weggelassen.",
        "There is no row below the header.": "Unter der Kopfzeile steht keine Zeile.",
        "Its Ids stand for other rows elsewhere, so they are kept as “{}…”.":
            "Ihre Ids stehen anderswo für andere Zeilen; sie werden deshalb als „{}…“ vermerkt.",
        "This key result has key results or goals below it, so it becomes a goal.":
            "Unter diesem Schlüsselergebnis stehen weitere Schlüsselergebnisse oder Ziele, deshalb wird es ein Ziel.",
        "This key result belongs to no objective, so it becomes a goal with itself as key result.":
            "Dieses Schlüsselergebnis gehört zu keinem Ziel, deshalb wird es ein Ziel mit sich selbst als Schlüsselergebnis.",
        "This goal is private and not yours to see, so it stays as it is.":
            "Dieses Ziel ist privat und für Sie nicht zu sehen; es bleibt, wie es ist.",
        "This goal is closed, so it stays as it is.": "Dieses Ziel ist abgeschlossen; es bleibt, wie es ist.",
        "Its goal is closed or private, so it stays as it is.": "Das Ziel dazu ist abgeschlossen oder privat; es bleibt, wie es ist.",
        "It stands below an initiative, and is taken to the goal of that initiative.":
            "Es steht unter einer Initiative und kommt zu deren Ziel.",
        "{} is taken as the owner. Named as well: {}.": "Zuständig wird {}. Ebenfalls genannt: {}.",
        "{} is a guest or has left, and cannot own it.": "{} ist Gast oder nicht mehr dabei und kann nicht zuständig sein.",
        "The name of the cycle “{}” carries no dates; it runs as its rows do, from {} to {}.":
            "Der Name des Zyklus „{}“ nennt keine Daten; er läuft wie seine Zeilen, von {} bis {}.",
        "The cycle “{}” carries no dates; it is taken as this quarter, {} to {}.":
            "Der Zyklus „{}“ nennt keine Daten; er gilt als dieses Quartal, {} bis {}.",
        "A key result belongs to one goal: the first one that is named.":
            "Ein Schlüsselergebnis gehört zu einem Ziel: dem ersten, das genannt ist.",
        "Baseline and target are the same, so it is a number to keep.":
            "Ausgangswert und Zielwert sind gleich, also ist es eine Zahl, die zu halten ist.",
        "It has no baseline; its first known value, {}, is taken.": "Der Ausgangswert fehlt; der erste bekannte Wert, {}, wird genommen.",
        "It has no baseline and is counted from 0.": "Der Ausgangswert fehlt; gezählt wird ab 0.",
        "It has no target; its reports lie between 0 and 100, so they are taken as per cent.":
            "Der Zielwert fehlt; die berichteten Werte liegen zwischen 0 und 100 und gelten als Prozent.",
        "It has no target, so what was reported on it cannot be compared with anything.":
            "Der Zielwert fehlt; das Berichtete lässt sich mit nichts vergleichen.",
        "It stands at “{}”, but has no target to compare that with.": "Es steht bei „{}“, doch fehlt ein Zielwert zum Vergleich.",
        "The scale of the score “{}” is not known; it is kept beside ours.":
            "Die Skala der Bewertung „{}“ ist nicht bekannt; sie bleibt neben unserer stehen.",
        "Its value has no key result with a number to go to, so it stands in the text.":
            "Zu seinem Wert gibt es kein Schlüsselergebnis mit einer Zahl, deshalb steht er im Text.",
        "{} is not in the export and stays an owner of the workspace.":
            "{} steht nicht im Export und besitzt den Arbeitsraum weiterhin.",
    ]

    private static let importRefusals: [String: String] = [
        "There is no file to import.": "Es gibt keine Datei zum Importieren.",
        "This is an export of a whole workspace. It goes into an empty one: cairn import {}":
            "Das ist der Export eines ganzen Arbeitsraums. Er gehört in einen leeren: cairn import {}",
        "This is neither a table of goals (it has no column Title) nor of check-ins (it has no column Item Id).":
            "Das ist weder eine Tabelle von Zielen (die Spalte Title fehlt) noch von Check-ins (die Spalte Item Id fehlt).",
        "This file has more than {} rows. Divide it.": "Diese Datei hat mehr als {} Zeilen. Teilen Sie sie.",
        "This file is in UTF-16. Save it as CSV in UTF-8.": "Diese Datei ist in UTF-16. Speichern Sie sie als CSV in UTF-8.",
        "This is a workbook, or another packed file. Save the sheet as CSV in UTF-8.":
            "Das ist eine Arbeitsmappe oder eine andere gepackte Datei. Speichern Sie das Blatt als CSV in UTF-8.",
        "Line {} holds a zero byte, so this is not a file of text.": "Zeile {} enthält ein Nullbyte; das ist keine Textdatei.",
        "This row has more than {} cells.": "Diese Zeile hat mehr als {} Zellen.",
        "A cell of this row is longer than {} kB.": "Eine Zelle dieser Zeile ist länger als {} kB.",
        "This row is not in Unicode. Save the file as CSV in UTF-8.":
            "Diese Zeile ist nicht in Unicode. Speichern Sie die Datei als CSV in UTF-8.",
        "The quotation mark in line {} is never closed.": "Das Anführungszeichen in Zeile {} wird nie geschlossen.",
        "There is text after a closing quotation mark.": "Hinter einem schließenden Anführungszeichen steht Text.",
        "This row cannot be read.": "Diese Zeile ist nicht lesbar.",
        "This row has no Id.": "Diese Zeile hat keine Id.",
        "This Id is too long.": "Diese Id ist zu lang.",
        "The Id “{}” stands in line {} already.": "Die Id „{}“ steht schon in Zeile {}.",
        "This row has no type. Write objective, key result or initiative.":
            "Diese Zeile hat keinen Typ. Schreiben Sie objective, key result oder initiative.",
        "“{}” is no type known here. Write objective, key result or initiative.":
            "„{}“ ist hier kein bekannter Typ. Schreiben Sie objective, key result oder initiative.",
        "Its parent “{}” is not in the files.": "Das übergeordnete „{}“ steht nicht in den Dateien.",
        "This row is its own parent.": "Diese Zeile ist sich selbst übergeordnet.",
        "The rows in lines {} are each other’s parents, so none of them is on top.":
            "Die Zeilen {} sind einander übergeordnet; so steht keine von ihnen oben.",
        "Its parent in line {} was not understood.": "Das übergeordnete in Zeile {} war nicht zu verstehen.",
        "Its parent was not understood.": "Das übergeordnete war nicht zu verstehen.",
        "Its parent is a key result here already. Import that row together with this one.":
            "Das übergeordnete ist hier schon ein Schlüsselergebnis. Importieren Sie beide Zeilen zusammen.",
        "An initiative belongs to a goal or a key result. Name one as its parent.":
            "Eine Initiative gehört zu einem Ziel oder Schlüsselergebnis. Nennen Sie eines als Parent.",
        "Its item in line {} was not understood.": "Das Element in Zeile {} war nicht zu verstehen.",
        "This check-in has no date.": "Dieser Check-in hat kein Datum.",
        "“{}” could be no date, or two. Write it as year-month-day.":
            "„{}“ ist kein Datum oder könnte zwei sein. Schreiben Sie Jahr-Monat-Tag.",
        "This check-in lies in the future: {}.": "Dieser Check-in liegt in der Zukunft: {}.",
        "This check-in has no Item Id.": "Dieser Check-in hat keine Item Id.",
        "“{}” stands in several files. Import each with its own check-ins.":
            "„{}“ steht in mehreren Dateien. Importieren Sie jede mit ihren eigenen Check-ins.",
        "Its item “{}” is neither in the files nor in the workspace.": "Das Element „{}“ steht weder in den Dateien noch im Arbeitsraum.",
        "Its goal is private and not yours to see.": "Das Ziel dazu ist privat und für Sie nicht zu sehen.",
        "The author’s name cannot be read.": "Der Name ist nicht lesbar: Wer hat das geschrieben?",
        "Someone changed this meanwhile.": "Jemand hat das inzwischen geändert.",
        "This is not there, or not yours to change.": "Das ist nicht da oder nicht von Ihnen zu ändern.",
        "At most {} files can be sent at once.": "Höchstens {} Dateien können auf einmal gesendet werden.",
        "The file did not arrive whole. Choose it again.": "Die Datei kam nicht ganz an. Wählen Sie sie noch einmal.",
        "The files are larger than {} MB together. Use cairn import at the command line.":
            "Die Dateien sind zusammen größer als {} MB. Nehmen Sie cairn import an der Kommandozeile.",
        "Choose at least one file.": "Wählen Sie mindestens eine Datei.",
        "These files were kept for {} minutes and are let go of now. Choose them again.":
            "Diese Dateien wurden {} Minuten aufbewahrt und sind nicht mehr da. Wählen Sie sie noch einmal.",
        "An export is imported alone, without other files.": "Ein Export wird allein importiert, ohne andere Dateien.",
        "There is no workspace “{}”. {}": "Es gibt keinen Arbeitsraum „{}“. {}",
        "There are several workspaces. Name one with --workspace. {}": "Es gibt mehrere Arbeitsräume. Nennen Sie einen mit --workspace. {}",
        "There are several workspaces. Name one with --workspace: {}.":
            "Es gibt mehrere Arbeitsräume. Nennen Sie einen mit --workspace: {}.",
        "Known: {}.": "Bekannt: {}.",
        "The workspace “{}” has no people.": "Der Arbeitsraum „{}“ hat keine Menschen.",
        "There is no workspace here yet.": "Hier gibt es noch keinen Arbeitsraum.",
        "There is no such workspace.": "Diesen Arbeitsraum gibt es nicht.",
        "The workspace “{}” is not empty. Name a new one with --workspace.":
            "Der Arbeitsraum „{}“ ist nicht leer. Nennen Sie einen neuen mit --workspace.",
        "This export is not whole: something points at what is not in it.":
            "Dieser Export ist nicht vollständig: Etwas verweist auf anderes, das fehlt.",
        "Something in this export cannot be: {}.": "Etwas in diesem Export kann nicht sein: {}.",
        "Something stands twice in this export: {}.": "Etwas steht in diesem Export zweimal: {}.",
        "This export cannot be read at {}.": "Dieser Export ist bei {} nicht lesbar.",
        "This file is not an export of Cairn.": "Diese Datei ist kein Export von Cairn.",
        "This file is not an export that this version can read.": "Diese Datei ist kein Export, den diese Version lesen kann.",
        "This server shows the demo already. `cairn demo --again` makes it anew.":
            "Dieser Server zeigt die Demo schon. `cairn demo --again` macht sie neu.",
    ]
}
