import Database
import Domain
import Foundation

/// Opens the data and brings it to this program's schema; a newer schema is refused and left as it is.
/// - Parameters:
///   - url: a `postgres://` address, or nil for the file in the folder.
///   - dataFolder: made if it is not there.
public func openCairnDatabase(url: String?, dataFolder: String) async throws -> any Database {
    let database = try await openDatabase(url: url, dataFolder: dataFolder, migrations: migrations)
    do {
        try await database.migrate(migrations, at: Moment(Date()).milliseconds)
        try await database.write { db in try db.beginTurns(after: db.lastTurn()) }
    } catch {
        await database.close()
        throw error
    }
    return database
}

extension Cairn {
    /// True until somebody has an account here; false where that cannot be known.
    public func isFirstStart() async -> Bool { (try? await Workspaces(cairn: self).isFirstStart()) ?? false }
}

/// The key that lets a browser on another machine make the first workspace.
public func newSetupKey() -> String { String(newToken().prefix(22)) }

/// What an error says to whoever runs the server, in English; nil for a bug.
public func plainWords(of error: any Error) -> String? {
    if let error = error as? AppError { return Tongue(language: .en, zone: .gmt).plain(error.firstWords) }
    return (error as? DatabaseError)?.description
}
