import Domain
import Testing

@Suite struct PairingTests {
    @Test(arguments: [
        (Status.onTrack, Status.offTrack, Pairing?.some(.doesNotFollow)), (.met, .atRisk, .doesNotFollow),
        (.onTrack, .missed, .doesNotFollow),
        (.atRisk, .onTrack, .movesAlone), (.missed, .met, .movesAlone), (.offTrack, .met, .movesAlone), (.onTrack, .met, nil),
        (.offTrack, .missed, nil), (.stale, .offTrack, nil), (.onTrack, .stale, nil), (.notStarted, .met, nil), (.met, .notStarted, nil),
    ])
    func `a pair says something where one goes and the other does not`(leading: Status, lagging: Status, expected: Pairing?) {
        #expect(Pairing(leading: leading, lagging: lagging) == expected)
    }

    @Test func `a key result moves together with its counterparts in the same goal`() throws {
        let goal = goal(.draft)
        let (early, late) = (keyResult("early", .leading), keyResult("late", .lagging))
        func made(_ indicator: KeyResult.Indicator?, with ids: Set<ID<KeyResult>>) throws -> KeyResult {
            let draft = KeyResult.Draft(
                title: "New", kind: .done, indicator: indicator, startsOn: goal.startsOn, dueOn: goal.dueOn, movesWith: ids)
            return try KeyResult.make(draft, id: ID(trusted: "new"), in: goal, among: [early, late], reason: "", by: Cast.owner, at: now)
        }
        #expect(try made(.lagging, with: [early.id]).movesWith == [early.id])
        #expect(try made(.leading, with: [late.id]).movesWith == [late.id])
        #expect(try made(nil, with: []).movesWith.isEmpty)
        for (indicator, ids): (KeyResult.Indicator?, Set<ID<KeyResult>>) in [
            (nil, [late.id]), (.leading, [early.id]), (.lagging, [late.id]), (.leading, [late.id, early.id]),
            (.leading, [ID(trusted: "elsewhere")]), (.leading, [ID(trusted: "new")]),
        ] {
            #expect(throws: AppError.self, "\(String(describing: indicator)) \(ids)") { try made(indicator, with: ids) }
        }
    }

    @Test func `what it moves together with is a change like any other, and holds it to its kind`() throws {
        let goal = goal(.draft)
        var (early, late) = (keyResult("early", .leading), keyResult("late", .lagging))
        var draft = KeyResult.Draft(early)
        draft.movesWith = [late.id]
        let changes = try early.edit(draft, in: goal, among: [early, late], reason: "", by: Cast.owner)
        #expect(changes == [Change(field: "moves_with", from: "", to: late.id.text)])
        late.movesWith = [early.id]
        var turned = KeyResult.Draft(early)
        turned.indicator = .lagging
        #expect(throws: AppError.self) { try early.edit(turned, in: goal, among: [early, late], reason: "", by: Cast.owner) }
        turned.movesWith = []
        #expect(try early.edit(turned, in: goal, among: [early, late], reason: "", by: Cast.owner).count == 2)
    }

    private func keyResult(_ id: String, _ indicator: KeyResult.Indicator) -> KeyResult {
        number(id: id) { $0.indicator = indicator }
    }
}
