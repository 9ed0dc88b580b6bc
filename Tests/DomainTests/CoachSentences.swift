/// Statements of our own, one a line, as people write them: what they name stands above them.
enum CoachSentences {
    static let work = lines(
        """
        Roll out the new time sheet to every depot
        Train all team leads in giving feedback
        A playbook for incident response exists
        SOC 2 certified
        The mobile app is live in both stores
        Hold ten listening sessions with tenants
        New pricing page shipped
        We run a monthly town hall
        100% of services migrated to the new cluster
        Recruit four apprentices
        Translate the help pages into Turkish
        Set up a booking system for meeting rooms
        Plant 400 trees along the ring road
        Negotiate a framework contract with two suppliers
        Data warehouse in production by March
        Onboarding handbook for volunteers
        Sign partnership agreements with three schools
        Quarterly reviews held in every team
        Finish the audit of all playgrounds
        Document our release process
        Give every tenant a printed emergency plan
        Three case studies on the website
        Agree a data policy with the works council
        Switch payroll provider
        Ten new playground benches installed
        A working group on noise has started
        All invoices scanned and archived
        Invest 50,000 euro in new shelves
        Create a customer satisfaction survey
        Define retention metrics
        Weekly office hours for freelancers
        Draft of the budget sent to the council
        Move the archive to the new building
        Security training completed by all staff
        Investigate why customers churn
        Run a campaign to increase awareness of recycling
        Replace 30 boilers
        Present results to the board
        We will have a new brand identity
        Support desk opens on Saturdays
        """)

    static let change = lines(
        """
        Every applicant gets an answer within a day
        Calls a week that ask where a permit is
        Citizens renew their passport without a visit
        Churn below 2% a month
        Median time to first reply down to 2 hours
        Nine out of ten tenants say they feel heard
        Cut food waste in canteens by a third
        Our customers recommend us
        New hires ship their first change in week one
        Double the number of repeat donors
        Crash-free sessions above 99.8%
        Fewer accidents at the harbour crossing
        People in the outer districts reach a doctor within 20 minutes
        Half of all trips to school are on foot or by bike
        Nobody waits longer than 15 minutes at the counter
        Win back 50 lapsed members
        Sales cycle shrinks from 90 to 60 days
        Raise first-contact resolution to 80 %
        Developers trust the test suite again
        Support tickets per order fall by 30 %
        Keep attrition under 8 %
        Lower energy use per square metre by 12 %
        1,000 households switch to the green tariff
        Teachers spend two hours less on paperwork each week
        We lose fewer customers in the first month
        Employees rate their workload as manageable
        Patients are seen within four weeks of referral
        Average order value up 12%
        Deliveries arrive on time in 95 % of cases
        The share of women in leadership reaches 40 %
        A newcomer can publish a page without help in under ten minutes
        Parents know whom to call
        No more than three priority-one incidents per quarter
        Users come back at least three times a week
        Reach break-even in the canteen
        More first-time visitors return
        Shoppers complete checkout in under two minutes
        Build time under five minutes
        Generate 2 million euro in recurring revenue
        Grow the community to 5,000 members
        """)

    static let germanWork = lines(
        """
        Drei Workshops mit den Ämtern durchführen
        Einführung eines neuen Ticketsystems
        Das neue Portal ist live
        Wir veröffentlichen monatlich einen Newsletter
        Zwei Entwicklerinnen einstellen
        Datenschutzkonzept fertigstellen
        Migration aller Server in die Cloud
        Schulung aller Mitarbeitenden im Umgang mit dem CRM
        100 % der Dienste sind umgezogen
        Konzept für den Onboardingprozess erarbeiten
        Website überarbeiten
        Erstellung eines Leitfadens für Führungskräfte
        Fünf Kundeninterviews führen und auswerten
        Aufbau eines Dashboards für den Vertrieb
        ISO-27001-Zertifizierung abgeschlossen
        Wir haben eine Roadmap für 2027
        Relaunch der Homepage bis Ende März
        10 Blogartikel schreiben
        Ein Betriebshandbuch liegt vor
        Schnittstelle zu SAP implementieren
        Alle Kacheln im Dashboard dokumentieren
        Pilotprojekt mit zwei Kommunen starten
        Umfrage unter allen Beschäftigten durchführen
        Wir bauen ein Team für Datenanalyse auf
        Automatisierte Tests für alle Kernmodule schreiben
        Kampagne „Sauber unterwegs“ umsetzen
        Das Mitarbeiterportal wird ausgerollt
        Regelmäßige Treffen mit den Schulen organisieren
        Vier Podcastfolgen produziert
        Abschluss der Planungsphase für den Radweg
        Präsentation vor dem Stadtrat halten
        Entwicklung einer App für Bürgerinnen und Bürger
        Prozesse im Einkauf dokumentieren und vereinheitlichen
        Jira für alle Teams einrichten
        Rahmenvertrag mit drei Lieferanten abschließen
        Die Barrierefreiheit der Formulare prüfen
        Einen Styleguide entwerfen
        OKR-Coach ausbilden
        Teilnahme an zwei Messen
        20 Ladesäulen aufstellen
        Bestellprozess digitalisieren
        Handout für neue Kolleginnen
        Monatliche Retrospektiven in jedem Team
        Analyse der Absprungseiten
        Neues Logo entwerfen und abstimmen
        Zwanzig Interviews mit Pendlern
        Verträge mit allen Trägern unterzeichnen
        Ausschreibung für den Neubau veröffentlicht
        Alle Lehrkräfte im Datenschutz geschult
        Wir richten eine Anlaufstelle für Gründer ein
        Testphase in drei Filialen abschließen
        Monatsbericht automatisieren
        Feedbackgespräche mit jeder Mitarbeiterin führen
        Durchführung einer Kundenbefragung
        Pressemitteilung zum Start verschicken
        Bis Juni steht das Lastenheft
        Ein gemeinsames Glossar für alle Abteilungen
        Planung und Bau einer neuen Brücke
        """)

