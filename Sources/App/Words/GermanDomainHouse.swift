extension German {
    /// The rules of key results, people, teams, invitations and the workspace.
    static let domainHouse: [String: String] = [
        "A key result needs a title: what would you count, or look at?":
            "Ein Schlüsselergebnis braucht einen Titel: Was würden Sie zählen oder ansehen?",
        "Between 0 and 6 decimals can be shown.": "Gezeigt werden können 0 bis 6 Nachkommastellen.",
        "A key result lasts at most {} years.": "Ein Schlüsselergebnis dauert höchstens {} Jahre.",
        "To increase, the target has to be above the baseline.": "Zum Erhöhen muss der Zielwert über dem Ausgangswert liegen.",
        "To decrease, the target has to be below the baseline.": "Zum Senken muss der Zielwert unter dem Ausgangswert liegen.",
        "A range needs an upper end.": "Eine Spanne braucht ein oberes Ende.",
        "The upper end is below the lower one.": "Das obere Ende liegt unter dem unteren.",
        "There is room for {} intermediate targets.": "Platz ist für {} Zwischenwerte.",
        "Two intermediate targets have the same date.": "Zwei Zwischenwerte haben dasselbe Datum.",
        "Intermediate targets lie between the start and the due date.": "Zwischenwerte liegen zwischen Beginn und Fälligkeit.",
        "A number has at most {} digits.": "Eine Zahl hat höchstens {} Stellen.",
        "This is not a number.": "Das ist keine Zahl.",
        "“{}” is not a number.": "„{}“ ist keine Zahl.",
        "Describe what you are sure to reach.": "Beschreiben Sie, was Sie sicher erreichen.",
        "Describe what you want to reach.": "Beschreiben Sie, was Sie erreichen wollen.",
        "Describe what would be more than you dare to expect.": "Beschreiben Sie, was mehr wäre, als Sie zu erwarten wagen.",
        "A goal has at most {} key results.": "Ein Ziel hat höchstens {} Schlüsselergebnisse.",
        "Choose done or not done.": "Wählen Sie erledigt oder nicht erledigt.",
        "Choose one of the zones.": "Wählen Sie einen der Bereiche.",

        "Nobody is invited as an owner. Invite them as an admin, then change their role.":
            "Eingeladen wird höchstens als Admin. Ändern Sie danach die Rolle.",
        "An invitation is for 1 to 500 people.": "Eine Einladung gilt für 1 bis 500 Personen.",
        "An invitation for one person has one place.": "Eine Einladung für eine Person hat einen Platz.",
        "An invitation lasts 1 to 90 days.": "Eine Einladung gilt 1 bis 90 Tage.",
        "People are invited by admins, and into a team by its lead. Ask one of them.":
            "Einladen können Admins, in ein Team auch dessen Leitung. Fragen Sie dort nach.",
        "You can invite people up to your own role.": "Sie können bis zu Ihrer eigenen Rolle einladen.",
        "Choose a team that you lead.": "Wählen Sie ein Team, das Sie leiten.",
        "A lead invites members and guests.": "Eine Leitung lädt Mitglieder und Gäste ein.",
        "Only an admin can invite someone who is named here already.":
            "Wer hier schon genannt ist, kann nur von einem Admin eingeladen werden.",
        "This invitation has been used. Ask the person who sent it for a new one.":
            "Diese Einladung wurde schon benutzt. Bitten Sie, wer sie geschickt hat, um eine neue.",
        "This invitation has expired. Ask the person who sent it for a new one.":
            "Diese Einladung ist abgelaufen. Bitten Sie, wer sie geschickt hat, um eine neue.",
        "This invitation was taken back. Ask the person who sent it.":
            "Diese Einladung wurde zurückgezogen. Fragen Sie, wer sie geschickt hat.",
        "An invitation is taken back by whoever made it, or by an admin. Ask one of them.":
            "Eine Einladung zieht zurück, wer sie angelegt hat, oder ein Admin. Fragen Sie dort nach.",

        "Guests read and comment. An admin can make you a member.": "Gäste lesen und kommentieren. Ein Admin kann Sie zum Mitglied machen.",
        "Roles are changed by admins. Ask one of them.": "Rollen ändern Admins. Fragen Sie dort nach.",
        "The role of an admin or owner is changed by an owner. Ask one of them.":
            "Die Rolle von Admins und Eigentümern ändert, wer den Arbeitsraum besitzt. Fragen Sie dort nach.",
        "You can give roles up to your own.": "Sie können Rollen bis zu Ihrer eigenen geben.",
        "Only somebody who has joined can be an owner.": "Den Arbeitsraum besitzen kann nur, wer schon dabei ist.",
        "Nobody deactivates themselves. Ask another admin.": "Niemand deaktiviert sich selbst. Fragen Sie einen anderen Admin.",
        "People are deactivated by admins. Ask one of them.": "Personen deaktivieren Admins. Fragen Sie dort nach.",
        "An admin or owner is deactivated by an owner. Ask one of them.":
            "Admins und Eigentümer deaktiviert, wer den Arbeitsraum besitzt. Fragen Sie dort nach.",
        "Goals are handed over by the one who owns them, or by an admin. Ask one of them.":
            "Ziele übergibt, wer für sie zuständig ist, oder ein Admin. Fragen Sie dort nach.",
        "Change your own password on your account page.": "Ihr eigenes Passwort ändern Sie auf der Seite Ihres Kontos.",
        "A new link comes from an admin. Ask one of them.": "Einen neuen Link gibt es von einem Admin. Fragen Sie dort nach.",
        "A link for an owner comes from another owner. Ask one of them.":
            "Wer den Arbeitsraum besitzt, bekommt den Link von anderen, die ihn besitzen. Fragen Sie dort nach.",
        "This person has not joined yet, or not any more.": "Diese Person ist noch nicht oder nicht mehr dabei.",
        "A name is changed by the person or by an admin.": "Einen Namen ändert die Person selbst oder ein Admin.",
        "{} is the last owner. Make somebody else an owner first.":
            "Nur noch {} besitzt den Arbeitsraum. Geben Sie diese Rolle zuerst noch jemandem.",

        "A team needs a name.": "Ein Team braucht einen Namen.",
        "A team cannot be part of itself. Choose one that is not below it.":
            "Ein Team kann nicht Teil von sich selbst sein. Wählen Sie eines, das nicht darunter liegt.",
        "Teams can be nested at most {} levels deep.": "Teams lassen sich höchstens {} Ebenen tief schachteln.",
        "Teams are made by admins, and below a team by its lead. Ask one of them.":
            "Teams legen Admins an, unterhalb eines Teams auch dessen Leitung. Fragen Sie dort nach.",
        "A team is changed by its lead, the lead of the team above it and admins. Ask one of them.":
            "Ein Team ändern seine Leitung, die Leitung des Teams darüber und Admins. Fragen Sie dort nach.",
        "There is room for {} characters here; you wrote {}.": "Hier ist Platz für {} Zeichen; Sie haben {} geschrieben.",
        "Line breaks and control characters have no place here.": "Zeilenumbrüche und Steuerzeichen haben hier keinen Platz.",
        "This text is {} kB long; there is room for {} kB.": "Dieser Text ist {} kB lang; Platz ist für {} kB.",
        "This text holds control characters that cannot be kept.": "Dieser Text enthält Steuerzeichen, die nicht bleiben können.",
        "A workspace needs a name: usually that of your organisation.":
            "Ein Arbeitsraum braucht einen Namen: meist den Ihrer Organisation.",
        "A gap lies between 0 and 100 points.": "Ein Abstand liegt zwischen 0 und 100 Punkten.",
        "Off track cannot begin before at risk.": "„Vom Kurs ab“ kann nicht vor „gefährdet“ beginnen.",
        "Between 0 and 60 days of grace are possible.": "Möglich sind 0 bis 60 Karenztage.",
        "The workspace is changed by admins. Ask one of them.": "Den Arbeitsraum ändern Admins. Fragen Sie dort nach.",
    ]
}
