/// The words the coach knows, one group a line or more: `group language: words`. Change them here; `docs/coach.md` says how.
///
/// Write the plain form: `publish`, `Konzept`. Forms such as published, publishing, Konzepte, eingeführt and Einführung are derived. A word
/// with `|` can be taken apart (`ein|führen`), one that begins with `-` also ends longer words (`-quote` knows Fehlerquote), and `_`
/// joins two words that count only together (`in_place`).
let coachWords = """
    # WORK. Verbs that say what we will do. At the start of a statement they make it an output.
    work en: accelerate add adjust administer adopt agree align allocate amplify analyse analyze announce apply appoint approve arrange
    work en: articulate assemble assess assign attend audit author automate award baseline benchmark blog brief bring_in build bundle buy
    work en: calibrate capture categorize celebrate centralize choose clarify classify clean co_host code codify collaborate collate
    work en: collect commence commission communicate compile complete compose conclude conduct configure connect consider consolidate
    work en: consult containerize continue contribute convene coordinate craft create curate debug decide decommission dedicate define
    work en: deliver demo demonstrate deploy deprecate describe design determine develop digitise digitize discover discuss distribute
    work en: document draft elaborate elevate embed enable engage enroll enumerate equip establish estimate evaluate evangelize examine
    work en: execute experiment explore expose extend figure_out fill finalise finalize find finish formalize formulate forward gather
    work en: guide hand_over harmonize highlight hire hold host identify implement incorporate index inform initiate install instrument
    work en: integrate interview introduce inventory invest investigate invite issue iterate join kick_off kickoff label launch lay lead
    work en: learn license list load localize log make_sure map measure meet_monthly meet_regularly meet_weekly meet_with mentor merge
    work en: migrate mobilize model modernise modernize monitor move name negotiate nominate obtain offer onboard open open_source order
    work en: organise organize outline overhaul own paint participate partner perform pilot pitch place plan plant polish port post
    work en: prepare present print prioritise prioritize procure produce productionize promote propose prototype prove provide provision
    work en: publicize publish purchase push put reach_out rearchitect rebrand rebuild record recruit redefine redesign refactor refine
    work en: refresh register relaunch release relocate remodel remove renovate reorganize repair replace report research restructure
    work en: revamp review revise rewrite roll_out rollout run scale schedule scope script select send set set_up setup share ship
    work en: showcase sign socialize source speak specify spin_up sponsor stage standardise standardize start streamline structure study
    work en: submit support survey switch sync synthesize systematize tag teach test tour track train transfer transition translate trial
    work en: try unify update upgrade upload validate verify visit visualize work write
    work de: ab|halten ab|schließen Abschluss ab|stimmen aktualisieren analysieren an|bieten an|binden an|kündigen an|legen an|schaffen
    work de: Aufbau auf|bauen auf|nehmen auf|setzen auf|stellen aus|arbeiten Ausbau aus|bilden Ausbildung aus|rollen aus|schreiben
    work de: aus|statten aus|tauschen aus|werten aus|wählen automatisieren Bau bauen beantragen beauftragen beginnen begleiten benennen
    work de: beraten bereit|stellen berichten beschaffen beschließen beschreiben besetzen bestellen Besuch bewerten bündeln definieren
    work de: digitalisieren diskutieren dokumentieren drehen drucken durch|führen Einbau ein|berufen ein|binden ein|führen ein|holen
    work de: Einkauf ein|kaufen ein|laden ein|reichen ein|richten ein|stellen entwerfen entwickeln Entwurf erarbeiten erfassen erheben
    work de: ermitteln erneuern erproben errichten erstellen erweitern eröffnen etablieren evaluieren fertig|stellen fest|legen
    work de: formulieren frei|geben fördern führen gestalten Go_live gründen halten her|stellen identifizieren implementieren informieren
    work de: initiieren installieren integrieren investieren kaufen kennzeichnen klären kommunizieren konfigurieren konzipieren
    work de: koordinieren Launch legen liefern migrieren moderieren modernisieren nach|rüsten organisieren pflanzen pilotieren planen
    work de: priorisieren produzieren programmieren präsentieren prüfen realisieren rekrutieren Relaunch reparieren restrukturieren
    work de: richten rollen Rollout sammeln sanieren schaffen schreiben schulen setzen sichten spezifizieren standardisieren Start starten
    work de: stellen strukturieren teilen Teilnahme testen trainieren treffen Umbau um|bauen um|setzen um|stellen um|ziehen Umzug
    work de: unterstützen unterzeichnen validieren veranstalten vereinbaren vereinheitlichen verfassen verhandeln verlegen vermitteln
    work de: vernetzen verschicken versenden verteilen veröffentlichen visualisieren vor|bereiten vor|legen vor|stellen weiter|bilden
    work de: weiter|entwickeln zertifizieren zusammen|führen zusammen|stellen überarbeiten überprüfen übersetzen übertragen

    # WORK THAT IS ALSO A NOUN. When a measured thing follows right away, they belong to it: "release frequency", "test coverage".
    nouny en: build code deploy design draft hire host index launch lead list load log model onboard open order pilot place plan post
    nouny en: record release report review search set ship source stage start support survey test ticket track train trial use visit work

    # SETTLING. Work through what comes in. Work, unless a time is promised: "answer every letter within two days".
    settle en: address answer clear close fix handle mitigate patch process reply resolve respond settle solve tackle
    settle de: ab|arbeiten beantworten bearbeiten beheben beseitigen entfernen erledigen lösen schließen

    # DONE. Words that say work is finished, or that something is there now.
    done en: accredited available begun built certified complete completed deployed documented done enabled enforced exist exists finished
    done en: generally_available held implemented in_place in_production in_use live made operational production_ready ready sent set_up
    done en: shipped signed signed_off started underway up_to_date written
    done de: abgeschlossen bereit beschlossen besetzt eingerichtet erledigt eröffnet etabliert fertig freigeschaltet gehalten geschrieben
    done de: gestartet in_Betrieb liegt_vor live steht umgesetzt umgezogen unterschrieben verabschiedet verfügbar vor vorhanden
    done de: zertifiziert

    # STRONG CHANGE. A number goes up or down.
    change en: acquire attract avoid boost climb convert cut decline decrease double drop earn eliminate exceed fall gain grow growth
    change en: halve increase lessen lift lose lower maximise maximize minimise minimize multiply outgrow prevent quadruple quicken raise
    change en: reduce reduction retain rise save shorten shrink triple uplift win win_back
    change de: ab|nehmen an|heben an|steigen Anstieg beschleunigen ein|sparen ein|werben erhöhen fallen fällt gesenkt gesteigert gestiegen
    change de: gesunken gewachsen gewinnen halbieren halbiert Halbierung heben maximieren mindern minimieren reduzieren Rückgang senken
    change de: Senkung sinken sinkt sparen steigen steigern Steigerung steigt verdoppeln Verdoppelung Verdopplung verdreifachen vergrößern
    change de: verhindern verkleinern verkürzen verlieren vermehren vermeiden vermindern verringern wachsen Wachstum wächst Zunahme
    change de: zu|nehmen zurück|gehen Zuwachs

    # WEAK CHANGE. Better, but how and for whom is open.
    better en: accelerate advance better broaden deepen drive ease empower encourage enhance evolve expand foster improve mature optimise
    better en: optimize sharpen simplify speed_up strengthen
    better de: aus|bauen erleichtern festigen intensivieren optimieren stärken verbessern verbreitern vereinfachen vertiefen

    # REACHING. Says nothing by itself; what is reached decides.
    reach en: achieve attain be become being bring ensure generate get getting has have having hit keep maintain make meet reach remain
    reach en: score secure see stay sustain
    reach de: bekommen bleiben erhalten erreichen erzielen gewährleisten haben hat machen sichern sicherstellen werden

    # MEASURES. What can be read before and after: on people, on money, on how well things run.
    measure en: abandonment absence absenteeism accident accuracy adoption amount arpu arr attainment attendance attrition availability
    measure en: awareness backlog bookings bounce break_even budget_variance bug burn cac carbon cash ces churn citation co2 complaint
    measure en: confidence consumption contract_value conversion cost costs coverage cpa crash crash_free csat ctr cycle dau deal
    measure en: deal_size debt defect demand diversity donation download downtime drop_off dropout duration ebit ebitda efficiency effort
    measure en: emission energy engagement enrollment enrolment error escalation exit expense failure feedback_score first_contact
    measure en: flakiness footprint fps frequency gmv growth_rate happiness impact impression incident income index_of injury latency
    measure en: lead_time leads lifetime_value literacy load_time loe loss loyalty ltv margin market_share mau memory_use mentions morale
    measure en: mortality mql mrr mttr nps number occupancy order_value outage overhead participation percent percentage performance point
    measure en: points poverty precision productivity profit proportion quality rate rating ratio recall referral refund reliability
    measure en: renewal resilience response response_time retention return_rate revenue roi runway sales sales_pipeline satisfaction score
    measure en: self_service session share_of sign_up sign_ups signup speed spend spending sql stability subscription swau tcv
    measure en: test_coverage throughput ticket time traction traffic transparency trust turnaround turnout turnover unemployment upsell
    measure en: uptake uptime usage utilization velocity view visibility volume vulnerability waiting waste wau wellbeing win_rate
    measure en: workload
    measure de: -abbruch -abdeckung -abfall -absatz -abschlussquote Akzeptanz -anfrage -anmeldung -anteil ARR -aufruf -aufwand -ausfall
    measure de: -auslastung -ausstoß -bekanntheit -belastung -beschwerde -bestellung -besuch -beteiligung -bewerbung -bewertung -bindung
    measure de: -buchung Churn CO2 Conversion CSAT -dauer -download Durchlaufzeit EBIT EBITDA -effizienz -einnahme -emission -empfehlung
    measure de: -energie -erlös -ertrag -fehler -fluktuation -geschwindigkeit -gewinn -grad -häufigkeit -index -klick -kohlendioxid
    measure de: -konversion -kosten -krankenstand -kündigung Ladezeit -latenz Leads -leistung -marge -motivation MRR -müll -note NPS
    measure de: -nutzung -produktivität Prozent -pünktlichkeit -qualität -quote -rate -reichweite -reklamation -rendite -retoure ROI
    measure de: -rückfrage -schaden -score -sicherheit -spende -stabilität -stand -stimmung -störung Traffic -umsatz -unfall -verbrauch
    measure de: -verfügbarkeit -verkäufe -verlust -verspätung -vertrauen -wachstum -wartezeit Wartezeit -wert -zahl -zeit -zufriedenheit
    measure de: -überstunde

    # THINGS. What teams make, hold, write or put up.
    thing en: access activity agreement alert alpha ama analysis announcement api app architecture article assessment asset audit
    thing en: automation backup bench beta blog blogpost booth bot box brand brochure budget building button calendar campaign candidate
    thing en: capability case_study catalog catalogue certificate certification channel charger charter checklist cluster codebase
    thing en: collateral commit committee compliance component conference config configuration connector content contract council course
    thing en: credential curriculum dashboard data_source database definition demo design design_system designer doc document
    thing en: documentation driver ebook endpoint engineer environment event experiment fair faq feature fix form forum framework
    thing en: functionality glossary group guide guideline guidelines hackathon handbook hire homepage icon illustration infrastructure
    thing en: initiative integration interface interview inventory job_description kit kpi lane language_support launch layout leaflet
    thing en: lesson library licence license list logging logo manual map material mechanism meeting meetup metric migration mission
    thing en: mockup model module monitor monitoring mou mvp network newsletter node office_hours offsite okr package page partnership
    thing en: party patch permission persona pilot pipeline plan platform playbook playground plugin poc podcast policy portal position
    thing en: post poster pr presentation procedure process profile program programme project proposal prototype question recommendation
    thing en: release repo report repository requirement research retro retrospective review rfc rfp roadmap role rollout runbook schedule
    thing en: schema screen script scripts sdk server service site slack sli slo source spec specification staging standup statement
    thing en: station step story strategy structure study suite summit support survey system talk taxonomy template test tool tooling
    thing en: toolkit training translation tree trial tutorial tutorials use_case vacancy version video vision vp webinar webpage website
    thing en: whitepaper widget wiki wireframe workflow workshop
    thing de: -analyse -angebot -anwendung -app -artikel -audit -ausschuss -baum -befragung -beitrag -bericht -bibliothek -broschüre
    thing de: -budget -checkliste -cloud -cluster -coach -dashboard -datenbank -dokument -dokumentation -entwickler -entwicklerin -feature
    thing de: -flyer -folge -formular -forum -funktion -gebäude -glossar -gremium -guide -handbuch -handout -homepage -infrastruktur
    thing de: -inhalt -initiative -interview -kampagne -kanal -karte -katalog -konferenz -konzept -kooperation -kurs -leitbild -leitfaden
    thing de: -liste -maßnahme -meeting -messe -methode -modell -modul -newsletter -partnerschaft -pilot -plakat -plan -plattform -podcast
    thing de: -portal -programm -projekt -prototyp -prozess -prozessbeschreibung -präsentation -radweg -regelwerk -release -retrospektive
    thing de: -richtlinie -roadmap -runde -schnittstelle -schulung -seite -seminar -server -sitzung -software -spielplatz -standard
    thing de: -stelle -strategie -struktur -studie -styleguide -system -säule -team -test -tool -training -treffen -umfrage -umgebung
    thing de: -veranstaltung -vereinbarung -version -vertrag -video -vision -vorlage -vortrag -webinar -webseite -website -werkzeug -wiki
    thing de: -workshop -zertifikat -zertifizierung -übersetzung

    # PEOPLE. Those a goal is for, or whose doing shows it.
    people en: active actives admin adopter adult anyone applicant attendee audience beneficiary borrower boy business buyer caregiver
    people en: child citizen client clinician colleague colleagues community commuter company contributor coordinator creator curator
    people en: customer designers developer developers doctor donor employee employees engineers everybody everyone family fan farmer
    people en: follower founder girl graduate guest household leader learner listener maintainer man managers member men merchant neighbor
    people en: neighbour new_hires newcomer nurse operator organisation organization owner parent participant passenger patient pensioner
    people en: people person prospect publisher pupil reader resident rider school_leaver seller senior shopper somebody someone staffer
    people en: stakeholder starter student subscriber survivor taxpayer teacher team_member team_members teammate teams tenant those user
    people en: veteran viewer visitor volunteer voter who woman women worker writer youth
    people de: -abonnent -abonnentin -antragsteller -antragstellerin -anwender -anwenderin -anwohner -anwohnerin -auszubildende -azubi
    people de: -beschäftigte -besucher -besucherin -betrieb -bewerber -bewerberin -bürger -bürgerin -ehrenamtliche -einwohner -einwohnerin
    people de: -eltern -fahrgast -familie -frau -führungskraft -gast -gemeinde -haushalt -helfer -händler -jugendliche -kind -klient
    people de: -klientin -kollege -kollegin -kommune -kunde -kundin -lehrer -lehrerin -lehrkraft -lehrkräfte -leser -leserin -leute
    people de: -mensch -mieter -mieterin -mitarbeitende -mitarbeiter -mitarbeiterin -mitglied -männer -neuling -niemand -nutzende -nutzer
    people de: -nutzerin -partner -patient -patientin -pendler -person -schüler -schülerin -senioren -spender -spenderin -stammkunde
    people de: -studierende Teams -teilnehmende -teilnehmer -teilnehmerin -unternehmen -verbraucher -verein -zielgruppe

    # WHAT PEOPLE DO. With people in front of them, they name a change in somebody's life or work.
    act en: abandon access activate adopt agree ask attend believe book buy buy_again call cancel choose click come come_back complain
    act en: contribute convert cycle decide depend donate download drive drop_out earn eat enable engage enjoy experience feel find get
    act en: gets graduate heat invite join know learn leave live log_in move_to need order participate pass pay prefer rate reach read
    act en: receive recommend recover recycle refer rely renew repeat return reuse ride save say set_up share ship sign_up sleep solve
    act en: speak spend stay stop subscribe switch track trust understand upgrade use visit vote vouch wait walk want watch
    act de: angekommen an|wenden bei|tragen bekommen bekommt benutzen beschweren bestehen bestellen besuchen bewerben bezahlen bleiben
    act de: bleibt brauchen buchen empfehlen empfiehlt entscheiden erhalten erhält erleben essen fahren finden findet fragen fährt fühlen
    act de: gehen heizen heizt helfen isst kaufen kauft kennen kennt klicken kommen kommt kündigen laufen leben lernen lesen liest melden
    act de: mit|machen nutzen nutzt reden rufen sagen schlafen sparen spenden sprechen teil|nehmen um|steigen verlassen verlängern
    act de: verlässt verstehen versteht vertrauen vertraut verwenden warten wartet wechseln weiterempfehlen weiß wieder|kommen wissen
    act de: wohnen wählen zahlen zahlt zufrieden zurecht zurück|kehren öffnen

    # STATES people feel or see.
    state en: accessible affordable aware blocked cheaper confident connected convinced delighted easier easy employed engaged excited
    state en: fast faster happier happy healthier healthy heard impressed included independent informed inspired interested literate
    state en: motivated on_time prepared protected proud quick quicker relaxed reliable respected responsive rewarded safe safer
    state en: satisfied stable supported trusted unblocked valued welcome
    state de: angekommen besser bezahlbar einfach einfacher erreichbar früher gesund gesünder größer günstiger häufiger höher informiert
    state de: kleiner kürzer leichter länger niedriger ohne_Hilfe ohne_Wartezeit pünktlich schnell schneller selbstständig selbständig
    state de: seltener sicher sicherer stabil stolz willkommen zufrieden zufriedener zuverlässig

    # COMPARED with today. At the start of a statement.
    more en: fewer half less more most twice
    more de: doppelt dreimal halb mehr weniger

    # NONE of something, or not one more.
    none en: aren't doesn't don't isn't never no nobody none zero
    none de: kein keine keinem keinen keiner nie niemand null

    # LIMITS. With a time, a percentage or money behind them, they are a promise that can be kept or broken.
    limit en: < > above at_least at_most average below fewer_than greater_than lasts less_than max maximum median min minimum more_than
    limit en: no_more_than over p95 p99 take takes under up_to within ≤ ≥
    limit de: < > binnen bis_zu dauern dauert durchschnittlich höchstens innerhalb maximal mehr_als mindestens minimal unter weniger_als
    limit de: über ≤ ≥

    # UNITS of time, short enough to be felt.
    time en: day days h hour hours hr iteration millisecond min minute ms s sec second sprint week
    time de: Arbeitstag Millisekunde Minute ms Sekunde Stunde Tag Werktag Woche

    # MONEY
    money en: $ dollar eur euro pound usd £ €
    money de: $ EUR Euro Millionen Mio £ €

    # CAPABILITY. Something becomes possible; whether anybody does it stays open.
    can en: able allows can capable could enables lets possible
    can de: erlaubt ermöglichen ermöglicht kann können könnte möglich

    # TO BE, in front of what is done.
    be en: are be been being deemed get gets got has have is was were
    be de: haben hat ist sei sind war werden wird wurde wurden

    # WE. The subject is the team itself.
    we en: department group i our team us we wg working_group
    we de: abteilung ich team uns unser unsere wir

    # SKIPPED at the start: they carry nothing.
    skip en: also and begin begin_to clearly consistently continue_to continuously dramatically drastically effectively formally fully
    skip en: further help i must newly our please proactively properly quickly shall should significantly simply start_to substantially
    skip en: successfully team the then to we will
    skip de: alle alles das den der deutlich die ein eine einem einen einer erfolgreich ich konsequent kontinuierlich möchten müssen
    skip de: nachhaltig sollen spürbar unser unsere unseren vollständig werden wir wollen

    # SMALL WORDS by which a language is recognised.
    small en: a all an and are as at be by each every for from in is it its more of on our per that the their this to we which who with
    small de: alle als auch auf aus bei bis das dem den der des die ein eine einem einen einer für im in ist jede jeder jedes mit nach
    small de: nicht pro sich sind um und unser unsere vom von werden wir wird zu zum zur

    # BEFORE A NOUN. An unknown first word in front of one of them is a verb, and such a verb is work.
    noun_next en: a all an any both each eight every five four its new nine one our seven six ten the their these this those three two
    noun_next de: alle das den die ein eine einen jede jeden unsere unseren

    # PURPOSE. What follows is the change that the work is for.
    purpose en: in_order_to leading_to resulting_in so_people so_that so_users
    purpose de: damit so_dass sodass

    # EXPLAINING. From here on a statement only says what it means.
    aside en: as_measured measured_as measured_by measured_through where
    aside de: gemessen wobei

    # EACH. "Per customer" makes a number a measure.
    per en: per
    per de: je pro

    # FROM … TO, and their signs.
    from en: down_from from up_from
    from de: vom von
    to en: -> to towards →
    to de: -> auf bis zu →
    by en: by down up
    by de: um
    instead en: instead_of rather_than
    instead de: anstatt statt
    of en: about across along among as at between for in inside into of on outside per than that through to via when where which who with
    of de: an auf aus bei das dass den der des die durch für gegen im in mit nach ohne pro vom von wenn zum zur über

    # WORDS FOR NUMBERS
    number en: double_digit dozen eight eleven fifty five four hundred million nine one seven six ten thirty thousand three twelve twenty
    number en: two
    number de: acht drei dreißig elf fünf fünfzig hundert neun sechs sieben tausend vier zehn zwanzig zwei zwölf
    """