    static let germanChange = lines(
        """
        Kundenzufriedenheit von 7,2 auf 8,5 steigern
        Steigerung der Weiterempfehlungsrate auf 60 %
        Die Bearbeitungszeit sinkt von 21 auf 10 Tage
        80 % der Anträge werden innerhalb von fünf Tagen beschieden
        Senkung der Fluktuation um 20 %
        Bürger bekommen ihren Ausweis ohne Wartezeit
        Umsatz pro Kunde um 15 % erhöhen
        Mehr Menschen fahren mit dem Rad zur Arbeit
        Weniger Rückfragen im Kundenservice
        Die Zahl der aktiven Nutzer verdoppelt sich
        90 % der neuen Kolleginnen fühlen sich nach drei Monaten angekommen
        Kunden finden in unter zwei Minuten, was sie suchen
        Fehlerquote in der Fertigung unter 1 %
        Reduzierung der Ausschussrate von 4 % auf 2 %
        Lehrkräfte nutzen die Materialien jede Woche
        Durchlaufzeit halbieren
        500 neue Abonnenten
        Die Verfügbarkeit liegt über 99,9 %
        Anteil der Onlineanträge auf 70 % erhöhen
        Jede Bewerberin erhält innerhalb eines Tages eine Antwort
        Teams entscheiden selbst, ohne auf Freigaben zu warten
        Die Mitarbeiterzufriedenheit steigt
        Krankenstand unter 5 %
        Kunden empfehlen uns weiter
        Ladezeit der Startseite unter 1 Sekunde
        NPS von 30 auf 45
        Verkürzung der Wartezeit im Bürgeramt um die Hälfte
        Drei von vier Eltern kennen die Ferienangebote
        Conversion Rate im Shop auf 3,5 % verbessern
        Kein Kind verlässt die Schule ohne Abschluss
        Unsere Kunden vertrauen uns
        Die Abbruchquote im Warenkorb halbiert sich
        Wachstum des wiederkehrenden Umsatzes um 30 %
        Energieverbrauch pro Gebäude um 12 % senken
        Doppelt so viele Besucher im Museum
        Zahl der Beschwerden halbiert
        Patienten warten höchstens 15 Minuten
        1.000 Haushalte heizen ohne Gas
        Die Kolleginnen im Außendienst sparen zwei Stunden pro Woche
        Die CO2-Emissionen der Flotte sinken um 25 %
        Marktanteil in Österreich auf 12 % ausbauen
        Bewerbungen von Frauen verdoppeln
        Weniger als 2 % Retouren
        Neue Kunden kommen ohne Hilfe zurecht
        Spenden in Höhe von 200.000 Euro einwerben
        Auszubildende bleiben nach der Lehre im Betrieb
        Die Wartelisten werden kürzer
        Ältere Menschen kommen sicher über die Kreuzung
        Vereine buchen Hallen ohne Anruf im Rathaus
        Stromkosten der Schulen um ein Fünftel gesenkt
        Höhere Trefferquote bei der Suche
        Neue Mitarbeitende sind nach vier Wochen selbstständig
        Die Hälfte der Besucher kommt mit dem Bus
        Kunden melden sich seltener beim Support
        Der Umsatz wächst auf 3 Mio. Euro
        Rechnungen werden in 5 statt 20 Tagen bezahlt
        Mindestens 70 % der Teams nutzen das neue Werkzeug wöchentlich
        Wir verlieren weniger Kunden im ersten Monat
        Schnellere Antworten im Kundendienst
        Zufriedenheit im Team steigt auf 8 von 10
        """)

    private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
}
