import Domain

/// Everything that the files say, read but not yet compared with what the workspace has.
struct ImportSources: Sendable {
    private(set) var goals: [(source: GoalSource, file: ImportFile)] = []
    private(set) var checkIns: [(source: CheckInSource, file: ImportFile)] = []
    private(set) var report = ImportReport()

    init(_ files: [ImportFile]) {
        for file in files {
            do throws(AppError) {
                try read(file)
            } catch {
                report.refuse(.init(file: file.name), error.firstWords)
            }
        }
        if files.isEmpty { report.refuse(.init(file: ""), "There is no file to import.") }
    }

    private mutating func read(_ file: ImportFile) throws(AppError) {
        if file.isExport {
            throw .invalid("file", "This is an export of a whole workspace. It goes into an empty one: cairn import \(file.name)")
        }
        let table = try SourceTable(file, &report)
        if table.isCheckIns {
            checkIns += table.rows.map { (CheckInSource($0, of: table), file) }
        } else {
            goals += table.rows.map { (GoalSource($0, of: table), file) }
        }
        if table.rows.isEmpty { report.warn(.init(file: file.name), "There is no row below the header.") }
    }
}

extension ImportSources {
    /// What stands before the ids of each file, so that sources that number their rows alike do not overwrite each other: nothing, as long as
    /// the ids tell rows apart; the file's name where they do not.
    func prefixes(_ stock: ImportStock, _ report: inout ImportReport) -> [String: String] {
        var titles: [String: [String: String]] = [:]
        for (source, file) in goals { titles[file.name, default: [:]][source.place.id] = fold(source.title) }
        let kept = stock.goals.mapValues { fold($0.title) }.merging(stock.keyResults.mapValues { fold($0.title) }) { first, _ in first }
        var prefixes: [String: String] = [:]
        for (name, own) in titles.sorted(by: { $0.key < $1.key }) {
            let prefix = "\(ImportFile(name: name, bytes: []).source)/"
            let others = titles.filter { $0.key != name }.values
            let isKnownByPrefix = own.keys.contains { stock.link(prefix + $0) != nil }
            let isOther = Self.areOthers(own, kept) || (!Self.shareATitle(own, kept) && others.contains { Self.areOthers(own, $0) })
            guard isKnownByPrefix || isOther else { continue }
            prefixes[name] = prefix
            if !isKnownByPrefix {
                report.warn(.init(file: name), "Its Ids stand for other rows elsewhere, so they are kept as “\(prefix)…”.")
            }
        }
        return prefixes
    }

    /// Several ids in common and not one title: two sources that count alike.
    private static func areOthers(_ own: [String: String], _ other: [String: String]) -> Bool {
        let shared = own.keys.filter { other[$0] != nil }
        return shared.count >= 3 && !shareATitle(own, other)
    }

    private static func shareATitle(_ own: [String: String], _ other: [String: String]) -> Bool {
        own.contains { other[$0.key] == $0.value }
    }
}

extension AppError {
    /// What it says, in one sentence.
    var firstWords: Words {
        switch self {
        case .invalid(let problems): problems.first?.words ?? "Something does not fit yet"
        case .forbidden(let words), .gone(let words), .tooLarge(let words): words
        case .stale: "Someone changed this meanwhile."
        case .notFound, .signedOut, .tooMany: "This is not there, or not yours to change."
        }
    }
}
