/// Closing goals and cycles, letting goals go on, and what is learned from it.
extension German {
    static let closing: [String: String] = [
        "A sentence that you would want to find again when the next goals are written.":
            "Ein Satz, den Sie wiederfinden wollen, wenn die nächsten Ziele entstehen.",
        "An admin can close it.": "Eine Administratorin oder ein Administrator kann es schließen.",
        "Choose another cycle than the one it was in.": "Wählen Sie einen anderen Zyklus als den, in dem es war.",
        "Choose the cycle in which it goes on.": "Wählen Sie den Zyklus, in dem es weitergeht.",
        "Close it first: what it reached is where it goes on.": "Schließen Sie es zuerst: Wo es angekommen ist, geht es weiter.",
        "Close its goals": "Seine Ziele schließen",
        "Close {}": "{} schließen",
        "Closed by others": "Schließen andere",
        "Closed goals": "Geschlossene Ziele",
        "Closing has not begun. Until then, goals are closed one by one on their own pages.":
            "Das Schließen hat noch nicht begonnen. Bis dahin wird jedes Ziel auf seiner eigenen Seite geschlossen.",
        "Every goal is closed. A team lead or an admin closes the cycle.":
            "Alle Ziele sind geschlossen. Den Zyklus schließt, wer ein Team leitet oder verwaltet.",
        "Every goal is closed. What is left is the cycle itself: it stays readable, and an admin can open it again.":
            "Alle Ziele sind geschlossen. Bleibt der Zyklus selbst: Er bleibt lesbar, und wer verwaltet, kann ihn wieder öffnen.",
        "For goals that go on, make the next cycle first.": "Für Ziele, die weitergehen, legen Sie zuerst den nächsten Zyklus an.",
        "From 0.0, nothing of it is there, to 1.0, all of it. What is dropped has no grade.":
            "Von 0,0, nichts davon ist da, bis 1,0, alles. Was aufgegeben wird, hat keine Note.",
        "Goes on from": "Setzt fort",
        "Goes on in": "Geht weiter in",
        "Grade": "Note",
        "Graded {}": "Note {}",
        "How its goals ended": "Wie seine Ziele endeten",
        "How well it went, 0 to 1, once it is closed and graded.": "Wie gut es lief, 0 bis 1, sobald es geschlossen und benotet ist.",
        "How well it went, 0 to 1; left out, it is what the numbers suggest where the outcome is theirs.":
            "Wie gut es lief, 0 bis 1; fehlt es, gilt der Vorschlag der Zahlen, wo auch das Ergebnis ihres ist.",
        "How {} ended": "Wie {} endete",
        "It goes on as this draft. Look through it, then commit it.":
            "Es geht als dieser Entwurf weiter. Sehen Sie ihn durch und sagen Sie ihn dann zu.",
        "It goes on in this cycle already.": "Es geht in diesem Zyklus schon weiter.",
        "It stays closed, with its grade. What is still to reach moves on.":
            "Es bleibt geschlossen, mit seiner Note. Was noch zu erreichen ist, zieht weiter.",
        "It stays readable beside the goal.": "Es bleibt neben dem Ziel lesbar.",
        "Let a closed goal go on in another cycle, from where it stands: answers the new draft":
            "Ein geschlossenes Ziel in einem anderen Zyklus fortsetzen, von da, wo es steht: antwortet mit dem neuen Entwurf",
        "Let it go on in another cycle": "In einem anderen Zyklus fortsetzen",
        "Let it go on": "Fortsetzen",
        "Let this goal go on?": "Dieses Ziel fortsetzen?",
        "Let “{}” go on": "„{}“ fortsetzen",
        "Makes a draft there, with what is still to reach, from where it stands now. Both goals point at each other.":
            "Legt dort einen Entwurf an, mit dem, was noch zu erreichen ist, von da, wo es jetzt steht. Beide Ziele verweisen aufeinander.",
        "Needed where grade or outcome differ from what the numbers suggest, and for what is dropped.":
            "Nötig, wo Note oder Ergebnis vom Vorschlag der Zahlen abweichen, und für Aufgegebenes.",
        "Not graded": "Ohne Note",
        "Nothing was reported, so the numbers suggest no grade. Say yourselves how it went.":
            "Es wurde nichts berichtet, darum schlagen die Zahlen keine Note vor. Sagen Sie selbst, wie es lief.",
        "Nowhere: it ends here": "Nirgends: Es endet hier",
        "One goal after the other: how well it went, what you learned, what goes on. Each is saved for itself, so stop whenever you like.":
            "Ein Ziel nach dem anderen: wie gut es lief, was Sie gelernt haben, was weitergeht. Jedes wird für sich gespeichert; Sie können jederzeit aufhören.",
        "One goal that you cannot see is still open.": "Ein Ziel, das Sie nicht sehen, ist noch offen.",
        "One of its goals is still open. Close it first; a draft can be dropped.":
            "Eines seiner Ziele ist noch offen. Schließen Sie es zuerst; einen Entwurf kann man aufgeben.",
        "One waits for others.": "Eines wartet auf andere.",
        "The cycle in which it goes on, as a new draft.": "Der Zyklus, in dem es als neuer Entwurf weitergeht.",
        "The goal of another cycle that it goes on from, if you may see it.":
            "Das Ziel eines anderen Zyklus, das es fortsetzt, wenn Sie es sehen dürfen.",
        "The goals in which it goes on, as far as you may see them.": "Die Ziele, in denen es weitergeht, soweit Sie sie sehen dürfen.",
        "The numbers suggest {}, {}.": "Die Zahlen schlagen {} vor, {}.",
        "The numbers suggest {}: {}": "Die Zahlen schlagen {} vor: {}",
        "Then": "Danach",
        "There are no goals in this cycle.": "In diesem Zyklus gibt es keine Ziele.",
        "There is no other open cycle yet. Make the next one first.":
            "Es gibt noch keinen anderen offenen Zyklus. Legen Sie zuerst den nächsten an.",
        "This cannot be done.": "Das geht nicht.",
        "What people learned, once it was closed.": "Was gelernt wurde, sobald es geschlossen wurde.",
        "What we learned": "Was wir gelernt haben",
        "What we learned:": "Was wir gelernt haben:",
        "What you learned, in a sentence.": "Was Sie gelernt haben, in einem Satz.",
        "What you wrote": "Was Sie geschrieben haben",
        "Where a closed goal goes on.": "Wo ein geschlossenes Ziel weitergeht.",
        "Why; asked for where the grade differs from the numbers, and without a grade unless it was achieved.":
            "Warum; nötig, wo die Note von den Zahlen abweicht, und ohne Note, wenn es nicht erreicht wurde.",
        "the numbers suggest {}": "die Zahlen schlagen {} vor",
        "to be {}": "Ziel: {}",
        "{} % of the goals are closed": "{} % der Ziele sind geschlossen",
        "{} can be closed by you.": "{} können Sie schließen.",
        "{} goals that you cannot see are still open.": "{} Ziele, die Sie nicht sehen, sind noch offen.",
        "{} let “{}” go on in “{}”.": "{} lässt „{}“ in „{}“ weitergehen.",
        "{} of its goals are still open. Close them first; drafts can be dropped.":
            "{} seiner Ziele sind noch offen. Schließen Sie sie zuerst; Entwürfe kann man aufgeben.",
        "{} of one goal is closed.": "{} von einem Ziel ist geschlossen.",
        "{} of {} goals are closed.": "{} von {} Zielen sind geschlossen.",
        "{} or an admin can close it.": "{} oder wer verwaltet, kann es schließen.",
        "{} wait for others.": "{} warten auf andere.",
        "{}, as the numbers suggest": "{}, wie die Zahlen vorschlagen",
        "{}, {} or an admin can close it.": "{}, {} oder wer verwaltet, kann es schließen.",
        "Which ones, and who can": "Welche, und wer es kann",
    ]
}
