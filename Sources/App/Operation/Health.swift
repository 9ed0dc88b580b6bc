import Database
import Domain

/// Whether this server can do its work now.
struct Health: Sendable {
    let cairn: Cairn

    /// Why it cannot, in plain words that give nothing away; nil when data can be read and written.
    func problem() async -> String? {
        do {
            try await within(seconds: 5) { try await look() }
            return nil
        } catch let error as DatabaseError {
            return words(error)
        } catch {
            return "The data cannot be read."
        }
    }

    /// Reads the schema's number. What can be written is looked at, too, and tried only where the last write failed.
    private func look() async throws {
        let known = migrations.map(\.number).max() ?? 0
        let found =
            try await cairn.database.read { db in try db.one("SELECT MAX(number) FROM schema_migration", as: Int?.self) ?? nil } ?? 0
        guard found <= known else { throw DatabaseError.newerSchema(found: found, known: known) }
        try await cairn.database.checkWritable()
        guard cairn.database.load.trouble != nil else { return }
        try await cairn.database.write { db in try db.run("UPDATE schema_migration SET why = why WHERE number = \(found)") }
    }

    private func words(_ error: DatabaseError) -> String {
        switch error {
        case .full: "The disk is full: data can be read, not written."
        case .readOnly: "The data may only be read."
        case .newerSchema: "The data was written by a newer version of Cairn."
        default: "The data cannot be reached."
        }
    }

    /// An answer in time, or none: a read that hangs must not make the question hang.
    private func within(seconds: Int, _ body: @escaping @Sendable () async throws -> Void) async throws {
        let (answers, answer) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
        let work = Task {
            do { answer.yield(.success(try await body())) } catch { answer.yield(.failure(error)) }
        }
        let end = Task {
            try await Task.sleep(for: .seconds(seconds))
            answer.yield(.failure(DatabaseError.unavailable("no answer for \(seconds) seconds")))
        }
        defer {
            work.cancel()
            end.cancel()
        }
        for await result in answers { return try result.get() }
    }
}
