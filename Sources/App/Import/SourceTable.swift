import Domain
import Foundation

/// A file as it was given.
struct ImportFile: Sendable {
    var name: String
    var bytes: [UInt8]

    /// What `cairn export` wrote, rather than a table.
    var isExport: Bool { bytes.first { $0 > 32 && $0 < 0x80 } == UInt8(ascii: "{") }

    /// The name without folders and endings: what tells rows of one source from those of another that use the same ids.
    var source: String {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return last.split(separator: ".").first.map(String.init) ?? last
    }
}

/// A table of goals or of check-ins, known by its columns, whatever their order, case and spacing.
struct SourceTable: Sendable {
    enum Column: Int, CaseIterable {
        case id, parent, type, title, why, owner, team, cycle, start, due, unit, baseline, target, current, status, score
        case item, date, value, confidence, author, note
    }

    var file: ImportFile
    var isCheckIns = false
    /// How a lone comma in a number is read: files divided by semicolons come from where it divides decimals.
    var language = "en"
    private var places = [Int?](repeating: nil, count: Column.allCases.count)
    private(set) var rows: [CSVFile.Row] = []

    init(_ file: ImportFile, _ report: inout ImportReport) throws(AppError) {
        self.file = file
        let csv = try CSVFile(file.bytes)
        rows = csv.rows
        language = csv.delimiter == UInt8(ascii: ";") ? "de" : "en"
        let columns = csv.header.map { Self.names[Self.key($0)] }
        isCheckIns = columns.contains(.item)
        guard isCheckIns || columns.contains(.title) else {
            throw .invalid("file", "This is neither a table of goals (it has no column Title) nor of check-ins (it has no column Item Id).")
        }
        for (index, column) in columns.enumerated() { take(column, at: index, named: csv.header[index], &report) }
        for row in rows { remark(on: row, width: csv.header.count, &report) }
    }

    /// The text of a cell, without spaces around it; empty where the row or the file has none.
    func text(_ row: CSVFile.Row, _ column: Column) -> String {
        guard let index = places[column.rawValue], index < row.cells.count else { return "" }
        return row.cells[index].withoutSpacesAround
    }

    func place(_ row: CSVFile.Row) -> ImportReport.Place { .init(file: file.name, line: row.line, id: text(row, .id)) }

    func has(_ column: Column) -> Bool { places[column.rawValue] != nil }

    private mutating func take(_ column: Column?, at index: Int, named name: String, _ report: inout ImportReport) {
        let place = ImportReport.Place(file: file.name, line: 1)
        guard let column, column == .id || isCheckIns == (column.rawValue >= Column.item.rawValue) else {
            if !name.withoutSpacesAround.isEmpty { report.warn(place, "The column “\(name)” is not known here and was left out.") }
            return
        }
        if places[column.rawValue] != nil {
            report.warn(place, "The column “\(name)” stands there twice; the first one counts.")
        } else {
            places[column.rawValue] = index
        }
    }

    private func remark(on row: CSVFile.Row, width: Int, _ report: inout ImportReport) {
        if row.cells.count < width {
            report.warn(place(row), "This row has \(row.cells.count) cells, the header \(width). The missing ones are taken as empty.")
        } else if row.cells.dropFirst(width).contains(where: { !$0.withoutSpacesAround.isEmpty }) {
            report.warn(place(row), "This row has \(row.cells.count) cells, the header \(width). What is beyond was left out.")
        }
    }

    private static func key(_ name: String) -> String { String(fold(name).filter { $0.isLetter || $0.isNumber }) }

    private static let names: [String: Column] = [
        "id": .id, "parentid": .parent, "parent": .parent, "parentids": .parent, "type": .type, "title": .title, "description": .why,
        "owner": .owner, "owners": .owner, "team": .team, "cycle": .cycle, "startdate": .start, "start": .start, "duedate": .due,
        "due": .due,
        "enddate": .due, "unit": .unit, "baseline": .baseline, "target": .target, "current": .current, "status": .status, "score": .score,
        "itemid": .item, "date": .date, "value": .value, "confidence": .confidence, "author": .author, "note": .note,
    ]
}

/// A row of a table of goals, as it stands there.
struct GoalSource: Sendable {
    enum Kind: Sendable { case goal, keyResult, initiative }

    var place: ImportReport.Place
    var parents: [String]
    /// Nil where the word is not known.
    var kind: Kind?
    var type: String
    var title: String
    var why: String
    var owner: String
    var team: String
    var cycle: String
    var start: String
    var due: String
    var unit: String
    var baseline: String
    var target: String
    var current: String
    var status: String
    var score: String
    var language: String
    var problem: Words?

    init(_ row: CSVFile.Row, of table: SourceTable) {
        place = table.place(row)
        problem = row.problem
        let above = table.text(row, .parent)
        parents = above.isEmpty ? [] : [above]
        type = table.text(row, .type)
        kind = Self.kinds[String(fold(type).filter { $0.isLetter })]
        if !table.has(.type) { kind = .goal }
        title = table.text(row, .title).onOneLine
        why = table.text(row, .why)
        owner = table.text(row, .owner)
        team = table.text(row, .team).onOneLine
        cycle = table.text(row, .cycle).onOneLine
        start = table.text(row, .start)
        due = table.text(row, .due)
        unit = table.text(row, .unit).onOneLine
        baseline = table.text(row, .baseline)
        target = table.text(row, .target)
        current = table.text(row, .current)
        status = table.text(row, .status)
        score = table.text(row, .score)
        language = table.language
    }

    private static let kinds: [String: Kind] = [
        "objective": .goal, "objectives": .goal, "o": .goal, "goal": .goal, "goals": .goal, "ziel": .goal, "ziele": .goal,
        "keyresult": .keyResult, "keyresults": .keyResult, "kr": .keyResult, "krs": .keyResult, "schlusselergebnis": .keyResult,
        "initiative": .initiative, "initiatives": .initiative, "initiativen": .initiative,
    ]
}

/// A row of a table of check-ins, as it stands there.
struct CheckInSource: Sendable {
    var place: ImportReport.Place
    var item: String
    var date: String
    var value: String
    var confidence: String
    var author: String
    var note: String
    var language: String
    var problem: Words?

    init(_ row: CSVFile.Row, of table: SourceTable) {
        place = table.place(row)
        problem = row.problem
        item = table.text(row, .item)
        date = table.text(row, .date)
        value = table.text(row, .value)
        confidence = table.text(row, .confidence)
        author = table.text(row, .author)
        note = table.text(row, .note)
        language = table.language
    }
}

extension String {
    /// Trimmed; costs nothing where there is nothing to trim, as in nearly every cell.
    var withoutSpacesAround: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        return first <= 32 || last <= 32 || first >= 0x80 || last >= 0x80 ? trimmingCharacters(in: .whitespacesAndNewlines) : self
    }

    /// Line breaks and control characters as spaces: titles and names have one line.
    var onOneLine: String {
        guard utf8.contains(where: { $0 < 32 || $0 == 127 || $0 == 0xC2 || $0 == 0xE2 }) else { return self }
        let line = String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}" ? " " : scalar
                }))
        return line.withoutSpacesAround
    }
}
