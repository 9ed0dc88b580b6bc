import Domain
import Testing

@Suite struct `Coach notes` {
    private func measure(_ title: String = "Days to a decision", change: (inout Coach.Measure) -> Void = { _ in }) -> Coach.Measure {
        var measure = Coach.Measure(
            title: title, direction: .decrease, unit: "days", baseline: 40, target: 20, source: "Register", indicator: .lagging,
            serves: .customerValue, dueOn: today)
        change(&measure)
        return measure
    }

    private func codes(_ keyResults: [Coach.Measure], dueOn: Day? = today) -> [Coach.Note.Code] {
        Coach.notes(for: Coach.Sketch(title: "Permits within days", dueOn: dueOn, keyResults: keyResults)).map(\.code)
    }

    private var good: [Coach.Measure] {
        [
            measure(),
            measure("Complete applications") {
                ($0.direction, $0.baseline, $0.target, $0.indicator, $0.serves) = (.increase, 30, 60, .leading, .efficiency)
            },
        ]
    }

    @Test func `a goal with all there is to say gets no note`() {
        #expect(codes(good).isEmpty)
        #expect(codes([]).isEmpty)
    }

    @Test func `what is missing in a key result is named beside its field`() {
        let bare = Coach.Measure(title: "Days to a decision")
        let notes = Coach.notes(for: Coach.Sketch(title: "Permits within days", dueOn: today, keyResults: good + [bare]))
        #expect(notes.map(\.code) == [.noBaseline, .noTarget, .noDirection, .noSource, .noDate])
        #expect(notes.map(\.field) == ["baseline", "target", "direction", "source", "due_on"])
        #expect(notes.allSatisfy { $0.keyResult == 2 && $0.question != nil })
        #expect(english(notes[2].words) == "“Days to a decision” says what is measured, not where it should go.")
    }

    @Test func `what is kept needs no baseline, and what is done no number`() {
        #expect(codes(good + [measure { ($0.direction, $0.baseline, $0.target) = (.keepBelow, nil, 5) }]).isEmpty)
        #expect(codes(good + [measure { ($0.kind, $0.direction, $0.baseline, $0.target) = (.done, nil, nil, nil) }]).isEmpty)
    }

    @Test func `a draft's first choice is no direction while neither numbers nor words say one`() {
        let draft = KeyResult.Draft(title: "Waiting time at the counter", source: "Register", startsOn: today, dueOn: today)
        #expect(codes(good + [Coach.Measure(draft)]).contains(.noDirection))
        var said = draft
        said.title = "Cut waiting time at the counter"
        #expect(!codes(good + [Coach.Measure(said)]).contains(.noDirection))
        (said.title, said.baseline, said.target) = (draft.title, 30, 10)
        #expect(!codes(good + [Coach.Measure(said)]).contains(.noDirection))
    }

    @Test func `a goal without a date is asked for one`() {
        let notes = Coach.notes(for: Coach.Sketch(title: "Permits within days"))
        #expect(notes.map(\.code) == [.noDate] && notes[0].field == "due_on" && notes[0].keyResult == nil)
    }

    @Test func `more than five key results are many`() {
        #expect(!codes(good + [measure(), measure(), measure()]).contains(.tooMany))
        let notes = Coach.notes(for: Coach.Sketch(title: "x", dueOn: today, keyResults: good + Array(repeating: measure(), count: 4)))
        #expect(notes.map { english($0.words) } == ["6 key results are more than people keep in mind."])
    }

    @Test func `leading and lagging belong together, and more than one value`() {
        #expect(codes([measure()]) == [.noLeading])
        #expect(codes([measure { $0.indicator = .leading }]) == [.noLagging])
        #expect(codes([measure { $0.indicator = nil }]) == [.noLeading, .noLagging])
        #expect(codes([measure(), measure { $0.indicator = .leading }]) == [.oneValue])
        #expect(codes([measure { $0.serves = nil }, measure { ($0.indicator, $0.serves) = (.leading, nil) }]).isEmpty)
    }

