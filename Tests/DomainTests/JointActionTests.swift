import Domain
import Testing

private let drawn = AgreedThreshold(
    id: ID(trusted: "T"), goalID: ID(trusted: "GOAL"), keyResultID: ID(trusted: "KR"), rule: .below(35),
    people: [Cast.owner.id, Cast.mate.id],
    createdBy: Cast.owner.id, createdAt: now)

private func facts(_ value: Double) -> Threshold.Facts { Threshold.Facts(number(), values: [value], gap: 20, silence: 0) }

private func action() -> JointAction { JointAction(drawn, facts(30), id: ID(trusted: "J"), at: now, today: today) }

private func views(_ heard: Viewer...) -> [JointAction.View] {
    [Cast.owner, Cast.mate].map { person in
        JointAction.View(personID: person.id, text: "x", writtenAt: heard.contains { $0.id == person.id } ? now : nil)
    }
}

private func faults(_ act: () throws -> Void) -> [String: String] {
    do {
        try act()
        return [:]
    } catch AppError.invalid(let problems) {
        return Dictionary(problems.map { ($0.field, english($0.words)) }, uniquingKeysWith: { first, _ in first })
    } catch AppError.forbidden(let words) {
        return ["forbidden": english(words)]
    } catch {
        return ["error": "\(error)"]
    }
}

@Suite struct `A threshold is agreed on` {
    @Test(
        arguments: [
            (.below(35), 2, 7, []), (.below(35), 1, 7, ["people"]), (.below(35), 0, 7, ["people"]), (.below(35), 21, 7, ["people"]),
            (.behind(points: 0), 2, 7, ["amount"]), (.behind(points: 101), 2, 0, ["amount", "days"]),
            (.worse(times: 1), 2, 61, ["amount", "days"]),
            (.silent(days: 366), 2, 60, []), (.silent(days: 367), 2, 7, ["amount"]),
        ] as [(Threshold, Int, Int, [String])])
    func `by at least two people, with a line that makes sense`(rule: Threshold, people: Int, days: Int, wrong: [String]) {
        let named = Set((0..<people).map { ID<Person>(trusted: "P\($0)") })
        let draft = AgreedThreshold.Draft(rule: rule, people: named, days: days)
        let found = faults {
            _ = try AgreedThreshold.make(draft, id: ID(trusted: "T"), on: number(), of: goal(), by: Cast.owner, at: now)
        }
        #expect(found.keys.sorted() == wrong)
    }

    @Test func `by those who plan the work, while the goal is open`() {
        let may = Cast.all.filter { AgreedThreshold.mayEdit(in: goal(), by: $0).isGranted }
        #expect(may.map(\.id) == [Cast.owner, Cast.lead, Cast.mate, Cast.maker, Cast.admin, Cast.boss].map(\.id))
        #expect(!Cast.all.contains { AgreedThreshold.mayEdit(in: goal(.closed), by: $0).isGranted })
    }

    @Test func `and a line that is drawn anew has been crossed by nobody`() throws {
        var threshold = drawn
        threshold.state.isOpen = true
        var draft = AgreedThreshold.Draft(threshold)
        #expect(try threshold.edit(draft, on: number(), of: goal(), by: Cast.owner).isEmpty)
        #expect(threshold.version == 1)
        draft.days = 3
        #expect(try threshold.edit(draft, on: number(), of: goal(), by: Cast.owner).map(\.field) == ["days"])
        #expect(threshold.state.isOpen && threshold.version == 2)
        draft.version = 2
        draft.rule = .below(30)
        let changes = try threshold.edit(draft, on: number(), of: goal(), by: Cast.owner)
        #expect(changes.map { english($0.before { _ in nil }) + ", then " + english($0.after { _ in nil }) } == ["below 35, then below 30"])
        #expect(!threshold.state.isOpen)
        #expect(throws: AppError.stale) { try threshold.edit(draft, on: number(), of: goal(), by: Cast.owner) }
    }

