import Domain
import Foundation

/// What becomes of the rows of check-ins: they are told again in the order in which they happened.
extension Importer {
    /// Which row of goals, or which kept thing, a check-in is about.
    private struct Item {
        var sourceID: String
        var node: Int?
    }

    private struct Told {
        var source: CheckInSource
        var item: Item
        var day: Day
        var moment: Moment
        var order: Int
    }

    /// Gathers what was reported on each item, in the order of the dates, so that a key result can be measured by it.
    mutating func noteReports() {
        var dated: [String: [(day: Day, value: String)]] = [:]
        for (source, file) in sources.checkIns where !source.value.isEmpty {
            guard let item = try? item(source, file), let day = SourceDate.day(source.date) else { continue }
            dated[item.sourceID, default: []].append((day, source.value))
        }
        reports = dated.mapValues { list in
            list.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element.value)
        }
    }

    mutating func decideCheckIns() {
        guard !sources.checkIns.isEmpty else { return }
        for keyResult in plan.newKeyResults + plan.changedKeyResults.map(\.keyResult) {
            plannedKeyResults[keyResult.sourceID ?? ""] = keyResult
        }
        var told: [Told] = []
        for (order, (source, file)) in sources.checkIns.enumerated() {
            do {
                told.append(try read(source, file, order))
            } catch {
                refuse(source, error)
            }
        }
        told.sort { ($0.moment, $0.order) < ($1.moment, $1.order) }
        var seen: [String: Int] = [:]
        for each in told { decide(each, &seen) }
        plan.checkInRows.sort { ($0.place.file, $0.place.line) < ($1.place.file, $1.place.line) }
    }

    private mutating func decide(_ told: Told, _ seen: inout [String: Int]) {
        do {
            let sourceID = try checkInID(told, &seen)
            let checkIn = try checkIn(told, sourceID)
            tell(told.source, outcome(of: checkIn, told))
        } catch {
            refuse(told.source, error)
        }
    }

    private mutating func refuse(_ source: CheckInSource, _ error: any Error) {
        report.refuse(source.place, (error as? AppError)?.firstWords ?? "This row cannot be read.")
        tell(source, .error)
    }

    private mutating func tell(_ source: CheckInSource, _ outcome: ImportReport.Outcome) {
        plan.checkInRows.append(
            .init(place: source.place, kind: .checkIns, title: String(source.note.onOneLine.prefix(120)), outcome: outcome))
    }

    private func read(_ source: CheckInSource, _ file: ImportFile, _ order: Int) throws(AppError) -> Told {
        if let problem = source.problem { throw .invalid("", problem) }
        if source.place.id.utf8.count > 200 { throw .invalid("id", "This Id is too long.") }
        let item = try item(source, file)
        if let node = item.node, tree.nodes[node].isBad || failed.contains(node) {
            throw .invalid("item", "Its item in line \(tree.nodes[node].source.place.line) was not understood.")
        }
        guard let (day, moment) = SourceDate.moment(source.date, zone: viewer.workspace.zone) else {
            throw .invalid(
                "date",
                source.date.isEmpty
                    ? "This check-in has no date."
                    : "“\(String(source.date.prefix(60)))” could be no date, or two. Write it as year-month-day.")
        }
        if day > today.advanced(by: 1) { throw .invalid("date", "This check-in lies in the future: \(day.iso).") }
        // Without a time it is told at noon, one after the other in the order of the rows.
        let noon = day.start(in: viewer.workspace.zone).adding(seconds: 43_200)
        let at = moment ?? Moment(milliseconds: noon.milliseconds + Int64(order % 10_000_000))
        return Told(source: source, item: item, day: day, moment: min(at, now), order: order)
    }

    private func item(_ source: CheckInSource, _ file: ImportFile) throws(AppError) -> Item {
        guard !source.item.isEmpty else { throw .invalid("item", "This check-in has no Item Id.") }
        let own = file.source + "/" + source.item
        if prefixes.values.contains(file.source + "/"), let node = tree.index[own] { return Item(sourceID: own, node: node) }
        let names = Set([source.item] + prefixes.values.map { $0 + source.item })
        let found = names.compactMap { name in tree.index[name].map { Item(sourceID: name, node: $0) } }
        if let first = found.first {
            guard found.count == 1 else {
                throw .invalid("item", "“\(source.item)” stands in several files. Import each with its own check-ins.")
            }
            return first
        }
        for name in [own, source.item] where stock.link(name) != nil { return Item(sourceID: name, node: nil) }
        throw .invalid("item", "Its item “\(String(source.item.prefix(60)))” is neither in the files nor in the workspace.")
    }

    /// The id under which it is kept: its own, or item and date where the row has none.
    private func checkInID(_ told: Told, _ seen: inout [String: Int]) throws(AppError) -> String {
        let own = told.source.place.id
        let prefix = String(told.item.sourceID.dropLast(told.source.item.count))
        guard own.isEmpty else {
            if let line = seen[prefix + own] { throw .invalid("id", "The Id “\(own)” stands in line \(line) already.") }
            seen[prefix + own] = told.source.place.line
            return prefix + own
        }
        let name = "\(told.item.sourceID) \(told.source.date)"
        seen[name, default: 0] += 1
        return seen[name] == 1 ? name : "\(name) \(seen[name]!)"
    }

    private mutating func checkIn(_ told: Told, _ sourceID: String) throws -> CheckIn {
        let (goalID, keyResult) = try target(of: told.item)
        guard var goal = known[goalID] else { throw AppError.notFound }
        if stock.hidden.contains(goalID) { throw AppError.invalid("item", "Its goal is private and not yours to see.") }
        goal.stage = .committed
        var draft = CheckIn.Draft(confidence: try confidence(told.source), changed: told.source.note)
        if !told.source.value.isEmpty {
            if let keyResult, keyResult.kind != .done || (try? keyResult.read(told.source.value, language: "en")) != nil {
                draft.values[keyResult.id] = .typed(bare(told.source.value))
            } else {
                draft.changed = [draft.changed, "(\(told.source.value))"].filter { !$0.isEmpty }.joined(separator: " ")
                report.warn(told.source.place, "Its value has no key result with a number to go to, so it stands in the text.")
            }
        }
        var (checkIn, _) = try goal.checkIn(
            draft, id: id(at: told.moment), keyResults: keyResult.map { [$0] } ?? [], language: told.source.language, by: viewer,
            at: told.moment)
        checkIn.authorID = try author(of: told, goal)
        checkIn.sourceID = sourceID
        return checkIn
    }

    /// The goal that is reported on, and the key result whose value it is.
    private func target(of item: Item) throws(AppError) -> (ID<Goal>, KeyResult?) {
        let keyResult = plannedKeyResults[item.sourceID] ?? stock.keyResults[item.sourceID]
        if let node = item.node, let goal = goals[node] { return (goal, keyResult) }
        if let keyResult { return (keyResult.goalID, keyResult) }
        if let goal = stock.goals[item.sourceID] { return (goal.id, nil) }
        guard let initiative = stock.initiatives[item.sourceID] else { throw .notFound }
        return (initiative.goalID, nil)
    }

    private func confidence(_ source: CheckInSource) throws(AppError) -> Int? {
        guard !source.confidence.isEmpty else { return nil }
        let number: Double
        do throws(Number.Problem) {
            number = try Number.read(source.confidence, language: source.language)
        } catch {
            throw .invalid("confidence", error.words)
        }
        let percent = number > 0 && number < 1 ? number * 100 : number
        guard (0...100).contains(percent) else { throw .invalid("confidence", "Confidence lies between 0 and 100 %.") }
        return Int(percent.rounded())
    }

    private mutating func author(of told: Told, _ goal: Goal) throws(AppError) -> ID<Person> {
        let cell = told.source.author.isEmpty ? "Unknown author" : told.source.author
        guard let first = names.people(in: cell, new: id()).first else { throw .invalid("author", "The author’s name cannot be read.") }
        return first.id
    }

    private mutating func outcome(of checkIn: CheckIn, _ told: Told) -> ImportReport.Outcome {
        guard var stored = stock.checkIns[checkIn.sourceID ?? ""] else {
            plan.newCheckIns.append(checkIn)
            plan.reported.formUnion(checkIn.values.keys)
            return .created
        }
        let wasSaid = stored
        (stored.authorID, stored.confidence, stored.changed) = (checkIn.authorID, checkIn.confidence, checkIn.changed)
        if !checkIn.values.isEmpty { stored.values = checkIn.values }
        let isSameDay = stored.createdAt.day(in: viewer.workspace.zone) == told.day
        if !isSameDay { stored.createdAt = checkIn.createdAt }
        guard stored != wasSaid else { return .unchanged }
        plan.changedCheckIns.append(stored)
        plan.reported.formUnion(checkIn.values.keys)
        return .updated
    }
}
