import Domain
import Synchronization

/// Files that an admin has sent and looks at before they are imported: kept in memory for ten minutes, for the one who sent them.
final class Uploads: Sendable {
    struct Upload: Sendable {
        var person: ID<Person>
        var files: [ImportFile]
        var until: Moment
        /// Set once it was imported; the files are let go of then.
        var report: ImportReport?

        var size: Int { files.reduce(0) { $0 + $1.bytes.count } }
    }

    static let minutes = 10
    static let mostBytes = 20_000_000
    private static let mostBytesOfAll = 100_000_000
    private static let mostOfAPerson = 3

    private let uploads = Mutex<[String: Upload]>([:])

    /// Keeps files; the key that finds them again cannot be guessed.
    func keep(_ files: [ImportFile], of person: ID<Person>, at now: Moment) throws(AppError) -> String {
        let upload = Upload(person: person, files: files, until: now.adding(seconds: Self.minutes * 60))
        let key = String(newToken().prefix(32))
        let hasRoom = uploads.withLock { uploads in
            uploads = uploads.filter { $0.value.until > now }
            let own = uploads.filter { $0.value.person == person }.sorted { $0.value.until < $1.value.until }
            for old in own.dropLast(Self.mostOfAPerson - 1) { uploads[old.key] = nil }
            guard uploads.values.reduce(upload.size, { $0 + $1.size }) <= Self.mostBytesOfAll else { return false }
            uploads[key] = upload
            return true
        }
        if !hasRoom { throw .tooMany(retryAfter: Self.minutes * 60) }
        return key
    }

    func find(_ key: String, of person: ID<Person>, at now: Moment) throws(AppError) -> Upload {
        let found = uploads.withLock { $0[key] }
        guard let found, found.person == person, found.until > now else {
            throw .gone("These files were kept for \(Self.minutes) minutes and are let go of now. Choose them again.")
        }
        return found
    }

    func finish(_ key: String, with report: ImportReport) {
        uploads.withLock { uploads in
            uploads[key]?.files = []
            uploads[key]?.report = report
        }
    }
}