    @Test(arguments: Threshold.Kind.allCases) func `in one of five ways, which are read as they were written`(kind: Threshold.Kind) throws {
        let rule = try #require(Threshold(kind, 3))
        #expect(rule.kind == kind && rule.amount == 3 && Threshold(rule.text) == rule)
        #expect((Threshold(kind, 2.5) == nil) == ![.below, .above].contains(kind))
    }
}

@Suite struct `A joint action` {
    @Test func `keeps the facts as they were, and leaves time to agree`() {
        let action = action()
        #expect(action.dueOn == today.advanced(by: 7) && action.isOpen)
        #expect(
            english(action.reason(on: number()))
                == "It stands at 30\u{A0}days. Agreed as the point to look at it together: below 35\u{A0}days.")
    }

    @Test func `shows what others wrote to those who have written, and to those who were not asked`() {
        let (before, after) = (views(Cast.mate), views(Cast.mate, Cast.owner))
        #expect(!action().showsViews(before, to: Cast.owner.id))
        #expect(action().showsViews(before, to: Cast.mate.id) && action().showsViews(before, to: Cast.stranger.id))
        #expect(action().showsViews(after, to: Cast.owner.id))
        var closed = action()
        closed.agreement = .init(decision: .goOn, text: "x", by: Cast.mate.id, at: now)
        #expect(closed.showsViews(before, to: Cast.owner.id))
    }

    @Test func `hears those it names, and ends with them or those who answer for the goal`() {
        let may = { (rule: (Viewer) -> Permission) in Cast.all.filter { rule($0).isGranted }.map(\.id) }
        #expect(may { action().mayWriteView(views(), by: $0) } == [Cast.owner, Cast.mate].map(\.id))
        #expect(
            may { action().mayAgree(views(), in: goal(), by: $0) } == [Cast.owner, Cast.lead, Cast.mate, Cast.admin, Cast.boss].map(\.id))
        var closed = action()
        closed.agreement = .init(decision: .goOn, text: "x", by: Cast.mate.id, at: now)
        #expect(may { closed.mayAgree(views(), in: goal(), by: $0) }.isEmpty && may { closed.mayWriteView(views(), by: $0) }.isEmpty)
    }

    @Test(
        arguments: [
            (0, .goOn, "We go on.", nil, [""]), (1, .goOn, "We go on.", nil, [""]), (2, .goOn, "We go on.", nil, []),
            (2, nil, "We go on.", nil, ["decision"]), (2, .correction, "  ", nil, ["agreed"]),
            (2, .newThreshold, "Lower.", nil, ["amount"]), (2, .newThreshold, "Lower.", .below(35), ["amount"]),
            (2, .newThreshold, "Lower.", .behind(points: 0), ["amount"]), (2, .newThreshold, "Lower.", .below(20), []),
            (2, .goOn, "We go on.", .below(35), []),
        ] as [(Int, JointAction.Decision?, String, Threshold?, [String])])
    func `ends with one of three, once two were heard`(
        heard: Int, decision: JointAction.Decision?, text: String, rule: Threshold?, wrong: [String]
    ) {
        var action = action()
        let views = heard == 0 ? views() : heard == 1 ? views(Cast.mate) : views(Cast.mate, Cast.owner)
        let draft = JointAction.Draft(decision: decision, text: text, rule: rule, version: 1)
        let found = faults { try action.agree(draft, views, facts(30), in: goal(), by: Cast.mate, at: now) }
        #expect(found.keys.sorted() == wrong)
        #expect(action.isOpen == !wrong.isEmpty)
        #expect(action.agreement?.rule == (decision == .newThreshold && wrong.isEmpty ? rule : nil))
    }

    @Test func `is ended once`() {
        var action = action()
        let (draft, heard) = (JointAction.Draft(decision: .goOn, text: "On.", version: 1), views(Cast.mate, Cast.owner))
        #expect(faults { try action.agree(draft, heard, facts(30), in: goal(), by: Cast.mate, at: now) }.isEmpty)
        #expect(faults { try action.agree(draft, heard, facts(30), in: goal(), by: Cast.mate, at: now) }["forbidden"] != nil)
    }
}