    @Test func `a target that is reached already says where it stands`() {
        let reached = measure { $0.value = 18 }
        let notes = Coach.notes(for: Coach.Sketch(title: "x", dueOn: today, keyResults: [reached, good[1]]))
        #expect(
            notes.map { english($0.words) } == [
                "It stands at 18\u{A0}days and the target is 20\u{A0}days: nothing is left to do."
            ])
        #expect(codes([measure { ($0.direction, $0.baseline, $0.target) = (.increase, 5, 5) }, good[1]]) == [.alreadyReached])
        #expect(codes([measure { $0.value = 21 }, good[1]]).isEmpty)
    }

    @Test func `goals and key results as they are kept are read too`() {
        let keyResult = number(from: 0, to: 100, value: 120) { $0.source = "Register" }
        let sketch = Coach.Sketch(goal(), keyResults: [keyResult])
        #expect(Coach.notes(for: sketch).map(\.code) == [.noLeading, .noLagging, .alreadyReached])
        #expect(Coach.Sketch(Goal.Draft(goal(), parents: [], readers: []), keyResults: [keyResult]) == sketch)
    }

    @Test(arguments: Coach.Note.Code.allCases)
    func `codes stay as they are`(code: Coach.Note.Code) {
        let known = [
            "no_date", "alike", "too_many_key_results", "no_leading", "no_lagging", "one_value", "no_baseline", "no_target", "no_source",
            "no_direction", "already_reached",
        ]
        #expect(known.contains(code.rawValue))
    }
}

@Suite struct `Goals that read alike` {
    private func share(_ left: String, _ right: String) -> Double { Likeness(left).share(with: Likeness(right)) }

    @Test(arguments: [
        ("Cut waiting time at the counter", "Waiting times at the counters are cut"),
        ("Reduce churn from 5 to 4 %", "Reduce the churn from 5 % to 3 %"),
        ("Every applicant gets an answer within a day", "Applicants get an answer within one day"),
        ("Kundenzufriedenheit steigern", "Die Kundenzufriedenheit unserer Kunden steigern"),
        ("Launch the tenant portal", "LAUNCH TENANT PORTAL!"), ("Größere Straßen", "Grössere Strassen"),
    ])
    func `the same in other words is found`(left: String, right: String) {
        #expect(share(left, right) >= Likeness.alike, "\(share(left, right))")
        #expect(share(left, right) == share(right, left))
    }

    @Test(arguments: [
        ("Cut waiting time at the counter", "Cut waiting time for a doctor"),
        ("Reduce churn among small customers", "Reduce energy use in schools"),
        ("Hold ten listening sessions with tenants", "Hold two hackathons with schools"),
        ("Kundenzufriedenheit steigern", "Umsatz steigern"), ("Increase revenue", "Increase retention"), ("", ""),
        ("the", "the"),
    ])
    func `a shared word or two is not enough`(left: String, right: String) {
        #expect(share(left, right) < Likeness.alike, "\(share(left, right))")
    }

    @Test func `ordinary different goals do not trip it`() {
        let all = CoachSentences.work + CoachSentences.change + CoachSentences.germanWork + CoachSentences.germanChange
        let likenesses = all.map { Likeness($0) }
        for left in all.indices {
            for right in all.indices where left < right {
                #expect(likenesses[left].share(with: likenesses[right]) < Likeness.alike, "\(all[left]) / \(all[right])")
            }
            #expect(likenesses[left].share(with: likenesses[left]) == 1)
        }
    }

    @Test func `the closest one is named`() {
        let others = [("A", "Plant trees"), ("B", "Waiting times at the counters are cut"), ("C", "Shorter waiting at counters")]
            .map { Coach.Neighbour(id: ID(trusted: $0.0), title: $0.1) }
        let notes = Coach.notes(for: Coach.Sketch(title: "Cut waiting time at the counter", dueOn: today), among: others)
        #expect(notes.map(\.code) == [.alike] && notes[0].goalID == ID(trusted: "B") && notes[0].field == "title")
        #expect(english(notes[0].words) == "This reads like “Waiting times at the counters are cut”.")
        #expect(Coach.closest(to: "Bake bread", among: others) == nil)
    }

    @Test func `hostile titles have a likeness`() {
        for title in ["\u{0}", String(repeating: "a", count: 100_000), "\u{202E}abc", "e\u{301}", "🎉 party"] {
            let share = Likeness(title).share(with: Likeness(title))
            #expect(share == 0 || share == 1)
        }
    }
}
